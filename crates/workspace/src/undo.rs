//! Deleting, and bringing back what was deleted: while the page is open, whatever the person deletes can be had back.

use std::sync::Arc;

use crate::store::{KeyValue, SetAside, Shelved};
use crate::{Clock, Part, Said, Workspace};
use domain::{
    assessment::{AssessmentId, merge},
    wire::Settings,
};

/// Something that was deleted and can be brought back while the page is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Deleted {
    /// An assessment, with the text that was stored of it.
    Assessment(Arc<Shelved>, Option<String>),
    /// A text that was set aside.
    Text(SetAside, String),
}

/// What can be brought back, the last deleted first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offer {
    /// Everything that is on offer. Empty when there is nothing to offer.
    pub deleted: Vec<Deleted>,
    /// Whether the last of it was deleted in another tab.
    pub elsewhere: bool,
}

impl<K: KeyValue, C: Clock> Workspace<K, C> {
    /// Deletes an assessment and offers to bring it back.
    pub fn delete(&mut self, id: &AssessmentId) {
        let Some(shelved) = self.find(id).cloned() else { return };
        let text = match self.store.delete(id) {
            Ok(text) => text,
            // One that is stored, be it in an earlier state, would be there again after a reload and must not look as if it
            // were gone.
            Err(_) if !self.unborn.contains(id) => {
                self.changes.say(Said::NotDeleted);
                return;
            }
            Err(_) => None,
        };
        self.take_off(id);
        let is_unborn = self.unborn.contains(id);
        self.no_longer_unsaved(id);
        if is_unborn {
            // So it is when it comes back.
            self.unborn.push(id.clone());
        }
        // What can only be looked at comes back by its text alone, and storage has lost that.
        if shelved.read_only.is_none() || text.is_some() {
            self.offer_back(vec![Deleted::Assessment(shelved, text)], false);
        }
    }

    /// Takes an assessment from the shelf.
    pub(crate) fn take_off(&mut self, id: &AssessmentId) {
        self.shelf.retain(|shelved| shelved.assessment.id != *id);
        self.changes.note(Part::Shelf);
    }

    /// Offers to bring something back, beside what is on offer already.
    pub(crate) fn offer_back(&mut self, mut deleted: Vec<Deleted>, elsewhere: bool) {
        if !deleted.is_empty() {
            deleted.append(&mut self.offer.deleted);
            self.offer = Offer { deleted, elsewhere };
            self.changes.note(Part::Offer);
        }
    }

    /// Forgets what is on offer.
    pub fn dismiss_offer(&mut self) {
        self.offer = Offer::default();
        self.changes.note(Part::Offer);
    }

    /// Brings back everything that is on offer. What cannot be brought back stays on offer.
    pub fn undo(&mut self) {
        let Offer { deleted, elsewhere } = std::mem::take(&mut self.offer);
        self.changes.note(Part::Offer);
        let mut left = Vec::new();
        for deleted in deleted {
            match self.bring_back(deleted) {
                Ok(said) => self.changes.say(said),
                Err(deleted) => left.push(deleted),
            }
        }
        self.offer_back(left, elsewhere);
    }

    /// Brings one thing back; returns it if storage refuses.
    fn bring_back(&mut self, deleted: Deleted) -> Result<Said, Deleted> {
        match deleted {
            Deleted::Text(aside, text) => match self.store.put_back(&aside.key, &text) {
                Ok(key) => {
                    self.note_aside(&[SetAside { key: key.clone(), ..aside }]);
                    Ok(Said::TextBroughtBack(key))
                }
                Err(error) => {
                    self.set_trouble(Some(error));
                    Err(Deleted::Text(aside, text))
                }
            },
            Deleted::Assessment(shelved, text) => {
                let name = shelved.assessment.name.clone();
                // To the letter first: it can hold more than is shown here.
                let back = match &text {
                    Some(text) => self.store.undelete(&shelved.assessment.id, text),
                    None => Ok(None),
                };
                if let Ok(Some(aside)) = &back {
                    self.note_aside(std::slice::from_ref(aside));
                }
                if shelved.read_only.is_none() {
                    // A backup can have brought it back meanwhile, and storage can have lost what was answered since.
                    let there = self.find(&shelved.assessment.id);
                    let there = there.filter(|there| there.read_only.is_none());
                    let back = match there {
                        Some(there) => merge(&there.assessment, &shelved.assessment),
                        None => shelved.assessment.clone(),
                    };
                    let (id, is_unborn) = (back.id.clone(), self.unborn.contains(&back.id));
                    self.add(back);
                    if !is_unborn {
                        // It was stored, so the second copy can have it.
                        self.unborn.retain(|other| *other != id);
                    }
                } else {
                    match back {
                        Ok(None) => {
                            self.shelf.insert(0, shelved);
                            self.changes.note(Part::Shelf);
                        }
                        Ok(Some(aside)) => return Ok(Said::TextBroughtBack(aside.key)),
                        Err(error) => {
                            self.set_trouble(Some(error));
                            return Err(Deleted::Assessment(shelved, text));
                        }
                    }
                }
                Ok(Said::BroughtBack(name))
            }
        }
    }

    /// Deletes a text that was set aside and offers to bring it back.
    pub fn discard_aside(&mut self, key: &str) {
        let found = self.set_aside.iter().find(|aside| aside.key == key).cloned();
        let text = self.store.raw(key).ok().flatten();
        let (Some(aside), Some(text)) = (found, text) else { return };
        match self.store.discard(key) {
            Ok(()) => {
                self.set_aside.retain(|other| other.key != key);
                self.changes.note(Part::SetAside);
                self.offer_back(vec![Deleted::Text(aside, text)], false);
            }
            Err(_) => self.changes.say(Said::NotRemoved),
        }
    }

    /// Removes everything of this app from this browser. Returns whether it is gone; the second copy is for the caller to
    /// empty then.
    pub fn delete_everything(&mut self) -> bool {
        if self.store.delete_everything().is_err() {
            self.changes.say(Said::NotEmptied);
            return false;
        }
        self.shelf.clear();
        self.set_aside.clear();
        self.unsaved.clear();
        self.open = None;
        self.settings = Settings::default();
        self.trouble = None;
        self.offer = Offer::default();
        for part in Part::ALL {
            self.changes.note(part);
        }
        self.changes.say(Said::Emptied);
        true
    }
}
