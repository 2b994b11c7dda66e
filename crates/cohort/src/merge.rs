//! Two copies of one view put together, so that neither a response nor a setting is lost.
//!
//! Owns what counts where two tabs, or a device and a backup, went different ways. Must not know where copies come from.

use super::{Cohort, Row, View};
use domain::{
    assessment::{ResponseId, Revision},
    model::Model,
};

/// Takes over the responses that were read into a copy of those of a view. `before` is what the reading began with. If
/// another reading, another tab or the person was faster, what they did counts as well.
pub fn take_read(model: &Model, before: &View, now: &mut View, cohort: Cohort) {
    if now.revision == before.revision {
        now.cohort = cohort;
    } else {
        *now = merge_views(model, Some(before), now, &View { cohort, ..before.clone() });
    }
}

/// What this tab has of a view, put together with what another tab stored of it meanwhile. `base` is the view as this tab
/// last read or stored it, if it did.
///
/// - Responses are united by [`Cohort::add`](super::Cohort::add). Only what was taken out here since `base`, and is stored
///   as it was there, stays out. What was taken out elsewhere meanwhile and is here comes back: a response too many can be
///   taken out again, one that is lost cannot be called back.
/// - Name, rules and grouping, and the value that a response has of a facet, are those of here where they were changed
///   here, and those that are stored where they were not. Without a `base` they are those of the higher revision.
/// - Facets are united in the same way as responses; with room for no more, those that are here stay.
///
/// The revision is higher than both.
#[must_use]
pub fn merge_views(model: &Model, base: Option<&View>, mine: &View, theirs: &View) -> View {
    let Some(base) = base else {
        let (lead, other) = lead_and_other(mine, theirs);
        let mut merged = lead.clone();
        take(model, &mut merged, other, &EVERYTHING);
        return stamped(merged, mine, theirs);
    };
    let mut merged = mine.clone();
    let removed_here = |row: &Row<'_>| {
        let before = base.cohort.place_of(row.id()).and_then(|place| base.cohort.row(place));
        mine.cohort.place_of(row.id()).is_none()
            && before.is_some_and(|before| before.says_the_same(row))
    };
    let unchanged_here =
        |id: ResponseId, facet: &str| value_of(base, id, facet) == value_of(mine, id, facet);
    let choice = Choice {
        row: &|row| !removed_here(row),
        facet: &|name| place_of_facet(base, name).is_none(),
        value: &unchanged_here,
    };
    take(model, &mut merged, theirs, &choice);
    if mine.name == base.name {
        merged.name.clone_from(&theirs.name);
    }
    if mine.rules == base.rules {
        merged.rules = theirs.rules;
    }
    let grouping = if grouping(mine) == grouping(base) { grouping(theirs) } else { grouping(mine) };
    merged.facet = grouping.and_then(|name| place_of_facet(&merged, name));
    stamped(merged, mine, theirs)
}

/// What another copy brings to a view that is to lose nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct AbsorbedView {
    /// Ours with everything that the other copy has besides, or in which it is newer.
    pub view: View,
    /// How many responses the other copy has that are not here, or newer than here.
    pub responses: usize,
    /// Whether name, rules, grouping or facets are others than before.
    pub settings: bool,
    /// Whether the two say something else about name, rules, grouping or the value of a facet and have the same revision,
    /// so that neither is newer. Ours stays then.
    pub conflict: bool,
}

/// Takes into a view what another copy of it has, and counts it. Settings are those of the copy with the higher revision;
/// responses and facets that only one has are in the result. Absorbing the same copy again brings nothing.
#[must_use]
pub fn absorb_view(model: &Model, own: &View, other: &View) -> AbsorbedView {
    let (lead, rest) = lead_and_other(own, other);
    let mut view = lead.clone();
    take(model, &mut view, rest, &EVERYTHING);
    let is_new = |row: &Row<'_>| {
        let there = own.cohort.place_of(row.id()).and_then(|place| own.cohort.row(place));
        !there.is_some_and(|there| is_same_copy(&there, row))
    };
    let responses = view.cohort.rows().filter(is_new).count();
    let facets = |view: &View| view.cohort.facets().len();
    let settings = facets(&view) != facets(own) || !agree(own, &view);
    let conflict = own.revision == other.revision && !agree(own, other);
    let view = if responses > 0 || settings { stamped(view, own, other) } else { own.clone() };
    AbsorbedView { view, responses, settings, conflict }
}

/// The copy with the higher revision first; the first one if neither has it.
fn lead_and_other<'a>(one: &'a View, other: &'a View) -> (&'a View, &'a View) {
    if other.revision > one.revision { (other, one) } else { (one, other) }
}

fn stamped(mut merged: View, one: &View, other: &View) -> View {
    let revision: Revision = one.revision.max(other.revision);
    merged.id = one.id.clone();
    merged.revision = revision.saturating_add(1);
    merged.created = one.created.min(other.created);
    merged.changed = one.changed.max(other.changed);
    merged
}

/// What is taken of another copy.
struct Choice<'a> {
    /// Of its responses.
    row: &'a dyn Fn(&Row<'_>) -> bool,
    /// Of its facets that are not here.
    facet: &'a dyn Fn(&str) -> bool,
    /// Of the values of a facet that both have, for a response that both have. Else what is here stays.
    value: &'a dyn Fn(ResponseId, &str) -> bool,
}

/// All of it; where both say something, what is here stays.
const EVERYTHING: Choice<'static> =
    Choice { row: &|_| true, facet: &|_| true, value: &|_, _| false };

fn take(model: &Model, view: &mut View, other: &View, choice: &Choice<'_>) {
    // For each facet of the other copy its place here, and whether it is new here.
    let mut facets = Vec::new();
    for facet in other.cohort.facets() {
        let there = place_of_facet(view, &facet.name);
        let place = match there {
            None if (choice.facet)(&facet.name) => view.cohort.add_facet(&facet.name),
            there => there,
        };
        facets.push((facet.name.as_str(), place, there.is_none()));
    }
    for row in other.cohort.rows().filter(|row| (choice.row)(row)) {
        let id = row.id();
        let there = view.cohort.place_of(id).and_then(|place| view.cohort.row(place));
        let is_new = there.is_none();
        if !there.is_some_and(|there| is_same_copy(&there, &row)) {
            view.cohort.add(&row.response(model));
        }
        for (theirs, &(name, place, is_new_facet)) in facets.iter().enumerate() {
            let Some(place) = place else { continue };
            let takes = is_new || is_new_facet || (choice.value)(id, name);
            let value = row.value(theirs);
            if takes && value != value_of(view, id, name) {
                view.cohort.tag(id, place, value.unwrap_or_default());
            }
        }
    }
}

fn is_same_copy(one: &Row<'_>, other: &Row<'_>) -> bool {
    one.says_the_same(other) && one.name() == other.name()
}

/// Whether two copies say the same wherever both say something, responses aside.
fn agree(one: &View, other: &View) -> bool {
    let shared = one
        .cohort
        .facets()
        .iter()
        .enumerate()
        .filter_map(|(place, facet)| Some((place, place_of_facet(other, &facet.name)?)));
    let shared: Vec<(usize, usize)> = shared.collect();
    one.name == other.name
        && one.rules == other.rules
        && grouping(one) == grouping(other)
        && one.cohort.rows().all(|row| {
            let there = other.cohort.place_of(row.id()).and_then(|at| other.cohort.row(at));
            there.is_none_or(|there| {
                shared.iter().all(|(mine, theirs)| row.value(*mine) == there.value(*theirs))
            })
        })
}

/// The name of the facet that it is grouped by.
fn grouping(view: &View) -> Option<&str> {
    view.cohort.facets().get(view.facet?).map(|facet| facet.name.as_str())
}

fn place_of_facet(view: &View, name: &str) -> Option<usize> {
    view.cohort.facets().iter().position(|facet| facet.name == name)
}

/// The value that a response has of the facet with this name.
fn value_of<'a>(view: &'a View, id: ResponseId, facet: &str) -> Option<&'a str> {
    let place = place_of_facet(view, facet)?;
    view.cohort.row(view.cohort.place_of(id)?)?.value(place)
}
