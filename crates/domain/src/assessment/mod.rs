//! One person's assessment: profile, answers and what they said about them, what they aim at and plan.
//!
//! Owns the only way in which an assessment changes ([`update`]), the revisions that tell which of two copies of an
//! answer is newer, and the merging of two copies. Must not know scores, storage or screens.

mod aim;
mod answer;
mod competency;
mod date;
mod id;
mod plan;
mod merge;
mod series;
mod update;

pub use aim::{Aim, Impact};
pub use answer::{Answer, Entry, Evidence};
pub use competency::{Frequency, SelfCheck, SelfRating};
pub use date::Date;
pub use id::{AssessmentId, ResponseId, ViewId};
pub use merge::{Absorbed, absorb, merge};
pub use plan::{ACTIONS_LIMIT, Action, ActionId, ActionState, Horizon, OWNER_LIMIT, WORDS_LIMIT};
pub use series::{distance, series};
pub use update::{Msg, update};

use crate::model::{Model, Profile};
use base::sorted::Sorted;

/// The longest note that is kept, in characters. Longer ones are cut, and the person is told.
pub const NOTE_LIMIT: usize = 10_000;

/// The longest name that is kept, in characters.
pub const NAME_LIMIT: usize = 120;

/// Counts the changes to an assessment. No clock is used, because clocks differ and go back.
pub type Revision = u64;

/// The highest revision, 2⁵³: the last one that a stored document can tell from the one before. Counting stays there. Only
/// a document made by hand gets so far.
pub const LAST_REVISION: Revision = 9_007_199_254_740_992;

/// Milliseconds since 1970, for showing dates only. Nothing is decided by it.
pub type Moment = u64;

/// The content an assessment was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelVersion {
    /// Id of the model.
    pub id: String,
    /// Its version.
    pub version: String,
}

impl ModelVersion {
    /// That of a model.
    pub fn of(model: &Model) -> Self {
        Self { id: model.id.clone(), version: model.version.clone() }
    }
}

/// One person's assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// Id on this device.
    pub id: AssessmentId,
    /// What the person calls it; can be empty.
    pub name: String,
    /// From which side, of what, when and how much.
    pub profile: Profile,
    /// The revision in which name or profile last changed.
    pub header_revision: Revision,
    /// The model that was answered.
    pub model: ModelVersion,
    /// When it was started.
    pub created: Moment,
    /// When it was last changed.
    pub changed: Moment,
    /// How often it was changed.
    pub revision: Revision,
    /// The assessment of the round before, if this one was begun from it. It need not be on this device.
    pub follows: Option<AssessmentId>,
    /// The id under which it is handed over; none until it first is.
    pub response: Option<ResponseId>,
    /// What was said, by practice id. Also holds what is out of scope now, so that changing the profile loses nothing.
    pub entries: Sorted<String, Entry>,
    /// Targets and impacts that the person set, by principle id.
    pub aims: Sorted<String, Aim>,
    /// What the person decided and wrote about suggested steps, and their own actions. Stays when answers, targets, form
    /// or scale change and a step is no longer suggested.
    pub plan: Sorted<ActionId, Action>,
    /// The competency self-check, by competency id.
    pub competencies: Sorted<String, SelfCheck>,
}

impl Assessment {
    /// A new one without answers.
    pub fn new(
        id: AssessmentId,
        name: &str,
        profile: Profile,
        model: ModelVersion,
        now: Moment,
    ) -> Self {
        Self {
            id,
            name: clip(name.trim(), NAME_LIMIT),
            profile,
            header_revision: 1,
            model,
            created: now,
            changed: now,
            revision: 1,
            follows: None,
            response: None,
            entries: Sorted::new(),
            aims: Sorted::new(),
            plan: Sorted::new(),
            competencies: Sorted::new(),
        }
    }

    /// The same answers under a new id and name, as the start of something of its own. It is handed over as a response of
    /// its own.
    #[must_use]
    pub fn duplicate(&self, id: AssessmentId, name: &str, now: Moment) -> Self {
        let name = clip(name.trim(), NAME_LIMIT);
        Self { id, name, created: now, changed: now, response: None, ..self.clone() }
    }

    /// The start of the next round: the same profile, aims and plan, and with `keep_answers` also answers, notes and the
    /// competency self-check. It knows the round before, is handed over as a response of its own, and is answered with the model
    /// in use: what is kept is gone through again.
    #[must_use]
    pub fn next_round(
        &self,
        model: &Model,
        id: AssessmentId,
        name: &str,
        keep_answers: bool,
        now: Moment,
    ) -> Self {
        let mut next = self.duplicate(id, name, now);
        next.model = ModelVersion::of(model);
        next.follows = Some(self.id.clone());
        if !keep_answers {
            next.entries.clear();
            next.competencies.clear();
        }
        next
    }

    /// What was answered to a practice.
    pub fn answer(&self, practice: &str) -> Option<Answer> {
        self.entries.get(practice).and_then(|entry| entry.answer)
    }

    /// Whether the plan has room for this action: one more, or one that is in it already.
    pub fn has_room_for(&self, action: &ActionId) -> bool {
        self.plan.len() < ACTIONS_LIMIT || self.plan.contains_key(action)
    }

    /// The highest revision of any part of it. That of the whole is never below.
    pub fn newest_part(&self) -> Revision {
        let entries = self.entries.values().map(Entry::newest);
        let aims = self.aims.values().map(|aim| aim.revision);
        let plan = self.plan.values().map(|action| action.revision);
        let checks = self.competencies.values().map(|check| check.revision);
        entries.chain(aims).chain(plan).chain(checks).fold(self.header_revision, Revision::max)
    }
}

/// The first `limit` characters.
fn clip(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}
