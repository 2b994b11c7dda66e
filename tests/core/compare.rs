//! Change over time: which rounds may be compared, what counts as matched, and what a change is called.

use domain::{
    assessment::{Answer, Assessment, Msg, update},
    model::{Form, Profile, Role, Scale, Stage},
    scoring::{
        compare::{
            Absence, Change, Comparison, Dates, LeftOut, Line, Movement, NotComparable,
            PracticeChange, Trend, Unmatched, compare, movement, obstacles, trend,
        },
        score,
    },
};
use proptest::{prelude::*, sample::Index};

use crate::support::{
    FULL, NOW, answered, any_answered, assert_close, blank, cases, level, model, put, ratings,
};

fn compared(earlier: &Assessment, later: &Assessment) -> Comparison<'static> {
    compare(model(), earlier, later).unwrap()
}

fn with(profile: Profile) -> Assessment {
    update(&answered(&["3 3 3 3 3"; 12]), Msg::SetProfile(profile), NOW)
}

// ---- what may be compared ----

#[test]
fn only_rounds_of_one_kind_are_compared() {
    let check = |other: &Assessment, expected: &[NotComparable]| {
        let base = with(FULL);
        assert_eq!(obstacles(model(), &base, other), expected);
        assert_eq!(obstacles(model(), other, &base), expected);
        assert_eq!(compare(model(), &base, other).err().unwrap_or_default(), expected);
    };
    check(&with(FULL), &[]);
    check(&with(Profile { role: Role::Member, ..FULL }), &[NotComparable::Role]);
    check(&with(Profile { form: Form::Short, ..FULL }), &[NotComparable::Form]);
    // What is asked may differ; the matched items are the same questions.
    check(&with(Profile { scale: Scale::Handful, ..FULL }), &[]);
    check(&with(Profile { stage: Stage::Strategic, ..FULL }), &[]);

    let mut foreign = with(FULL);
    foreign.model.version = "0.0.1".to_owned();
    check(&foreign, &[]);
    foreign.model.id = "another-model".to_owned();
    check(&foreign, &[NotComparable::Model]);
    foreign.profile = Profile { role: Role::Member, form: Form::Short, ..FULL };
    check(&foreign, &[NotComparable::Model, NotComparable::Role, NotComparable::Form]);
    // Two rounds of one foreign model: their items are not those of this one.
    assert_eq!(obstacles(model(), &foreign, &foreign), [NotComparable::Model]);
}

#[test]
fn a_small_change_is_no_clear_change() {
    let check = |change: f64, expected| {
        assert_eq!(movement(change, &model().scoring), expected, "{change}");
    };
    check(0.0, Movement::NoClearChange);
    check(0.29, Movement::NoClearChange);
    check(-0.29, Movement::NoClearChange);
    check(0.3, Movement::Up);
    check(-0.3, Movement::Down);
    // Three tenths from a sum that misses it by the last bits.
    check(0.1 + 0.1 + 0.1 - 1e-16, Movement::Up);
    check(4.0, Movement::Up);
    check(-4.0, Movement::Down);

    let mut strict = model().scoring.clone();
    strict.no_clear_change_below = 0.0;
    assert_eq!(movement(0.0, &strict), Movement::NoClearChange);
    assert_eq!(movement(0.1, &strict), Movement::Up);
}

// ---- one principle ----

/// `3 of 5: 2.0 → 2.7, +0.67, Up` for the first principle.
#[track_caller]
fn check(earlier: &str, later: &str, expected: &str) {
    let found = compared(&answered(&[earlier]), &answered(&[later]));
    assert_eq!(found.overall, found.principles[0].change, "one principle is all there is");
    let words = match found.overall {
        Some(Change { matched, means, change }) => {
            let called = movement(change, &model().scoring);
            let Dates { earlier, later } = means;
            format!("{matched}: {earlier:.2} to {later:.2}, {change:+.2} {called:?}")
        }
        None => "nothing".to_owned(),
    };
    let held = found.principles[0].held.map_or_else(String::new, |Dates { earlier, later }| {
        format!(", held {} to {}", earlier.number(), later.number())
    });
    assert_eq!(words + &held, expected, "{earlier} / {later}");
}

#[test]
fn the_change_is_over_items_rated_both_times() {
    check("3 3 3 3 3", "3 3 3 3 3", "5: 3.00 to 3.00, +0.00 NoClearChange, held 3 to 3");
    check("3 3 3 3 3", "4 3 3 3 3", "5: 3.00 to 3.20, +0.20 NoClearChange, held 3 to 3");
    check("3 3 3 3 3", "4 4 3 3 3", "5: 3.00 to 3.40, +0.40 Up, held 3 to 3");
    check("4 4 4 4 3", "3 3 4 4 3", "5: 3.80 to 3.40, -0.40 Down, held 4 to 3");
    check("1 1 1 1 1", "5 5 5 5 5", "5: 1.00 to 5.00, +4.00 Up, held 1 to 5");
    // Rises and falls make up for each other, and the table of practices shows both.
    check("2 2 2 2 2", "4 4 1 1 1", "5: 2.00 to 2.20, +0.20 NoClearChange, held 2 to 1");
}

#[test]
fn what_is_not_matched_changes_nothing() {
    // The fifth practice was answered since, and is low: nothing has fallen.
    check("4 4 4 4 -", "4 4 4 4 1", "4: 4.00 to 4.00, +0.00 NoClearChange, held 4 to 4");
    check("4 4 4 4 NA", "4 4 4 4 1", "4: 4.00 to 4.00, +0.00 NoClearChange, held 4 to 4");
    check("4 4 4 DK NA", "5 4 - 4 4", "2: 4.00 to 4.50, +0.50 Up");
    check("3 3 - - -", "- - 3 3 3", "nothing");
    check("", "", "nothing");
    check("3", "4", "1: 3.00 to 4.00, +1.00 Up");
}

#[test]
fn held_levels_need_as_many_matched_items_as_a_score_needs() {
    check("3 3 3 - -", "4 4 4 - -", "3: 3.00 to 4.00, +1.00 Up, held 3 to 4");
    // Two of five are not sixty percent; two of the two that apply are, but only if they do not apply both times.
    check("3 3 - - -", "4 4 - - -", "2: 3.00 to 4.00, +1.00 Up");
    check("3 3 NA NA NA", "4 4 NA NA NA", "2: 3.00 to 4.00, +1.00 Up, held 3 to 4");
    check("3 3 NA NA NA", "4 4 2 2 2", "2: 3.00 to 4.00, +1.00 Up");
}

#[test]
fn what_is_rated_once_is_named_with_the_reason() {
    let earlier = answered(&["3 2 4 5 DK", "- NA 3"]);
    let mut later = answered(&["3 - NA DK 4", "2 2 3"]);
    later.profile.scale = Scale::Handful;
    let found = compared(&earlier, &later);
    let once = |list: &[Unmatched<'_>]| -> Vec<(usize, u8, Absence)> {
        list.iter().map(|item| (item.place, item.level.number(), item.elsewhere)).collect()
    };
    assert_eq!(
        once(&found.only_earlier),
        [(0, 2, Absence::Unanswered), (0, 4, Absence::NotApplicable), (0, 5, Absence::Unknown)]
    );
    assert_eq!(
        once(&found.only_later),
        [(0, 4, Absence::Unknown), (1, 2, Absence::Unanswered), (1, 2, Absence::NotApplicable)]
    );
    let matched: Vec<&str> = found.practices.iter().map(|p| p.practice.id.as_str()).collect();
    let practices = |place: usize| &model().principles[place].practices;
    assert_eq!(matched, [practices(0)[0].id.as_str(), practices(1)[2].id.as_str()]);

    // Asked of a curated ecosystem only.
    let all = answered(&["3 3 3 3 3"; 12]);
    let small = update(&all, Msg::SetProfile(Profile { scale: Scale::Handful, ..FULL }), NOW);
    let found = compared(&small, &all);
    assert_eq!(found.practices.len(), 59);
    assert!(found.only_earlier.is_empty());
    assert_eq!(found.only_later.len(), 1);
    assert_eq!(found.only_later[0].elsewhere, Absence::NotAsked);
    assert_eq!(found.only_later[0].practice.id, "mo-health");
}

#[test]
fn the_largest_moves_come_first() {
    let earlier = answered(&["1 3 5 3 2", "4 4 4 1 1"]);
    let later = answered(&["4 3 2 4 4", "2 5 3 4 1"]);
    let found = compared(&earlier, &later);
    let moves = |items: Vec<PracticeChange<'_>>| -> Vec<(usize, i32)> {
        items.iter().map(|item| (item.place, item.change())).collect()
    };
    assert_eq!(moves(found.rises()), [(0, 3), (1, 3), (0, 2), (0, 1), (1, 1)]);
    assert_eq!(moves(found.falls()), [(0, -3), (1, -2), (1, -1)]);
}

// ---- all principles ----

#[test]
fn the_whole_counts_each_item_once() {
    // Five items rise by one, two fall by one: the mean of the two principles would be nothing.
    let found = compared(
        &answered(&["2 2 2 2 2", "4 4 NA NA NA"]),
        &answered(&["3 3 3 3 3", "3 3 NA NA NA"]),
    );
    let overall = found.overall.unwrap();
    assert_eq!(overall.matched, 7);
    assert_close(overall.change, 3.0 / 7.0);
    assert_close(overall.means.earlier, 18.0 / 7.0);
    assert_eq!((found.held, found.balance), (None, None), "two principles are not enough");
}

#[test]
fn balance_and_held_level_are_those_of_the_results_when_all_is_matched() {
    let earlier = answered(&[
        "3 3 3 3 3",
        "4 4 4 4 3",
        "4 4 4 4 2",
        "5 5 5 5 1",
        "1 1 1 1 5",
        "3 3 2 2 1",
        "2 3 4 NA DK",
        "4 NA NA NA 3",
        "2 2 2 2 2",
        "1 1 2 2 1",
        "3 3 3 2 2",
        "2 2 2 1 1",
    ]);
    let mut later = earlier.clone();
    for principle in [4, 9] {
        for practice in &model().principles[principle].practices {
            put(&mut later, &practice.id, ratings("3")[0]);
        }
    }
    let found = compared(&earlier, &later);
    let (before, after) = (score(model(), &earlier).overall, score(model(), &later).overall);
    let balance = found.balance.unwrap();
    assert_eq!(Some(balance.earlier), before.balance);
    assert_eq!(Some(balance.later), after.balance);
    assert_eq!(found.held, Some(Dates { earlier: level(1), later: level(2) }));
    assert_eq!((before.held, after.held), (Some(level(1)), Some(level(2))));
}

#[test]
fn balance_is_over_the_same_principles_on_both_dates() {
    // Exit strategy was not rated the first time and is very low the second time.
    let earlier = answered(&["3 3 3 3 3"; 11]);
    let mut rows = vec!["3 3 3 3 3"; 11];
    rows.push("1 1 1 1 1");
    let later = answered(&rows);
    assert_close(score(model(), &later).overall.balance.unwrap().index, 0.5);
    let balance = compared(&earlier, &later).balance.unwrap();
    assert_close(balance.earlier.index, 1.0);
    assert_close(balance.later.index, 1.0);
}

// ---- several rounds ----

fn line(found: &Trend) -> (Vec<usize>, usize, Vec<f64>) {
    (found.rounds.clone(), found.overall.matched, found.overall.means.clone())
}

#[test]
fn a_trend_follows_what_is_rated_in_every_round() {
    let rounds = [
        answered(&["2 2 2 2 2", "3 3 -"]),
        answered(&["3 2 2 2 1", "3 4 5"]),
        answered(&["4 4 4 4 DK", "4 4 5"]),
    ];
    let found = trend(model(), &rounds.each_ref());
    assert_eq!(line(&found), (vec![0, 1, 2], 6, vec![14.0 / 6.0, 16.0 / 6.0, 4.0]));
    assert!(found.left_out.is_empty());
    assert_eq!(found.principles.len(), 12);
    assert_eq!(found.principles[0].matched, 4);
    assert_eq!(found.principles[0].means, [2.0, 2.25, 4.0]);
    assert_eq!(found.principles[1].matched, 2);
    assert_eq!(found.principles[1].means, [3.0, 3.5, 4.0]);
    assert_eq!((found.principles[2].matched, found.principles[2].means.len()), (0, 0));
}

#[test]
fn rounds_that_do_not_fit_are_named_and_left_out() {
    let fits = answered(&["3 3 3"]);
    let member = update(&fits, Msg::SetProfile(Profile { role: Role::Member, ..FULL }), NOW);
    let short = update(
        &fits,
        Msg::SetProfile(Profile { role: Role::Member, form: Form::Short, ..FULL }),
        NOW,
    );
    let mut foreign = fits.clone();
    foreign.model.id = "another-model".to_owned();
    let empty = blank(FULL);

    // The newest with a rating decides; an empty round and one of another model do not.
    let found = trend(model(), &[&fits, &member, &short, &fits, &empty, &foreign]);
    assert_eq!(line(&found), (vec![0, 3], 3, vec![3.0, 3.0]));
    let left_out = |round, reasons: &[NotComparable]| LeftOut { round, reasons: reasons.to_vec() };
    assert_eq!(
        found.left_out,
        [
            left_out(1, &[NotComparable::Role]),
            left_out(2, &[NotComparable::Role, NotComparable::Form]),
            left_out(4, &[NotComparable::Unrated]),
            left_out(5, &[NotComparable::Model]),
        ]
    );

    let found = trend(model(), &[&fits, &member]);
    assert_eq!(found.rounds, [1]);
    assert_eq!(found.left_out, [left_out(0, &[NotComparable::Role])]);

    let found = trend(model(), &[&empty, &foreign]);
    assert_eq!(line(&found), (vec![], 0, vec![]));
    assert_eq!(
        found.left_out,
        [left_out(0, &[NotComparable::Unrated]), left_out(1, &[NotComparable::Model])]
    );
    assert_eq!(line(&trend(model(), &[])), (vec![], 0, vec![]));
}

// ---- what must hold for any answers ----

/// Two rounds of one role and form.
fn any_pair() -> impl Strategy<Value = (Assessment, Assessment)> {
    (any_answered(), any_answered()).prop_map(|(earlier, mut later)| {
        later.profile.role = earlier.profile.role;
        later.profile.form = earlier.profile.form;
        (earlier, later)
    })
}

fn ids(comparison: &Comparison<'static>) -> Vec<(&'static str, i32)> {
    comparison.practices.iter().map(|item| (item.practice.id.as_str(), item.change())).collect()
}

/// The change with the dates swapped.
fn swapped(change: Option<Change>) -> Option<Change> {
    change.map(|Change { matched, means, change }| Change {
        matched,
        means: Dates { earlier: means.later, later: means.earlier },
        change: -change,
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn swapping_the_dates_changes_the_sign((earlier, later) in any_pair()) {
        let (there, back) = (compared(&earlier, &later), compared(&later, &earlier));
        prop_assert_eq!(there.overall, swapped(back.overall));
        for (there, back) in there.principles.iter().zip(&back.principles) {
            prop_assert_eq!(there.change, swapped(back.change));
            prop_assert_eq!(there.held.map(|h| (h.earlier, h.later)), back.held.map(|h| (h.later, h.earlier)));
        }
        for (there, back) in there.practices.iter().zip(&back.practices) {
            prop_assert_eq!(there.change(), -back.change());
        }
        let moved = |items: Vec<PracticeChange<'static>>| -> Vec<&str> {
            items.iter().map(|item| item.practice.id.as_str()).collect()
        };
        prop_assert_eq!(moved(there.rises()), moved(back.falls()));
        prop_assert_eq!(there.only_earlier.len(), back.only_later.len());
        prop_assert_eq!(there.balance.map(|b| (b.earlier, b.later)), back.balance.map(|b| (b.later, b.earlier)));
    }

    #[test]
    fn nothing_has_changed_between_equal_rounds(round in any_answered()) {
        let found = compared(&round, &round);
        for change in found.principles.iter().map(|p| p.change).chain([found.overall]).flatten() {
            assert_close(change.change, 0.0);
            prop_assert_eq!(movement(change.change, &model().scoring), Movement::NoClearChange);
        }
        prop_assert!(found.rises().is_empty() && found.falls().is_empty());
        prop_assert!(found.only_earlier.is_empty() && found.only_later.is_empty());
        let scores = score(model(), &round);
        prop_assert_eq!(found.overall.map_or(0, |o| o.matched), scores.overall.counts.rated);
        prop_assert_eq!(found.balance.map(|b| b.later), scores.overall.balance);
        prop_assert_eq!(found.held.map(|h| h.later), scores.overall.held);
    }

    #[test]
    fn taking_an_answer_back_changes_no_other_item((earlier, later) in any_pair(), which: Index) {
        let before = compared(&earlier, &later);
        prop_assume!(!before.practices.is_empty());
        let taken = before.practices[which.index(before.practices.len())];
        let id = taken.practice.id.as_str();
        let fewer = update(&later, Msg::SetAnswer(id.to_owned(), None), NOW);
        let after = compared(&earlier, &fewer);

        let mut expected = ids(&before);
        expected.retain(|(other, _)| *other != id);
        prop_assert_eq!(ids(&after), expected);
        for (place, (before, after)) in before.principles.iter().zip(&after.principles).enumerate() {
            if place != taken.place {
                prop_assert_eq!(before, after);
            }
        }
        let gone = after.only_earlier.iter().find(|item| item.practice.id == id);
        prop_assert_eq!(gone.map(|item| (item.level, item.elsewhere)), Some((taken.levels.earlier, Absence::Unanswered)));
        prop_assert_eq!(after.only_earlier.len(), before.only_earlier.len() + 1);
        prop_assert_eq!(after.only_later.len(), before.only_later.len());
    }

    #[test]
    fn every_rated_practice_is_in_one_list((earlier, later) in any_pair()) {
        let found = compared(&earlier, &later);
        let rated = |round| score(model(), round).overall.counts.rated;
        prop_assert_eq!(found.practices.len() + found.only_earlier.len(), rated(&earlier));
        prop_assert_eq!(found.practices.len() + found.only_later.len(), rated(&later));
        let by_principle: usize = found.principles.iter().filter_map(|p| p.change).map(|c| c.matched).sum();
        prop_assert_eq!(by_principle, found.practices.len());
        if let Some(overall) = found.overall {
            prop_assert_eq!(overall.matched, found.practices.len());
            let changes: i32 = found.practices.iter().map(PracticeChange::change).sum();
            assert_close(overall.change, f64::from(changes) / overall.matched as f64);
            assert_close(overall.means.later - overall.means.earlier, overall.change);
        }
    }

    #[test]
    fn a_trend_of_two_rounds_is_their_comparison((earlier, later) in any_pair()) {
        let found = trend(model(), &[&earlier, &later]);
        prop_assume!(found.rounds.len() == 2);
        let compared = compared(&earlier, &later);
        let both = |line: &Line| (line.matched, line.means.clone());
        let expected = |change: Option<Change>| {
            change.map_or((0, vec![]), |c| (c.matched, vec![c.means.earlier, c.means.later]))
        };
        prop_assert_eq!(both(&found.overall), expected(compared.overall));
        for (line, principle) in found.principles.iter().zip(&compared.principles) {
            prop_assert_eq!(both(line), expected(principle.change));
        }
    }

    #[test]
    fn another_round_never_adds_matched_items(rounds in proptest::collection::vec(any_answered(), 2..=5)) {
        let profile = rounds[0].profile;
        let rounds: Vec<Assessment> = rounds.into_iter().map(|round| Assessment {
            profile: Profile { role: profile.role, form: profile.form, ..round.profile },
            ..round
        }).collect();
        let all: Vec<&Assessment> = rounds.iter().collect();
        let (many, few) = (trend(model(), &all), trend(model(), &all[1..]));
        prop_assert!(many.overall.matched <= few.overall.matched || few.rounds.is_empty());
        prop_assert_eq!(many.rounds.len() + many.left_out.len(), all.len());
        for line in many.principles.iter().chain([&many.overall]) {
            let expected = if line.matched == 0 { 0 } else { many.rounds.len() };
            prop_assert_eq!(line.means.len(), expected);
            prop_assert!(line.means.iter().all(|mean| (1.0..=5.0).contains(mean)));
        }
        // A level of one answer moves the line of its own round alone.
        let item = model().in_scope(profile).find(|practice| all.iter().all(|round| {
            practice.in_scope(&round.profile) && matches!(round.answer(&practice.id), Some(Answer::Rated(l)) if l.number() < 5)
        }));
        if let Some(item) = item {
            let mut raised = rounds.clone();
            put(&mut raised[0], &item.id, ratings("5")[0]);
            let after = trend(model(), &raised.iter().collect::<Vec<_>>());
            prop_assert!(after.overall.means[0] > many.overall.means[0]);
            prop_assert_eq!(&after.overall.means[1..], &many.overall.means[1..]);
        }
    }
}
