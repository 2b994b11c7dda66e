//! The published schemas: what is written is valid by them, and what they refuse is what they say.

use std::collections::BTreeSet;

use domain::wire::{Settings, Theme, read_assessment, read_backup, write_assessment, write_backup};
use jsonschema::{Draft, Registry, Validator};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    support::{FULL, NOW, answered, blank, cases},
    wire::{any_assessment, second},
};

const ASSESSMENT: &str = include_str!("../../docs/schema/assessment-2.json");
const VIEW: &str = include_str!("../../docs/schema/view-1.json");
const BACKUP: &str = include_str!("../../docs/schema/backup-1.json");

pub(crate) fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Checks documents by a schema. The schemas know each other by their names, as files in one folder do.
pub(crate) fn validator(schema: &str) -> Validator {
    let registry = Registry::new()
        .add("json-schema:///assessment-2.json", parsed(ASSESSMENT))
        .unwrap()
        .add("json-schema:///view-1.json", parsed(VIEW))
        .unwrap()
        .prepare()
        .unwrap();
    let options =
        jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
    options.with_registry(&registry).build(&parsed(schema)).unwrap()
}

pub(crate) fn problems(validator: &Validator, document: &Value) -> Vec<String> {
    validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn the_schemas_are_schemas() {
    for schema in [ASSESSMENT, VIEW, BACKUP] {
        assert!(jsonschema::draft202012::meta::is_valid(&parsed(schema)));
    }
}

#[test]
fn what_is_written_is_valid() {
    let assessments = validator(ASSESSMENT);
    for assessment in [second(), blank(FULL), answered(&["1 2 3:2 NA DK:3"; 12])] {
        let document = parsed(&write_assessment(&assessment));
        assert_eq!(problems(&assessments, &document), Vec::<String>::new());
    }
    assert!(assessments.is_valid(&parsed(include_str!("fixtures/assessment-2.json"))));

    let backups = validator(BACKUP);
    let raw = [("twelvefold:a:torn".to_owned(), "{\"".to_owned())];
    for settings in [
        None,
        Some(Settings::default()),
        Some(Settings { theme: Theme::Dark, language: Some("de".to_owned()), shortcuts: false }),
    ] {
        let text = write_backup([&second()].into_iter(), Vec::new(), settings.as_ref(), &raw, NOW);
        assert_eq!(problems(&backups, &parsed(&text)), Vec::<String>::new());
        let text = write_backup([].into_iter(), Vec::new(), settings.as_ref(), &[], NOW);
        assert_eq!(problems(&backups, &parsed(&text)), Vec::<String>::new());
    }
}

/// Puts a value at a place.
pub(crate) fn with(document: &Value, pointer: &str, value: Value) -> Value {
    let mut document = document.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer}"));
    parent[key] = value;
    document
}

/// What reading finds fault with, the schema does too.
#[test]
fn what_is_not_as_described_is_not_valid() {
    let assessments = validator(ASSESSMENT);
    let document = parsed(&write_assessment(&second()));
    for (pointer, bad) in [
        ("/app", json!("othertool")),
        ("/kind", json!("backup")),
        ("/id", json!("../..")),
        ("/revision", json!(-1)),
        ("/revision", json!(1.5)),
        ("/model/version", json!("")),
        ("/header/profile/role", json!("king")),
        ("/header/profile/scale", json!(1)),
        ("/header/profile/stage", json!(null)),
        ("/header/profile/form", json!("long")),
        ("/created", json!("today")),
        ("/follows", json!("a")),
        ("/response", json!(1_u64 << 48)),
        ("/answers", json!([])),
        ("/answers/rm-framework/value", json!(0)),
        ("/answers/rm-framework/value", json!(6)),
        ("/answers/rm-framework/value", json!("4")),
        ("/answers/rm-framework/evidence", json!(4)),
        ("/answers/rm-framework/note", json!("x".repeat(10_001))),
        ("/answers/rm-framework/note", json!(5)),
        ("/answers/rm-framework/note_revision", json!(-1)),
        ("/aims", json!([1])),
        ("/aims/relationship-management/target", json!(6)),
        ("/aims/relationship-management/impact", json!(0)),
        ("/plan/rm-framework:5", json!({"revision": 1})),
        ("/plan/own:ABC", json!({"revision": 1})),
        ("/plan/own:abcdefgh2345/due", json!("9999-99-99")),
        ("/plan/own:abcdefgh2345/due", json!("2027-02-29")),
        ("/plan/own:abcdefgh2345/due", json!("1999-01-01")),
        ("/plan/own:abcdefgh2345/horizon", json!("soon")),
        ("/plan/own:abcdefgh2345/state", json!("Done")),
        ("/plan/own:abcdefgh2345/words", json!("ж".repeat(501))),
        ("/plan/own:abcdefgh2345/owner", json!("ж".repeat(121))),
        ("/plan/own:abcdefgh2345/principle", json!(["a"])),
        ("/plan/own:abcdefgh2345/revision", json!(null)),
        ("/competencies/listening/own", json!(6)),
        ("/competencies/listening/others", json!("na")),
    ] {
        let broken = with(&document, pointer, bad);
        assert!(!assessments.is_valid(&broken), "{pointer}: valid");
        let found = read_assessment(&broken.to_string());
        assert!(found.is_err() || found.is_ok_and(|(_, p)| !p.is_empty()), "{pointer}: read");
    }
    // A name is cut, and that is no fault.
    assert!(!assessments.is_valid(&with(&document, "/header/name", json!("x".repeat(121)))));
    // A number has its fields and no others: with more of them it is another number.
    for pointer in
        ["/mood", "/header/mood", "/answers/rm-framework/mood", "/plan/rm-framework:4/mood"]
    {
        assert!(!assessments.is_valid(&with(&document, pointer, json!(1))), "{pointer}");
    }
    for schema in [0, 1, 3] {
        assert!(!assessments.is_valid(&with(&document, "/schema", json!(schema))), "{schema}");
    }

    let backups = validator(BACKUP);
    let raw = [("twelvefold:a:torn".to_owned(), "{\"".to_owned())];
    let settings = Settings::default();
    let text = write_backup([&second()].into_iter(), Vec::new(), Some(&settings), &raw, NOW);
    for (pointer, bad) in [
        ("/schema", json!(2)),
        ("/created", json!(null)),
        ("/assessments", json!({})),
        ("/assessments/0", json!(7)),
        ("/assessments/0/schema", json!(1)),
        ("/assessments/0/plan/rm-framework:4/state", json!("gone")),
        ("/set_aside/twelvefold:a:torn", json!(7)),
        ("/settings", json!([])),
        ("/settings/theme", json!("pink")),
        ("/mood", json!("good")),
    ] {
        let mut broken = parsed(&text);
        match pointer {
            "/assessments/0" => broken["assessments"][0] = bad,
            _ => broken = with(&broken, pointer, bad),
        }
        assert!(!backups.is_valid(&broken), "{pointer}");
    }
}

/// The names of all fields of a schema.
pub(crate) fn fields(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                if let (true, Value::Object(properties)) = (key == "properties", value) {
                    found.extend(properties.keys().cloned());
                }
                fields(value, found);
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| fields(entry, found)),
        _ => {}
    }
}

/// Every field of the schemas is described.
#[test]
fn the_document_names_every_field() {
    let document = include_str!("../../docs/formats.md");
    let mut found = BTreeSet::new();
    fields(&parsed(ASSESSMENT), &mut found);
    fields(&parsed(VIEW), &mut found);
    fields(&parsed(BACKUP), &mut found);
    assert!(found.len() > 30, "{found:?}");
    for name in &found {
        assert!(document.contains(&format!("`{name}`")), "{name} is not in docs/formats.md");
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_document_is_valid(assessment in any_assessment(), raw in ".{0,40}") {
        let document = parsed(&write_assessment(&assessment));
        prop_assert_eq!(problems(&validator(ASSESSMENT), &document), Vec::<String>::new());
        let text = write_backup([&assessment].into_iter(), Vec::new(), None, &[(raw.clone(), raw)], NOW);
        prop_assert_eq!(problems(&validator(BACKUP), &parsed(&text)), Vec::<String>::new());
        prop_assert!(read_backup(&text).is_ok());
    }
}
