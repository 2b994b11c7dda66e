//! Dialogs above the page.

use web_sys::HtmlDialogElement;

use super::page::found;

/// Opens a dialog above the page. The browser closes it with Escape and gives the focus back.
pub fn open_dialog(selector: &str) {
    if let Some(dialog) = found::<HtmlDialogElement>(selector) {
        // Fails only for a dialog that is open.
        _ = dialog.show_modal();
    }
}

/// Closes a dialog.
pub fn close_dialog(selector: &str) {
    if let Some(dialog) = found::<HtmlDialogElement>(selector) {
        dialog.close();
    }
}
