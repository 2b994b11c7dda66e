//! Whether the texts of a model are easy to read: how long they are, and words that the English texts do without.
//!
//! Owns the limits. They are the house rules of the shipped model and no condition for a model to be sound. Source:
//! docs/method.md, Principles and practices.

use std::fmt;

use super::{Model, Practice};

/// How many words a description of a level has.
pub const LEVEL_WORDS: std::ops::RangeInclusive<usize> = 7..=20;

/// How many words a question has at most.
pub const MOST_QUESTION_WORDS: usize = 20;

/// English words that the practices do without, each because there is a plainer or a truer one.
const AVOIDED: [&str; 12] = [
    "direction", // for vision
    "means",
    "count",
    "counts",
    "hear",
    "hears",
    "beside",
    "conduct",
    "sales", // not every ecosystem sells
    "calls for",
    "call for",
    "kind of member", // member type
];

/// What makes a text hard to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where: id of the practice and name of the text, `rm-framework.levels[2]`.
    pub place: String,
    /// What.
    pub why: Why,
}

/// See [`Unreadable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// So many words, which is too few or too many.
    Length(usize),
    /// A word that is to be avoided.
    Word(&'static str),
    /// *Own* without saying whose.
    Own,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.place;
        match &self.why {
            Why::Length(words) => write!(f, "{place}: {words} words"),
            Why::Word(word) => write!(f, "{place}: says \"{word}\""),
            Why::Own => write!(f, "{place}: says \"own\" and not whose"),
        }
    }
}

/// Every text of a practice that is too short or too long, and, in English, every word that is to be avoided.
pub fn unreadable(model: &Model, language: &str) -> Vec<Unreadable> {
    let practices = model.principles.iter().flat_map(|principle| &principle.practices);
    practices.flat_map(|practice| of_practice(practice, language == "en")).collect()
}

fn of_practice(practice: &Practice, is_english: bool) -> Vec<Unreadable> {
    let mut found = Vec::new();
    let mut note = |place: &str, why: Why| {
        found.push(Unreadable { place: format!("{}.{place}", practice.id), why });
    };
    for (place, text) in texts(practice) {
        let words = text.split_whitespace().count();
        let is_length_right = match place.split('[').next() {
            Some("levels" | "levels_member") => LEVEL_WORDS.contains(&words),
            Some("ask_orchestrator" | "ask_member") => words <= MOST_QUESTION_WORDS,
            _ => true,
        };
        if !is_length_right {
            note(&place, Why::Length(words));
        }
        if is_english {
            let words = plain_words(text);
            let said = format!(" {} ", words.join(" "));
            for word in AVOIDED.iter().filter(|word| said.contains(&format!(" {word} "))) {
                note(&place, Why::Word(word));
            }
            if has_bare_own(&words) {
                note(&place, Why::Own);
            }
        }
    }
    found
}

/// All texts of a practice that are shown, each with its name.
fn texts(practice: &Practice) -> Vec<(String, &str)> {
    let mut all: Vec<(String, &str)> = vec![
        ("title".to_owned(), &practice.title),
        ("ask_orchestrator".to_owned(), &practice.ask_orchestrator),
        ("ask_member".to_owned(), &practice.ask_member),
        ("in_small".to_owned(), &practice.in_small),
        ("in_large".to_owned(), &practice.in_large),
    ];
    all.extend(practice.in_platform.iter().map(|text| ("in_platform".to_owned(), text.as_str())));
    let members = practice.levels_member.iter();
    for (name, texts) in [
        ("evidence", practice.evidence.iter().collect::<Vec<&String>>()),
        ("levels", practice.levels.iter().map(|(_, text)| text).collect()),
        ("levels_member", members.flat_map(|levels| levels.iter().map(|(_, text)| text)).collect()),
        ("next", practice.next.iter().collect()),
        ("next_member", practice.next_member.iter().flatten().collect()),
    ] {
        let texts = texts.into_iter().enumerate();
        all.extend(texts.map(|(place, text)| (format!("{name}[{place}]"), text.as_str())));
    }
    all
}

/// The words in small letters, without what stands around them.
fn plain_words(text: &str) -> Vec<String> {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let words = text.split_whitespace();
    words.map(|word| word.trim_matches(|c| !is_of_word(c)).to_lowercase()).collect()
}

/// Whether *own* stands behind anything but whose it is.
fn has_bare_own(words: &[String]) -> bool {
    let is_possessive = |word: &str| {
        matches!(word, "my" | "our" | "your" | "their" | "its")
            || word.ends_with("'s")
            || word.ends_with("’s")
            || word.ends_with("s'")
            || word.ends_with("s’")
    };
    let before = std::iter::once("").chain(words.iter().map(String::as_str));
    words.iter().zip(before).any(|(word, before)| word == "own" && !is_possessive(before))
}
