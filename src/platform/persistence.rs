//! What the browser promises about keeping what is stored.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

use super::page::is_framed;

/// What is known of how the browser keeps what this site stores.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StoragePromise {
    /// Whether it keeps it until the person deletes it; `None` if it does not say.
    pub persisted: Option<bool>,
    /// Whether it can be asked to, from here. Not in a frame: who is asked there does not see who asks.
    pub can_ask: bool,
    /// How many bytes the site uses, and how many it may use at most.
    pub room: Option<(u64, u64)>,
}

fn manager() -> Option<StorageManager> {
    // Pages that were not loaded safely have none.
    let manager = web_sys::window()?.navigator().storage();
    (!manager.is_undefined()).then_some(manager)
}

/// Asks the browser what it promises.
pub async fn storage_promise() -> StoragePromise {
    let Some(manager) = manager() else { return StoragePromise::default() };
    let persisted = match manager.persisted() {
        Ok(coming) => JsFuture::from(coming).await.ok().and_then(|answer| answer.as_bool()),
        Err(_) => None,
    };
    let room = match manager.estimate() {
        Ok(coming) => JsFuture::from(coming).await.ok().and_then(|estimate| {
            let estimate: StorageEstimate = estimate.unchecked_into();
            Some((estimate.get_usage()? as u64, estimate.get_quota()? as u64))
        }),
        Err(_) => None,
    };
    let can_ask = persisted == Some(false) && !is_framed();
    StoragePromise { persisted, can_ask, room }
}

/// Asks the browser to keep what is stored until the person deletes it. Some ask the person, others decide by how the site is
/// used. Returns whether it agreed.
pub async fn ask_to_keep() -> bool {
    if is_framed() {
        return false;
    }
    match manager().map(|manager| manager.persist()) {
        Some(Ok(coming)) => {
            JsFuture::from(coming).await.is_ok_and(|answer| answer.as_bool() == Some(true))
        }
        _ => false,
    }
}
