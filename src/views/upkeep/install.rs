//! The app can be installed: what the browser offers, and whether it was done.

use leptos::prelude::*;

use crate::{app::App, platform, text::Key};

/// Whether the app is or can be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::views) enum Installing {
    /// The browser does not offer it, or not yet; some never do and leave it to their menu.
    ByHand,
    /// The browser offers it.
    Offered,
    /// It is.
    Done,
}

thread_local! {
    // Not of a screen: the browser tells it once.
    static INSTALLING: ArcRwSignal<Installing> = ArcRwSignal::new(now());
}

fn now() -> Installing {
    if platform::is_installed() {
        Installing::Done
    } else if platform::can_install() {
        Installing::Offered
    } else {
        Installing::ByHand
    }
}

/// Whether the app is or can be installed. Follows the browser.
pub(in crate::views) fn installing() -> Installing {
    INSTALLING.with(|installing| installing.get())
}

/// Looks at the browser again.
pub(in crate::views) fn look() {
    INSTALLING.with(|installing| installing.set(now()));
}

/// Begins to listen to the browser.
pub(super) fn begin(app: App) {
    platform::on_install(move |done| {
        if done {
            INSTALLING.with(|installing| installing.set(Installing::Done));
            app.tell(app.say(Key::DeviceInstalled).to_owned());
        } else {
            look();
        }
    });
}
