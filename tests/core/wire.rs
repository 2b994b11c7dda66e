//! What is written outside is read back the same, and whatever else comes in is an error with a reason and never harm.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use twelvefold::{
    assessment::{
        Answer, Assessment, AssessmentId, Entry, Evidence, LAST_REVISION, ModelVersion, Msg,
        NAME_LIMIT, NOTE_LIMIT, update,
    },
    json::Unreadable,
    model::{Form, Profile, Role, Scale, Stage},
    wire::{
        AssessmentError, MAX_DOCUMENT_BYTES, Settings, Theme, read_assessment, read_settings,
        write_assessment, write_backup, write_settings,
    },
};

use crate::support::{
    FULL, NOW, answer, answered, any_answer, any_evidence, any_profile, any_text, blank, cases, id,
    level,
};

const FIXTURE: &str = include_str!("fixtures/assessment-1.json");

// ---- assessments ----

/// What the fixture says.
fn fixture() -> Assessment {
    let entry = |revision, answer, evidence, note: &str| Entry {
        answer,
        evidence,
        note: note.to_owned(),
        revision,
        note_revision: if note.is_empty() { 0 } else { revision },
    };
    let rated = |number| Some(Answer::Rated(level(number)));
    let na = Some(Answer::NotApplicable);
    let entries = [
        ("ex-terms", entry(6, na, Evidence::Opinion, "No contract \"ends\" here.\nNot yet.")),
        ("mo-feedback", entry(9, None, Evidence::Opinion, "")),
        ("rk-joint", entry(5, Some(Answer::Unknown), Evidence::Opinion, "")),
        ("rm-framework", entry(12, rated(4), Evidence::Records, "seen in May")),
        ("vv-direction", entry(2, rated(1), Evidence::Opinion, "")),
        ("withdrawn-practice", entry(3, rated(5), Evidence::Examples, "")),
    ];
    Assessment {
        id: id("k3j9x2abcdef"),
        name: "Hafenverbund Süd · شبكة <b>ports</b>".to_owned(),
        profile: Profile {
            role: Role::Member,
            scale: Scale::Large,
            stage: Stage::Engagement,
            form: Form::Full,
        },
        header_revision: 7,
        model: ModelVersion {
            id: "ecosystem-collaboration".to_owned(),
            version: "0.1.0".to_owned(),
        },
        created: 1_790_000_000_000,
        changed: 1_790_000_100_000,
        revision: 12,
        follows: None,
        response: None,
        entries: entries.into_iter().map(|(id, entry)| (id.to_owned(), entry)).collect(),
        aims: BTreeMap::new(),
        plan: BTreeMap::new(),
        competencies: BTreeMap::new(),
    }
}

/// A document of the first schema keeps loading for ever: this file is never changed.
#[test]
fn the_first_schema_keeps_loading() {
    assert_eq!(read_assessment(FIXTURE), Ok((fixture(), Vec::new())));
}

#[test]
fn the_first_schema_is_written_as_it_always_was() {
    let written: Value = serde_json::from_str(&write_assessment(&fixture())).unwrap();
    let expected: Value = serde_json::from_str(FIXTURE).unwrap();
    assert_eq!(written, expected);
}

#[test]
fn a_document_torn_anywhere_is_an_error() {
    let whole = FIXTURE.trim_end();
    let mut tried = 0;
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let found = read_assessment(&whole[..end]);
        let torn = matches!(found, Err(AssessmentError::Unreadable(Unreadable::NotJson(_))));
        assert!(torn, "torn at {end}: {found:?}");
        tried += 1;
    }
    assert!(tried > 500, "only {tried}");
}

/// Changes the fixture in one way.
fn broken(break_it: impl FnOnce(&mut Value)) -> String {
    let mut document: Value = serde_json::from_str(FIXTURE).unwrap();
    let good = document.clone();
    break_it(&mut document);
    assert_ne!(document, good, "nothing was broken");
    document.to_string()
}

/// Puts a value at a place, or takes the place away with `None`.
fn with(pointer: &str, value: Option<Value>) -> String {
    broken(|document| {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).and_then(Value::as_object_mut).expect(pointer);
        match value {
            Some(value) => drop(parent.insert(key.to_owned(), value)),
            None => drop(parent.remove(key).expect(pointer)),
        }
    })
}

fn lines(problems: &[twelvefold::json::Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// Checks that a document is no assessment for exactly these reasons.
#[track_caller]
fn check_refused(document: &str, expected: &[&str]) {
    match read_assessment(document) {
        Err(AssessmentError::NotAnAssessment(problems)) => assert_eq!(lines(&problems), expected),
        other => panic!("{document}: {other:?}"),
    }
}

#[test]
fn what_every_assessment_has_must_be_there() {
    for (pointer, value, expected) in [
        ("/app", None, "app: missing"),
        ("/app", Some(json!("othertool")), "app: unknown \"othertool\""),
        ("/kind", Some(json!("settings")), "kind: unknown \"settings\""),
        ("/kind", Some(json!(1)), "kind: expected a text, found a number"),
        ("/schema", None, "schema: missing"),
        ("/schema", Some(json!("1")), "schema: expected a whole number, found a text"),
        ("/schema", Some(json!(0)), "schema: out of range 1 to 18446744073709551615"),
        ("/id", None, "id: missing"),
        ("/id", Some(json!(7)), "id: expected a text, found a number"),
        ("/id", Some(json!("../../etc")), "id: unknown \"../../etc\""),
        ("/revision", Some(json!(-1)), "revision: out of range 0 to 9007199254740992"),
        ("/revision", Some(json!(1.5)), "revision: out of range 0 to 9007199254740992"),
        ("/revision", Some(json!(1e300)), "revision: out of range 0 to 9007199254740992"),
        ("/revision", Some(json!("12")), "revision: expected a whole number, found a text"),
        ("/created", Some(json!(null)), "created: missing"),
        ("/changed", Some(json!([])), "changed: expected a whole number, found a list"),
        ("/model", None, "model: missing"),
        ("/model", Some(json!("x")), "model.id: missing"),
        ("/model/id", Some(json!({})), "model.id: expected a text, found a table"),
        ("/model/version", Some(json!("")), "model.version: missing"),
        ("/header", None, "header: missing"),
        (
            "/header/revision",
            Some(json!(true)),
            "header.revision: expected a whole number, found true or false",
        ),
        ("/header/name", Some(json!(5)), "header.name: expected a text, found a number"),
        ("/header/profile", None, "header.profile: missing"),
        ("/header/profile/role", Some(json!("king")), "header.profile.role: unknown \"king\""),
        ("/header/profile/scale", None, "header.profile.scale: missing"),
        (
            "/header/profile/stage",
            Some(json!(2)),
            "header.profile.stage: expected a text, found a number",
        ),
        ("/header/profile/form", Some(json!("")), "header.profile.form: missing"),
    ] {
        let document = with(pointer, value);
        match read_assessment(&document) {
            Err(AssessmentError::NotAnAssessment(problems)) => {
                assert_eq!(lines(&problems).first().map(String::as_str), Some(expected));
            }
            other => panic!("{pointer}: {other:?}"),
        }
    }
    check_refused(
        "{}",
        &["app: missing", "kind: missing", "schema: missing", "id: missing", "model: missing"],
    );
    for document in ["null", "[]", "1", "\"assessment\"", "true"] {
        assert!(
            matches!(read_assessment(document), Err(AssessmentError::NotAnAssessment(_))),
            "{document}"
        );
    }
}

#[test]
fn a_name_can_be_missing() {
    let (found, problems) = read_assessment(&with("/header/name", None)).unwrap();
    assert_eq!((found.name.as_str(), problems), ("", Vec::new()));
}

/// Checks that a document opens with these problems, and that all but one answer is there.
#[track_caller]
fn check_damaged(document: &str, damaged: &str, kept: Option<Entry>, expected: &[&str]) {
    let (found, problems) = read_assessment(document).expect(document);
    assert_eq!(lines(&problems), expected);
    let mut whole = fixture();
    whole.entries.remove(damaged);
    if let Some(entry) = kept {
        whole.entries.insert(damaged.to_owned(), entry);
    }
    assert_eq!(found, whole, "{document}");
}

#[test]
fn a_damaged_answer_costs_only_itself() {
    let place = "/answers/rm-framework";
    let whole = fixture().entries["rm-framework"].clone();
    let check = |field: &str, value: Value, kept: Option<Entry>, problem: &str| {
        let document = with(&format!("{place}/{field}"), Some(value));
        let expected = format!("answers.rm-framework.{field}: {problem}");
        check_damaged(&document, "rm-framework", kept, &[&expected]);
    };
    check("value", json!(0), None, "out of range 1 to 5");
    check("value", json!(6), None, "out of range 1 to 5");
    check("value", json!(2.5), None, "out of range 1 to 5");
    check("value", json!(-3), None, "out of range 1 to 5");
    check("value", json!(261), None, "out of range 1 to 5");
    check("value", json!("4"), None, "unknown \"4\"");
    check("value", json!(""), None, "unknown \"\"");
    check("value", json!(true), None, "expected a whole number, found true or false");
    check("value", json!([4]), None, "expected a whole number, found a list");
    let weaker = Entry { evidence: Evidence::Opinion, ..whole.clone() };
    check("evidence", json!(4), Some(weaker.clone()), "out of range 1 to 3");
    check("evidence", json!("records"), Some(weaker), "expected a whole number, found a text");
    let silent = Entry { note: String::new(), ..whole.clone() };
    check("note", json!(5), Some(silent), "expected a text, found a number");
    let long = "x".repeat(NOTE_LIMIT + 1);
    let cut = Entry { note: "x".repeat(NOTE_LIMIT), ..whole.clone() };
    check("note", json!(long), Some(cut), "out of range at most 10000 characters");
    let old = Entry { revision: 0, ..whole };
    let document = with(&format!("{place}/revision"), None);
    check_damaged(
        &document,
        "rm-framework",
        Some(old),
        &["answers.rm-framework.revision: missing"],
    );
}

#[test]
fn answers_that_are_no_table_are_named() {
    let (found, problems) = read_assessment(&with("/answers", Some(json!([1, 2])))).unwrap();
    assert_eq!(lines(&problems), ["answers: expected a table, found a list"]);
    assert!(found.entries.is_empty());
    let (_, problems) = read_assessment(&with("/answers", None)).unwrap();
    assert_eq!(lines(&problems), ["answers: missing"]);
    let (found, problems) =
        read_assessment(&with("/answers/rm-framework", Some(json!(4)))).unwrap();
    assert_eq!(lines(&problems), ["answers.rm-framework.revision: missing"]);
    assert_eq!(found.answer("rm-framework"), None);
}

#[test]
fn duplicate_keys_are_named_and_the_first_counts() {
    let check = |before: &str, after: &str, expected: &str| {
        assert_eq!(FIXTURE.matches(before).count(), 1, "{before}");
        let (found, problems) = read_assessment(&FIXTURE.replacen(before, after, 1)).unwrap();
        assert_eq!(lines(&problems), [expected]);
        assert_eq!(found, fixture());
    };
    check(
        "\"vv-direction\":",
        "\"rm-framework\": { \"revision\": 1 }, \"vv-direction\":",
        "answers.rm-framework: duplicate \"rm-framework\"",
    );
    check(
        "\"value\": 4,",
        "\"value\": 4, \"value\": 1,",
        "answers.rm-framework.value: duplicate \"value\"",
    );
    check("\"created\":", "\"id\": \"other\", \"created\":", "id: duplicate \"id\"");
}

#[test]
fn too_many_answers_are_cut() {
    let answers: serde_json::Map<String, Value> =
        (0..2_500).map(|n| (format!("p{n:04}"), json!({"revision": 1, "value": 3}))).collect();
    let (found, problems) =
        read_assessment(&with("/answers", Some(Value::Object(answers)))).unwrap();
    assert_eq!(lines(&problems), ["answers: expected at most 2000 entries, found 2500"]);
    assert_eq!(found.entries.len(), 2_000);
}

#[test]
fn newer_documents_can_be_looked_at() {
    let newer = with("/schema", Some(json!(999)));
    match read_assessment(&newer) {
        Err(AssessmentError::Newer { schema: 999, readable: Some(assessment) }) => {
            assert_eq!(*assessment, fixture());
        }
        other => panic!("{other:?}"),
    }
    for document in [
        "{\"schema\":999}".to_owned(),
        newer.replace("\"form\":\"full\"", "\"form\":\"adaptive\""),
        newer.replace("\"header\"", "\"heading\""),
    ] {
        let found = read_assessment(&document);
        let expected = Err(AssessmentError::Newer { schema: 999, readable: None });
        assert_eq!(found, expected, "{document}");
    }
}

#[test]
fn rubbish_is_refused() {
    let not_json = |document: &str| {
        matches!(
            read_assessment(document),
            Err(AssessmentError::Unreadable(Unreadable::NotJson(_)))
        )
    };
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let deep_table = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    for document in ["", " ", "undefined", "[object Object]", "{'app':1}", "\0", &deep, &deep_table]
    {
        assert!(not_json(document), "{document:.40}");
    }
    assert!(not_json(&format!("{FIXTURE}{FIXTURE}")));
    assert!(not_json(&FIXTURE.replace("seen in May", "\\ud800")));

    assert!(not_json(&"x".repeat(5_000_000)));
    let bytes = MAX_DOCUMENT_BYTES + 1;
    let too_large = Unreadable::TooLarge { bytes, limit: MAX_DOCUMENT_BYTES };
    assert_eq!(read_assessment(&"x".repeat(bytes)), Err(AssessmentError::Unreadable(too_large)));
}

#[test]
fn names_stay_what_they_are() {
    for name in [
        "</script><script>alert(1)</script>",
        "\"}],\"answers\":{}",
        "\u{202e}שלום\u{0}\u{2028}\u{7f}",
        "{count}",
        "👩‍👩‍👧",
    ] {
        let named = update(&fixture(), Msg::Rename(name.to_owned()), NOW);
        let (found, problems) = read_assessment(&write_assessment(&named)).unwrap();
        assert_eq!((found.name.as_str(), problems), (name, Vec::new()));
    }
    let long = with("/header/name", Some(json!("ж".repeat(10_000))));
    assert_eq!(read_assessment(&long).unwrap().0.name, "ж".repeat(NAME_LIMIT));
}

/// The largest document that people can make: every practice of the largest model with a note of full length, in the
/// characters that take most room.
#[test]
fn the_largest_document_there_can_be_is_readable() {
    let mut assessment = blank(FULL);
    for number in 0..16 * 12 {
        let note = "\u{1}".repeat(NOTE_LIMIT);
        assessment = update(&assessment, Msg::SetNote(format!("practice-{number:03}"), note), NOW);
    }
    let document = write_assessment(&assessment);
    // Not `assert_eq`: nobody wants to read ten million characters.
    assert!(read_assessment(&document) == Ok((assessment, Vec::new())), "{}", document.len());
}

#[test]
fn what_was_read_can_be_changed_and_read_again_whatever_its_revision() {
    let last = broken(|document| {
        document["revision"] = json!(LAST_REVISION);
        document["answers"]["vv-direction"]["revision"] = json!(LAST_REVISION);
    });
    let (mut assessment, _) = read_assessment(&last).unwrap();
    for word in ["1", "2", "3", "4"] {
        let msg = Msg::SetAnswer("vv-direction".to_owned(), answer(word));
        assessment = update(&assessment, msg, NOW);
        let document = write_assessment(&assessment);
        assert_eq!(read_assessment(&document), Ok((assessment.clone(), Vec::new())));
    }
    assert_eq!(assessment.answer("vv-direction"), answer("4"));
}

#[test]
fn no_entry_is_newer_than_its_assessment() {
    let check = |document: String, expected: u64| {
        let (found, problems) = read_assessment(&document).unwrap();
        assert_eq!((found.revision, problems), (expected, Vec::new()));
    };
    check(with("/revision", Some(json!(3))), 12);
    check(with("/answers/rm-framework/revision", Some(json!(500))), 500);
    check(with("/header/revision", Some(json!(600))), 600);
}

fn any_entry() -> impl Strategy<Value = Entry> {
    (any_answer(), any_evidence(), any_text(30), 0..1_000_u64, 0..1_000_u64).prop_map(
        |(answer, evidence, note, revision, note_revision)| Entry {
            answer,
            evidence,
            note,
            revision,
            note_revision,
        },
    )
}

prop_compose! {
    fn any_assessment()(
        id in "[A-Za-z0-9-]{4,40}",
        name in any_text(NAME_LIMIT),
        profile in any_profile(),
        (header_revision, revision) in (0..1_000_u64, 1_000..LAST_REVISION),
        version in ("[a-z]{1,9}", "[0-9.]{1,9}"),
        (created, changed) in (0..1_u64 << 53, 0..1_u64 << 53),
        entries in proptest::collection::btree_map(any_text(20), any_entry(), 0..20),
    ) -> Assessment {
        Assessment {
            id: AssessmentId::new(&id).unwrap(),
            name,
            profile,
            header_revision,
            model: ModelVersion { id: version.0, version: version.1 },
            created,
            changed,
            revision,
            follows: None,
            response: None,
            entries,
            aims: BTreeMap::new(),
            plan: BTreeMap::new(),
            competencies: BTreeMap::new(),
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_is_written_is_read_back(assessment in any_assessment()) {
        let document = write_assessment(&assessment);
        prop_assert_eq!(read_assessment(&document), Ok((assessment, Vec::new())));
    }

    #[test]
    fn no_text_is_too_odd(text in any_text(200)) {
        prop_assert!(read_assessment(&text).is_err());
        prop_assert_eq!(read_settings(&text), None);
    }

    #[test]
    fn a_document_with_a_changed_letter_does_no_harm(
        place in any::<proptest::sample::Index>(),
        letter in any::<char>(),
    ) {
        let mut letters: Vec<char> = FIXTURE.chars().collect();
        let place = place.index(letters.len());
        letters[place] = letter;
        let text: String = letters.into_iter().collect();
        if let Ok((assessment, problems)) = read_assessment(&text) {
            // What came through is sound: written again, it is the same and has no problems.
            let again = read_assessment(&write_assessment(&assessment));
            prop_assert_eq!(again, Ok((assessment, Vec::new())), "{:?}", problems);
        }
    }
}

// ---- settings ----

#[test]
fn settings_are_read_back() {
    for theme in Theme::ALL {
        for language in [None, Some("de".to_owned())] {
            for shortcuts in [true, false] {
                let settings = Settings { theme, language: language.clone(), shortcuts };
                assert_eq!(read_settings(&write_settings(&settings)), Some(settings));
            }
        }
    }
}

#[test]
fn settings_fall_back_one_by_one() {
    let read = |text: &str| read_settings(text).expect(text);
    let default = Settings::default();
    assert_eq!(default, Settings { theme: Theme::Auto, language: None, shortcuts: true });
    assert_eq!(read(r#"{"kind":"settings"}"#), default);
    assert_eq!(
        read(r#"{"kind":"settings","theme":"pink","language":7,"shortcuts":"no"}"#),
        default
    );
    let dark = Settings { theme: Theme::Dark, ..default.clone() };
    assert_eq!(read(r#"{"kind":"settings","theme":"dark","language":null}"#), dark);
    let quiet = Settings { shortcuts: false, ..default };
    assert_eq!(read(r#"{"kind":"settings","shortcuts":false,"more":[1,2]}"#), quiet);

    let long = format!("{{\"kind\":\"settings\",\"x\":\"{}\"}}", "x".repeat(20_000));
    for text in [
        "",
        "null",
        "[]",
        "{}",
        "{\"kind\":\"assessment\"}",
        "{\"kind\":\"settings\"",
        FIXTURE,
        &long,
    ] {
        assert_eq!(read_settings(text), None, "{text:.40}");
    }
}

// ---- backups ----

#[test]
fn a_backup_has_the_documents_and_the_raw_texts() {
    let one = answered(&["1 2 3 4 5"]);
    let two = one.duplicate(id("another"), "Another", NOW);
    let raw = [
        ("twelvefold:aside:a:xxxx:1".to_owned(), "{\"torn\": \"".to_owned()),
        ("twelvefold:a:yyyy".to_owned(), "\u{0}<b>".to_owned()),
    ];
    let backup = write_backup([&one, &two].into_iter(), &raw, NOW);
    let found: BTreeMap<String, Value> = serde_json::from_str(&backup).unwrap();
    let words = |key: &str| found[key].as_str().unwrap();
    assert_eq!((words("app"), words("kind")), ("twelvefold", "backup"));
    assert_eq!((&found["schema"], &found["created"]), (&json!(1), &json!(NOW)));
    assert_eq!(found["set_aside"], json!({ &raw[0].0: &raw[0].1, &raw[1].0: &raw[1].1 }));
    let documents = found["assessments"].as_array().unwrap();
    let read: Vec<Assessment> = documents
        .iter()
        .map(|document| read_assessment(&document.to_string()).unwrap().0)
        .collect();
    assert_eq!(read, [one, two]);
}
