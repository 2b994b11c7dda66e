//! Strengths and brakes, in the sentences that were chosen: people recognize themselves in sentences, not in numbers.

use super::Outcome;
use crate::ui::{El, el, heading, paragraph};
use domain::{
    scoring::{Standout, brakes, strengths},
    text::Key,
};

/// Three strengths and three brakes, under headings of this rank.
pub(crate) fn standouts(outcome: &Outcome, rank: &'static str) -> El {
    let Outcome { app, assessment, scores, targets } = outcome;
    let model = app.model();
    let carries = strengths(model, assessment, scores);
    let holds = brakes(model, assessment, scores, targets);
    let strengths = el("section")
        .el(heading(rank, app.say(Key::ResultsStrengthsTitle)))
        .el(paragraph("quiet", app.say(Key::ResultsStrengthsLead)))
        .el(list(outcome, &carries, Key::ResultsStrengthsNone));
    let brakes = el("section")
        .el(heading(rank, app.say(Key::ResultsBrakesTitle)))
        .el(paragraph("quiet", app.say(Key::ResultsBrakesLead)))
        .el(list(outcome, &holds, Key::ResultsBrakesNone));
    el("div").class("standouts").el(strengths).el(brakes)
}

fn list(outcome: &Outcome, standouts: &[Standout<'static>], none: Key) -> El {
    if standouts.is_empty() {
        return paragraph("", outcome.app.say(none));
    }
    let role = outcome.assessment.profile.role;
    el("ul").class("quotes").els(standouts.iter().map(|standout| {
        let Standout { principle, practice, level, .. } = standout;
        let source =
            format!("{} · {} · {}", practice.title, principle.title, outcome.level_words(*level));
        el("li")
            .attr("data-level", level.number().to_string())
            .el(el("blockquote").text(practice.descriptors(role).at(*level).as_str()))
            .el(paragraph("quiet", source))
    }))
}
