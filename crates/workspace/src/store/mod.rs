//! Keeping assessments and ecosystem views on the device: which keys there are, what is done with what cannot be read, and how a change is
//! written so that it cannot be lost.
//!
//! Owns the names of the keys and the order of reading, merging and writing. Knows storage only as [`KeyValue`], so that
//! every trouble that a browser can make is tried in native tests. Must not know the browser or screens.
//!
//! There is no way to write before reading: a [`Store`] is only had from [`open`], together with what was found.

mod record;
mod views;
mod mirror;
mod remind;
mod restore;

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

pub use mirror::{
    DELETIONS, Entry, MAX_UNITS, Recovered, Recovery, Saying, VERSIONS, deleted_stamps, stamp,
    surplus, surplus_within, units,
};
pub use record::{BackupRecord, RECORD_SCHEMA, read_record, write_record};
pub use remind::{MANY_CHANGES, Reminder};
pub use restore::{Outlook, RestoreItem, RestoreOutcome, RestorePlan, Restored, WhyNot, Written};
use views::VIEW;
pub(crate) use views::view_key_of;
pub use views::{FoundViews, KeptView, ListedView, NoView, ViewNews, ViewTrouble, view_key};

use base::order::order;
use domain::{
    assessment::{Assessment, AssessmentId, Moment, Msg, merge, update},
    wire::{
        AssessmentError, Settings, read_assessment, read_settings, write_assessment, write_backup,
        write_settings,
    },
};

/// All keys begin with this, so that other pages of the same origin are left alone.
pub const PREFIX: &str = "twelvefold:";
const ASSESSMENT: &str = "twelvefold:a:";
const ASIDE: &str = "twelvefold:aside:";
const SETTINGS: &str = "twelvefold:settings";
const BACKUPS: &str = "twelvefold:backups";

/// Why storage did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser does not let this page store anything.
    Denied,
    /// There is no room left.
    Full,
    /// The storage said yes and did not keep it.
    NotKept,
    /// What is stored was written by a newer version and must not be written over.
    Newer,
    /// What is stored could not be read, and there is no room to put it aside before writing over it.
    Protected,
    /// Anything else, in the browser's words.
    Other(String),
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied => f.write_str("storage denied"),
            Self::Full => f.write_str("storage full"),
            Self::NotKept => f.write_str("not kept"),
            Self::Newer => f.write_str("stored by a newer version"),
            Self::Protected => f.write_str("unreadable and not to be written over"),
            Self::Other(words) => f.write_str(words),
        }
    }
}

/// A storage of texts by key, like the browser's. Any call can fail at any time.
pub trait KeyValue {
    /// All keys, also those of others.
    fn keys(&self) -> Result<Vec<String>, StorageError>;
    /// The text under a key.
    fn get(&self, key: &str) -> Result<Option<String>, StorageError>;
    /// Whether [`KeyValue::get`] returns what is under a key as it is. Browsers also keep what is no text.
    fn is_text(&self, key: &str) -> bool {
        _ = key;
        true
    }
    /// Writes a text under a key.
    fn set(&self, key: &str, text: &str) -> Result<(), StorageError>;
    /// A text that was written was read back and is kept. For a storage that keeps second copies: what it only seemed to keep
    /// is not to be copied.
    fn is_kept(&self, key: &str) {
        _ = key;
    }
    /// Removes a key, because what is under it was deleted.
    fn remove(&self, key: &str) -> Result<(), StorageError>;
    /// Removes a key whose text was copied to another one before. Not a deletion, for a storage that keeps second copies.
    fn vacate(&self, key: &str) -> Result<(), StorageError> {
        self.remove(key)
    }
}

/// Why an assessment can be looked at but not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was stored by a newer version of the app.
    Newer {
        /// The schema it was stored with.
        schema: u64,
    },
    /// Parts of it could not be read, and there is no room to put its text aside before writing over it.
    Damaged,
    /// It is the example and never stored.
    Example,
}

/// An assessment that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelved {
    /// The assessment.
    pub assessment: Assessment,
    /// Why it must not be changed, if it must not.
    pub read_only: Option<ReadOnly>,
}

/// A stored text that could not be read, or not all of it. It stays under its key until the person deletes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The key under which the text is now.
    pub key: String,
    /// Length of the text in bytes.
    pub bytes: usize,
    /// Whether it is whole and only too new for this version.
    pub newer: bool,
}

/// What was found when the storage was opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Assessments, the one changed last first.
    pub assessments: Vec<Shelved>,
    /// Texts that could not be read.
    pub set_aside: Vec<SetAside>,
    /// The settings of this device.
    pub settings: Settings,
    /// What was wrong with the storage itself.
    pub trouble: Option<StorageError>,
}

/// The outcome of changing an assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The assessment after the change. It holds the change whether or not it could be saved.
    pub assessment: Assessment,
    /// Whether it was saved.
    pub saved: Result<(), StorageError>,
}

/// The storage of this device, after it was read.
pub struct Store<K> {
    storage: K,
    /// Keys whose text could not be read and could not be moved either: never written.
    untouchable: Mutex<Vec<String>>,
}

fn key_of(id: &AssessmentId) -> String {
    format!("{ASSESSMENT}{}", id.as_str())
}

/// Reads everything there is. Never fails: what cannot be read is among what was found.
pub fn open<K: KeyValue>(storage: K) -> (Store<K>, Found) {
    let store = Store { storage, untouchable: Mutex::default() };
    let found = store.read();
    (store, found)
}

impl<K: KeyValue> Store<K> {
    fn untouchable(&self) -> MutexGuard<'_, Vec<String>> {
        self.untouchable.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All keys of this app, sorted.
    pub fn own_keys(&self) -> Result<Vec<String>, StorageError> {
        let mut keys = self.storage.keys()?;
        keys.retain(|key| key.starts_with(PREFIX));
        Ok(order(keys, String::cmp))
    }

    /// Reads everything there is. For once more, when storage was in trouble the first time.
    pub fn read(&self) -> Found {
        let mut found = Found::default();
        match self.own_keys() {
            Ok(keys) => {
                for key in &keys {
                    self.take_in(key, &mut found);
                }
            }
            Err(error) => found.trouble = Some(error),
        }
        found.assessments =
            order(found.assessments, |a, b| b.assessment.changed.cmp(&a.assessment.changed));
        // What could be copied and not removed is come upon twice: under its own key and as the copy.
        let mut once: Vec<SetAside> = Vec::with_capacity(found.set_aside.len());
        for aside in found.set_aside {
            if once.iter().all(|other| other.key != aside.key) {
                once.push(aside);
            }
        }
        found.set_aside = once;
        found
    }

    fn take_in(&self, key: &str, found: &mut Found) {
        // Views are large, and no first screen shows anything of them.
        if key.starts_with(VIEW) {
            return;
        }
        let text = match self.storage.get(key) {
            Ok(Some(text)) => text,
            Ok(None) => return,
            Err(error) => {
                found.trouble = Some(error);
                return;
            }
        };
        let aside = |key: String, newer: bool| SetAside { key, bytes: text.len(), newer };
        if key.starts_with(ASIDE) {
            found.set_aside.push(aside(key.to_owned(), false));
        } else if key == SETTINGS {
            match read_settings(&text) {
                Some(settings) => found.settings = settings,
                None => found.set_aside.push(aside(self.put_aside(key, &text), false)),
            }
        } else if let Some(id) = key.strip_prefix(ASSESSMENT) {
            match read_assessment(&text) {
                Ok((assessment, _)) if assessment.id.as_str() != id => {
                    // A copy made by hand. Writing would go to another key, so this one is not touched.
                    found.set_aside.push(aside(self.put_aside(key, &text), false));
                }
                Ok((assessment, problems)) => {
                    let mut read_only = None;
                    if !problems.is_empty() {
                        match self.copy_aside(key, &text) {
                            Ok(copy) => found.set_aside.push(aside(copy, false)),
                            Err(_) => read_only = Some(ReadOnly::Damaged),
                        }
                        // With the copy safe, the repaired document can take its place; this keeps a second copy from
                        // being made at the next start.
                        if read_only.is_none() {
                            _ = self.write(key, &write_assessment(&assessment));
                        }
                    }
                    found.assessments.push(Shelved { assessment, read_only });
                }
                Err(AssessmentError::Newer { schema, readable: Some(assessment) })
                    if assessment.id.as_str() == id =>
                {
                    let read_only = Some(ReadOnly::Newer { schema });
                    found.assessments.push(Shelved { assessment: *assessment, read_only });
                }
                Err(AssessmentError::Newer { .. }) => {
                    self.protect(key);
                    found.set_aside.push(aside(key.to_owned(), true));
                }
                Err(_) => found.set_aside.push(aside(self.put_aside(key, &text), false)),
            }
        }
        // Any other key is of a version that knows more: left alone.
    }

    /// Moves a text that cannot be read to a key of its own and returns that key. Without room for the copy it stays
    /// where it is, and is never written over. So does what is no text, because a copy of it would be another.
    fn put_aside(&self, key: &str, text: &str) -> String {
        if !self.storage.is_text(key) {
            self.protect(key);
            return key.to_owned();
        }
        match self.copy_aside(key, text) {
            Ok(copy) => {
                match self.storage.vacate(key) {
                    Ok(()) => self.untouchable().retain(|other| other != key),
                    Err(_) => self.protect(key),
                }
                copy
            }
            Err(_) => {
                self.protect(key);
                key.to_owned()
            }
        }
    }

    /// From now on nothing is written under this key.
    fn protect(&self, key: &str) {
        let mut untouchable = self.untouchable();
        if untouchable.iter().all(|other| other != key) {
            untouchable.push(key.to_owned());
        }
    }

    fn copy_aside(&self, key: &str, text: &str) -> Result<String, StorageError> {
        let name = key.strip_prefix(PREFIX).unwrap_or(key);
        let mut number = 1;
        loop {
            let copy = format!("{ASIDE}{name}:{number}");
            match self.storage.get(&copy)? {
                Some(there) if there == text => return Ok(copy),
                Some(_) => number += 1,
                None => {
                    self.write(&copy, text)?;
                    return Ok(copy);
                }
            }
        }
    }

    /// Writes and reads back: some browsers say yes and keep nothing.
    fn write(&self, key: &str, text: &str) -> Result<(), StorageError> {
        if self.untouchable().iter().any(|other| other == key) {
            return Err(StorageError::Protected);
        }
        self.storage.set(key, text)?;
        match self.storage.get(key)? {
            Some(kept) if kept == text => {
                self.storage.is_kept(key);
                Ok(())
            }
            _ => Err(StorageError::NotKept),
        }
    }

    /// Applies a message to an assessment and saves the result at once.
    ///
    /// What another tab saved in the meantime is merged in first, so that neither loses an answer. If saving fails the
    /// change still stands in the result, and the next successful save carries it.
    pub fn change(&self, current: &Assessment, msg: Msg, now: Moment) -> Changed {
        match self.latest(current) {
            Ok(base) => {
                let assessment = update(&base, msg, now);
                // What changes nothing does not bring back what another tab has deleted meanwhile.
                let is_idle = assessment == *current && self.is_gone(&current.id);
                let saved = if is_idle { Ok(()) } else { self.put(&assessment) };
                Changed { assessment, saved }
            }
            Err(error) => Changed { assessment: update(current, msg, now), saved: Err(error) },
        }
    }

    /// The assessment with what is stored of it merged in.
    ///
    /// # Errors
    /// When storage cannot be read, or holds what must not be written over.
    pub fn latest(&self, current: &Assessment) -> Result<Assessment, StorageError> {
        let key = key_of(&current.id);
        let Some(text) = self.storage.get(&key)? else { return Ok(current.clone()) };
        match read_assessment(&text) {
            Ok((stored, problems)) if stored.id == current.id => {
                if !problems.is_empty() {
                    self.copy_aside(&key, &text)?;
                }
                if stored.revision == current.revision && stored == *current {
                    return Ok(stored);
                }
                Ok(merge(current, &stored))
            }
            Err(AssessmentError::Newer { .. }) => Err(StorageError::Newer),
            // Something else wrote there. Its text is kept, and ours goes on.
            Ok(_) | Err(_) => self.copy_aside(&key, &text).map(|_| current.clone()),
        }
    }

    /// Saves an assessment that is new or could not be saved before, with what another tab saved meanwhile merged in;
    /// returns what is stored now. Use [`Store::change`] for changes.
    ///
    /// # Errors
    /// When it could not be written or was not kept, or must not be written over what is stored. That is still there then.
    pub fn save(&self, assessment: &Assessment) -> Result<Assessment, StorageError> {
        let latest = self.latest(assessment)?;
        self.put(&latest)?;
        Ok(latest)
    }

    /// Only for what [`Store::latest`] was asked about just before.
    fn put(&self, assessment: &Assessment) -> Result<(), StorageError> {
        self.write(&key_of(&assessment.id), &write_assessment(assessment))
    }

    /// The assessment as another tab left it; `None` when it is gone or cannot be read.
    pub fn reload(&self, id: &AssessmentId) -> Option<Assessment> {
        let text = self.storage.get(&key_of(id)).ok()??;
        let (assessment, _) = read_assessment(&text).ok()?;
        (assessment.id == *id).then_some(assessment)
    }

    /// Whether storage works and holds nothing of this assessment.
    pub fn is_gone(&self, id: &AssessmentId) -> bool {
        self.lacks(&key_of(id))
    }

    /// Whether storage works and holds nothing under this key.
    pub(crate) fn lacks(&self, key: &str) -> bool {
        matches!(self.storage.get(key), Ok(None))
    }

    /// Removes an assessment and returns the text that was stored.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn delete(&self, id: &AssessmentId) -> Result<Option<String>, StorageError> {
        let key = key_of(id);
        let text = self.storage.get(&key)?;
        self.storage.remove(&key)?;
        Ok(text)
    }

    /// Stores a deleted text again, to the letter: it can hold more than this version understands. Where something else is
    /// by now, it is put aside and not written over that; then it comes back as what was set aside.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn undelete(
        &self,
        id: &AssessmentId,
        text: &str,
    ) -> Result<Option<SetAside>, StorageError> {
        let key = self.write_back(&key_of(id), text)?;
        let newer = matches!(read_assessment(text), Err(AssessmentError::Newer { .. }));
        Ok((key != key_of(id)).then_some(SetAside { key, bytes: text.len(), newer }))
    }

    /// Writes a text where it was; where something else is by now, it is put aside and not written over that.
    fn write_back(&self, key: &str, text: &str) -> Result<String, StorageError> {
        match self.storage.get(key)? {
            Some(other) if other != text => self.copy_aside(key, text),
            _ => self.write(key, text).map(|()| key.to_owned()),
        }
    }

    /// The text under any key, for a download.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn raw(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.storage.get(key)
    }

    /// The keys of this app, sorted, with the lengths of key and text, in UTF-16 units as browsers count.
    pub fn sizes(&self) -> Vec<(String, usize)> {
        let sized = |key: String| {
            let text = self.raw(&key).ok().flatten().unwrap_or_default();
            let size = key.encode_utf16().count() + text.encode_utf16().count();
            (key, size)
        };
        self.own_keys().unwrap_or_default().into_iter().map(sized).collect()
    }

    /// Removes a text that was set aside.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn discard(&self, key: &str) -> Result<(), StorageError> {
        self.storage.remove(key)?;
        self.untouchable().retain(|other| other != key);
        Ok(())
    }

    /// Puts a discarded text back, protected as before, and returns the key under which it is now.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn put_back(&self, key: &str, text: &str) -> Result<String, StorageError> {
        let key = self.write_back(key, text)?;
        if !key.starts_with(ASIDE) {
            self.protect(&key);
        }
        Ok(key)
    }

    /// The settings as they are stored now, which can be from another tab.
    pub fn settings(&self) -> Option<Settings> {
        self.storage.get(SETTINGS).ok().flatten().and_then(|text| read_settings(&text))
    }

    /// Saves the settings. Failing to is no harm.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), StorageError> {
        self.write(SETTINGS, &write_settings(settings))
    }

    /// Removes everything of this app from the storage.
    ///
    /// # Errors
    /// When storage refuses; what was removed until then is gone.
    pub fn delete_everything(&self) -> Result<(), StorageError> {
        for key in self.own_keys()? {
            self.storage.remove(&key)?;
        }
        self.untouchable().clear();
        Ok(())
    }

    /// A backup of these assessments, all ecosystem views, the settings and everything that was set aside. Of an assessment
    /// whose stored text holds more than this version can read, the text is in it as well. `open` are the texts of views
    /// whose last changes could not be stored.
    pub fn backup<'a>(
        &self,
        assessments: impl Iterator<Item = &'a Assessment> + Clone,
        open: &[String],
        set_aside: &[SetAside],
        now: Moment,
    ) -> String {
        let half_read =
            assessments.clone().map(|assessment| key_of(&assessment.id)).filter(|key| {
                let text = self.raw(key).ok().flatten();
                text.is_some_and(|text| !read_assessment(&text).is_ok_and(|(_, p)| p.is_empty()))
            });
        let keys = set_aside.iter().map(|aside| aside.key.clone()).chain(half_read);
        let mut keys = order(keys.collect(), String::cmp);
        keys.dedup();
        let (views, raw_views) = self.view_documents(open);
        // One that is set aside where it is stands among both.
        keys.retain(|key| !key.starts_with(VIEW));
        let raw = keys.into_iter().filter_map(|key| Some((key.clone(), self.raw(&key).ok()??)));
        let raw: Vec<(String, String)> = raw.chain(raw_views).collect();
        write_backup(assessments, views, self.settings().as_ref(), &raw, now)
    }
}

/// Whether a key is that of a text that was set aside.
pub fn is_aside(key: &str) -> bool {
    key.starts_with(ASIDE)
}

/// Whether a key is that of the settings.
pub fn is_settings(key: &str) -> bool {
    key == SETTINGS
}

/// Whether a key is that of the record of backups.
pub fn is_backup_record(key: &str) -> bool {
    key == BACKUPS
}

/// The id in a key that another tab wrote, if the key is that of an assessment.
pub fn assessment_key(key: &str) -> Option<AssessmentId> {
    key.strip_prefix(ASSESSMENT).and_then(AssessmentId::new)
}
