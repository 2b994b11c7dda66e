//! How sure a result is: what was answered and what was not, how well it can be shown, and what a cautious reader makes
//! of it.

use super::Outcome;
use crate::ui::{El, el, heading, paragraph};
use domain::{
    assessment::Answer,
    model::Practice,
    scoring::{Confidence, band, confidence_class},
    text::Key,
};

/// The paragraphs, with a heading over each kind.
pub(crate) fn sure(outcome: &Outcome) -> Vec<El> {
    let app = outcome.app;
    let counts = &outcome.scores.overall.counts;
    let gaps = [
        ("rated", outcome.whole(counts.rated)),
        ("na", outcome.whole(counts.not_applicable)),
        ("unknown", outcome.whole(counts.unknown)),
        ("open", outcome.whole(counts.unanswered())),
    ];
    let gaps = gaps.each_ref().map(|(gap, number)| (*gap, number.as_str()));
    let mut parts = vec![paragraph("", app.speech().fill(Key::ResultsSureCounts, &gaps))];
    parts.extend(evidence(outcome));
    parts.extend(cautious(outcome));
    parts.extend(not_applicable(outcome));
    parts.extend(unknown(outcome));
    parts.push(paragraph("quiet", app.say(Key::ResultsLimits)));
    parts
}

fn evidence(outcome: &Outcome) -> Vec<El> {
    let app = outcome.app;
    let Some(confidence) = outcome.scores.overall.counts.confidence() else { return Vec::new() };
    let words = match confidence_class(confidence, &app.model().scoring) {
        Confidence::Low => Key::ResultsConfidenceLow,
        Confidence::Medium => Key::ResultsConfidenceMedium,
        Confidence::High => Key::ResultsConfidenceHigh,
    };
    let share = app.speech().locale.percent(confidence);
    vec![
        heading("h3", app.say(Key::ResultsConfidence)),
        paragraph("", format!("{share} · {}", app.say(words))),
    ]
}

fn cautious(outcome: &Outcome) -> Vec<El> {
    let app = outcome.app;
    let overall = &outcome.scores.overall;
    let Some((score, cautious)) = overall.score.zip(overall.cautious) else { return Vec::new() };
    let same = band(score) == band(cautious);
    let key = if same { Key::ResultsCautiousSame } else { Key::ResultsCautiousOther };
    let words = app.speech().fill(
        key,
        &[
            ("score", &app.speech().score(Some(cautious))),
            ("band", &app.model().levels.at(band(cautious)).name),
        ],
    );
    vec![heading("h3", app.say(Key::ResultsCautious)), paragraph("", words)]
}

/// The practices with this answer, each with its note.
fn answered(outcome: &Outcome, answer: Answer) -> Vec<(&'static Practice, &str)> {
    let entries = &outcome.assessment.entries;
    outcome
        .app
        .model()
        .in_scope(outcome.assessment.profile)
        .filter_map(|practice| {
            let entry = entries.get(&practice.id).filter(|e| e.answer == Some(answer))?;
            Some((practice, entry.note.trim()))
        })
        .collect()
}

fn not_applicable(outcome: &Outcome) -> Vec<El> {
    let app = outcome.app;
    let found = answered(outcome, Answer::NotApplicable);
    if found.is_empty() {
        return Vec::new();
    }
    let items = found.into_iter().map(|(practice, reason)| {
        let words = if reason.is_empty() {
            el("span").class("quiet").text(app.say(Key::ResultsNaReasonNone))
        } else {
            el("span").class("reason").attr("dir", "auto").text(reason.to_owned())
        };
        el("li").text(practice.title.as_str()).text(": ").el(words)
    });
    vec![heading("h3", app.say(Key::ResultsNaList)), el("ul").els(items)]
}

fn unknown(outcome: &Outcome) -> Vec<El> {
    let app = outcome.app;
    let found = answered(outcome, Answer::Unknown);
    if found.is_empty() {
        return Vec::new();
    }
    let items = found.into_iter().map(|(practice, _)| el("li").text(practice.title.as_str()));
    vec![
        heading("h3", app.say(Key::ResultsUnknownList)),
        paragraph("quiet", app.say(Key::ResultsUnknownLead)),
        el("ul").els(items),
    ]
}
