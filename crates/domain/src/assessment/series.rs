//! Which assessments are rounds of one another.

use super::{Assessment, AssessmentId};
use base::order::order;

/// The rounds that belong together with `id`: those that it follows, those that follow it, and those that follow the same
/// ones, also where a round between them is no longer there. Each comes after the one it follows; of those at the same
/// distance from the first, the one that was started earlier comes first. Empty when `id` is not among `all`.
///
/// No clock decides more than that order. What follows itself in a circle, which only a document made by hand can do, is
/// there once.
pub fn series<'a>(all: &[&'a Assessment], id: &AssessmentId) -> Vec<&'a Assessment> {
    if all.iter().all(|one| one.id != *id) {
        return Vec::new();
    }
    let mut known: Vec<&AssessmentId> = vec![id];
    let mut rest: Vec<&'a Assessment> = all.to_vec();
    let mut found: Vec<&'a Assessment> = Vec::new();
    loop {
        let (joined, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|one| {
            known.contains(&&one.id) || one.follows.as_ref().is_some_and(|id| known.contains(&id))
        });
        if joined.is_empty() {
            break;
        }
        known.extend(joined.iter().map(|one| &one.id));
        known.extend(joined.iter().filter_map(|one| one.follows.as_ref()));
        found.extend(joined);
        rest = others;
    }
    let placed: Vec<(usize, &'a Assessment)> =
        found.iter().map(|one| (distance(&found, one), *one)).collect();
    let ordered = order(placed, |a, b| {
        let (one, other) = (a.1, b.1);
        a.0.cmp(&b.0)
            .then(one.created.cmp(&other.created))
            .then_with(|| one.id.as_str().cmp(other.id.as_str()))
    });
    ordered.into_iter().map(|(_, one)| one).collect()
}

/// How many rounds of the list come before this one.
pub fn distance(rounds: &[&Assessment], one: &Assessment) -> usize {
    let before = |one: &Assessment| {
        let id = one.follows.as_ref()?;
        rounds.iter().find(|round| round.id == *id).copied()
    };
    // Never more than there are, or a circle would have no end.
    std::iter::successors(before(one), |round| before(round)).take(rounds.len()).count()
}
