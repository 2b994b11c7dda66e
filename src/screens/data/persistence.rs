//! Whether the browser may clear what is stored, and whether there is a second copy.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    app::App,
    platform::{self, MirrorState, Persistence},
    ui::{El, button, el, nothing, paragraph},
};
use domain::text::Key;
use report::words::file_size;

/// What is said of it.
pub(super) fn persistence(app: App) -> El {
    let known = RwSignal::new(None::<Persistence>);
    let look = move || {
        spawn_local(async move {
            let found = platform::persistence().await;
            // The screen can be gone by now.
            _ = known.try_set(Some(found));
        });
    };
    look();
    let ask = move || {
        spawn_local(async move {
            if !platform::request_persistence().await {
                app.tell(app.say(Key::MirrorAskRefused).to_owned());
            }
            look();
        });
    };
    el("div")
        .class("kept")
        .el(el("p").class("second-copy").live_text(move || copy_words(app).into()))
        .live(move || match known.get() {
            Some(found) => standing(app, found, ask).view(),
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
fn standing(app: App, found: Persistence, ask: impl Fn() + 'static) -> El {
    let words = match found.persisted {
        Some(true) => Key::MirrorPersisted,
        Some(false) => Key::MirrorMayClear,
        None => Key::MirrorUnknown,
    };
    // A browser that says nothing is used has not counted yet, or does not want to tell.
    let room = found.room.filter(|(used, _)| *used > 0).map(|(used, most)| {
        let [used, most] = [used, most].map(|bytes| file_size(bytes as usize, app.speech()));
        let words = app.speech().fill(Key::MirrorRoom, &[("used", &used), ("most", &most)]);
        paragraph("quiet", words)
    });
    let ask = found.can_ask.then(|| el("p").el(button("button", app.say(Key::MirrorAsk), ask)));
    el("div")
        .attr(
            "data-persisted",
            found.persisted.map_or("unknown", |yes| if yes { "yes" } else { "no" }),
        )
        .el(paragraph("", app.say(words)))
        .maybe(ask)
        .maybe(room)
}
