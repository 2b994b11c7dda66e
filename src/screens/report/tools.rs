//! What a person does with the report: print it, choose a logo, leave out parts. None of it changes the assessment.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::App,
    platform::{self, ImageError, PickedImage},
    screens::carry,
    ui::{El, button, el, link_button, nothing, paragraph, quiet_button},
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
    let href = carry::own_window(app, id, Route::Report(id.clone()));
    let own_window = OwnWindow { href, words: Key::ReportOwnWindow };
    let section = el("section")
        .class("report-tools no-print")
        .attr("aria-label", app.say(Key::ReportTools))
        .el(paragraph("quiet", app.say(Key::ReportLead)))
        .el(options)
        .el(logo(app, choices.logo));
    printing(app, section, own_window, form)
}

/// Where printing works when it does not here, and what to call the link to it.
pub(in crate::screens) struct OwnWindow {
    pub(in crate::screens) href: String,
    pub(in crate::screens) words: Key,
}

/// Adds the button that prints, something beside it, and the way out where printing is refused.
pub(in crate::screens) fn printing(app: App, section: El, own_window: OwnWindow, beside: El) -> El {
    let refused = RwSignal::new(false);
    let print = move || {
        refused.set(!platform::print());
        if refused.get_untracked() {
            app.tell(app.say(Key::AppPrintUnavailable).to_owned());
        }
    };
    let other_way = move || {
        if !refused.get() {
            return nothing();
        }
        el("p")
            .text(app.say(Key::AppPrintUnavailable))
            .text(" ")
            .el(el("a")
                .attr("href", own_window.href.clone())
                .attr("target", "_blank")
                .attr("rel", "noopener")
                .text(app.say(own_window.words)))
            .view()
    };
    section
        .el(el("div")
            .class("actions")
            .el(button("button primary", app.say(Key::ResultsPrint), print))
            .el(beside))
        .live(other_way)
}

/// What can be left out.
pub(in crate::screens) fn options(app: App, options: Vec<El>) -> El {
    el("fieldset")
        .class("report-options")
        .el(el("legend").text(app.say(Key::ReportOptions)))
        .els(options)
}

/// One thing that can be left out.
pub(in crate::screens) fn option(
    app: App,
    label: Key,
    name: &'static str,
    on: RwSignal<bool>,
) -> El {
    let toggle = el("input")
        .attr("type", "checkbox")
        .attr("name", name)
        .live_prop("checked", move || on.get().into())
        .on("change", move |event| on.set(event_target_checked(&event)));
    el("label").class("check").el(toggle).el(el("span").text(app.say(label)))
}

/// The logo for a cover. It is kept nowhere.
pub(in crate::screens) type Logo = RwSignal<Option<Arc<PickedImage>>>;

/// Choosing a logo for the cover.
pub(in crate::screens) fn logo(app: App, chosen: Logo) -> El {
    let pick = move |event| match platform::picked_image(&event) {
        Ok(Some(image)) => chosen.set(Some(Arc::new(image))),
        Ok(None) => {}
        Err(ImageError::Kind) => app.tell(app.say(Key::ReportLogoKind).to_owned()),
        Err(ImageError::Refused) => app.tell(app.say(Key::ReportLogoFailed).to_owned()),
    };
    let remove = move || {
        chosen.set(None);
        platform::focus(".report-logo input");
    };
    let remove_button = move || {
        if chosen.with(Option::is_none) {
            return nothing();
        }
        let words = app.say(Key::ReportLogoRemove);
        quiet_button(words, words, remove).view()
    };
    let field = el("input")
        .attr("type", "file")
        .attr("id", "report-logo")
        .attr("accept", ".svg,.png,.jpg,.jpeg,image/svg+xml,image/png,image/jpeg")
        .attr("aria-describedby", "report-logo-hint")
        .on("change", pick);
    el("div")
        .class("report-logo")
        .el(el("label").attr("for", "report-logo").text(app.say(Key::ReportLogo)))
        .el(field)
        .live(remove_button)
        .el(paragraph("hint", app.say(Key::ReportLogoHint)).attr("id", "report-logo-hint"))
}
