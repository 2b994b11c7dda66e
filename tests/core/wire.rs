//! What is written outside is read back the same, and whatever else comes in is an error with a reason and never harm.

use std::collections::BTreeMap;

use base::{json::Unreadable, sorted::Sorted};
use domain::{
    assessment::{
        ACTIONS_LIMIT, Action, ActionId, ActionState, Aim, Answer, Assessment, AssessmentId, Entry,
        Evidence, Horizon, Impact, LAST_REVISION, ModelVersion, Msg, NAME_LIMIT, NOTE_LIMIT,
        OWNER_LIMIT, ResponseId, SelfCheck, SelfRating, WORDS_LIMIT, update,
    },
    model::{Form, Profile, Role, Scale, Stage},
    wire::{
        AssessmentError, MAX_DOCUMENT_BYTES, Settings, Theme, read_assessment, read_settings,
        write_assessment, write_backup, write_settings,
    },
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{
    FULL, NOW, action_id, answer, answered, any_answer, any_date, any_evidence, any_impact,
    any_level, any_profile, any_self_rating, any_state, any_text, blank, cases, date, id, level,
    seen,
};

const FIXTURE: &str = include_str!("fixtures/assessment-1.json");
const SECOND: &str = include_str!("fixtures/assessment-2.json");

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
        aims: Sorted::new(),
        plan: Sorted::new(),
        competencies: Sorted::new(),
    }
}

/// A document of the first schema keeps loading for ever: this file is never changed.
#[test]
fn the_first_schema_keeps_loading() {
    assert_eq!(read_assessment(FIXTURE), Ok((fixture(), Vec::new())));
}

/// What the fixture of the second schema says.
pub(crate) fn second() -> Assessment {
    let aim =
        |revision, target: Option<u8>, impact| Aim { target: target.map(level), impact, revision };
    let aims = [
        ("business-objectives", aim(15, None, None)),
        ("relationship-management", aim(13, Some(5), Some(Impact::High))),
        ("visions-and-values", aim(14, Some(2), None)),
        ("withdrawn-principle", aim(16, None, Some(Impact::Lower))),
    ];
    let action = |revision, principle: &str, state| Action {
        principle: principle.to_owned(),
        state,
        revision,
        ..Action::default()
    };
    let own = Action {
        words: "Ask <i>every</i> member \"why\".\nThen write it down.".to_owned(),
        owner: "Inès & Özgür".to_owned(),
        due: Some(date("2028-02-29")),
        horizon: Some(Horizon::Later),
        ..action(20, "visions-and-values", ActionState::Started)
    };
    let taken = action(23, "visions-and-values", ActionState::Taken);
    let done = action(24, "", ActionState::Done);
    let plan = [
        ("own:abcdefgh2345", own),
        ("rm-framework:4", action(21, "relationship-management", ActionState::Dropped)),
        ("vv-direction:1", action(22, "", ActionState::Suggested)),
        ("vv-direction:2", Action { horizon: Some(Horizon::Now), ..taken }),
        ("vv-direction:3", Action { due: Some(date("2027-01-01")), ..done }),
    ];
    let check = |revision, own, others| SelfCheck { own, others, revision };
    let checks = [
        ("listening", check(30, Some(seen(4)), Some(seen(2)))),
        ("openness", check(31, None, Some(SelfRating::Unknown))),
        ("reliability", check(29, None, None)),
    ];
    let mut entries = fixture().entries;
    entries.retain(|practice, _| ["rm-framework", "vv-direction"].contains(&practice.as_str()));
    Assessment {
        revision: 31,
        follows: Some(id("h7m2p9qrstuv")),
        response: Some(ResponseId::new(172_839_405_162)),
        entries,
        aims: aims.into_iter().map(|(id, aim)| (id.to_owned(), aim)).collect(),
        plan: plan.into_iter().map(|(id, action)| (action_id(id), action)).collect(),
        competencies: checks.into_iter().map(|(id, check)| (id.to_owned(), check)).collect(),
        ..fixture()
    }
}

/// As for the first one: this file is never changed.
#[test]
fn the_second_schema_keeps_loading() {
    assert_eq!(read_assessment(SECOND), Ok((second(), Vec::new())));
}

#[test]
fn the_second_schema_is_written_as_it_always_was() {
    let written: Value = serde_json::from_str(&write_assessment(&second())).unwrap();
    let expected: Value = serde_json::from_str(SECOND).unwrap();
    assert_eq!(written, expected);
    // What has nothing beside its answers is a document of the first schema but for the number.
    let written: Value = serde_json::from_str(&write_assessment(&fixture())).unwrap();
    let mut expected: Value = serde_json::from_str(FIXTURE).unwrap();
    expected["schema"] = json!(2);
    assert_eq!(written, expected);
}

#[test]
fn a_document_torn_anywhere_is_an_error() {
    let whole = SECOND.trim_end();
    let mut tried = 0;
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let found = read_assessment(&whole[..end]);
        let torn = matches!(found, Err(AssessmentError::Unreadable(Unreadable::NotJson(_))));
        assert!(torn, "torn at {end}: {found:?}");
        tried += 1;
    }
    assert!(tried > 500, "only {tried}");
}

/// Changes the fixture of the first schema in one way.
fn broken(break_it: impl FnOnce(&mut Value)) -> String {
    changed(FIXTURE, break_it)
}

fn changed(text: &str, break_it: impl FnOnce(&mut Value)) -> String {
    let mut document: Value = serde_json::from_str(text).unwrap();
    let good = document.clone();
    break_it(&mut document);
    assert_ne!(document, good, "nothing was broken");
    document.to_string()
}

/// Puts a value at a place of the fixture of the first schema, or takes the place away with `None`.
fn with(pointer: &str, value: Option<Value>) -> String {
    with_in(FIXTURE, pointer, value)
}

fn with_in(text: &str, pointer: &str, value: Option<Value>) -> String {
    changed(text, |document| {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).and_then(Value::as_object_mut).expect(pointer);
        match value {
            Some(value) => drop(parent.insert(key.to_owned(), value)),
            None => drop(parent.remove(key).expect(pointer)),
        }
    })
}

fn lines(problems: &[base::json::Problem]) -> Vec<String> {
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
    let whole = fixture().entries.get("rm-framework").unwrap().clone();
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

/// Checks that the second fixture with this value at this place opens with this one problem, and is else what is expected.
#[track_caller]
fn check_part(pointer: &str, value: Value, change: impl FnOnce(&mut Assessment), problem: &str) {
    let (found, problems) = read_assessment(&with_in(SECOND, pointer, Some(value))).unwrap();
    assert_eq!(lines(&problems), [problem]);
    let mut expected = second();
    change(&mut expected);
    assert_eq!(found, expected);
}

#[test]
fn what_stands_beside_the_answers_costs_only_itself() {
    let nothing = |_: &mut Assessment| {};
    let long_ids = "follows: unknown \"../..\"";
    check_part("/follows", json!("../.."), |a| a.follows = None, long_ids);
    let number = "follows: expected a text, found a number";
    check_part("/follows", json!(7), |a| a.follows = None, number);
    let range = "response: out of range 0 to 281474976710655";
    check_part("/response", json!(1_u64 << 48), |a| a.response = None, range);
    check_part("/response", json!(-1), |a| a.response = None, range);
    let text = "response: expected a whole number, found a text";
    check_part("/response", json!("7"), |a| a.response = None, text);

    // Whole parts.
    for (part, change) in [
        ("aims", (|a| a.aims.clear()) as fn(&mut Assessment)),
        ("plan", |a| a.plan.clear()),
        ("competencies", |a| a.competencies.clear()),
    ] {
        for (value, kind) in
            [(json!([1]), "a list"), (json!("x"), "a text"), (json!(true), "true or false")]
        {
            let problem = format!("{part}: expected a table, found {kind}");
            check_part(&format!("/{part}"), value, change, &problem);
        }
        let (found, problems) =
            read_assessment(&with_in(SECOND, &format!("/{part}"), Some(json!(null)))).unwrap();
        let mut expected = second();
        change(&mut expected);
        assert_eq!((found, problems), (expected, Vec::new()), "{part} can be missing");
    }

    // Aims.
    let principle = "relationship-management";
    let aim =
        |change: fn(&mut Aim)| move |a: &mut Assessment| change(a.aims.get_mut(principle).unwrap());
    let at = |field: &str| format!("/aims/{principle}/{field}");
    let place = |problem: &str| format!("aims.{principle}.{problem}");
    for bad in [json!(0), json!(6), json!(2.5), json!(-1), json!(257)] {
        let problem = place("target: out of range 1 to 5");
        check_part(&at("target"), bad, aim(|a| a.target = None), &problem);
    }
    let problem = place("target: expected a whole number, found a text");
    check_part(&at("target"), json!("3"), aim(|a| a.target = None), &problem);
    let problem = place("impact: out of range 1 to 3");
    check_part(&at("impact"), json!(4), aim(|a| a.impact = None), &problem);
    let problem = place("revision: out of range 0 to 9007199254740992");
    check_part(&at("revision"), json!(-4), aim(|a| a.revision = 0), &problem);
    let remove = |a: &mut Assessment| a.aims.retain(|id, _| id != principle);
    check_part(&format!("/aims/{principle}"), json!(3), remove, &place("revision: missing"));

    // Plan.
    let own = "own:abcdefgh2345";
    let action = |change: fn(&mut Action)| {
        move |a: &mut Assessment| change(a.plan.get_mut(&action_id(own)).unwrap())
    };
    let at = |field: &str| format!("/plan/{own}/{field}");
    let place = |problem: &str| format!("plan.{own}.{problem}");
    for bad in ["9999-99-99", "2027-02-29", "", "tomorrow", "2027-1-1", "<b>2027-01-01</b>"] {
        let problem = place("due: out of range 2000-01-01 to 2199-12-31");
        check_part(&at("due"), json!(bad), action(|a| a.due = None), &problem);
    }
    let problem = place("due: expected a text, found a number");
    check_part(&at("due"), json!(20_270_101), action(|a| a.due = None), &problem);
    let problem = place("horizon: unknown \"soon\"");
    check_part(&at("horizon"), json!("soon"), action(|a| a.horizon = None), &problem);
    let problem = place("state: unknown \"Done\"");
    let suggested = action(|a| a.state = ActionState::Suggested);
    check_part(&at("state"), json!("Done"), suggested, &problem);
    let problem = place("words: expected a text, found a list");
    check_part(&at("words"), json!(["a"]), action(|a| a.words.clear()), &problem);
    let problem = place("words: out of range at most 500 characters");
    let cut = action(|a| a.words = "ж".repeat(WORDS_LIMIT));
    check_part(&at("words"), json!("ж".repeat(WORDS_LIMIT + 1)), cut, &problem);
    let problem = place("owner: out of range at most 120 characters");
    let cut = action(|a| a.owner = "ж".repeat(OWNER_LIMIT));
    check_part(&at("owner"), json!("ж".repeat(OWNER_LIMIT + 1)), cut, &problem);
    let remove = |a: &mut Assessment| drop(a.plan.remove(&action_id(own)));
    check_part(&format!("/plan/{own}"), json!([]), remove, &place("revision: missing"));
    for bad in ["rm-framework:5", "own:x", "nothing"] {
        let problem = format!("plan.{bad}: unknown \"{bad}\"");
        check_part(&format!("/plan/{bad}"), json!({"revision": 1}), nothing, &problem);
    }

    // Competencies.
    let check = |change: fn(&mut SelfCheck)| {
        move |a: &mut Assessment| change(a.competencies.get_mut("listening").unwrap())
    };
    let at = |field: &str| format!("/competencies/listening/{field}");
    let place = |problem: &str| format!("competencies.listening.{problem}");
    let problem = place("own: out of range 1 to 5");
    check_part(&at("own"), json!(0), check(|c| c.own = None), &problem);
    for (bad, problem) in [
        (json!("na"), "others: unknown \"na\""),
        (json!("3"), "others: unknown \"3\""),
        (json!({}), "others: expected a whole number, found a table"),
    ] {
        check_part(&at("others"), bad, check(|c| c.others = None), &place(problem));
    }
}

#[test]
fn the_parts_of_a_document_have_room_for_so_many() {
    for part in ["aims", "plan", "competencies"] {
        let entries: serde_json::Map<String, Value> =
            (0..2_500).map(|n| (format!("p{n:04}:1"), json!({"revision": 1}))).collect();
        let document = with_in(SECOND, &format!("/{part}"), Some(Value::Object(entries)));
        let (found, problems) = read_assessment(&document).unwrap();
        assert_eq!(
            lines(&problems),
            [format!("{part}: expected at most 2000 entries, found 2500")]
        );
        let sizes = [found.aims.len(), found.plan.len(), found.competencies.len()];
        assert!(sizes.contains(&2_000), "{sizes:?}");
    }
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
    for number in 0..ACTIONS_LIMIT as u64 {
        let text = "\u{1}".repeat(WORDS_LIMIT);
        let action = Action { words: text.clone(), owner: text.clone(), ..Action::default() };
        let action = Action { principle: text, due: Some(date("2027-02-28")), ..action };
        let msg = Msg::SetAction(ActionId::own_from_random(number), action);
        assessment = update(&assessment, msg, NOW);
    }
    for number in 0..16 * 12 {
        let note = "\u{1}".repeat(NOTE_LIMIT);
        assessment = update(&assessment, Msg::SetNote(format!("practice-{number:03}"), note), NOW);
    }
    assert_eq!((assessment.entries.len(), assessment.plan.len()), (192, ACTIONS_LIMIT));
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
    for (pointer, revision) in [
        ("/aims/visions-and-values/revision", 700),
        ("/plan/rm-framework:4/revision", 701),
        ("/competencies/listening/revision", 702),
    ] {
        check(with_in(SECOND, pointer, Some(json!(revision))), revision);
    }
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

fn any_aim() -> impl Strategy<Value = Aim> {
    let target = proptest::option::of(any_level());
    (target, proptest::option::of(any_impact()), 0..1_000_u64)
        .prop_map(|(target, impact, revision)| Aim { target, impact, revision })
}

fn any_check() -> impl Strategy<Value = SelfCheck> {
    let rating = || proptest::option::of(any_self_rating());
    (rating(), rating(), 0..1_000_u64).prop_map(|(own, others, revision)| SelfCheck {
        own,
        others,
        revision,
    })
}

fn any_action_id() -> impl Strategy<Value = ActionId> {
    prop_oneof![
        any::<u64>().prop_map(ActionId::own_from_random),
        (any_text(20), 1_u8..=4).prop_filter_map("no practice", |(practice, from)| {
            ActionId::new(ActionId::step(&practice, level(from)).as_str())
        }),
    ]
}

prop_compose! {
    fn any_action()(
        (principle, words, owner) in (any_text(30), any_text(WORDS_LIMIT), any_text(OWNER_LIMIT)),
        due in proptest::option::of(any_date()),
        horizon in proptest::option::of(proptest::sample::select(Horizon::ALL.to_vec())),
        state in any_state(),
        revision in 0..1_000_u64,
    ) -> Action {
        Action { principle, words, owner, due, horizon, state, revision }
    }
}

prop_compose! {
    /// Any assessment that a document can hold.
    pub(crate) fn any_assessment()(
        id in "[A-Za-z0-9-]{4,40}",
        name in any_text(NAME_LIMIT),
        profile in any_profile(),
        (header_revision, revision) in (0..1_000_u64, 1_000..LAST_REVISION),
        version in ("[a-z]{1,9}", "[0-9.]{1,9}"),
        (created, changed) in (0..1_u64 << 53, 0..1_u64 << 53),
        follows in proptest::option::of("[A-Za-z0-9-]{4,40}"),
        response in proptest::option::of(any::<u64>()),
        entries in proptest::collection::btree_map(any_text(20), any_entry(), 0..20),
        aims in proptest::collection::btree_map(any_text(20), any_aim(), 0..5),
        plan in proptest::collection::btree_map(any_action_id(), any_action(), 0..5),
        competencies in proptest::collection::btree_map(any_text(20), any_check(), 0..5),
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
            follows: follows.as_deref().and_then(AssessmentId::new),
            response: response.map(ResponseId::new),
            entries: entries.into_iter().collect(),
            aims: aims.into_iter().collect(),
            plan: plan.into_iter().collect(),
            competencies: competencies.into_iter().collect(),
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
        let mut letters: Vec<char> = SECOND.chars().collect();
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
    let settings = Settings { theme: Theme::Dark, ..Settings::default() };
    let backup = write_backup([&one, &two].into_iter(), Vec::new(), Some(&settings), &raw, NOW);
    let found: BTreeMap<String, Value> = serde_json::from_str(&backup).unwrap();
    let words = |key: &str| found[key].as_str().unwrap();
    assert_eq!((words("app"), words("kind")), ("twelvefold", "backup"));
    assert_eq!((&found["schema"], &found["created"]), (&json!(1), &json!(NOW)));
    assert_eq!(found["set_aside"], json!({ &raw[0].0: &raw[0].1, &raw[1].0: &raw[1].1 }));
    assert_eq!(found["settings"].to_string(), {
        let written: Value = serde_json::from_str(&write_settings(&settings)).unwrap();
        written.to_string()
    });
    let documents = found["assessments"].as_array().unwrap();
    let read: Vec<Assessment> = documents
        .iter()
        .map(|document| read_assessment(&document.to_string()).unwrap().0)
        .collect();
    assert_eq!(read, [one, two]);
}
