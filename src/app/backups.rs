//! Making backups, restoring them, and when to remind of one. Only what is loaded later reaches it.

use leptos::prelude::*;

use super::App;
use cohort::document::ViewHead;
use domain::wire::Backup;
use workspace::store::{BackupRecord, Reminder, RestoreItem, RestoreOutcome, RestorePlan};

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
        self.desk().backup()
    }

    /// Saves what is not saved yet. Returns whether everything is saved then.
    pub fn save_all(self) -> bool {
        let mut desk = self.desk();
        let is_saved = desk.save_all(self.model());
        self.show(desk);
        is_saved
    }

    /// Notes that everything is in a backup now.
    pub fn note_backup(self) {
        self.desk().note_backup(self.model());
    }

    /// What is known of the backups of this browser.
    pub fn backup_record(self) -> BackupRecord {
        self.desk().store().backup_record()
    }

    /// Without it a reminder comes once more: no harm.
    pub(super) fn save_record(self, record: &BackupRecord) {
        self.desk().save_record(record);
    }

    /// How many changes are in no backup, those of ecosystem views among them. Follows the assessments.
    pub fn changes_since_backup(self, record: &BackupRecord) -> u64 {
        self.shelf.track();
        self.desk().changes_since_backup(self.model(), record)
    }

    /// What the person is to be reminded of. Follows the assessments.
    pub fn reminder(self) -> Option<Reminder> {
        self.shelf.track();
        self.desk().reminder(self.model())
    }

    /// Puts the reminder off.
    pub fn put_off_reminder(self) {
        self.desk().put_off_reminder(self.model());
    }

    /// Whether this browser has settings of its own, which restoring does not touch.
    pub fn has_settings(self) -> bool {
        self.desk().store().settings().is_some()
    }

    /// Whether there is any ecosystem view on this device.
    pub fn has_views(self) -> bool {
        self.desk().store().has_views()
    }

    /// Looks at all ecosystem views, so that what of them cannot be read is put aside and listed.
    pub fn check_views(self) {
        let mut desk = self.desk();
        _ = desk.views(self.model());
        self.show(desk);
    }

    /// What can be said of the ecosystem view under a key; `None` if it cannot be read.
    pub fn view_head(self, key: &str) -> Option<ViewHead> {
        self.desk().view_head(key)
    }

    /// Says of everything in a backup what restoring it would do. Writes nothing.
    pub fn plan_restore(self, backup: &Backup) -> RestorePlan {
        self.desk().plan_restore(self.model(), backup)
    }

    /// Restores the chosen items of a plan and shows what there is then. `suffix` is added to the names of copies that are
    /// kept beside what they are in conflict with.
    pub fn restore(
        self,
        plan: &RestorePlan,
        chosen: impl Fn(usize, &RestoreItem) -> bool,
        suffix: &str,
    ) -> RestoreOutcome {
        let mut desk = self.desk();
        let outcome = desk.restore(self.model(), plan, chosen, suffix);
        self.show(desk);
        outcome
    }
}
