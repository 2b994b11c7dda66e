//! How sure a result is: what was answered and what was not, how well it can be shown, and what a cautious reader makes
//! of it.

use super::Outcome;
use crate::ui::{El, el, heading, paragraph};
use domain::{assessment::Answer, text::Key};
use report::{answered_with, cautious_sentence, confidence_sentence, counts_sentence};

/// The paragraphs, with a heading over each kind.
pub(crate) fn sure(outcome: &Outcome) -> Vec<El> {
    let app = outcome.app;
    let (overall, model, speech) = (&outcome.scores.overall, app.model(), app.speech());
    let mut parts = vec![paragraph("", counts_sentence(overall, speech))];
    let titled = |title: Key, words: Option<String>| {
        words.map(|words| [heading("h3", app.say(title)), paragraph("", words)])
    };
    let confidence = confidence_sentence(overall, model, speech);
    parts.extend(titled(Key::ResultsConfidence, confidence).into_iter().flatten());
    let cautious = cautious_sentence(overall, model, speech);
    parts.extend(titled(Key::ResultsCautious, cautious).into_iter().flatten());
    parts.extend(not_applicable(outcome));
    parts.extend(unknown(outcome));
    parts.push(paragraph("quiet", app.say(Key::ResultsLimits)));
    parts
}

fn not_applicable(outcome: &Outcome) -> Vec<El> {
    let app = outcome.app;
    let found = answered_with(app.model(), &outcome.assessment, Answer::NotApplicable);
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
    let found = answered_with(app.model(), &outcome.assessment, Answer::Unknown);
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
