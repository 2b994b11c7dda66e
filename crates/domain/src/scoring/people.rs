//! The self-check of competencies and behaviours: how one's own organization and the others are seen.
//!
//! Owns the means, the differences, what counts as a strength and what to work on, and which weak principles an item helps
//! to explain, and how what an assessment holds becomes a view. Must not know how ratings are stored or shown. Nothing
//! here ever enters a score. Source: docs/method.md, Self-check.

use super::EPSILON;
use crate::{
    assessment::{Assessment, SelfRating},
    model::{Competency, Constants, Level, Model},
};
use base::order::order;

/// What a person says about one item of the check. `None` is unanswered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelfView {
    /// About the own organization.
    pub own: Option<SelfRating>,
    /// About the others.
    pub others: Option<SelfRating>,
}

impl SelfView {
    /// The frequencies of the two sides as far as they are known, 1–5.
    pub fn known(self) -> (Option<f64>, Option<f64>) {
        let number = |rating: SelfRating| rating.frequency().map(|seen| f64::from(seen.number()));
        (self.own.and_then(number), self.others.and_then(number))
    }

    /// The mean of what is known, be it one side only, 1–5.
    pub fn mean(self) -> Option<f64> {
        match self.known() {
            (Some(own), Some(others)) => Some(own.midpoint(others)),
            (own, others) => own.or(others),
        }
    }

    /// Own minus others, −4 to 4; `None` unless both are known.
    pub fn difference(self) -> Option<f64> {
        match self.known() {
            (Some(own), Some(others)) => Some(own - others),
            _ => None,
        }
    }
}

/// A mean with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// Over how many items, 1 or more.
    pub items: usize,
}

impl Mean {
    fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let (items, sum) = values.fold((0_usize, 0.0), |(n, sum), value| (n + 1, sum + value));
        (items > 0).then(|| Self { value: sum / items as f64, items })
    }
}

/// What follows from a self-check. Items are named by their places in the model.
#[derive(Clone, Debug, PartialEq)]
pub struct People {
    /// By item: the mean of what is known of both sides, 1–5.
    pub means: Vec<Option<f64>>,
    /// By item: own minus others, −4 to 4, where both are known.
    pub differences: Vec<Option<f64>>,
    /// How often the own organization is seen to do these things, 1–5.
    pub own: Option<Mean>,
    /// The same of the others.
    pub others: Option<Mean>,
    /// Own minus others over the items for which both are known, −4 to 4. It is not the difference of the two means above,
    /// which can rest on different items.
    pub difference: Option<Mean>,
    /// Whether that difference is so much in one's own favour that it is mentioned, gently: people usually see themselves
    /// more kindly than others.
    pub in_own_favour: bool,
    /// Up to three strengths: the items with the highest means, as long as these are above *about half the time*; equal
    /// ones in the order of the model.
    pub strengths: Vec<usize>,
    /// Up to three to work on: the items with the lowest means, as long as these are below every strength; equal ones in
    /// the order of the model.
    pub to_work_on: Vec<usize>,
}

/// How many strengths and how many things to work on are named.
const NAMED: usize = 3;

/// The frequency *about half the time*. Above it an item can be a strength; up to it an item can explain a weakness.
const HALF: f64 = 3.0;

/// Works out a self-check. `views` are by item, in the order of the model.
pub fn people(views: &[SelfView], constants: &Constants) -> People {
    let means: Vec<Option<f64>> = views.iter().map(|view| view.mean()).collect();
    let differences: Vec<Option<f64>> = views.iter().map(|view| view.difference()).collect();
    let difference = Mean::of(differences.iter().flatten().copied());
    let known: Vec<(usize, f64)> =
        means.iter().enumerate().filter_map(|(item, mean)| Some((item, (*mean)?))).collect();
    let highest = order(known.clone(), |a, b| b.1.total_cmp(&a.1));
    let strengths: Vec<(usize, f64)> =
        highest.into_iter().filter(|(_, mean)| *mean > HALF + EPSILON).take(NAMED).collect();
    let limit = strengths.iter().map(|(_, mean)| *mean).fold(f64::INFINITY, f64::min);
    let lowest = order(known, |a, b| a.1.total_cmp(&b.1));
    let to_work_on = lowest.into_iter().filter(|(_, mean)| *mean + EPSILON < limit).take(NAMED);
    People {
        own: Mean::of(views.iter().filter_map(|view| view.known().0)),
        others: Mean::of(views.iter().filter_map(|view| view.known().1)),
        difference,
        in_own_favour: difference
            .is_some_and(|mean| mean.value > constants.self_favour_above + EPSILON),
        strengths: strengths.iter().map(|(item, _)| *item).collect(),
        to_work_on: to_work_on.map(|(item, _)| item).collect(),
        means,
        differences,
    }
}

/// The weak principles: those with a score below their target, or else the lowest one, if there is any. Lowest score
/// first; equal ones in the order of the model.
///
/// `scored` holds places and scores, `targets` are by place and 1–5.
pub fn weak_principles(
    scored: impl Iterator<Item = (usize, f64)>,
    targets: &[Level],
) -> Vec<usize> {
    let ordered = order(scored.collect(), |a: &(usize, f64), b| a.1.total_cmp(&b.1));
    let below = |&(place, score): &(usize, f64)| {
        targets.get(place).is_some_and(|target| score + EPSILON < f64::from(target.number()))
    };
    let weak: Vec<usize> = ordered.iter().filter(|p| below(p)).map(|(place, _)| *place).collect();
    if weak.is_empty() {
        ordered.first().map(|(place, _)| *place).into_iter().collect()
    } else {
        weak
    }
}

/// An item that helps to explain a weak principle: linked to it in the model, and seen *about half the time* or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The place of the item in the model.
    pub item: usize,
    /// The place of the principle in the model.
    pub principle: usize,
}

/// Which items help to explain which of the `weak` principles: principles in the given order, for each the items with the
/// lowest means first; equal ones in the order of the model.
pub fn links(model: &Model, people: &People, weak: &[usize]) -> Vec<Link> {
    let mut found = Vec::new();
    for &principle in weak {
        let Some(id) = model.principles.get(principle).map(|p| p.id.as_str()) else { continue };
        let linked = model.competencies.items.iter().zip(&people.means).enumerate();
        let linked: Vec<(usize, f64)> = linked
            .filter(|(_, (item, _))| item.principles.iter().any(|linked| linked == id))
            .filter_map(|(place, (_, mean))| Some((place, (*mean)?)))
            .filter(|(_, mean)| *mean <= HALF + EPSILON)
            .collect();
        let linked = order(linked, |a, b| a.1.total_cmp(&b.1));
        found.extend(linked.into_iter().map(|(item, _)| Link { item, principle }));
    }
    found
}

/// What an assessment says about each item, in the order of the model. What is stored about items that the model does not
/// have is left out.
pub fn views(model: &Model, assessment: &Assessment) -> Vec<SelfView> {
    let view = |item: &Competency| {
        let check = assessment.competencies.get(&item.id).copied().unwrap_or_default();
        SelfView { own: check.own, others: check.others }
    };
    model.competencies.items.iter().map(view).collect()
}

/// The views of those items that are linked to the principle with this id, in the order of the model.
pub fn linked(model: &Model, views: &[SelfView], principle: &str) -> Vec<SelfView> {
    let items = model.competencies.items.iter().zip(views);
    items
        .filter(|(item, _)| item.principles.iter().any(|linked| linked == principle))
        .map(|(_, view)| *view)
        .collect()
}
