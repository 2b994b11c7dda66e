//! The radar of the principles.

use std::sync::Arc;

use super::{NONE, Outcome};
use crate::ui::{El, Numbers, el, table};
use base::json::Node;
use domain::{scoring::band, text::Key};
use report::pictures;

/// The radar with its table.
pub(crate) fn radar(outcome: &Arc<Outcome>) -> El {
    let app = outcome.app;
    let drawn = Arc::clone(outcome);
    let draw = move |layout| {
        let (model, speech) = (app.model(), app.speech());
        pictures::radar(model, &drawn.scores, &drawn.targets, speech, layout).scene()
    };
    let heads = [
        Key::AnswerColumnPrinciple,
        Key::AnswerColumnScore,
        Key::ResultsColumnHeld,
        Key::ResultsColumnTarget,
        Key::ResultsColumnBand,
        Key::AnswerColumnAnswered,
        Key::ResultsColumnUnknown,
    ];
    let heads = heads.map(|key| app.say(key).into()).into();
    let places = 0..app.model().principles.len();
    let rows = places.filter_map(|place| radar_row(outcome, place));
    let table = table("principle-table", app.say(Key::ResultsRadarTable), heads, rows);
    let caption = app.say(Key::ResultsRadarCaption);
    outcome.chart("radar", app.say(Key::ResultsRadarLabel), draw, caption, Numbers::Open(table))
}

fn radar_row(outcome: &Outcome, place: usize) -> Option<El> {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let principle = model.principles.get(place)?;
    let score = outcome.scores.principles.get(place)?;
    let target = outcome.targets.get(place)?;
    let band = score.score.map(|score| model.levels.at(band(score)).name.as_str());
    let held = score.held.map_or_else(|| NONE.to_owned(), |held| outcome.level(held));
    let answered = speech.fill(
        Key::AnswerProgress,
        &[
            ("answered", &outcome.whole(score.answered())),
            ("total", &outcome.whole(score.applicable)),
        ],
    );
    let limited = score
        .limited_scope
        .then(|| el("span").class("tag").text(app.say(Key::ResultsLimitedScope)));
    let title = el("th")
        .attr("scope", "row")
        .el(el("span").class("clause").text(principle.clause.as_str()))
        .text(" ")
        .text(principle.title.as_str())
        .text(" ")
        .maybe(limited);
    Some(
        el("tr")
            .attr("data-principle", principle.id.as_str())
            .maybe_attr("data-score", score.score.map(|score| Node::from(score).to_json()))
            .maybe_attr("data-held", score.held.map(|held| held.number().to_string()))
            .el(title)
            .el(el("td").class("strong").text(speech.score(score.score)))
            .el(el("td").text(held))
            .el(el("td").text(outcome.level(*target)))
            .el(el("td").class("words").text(band.unwrap_or(NONE)))
            .el(el("td").text(answered))
            .el(el("td").text(speech.locale.percent(score.unknown_share()))),
    )
}
