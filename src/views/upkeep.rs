//! What goes on beside all screens once the first of them is done: nothing that a person waits for.
//!
//! Only what is loaded later reaches it.

use super::recovered;
use crate::{
    app::App,
    components::{El, el},
};

/// Begins the upkeep, and has what it says to the person.
pub(super) fn upkeep(app: App) -> El {
    app.begin_mirror(recovered::tell);
    el("div").class("upkeep")
}
