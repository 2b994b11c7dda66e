//! The shipped content is sound, and every way to break a content file is found with its place.

use std::collections::BTreeSet;

use base::json::{Fault, Unreadable};
use domain::{
    model::{Version, parse},
    text::{FIRST_SECTIONS, Key},
};
use serde_json::{Map, Value, json};

use crate::support::{content_json, model};

#[test]
fn the_shipped_model_has_its_shape() {
    let model = model();
    let clauses: Vec<&str> = model.principles.iter().map(|p| p.clause.as_str()).collect();
    let expected: Vec<String> = (1..=12).map(|number| format!("4.{number}")).collect();
    assert_eq!(clauses, expected);

    let practices: Vec<_> = model.principles.iter().flat_map(|p| &p.practices).collect();
    assert_eq!(practices.len(), 65);
    for principle in &model.principles {
        let expected = match principle.clause.as_str() {
            "4.1" => 8,
            "4.3" | "4.5" => 6,
            _ => 5,
        };
        assert_eq!(principle.practices.len(), expected, "{}", principle.id);
        let core = principle.practices.iter().filter(|practice| practice.core).count();
        assert_eq!(core, 2, "{}", principle.id);
    }
    assert!(practices.iter().all(|p| p.levels_member.is_some() && p.next_member.is_some()));
    assert_eq!(model.levels.iter().count(), 5);
    assert_eq!(model.competencies.items.len(), 12);
    assert_eq!(model.competencies.items.iter().filter(|item| item.is_behaviour).count(), 5);

    let mut order = model.response_order.clone();
    let mut ids: Vec<String> = practices.iter().map(|practice| practice.id.clone()).collect();
    order.sort();
    ids.sort();
    assert_eq!(order, ids);
}

#[test]
fn the_shipped_constants_are_those_of_the_method() {
    let constants = &model().scoring;
    assert_eq!(
        (
            constants.min_rated_practices,
            constants.min_rated_share_percent,
            constants.na_warning_share_percent,
            constants.min_scored_principles,
            constants.held_share_percent,
        ),
        (2, 60, 40, 8, 80)
    );
    assert_eq!((constants.max_priorities, constants.max_priorities_per_principle), (6, 2));
    assert_eq!((constants.default_target.number(), constants.default_impact), (3, 2));
    let floats = [constants.no_clear_change_below, constants.self_favour_above];
    for (found, expected) in floats.into_iter().zip([0.3, 0.5]) {
        crate::support::assert_close(found, expected);
    }
}

/// All texts of a value with their places.
fn texts(value: &Value, place: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((place.to_owned(), text.clone())),
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                texts(entry, &format!("{place}[{index}]"), found);
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                texts(entry, &format!("{place}.{key}"), found);
            }
        }
        _ => {}
    }
}

fn shipped_texts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    texts(&content_json()["text"], "text", &mut found);
    assert!(found.len() > 1_000, "only {} texts", found.len());
    found
}

#[test]
fn no_text_claims_what_a_self_assessment_cannot() {
    for (place, text) in shipped_texts() {
        for claim in ["certified", "compliant", "approved", "accredited"] {
            assert!(!text.to_lowercase().contains(claim), "{place} says \"{claim}\": {text}");
        }
    }
}

#[test]
fn gaps_are_balanced_and_have_plain_names() {
    for (place, text) in shipped_texts() {
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            assert!(!before.contains('}'), "{place}: {text}");
            let (name, behind) = after.split_once('}').unwrap_or_else(|| panic!("{place}: {text}"));
            assert!(
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
                "{place}: {text}"
            );
            rest = behind;
        }
        assert!(!rest.contains('}'), "{place}: {text}");
        assert!(
            place.starts_with("text.interface.") || rest.len() == text.len(),
            "{place} has a gap, and only messages of the interface are filled: {text}"
        );
    }
}

#[test]
fn messages_with_a_count_have_the_forms_of_english() {
    let content = content_json();
    let mut plurals = 0;
    for (section, messages) in content["text"]["interface"].as_object().unwrap() {
        for (name, message) in messages.as_object().unwrap() {
            if let Some(forms) = message.as_object() {
                let forms: Vec<&str> = forms.keys().map(String::as_str).collect();
                assert_eq!(forms, ["one", "other"], "{section}.{name}");
                plurals += 1;
            }
        }
    }
    assert!(plurals > 5, "only {plurals}");
}

#[test]
fn every_message_of_the_english_text_has_its_key() {
    let content = content_json();
    let mut names = BTreeSet::new();
    for (section, messages) in content["text"]["interface"].as_object().unwrap() {
        names.extend(messages.as_object().unwrap().keys().map(|name| format!("{section}.{name}")));
    }
    assert_eq!(Key::names().map(str::to_owned).collect::<BTreeSet<_>>(), names);
    assert_eq!((Key::ALL.len(), Key::names().count()), (names.len(), names.len()));
    for (place, (key, name)) in Key::ALL.iter().zip(Key::names()).enumerate() {
        assert_eq!(*key as usize, place, "{name}");
        let same = name.replace(['.', '_'], "");
        assert_eq!(format!("{key:?}").to_lowercase(), same);
    }
}

/// Breaks the good content in one way and compares all problems that are found.
#[track_caller]
fn check(break_it: impl FnOnce(&mut Value), expected: &[&str]) {
    let mut content = content_json();
    let good = content.clone();
    break_it(&mut content);
    assert_ne!(content, good, "nothing was broken");
    check_text(&content.to_string(), expected);
}

/// The problems of a content that was changed.
fn problems_of(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut content = content_json();
    change(&mut content);
    let found = parse(&content.to_string()).map(drop);
    found.err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[track_caller]
fn check_text(json: &str, expected: &[&str]) {
    let found: Vec<String> = match parse(json) {
        Ok(_) => panic!("this was accepted"),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(found, expected);
}

fn table<'a>(content: &'a mut Value, pointer: &str) -> &'a mut Map<String, Value> {
    content.pointer_mut(pointer).and_then(Value::as_object_mut).expect(pointer)
}

fn list<'a>(content: &'a mut Value, pointer: &str) -> &'a mut Vec<Value> {
    content.pointer_mut(pointer).and_then(Value::as_array_mut).expect(pointer)
}

/// Puts a value in the place of another.
fn set(pointer: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |content| *content.pointer_mut(pointer).expect(pointer) = value
}

/// Takes an entry out of a table.
fn drop_key(pointer: &'static str, key: &'static str) -> impl FnOnce(&mut Value) {
    move |content| {
        table(content, pointer).remove(key).expect(key);
    }
}

/// Puts a further entry into a table.
fn add_key(pointer: &'static str, key: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |content| {
        assert!(table(content, pointer).insert(key.to_owned(), value).is_none());
    }
}

#[test]
fn missing_and_empty_texts_are_named() {
    check(
        drop_key("/text/practice/rm-framework", "title"),
        &["text.practice.rm-framework.title: missing"],
    );
    check(
        set("/text/practice/rm-framework/title", json!("")),
        &["text.practice.rm-framework.title: missing"],
    );
    check(
        set("/text/practice/rm-framework/title", json!(" \t")),
        &["text.practice.rm-framework.title: missing"],
    );
    check(
        set("/text/practice/rm-framework/levels/3", json!("")),
        &["text.practice.rm-framework.levels[3]: missing"],
    );
    check(
        set("/text/practice/rm-framework/levels_member/0", json!("")),
        &["text.practice.rm-framework.levels_member[0]: missing"],
    );
    check(drop_key("/text/practice", "vc-links"), &["text.practice.vc-links: missing"]);
    check(drop_key("/text/principle", "exit-strategy"), &["text.principle.exit-strategy: missing"]);
    check(drop_key("/text/model", "notice"), &["text.model.notice: missing"]);
    check(drop_key("/text/scale", "large"), &["text.scale.large: missing"]);
    check(drop_key("/text/interface/app", "name"), &["text.interface.app.name: missing"]);
    check(set("/text/interface/app/name", json!("")), &["text.interface.app.name: missing"]);
    check(
        drop_key("/text/interface/results/stand_none", "other"),
        &["text.interface.results.stand_none.other: missing"],
    );
    check(drop_key("/text/competency", "listening"), &["text.competency.listening: missing"]);
    check(drop_key("/text/reference", "zaheer"), &["text.reference.zaheer: missing"]);
    check(drop_key("/text", "direction"), &["text.direction: missing"]);
    check(drop_key("/model/competency/0", "kind"), &["model.competency[0].kind: missing"]);
    check(drop_key("/model", "version"), &["model.version: missing"]);
    check(
        drop_key("/model/scoring", "held_share_percent"),
        &["model.scoring.held_share_percent: missing"],
    );
    check(
        drop_key("/model/principle/0/practice/0", "stages"),
        &["model.principle[0].practice[0].stages: missing"],
    );
    check(
        set("/model/principle/0/practice/0/stages", json!([])),
        &["model.principle[0].practice[0].stages: missing"],
    );
    check(|content| drop(content.as_object_mut().unwrap().remove("text")), &["text: missing"]);
    check(set("/model", Value::Null), &["model: missing"]);
}

#[test]
fn unknown_ids_are_named() {
    check(
        add_key("/text/practice", "rm-frame", json!({})),
        &["text.practice.rm-frame: unknown \"rm-frame\""],
    );
    check(
        add_key("/text/principle", "luck", json!({})),
        &["text.principle.luck: unknown \"luck\""],
    );
    check(
        add_key("/text/reference", "hearsay", json!("x")),
        &["text.reference.hearsay: unknown \"hearsay\""],
    );
    check(
        add_key("/text/competency", "magic", json!({})),
        &["text.competency.magic: unknown \"magic\""],
    );
    check(
        add_key("/text/stage", "afterlife", json!({})),
        &["text.stage.afterlife: unknown \"afterlife\""],
    );
    check(
        add_key("/text/interface/app", "nickname", json!("x")),
        &["text.interface.app.nickname: unknown \"app.nickname\""],
    );
    check(
        add_key("/text/interface/results/stand_none", "dozens", json!("x")),
        &["text.interface.results.stand_none.dozens: unknown \"dozens\""],
    );
    check(set("/text/direction", json!("up")), &["text.direction: unknown \"up\""]);
    check(
        add_key("/model/suggested_targets", "huge", json!({})),
        &["model.suggested_targets.huge: unknown \"huge\""],
    );
    check(
        add_key("/model/suggested_targets/large", "luck", json!(4)),
        &["model.suggested_targets.large.luck: unknown \"luck\""],
    );
    check(
        |content| list(content, "/model/competency/0/principles").push(json!("luck")),
        &["model.competency[0].principles: unknown \"luck\""],
    );
    check(
        set("/model/competency/0/kind", json!("talent")),
        &["model.competency[0].kind: unknown \"talent\""],
    );
    check(
        |content| list(content, "/model/principle/0/practice/0/refs").push(json!("hearsay")),
        &["model.principle[0].practice[0].refs: unknown \"hearsay\""],
    );
    check(
        set("/model/principle/0/practice/0/stages/0", json!("afterlife")),
        &["model.principle[0].practice[0].stages: unknown \"afterlife\""],
    );
    check(
        add_key("/model/principle/0/practice/0", "scales", json!(["large", "huge"])),
        &["model.principle[0].practice[0].scales: unknown \"huge\""],
    );
}

#[test]
fn duplicates_are_named() {
    check(
        set("/model/principle/1/practice/0/id", json!("rm-framework")),
        &[
            "model.principle[1].practice[0].id: duplicate \"rm-framework\"",
            "text.practice.vv-direction: unknown \"vv-direction\"",
        ],
    );
    check(
        set("/model/principle/1/id", json!("relationship-management")),
        &[
            "model.principle[1].id: duplicate \"relationship-management\"",
            "text.principle.visions-and-values: unknown \"visions-and-values\"",
            "model.competency[0].principles: unknown \"visions-and-values\"",
            "model.competency[6].principles: unknown \"visions-and-values\"",
            "model.competency[8].principles: unknown \"visions-and-values\"",
        ],
    );
    check(
        |content| list(content, "/model/response/order").push(json!("rm-framework")),
        &["model.response.order: duplicate \"rm-framework\""],
    );
    check(
        set("/model/principle/0/practice/0/stages/1", json!("strategic")),
        &["model.principle[0].practice[0].stages: duplicate \"strategic\""],
    );
}

#[test]
fn duplicate_keys_are_named_wherever_they_are() {
    let good = content_json().to_string();
    let check = |before: &str, after: &str, expected: &str| {
        assert_eq!(good.matches(before).count(), 1, "{before}");
        check_text(&good.replacen(before, after, 1), &[expected]);
    };
    check(
        ",\"bo-continued-benefit\":{\"ask_member\"",
        ",\"bo-achievement\":{},\"bo-continued-benefit\":{\"ask_member\"",
        "text.practice.bo-achievement: duplicate \"bo-achievement\"",
    );
    check(
        "\"held_share_percent\":80",
        "\"held_share_percent\":80,\"held_share_percent\":1",
        "model.scoring.held_share_percent: duplicate \"held_share_percent\"",
    );
    check(
        "{\"clause\":\"4.12\"",
        "{\"clause\":\"4.12\",\"clause\":\"4.13\"",
        "model.principle[11].clause: duplicate \"clause\"",
    );
}

#[test]
fn a_version_is_three_numbers() {
    for version in
        ["1", "1.2", "1.2.3.4", "1.2.x", "01.2.3", "+1.2.3", "1.2.65536", "2026-11", "1.2.3 "]
    {
        check(
            set("/model/version", json!(version)),
            &["model.version: out of range 0.0.0 to 65535.65535.65535"],
        );
    }
    let parse = |text| Version::parse(text).unwrap();
    for version in ["0.0.0", "1.12.3", "65535.65535.65535"] {
        assert_eq!(parse(version).to_string(), version);
    }
    assert_eq!(parse("1.12.3").numbers(), [1, 12, 3]);
    assert!(parse("1.9.9") < parse("1.10.0") && parse("1.10.0") < parse("2.0.0"));
}

#[test]
fn wrong_counts_are_named() {
    let fewer =
        |pointer: &'static str| move |content: &mut Value| drop(list(content, pointer).pop());
    let none = |pointer: &'static str| move |content: &mut Value| list(content, pointer).clear();
    check(fewer("/text/level"), &["text.level: expected 5 entries, found 4"]);
    check(none("/text/level"), &["text.level: expected 5 entries, found 0"]);
    check(fewer("/text/impact"), &["text.impact: expected 3 entries, found 2"]);
    check(none("/text/evidence_grade"), &["text.evidence_grade: expected 3 entries, found 0"]);
    check(
        fewer("/text/competency_check/frequency"),
        &["text.competency_check.frequency: expected 5 entries, found 4"],
    );
    check(
        fewer("/text/practice/vc-links/levels"),
        &["text.practice.vc-links.levels: expected 5 entries, found 4"],
    );
    check(
        none("/text/practice/vc-links/levels"),
        &["text.practice.vc-links.levels: expected 5 entries, found 0"],
    );
    check(
        |content| list(content, "/text/practice/vc-links/next").push(json!("more")),
        &["text.practice.vc-links.next: expected 4 entries, found 5"],
    );
    check(
        none("/text/practice/vc-links/evidence"),
        &["text.practice.vc-links.evidence: expected 3 entries, found 0"],
    );
    check(
        fewer("/model/response/order"),
        &[
            "model.response.order.gp-growth: missing",
            "model.history[0].added: unknown \"gp-growth\"",
        ],
    );
    check(
        |content| {
            let withdrawn = (0..191).map(|number| json!(format!("withdrawn-{number}")));
            list(content, "/model/response/order").extend(withdrawn);
        },
        &["model.response.order: expected 0 to 255 entries, found 256"],
    );
    check(
        |content| {
            let kept = list(content, "/model/principle/0/practice").remove(0);
            *list(content, "/model/principle/0/practice") = vec![kept];
            table(content, "/model").remove("history");
        },
        &[
            "model.principle[0].practice: expected 2 to 12 entries, found 1",
            "text.practice.rm-coverage: unknown \"rm-coverage\"",
            "text.practice.rm-orchestration: unknown \"rm-orchestration\"",
            "text.practice.rm-platform: unknown \"rm-platform\"",
            "text.practice.rm-segments: unknown \"rm-segments\"",
            "text.practice.rm-selection: unknown \"rm-selection\"",
            "text.practice.rm-stakeholders: unknown \"rm-stakeholders\"",
            "text.practice.rm-start: unknown \"rm-start\"",
        ],
    );
}

#[test]
fn a_history_that_cannot_be_is_named() {
    let entry = |version: &str| json!({ "version": version, "reworded": ["rm-framework"] });
    let order = "out of range versions, each later than the one before, up to that of the model";
    for (history, problems) in [
        (json!([entry("0.3.0")]), vec![format!("model.history[0].version: {order}")]),
        (
            json!([entry("0.2.0"), entry("0.1.5")]),
            vec![format!("model.history[1].version: {order}")],
        ),
        (json!([entry("two")]), vec![format!("model.history[0].version: {order}")]),
        (
            json!([{ "version": "0.2.0", "added": ["no-such"] }]),
            vec!["model.history[0].added: unknown \"no-such\"".to_owned()],
        ),
        (json!([entry("0.1.5"), entry("0.2.0")]), vec![]),
        (json!([]), vec![]),
    ] {
        let found = problems_of(set("/model/history", history.clone()));
        assert_eq!(found, problems, "{history}");
    }
}

#[test]
fn what_may_be_missing_is_optional_and_what_is_there_has_to_be_sound() {
    for (place, key) in [
        ("/text/model", "origin"),
        ("/text/role/member", "hint"),
        ("/text/practice/rm-framework", "in_platform"),
        ("/text/practice/rm-framework", "next_member"),
        ("/text/practice/rm-framework", "levels_member"),
        ("/model/scoring", "strategic_target"),
        ("/model/scoring", "engagement_target"),
        ("/model", "history"),
    ] {
        assert_eq!(problems_of(drop_key(place, key)), Vec::<String>::new(), "{place} {key}");
    }
    check(
        set("/text/practice/rm-framework/next_member", json!(["one"])),
        &["text.practice.rm-framework.next_member: expected 4 entries, found 1"],
    );
    check(
        set("/text/practice/rm-framework/in_platform", json!("")),
        &["text.practice.rm-framework.in_platform: missing"],
    );
    check(
        set("/model/scoring/strategic_target", json!(6)),
        &["model.scoring.strategic_target: out of range 1 to 5"],
    );
}

#[test]
fn numbers_out_of_range_are_named() {
    check(
        set("/model/scoring/held_share_percent", json!(0)),
        &["model.scoring.held_share_percent: out of range 1 to 100"],
    );
    check(
        set("/model/scoring/held_share_percent", json!(101)),
        &["model.scoring.held_share_percent: out of range 1 to 100"],
    );
    check(
        set("/model/scoring/held_share_percent", json!(80.5)),
        &["model.scoring.held_share_percent: out of range 1 to 100"],
    );
    check(
        set("/model/scoring/min_scored_principles", json!(13)),
        &["model.scoring.min_scored_principles: out of range 1 to 12"],
    );
    check(
        set("/model/scoring/default_target", json!(6)),
        &["model.scoring.default_target: out of range 1 to 5"],
    );
    check(
        set("/model/scoring/default_target", json!(-1)),
        &["model.scoring.default_target: out of range 1 to 5"],
    );
    check(
        set("/model/scoring/default_target", json!(1e300)),
        &["model.scoring.default_target: out of range 1 to 5"],
    );
    check(
        set("/model/scoring/confidence_high_from", json!(1.5)),
        &["model.scoring.confidence_high_from: out of range 0.45 to 1"],
    );
    check(
        set("/model/scoring/confidence_high_from", json!(0.25)),
        &["model.scoring.confidence_high_from: out of range 0.45 to 1"],
    );
    check(
        set("/model/scoring/uneven_spread_max", json!(0.5)),
        &["model.scoring.uneven_spread_max: out of range 1 to 4"],
    );
    check(
        set("/model/suggested_targets/large/governance-and-processes", json!(6)),
        &["model.suggested_targets.large.governance-and-processes: out of range 1 to 5"],
    );
    check(set("/model/schema", json!(2)), &["model.schema: out of range 1 to 1"]);
    check(
        set("/model/reference/0/url", json!("javascript:alert(1)")),
        &["model.reference[0].url: out of range https:// or http://"],
    );
    check(
        |content| {
            list(content, "/model/response/order")[0] = json!("rm/framework");
            *content.pointer_mut("/model/principle/0/practice/0/id").unwrap() =
                json!("rm/framework");
            let words = table(content, "/text/practice").remove("rm-framework").unwrap();
            table(content, "/text/practice").insert("rm/framework".to_owned(), words);
        },
        &["model.principle[0].practice[0].id: out of range a-z, 0-9 and -"],
    );
}

#[test]
fn wrong_types_are_named() {
    check(
        set("/text/practice/vc-links/title", json!(3)),
        &["text.practice.vc-links.title: expected a text, found a number"],
    );
    check(
        set("/text/practice/vc-links/levels", json!("five")),
        &["text.practice.vc-links.levels: expected a list, found a text"],
    );
    check(
        set("/text/practice/vc-links/levels/1", json!([])),
        &["text.practice.vc-links.levels[1]: expected a text, found a list"],
    );
    check(
        set("/text/interface/app/name", json!(true)),
        &["text.interface.app.name: expected a text, found true or false"],
    );
    check(
        set("/model/scoring/held_share_percent", json!("80")),
        &["model.scoring.held_share_percent: expected a whole number, found a text"],
    );
    check(
        set("/model/principle/0/practice/0/core", json!("yes")),
        &["model.principle[0].practice[0].core: expected true or false, found a text"],
    );
    check(
        set("/model/suggested_targets", json!([])),
        &["model.suggested_targets: expected a table, found a list"],
    );
}

#[test]
fn what_is_no_content_at_all_is_refused() {
    check_text("[]", &["model: missing"]);
    check_text("{}", &["model: missing"]);
    let unreadable = |json: &str| {
        let problems = parse(json).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].place, "content");
        match problems[0].fault.clone() {
            Fault::Unreadable(reason) => reason,
            fault => panic!("{fault:?}"),
        }
    };
    for json in ["", "no", "{\"model\":", "{}{}", "\u{feff}{}", "{\"a\":NaN}", "{\"a\":1e999}"] {
        assert!(matches!(unreadable(json), Unreadable::NotJson(_)), "{json}");
    }
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(matches!(unreadable(&deep), Unreadable::NotJson(_)));
    let huge = format!("\"{}\"", "x".repeat(5_000_000));
    assert_eq!(unreadable(&huge), Unreadable::TooLarge { bytes: 5_000_002, limit: 4_000_000 });
}

#[test]
fn what_the_second_file_has_leaves_room_for_what_is_missing_in_the_first() {
    let mut content = content_json();
    content["later"] = "content/en-rest.json".into();
    let sections = content["text"]["interface"].as_object_mut().unwrap();
    sections.retain(|name, _| FIRST_SECTIONS.contains(&name.as_str()));
    assert!(parse(&content.to_string()).is_ok());
    content["text"]["practice"].as_object_mut().unwrap().remove("rm-framework").unwrap();
    let problems = parse(&content.to_string()).expect_err("a practice has no words");
    assert!(problems.iter().any(|problem| problem.place == "text.practice.rm-framework"));
}
