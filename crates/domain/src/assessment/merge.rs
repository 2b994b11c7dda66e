//! Two copies of one assessment put together.

use super::{Action, Aim, Answer, Assessment, Entry, Evidence, Revision, SelfCheck};
use crate::model::Profile;
use base::sorted::Sorted;

/// Puts two copies of one assessment together: of everything the newer revision, so that two tabs lose nothing to each
/// other. Where both changed the same part in the same revision, both orders of merging give the same result.
///
/// The result's revision is the higher of the two; a change made to it counts on from there.
#[must_use]
pub fn merge(one: &Assessment, other: &Assessment) -> Assessment {
    let mut merged = combine(one, other, true);
    // Both are set once and do not change, so which of two is kept matters only in that all copies keep the same.
    merged.follows = one.follows.clone().max(other.follows.clone());
    merged.response = match (one.response, other.response) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    merged
}

/// What another copy brings to one that is to lose nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Absorbed {
    /// Ours with everything in which the other copy is newer. Where both changed the same part in the same revision, ours
    /// stays.
    pub assessment: Assessment,
    /// In how many parts the other copy is newer and says something else. Answers, notes, aims, actions and self-checks
    /// are parts, and so are name and profile together.
    pub newer: usize,
    /// In how many parts the two say something else in the same revision, so that neither is newer.
    pub conflicts: usize,
}

/// Takes into one copy of an assessment what another has that is newer, and counts it. Without conflicts, and with the same
/// response and round before, the result is that of [`merge`].
#[must_use]
pub fn absorb(own: &Assessment, other: &Assessment) -> Absorbed {
    let mut assessment = combine(own, other, false);
    assessment.follows = own.follows.clone().or_else(|| other.follows.clone());
    assessment.response = own.response.or(other.response);
    let mut tally = Tally::default();
    let same_header = own.name == other.name && own.profile == other.profile;
    tally.part(own.header_revision, other.header_revision, same_header);
    let none = Entry::default();
    for (practice, theirs) in &other.entries {
        let is_new = !own.entries.contains_key(practice);
        let ours = own.entries.get(practice).unwrap_or(&none);
        let same = (ours.answer, ours.evidence) == (theirs.answer, theirs.evidence);
        tally.part_or_new(is_new, ours.revision, theirs.revision, same);
        let same = ours.note == theirs.note;
        tally.part_or_new(is_new, ours.note_revision, theirs.note_revision, same);
    }
    for (principle, theirs) in &other.aims {
        let ours = own.aims.get(principle).copied();
        let is_new = ours.is_none();
        let ours = ours.unwrap_or_default();
        let same = (ours.target, ours.impact) == (theirs.target, theirs.impact);
        tally.part_or_new(is_new, ours.revision, theirs.revision, same);
    }
    for (id, theirs) in &other.plan {
        let ours = own.plan.get(id);
        let revision = ours.map(|ours| ours.revision).unwrap_or_default();
        let same = match ours {
            Some(ours) => *ours == Action { revision, ..theirs.clone() },
            None => theirs.is_blank() && !id.is_own(),
        };
        tally.part_or_new(ours.is_none(), revision, theirs.revision, same);
    }
    for (competency, theirs) in &other.competencies {
        let ours = own.competencies.get(competency).copied();
        let is_new = ours.is_none();
        let ours = ours.unwrap_or_default();
        let same = (ours.own, ours.others) == (theirs.own, theirs.others);
        tally.part_or_new(is_new, ours.revision, theirs.revision, same);
    }
    // What is set once is never in conflict: ours stays.
    tally.newer += usize::from(own.follows.is_none() && other.follows.is_some());
    tally.newer += usize::from(own.response.is_none() && other.response.is_some());
    Absorbed { assessment, newer: tally.newer, conflicts: tally.conflicts }
}

#[derive(Default)]
struct Tally {
    newer: usize,
    conflicts: usize,
}

impl Tally {
    fn part(&mut self, own: Revision, theirs: Revision, same: bool) {
        if !same && theirs > own {
            self.newer += 1;
        } else if !same && theirs == own {
            self.conflicts += 1;
        }
    }

    /// A part that we do not have at all is newer in any revision.
    fn part_or_new(&mut self, is_new: bool, own: Revision, theirs: Revision, same: bool) {
        if is_new {
            self.newer += usize::from(!same);
        } else {
            self.part(own, theirs, same);
        }
    }
}

/// Of everything the newer revision. Of equal ones that of `one`, unless ties are to be broken in a way that does not
/// depend on who merges.
fn combine(one: &Assessment, other: &Assessment, break_ties: bool) -> Assessment {
    let mut merged = one.clone();
    let header = |of: &Assessment| {
        let Profile { role, scale, stage, form } = of.profile;
        (of.name.clone(), role, scale, stage, form)
    };
    let is_newer =
        |theirs: Revision, own: Revision, tie: bool| theirs > own || (theirs == own && tie);
    let tie = break_ties && header(other) > header(one);
    if is_newer(other.header_revision, one.header_revision, tie) {
        merged.name.clone_from(&other.name);
        merged.profile = other.profile;
        merged.header_revision = other.header_revision;
    }
    for (practice, theirs) in &other.entries {
        let Some(own) = merged.entries.get_mut(practice) else {
            merged.entries.insert(practice.clone(), theirs.clone());
            continue;
        };
        let tie = break_ties && rating_weight(theirs) > rating_weight(own);
        if is_newer(theirs.revision, own.revision, tie) {
            (own.answer, own.evidence, own.revision) =
                (theirs.answer, theirs.evidence, theirs.revision);
        }
        // Notes have revisions of their own, because every letter of a note counts one: with the answer's they would
        // outweigh an answer that another tab gave in the meantime.
        let tie = break_ties && theirs.note > own.note;
        if is_newer(theirs.note_revision, own.note_revision, tie) {
            own.note.clone_from(&theirs.note);
            own.note_revision = theirs.note_revision;
        }
    }
    take_newer(&mut merged.aims, &other.aims, |theirs: &Aim, own| {
        let tie = break_ties && (theirs.target, theirs.impact) > (own.target, own.impact);
        is_newer(theirs.revision, own.revision, tie)
    });
    take_newer(&mut merged.plan, &other.plan, |theirs: &Action, own| {
        let tie = break_ties && action_weight(theirs) > action_weight(own);
        is_newer(theirs.revision, own.revision, tie)
    });
    take_newer(&mut merged.competencies, &other.competencies, |theirs: &SelfCheck, own| {
        let tie = break_ties && (theirs.own, theirs.others) > (own.own, own.others);
        is_newer(theirs.revision, own.revision, tie)
    });
    merged.revision = one.revision.max(other.revision);
    merged.changed = one.changed.max(other.changed);
    merged.created = one.created.min(other.created);
    merged
}

fn take_newer<K: Ord + Clone, V: Clone>(
    own: &mut Sorted<K, V>,
    theirs: &Sorted<K, V>,
    is_newer: impl Fn(&V, &V) -> bool,
) {
    for (key, value) in theirs {
        if own.get(key).is_none_or(|own| is_newer(value, own)) {
            own.insert(key.clone(), value.clone());
        }
    }
}

/// Any order of the copies of one answer that does not depend on who merges.
fn rating_weight(entry: &Entry) -> (&str, Evidence) {
    (entry.answer.map_or("", Answer::token), entry.evidence)
}

fn action_weight(action: &Action) -> impl Ord + '_ {
    (
        (action.state, action.horizon, action.due),
        (action.words.as_str(), action.owner.as_str(), action.principle.as_str()),
    )
}
