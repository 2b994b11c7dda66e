//! The stored document of one assessment, schema 2.
//!
//! ```json
//! {"app":"twelvefold","kind":"assessment","schema":2,"id":"k3j9x2abcdef","revision":12,
//!  "model":{"id":"ecosystem-collaboration","version":"0.1.0"},
//!  "header":{"revision":1,"name":"Port logistics",
//!            "profile":{"role":"member","scale":"curated","stage":"management","form":"short"}},
//!  "created":1790000000000,"changed":1790000100000,"follows":"h7m2p9qrstuv","response":172839405162,
//!  "answers":{"rm-framework":{"revision":4,"value":3,"evidence":2,"note":"seen in May","note_revision":7}},
//!  "aims":{"relationship-management":{"revision":8,"target":4,"impact":3}},
//!  "plan":{"rm-framework:3":{"revision":9,"principle":"relationship-management","words":"Name the owners",
//!                            "owner":"Ines","due":"2027-02-28","horizon":"now","state":"taken"}},
//!  "competencies":{"listening":{"revision":11,"own":4,"others":"unknown"}}}
//! ```
//!
//! `value` is 1 to 5, `"na"`, `"unknown"` or, for an answer that was taken back, missing. `evidence` is missing for an
//! opinion and `note` when it is empty. Times are milliseconds since 1970, dates are days. `own` and `others` are 1 to 5
//! or `"unknown"`. What was not set, not said or is empty is missing, whole parts included; `state` is missing for an
//! action about which nothing was decided.
//!
//! Schema 1 had no `follows`, `response`, `aims`, `plan` and `competencies` and is otherwise the same. An app that knows
//! only schema 1 would drop them, so it must not write over a document that can have them. `docs/formats.md` describes
//! every field.

use std::fmt;

use super::{APP, MAX_DOCUMENT_BYTES, parts};
use crate::{
    assessment::{
        Answer, Assessment, AssessmentId, Entry, Evidence, LAST_REVISION, ModelVersion, NAME_LIMIT,
        NOTE_LIMIT, ResponseId, Revision,
    },
    model::{Form, Level, Profile, Role, Scale, Stage},
};
use base::{
    json::{Fault, Node, Problem, Problems, Reader, Unreadable, table},
    sorted::Sorted,
};

/// The schema of the documents that this version writes.
pub const ASSESSMENT_SCHEMA: u64 = 2;

/// The largest number for times, 2⁵³.
const MAX_WHOLE: u64 = 9_007_199_254_740_992;

/// Why a document is not an assessment that can be opened for writing.
#[derive(Clone, Debug, PartialEq)]
pub enum AssessmentError {
    /// Not a document at all.
    Unreadable(Unreadable),
    /// A document, but not of this app or not an assessment, or without what every assessment has.
    NotAnAssessment(Vec<Problem>),
    /// Written by a newer version of the app.
    Newer {
        /// The schema it was written with.
        schema: u64,
        /// What can be understood of it, for looking at.
        readable: Option<Box<Assessment>>,
    },
}

impl fmt::Display for AssessmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => reason.fmt(f),
            Self::Newer { schema, .. } => {
                write!(f, "schema {schema}, newer than {ASSESSMENT_SCHEMA}")
            }
            Self::NotAnAssessment(problems) => {
                f.write_str("not an assessment")?;
                problems.iter().try_for_each(|problem| write!(f, "; {problem}"))
            }
        }
    }
}

/// The document as a tree, for storing alone or as part of a backup or a result.
pub fn assessment_node(assessment: &Assessment) -> Node {
    let Profile { role, scale, stage, form } = assessment.profile;
    let profile = table([
        ("role", role.id().into()),
        ("scale", scale.id().into()),
        ("stage", stage.id().into()),
        ("form", form.id().into()),
    ]);
    let header = table([
        ("revision", assessment.header_revision.into()),
        ("name", assessment.name.as_str().into()),
        ("profile", profile),
    ]);
    let model = table([
        ("id", assessment.model.id.as_str().into()),
        ("version", assessment.model.version.as_str().into()),
    ]);
    let answers =
        assessment.entries.iter().map(|(practice, entry)| (practice.clone(), entry_node(entry)));
    let mut document = vec![
        ("app", APP.into()),
        ("kind", "assessment".into()),
        ("schema", ASSESSMENT_SCHEMA.into()),
        ("id", assessment.id.as_str().into()),
        ("revision", assessment.revision.into()),
        ("model", model),
        ("header", header),
        ("created", assessment.created.into()),
        ("changed", assessment.changed.into()),
    ];
    if let Some(follows) = &assessment.follows {
        document.push(("follows", follows.as_str().into()));
    }
    if let Some(response) = assessment.response {
        document.push(("response", response.bits().into()));
    }
    document.push(("answers", Node::Table(answers.collect())));
    document.extend(parts::nodes(assessment));
    parts::table_of(document)
}

fn entry_node(entry: &Entry) -> Node {
    let mut fields = vec![("revision".to_owned(), entry.revision.into())];
    match entry.answer {
        Some(Answer::Rated(level)) => {
            fields.push(("value".to_owned(), u64::from(level.number()).into()));
        }
        Some(other) => fields.push(("value".to_owned(), other.token().into())),
        None => {}
    }
    if entry.evidence != Evidence::default() {
        fields.push(("evidence".to_owned(), u64::from(entry.evidence.number()).into()));
    }
    if !entry.note.is_empty() {
        fields.push(("note".to_owned(), entry.note.as_str().into()));
    }
    if !entry.note.is_empty() || entry.note_revision > 0 {
        fields.push(("note_revision".to_owned(), entry.note_revision.into()));
    }
    Node::Table(fields)
}

/// The stored document of an assessment, as compact JSON.
pub fn write_assessment(assessment: &Assessment) -> String {
    assessment_node(assessment).to_json()
}

/// Reads a stored document. With the assessment come the problems of single answers, which were left out: whoever saves
/// over the document must keep its text first if there are any.
pub fn read_assessment(text: &str) -> Result<(Assessment, Vec<Problem>), AssessmentError> {
    let node = Node::parse(text, MAX_DOCUMENT_BYTES).map_err(AssessmentError::Unreadable)?;
    read_assessment_node(&node)
}

/// The same from a tree, which can be part of another document.
pub(super) fn read_assessment_node(
    node: &Node,
) -> Result<(Assessment, Vec<Problem>), AssessmentError> {
    let schema = node.get("schema").and_then(Node::as_whole);
    if let Some(schema) = schema.filter(|schema| *schema > ASSESSMENT_SCHEMA) {
        let readable = read_known_schema(node).ok().map(|(assessment, _)| Box::new(assessment));
        return Err(AssessmentError::Newer { schema, readable });
    }
    read_known_schema(node)
}

/// Reads both schemas: the second only has more.
fn read_known_schema(node: &Node) -> Result<(Assessment, Vec<Problem>), AssessmentError> {
    let problems = Problems::default();
    let root = Reader::new(node, &problems);
    must_be(&root, "app", APP);
    must_be(&root, "kind", "assessment");
    root.whole("schema", 1..=u64::MAX);
    let frame = read_frame(&root);
    // So far everything is needed; from here on a mistake costs one part of an answer or of what stands beside.
    let needed = problems.count();
    root.note_duplicates();
    let entries = read_entries(&root);
    let (aims, plan, competencies) = (parts::aims(&root), parts::plan(&root), parts::checks(&root));
    let follows = parts::word(&root, "follows", AssessmentId::new);
    let response = parts::whole(&root, "response", 0..=ResponseId::MAX).map(ResponseId::new);
    let mut found = problems.into_list();
    match frame {
        Some(frame) if needed == 0 => {
            let mut read =
                Assessment { follows, response, entries, aims, plan, competencies, ..frame };
            // Nothing in it is newer than the whole, or the next change would look older than what it changes.
            read.revision = read.revision.max(read.newest_part());
            Ok((read, found))
        }
        _ => {
            found.truncate(needed.max(1));
            Err(AssessmentError::NotAnAssessment(found))
        }
    }
}

fn must_be(reader: &Reader<'_>, key: &str, expected: &str) {
    let found = reader.text(key);
    if !found.is_empty() && found != expected {
        reader.note(key, Fault::Unknown(found));
    }
}

/// Everything but the answers.
fn read_frame(root: &Reader<'_>) -> Option<Assessment> {
    let id = known(root, "id", AssessmentId::new);
    let model = root.required("model")?;
    let header = root.required("header")?;
    let profile = header.required("profile")?;
    let profile = (
        known(&profile, "role", Role::from_id),
        known(&profile, "scale", Scale::from_id),
        known(&profile, "stage", Stage::from_id),
        known(&profile, "form", Form::from_id),
    );
    let frame = Assessment {
        id: id?,
        name: header.optional_text("name").unwrap_or_default().chars().take(NAME_LIMIT).collect(),
        profile: Profile {
            role: profile.0?,
            scale: profile.1?,
            stage: profile.2?,
            form: profile.3?,
        },
        header_revision: header.whole("revision", 0..=LAST_REVISION),
        model: ModelVersion { id: model.text("id"), version: model.text("version") },
        created: root.whole("created", 0..=MAX_WHOLE),
        changed: root.whole("changed", 0..=MAX_WHOLE),
        revision: root.whole("revision", 0..=LAST_REVISION),
        follows: None,
        response: None,
        entries: Sorted::new(),
        aims: Sorted::new(),
        plan: Sorted::new(),
        competencies: Sorted::new(),
    };
    Some(frame)
}

/// A text that has to be one of the known ones.
fn known<T>(reader: &Reader<'_>, key: &str, from: impl Fn(&str) -> Option<T>) -> Option<T> {
    let text = reader.text(key);
    let value = from(&text);
    if value.is_none() && !text.is_empty() {
        reader.note(key, Fault::Unknown(text));
    }
    value
}

fn read_entries(root: &Reader<'_>) -> Sorted<String, Entry> {
    let mut read = Sorted::new();
    if !root.has("answers") {
        root.note("answers", Fault::Missing);
    }
    parts::each(root, "answers", &mut |practice, entry| {
        if let Some(entry) = read_entry(entry) {
            read.insert(practice.to_owned(), entry);
        }
    });
    read
}

fn read_entry(entry: &Reader<'_>) -> Option<Entry> {
    let revision: Revision = entry.whole("revision", 0..=LAST_REVISION);
    let answer = if entry.has("value") { Some(read_answer(entry)?) } else { None };
    let evidence = if entry.has("evidence") {
        Evidence::from_number(entry.whole("evidence", 1..=3) as u8).unwrap_or_default()
    } else {
        Evidence::default()
    };
    let note = parts::text(entry, "note", NOTE_LIMIT);
    let note_revision = if entry.has("note_revision") {
        entry.whole("note_revision", 0..=LAST_REVISION)
    } else if note.is_empty() {
        0
    } else {
        revision
    };
    Some(Entry { answer, evidence, note, revision, note_revision })
}

fn read_answer(entry: &Reader<'_>) -> Option<Answer> {
    match entry.node().get("value") {
        Some(Node::Text(word)) if matches!(word.as_str(), "na" | "unknown") => {
            Answer::from_token(word)
        }
        Some(Node::Text(word)) => {
            entry.note("value", Fault::Unknown(word.clone()));
            None
        }
        _ => {
            // Notes what is wrong and returns the lowest level then.
            let number = entry.whole("value", 1..=5);
            let is_there = entry.node().get("value").and_then(Node::as_whole) == Some(number);
            Level::new(number as u8).filter(|_| is_there).map(Answer::Rated)
        }
    }
}
