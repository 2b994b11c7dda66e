//! What changed between two points in time.
//!
//! Owns what is compared with what. Must not know who answered: people are compared as groups, because a response does not
//! tell whose earlier one belongs to it. Source: docs/method.md, Two points in time.

use super::{Cohort, Filter, Picture, Rules};
use crate::response::Month;
use domain::{
    model::{Form, Model, Role},
    scoring::compare::movement,
};

pub use domain::scoring::compare::Movement;

/// The change of a role in a principle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// How many practices are shown on both dates.
    pub matched: usize,
    /// Their mean on the earlier date, 1–5.
    pub earlier: f64,
    /// Their mean on the later date.
    pub later: f64,
    /// What to call the difference.
    pub movement: Movement,
}

impl Change {
    /// Later − earlier, in levels.
    pub fn levels(&self) -> f64 {
        self.later - self.earlier
    }
}

/// Why there is no comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTrend {
    /// The two spans have a month in common, or the later one is not later.
    Overlap,
    /// No form was answered on both dates.
    Form,
    /// Nothing may be shown of one of the dates.
    TooFew,
}

/// Two points in time, on matched practices.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The form that is compared: the one that more people answered on both dates.
    pub form: Form,
    /// The picture of the earlier date, of this form only.
    pub earlier: Picture,
    /// The picture of the later date.
    pub later: Picture,
    /// For each principle the change as orchestrators and as members see it.
    pub principles: Vec<[Option<Change>; 2]>,
    /// The same over all matched practices.
    pub overall: [Option<Change>; 2],
}

/// Compares two spans of months: the same role, the same form, and only practices that are shown on both dates.
///
/// # Errors
/// See [`NoTrend`].
pub fn trend(
    model: &Model,
    cohort: &Cohort,
    rules: Rules,
    filter: &Filter,
    earlier: (Month, Month),
    later: (Month, Month),
) -> Result<Trend, NoTrend> {
    if earlier.1 >= later.0 {
        return Err(NoTrend::Overlap);
    }
    let count = |months: (Month, Month), form: Form| {
        let filter = Filter { months: Some(months), form: Some(form), ..*filter };
        cohort.rows().filter(|row| filter.admits(row)).count()
    };
    let both = |form: &Form| count(earlier, *form).min(count(later, *form));
    let form = Form::ALL.iter().copied().max_by_key(both).filter(|form| both(form) > 0);
    let form = form.ok_or(NoTrend::Form)?;
    let at = |months: (Month, Month)| Filter { months: Some(months), form: Some(form), ..*filter };
    let picture = |months: (Month, Month), other: (Month, Month)| {
        Picture::beside(model, cohort, rules, &at(months), None, Some(&at(other)))
    };
    let (earlier, later) = (picture(earlier, later), picture(later, earlier));
    let mut principles = vec![[None; 2]; model.principles.len()];
    let mut overall = [None; 2];
    for role in 0..Role::ALL.len() {
        // The groups of the roles follow the one of everybody.
        let group = role + 1;
        let mut all = Vec::new();
        for (place, changes) in principles.iter_mut().enumerate() {
            let matched: Vec<(f64, f64)> = earlier
                .practices
                .iter()
                .zip(&later.practices)
                .filter(|(practice, _)| practice.principle == place)
                .filter_map(|(before, after)| {
                    Some((before.cells.get(group)?.mean?, after.cells.get(group)?.mean?))
                })
                .collect();
            if let Some(change) = changes.get_mut(role) {
                *change = change_of(&matched, model);
            }
            all.extend(matched);
        }
        if let Some(change) = overall.get_mut(role) {
            *change = change_of(&all, model);
        }
    }
    if overall.iter().all(Option::is_none) {
        return Err(NoTrend::TooFew);
    }
    Ok(Trend { form, earlier, later, principles, overall })
}

fn change_of(matched: &[(f64, f64)], model: &Model) -> Option<Change> {
    let count = matched.len();
    if count == 0 {
        return None;
    }
    let mean = |pick: fn(&(f64, f64)) -> f64| matched.iter().map(pick).sum::<f64>() / count as f64;
    let (earlier, later) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let movement = movement(later - earlier, &model.scoring);
    Some(Change { matched: count, earlier, later, movement })
}
