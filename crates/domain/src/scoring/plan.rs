//! From scores to what to do first: gaps, priorities, progress and the steps in three horizons.
//!
//! Source: docs/method.md, What to do first.

use super::EPSILON;
use crate::{
    assessment::{Answer, Assessment, Horizon},
    model::{Level, Model, Practice, Role},
};
use base::order::order;

/// Gap g = max(0, T − S), 0–4.
pub fn gap(target: Level, score: f64) -> f64 {
    (f64::from(target.number()) - score).max(0.0)
}

/// How urgent a priority P is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// P ≥ 4.
    High,
    /// 2 ≤ P < 4.
    Medium,
    /// 0 < P < 2.
    Low,
    /// P = 0: the target is reached.
    None,
}

/// What to call a priority of 0–12.
pub fn priority_class(priority: f64) -> Priority {
    if priority + EPSILON >= 4.0 {
        Priority::High
    } else if priority + EPSILON >= 2.0 {
        Priority::Medium
    } else if priority > EPSILON {
        Priority::Low
    } else {
        Priority::None
    }
}

/// A principle with its distance to the target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The place of the principle in the model.
    pub place: usize,
    /// Its score, 1–5.
    pub score: f64,
    /// Its gap, 0–4.
    pub gap: f64,
    /// P = I × g, 0–12.
    pub priority: f64,
}

/// The scored principles by priority: P down, then score up, then place. Principles that reached their target come last.
///
/// `scored` holds places and scores, `targets` and `impacts` (1–3) are by place.
pub fn priorities(
    scored: impl Iterator<Item = (usize, f64)>,
    targets: &[Level],
    impacts: &[u64],
) -> Vec<Gap> {
    let gaps: Vec<Gap> = scored
        .filter_map(|(place, score)| {
            let gap = gap(*targets.get(place)?, score);
            let priority = *impacts.get(place)? as f64 * gap;
            Some(Gap { place, score, gap, priority })
        })
        .collect();
    order(gaps, |a, b| {
        close(b.priority, a.priority)
            .then_with(|| close(a.score, b.score))
            .then(a.place.cmp(&b.place))
    })
}

/// Compares with tolerance, so that 3.6 from two sums is the same 3.6. The values here are multiples of 1/60 at most, so
/// the order is still a total one.
fn close(a: f64, b: f64) -> std::cmp::Ordering {
    if (a - b).abs() < EPSILON { std::cmp::Ordering::Equal } else { a.total_cmp(&b) }
}

/// A practice with its distance to the target of its principle.
#[derive(Clone, Copy, Debug)]
pub struct PracticeGap<'a> {
    /// The place of its principle in the model.
    pub place: usize,
    /// The practice.
    pub practice: &'a Practice,
    /// Its level.
    pub level: Level,
    /// The target of its principle.
    pub target: Level,
    /// p = I × max(0, T − x), 1–12.
    pub priority: u64,
}

/// The practices to work on first: p down, then level up, then place; at most `max_priorities`, of one principle at most
/// `max_priorities_per_principle`, so that improvement stays spread over the set.
pub fn practice_gaps<'a>(
    model: &'a Model,
    assessment: &Assessment,
    targets: &[Level],
    impacts: &[u64],
) -> Vec<PracticeGap<'a>> {
    first_of(model, &all_gaps(model, assessment, targets, impacts))
}

/// Every rated practice below its target, in the same order.
pub(super) fn all_gaps<'a>(
    model: &'a Model,
    assessment: &Assessment,
    targets: &[Level],
    impacts: &[u64],
) -> Vec<PracticeGap<'a>> {
    let mut found = Vec::new();
    for (place, principle) in model.principles.iter().enumerate() {
        let (Some(target), Some(impact)) = (targets.get(place), impacts.get(place)) else {
            continue;
        };
        for practice in principle.in_scope(assessment.profile) {
            let level = assessment.answer(&practice.id).and_then(Answer::level);
            let Some(level) = level.filter(|level| level < target) else { continue };
            let priority = impact * u64::from(target.number() - level.number());
            found.push(PracticeGap { place, practice, level, target: *target, priority });
        }
    }
    order(found, |a, b| b.priority.cmp(&a.priority).then(a.level.cmp(&b.level)))
}

/// Those to work on first, of all in their order.
pub(super) fn first_of<'a>(model: &Model, all: &[PracticeGap<'a>]) -> Vec<PracticeGap<'a>> {
    let limits = &model.scoring;
    let mut kept: Vec<PracticeGap<'a>> = Vec::new();
    for candidate in all {
        let same = kept.iter().filter(|other| other.place == candidate.place).count() as u64;
        if (kept.len() as u64) < limits.max_priorities && same < limits.max_priorities_per_principle
        {
            kept.push(*candidate);
        }
    }
    kept
}

/// Progress to target = Σ (min(S, T) − 1) / Σ (T − 1) over scored principles with T > 1, 0–1. `None` without any.
pub fn progress_to_target(
    scored: impl Iterator<Item = (usize, f64)>,
    targets: &[Level],
) -> Option<f64> {
    let (mut done, mut all) = (0.0, 0.0);
    for (place, score) in scored {
        let Some(target) = targets.get(place).map(|level| f64::from(level.number())) else {
            continue;
        };
        if target > 1.0 {
            done += score.min(target) - 1.0;
            all += target - 1.0;
        }
    }
    (all > 0.0).then(|| done / all)
}

/// One step of the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// The level that the step leaves.
    pub from: Level,
    /// What to do, for the role that reads it.
    pub text: &'a str,
    /// What to propose to the other side about the same gap.
    pub to_propose: Option<&'a str>,
    /// When.
    pub horizon: Horizon,
}

/// The steps that lead a practice from its level to the target, first the one to do now.
///
/// Leaving level 1 or 2 is due within three months, leaving level 3 within a year, leaving level 4 later; a further step
/// for the same practice is due at least one horizon later than the one before.
pub fn steps(practice: &Practice, role: Role, level: Level, target: Level) -> Vec<Step<'_>> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    for from in Level::ALL.into_iter().filter(|from| *from >= level && *from < target) {
        let Some(text) = practice.next_step(role, from) else { continue };
        let after_last = steps.last().map_or(Horizon::Now, |step| match step.horizon {
            Horizon::Now => Horizon::Next,
            Horizon::Next | Horizon::Later => Horizon::Later,
        });
        let to_propose = practice.step_to_propose(role, from);
        steps.push(Step { from, text, to_propose, horizon: horizon_from(from).max(after_last) });
    }
    steps
}

/// When a step that leaves this level is due, if no other step of the practice comes before it.
pub(super) fn horizon_from(level: Level) -> Horizon {
    match level.number() {
        1 | 2 => Horizon::Now,
        3 => Horizon::Next,
        _ => Horizon::Later,
    }
}
