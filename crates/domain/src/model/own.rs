//! Models of other authors: one file with the structure and the words in one or more languages.
//!
//! Owns the format (`docs/model.md`, `docs/schema/model-1.json`), how it is put together with the words of the interface,
//! which come from the shipped content, and what is looked for in it beyond what makes every content sound. Must not know
//! where a file comes from.

use std::collections::BTreeSet;

use super::{Content, Form, Model, Profile, Role, Scale, Stage, read};
use crate::text::is_language_tag;
use base::json::{Fault, Node, Problem, Problems, Reader, table};

/// What a file says it is.
pub const KIND: &str = "model";

/// The version of the format.
pub const SCHEMA: u64 = 1;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 4_000_000;

/// The most languages of a file.
pub const MAX_LANGUAGES: usize = 40;

/// The most characters of one text. The longest of the shipped model has about 400.
pub const MAX_TEXT: usize = 2_000;

/// The most characters of what numbers a principle: charts have no more room.
pub const MAX_CLAUSE: usize = 6;

/// The most characters of an id.
pub const MAX_ID: usize = 60;

/// What the words of a language consist of.
const WORDS: [&str; 16] = [
    "model",
    "answers",
    "level",
    "evidence_grade",
    "impact",
    "role",
    "scale",
    "stage",
    "form",
    "principle",
    "practice",
    "competency_check",
    "competency",
    "glossary",
    "reference",
    "example",
];

/// What stays of the shipped content.
const INTERFACE: [&str; 4] = ["language", "name", "direction", "interface"];

/// A model that was read as a file. What is in it is checked when it is put together for a language.
#[derive(Clone, Debug)]
pub struct OwnModel {
    structure: Node,
    languages: Vec<(String, Node)>,
}

impl OwnModel {
    /// Reads a file.
    ///
    /// # Errors
    /// Every problem of the file as a whole: not JSON, too large, no model, keys that occur twice, no language, texts that
    /// are too long.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        let node = Node::parse(json, MAX_BYTES).map_err(|reason| {
            vec![Problem { place: "model".to_owned(), fault: Fault::Unreadable(reason) }]
        })?;
        let problems = Problems::default();
        let root = Reader::new(&node, &problems);
        let read = read_file(&root);
        match read {
            Some(own) if problems.count() == 0 => Ok(own),
            _ => Err(problems.into_list()),
        }
    }

    /// The tags of the languages it has, in the order of the file. At least one.
    pub fn languages(&self) -> Vec<&str> {
        self.languages.iter().map(|(tag, _)| tag.as_str()).collect()
    }

    /// The content with this model in one of its languages, and with the interface of the shipped content, which is given
    /// as the tree of its (first) file.
    ///
    /// # Errors
    /// Every problem of structure and words, with its place in the file, as [`super::parse`] finds them for the shipped
    /// content; and that the model has the id of the shipped one.
    pub fn content(&self, language: &str, shipped: &Node) -> Result<Content, Vec<Problem>> {
        let words = self.languages.iter().find(|(tag, _)| tag == language);
        let Some((_, words)) = words else {
            let place = format!("text.{language}");
            return Err(vec![Problem { place, fault: Fault::Missing }]);
        };
        let problems = Problems::default();
        let id = self.structure.get("id").and_then(Node::as_text).unwrap_or_default();
        let shipped_id = shipped.get("model").and_then(|model| model.get("id"));
        if shipped_id.and_then(Node::as_text) == Some(id) {
            // Answers are kept by it, and those of two models must not meet.
            problems.note("model.id", Fault::Duplicate(id.to_owned()));
        }
        let mut found = problems.into_list();
        let content = read::with_interface(self.put_together(words, shipped));
        match content {
            Ok(content) if found.is_empty() => Ok(content),
            Ok(_) => Err(found),
            Err(more) => {
                found.extend(more.into_iter().map(|problem| in_file(problem, language)));
                Err(found)
            }
        }
    }

    /// A content tree: structure and words from here, the interface from the shipped content.
    fn put_together(&self, words: &Node, shipped: &Node) -> Node {
        let mut structure = self.structure.clone();
        let is_empty = |key: &str| {
            self.structure
                .get(key)
                .is_none_or(|node| matches!(node, Node::List(all) if all.is_empty()))
        };
        add(
            &mut structure,
            vec![
                ("reference", Node::List(Vec::new())),
                ("competency", Node::List(Vec::new())),
                ("schema", SCHEMA.into()),
            ],
        );
        let mut text = Node::Table(Vec::new());
        let from_shipped =
            INTERFACE.iter().filter_map(|key| Some((*key, shipped.get("text")?.get(key)?.clone())));
        add(&mut text, from_shipped.collect());
        if let Node::Table(entries) = words {
            add(
                &mut text,
                entries.iter().map(|(key, node)| (key.as_str(), node.clone())).collect(),
            );
        }
        add(
            &mut text,
            vec![
                ("reference", Node::Table(Vec::new())),
                ("competency", Node::Table(Vec::new())),
                ("glossary", Node::List(Vec::new())),
            ],
        );
        if is_empty("competency") {
            add(&mut text, vec![("competency_check", no_check())]);
        }
        let mut whole = table([("model", structure), ("text", text)]);
        if let Some(later) = shipped.get(read::LATER) {
            add(&mut whole, vec![(read::LATER, later.clone())]);
        }
        whole
    }
}

/// What stands for the words of a self-check that there is none of; no screen shows them.
fn no_check() -> Node {
    let none = || Node::from("–");
    let frequency = || table([("name", none()), ("definition", none())]);
    table([
        ("question_own", none()),
        ("question_others", none()),
        ("cannot_say", none()),
        ("basis", none()),
        ("frequency", Node::List((0..5).map(|_| frequency()).collect())),
    ])
}

/// Adds the entries that a table does not have.
fn add(node: &mut Node, entries: Vec<(&str, Node)>) {
    if let Node::Table(own) = node {
        for (key, value) in entries {
            if own.iter().all(|(there, _)| there != key) {
                own.push((key.to_owned(), value));
            }
        }
    }
}

/// The place in the file of a problem that was found in what was put together of it.
fn in_file(problem: Problem, language: &str) -> Problem {
    let Problem { place, fault } = problem;
    let place = match place.strip_prefix("text.") {
        Some(rest) if !rest.starts_with("interface") => format!("text.{language}.{rest}"),
        _ => place,
    };
    Problem { place, fault }
}

fn read_file(root: &Reader<'_>) -> Option<OwnModel> {
    root.note_duplicates();
    no_others(root, &["$schema", "app", "kind", "schema", "model", "text"]);
    if root.text("app") != "twelvefold" && root.node().get("app").is_some() {
        root.note("app", Fault::OutOfRange("\"twelvefold\"".to_owned()));
    }
    if root.text("kind") != KIND && root.node().get("kind").is_some() {
        root.note("kind", Fault::OutOfRange("\"model\"".to_owned()));
    }
    root.whole("schema", SCHEMA..=SCHEMA);
    let structure = root.required("model")?;
    check_structure(&structure);
    let mut languages = Vec::new();
    let text = root.required("text")?;
    for (tag, words) in text.entries() {
        if !is_language_tag(tag) {
            text.note(tag, Fault::OutOfRange("language tags like de or pt-BR".to_owned()));
        }
        no_others(&words, &WORDS);
        check_texts(words.node(), &words);
        languages.push((tag.to_owned(), words.node().clone()));
    }
    if languages.is_empty() || languages.len() > MAX_LANGUAGES {
        let expected = format!("1 to {MAX_LANGUAGES}");
        root.note("text", Fault::Count { expected, found: languages.len() });
    }
    Some(OwnModel { structure: structure.node().clone(), languages })
}

fn no_others(at: &Reader<'_>, known: &[&str]) {
    for (key, _) in at.entries() {
        if !known.contains(&key) {
            at.note(key, Fault::Unknown(key.to_owned()));
        }
    }
}

fn check_structure(structure: &Reader<'_>) {
    no_others(
        structure,
        &[
            "schema",
            "id",
            "version",
            "scoring",
            "suggested_targets",
            "principle",
            "competency",
            "reference",
            "response",
            "history",
            "example",
        ],
    );
    // Also what the parser of all content checks of ids; that of the model stands in links and names of files.
    let id = structure.node().get("id").and_then(Node::as_text).unwrap_or_default();
    let is_sign = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if id.len() > MAX_ID || !id.bytes().all(is_sign) {
        structure.note("id", Fault::OutOfRange(format!("at most {MAX_ID} of a-z, 0-9 and -")));
    }
    for (key, node) in [
        ("principle", structure.node().get("principle")),
        ("competency", structure.node().get("competency")),
    ] {
        if !matches!(node, Some(Node::List(_))) {
            continue;
        }
        for entry in structure.list(key) {
            check_id(&entry);
            let clause = entry.node().get("clause").and_then(Node::as_text).unwrap_or_default();
            if clause.chars().count() > MAX_CLAUSE {
                entry.note("clause", Fault::OutOfRange(format!("at most {MAX_CLAUSE} characters")));
            }
            if matches!(entry.node().get("practice"), Some(Node::List(_))) {
                entry.list("practice").iter().for_each(check_id);
            }
        }
    }
}

fn check_id(entry: &Reader<'_>) {
    let id = entry.node().get("id").and_then(Node::as_text).unwrap_or_default();
    if id.len() > MAX_ID {
        entry.note("id", Fault::OutOfRange(format!("at most {MAX_ID} characters")));
    }
}

/// Notes texts that are too long to be shown.
fn check_texts(node: &Node, at: &Reader<'_>) {
    let mut waiting = vec![(String::new(), node)];
    while let Some((place, node)) = waiting.pop() {
        let inside =
            |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
        match node {
            Node::Text(text) if text.chars().count() > MAX_TEXT => {
                at.note(&place, Fault::OutOfRange(format!("at most {MAX_TEXT} characters")));
            }
            Node::Table(entries) => {
                waiting.extend(entries.iter().map(|(key, node)| (inside(key), node)));
            }
            Node::List(entries) => {
                let entries = entries.iter().enumerate();
                waiting.extend(entries.map(|(index, node)| (format!("{place}[{index}]"), node)));
            }
            _ => {}
        }
    }
}

/// Something that is no mistake and still may not be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// A principle of which too few practices are asked to be scored, for everybody with this profile.
    NeverScored {
        /// Its id.
        principle: String,
        /// How many practices are asked.
        asked: usize,
        /// Of whom.
        profile: Profile,
    },
    /// Too few principles can be scored for an overall value, for everybody with this profile.
    NoOverall {
        /// How many can be.
        scored: usize,
        /// Of whom.
        profile: Profile,
    },
    /// No practice is part of the short form.
    NoShortForm,
    /// Two levels of a practice have the same words.
    SameWords {
        /// The practice's id.
        practice: String,
    },
    /// Words that no self-assessment can answer for.
    Claim {
        /// The word.
        word: &'static str,
        /// Where: an id of a practice or principle, or a place.
        place: String,
    },
}

impl std::fmt::Display for Weakness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |profile: &Profile| {
            [profile.role.id(), profile.scale.id(), profile.stage.id(), profile.form.id()]
                .join(", ")
        };
        match self {
            Self::NeverScored { principle, asked, profile } => {
                write!(
                    f,
                    "principle {principle}: only {asked} practices are asked and no score can come of it ({})",
                    of(profile)
                )
            }
            Self::NoOverall { scored, profile } => {
                write!(
                    f,
                    "only {scored} principles can have a score, too few for an overall one ({})",
                    of(profile)
                )
            }
            Self::NoShortForm => {
                write!(f, "no practice has core = true: the short form asks nothing")
            }
            Self::SameWords { practice } => {
                write!(f, "practice {practice}: two levels have the same words")
            }
            Self::Claim { word, place } => {
                write!(f, "{place}: says \"{word}\", which a self-assessment cannot")
            }
        }
    }
}

/// What may not be meant in a sound model, in one language.
pub fn weaknesses(model: &Model) -> Vec<Weakness> {
    let mut found = Vec::new();
    let practices = || model.principles.iter().flat_map(|principle| &principle.practices);
    if !practices().any(|practice| practice.core) {
        found.push(Weakness::NoShortForm);
    }
    for &form in Form::ALL {
        if form == Form::Short && found.contains(&Weakness::NoShortForm) {
            continue;
        }
        weak_profiles(model, form, &mut found);
    }
    for practice in practices() {
        for levels in
            [Some(&practice.levels), practice.levels_member.as_ref()].into_iter().flatten()
        {
            let different: BTreeSet<&str> =
                levels.iter().map(|(_, words)| words.as_str()).collect();
            if different.len() < 5 {
                found.push(Weakness::SameWords { practice: practice.id.clone() });
            }
        }
        for (_, words) in practice.levels.iter() {
            claims(words, &practice.id, &mut found);
        }
    }
    for (place, words) in [
        ("model.title", &model.title),
        ("model.notice", &model.notice),
        ("model.lead", &model.lead),
    ] {
        claims(words, place, &mut found);
    }
    found
}

/// The first profile of each trouble: the same for all scales or stages would be the same line twelve times.
fn weak_profiles(model: &Model, form: Form, found: &mut Vec<Weakness>) {
    let least = usize::try_from(model.scoring.min_rated_practices).unwrap_or(usize::MAX);
    let mut named = BTreeSet::new();
    let mut is_overall_named = false;
    for &scale in Scale::ALL {
        for &stage in Stage::ALL {
            let profile = Profile { role: Role::Orchestrator, scale, stage, form };
            let mut scored = 0;
            for principle in &model.principles {
                let asked = principle.in_scope(profile).count();
                if asked >= least {
                    scored += 1;
                // What is not asked at all is out of scope, as it may be meant.
                } else if asked > 0 && named.insert(principle.id.as_str()) {
                    let principle = principle.id.clone();
                    found.push(Weakness::NeverScored { principle, asked, profile });
                }
            }
            if (scored as u64) < model.scoring.min_scored_principles && !is_overall_named {
                is_overall_named = true;
                found.push(Weakness::NoOverall { scored, profile });
            }
        }
    }
}

fn claims(words: &str, place: &str, found: &mut Vec<Weakness>) {
    let words = words.to_lowercase();
    for word in ["certified", "compliant", "approved", "accredited", "zertifiziert", "konform"] {
        if words.split(|c: char| !c.is_alphanumeric()).any(|other| other == word) {
            found.push(Weakness::Claim { word, place: place.to_owned() });
        }
    }
}
