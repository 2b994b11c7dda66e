//! A backup: everything that is kept on a device in one file, and reading it back.
//!
//! ```json
//! {"app":"twelvefold","kind":"backup","schema":1,"created":1790000000000,
//!  "settings":{"app":"twelvefold","kind":"settings","schema":1,"theme":"dark","language":null,"shortcuts":true},
//!  "assessments":[{"app":"twelvefold","kind":"assessment","schema":2,"id":"k3j9x2abcdef"}],
//!  "views":[{"app":"twelvefold","kind":"view","schema":1,"id":"h7m2p9qrstuv"}],
//!  "set_aside":{"twelvefold:aside:a:torn:1":"{\"app\":\"twel"}}
//! ```
//!
//! What is read back can also be one assessment or one view alone, a result with the assessment in it, or the rescue file
//! that `boot.js` makes when the app cannot: all stored texts by their keys. `docs/formats.md` describes every field.

use std::fmt;

use super::{
    APP, AssessmentError, MAX_VIEW_BYTES, Settings,
    assessment::{assessment_node, read_assessment_node},
    parts,
    settings::{read_settings_node, settings_node},
    view::is_view,
};
use crate::assessment::{Assessment, AssessmentId, Date, Moment};
use base::{
    json::{Fault, Node, NotJson, Problem, Problems, Reader, Unreadable},
    order::order,
};

/// The schema of the backups that this version writes. The assessments in it have their own.
pub const BACKUP_SCHEMA: u64 = 1;

/// The largest file that is read, in bytes. A browser gives a site about five million letters.
pub const MAX_BACKUP_BYTES: usize = 20_000_000;

/// The most assessments, and the most texts, that are read of one file; many times what a browser has room for.
const MAX_PARTS: usize = 2_000;

/// The most that is shown of a word that somebody else wrote.
const MAX_WORD: usize = 60;

/// A backup as JSON: the documents of all assessments and of all ecosystem views, the settings of the device, and under
/// `set_aside` the raw texts that could not be read, by their keys, so that nothing is lost by moving to another device.
pub fn write_backup<'a>(
    assessments: impl Iterator<Item = &'a Assessment>,
    views: Vec<Node>,
    settings: Option<&Settings>,
    set_aside: &[(String, String)],
    now: Moment,
) -> String {
    let raw = set_aside.iter().map(|(key, text)| (key.clone(), Node::Text(text.clone())));
    let mut document = vec![
        ("app", APP.into()),
        ("kind", "backup".into()),
        ("schema", BACKUP_SCHEMA.into()),
        ("created", now.into()),
        ("settings", settings.map_or(Node::Null, settings_node)),
        ("assessments", Node::List(assessments.map(assessment_node).collect())),
    ];
    // Versions of the app that do not know views read everything else.
    if !views.is_empty() {
        document.push(("views", Node::List(views)));
    }
    document.push(("set_aside", Node::Table(raw.collect())));
    parts::table_of(document).to_json()
}

/// A stored view as a tree, to be part of a backup. `None` if it is no view of a schema that this version knows; its text
/// is to be kept as it is then.
pub fn view_document(text: &str) -> Option<Node> {
    Node::parse(text, MAX_VIEW_BYTES).ok().filter(is_view)
}

/// What a backup made at this moment is called: `twelvefold-backup-2026-11-03.json`. Give the
/// moment moved by the time zone, for the day where the person is.
pub fn backup_file_name(now: Moment) -> String {
    match Date::of(now) {
        Some(day) => format!("twelvefold-backup-{day}.json"),
        None => "twelvefold-backup.json".to_owned(),
    }
}

/// What kind of file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupKind {
    /// A backup of a device.
    Backup,
    /// One assessment, as it is stored.
    Assessment,
    /// A result with its assessment.
    Result,
    /// One ecosystem view, as it is stored.
    View,
    /// What was stored, as it was, saved without the app.
    Rescue,
}

/// A file that was read back. Nothing of it is stored yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Backup {
    /// What it is.
    pub kind: BackupKind,
    /// When it was made, if it says so.
    pub created: Option<Moment>,
    /// The settings of the device it was made on.
    pub settings: Option<Settings>,
    /// Its assessments, in the order of the file. An id can occur more than once.
    pub parts: Vec<BackupPart>,
    /// The documents of its ecosystem views. Whether they can be opened depends on the model that is in use.
    pub views: Vec<Node>,
    /// Texts as they were stored, by the keys they had. In a rescue file assessments, views and settings are among them.
    pub texts: Vec<(String, String)>,
    /// What is wrong with the file itself. Problems of single assessments stand with these.
    pub problems: Vec<Problem>,
}

impl Backup {
    /// Several files as one, so that what they have in common is restored once. Of settings the newest count.
    #[must_use]
    pub fn join(files: Vec<Self>) -> Self {
        let mut all = empty(BackupKind::Backup);
        for file in order(files, |a, b| b.created.cmp(&a.created)) {
            all.created = all.created.or(file.created);
            all.settings = all.settings.or(file.settings);
            all.parts.extend(file.parts);
            all.views.extend(file.views);
            all.texts.extend(file.texts);
            all.problems.extend(file.problems);
        }
        all
    }
}

/// One assessment of a backup.
#[derive(Clone, Debug, PartialEq)]
pub enum BackupPart {
    /// It can be restored.
    Read {
        /// The assessment.
        assessment: Box<Assessment>,
        /// What of it could not be read and is left out.
        problems: Vec<Problem>,
        /// Its text, if something is left out.
        text: Option<String>,
    },
    /// It was written by a newer version of the app.
    Newer {
        /// Its id, if it has one.
        id: Option<AssessmentId>,
        /// The schema it was written with.
        schema: u64,
        /// What can be understood of it.
        readable: Option<Box<Assessment>>,
        /// Its text.
        text: String,
    },
    /// It is no assessment.
    Unreadable {
        /// Why.
        problems: Vec<Problem>,
        /// Its text.
        text: String,
    },
}

/// Why a file could not be read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupError {
    /// Larger than any backup; it was not looked at.
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The most that is accepted.
        limit: usize,
    },
    /// It is cut off: what is there is right as far as it goes. An empty file is one of these.
    Truncated,
    /// It is not JSON, or nested deeper than any backup.
    NotJson(NotJson),
    /// It is JSON, but not of this app; with the name of the app if it has one.
    OtherApp(Option<String>),
    /// It is of this app, but of a kind that cannot be restored; with the kind if it has one.
    OtherKind(Option<String>),
    /// It was written by a newer version of the app.
    Newer {
        /// The schema it was written with.
        schema: u64,
    },
    /// It should be an assessment, or have one, and is not whole.
    NotAnAssessment(Vec<Problem>),
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes, limit } => write!(f, "{bytes} bytes, more than {limit}"),
            Self::Truncated => f.write_str("ends too early"),
            Self::NotJson(not) => write!(f, "not JSON: {}", not.reason),
            Self::OtherApp(app) => write!(f, "of another app: {}", app.as_deref().unwrap_or("?")),
            Self::OtherKind(kind) => {
                write!(f, "of another kind: {}", kind.as_deref().unwrap_or("?"))
            }
            Self::Newer { schema } => write!(f, "written with the newer schema {schema}"),
            Self::NotAnAssessment(problems) => {
                f.write_str("not an assessment")?;
                problems.iter().try_for_each(|problem| write!(f, "; {problem}"))
            }
        }
    }
}

/// Reads a backup, an assessment, a result or a rescue file. What of it cannot be read is listed and does not stop the
/// rest. Nothing is stored by reading.
///
/// # Errors
/// When there is nothing to restore in such a file: see [`BackupError`].
pub fn read_backup(text: &str) -> Result<Backup, BackupError> {
    // Some editors put a mark in front when they save.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let node = Node::parse(text, MAX_BACKUP_BYTES).map_err(|reason| match reason {
        Unreadable::TooLarge { bytes, limit } => BackupError::TooLarge { bytes, limit },
        Unreadable::NotJson(not) if not.ends_early => BackupError::Truncated,
        Unreadable::NotJson(not) => BackupError::NotJson(not),
    })?;
    let word = |key: &str| {
        let word = node.get(key).and_then(Node::as_text);
        word.map(|word| word.chars().take(MAX_WORD).collect::<String>())
    };
    if word("app").as_deref() != Some(APP) {
        return Err(BackupError::OtherApp(word("app")));
    }
    match word("kind").as_deref() {
        Some("backup") => read_whole(&node),
        Some("assessment") => read_single(BackupKind::Assessment, &node),
        Some("result") => {
            read_single(BackupKind::Result, node.get("assessment").unwrap_or(&Node::Null))
        }
        Some("rescue") => Ok(read_rescue(&node)),
        Some("view") => Ok(Backup { views: vec![node], ..empty(BackupKind::View) }),
        _ => Err(BackupError::OtherKind(word("kind"))),
    }
}

fn empty(kind: BackupKind) -> Backup {
    Backup {
        kind,
        created: None,
        settings: None,
        parts: Vec::new(),
        views: Vec::new(),
        texts: Vec::new(),
        problems: Vec::new(),
    }
}

fn read_whole(node: &Node) -> Result<Backup, BackupError> {
    let problems = Problems::default();
    let root = Reader::new(node, &problems);
    let schema = root.whole("schema", 1..=u64::MAX);
    if schema > BACKUP_SCHEMA {
        return Err(BackupError::Newer { schema });
    }
    let settings = node.get("settings").and_then(read_settings_node);
    if settings.is_none() && root.has("settings") {
        root.note("settings", Fault::Unknown("settings".to_owned()));
    }
    let parts = documents(&root, "assessments").map(read_part).collect();
    let views =
        if root.has("views") { documents(&root, "views").cloned().collect() } else { Vec::new() };
    let texts = read_texts(&root, "set_aside");
    let created = node.get("created").and_then(Node::as_whole);
    let problems = problems.into_list();
    Ok(Backup { created, settings, parts, views, texts, problems, ..empty(BackupKind::Backup) })
}

/// The entries of a list of documents, as many as are read.
fn documents<'a>(root: &Reader<'a>, key: &str) -> impl Iterator<Item = &'a Node> + use<'a> {
    let list = match root.node().get(key) {
        Some(Node::List(list)) => list.as_slice(),
        _ => {
            // Notes what is wrong.
            drop(root.list(key));
            &[]
        }
    };
    if list.len() > MAX_PARTS {
        let expected = format!("at most {MAX_PARTS}");
        root.note(key, Fault::Count { expected, found: list.len() });
    }
    list.iter().take(MAX_PARTS)
}

fn read_rescue(node: &Node) -> Backup {
    let problems = Problems::default();
    let root = Reader::new(node, &problems);
    if !root.has("entries") {
        root.note("entries", Fault::Missing);
    }
    let texts = read_texts(&root, "entries");
    Backup { texts, problems: problems.into_list(), ..empty(BackupKind::Rescue) }
}

fn read_single(kind: BackupKind, node: &Node) -> Result<Backup, BackupError> {
    match read_part(node) {
        BackupPart::Newer { schema, .. } => Err(BackupError::Newer { schema }),
        BackupPart::Unreadable { problems, .. } => Err(BackupError::NotAnAssessment(problems)),
        part @ BackupPart::Read { .. } => Ok(Backup { parts: vec![part], ..empty(kind) }),
    }
}

fn read_part(node: &Node) -> BackupPart {
    match read_assessment_node(node) {
        Ok((assessment, problems)) => {
            let text = (!problems.is_empty()).then(|| node.to_json());
            BackupPart::Read { assessment: Box::new(assessment), problems, text }
        }
        Err(AssessmentError::Newer { schema, readable }) => {
            let id = node.get("id").and_then(Node::as_text).and_then(AssessmentId::new);
            BackupPart::Newer { id, schema, readable, text: node.to_json() }
        }
        Err(AssessmentError::NotAnAssessment(problems)) => {
            BackupPart::Unreadable { problems, text: node.to_json() }
        }
        // A tree is never unreadable as a text.
        Err(AssessmentError::Unreadable(_)) => {
            BackupPart::Unreadable { problems: Vec::new(), text: node.to_json() }
        }
    }
}

/// Texts by key. Of a key that is there twice, both texts are kept.
fn read_texts(root: &Reader<'_>, key: &str) -> Vec<(String, String)> {
    let Some(part) = root.optional(key) else { return Vec::new() };
    let Node::Table(entries) = part.node() else {
        // Notes that it is no table.
        drop(part.entries());
        return Vec::new();
    };
    if entries.len() > MAX_PARTS {
        let expected = format!("at most {MAX_PARTS}");
        root.note(key, Fault::Count { expected, found: entries.len() });
    }
    let mut texts = Vec::new();
    for (name, node) in entries.iter().take(MAX_PARTS) {
        if let Some(text) = node.as_text() {
            texts.push((name.clone(), text.to_owned()));
        } else {
            let found: String = node.to_json().chars().take(MAX_WORD).collect();
            part.note(name, Fault::Unknown(found));
        }
    }
    texts
}
