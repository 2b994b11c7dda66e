//! The browser's localStorage as a [`KeyValue`], and a note of what was changed in it, for the second copy.

use std::cell::{Cell, RefCell};

use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use workspace::store::{KeyValue, StorageError};

/// The localStorage of this page. Asked for anew at every call, because permission can come and go.
#[derive(Clone, Copy, Debug)]
pub struct BrowserStorage;

/// The storage, if the browser lets this page have it. gloo-storage panics where touching it is refused, so the browser
/// is asked first.
fn storage() -> Result<web_sys::Storage, StorageError> {
    let window = web_sys::window().ok_or(StorageError::Denied)?;
    match window.local_storage() {
        Ok(Some(_)) => Ok(LocalStorage::raw()),
        Ok(None) => Err(StorageError::Denied),
        Err(error) => Err(reason(&error, StorageError::Denied)),
    }
}

/// What an exception means. Matched by name, as browsers agree on names and not on numbers.
pub(super) fn reason(error: &JsValue, unnamed: StorageError) -> StorageError {
    let Some(error) = error.dyn_ref::<js_sys::Error>() else {
        return unnamed;
    };
    match String::from(error.name()).as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => StorageError::Full,
        "SecurityError" => StorageError::Denied,
        name => StorageError::Other(format!("{name}: {}", String::from(error.message()))),
    }
}

pub(super) fn failed(error: JsValue) -> StorageError {
    reason(&error, StorageError::Other(String::new()))
}

impl KeyValue for BrowserStorage {
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        let storage = storage()?;
        let length = storage.length().map_err(failed)?;
        let keys = (0..length).map(|index| storage.key(index).map_err(failed));
        // A key can be gone by the time it is asked for: another tab.
        keys.filter_map(Result::transpose).collect()
    }

    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        storage()?.get_item(key).map_err(failed)
    }

    // Of text that is not well-formed UTF-16 a Rust string is only a likeness.
    fn is_text(&self, key: &str) -> bool {
        kept(key).is_none_or(|kept| kept.is_valid_utf16())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        storage()?.set_item(key, text).map_err(failed)
    }

    fn is_kept(&self, key: &str) {
        note(key, false);
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.vacate(key)?;
        note(key, true);
        Ok(())
    }

    fn vacate(&self, key: &str) -> Result<(), StorageError> {
        storage()?.remove_item(key).map_err(failed)
    }
}

/// What is kept under a key, as the browser has it.
pub(super) fn kept(key: &str) -> Option<JsString> {
    Reflect::get(&storage().ok()?.into(), &key.into()).ok()?.dyn_into().ok()
}

thread_local! {
    /// Keys that were written or removed and that the second copy does not know of yet, and whether they were removed.
    static NOTED: RefCell<Vec<(String, bool)>> = const { RefCell::new(Vec::new()) };
    /// Who is told that there is something new, once there is somebody.
    static LISTENER: Cell<Option<fn()>> = const { Cell::new(None) };
}

fn note(key: &str, is_removed: bool) {
    remember(key, is_removed);
    if let Some(told) = LISTENER.get() {
        told();
    }
}

/// Notes a key and tells nobody. Only the key: what is under it is read when it is copied, so that ten changes before that
/// cost one copy.
pub(super) fn remember(key: &str, is_removed: bool) {
    NOTED.with_borrow_mut(|noted| match noted.iter_mut().find(|(other, _)| other == key) {
        Some((_, removed)) => *removed = is_removed,
        None => noted.push((key.to_owned(), is_removed)),
    });
}

/// The keys that were written or removed and that the second copy does not know of yet, and whether they were removed.
pub fn noted_keys() -> Vec<(String, bool)> {
    NOTED.with_borrow(Clone::clone)
}

/// The keys that were noted, and whether they were removed; forgotten by this.
pub(super) fn noted() -> Vec<(String, bool)> {
    NOTED.take()
}

/// Forgets that these keys were noted.
pub(super) fn forget(keys: &[String]) {
    NOTED.with_borrow_mut(|noted| noted.retain(|(key, _)| !keys.contains(key)));
}

/// Calls back with every key that is noted from now on.
pub(super) fn on_noted(told: fn()) {
    LISTENER.set(Some(told));
}
