//! Files that a person chooses or drops, and the text in them.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

/// A file that a person chose or dropped. Nothing of it is read yet.
pub struct PickedFile {
    /// Its name, without folders.
    pub name: String,
    /// Its size in bytes.
    pub bytes: usize,
    file: File,
    is_folder: bool,
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is a folder.
    Folder,
    /// It was moved, changed or deleted since it was chosen, or reading it is not allowed.
    Gone,
    /// It is no text in UTF-8.
    NotText,
    /// Anything else, in the browser's words.
    Other(String),
}

impl PickedFile {
    fn new(file: File, is_folder: bool) -> Self {
        Self { name: file.name(), bytes: file.size() as usize, file, is_folder }
    }

    /// The text in it. A file that is too large has to be refused before, by its size.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub async fn text(&self) -> Result<String, ReadError> {
        if self.is_folder {
            return Err(ReadError::Folder);
        }
        // Not `text()`, which puts a sign for unknown letters in the place of what is no UTF-8.
        let buffer = JsFuture::from(self.file.array_buffer()).await.map_err(|e| reason(&e))?;
        String::from_utf8(Uint8Array::new(&buffer).to_vec()).map_err(|_| ReadError::NotText)
    }
}

fn reason(error: &JsValue) -> ReadError {
    let Some(error) = error.dyn_ref::<js_sys::Error>() else {
        return ReadError::Other(String::new());
    };
    match String::from(error.name()).as_str() {
        "NotFoundError" | "NotReadableError" => ReadError::Gone,
        name => ReadError::Other(format!("{name}: {}", String::from(error.message()))),
    }
}

fn all(list: Option<FileList>, is_folder: impl Fn(u32) -> bool) -> Vec<PickedFile> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length())
        .filter_map(|place| Some(PickedFile::new(list.get(place)?, is_folder(place))))
        .collect()
}

/// The files that were chosen in the field that an event is of. The field is empty then, so that the same file can be chosen
/// again.
pub fn chosen_files(event: &Event) -> Vec<PickedFile> {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return Vec::new() };
    let files = all(field.files(), |_| false);
    field.set_value("");
    files
}

/// Whether what is dragged are files.
pub fn carries_files(event: &Event) -> bool {
    let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    data.is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
}

/// The files that were dropped.
pub fn dropped_files(event: &Event) -> Vec<PickedFile> {
    let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    let Some(data) = data else { return Vec::new() };
    let items = data.items();
    // A folder looks like a file in the list of files.
    let is_folder = |place: u32| {
        let entry = items.get(place).and_then(|item| item.webkit_get_as_entry().ok().flatten());
        entry.is_some_and(|entry| entry.is_directory())
    };
    all(data.files(), is_folder)
}

/// The text that was dropped, such as a selection of another page; none if it is no text.
pub fn dropped_text(event: &Event) -> Option<String> {
    let data = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    data.get_data("text/plain").ok().filter(|text| !text.is_empty())
}
