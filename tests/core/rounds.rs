//! Two rounds side by side, in words.

use domain::scoring::compare::{Absence, compare};
use report::{absence_words, held_changes, moves_in_sight, names_apart, signed_whole};

use crate::support::{answered, model, speech};

#[test]
fn names_that_are_the_same_are_told_apart_by_their_dates() {
    let apart = |shown: &[(&str, u64)]| {
        let shown: Vec<_> = shown.iter().map(|(name, at)| ((*name).to_owned(), *at)).collect();
        names_apart(&shown, speech())
    };
    assert_eq!(apart(&[("Port", 1), ("Harbour", 2)]), ["Port", "Harbour"]);
    assert_eq!(
        apart(&[("Port", 1), ("Harbour", 2), ("Port", 3)]),
        ["Port · 1", "Harbour", "Port · 3"]
    );
    assert!(apart(&[]).is_empty());
}

#[test]
fn a_whole_difference_has_its_sign() {
    for (difference, expected) in [(0.0, "0"), (2.0, "+2"), (-3.0, "−3")] {
        assert_eq!(signed_whole(difference, speech()), expected);
    }
}

#[test]
fn four_moves_stand_in_sight() {
    let all: Vec<usize> = (0..6).collect();
    assert_eq!(moves_in_sight(&all), (&all[..4], &all[4..]));
    assert_eq!(moves_in_sight(&all[..4]), (&all[..4], &[][..]));
    assert_eq!(moves_in_sight(&all[..2]), (&all[..2], &[][..]));
    assert_eq!(moves_in_sight::<usize>(&[]), (&[][..], &[][..]));
}

#[test]
fn only_held_levels_that_changed_are_named() {
    let before = answered(&["2 2 2 2 2", "3 3 3 3 3", "4 4 4 4 4"]);
    let after = answered(&["3 3 3 3 3", "3 3 3 3 3", "1 1 1 1 1"]);
    let comparison = compare(model(), &before, &after).unwrap();
    let changed: Vec<(usize, u8, u8)> = held_changes(&comparison)
        .map(|(place, held)| (place, held.earlier.number(), held.later.number()))
        .collect();
    assert_eq!(changed, [(0, 2, 3), (2, 4, 1)]);
}

#[test]
fn every_absence_has_words() {
    let all = [Absence::NotAsked, Absence::Unanswered, Absence::NotApplicable, Absence::Unknown];
    let words = all.map(|absence| absence_words(absence, model(), speech()));
    for (place, one) in words.iter().enumerate() {
        assert!(!one.is_empty() && !words[place + 1..].contains(one), "{words:?}");
    }
}
