//! The browser's localStorage as a [`KeyValue`].

use gloo_storage::{LocalStorage, Storage as _};
use wasm_bindgen::{JsCast, JsValue};

use crate::store::{KeyValue, StorageError};

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
fn reason(error: &JsValue, unnamed: StorageError) -> StorageError {
    let Some(error) = error.dyn_ref::<js_sys::Error>() else {
        return unnamed;
    };
    match String::from(error.name()).as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => StorageError::Full,
        "SecurityError" => StorageError::Denied,
        name => StorageError::Other(format!("{name}: {}", String::from(error.message()))),
    }
}

fn failed(error: JsValue) -> StorageError {
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
        let kept = storage().ok().and_then(|s| js_sys::Reflect::get(&s, &key.into()).ok());
        let kept = kept.and_then(|kept| kept.dyn_into::<js_sys::JsString>().ok());
        kept.is_none_or(|kept| kept.is_valid_utf16())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        storage()?.set_item(key, text).map_err(failed)
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        storage()?.remove_item(key).map_err(failed)
    }
}
