//! From answers to scores, for one respondent.
//!
//! Owns every formula between an answer and a number that is shown: principle scores, held levels, the overall reading,
//! balance, confidence, gaps, priorities and the roadmap, the change over time, and the self-check beside the score. Must
//! not know words, screens or storage. The constants come with the model; the formulas stand in docs/method.md and on
//! the method screen.
//!
//! Sums and shares are compared as whole numbers. Decimals are compared with a tolerance of [`EPSILON`].

pub mod compare;
pub mod people;
mod plan;
mod progress;
mod roadmap;

pub use plan::{
    Gap, PracticeGap, Priority, Step, gap, practice_gaps, priorities, priority_class,
    progress_to_target, steps,
};
pub use progress::{first_asked, has_answers, has_open_practices, neighbours, where_to_go_on};
pub use roadmap::{RoadmapItem, more_suggestions, roadmap};

pub use crate::assessment::Horizon;
use crate::{
    assessment::{Answer, Assessment, Entry, Evidence},
    model::{Constants, Level, Model, Practice, Principle},
};
use base::order::order;

/// Decimals closer together than this are equal: means of small whole numbers differ by far more or not at all.
pub const EPSILON: f64 = 1e-9;

/// What was said about one practice, as far as it counts. `None` is unanswered.
pub type Rating = Option<(Answer, Evidence)>;

/// The numbers of one principle, or of any set of practices.
#[derive(Clone, Debug, PartialEq)]
pub struct PrincipleScore {
    /// Practices that are asked of this profile.
    pub applicable: usize,
    /// Of these, rated with a level.
    pub rated: usize,
    /// Of these, marked *does not apply*.
    pub not_applicable: usize,
    /// Of these, marked *I cannot tell*.
    pub unknown: usize,
    /// The score S: the mean of the rated levels, 1–5. `None` when too little is rated.
    pub score: Option<f64>,
    /// The mean of whatever is rated so far, 1–5, also when it is too little for a score. For the live picture only.
    pub mean_so_far: Option<f64>,
    /// The held level H. `None` when there is no score.
    pub held: Option<Level>,
    /// The score when every rating that is only an opinion counts one level lower. `None` when there is no score.
    pub cautious: Option<f64>,
    /// The sum of the evidence grades of the rated practices; unrated ones count 0.
    pub evidence_sum: usize,
    /// Whether so much was marked *does not apply* that the score speaks of a part of the principle only.
    pub limited_scope: bool,
}

impl PrincipleScore {
    /// Whether everything that is asked has an answer, and something is asked.
    pub fn is_complete(&self) -> bool {
        self.applicable > 0 && self.unanswered() == 0
    }

    /// Practices about which nothing was said.
    pub fn unanswered(&self) -> usize {
        self.applicable - self.rated - self.not_applicable - self.unknown
    }

    /// Practices about which something was said, be it *I cannot tell*.
    pub fn answered(&self) -> usize {
        self.applicable - self.unanswered()
    }

    /// (rated + does not apply) / applicable, 0–1; 0 when nothing applies. Source: docs/method.md, Completeness and unknown
    /// share.
    pub fn completeness(&self) -> f64 {
        share(self.rated + self.not_applicable, self.applicable)
    }

    /// Cannot tell / applicable, 0–1. Source: docs/method.md, Completeness and unknown share.
    pub fn unknown_share(&self) -> f64 {
        share(self.unknown, self.applicable)
    }

    /// Confidence C = Σ e / (3 × (applicable − does not apply)), 0–1; `None` when nothing applies. It never changes a
    /// score. Source: docs/method.md, Confidence.
    pub fn confidence(&self) -> Option<f64> {
        let base = self.applicable - self.not_applicable;
        (base > 0).then(|| share(self.evidence_sum, 3 * base))
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Scores a set of practices from what was said about each.
///
/// S is the mean of the rated levels, with equal weights. It is given when at least `min_rated_practices` are rated and
/// these are at least `min_rated_share_percent` of the applicable practices that are not marked *does not apply*.
/// Source: docs/method.md, Score of a principle, What a value needs, Limited scope and Cautious score.
pub fn score_practices(ratings: &[Rating], constants: &Constants) -> PrincipleScore {
    let mut levels = Vec::with_capacity(ratings.len());
    let (mut not_applicable, mut unknown) = (0, 0);
    let (mut sum, mut cautious_sum, mut evidence_sum) = (0_usize, 0_usize, 0_usize);
    for (answer, evidence) in ratings.iter().flatten() {
        match answer {
            Answer::Rated(level) => {
                let careful = if *evidence == Evidence::Opinion { level.below() } else { *level };
                sum += usize::from(level.number());
                cautious_sum += usize::from(careful.number());
                evidence_sum += usize::from(evidence.number());
                levels.push(*level);
            }
            Answer::NotApplicable => not_applicable += 1,
            Answer::Unknown => unknown += 1,
        }
    }
    let (applicable, rated) = (ratings.len(), levels.len());
    let base = applicable - not_applicable;
    let enough = rated > 0
        && rated as u64 >= constants.min_rated_practices
        && rated as u64 * 100 >= constants.min_rated_share_percent * base as u64;
    PrincipleScore {
        applicable,
        rated,
        not_applicable,
        unknown,
        score: enough.then(|| share(sum, rated)),
        mean_so_far: (rated > 0).then(|| share(sum, rated)),
        held: if enough { held(&levels, constants) } else { None },
        cautious: enough.then(|| share(cautious_sum, rated)),
        evidence_sum,
        limited_scope: not_applicable as u64 * 100
            > constants.na_warning_share_percent * applicable as u64,
    }
}

/// The held level H: the highest level L that at least `held_share_percent` of the levels reach while none is below
/// L − 1. The lowest level is always held; `None` without levels.
///
/// In whole numbers: `count(x ≥ L) × 100 ≥ share × n` and `min(x) ≥ L − 1`. Source: docs/method.md, Held level.
pub fn held(levels: &[Level], constants: &Constants) -> Option<Level> {
    let lowest = *levels.iter().min()?;
    let holds = |level: Level| {
        let reaching = levels.iter().filter(|x| **x >= level).count() as u64;
        reaching * 100 >= constants.held_share_percent * levels.len() as u64
            && lowest >= level.below()
    };
    Level::ALL.into_iter().rev().find(|level| holds(*level)).or(Some(Level::LOWEST))
}

/// The band of a score: the nearest level, half rounded up. Source: docs/method.md, Band.
pub fn band(score: f64) -> Level {
    let nearest = (score + 0.5 + EPSILON).floor().clamp(1.0, 5.0);
    Level::new(nearest as u8).unwrap_or(Level::LOWEST)
}

/// How far the principles lie apart. Source: docs/method.md, Balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Close together.
    Balanced,
    /// Some distance.
    Uneven,
    /// Far apart.
    Lopsided,
}

/// The principles taken together: the standard family says they work as a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// R = highest − lowest score, 0–4.
    pub spread: f64,
    /// 1 − R / 4, 0–1. Only for comparing two dates.
    pub index: f64,
    /// What to call it.
    pub reading: Reading,
    /// The principle with the highest score, as a place in the model; the first of several.
    pub highest: usize,
    /// The principle with the lowest score; the first of several.
    pub lowest: usize,
    /// The principles that hold the others back: each that lies `holding_back_distance` or more below the overall score,
    /// or else the lowest one. Lowest first.
    pub holding_back: Vec<usize>,
}

/// The result over all principles.
#[derive(Clone, Debug, PartialEq)]
pub struct Overall {
    /// How many principles have a score.
    pub scored: usize,
    /// The overall score O: the mean of the scored principles, each counting once, 1–5. `None` when too few are scored.
    pub score: Option<f64>,
    /// The held rule applied to the held levels of the principles.
    pub held: Option<Level>,
    /// The mean of the cautious scores.
    pub cautious: Option<f64>,
    /// Balance; `None` when there is no overall score.
    pub balance: Option<Balance>,
    /// All practices counted together: how many are rated, open and so on. Its score is not the overall score and must
    /// not be shown as one.
    pub counts: PrincipleScore,
}

/// Everything that follows from the answers of one assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// By principle, in the order of the model.
    pub principles: Vec<PrincipleScore>,
    /// All together.
    pub overall: Overall,
}

impl Scores {
    /// The principles that have a score, with their places in the model.
    pub fn scored(&self) -> impl Iterator<Item = (usize, f64)> + Clone {
        self.principles.iter().enumerate().filter_map(|(place, p)| Some((place, p.score?)))
    }

    /// The same from the highest score to the lowest; equal ones in the order of the model.
    pub fn from_highest(&self) -> Vec<(usize, f64)> {
        let scored: Vec<(usize, f64)> = self.scored().collect();
        order(scored, |a, b| b.1.total_cmp(&a.1))
    }
}

fn rating(entry: Option<&Entry>) -> Rating {
    entry.and_then(|entry| Some((entry.answer?, entry.evidence)))
}

/// Scores an assessment. Practices outside its profile do not count in any way.
pub fn score(model: &Model, assessment: &Assessment) -> Scores {
    let constants = &model.scoring;
    let mut all = Vec::new();
    let principles: Vec<PrincipleScore> = model
        .principles
        .iter()
        .map(|principle| {
            let ratings: Vec<Rating> = principle
                .in_scope(assessment.profile)
                .map(|practice| rating(assessment.entries.get(&practice.id)))
                .collect();
            all.extend_from_slice(&ratings);
            score_practices(&ratings, constants)
        })
        .collect();
    let overall = score_overall(&principles, score_practices(&all, constants), constants);
    Scores { principles, overall }
}

/// The overall result from the principles. Source: docs/method.md, Overall score and Balance.
pub fn score_overall(
    principles: &[PrincipleScore],
    counts: PrincipleScore,
    constants: &Constants,
) -> Overall {
    let scored: Vec<(usize, f64)> =
        principles.iter().enumerate().filter_map(|(place, p)| Some((place, p.score?))).collect();
    let enough = !scored.is_empty() && scored.len() as u64 >= constants.min_scored_principles;
    let levels: Vec<Level> = principles.iter().filter_map(|p| p.held).collect();
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (count, sum) = values.fold((0_usize, 0.0), |(n, sum), value| (n + 1, sum + value));
        (enough && count > 0).then(|| sum / count as f64)
    };
    let score = mean(&mut scored.iter().map(|(_, score)| *score));
    Overall {
        scored: scored.len(),
        score,
        held: if enough { held(&levels, constants) } else { None },
        cautious: mean(&mut principles.iter().filter_map(|p| p.cautious)),
        balance: score.and_then(|overall| balance(&scored, overall, constants)),
        counts,
    }
}

/// Spread, balance index and what holds back, from the scored principles and the overall score. Source:
/// docs/method.md, Balance and Holding back.
fn balance(scored: &[(usize, f64)], overall: f64, constants: &Constants) -> Option<Balance> {
    let by_score = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
    let lowest = *scored.iter().min_by(by_score)?;
    let highest = *scored.iter().rev().max_by(by_score)?;
    let spread = highest.1 - lowest.1;
    let reading = if spread <= constants.balanced_spread_max + EPSILON {
        Reading::Balanced
    } else if spread <= constants.uneven_spread_max + EPSILON {
        Reading::Uneven
    } else {
        Reading::Lopsided
    };
    let limit = overall - constants.holding_back_distance + EPSILON;
    let behind: Vec<(usize, f64)> =
        scored.iter().copied().filter(|(_, score)| *score <= limit).collect();
    let mut behind = order(behind, |a, b| a.1.total_cmp(&b.1));
    if behind.is_empty() {
        behind.push(lowest);
    }
    Some(Balance {
        spread,
        index: 1.0 - spread / 4.0,
        reading,
        highest: highest.0,
        lowest: lowest.0,
        holding_back: behind.into_iter().map(|(place, _)| place).collect(),
    })
}

/// How sure a result is. Source: docs/method.md, Confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Mostly opinion, or much left open.
    Low,
    /// Mostly examples.
    Medium,
    /// Mostly records.
    High,
}

/// What to call a confidence of 0–1. Source: docs/method.md, Confidence.
pub fn confidence_class(confidence: f64, constants: &Constants) -> Confidence {
    if confidence + EPSILON >= constants.confidence_high_from {
        Confidence::High
    } else if confidence + EPSILON >= constants.confidence_medium_from {
        Confidence::Medium
    } else {
        Confidence::Low
    }
}

/// A rated practice that stands out.
#[derive(Clone, Copy, Debug)]
pub struct Standout<'a> {
    /// The place of its principle in the model.
    pub place: usize,
    /// Its principle.
    pub principle: &'a Principle,
    /// The practice.
    pub practice: &'a Practice,
    /// Its rated level.
    pub level: Level,
}

/// The lowest level that is called a strength: below it nothing has been agreed that could be relied upon.
const STRENGTH_FROM: u8 = 3;

/// How many strengths and how many brakes are named.
const STANDOUTS: usize = 3;

/// Up to three strengths: the rated practices with the highest levels, from level 3 on; of equals the better shown, then
/// the one of the stronger principle, then the earlier. At most one for each principle, so that the set is seen.
pub fn strengths<'a>(
    model: &'a Model,
    assessment: &Assessment,
    scores: &Scores,
) -> Vec<Standout<'a>> {
    let mut found = rated(model, assessment);
    found.retain(|standout| standout.level.number() >= STRENGTH_FROM);
    let evidence = |s: &Standout<'_>| {
        assessment.entries.get(&s.practice.id).map(|entry| entry.evidence).unwrap_or_default()
    };
    one_for_each_principle(order(found, |a, b| {
        b.level
            .cmp(&a.level)
            .then_with(|| evidence(b).cmp(&evidence(a)))
            .then_with(|| mean_at(scores, b.place).total_cmp(&mean_at(scores, a.place)))
    }))
}

/// Up to three brakes: the rated practices with the lowest levels, as long as they are below the target of their
/// principle; of equals the one of the weaker principle, then the earlier. At most one for each principle.
pub fn brakes<'a>(
    model: &'a Model,
    assessment: &Assessment,
    scores: &Scores,
    targets: &[Level],
) -> Vec<Standout<'a>> {
    let mut found = rated(model, assessment);
    found.retain(|standout| targets.get(standout.place).is_some_and(|t| standout.level < *t));
    one_for_each_principle(order(found, |a, b| {
        a.level
            .cmp(&b.level)
            .then_with(|| mean_at(scores, a.place).total_cmp(&mean_at(scores, b.place)))
    }))
}

fn mean_at(scores: &Scores, place: usize) -> f64 {
    scores.principles.get(place).and_then(|p| p.mean_so_far).unwrap_or_default()
}

fn rated<'a>(model: &'a Model, assessment: &Assessment) -> Vec<Standout<'a>> {
    let mut found = Vec::new();
    for (place, principle) in model.principles.iter().enumerate() {
        for practice in principle.in_scope(assessment.profile) {
            if let Some(level) = assessment.answer(&practice.id).and_then(Answer::level) {
                found.push(Standout { place, principle, practice, level });
            }
        }
    }
    found
}

fn one_for_each_principle(sorted: Vec<Standout<'_>>) -> Vec<Standout<'_>> {
    let mut kept: Vec<Standout<'_>> = Vec::with_capacity(STANDOUTS);
    for standout in sorted {
        if kept.len() < STANDOUTS && kept.iter().all(|other| other.place != standout.place) {
            kept.push(standout);
        }
    }
    kept
}

/// The targets of all principles, in the order of the model: those that the person set, else those suggested for the
/// scale. Source: docs/method.md, Targets.
pub fn targets(model: &Model, assessment: &Assessment) -> Vec<Level> {
    let target = |principle: &Principle| {
        let set = assessment.aims.get(&principle.id).and_then(|aim| aim.target);
        set.unwrap_or_else(|| model.suggested_target(assessment.profile, &principle.id))
    };
    model.principles.iter().map(target).collect()
}

/// The impacts of all principles, 1 to 3, in the order of the model: those that the person set, else the model's default.
/// Source: docs/method.md, Impact.
pub fn impacts(model: &Model, assessment: &Assessment) -> Vec<u64> {
    let impact = |principle: &Principle| {
        let set = assessment.aims.get(&principle.id).and_then(|aim| aim.impact);
        set.map_or(model.scoring.default_impact, |impact| u64::from(impact.number()))
    };
    model.principles.iter().map(impact).collect()
}
