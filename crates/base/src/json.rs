//! Reading and writing JSON that comes from or goes to the outside.
//!
//! Owns the one tree type that everything read from outside passes through, and the reader that walks it and writes down
//! every problem with its place instead of stopping at the first. Knows nothing of what the trees mean.
//!
//! A tree of our own and not `serde_json::Value`, because objects keep their order and their duplicate keys here: a
//! duplicate key in a file made by hand is a mistake that has to be named and not one that the last entry hides.

use std::{cell::RefCell, collections::BTreeSet, fmt, ops::RangeInclusive};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, SeqAccess, Visitor},
    ser::SerializeMap,
};

/// One value of a JSON document.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`
    Null,
    /// `true` or `false`
    Flag(bool),
    /// Any number. Whole numbers up to 2⁵³ are exact.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// An object, with its keys in order and duplicates kept.
    Table(Vec<(String, Node)>),
}

impl Node {
    /// Reads a document of at most `limit` bytes.
    ///
    /// # Errors
    /// [`Unreadable`] when the text is longer than `limit`, is not JSON, or is nested deeper than 128 levels.
    pub fn parse(text: &str, limit: usize) -> Result<Self, Unreadable> {
        if text.len() > limit {
            return Err(Unreadable::TooLarge { bytes: text.len(), limit });
        }
        serde_json::from_str(text).map_err(|error| {
            Unreadable::NotJson(NotJson {
                line: error.line(),
                column: error.column(),
                ends_early: error.is_eof(),
                reason: error.to_string(),
            })
        })
    }

    /// The document as compact JSON.
    pub fn to_json(&self) -> String {
        // Writing to a string cannot fail, and a tree of these values is always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The value of the first entry with this key, if this is a table that has one.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Self::Table(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if this is a whole one from 0 to 2⁵³.
    pub fn as_whole(&self) -> Option<u64> {
        match self {
            Self::Number(n) if n.fract() == 0.0 && (0.0..=MAX_WHOLE).contains(n) => Some(*n as u64),
            _ => None,
        }
    }

    /// Adds what another document has and this one has not: entries of tables, and of what stands at the same place of
    /// two lists. What both have stays as it is here.
    pub fn merge(&mut self, other: &Node) {
        match (self, other) {
            (Self::Table(own), Self::Table(theirs)) => {
                for (key, value) in theirs {
                    match own.iter_mut().find(|(name, _)| name == key) {
                        Some((_, there)) => there.merge(value),
                        None => own.push((key.clone(), value.clone())),
                    }
                }
            }
            (Self::List(own), Self::List(theirs)) => {
                own.iter_mut().zip(theirs).for_each(|(own, theirs)| own.merge(theirs));
            }
            _ => {}
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// The largest number up to which every whole number can be told apart in JSON.
const MAX_WHOLE: f64 = 9_007_199_254_740_992.0;

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Node {
    fn from(whole: u64) -> Self {
        Self::Number(whole as f64)
    }
}

impl From<f64> for Node {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// A table from its entries, for writing.
pub fn table<const N: usize>(entries: [(&str, Node); N]) -> Node {
    Node::Table(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Why a document could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Longer than what is accepted; it was not looked at.
    TooLarge {
        /// Length of the document.
        bytes: usize,
        /// The most that is accepted.
        limit: usize,
    },
    /// Not JSON, or nested too deeply.
    NotJson(NotJson),
}

/// Where and why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// The line up to which it is, from 1.
    pub line: usize,
    /// The byte of that line, from 1; 0 where a line ends.
    pub column: usize,
    /// Whether it is JSON as far as it goes and only stops too early, as a file does that was cut off.
    pub ends_early: bool,
    /// The parser's own words, in English, for logs.
    pub reason: String,
}

impl NotJson {
    /// Whether it is nested deeper than what is read, and may well be JSON otherwise.
    pub fn is_too_deep(&self) -> bool {
        self.reason.starts_with("recursion limit exceeded")
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes, limit } => write!(f, "{bytes} bytes, more than {limit}"),
            Self::NotJson(not) => write!(f, "not JSON: {}", not.reason),
        }
    }
}

/// Something wrong at one place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, as a path from the root: `text.practice.rm-framework.levels[3]`.
    pub place: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The document as a whole cannot be read.
    Unreadable(Unreadable),
    /// There is no value, or an empty text.
    Missing,
    /// The value is of another type.
    WrongType {
        /// What was expected.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A number is outside its range, or not whole where it has to be.
    OutOfRange(String),
    /// A list has another number of entries.
    Count {
        /// How many were expected, in words.
        expected: String,
        /// How many there are.
        found: usize,
    },
    /// The id occurs more than once where it has to be unique.
    Duplicate(String),
    /// The id is not known here.
    Unknown(String),
    /// It is not as it was written.
    Damaged,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        match &self.fault {
            Fault::Unreadable(reason) => write!(f, "{reason}"),
            Fault::Missing => write!(f, "missing"),
            Fault::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Fault::OutOfRange(range) => write!(f, "out of range {range}"),
            Fault::Count { expected, found } => {
                write!(f, "expected {expected} entries, found {found}")
            }
            Fault::Duplicate(id) => write!(f, "duplicate \"{id}\""),
            Fault::Unknown(id) => write!(f, "unknown \"{id}\""),
            Fault::Damaged => write!(f, "damaged"),
        }
    }
}

/// All problems found while reading one document.
#[derive(Debug, Default)]
pub struct Problems {
    found: RefCell<Vec<Problem>>,
    /// Which places may be empty, because what belongs there comes later.
    may_miss: Option<fn(&str) -> bool>,
}

/// Nobody reads more problems of one document, and one made to do harm can have millions.
const MAX_PROBLEMS: usize = 1_000;

/// The most of one key, and about the most of a path, that stands in a place; a key can be as long as a document.
const MAX_KEY: usize = 100;
const MAX_PLACE: usize = 500;

impl Problems {
    /// None so far, and that something is missing is no problem at these places.
    pub fn that_may_miss(places: fn(&str) -> bool) -> Self {
        Self { found: RefCell::default(), may_miss: Some(places) }
    }

    /// Notes a problem. After a thousand, no more are.
    pub fn note(&self, place: impl Into<String>, fault: Fault) {
        let place = place.into();
        // Not to be sorted out afterwards: what may be missing would leave no room for what must not.
        if fault == Fault::Missing && self.may_miss.is_some_and(|may_miss| may_miss(&place)) {
            return;
        }
        let mut all = self.found.borrow_mut();
        if all.len() < MAX_PROBLEMS {
            all.push(Problem { place, fault });
        }
    }

    /// How many there are so far.
    pub fn count(&self) -> usize {
        self.found.borrow().len()
    }

    /// The list, in the order of noting.
    pub fn into_list(self) -> Vec<Problem> {
        self.found.into_inner()
    }
}

/// A place in a document, from which values are read by key. What is missing or wrong is noted and replaced by something
/// harmless, so that one look at a document finds all its problems.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    node: &'a Node,
    place: String,
    problems: &'a Problems,
}

impl<'a> Reader<'a> {
    /// Starts at the root of a document.
    pub fn new(node: &'a Node, problems: &'a Problems) -> Self {
        Self { node, place: String::new(), problems }
    }

    /// The value at this place.
    pub fn node(&self) -> &'a Node {
        self.node
    }

    /// The path to this place, or to the entry `key` of it. Very long keys and paths are cut.
    pub fn place(&self, key: &str) -> String {
        if self.place.len() > MAX_PLACE {
            return self.place.clone();
        }
        let cut = key.char_indices().nth(MAX_KEY).map_or(key.len(), |(end, _)| end);
        let key = key.get(..cut).unwrap_or(key);
        match (self.place.is_empty(), key.is_empty()) {
            (_, true) => self.place.clone(),
            (true, false) => key.to_owned(),
            (false, false) => format!("{}.{key}", self.place),
        }
    }

    /// Notes a problem with the entry `key` of this place; an empty key means the place itself.
    pub fn note(&self, key: &str, fault: Fault) {
        self.problems.note(self.place(key), fault);
    }

    fn wrong_type(&self, key: &str, expected: &'static str, found: &Node) {
        self.note(key, Fault::WrongType { expected, found: found.kind() });
    }

    /// Whether there is an entry with this key that is not `null`.
    pub fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some_and(|node| *node != Node::Null)
    }

    /// The entry with this key, if there is one. A missing entry is no problem.
    pub fn optional(&self, key: &str) -> Option<Reader<'a>> {
        let node = self.node.get(key)?;
        (*node != Node::Null).then(|| Self {
            node,
            place: self.place(key),
            problems: self.problems,
        })
    }

    /// The entry with this key. A missing one is noted.
    pub fn required(&self, key: &str) -> Option<Reader<'a>> {
        let entry = self.optional(key);
        if entry.is_none() {
            self.note(key, Fault::Missing);
        }
        entry
    }

    /// A text that has to be there and not be blank.
    pub fn text(&self, key: &str) -> String {
        match self.node.get(key) {
            Some(Node::Text(text)) if !text.trim().is_empty() => return text.clone(),
            None | Some(Node::Null | Node::Text(_)) => self.note(key, Fault::Missing),
            Some(other) => self.wrong_type(key, "a text", other),
        }
        String::new()
    }

    /// A text that may be missing or empty.
    pub fn optional_text(&self, key: &str) -> Option<String> {
        match self.node.get(key) {
            Some(Node::Text(text)) => Some(text.clone()),
            None | Some(Node::Null) => None,
            Some(other) => {
                self.wrong_type(key, "a text", other);
                None
            }
        }
    }

    /// A list of exactly `N` texts, none of them blank.
    pub fn texts<const N: usize>(&self, key: &str) -> [String; N] {
        let texts = self.any_texts(key);
        let found = texts.len();
        texts.try_into().unwrap_or_else(|_| {
            // What is no list at all has been noted already.
            if matches!(self.node.get(key), Some(Node::List(_))) {
                self.note(key, Fault::Count { expected: N.to_string(), found });
            }
            std::array::from_fn(|_| String::new())
        })
    }

    /// A list of texts, none of them blank.
    pub fn any_texts(&self, key: &str) -> Vec<String> {
        let entries = self.list(key);
        entries.iter().map(Reader::own_text).collect()
    }

    /// The text at this very place.
    pub fn own_text(&self) -> String {
        match self.node {
            Node::Text(text) if !text.trim().is_empty() => return text.clone(),
            Node::Text(_) | Node::Null => self.note("", Fault::Missing),
            other => self.wrong_type("", "a text", other),
        }
        String::new()
    }

    /// The entries of a list that has to be there.
    pub fn list(&self, key: &str) -> Vec<Reader<'a>> {
        match self.node.get(key) {
            Some(Node::List(entries)) => entries
                .iter()
                .enumerate()
                .map(|(index, node)| Self {
                    node,
                    place: format!("{}[{index}]", self.place(key)),
                    problems: self.problems,
                })
                .collect(),
            None | Some(Node::Null) => {
                self.note(key, Fault::Missing);
                Vec::new()
            }
            Some(other) => {
                self.wrong_type(key, "a list", other);
                Vec::new()
            }
        }
    }

    /// Notes every key that a table at this place, or anywhere within it, has more than once.
    pub fn note_duplicates(&self) {
        match self.node {
            Node::Table(entries) => {
                // A set, because a table made to do harm can have half a million keys.
                let mut seen = BTreeSet::new();
                for (key, node) in entries {
                    if !seen.insert(key.as_str()) {
                        self.note(key, Fault::Duplicate(key.clone()));
                    }
                    if matches!(node, Node::Table(_) | Node::List(_)) {
                        let place = self.place(key);
                        Self { node, place, problems: self.problems }.note_duplicates();
                    }
                }
            }
            Node::List(entries) => {
                for (index, node) in entries.iter().enumerate() {
                    if matches!(node, Node::Table(_) | Node::List(_)) {
                        let place = format!("{}[{index}]", self.place);
                        Self { node, place, problems: self.problems }.note_duplicates();
                    }
                }
            }
            _ => {}
        }
    }

    /// The entries of the table at this place, each key once: of duplicates the first counts, as for every other way to
    /// read. [`Reader::note_duplicates`] is what names them.
    pub fn entries(&self) -> Vec<(&'a str, Reader<'a>)> {
        let Node::Table(entries) = self.node else {
            self.wrong_type("", "a table", self.node);
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        let mut readers = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            if seen.insert(key.as_str()) {
                let entry = Self { node, place: self.place(key), problems: self.problems };
                readers.push((key.as_str(), entry));
            }
        }
        readers
    }

    /// A whole number within a range. Outside of it, or missing, it is noted and the lower bound returned.
    pub fn whole(&self, key: &str, range: RangeInclusive<u64>) -> u64 {
        match self.node.get(key) {
            None | Some(Node::Null) => self.note(key, Fault::Missing),
            Some(node @ Node::Number(_)) => match node.as_whole() {
                Some(whole) if range.contains(&whole) => return whole,
                _ => {
                    let bounds = format!("{} to {}", range.start(), range.end());
                    self.note(key, Fault::OutOfRange(bounds));
                }
            },
            Some(other) => self.wrong_type(key, "a whole number", other),
        }
        *range.start()
    }

    /// A number within a range. Outside of it, or missing, it is noted and the lower bound returned.
    pub fn number(&self, key: &str, range: RangeInclusive<f64>) -> f64 {
        match self.node.get(key) {
            None | Some(Node::Null) => self.note(key, Fault::Missing),
            Some(Node::Number(number)) if range.contains(number) => return *number,
            Some(Node::Number(_)) => {
                let [low, high] =
                    [*range.start(), *range.end()].map(|end| Node::from(end).to_json());
                self.note(key, Fault::OutOfRange(format!("{low} to {high}")));
            }
            Some(other) => self.wrong_type(key, "a number", other),
        }
        *range.start()
    }

    /// `true` or `false`; `false` when it is not there.
    pub fn flag(&self, key: &str) -> bool {
        match self.node.get(key) {
            Some(Node::Flag(flag)) => *flag,
            None | Some(Node::Null) => false,
            Some(other) => {
                self.wrong_type(key, "true or false", other);
                false
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            list.push(entry);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut table = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            table.push(entry);
        }
        Ok(Node::Table(table))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(_) if self.as_whole().is_some() => {
                serializer.serialize_u64(self.as_whole().unwrap_or_default())
            }
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(entries) => serializer.collect_seq(entries),
            Self::Table(entries) => {
                let mut table = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    table.serialize_entry(key, value)?;
                }
                table.end()
            }
        }
    }
}
