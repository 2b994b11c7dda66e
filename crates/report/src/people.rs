//! What the self-check of competencies and behaviours says, in sentences.

use domain::{
    model::{Constants, Model},
    scoring::{
        EPSILON,
        people::{Mean, People},
    },
    text::{Key, Speech},
};

/// The clauses of the principles beside which the self-check is shown in the results. Source:
/// docs/method.md, Self-check.
pub const BESIDE_CLAUSES: [&str; 2] = ["4.4", "4.6"];

/// The profile in at most two sentences: how often these things are seen of either side, and which are seen most and
/// least often. Empty as long as nothing is rated. Source: docs/method.md, Self-check.
pub fn people_sentences(model: &Model, people: &People, speech: Speech<'_>) -> Vec<String> {
    let score = |mean: Option<Mean>| speech.score(mean.map(|mean| mean.value));
    let gaps = [("own", &*score(people.own)), ("others", &*score(people.others))];
    let stand = match (people.own, people.others) {
        (Some(_), Some(_)) => Key::CompetenciesStand,
        (Some(_), None) => Key::CompetenciesStandOwn,
        (None, Some(_)) => Key::CompetenciesStandOthers,
        (None, None) => return Vec::new(),
    };
    let names = |items: &[usize]| {
        let name = |item: &usize| Some(model.competencies.items.get(*item)?.name.clone());
        speech.locale.list(&items.iter().filter_map(name).collect::<Vec<_>>())
    };
    let (most, least) = (names(&people.strengths), names(&people.to_work_on));
    let order = match (most.is_empty(), least.is_empty()) {
        (false, false) => Some(Key::CompetenciesMostLeast),
        (false, true) => Some(Key::CompetenciesMost),
        (true, false) => Some(Key::CompetenciesLeast),
        (true, true) => None,
    };
    let order = order.map(|key| speech.fill(key, &[("most", &*most), ("least", &*least)]));
    [Some(speech.fill(stand, &gaps)), order].into_iter().flatten().collect()
}

/// How differently the two sides are seen, and gently what to make of it; empty unless an item is rated for both. Source:
/// docs/method.md, Self-check.
pub fn difference_sentences(
    people: &People,
    constants: &Constants,
    speech: Speech<'_>,
) -> Vec<String> {
    let Some(difference) = people.difference else { return Vec::new() };
    let key = if difference.value.abs() < EPSILON {
        Key::CompetenciesDifferenceNone
    } else if difference.value > 0.0 {
        Key::CompetenciesDifferenceUp
    } else {
        Key::CompetenciesDifferenceDown
    };
    let size = speech.locale.decimal(difference.value.abs(), 2);
    let sentence = speech.count(key, difference.items as u64, &[("difference", &size)]);
    let limit = speech.score(Some(constants.self_favour_above));
    let gently =
        people.in_own_favour.then(|| speech.fill(Key::CompetenciesKindly, &[("limit", &limit)]));
    std::iter::once(sentence).chain(gently).collect()
}
