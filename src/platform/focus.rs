//! Where the focus is and what is selected.

use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::{
    frame::going_to,
    page::{document, found, is_framed},
};

/// Whether the person is in this page, and not in the one around it: from there nothing takes the focus, or moves the page.
pub fn is_attended() -> bool {
    !is_framed() || document().is_some_and(|document| document.has_focus().unwrap_or(false))
}

/// Moves the focus to the first element that a selector finds, without scrolling.
pub fn focus(selector: &str) {
    if !is_attended() {
        return;
    }
    if let Some(element) = found::<HtmlElement>(selector) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        _ = element.focus_with_options(&options);
    }
}

/// Scrolls to the first element that a selector finds, and gives it the focus.
pub fn go_to(selector: &str) {
    if let Some(element) = found::<HtmlElement>(selector) {
        element.scroll_into_view();
        going_to(&element);
        focus(selector);
    }
}

/// Moves the focus to the first field that a selector finds, into sight, and selects all of its text.
pub fn select(selector: &str) {
    if let Some(field) = found::<HtmlTextAreaElement>(selector) {
        _ = field.focus();
        field.select();
    }
}

/// Selects all that is in a text field, and puts it onto the clipboard where the browser lets it. `false` where it does
/// not: then the text is selected for the person to copy.
pub fn select_all(selector: &str) -> bool {
    let Some(field) = found::<HtmlTextAreaElement>(selector) else { return false };
    _ = field.focus();
    field.select();
    // The old way, because a frame needs no permission for it.
    let copy = document().and_then(|document| document.dyn_into::<HtmlDocument>().ok());
    copy.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
}
