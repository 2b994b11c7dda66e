//! The facilitator's sheet: which practices, in which order, with which two levels, and never more than the view shows.

use cohort::{Disagreement, Extremes, Filter, Named, SheetItem, View, sheet};
use domain::{
    assessment::Answer,
    model::{Level, Profile, Role},
    scoring::band,
};
use proptest::prelude::*;

use crate::{
    commentary::{MEMBER, picture, respond, view, with},
    support::{FULL, any_answer, cases, model},
};

fn level(number: u8) -> Level {
    Level::new(number).unwrap()
}

fn items(view: &View) -> Vec<SheetItem> {
    sheet(&picture(view, &Filter::default()), &model().scoring)
}

/// The id of the practice of an item.
fn id(item: &SheetItem) -> &'static str {
    let mut practices = model().principles.iter().flat_map(|principle| &principle.practices);
    &practices.nth(item.practice).unwrap().id
}

fn find(items: &[SheetItem], practice: &str) -> SheetItem {
    *items.iter().find(|item| id(item) == practice).unwrap()
}

/// So many people of a role who say 3 everywhere, but for some practices, where each says what stands for them.
fn people(view: &mut View, profile: Profile, count: usize, said: &[(&str, &[&str])]) {
    for person in 0..count {
        respond(view, profile, |id, _| {
            let own = said.iter().find(|(practice, _)| *practice == id);
            own.map_or("3", |(_, words)| words[person % words.len()]).to_owned()
        });
    }
}

const A: &str = "gp-rules";
const B: &str = "tc-promises";
const C: &str = "vc-offer";
const D: &str = "ik-rules";

#[test]
fn ids_of_these_tests_are_practices() {
    for id in [A, B, C, D] {
        assert!(model().practice(id).is_some(), "{id}");
    }
}

#[test]
fn gaps_come_first_then_split_answers_then_blind_spots_then_the_rest() {
    let mut view = view();
    let (low, wide) = (["1", "1", "5", "5"], ["2", "3", "4"]);
    people(&mut view, FULL, 8, &[(A, &["5"]), (B, &low), (C, &["DK", "DK", "3"]), (D, &wide)]);
    people(&mut view, MEMBER, 8, &[(A, &["2"]), (B, &low), (C, &["DK", "3", "DK"]), (D, &wide)]);
    let found = items(&view);
    assert_eq!(found.iter().map(id).collect::<Vec<_>>(), [A, B, C, D]);
    assert_eq!(found[0].why, Disagreement::Gap(3.0));
    assert!(matches!(found[1].why, Disagreement::Consensus(value) if value < 0.1));
    assert!(matches!(found[2].why, Disagreement::Unknown(share) if share > 0.6));
    assert!(matches!(found[3].why, Disagreement::Consensus(value) if value > 0.6));
    assert!(found.iter().all(|item| item.unknown.is_none()));
}

#[test]
fn it_begins_as_the_list_of_topics_does() {
    let mut view = view();
    people(&mut view, FULL, 9, &[(A, &["5"]), (B, &["1", "5"]), (C, &["DK"])]);
    people(&mut view, MEMBER, 9, &[(A, &["3"]), (B, &["1", "5"]), (C, &["DK"])]);
    let topics = picture(&view, &Filter::default()).topics;
    assert_eq!(topics.len(), 3);
    let found = items(&view);
    for (topic, item) in topics.iter().zip(&found) {
        assert_eq!(topic.practice, item.practice);
    }
}

#[test]
fn many_who_cannot_tell_are_told_beside_another_reason() {
    let mut view = view();
    people(&mut view, FULL, 10, &[(A, &["5", "DK"])]);
    people(&mut view, MEMBER, 20, &[(A, &["2", "DK"])]);
    let item = find(&items(&view), A);
    assert_eq!(item.why, Disagreement::Gap(3.0));
    assert_eq!(item.unknown, Some(0.5));
}

#[test]
fn what_all_see_alike_is_not_on_it() {
    let mut view = view();
    people(&mut view, FULL, 8, &[]);
    people(&mut view, MEMBER, 8, &[]);
    assert_eq!(items(&view), []);
    assert_eq!(items(&crate::commentary::view()), []);
}

#[test]
fn the_extremes_are_those_that_were_given_where_these_may_be_shown() {
    let mut view = view();
    people(&mut view, FULL, 8, &[(A, &["4", "5"])]);
    people(&mut view, MEMBER, 8, &[(A, &["1", "2"])]);
    let item = find(&items(&view), A);
    assert_eq!(item.extremes, Some(Extremes::Given(level(1), level(5))));
}

/// Two sides of which only the members' distribution may be shown: together with that of all, the orchestrators' would be
/// told.
fn one_side_hidden(orchestrators: &[&str], members: &[&str]) -> View {
    let mut view = view();
    people(&mut view, FULL, 5, &[(A, orchestrators)]);
    people(&mut view, MEMBER, 9, &[(A, members)]);
    let shown = picture(&view, &Filter::default());
    let cells = &shown.practices[find(&items(&view), A).practice].cells;
    assert!(cells[0].spread.is_none() && cells[1].spread.is_none() && cells[2].spread.is_some());
    assert!(cells[1].mean.is_some());
    view
}

#[test]
fn otherwise_they_are_the_levels_nearest_to_both_sides() {
    let view = one_side_hidden(&["5", "5", "4"], &["1", "2", "2"]);
    let expected = Extremes::Sides { orchestrators: level(5), members: level(2) };
    assert_eq!(find(&items(&view), A).extremes, Some(expected));
    let view = one_side_hidden(&["1", "2"], &["5", "4", "4"]);
    let expected = Extremes::Sides { orchestrators: level(1), members: level(4) };
    assert_eq!(find(&items(&view), A).extremes, Some(expected));
    assert_eq!(expected.levels(), [level(1), level(4)]);
}

#[test]
fn sides_that_are_near_to_the_same_level_are_no_extremes() {
    let view = one_side_hidden(&["1", "5", "3"], &["1", "5", "3"]);
    assert_eq!(find(&items(&view), A).extremes, Some(Extremes::Around(level(2), level(4))));
}

#[test]
fn of_few_only_the_levels_beside_the_median_are_told() {
    let of = |said: &[&str]| {
        let mut view = view();
        people(&mut view, MEMBER, 6, &[(A, said)]);
        find(&items(&view), A).extremes.unwrap()
    };
    assert_eq!(of(&["1", "1", "5"]), Extremes::Around(level(1), level(2)));
    assert_eq!(of(&["2", "3", "4"]), Extremes::Around(level(2), level(4)));
    assert_eq!(of(&["5", "5", "1"]), Extremes::Around(level(4), level(5)));
}

#[test]
fn a_hidden_orchestrator_is_not_in_the_range() {
    let mut view = view();
    people(&mut view, FULL, 1, &[(A, &["5"])]);
    people(&mut view, MEMBER, 9, &[(A, &["1", "2", "3"])]);
    let item = find(&items(&view), A);
    assert_eq!(item.extremes, Some(Extremes::Given(level(1), level(3))));
}

#[test]
fn where_only_the_share_who_cannot_tell_is_shown_there_are_no_levels() {
    let mut view = view();
    people(&mut view, MEMBER, 9, &[(A, &["DK", "DK", "4"])]);
    let item = find(&items(&view), A);
    assert!(matches!(item.why, Disagreement::Unknown(_)));
    assert_eq!(item.extremes, None);
}

#[test]
fn a_few_who_are_shown_by_name_are_sorted_by_range() {
    let mut view = view();
    view.rules.named = Named::Everybody;
    people(&mut view, MEMBER, 3, &[(A, &["2", "3", "3"]), (B, &["1", "5", "3"]), (C, &["2", "4"])]);
    let found = items(&view);
    assert_eq!(found.iter().map(id).collect::<Vec<_>>(), [B, C, A]);
    assert_eq!(found[0].why, Disagreement::Range(level(1), level(5)));
    assert_eq!(found[0].extremes, Some(Extremes::Given(level(1), level(5))));
}

#[test]
fn every_item_is_told_in_words() {
    let mut named = view();
    named.rules.named = Named::Everybody;
    people(&mut named, MEMBER, 3, &[(A, &["2", "3", "3"])]);
    let mut all = view();
    let mixed = ["2", "3", "4"];
    people(&mut all, FULL, 8, &[(A, &["5"]), (B, &["1", "5"]), (C, &["DK", "3"]), (D, &mixed)]);
    people(&mut all, MEMBER, 8, &[(A, &["2"]), (B, &["1", "5"]), (C, &["DK", "3"]), (D, &mixed)]);
    let cases = [
        (&named, A, "Answers reach from level 2 to level 3.", "What have you seen"),
        (&all, A, "Orchestrators rate this 3.0 levels higher than members do.", "What do you see"),
        (&all, B, "Answers are split: agreement is low (consensus 0.00).", "What have you seen"),
        (&all, C, "50% cannot tell.", "Who could show"),
        (&all, D, "Answers differ somewhat (consensus 0.73).", "What have you seen"),
    ];
    for (view, practice, reason, question) in cases {
        let item = find(&items(view), practice);
        with(view, Filter::default(), |commentary| {
            assert_eq!(commentary.sheet_reason(&item), reason);
            let asked = commentary.sheet_question(&item);
            assert!(asked.starts_with(question), "{asked}");
        });
    }
}

#[test]
fn each_side_has_a_step_from_the_lower_level() {
    let mut view = view();
    people(&mut view, FULL, 8, &[(A, &["5"]), (B, &["5"])]);
    people(&mut view, MEMBER, 8, &[(A, &["2"]), (B, &["5"])]);
    with(&view, Filter::default(), |c| {
        let item = find(&items(&view), A);
        let practice = model().practice(A).unwrap().1;
        let steps = c.sheet_steps(&item);
        let said: Vec<&str> = steps.iter().map(|(_, step)| *step).collect();
        let expected = [Role::Orchestrator, Role::Member]
            .map(|role| practice.next_step(role, level(2)).unwrap());
        assert_eq!(said, expected);
        let whose: Vec<&str> = steps.iter().map(|(whose, _)| *whose).collect();
        assert_eq!(whose, ["A step for orchestrators", "A step for members"]);
        // From the highest level no step leads on, and where no level is shown none begins.
        let highest = SheetItem { extremes: Some(Extremes::Given(level(5), level(5))), ..item };
        assert_eq!(c.sheet_steps(&highest), []);
        assert_eq!(c.sheet_steps(&SheetItem { extremes: None, ..item }), []);
    });
}

#[test]
fn every_level_says_where_it_comes_from() {
    let (two, four) = (level(2), level(4));
    let cases: [(Extremes, &[(Level, &str)]); 5] = [
        (Extremes::Given(two, four), &[(two, "Lowest answer"), (four, "Highest answer")]),
        (Extremes::Given(two, two), &[(two, "All who rated it")]),
        (
            Extremes::Sides { orchestrators: four, members: two },
            &[(two, "Nearest to members"), (four, "Nearest to orchestrators")],
        ),
        (
            Extremes::Sides { orchestrators: two, members: four },
            &[(two, "Nearest to orchestrators"), (four, "Nearest to members")],
        ),
        (
            Extremes::Around(two, four),
            &[(two, "Lower, to compare with"), (four, "Higher, to compare with")],
        ),
    ];
    let view = view();
    for (extremes, expected) in cases {
        with(&view, Filter::default(), |commentary| {
            assert_eq!(commentary.sheet_levels(&extremes), expected);
        });
    }
}

proptest! {
    #![proptest_config(cases(60))]

    /// Whatever people say, each item rests on numbers that the view shows.
    #[test]
    fn nothing_is_told_that_the_view_does_not_show(
        said in prop::collection::vec((any::<bool>(), prop::collection::vec(any_answer(), 5)), 0..24),
        named in prop::sample::select(Named::ALL.to_vec()),
    ) {
        let mut view = view();
        view.rules.named = named;
        for (is_member, answers) in &said {
            let role = if *is_member { Role::Member } else { Role::Orchestrator };
            respond(&mut view, Profile { role, ..FULL }, |id, place| words(answers[(id.len() + place) % 5]));
        }
        let shown = picture(&view, &Filter::default());
        let found = sheet(&shown, &model().scoring);
        let mut seen = std::collections::BTreeSet::new();
        let mut last_gap = f64::INFINITY;
        for item in &found {
            prop_assert!(seen.insert(item.practice), "twice");
            let practice = &shown.practices[item.practice];
            let cells = &practice.cells[..3];
            match item.why {
                Disagreement::Gap(levels) => {
                    prop_assert_eq!(practice.gap.map(|gap| gap.levels), Some(levels));
                    prop_assert!(levels.abs() <= last_gap);
                    last_gap = levels.abs();
                }
                Disagreement::Consensus(value) => {
                    prop_assert!(cells.iter().any(|cell| cell.consensus == Some(value)));
                    last_gap = 0.0;
                }
                Disagreement::Unknown(share) => {
                    prop_assert!(cells.iter().any(|cell| cell.unknown == Some(share)));
                    last_gap = 0.0;
                }
                Disagreement::Range(..) => last_gap = 0.0,
            }
            if let Some(share) = item.unknown {
                prop_assert!(cells.iter().any(|cell| cell.unknown == Some(share)));
            }
            let levels = item.extremes.into_iter().flat_map(|extremes| extremes.levels());
            for level in levels {
                let place = usize::from(level.number()) - 1;
                match item.extremes.unwrap() {
                    Extremes::Given(..) => {
                        let mut spreads = cells.iter().filter_map(|cell| cell.spread);
                        prop_assert!(spreads.any(|spread| spread.levels[place] > 0));
                    }
                    Extremes::Sides { .. } => {
                        let mut means = cells[1..].iter().filter_map(|cell| cell.mean);
                        prop_assert!(means.any(|mean| band(mean) == level));
                    }
                    Extremes::Around(..) => {
                        let mut medians = cells.iter().filter_map(|cell| cell.median);
                        prop_assert!(medians.any(|median| median.number().abs_diff(level.number()) <= 1));
                    }
                }
            }
        }
    }
}

/// An answer in short notation.
fn words(answer: Option<Answer>) -> String {
    match answer {
        Some(Answer::Rated(level)) => level.number().to_string(),
        Some(Answer::NotApplicable) => "NA".to_owned(),
        Some(Answer::Unknown) => "DK".to_owned(),
        None => "-".to_owned(),
    }
}
