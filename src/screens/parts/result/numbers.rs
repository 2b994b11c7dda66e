//! The headline of a result, and the numbers that it speaks of.

use super::Outcome;
use crate::ui::{El, el, paragraph};
use base::json::Node;
use domain::text::Key;
use report::headline;

/// The three sentences, and the three numbers that they speak of.
pub(crate) fn numbers(outcome: &Outcome) -> El {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let overall = &outcome.scores.overall;
    let total = model.principles.len();
    let score_hint = speech.fill(
        Key::ResultsOverallScoreHint,
        &[("scored", &outcome.whole(overall.scored)), ("total", &outcome.whole(total))],
    );
    let held = overall.held.map(|held| outcome.level_name(held));
    let complete = speech.locale.percent(overall.counts.completeness());
    let held_hint = app.say(Key::ResultsOverallHeldHint).to_owned();
    let complete_hint = app.say(Key::ResultsCompletenessHint).to_owned();
    // What it is, the number, what to know about it.
    let rows = [
        (Key::ResultsOverallScore, overall.score.map(|s| speech.score(Some(s))), score_hint),
        (Key::ResultsOverallHeld, held, held_hint),
        (Key::ResultsCompleteness, Some(complete), complete_hint),
    ];
    let rows = rows.map(|(key, number, hint)| {
        let class = if number.is_some() { "figure-number" } else { "figure-number unknown" };
        let number = number.unwrap_or_else(|| app.say(Key::ResultsNoScore).to_owned());
        el("div").el(el("dt").text(app.say(key))).el(el("dd").class(class).text(number)).el(el(
            "dd",
        )
        .class("quiet")
        .text(hint))
    });
    let sentences = headline(model, &outcome.scores, speech);
    el("div")
        .class("headline")
        .maybe_attr("data-overall-score", overall.score.map(|score| Node::from(score).to_json()))
        .maybe_attr("data-overall-held", overall.held.map(|held| held.number().to_string()))
        .els(sentences.into_iter().map(|sentence| paragraph("", sentence)))
        .el(el("dl").class("numbers-row").els(rows))
}
