//! The stored document of one ecosystem view, schema 1.
//!
//! ```json
//! {"app":"twelvefold","kind":"view","schema":1,"id":"h7m2p9qrstuv","revision":4,"name":"Port logistics",
//!  "model":{"id":"ecosystem-collaboration","version":"0.1.0"},
//!  "created":1790000000000,"changed":1790000100000,
//!  "rules":{"min_group":5,"named":"nobody","by_heads":false},
//!  "facet":0,"facets":[{"name":"Region","values":["North","South"]}],
//!  "names":{"0000283a5b1c9f04":"Port authority"},"versions":["0.1.0"],
//!  "practices":60,"competencies":12,"count":1,"responses":"伀…","checksum":2774216371}
//! ```
//!
//! The responses are one text, [`BITS`] bits to a character, because browsers give a site room for so many UTF-16 units and
//! not for so many bytes: a response to 65 practices takes twenty. A damaged text is not read by halves; its checksum
//! also covers what the responses refer to. `docs/formats.md` describes every field and every bit.

use std::{collections::BTreeMap, fmt, str::Chars};

use crate::{
    Carries, Cohort, Facet, Head, MOST_FACETS, MOST_VALUES, Named, Parts, Row, Rules,
    VIEW_NAME_LIMIT, View,
    response::{MOST, Month, clean_name, is_rated},
};
use base::json::{Fault, Node, Problem, Problems, Reader, Unreadable, table};
use domain::wire::{APP, MAX_VIEW_BYTES, VIEW_SCHEMA, newer_view_schema, parts};
use domain::{
    assessment::{LAST_REVISION, ModelVersion, Moment, ResponseId, Revision, ViewId},
    model::{Form, Model, Profile, Role, Scale, Stage, Version},
};

/// The largest number for times, 2⁵³.
const MAX_WHOLE: u64 = 9_007_199_254_740_992;

/// The most responses that a document can say it has; many more than a browser has room for.
const MAX_RESPONSES: u64 = 1_000_000;

/// How many bits a character of the responses has.
const BITS: u32 = 14;

/// The character of 14 bits that are 0. From here to U+8DFF every character is assigned, is one unit in UTF-16, is no
/// surrogate and stays as it is under every normalization.
const FIRST: u32 = 0x4E00;

/// How many bits the id of a response takes.
const ID_BITS: u32 = 48;

/// How many bits the number of a value takes, 0 to [`MOST_VALUES`].
const VALUE_BITS: u32 = 5;

/// What can be said of a stored view without reading its responses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewHead {
    /// Its id.
    pub id: ViewId,
    /// Its name; can be empty.
    pub name: String,
    /// The model that was answered.
    pub model: ModelVersion,
    /// When it was begun.
    pub created: Moment,
    /// When it last changed.
    pub changed: Moment,
    /// How often it was changed.
    pub revision: Revision,
    /// How many responses it has.
    pub responses: usize,
    /// How many answers and how many observations each response has.
    shape: [usize; 2],
}

impl ViewHead {
    /// Of a view that is open.
    pub fn of(view: &View) -> Self {
        Self {
            id: view.id.clone(),
            name: view.name.clone(),
            model: view.model.clone(),
            created: view.created,
            changed: view.changed,
            revision: view.revision,
            responses: view.cohort.len(),
            shape: view.cohort.shape(),
        }
    }

    /// Whether a view with responses to this model can be opened, or why not.
    ///
    /// # Errors
    /// [`ViewError::OtherModel`] and [`ViewError::NewerModel`].
    pub fn fits(&self, model: &Model) -> Result<(), ViewError> {
        let here = [model.response_order.len(), model.competencies.items.len()];
        if self.model.id != model.id {
            Err(ViewError::OtherModel(Box::new(self.clone())))
        } else if self.shape.iter().zip(here).any(|(there, here)| *there > here) {
            Err(ViewError::NewerModel(Box::new(self.clone())))
        } else {
            Ok(())
        }
    }
}

/// Why a document is not a view that can be opened.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewError {
    /// Not a document at all.
    Unreadable(Unreadable),
    /// Not of this app, not a view, without what every view has, or damaged. Nothing of it is read.
    NotAView(Vec<Problem>),
    /// Written by a newer version of the app.
    Newer {
        /// The schema it was written with.
        schema: u64,
        /// What can be said of it.
        head: Option<Box<ViewHead>>,
    },
    /// Whole, but of responses to another model.
    OtherModel(Box<ViewHead>),
    /// Whole, but of a version of the model that asks more than the one that is here.
    NewerModel(Box<ViewHead>),
}

impl fmt::Display for ViewError {
    /// In English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => reason.fmt(f),
            Self::NotAView(problems) => {
                f.write_str("not an ecosystem view")?;
                problems.iter().try_for_each(|problem| write!(f, "; {problem}"))
            }
            Self::Newer { schema, .. } => write!(f, "schema {schema}, newer than {VIEW_SCHEMA}"),
            Self::OtherModel(head) => write!(f, "of another model: {}", head.model.id),
            Self::NewerModel(head) => write!(f, "of a newer model: {}", head.model.version),
        }
    }
}

// ---- writing ----

/// The stored document of a view, as compact JSON.
pub fn write_view(view: &View) -> String {
    let View { id, name, model, rules, cohort, .. } = view;
    let [practices, competencies] = cohort.shape();
    // Every name in it is one that is read again.
    let names: BTreeMap<u64, String> =
        cohort.names().filter_map(|(id, name)| Some((id.bits(), clean_name(name)?))).collect();
    let covered = Covered {
        shape: [practices, competencies],
        count: cohort.len(),
        versions: cohort.versions(),
        facets: cohort.facets(),
        names: &names,
        responses: &pack(cohort),
    };
    let checksum = covered.checksum();
    let model =
        table([("id", model.id.as_str().into()), ("version", model.version.as_str().into())]);
    let rules = table([
        ("min_group", u64::from(rules.min_group).into()),
        ("named", rules.named.id().into()),
        ("by_heads", Node::Flag(rules.by_heads)),
    ]);
    let mut document = vec![
        ("app", APP.into()),
        ("kind", "view".into()),
        ("schema", VIEW_SCHEMA.into()),
        ("id", id.as_str().into()),
        ("revision", view.revision.min(LAST_REVISION).into()),
        ("name", name.as_str().into()),
        ("model", model),
        ("created", view.created.into()),
        ("changed", view.changed.into()),
        ("rules", rules),
    ];
    if let Some(facet) = view.facet.filter(|facet| *facet < cohort.facets().len()) {
        document.push(("facet", (facet as u64).into()));
    }
    if !cohort.facets().is_empty() {
        document.push(("facets", Node::List(cohort.facets().iter().map(facet_node).collect())));
    }
    if !names.is_empty() {
        let names = names.iter().map(|(id, name)| (id_text(*id), name.as_str().into()));
        document.push(("names", Node::Table(names.collect())));
    }
    if !cohort.versions().is_empty() {
        let versions = cohort.versions().iter().map(|version| Node::Text(version.to_string()));
        document.push(("versions", Node::List(versions.collect())));
    }
    document.extend([
        ("practices", (practices as u64).into()),
        ("competencies", (competencies as u64).into()),
        ("count", (cohort.len() as u64).into()),
        ("responses", covered.responses.into()),
        ("checksum", u64::from(checksum).into()),
    ]);
    parts::table_of(document).to_json()
}

fn facet_node(facet: &Facet) -> Node {
    let values = facet.values.iter().map(|value| value.as_str().into());
    table([("name", facet.name.as_str().into()), ("values", Node::List(values.collect()))])
}

/// The id of a response as a key: twelve hexadecimal digits.
fn id_text(bits: u64) -> String {
    format!("{bits:012x}")
}

fn id_of(text: &str) -> Option<u64> {
    let bits = u64::from_str_radix(text, 16).ok()?;
    (id_text(bits) == text && bits <= ResponseId::MAX).then_some(bits)
}

/// Everything that the checksum is taken over.
struct Covered<'a> {
    shape: [usize; 2],
    count: usize,
    versions: &'a [Version],
    facets: &'a [Facet],
    names: &'a BTreeMap<u64, String>,
    responses: &'a str,
}

impl Covered<'_> {
    /// The CRC-32 of ISO 3309 and of zlib, over these texts in UTF-8, each ended by a line feed. It notices every burst of
    /// up to 32 bits, and so every single character that is another.
    fn checksum(&self) -> u32 {
        let crc: [u32; 256] =
            std::array::from_fn(|byte| {
                (0..8).fold(byte as u32, |sum, _| {
                    if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 }
                })
            });
        let mut sum = !0_u32;
        let mut take = |text: &str| {
            for byte in text.bytes().chain([b'\n']) {
                let place = (sum ^ u32::from(byte)) & 0xFF;
                sum = sum >> 8 ^ crc.get(place as usize).copied().unwrap_or_default();
            }
        };
        let [practices, competencies] = self.shape;
        for number in [practices, competencies, self.count] {
            take(&number.to_string());
        }
        for version in self.versions {
            take(&version.to_string());
        }
        for facet in self.facets {
            take(&facet.name);
            facet.values.iter().for_each(|value| take(value));
        }
        for (id, name) in self.names {
            take(&id_text(*id));
            take(name);
        }
        take(self.responses);
        !sum
    }
}

/// How many bits tell which of so many versions it is.
fn version_bits(versions: usize) -> u32 {
    usize::BITS - versions.saturating_sub(1).leading_zeros()
}

fn pack(cohort: &Cohort) -> String {
    let facets = cohort.facets().len();
    let versions = version_bits(cohort.versions().len());
    let units = cohort.len() * (cohort.shape()[0] * 3 + 90) / BITS as usize;
    let mut bits = Packer { text: String::with_capacity(units * 3), buffer: 0, held: 0 };
    for row in cohort.rows() {
        pack_row(&mut bits, &row, facets, versions);
    }
    bits.finish()
}

fn pack_row(bits: &mut Packer, row: &Row<'_>, facets: usize, versions: u32) {
    let Head { id, revision, month, profile, carries, version, values } = *row.head();
    bits.put(id.bits(), ID_BITS);
    bits.put_number(revision.min(LAST_REVISION));
    bits.put(month.count().into(), 12);
    let Profile { role, scale, stage, form } = profile;
    bits.put(place_of(role, Role::ALL), 1);
    bits.put(place_of(scale, Scale::ALL), 2);
    bits.put(place_of(stage, Stage::ALL), 2);
    bits.put(place_of(form, Form::ALL), 1);
    bits.put(carries.evidence.into(), 1);
    bits.put(carries.competencies.into(), 1);
    bits.put(version.into(), versions);
    for value in values.iter().take(facets) {
        bits.put((*value).into(), VALUE_BITS);
    }
    for cell in row.answers() {
        bits.put((cell & 7).into(), 3);
    }
    if carries.evidence {
        for cell in row.answers().iter().filter(|cell| is_rated(**cell)) {
            bits.put((cell >> 3 & 3).into(), 2);
        }
    }
    if carries.competencies {
        for cell in row.said() {
            // Of the own organization first, as in a response code.
            bits.put((cell & 7).into(), 3);
            bits.put((cell >> 3 & 7).into(), 3);
        }
    }
}

/// The place of a choice in the list of all, which is part of the format.
fn place_of<T: PartialEq>(choice: T, all: &[T]) -> u64 {
    all.iter().position(|other| *other == choice).unwrap_or_default() as u64
}

/// Bits as text, the highest of each number first.
struct Packer {
    text: String,
    /// Bits that are no whole character yet, and how many.
    buffer: u64,
    held: u32,
}

impl Packer {
    /// The lowest `count` bits of a number, at most 48.
    fn put(&mut self, number: u64, count: u32) {
        self.buffer = self.buffer << count | number & ((1 << count) - 1);
        self.held += count;
        while self.held >= BITS {
            self.held -= BITS;
            let value = (self.buffer >> self.held) as u32 & ((1 << BITS) - 1);
            self.text.extend(char::from_u32(FIRST + value));
        }
    }

    /// A number in groups of four bits, as in a response code.
    fn put_number(&mut self, number: u64) {
        let groups = (u64::BITS - number.leading_zeros()).div_ceil(4).max(1);
        for group in (0..groups).rev() {
            self.put(u64::from(group > 0) << 4 | number >> (4 * group) & 15, 5);
        }
    }

    fn finish(mut self) -> String {
        if self.held > 0 {
            self.put(0, BITS - self.held);
        }
        self.text
    }
}

// ---- reading ----

/// Reads a stored view. With it come the problems of its settings, which are as in a new view then: whoever saves over the
/// document must keep its text first if there are any. Responses are all there, or it is an error.
pub fn read_view(model: &Model, text: &str) -> Result<(View, Vec<Problem>), ViewError> {
    let node = Node::parse(text, MAX_VIEW_BYTES).map_err(ViewError::Unreadable)?;
    read_view_node(model, &node)
}

/// Reads what can be said of a stored view without reading its responses. That they are as they were written is checked.
pub fn read_view_head(text: &str) -> Result<ViewHead, ViewError> {
    let node = Node::parse(text, MAX_VIEW_BYTES).map_err(ViewError::Unreadable)?;
    let problems = Problems::default();
    let root = Reader::new(&node, &problems);
    let frame = frame_of(&root);
    let head = frame.map(|frame| frame.head);
    let newer = newer_view_schema(&node);
    let problems = problems.into_list();
    match (newer, head) {
        (Some(schema), head) => Err(ViewError::Newer { schema, head: head.map(Box::new) }),
        (None, Some(head)) if problems.is_empty() => Ok(head),
        (None, _) => Err(ViewError::NotAView(problems)),
    }
}

/// The same as [`read_view`] from a tree, which can be part of a backup.
pub fn read_view_node(model: &Model, node: &Node) -> Result<(View, Vec<Problem>), ViewError> {
    let problems = Problems::default();
    let root = Reader::new(node, &problems);
    let frame = frame_of(&root);
    if let Some(schema) = newer_view_schema(node) {
        let head = frame.map(|frame| Box::new(frame.head));
        return Err(ViewError::Newer { schema, head });
    }
    let needed = problems.count();
    let (Some(frame), 0) = (frame, needed) else {
        return Err(ViewError::NotAView(problems.into_list()));
    };
    frame.head.fits(model)?;
    let practices = model.response_order.len().min(MOST);
    let competencies = model.competencies.items.len().min(MOST);
    let parts = unpack(&frame, [practices, competencies]);
    let cohort = parts.and_then(|parts| Cohort::from_parts(model, parts));
    let Some(cohort) = cohort else {
        root.note("responses", Fault::Damaged);
        return Err(ViewError::NotAView(problems.into_list()));
    };
    // From here on a mistake costs a setting and no response.
    root.note_duplicates();
    let rules = read_rules(&root, model);
    let facet = parts::whole(&root, "facet", 0..=MOST_FACETS as u64 - 1);
    let facet = facet.map(|facet| facet as usize);
    if facet.is_some_and(|facet| facet >= cohort.facets().len()) {
        root.note("facet", Fault::OutOfRange(format!("below {}", cohort.facets().len())));
    }
    let name = parts::text(&root, "name", VIEW_NAME_LIMIT);
    let facet = facet.filter(|facet| *facet < cohort.facets().len());
    let ViewHead { id, model, created, changed, revision, .. } = frame.head;
    let view = View { id, name, model, created, changed, revision, rules, facet, cohort };
    Ok((view, problems.into_list()))
}

/// What is in a document besides its settings.
struct Frame<'a> {
    head: ViewHead,
    versions: Vec<Version>,
    facets: Vec<Facet>,
    names: BTreeMap<u64, String>,
    responses: &'a str,
}

/// Reads what every view has. Everything that is wrong is noted; what is returned is only good if nothing was.
fn frame_of<'a>(root: &Reader<'a>) -> Option<Frame<'a>> {
    must_be(root, "app", APP);
    must_be(root, "kind", "view");
    root.whole("schema", 1..=u64::MAX);
    let id = root.text("id");
    let known = ViewId::new(&id);
    if known.is_none() && !id.is_empty() {
        root.note("id", Fault::Unknown(id));
    }
    let model = root.required("model");
    let model =
        model.map(|model| ModelVersion { id: model.text("id"), version: model.text("version") });
    let most = MOST as u64;
    let mut head = ViewHead {
        id: known?,
        name: String::new(),
        model: model?,
        created: root.whole("created", 0..=MAX_WHOLE),
        changed: root.whole("changed", 0..=MAX_WHOLE),
        revision: root.whole("revision", 0..=LAST_REVISION),
        responses: root.whole("count", 0..=MAX_RESPONSES) as usize,
        shape: ["practices", "competencies"].map(|key| root.whole(key, 0..=most) as usize),
    };
    if let Some(name) = root.node().get("name").and_then(Node::as_text) {
        head.name = name.chars().take(VIEW_NAME_LIMIT).collect();
    }
    let versions = read_versions(root);
    let facets = read_facets(root);
    let names = read_names(root);
    let checksum = root.whole("checksum", 0..=u32::MAX.into());
    let Some(responses) = root.node().get("responses").and_then(Node::as_text) else {
        // Notes what is wrong.
        root.required("responses").inspect(|responses| drop(responses.own_text()));
        return None;
    };
    let covered = Covered {
        shape: head.shape,
        count: head.responses,
        versions: &versions,
        facets: &facets,
        names: &names,
        responses,
    };
    if u64::from(covered.checksum()) != checksum {
        root.note("checksum", Fault::Damaged);
    }
    Some(Frame { head, versions, facets, names, responses })
}

fn must_be(reader: &Reader<'_>, key: &str, expected: &str) {
    let found = reader.text(key);
    if !found.is_empty() && found != expected {
        reader.note(key, Fault::Unknown(found));
    }
}

fn read_versions(root: &Reader<'_>) -> Vec<Version> {
    if !root.has("versions") {
        return Vec::new();
    }
    let list = root.list("versions");
    at_most(root, "versions", list.len(), u8::MAX.into());
    let version = |entry: &Reader<'_>| {
        let text = entry.own_text();
        let version = Version::parse(&text);
        if version.is_none() && !text.is_empty() {
            entry.note("", Fault::Unknown(text));
        }
        version.unwrap_or_default()
    };
    list.iter().map(version).collect()
}

fn read_facets(root: &Reader<'_>) -> Vec<Facet> {
    if !root.has("facets") {
        return Vec::new();
    }
    let list = root.list("facets");
    at_most(root, "facets", list.len(), MOST_FACETS);
    let facet = |entry: &Reader<'_>| {
        let values = entry.any_texts("values");
        at_most(entry, "values", values.len(), MOST_VALUES);
        Facet { name: entry.text("name"), values }
    };
    list.iter().map(facet).collect()
}

fn at_most(reader: &Reader<'_>, key: &str, found: usize, most: usize) {
    if found > most {
        reader.note(key, Fault::Count { expected: format!("at most {most}"), found });
    }
}

fn read_names(root: &Reader<'_>) -> BTreeMap<u64, String> {
    let mut names = BTreeMap::new();
    let Some(Node::Table(entries)) = root.node().get("names") else {
        // Notes that it is no table, if it is there.
        root.optional("names").inspect(|names| drop(names.entries()));
        return names;
    };
    for (key, name) in entries {
        let name = name.as_text().filter(|name| clean_name(name).as_deref() == Some(*name));
        match (id_of(key), name) {
            (Some(id), Some(name)) if !names.contains_key(&id) => {
                names.insert(id, name.to_owned());
            }
            _ => root.note("names", Fault::Unknown(key.clone())),
        }
    }
    names
}

fn read_rules(root: &Reader<'_>, model: &Model) -> Rules {
    let new = Rules::new(&model.scoring);
    let Some(rules) = root.required("rules") else { return new };
    let min_group = rules.whole("min_group", 0..=u32::MAX.into());
    let is_there = rules.node().get("min_group").and_then(Node::as_whole) == Some(min_group);
    Rules {
        min_group: if is_there { min_group as u32 } else { new.min_group },
        named: parts::word(&rules, "named", Named::from_id).unwrap_or(new.named),
        by_heads: rules.flag("by_heads"),
    }
}

/// The responses, each with as many answers and observations as `shape` says; what the document has fewer of is not
/// answered. `None` if the text is not what [`pack`] writes.
fn unpack(frame: &Frame<'_>, shape: [usize; 2]) -> Option<Parts> {
    let Frame { head, versions, facets, names, responses } = frame;
    // A document can say that it has a million responses and have none.
    let room = head.responses.min(responses.len());
    let [practices, competencies] = shape;
    let stride = practices + competencies;
    let mut parts = Parts {
        heads: Vec::with_capacity(room),
        cells: Vec::with_capacity(room.saturating_mul(stride).min(responses.len() * 4)),
        names: names.clone(),
        versions: versions.clone(),
        facets: facets.clone(),
    };
    let mut bits = Unpacker { text: responses.chars(), buffer: 0, held: 0 };
    let [answers, said] = head.shape;
    for number in 1..=head.responses {
        unpack_row(&mut bits, &mut parts, answers)?;
        parts.cells.resize((number - 1) * stride + practices, 0);
        let carries = parts.heads.last().is_some_and(|head| head.carries.competencies);
        if carries {
            for _ in 0..said {
                let (own, others) = (bits.take(3)?, bits.take(3)?);
                if own == 6 || others == 6 {
                    return None;
                }
                parts.cells.push((own | others << 3) as u8);
            }
        }
        parts.cells.resize(number * stride, 0);
    }
    bits.ends().then_some(parts)
}

/// Everything of a response up to its self-check.
fn unpack_row(bits: &mut Unpacker<'_>, parts: &mut Parts, answers: usize) -> Option<()> {
    let id = ResponseId::new(bits.take(ID_BITS)?);
    let revision = bits.number()?;
    let month = Month::from_count(bits.take(12)? as u16)?;
    let profile = Profile {
        role: bits.choice(Role::ALL, 1)?,
        scale: bits.choice(Scale::ALL, 2)?,
        stage: bits.choice(Stage::ALL, 2)?,
        form: bits.choice(Form::ALL, 1)?,
    };
    let carries = Carries { evidence: bits.take(1)? == 1, competencies: bits.take(1)? == 1 };
    let version = bits.take(version_bits(parts.versions.len()))? as u8;
    parts.versions.get(usize::from(version))?;
    let mut values = [0; MOST_FACETS];
    for (value, facet) in values.iter_mut().zip(&parts.facets) {
        *value = bits.take(VALUE_BITS)? as u8;
        if usize::from(*value) > facet.values.len() {
            return None;
        }
    }
    parts.heads.push(Head { id, revision, month, profile, carries, version, values });
    let start = parts.cells.len();
    for _ in 0..answers {
        // A level of which no evidence was handed over is an opinion.
        let answer = bits.take(3)? as u8;
        parts.cells.push(if is_rated(answer) { answer | 1 << 3 } else { answer });
    }
    if carries.evidence {
        let cells = parts.cells.get_mut(start..)?;
        for cell in cells.iter_mut().filter(|cell| is_rated(**cell)) {
            let grade = bits.take(2)? as u8;
            if grade == 0 {
                return None;
            }
            *cell = *cell & 7 | grade << 3;
        }
    }
    Some(())
}

struct Unpacker<'a> {
    text: Chars<'a>,
    buffer: u64,
    held: u32,
}

impl Unpacker<'_> {
    /// The next bits, at most 48, as a number.
    fn take(&mut self, count: u32) -> Option<u64> {
        while self.held < count {
            let value = u32::from(self.text.next()?).checked_sub(FIRST)?;
            if value >> BITS != 0 {
                return None;
            }
            self.buffer = self.buffer << BITS | u64::from(value);
            self.held += BITS;
        }
        self.held -= count;
        Some(self.buffer >> self.held & ((1 << count) - 1))
    }

    /// A number in groups, in no more of them than it needs.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        loop {
            let group = self.take(5)?;
            if number == 0 && group == 16 {
                return None;
            }
            number = number << 4 | group & 15;
            if number > LAST_REVISION {
                return None;
            }
            if group & 16 == 0 {
                return Some(number);
            }
        }
    }

    fn choice<T: Copy>(&mut self, all: &[T], bits: u32) -> Option<T> {
        all.get(self.take(bits)? as usize).copied()
    }

    /// Whether nothing is left but bits that are 0, and fewer of them than a character has.
    fn ends(mut self) -> bool {
        self.held < BITS && self.take(self.held) == Some(0) && self.text.next().is_none()
    }
}
