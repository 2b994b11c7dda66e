//! What goes on beside all screens once the first of them is done: nothing that a person waits for.
//!
//! Only what is loaded later reaches it.

use crate::{
    app::App,
    components::{El, el},
};

/// Begins the upkeep, and has what it says to the person.
pub(super) fn upkeep(app: App) -> El {
    _ = app;
    el("div").class("upkeep")
}
