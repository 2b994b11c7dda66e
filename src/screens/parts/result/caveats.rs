//! What has to be known before a number is read.

use super::Outcome;
use crate::ui::{El, el, paragraph};
use domain::{
    model::{Form, Stage},
    text::Key,
};
use workspace::route::Route;

/// What has to be known before a number is read.
pub(crate) fn caveats(outcome: &Outcome) -> Vec<El> {
    let Outcome { app, assessment, scores, .. } = outcome;
    let app = *app;
    let open = scores.overall.counts.unanswered();
    let profile = assessment.profile;
    let short = profile.form == Form::Short;
    let strategic = profile.stage == Stage::Strategic;
    let partial = (open > 0).then(|| {
        let href = Route::Answer(assessment.id.clone(), String::new()).href();
        el("p")
            .class("partial")
            .el(el("strong").text(app.say(Key::ResultsPartial)))
            .text(" ")
            .text(app.speech().count(Key::ResultsPartialLead, open as u64, &[]))
            .text(" ")
            .el(el("a").attr("href", href).text(app.say(Key::AnswerContinue)))
    });
    let short = short.then(|| paragraph("quiet", app.say(Key::ResultsShortForm)));
    let strategic = strategic.then(|| paragraph("quiet", app.say(Key::ResultsStrategic)));
    [short, strategic, partial].into_iter().flatten().collect()
}
