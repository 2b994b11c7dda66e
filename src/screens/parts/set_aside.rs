//! Stored texts that could not be read.

use leptos::prelude::*;

use crate::{
    app::App,
    ui::{El, el, heading, nothing, paragraph, quiet_button, to_title},
};
use domain::text::Key;
use report::words::file_size;
use workspace::store::SetAside;

/// Stored texts that could not be read, each with a download.
pub(crate) fn set_aside_list(app: App) -> AnyView {
    let list = move || {
        let texts = app.set_aside.get();
        if texts.is_empty() {
            return nothing();
        }
        el("section")
            .class("warning-box")
            .el(heading("h2", app.say(Key::WelcomeAsideTitle)))
            .el(paragraph("", app.say(Key::WelcomeAsideLead)))
            .el(el("ul").els(texts.into_iter().map(|aside| set_aside_item(app, aside))))
            .view()
    };
    let list: Box<dyn Fn() -> AnyView + Send> = Box::new(list);
    list.into_any()
}

fn set_aside_item(app: App, aside: SetAside) -> El {
    let speech = app.speech();
    let key = if aside.newer { Key::WelcomeAsideNewer } else { Key::WelcomeAsideItem };
    let words = speech.fill(key, &[("key", &aside.key), ("size", &file_size(aside.bytes, speech))]);
    let (to_download, to_discard) = (aside.key.clone(), aside.key.clone());
    let label = |key: Key| format!("{}: {}", app.say(key), aside.key);
    el("li").el(el("span").class("break").text(words)).el(el("span")
        .class("minor")
        .el(quiet_button(app.say(Key::WelcomeDownload), label(Key::WelcomeDownload), move || {
            app.download_aside(&to_download);
        }))
        .el(quiet_button(app.say(Key::WelcomeRemove), label(Key::WelcomeRemove), move || {
            app.discard_aside(&to_discard);
            to_title();
        })))
}
