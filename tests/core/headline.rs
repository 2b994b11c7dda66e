//! The sentences that a result begins with, word for word.

use domain::scoring::{PrincipleScore, Scores, score, score_overall, score_practices};
use report::headline;

use crate::support::{FULL, answered, blank, level, model, speech};

#[track_caller]
fn check(scores: &Scores, expected: &[&str]) {
    assert_eq!(headline(model(), scores, speech()), expected);
}

/// The scores of the twelve principles with these scores and held levels.
fn scores(by_principle: [(f64, u8); 12]) -> Scores {
    let constants = &model().scoring;
    let nothing = score_practices(&[], constants);
    let principles: Vec<PrincipleScore> = by_principle
        .iter()
        .map(|(score, held)| PrincipleScore {
            score: Some(*score),
            mean_so_far: Some(*score),
            held: Some(level(*held)),
            cautious: Some(*score),
            ..nothing.clone()
        })
        .collect();
    let overall = score_overall(&principles, nothing, constants);
    Scores { principles, overall }
}

#[test]
fn too_little_is_answered() {
    check(
        &score(model(), &blank(FULL)),
        &["0 of 12 principles have a score so far; an overall score needs at least 8."],
    );
    check(
        &score(model(), &answered(&["3 3 3", "3 3"])),
        &["1 of 12 principles has a score so far; an overall score needs at least 8."],
    );
    check(
        &score(model(), &answered(&["3 3 3"; 7])),
        &["7 of 12 principles have a score so far; an overall score needs at least 8."],
    );
}

#[test]
fn enough_is_answered() {
    let assessment =
        answered(&["3 3 3", "3 3 3", "3 3 3", "4 4 4 4 4", "3 3 3", "3 3 3", "3 3 3", "2 2 3 3 3"]);
    check(
        &score(model(), &assessment),
        &[
            "The average over 8 of 12 principles is 3.1, in the band “Established”; level 3, “Established”, is held throughout.",
            "What carries the collaboration most is Collaborative leadership (4.0); what holds it back is Value creation (2.6).",
            "The principles lie 1.4 levels apart from lowest to highest, which is uneven: raising the lowest helps the whole set most.",
        ],
    );
}

#[test]
fn one_principle_holds_back() {
    let twelve = scores([
        (3.2, 3),
        (3.0, 3),
        (2.6, 2),
        (3.8, 4),
        (2.4, 2),
        (2.2, 2),
        (3.4, 3),
        (2.8, 3),
        (2.0, 2),
        (1.8, 2),
        (1.6, 1),
        (1.2, 1),
    ]);
    check(
        &twelve,
        &[
            "The average over 12 of 12 principles is 2.5, in the band “Established”; level 2, “Emerging”, is held throughout.",
            "What carries the collaboration most is Collaborative leadership (3.8); what holds it back is Exit strategy (1.2).",
            "The principles lie 2.6 levels apart from lowest to highest, which is lopsided: strong ones cannot make up for weak ones, because they work as a set.",
        ],
    );
}

#[test]
fn several_principles_hold_back() {
    let mut by_principle = [(4.0, 4); 12];
    by_principle[0] = (2.5, 2);
    by_principle[9] = (2.0, 2);
    by_principle[11] = (1.0, 1);
    check(
        &scores(by_principle),
        &[
            "The average over 12 of 12 principles is 3.5, in the band “Established”; level 2, “Emerging”, is held throughout.",
            "What carries the collaboration most is Visions and values (4.0); it is held back by Exit strategy (1.0) and Risk management (2.0).",
            "The principles lie 3.0 levels apart from lowest to highest, which is lopsided: strong ones cannot make up for weak ones, because they work as a set.",
        ],
    );
}

#[test]
fn all_principles_stand_at_the_same_height() {
    check(
        &scores([(3.0, 3); 12]),
        &[
            "The average over 12 of 12 principles is 3.0, in the band “Established”; level 3, “Established”, is held throughout.",
            "All scored principles stand at the same height: none carries the others and none holds them back.",
            "The principles lie close together, 0.0 levels from lowest to highest.",
        ],
    );
}
