//! How sure a result is, and what has to be known before it is read.

use domain::{
    assessment::Answer,
    model::{Form, Profile, Stage},
    scoring::score,
};
use report::{
    answered_with, cautious_sentence, confidence_sentence, counts_sentence, open_practices,
    profile_caveats,
};

use crate::support::{FULL, answered, blank, model, put, ratings, speech};

#[test]
fn every_answer_is_counted_by_its_kind() {
    let scores = score(model(), &answered(&["3 4 NA DK -"]));
    let words = counts_sentence(&scores.overall, speech());
    let told = "2 rated, 3 marked as not applying, 1 “cannot tell”, 58 not answered.";
    assert_eq!(words, told);
}

#[test]
fn evidence_is_told_as_a_share_with_its_class() {
    let told = |answers: &str| {
        confidence_sentence(&score(model(), &answered(&[answers; 12])).overall, model(), speech())
    };
    assert_eq!(told("NA NA NA NA NA"), None, "nothing is left to show");
    let all = ["3:1 3:1 3:1 3:1 3:1", "3:2 3:2 3:2 3:2 3:2", "3:3 3:3 3:3 3:3 3:3"].map(told);
    let classes: Vec<&str> =
        all.iter().map(|words| words.as_ref().unwrap().split_once(" · ").unwrap().1).collect();
    assert!(all[2].as_ref().unwrap().starts_with("100% · "), "{all:?}");
    assert!(classes[0] != classes[1] && classes[1] != classes[2], "{classes:?}");
}

#[test]
fn a_cautious_reader_is_told_whether_the_reading_changes() {
    let told = |answers: &str| {
        cautious_sentence(&score(model(), &answered(&[answers; 12])).overall, model(), speech())
    };
    assert_eq!(told("- - - - -"), None);
    let other = told("4:1 4:1 4:1 4:1 4:1").unwrap();
    let same = told("4:3 4:3 4:3 4:3 4:3").unwrap();
    assert_ne!(other.split(char::is_numeric).next(), None);
    assert!(other.contains("3.0") && same.contains("4.0"), "{other} / {same}");
    let name = |level: u8| model().levels.at(crate::support::level(level)).name.as_str();
    assert!(other.contains(name(3)) && same.contains(name(4)), "{other} / {same}");
}

#[test]
fn practices_with_an_answer_are_listed_with_their_notes() {
    let mut assessment = answered(&["NA 3 NA", "DK"]);
    let [first, _, third, ..] = &model().principles[0].practices[..] else { panic!() };
    assessment.entries.get_mut(&first.id).unwrap().note = " Not ours. ".to_owned();
    let list = |answer| {
        let found = answered_with(model(), &assessment, answer);
        found.iter().map(|(practice, note)| (practice.id.clone(), (*note).to_owned())).collect()
    };
    let listed: Vec<(String, String)> = list(Answer::NotApplicable);
    let expected = [(first.id.clone(), "Not ours.".to_owned()), (third.id.clone(), String::new())];
    assert_eq!(listed[..2], expected);
    assert_eq!(listed.len(), 4, "and the two that are not among the first five");
    let unknown: Vec<(String, String)> = list(Answer::Unknown);
    assert_eq!(unknown.len(), 1);
}

#[test]
fn what_is_not_asked_is_not_listed() {
    let short = Profile { form: Form::Short, ..FULL };
    let mut assessment = blank(short);
    let beside = model().in_scope(FULL).find(|practice| !practice.in_scope(&short)).unwrap();
    put(&mut assessment, &beside.id, ratings("NA")[0]);
    assert!(answered_with(model(), &assessment, Answer::NotApplicable).is_empty());
}

#[test]
fn limits_of_a_profile_are_told_before_its_numbers() {
    let told =
        |form, stage| profile_caveats(model(), Profile { form, stage, ..FULL }, speech()).len();
    assert_eq!(told(Form::Full, Stage::Management), 0);
    assert_eq!(told(Form::Short, Stage::Management), 1);
    assert_eq!(told(Form::Full, Stage::Strategic), 1);
    assert_eq!(told(Form::Short, Stage::Strategic), 2);
    let open = |answers: &[&str]| open_practices(&score(model(), &answered(answers)));
    assert_eq!(open(&["3 3 3 3 3"; 12]), None);
    assert_eq!(open(&["3 3 3 3 3"; 11]), Some(5));
}
