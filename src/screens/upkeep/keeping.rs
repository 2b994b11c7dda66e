//! The app is kept on the device: what is said about it. The rules are in `workspace::updates`.

use std::cell::Cell;

use leptos::prelude::*;

use crate::{
    app::App,
    platform::{self, Wish},
    ui::{El, button, el, nothing, paragraph},
};
use domain::{assessment::Moment, text::Key};
use workspace::updates::{Event, Keeping, Say, Step, is_time_to_look};

thread_local! {
    // Not of a screen, which goes: the worker lives on.
    static KEEPING: ArcRwSignal<Keeping> = ArcRwSignal::default();
    // The browser looks when the worker is registered, which is just after the start.
    static LOOKED: Cell<Moment> = Cell::new(platform::now());
}

/// Whether the app is on the device, and works without a network. Follows the worker.
pub(in crate::screens) fn is_kept() -> bool {
    KEEPING.with(|keeping| keeping.with(|keeping| keeping.is_kept))
}

/// Takes in what has happened to the worker, and does what follows from it.
pub(super) fn happened(event: Event) {
    // With the registration the browser has looked by itself.
    if matches!(event, Event::Registered { .. }) {
        LOOKED.set(platform::now());
    }
    let step = KEEPING.with(|keeping| keeping.try_update(|keeping| keeping.update(event)));
    let wish = match step {
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
    let keeping = KEEPING.with(ArcRwSignal::clone);
    let say = Memo::new(move |_| keeping.with(|keeping| keeping.say));
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
        KEEPING.with(|keeping| keeping.update(Keeping::close));
        // What had the focus is gone with its message.
        platform::before_paint(|| platform::focus("main h1"));
    })
}
