//! When there is nothing to show: an unknown address, or an assessment that is not in this browser.

use leptos::prelude::*;

use crate::{
    app::App,
    components::{El, el, link_button, nothing, paragraph, screen_title},
    route::Route,
    text::Key,
};

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

fn way_back(app: App) -> El {
    el("p").el(link_button("button primary", Route::Welcome.href(), app.say(Key::NotFoundHome)))
}
