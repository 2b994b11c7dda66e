//! What is written outside: stored documents, settings, backups.
//!
//! Owns the versions of these formats and their conversion by hand, so that domain types stay free of compatibility.
//! Formats are append-only: every version that was ever written keeps loading. Must not know where texts are kept.

mod assessment;
mod backup;
mod settings;

pub use assessment::{AssessmentError, read_assessment, write_assessment};
pub use backup::write_backup;
pub use settings::{Settings, Theme, read_settings, write_settings};

/// The name of the app in everything it writes, so that a file says what it is.
pub const APP: &str = "twelvefold";

/// The schema of the documents that this version writes.
pub const SCHEMA: u64 = 1;

/// The largest stored document that is read, in bytes. Above the largest that can be written: a note of full length, in
/// the characters that take most room, on every practice of the largest model.
pub const MAX_DOCUMENT_BYTES: usize = 12_000_000;
