//! The address of the page.

use wasm_bindgen::JsValue;

use super::page::{is_framed, listen, window};

/// The hash of the address, with its `#`; empty if there is none.
pub fn hash() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The query of the address, with its `?`; empty if there is none.
pub fn query() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// Goes to another hash, with an entry in the history; in a frame without one, because it would be one of the page around.
pub fn navigate(hash: &str) {
    if let Some(window) = window() {
        let location = window.location();
        // Fails only for addresses that are none, and a hash always is one.
        _ = if is_framed() { location.replace(hash) } else { location.set_hash(hash) };
    }
}

/// Replaces the hash without an entry in the history. The browser does not report it as a change.
pub fn replace_hash(hash: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
    }
}

/// Calls back whenever the hash has changed.
pub fn on_hash_change(mut act: impl FnMut() + 'static) {
    listen("hashchange", move |_| act());
}

/// The address of the page, without query and hash: what others open to get here.
pub fn address() -> String {
    let href = window().and_then(|window| window.location().href().ok());
    let href = href.unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}
