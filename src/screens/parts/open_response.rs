//! A field for what somebody else has handed over.

use leptos::prelude::*;

use crate::{
    app::App,
    platform,
    ui::{El, el, hint, submit, text_area},
};
use domain::text::Key;
use workspace::route::Route;

/// A field for a code, a link or a whole message, which leads to what is in it.
pub(crate) fn open_response(app: App, text: String) -> El {
    let text = RwSignal::new(text);
    let area = text_area("3", move || text.get().into())
        .attr("id", "response-text")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("required", "")
        .attr("aria-describedby", "response-hint")
        .on("input", move |event| text.set(event_target_value(&event)));
    let open = submit("button", app.say(Key::WelcomeOpen));
    el("form")
        .class("field open-form")
        .on("submit", move |event| {
            event.prevent_default();
            platform::navigate(&Route::Response(text.get_untracked()).href());
        })
        .el(el("label").attr("for", "response-text").text(app.say(Key::WelcomeOpenLabel)))
        .el(area)
        .el(hint("response-hint", app.say(Key::WelcomeOpenHint)))
        .el(open)
}
