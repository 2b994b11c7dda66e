//! A backup: everything that is kept on a device in one file.

use super::{APP, assessment::assessment_node};
use crate::{
    assessment::{Assessment, Moment},
    json::{Node, table},
};

/// The schema of the backups that this version writes. The assessments in it have their own.
pub const BACKUP_SCHEMA: u64 = 1;

/// A backup as JSON: the documents of all assessments, and under `set_aside` the raw texts that could not be read, by
/// their keys, so that nothing is lost by moving to another device.
pub fn write_backup<'a>(
    assessments: impl Iterator<Item = &'a Assessment>,
    set_aside: &[(String, String)],
    now: Moment,
) -> String {
    let raw = set_aside.iter().map(|(key, text)| (key.clone(), Node::Text(text.clone())));
    table([
        ("app", APP.into()),
        ("kind", "backup".into()),
        ("schema", BACKUP_SCHEMA.into()),
        ("created", now.into()),
        ("assessments", Node::List(assessments.map(assessment_node).collect())),
        ("set_aside", Node::Table(raw.collect())),
    ])
    .to_json()
}
