//! The way from a frame into a window of its own, with the answers.

use leptos::prelude::*;

use crate::{app::App, platform};
use cohort::response::{Options, Response, encode};
use domain::assessment::{Assessment, AssessmentId, SelfCheck};
use workspace::route::Route;

/// The code that carries an assessment from a person to the same person: with everything that a code has room for. `None`
/// without an answer.
fn code(app: App, assessment: &Assessment) -> Option<String> {
    let mut asked = app.model().in_scope(assessment.profile);
    asked.find(|practice| assessment.answer(&practice.id).is_some())?;
    let checked = |said: &SelfCheck| said.own.is_some() || said.others.is_some();
    let options = Options {
        evidence: true,
        competencies: assessment.competencies.values().any(checked),
        name: Some(assessment.name.clone()),
    };
    Response::of(app.model(), assessment, &options).map(|response| encode(&response))
}

/// The address of the app in a window of its own, with an assessment if it has answers.
pub(crate) fn address(app: App, assessment: Option<&Assessment>) -> String {
    let code = assessment.and_then(|assessment| code(app, assessment));
    let hash = code.map(|code| Route::Continue(code).href()).unwrap_or_default();
    let address = app.address();
    let language = &app.speech().catalogue.language;
    // The language is that of the page around, and the browser would not choose it by itself.
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}lang={language}{hash}")
}

/// Where a screen of an assessment can be seen in a window of its own. What is stored in a frame is not stored there.
pub(crate) fn own_window(app: App, id: &AssessmentId, screen: Route) -> String {
    if platform::is_framed() {
        let shelved = untrack(|| app.find(id));
        address(app, shelved.as_ref().map(|shelved| &shelved.assessment))
    } else {
        screen.href()
    }
}
