//! What a plan says in words: the sentence that it begins with, and what states, horizons and priorities are called.

use domain::{
    assessment::{ActionState, Assessment, Date, Horizon, Impact},
    model::{Level, Model, Role},
    scoring::{EPSILON, Gap, Priority, RoadmapItem, Scores, progress_to_target, roadmap},
    text::{Key, Speech},
};

/// How far the way to the targets is gone, how many principles are below theirs, and which comes first. `gaps` are in the
/// order of [`domain::scoring::priorities`]. Source: docs/method.md, Progress to target.
pub fn plan_sentence(
    model: &Model,
    scores: &Scores,
    targets: &[Level],
    gaps: &[Gap],
    speech: Speech<'_>,
) -> String {
    let known = gaps.len() as u64;
    if known == 0 {
        return speech.say(Key::PlanSentenceNone).to_owned();
    }
    let below = gaps.iter().filter(|gap| gap.priority > EPSILON);
    let count = below.clone().count() as u64;
    let first = below.clone().next().and_then(|gap| model.principles.get(gap.place));
    let progress = progress_to_target(scores.scored(), targets);
    let (Some(first), Some(progress)) = (first, progress) else {
        return speech.count(Key::PlanSentenceReached, known, &[]);
    };
    speech.count(
        Key::PlanSentence,
        count,
        &[
            ("progress", &speech.locale.percent(progress)),
            ("scored", &speech.locale.whole(known)),
            ("first", &first.title),
        ],
    )
}

/// What a class of priorities is called.
pub fn priority_words(priority: Priority, speech: Speech<'_>) -> &str {
    speech.say(match priority {
        Priority::High => Key::PlanPriorityHigh,
        Priority::Medium => Key::PlanPriorityMedium,
        Priority::Low => Key::PlanPriorityLow,
        Priority::None => Key::PlanPriorityNone,
    })
}

/// What a horizon is called.
pub fn horizon_words(horizon: Horizon, speech: Speech<'_>) -> &str {
    speech.say(match horizon {
        Horizon::Now => Key::PlanHorizonNow,
        Horizon::Next => Key::PlanHorizonNext,
        Horizon::Later => Key::PlanHorizonLater,
    })
}

/// What the state of an action is called.
pub fn state_words(state: ActionState, speech: Speech<'_>) -> &str {
    speech.say(match state {
        ActionState::Suggested => Key::PlanStateSuggested,
        ActionState::Taken => Key::PlanStateTaken,
        ActionState::Started => Key::PlanStateStarted,
        ActionState::Done => Key::PlanStateDone,
        ActionState::Dropped => Key::PlanStateDropped,
    })
}

/// Whether an action should have been done by now: its date is past and it is neither done nor dropped.
pub fn is_overdue(item: &RoadmapItem<'_>, today: Date) -> bool {
    item.state.is_open() && item.due.is_some_and(|due| due < today)
}

/// Which practice an action serves, and which step up it is: `Shared goals · From level 2 to level 3`.
pub fn step_words(practice: &str, from: Level, speech: Speech<'_>) -> String {
    let to = Level::ALL.into_iter().find(|level| *level > from).unwrap_or(from);
    let [from, to] = [from, to].map(|level| speech.locale.whole(u64::from(level.number())));
    format!("{practice} · {}", speech.fill(Key::PlanWhy, &[("from", &from), ("to", &to)]))
}

/// How many principles are named as priorities beside a result, and how many first steps; the plan has all.
const FIRST_PRIORITIES: usize = 5;
const FIRST_STEPS: usize = 4;

/// The principles that come first, as a result names them: those below their targets, in the order of
/// [`domain::scoring::priorities`].
pub fn first_priorities(gaps: &[Gap]) -> impl Iterator<Item = &Gap> {
    gaps.iter().filter(|gap| gap.priority > EPSILON).take(FIRST_PRIORITIES)
}

/// Whether something has a score and nothing is below its target.
pub fn all_reached(gaps: &[Gap]) -> bool {
    !gaps.is_empty() && gaps.iter().all(|gap| gap.priority <= EPSILON)
}

/// The first steps within three months, as a result names them: what is open and has words.
pub fn first_steps<'a>(model: &'a Model, assessment: &Assessment) -> Vec<RoadmapItem<'a>> {
    let items = roadmap(model, assessment).into_iter();
    let now = items.filter(|item| item.horizon == Horizon::Now && item.state.is_open());
    now.filter(|item| !item.words.trim().is_empty()).take(FIRST_STEPS).collect()
}

/// What to propose to the other side, for a reader of this role: both sides have something to do about the same gap, and
/// neither can do the other's part.
pub fn proposal(reader: Role, step: &str, speech: Speech<'_>) -> String {
    let key = match reader {
        Role::Orchestrator => Key::PlanProposeToMembers,
        Role::Member => Key::PlanProposeToOrchestrators,
    };
    speech.fill(key, &[("step", step)])
}

/// What an action serves: the practice, whether a person thought of it, and the principle, as far as there are any.
/// `own` says that a person thought of it; empty where that is not said.
pub fn action_source(item: &RoadmapItem<'_>, own: &str, model: &Model) -> String {
    let practice = item.practice.map(|practice| practice.title.as_str());
    let own = Some(own).filter(|own| item.id.is_own() && !own.is_empty());
    let principle = item.place.and_then(|place| model.principles.get(place));
    let principle = principle.map(|principle| principle.title.as_str());
    [practice, own, principle].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The state of an action on paper. Every action begins as a suggestion, so the word would stand in most rows and tell
/// nothing.
pub fn printed_state(state: ActionState, speech: Speech<'_>) -> &str {
    if state == ActionState::Suggested { "" } else { state_words(state, speech) }
}

/// The states that a person can choose for an action. Nobody suggests what a person thought of.
pub fn states_to_choose(is_own: bool) -> impl Iterator<Item = ActionState> {
    ActionState::ALL.into_iter().filter(move |s| !(is_own && *s == ActionState::Suggested))
}

/// The impact to store for the one that a person chose; `None` for the default, which is left and not set, so that it stays
/// the default.
pub fn impact_to_store(chosen: Impact, default: u64) -> Option<Impact> {
    Some(chosen).filter(|impact| u64::from(impact.number()) != default)
}

/// A list of the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionList {
    /// What is to be done within a horizon.
    Open(Horizon),
    /// What is done.
    Done,
    /// What was dropped.
    Dropped,
}

impl ActionList {
    /// The list that an action stands in.
    pub fn of(state: ActionState, horizon: Horizon) -> Self {
        match state {
            ActionState::Suggested | ActionState::Taken | ActionState::Started => {
                Self::Open(horizon)
            }
            ActionState::Done => Self::Done,
            ActionState::Dropped => Self::Dropped,
        }
    }

    /// The id by which tests, styles and the focus find the list.
    pub fn id(self) -> &'static str {
        match self {
            Self::Open(horizon) => horizon.id(),
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// What it is called.
    pub fn words(self, speech: Speech<'_>) -> &str {
        match self {
            Self::Open(horizon) => horizon_words(horizon, speech),
            Self::Done => speech.say(Key::PlanDoneTitle),
            Self::Dropped => speech.say(Key::PlanDroppedTitle),
        }
    }
}
