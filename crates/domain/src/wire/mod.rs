//! What is written outside: stored documents, settings, backups.
//!
//! Owns the versions of these formats and their conversion by hand, so that domain types stay free of compatibility.
//! Formats are append-only: every version that was ever written keeps loading. Must not know where texts are kept.

pub mod parts;
mod assessment;
mod settings;
mod view;
mod backup;

pub use assessment::{
    ASSESSMENT_SCHEMA, AssessmentError, assessment_node, read_assessment, write_assessment,
};
pub use backup::{
    BACKUP_SCHEMA, Backup, BackupError, BackupKind, BackupPart, MAX_BACKUP_BYTES, backup_file_name,
    read_backup, view_document, write_backup,
};
pub use settings::{SETTINGS_SCHEMA, Settings, Theme, read_settings, write_settings};
pub use view::{MAX_VIEW_BYTES, VIEW_SCHEMA, newer_view_schema};

/// The name of the app in everything it writes, so that a file says what it is.
pub const APP: &str = "twelvefold";

/// The largest stored document that is read, in bytes. Above the largest that can be written: a note of full length, in
/// the characters that take most room, on every practice of the largest model, and a full plan of such actions.
pub const MAX_DOCUMENT_BYTES: usize = 15_000_000;
