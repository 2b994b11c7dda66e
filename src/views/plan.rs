//! Targets and impact, gaps and priorities, and the roadmap with its actions.

use crate::{
    app::App,
    assessment::AssessmentId,
    components::{El, el, screen_title},
    text::Key,
};

/// The screen.
pub(super) fn plan(app: App, id: AssessmentId) -> El {
    app.title(Key::PlanTitle);
    _ = id;
    el("article").class("page").el(screen_title(app.say(Key::PlanTitle)))
}
