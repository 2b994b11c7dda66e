//! How far an assessment has come, and where it is best to go on.

use domain::{
    assessment::Assessment,
    model::{Form, Principle, Profile, Stage},
    scoring::{first_asked, has_answers, has_open_practices, neighbours, score, where_to_go_on},
};

use crate::support::{FULL, all_profiles, answered, blank, model, put};

const SHORT: Profile = Profile { form: Form::Short, stage: Stage::Strategic, ..FULL };

fn place(principle: Option<&Principle>) -> Option<usize> {
    model().principles.iter().position(|other| Some(&other.id) == principle.map(|p| &p.id))
}

/// Everything that is asked of the profile, answered.
fn complete(profile: Profile) -> Assessment {
    let mut assessment = blank(profile);
    for practice in model().in_scope(profile) {
        put(&mut assessment, &practice.id, crate::support::ratings("3")[0]);
    }
    assessment
}

#[test]
fn what_is_not_asked_is_no_answer() {
    let mut assessment = blank(SHORT);
    assert!(!has_answers(model(), &assessment));
    let beside = model().in_scope(FULL).find(|practice| !practice.in_scope(&SHORT)).unwrap();
    put(&mut assessment, &beside.id, crate::support::ratings("3")[0]);
    assert!(!has_answers(model(), &assessment), "an answer out of scope counts nowhere");
    let asked = model().in_scope(SHORT).next().unwrap();
    put(&mut assessment, &asked.id, crate::support::ratings("DK")[0]);
    assert!(has_answers(model(), &assessment), "not to know is an answer");
}

#[test]
fn an_assessment_is_open_until_all_that_is_asked_has_an_answer() {
    for profile in all_profiles() {
        assert!(has_open_practices(model(), &blank(profile)), "{profile:?}");
        assert!(!has_open_practices(model(), &complete(profile)), "{profile:?}");
    }
}

#[test]
fn a_principle_is_complete_when_all_of_it_has_an_answer_and_some_is_asked() {
    let scores = score(model(), &answered(&["1 NA DK 4 5", "1 - 2 2 2"]));
    assert!(scores.principles[0].is_complete());
    assert!(!scores.principles[1].is_complete());
    assert!(!scores.principles[2].is_complete());
    let none = domain::scoring::score_practices(&[], &model().scoring);
    assert!(!none.is_complete(), "nothing is asked, so nothing is done");
}

#[test]
fn one_goes_on_where_something_is_left() {
    let next = |answers: &[&str]| place(where_to_go_on(model(), &answered(answers)));
    assert_eq!(next(&[]), Some(0));
    assert_eq!(next(&["1 2 3 4 5"]), Some(1));
    assert_eq!(next(&["1 2 3 4 5", "- 2 3 4 5", "1 2 3 4 5"]), Some(1));
    assert_eq!(next(&["NA DK 3 4 5", "1 2 3 4 5"]), Some(2));
    for profile in all_profiles() {
        let done = place(where_to_go_on(model(), &complete(profile)));
        assert_eq!(done, place(first_asked(model(), profile)), "{profile:?}");
    }
}

#[test]
fn neighbours_are_principles_of_which_something_is_asked() {
    for profile in all_profiles() {
        let asked: Vec<usize> = model()
            .principles
            .iter()
            .enumerate()
            .filter(|(_, principle)| principle.is_asked(profile))
            .map(|(place, _)| place)
            .collect();
        assert_eq!(place(first_asked(model(), profile)), asked.first().copied());
        for (at, of) in asked.iter().enumerate() {
            let [before, after] = neighbours(model(), profile, *of).map(place);
            assert_eq!(before, at.checked_sub(1).map(|before| asked[before]), "{profile:?} {of}");
            assert_eq!(after, asked.get(at + 1).copied(), "{profile:?} {of}");
        }
    }
}
