//! The report, laid out for paper.

use crate::{
    app::App,
    assessment::AssessmentId,
    components::{El, el, screen_title},
    text::Key,
};

/// The screen.
pub(super) fn report(app: App, id: AssessmentId) -> El {
    app.title(Key::ReportTitle);
    _ = id;
    el("article").class("page").el(screen_title(app.say(Key::ReportTitle)))
}
