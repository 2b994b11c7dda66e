//! The second copy of everything that is stored: what of it is kept, and what is brought back from it when the storage has
//! lost something or has it in an older state.
//!
//! Owns the limits of the copy and every decision of recovering. The copy is a ring: each save adds an entry, and the oldest
//! ones go. Must not know where entries are kept; no clock is asked, because clocks differ and go back.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    ASSESSMENT, KeyValue, PREFIX, SETTINGS, StorageError, Store, assessment_key, view_key,
    views::VIEW,
};
use base::hash::hash;
use cohort::{
    absorb_view,
    document::{ViewError, read_view, read_view_head, write_view},
};
use domain::{
    assessment::{Assessment, AssessmentId, ViewId, absorb},
    model::Model,
    wire::{AssessmentError, read_assessment, read_settings},
};

/// So many states of each document are kept: the last one, and two to fall back on if it cannot be read. One would be
/// enough for everything that is known to happen; each costs as much room as the document.
pub const VERSIONS: usize = 3;

/// The room of all entries, in UTF-16 units as browsers count. Browsers let a page store 5 Mi units beside this, so the last
/// state of everything always fits, and as much again of earlier states. At two bytes each this is 20 MiB.
pub const MAX_UNITS: usize = 10 * 1024 * 1024;

/// So many deletions are remembered. A deletion matters for the minute that a browser takes to write its storage.
pub const DELETIONS: usize = 100;

/// What an entry of the ring says about a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    /// This text was saved under it.
    Text(String),
    /// It was deleted by the person. Has the [`stamp`]s of the texts that were known then, and nothing else of them.
    Deleted(Vec<u64>),
}

/// An entry of the ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the order of saving.
    pub sequence: u64,
    /// The key in the storage.
    pub key: String,
    /// What it says.
    pub saying: Saying,
}

impl Entry {
    fn units(&self) -> usize {
        let text = match &self.saying {
            Saying::Text(text) => text.encode_utf16().count(),
            Saying::Deleted(_) => 0,
        };
        self.key.encode_utf16().count() + text
    }
}

/// What a deletion remembers of a key of which the ring has said this: the stamps of all texts that were known, and nothing
/// else of them.
pub fn deleted_stamps(known: &[Saying]) -> Vec<u64> {
    let mut stamps = Vec::new();
    for saying in known {
        match saying {
            Saying::Text(text) => stamps.push(stamp(text)),
            Saying::Deleted(before) => stamps.extend(before),
        }
    }
    stamps
}

/// How much room entries take, in UTF-16 units.
pub fn units(ring: &[Entry]) -> usize {
    ring.iter().map(Entry::units).sum()
}

/// Tells a text from others, in every version of the app alike.
pub fn stamp(text: &str) -> u64 {
    hash(text)
}

/// The entries that are to go so that the ring keeps its limits, in their order. What was said before a deletion goes with
/// it, and the oldest go first; the last of a key stays whatever it takes. `ring` can be in any order.
pub fn surplus(ring: &[Entry]) -> Vec<u64> {
    surplus_within(ring, MAX_UNITS)
}

/// The same with room for so many UTF-16 units.
pub fn surplus_within(ring: &[Entry], most: usize) -> Vec<u64> {
    // Once it was exceeded, a quarter is made free, so that tidying up is worth its while.
    let left = most / 4 * 3;
    let mut gone = Vec::new();
    let mut kept: Vec<(&Entry, bool)> = Vec::new();
    let mut deletions: Vec<&Entry> = Vec::new();
    for history in by_key(ring).into_values() {
        let mut texts = 0;
        let mut before_deletion = false;
        for (age, entry) in history.iter().enumerate() {
            let stays = !before_deletion
                && match entry.saying {
                    Saying::Text(_) => texts < VERSIONS,
                    Saying::Deleted(_) => age == 0,
                };
            match entry.saying {
                Saying::Text(_) => texts += 1,
                Saying::Deleted(_) => before_deletion = true,
            }
            match entry.saying {
                _ if !stays => gone.push(entry.sequence),
                Saying::Text(_) => kept.push((entry, age == 0)),
                Saying::Deleted(_) => deletions.push(entry),
            }
        }
    }
    deletions.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.sequence));
    gone.extend(deletions.iter().skip(DELETIONS).map(|entry| entry.sequence));
    kept.extend(deletions.iter().take(DELETIONS).map(|&entry| (entry, true)));
    let mut room: usize = kept.iter().map(|(entry, _)| entry.units()).sum();
    if room > most {
        kept.sort_unstable_by_key(|(entry, _)| entry.sequence);
        for (entry, _) in kept.iter().filter(|(_, is_last)| !is_last) {
            if room <= left {
                break;
            }
            room -= entry.units();
            gone.push(entry.sequence);
        }
    }
    gone.sort_unstable();
    gone
}

/// What the ring says about each key, the newest first.
fn by_key(ring: &[Entry]) -> BTreeMap<&str, Vec<&Entry>> {
    let mut keys: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in ring {
        keys.entry(&entry.key).or_default().push(entry);
    }
    for history in keys.values_mut() {
        history.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.sequence));
    }
    keys
}

/// What was found to be missing or behind.
#[derive(Clone, Debug, PartialEq)]
pub enum Recovered {
    /// An assessment that was not stored any more.
    Assessment {
        /// It.
        assessment: Box<Assessment>,
        /// How many of its practices have an answer.
        answers: usize,
        /// Whether it could be stored again.
        saved: Result<(), StorageError>,
    },
    /// An assessment that was stored in an older state. What is newer in it was taken over.
    Newer {
        /// It, as it is now.
        assessment: Box<Assessment>,
        /// In how many parts the copy was newer: answers, notes, aims, actions, self-checks; name and profile are one.
        parts: usize,
        /// Whether it could be stored again.
        saved: Result<(), StorageError>,
    },
    /// An ecosystem view that was not stored any more, or in an older state.
    View {
        /// Its id.
        id: ViewId,
        /// Its name; can be empty.
        name: String,
    },
    /// Something that is only a text to this version: written by a newer one, or set aside.
    Text {
        /// The key under which it is now.
        key: String,
    },
    /// Settings, or what else is not worth a word.
    Small {
        /// The key.
        key: String,
    },
    /// The person had deleted it, and the storage had not kept that. It is deleted once more.
    DeletedAgain {
        /// The key it had.
        key: String,
        /// The text it had.
        text: String,
    },
}

/// What came of comparing the storage with the ring.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recovery {
    /// What was brought back, or deleted again.
    pub items: Vec<Recovered>,
    /// Keys under which something was written or removed by it.
    pub touched: Vec<String>,
    /// Keys of what is stored and not the last that the ring has: to be added to it.
    pub lacking: Vec<String>,
    /// Keys of what could not be brought back: only the ring has it. What is stored there is older and must not become the
    /// last that the ring has.
    pub behind: Vec<String>,
}

/// What the ring has about one key.
struct History<'a> {
    /// Texts since the last deletion, the newest first.
    texts: Vec<&'a str>,
    /// The stamps of a deletion, if that is the last that is known.
    deleted: Option<&'a [u64]>,
}

impl<'a> History<'a> {
    fn of(entries: &[&'a Entry]) -> Self {
        let deleted = match entries.first().map(|entry| &entry.saying) {
            Some(Saying::Deleted(stamps)) => Some(stamps.as_slice()),
            _ => None,
        };
        let texts = entries.iter().map_while(|entry| match &entry.saying {
            Saying::Text(text) => Some(text.as_str()),
            Saying::Deleted(_) => None,
        });
        Self { texts: texts.collect(), deleted }
    }

    fn is_last(&self, text: &str) -> bool {
        self.texts.first().is_some_and(|last| *last == text)
    }

    /// Whether a text is known, and as an earlier one than the last.
    fn is_behind(&self, text: &str) -> bool {
        !self.is_last(text) && self.texts.contains(&text)
    }
}

impl<K: KeyValue> Store<K> {
    /// Compares the storage with the ring and brings back what it has lost or has in an older state. Of an assessment the
    /// newer revision of each part wins, as with two tabs; of a view the higher revision. A text that is as new or newer in
    /// the storage is left alone, and so is one that nothing is known of. What cannot be read is skipped. Anything else, the
    /// settings among it, is brought back where it is missing, or where the storage has what the ring knows as an earlier
    /// text.
    ///
    /// `noted`: keys that were written or removed since the page was opened, and whether they were removed. The ring does not
    /// know of that yet, so what was removed was deleted, and what differs is newer.
    pub fn recover(&self, model: &Model, ring: &[Entry], noted: &[(String, bool)]) -> Recovery {
        let mut recovery = Recovery::default();
        let keys = by_key(ring);
        for (key, entries) in keys.iter().filter(|(key, _)| key.starts_with(PREFIX)) {
            // Without reading there is no writing.
            let Ok(here) = self.storage.get(key) else { continue };
            let mut history = History::of(entries);
            if let Some((_, is_removed)) = noted.iter().find(|(noted, _)| noted == key) {
                // Of an assessment or a view the revisions say what is newer, whatever was done here. What was written here
                // and is gone was lost.
                let is_deleted = *is_removed && here.is_none();
                if is_deleted || assessment_key(key).is_none() && view_key(key).is_none() {
                    continue;
                }
                history.deleted = None;
            }
            if let (Some(stamps), Some(here)) = (history.deleted, &here) {
                if stamps.contains(&hash(here)) && self.storage.remove(key).is_ok() {
                    recovery.touched.push((*key).to_owned());
                    let (key, text) = ((*key).to_owned(), here.clone());
                    recovery.items.push(Recovered::DeletedAgain { key, text });
                }
                continue;
            }
            if here.as_ref().is_some_and(|here| history.is_last(here)) {
                continue;
            }
            let recovered =
                if let Some(id) = key.strip_prefix(ASSESSMENT).and_then(AssessmentId::new) {
                    self.recover_assessment(key, &id, here.as_deref(), &history)
                } else if let Some(id) = key.strip_prefix(VIEW).and_then(ViewId::new) {
                    self.recover_view(model, key, &id, here.as_deref(), &history)
                } else {
                    self.recover_text(key, here.as_deref(), &history)
                };
            let is_saved = |item: &Option<Recovered>| match item {
                Some(Recovered::Assessment { saved, .. } | Recovered::Newer { saved, .. }) => {
                    saved.is_ok()
                }
                _ => true,
            };
            if !recovered.as_ref().is_ok_and(is_saved) {
                recovery.behind.push((*key).to_owned());
            }
            if let Ok(Some(item)) = recovered {
                recovery.touched.push(match &item {
                    Recovered::Text { key } => key.clone(),
                    _ => (*key).to_owned(),
                });
                recovery.items.push(item);
            }
        }
        for key in self.own_keys().unwrap_or_default() {
            let Ok(Some(text)) = self.storage.get(&key) else { continue };
            let known = keys.get(key.as_str()).map(|entries| History::of(entries));
            let has_more =
                |history: History<'_>| history.is_last(&text) || history.is_behind(&text);
            if !known.is_some_and(has_more) && !recovery.behind.contains(&key) {
                recovery.lacking.push(key);
            }
        }
        recovery
    }

    fn recover_assessment(
        &self,
        key: &str,
        id: &AssessmentId,
        here: Option<&str>,
        history: &History<'_>,
    ) -> Result<Option<Recovered>, StorageError> {
        let Some(here) = here else {
            return Ok(self.recover_whole(key, id, history));
        };
        let (own, is_ours) = match read_assessment(here) {
            Ok((own, _)) if own.id == *id => (own, true),
            Err(AssessmentError::Newer { readable: Some(own), .. }) if own.id == *id => {
                (*own, false)
            }
            // What a newer version wrote is not for us to change.
            Err(AssessmentError::Newer { .. }) => return Ok(None),
            Ok(_) | Err(_) => return self.recover_damaged(key, id, here, history),
        };
        self.recover_parts(key, id, &own, is_ours, history)
    }

    fn recover_damaged(
        &self,
        key: &str,
        id: &AssessmentId,
        here: &str,
        history: &History<'_>,
    ) -> Result<Option<Recovered>, StorageError> {
        let is_sound = |text: &&str| read_assessment(text).is_ok_and(|(found, _)| found.id == *id);
        if !history.texts.iter().any(is_sound) {
            return Ok(None);
        }
        self.make_way(key, here)?;
        Ok(self.recover_whole(key, id, history))
    }

    /// A text that nobody can read goes aside before what the ring has takes its place. Without room for it there it stays,
    /// which is an error: then only the ring has the state before the damage.
    fn make_way(&self, key: &str, damaged: &str) -> Result<(), StorageError> {
        self.put_aside(key, damaged);
        match self.storage.get(key)? {
            None => Ok(()),
            Some(_) => Err(StorageError::Protected),
        }
    }

    fn recover_parts(
        &self,
        key: &str,
        id: &AssessmentId,
        own: &Assessment,
        is_ours: bool,
        history: &History<'_>,
    ) -> Result<Option<Recovered>, StorageError> {
        for text in &history.texts {
            match read_assessment(text) {
                Ok((copy, _)) if copy.id == *id && copy.model.id == own.model.id => {
                    let both = absorb(own, &copy);
                    // Where both changed the same part in the same revision, all tabs and both copies settle on the same.
                    let parts = both.newer + both.conflicts;
                    if parts == 0 {
                        if !is_ours || both.assessment == *own {
                            return Ok(None);
                        }
                        // Something was taken back there. The next answer here must count as later.
                        self.save(&copy)?;
                        return Ok(Some(Recovered::Small { key: key.to_owned() }));
                    }
                    // The newer version had seen all of it if it was not found in an older state.
                    if !is_ours {
                        return self.recover_beside(key, text);
                    }
                    let saved = self.save(&copy);
                    let assessment = saved.clone().unwrap_or(both.assessment);
                    if assessment == *own && saved.is_ok() {
                        return Ok(None);
                    }
                    let (assessment, saved) = (Box::new(assessment), saved.map(|_| ()));
                    return Ok(Some(Recovered::Newer { assessment, parts, saved }));
                }
                // It says more than this version can put together with what is here.
                Err(AssessmentError::Newer { .. }) => return self.recover_beside(key, text),
                _ => {}
            }
        }
        Ok(None)
    }

    fn recover_whole(
        &self,
        key: &str,
        id: &AssessmentId,
        history: &History<'_>,
    ) -> Option<Recovered> {
        let mut damaged = None;
        for text in &history.texts {
            match read_assessment(text) {
                Ok((assessment, problems)) if assessment.id == *id => {
                    if problems.is_empty() {
                        return Some(self.write_whole(key, text, assessment));
                    }
                    damaged = damaged.or(Some((text, assessment)));
                }
                Err(AssessmentError::Newer { .. }) => {
                    let key = key.to_owned();
                    return self.write(&key, text).ok().map(|()| Recovered::Text { key });
                }
                _ => {}
            }
        }
        // Better than nothing. Its text is put aside by whoever opens it next.
        damaged.map(|(text, assessment)| self.write_whole(key, text, assessment))
    }

    /// To the letter: it can hold more than was read of it.
    fn write_whole(&self, key: &str, text: &str, assessment: Assessment) -> Recovered {
        let answers = assessment.entries.values().filter(|entry| entry.answer.is_some()).count();
        let saved = self.write(key, text);
        Recovered::Assessment { assessment: Box::new(assessment), answers, saved }
    }

    fn recover_beside(&self, key: &str, text: &str) -> Result<Option<Recovered>, StorageError> {
        let before = self.own_keys()?;
        let copy = self.copy_aside(key, text)?;
        Ok((!before.contains(&copy)).then_some(Recovered::Text { key: copy }))
    }

    fn recover_view(
        &self,
        model: &Model,
        key: &str,
        id: &ViewId,
        here: Option<&str>,
        history: &History<'_>,
    ) -> Result<Option<Recovered>, StorageError> {
        for text in &history.texts {
            // The head is checked against the responses, so a torn text has none.
            let (name, revision) = match read_view_head(text) {
                Ok(head) if head.id == *id => (head.name, Some(head.revision)),
                Err(ViewError::Newer { head, .. }) => {
                    (head.map(|head| head.name).unwrap_or_default(), None)
                }
                _ => continue,
            };
            let write = |text: &str| {
                let (id, name) = (id.clone(), name.clone());
                self.write(key, text).map(|()| Some(Recovered::View { id, name }))
            };
            let Some(here) = here else { return write(text) };
            if history.is_behind(here) {
                return write(text);
            }
            let own = match read_view_head(here) {
                Ok(own) if own.id == *id => own,
                Ok(_) | Err(ViewError::Unreadable(_) | ViewError::NotAView(_)) => {
                    self.make_way(key, here)?;
                    return write(text);
                }
                // What a newer version wrote is not for us to change.
                Err(_) => return Ok(None),
            };
            if revision.is_none_or(|there| there <= own.revision) {
                return Ok(None);
            }
            // Two ways were gone: responses of both are kept. One too many can be taken out again.
            let Ok((own, _)) = read_view(model, here) else { return Ok(None) };
            let Ok((copy, _)) = read_view(model, text) else { continue };
            let both = absorb_view(model, &copy, &own);
            return write(&write_view(&Arc::new(both.view)));
        }
        Ok(None)
    }

    fn recover_text(
        &self,
        key: &str,
        here: Option<&str>,
        history: &History<'_>,
    ) -> Result<Option<Recovered>, StorageError> {
        let is_sound = |text: &&&str| key != SETTINGS || read_settings(text).is_some();
        let Some(text) = history.texts.iter().find(is_sound) else { return Ok(None) };
        if here.is_some_and(|here| here == *text || !history.is_behind(here)) {
            return Ok(None);
        }
        self.write(key, text)?;
        let key = key.to_owned();
        let is_aside = super::is_aside(&key);
        Ok(Some(if is_aside { Recovered::Text { key } } else { Recovered::Small { key } }))
    }
}
