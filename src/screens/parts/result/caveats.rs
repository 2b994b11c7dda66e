//! What has to be known before a number is read.

use super::Outcome;
use crate::ui::{El, el, paragraph};
use domain::text::Key;
use report::{open_practices, profile_caveats};
use workspace::route::Route;

/// What has to be known before a number is read.
pub(crate) fn caveats(outcome: &Outcome) -> Vec<El> {
    let Outcome { app, assessment, scores, .. } = outcome;
    let app = *app;
    let limits = profile_caveats(app.model(), assessment.profile, app.speech());
    let limits = limits.into_iter().map(|words| paragraph("quiet", words.to_owned()));
    let partial = open_practices(scores).map(|open| {
        let href = Route::Answer(assessment.id.clone(), String::new()).href();
        el("p")
            .class("partial")
            .el(el("strong").text(app.say(Key::ResultsPartial)))
            .text(" ")
            .text(app.speech().count(Key::ResultsPartialLead, open as u64, &[]))
            .text(" ")
            .el(el("a").attr("href", href).text(app.say(Key::AnswerContinue)))
    });
    limits.chain(partial).collect()
}
