//! Printing the page, or a part of it.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::HtmlElement;

use super::page::{is_framed, root, window};

/// The attribute of the page that says which part of it is printed; see `style/later/screens/share.css`.
const PART: &str = "data-print";

/// Opens the print dialog. `false` where there is none.
///
/// A sandboxed frame is refused in silence; that no `beforeprint` came is the only sign of it. Outside of frames the sign is
/// not asked for, because not every browser gives it in time.
pub fn print() -> bool {
    let Some(window) = window() else { return false };
    let begun = Rc::new(Cell::new(false));
    let note = {
        let begun = Rc::clone(&begun);
        Closure::<dyn FnMut()>::new(move || begun.set(true))
    };
    let note = note.as_ref().unchecked_ref();
    _ = window.add_event_listener_with_callback("beforeprint", note);
    let asked = window.print().is_ok();
    _ = window.remove_event_listener_with_callback("beforeprint", note);
    asked && (begun.get() || !is_framed())
}

/// Prints one part of the page, by the name that the style sheet knows it by. `false` where there is no printing, as
/// [`print`] says it.
pub fn print_part(name: &str) -> bool {
    let (Some(window), Some(root)) = (window(), root()) else { return false };
    _ = root.set_attribute(PART, name);
    let whole = |root: &HtmlElement| _ = root.remove_attribute(PART);
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
