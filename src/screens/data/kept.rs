//! How well the browser keeps what is stored: whether it may clear it, and whether there is a second copy.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    app::App,
    platform::{self, MirrorState, StoragePromise},
    ui::{El, button, el, nothing, paragraph},
};
use domain::text::Key;
use report::words::file_size;

/// What is said on how the browser keeps it.
pub(super) fn kept(app: App) -> El {
    let promised = RwSignal::new(None::<StoragePromise>);
    let look = move || {
        spawn_local(async move {
            let found = platform::storage_promise().await;
            // The screen can be gone by now.
            _ = promised.try_set(Some(found));
        });
    };
    look();
    let ask = move || {
        spawn_local(async move {
            if !platform::ask_to_keep().await {
                app.tell(app.say(Key::MirrorAskRefused).to_owned());
            }
            look();
        });
    };
    el("div")
        .class("kept")
        .el(el("p").class("second-copy").live_text(move || copy_words(app).into()))
        .live(move || match promised.get() {
            Some(promised) => promise(app, promised, ask).view(),
            None => nothing(),
        })
}

/// How the second copy is doing, in words.
fn copy_words(app: App) -> String {
    let speech = app.speech();
    match app.mirror_state() {
        MirrorState::Waiting => app.say(Key::MirrorWaiting).to_owned(),
        MirrorState::Kept(None) => app.say(Key::MirrorKept).to_owned(),
        MirrorState::Kept(Some(at)) => {
            let date = speech.locale.date(at);
            speech.fill(Key::MirrorWritten, &[("date", &date)])
        }
        MirrorState::Failed(error) => {
            speech.fill(Key::MirrorFailed, &[("reason", &error.to_string())])
        }
    }
}

/// What the browser promises, and how much room there is.
fn promise(app: App, promised: StoragePromise, ask: impl Fn() + 'static) -> El {
    let words = match promised.persisted {
        Some(true) => Key::MirrorPersisted,
        Some(false) => Key::MirrorMayClear,
        None => Key::MirrorUnknown,
    };
    // A browser that says nothing is used has not counted yet, or does not want to tell.
    let room = promised.room.filter(|(used, _)| *used > 0).map(|(used, most)| {
        let [used, most] = [used, most].map(|bytes| file_size(bytes as usize, app.speech()));
        let words = app.speech().fill(Key::MirrorRoom, &[("used", &used), ("most", &most)]);
        paragraph("quiet", words)
    });
    let ask = promised.can_ask.then(|| el("p").el(button("button", app.say(Key::MirrorAsk), ask)));
    el("div")
        .attr(
            "data-persisted",
            promised.persisted.map_or("unknown", |yes| if yes { "yes" } else { "no" }),
        )
        .el(paragraph("", app.say(words)))
        .maybe(ask)
        .maybe(room)
}
