//! Two assessments side by side, on the items that both have.

use crate::{
    app::App,
    assessment::AssessmentId,
    components::{El, el, screen_title},
    text::Key,
};

/// The screen.
pub(super) fn compare(app: App, earlier: AssessmentId, later: AssessmentId) -> El {
    app.title(Key::CompareTitle);
    _ = (earlier, later);
    el("article").class("page").el(screen_title(app.say(Key::CompareTitle)))
}
