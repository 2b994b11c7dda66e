//! Handing a file to the browser.

use js_sys::{Array, Reflect};
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

/// Offers a picture as a file, as [`download`] does a text.
///
/// # Errors
/// In the browser's words, when it would not even begin.
pub fn download_blob(name: &str, blob: &Blob) -> Result<(), String> {
    hand_over(name, blob).map_err(|error| format!("{error:?}"))
}

/// Whether the page that shows this one lets it save files. A browser that blocks a download says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downloads {
    /// It is not shown in another page, or in one that may do what it likes.
    Allowed,
    /// It is shown in another page, which may have forbidden it.
    Doubtful,
    /// It is shown in a sandbox without an origin, which seldom allows it.
    Blocked,
}

/// What can be known about downloads before one is tried.
pub fn downloads() -> Downloads {
    let Some(window) = web_sys::window() else { return Downloads::Blocked };
    let framed = window.top().ok().flatten().is_none_or(|top| *top != *window);
    let origin = Reflect::get(&window, &"origin".into()).ok().and_then(|origin| origin.as_string());
    match (framed, origin.as_deref()) {
        (false, _) => Downloads::Allowed,
        (true, None | Some("null")) => Downloads::Blocked,
        (true, Some(_)) => Downloads::Doubtful,
    }
}

fn begin(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    hand_over(name, &blob_of(kind, text)?)
}

/// A text as the content of a file.
pub(super) fn blob_of(kind: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    Blob::new_with_str_sequence_and_options(&parts, &options)
}

/// A text in many parts, for a file that is too large to be put together here: each part moves to the browser's side at once.
pub struct TextParts(Array);

impl TextParts {
    /// No part yet.
    #[allow(clippy::new_without_default, reason = "one way to begin is enough")]
    pub fn new() -> Self {
        Self(Array::new())
    }

    /// Adds a part.
    pub fn push(&self, text: &str) {
        self.0.push(&JsValue::from_str(text));
    }

    /// All parts as the content of a file.
    ///
    /// # Errors
    /// In the browser's words, when there is no room for it.
    pub fn blob(&self, kind: &str) -> Result<Blob, String> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        Blob::new_with_str_sequence_and_options(&self.0, &options)
            .map_err(|error| format!("{error:?}"))
    }
}

fn hand_over(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let document = window.document().ok_or(JsValue::NULL)?;
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    let forget = Closure::once_into_js(move || Url::revoke_object_url(&url));
    window
        .set_timeout_with_callback_and_timeout_and_arguments_0(forget.unchecked_ref(), KEEP_MS)?;
    Ok(())
}
