//! The app is kept on the device: what is said about it. The rules are in `crate::keeping`.

use leptos::prelude::*;

use crate::{
    app::App,
    components::{El, button, el, nothing, paragraph},
    keeping::{Event, Keeping, Say, Step},
    platform,
    text::Key,
};

thread_local! {
    // Not of a screen, which goes: the worker lives on.
    static KEEPING: ArcRwSignal<Keeping> = ArcRwSignal::default();
}

/// Whether the app is on the device, and works without a network. Follows the worker.
pub(in crate::views) fn is_kept() -> bool {
    KEEPING.with(|keeping| keeping.with(|keeping| keeping.is_kept))
}

fn happened(event: Event) {
    let step = KEEPING.with(|keeping| keeping.try_update(|keeping| keeping.update(event)));
    match step {
        None | Some(Step::None) => {}
        Some(Step::TellFiles) => platform::tell_files(),
        Some(Step::TellVersion) => platform::tell_version(),
        // Somebody else can have been faster since.
        Some(Step::Update) if platform::update_worker() => {}
        Some(Step::Update | Step::Reload) => platform::reload(),
    }
}

/// Has the app kept, and what is said about it.
pub(super) fn begin(app: App) -> El {
    platform::keep(happened);
    let keeping = KEEPING.with(ArcRwSignal::clone);
    let say = Memo::new(move |_| keeping.with(|keeping| keeping.say));
    el("div").class("keeping").attr("role", "status").live(move || {
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
