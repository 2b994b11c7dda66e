//! Two copies of one assessment put together.

use std::collections::BTreeMap;

use super::{Action, Aim, Answer, Assessment, Entry, Evidence, Revision, SelfCheck};
use crate::model::Profile;

/// Puts two copies of one assessment together: of everything the newer revision, so that two tabs lose nothing to each
/// other. Where both changed the same part in the same revision, both orders of merging give the same result.
///
/// The result's revision is the higher of the two; a change made to it counts on from there.
#[must_use]
pub fn merge(one: &Assessment, other: &Assessment) -> Assessment {
    let mut merged = one.clone();
    let header = |of: &Assessment| {
        let Profile { role, scale, stage, form } = of.profile;
        (of.header_revision, of.name.clone(), role, scale, stage, form)
    };
    if header(other) > header(one) {
        merged.name.clone_from(&other.name);
        merged.profile = other.profile;
        merged.header_revision = other.header_revision;
    }
    for (practice, theirs) in &other.entries {
        let Some(own) = merged.entries.get_mut(practice) else {
            merged.entries.insert(practice.clone(), theirs.clone());
            continue;
        };
        if rating_weight(theirs) > rating_weight(own) {
            (own.answer, own.evidence, own.revision) =
                (theirs.answer, theirs.evidence, theirs.revision);
        }
        if note_weight(theirs) > note_weight(own) {
            own.note.clone_from(&theirs.note);
            own.note_revision = theirs.note_revision;
        }
    }
    take_newer(&mut merged.aims, &other.aims, |a, b| aim_weight(a) > aim_weight(b));
    take_newer(&mut merged.plan, &other.plan, |a, b| action_weight(a) > action_weight(b));
    take_newer(&mut merged.competencies, &other.competencies, |a, b| {
        check_weight(a) > check_weight(b)
    });
    merged.revision = one.revision.max(other.revision);
    merged.changed = one.changed.max(other.changed);
    merged.created = one.created.min(other.created);
    // Both are set once and do not change, so which of two is kept matters only in that all copies keep the same.
    merged.follows = one.follows.clone().max(other.follows.clone());
    merged.response = match (one.response, other.response) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    merged
}

fn take_newer<K: Ord + Clone, V: Clone>(
    own: &mut BTreeMap<K, V>,
    theirs: &BTreeMap<K, V>,
    is_newer: impl Fn(&V, &V) -> bool,
) {
    for (key, value) in theirs {
        if own.get(key).is_none_or(|own| is_newer(value, own)) {
            own.insert(key.clone(), value.clone());
        }
    }
}

/// Orders the copies of one answer: newer first of all, then any order that does not depend on who merges.
fn rating_weight(entry: &Entry) -> (Revision, &str, Evidence) {
    (entry.revision, entry.answer.map_or("", Answer::token), entry.evidence)
}

/// The same for notes. They have revisions of their own, because every letter of a note counts one: with the answer's they
/// would outweigh an answer that another tab gave in the meantime.
fn note_weight(entry: &Entry) -> (Revision, &str) {
    (entry.note_revision, &entry.note)
}

fn aim_weight(aim: &Aim) -> impl Ord {
    (aim.revision, aim.target, aim.impact)
}

fn check_weight(check: &SelfCheck) -> impl Ord {
    (check.revision, check.own, check.others)
}

fn action_weight(action: &Action) -> impl Ord + '_ {
    (
        (action.revision, action.state, action.horizon, action.due),
        (action.words.as_str(), action.owner.as_str(), action.principle.as_str()),
    )
}
