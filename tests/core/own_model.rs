//! Models of other authors: the example, what can be wrong with a file, and what becomes of the words of the interface.

use std::sync::LazyLock;

use base::json::{Fault, Node, Problem};
use cohort::response::{Options, Response, decode, encode};
use domain::{
    assessment::{Assessment, ModelVersion, ResponseId},
    model::{
        Content, Form, LATER_PATHS, Profile, Role, Scale, Stage,
        own::{OwnModel, Weakness, weaknesses},
        parse,
    },
    text::{FIRST_SECTIONS, Key},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{FULL, NOW, cases, content_json, id, model};

/// The built file of the example.
fn example() -> Value {
    serde_json::from_str(include_str!("../../examples/model/supplier-partnership.json")).unwrap()
}

static SHIPPED: LazyLock<Node> =
    LazyLock::new(|| Node::parse(&content_json().to_string(), usize::MAX).unwrap());

fn content(file: &Value, language: &str) -> Result<Content, Vec<Problem>> {
    OwnModel::parse(&file.to_string())?.content(language, &SHIPPED)
}

#[test]
fn the_example_has_its_words_in_both_languages_and_the_interface_of_the_app() {
    let own = OwnModel::parse(&example().to_string()).unwrap();
    assert_eq!(own.languages(), ["de", "en"]);
    let english = own.content("en", &SHIPPED).unwrap();
    let german = own.content("de", &SHIPPED).unwrap();
    assert_eq!(english.model.title, "Supplier partnership check");
    assert_eq!(german.model.title, "Lieferantenpartnerschaft im Check");
    for content in [&english, &german] {
        assert_eq!(content.model.id, "supplier-partnership");
        assert_eq!(content.model.principles.len(), 4);
        assert_eq!(content.catalogue.get(Key::AppName), "Twelvefold");
        assert_eq!(content.catalogue.language, "en");
        assert!(content.example.is_none() && content.later.is_none());
        assert!(!content.may_have_self_check());
        assert_eq!(weaknesses(&content.model), []);
    }
    assert_eq!(
        german.model.principles[1].practices[0].title,
        "Bekannte Ansprechpartner auf beiden Seiten"
    );
}

/// The first of the two files of the shipped content, and the second: divided as the build does it, by taking out what only
/// later screens need.
fn divided() -> (Node, String) {
    let mut first = content_json();
    let rest = content_json().to_string();
    let interface = first["text"]["interface"].as_object_mut().unwrap();
    interface.retain(|section, _| FIRST_SECTIONS.contains(&section.as_str()));
    for path in LATER_PATHS.iter().filter(|path| !path.contains('*')) {
        let (above, key) = path.rsplit_once('.').unwrap();
        let pointer = format!("/{}", above.replace('.', "/"));
        first.pointer_mut(&pointer).and_then(Value::as_object_mut).unwrap().remove(key);
    }
    first["later"] = json!("en-0.json");
    (Node::parse(&first.to_string(), usize::MAX).unwrap(), rest)
}

#[test]
fn the_second_file_brings_the_rest_of_the_interface_and_nothing_of_the_shipped_model() {
    let (first, rest) = divided();
    let own = OwnModel::parse(&example().to_string()).unwrap();
    let content = own.content("en", &first).unwrap();
    assert_eq!(content.later.as_deref(), Some("en-0.json"));
    assert_eq!(content.catalogue.get(Key::ResultsHeadline), "");
    assert!(!content.may_have_self_check());

    let whole = content.with_rest(&rest).unwrap();
    assert!(whole.later.is_none());
    assert_ne!(whole.catalogue.get(Key::ResultsHeadline), "");
    assert_eq!(format!("{:?}", whole.model), format!("{:?}", content.model));
    assert!(whole.model.references.is_empty() && whole.model.competencies.items.is_empty());
    assert!(whole.example.is_none());
}

#[test]
fn what_is_missing_in_the_model_is_a_problem_also_before_the_second_file() {
    let (first, _) = divided();
    let mut file = example();
    file["text"]["en"]["practice"]["dir-aims"].as_object_mut().unwrap().remove("evidence");
    let problems = OwnModel::parse(&file.to_string()).unwrap().content("en", &first).unwrap_err();
    let places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
    assert_eq!(places, ["text.en.practice.dir-aims.evidence"]);
}

/// Breaks the example in one way and compares the first problem that is found for English.
#[track_caller]
fn check(break_it: impl FnOnce(&mut Value), expected: &str) {
    let mut file = example();
    break_it(&mut file);
    assert_ne!(file, example(), "nothing was broken");
    let problems = content(&file, "en").err().unwrap_or_default();
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(lines.iter().any(|line| line == expected), "{lines:#?} and not {expected}");
}

fn practice(id: &str) -> Value {
    json!({ "id": id, "core": true, "stages": ["management"] })
}

#[test]
fn every_mistake_is_named_with_its_place_in_the_file() {
    check(|file| file["app"] = json!("other"), "app: out of range \"twelvefold\"");
    check(|file| file["kind"] = json!("backup"), "kind: out of range \"model\"");
    check(|file| file["schema"] = json!(2), "schema: out of range 1 to 1");
    check(|file| _ = file.as_object_mut().unwrap().remove("model"), "model: missing");
    check(|file| _ = file.as_object_mut().unwrap().remove("text"), "text: missing");
    check(|file| file["text"] = json!({}), "text: expected 1 to 40 entries, found 0");
    check(|file| file["notes"] = json!(""), "notes: unknown \"notes\"");
    check(
        |file| file["text"]["english language"] = json!({}),
        "text.english language: out of range language tags like de or pt-BR",
    );
    check(
        |file| file["text"]["en"]["interface"] = json!({}),
        "text.en.interface: unknown \"interface\"",
    );
    check(|file| file["model"]["id"] = json!(""), "model.id: missing");
    check(
        |file| file["model"]["id"] = json!("our model"),
        "model.id: out of range at most 60 of a-z, 0-9 and -",
    );
    check(
        |file| file["model"]["id"] = json!("<b>"),
        "model.id: out of range at most 60 of a-z, 0-9 and -",
    );
    check(
        |file| file["model"]["id"] = json!("a".repeat(61)),
        "model.id: out of range at most 60 of a-z, 0-9 and -",
    );
    check(
        |file| file["model"]["id"] = json!(model().id),
        "model.id: duplicate \"ecosystem-collaboration\"",
    );
    check(
        |file| file["model"]["version"] = json!("1"),
        "model.version: out of range 0.0.0 to 65535.65535.65535",
    );
    check(
        |file| file["model"]["scoring"]["held_share_percent"] = json!(0),
        "model.scoring.held_share_percent: out of range 1 to 100",
    );
    check(
        |file| file["model"]["scoring"]["held_share_percent"] = json!("80"),
        "model.scoring.held_share_percent: expected a whole number, found a text",
    );
    check(
        |file| file["model"]["scoring"]["min_scored_principles"] = json!(5),
        "model.scoring.min_scored_principles: out of range 1 to 4",
    );
    for screen in ["results", "plan", "competencies", "round", "report", "form", "profile"] {
        check(
            |file| file["model"]["principle"][1]["id"] = json!(screen),
            "model.principle[1].id: out of range words that name no screen",
        );
    }
    check(
        |file| file["model"]["principle"][1]["id"] = json!("direction"),
        "model.principle[1].id: duplicate \"direction\"",
    );
    check(
        |file| file["model"]["principle"][1]["practice"][0]["id"] = json!("dir-aims"),
        "model.principle[1].practice[0].id: duplicate \"dir-aims\"",
    );
    check(
        |file| file["model"]["principle"][0]["practice"][0]["id"] = json!("../x"),
        "model.principle[0].practice[0].id: out of range a-z, 0-9 and -",
    );
    check(
        |file| file["model"]["principle"][0]["clause"] = json!("Chapter 1"),
        "model.principle[0].clause: out of range at most 6 characters",
    );
    check(
        |file| file["model"]["principle"][0]["practice"][0]["stages"] = json!([]),
        "model.principle[0].practice[0].stages: missing",
    );
    check(
        |file| file["model"]["principle"][0]["practice"][0]["stages"] = json!(["never"]),
        "model.principle[0].practice[0].stages: unknown \"never\"",
    );
    check(
        |file| _ = file["model"]["response"]["order"].as_array_mut().unwrap().pop(),
        "model.response.order.imp-review: missing",
    );
    check(
        |file| _ = file["text"]["en"]["level"].as_array_mut().unwrap().pop(),
        "text.en.level: expected 5 entries, found 4",
    );
    check(
        |file| {
            _ = file["text"]["en"]["practice"].as_object_mut().unwrap().remove("dir-aims");
        },
        "text.en.practice.dir-aims: missing",
    );
    check(
        |file| file["model"]["scoring"]["held_share_percent"] = json!(800),
        "model.scoring.held_share_percent: out of range 1 to 100",
    );
    check(
        |file| file["model"]["principle"][0]["practice"][0]["id"] = json!("<img>"),
        "model.principle[0].practice[0].id: out of range a-z, 0-9 and -",
    );
    check(
        |file| file["text"]["en"]["practice"]["dir-aims"]["levels"][2] = json!(" "),
        "text.en.practice.dir-aims.levels[2]: missing",
    );
    check(
        |file| file["text"]["en"]["practice"]["other"] = json!({}),
        "text.en.practice.other: unknown \"other\"",
    );
    check(
        |file| file["text"]["en"]["model"]["lead"] = json!("a".repeat(2_001)),
        "text.en.model.lead: out of range at most 2000 characters",
    );
    check(
        |file| file["text"]["en"]["role"]["guest"] = json!({}),
        "text.en.role.guest: unknown \"guest\"",
    );
    check(
        |file| file["model"]["reference"] = json!([{ "id": "a", "url": "javascript:alert(1)" }]),
        "model.reference[0].url: out of range https:// or http://",
    );
}

#[test]
fn five_hundred_practices_are_too_many() {
    let practices =
        |at: usize| (0..50).map(|number| practice(&format!("p-{at}-{number}"))).collect::<Vec<_>>();
    check(
        |file| {
            let principles = (0..10).map(
                |at| json!({ "id": format!("p{at}"), "clause": "1", "practice": practices(at) }),
            );
            file["model"]["principle"] = principles.collect();
        },
        "model.principle[0].practice: expected 2 to 12 entries, found 50",
    );
    check(
        |file| file["model"]["principle"] = json!([]),
        "model.principle: expected 3 to 16 entries, found 0",
    );
}

#[test]
fn a_file_that_is_none_or_too_large_is_refused_as_a_whole() {
    for text in [
        "",
        "<!doctype html>",
        "{",
        "[]",
        "null",
        "{\"app\":\"twelvefold\",\"kind\":\"model\",\"schema\":1}",
    ] {
        assert!(OwnModel::parse(text).is_err(), "{text}");
    }
    let mut file = example();
    file["text"]["en"]["model"]["lead"] = json!("a".repeat(4_000_000));
    let problems = OwnModel::parse(&file.to_string()).unwrap_err();
    assert!(matches!(&problems[..], [Problem { fault: Fault::Unreadable(_), .. }]), "{problems:?}");
    let doubled = example().to_string().replacen("\"kind\"", "\"app\":\"twelvefold\",\"kind\"", 1);
    let problems = OwnModel::parse(&doubled).unwrap_err();
    assert_eq!(problems[0].to_string(), "app: duplicate \"app\"");
}

#[test]
fn another_language_than_those_of_the_file_is_missing() {
    let problems = content(&example(), "fr").unwrap_err();
    assert_eq!(problems[0].to_string(), "text.fr: missing");
}

#[test]
fn weak_spots_are_named() {
    let weak = |change: &dyn Fn(&mut Value)| {
        let mut file = example();
        change(&mut file);
        weaknesses(&content(&file, "en").unwrap().model)
    };
    let all = |file: &mut Value, core: bool| {
        for principle in file["model"]["principle"].as_array_mut().unwrap() {
            for practice in principle["practice"].as_array_mut().unwrap() {
                practice["core"] = json!(core);
            }
        }
    };
    assert_eq!(weak(&|file| all(file, false)), [Weakness::NoShortForm]);
    let found = weak(&|file| file["model"]["principle"][0]["practice"][0]["core"] = json!(false));
    let short = Profile {
        role: Role::Orchestrator,
        scale: Scale::Handful,
        stage: Stage::Strategic,
        form: Form::Short,
    };
    let expected =
        Weakness::NeverScored { principle: "direction".into(), asked: 1, profile: short };
    assert_eq!(found, [expected]);
    let found = weak(&|file| {
        file["model"]["principle"][0]["practice"][0]["core"] = json!(false);
        file["model"]["principle"][1]["practice"][0]["core"] = json!(false);
    });
    assert!(found.contains(&Weakness::NoOverall { scored: 2, profile: short }), "{found:?}");
    let found = weak(&|file| {
        let levels = &mut file["text"]["en"]["practice"]["dir-aims"]["levels"];
        levels[1] = levels[0].clone();
    });
    assert_eq!(found, [Weakness::SameWords { practice: "dir-aims".into() }]);
    let found = weak(&|file| file["text"]["en"]["model"]["title"] = json!("Are you certified?"));
    assert_eq!(found, [Weakness::Claim { word: "certified", place: "model.title".into() }]);
}

/// A blank assessment of the example.
fn blank_of(content: &Content) -> Assessment {
    Assessment::new(id("k3j9x2abcdef"), "Pumps", FULL, ModelVersion::of(&content.model), NOW)
}

#[test]
fn a_response_code_belongs_to_its_model() {
    let own = content(&example(), "en").unwrap();
    let mut assessment = blank_of(&own);
    assessment.response = Some(ResponseId::new(1));
    for practice in own.model.in_scope(FULL) {
        crate::support::put(&mut assessment, &practice.id, crate::support::ratings("4:2")[0]);
    }
    let response = Response::of(&own.model, &assessment, &Options::default()).unwrap();
    let code = encode(&response);
    let back = decode(&own.model, &code).unwrap();
    assert_eq!(back, response);
    let refused = decode(model(), &code).unwrap_err();
    assert_eq!(refused.to_string(), "a response to another model");
}

#[test]
fn the_published_schema_fits_the_example() {
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/schema/model-1.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&example()).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    for break_it in [
        (|file: &mut Value| file["kind"] = json!("backup")) as fn(&mut Value),
        |file| file["model"]["id"] = json!("our model"),
        |file| file["model"]["principle"] = json!([]),
        |file| file["model"]["principle"][0]["practice"][0]["id"] = json!("<b>"),
        |file| file["model"]["scoring"]["held_share_percent"] = json!(0),
        |file| file["text"] = json!({}),
        |file| file["text"]["en"]["interface"] = json!({}),
        |file| _ = file["text"]["en"]["level"].as_array_mut().unwrap().pop(),
        |file| {
            _ = file["text"]["en"]["practice"]["dir-aims"]
                .as_object_mut()
                .unwrap()
                .remove("levels");
        },
    ] {
        let mut file = example();
        break_it(&mut file);
        assert!(!validator.is_valid(&file));
        assert!(content(&file, "en").is_err());
    }
}

#[test]
fn the_shipped_model_would_pass_as_one_of_its_own() {
    let mut shipped = content_json();
    leave_out_notes(&mut shipped);
    shipped["model"]["id"] = json!("another-id");
    shipped["model"].as_object_mut().unwrap().remove("schema");
    let mut words = shipped["text"].take();
    for key in ["language", "name", "direction", "interface"] {
        words.as_object_mut().unwrap().remove(key);
    }
    let file = json!({ "app": "twelvefold", "kind": "model", "schema": 1, "model": shipped["model"], "text": { "en": words } });
    let own = content(&file, "en").unwrap();
    let expected = parse(&content_json().to_string()).unwrap();
    assert_eq!(format!("{:?}", own.model.principles), format!("{:?}", expected.model.principles));
    assert!(own.may_have_self_check() && own.example.is_some());
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/schema/model-1.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&file)
        .map(|error| format!("{} {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        _ = OwnModel::parse(&text);
    }

    #[test]
    fn a_file_with_anything_taken_out_is_answered(seed in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
        let mut file = example();
        let mut pointers = Vec::new();
        all_pointers(&file, String::new(), &mut pointers);
        let pointer = pointers[seed.index(pointers.len())].clone();
        let with = pointers[other.index(pointers.len())].clone();
        let value = file.pointer(&with).cloned().unwrap();
        *file.pointer_mut(&pointer).unwrap() = value;
        if let Ok(own) = OwnModel::parse(&file.to_string()) {
            for language in own.languages() {
                _ = own.content(language, &SHIPPED);
            }
        }
    }
}

/// The build leaves them out too.
fn leave_out_notes(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.retain(|key, _| key != "derived_from" && key != "intent");
            entries.values_mut().for_each(leave_out_notes);
        }
        Value::Array(entries) => entries.iter_mut().for_each(leave_out_notes),
        _ => {}
    }
}

fn all_pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                all_pointers(value, format!("{at}/{key}"), found);
            }
        }
        Value::Array(entries) => {
            for (index, value) in entries.iter().enumerate() {
                all_pointers(value, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}
