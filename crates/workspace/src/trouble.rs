//! When storage does not do what it was asked: what waits to be saved, when it is tried again, and what is found then.

use std::sync::Arc;

use crate::store::{Found, KeyValue, SetAside, Shelved, StorageError};
use crate::{Clock, Part, Said, Workspace};
use domain::{
    assessment::{Assessment, AssessmentId},
    model::Model,
    wire::Settings,
};

impl<K: KeyValue, C: Clock> Workspace<K, C> {
    /// Whether something would be lost if the page were closed now.
    pub fn is_unsaved(&self) -> bool {
        !self.unsaved.is_empty() || self.has_unsaved_view()
    }

    /// Whether the ecosystem view that is open has changes that are not stored.
    pub fn has_unsaved_view(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.is_unsaved())
    }

    /// Saves the ecosystem view that is open, which otherwise waits for its picture, because the page may be closed now.
    /// Returns whether something would be lost by that.
    pub fn save_before_leaving(&mut self, model: &Model) -> bool {
        if self.has_unsaved_view() {
            _ = self.save_view(model);
        }
        self.is_unsaved()
    }

    pub(crate) fn note_saved(&mut self, id: &AssessmentId, saved: Result<(), StorageError>) {
        match saved {
            Ok(()) => self.no_longer_unsaved(id),
            Err(error) => {
                if !self.unsaved.contains(id) {
                    self.unsaved.push(id.clone());
                    self.changes.note(Part::Unsaved);
                }
                self.set_trouble(Some(error));
            }
        }
    }

    /// Trouble ends when nothing waits to be saved.
    pub(crate) fn no_longer_unsaved(&mut self, id: &AssessmentId) {
        self.unborn.retain(|other| other != id);
        if self.unsaved.contains(id) {
            self.unsaved.retain(|other| other != id);
            self.changes.note(Part::Unsaved);
        }
        self.end_trouble();
    }

    pub(crate) fn end_trouble(&mut self) {
        if !self.is_unsaved() {
            self.set_trouble(None);
        }
    }

    /// Says what is wrong with storage, and not again with every letter of a note.
    pub(crate) fn set_trouble(&mut self, trouble: Option<StorageError>) {
        if self.trouble != trouble {
            self.trouble = trouble;
            self.changes.note(Part::Trouble);
        }
    }

    /// Puts an assessment in the place of the one with its id, or at the top of the shelf.
    pub(crate) fn put(&mut self, assessment: Assessment) {
        let there = self.shelf.iter_mut().find(|there| there.assessment.id == assessment.id);
        match there {
            Some(there) if there.assessment == assessment => return,
            Some(there) => {
                let read_only = there.read_only.clone();
                *there = Arc::new(Shelved { assessment, read_only });
            }
            None => self.shelf.insert(0, Arc::new(Shelved { assessment, read_only: None })),
        }
        self.changes.note(Part::Shelf);
    }

    /// Saves everything that is not saved yet, and looks whether storage works again.
    pub fn retry(&mut self, model: &Model) {
        let mut last = None;
        let waiting = self.unsaved.clone();
        for id in &waiting {
            let Some(shelved) = self.find(id).cloned() else { continue };
            match self.store.save(&shelved.assessment) {
                Ok(saved) => {
                    self.unsaved.retain(|other| other != id);
                    self.unborn.retain(|other| other != id);
                    self.changes.note(Part::Unsaved);
                    self.put(saved);
                }
                Err(error) => last = Some(error),
            }
        }
        if self.has_unsaved_view()
            && let Err(error) = self.save_view(model)
        {
            last = Some(error);
        }
        // With nothing waiting, whether storage works again is seen by reading it.
        let found = self.store.read();
        let last = last.or_else(|| found.trouble.clone());
        if last.is_none() {
            self.take_in(found);
            self.changes.say(Said::Saved);
        }
        self.set_trouble(last);
    }

    /// Keeps the ecosystem view that is open, put together with what another tab has kept meanwhile. Without changes it does
    /// nothing.
    ///
    /// # Errors
    /// When storage does not keep it. It can be tried again.
    pub fn save_view(&mut self, model: &Model) -> Result<(), StorageError> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let saved = if open.is_changed() { open.save(&self.store, model, None) } else { Ok(false) };
        self.note_saved_view(saved)
    }

    pub(crate) fn note_saved_view(
        &mut self,
        saved: Result<bool, StorageError>,
    ) -> Result<(), StorageError> {
        match saved {
            Ok(is_another) => {
                if is_another {
                    self.changes.note(Part::EcosystemView);
                }
                self.end_trouble();
                Ok(())
            }
            Err(error) => {
                self.set_trouble(Some(error.clone()));
                Err(error)
            }
        }
    }

    /// Adds what was found to what there is already.
    pub(crate) fn take_in(&mut self, found: Found) {
        let Found { assessments, set_aside, settings, .. } = found;
        self.set_aside = set_aside;
        // Also where both are as before: something is stored that was not, and lists of what is stored follow these.
        self.changes.note(Part::SetAside);
        self.changes.note(Part::Shelf);
        if settings != Settings::default() {
            self.set_settings(settings);
        }
        for found in assessments {
            if self.find(&found.assessment.id).is_none() {
                self.shelf.push(Arc::new(found));
            }
        }
    }

    /// Lists what was set aside now beside what was before.
    pub(crate) fn note_aside(&mut self, found: &[SetAside]) {
        for aside in found {
            if !self.set_aside.contains(aside) {
                self.set_aside.push(aside.clone());
                self.changes.note(Part::SetAside);
            }
        }
    }
}
