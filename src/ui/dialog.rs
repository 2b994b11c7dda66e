//! Dialogs above the page.

use super::{El, el, heading, markup::Words};
use crate::platform;

/// A dialog with its heading, closed to begin with; see [`open_dialog`]. What is in it follows as children.
#[inline(never)]
pub fn dialog(id: &'static str, class: &'static str, title: impl Into<Words>) -> El {
    let title_id = format!("{id}-title");
    el("dialog")
        .attr("id", id)
        .class(class)
        .attr("aria-labelledby", title_id.clone())
        .el(heading("h2", title).attr("id", title_id))
}

/// Opens a dialog. The browser closes it with Escape and gives the focus back.
pub fn open_dialog(id: &str) {
    platform::open_dialog(&format!("#{id}"));
}

/// Closes a dialog.
pub fn close_dialog(id: &str) {
    platform::close_dialog(&format!("#{id}"));
}
