//! What a group talks about in a workshop: practices in the order of disagreement, each with two levels to begin with.
//!
//! Owns the order and the choice of levels. Works on what a picture shows and on nothing else, so it cannot tell more than
//! the picture does. Must not know words. Source: docs/method.md, Talk about first and Workshop sheet.

use super::{
    counts::Spread,
    picture::{Cell, MEMBERS, ORCHESTRATORS, Picture, Practice, Reason},
};
use base::order::order;
use domain::{
    model::{Constants, Level},
    scoring::{EPSILON, band},
};

/// Why a practice is on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Disagreement {
    /// The roles see it a level or more apart: D.
    Gap(f64),
    /// How far answers agree, 0–1.
    Consensus(f64),
    /// Many cannot tell: their share.
    Unknown(f64),
    /// Too few for a consensus, and shown by name: the lowest and the highest level that was given.
    Range(Level, Level),
}

/// Two levels whose descriptions begin the talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extremes {
    /// The lowest and the highest level that was given; the same level twice when all chose it.
    Given(Level, Level),
    /// The levels nearest to how orchestrators and how members see it; never the same.
    Sides {
        /// Nearest to the mean of the orchestrators.
        orchestrators: Level,
        /// Nearest to the mean of the members.
        members: Level,
    },
    /// Neither of this can be shown: the levels beside the median. Nobody has to have chosen them.
    Around(Level, Level),
}

impl Extremes {
    /// The lower and the higher level.
    pub fn levels(&self) -> [Level; 2] {
        match *self {
            Self::Given(low, high) | Self::Around(low, high) => [low, high],
            Self::Sides { orchestrators, members } => {
                [orchestrators.min(members), orchestrators.max(members)]
            }
        }
    }
}

/// A practice on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SheetItem {
    /// Its place in [`Picture::practices`].
    pub practice: usize,
    /// Why it is here.
    pub why: Disagreement,
    /// The share of those who cannot tell, if it is large and not the reason itself.
    pub unknown: Option<f64>,
    /// Two levels to begin with; none where nothing may be shown but who cannot tell.
    pub extremes: Option<Extremes>,
}

/// All practices that are worth talking about, those first where people see things most differently: where the roles are a
/// level or more apart, the largest gap first; then where answers are split, the lowest consensus first; then what many
/// cannot tell; then the others by consensus; last, where names are shown and too few answered for a consensus, those with
/// the widest range. What all see alike is left out. Begins as [`Picture::topics`] does.
pub fn sheet(picture: &Picture, constants: &Constants) -> Vec<SheetItem> {
    let spots = picture.blind_spots(constants);
    let mut found: Vec<(usize, Disagreement)> = Vec::new();
    let topics = picture.topics.iter().map(|topic| {
        let why = match topic.reason {
            Reason::Gap(levels) => Disagreement::Gap(levels),
            Reason::Split(consensus) => Disagreement::Consensus(consensus),
            Reason::Unknown(share) => Disagreement::Unknown(share),
        };
        (topic.practice, why)
    });
    let by_consensus = picture
        .by_disagreement()
        .into_iter()
        .filter(|(_, consensus)| *consensus < 1.0 - EPSILON)
        .map(|(practice, consensus)| (practice, Disagreement::Consensus(consensus)));
    for (practice, why) in topics.chain(by_consensus).chain(by_range(picture)) {
        if found.iter().all(|(other, _)| *other != practice) {
            found.push((practice, why));
        }
    }
    let items = found.into_iter().filter_map(|(practice, why)| {
        let share = spots.iter().find(|(place, _)| *place == practice).map(|(_, share)| *share);
        Some(SheetItem {
            practice,
            why,
            unknown: share.filter(|_| !matches!(why, Disagreement::Unknown(_))),
            extremes: extremes(picture.practices.get(practice)?),
        })
    });
    items.collect()
}

/// Practices without a consensus, from the widest range of levels to the narrowest. The gap breaks ties.
fn by_range(picture: &Picture) -> Vec<(usize, Disagreement)> {
    let group = picture.common_group().unwrap_or_default();
    let ranges = picture.practices.iter().enumerate().filter_map(|(place, practice)| {
        let has_consensus = practice.cells.get(group).is_some_and(|c| c.consensus.is_some());
        let (low, high) = given(practice).filter(|(low, high)| !has_consensus && low < high)?;
        Some((place, low, high, practice.gap.map_or(0.0, |gap| gap.levels.abs())))
    });
    let width = |low: Level, high: Level| high.number() - low.number();
    let ranges = order(ranges.collect(), |a: &(usize, Level, Level, f64), b| {
        width(b.1, b.2).cmp(&width(a.1, a.2)).then(b.3.total_cmp(&a.3))
    });
    ranges
        .into_iter()
        .map(|(place, low, high, _)| (place, Disagreement::Range(low, high)))
        .collect()
}

/// The two levels to begin with. Where both roles are shown, but the answers of one only by their mean, the two means say
/// more than the range of the other role.
fn extremes(practice: &Practice) -> Option<Extremes> {
    let mean = |group: usize| practice.cells.get(group).and_then(|cell| cell.mean);
    let sides = mean(ORCHESTRATORS).zip(mean(MEMBERS)).map(|(o, m)| (band(o), band(m)));
    let sides = sides.filter(|(orchestrators, members)| orchestrators != members);
    if let Some((low, high)) = given(practice) {
        return Some(Extremes::Given(low, high));
    }
    if let Some((orchestrators, members)) = sides {
        return Some(Extremes::Sides { orchestrators, members });
    }
    let mut medians = practice.cells.iter().take(MEMBERS + 1);
    let median = medians.find_map(|cell| cell.median)?;
    let above = Level::new(median.number() + 1).unwrap_or(median);
    Some(Extremes::Around(median.below(), above))
}

/// The lowest and the highest level that was given, by everybody whose ratings are shown at all.
fn given(practice: &Practice) -> Option<(Level, Level)> {
    let range = |spread: Spread| Some((spread.lowest()?, spread.highest()?));
    let [all, orchestrators, members] = [0, ORCHESTRATORS, MEMBERS]
        .map(|group| practice.cells.get(group).copied().unwrap_or_default());
    if let Some(spread) = all.spread {
        return range(spread);
    }
    // A role whose mean is shown and its spread is not would be missing from the range.
    let is_whole = |cell: &Cell| cell.spread.is_some() || cell.mean.is_none();
    if !is_whole(&orchestrators) || !is_whole(&members) {
        return None;
    }
    let mut both = orchestrators.spread.unwrap_or_default();
    both.add(&members.spread.unwrap_or_default());
    range(both)
}
