//! When there is nothing to show: an unknown address, or an assessment that is not in this browser.

use leptos::prelude::*;

use crate::{
    app::App,
    ui::{El, el, link_button, nothing, paragraph, screen_title},
};
use domain::{assessment::AssessmentId, text::Key};
use workspace::route::Route;

/// Nothing at this address.
pub(super) fn not_found(app: App) -> El {
    app.title(Key::NotFoundTitle);
    el("article")
        .class("page narrow")
        .el(screen_title(app.say(Key::NotFoundTitle)))
        .el(paragraph("lead", app.say(Key::NotFoundLead)))
        .el(way_back(app))
}

/// An assessment that is not in this browser.
pub(super) fn missing_assessment(app: App) -> El {
    app.title(Key::NotFoundAssessmentTitle);
    el("article")
        .class("page narrow")
        .el(screen_title(app.say(Key::NotFoundAssessmentTitle)))
        .el(paragraph("lead", app.say(Key::NotFoundAssessmentLead)))
        .live(move || {
            if app.set_aside.with(Vec::is_empty) {
                nothing()
            } else {
                paragraph("", app.say(Key::NotFoundAside)).view()
            }
        })
        .el(way_back(app))
}

/// An assessment made with a model that is not loaded: answering or scoring it with this one would be wrong.
pub(super) fn other_model(app: App, id: AssessmentId) -> El {
    app.title(Key::WelcomeOtherModelTitle);
    let model = app.assessment(id).get_untracked().map(|s| s.assessment.model.id);
    let gaps = [("model", model.as_deref().unwrap_or_default())];
    el("article")
        .class("page narrow")
        .el(screen_title(app.say(Key::WelcomeOtherModelTitle)))
        .el(paragraph("lead", app.speech().fill(Key::WelcomeOtherModel, &gaps)))
        .el(way_back(app))
}

fn way_back(app: App) -> El {
    el("p").el(link_button("button primary", Route::Welcome.href(), app.say(Key::NotFoundHome)))
}
