//! Long random histories of a workspace against an oracle: *no acknowledged answer is ever lost, and nothing deleted comes
//! back without being asked*.
//!
//! A world is one browser: a storage and a second copy, up to three tabs, and everything that can go wrong. Tabs answer,
//! write notes, delete, undo, retry, back up and restore in any order, and hear of each other late. Storage is full, denied,
//! emptied, torn, set back or written by a newer version; a tab is killed between two writes; the clock goes back. Now and
//! then the faults end and everybody hears everything: then the oracle asks a tab that is opened anew.
//!
//! Ten thousand operations in each ordinary run; `TWELVEFOLD_OPERATIONS` asks for more, `TWELVEFOLD_SEED` for a certain
//! history. The seed is printed.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    env,
    rc::Rc,
};

use domain::{
    assessment::{AssessmentId, Entry as Said, Msg, Revision, ViewId},
    model::{Form, Profile},
    wire::{read_assessment, read_backup},
};
use workspace::{
    Deleted, Occasion, Workspace,
    store::{
        Entry, KeyValue, PREFIX, Saying, StorageError, assessment_key, deleted_stamps, surplus,
    },
};

use crate::{
    random::Random,
    store::Trouble,
    support::{FULL, NOW, Wall, answer, model},
};

// ---- the browser ----

/// A storage that all tabs share, with what each of them has to hear and to copy.
#[derive(Default)]
struct Disk {
    texts: BTreeMap<String, String>,
    trouble: Trouble,
    /// The tab that is about to be killed, and after how many writes.
    writes_left: Option<(usize, usize)>,
    tabs: BTreeMap<usize, Mail>,
}

/// What waits for one tab.
#[derive(Default)]
struct Mail {
    /// Keys that others have written or removed; none when something has emptied the storage.
    heard: Vec<Option<String>>,
    /// Keys that this tab has written or removed and not copied yet, and whether it has removed them.
    noted: Vec<(String, bool)>,
}

/// The storage as one tab has it.
#[derive(Clone)]
struct TabStorage {
    disk: Rc<RefCell<Disk>>,
    tab: usize,
}

fn dead() -> StorageError {
    StorageError::Other("dead".to_owned())
}

impl TabStorage {
    fn refuses(&self, troubles: &[(Trouble, StorageError)]) -> Result<(), StorageError> {
        let disk = self.disk.borrow();
        if disk.writes_left == Some((self.tab, 0)) {
            return Err(dead());
        }
        match troubles.iter().find(|(trouble, _)| *trouble == disk.trouble) {
            Some((_, error)) => Err(error.clone()),
            None if disk.trouble == Trouble::Denied => Err(StorageError::Denied),
            None => Ok(()),
        }
    }

    fn changed(&self, key: &str) {
        let mut disk = self.disk.borrow_mut();
        if let Some((tab, left)) = &mut disk.writes_left
            && *tab == self.tab
        {
            *left -= 1;
        }
        for (tab, mail) in &mut disk.tabs {
            if *tab != self.tab {
                mail.heard.push(Some(key.to_owned()));
            }
        }
    }

    fn note(&self, key: &str, is_removed: bool) {
        if let Some(mail) = self.disk.borrow_mut().tabs.get_mut(&self.tab) {
            mail.noted.retain(|(noted, _)| noted != key);
            mail.noted.push((key.to_owned(), is_removed));
        }
    }
}

impl KeyValue for TabStorage {
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.refuses(&[(Trouble::KeysDenied, StorageError::Denied)])?;
        Ok(self.disk.borrow().texts.keys().cloned().collect())
    }

    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.refuses(&[])?;
        Ok(self.disk.borrow().texts.get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.refuses(&[(Trouble::Full, StorageError::Full)])?;
        if self.disk.borrow().trouble != Trouble::Forgetful {
            self.disk.borrow_mut().texts.insert(key.to_owned(), text.to_owned());
        }
        self.changed(key);
        Ok(())
    }

    fn is_kept(&self, key: &str) {
        self.note(key, false);
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.vacate(key)?;
        self.changed(key);
        self.note(key, true);
        Ok(())
    }

    fn vacate(&self, key: &str) -> Result<(), StorageError> {
        self.refuses(&[(Trouble::Stuck, StorageError::Other("stuck".to_owned()))])?;
        self.disk.borrow_mut().texts.remove(key);
        Ok(())
    }
}

type Tab = Workspace<TabStorage, Wall>;

// ---- the oracle ----

/// An answer to a practice, or a note on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    id: AssessmentId,
    practice: String,
    is_note: bool,
}

impl Place {
    fn of(&self, said: &Said) -> (Revision, String) {
        if self.is_note {
            (said.note_revision, said.note.clone())
        } else {
            (said.revision, format!("{:?}", said.answer))
        }
    }
}

/// What people were told that it is kept, and what they have deleted.
#[derive(Default)]
struct Oracle {
    /// The revision in which something was acknowledged last.
    acknowledged: BTreeMap<Place, Revision>,
    /// Everything that was ever said, so that a later word is known from an invented one.
    said: BTreeMap<Place, BTreeSet<(Revision, String)>>,
    deleted: BTreeSet<AssessmentId>,
    /// Names of ecosystem views that are kept, by the revision.
    views: BTreeMap<ViewId, Revision>,
    deleted_views: BTreeSet<ViewId>,
    /// What a newer version has stored, by its key: to be kept to the letter.
    newer: BTreeMap<String, String>,
}

impl Oracle {
    /// Somebody has asked for it, so it may be there.
    fn asked_for(&mut self, id: &AssessmentId) {
        self.deleted.remove(id);
    }

    /// What was said of it is not certain to be found any more.
    fn release(&mut self, id: &AssessmentId, still: impl Fn(&Place, Revision) -> bool) {
        self.acknowledged.retain(|place, revision| place.id != *id || still(place, *revision));
    }
}

// ---- the world ----

struct World {
    disk: Rc<RefCell<Disk>>,
    wall: Wall,
    ring: Vec<Entry>,
    sequence: u64,
    tabs: BTreeMap<usize, (Tab, bool)>,
    opened: usize,
    random: Random,
    oracle: Oracle,
    backups: Vec<String>,
    /// Texts that each key had, for a storage that is found in an older state.
    before: BTreeMap<String, Vec<String>>,
    practices: Vec<String>,
    /// Assessments of which something else has changed what is stored: who has one open does not hear of it.
    damaged: BTreeSet<AssessmentId>,
    trace: Vec<String>,
}

const SHORT: Profile = Profile { form: Form::Short, ..FULL };

impl World {
    fn new(seed: u64) -> Self {
        let practices = model().in_scope(SHORT).take(4).map(|practice| practice.id.clone());
        let mut world = Self {
            disk: Rc::default(),
            wall: Wall::at(NOW),
            ring: Vec::new(),
            sequence: 0,
            tabs: BTreeMap::new(),
            opened: 0,
            random: Random::new(seed),
            oracle: Oracle::default(),
            backups: Vec::new(),
            before: BTreeMap::new(),
            practices: practices.collect(),
            damaged: BTreeSet::new(),
            trace: Vec::new(),
        };
        world.open();
        world
    }

    fn log(&mut self, what: String) {
        self.trace.push(what);
    }

    fn open(&mut self) -> usize {
        let tab = self.opened;
        self.opened += 1;
        self.disk.borrow_mut().tabs.insert(tab, Mail::default());
        let storage = TabStorage { disk: Rc::clone(&self.disk), tab };
        self.tabs.insert(tab, (Workspace::open(storage, self.wall.clone()), false));
        tab
    }

    /// Ends a tab as a browser does that is killed: nothing of it is done any more.
    fn kill(&mut self, tab: usize) {
        self.tabs.remove(&tab);
        let mail = self.disk.borrow_mut().tabs.remove(&tab).unwrap_or_default();
        // A deletion or an undo that no second copy knows of can be taken back by an older copy.
        for (key, _) in mail.noted {
            self.not_copied(&key);
        }
    }

    /// Ends the browser with all that is open.
    fn crash(&mut self) {
        for tab in self.tabs.keys().copied().collect::<Vec<_>>() {
            self.kill(tab);
        }
    }

    /// The second copy may say something older of this key than what was done last.
    fn not_copied(&mut self, key: &str) {
        let Some(id) = assessment_key(key) else { return };
        let ring = by_last(&self.ring, key).map(|entry| entry.saying.clone());
        match ring {
            Some(Saying::Text(_)) => self.oracle.asked_for(&id),
            Some(Saying::Deleted(_)) => self.oracle.release(&id, |_, _| false),
            None => {}
        }
    }

    /// What the second copy has of an assessment.
    fn in_ring(&self, id: &AssessmentId) -> impl Fn(&Place, Revision) -> bool + use<> {
        let key = format!("twelvefold:a:{}", id.as_str());
        let texts: Vec<_> = self
            .ring
            .iter()
            .filter(|entry| entry.key == key)
            .rev()
            .map_while(|entry| match &entry.saying {
                Saying::Text(text) => Some(read_assessment(text).ok()?.0),
                Saying::Deleted(_) => None,
            })
            .collect();
        move |place, revision| {
            let said = texts.iter().filter_map(|text| text.entries.get(&place.practice));
            said.map(|said| place.of(said).0).any(|there| there >= revision)
        }
    }

    /// Copies what a tab has noted, as it does at the end of each event once it has looked into the second copy.
    fn copy(&mut self, tab: usize) {
        let is_killed = self.disk.borrow().writes_left == Some((tab, 0));
        if is_killed || !self.tabs.get(&tab).is_some_and(|(_, is_copying)| *is_copying) {
            return;
        }
        let noted = match self.disk.borrow_mut().tabs.get_mut(&tab) {
            Some(mail) => std::mem::take(&mut mail.noted),
            None => return,
        };
        for (key, is_removed) in noted {
            let here = self.disk.borrow().texts.get(&key).cloned();
            let known = self.ring.iter().filter(|entry| entry.key == key);
            let known: Vec<Saying> = known.map(|entry| entry.saying.clone()).collect();
            let saying = match here {
                Some(text) => Saying::Text(text),
                None if is_removed => Saying::Deleted(deleted_stamps(&known)),
                // Removed by somebody else, who says so if it was a person.
                None => continue,
            };
            self.sequence += 1;
            self.ring.push(Entry { sequence: self.sequence, key, saying });
        }
        let gone = surplus(&self.ring);
        self.ring.retain(|entry| gone.binary_search(&entry.sequence).is_err());
    }

    /// Looks into the second copy.
    fn look_back(&mut self, tab: usize, occasion: Occasion) {
        let is_opened = occasion == Occasion::Opened;
        if !is_opened {
            self.copy(tab);
        }
        let noted = match self.disk.borrow().tabs.get(&tab) {
            Some(mail) => mail.noted.clone(),
            None => Vec::new(),
        };
        // What another tab has done and not copied yet is older in the ring.
        let others: Vec<String> = {
            let disk = self.disk.borrow();
            let others = disk.tabs.iter().filter(|(other, _)| **other != tab);
            others.flat_map(|(_, mail)| mail.noted.iter().map(|(key, _)| key.clone())).collect()
        };
        for key in others {
            self.not_copied(&key);
        }
        let ring = self.ring.clone();
        let Some((desk, is_copying)) = self.tabs.get_mut(&tab) else { return };
        let recovery = desk.look_back(model(), occasion, Some(&ring), &noted);
        _ = desk.changes();
        // Before it was compared with the storage, nothing is added to it.
        *is_copying |= !desk.has_to_look_back();
        if let (Some(recovery), Some(mail)) = (recovery, self.disk.borrow_mut().tabs.get_mut(&tab))
        {
            mail.noted.retain(|(noted, _)| !recovery.behind.contains(noted));
            for key in recovery.lacking {
                if mail.noted.iter().all(|(noted, _)| *noted != key) {
                    mail.noted.push((key, false));
                }
            }
        }
        self.copy(tab);
    }

    /// Lets a tab hear what others have done.
    fn hear(&mut self, tab: usize, most: usize) {
        // A page that may not have the storage hears nothing of it.
        if self.disk.borrow().trouble == Trouble::Denied {
            return;
        }
        let heard: Vec<Option<String>> = match self.disk.borrow_mut().tabs.get_mut(&tab) {
            Some(mail) => {
                let most = most.min(mail.heard.len());
                mail.heard.drain(..most).collect()
            }
            None => return,
        };
        for key in heard {
            self.log(format!("{tab} hears {key:?}"));
            let Some((desk, is_copying)) = self.tabs.get_mut(&tab) else { return };
            desk.other_tab(model(), key.as_deref());
            _ = desk.changes();
            let is_copying = *is_copying;
            // It has looked by then, be it at a storage that could not be read.
            if key.is_none() && (is_copying || desk.has_to_look_back()) {
                self.look_back(tab, Occasion::Emptied);
            } else if is_copying {
                self.copy(tab);
            }
        }
    }

    /// One thing that happens in a tab, or to the browser.
    fn step(&mut self) {
        let tabs: Vec<usize> = self.tabs.keys().copied().collect();
        let Some(&tab) = self.random.pick(&tabs) else {
            _ = self.open();
            return;
        };
        if self.random.one_in(40) {
            let left = self.random.below(3);
            self.disk.borrow_mut().writes_left = Some((tab, left));
        }
        let choice = self.random.below(100);
        match choice {
            0..=39 => self.answer(tab),
            40..=44 => self.begin(tab),
            45..=49 => self.delete(tab),
            50..=53 => self.undo(tab),
            54..=57 => self.retry(tab),
            58..=61 => self.view(tab),
            62..=71 => {
                let most = 1 + self.random.below(3);
                self.hear(tab, most);
            }
            72..=75 if self.tabs.len() < 3 => {
                let opened = self.open();
                self.log(format!("{opened} opens"));
            }
            76..=79 => {
                self.log(format!("{tab} looks into the second copy"));
                let is_copying = self.tabs[&tab].1;
                if !is_copying || self.tabs[&tab].0.has_to_look_back() {
                    self.look_back(tab, Occasion::Opened);
                } else if self.tabs[&tab].0.has_lost() {
                    self.look_back(tab, Occasion::Returned);
                }
            }
            80..=83 => self.back_up_or_restore(tab),
            84..=85 if self.tabs.len() > 1 => {
                // Whoever closes a page with something unsaved is asked, and has decided.
                self.log(format!("{tab} is killed"));
                self.kill(tab);
            }
            86..=90 => self.trouble(),
            91..=93 => self.fault(),
            94..=95 => {
                let at = self.wall.0.get();
                let by = self.random.below(100_000_000) as u64;
                self.wall.0.set(if self.random.one_in(2) { at - by } else { at + by });
            }
            96..=97 => self.change_settings(tab),
            _ => {}
        }
        let was_killed = self.disk.borrow().writes_left == Some((tab, 0));
        self.disk.borrow_mut().writes_left = None;
        if was_killed {
            self.log(format!("{tab} was killed between two writes"));
            self.kill(tab);
        } else if self.tabs.get(&tab).is_some_and(|(_, is_copying)| *is_copying)
            && !self.random.one_in(10)
        {
            self.copy(tab);
        }
        for (key, text) in &self.disk.borrow().texts {
            let texts = self.before.entry(key.clone()).or_default();
            if texts.last() != Some(text) {
                texts.push(text.clone());
            }
        }
    }

    fn shelf_ids(&self, tab: usize) -> Vec<AssessmentId> {
        self.tabs[&tab].0.shelf().iter().map(|shelved| shelved.assessment.id.clone()).collect()
    }

    fn begin(&mut self, tab: usize) {
        let bits = self.random.bits();
        let Some((desk, _)) = self.tabs.get_mut(&tab) else { return };
        if desk.shelf().len() < 4 {
            let id = desk.begin(bits, "", SHORT, model());
            _ = desk.changes();
            self.log(format!("{tab} begins {}", id.as_str()));
        }
    }

    fn answer(&mut self, tab: usize) {
        let ids = self.shelf_ids(tab);
        let Some(id) = self.random.pick(&ids).cloned() else { return self.begin(tab) };
        let Some(practice) = self.random.pick(&self.practices).cloned() else { return };
        let is_note = self.random.one_in(4);
        let msg = if is_note {
            Msg::SetNote(practice.clone(), format!("note {}", self.random.below(1000)))
        } else {
            let word = ["1", "2", "3", "4", "5", "NA", "DK", "-"][self.random.below(8)];
            Msg::SetAnswer(practice.clone(), answer(word))
        };
        self.log(format!("{tab} {msg:?} in {}", id.as_str()));
        let Some((desk, _)) = self.tabs.get_mut(&tab) else { return };
        let before = desk.find(&id).cloned();
        let waited = desk.unsaved().contains(&id);
        desk.change(&id, msg);
        // The same answer again is none.
        let is_changed = desk.find(&id) != before.as_ref();
        let is_saved = !desk.unsaved().contains(&id);
        _ = desk.changes();
        if !is_changed {
            // What waits to be saved is stored by it all the same.
            if waited && is_saved {
                self.oracle.asked_for(&id);
                self.acknowledge(tab, &id);
            }
            return;
        }
        let Some(said) = desk.find(&id).and_then(|found| found.assessment.entries.get(&practice))
        else {
            return;
        };
        let place = Place { id: id.clone(), practice, is_note };
        let (revision, words) = place.of(said);
        self.oracle.said.entry(place).or_default().insert((revision, words));
        // Somebody goes on with it where it was still open.
        self.oracle.asked_for(&id);
        if is_saved {
            self.acknowledge(tab, &id);
        }
    }

    /// Everything that a tab shows of an assessment is kept, as far as the person is told.
    fn acknowledge(&mut self, tab: usize, id: &AssessmentId) {
        // One that can only be looked at was acknowledged by whoever could answer it.
        let found = self.tabs[&tab].0.find(id).filter(|found| found.read_only.is_none());
        let Some(found) = found else { return };
        for (practice, said) in &found.assessment.entries {
            for is_note in [false, true] {
                let place = Place { id: id.clone(), practice: practice.clone(), is_note };
                let (revision, _) = place.of(said);
                if revision > 0 && self.oracle.said.contains_key(&place) {
                    let last = self.oracle.acknowledged.entry(place).or_default();
                    *last = (*last).max(revision);
                }
            }
        }
    }

    fn delete(&mut self, tab: usize) {
        let ids = self.shelf_ids(tab);
        let Some(id) = self.random.pick(&ids).cloned() else { return };
        let Some((desk, _)) = self.tabs.get_mut(&tab) else { return };
        desk.delete(&id);
        _ = desk.changes();
        let is_deleted = desk.find(&id).is_none();
        self.log(format!("{tab} deletes {}: {is_deleted}", id.as_str()));
        if is_deleted {
            self.oracle.acknowledged.retain(|place, _| place.id != id);
            self.oracle.newer.remove(&format!("twelvefold:a:{}", id.as_str()));
            let is_stored = self.is_stored(&id);
            // What waits to be saved elsewhere is newer than the deletion and stays; so does what storage did not let go.
            let waits = self.tabs.values().any(|(desk, _)| desk.unsaved().contains(&id));
            if !waits && !is_stored {
                self.oracle.deleted.insert(id);
            }
        }
    }

    fn is_stored(&self, id: &AssessmentId) -> bool {
        self.disk.borrow().texts.contains_key(&format!("twelvefold:a:{}", id.as_str()))
    }

    fn undo(&mut self, tab: usize) {
        self.log(format!("{tab} undoes"));
        let Some((desk, _)) = self.tabs.get_mut(&tab) else { return };
        let offered: Vec<AssessmentId> = desk
            .offer()
            .deleted
            .iter()
            .filter_map(|deleted| match deleted {
                Deleted::Assessment(shelved, _) => Some(shelved.assessment.id.clone()),
                Deleted::Text(..) => None,
            })
            .collect();
        desk.undo();
        _ = desk.changes();
        let unsaved = desk.unsaved().to_vec();
        for id in offered {
            self.oracle.asked_for(&id);
            if !unsaved.contains(&id) {
                self.acknowledge(tab, &id);
            }
        }
    }

    fn retry(&mut self, tab: usize) {
        self.log(format!("{tab} retries"));
        let Some((desk, _)) = self.tabs.get_mut(&tab) else { return };
        let waiting = desk.unsaved().to_vec();
        desk.retry(model());
        _ = desk.changes();
        let left = desk.unsaved().to_vec();
        for id in waiting.into_iter().filter(|id| !left.contains(id)) {
            self.oracle.asked_for(&id);
            self.acknowledge(tab, &id);
        }
    }

    fn back_up_or_restore(&mut self, tab: usize) {
        let Some((desk, is_copying)) = self.tabs.get_mut(&tab) else { return };
        if self.random.one_in(2) {
            self.backups.push(desk.backup());
            self.trace.push(format!("{tab} backs up"));
            return;
        }
        // Choosing a file takes a person longer than the page takes to look into the second copy.
        if !*is_copying {
            return;
        }
        let Some(text) = self.random.pick(&self.backups) else { return };
        let backup = read_backup(text).unwrap();
        let plan = desk.plan_restore(model(), &backup);
        let outcome = desk.restore(model(), &plan, |_, _| true, "(copy)");
        _ = desk.changes();
        for item in &outcome.items {
            let Some(assessment) = &plan.items[item.place].assessment else { continue };
            let was_deleted = self.oracle.deleted.remove(&assessment.id);
            // What could not be restored is named to the person, and stays deleted. A part of it may be written.
            if was_deleted && item.result.is_err() {
                self.oracle.release(&assessment.id, |_, _| false);
            }
        }
        // A copy has the same id each time, so one that was deleted is asked for as well.
        for restored in &outcome.assessments {
            self.oracle.deleted.remove(&restored.id);
        }
        // A copy under an id of its own says what the backup says.
        let copies = desk.shelf().iter().filter(|shelved| shelved.assessment.name == "(copy)");
        for copy in copies.map(|shelved| &shelved.assessment) {
            for (practice, said) in &copy.entries {
                for is_note in [false, true] {
                    let (id, practice) = (copy.id.clone(), practice.clone());
                    let place = Place { id, practice, is_note };
                    let words = place.of(said);
                    self.oracle.said.entry(place).or_default().insert(words);
                }
            }
        }
        self.oracle.deleted_views.clear();
        self.trace.push(format!("{tab} restores"));
    }

    fn change_settings(&mut self, tab: usize) {
        let Some((desk, _)) = self.tabs.get_mut(&tab) else { return };
        desk.change_settings(|settings| settings.shortcuts = !settings.shortcuts);
        _ = desk.changes();
    }

    /// Something with an ecosystem view.
    fn view(&mut self, tab: usize) {
        let bits = self.random.bits();
        let name = format!("view {}", self.random.below(1000));
        let choice = self.random.below(8);
        let Some((desk, _)) = self.tabs.get_mut(&tab) else { return };
        let known: Vec<ViewId> = self.oracle.views.keys().cloned().collect();
        match (choice, desk.view().cloned()) {
            (0, _) if known.len() < 3 => _ = desk.begin_view(model(), bits, &name),
            (1, _) => {
                let Some(id) = self.random.pick(&known) else { return };
                _ = desk.open_view(model(), id);
            }
            (2, Some(view)) if desk.delete_view(&view.id).is_ok() => {
                desk.close_view();
                self.oracle.views.remove(&view.id);
                self.oracle.deleted_views.insert(view.id.clone());
            }
            (3, Some(_)) if desk.undo_view() => _ = desk.save_view(model()),
            (_, Some(_)) => {
                desk.change_view(|view| view.name = name);
                _ = desk.save_view(model());
            }
            _ => {}
        }
        _ = desk.changes();
        if choice != 2
            && let Some(view) = desk.view()
            && !desk.has_unsaved_view()
        {
            let last = self.oracle.views.entry(view.id.clone()).or_default();
            *last = (*last).max(view.revision);
            self.oracle.deleted_views.remove(&view.id);
        }
    }

    fn trouble(&mut self) {
        let troubles = [
            Trouble::None,
            Trouble::None,
            Trouble::None,
            Trouble::Denied,
            Trouble::KeysDenied,
            Trouble::Full,
            Trouble::Forgetful,
            Trouble::Stuck,
        ];
        let trouble = troubles[self.random.below(troubles.len())];
        self.log(format!("storage: {trouble:?}"));
        self.disk.borrow_mut().trouble = trouble;
    }

    /// Something happens to what is stored.
    fn fault(&mut self) {
        let keys: Vec<String> = self.disk.borrow().texts.keys().cloned().collect();
        let Some(key) = self.random.pick(&keys).cloned() else { return };
        match self.random.below(4) {
            0 => self.newer(&key),
            // Whoever may not have the storage would hear of it late.
            1 if self.disk.borrow().trouble == Trouble::Denied => {}
            1 => {
                self.log("emptied".to_owned());
                self.disk.borrow_mut().texts.clear();
                for key in keys {
                    self.is_damaged(&key);
                }
                // Whoever is open hears of it before a person can do anything.
                for tab in self.tabs.keys().copied().collect::<Vec<_>>() {
                    if let Some(mail) = self.disk.borrow_mut().tabs.get_mut(&tab) {
                        mail.heard.insert(0, None);
                    }
                    self.hear(tab, 1);
                }
            }
            2 => {
                let mut disk = self.disk.borrow_mut();
                let Some(text) = disk.texts.get_mut(&key) else { return };
                let mut at = self.random.below(text.len().max(1));
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                text.truncate(at);
                drop(disk);
                // What was being written when the browser came to its end.
                self.log(format!("killed, and torn: {key}"));
                self.crash();
                self.is_damaged(&key);
            }
            _ => {
                let Some(text) = self.before.get(&key).and_then(|all| self.random.pick(all)) else {
                    return;
                };
                // Browsers write their storage now and then; one that is killed is found as it was some time ago.
                self.disk.borrow_mut().texts.insert(key.clone(), text.clone());
                self.log(format!("killed, and set back: {key}"));
                self.crash();
                self.is_damaged(&key);
            }
        }
    }

    /// A tab with a newer version of the app stores an assessment, with something in it that nothing here knows, and copies
    /// it. What is said here from then on cannot be stored, and is not.
    fn newer(&mut self, key: &str) {
        let Some(id) = assessment_key(key) else { return };
        let text = self.disk.borrow().texts.get(key).cloned().unwrap_or_default();
        let has_none = self.disk.borrow().trouble != Trouble::None;
        if has_none || read_assessment(&text).is_err() {
            return;
        }
        self.log(format!("a newer version stores {key}"));
        let more = format!("\"schema\":3,\"more\":{},", self.random.below(1000));
        let text = text.replacen("\"schema\":2,", &more, 1);
        self.sequence += 1;
        let saying = Saying::Text(text.clone());
        self.ring.push(Entry { sequence: self.sequence, key: key.to_owned(), saying });
        let mut disk = self.disk.borrow_mut();
        disk.texts.insert(key.to_owned(), text.clone());
        for mail in disk.tabs.values_mut() {
            mail.heard.push(Some(key.to_owned()));
        }
        drop(disk);
        self.oracle.release(&id, |_, _| false);
        self.damaged.insert(id);
        self.oracle.newer.insert(key.to_owned(), text);
    }

    /// Only what the second copy has of it is certain to be found again.
    fn is_damaged(&mut self, key: &str) {
        self.oracle.newer.remove(key);
        if let Some(id) = assessment_key(key) {
            self.damaged.insert(id.clone());
            // A deletion that is copied late takes what was stored since along: a gap that the README names.
            let is_late = self.disk.borrow().tabs.values().any(|mail| {
                mail.noted.iter().any(|(noted, is_removed)| noted == key && *is_removed)
            });
            let still = self.in_ring(&id);
            self.oracle.release(&id, |place, revision| !is_late && still(place, revision));
            // It was deleted and found again in an older state, and the second copy does not know.
            if !matches!(by_last(&self.ring, key), Some(Entry { saying: Saying::Deleted(_), .. })) {
                self.oracle.asked_for(&id);
            }
        } else {
            self.oracle.views.clear();
            // What stands beside an assessment is only a text: nobody can tell that it is torn.
            let beside =
                key.strip_prefix("twelvefold:aside:a:").and_then(|of| of.split(':').next());
            if let Some(id) = beside.and_then(AssessmentId::new) {
                self.oracle.release(&id, |_, _| false);
            }
        }
    }

    /// Ends all trouble, lets everybody hear everything, and asks a tab that is opened anew.
    fn settle(&mut self) {
        self.log("settled".to_owned());
        self.disk.borrow_mut().trouble = Trouble::None;
        let tabs: Vec<usize> = self.tabs.keys().copied().collect();
        for round in 0.. {
            assert!(round < 50, "the tabs do not come to rest");
            for tab in &tabs {
                self.hear(*tab, usize::MAX);
                if !self.tabs[tab].0.unsaved().is_empty() || self.tabs[tab].0.trouble().is_some() {
                    self.retry(*tab);
                }
                if !self.tabs[tab].1 || self.tabs[tab].0.has_to_look_back() {
                    self.look_back(*tab, Occasion::Opened);
                }
                self.copy(*tab);
            }
            if self.disk.borrow().tabs.values().all(|mail| mail.heard.is_empty()) {
                break;
            }
        }
        let new = self.open();
        self.look_back(new, Occasion::Opened);
        for tab in &tabs {
            self.hear(*tab, usize::MAX);
        }
        self.ask(new);
        self.kill(new);
    }

    /// Whether it is kept beside what a newer version has stored, which nothing here can be put together with.
    fn is_beside(&self, place: &Place, revision: Revision) -> bool {
        let texts = &self.disk.borrow().texts;
        let id = place.id.as_str();
        let is_newer = texts
            .get(&format!("twelvefold:a:{id}"))
            .is_some_and(|text| text.contains("\"schema\":3,"));
        let aside = format!("twelvefold:aside:a:{id}:");
        let mut beside = texts.iter().filter(|(key, _)| key.starts_with(&aside));
        is_newer
            && beside.any(|(_, text)| {
                let said = read_assessment(text).ok();
                let said = said.and_then(|(said, _)| said.entries.get(&place.practice).cloned());
                said.is_some_and(|said| place.of(&said).0 >= revision)
            })
    }

    fn ask(&mut self, tab: usize) {
        let desk = &self.tabs[&tab].0;
        for (place, revision) in &self.oracle.acknowledged {
            let found = desk.find(&place.id).and_then(|found| {
                found.assessment.entries.get(&place.practice).map(|said| place.of(said))
            });
            let said = &self.oracle.said[place];
            let is_there =
                found.as_ref().is_some_and(|found| found.0 >= *revision && said.contains(found));
            // The same words, or later ones, if only of an earlier revision. What was taken back is as if it had never been said.
            let nothing = if place.is_note { "" } else { "None" }.to_owned();
            let words = found.as_ref().map_or(nothing, |found| found.1.clone());
            let is_same = said.iter().any(|(at, said)| at >= revision && *said == words);
            let is_there = is_there || is_same || self.is_beside(place, *revision);
            assert!(is_there, "lost: {place:?} of revision {revision}; there is {found:?}");
        }
        for id in &self.oracle.deleted {
            assert!(desk.find(id).is_none(), "came back: {}", id.as_str());
        }
        let views = desk.store().views(model());
        for (id, revision) in &self.oracle.views {
            let found = views.views.iter().find(|view| view.id == *id);
            let is_there = found.is_some_and(|view| view.revision >= *revision);
            assert!(is_there, "lost: view {id:?} of revision {revision}; there is {found:?}");
        }
        let texts = &self.disk.borrow().texts;
        for (key, text) in &self.oracle.newer {
            let there = texts.get(key);
            assert!(
                there == Some(text),
                "lost: what a newer version has under {key}; there is {there:?}"
            );
        }
        // Every tab shows what is stored.
        for (other, (open, _)) in &self.tabs {
            for shelved in desk.shelf() {
                let id = &shelved.assessment.id;
                let theirs = open.find(id).filter(|theirs| theirs.read_only.is_none());
                let Some(theirs) = theirs.filter(|_| !self.damaged.contains(id)) else { continue };
                assert_eq!(
                    theirs.assessment, shelved.assessment,
                    "tab {other} shows something else than is stored"
                );
            }
        }
        assert!(self.disk.borrow().texts.keys().all(|key| key.starts_with(PREFIX)));
    }
}

/// The last entry of a ring about a key.
fn by_last<'a>(ring: &'a [Entry], key: &str) -> Option<&'a Entry> {
    ring.iter().filter(|entry| entry.key == key).max_by_key(|entry| entry.sequence)
}

/// Plays a history of so many operations.
fn play(seed: u64, operations: usize) {
    let mut world = World::new(seed);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        for operation in 1..=operations {
            world.step();
            if operation % 50 == 0 {
                world.settle();
            }
        }
        world.settle();
    }));
    if let Err(panic) = outcome {
        let from = world.trace.len().saturating_sub(120);
        let said = panic.downcast_ref::<String>().cloned().unwrap_or_default();
        let happened = world.trace[from..].join("\n  ");
        panic!("TWELVEFOLD_SEED={seed}, the last of what happened:\n  {happened}\n{said}");
    }
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

#[test]
fn no_answer_is_lost_and_nothing_deleted_comes_back() {
    const HISTORY: u64 = 200;
    let operations = number("TWELVEFOLD_OPERATIONS").unwrap_or(10_000);
    let asked = number("TWELVEFOLD_SEED");
    let first = asked.unwrap_or_else(|| {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(1, |since| since.as_nanos() as u64)
    });
    // Shown with --nocapture, and whenever the test fails.
    #[allow(clippy::print_stdout, reason = "the seed has to be known")]
    let () = println!("workspace: {operations} operations from TWELVEFOLD_SEED={first}");
    let histories = if asked.is_some() { 1 } else { operations.div_ceil(HISTORY) };
    for history in 0..histories {
        play(first.wrapping_add(history), HISTORY as usize);
    }
}
