//! The line through all rounds of a series.

use std::sync::Arc;

use leptos::prelude::*;

use super::labels;
use crate::{
    app::App,
    ui::{El, Numbers, el, figure, heading, paragraph, table},
};
use chart::{Layout, Purpose, to_svg};
use domain::{
    assessment::{Assessment, series},
    scoring::compare::{Line, Trend, trend as follow},
    text::Key,
};
use report::{obstacle, pictures};
use workspace::store::Shelved;

/// The trend of the series that an assessment belongs to; nothing while that has fewer than three rounds.
pub(super) fn trend(app: App, shelf: &[Arc<Shelved>], of: &Assessment) -> Option<El> {
    let (model, speech) = (app.model(), app.speech());
    let all: Vec<&Assessment> = shelf.iter().map(|shelved| &shelved.assessment).collect();
    let rounds = series(&all, &of.id);
    if rounds.len() < 3 {
        return None;
    }
    let names = labels(app, &rounds);
    let found = follow(model, &rounds);
    let section = el("section").class("trend").el(heading("h2", app.say(Key::CompareTrendTitle)));
    let left_out = left_out(app, &found, &names);
    let count = speech.locale.whole(found.rounds.len() as u64);
    let matched = found.overall.matched;
    if matched == 0 || found.rounds.len() < 2 {
        return Some(section.el(paragraph("", app.say(Key::CompareTrendNothing))).maybe(left_out));
    }
    let lead = speech.count(Key::CompareTrendLead, matched as u64, &[("rounds", &count)]);
    let also = RwSignal::new(None);
    let numbers = numbers(app, &found, &names);
    let svg = move || {
        let layout = if app.wide.get() { Layout::Wide } else { Layout::Narrow };
        let chart = pictures::trend(model, &found, &names, also.get(), speech, layout);
        to_svg(&chart.scene(), Purpose::Image(app.say(Key::CompareTrendLabel)))
    };
    Some(
        section
            .el(paragraph("", lead))
            .el(principle_list(app, also))
            .el(figure("trend", svg, app.say(Key::CompareTrendCaption), numbers))
            .maybe(left_out),
    )
}

/// Which principle is shown beside the whole.
fn principle_list(app: App, also: RwSignal<Option<usize>>) -> El {
    let none = el("option").attr("value", "").text(app.say(Key::CompareTrendOnly));
    let options = app.model().principles.iter().enumerate().map(|(place, principle)| {
        el("option")
            .attr("value", place.to_string())
            .text(format!("{} {}", principle.clause, principle.title))
    });
    let select = el("select")
        .attr("id", "trend-also")
        .on("change", move |event| also.set(event_target_value(&event).parse().ok()))
        .el(none)
        .els(options);
    el("div")
        .class("field no-print")
        .el(el("label").attr("for", "trend-also").text(app.say(Key::CompareTrendAlso)))
        .el(select)
}

fn numbers(app: App, found: &Trend, names: &[String]) -> Numbers {
    let speech = app.speech();
    let mut heads =
        vec![app.say(Key::AnswerColumnPrinciple).into(), app.say(Key::ChartsMatched).into()];
    let shown = found.rounds.iter().filter_map(|round| names.get(*round));
    heads.extend(shown.map(|name| name.clone().into()));
    let row = |words: &'static str, line: &Line| {
        let mean = |place: usize| speech.score(line.means.get(place).copied());
        let means = (0..found.rounds.len()).map(|place| el("td").text(mean(place)));
        el("tr")
            .el(el("th").attr("scope", "row").text(words))
            .el(el("td").text(speech.locale.whole(line.matched as u64)))
            .els(means)
    };
    let principles = app.model().principles.iter().zip(&found.principles);
    let rows = std::iter::once(row(app.say(Key::ChartsAllPractices), &found.overall))
        .chain(principles.map(|(principle, line)| row(&principle.title, line)));
    let table = table("rounds-table", app.say(Key::CompareTrendTable), heads, rows);
    Numbers::Folded(app.say(Key::ResultsNumbers).into(), table)
}

/// The rounds that do not fit the others, with the reasons.
fn left_out(app: App, found: &Trend, names: &[String]) -> Option<El> {
    let speech = app.speech();
    let rows: Vec<El> = found
        .left_out
        .iter()
        .map(|left_out| {
            let name = names.get(left_out.round).map(String::as_str).unwrap_or_default();
            let reasons: Vec<&str> =
                left_out.reasons.iter().map(|reason| obstacle(*reason, speech)).collect();
            let gaps = [("name", name), ("reasons", &*reasons.join(" "))];
            el("li").class("break").text(speech.fill(Key::CompareReason, &gaps))
        })
        .collect();
    (!rows.is_empty()).then(|| {
        el("div").class("left-out").el(paragraph("", app.say(Key::CompareTrendLeftOut))).el(el(
            "ul",
        )
        .class("plain-list")
        .els(rows))
    })
}
