//! The empty form, for a workshop on paper.

use crate::{
    app::App,
    assessment::AssessmentId,
    components::{El, el, screen_title},
    text::Key,
};

/// The screen.
pub(super) fn blank_form(app: App, id: AssessmentId) -> El {
    app.title(Key::FormTitle);
    _ = id;
    el("article").class("page").el(screen_title(app.say(Key::FormTitle)))
}
