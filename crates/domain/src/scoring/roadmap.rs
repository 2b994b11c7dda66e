//! The roadmap: what is suggested to be done, together with what the person decided and wrote about it.
//!
//! Source: docs/method.md, Steps and horizons, and Roadmap.

use super::{
    impacts,
    plan::{PracticeGap, Step, all_gaps, first_of, horizon_from, steps},
    targets,
};
use crate::{
    assessment::{Action, ActionId, ActionState, Assessment, Date, Horizon},
    model::{Level, Model, Practice, Role},
};
use base::order::order;

/// One line of the roadmap.
#[derive(Clone, Debug)]
pub struct RoadmapItem<'a> {
    /// The id of the action, under which it is stored or would be.
    pub id: ActionId,
    /// The place of its principle in the model; none if the model has no such principle.
    pub place: Option<usize>,
    /// Its practice; none for actions of one's own, and for steps of a practice that the model does not have.
    pub practice: Option<&'a Practice>,
    /// The level that the step leaves; none for actions of one's own.
    pub from: Option<Level>,
    /// The priority p of the practice, 1–12; none unless the step is still suggested.
    pub priority: Option<u64>,
    /// What to do: in the person's words if they wrote some, else in the model's. Empty where neither has any.
    pub words: String,
    /// Whether these are the person's words.
    pub edited: bool,
    /// What to propose to the other side about the same gap; none for actions of one's own, and where the model has the
    /// same steps for both sides.
    pub to_propose: Option<&'a str>,
    /// When: where the person put it, else where it is suggested.
    pub horizon: Horizon,
    /// What was decided. What is dropped stays in the list, for a view to show apart.
    pub state: ActionState,
    /// Who does it; can be empty.
    pub owner: String,
    /// Until when.
    pub due: Option<Date>,
    /// Whether the step still leads from the practice's answer to the target. Never so for actions of one's own.
    pub still_suggested: bool,
}

/// The roadmap of an assessment, in three horizons.
///
/// It has the steps that lead the practices to work on first ([`super::practice_gaps`]) to their targets, and every action
/// about which the person said something, suggested or not, so that nothing they decided or wrote goes away when answers,
/// targets, form or scale change.
///
/// The order is: horizon; what is to be done, then what is done, then what was dropped; of these what is suggested, by the
/// priority of its practice, then the rest; then place in the model.
pub fn roadmap<'a>(model: &'a Model, assessment: &Assessment) -> Vec<RoadmapItem<'a>> {
    let gaps =
        all_gaps(model, assessment, &targets(model, assessment), &impacts(model, assessment));
    let first = first_of(model, &gaps);
    let mut items = Vec::new();
    for gap in &gaps {
        let is_first = first.iter().any(|other| other.practice.id == gap.practice.id);
        for step in steps(gap.practice, assessment.profile.role, gap.level, gap.target) {
            let id = ActionId::step(&gap.practice.id, step.from);
            let action = said(assessment, &id);
            if is_first || action.is_some() {
                items.push(suggested(id, gap, step, action));
            }
        }
    }
    let known = items.len();
    for (id, action) in &assessment.plan {
        let is_there = items.iter().take(known).any(|item| item.id == *id);
        if !is_there && said(assessment, id).is_some() {
            items.push(on_its_own(model, assessment.profile.role, id, action));
        }
    }
    // Those of equal order stay as they were: suggested ones by priority, place and step.
    let key = |item: &RoadmapItem<'_>| {
        let life = match item.state {
            ActionState::Suggested | ActionState::Taken | ActionState::Started => 0,
            ActionState::Done => 1,
            ActionState::Dropped => 2,
        };
        let place = item.place.filter(|_| !item.still_suggested).unwrap_or(usize::MAX);
        (item.horizon, life, !item.still_suggested, place)
    };
    order(items, |a, b| key(a).cmp(&key(b)))
}

/// The steps of the practices of one principle below their target that are not on the roadmap, by priority: what else could
/// be taken on.
pub fn more_suggestions<'a>(
    model: &'a Model,
    assessment: &Assessment,
    place: usize,
) -> Vec<RoadmapItem<'a>> {
    let gaps =
        all_gaps(model, assessment, &targets(model, assessment), &impacts(model, assessment));
    let first = first_of(model, &gaps);
    let mut items = Vec::new();
    for gap in gaps.iter().filter(|gap| gap.place == place) {
        if first.iter().any(|other| other.practice.id == gap.practice.id) {
            continue;
        }
        for step in steps(gap.practice, assessment.profile.role, gap.level, gap.target) {
            let id = ActionId::step(&gap.practice.id, step.from);
            if said(assessment, &id).is_none() {
                items.push(suggested(id, gap, step, None));
            }
        }
    }
    items
}

/// What the person said about an action. A suggested step of which everything was taken back is as if it were not stored.
fn said<'s>(assessment: &'s Assessment, id: &ActionId) -> Option<&'s Action> {
    assessment.plan.get(id).filter(|action| id.is_own() || !action.is_blank())
}

fn suggested<'a>(
    id: ActionId,
    gap: &PracticeGap<'a>,
    step: Step<'a>,
    action: Option<&Action>,
) -> RoadmapItem<'a> {
    let item = RoadmapItem {
        id,
        place: Some(gap.place),
        practice: Some(gap.practice),
        from: Some(step.from),
        priority: Some(gap.priority),
        words: step.text.to_owned(),
        edited: false,
        to_propose: step.to_propose,
        horizon: step.horizon,
        state: ActionState::default(),
        owner: String::new(),
        due: None,
        still_suggested: true,
    };
    match action {
        Some(action) => with(item, action),
        None => item,
    }
}

/// An action of one's own, or a step that is not suggested any more. Without a horizon of the person's, the step stands
/// where its level puts it and an action of one's own among what is due now.
fn on_its_own<'a>(model: &'a Model, role: Role, id: &ActionId, action: &Action) -> RoadmapItem<'a> {
    let (practice, from) = id.step_of().unzip();
    let found = practice.and_then(|practice| model.practice(practice));
    let principle = found.map_or(action.principle.as_str(), |(principle, _)| &principle.id);
    let practice = found.map(|(_, practice)| practice);
    let step = practice.zip(from);
    let words = step.and_then(|(practice, from)| practice.next_step(role, from));
    let item = RoadmapItem {
        id: id.clone(),
        place: model.principles.iter().position(|other| other.id == principle),
        practice,
        from,
        priority: None,
        words: words.unwrap_or_default().to_owned(),
        edited: false,
        to_propose: step.and_then(|(practice, from)| practice.step_to_propose(role, from)),
        horizon: from.map_or(Horizon::Now, horizon_from),
        state: ActionState::default(),
        owner: String::new(),
        due: None,
        still_suggested: false,
    };
    with(item, action)
}

/// Puts what the person said over what is suggested.
fn with<'a>(item: RoadmapItem<'a>, action: &Action) -> RoadmapItem<'a> {
    let edited = !action.words.trim().is_empty();
    RoadmapItem {
        words: if edited { action.words.clone() } else { item.words },
        edited,
        horizon: action.horizon.unwrap_or(item.horizon),
        state: action.state,
        owner: action.owner.clone(),
        due: action.due,
        ..item
    }
}
