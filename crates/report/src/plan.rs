//! What a plan says in words: the sentence that it begins with, and what states, horizons and priorities are called.

use domain::{
    assessment::{ActionState, Date, Horizon},
    model::{Level, Model},
    scoring::{EPSILON, Gap, Priority, RoadmapItem, Scores, progress_to_target},
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
    let is_open = !matches!(item.state, ActionState::Done | ActionState::Dropped);
    is_open && item.due.is_some_and(|due| due < today)
}

/// Which practice an action serves, and which step up it is: `Shared goals · From level 2 to level 3`.
pub fn step_words(practice: &str, from: Level, speech: Speech<'_>) -> String {
    let to = Level::ALL.into_iter().find(|level| *level > from).unwrap_or(from);
    let [from, to] = [from, to].map(|level| speech.locale.whole(u64::from(level.number())));
    format!("{practice} · {}", speech.fill(Key::PlanWhy, &[("from", &from), ("to", &to)]))
}
