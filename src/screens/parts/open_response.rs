//! A field for what somebody else has handed over.

use leptos::prelude::*;

use crate::{
    app::App,
    platform,
    ui::{El, el, paragraph},
};
use domain::text::Key;
use workspace::route::Route;

/// A field for a code, a link or a whole message, which leads to what is in it.
pub(crate) fn open_response(app: App, text: String) -> El {
    let text = RwSignal::new(text);
    let area = el("textarea")
        .attr("id", "response-text")
        .attr("rows", "3")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("required", "")
        .attr("aria-describedby", "response-hint")
        .live_prop("value", move || text.get().into())
        .on("input", move |event| text.set(event_target_value(&event)));
    let open = el("button").class("button").attr("type", "submit").text(app.say(Key::WelcomeOpen));
    el("form")
        .class("field open-form")
        .on("submit", move |event| {
            event.prevent_default();
            platform::navigate(&Route::Response(text.get_untracked()).href());
        })
        .el(el("label").attr("for", "response-text").text(app.say(Key::WelcomeOpenLabel)))
        .el(area)
        .el(paragraph("hint", app.say(Key::WelcomeOpenHint)).attr("id", "response-hint"))
        .el(open)
}
