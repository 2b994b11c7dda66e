//! Somebody's response, to look at and, on request, to keep.

use crate::{
    app::App,
    components::{El, el, screen_title},
    text::Key,
};

/// The screen.
pub(super) fn response(app: App, code: String) -> El {
    app.title(Key::ResponseTitle);
    _ = code;
    el("article").class("page").el(screen_title(app.say(Key::ResponseTitle)))
}
