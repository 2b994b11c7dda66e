//! A logo for the cover of a report, which is kept nowhere.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::App,
    platform::{self, ImageError, PickedImage},
    ui::{El, el, nothing, paragraph, quiet_button},
};
use domain::text::Key;

/// The logo for a cover. It is kept nowhere.
pub(crate) type Logo = RwSignal<Option<Arc<PickedImage>>>;

/// Choosing a logo for the cover.
pub(crate) fn logo_field(app: App, chosen: Logo) -> El {
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
