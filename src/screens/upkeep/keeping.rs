//! The app is kept on the device: what is said about it. The rules are in `workspace::updates`.

use std::cell::Cell;

use leptos::prelude::*;

use crate::{
    app::App,
    platform::{self, Wish},
    screens::parts::on_device::{note_closed, note_worker, to_say},
    ui::{El, button, el, nothing, paragraph, to_title},
};
use domain::{assessment::Moment, text::Key};
use workspace::updates::{Event, Say, Step, is_time_to_look};

thread_local! {
    // The browser looks when the worker is registered, which is just after the start.
    static LOOKED: Cell<Moment> = Cell::new(platform::now());
}

/// Takes in what has happened to the worker, and does what follows from it.
pub(super) fn happened(event: Event) {
    // With the registration the browser has looked by itself.
    if matches!(event, Event::Registered { .. }) {
        LOOKED.set(platform::now());
    }
    let wish = match note_worker(event) {
        None | Some(Step::None) => return,
        Some(Step::TellFiles) => Wish::TellFiles,
        Some(Step::TellVersion) => Wish::TellVersion,
        Some(Step::Update) => Wish::Update,
        Some(Step::Reload) => Wish::Reload,
    };
    platform::beside(wish);
}

/// The page has come into sight: it looks for a new version if it has not for long.
pub(super) fn seen() {
    let now = platform::now();
    if is_time_to_look(LOOKED.get(), now) {
        LOOKED.set(now);
        platform::beside(Wish::Look);
    }
}

/// What is said about it.
pub(super) fn notices(app: App) -> El {
    let say = to_say();
    el("div").class("upkeep-said").attr("role", "status").live(move || {
        let (words, name, actions) = match say.get() {
            Say::Nothing => return nothing(),
            Say::Ready => (Key::KeepingReady, "ready", vec![close(app, Key::KeepingGood)]),
            Say::New => (Key::KeepingNew, "new", vec![update(app), close(app, Key::KeepingLater)]),
            Say::Elsewhere => {
                let reload = button("button", app.say(Key::KeepingReload), move || ask(app));
                (Key::KeepingElsewhere, "elsewhere", vec![reload, close(app, Key::KeepingLater)])
            }
        };
        el("div")
            .class("message")
            .attr("data-keeping", name)
            .el(paragraph("", app.say(words)))
            .els(actions)
            .view()
    })
}

fn update(app: App) -> El {
    button("button", app.say(Key::KeepingUpdate), move || ask(app))
}

/// Saves what is not saved yet, and only then takes the new version.
fn ask(app: App) {
    if app.save_all() {
        happened(Event::Asked);
    } else {
        app.tell(app.say(Key::KeepingUnsaved).to_owned());
    }
}

fn close(app: App, words: Key) -> El {
    button("button", app.say(words), || {
        note_closed();
        to_title();
    })
}
