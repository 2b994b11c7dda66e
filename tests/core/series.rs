//! Rounds: which assessments belong together, and what the next one is called.

use domain::assessment::{Assessment, AssessmentId, NAME_LIMIT, distance, series};
use proptest::prelude::*;
use report::next_round_name;

use crate::support::{FULL, NOW, blank, cases, id, speech};

/// The id that a short name stands for.
fn named(short: &str) -> AssessmentId {
    id(&format!("assessment-{short}"))
}

/// `b<a@3` is an assessment `b` that follows `a` and was started at 3.
fn shelf(words: &str) -> Vec<Assessment> {
    words
        .split_whitespace()
        .map(|word| {
            let (names, created) = word.split_once('@').unwrap_or((word, "0"));
            let (own, before) =
                names.split_once('<').map_or((names, None), |(own, before)| (own, Some(before)));
            Assessment {
                id: named(own),
                follows: before.map(named),
                created: NOW + created.parse::<u64>().unwrap(),
                ..blank(FULL)
            }
        })
        .collect()
}

fn ids(rounds: &[&Assessment]) -> String {
    let short = |round: &&Assessment| round.id.as_str().replace("assessment-", "");
    rounds.iter().map(short).collect::<Vec<_>>().join(" ")
}

#[test]
fn rounds_are_found_in_both_directions() {
    let check = |words: &str, of: &str, expected: &str| {
        let shelf = shelf(words);
        let all: Vec<&Assessment> = shelf.iter().collect();
        assert_eq!(ids(&series(&all, &named(of))), expected, "{of} among {words}");
    };
    check("a", "a", "a");
    check("a", "b", "");
    check("", "a", "");
    check("a b", "a", "a");
    for of in ["a", "b", "c"] {
        check("a b<a c<b x y<x", of, "a b c");
        // In whatever order they are kept, and whatever the clocks said.
        check("c<b@1 x b<a@9 a@5 y<x", of, "a b c");
    }
    check("a b<a c<b x y<x", "y", "x y");
    // Two rounds after the same one: by the time they were started.
    check("a b<a@2 c<a@1", "b", "a c b");
    check("a b<a@1 c<a@1", "b", "a b c");
    // The one between them is gone.
    check("b<a c<a@1 d<c", "d", "b c d");
    check("a c<b", "a", "a");
    // Made by hand.
    check("a<a", "a", "a");
    check("a<c b<a c<b", "b", "a b c");
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn every_round_is_there_once_and_all_agree(
        follows in proptest::collection::vec(proptest::option::of(0_usize..8), 8),
        created in proptest::collection::vec(0_u64..4, 8),
    ) {
        let words: Vec<String> = follows
            .iter()
            .zip(&created)
            .enumerate()
            .map(|(own, (before, created))| match before {
                Some(before) => format!("r{own}<r{before}@{created}"),
                None => format!("r{own}@{created}"),
            })
            .collect();
        let shelf = shelf(&words.join(" "));
        let all: Vec<&Assessment> = shelf.iter().collect();
        let mut seen = 0;
        for one in &all {
            let rounds = series(&all, &one.id);
            prop_assert_eq!(rounds.iter().filter(|round| round.id == one.id).count(), 1);
            for round in &rounds {
                prop_assert_eq!(ids(&series(&all, &round.id)), ids(&rounds));
            }
            seen += usize::from(rounds.first().is_some_and(|first| first.id == one.id));
        }
        let total: usize = all
            .iter()
            .filter(|one| series(&all, &one.id).first().is_some_and(|first| first.id == one.id))
            .map(|one| series(&all, &one.id).len())
            .sum();
        prop_assert!(seen > 0);
        prop_assert_eq!(total, all.len(), "the series share no round and leave none out");
    }
}

#[test]
fn the_next_round_counts_on() {
    let check = |name: &str, before: usize, expected: &str| {
        assert_eq!(next_round_name(name, before, speech()), expected, "{name}");
    };
    check("Harbour", 0, "Harbour, round 2");
    check("Harbour", 2, "Harbour, round 4");
    check("Harbour, round 2", 1, "Harbour, round 3");
    // The name says it better than what is left of the rounds.
    check("Harbour, round 9", 0, "Harbour, round 10");
    check("Harbour, round 1", 0, "Harbour, round 2");
    check("Harbour, round two", 0, "Harbour, round two, round 2");
    check(", round 2", 0, ", round 2, round 2");
    check("{number}", 0, "{number}, round 2");
    check("\0", 0, "\0, round 2");
}

#[test]
fn a_long_name_keeps_its_number() {
    let long = "ä".repeat(NAME_LIMIT);
    let second = next_round_name(&long, 0, speech());
    assert_eq!(second.chars().count(), NAME_LIMIT);
    assert!(second.ends_with("ä, round 2"), "{second}");
    let mut name = second;
    for number in 3..=11 {
        name = next_round_name(&name, 0, speech());
        assert!(name.ends_with(&format!("ä, round {number}")), "{name}");
        assert!(name.chars().count() <= NAME_LIMIT);
    }
}

#[test]
fn rounds_before_are_counted() {
    let shelf = shelf("a b<a c<b d<gone e<e");
    let all: Vec<&Assessment> = shelf.iter().collect();
    let before: Vec<usize> = all.iter().map(|one| distance(&all, one)).collect();
    assert_eq!(before[..4], [0, 1, 2, 0]);
    assert!(before[4] <= all.len(), "what follows itself has an end");
}
