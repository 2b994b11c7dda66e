//! Backups: what goes into one, when to remind of one, and what is open after one was restored.

use std::sync::Arc;

use crate::store::{
    BackupRecord, KeyValue, ListedView, Reminder, RestoreItem, RestoreOutcome, RestorePlan,
    Shelved, Written,
};
use crate::{Clock, Part, Workspace};
use base::order::order;
use domain::{
    assessment::{Assessment, Moment, merge},
    model::Model,
    wire::Backup,
};

impl<K: KeyValue, C: Clock> Workspace<K, C> {
    /// A backup of everything, what is not saved yet included.
    pub fn backup(&self) -> String {
        let assessments = self.shelf.iter().map(|shelved| &shelved.assessment);
        let open = self.open.as_ref().filter(|open| open.is_unsaved()).map(|open| open.text());
        self.store.backup(assessments, open.as_slice(), &self.set_aside, self.clock.now())
    }

    /// Saves what is not saved yet. Returns whether everything is saved then.
    pub fn save_all(&mut self, model: &Model) -> bool {
        if self.is_unsaved() {
            self.retry(model);
        }
        !self.is_unsaved()
    }

    /// Notes that everything is in a backup now.
    pub fn note_backup(&mut self, model: &Model) {
        let mut record = self.store.backup_record();
        record.note_backup(with_completeness(model, &self.shelf), self.clock.now());
        record.note_views(self.store.views(model).views.iter());
        self.save_record(&record);
    }

    /// Keeps what is known of the backups. Without it a reminder comes once more: no harm.
    pub fn save_record(&self, record: &BackupRecord) {
        _ = self.store.save_backup_record(record);
    }

    /// How many changes are in no backup, those of ecosystem views among them.
    pub fn changes_since_backup(&self, model: &Model, record: &BackupRecord) -> u64 {
        let changes = record.changes(self.shelf.iter().map(|shelved| &shelved.assessment));
        changes.saturating_add(record.view_changes(&self.store.views(model).views))
    }

    /// What the person is to be reminded of.
    pub fn reminder(&self, model: &Model) -> Option<Reminder> {
        self.store.backup_record().reminder(with_completeness(model, &self.shelf))
    }

    /// Puts the reminder off.
    pub fn put_off_reminder(&mut self, model: &Model) {
        let mut record = self.store.backup_record();
        record.put_off(with_completeness(model, &self.shelf));
        self.save_record(&record);
    }

    /// Restores the chosen items of a plan. `suffix` is added to the names of copies that are kept beside what they are in
    /// conflict with.
    pub fn restore(
        &mut self,
        model: &Model,
        plan: &RestorePlan,
        chosen: impl Fn(usize, &RestoreItem) -> bool,
        suffix: &str,
    ) -> RestoreOutcome {
        let outcome = self.store.apply(model, plan, chosen, suffix);
        if let Some(settings) = &outcome.settings {
            self.set_settings(settings.clone());
        }
        self.take_restored(&outcome.assessments);
        if !outcome.assessments.is_empty() || !outcome.views.is_empty() {
            self.note_restored(model, &outcome, plan.backup_made());
        }
        for id in &outcome.views {
            self.follow_view(model, Some(&crate::store::view_key_of(id)));
        }
        // What is only a text here has to be read to be known, and the list of what is stored follows.
        let is_text = |written: &Written| match written {
            Written::Aside(_)
            | Written::ViewAdded(_)
            | Written::ViewMerged { .. }
            | Written::ViewBeside { .. } => true,
            Written::Added(id) => outcome.assessments.iter().all(|added| added.id != *id),
            _ => false,
        };
        if outcome.items.iter().any(|item| item.result.as_ref().is_ok_and(is_text)) {
            let found = self.store.read();
            self.take_in(found);
        }
        outcome
    }

    fn take_restored(&mut self, restored: &[Assessment]) {
        if restored.is_empty() {
            return;
        }
        let mut ahead = Vec::new();
        for restored in restored {
            let there = self.shelf.iter_mut().find(|there| there.assessment.id == restored.id);
            let (assessment, read_only) = match &there {
                // What could not be saved is only here.
                Some(there) => (merge(&there.assessment, restored), there.read_only.clone()),
                None => (restored.clone(), None),
            };
            if assessment != *restored && read_only.is_none() {
                ahead.push(assessment.clone());
            }
            let shelved = Arc::new(Shelved { assessment, read_only });
            match there {
                Some(there) => *there = shelved,
                None => self.shelf.push(shelved),
            }
        }
        // Otherwise what is stored, and the second copy of it, would be older than what is shown.
        for assessment in ahead {
            let saved = self.store.save(&assessment).map(drop);
            self.note_saved(&assessment.id, saved);
        }
        let all = std::mem::take(&mut self.shelf);
        self.shelf = order(all, |a, b| b.assessment.changed.cmp(&a.assessment.changed));
        self.changes.note(Part::Shelf);
    }

    /// What was added from a file is in a backup already: in that file.
    fn note_restored(&self, model: &Model, outcome: &RestoreOutcome, made: Option<Moment>) {
        let is_added = |shelved: &&Arc<Shelved>| {
            let id = &shelved.assessment.id;
            outcome.items.iter().any(|item| item.result == Ok(Written::Added(id.clone())))
        };
        let is_added_view = |view: &&ListedView| {
            let added = Written::ViewAdded(view.id.clone());
            outcome.items.iter().any(|item| item.result.as_ref() == Ok(&added))
        };
        let mut record = self.store.backup_record();
        let views = self.store.views(model).views;
        record.note_views(views.iter().filter(is_added_view));
        let added: Vec<Arc<Shelved>> = self.shelf.iter().filter(is_added).cloned().collect();
        record.note_restored(with_completeness(model, &added), None);
        // Only of a file that holds all there is now can it be said that it is the last backup.
        let changes = record.changes(self.shelf.iter().map(|shelved| &shelved.assessment));
        if changes == 0 && record.view_changes(&views) == 0 {
            record.at = record.at.max(made);
        }
        self.save_record(&record);
    }

    /// Says of everything in a backup what restoring it would do. Writes nothing.
    pub fn plan_restore(&self, model: &Model, backup: &Backup) -> RestorePlan {
        self.store.plan(model, backup)
    }
}

/// Each assessment, and whether everything that its profile asks is answered.
fn with_completeness<'a>(
    model: &'a Model,
    all: &'a [Arc<Shelved>],
) -> impl Iterator<Item = (&'a Assessment, bool)> + Clone {
    all.iter().map(move |shelved| {
        let assessment = &shelved.assessment;
        let mut asked = model.in_scope(assessment.profile).peekable();
        let is_complete = assessment.model.id == model.id
            && asked.peek().is_some()
            && asked.all(|practice| assessment.answer(&practice.id).is_some());
        (assessment, is_complete)
    })
}
