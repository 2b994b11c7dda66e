//! Handing a text to others: the address of the page, a large view and a sheet of paper.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlDialogElement};

use super::page::print;

/// The attribute of the page that says which part of it is printed; see `style/print.css`.
const PART: &str = "data-print";

/// The address of the page, without query and hash: what others open to get here.
pub fn address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok());
    let href = href.unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

fn found<T: JsCast>(selector: &str) -> Option<T> {
    let document = web_sys::window()?.document()?;
    document.query_selector(selector).ok()??.dyn_into().ok()
}

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

/// Prints one part of the page, by the name that the style sheet knows it by. `false` where there is no printing, as
/// [`print`](super::print) says it.
pub fn print_part(name: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let root = window.document().and_then(|document| document.document_element());
    let Some(root) = root else { return false };
    _ = root.set_attribute(PART, name);
    let whole = |root: &Element| _ = root.remove_attribute(PART);
    let printed = root.clone();
    // Called again after every later printing, so it stays.
    let after = Closure::<dyn FnMut()>::new(move || whole(&printed)).into_js_value();
    // Some browsers print only when this function has returned.
    window.set_onafterprint(Some(after.unchecked_ref()));
    let is_printed = print();
    if !is_printed {
        whole(&root);
    }
    is_printed
}
