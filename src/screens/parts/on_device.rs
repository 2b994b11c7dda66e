//! Whether the app is on this device: kept, so that it works without a network, and installed. What the browser tells of it
//! is noted here by whoever listens.

use leptos::prelude::*;

use crate::platform::Installing;
use workspace::updates::{Event, Keeping, Say, Step};

thread_local! {
    // Not of a screen, which goes: the worker lives on, and the browser tells everything once.
    static KEEPING: ArcRwSignal<Keeping> = ArcRwSignal::default();
    static INSTALLING: ArcRwSignal<Installing> = ArcRwSignal::new(Installing::ByHand);
}

/// Whether the app is kept on the device, and works without a network. Follows the worker.
pub(crate) fn is_kept() -> bool {
    KEEPING.with(|keeping| keeping.with(|keeping| keeping.is_kept))
}

/// Whether the app is or can be installed. Follows the browser.
pub(crate) fn installing() -> Installing {
    INSTALLING.with(|installing| installing.get())
}

/// Notes what has happened to the worker, and returns what follows from it.
pub(crate) fn note_worker(event: Event) -> Option<Step> {
    KEEPING.with(|keeping| keeping.try_update(|keeping| keeping.update(event)))
}

/// Notes what the browser says of installing.
pub(crate) fn note_installing(now: Installing) {
    INSTALLING.with(|installing| installing.set(now));
}

/// What there is to say about the version of the app.
pub(crate) fn to_say() -> Memo<Say> {
    let keeping = KEEPING.with(ArcRwSignal::clone);
    Memo::new(move |_| keeping.with(|keeping| keeping.say))
}

/// Notes that the person has closed what was said.
pub(crate) fn note_closed() {
    KEEPING.with(|keeping| keeping.update(Keeping::close));
}
