//! The id under which an assessment is handed over.

use leptos::prelude::*;

use crate::{app::App, platform};
use cohort::response::{Readiness, readiness};
use domain::assessment::{AssessmentId, Msg, ResponseId};

/// Gives an assessment with answers the id under which it is handed over, if it has none.
pub(crate) fn ensure_response_id(app: App, id: &AssessmentId) {
    let state = app.shelf.with_untracked(|shelf| {
        let found = shelf.iter().find(|shelved| shelved.assessment.id == *id);
        let own = found.filter(|shelved| shelved.read_only.is_none())?;
        Some(readiness(app.model(), &own.assessment))
    });
    if state == Some(Readiness::Unnamed) {
        app.dispatch(id, Msg::SetResponse(ResponseId::new(platform::random())));
    }
}
