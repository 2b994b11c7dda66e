//! The competency self-check. It never changes a score.

use super::Revision;

/// How often something is seen to be done, 1 (hardly ever) to 5 (nearly always). Source: docs/method.md, Self-check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Frequency(u8);

impl Frequency {
    /// All of them, rarest first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The frequency with this number, if it is one of 1 to 5.
    pub fn new(number: u8) -> Option<Self> {
        (1..=5).contains(&number).then_some(Self(number))
    }

    /// The number, 1 to 5.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// What a person says about a competency or behaviour of one side. Nothing said stands as `None` where this stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SelfRating {
    /// It is seen this often.
    Seen(Frequency),
    /// I cannot tell.
    Unknown,
}

impl SelfRating {
    /// The frequency, if it is one.
    pub fn frequency(self) -> Option<Frequency> {
        match self {
            Self::Seen(frequency) => Some(frequency),
            Self::Unknown => None,
        }
    }

    /// The word for it in the value of its control: `1` to `5`, `unknown`.
    pub fn token(self) -> &'static str {
        match self {
            Self::Seen(frequency) => match frequency.number() {
                1 => "1",
                2 => "2",
                3 => "3",
                4 => "4",
                _ => "5",
            },
            Self::Unknown => "unknown",
        }
    }

    /// The rating with this word.
    pub fn from_token(token: &str) -> Option<Self> {
        match token {
            "unknown" => Some(Self::Unknown),
            _ => token.parse().ok().and_then(Frequency::new).map(Self::Seen),
        }
    }
}

/// Everything said about one item of the self-check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelfCheck {
    /// About our own organization.
    pub own: Option<SelfRating>,
    /// About the others we work with.
    pub others: Option<SelfRating>,
    /// The revision of the assessment in which either last changed. What was taken back keeps its entry.
    pub revision: Revision,
}
