//! An image that the person picks from their files, to be shown in this page and kept nowhere.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, Url};

/// The kinds of images that are taken, as browsers name them.
const KINDS: [&str; 3] = ["image/svg+xml", "image/png", "image/jpeg"];

/// Why a picked file is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// It is not an image of a kind that is taken.
    Kind,
    /// The browser would not give an address for it.
    Refused,
}

/// The address of a picked image within this page. The image is let go when this is dropped.
#[derive(Debug)]
pub struct PickedImage(String);

impl PickedImage {
    /// The address.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for PickedImage {
    fn drop(&mut self) {
        _ = Url::revoke_object_url(&self.0);
    }
}

/// The image that was picked in a file field, from its `change` event; `None` when nothing was picked. The field is emptied,
/// so that picking the same file again is an event again.
///
/// # Errors
/// When the file is no such image, or the browser refuses it.
pub fn picked_image(event: &Event) -> Result<Option<PickedImage>, ImageError> {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return Ok(None) };
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return Ok(None) };
    field.set_value("");
    if !KINDS.contains(&file.type_().as_str()) {
        return Err(ImageError::Kind);
    }
    let address = Url::create_object_url_with_blob(&file).map_err(|_| ImageError::Refused)?;
    Ok(Some(PickedImage(address)))
}
