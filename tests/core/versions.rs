//! Answers to an older version of the model: they count as before, and where they could be other ones today, that is said.

use cohort::{
    Cohort, Filter, Picture, View,
    response::{CodeError, Options, Part, Response, decode, encode},
};
use domain::{
    assessment::{Assessment, ModelVersion, Msg, ResponseId, ViewId, update},
    model::{Profile, Stage, Version},
    scoring::{compare::compare, score},
};
use report::{comparison_note, trend_note, view_note};

use crate::support::{FULL, NOW, answer, answered, id, model, speech};

/// Everything rated, as it was begun with this version.
fn begun_with(version: &str) -> Assessment {
    let mut assessment = answered(&["3 3 3 3 3"; 12]);
    let later = &model().history[0].added;
    assessment.entries.retain(|id, _| !later.contains(id));
    assessment.model = ModelVersion { id: model().id.clone(), version: version.to_owned() };
    assessment.response = Some(ResponseId::new(7));
    assessment
}

fn says(assessment: &Assessment, practice: &str, word: &str) -> Assessment {
    update(assessment, Msg::SetAnswer(practice.to_owned(), answer(word)), NOW)
}

fn handed_over(assessment: &Assessment) -> Response {
    Response::of(model(), assessment, &Options::default()).unwrap()
}

#[test]
fn between_versions_some_practices_were_written_anew() {
    let ids = |one: &str, other: &str| -> Vec<&str> {
        model().reworded_between(one, other).into_iter().map(|p| p.id.as_str()).collect()
    };
    let found = ids("0.1.0", "0.2.0");
    assert_eq!(found.len(), 35);
    assert_eq!((found[0], found[34]), ("rm-orchestration", "ex-learning"));
    assert!(!found.contains(&"rm-framework") && !found.contains(&"rm-start"));
    assert_eq!(ids("0.2.0", "0.1.0"), found);
    for same in [("0.2.0", "0.2.0"), ("0.1.0", "0.1.9"), ("0.2.0", "0.3.0"), ("0.1.0", "new")] {
        assert_eq!(ids(same.0, same.1), Vec::<&str>::new(), "{same:?}");
    }
    assert_eq!(model().practices_in_order(Version::new([0, 1, 0])), 60);
    assert_eq!(model().practices_in_order(Version::new([0, 2, 0])), 65);
}

#[test]
fn what_a_stage_no_longer_asks_is_kept_and_does_not_count() {
    let before = begun_with("0.1.0");
    let mut engaged = before.clone();
    engaged.profile = Profile { stage: Stage::Engagement, ..FULL };
    for gone in ["ex-learning", "mo-improve", "mo-health", "bo-continued-benefit", "tc-repair"] {
        let changed = says(&engaged, gone, "5");
        assert_eq!(changed.answer(gone), answer("5"));
        assert_eq!(score(model(), &changed), score(model(), &engaged), "{gone}");
    }
    // Practices that came later are open, and nothing else is.
    let counts = score(model(), &before).overall.counts;
    assert_eq!((counts.answered(), counts.unanswered()), (60, 4));
    assert_eq!(counts.not_applicable, 0);
}

#[test]
fn a_response_keeps_the_version_that_was_answered() {
    let old = begun_with("0.1.0");
    let response = handed_over(&old);
    assert_eq!((response.version, response.ratings.len()), (Version::new([0, 1, 0]), 60));
    // Opened and handed over again it is the same line.
    let code = encode(&response);
    let opened = decode(model(), &code).unwrap();
    assert_eq!(encode(&handed_over(&opened.assessment(model(), id("abcdefghijkl")))), code);
    // With an answer to a later practice, all have room.
    let more = handed_over(&says(&old, "gp-growth", "2"));
    assert_eq!((more.version, more.ratings.len()), (Version::new([0, 1, 0]), 65));
    assert_eq!(decode(model(), &encode(&more)), Ok(more));
    let new = handed_over(&begun_with("0.2.0"));
    assert_eq!((new.version, new.ratings.len()), (Version::new([0, 2, 0]), 65));
    // What a newer version began is not newer than what can be handed over here.
    assert_eq!(handed_over(&begun_with("0.9.0")).version, Version::new([0, 2, 0]));
}

#[test]
fn a_code_is_read_by_the_numbers_of_its_version_or_refused() {
    let with = |version: [u16; 3], count: usize| {
        let mut response = handed_over(&begun_with("0.2.0"));
        response.version = Version::new(version);
        response.ratings.resize(count, None);
        decode(model(), &encode(&response)).map(|read| read.ratings.len())
    };
    assert_eq!(with([0, 1, 0], 60), Ok(60));
    assert_eq!(with([0, 1, 0], 65), Ok(65));
    assert_eq!(with([0, 2, 0], 65), Ok(65));
    assert_eq!(with([0, 2, 0], 60), Err(CodeError::Impossible(Part::Answers)));
    assert_eq!(with([0, 1, 0], 66), Err(CodeError::Impossible(Part::Answers)));
    let newer =
        CodeError::NewerModel { code: Version::new([0, 3, 0]), here: Version::new([0, 2, 0]) };
    assert_eq!(with([0, 3, 0], 66), Err(newer));
}

#[test]
fn a_code_without_options_has_at_most_a_hundred_characters() {
    let mut response = handed_over(&begun_with("0.2.0"));
    assert_eq!(encode(&response).len(), 79);
    response.revision = domain::assessment::LAST_REVISION;
    assert!(encode(&response).len() <= 100);
}

#[test]
fn a_comparison_of_two_versions_says_so_with_what_it_concerns() {
    let note = |one: &Assessment, other: &Assessment| {
        let comparison = compare(model(), one, other).unwrap();
        comparison_note(model(), [one, other], &comparison, speech())
    };
    let (old, new) = (begun_with("0.1.0"), begun_with("0.2.0"));
    let found = note(&old, &new).unwrap();
    assert!(found.sentence.contains("0.1.0 and 0.2.0"), "{}", found.sentence);
    assert!(found.sentence.contains("35 practices"), "{}", found.sentence);
    assert_eq!(found.practices.len(), 35);
    assert_eq!(note(&new, &old), Some(found));
    assert_eq!(note(&old, &old.clone()), None);
    assert_eq!(note(&new, &new.clone()), None);
    // Only what is matched is compared.
    let mut few = new.clone();
    few.entries.retain(|id, _| id == "rm-framework" || id == "cl-sponsor");
    assert_eq!(
        note(&old, &few).unwrap().practices,
        [model().practice("cl-sponsor").unwrap().1.title.clone()]
    );
    few.entries.retain(|id, _| id == "rm-framework");
    assert_eq!(note(&old, &few), None);
    // It counts as before.
    let comparison = compare(model(), &old, &says(&new, "cl-sponsor", "5")).unwrap();
    assert_eq!(comparison.overall.unwrap().matched, 60);

    assert_eq!(trend_note(model(), &[&old, &old, &new], speech()).unwrap().practices.len(), 35);
    assert_eq!(trend_note(model(), &[&new, &new, &new], speech()), None);
}

#[test]
fn a_view_says_which_versions_stand_side_by_side() {
    let mut view = View::new(ViewId::from_random(1), "Port", model(), NOW);
    let add = |cohort: &mut Cohort, version: &str, number: u64| {
        let mut assessment = begun_with(version);
        assessment.response = Some(ResponseId::new(number));
        cohort.add(&handed_over(&assessment));
    };
    let picture =
        |view: &View| Picture::of(model(), &view.cohort, view.rules, &Filter::default(), None);
    let versions = |view: &View| picture(view).versions;
    let note = |view: &View| view_note(model(), &picture(view), speech());
    let (old, new) = (Version::new([0, 1, 0]), Version::new([0, 2, 0]));
    assert_eq!(versions(&view), []);
    add(&mut view.cohort, "0.2.0", 1);
    assert_eq!(versions(&view), [new]);
    add(&mut view.cohort, "0.1.0", 2);
    assert_eq!(versions(&view), [old, new]);
    // Two people are too few for anything to be shown, so nothing is compared.
    assert_eq!(note(&view), None);
    for number in 3..12 {
        add(&mut view.cohort, "0.1.0", number);
    }
    let found = note(&view).unwrap();
    assert!(found.sentence.contains("0.1.0 and 0.2.0"), "{}", found.sentence);
    assert_eq!(found.practices.len(), 35);
}

#[test]
fn a_next_round_is_answered_with_the_model_in_use_and_a_copy_is_not() {
    let old = begun_with("0.1.0");
    for keep in [true, false] {
        let next = old.next_round(model(), id("abcdefghijkl"), "Round 2", keep, NOW);
        assert_eq!(next.model, ModelVersion::of(model()));
    }
    assert_eq!(old.duplicate(id("abcdefghijkl"), "Copy", NOW).model, old.model);
}
