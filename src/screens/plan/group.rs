//! The lists of actions that a roadmap has.

use super::Sheet;
use domain::{
    assessment::{ActionState, Horizon},
    scoring::RoadmapItem,
    text::Key,
};
use report::horizon_words;

/// A list of cards.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Group {
    /// What is to be done within a horizon.
    Open(Horizon),
    /// What is done.
    Done,
    /// What was dropped.
    Dropped,
}

impl Group {
    /// The list that an action stands in.
    pub(super) fn of(item: &RoadmapItem<'_>) -> Self {
        match item.state {
            ActionState::Suggested | ActionState::Taken | ActionState::Started => {
                Self::Open(item.horizon)
            }
            ActionState::Done => Self::Done,
            ActionState::Dropped => Self::Dropped,
        }
    }

    /// The id by which tests, styles and the focus find the list.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Open(horizon) => horizon.id(),
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// What it is called.
    pub(super) fn words(self, sheet: Sheet) -> &'static str {
        match self {
            Self::Open(horizon) => horizon_words(horizon, sheet.speech()),
            Self::Done => sheet.say(Key::PlanDoneTitle),
            Self::Dropped => sheet.say(Key::PlanDroppedTitle),
        }
    }
}
