//! The clipboard. A page can be refused it: without a secure connection, in a frame, or by the person.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, ClipboardEvent, ClipboardItem, DataTransfer, Event, TextEncoder};

use super::{
    download::blob_of,
    file::{PickedFile, files_of},
};

fn clipboard() -> Result<Clipboard, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let clipboard = Reflect::get(&window.navigator(), &"clipboard".into())?;
    if clipboard.is_object() { Ok(clipboard.unchecked_into()) } else { Err(JsValue::NULL) }
}

async fn done(promise: Promise) -> Result<(), String> {
    JsFuture::from(promise).await.map(|_| ()).map_err(|error| format!("{error:?}"))
}

/// Copies a text.
///
/// # Errors
/// In the browser's words, when it refused.
pub async fn copy_text(text: &str) -> Result<(), String> {
    let clipboard = clipboard().map_err(|error| format!("{error:?}"))?;
    done(clipboard.write_text(text)).await
}

/// Copies a table as HTML and, for programs that want none, as text.
///
/// # Errors
/// In the browser's words, when it refused, or has no way to copy anything but text.
pub async fn copy_html(html: &str, text: &str) -> Result<(), String> {
    let write = || -> Result<Promise, JsValue> {
        let kinds = Object::new();
        for (kind, content) in [("text/html", html), ("text/plain", text)] {
            Reflect::set(&kinds, &kind.into(), &blob_of(kind, content)?.into())?;
        }
        let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&kinds)?;
        Ok(clipboard()?.write(&Array::of1(&item)))
    };
    done(write().map_err(|error| format!("{error:?}"))?).await
}

fn pasted(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()
}

/// The plain text of what is pasted, as one string: a field that has to show ten thousand lines takes seconds. `None` if the
/// event is of another kind or there is no text. The browser puts the text into the field all the same, unless it is kept
/// from it.
pub fn pasted_text(event: &Event) -> Option<String> {
    let data = pasted(event)?;
    let get: Function = Reflect::get(&data, &"getData".into()).ok()?.dyn_into().ok()?;
    let text = get.call1(&data, &"text/plain".into()).ok()?;
    string_of(&text).or_else(|| text.as_string()).filter(|text| !text.is_empty())
}

/// A string of the browser, by its own encoder: for a million characters ten times as fast as one by one.
fn string_of(text: &JsValue) -> Option<String> {
    let encoder = TextEncoder::new().ok()?;
    let encode: Function = Reflect::get(&encoder, &"encode".into()).ok()?.dyn_into().ok()?;
    let bytes: Uint8Array = encode.call1(&encoder, text).ok()?.dyn_into().ok()?;
    String::from_utf8(bytes.to_vec()).ok()
}

/// The files that are pasted: those that were copied in the list of files of the system.
pub fn pasted_files(event: &Event) -> Vec<PickedFile> {
    pasted(event).map(|data| files_of(&data)).unwrap_or_default()
}
