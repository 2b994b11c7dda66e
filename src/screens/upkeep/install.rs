//! Whether the app is or can be installed.

use leptos::prelude::*;

use crate::platform::Installing;

thread_local! {
    // Not of a screen: the browser tells it once.
    static INSTALLING: ArcRwSignal<Installing> = ArcRwSignal::new(Installing::ByHand);
}

/// Whether the app is or can be installed. Follows the browser.
pub(in crate::screens) fn installing() -> Installing {
    INSTALLING.with(|installing| installing.get())
}

/// Takes in what the browser says of it.
pub(super) fn told(now: Installing) {
    INSTALLING.with(|installing| installing.set(now));
}
