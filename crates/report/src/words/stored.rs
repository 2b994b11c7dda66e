//! What is stored on the device: what a key holds, how much room there is, and when the last backup was made.

use super::file_size;
use domain::{
    assessment::Moment,
    text::{Key, Speech},
};
use workspace::store::{SetAside, is_aside, is_backup_record, is_settings};

/// What is known of a stored text by whoever has read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// An assessment with this name.
    Assessment(String),
    /// An ecosystem view with this name, which can be empty, and so many responses.
    View(String, usize),
    /// None of these.
    Other,
}

/// What a key holds. `set_aside` is what could not be read.
pub fn stored_words(
    key: &str,
    stored: &Stored,
    set_aside: &[SetAside],
    speech: Speech<'_>,
) -> String {
    match stored {
        Stored::Assessment(name) => speech.fill(Key::DataKindAssessment, &[("name", name)]),
        Stored::View(name, responses) => {
            let name = if name.is_empty() { speech.say(Key::AppUntitled) } else { name };
            speech.count(Key::DataKindView, *responses as u64, &[("name", name)])
        }
        Stored::Other => speech.say(other_key(key, set_aside)).to_owned(),
    }
}

fn other_key(key: &str, set_aside: &[SetAside]) -> Key {
    if is_settings(key) {
        Key::DataKindSettings
    } else if is_backup_record(key) {
        Key::DataKindBackups
    } else if is_aside(key) || set_aside.iter().any(|aside| aside.key == key) {
        Key::DataKindAside
    } else {
        Key::DataKindOther
    }
}

/// How many bytes a site uses, and how many it may use at most. `None` where the browser says that nothing is used: then it
/// has not counted yet, or does not want to tell.
pub fn room_words(used: u64, most: u64, speech: Speech<'_>) -> Option<String> {
    let [used_words, most] = [used, most].map(|bytes| file_size(bytes as usize, speech));
    let gaps = [("used", &*used_words), ("most", &*most)];
    (used > 0).then(|| speech.fill(Key::MirrorRoom, &gaps))
}

/// When the last backup was made, and how many changes are in none.
pub fn last_backup(at: Option<Moment>, changes: u64, speech: Speech<'_>) -> String {
    match at {
        None => speech.say(Key::DataBackupNever).to_owned(),
        Some(at) => {
            speech.count(Key::DataBackupLast, changes, &[("date", &speech.locale.date(at))])
        }
    }
}
