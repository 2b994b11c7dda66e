//! What a person does with the report: print it, choose a logo, leave out parts. None of it changes the assessment.

use leptos::prelude::*;

use crate::{
    app::App,
    screens::parts::{
        Logo, logo_field, own_window,
        paper::{OwnWindow, option, options, printing},
    },
    ui::{El, el, link_button, paragraph},
};
use domain::{
    assessment::{Assessment, AssessmentId},
    text::Key,
};
use workspace::route::Route;

/// What was chosen for this report, while it is open.
#[derive(Clone, Copy)]
pub(super) struct Choices {
    /// With notes and reasons.
    pub(super) notes: RwSignal<bool>,
    /// With the names of the ecosystem and of owners.
    pub(super) names: RwSignal<bool>,
    /// With the appendix.
    pub(super) appendix: RwSignal<bool>,
    /// The logo for the cover. Let go when the report is left.
    pub(super) logo: Logo,
}

impl Choices {
    pub(super) fn new() -> Self {
        let all = || RwSignal::new(true);
        Self { notes: all(), names: all(), appendix: all(), logo: RwSignal::new(None) }
    }

    /// What the report calls the ecosystem. Follows the choice.
    pub(super) fn name(self, app: App, assessment: &Assessment) -> String {
        if self.names.get() {
            app.name_of(assessment)
        } else {
            app.say(Key::ReportUnnamed).to_owned()
        }
    }

    /// A name that somebody wrote, or nothing. Follows the choice.
    pub(super) fn written(self, name: &str) -> String {
        if self.names.get() { name.to_owned() } else { String::new() }
    }
}

/// The buttons and choices above the paper.
pub(super) fn tools(app: App, id: &AssessmentId, choices: Choices) -> El {
    let options = options(
        app,
        vec![
            option(app, Key::ReportOptionNotes, "notes", choices.notes),
            option(app, Key::ReportOptionNames, "names", choices.names),
            option(app, Key::ReportOptionAppendix, "appendix", choices.appendix),
        ],
    );
    let form = link_button("button", Route::Form(id.clone()).href(), app.say(Key::ReportForm));
    let href = own_window(app, id, Route::Report(id.clone()));
    let own_window = OwnWindow { href, words: Key::ReportOwnWindow };
    let section = el("section")
        .class("report-tools no-print")
        .attr("aria-label", app.say(Key::ReportTools))
        .el(paragraph("quiet", app.say(Key::ReportLead)))
        .el(options)
        .el(logo_field(app, choices.logo));
    printing(app, section, own_window, form)
}
