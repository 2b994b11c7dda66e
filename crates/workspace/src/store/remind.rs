//! When it is time for a backup: how much has changed since the last one, and what a person is reminded of.

use super::{
    BACKUPS, BackupRecord, KeyValue, ListedView, StorageError, Store, read_record, write_record,
};
use domain::assessment::{Assessment, AssessmentId, Moment, Revision};

/// After so many changes since the last backup there is a reminder. The full form has up to 65 practices, so this is a full
/// assessment with some notes: what nobody wants to do again, and hours apart.
pub const MANY_CHANGES: u64 = 100;

/// What a person is reminded of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// An assessment was completed and is in no backup.
    Completed(AssessmentId),
    /// So many changes are in no backup.
    Changes(u64),
}

impl BackupRecord {
    fn revision(&self, id: &AssessmentId) -> Revision {
        self.revisions.iter().find(|(known, _)| known == id).map_or(0, |(_, revision)| *revision)
    }

    /// How many changes are in no backup. Beginning an assessment is one.
    pub fn changes<'a>(&self, all: impl Iterator<Item = &'a Assessment>) -> u64 {
        all.fold(0, |sum, assessment| {
            sum.saturating_add(assessment.revision.saturating_sub(self.revision(&assessment.id)))
        })
    }

    /// What the person is to be reminded of, each occasion once. `all` says of every assessment whether it is complete.
    pub fn reminder<'a>(
        &self,
        all: impl Iterator<Item = (&'a Assessment, bool)> + Clone,
    ) -> Option<Reminder> {
        let done = all.clone().find(|(assessment, is_complete)| {
            *is_complete
                && !self.completed.contains(&assessment.id)
                && assessment.revision > self.revision(&assessment.id)
        });
        if let Some((assessment, _)) = done {
            return Some(Reminder::Completed(assessment.id.clone()));
        }
        let changes = self.changes(all.map(|(assessment, _)| assessment));
        (changes >= self.put_off.saturating_add(MANY_CHANGES)).then_some(Reminder::Changes(changes))
    }

    /// How many changes of these ecosystem views are in no backup.
    pub fn view_changes(&self, views: &[ListedView]) -> u64 {
        let backed_up = |view: &ListedView| {
            self.views.iter().find(|(id, _)| *id == view.id).map_or(0, |(_, revision)| *revision)
        };
        let changes = views.iter().map(|view| view.revision.saturating_sub(backed_up(view)));
        changes.fold(0, Revision::saturating_add)
    }

    /// Notes that these ecosystem views are in a backup as they are now.
    pub fn note_views<'a>(&mut self, views: impl Iterator<Item = &'a ListedView>) {
        for view in views {
            self.views.retain(|(id, _)| *id != view.id);
            self.views.push((view.id.clone(), view.revision));
        }
    }

    /// Notes that a backup of everything was made.
    pub fn note_backup<'a>(
        &mut self,
        all: impl Iterator<Item = (&'a Assessment, bool)>,
        at: Moment,
    ) {
        *self = Self { asked: self.asked, ..Self::default() };
        self.note_restored(all, Some(at));
    }

    /// Notes that these assessments were added from a backup, which was made at this moment if that is known.
    pub fn note_restored<'a>(
        &mut self,
        all: impl Iterator<Item = (&'a Assessment, bool)>,
        at: Option<Moment>,
    ) {
        self.at = self.at.max(at);
        for (assessment, is_complete) in all {
            self.revisions.retain(|(id, _)| *id != assessment.id);
            self.revisions.push((assessment.id.clone(), assessment.revision));
            self.note_completed(assessment, is_complete);
        }
    }

    /// Puts the reminder off, until something else is completed or as much again has changed.
    pub fn put_off<'a>(&mut self, all: impl Iterator<Item = (&'a Assessment, bool)> + Clone) {
        self.put_off = self.changes(all.clone().map(|(assessment, _)| assessment));
        for (assessment, is_complete) in all {
            self.note_completed(assessment, is_complete);
        }
    }

    fn note_completed(&mut self, assessment: &Assessment, is_complete: bool) {
        if is_complete && !self.completed.contains(&assessment.id) {
            self.completed.push(assessment.id.clone());
        }
    }
}

impl<K: KeyValue> Store<K> {
    /// What this device knows of its backups.
    pub fn backup_record(&self) -> BackupRecord {
        let text = self.storage.get(BACKUPS).ok().flatten();
        text.map(|text| read_record(&text)).unwrap_or_default()
    }

    /// Saves what this device knows of its backups. Failing to is no harm.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn save_backup_record(&self, record: &BackupRecord) -> Result<(), StorageError> {
        self.write(BACKUPS, &write_record(record))
    }
}
