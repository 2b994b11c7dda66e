//! Whether an assessment can be handed over, and the id under which it is.

use leptos::prelude::*;

use crate::{app::App, platform};
use domain::assessment::{AssessmentId, Msg, ResponseId};
use workspace::store::Shelved;

/// Whether there is something to hand over.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Readiness {
    Missing,
    ReadOnly,
    Empty,
    /// It has no id yet to be handed over under.
    Unnamed,
    /// `checked`: whether there is a self-check to hand over.
    Ready {
        checked: bool,
    },
}

pub(crate) fn readiness(app: App, shelved: Option<&Shelved>) -> Readiness {
    let Some(Shelved { assessment, read_only }) = shelved else { return Readiness::Missing };
    let mut asked = app.model().in_scope(assessment.profile);
    if read_only.is_some() {
        Readiness::ReadOnly
    } else if !asked.any(|practice| assessment.answer(&practice.id).is_some()) {
        Readiness::Empty
    } else if assessment.response.is_none() {
        Readiness::Unnamed
    } else {
        let mut said = assessment.competencies.values();
        Readiness::Ready { checked: said.any(|said| said.own.is_some() || said.others.is_some()) }
    }
}

/// Gives an assessment with answers the id under which it is handed over, if it has none.
pub(crate) fn ensure_response_id(app: App, id: &AssessmentId) {
    let state = app.shelf.with_untracked(|shelf| {
        readiness(
            app,
            shelf.iter().find(|shelved| shelved.assessment.id == *id).map(|found| &**found),
        )
    });
    if state == Readiness::Unnamed {
        app.dispatch(id, Msg::SetResponse(ResponseId::new(platform::random())));
    }
}
