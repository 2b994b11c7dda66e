//! Files that a person chooses or drops, and the text in them.

use std::{collections::VecDeque, vec};

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DragEvent, Event, File, FileList, HtmlInputElement};

use cohort::intake::{MAX_FILE_BYTES, Why};

/// A file that a person chose or dropped. Nothing of it is read yet.
pub struct PickedFile {
    /// Its name, without folders.
    pub name: String,
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
    pub(super) fn new(file: File, is_folder: bool) -> Self {
        Self { name: file.name(), file, is_folder }
    }

    /// Its size in bytes. Browsers ask the disk for it, which for thousands of files takes seconds: ask just before reading.
    pub fn bytes(&self) -> usize {
        self.file.size() as usize
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

impl From<ReadError> for Why {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Folder => Self::Folder,
            ReadError::Gone => Self::Gone,
            ReadError::NotText => Self::NotText,
            ReadError::Other(reason) => Self::Other(reason),
        }
    }
}

/// So many files are read at the same time: opening a file takes longer than reading it.
const AT_ONCE: usize = 8;

/// As long as files that are being read have so many bytes together, no other is begun.
const BYTES_AT_ONCE: usize = MAX_FILE_BYTES;

/// Reading many files, a few at the same time, in their order. Dropping it stops after those that are begun.
pub struct Readings {
    files: vec::IntoIter<PickedFile>,
    begun: VecDeque<(PickedFile, Result<BeingRead, Why>)>,
}

/// A file that is being read.
struct BeingRead {
    bytes: usize,
    buffer: JsFuture,
}

impl Readings {
    /// Begins with none.
    pub fn new(files: Vec<PickedFile>) -> Self {
        Self { files: files.into_iter(), begun: VecDeque::new() }
    }

    /// The next file and the bytes in it. A file of more than [`MAX_FILE_BYTES`] is not read, nor is a folder. `None` when
    /// there are no more.
    pub async fn next(&mut self) -> Option<(PickedFile, Result<Vec<u8>, Why>)> {
        while self.begun.len() < AT_ONCE && self.bytes() < BYTES_AT_ONCE {
            let Some(file) = self.files.next() else { break };
            let reading = file.begin();
            self.begun.push_back((file, reading));
        }
        let (file, reading) = self.begun.pop_front()?;
        let read = match reading {
            Ok(reading) => {
                let buffer = reading.buffer.await.map_err(|error| reason(&error).into());
                buffer.map(|buffer| Uint8Array::new(&buffer).to_vec())
            }
            Err(why) => Err(why),
        };
        Some((file, read))
    }

    /// How many files there are that were not handed out yet.
    pub fn left(&self) -> usize {
        self.begun.len() + self.files.len()
    }

    fn bytes(&self) -> usize {
        self.begun.iter().flat_map(|(_, reading)| reading).map(|reading| reading.bytes).sum()
    }
}

impl PickedFile {
    /// Begins to read, if it is to be read at all.
    fn begin(&self) -> Result<BeingRead, Why> {
        if self.is_folder {
            return Err(Why::Folder);
        }
        let (bytes, limit) = (self.bytes(), MAX_FILE_BYTES);
        if bytes > limit {
            return Err(Why::TooLarge { bytes, limit });
        }
        Ok(BeingRead { bytes, buffer: self.file.array_buffer().into() })
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
    data.map(|data| files_of(&data)).unwrap_or_default()
}

/// The files that are dropped or pasted.
pub(super) fn files_of(data: &DataTransfer) -> Vec<PickedFile> {
    let items = data.items();
    let items = (0..items.length()).filter_map(|place| items.get(place));
    // A folder looks like a file in the list of files. Beside files there can be texts.
    let folders: Vec<bool> = items
        .filter(|item| item.kind() == "file")
        .map(|item| {
            let entry = item.webkit_get_as_entry().ok().flatten();
            entry.is_some_and(|entry| entry.is_directory())
        })
        .collect();
    all(data.files(), |place| folders.get(place as usize).copied().unwrap_or_default())
}

/// The text that was dropped, such as a selection of another page; none if it is no text.
pub fn dropped_text(event: &Event) -> Option<String> {
    let data = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    data.get_data("text/plain").ok().filter(|text| !text.is_empty())
}
