//! Answers to practices, how well they can be shown, and notes.

use super::Revision;
use crate::model::Level;

/// What a person says about a practice. No answer at all is the fourth thing and stands as `None` where this stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The practice is at this level.
    Rated(Level),
    /// The practice does not apply to us. Leaves every mean.
    NotApplicable,
    /// I cannot tell. No rating, and a finding of its own.
    Unknown,
}

impl Answer {
    /// The level, if it is one.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Rated(level) => Some(level),
            Self::NotApplicable | Self::Unknown => None,
        }
    }

    /// The word for it in documents and in the value of its control: `1` to `5`, `na`, `unknown`.
    pub fn token(self) -> &'static str {
        match self {
            Self::Rated(level) => match level.number() {
                1 => "1",
                2 => "2",
                3 => "3",
                4 => "4",
                _ => "5",
            },
            Self::NotApplicable => "na",
            Self::Unknown => "unknown",
        }
    }

    /// The answer that a key stands for: the number of a level, `0` for *does not apply*, `?` for *I cannot tell*. `key` is
    /// its name as browsers have it.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "0" => Some(Self::NotApplicable),
            "?" => Some(Self::Unknown),
            "1" | "2" | "3" | "4" | "5" => Self::from_token(key),
            _ => None,
        }
    }

    /// The answer with this word.
    pub fn from_token(token: &str) -> Option<Self> {
        match token {
            "na" => Some(Self::NotApplicable),
            "unknown" => Some(Self::Unknown),
            _ => token.parse().ok().and_then(Level::new).map(Self::Rated),
        }
    }
}

/// How well a rating can be shown to others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A belief. Counts as this when nothing was said.
    #[default]
    Opinion,
    /// Cases the person saw.
    Examples,
    /// Documents or data that others can inspect.
    Records,
}

impl Evidence {
    /// All grades, weakest first.
    pub const ALL: [Self; 3] = [Self::Opinion, Self::Examples, Self::Records];

    /// The grade as a number, 1 to 3.
    pub fn number(self) -> u8 {
        match self {
            Self::Opinion => 1,
            Self::Examples => 2,
            Self::Records => 3,
        }
    }

    /// The grade with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.number() == number)
    }
}

/// Everything said about one practice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The answer; none if it was never given or was taken back.
    pub answer: Option<Answer>,
    /// How well it can be shown.
    pub evidence: Evidence,
    /// A note, at most [`NOTE_LIMIT`](super::NOTE_LIMIT) characters. Stays on the device. For *does not apply* it is the reason.
    pub note: String,
    /// The revision of the assessment in which answer or evidence last changed. A taken-back answer keeps its entry, so
    /// that merging knows it was taken back.
    pub revision: Revision,
    /// The revision in which the note last changed; 0 if there never was one.
    pub note_revision: Revision,
}

impl Entry {
    /// The revision in which anything of it last changed.
    pub fn newest(&self) -> Revision {
        self.revision.max(self.note_revision)
    }
}
