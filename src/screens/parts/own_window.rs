//! The way from a frame into a window of its own, with the answers.

use leptos::prelude::*;

use crate::{app::App, platform};
use cohort::response::carrying_code;
use domain::assessment::{Assessment, AssessmentId};
use workspace::route::{self, Route};

/// The address of the app in a window of its own, with an assessment if it has answers.
pub(crate) fn own_window_address(app: App, assessment: Option<&Assessment>) -> String {
    let code = assessment.and_then(|assessment| carrying_code(app.model(), assessment));
    route::own_window(&app.address(), &app.speech().catalogue.language, code)
}

/// Where a screen of an assessment can be seen in a window of its own. What is stored in a frame is not stored there.
pub(crate) fn own_window(app: App, id: &AssessmentId, screen: Route) -> String {
    if platform::is_framed() {
        let shelved = untrack(|| app.find(id));
        own_window_address(app, shelved.as_ref().map(|shelved| &shelved.assessment))
    } else {
        screen.href()
    }
}
