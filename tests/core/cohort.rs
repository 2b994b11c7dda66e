//! Many responses: what is held of them, the numbers of a group, and that these are the numbers of the method
//! (docs/method.md, Many responses).

use std::collections::BTreeMap;

use cohort::{
    Added, Basis, Cell, Cohort, Filter, GapClass, GroupKind, Named, Picture, Quartiles, Reason,
    Rules, Spread,
    response::{Month, Observations, Options, Response},
};
use domain::{
    assessment::{Answer, Assessment, Evidence, ResponseId},
    model::{Form, Level, Practice, Profile, Role, Stage, Version},
    scoring::Rating,
};
use proptest::prelude::*;

use crate::support::{
    FULL, answered, any_profile, any_rating, any_self_rating, assert_close, cases, level, model,
};
fn spread(levels: &[usize]) -> Spread {
    let mut spread = Spread::default();
    for level in levels {
        spread.levels[level - 1] += 1;
    }
    spread
}

#[test]
fn consensus_has_the_published_values() {
    // docs/method.md, Consensus: computed from the formula of Tastle and Wierman.
    let vectors: [(&[usize], f64); 8] = [
        (&[4, 4, 4, 4, 4], 1.0),
        (&[3, 4, 4, 4, 5], 0.8340),
        (&[3, 3, 3, 4, 4, 4], 0.8074),
        (&[2, 2, 2, 4, 4, 4], 0.5850),
        (&[1, 1, 1, 5, 5, 5], 0.0),
        (&[1, 2, 3, 4, 5], 0.4340),
        (&[2, 3, 3, 4, 5], 0.6206),
        (&[1, 2, 4, 4, 5], 0.3654),
    ];
    for (levels, expected) in vectors {
        let found = spread(levels).consensus().unwrap();
        assert!((found - expected).abs() < 0.00005, "{levels:?}: {found} and not {expected}");
    }
    assert_eq!(Spread::default().consensus(), None);
}

#[test]
fn the_median_is_the_lower_one_of_two() {
    let median = |levels: &[usize]| spread(levels).lower_median().map(Level::number);
    assert_eq!(median(&[2, 4]), Some(2));
    assert_eq!(median(&[2, 3, 5]), Some(3));
    assert_eq!(median(&[1, 1, 4, 5]), Some(1));
    assert_eq!(median(&[5]), Some(5));
    assert_eq!(median(&[]), None);
    assert_close(spread(&[2, 4]).mean().unwrap(), 3.0);
    assert_close(spread(&[2, 4]).deviation().unwrap(), 1.0);
}

// ---- random cohorts ----

/// What a random respondent is made of: place in the order of ids, profile, what was said, month of 2026, value of a facet.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) number: u64,
    pub(crate) profile: Profile,
    pub(crate) ratings: Vec<Rating>,
    pub(crate) month: u8,
    /// 0 is none.
    pub(crate) value: u8,
}

const VALUES: [&str; 4] = ["", "North", "South", "West"];

pub(crate) fn any_person(number: u64) -> impl Strategy<Value = Person> {
    let practices = model().response_order.len();
    // Few different profiles, so that groups are not all tiny.
    let profile =
        (prop::bool::weighted(0.35), prop::bool::weighted(0.25), prop::bool::weighted(0.2))
            .prop_map(|(orchestrates, is_short, is_early)| Profile {
                role: if orchestrates { Role::Orchestrator } else { Role::Member },
                form: if is_short { Form::Short } else { Form::Full },
                stage: if is_early { Stage::Strategic } else { Stage::Management },
                ..FULL
            });
    (profile, prop::collection::vec(any_rating(), practices), 1_u8..=4, 0_u8..4).prop_map(
        move |(profile, ratings, month, value)| Person { number, profile, ratings, month, value },
    )
}

fn any_people(size: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<Person>> {
    let sizes = prop::collection::vec(Just(()), size);
    sizes.prop_flat_map(|all| (0..all.len() as u64).map(any_person).collect::<Vec<_>>())
}

impl Person {
    pub(crate) fn response(&self) -> Response {
        let plain = |rating: &Rating| rating.map(|(answer, _)| (answer, Evidence::Opinion));
        Response {
            model: model().id.clone(),
            version: Version::parse(&model().version).unwrap(),
            profile: self.profile,
            id: ResponseId::new(self.number),
            revision: 5,
            month: Month::new(2026, self.month).unwrap(),
            ratings: self.ratings.iter().map(plain).collect(),
            has_evidence: false,
            competencies: None,
            name: None,
        }
    }

    /// What was said about a practice that was asked, be it nothing.
    #[allow(clippy::option_option, reason = "not asked and not answered are two things here")]
    pub(crate) fn said(&self, practice: &Practice) -> Option<Option<Answer>> {
        let cell = model().response_order.iter().position(|id| *id == practice.id).unwrap();
        let said = self.ratings[cell].map(|(answer, _)| answer);
        practice.in_scope(&self.profile).then_some(said)
    }
}

/// A cohort with a facet that has the values of [`VALUES`] in their order.
pub(crate) fn cohort_of<'a>(people: impl IntoIterator<Item = &'a Person>) -> Cohort {
    let mut cohort = Cohort::new(model());
    let facet = cohort.add_facet("Region").unwrap();
    let placeholder =
        Person { number: 999, profile: FULL, ratings: Vec::new(), month: 1, value: 0 };
    cohort.add(&placeholder.response());
    for value in &VALUES[1..] {
        assert!(cohort.tag(placeholder.response().id, facet, value));
    }
    cohort.retain(|_| false);
    for person in people {
        assert_eq!(cohort.add(&person.response()), Added::New);
        assert!(cohort.tag(person.response().id, facet, VALUES[usize::from(person.value)]));
    }
    cohort
}

pub(crate) fn rules(min_group: u32, named: Named) -> Rules {
    Rules { min_group, named, by_heads: false }
}

pub(crate) fn picture(
    cohort: &Cohort,
    rules: Rules,
    filter: &Filter,
    facet: Option<usize>,
) -> Picture {
    Picture::of(model(), cohort, rules, filter, facet)
}

pub(crate) fn any_named() -> impl Strategy<Value = Named> {
    prop::sample::select(Named::ALL.to_vec())
}

/// One of each kind of filter.
pub(crate) fn any_filter() -> impl Strategy<Value = Filter> {
    let month = |month| Month::new(2026, month).unwrap();
    (
        prop::option::weighted(0.3, prop::sample::select(Role::ALL.to_vec())),
        prop::option::weighted(0.3, prop::sample::select(Form::ALL.to_vec())),
        prop::option::weighted(0.3, (Just(0_usize), 0_u8..4)),
        prop::option::weighted(0.3, (1_u8..=4, 1_u8..=4)),
    )
        .prop_map(move |(role, form, value, months)| Filter {
            role,
            form,
            value,
            months: months.map(|(a, b)| (month(a.min(b)), month(a.max(b)))),
        })
}

// ---- every number again, slowly and from docs/method.md ----

fn how_often(level: u8, levels: &[u8]) -> u32 {
    levels.iter().map(|other| u32::from(*other == level)).sum()
}

fn rated(answers: &[Option<Answer>]) -> Vec<u8> {
    answers.iter().flatten().filter_map(|answer| answer.level()).map(Level::number).collect()
}

fn plain_mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn plain_consensus(levels: &[u8]) -> Option<f64> {
    let mean = plain_mean(&levels.iter().map(|level| f64::from(*level)).collect::<Vec<_>>())?;
    let mut sum = 0.0;
    for level in 1..=5_u8 {
        let share = f64::from(how_often(level, levels)) / levels.len() as f64;
        if share > 0.0 {
            sum += share * (1.0 - (f64::from(level) - mean).abs() / 4.0).log2();
        }
    }
    Some(1.0 + sum)
}

fn plain_held(levels: &[u8]) -> Option<u8> {
    let lowest = *levels.iter().min()?;
    let reach = |level: u8| levels.iter().filter(|other| **other >= level).count() * 100;
    (1..=5_u8)
        .rev()
        .find(|level| *level == 1 || (reach(*level) >= 80 * levels.len() && lowest + 1 >= *level))
}

/// Type 7: between the ranks around (n − 1) · p, counted from 0.
fn plain_quantile(sorted: &[f64], p: f64) -> f64 {
    let rank = (sorted.len() - 1) as f64 * p;
    let low = rank.floor() as usize;
    let high = (low + 1).min(sorted.len() - 1);
    sorted[low] + (sorted[high] - sorted[low]) * (rank - low as f64)
}

#[track_caller]
fn same(found: Option<f64>, expected: Option<f64>, what: &str) {
    match (found, expected) {
        (None, None) => {}
        (Some(found), Some(expected)) if (found - expected).abs() < 1e-9 => {}
        _ => panic!("{what}: {found:?} and not {expected:?}"),
    }
}

/// Checks every number of a picture that is shown, and, where `is_complete`, that all that can be shown is.
///
/// `least` of a group: from how many on its means and its distributions are shown.
fn check(picture: &Picture, people: &[Person], rules: Rules, is_grouped: bool, is_complete: bool) {
    let constants = &model().scoring;
    let is_open = |group: &[&Person]| group.iter().all(|p| rules.named.includes(p.profile.role));
    let mut groups: Vec<(GroupKind, Vec<&Person>)> =
        vec![(GroupKind::All, people.iter().collect())];
    for role in Role::ALL {
        let of_role = people.iter().filter(|p| p.profile.role == *role);
        groups.push((GroupKind::Role(*role), of_role.collect()));
    }
    for value in [1, 2, 3, 0].into_iter().filter(|_| is_grouped) {
        let of_value = people.iter().filter(|p| p.value == value);
        groups.push((GroupKind::Part(value), of_value.collect()));
    }
    let least =
        |group: &[&Person]| if is_open(group) { 1 } else { rules.least(constants) as usize };
    // A number may speak of nobody who needs protection, or of so many of them.
    let is_safe = |group: &[&Person], least: u32, does: &dyn Fn(&Person) -> bool| {
        let hidden =
            group.iter().filter(|p| !rules.named.includes(p.profile.role) && does(p)).count();
        hidden == 0 || hidden >= least as usize
    };
    let (low, high) = (rules.least(constants), rules.least(constants).max(8));
    assert_eq!(picture.groups.len(), groups.len());
    for (found, (kind, group)) in picture.groups.iter().zip(&groups) {
        assert_eq!((found.kind, found.respondents as usize), (*kind, group.len()));
        assert!(!found.shown || is_safe(group, low, &|_| true));
        assert!(!found.shown || !group.is_empty());
    }

    let practices: Vec<(usize, &Practice)> = model()
        .principles
        .iter()
        .enumerate()
        .flat_map(|(place, principle)| principle.practices.iter().map(move |item| (place, item)))
        .collect();
    assert_eq!(picture.practices.len(), practices.len());
    for (found, (principle, practice)) in picture.practices.iter().zip(&practices) {
        assert_eq!(found.principle, *principle);
        assert_eq!(found.asked, people.iter().any(|p| p.said(practice).is_some()));
        for (cell, (kind, group)) in found.cells.iter().zip(&groups) {
            let what = format!("{} of {kind:?}", practice.id);
            let answers: Vec<Option<Answer>> =
                group.iter().filter_map(|p| p.said(practice)).collect();
            let mut levels = rated(&answers);
            levels.sort_unstable();
            let decimals: Vec<f64> = levels.iter().map(|level| f64::from(*level)).collect();
            let unknown = answers.iter().filter(|said| **said == Some(Answer::Unknown)).count();
            let has_rated =
                |p: &Person| p.said(practice).flatten().is_some_and(|said| said.level().is_some());
            let has_answered = |p: &Person| p.said(practice).flatten().is_some();
            let is_asked = |p: &Person| p.said(practice).is_some();
            assert_eq!(cell.rated.is_some(), cell.mean.is_some(), "{what}");
            assert_eq!(cell.rated.is_some(), cell.median.is_some(), "{what}");
            if let Some(n) = cell.rated {
                assert_eq!(n as usize, levels.len(), "{what}");
                assert!(!levels.is_empty() && is_safe(group, low, &has_rated), "{what}");
                same(cell.mean, plain_mean(&decimals), &what);
                assert_eq!(cell.median.unwrap().number(), levels[(levels.len() - 1) / 2], "{what}");
                let consensus = plain_consensus(&levels).filter(|_| levels.len() >= 5);
                same(cell.consensus, consensus, &what);
            } else {
                assert!(!is_complete || levels.is_empty(), "{what} is missing");
                assert_eq!(cell.consensus, None);
            }
            if let Some(spread) = cell.spread {
                assert!(is_safe(group, high, &has_rated), "{what}");
                assert!(is_safe(group, high, &has_answered), "{what}");
                for level in 1..=5_u8 {
                    assert_eq!(spread.levels[usize::from(level) - 1], how_often(level, &levels));
                }
                let count = |said| answers.iter().filter(|other| **other == said).count() as u32;
                assert_eq!(spread.not_applicable, count(Some(Answer::NotApplicable)));
                assert_eq!(spread.unknown, count(Some(Answer::Unknown)));
                assert_eq!(spread.unanswered, count(None));
                assert_eq!(spread.lowest().map(Level::number), levels.first().copied());
                assert_eq!(spread.highest().map(Level::number), levels.last().copied());
            } else {
                assert!(!is_complete || levels.is_empty(), "the spread of {what} is missing");
            }
            if let Some(share) = cell.unknown {
                assert!(is_safe(group, low, &is_asked), "{what}");
                assert_close(share, unknown as f64 / answers.len() as f64);
            } else {
                assert!(!is_complete || answers.is_empty(), "what is unknown of {what} is missing");
            }
        }
        let gap = found.cells[1].mean.zip(found.cells[2].mean).map(|(o, m)| o - m);
        same(found.gap.map(|gap| gap.levels), gap, &practice.id);
    }

    let of_principle =
        |place: usize| picture.practices.iter().filter(move |practice| practice.principle == place);
    for (place, found) in picture.principles.iter().enumerate() {
        for (number, (kind, group)) in groups.iter().enumerate() {
            let what = format!("principle {place} of {kind:?}");
            let figures = found.figures[number];
            let cells: Vec<Cell> =
                of_principle(place).map(|practice| practice.cells[number]).collect();
            let means: Vec<f64> = cells.iter().filter_map(|cell| cell.mean).collect();
            let could = practices.iter().filter(|(principle, practice)| {
                let said = group.iter().filter_map(|p| p.said(practice));
                let able = said.filter(|said| *said != Some(Answer::NotApplicable)).count();
                *principle == place && able >= least(group)
            });
            let enough = means.len() >= 2 && means.len() * 100 >= 60 * could.count();
            same(figures.value, plain_mean(&means).filter(|_| enough), &what);
            let medians: Vec<u8> =
                cells.iter().filter_map(|cell| cell.median).map(Level::number).collect();
            let held = plain_held(&medians).filter(|_| enough);
            assert_eq!(figures.held.map(Level::number), held, "{what}");
            let consensus: Vec<f64> = cells.iter().filter_map(|cell| cell.consensus).collect();
            same(figures.consensus, plain_mean(&consensus).filter(|_| enough), &what);

            let mut scores: Vec<f64> = group
                .iter()
                .filter_map(|person| {
                    let items = &model().principles[place].practices;
                    let said: Vec<_> = items.iter().filter_map(|item| person.said(item)).collect();
                    let not_applicable =
                        said.iter().filter(|said| **said == Some(Answer::NotApplicable)).count();
                    let levels = rated(&said);
                    let base = said.len() - not_applicable;
                    let enough = levels.len() >= 2 && levels.len() * 100 >= 60 * base;
                    let levels: Vec<f64> = levels.into_iter().map(f64::from).collect();
                    plain_mean(&levels).filter(|_| enough)
                })
                .collect();
            scores.sort_by(f64::total_cmp);
            if let Some(quartiles) = figures.quartiles {
                assert!(scores.len() >= if is_open(group) { 5 } else { high as usize }, "{what}");
                assert!(matches!(kind, GroupKind::Role(_)));
                assert_close(quartiles.lower, plain_quantile(&scores, 0.25));
                assert_close(quartiles.upper, plain_quantile(&scores, 0.75));
            } else if is_complete && matches!(kind, GroupKind::Role(_)) && enough {
                assert!(scores.len() < 5, "quartiles of {what} are missing");
            }
        }
        let value = |group: usize| found.figures[group].value;
        let gap = value(1).zip(value(2)).map(|(o, m)| o - m);
        same(found.gap.map(|gap| gap.levels), gap, "gap of a principle");
        let (by_role, lower) = (
            plain_mean(&[value(1), value(2)].into_iter().flatten().collect::<Vec<_>>()),
            [1, 2].into_iter().filter_map(|group| found.figures[group].held).min(),
        );
        let is_any =
            |group: usize| picture.principles.iter().any(|p| p.figures[group].value.is_some());
        let by_heads = is_any(0) && (rules.by_heads || !(is_any(1) || is_any(2)));
        let basis = match (is_any(1), is_any(2)) {
            _ if by_heads => Basis::Heads,
            (true, true) => Basis::BothRoles,
            (true, false) => Basis::OneRole(Role::Orchestrator),
            (false, true) => Basis::OneRole(Role::Member),
            (false, false) => Basis::Nothing,
        };
        assert_eq!(picture.ecosystem.basis, basis);
        let (expected, held) =
            if by_heads { (value(0), found.figures[0].held) } else { (by_role, lower) };
        same(found.value, expected, "value of a principle");
        assert_eq!(found.held, held);
    }
    let values: Vec<f64> = picture.principles.iter().filter_map(|p| p.value).collect();
    let helds: Vec<u8> =
        picture.principles.iter().filter_map(|p| p.held).map(Level::number).collect();
    let enough = values.len() >= 8;
    same(picture.ecosystem.overall.score, plain_mean(&values).filter(|_| enough), "overall");
    let held = plain_held(&helds).filter(|_| enough);
    assert_eq!(picture.ecosystem.overall.held.map(Level::number), held);
    let gaps: Vec<f64> =
        picture.principles.iter().filter_map(|p| p.gap).map(|gap| gap.levels.abs()).collect();
    let alignment = plain_mean(&gaps).map(|gap| (1.0 - gap / 2.0).max(0.0));
    same(picture.ecosystem.alignment, alignment, "alignment");

    // What to talk about: gaps of a level, then what is split, then what is not known, each by how much, each once.
    let common = match [0, 1, 2].map(|group| picture.groups[group]) {
        [all, _, _] if all.shown => Some(0),
        [_, o, m] if o.shown && m.shown => Some(if o.respondents > m.respondents { 1 } else { 2 }),
        [_, o, _] if o.shown => Some(1),
        [_, _, m] if m.shown => Some(2),
        _ => None,
    };
    let cell = |place: usize| common.map(|group| picture.practices[place].cells[group]);
    let mut ranked: Vec<(u8, f64, usize)> = Vec::new();
    let mut blind: Vec<(f64, usize)> = Vec::new();
    for (place, practice) in picture.practices.iter().enumerate() {
        let gap = practice.gap.map(|gap| gap.levels.abs()).filter(|gap| *gap > 1.0 - 1e-9);
        let split = cell(place).and_then(|cell| cell.consensus).filter(|cns| *cns < 0.6 - 1e-9);
        let unknown =
            cell(place).and_then(|cell| cell.unknown).filter(|share| *share > 0.25 - 1e-9);
        blind.extend(unknown.map(|share| (-share, place)));
        let reason = gap.map(|gap| (0, -gap)).or(split.map(|cns| (1, cns)));
        let reason = reason.or(unknown.map(|share| (2, -share)));
        ranked.extend(reason.map(|(kind, rank)| (kind, rank, place)));
    }
    let by_rank = |a: &(u8, f64, usize), b: &(u8, f64, usize)| {
        (a.0.cmp(&b.0)).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
    };
    ranked.sort_by(by_rank);
    let found: Vec<(u8, f64, usize)> = picture
        .topics
        .iter()
        .map(|topic| match topic.reason {
            Reason::Gap(gap) => (0, -gap.abs(), topic.practice),
            Reason::Split(consensus) => (1, consensus, topic.practice),
            Reason::Unknown(share) => (2, -share, topic.practice),
        })
        .collect();
    // Equal ones may differ in the last digit and so change places.
    let coarse = |list: &[(u8, f64, usize)]| {
        let mut list: Vec<(u8, i64, usize)> = list
            .iter()
            .map(|(kind, rank, place)| (*kind, (rank * 1e8).round() as i64, *place))
            .collect();
        let kept = list.clone();
        list.sort_unstable();
        assert!(kept.iter().zip(&list).all(|(a, b)| (a.0, a.1) == (b.0, b.1)), "out of order");
        list
    };
    assert_eq!(coarse(&found), coarse(&ranked));
    let mut shares: Vec<(i64, usize)> =
        blind.iter().map(|(share, place)| ((share * 1e8).round() as i64, *place)).collect();
    shares.sort_unstable();
    let spots = picture.blind_spots(constants);
    let found: Vec<(i64, usize)> =
        spots.iter().map(|(place, share)| ((-share * 1e8).round() as i64, *place)).collect();
    assert_eq!(found, shares);
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn every_number_is_that_of_the_method_where_all_are_named(
        people in any_people(0..14), is_grouped: bool, by_heads: bool, filter in any_filter(),
    ) {
        let rules = Rules { by_heads, ..rules(5, Named::Everybody) };
        let facet = is_grouped.then_some(0);
        let cohort = cohort_of(&people);
        check(&picture(&cohort, rules, &Filter::default(), facet), &people, rules, is_grouped, true);

        let admitted = |person: &&Person| {
            let place = cohort.place_of(person.response().id).unwrap();
            filter.admits(&cohort.row(place).unwrap())
        };
        let some: Vec<Person> = people.iter().filter(admitted).cloned().collect();
        let filtered = picture(&cohort, rules, &filter, facet);
        check(&filtered, &some, rules, is_grouped, true);
        prop_assert_eq!(filtered, picture(&cohort_of(&some), rules, &Filter::default(), facet));
    }

    #[test]
    fn every_number_that_is_shown_is_that_of_the_method(
        people in any_people(0..40), is_grouped: bool, by_heads: bool, named in any_named(),
        least in 0_u32..12, filter in any_filter(),
    ) {
        let rules = Rules { by_heads, ..rules(least, named) };
        let facet = is_grouped.then_some(0);
        let cohort = cohort_of(&people);
        check(&picture(&cohort, rules, &Filter::default(), facet), &people, rules, is_grouped, false);
        let admitted = |person: &&Person| {
            let place = cohort.place_of(person.response().id).unwrap();
            filter.admits(&cohort.row(place).unwrap())
        };
        let some: Vec<Person> = people.iter().filter(admitted).cloned().collect();
        check(&picture(&cohort, rules, &filter, facet), &some, rules, is_grouped, false);
    }
}

// ---- responses in and out ----

/// Any response, of few different people and in few different states, so that copies of one meet.
fn any_copy() -> impl Strategy<Value = Response> {
    let (practices, items) = (model().response_order.len(), model().competencies.items.len());
    let profile = prop_oneof![3 => Just(FULL), 1 => any_profile()];
    let head = (profile, 0..6_u64, 0..3_u64, 1_u8..=3, 0_u16..3);
    let said = (0..=items).prop_flat_map(|items| {
        let observed = || proptest::option::of(any_self_rating());
        let said = (observed(), observed()).prop_map(|(own, others)| Observations { own, others });
        prop::collection::vec(said, items)
    });
    let ratings = prop_oneof![
        // Copies that differ in nothing but their heads.
        2 => Just(vec![None; practices]),
        1 => prop::collection::vec(any_rating(), practices - 3..=practices),
    ];
    let name = prop::option::of(prop::sample::select(vec!["Ash Lines", "Birch"]));
    (head, ratings, any::<bool>(), prop::option::of(said), name).prop_map(
        |((profile, id, revision, month, patch), mut ratings, has_evidence, competencies, name)| {
            for (answer, evidence) in ratings.iter_mut().flatten() {
                if !has_evidence || answer.level().is_none() {
                    *evidence = Evidence::Opinion;
                }
            }
            Response {
                model: model().id.clone(),
                version: Version::new([0, 0, patch]),
                profile,
                id: ResponseId::new(id),
                revision,
                month: Month::new(2026, month).unwrap(),
                ratings,
                has_evidence,
                competencies,
                name: name.map(str::to_owned),
            }
        },
    )
}

fn cohort_from<'a>(responses: impl IntoIterator<Item = &'a Response>) -> Cohort {
    let mut cohort = Cohort::new(model());
    for response in responses {
        cohort.add(response);
    }
    cohort
}

/// A response as a cohort gives it back: with something, be it nothing, about everything in the model.
fn filled(response: &Response) -> Response {
    let mut response = response.clone();
    response.ratings.resize(model().response_order.len(), None);
    if let Some(said) = &mut response.competencies {
        said.resize(model().competencies.items.len(), Observations::default());
    }
    response
}

/// Whether what is kept of two cohorts is the same, written out and by comparison.
fn assert_same(one: &Cohort, other: &Cohort) {
    assert_eq!(one, other);
    assert_eq!(other, one);
    let all = |cohort: &Cohort| -> BTreeMap<u64, Response> {
        cohort.rows().map(|row| (row.id().bits(), row.response(model()))).collect()
    };
    assert_eq!(all(one), all(other));
    let rules = rules(3, Named::Everybody);
    let pictures = [one, other].map(|cohort| picture(cohort, rules, &Filter::default(), None));
    assert_eq!(pictures[0], pictures[1]);
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn what_is_kept_of_a_response_comes_back(response in any_copy()) {
        let mut cohort = Cohort::new(model());
        prop_assert_eq!(cohort.add(&response), Added::New);
        let row = cohort.row(0).unwrap();
        prop_assert_eq!(row.response(model()), filled(&response));
        for (place, rating) in filled(&response).ratings.iter().enumerate() {
            prop_assert_eq!(row.rating(place), *rating);
        }
        prop_assert_eq!(cohort.add(&response), Added::Same);
        prop_assert_eq!(cohort.len(), 1);
    }

    #[test]
    fn neither_order_nor_repetition_nor_portions_matter(
        responses in prop::collection::vec(any_copy(), 0..14),
        shuffle in any::<prop::sample::Index>(),
        seed in any::<u64>(),
    ) {
        let cohort = cohort_from(&responses);
        let mut moved = responses.clone();
        if !moved.is_empty() {
            let by = shuffle.index(moved.len());
            moved.rotate_left(by);
            moved.sort_by_key(|response| u64::from(response.month.month()) ^ seed & 3);
        }
        assert_same(&cohort, &cohort_from(&moved));
        let reversed: Vec<Response> = responses.iter().rev().cloned().collect();
        assert_same(&cohort, &cohort_from(&reversed));
        assert_same(&cohort, &cohort_from(responses.iter().chain(&moved).chain(&reversed)));

        // What is there counts no less than any copy of it.
        let mut again = cohort.clone();
        for response in &responses {
            let added = again.add(response);
            prop_assert!(matches!(added, Added::Same | Added::Older), "{added:?}");
        }
        assert_same(&cohort, &again);
        let highest = |id: ResponseId| {
            responses.iter().filter(|other| other.id == id).map(|other| other.revision).max()
        };
        for row in cohort.rows() {
            prop_assert_eq!(Some(row.revision()), highest(row.id()));
            prop_assert_eq!(cohort.place_of(row.id()).and_then(|place| cohort.row(place)).map(|r| r.id()), Some(row.id()));
        }
    }

    #[test]
    fn taken_out_is_as_if_it_had_never_come(
        responses in prop::collection::vec(any_copy(), 0..14), out in prop::collection::btree_set(0..6_u64, 0..6),
    ) {
        let mut cohort = cohort_from(&responses);
        cohort.retain(|row| !out.contains(&row.id().bits()));
        let others = responses.iter().filter(|response| !out.contains(&response.id.bits()));
        assert_same(&cohort, &cohort_from(others));
        for response in &responses {
            cohort.add(response);
        }
        assert_same(&cohort, &cohort_from(&responses));
    }

    #[test]
    fn an_older_revision_changes_nothing_and_a_newer_one_everything(
        older in any_copy(), newer in any_copy(), facet: bool,
    ) {
        let older = Response { revision: 7, id: newer.id, ..older };
        let newer = Response { revision: 8, ..newer };
        let mut cohort = cohort_from([&newer]);
        prop_assert_eq!(cohort.add(&older), Added::Older);
        assert_same(&cohort, &cohort_from([&newer]));
        let mut cohort = cohort_from([&older]);
        if facet {
            let place = cohort.add_facet("Region").unwrap();
            cohort.tag(older.id, place, "North");
        }
        prop_assert_eq!(cohort.add(&newer), Added::Replaced);
        prop_assert_eq!(cohort.row(0).unwrap().response(model()), filled(&newer));
        prop_assert_eq!(cohort.row(0).unwrap().value(0), facet.then_some("North"));
    }
}

#[test]
fn copies_of_two_versions_meet_in_either_order() {
    let copy = |patch| Response {
        version: Version::new([0, 0, patch]),
        ..of_two_roles([3; 12], [3; 12])[0].response()
    };
    let (old, new) = (copy(1), copy(2));
    assert_same(&cohort_from([&old, &new]), &cohort_from([&new, &old]));
    assert_eq!(cohort_from([&new, &old]).row(0).unwrap().version(), new.version);
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn a_higher_rating_lowers_nothing(
        people in any_people(1..16), who in any::<prop::sample::Index>(),
        what in any::<prop::sample::Index>(), named in any_named(), by_heads: bool,
    ) {
        let rules = Rules { by_heads, ..rules(3, named) };
        let mut raised = people.clone();
        let person = who.index(people.len());
        let cell = what.index(model().response_order.len());
        let Some((Answer::Rated(old), evidence)) = people[person].ratings[cell] else { return Ok(()) };
        let Some(higher) = Level::new(old.number() + 1) else { return Ok(()) };
        raised[person].ratings[cell] = Some((Answer::Rated(higher), evidence));
        let all = Filter::default();
        let before = picture(&cohort_of(&people), rules, &all, Some(0));
        let after = picture(&cohort_of(&raised), rules, &all, Some(0));
        let grows = |before: Option<f64>, after: Option<f64>| match (before, after) {
            (None, None) => true,
            (Some(before), Some(after)) => after > before - 1e-9,
            _ => false,
        };
        for (before, after) in before.practices.iter().zip(&after.practices) {
            for (before, after) in before.cells.iter().zip(&after.cells) {
                prop_assert!(grows(before.mean, after.mean) && before.median <= after.median);
            }
        }
        for (before, after) in before.principles.iter().zip(&after.principles) {
            for (before, after) in before.figures.iter().zip(&after.figures) {
                prop_assert!(grows(before.value, after.value) && before.held <= after.held);
                let sides = [before.quartiles, after.quartiles];
                let [lower, upper] = [|q: Quartiles| q.lower, |q: Quartiles| q.upper]
                    .map(|side| sides.map(|quartiles| quartiles.map(side)));
                prop_assert!(grows(lower[0], lower[1]) && grows(upper[0], upper[1]));
            }
            prop_assert!(grows(before.value, after.value) && before.held <= after.held);
        }
        let overall = |picture: &Picture| picture.ecosystem.overall.score;
        prop_assert!(grows(overall(&before), overall(&after)));
    }

    #[test]
    fn what_does_not_apply_changes_no_mean(people in any_people(1..12)) {
        let mut marked = people.clone();
        for rating in marked.iter_mut().flat_map(|person| &mut person.ratings) {
            *rating = rating.or(Some((Answer::NotApplicable, Evidence::Opinion)));
        }
        let rules = rules(5, Named::Everybody);
        let pictures = [&people, &marked]
            .map(|people| picture(&cohort_of(people), rules, &Filter::default(), Some(0)));
        let [before, after] = pictures;
        for (before, after) in before.practices.iter().zip(&after.practices) {
            for (before, after) in before.cells.iter().zip(&after.cells) {
                prop_assert_eq!(
                    (before.rated, before.mean, before.median, before.consensus),
                    (after.rated, after.mean, after.median, after.consensus)
                );
            }
        }
        for (before, after) in before.principles.iter().zip(&after.principles) {
            for (before, after) in before.figures.iter().zip(&after.figures) {
                prop_assert!(before.value.is_none() || before.value == after.value);
            }
        }
    }

    #[test]
    fn consensus_is_a_share_and_the_same_in_the_mirror(levels in prop::array::uniform5(0..400_u32)) {
        let spread = Spread { levels, not_applicable: 3, unknown: 1, unanswered: 2 };
        let mut mirrored = spread;
        mirrored.levels.reverse();
        let Some(consensus) = spread.consensus() else {
            prop_assert_eq!(levels, [0; 5]);
            return Ok(());
        };
        prop_assert!((0.0..=1.0).contains(&consensus));
        assert_close(mirrored.consensus().unwrap(), consensus);
        assert_close(mirrored.mean().unwrap() + spread.mean().unwrap(), 6.0);
        let all_equal = levels.iter().filter(|n| **n > 0).count() == 1;
        prop_assert_eq!(consensus > 1.0 - 1e-9, all_equal);
    }
}

#[test]
fn consensus_of_a_wider_scale_is_the_published_one() {
    // The published example has seven levels; the formula is the same but for the width.
    let counts = [30.0, 40.0, 210.0, 130.0, 530.0, 50.0, 10.0];
    let total: f64 = counts.iter().sum();
    let levels = || (1..=7).map(f64::from).zip(counts);
    let mean = levels().map(|(level, n)| level * n).sum::<f64>() / total;
    let sum: f64 =
        levels().map(|(level, n)| n / total * (1.0 - (level - mean).abs() / 6.0).log2()).sum();
    assert!((1.0 + sum - 0.725_687_6).abs() < 5e-8, "{}", 1.0 + sum);
}

/// Each role of five people who all say the same of a principle: the same of all practices.
fn of_two_roles(orchestrators: [u8; 12], members: [u8; 12]) -> Vec<Person> {
    let person = |number: u64, role: Role, levels: [u8; 12]| {
        let mut person = Person {
            number,
            profile: Profile { role, ..FULL },
            ratings: Vec::new(),
            month: 1,
            value: 0,
        };
        for id in &model().response_order {
            let (principle, _) = model().practice(id).unwrap();
            let place = model().principles.iter().position(|p| p.id == principle.id).unwrap();
            person.ratings.push(match levels[place] {
                0 => None,
                number => Some((Answer::Rated(level(number)), Evidence::Opinion)),
            });
        }
        person
    };
    let orchestrators = (0..5).map(|n| person(n, Role::Orchestrator, orchestrators));
    orchestrators.chain((5..10).map(|n| person(n, Role::Member, members))).collect()
}

#[test]
fn alignment_is_that_of_the_vector() {
    // docs/method.md, Alignment index: gaps of +1.2, +0.1 and −0.5.
    // With whole levels: means of five orchestrators and ten members.
    let mut people = of_two_roles([0; 12], [0; 12]);
    let more =
        of_two_roles([0; 12], [0; 12]).into_iter().filter(|p| p.profile.role == Role::Member);
    people.extend(more.map(|person| Person { number: person.number + 10, ..person }));
    let mut say = |principle: usize, orchestrators: [u8; 5], members: [u8; 10]| {
        let (mut first, mut second) = (orchestrators.iter(), members.iter());
        for person in &mut people {
            let levels = if person.profile.role == Role::Member { &mut second } else { &mut first };
            let said = level(*levels.next().unwrap());
            for practice in &model().principles[principle].practices {
                let cell = model().response_order.iter().position(|id| *id == practice.id).unwrap();
                person.ratings[cell] = Some((Answer::Rated(said), Evidence::Opinion));
            }
        }
    };
    say(0, [4, 4, 4, 4, 5], [3; 10]);
    say(1, [3; 5], [3, 3, 3, 3, 3, 3, 3, 3, 3, 2]);
    say(2, [2; 5], [2, 3, 2, 3, 2, 3, 2, 3, 2, 3]);
    let found = picture(&cohort_of(&people), rules(5, Named::Nobody), &Filter::default(), None);
    let gap = |place: usize| found.principles[place].gap.unwrap();
    assert_close(gap(0).levels, 1.2);
    assert_close(gap(1).levels, 0.1);
    assert_close(gap(2).levels, -0.5);
    let classes = [0, 1, 2].map(|place| gap(place).class);
    assert_eq!(classes, [GapClass::Flag, GapClass::Alike, GapClass::Watch]);
    assert_close(found.ecosystem.alignment.unwrap(), 0.7);
}

#[test]
fn each_role_counts_once_in_the_ecosystem() {
    // docs/method.md, Value of the ecosystem: many members do not drown few orchestrators.
    let mut people = of_two_roles([4; 12], [2; 12]);
    let more =
        of_two_roles([4; 12], [2; 12]).into_iter().filter(|p| p.profile.role == Role::Member);
    people.extend(more.map(|person| Person { number: person.number + 10, ..person }));
    let cohort = cohort_of(&people);
    let by_roles = picture(&cohort, rules(5, Named::Nobody), &Filter::default(), None);
    assert_eq!(by_roles.ecosystem.basis, Basis::BothRoles);
    assert_close(by_roles.ecosystem.overall.score.unwrap(), 3.0);
    assert_eq!(by_roles.ecosystem.overall.held, Some(level(2)));
    let rules = Rules { by_heads: true, ..rules(5, Named::Nobody) };
    let by_heads = picture(&cohort, rules, &Filter::default(), None);
    assert_eq!(by_heads.ecosystem.basis, Basis::Heads);
    assert_close(by_heads.ecosystem.overall.score.unwrap(), 8.0 / 3.0);
}

#[test]
fn a_score_vector_of_one_respondent_is_that_of_a_cohort_of_one() {
    // docs/method.md, Test vectors: one respondent. Shown by name, one respondent's cohort says what the assessment says.
    let s: [&str; 5] = ["4 4 4 4 2", "5 5 5 5 1", "2 3 4 NA DK", "4 NA NA NA 3", "4 NA NA NA NA"];
    let assessment = answered(&s);
    let assessment = Assessment { response: Some(ResponseId::new(1)), ..assessment };
    let response = Response::of(model(), &assessment, &Options::default()).unwrap();
    let cohort = cohort_from([&response]);
    let found = picture(&cohort, rules(5, Named::Everybody), &Filter::default(), None);
    let values: Vec<Option<f64>> = found.principles.iter().map(|p| p.value).collect();
    assert_eq!(values[..5], [Some(3.6), Some(4.2), Some(3.0), Some(3.5), None]);
    let held: Vec<Option<u8>> =
        found.principles.iter().map(|p| p.held.map(Level::number)).collect();
    assert_eq!(held[..5], [Some(3), Some(2), Some(2), Some(3), None]);
}

#[test]
fn ten_thousand_responses_take_little_room() {
    let mut cohort = Cohort::new(model());
    let people = of_two_roles([3; 12], [4; 12]);
    for number in 0..10_000 {
        let number = number * 7_919_317 % ResponseId::MAX;
        cohort.add(&Person { number, ..people[(number % 10) as usize].clone() }.response());
    }
    assert_eq!(cohort.len(), 10_000);
    let bytes = cohort.bytes();
    assert!(bytes < 1_500_000, "{bytes} bytes");
    // No less than the answers themselves, so that this says something.
    assert!(bytes > 10_000 * model().response_order.len(), "{bytes} bytes");
}
