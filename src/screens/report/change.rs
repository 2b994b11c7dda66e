//! The change since the round before, when it is on this device and comparable.

use leptos::prelude::*;

use super::tools::ReportChoices;
use crate::{
    screens::parts::{result::Outcome, version_note},
    ui::{El, Numbers, el, figure, paragraph, table},
};
use chart::{Purpose, to_svg};
use domain::{
    assessment::Assessment,
    scoring::compare::{Comparison, compare},
    text::Key,
};
use report::{change_sentence, comparison_note, obstacle, pictures, signed};

/// What changed, or one line on why there is nothing to say.
pub(super) fn change(outcome: &Outcome, choices: ReportChoices) -> Vec<El> {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let Some(before) = &outcome.assessment.follows else {
        return vec![paragraph("reading", app.say(Key::ReportChangeFirst))];
    };
    let Some(earlier) = app.find(before).map(|found| found.assessment) else {
        return vec![paragraph("reading", app.say(Key::ReportChangeAway))];
    };
    let comparison = match compare(model, &earlier, &outcome.assessment) {
        Ok(comparison) => comparison,
        Err(reasons) => {
            let mut parts = vec![round(outcome, Key::ReportChangeWithout, earlier, choices)];
            let reasons = reasons.into_iter().map(|reason| obstacle(reason, speech));
            parts.extend(reasons.map(|words| paragraph("reading", words.to_owned())));
            return parts;
        }
    };
    let sentence = change_sentence(&comparison, &model.scoring, speech);
    let note = comparison_note(model, [&earlier, &outcome.assessment], &comparison, speech);
    let mut parts = vec![
        paragraph("reading", sentence),
        round(outcome, Key::ReportChangeWith, earlier, choices),
    ];
    parts.extend(note.map(|note| version_note(app, note)));
    if comparison.overall.is_some() {
        parts.push(picture(outcome, comparison));
    }
    parts
}

fn round(outcome: &Outcome, key: Key, earlier: Assessment, choices: ReportChoices) -> El {
    let app = outcome.app;
    el("p").class("quiet").live_text(move || {
        let date = app.speech().locale.date(earlier.changed);
        let name = choices.name(app, &earlier);
        app.speech().fill(key, &[("name", &name), ("date", &date)]).into()
    })
}

fn picture(outcome: &Outcome, comparison: Comparison<'static>) -> El {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let rows = model.principles.iter().zip(&comparison.principles).map(|(principle, change)| {
        let mean = |mean: Option<f64>| speech.score(mean);
        let found = change.change;
        let matched = found.map_or(0, |change| change.matched);
        let words = found.map_or_else(|| speech.score(None), |c| signed(c.change, speech));
        el("tr")
            .el(el("th")
                .attr("scope", "row")
                .el(el("span").class("clause").text(principle.clause.as_str()))
                .text(" ")
                .text(principle.title.as_str()))
            .el(el("td").text(outcome.whole(matched)))
            .el(el("td").text(mean(found.map(|change| change.means.earlier))))
            .el(el("td").text(mean(found.map(|change| change.means.later))))
            .el(el("td").class("strong").text(words))
    });
    let heads = [
        Key::AnswerColumnPrinciple,
        Key::ReportColumnMatched,
        Key::ReportColumnEarlier,
        Key::ReportColumnNow,
        Key::ReportColumnChange,
    ];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("change-table", app.say(Key::ReportChangeTable), heads, rows);
    let wide = app.wide;
    let svg = move || {
        use chart::Layout;
        let layout = if wide.get() { Layout::Wide } else { Layout::Narrow };
        let bars = pictures::changes(model, &comparison, speech, layout);
        to_svg(&bars.scene(), Purpose::Image(app.say(Key::ReportChangeLabel)))
    };
    figure("changes", svg, app.say(Key::ReportChangeCaption), Numbers::Open(table))
}
