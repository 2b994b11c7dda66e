//! Single values and messages in words: sizes, profiles, months, and why something could not be read.

use base::json::NotJson;
use cohort::{
    intake::Why,
    response::{CodeError, Month, Options, Part, Response},
};
use domain::{
    assessment::{Assessment, Msg, ResponseId, ViewId, update},
    model::{Form, Role, Version},
};
use report::{
    step_words,
    words::{
        code_error_words, dated_name, file_size, profile_line, read_only_words, recovered_words,
        refusal_words, response_line, response_name, role_words,
    },
};
use workspace::store::{ReadOnly, Recovered, StorageError};

use crate::support::{FULL, NOW, answered, blank, level, model, speech};

#[test]
fn a_size_is_told_in_the_unit_that_fits() {
    for (bytes, expected) in [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (1_550, "1.6 kB"),
        (999_999, "1000.0 kB"),
        (1_000_000, "1.0 MB"),
        (33_554_432, "33.6 MB"),
    ] {
        assert_eq!(file_size(bytes, speech()), expected, "{bytes}");
    }
}

#[test]
fn a_profile_is_one_line() {
    let words = &model().choices;
    let names = [
        &words.roles.get(FULL.role).unwrap().name,
        &words.scales.get(FULL.scale).unwrap().name,
        &words.stages.get(FULL.stage).unwrap().name,
        &words.forms.get(FULL.form).unwrap().name,
    ];
    assert_eq!(profile_line(model(), FULL), names.map(String::as_str).join(" · "));
    assert_eq!(role_words(model(), Role::Orchestrator), names[0]);
}

#[test]
fn why_an_assessment_can_only_be_looked_at() {
    let words = |reason: ReadOnly| read_only_words(&reason, speech());
    assert!(words(ReadOnly::Newer { schema: 9 }).unwrap().starts_with("Saved by a newer version"));
    assert!(words(ReadOnly::Damaged).unwrap().starts_with("Part of this assessment"));
    assert_eq!(words(ReadOnly::Example), None);
}

#[test]
fn an_assessment_in_a_list_has_its_date() {
    assert_eq!(dated_name("Port", 12, speech()), "Port · 12");
}

#[test]
fn a_step_names_both_levels() {
    assert_eq!(
        step_words("Shared goals", level(2), speech()),
        "Shared goals · From level 2 to level 3"
    );
    // No step leads up from the last one; whoever asks is told no level that there is not.
    assert_eq!(
        step_words("Shared goals", level(5), speech()),
        "Shared goals · From level 5 to level 5"
    );
}

#[test]
fn every_error_of_a_code_says_what_is_wrong() {
    let old = Version::parse("1.0.0").unwrap();
    let new = Version::parse("1.4.0").unwrap();
    for (error, expected) in [
        (CodeError::NoCode, "A response code begins with 12F-."),
        (CodeError::Character { found: 'ß', after: 7 }, "“ß” (U+00DF), after 7 characters"),
        (CodeError::CutShort { found: 40, expected: Some(81) }, "too early: 40 of 81 characters"),
        (CodeError::CutShort { found: 2, expected: None }, "ends right after its beginning"),
        (CodeError::TooLong { found: 90, expected: 81 }, "81 characters belong to it, and 90"),
        (CodeError::Checksum, "The check at the end"),
        (CodeError::Format(7), "written in format 7"),
        (CodeError::OtherModel, model().title.as_str()),
        (
            CodeError::NewerModel { code: new, here: old },
            "version 1.4.0 of the model; here it is version 1.0.0",
        ),
        (CodeError::Impossible(Part::Answers), ""),
    ] {
        let words = code_error_words(&error, model(), speech());
        assert!(words.contains(expected), "{error:?}: {words}");
        assert!(!words.contains(['{', '}']) && words.ends_with('.'), "{error:?}: {words}");
    }
}

#[test]
fn every_refusal_says_why() {
    let json = || NotJson {
        line: 3,
        column: 1,
        ends_early: false,
        reason: "key must be a string".to_owned(),
    };
    for (why, expected) in [
        (Why::Nothing, "There is no response code in it."),
        (Why::Code(CodeError::Checksum), "The check at the end"),
        (Why::Json(json()), "is damaged: key must be a string"),
        (Why::Document(Vec::new()), "is damaged: "),
        (Why::NewerDocument { schema: 9 }, "newer version of the app"),
        (Why::Unanswered, "There are no answers in it."),
        (Why::TooLarge { bytes: 40_000_000, limit: 32 << 20 }, "has 40.0 MB, and at most 33.6 MB"),
        (Why::Folder, "It is a folder."),
        (Why::Gone, "It could not be opened."),
        (Why::NotText, "It is no text."),
        (Why::Other("NotReadableError".to_owned()), "could not read it: NotReadableError"),
    ] {
        let words = refusal_words(&why, model(), speech());
        assert!(words.contains(expected), "{why:?}: {words}");
        assert!(!words.contains(['{', '}']), "{why:?}: {words}");
    }
}

fn handed_over(name: Option<&str>) -> Response {
    let assessment = update(&answered(&["3"]), Msg::SetResponse(ResponseId::new(7)), NOW);
    let options = Options { name: name.map(str::to_owned), ..Options::default() };
    Response::of(model(), &assessment, &options).unwrap()
}

#[test]
fn a_response_has_the_name_it_came_with_or_one_that_is_made() {
    let name = |response: &Response| response_name(response, model(), speech());
    assert_eq!(name(&handed_over(Some("Harbour"))), "Harbour");
    let month = Month::of(NOW);
    let role = role_words(model(), FULL.role);
    assert_eq!(name(&handed_over(None)), format!("{role}, {month}"));
}

#[test]
fn a_response_is_told_by_profile_and_month() {
    let month = Month::new(2026, 11).unwrap();
    let line = response_line(model(), FULL, month, speech());
    assert_eq!(line, format!("{} · 2026-11", profile_line(model(), FULL)));
}

fn named(name: &str) -> Box<Assessment> {
    Box::new(Assessment { name: name.to_owned(), ..blank(FULL) })
}

#[test]
fn what_was_brought_back_is_told_and_what_is_small_is_not() {
    let lost = |name: &str, answers| Recovered::Assessment {
        assessment: named(name),
        answers,
        saved: Ok(()),
    };
    let words = |items: &[Recovered]| recovered_words(items, speech());
    assert_eq!(words(&[]), None);
    assert_eq!(words(&[Recovered::Small { key: "twelvefold:settings".to_owned() }]), None);
    let deleted = Recovered::DeletedAgain { key: "twelvefold:a:k".to_owned(), text: String::new() };
    assert_eq!(words(&[deleted]), None);
    let one = words(&[lost("Port", 1)]).unwrap();
    assert!(one.starts_with("“Port” was no longer") && one.ends_with("with 1 answer."), "{one}");
    assert!(words(&[lost("", 2)]).unwrap().starts_with("“Untitled assessment” was"));
    let saved = Err(StorageError::Full);
    let newer = Recovered::Newer { assessment: named("Port"), parts: 3, saved };
    assert!(words(&[newer]).unwrap().contains("3 changes were brought back"));
    let view = Recovered::View { id: ViewId::from_random(1), name: String::new() };
    assert!(words(&[view]).unwrap().contains("view “Untitled assessment” was"));
    let text = Recovered::Text { key: "twelvefold:aside:1".to_owned() };
    assert!(words(&[text]).unwrap().contains("twelvefold:aside:1"));
}

#[test]
fn of_many_things_that_were_brought_back_three_are_named() {
    let all: Vec<Recovered> =
        (1..=5).map(|number| Recovered::Text { key: format!("key-{number}") }).collect();
    let words = recovered_words(&all, speech()).unwrap();
    assert!(words.contains("key-3") && !words.contains("key-4"), "{words}");
    assert!(words.ends_with("So were 2 more."), "{words}");
    assert!(recovered_words(&all[..3], speech()).unwrap().ends_with("from the second copy."));
}

#[test]
fn a_response_can_be_looked_at_like_an_assessment() {
    let response = handed_over(None);
    let looked_at = response.to_look_at(model());
    assert_eq!(looked_at.profile.form, Form::Full);
    assert_eq!(looked_at.response, Some(response.id));
    assert_eq!(
        looked_at.answer(&model().principles[0].practices[0].id),
        response.rating(model(), &model().principles[0].practices[0].id).map(|(answer, _)| answer)
    );
}
