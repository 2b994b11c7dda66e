//! The self-check of competencies and behaviours. It never changes a score.

use crate::{
    app::App,
    assessment::AssessmentId,
    components::{El, el, screen_title},
    text::Key,
};

/// The screen.
pub(super) fn competencies(app: App, id: AssessmentId) -> El {
    app.title(Key::CompetenciesTitle);
    _ = id;
    el("article").class("page").el(screen_title(app.say(Key::CompetenciesTitle)))
}
