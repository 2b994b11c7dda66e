//! What the self-check of competencies and behaviours says, in sentences.

use domain::{
    assessment::{Assessment, SelfRating},
    model::{Constants, Model, Principle},
    scoring::{
        EPSILON,
        people::{Mean, People, SelfView, linked, links, people as found_in, views},
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

/// What the self-check says about the items that are linked to a principle; `None` where it is not shown beside this one, or
/// nothing is known of them. Source: docs/method.md, Self-check.
pub fn beside_principle(
    model: &Model,
    assessment: &Assessment,
    principle: &Principle,
    speech: Speech<'_>,
) -> Option<String> {
    if !BESIDE_CLAUSES.contains(&principle.clause.as_str()) {
        return None;
    }
    let linked = linked(model, &views(model, assessment), &principle.id);
    let found = found_in(&linked, &model.scoring);
    found.own.or(found.others)?;
    let score = |mean: Option<Mean>| speech.score(mean.map(|mean| mean.value));
    let gaps = [("own", &*score(found.own)), ("others", &*score(found.others))];
    Some(speech.fill(Key::CompetenciesBeside, &gaps))
}

/// The weak principles that something helps to explain, by place, in their order; each with the places of the items.
pub fn explained(model: &Model, people: &People, weak: &[usize]) -> Vec<(usize, Vec<usize>)> {
    let links = links(model, people, weak);
    let items = |place: usize| {
        let linked = links.iter().filter(|link| link.principle == place);
        linked.map(|link| link.item).collect::<Vec<_>>()
    };
    let explained = weak.iter().map(|place| (*place, items(*place)));
    explained.filter(|(_, items)| !items.is_empty()).collect()
}

/// How many ratings are given, *I cannot tell* among them.
pub fn ratings_given(said: &[SelfView], speech: Speech<'_>) -> String {
    let rated = said.iter().flat_map(|view| [view.own, view.others]).flatten().count();
    let [rated, total] = [rated, 2 * said.len()].map(|number| speech.locale.whole(number as u64));
    speech.fill(Key::CompetenciesProgress, &[("rated", &rated), ("total", &total)])
}

/// What was said of one side of an item, in the words of the model.
pub fn rating_words(rating: Option<SelfRating>, model: &Model) -> &str {
    match rating {
        Some(SelfRating::Seen(frequency)) => {
            let place = usize::from(frequency.number()).saturating_sub(1);
            model.competencies.frequencies.get(place).map_or("", |named| named.name.as_str())
        }
        Some(SelfRating::Unknown) => &model.competencies.cannot_say,
        None => &model.answers.unanswered,
    }
}
