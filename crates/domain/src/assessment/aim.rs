//! What a person aims at for a principle.

use super::Revision;
use crate::model::Level;

/// How much a principle matters to the ecosystem. Source: docs/method.md, Impact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// 1
    Lower,
    /// 2
    Normal,
    /// 3
    High,
}

impl Impact {
    /// All of them, the lowest first.
    pub const ALL: [Self; 3] = [Self::Lower, Self::Normal, Self::High];

    /// The number that gaps are multiplied with, 1 to 3.
    pub fn number(self) -> u8 {
        match self {
            Self::Lower => 1,
            Self::Normal => 2,
            Self::High => 3,
        }
    }

    /// The impact with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|impact| impact.number() == number)
    }
}

/// What a person set for a principle. What they did not set is suggested anew whenever it is shown, so that another scale
/// changes suggestions and never what was set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aim {
    /// The target; none is the one suggested for the scale.
    pub target: Option<Level>,
    /// The impact; none is the model's default.
    pub impact: Option<Impact>,
    /// The revision of the assessment in which either last changed. What was taken back keeps its entry.
    pub revision: Revision,
}
