//! What a group said about one practice, and the numbers that follow from it.
//!
//! Owns mean, lower median and consensus of levels, and quartiles of respondents' scores. Must not know which groups there
//! are, nor what of this may be shown.

use domain::{
    assessment::Answer,
    model::{Constants, Level},
};

/// How often each answer was given to one practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Ratings with level 1, 2, 3, 4 and 5.
    pub levels: [u32; 5],
    /// *Does not apply.*
    pub not_applicable: u32,
    /// *I cannot tell.*
    pub unknown: u32,
    /// Asked and not answered.
    pub unanswered: u32,
}

impl Spread {
    /// Counts one more answer.
    pub fn count(&mut self, answer: Option<Answer>) {
        match answer {
            None => self.unanswered += 1,
            Some(Answer::Rated(level)) => {
                if let Some(count) = self.levels.get_mut(usize::from(level.number()) - 1) {
                    *count += 1;
                }
            }
            Some(Answer::NotApplicable) => self.not_applicable += 1,
            Some(Answer::Unknown) => self.unknown += 1,
        }
    }

    /// The same, of how often each of the eight answers was given that a response code has.
    pub(super) fn of(counts: &[u32; 8]) -> Self {
        let [unanswered, levels @ .., not_applicable, unknown] = *counts;
        Self { levels, not_applicable, unknown, unanswered }
    }

    /// Adds the answers of other people.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.levels.iter_mut().zip(other.levels) {
            *mine += theirs;
        }
        self.not_applicable += other.not_applicable;
        self.unknown += other.unknown;
        self.unanswered += other.unanswered;
    }

    /// n: how many rated it.
    pub fn rated(&self) -> u32 {
        self.levels.iter().sum()
    }

    /// How many were asked.
    pub fn asked(&self) -> u32 {
        self.rated() + self.not_applicable + self.unknown + self.unanswered
    }

    /// How many said something, be it *I cannot tell*.
    pub fn answered(&self) -> u32 {
        self.asked() - self.unanswered
    }

    fn by_level(&self) -> impl Iterator<Item = (Level, u32)> + use<> {
        Level::ALL.into_iter().zip(self.levels)
    }

    /// The mean level, 1–5; none without ratings. Source: docs/method.md, Numbers of a practice.
    pub fn mean(&self) -> Option<f64> {
        let rated = self.rated();
        let sum: u64 =
            self.by_level().map(|(level, n)| u64::from(level.number()) * u64::from(n)).sum();
        (rated > 0).then(|| sum as f64 / f64::from(rated))
    }

    /// The median, the lower one of two in the middle, so that it is a level; none without ratings. Source:
    /// docs/method.md, Numbers of a practice.
    pub fn lower_median(&self) -> Option<Level> {
        let middle = self.rated().div_ceil(2);
        let mut below = 0;
        self.by_level().find_map(|(level, n)| {
            below += n;
            (n > 0 && below >= middle).then_some(level)
        })
    }

    /// The lowest level that was given.
    pub fn lowest(&self) -> Option<Level> {
        self.by_level().find(|(_, n)| *n > 0).map(|(level, _)| level)
    }

    /// The highest level that was given.
    pub fn highest(&self) -> Option<Level> {
        self.by_level().filter(|(_, n)| *n > 0).last().map(|(level, _)| level)
    }

    /// Consensus, 0–1: Cns = 1 + Σ pₖ · log₂(1 − |k − μ| / 4), over the levels k that were given, μ being the mean. 1 is all
    /// equal, 0 half at each end. The width is that of the scale, 4, and not of what was given. None without ratings.
    ///
    /// Source: Tastle and Wierman (2007), as in docs/method.md, Consensus.
    pub fn consensus(&self) -> Option<f64> {
        let (mean, rated) = (self.mean()?, f64::from(self.rated()));
        let given = self.by_level().filter(|(_, n)| *n > 0);
        let sum: f64 = given
            .map(|(level, n)| {
                let distance = (f64::from(level.number()) - mean).abs();
                f64::from(n) / rated * (1.0 - distance / 4.0).log2()
            })
            .sum();
        // Rounding can leave it a little outside.
        Some((1.0 + sum).clamp(0.0, 1.0))
    }

    /// The standard deviation of all n, in levels; none without ratings. For exports only: readers have no measure for what
    /// is much of it. Source: docs/method.md, Numbers of a practice.
    pub fn deviation(&self) -> Option<f64> {
        let (mean, rated) = (self.mean()?, f64::from(self.rated()));
        let squares: f64 = self
            .by_level()
            .map(|(level, n)| (f64::from(level.number()) - mean).powi(2) * f64::from(n))
            .sum();
        Some((squares / rated).sqrt())
    }

    /// *I cannot tell* among those who were asked, 0–1; none if nobody was. Source: docs/method.md,
    /// Blind spots; the share is of what
    /// applies to a profile, as for a single respondent.
    pub fn unknown_share(&self) -> Option<f64> {
        let asked = self.asked();
        (asked > 0).then(|| f64::from(self.unknown) / f64::from(asked))
    }
}

/// Levels rated by one respondent within one principle: how many, and their sum. A score is the one by the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rated {
    pub(super) count: u32,
    pub(super) sum: u32,
    /// Asked and not marked *does not apply*.
    pub(super) base: u32,
}

impl Rated {
    /// Whether it is enough for a score, by the rule for one respondent. Source: docs/method.md, What a value needs.
    pub(super) fn is_enough(self, constants: &Constants) -> bool {
        self.count > 0
            && u64::from(self.count) >= constants.min_rated_practices
            && u64::from(self.count) * 100
                >= constants.min_rated_share_percent * u64::from(self.base)
    }
}

/// The most practices of a principle, of which a score can be the mean; see the limits of a model.
const MOST_RATED: usize = 12;

/// How often each score occurs among respondents. There are few different ones, because a score is the mean of a dozen
/// whole levels at most; so a hundred thousand respondents need no more room than ten, and no sorting.
#[derive(Clone, Debug)]
pub(super) struct ScoreCounts {
    /// By number of ratings − 1, then by the sum of levels.
    counts: Vec<u32>,
    pub(super) respondents: u32,
}

const SUMS: usize = 5 * MOST_RATED + 1;

impl ScoreCounts {
    pub(super) fn new() -> Self {
        Self { counts: vec![0; MOST_RATED * SUMS], respondents: 0 }
    }

    pub(super) fn count(&mut self, rated: Rated) {
        let Some(row) = (rated.count as usize).checked_sub(1).filter(|row| *row < MOST_RATED)
        else {
            return;
        };
        if let Some(slot) = self.counts.get_mut(row * SUMS + rated.sum as usize) {
            *slot += 1;
            self.respondents += 1;
        }
    }

    /// The scores that occur, lowest first, with how often they do.
    fn sorted(&self) -> Vec<(f64, u32)> {
        let mut scores: Vec<(f64, u32)> = Vec::new();
        for (place, n) in self.counts.iter().enumerate().filter(|(_, n)| **n > 0) {
            let (row, sum) = (place / SUMS, place % SUMS);
            scores.push((sum as f64 / (row + 1) as f64, *n));
        }
        base::order::order(scores, |a, b| a.0.total_cmp(&b.0))
    }

    /// The quartiles of the scores, by linear interpolation between the two nearest ranks (type 7 of Hyndman and Fan, 1996,
    /// which spreadsheets use too). None without respondents.
    pub(super) fn quartiles(&self) -> Option<(f64, f64)> {
        let scores = self.sorted();
        let last = self.respondents.checked_sub(1)?;
        let at = |rank: u32| {
            let mut below = 0;
            scores
                .iter()
                .find(|(_, n)| {
                    below += n;
                    below > rank
                })
                .map(|(score, _)| *score)
        };
        let quartile = |quarters: u32| {
            // In whole numbers up to the last step, so that no rank is missed by a hair.
            let (rank, rest) = (last * quarters / 4, last * quarters % 4);
            let (low, high) = (at(rank)?, at((rank + 1).min(last))?);
            Some(low + (high - low) * f64::from(rest) / 4.0)
        };
        Some((quartile(1)?, quartile(3)?))
    }
}
