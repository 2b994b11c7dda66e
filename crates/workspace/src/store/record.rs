//! What a device knows of its own backups: when the last one was made, what it held, and which reminders are dealt with.

use base::json::{Node, table};
use domain::assessment::{AssessmentId, Moment, Revision, ViewId};
use domain::wire::APP;

/// The schema of the record that this version writes.
pub const RECORD_SCHEMA: u64 = 1;

/// The largest record that is read, in bytes; two thousand assessments need less.
const MAX_BYTES: usize = 500_000;

/// The backups of a device. Losing it loses no work: then it is as if there had been none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupRecord {
    /// When the last backup was made, or the one was that was restored last.
    pub at: Option<Moment>,
    /// The revision in which each assessment is in a backup.
    pub revisions: Vec<(AssessmentId, Revision)>,
    /// The same of each ecosystem view.
    pub views: Vec<(ViewId, Revision)>,
    /// Complete assessments that need no reminder any more.
    pub completed: Vec<AssessmentId>,
    /// How many changes since the last backup there were when a reminder was put off.
    pub put_off: u64,
    /// Whether the browser was asked to keep everything until it is deleted. Some ask the person in turn, and once is enough.
    pub asked: bool,
}

/// The record as it is stored.
pub fn write_record(record: &BackupRecord) -> String {
    let revisions = record.revisions.iter();
    let revisions = revisions.map(|(id, revision)| (id.as_str().to_owned(), (*revision).into()));
    let views = record.views.iter();
    let views = views.map(|(id, revision)| (id.as_str().to_owned(), (*revision).into()));
    let completed = record.completed.iter().map(|id| id.as_str().into());
    table([
        ("app", APP.into()),
        ("kind", "backups".into()),
        ("schema", RECORD_SCHEMA.into()),
        ("at", record.at.map_or(Node::Null, Node::from)),
        ("revisions", Node::Table(revisions.collect())),
        ("views", Node::Table(views.collect())),
        ("completed", Node::List(completed.collect())),
        ("put_off", record.put_off.into()),
        ("asked", u64::from(record.asked).into()),
    ])
    .to_json()
}

/// Reads a stored record. What is not understood counts as not there.
pub fn read_record(text: &str) -> BackupRecord {
    let Ok(node) = Node::parse(text, MAX_BYTES) else { return BackupRecord::default() };
    let whole = |key: &str| node.get(key).and_then(Node::as_whole);
    let entries = |key: &str| match node.get(key) {
        Some(Node::Table(entries)) => entries.as_slice(),
        _ => &[],
    };
    let revisions = entries("revisions").iter();
    let revisions =
        revisions.filter_map(|(id, n)| Some((AssessmentId::new(id)?, n.as_whole()?))).collect();
    let views = entries("views").iter();
    let views = views.filter_map(|(id, n)| Some((ViewId::new(id)?, n.as_whole()?))).collect();
    let completed = match node.get("completed") {
        Some(Node::List(ids)) => {
            ids.iter().filter_map(|id| AssessmentId::new(id.as_text()?)).collect()
        }
        _ => Vec::new(),
    };
    BackupRecord {
        at: whole("at"),
        revisions,
        views,
        completed,
        put_off: whole("put_off").unwrap_or_default(),
        asked: whole("asked") == Some(1),
    }
}
