//! The plan: what a person decided about suggested steps, and actions of their own.

use super::{
    Date, Revision,
    id::{RANDOM_LETTERS, random_letters},
};
use crate::model::Level;

/// The longest description of an action that is kept, in characters.
pub const WORDS_LIMIT: usize = 500;

/// The longest owner of an action that is kept, in characters.
pub const OWNER_LIMIT: usize = 120;

/// The most actions a person can have in a plan. Merging two plans can make more, because it loses none.
pub const ACTIONS_LIMIT: usize = 500;

/// The longest id of a practice in the id of an action, in bytes.
const PRACTICE_LIMIT: usize = 200;

const OWN: &str = "own:";

/// When a step is due. Source: docs/method.md, Steps and horizons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Horizon {
    /// Within three months.
    Now,
    /// Within three to twelve months.
    Next,
    /// Later than a year.
    Later,
}

impl Horizon {
    /// All of them, the nearest first.
    pub const ALL: [Self; 3] = [Self::Now, Self::Next, Self::Later];

    /// The id, as in stored documents and in the value of its control.
    pub fn id(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Next => "next",
            Self::Later => "later",
        }
    }

    /// The one with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|horizon| horizon.id() == id)
    }
}

/// What was decided about an action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionState {
    /// Nothing.
    #[default]
    Suggested,
    /// To be done.
    Taken,
    /// Begun.
    Started,
    /// Finished.
    Done,
    /// Not to be done. It stays in the plan, so that it is not suggested again.
    Dropped,
}

impl ActionState {
    /// All of them, in the order of an action's life.
    pub const ALL: [Self; 5] =
        [Self::Suggested, Self::Taken, Self::Started, Self::Done, Self::Dropped];

    /// Whether there is something left to do.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Dropped)
    }

    /// The id, as in stored documents and in the value of its control.
    pub fn id(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Taken => "taken",
            Self::Started => "started",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// The one with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }
}

/// The id of an action within a plan: of a suggested step `{practice-id}:{level}` with the level that the step leaves, of
/// an action of one's own `own:` and twelve letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionId(String);

impl ActionId {
    /// The id with this text, if it can be one.
    pub fn new(text: &str) -> Option<Self> {
        let id = Self(text.to_owned());
        let fits = id.is_own()
            || id.step_of().is_some_and(|(practice, from)| {
                (1..=PRACTICE_LIMIT).contains(&practice.len()) && from < Level::HIGHEST
            });
        fits.then_some(id)
    }

    /// The id of the step that leads a practice from this level to the next. A practice's id is at most 200 bytes long.
    pub fn step(practice: &str, from: Level) -> Self {
        Self(format!("{practice}:{}", from.number()))
    }

    /// The id of a new action of one's own, from 64 random bits.
    pub fn own_from_random(bits: u64) -> Self {
        Self(format!("{OWN}{}", random_letters(bits)))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is an action of one's own.
    pub fn is_own(&self) -> bool {
        self.0.strip_prefix(OWN).is_some_and(|letters| {
            letters.len() == RANDOM_LETTERS
                && letters.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
    }

    /// The practice of a suggested step, and the level that the step leaves.
    pub fn step_of(&self) -> Option<(&str, Level)> {
        let (practice, from) = self.0.rsplit_once(':')?;
        // One digit, or `1` and `01` would be two ids of one step.
        let number = from.parse().ok().filter(|_| from.len() == 1)?;
        Some((practice, Level::new(number)?))
    }
}

/// What a person decided and wrote about an action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// The id of the principle it belongs to; can be one that the model does not have.
    pub principle: String,
    /// What to do, at most [`WORDS_LIMIT`] characters. Empty for a suggested step in the model's words.
    pub words: String,
    /// Who does it, at most [`OWNER_LIMIT`] characters; can be empty.
    pub owner: String,
    /// Until when.
    pub due: Option<Date>,
    /// In which horizon the person put it; none is where it is suggested.
    pub horizon: Option<Horizon>,
    /// What was decided.
    pub state: ActionState,
    /// The revision of the assessment in which anything of it last changed.
    pub revision: Revision,
}

impl Action {
    /// Whether nothing was decided or written. Of a suggested step such an action says no more than the suggestion.
    pub fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
            && self.owner.trim().is_empty()
            && self.due.is_none()
            && self.horizon.is_none()
            && self.state == ActionState::Suggested
    }
}
