//! Bringing back what the storage has lost, from the second copy.

use std::sync::Arc;

use crate::store::{Entry, KeyValue, Recovered, Recovery, assessment_key};
use crate::{Clock, Deleted, Workspace};
use domain::{assessment::merge, model::Model};

/// How the page came to look into the second copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// It was opened.
    Opened,
    /// Something has emptied the storage.
    Emptied,
    /// The person came back to it, and the storage had lost something.
    Returned,
}

impl<K: KeyValue, C: Clock> Workspace<K, C> {
    /// What is to be done with what the second copy has; without a ring it does not work. `noted` as for
    /// [`crate::store::Store::recover`]. Returns what was brought back.
    pub fn look_back(
        &mut self,
        model: &Model,
        occasion: Occasion,
        ring: Option<&[Entry]>,
        noted: &[(String, bool)],
    ) -> Option<Recovery> {
        // Without reading the storage there is nothing to compare.
        self.has_to_look_back = self.store.own_keys().is_err();
        let recovery = ring.map(|ring| {
            // The tab that removed it may not have told the second copy yet. What was written here since comes first.
            let heard = self.heard_removed.take().unwrap_or_default();
            let noted = noted.iter().cloned().chain(heard.into_iter().map(|key| (key, true)));
            self.recover(model, ring, &noted.collect::<Vec<_>>())
        });
        match (occasion, ring) {
            (Occasion::Opened, _) => {}
            // Deleted while this page slept and heard nothing of it.
            (Occasion::Returned, Some(_)) => self.follow_deletion(None),
            _ => self.keep_what_is_open(),
        }
        recovery
    }

    /// Whether the storage could not be read when it was to be compared with the second copy: to be done once it works again,
    /// before anything is added to the copy.
    pub fn has_to_look_back(&self) -> bool {
        self.has_to_look_back
    }

    /// Brings back what the ring has and the storage has not, and takes over what is stored then. The keys in
    /// [`Recovery::touched`] are for whoever else shows what is stored; `noted` as for [`crate::store::Store::recover`].
    fn recover(&mut self, model: &Model, ring: &[Entry], noted: &[(String, bool)]) -> Recovery {
        let mut recovery = self.store.recover(model, ring, noted);
        let mut reads = false;
        for item in &recovery.items {
            // A damaged text may have gone aside for it.
            reads |= matches!(item, Recovered::Assessment { .. } | Recovered::View { .. });
            match item {
                Recovered::Assessment { assessment, saved, .. }
                | Recovered::Newer { assessment, saved, .. } => match saved {
                    Ok(()) => self.no_longer_unsaved(&assessment.id),
                    Err(error) => {
                        // What could not be saved is only here.
                        let ours = self.find(&assessment.id).map(|ours| &ours.assessment);
                        self.put(match ours {
                            Some(ours) => merge(ours, assessment),
                            None => (**assessment).clone(),
                        });
                        self.note_saved(&assessment.id, Err(error.clone()));
                    }
                },
                Recovered::Text { .. } => reads = true,
                Recovered::DeletedAgain { key, text } => {
                    if self.delete_again(key, text) {
                        recovery.touched.retain(|other| other != key);
                    }
                }
                Recovered::View { .. } | Recovered::Small { .. } => {}
            }
        }
        for key in &recovery.touched {
            self.other_tab(model, Some(key));
        }
        if reads {
            let found = self.store.read();
            self.take_in(found);
        }
        recovery
    }

    /// Takes an assessment from the shelf that was found deleted, and offers it back. `false` for anything else.
    fn delete_again(&mut self, key: &str, text: &str) -> bool {
        let Some(id) = assessment_key(key) else { return false };
        if let Some(shelved) = self.find(&id).map(Arc::clone) {
            self.take_off(&id);
            self.offer_back(vec![Deleted::Assessment(shelved, Some(text.to_owned()))], false);
        }
        true
    }
}
