//! What changed from one round to another: two rounds compared item by item, and the line through several.
//!
//! Owns which rounds may be compared, what a matched item is, and from where on a change is called one. Must not know how
//! rounds are chosen or named. Source: docs/method.md, Two dates.
//!
//! Everything here rests on matched items: practices that are asked and rated on every date that is looked at. A mean over
//! different items on each date would show what was answered and not what has changed.

use super::{
    Balance, EPSILON, Overall, PrincipleScore, Rating, rating, score_overall, score_practices,
};
use crate::{
    assessment::{Answer, Assessment},
    model::{Constants, Level, Model, Practice, Principle},
};
use base::order::order;

/// Why a round cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotComparable {
    /// It was made with another model: the same words may mean something else.
    Model,
    /// The sides differ. They read different questions, and a difference would be one of view, not of time.
    Role,
    /// One is the short and the other the full form.
    Form,
    /// Nothing is rated in it. Only said of a round of a [`trend`], where it would leave no item matched; two rounds of
    /// which one is empty are compared, with nothing matched.
    Unrated,
}

/// Everything that keeps two assessments from being compared; nothing when they may be. Scale and stage may differ: what
/// is asked on one date only is no matched item.
pub fn obstacles(model: &Model, one: &Assessment, other: &Assessment) -> Vec<NotComparable> {
    let all = [
        (NotComparable::Model, one.model.id != model.id || other.model.id != model.id),
        (NotComparable::Role, one.profile.role != other.profile.role),
        (NotComparable::Form, one.profile.form != other.profile.form),
    ];
    all.into_iter().filter(|(_, hinders)| *hinders).map(|(reason, _)| reason).collect()
}

/// What to call a mean change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// Less than the answers of one person vary by themselves.
    NoClearChange,
}

/// What to call a mean change of −4 to 4: no clear change below `no_clear_change_below` in either direction.
pub fn movement(change: f64, constants: &Constants) -> Movement {
    let size = change.abs();
    if size < EPSILON || size + EPSILON < constants.no_clear_change_below {
        Movement::NoClearChange
    } else if change > 0.0 {
        Movement::Up
    } else {
        Movement::Down
    }
}

/// The same thing on two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates<T> {
    /// On the earlier date.
    pub earlier: T,
    /// On the later date.
    pub later: T,
}

/// The change of a set of matched items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// How many items are matched, 1 or more.
    pub matched: usize,
    /// Their mean on each date, 1–5.
    pub means: Dates<f64>,
    /// The mean of their changes, −4 to 4; later minus earlier.
    pub change: f64,
}

impl Change {
    /// `None` without any item.
    fn of(items: &[PracticeChange<'_>]) -> Option<Self> {
        let sum = |level: fn(&PracticeChange<'_>) -> Level| -> f64 {
            items.iter().map(|item| f64::from(level(item).number())).sum()
        };
        let (earlier, later) = (sum(|item| item.levels.earlier), sum(|item| item.levels.later));
        let count = items.len() as f64;
        (!items.is_empty()).then(|| Self {
            matched: items.len(),
            means: Dates { earlier: earlier / count, later: later / count },
            // Not the difference of the means, so that swapping the dates changes the sign and nothing else.
            change: (later - earlier) / count,
        })
    }
}

/// A matched item.
#[derive(Clone, Copy, Debug)]
pub struct PracticeChange<'a> {
    /// The place of its principle in the model.
    pub place: usize,
    /// The practice.
    pub practice: &'a Practice,
    /// Its levels.
    pub levels: Dates<Level>,
}

impl PracticeChange<'_> {
    /// Later minus earlier level, −4 to 4.
    pub fn change(&self) -> i32 {
        i32::from(self.levels.later.number()) - i32::from(self.levels.earlier.number())
    }
}

/// How a principle changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrincipleChange {
    /// The change of its matched items; `None` when none is matched.
    pub change: Option<Change>,
    /// Its held levels, from matched items alone; `None` when these would be too few for a score on one of the dates.
    pub held: Option<Dates<Level>>,
}

/// Why a practice has no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It is not asked of the profile.
    NotAsked,
    /// Nothing was said.
    Unanswered,
    /// It does not apply.
    NotApplicable,
    /// The person could not tell.
    Unknown,
}

/// A practice that is rated on one date only.
#[derive(Clone, Copy, Debug)]
pub struct Unmatched<'a> {
    /// The place of its principle in the model.
    pub place: usize,
    /// The practice.
    pub practice: &'a Practice,
    /// Its level on that date.
    pub level: Level,
    /// Why there is none on the other date.
    pub elsewhere: Absence,
}

/// Two rounds compared.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The change over all matched items, each counting once; `None` when none is matched. The overall score is another
    /// mean: there each principle counts once.
    pub overall: Option<Change>,
    /// By principle, in the order of the model.
    pub principles: Vec<PrincipleChange>,
    /// The matched items in the order of the model.
    pub practices: Vec<PracticeChange<'a>>,
    /// What is rated on the earlier date only, in the order of the model.
    pub only_earlier: Vec<Unmatched<'a>>,
    /// What is rated on the later date only.
    pub only_later: Vec<Unmatched<'a>>,
    /// The overall held levels, from matched items alone; `None` when too few principles have enough of them.
    pub held: Option<Dates<Level>>,
    /// The balance on both dates, from matched items alone; there under the same condition. Its index is made for this.
    pub balance: Option<Dates<Balance>>,
}

impl<'a> Comparison<'a> {
    /// The matched items that rose, the largest rise first; equal ones in the order of the model.
    pub fn rises(&self) -> Vec<PracticeChange<'a>> {
        self.moved(1)
    }

    /// The matched items that fell, the largest fall first; equal ones in the order of the model.
    pub fn falls(&self) -> Vec<PracticeChange<'a>> {
        self.moved(-1)
    }

    fn moved(&self, sign: i32) -> Vec<PracticeChange<'a>> {
        let moved = self.practices.iter().copied().filter(|item| item.change() * sign > 0);
        order(moved.collect(), |a, b| (b.change() * sign).cmp(&(a.change() * sign)))
    }
}

/// The level of a practice on one date, or why there is none.
fn standing(assessment: &Assessment, practice: &Practice) -> Result<Level, Absence> {
    if !practice.in_scope(&assessment.profile) {
        return Err(Absence::NotAsked);
    }
    match assessment.answer(&practice.id) {
        Some(Answer::Rated(level)) => Ok(level),
        Some(Answer::NotApplicable) => Err(Absence::NotApplicable),
        Some(Answer::Unknown) => Err(Absence::Unknown),
        None => Err(Absence::Unanswered),
    }
}

/// Compares two rounds.
///
/// # Errors
/// Every reason why they cannot be compared.
pub fn compare<'a>(
    model: &'a Model,
    earlier: &Assessment,
    later: &Assessment,
) -> Result<Comparison<'a>, Vec<NotComparable>> {
    let obstacles = obstacles(model, earlier, later);
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    let (mut practices, mut only_earlier, mut only_later) = (Vec::new(), Vec::new(), Vec::new());
    for (place, principle) in model.principles.iter().enumerate() {
        for practice in &principle.practices {
            match (standing(earlier, practice), standing(later, practice)) {
                (Ok(earlier), Ok(later)) => {
                    practices.push(PracticeChange {
                        place,
                        practice,
                        levels: Dates { earlier, later },
                    });
                }
                (Ok(level), Err(elsewhere)) => {
                    only_earlier.push(Unmatched { place, practice, level, elsewhere });
                }
                (Err(elsewhere), Ok(level)) => {
                    only_later.push(Unmatched { place, practice, level, elsewhere });
                }
                (Err(_), Err(_)) => {}
            }
        }
    }
    let mut before = matched_scores(model, earlier, &practices);
    let mut after = matched_scores(model, later, &practices);
    let mut principles = Vec::with_capacity(before.len());
    for (place, (earlier, later)) in before.iter_mut().zip(&mut after).enumerate() {
        let held = earlier.held.zip(later.held);
        if held.is_none() {
            // Both dates have to speak of the same principles.
            unscore(earlier);
            unscore(later);
        }
        let own: Vec<PracticeChange<'_>> =
            practices.iter().copied().filter(|item| item.place == place).collect();
        principles.push(PrincipleChange { change: Change::of(&own), held: held.map(dates) });
    }
    let (before, after) = (overall(model, &before), overall(model, &after));
    Ok(Comparison {
        overall: Change::of(&practices),
        principles,
        practices,
        only_earlier,
        only_later,
        held: before.held.zip(after.held).map(dates),
        balance: before.balance.zip(after.balance).map(dates),
    })
}

fn dates<T>((earlier, later): (T, T)) -> Dates<T> {
    Dates { earlier, later }
}

/// The principles scored by the rules for one date, as if what is not matched had not been rated.
fn matched_scores(
    model: &Model,
    assessment: &Assessment,
    matched: &[PracticeChange<'_>],
) -> Vec<PrincipleScore> {
    let score_principle = |principle: &Principle| {
        let ratings: Vec<Rating> = principle
            .in_scope(assessment.profile)
            .map(|practice| {
                let found = rating(assessment.entries.get(&practice.id));
                found.filter(|(answer, _)| {
                    answer.level().is_none()
                        || matched.iter().any(|item| item.practice.id == practice.id)
                })
            })
            .collect();
        score_practices(&ratings, &model.scoring)
    };
    model.principles.iter().map(score_principle).collect()
}

/// Takes a score back.
fn unscore(principle: &mut PrincipleScore) {
    (principle.score, principle.held, principle.cautious) = (None, None, None);
}

fn overall(model: &Model, principles: &[PrincipleScore]) -> Overall {
    score_overall(principles, score_practices(&[], &model.scoring), &model.scoring)
}

/// A mean over several rounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// How many items are rated in all rounds.
    pub matched: usize,
    /// Their mean in each round, 1–5. Empty when none is matched.
    pub means: Vec<f64>,
}

/// A round that does not fit the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its place in the list that was given.
    pub round: usize,
    /// Every reason.
    pub reasons: Vec<NotComparable>,
}

/// Several rounds in a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    /// The rounds that fit together, as places in the list that was given.
    pub rounds: Vec<usize>,
    /// The others.
    pub left_out: Vec<LeftOut>,
    /// Over all items that are rated in all rounds that fit, each counting once.
    pub overall: Line,
    /// The same by principle, in the order of the model.
    pub principles: Vec<Line>,
}

/// Follows the items that are rated in all rounds.
///
/// `rounds` are in order of time. The newest one of this model in which anything is rated decides which role and form is
/// followed; rounds that do not fit it are reported and left out.
pub fn trend(model: &Model, rounds: &[&Assessment]) -> Trend {
    let rated = |round: &Assessment| {
        model.in_scope(round.profile).any(|practice| standing(round, practice).is_ok())
    };
    let newest = rounds.iter().rev().find(|round| round.model.id == model.id && rated(round));
    let (mut fitting, mut left_out) = (Vec::new(), Vec::new());
    for (place, round) in rounds.iter().enumerate() {
        let mut reasons = newest.map_or_else(Vec::new, |newest| obstacles(model, round, newest));
        if newest.is_none() && round.model.id != model.id {
            reasons.push(NotComparable::Model);
        }
        if reasons.is_empty() && !rated(round) {
            reasons.push(NotComparable::Unrated);
        }
        if reasons.is_empty() {
            fitting.push((place, *round));
        } else {
            left_out.push(LeftOut { round: place, reasons });
        }
    }

    let mut all = Sums::default();
    let mut principles = Vec::with_capacity(model.principles.len());
    for principle in &model.principles {
        let mut own = Sums::default();
        for practice in &principle.practices {
            let levels: Result<Vec<Level>, Absence> =
                fitting.iter().map(|(_, round)| standing(round, practice)).collect();
            if let Ok(levels) = levels {
                own.add(&levels);
                all.add(&levels);
            }
        }
        principles.push(own.line());
    }
    Trend {
        rounds: fitting.iter().map(|(place, _)| *place).collect(),
        left_out,
        overall: all.line(),
        principles,
    }
}

/// Sums of levels by round.
#[derive(Default)]
struct Sums {
    matched: usize,
    by_round: Vec<u32>,
}

impl Sums {
    fn add(&mut self, levels: &[Level]) {
        self.matched += usize::from(!levels.is_empty());
        self.by_round.resize(levels.len(), 0);
        for (sum, level) in self.by_round.iter_mut().zip(levels) {
            *sum += u32::from(level.number());
        }
    }

    fn line(&self) -> Line {
        let mean = |sum: &u32| f64::from(*sum) / self.matched as f64;
        Line { matched: self.matched, means: self.by_round.iter().map(mean).collect() }
    }
}
