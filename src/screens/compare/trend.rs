//! The line through all rounds of a series.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::App,
    screens::parts::version_note,
    ui::{El, Numbers, el, field_of, figure, heading, option, paragraph, select, table},
};
use chart::{Layout, Purpose, to_svg};
use domain::{
    assessment::{Assessment, series},
    scoring::compare::{Line, Trend, trend as follow},
    text::Key,
};
use report::{TREND_ROUNDS, names_apart, obstacle, pictures, trend_note};
use workspace::store::Shelved;

/// The trend of the series that an assessment belongs to; nothing while that has too few rounds. `tells_versions` says
/// whether it tells of different versions of the model: once on a screen is enough.
pub(super) fn trend(
    app: App,
    shelf: &[Arc<Shelved>],
    of: &Assessment,
    tells_versions: bool,
) -> Option<El> {
    let (model, speech) = (app.model(), app.speech());
    let all: Vec<&Assessment> = shelf.iter().map(|shelved| &shelved.assessment).collect();
    let rounds = series(&all, &of.id);
    if rounds.len() < TREND_ROUNDS {
        return None;
    }
    let called: Vec<_> = rounds.iter().map(|one| (app.name_of(one), one.created)).collect();
    let names = names_apart(&called, speech);
    let found = follow(model, &rounds);
    let section = el("section").class("trend").el(heading("h2", app.say(Key::CompareTrendTitle)));
    let left_out = left_out(app, &found, &names);
    let count = speech.locale.whole(found.rounds.len() as u64);
    let matched = found.overall.matched;
    if matched == 0 || found.rounds.len() < 2 {
        return Some(section.el(paragraph("", app.say(Key::CompareTrendNothing))).maybe(left_out));
    }
    let lead = speech.count(Key::CompareTrendLead, matched as u64, &[("rounds", &count)]);
    let fitting: Vec<&Assessment> =
        found.rounds.iter().filter_map(|round| rounds.get(*round).copied()).collect();
    let note = trend_note(model, &fitting, speech).filter(|_| tells_versions);
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
            .maybe(note.map(|note| version_note(app, note)))
            .el(principle_list(app, also))
            .el(figure("trend", svg, app.say(Key::CompareTrendCaption), numbers))
            .maybe(left_out),
    )
}

/// Which principle is shown beside the whole.
fn principle_list(app: App, also: RwSignal<Option<usize>>) -> El {
    let none = option("", app.say(Key::CompareTrendOnly), false);
    let options = app.model().principles.iter().enumerate().map(|(place, principle)| {
        option(place.to_string(), format!("{} {}", principle.clause, principle.title), false)
    });
    let options = std::iter::once(none).chain(options);
    let select = select(options, move |place| also.set(place.parse().ok()));
    field_of("field no-print", "trend-also", app.say(Key::CompareTrendAlso), select)
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
