//! The self-check of competencies and behaviours: means, differences, strengths, and what it helps to explain.

use domain::{
    assessment::{Frequency, Msg, SelfCheck, SelfRating, update},
    model::Level,
    scoring::{
        people::{
            self, Link, Mean, People, SelfView, linked, links, people, views as stored,
            weak_principles,
        },
        score,
    },
};
use proptest::prelude::*;
use report::{BESIDE_CLAUSES, difference_sentences, people_sentences};

use crate::support::{FULL, NOW, assert_close, blank, cases, level, model, seen, speech};

/// `4/3` is own 4 and others 3; `?` cannot tell, `-` unanswered.
fn views(words: &str) -> Vec<SelfView> {
    let seen = |word: &str| match word {
        "-" => None,
        "?" => Some(SelfRating::Unknown),
        number => Frequency::new(number.parse().unwrap()).map(SelfRating::Seen),
    };
    words
        .split_whitespace()
        .map(|pair| {
            let (own, others) = pair.split_once('/').unwrap();
            SelfView { own: seen(own), others: seen(others) }
        })
        .collect()
}

fn of(words: &str) -> People {
    people(&views(words), &model().scoring)
}

#[test]
fn a_frequency_is_one_of_five() {
    assert_eq!(Frequency::new(0), None);
    assert_eq!(Frequency::new(6), None);
    let numbers: Vec<u8> = Frequency::ALL.into_iter().map(Frequency::number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    assert_eq!(Frequency::new(3), Some(Frequency::ALL[2]));
}

#[test]
fn what_an_assessment_says_is_read_in_the_order_of_the_model() {
    let mut assessment = blank(FULL);
    let items = &model().competencies.items;
    assert_eq!(people::views(model(), &assessment), vec![SelfView::default(); items.len()]);

    let mut say = |id: &str, own, others| {
        assessment.competencies.insert(id.to_owned(), SelfCheck { own, others, revision: 2 });
    };
    say(&items[11].id, Some(seen(5)), None);
    say(&items[0].id, Some(SelfRating::Unknown), Some(seen(2)));
    say("withdrawn-item", Some(seen(1)), Some(seen(1)));
    let found = people::views(model(), &assessment);
    assert_eq!(found.len(), items.len());
    assert_eq!(found[0], views("?/2")[0]);
    assert_eq!(found[11], views("5/-")[0]);
    assert!(found[1..11].iter().all(|view| *view == SelfView::default()));
}

#[test]
fn means_are_over_what_is_known() {
    let check = |words: &str, own: Option<(f64, usize)>, others, difference| {
        let found = of(words);
        let mean = |mean: Option<Mean>| mean.map(|mean| (mean.value, mean.items));
        assert_eq!(mean(found.own), own, "{words}");
        assert_eq!(mean(found.others), others, "{words}");
        assert_eq!(mean(found.difference), difference, "{words}");
    };
    check("", None, None, None);
    check("-/- ?/? -/?", None, None, None);
    check("4/3", Some((4.0, 1)), Some((3.0, 1)), Some((1.0, 1)));
    check("4/3 2/3", Some((3.0, 2)), Some((3.0, 2)), Some((0.0, 2)));
    check("1/5", Some((1.0, 1)), Some((5.0, 1)), Some((-4.0, 1)));
    // The difference rests on pairs; the means have more to go by.
    check("4/3 5/? ?/1 -/2", Some((4.5, 2)), Some((2.0, 3)), Some((1.0, 1)));
    check("5/- ?/2", Some((5.0, 1)), Some((2.0, 1)), None);
}

#[test]
fn each_item_has_its_own_mean_and_difference() {
    let found = of("4/3 5/? -/2 ?/- -/-");
    assert_eq!(found.means, [Some(3.5), Some(5.0), Some(2.0), None, None]);
    assert_eq!(found.differences, [Some(1.0), None, None, None, None]);
}

#[test]
fn only_a_clear_difference_in_ones_own_favour_is_mentioned() {
    let check = |words: &str, expected: bool| {
        assert_eq!(of(words).in_own_favour, expected, "{words}");
    };
    check("", false);
    check("5/?", false);
    check("4/3", true);
    // Exactly a half is not above it.
    check("4/3 3/3", false);
    check("4/3 4/3 3/3", true);
    check("3/4 3/4", false);
}

#[test]
fn strengths_are_the_highest_and_work_is_below_them() {
    let check = |words: &str, strengths: &[usize], to_work_on: &[usize]| {
        let found = of(words);
        assert_eq!((&*found.strengths, &*found.to_work_on), (strengths, to_work_on), "{words}");
    };
    check("", &[], &[]);
    check("5/5 4/4 4/3 3/3 2/3 1/1 2/2", &[0, 1, 2], &[5, 6, 4]);
    // Equal ones in the order of the model.
    check("4/4 4/4 4/4 4/4 2/2 2/2 2/2 2/2", &[0, 1, 2], &[4, 5, 6]);
    // What is as high as a strength is nothing to work on.
    check("4/4 4/4 4/4 4/4", &[0, 1, 2], &[]);
    check("4/4 4/4 4/4 4/4 4/3", &[0, 1, 2], &[4]);
    // Half the time is no strength.
    check("3/3 3/3 3/3 3/3", &[], &[0, 1, 2]);
    check("4/3 3/3", &[0], &[1]);
    // One side is enough; none is not.
    check("?/5 1/- -/- ?/?", &[0], &[1]);
    // A kind view of oneself does not outweigh what is seen of the others.
    check("5/1 4/4", &[1], &[0]);
}

#[test]
fn weak_principles_are_below_their_target_or_the_lowest() {
    let check = |scores: &[(usize, f64)], targets: &[u8], expected: &[usize]| {
        let targets: Vec<Level> = targets.iter().copied().map(level).collect();
        assert_eq!(weak_principles(scores.iter().copied(), &targets), expected, "{scores:?}");
    };
    check(&[], &[3, 3, 3], &[]);
    check(&[(0, 2.8), (1, 3.0), (2, 1.4)], &[3, 3, 3], &[2, 0]);
    check(&[(0, 2.0), (2, 2.0)], &[3, 3, 3], &[0, 2]);
    // All at their targets: the lowest, the first of several.
    check(&[(0, 3.0), (1, 4.0), (2, 3.0)], &[3, 3, 3], &[0]);
    check(&[(1, 3.4)], &[3, 4, 3], &[1]);
    // A principle without a target is weak by being the lowest only.
    check(&[(0, 3.0), (5, 1.0)], &[3], &[5]);
}

/// The twelve items of the shipped model with these at a frequency and the others at 5.
fn low(items: &[(&str, u8)]) -> People {
    let views: Vec<SelfView> = model()
        .competencies
        .items
        .iter()
        .map(|item| {
            let low = items.iter().find(|(id, _)| *id == item.id);
            let often = Frequency::new(low.map_or(5, |(_, number)| *number)).map(SelfRating::Seen);
            SelfView { own: often, others: often }
        })
        .collect();
    people(&views, &model().scoring)
}

#[test]
fn rare_behaviour_helps_to_explain_weak_principles() {
    let place = |id: &str| model().principles.iter().position(|p| p.id == id).unwrap();
    let check = |people: &People, weak: &[&str], expected: &[(&str, &str)]| {
        let weak: Vec<usize> = weak.iter().map(|id| place(id)).collect();
        let found = links(model(), people, &weak);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|Link { item, principle }| {
                let principle = &model().principles[*principle];
                (principle.id.as_str(), model().competencies.items[*item].id.as_str())
            })
            .collect();
        assert_eq!(found, expected);
    };
    let people = low(&[("openness", 3), ("conflict", 2), ("culture", 4), ("adaptability", 3)]);
    check(&people, &[], &[]);
    check(
        &people,
        &["trust-and-mutual-benefit"],
        &[("trust-and-mutual-benefit", "conflict"), ("trust-and-mutual-benefit", "openness")],
    );
    // The order of the principles is kept; what is usual explains nothing.
    check(
        &people,
        &["exit-strategy", "information-and-knowledge", "visions-and-values"],
        &[("exit-strategy", "adaptability"), ("information-and-knowledge", "openness")],
    );
    check(&low(&[]), &["trust-and-mutual-benefit", "exit-strategy"], &[]);
    assert_eq!(links(model(), &people, &[99]), []);
    assert_eq!(links(model(), &of("1/1"), &[place("exit-strategy")]), []);
}

fn any_seen() -> impl Strategy<Value = Option<SelfRating>> {
    prop_oneof![
        6 => (1_u8..=5).prop_map(|number| Frequency::new(number).map(SelfRating::Seen)),
        1 => Just(Some(SelfRating::Unknown)),
        1 => Just(None),
    ]
}

fn any_views() -> impl Strategy<Value = Vec<SelfView>> {
    let view = (any_seen(), any_seen()).prop_map(|(own, others)| SelfView { own, others });
    proptest::collection::vec(view, 0..=12)
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn swapping_the_sides_changes_the_sign(views in any_views()) {
        let swapped: Vec<SelfView> =
            views.iter().map(|view| SelfView { own: view.others, others: view.own }).collect();
        let (one, other) = (people(&views, &model().scoring), people(&swapped, &model().scoring));
        prop_assert_eq!(one.own, other.others);
        prop_assert_eq!(&one.means, &other.means);
        prop_assert_eq!(&one.strengths, &other.strengths);
        prop_assert_eq!(&one.to_work_on, &other.to_work_on);
        match (one.difference, other.difference) {
            (Some(one), Some(other)) => {
                assert_close(one.value, -other.value);
                prop_assert_eq!(one.items, other.items);
            }
            (one, other) => prop_assert_eq!(one, other),
        }
        prop_assert!(!(one.in_own_favour && other.in_own_favour));
    }

    #[test]
    fn strengths_and_work_never_meet(views in any_views()) {
        let found = people(&views, &model().scoring);
        prop_assert!(found.strengths.len() <= 3 && found.to_work_on.len() <= 3);
        let mean = |item: &usize| found.means[*item].unwrap();
        for strength in &found.strengths {
            prop_assert!(mean(strength) > 3.0);
            for work in &found.to_work_on {
                prop_assert!(mean(work) < mean(strength));
            }
        }
        prop_assert!(found.strengths.is_sorted_by(|a, b| mean(a) >= mean(b)));
        prop_assert!(found.to_work_on.is_sorted_by(|a, b| mean(a) <= mean(b)));
        let known = found.means.iter().flatten().count();
        prop_assert_eq!(found.strengths.is_empty() && found.to_work_on.is_empty(), known == 0);
        prop_assert!(found.difference.is_none_or(|d| (-4.0..=4.0).contains(&d.value)));
    }

    #[test]
    fn what_cannot_be_told_counts_like_nothing(views in any_views()) {
        let blank = |seen: Option<SelfRating>| seen.filter(|seen| *seen != SelfRating::Unknown);
        let without: Vec<SelfView> = views
            .iter()
            .map(|view| SelfView { own: blank(view.own), others: blank(view.others) })
            .collect();
        prop_assert_eq!(people(&views, &model().scoring), people(&without, &model().scoring));
    }
}

#[test]
fn views_are_what_the_assessment_says() {
    let mut assessment = blank(FULL);
    let nothing = stored(model(), &assessment);
    assert_eq!(nothing, vec![SelfView::default(); model().competencies.items.len()]);
    let before = score(model(), &assessment);
    for msg in [
        Msg::SetSelf("openness".to_owned(), Some(seen(4))),
        Msg::SetOthers("openness".to_owned(), Some(SelfRating::Unknown)),
        Msg::SetOthers("letting-go".to_owned(), Some(seen(1))),
        Msg::SetSelf("not in this model".to_owned(), Some(seen(5))),
        Msg::SetSelf("listening".to_owned(), Some(seen(2))),
        Msg::SetSelf("listening".to_owned(), None),
    ] {
        assessment = update(&assessment, msg, NOW);
    }
    let expected = views("-/- 4/? -/- -/- -/- -/- -/- -/- -/- -/- -/- -/1");
    assert_eq!(stored(model(), &assessment), expected);
    assert_eq!(score(model(), &assessment), before, "it never enters a score");
}

#[test]
fn items_are_linked_to_the_principles_of_the_model() {
    // By clause, from the table of docs/method.md, Self-check.
    let said = views("1/1 2/2 3/3 4/4 5/5 1/2 1/3 1/4 1/5 2/1 2/3 2/4");
    let check = |clause: &str, expected: &str| {
        let principle = model().principles.iter().find(|p| p.clause == clause).unwrap();
        assert_eq!(linked(model(), &said, &principle.id), views(expected), "{clause}");
    };
    check("4.4", "3/3 5/5 1/2 1/3 2/3 2/4");
    check("4.6", "1/1 2/2 4/4 1/2 1/4 1/5");
    check("4.12", "2/1");
    for clause in BESIDE_CLAUSES {
        assert!(model().principles.iter().any(|principle| principle.clause == clause));
    }
}

#[test]
fn the_profile_is_two_sentences() {
    let check = |words: &str, expected: &[&str]| {
        assert_eq!(people_sentences(model(), &of(words), speech()), expected, "{words}");
    };
    check("", &[]);
    check("?/? -/?", &[]);
    check(
        "4/3 5/4 1/1",
        &[
            "From 1, hardly ever, to 5, nearly always, these things come to 3.3 for our own organization and to 2.7 for the \
             others.",
            "Seen most often: Being open and Listening to understand. Seen least often: Keeping promises.",
        ],
    );
    check(
        "5/?",
        &[
            "From 1, hardly ever, to 5, nearly always, these things come to 5.0 for our own organization.",
            "Seen most often: Listening to understand.",
        ],
    );
    check(
        "-/2",
        &[
            "From 1, hardly ever, to 5, nearly always, these things come to 2.0 for the others.",
            "Seen least often: Listening to understand.",
        ],
    );
}

#[test]
fn the_difference_is_said_and_gently_judged() {
    let check = |words: &str, expected: &[&str]| {
        let found = difference_sentences(&of(words), &model().scoring, speech());
        assert_eq!(found, expected, "{words}");
    };
    let kindly = "Most people see themselves a little more kindly than they see others. With a difference above 0.5, it may \
                  be worth asking others how they see it.";
    check("4/- ?/3", &[]);
    check(
        "4/3",
        &[
            "On the only item rated for both, our own organization stands 1.00 higher than the others.",
            kindly,
        ],
    );
    // A half is not above a half.
    check(
        "4/3 3/3",
        &[
            "On the 2 items rated for both, our own organization stands 0.50 higher than the others on average.",
        ],
    );
    check(
        "1/3 3/3 -/5",
        &[
            "On the 2 items rated for both, our own organization stands 1.00 lower than the others on average.",
        ],
    );
    check(
        "2/3 4/3",
        &[
            "On the 2 items rated for both, our own organization and the others stand equal on average.",
        ],
    );
}
