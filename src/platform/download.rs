//! Handing a file to the browser.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the data of a download stays available, in milliseconds. Some browsers read it only after the click.
const KEEP_MS: i32 = 60_000;

/// Offers a text as a file. Whether it was saved in the end only the browser and the person know.
///
/// # Errors
/// In the browser's words, when it would not even begin.
pub fn download(name: &str, kind: &str, text: &str) -> Result<(), String> {
    begin(name, kind, text).map_err(|error| format!("{error:?}"))
}

fn begin(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let document = window.document().ok_or(JsValue::NULL)?;
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    let forget = Closure::once_into_js(move || Url::revoke_object_url(&url));
    window
        .set_timeout_with_callback_and_timeout_and_arguments_0(forget.unchecked_ref(), KEEP_MS)?;
    Ok(())
}
