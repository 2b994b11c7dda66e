//! Other tabs: what they have saved or deleted, and a storage that something has emptied.

use std::sync::Arc;

use crate::store::{KeyValue, Shelved, StorageError, assessment_key, is_settings};
use crate::{Clock, Deleted, Part, Workspace};
use domain::{
    assessment::{AssessmentId, merge},
    model::Model,
};

impl<K: KeyValue, C: Clock> Workspace<K, C> {
    /// Takes over what another tab has saved or deleted. Without a key something has emptied the storage, which this app
    /// never does: what is open stays then, and recovery sees to it.
    pub fn other_tab(&mut self, model: &Model, key: Option<&str>) {
        self.follow_view(model, key);
        let Some(key) = key else { return };
        if let Some(heard) = &mut self.heard_removed
            && self.store.lacks(key)
        {
            heard.push(key.to_owned());
        }
        if let Some(settings) = self.store.settings().filter(|_| is_settings(key)) {
            self.set_settings(settings);
        }
        let Some(id) = assessment_key(key) else { return };
        let Some(theirs) = self.store.reload(&id) else {
            return self.follow_deletion(Some(&id));
        };
        let Some(shelved) = self.find(&id).cloned() else {
            return self.put(theirs);
        };
        let Shelved { assessment: ours, read_only } = &*shelved;
        if *ours == theirs {
            return;
        }
        let merged = merge(ours, &theirs);
        // They had not seen our last change when they saved, so it is no longer stored. Merging gives the same in every
        // tab, so this ends when all have seen everything.
        if merged != theirs && read_only.is_none() {
            let saved = self.store.save(&merged).map(|_| ());
            self.note_saved(&id, saved);
        }
        self.put(merged);
    }

    /// What was deleted in another tab is deleted here too, or the next answer would store it again behind the person's
    /// back. It can be brought back here as well. What waits to be saved here is newer than the deletion and stays.
    pub fn follow_deletion(&mut self, only: Option<&AssessmentId>) {
        let is_deleted = |shelved: &&Arc<Shelved>| {
            let id = &shelved.assessment.id;
            only.is_none_or(|only| only == id)
                && !self.unsaved.contains(id)
                && self.is_gone(&shelved.assessment)
        };
        let gone: Vec<Arc<Shelved>> = self.shelf.iter().filter(is_deleted).cloned().collect();
        if gone.is_empty() {
            return;
        }
        self.shelf.retain(|shelved| !gone.contains(shelved));
        self.changes.note(Part::Shelf);
        // Of what can only be looked at, this tab has not enough to bring it back.
        let back: Vec<_> = gone
            .into_iter()
            .filter(|shelved| shelved.read_only.is_none())
            .map(|shelved| Deleted::Assessment(shelved, None))
            .collect();
        self.offer_back(back, true);
    }

    /// Whether an assessment is open here that is not stored and does not wait to be.
    pub fn has_lost(&self) -> bool {
        self.shelf.iter().any(|shelved| {
            !self.unsaved.contains(&shelved.assessment.id) && self.is_gone(&shelved.assessment)
        })
    }

    /// What is open and not stored any more waits to be saved again: the person is told, and can have it saved or download
    /// it. The next change of it saves it too.
    pub fn keep_what_is_open(&mut self) {
        let open = self.shelf.iter().filter(|shelved| shelved.read_only.is_none());
        let gone = open.map(|shelved| &shelved.assessment).filter(|ours| self.is_gone(ours));
        let gone: Vec<AssessmentId> = gone.map(|gone| gone.id.clone()).collect();
        for id in gone {
            self.note_saved(&id, Err(StorageError::NotKept));
        }
    }
}
