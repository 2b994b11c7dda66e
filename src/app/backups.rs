//! Making backups, restoring them, and when to remind of one. Only what is loaded later reaches it.

use leptos::prelude::*;

use super::App;
use crate::platform;
use base::order::order;
use cohort::document::{ViewError, ViewHead, read_view_head};
use domain::{
    assessment::{Assessment, merge},
    wire::Backup,
};
use workspace::store::{
    BackupRecord, ListedView, Reminder, RestoreItem, RestoreOutcome, Shelved, Written,
};

impl App {
    /// Hands a backup of everything to the browser as a file and notes when. Returns whether the browser took it.
    pub fn back_up(self) -> bool {
        let done = self.download_backup();
        if done {
            self.note_backup();
        }
        done
    }

    /// A backup of everything, for copying.
    pub fn backup_to_copy(self) -> String {
        self.backup_text(platform::now())
    }

    /// Saves what is not saved yet. Returns whether everything is saved then.
    pub fn save_all(self) -> bool {
        let is_saved =
            || self.unsaved.with_untracked(Vec::is_empty) && self.unsaved_view().is_none();
        if !is_saved() {
            self.retry();
        }
        is_saved()
    }

    /// Notes that everything is in a backup now.
    pub fn note_backup(self) {
        let mut record = self.backup_record();
        self.shelf.with_untracked(|shelf| {
            record.note_backup(self.with_completeness(shelf), platform::now());
        });
        record.note_views(self.store.views(self.model()).views.iter());
        self.save_record(&record);
    }

    /// What is known of the backups of this browser.
    pub fn backup_record(self) -> BackupRecord {
        self.store.backup_record()
    }

    /// Without it a reminder comes once more: no harm.
    pub(super) fn save_record(self, record: &BackupRecord) {
        _ = self.store.save_backup_record(record);
    }

    /// Each assessment, and whether everything that its profile asks is answered.
    fn with_completeness(
        self,
        all: &[Shelved],
    ) -> impl Iterator<Item = (&Assessment, bool)> + Clone {
        all.iter().map(move |shelved| {
            let assessment = &shelved.assessment;
            let model = self.model();
            let mut asked = model.in_scope(assessment.profile).peekable();
            let is_complete = assessment.model.id == model.id
                && asked.peek().is_some()
                && asked.all(|practice| assessment.answer(&practice.id).is_some());
            (assessment, is_complete)
        })
    }

    /// How many changes are in no backup, those of ecosystem views among them. Follows the assessments.
    pub fn changes_since_backup(self, record: &BackupRecord) -> u64 {
        let changes = self
            .shelf
            .with(|shelf| record.changes(shelf.iter().map(|shelved| &shelved.assessment)));
        changes.saturating_add(record.view_changes(&self.store.views(self.model()).views))
    }

    /// What the person is to be reminded of. Follows the assessments.
    pub fn reminder(self) -> Option<Reminder> {
        let record = self.backup_record();
        self.shelf.with(|shelf| record.reminder(self.with_completeness(shelf)))
    }

    /// Puts the reminder off.
    pub fn put_off_reminder(self) {
        let mut record = self.backup_record();
        self.shelf.with_untracked(|shelf| record.put_off(self.with_completeness(shelf)));
        self.save_record(&record);
    }

    /// Whether this browser has settings of its own, which restoring does not touch.
    pub fn has_settings(self) -> bool {
        self.store.settings().is_some()
    }

    /// Whether there is any ecosystem view on this device.
    pub fn has_views(self) -> bool {
        self.store.has_views()
    }

    /// Looks at all ecosystem views, so that what of them cannot be read is put aside and listed.
    pub fn check_views(self) {
        let aside = self.store.views(self.model()).set_aside;
        let there = self.set_aside.get_untracked();
        let new: Vec<_> = aside.into_iter().filter(|aside| !there.contains(aside)).collect();
        if !new.is_empty() {
            self.set_aside.update(|all| all.extend(new));
        }
    }

    /// What can be said of the ecosystem view under a key; `None` if it cannot be read.
    pub fn view_head(self, key: &str) -> Option<ViewHead> {
        let text = self.store.raw(key).ok()??;
        match read_view_head(&text) {
            Ok(head) => Some(head),
            Err(ViewError::Newer { head, .. }) => head.map(|head| *head),
            Err(_) => None,
        }
    }

    /// Says of everything in a backup what restoring it would do. Writes nothing.
    pub fn preview(self, backup: &Backup) -> Vec<RestoreItem> {
        self.store.preview(self.model(), backup)
    }

    /// Restores the chosen items of a backup and shows what there is then. `suffix` is added to the names of copies that are
    /// kept beside what they are in conflict with.
    pub fn restore(
        self,
        backup: &Backup,
        chosen: impl Fn(usize) -> bool,
        suffix: &str,
    ) -> RestoreOutcome {
        let outcome = self.store.restore(self.model(), backup, chosen, suffix);
        if let Some(settings) = &outcome.settings {
            self.settings.set(settings.clone());
        }
        if !outcome.assessments.is_empty() {
            self.shelf.update(|shelf| {
                for restored in &outcome.assessments {
                    let there = shelf.iter_mut().find(|s| s.assessment.id == restored.id);
                    match there {
                        // What could not be saved is only here.
                        Some(there) => there.assessment = merge(&there.assessment, restored),
                        None => {
                            let assessment = restored.clone();
                            shelf.push(Shelved { assessment, read_only: None });
                        }
                    }
                }
                let all = std::mem::take(shelf);
                *shelf = order(all, |a, b| b.assessment.changed.cmp(&a.assessment.changed));
            });
        }
        if !outcome.assessments.is_empty() || !outcome.views.is_empty() {
            self.note_restored(&outcome, backup);
        }
        // What is only a text here has to be read to be known, and the list of what is stored follows.
        let as_text = |written: &Written| match written {
            Written::Aside(_)
            | Written::ViewAdded(_)
            | Written::ViewMerged { .. }
            | Written::ViewBeside { .. } => true,
            Written::Added(id) => outcome.assessments.iter().all(|added| added.id != *id),
            _ => false,
        };
        if outcome.items.iter().any(|item| item.result.as_ref().is_ok_and(as_text)) {
            self.take_in(self.store.read());
        }
        outcome
    }

    /// What was added from a file is in a backup already: in that file.
    fn note_restored(self, outcome: &RestoreOutcome, backup: &Backup) {
        let is_added = |shelved: &&Shelved| {
            let id = &shelved.assessment.id;
            outcome.items.iter().any(|item| item.result == Ok(Written::Added(id.clone())))
        };
        let is_added_view = |view: &&ListedView| {
            let added = Written::ViewAdded(view.id.clone());
            outcome.items.iter().any(|item| item.result.as_ref() == Ok(&added))
        };
        let mut record = self.backup_record();
        let views = self.store.views(self.model()).views;
        record.note_views(views.iter().filter(is_added_view));
        self.shelf.with_untracked(|shelf| {
            let added: Vec<Shelved> = shelf.iter().filter(is_added).cloned().collect();
            record.note_restored(self.with_completeness(&added), None);
            // Only of a file that holds all there is now can it be said that it is the last backup.
            let changes = record.changes(shelf.iter().map(|shelved| &shelved.assessment));
            if changes == 0 && record.view_changes(&views) == 0 {
                record.at = record.at.max(backup.created);
            }
        });
        self.save_record(&record);
    }
}
