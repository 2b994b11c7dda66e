//! The configuration of a site: every value, every wrong type, and that one mistake costs only what it is in.

use proptest::prelude::*;
use serde_json::{Value, json};
use workspace::{
    host::config::{Call, Config, Link, MAX_BYTES},
    language_choice::choose,
};

use crate::support::cases;

fn good() -> Value {
    json!({
        "$schema": "https://example.com/config-1.json",
        "name": "Harbour Advisers",
        "logo": { "file": "brand/logo.svg", "alt": "Harbour Advisers, to the first page" },
        "accent": "#0a4a8f",
        "language": "de",
        "links": [
            { "label": "Imprint", "href": "https://example.com/imprint" },
            { "label": "Privacy", "href": "privacy.html" },
            { "label": "Mail", "href": "mailto:hello@example.com" }
        ],
        "call_to_action": { "label": "Talk about your result", "href": "tel:+49-30-123456" },
        "model": "models/supplier-partnership.json"
    })
}

fn read(value: &Value) -> (Config, Vec<String>) {
    Config::read(&value.to_string())
}

#[test]
fn every_value_is_read() {
    let (config, notes) = read(&good());
    assert_eq!(notes, Vec::<String>::new());
    assert_eq!(config.name.as_deref(), Some("Harbour Advisers"));
    let logo = config.logo.as_ref().unwrap();
    assert_eq!(logo.file.as_str(), "brand/logo.svg");
    assert_eq!(logo.alt, "Harbour Advisers, to the first page");
    assert_eq!(config.accent.unwrap().light.accent.to_string(), "#0a4a8f");
    assert_eq!(config.language.as_deref(), Some("de"));
    let link = |label: &str, href: &str| Link { label: label.into(), href: href.into() };
    assert_eq!(
        config.links,
        [
            link("Imprint", "https://example.com/imprint"),
            link("Privacy", "privacy.html"),
            link("Mail", "mailto:hello@example.com")
        ]
    );
    assert_eq!(config.call, Call::parse("Talk about your result", "tel:+49-30-123456").ok());
    assert_eq!(config.model.unwrap().as_str(), "models/supplier-partnership.json");
}

#[test]
fn nothing_has_to_be_set() {
    for text in
        ["{}", " { } ", r#"{"name": null, "links": null, "logo": null, "call_to_action": null}"#]
    {
        assert_eq!(Config::read(text), (Config::default(), Vec::new()), "{text}");
    }
}

#[test]
fn a_logo_without_words_stands_for_the_name() {
    let (config, notes) = read(&json!({ "name": "Harbour", "logo": { "file": "logo.png" } }));
    assert_eq!(notes, Vec::<String>::new());
    assert_eq!(config.logo.unwrap().alt, "Harbour");
}

/// Breaks the good configuration in one way; the note says where and why, and everything else is as it was.
#[track_caller]
fn check(break_it: impl FnOnce(&mut Value), forget: impl FnOnce(&mut Config), expected: &str) {
    let mut value = good();
    break_it(&mut value);
    let (found, notes) = read(&value);
    let (mut config, _) = read(&good());
    forget(&mut config);
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].starts_with(expected), "{notes:?} and not {expected}");
    assert_eq!(found, config, "{expected}");
}

#[test]
fn a_wrong_value_is_named_and_left_out_and_the_rest_counts() {
    let long = "a".repeat(61);
    for (key, wrong, expected) in [
        ("name", json!(1), "name: expected a text"),
        ("name", json!([]), "name: expected a text"),
        ("name", json!(""), "name has to have 1 to 60"),
        ("name", json!("  "), "name has to have 1 to 60"),
        ("name", json!(long), "name has to have 1 to 60"),
        ("name", json!("a\nb"), "name has a line break"),
        ("name", json!("a\u{202e}b"), "name has a line break or another control"),
    ] {
        check(|value| value[key] = wrong, |config| config.name = None, expected);
    }
    for (wrong, expected) in [
        (json!("teal"), "accent is no colour"),
        (json!("#12345"), "accent is no colour"),
        (json!("#ff0000"), "accent has a contrast of 4.0:1"),
        (json!("url(https://elsewhere.example)"), "accent is no colour"),
        (json!(255), "accent: expected a text"),
    ] {
        check(|value| value["accent"] = wrong, |config| config.accent = None, expected);
    }
    for (wrong, expected) in [
        (json!("german"), "language is no language tag"),
        (json!("german!"), "language is no language tag"),
        (json!(""), "language is no language tag"),
        (json!("de_DE"), "language is no language tag"),
        (json!({}), "language: expected a text"),
    ] {
        check(|value| value["language"] = wrong, |config| config.language = None, expected);
    }
    for (wrong, expected) in [
        (json!("https://example.com/model.json"), "model has the character ':'"),
        (json!("//example.com/model.json"), "model does not lead to a file beside"),
        (json!("../model.json"), "model does not lead to a file beside"),
        (json!("model.txt"), "model does not have the ending"),
        (json!(true), "model: expected a text"),
    ] {
        let forget = |config: &mut Config| {
            config.model = None;
            config.is_model_refused = true;
        };
        check(|value| value["model"] = wrong, forget, expected);
    }
    for (wrong, expected) in [
        (json!("logo.svg"), "logo: expected a table"),
        (json!({ "alt": "Us" }), "logo.file: missing"),
        (json!({ "file": "logo.html", "alt": "Us" }), "logo.file does not have the ending"),
        (
            json!({ "file": "data:image/svg+xml,x.svg", "alt": "Us" }),
            "logo.file has the character ':'",
        ),
        (
            json!({ "file": "https://elsewhere.example/logo.svg", "alt": "Us" }),
            "logo.file has the character ':'",
        ),
    ] {
        check(|value| value["logo"] = wrong, |config| config.logo = None, expected);
    }
    for (wrong, expected) in [
        (json!("call"), "call_to_action: expected a table"),
        (json!({ "href": "tel:1" }), "call_to_action.label: missing"),
        (json!({ "label": "Call" }), "call_to_action.href: missing"),
        (
            json!({ "label": "Call", "href": "javascript:alert(1)" }),
            "call_to_action.href does not begin",
        ),
        (
            json!({ "label": "Call", "href": " javascript:alert(1)" }),
            "call_to_action.href has the character ' '",
        ),
        (
            json!({ "label": "Call", "href": "https://example.com/a b" }),
            "call_to_action.href has the character ' '",
        ),
        (
            json!({ "label": "Call", "href": "javascript:alert" }),
            "call_to_action.href does not begin",
        ),
        (
            json!({ "label": "Call", "href": "http://example.com" }),
            "call_to_action.href does not begin",
        ),
        (json!({ "label": "Call", "href": "call.html" }), "call_to_action.href does not begin"),
        (json!({ "label": long, "href": "tel:1" }), "call_to_action.label has to have 1 to 60"),
    ] {
        check(|value| value["call_to_action"] = wrong, |config| config.call = None, expected);
    }
}

#[test]
fn a_wrong_link_costs_itself_only() {
    for (wrong, expected) in [
        (json!("imprint"), "links[1]: expected a table"),
        (json!({ "label": "Privacy" }), "links[1].href: missing"),
        (json!({ "href": "privacy.html" }), "links[1].label: missing"),
        (
            json!({ "label": "Privacy", "href": "java\tscript:alert(1)" }),
            "links[1].href has the character",
        ),
        (
            json!({ "label": "Privacy", "href": "javascript:document.title='x'" }),
            "links[1].href does not begin",
        ),
        (json!({ "label": "Privacy", "href": "tel:1" }), "links[1].href starts a call"),
        (json!({ "label": "Privacy", "href": "../privacy.html" }), "links[1].href does not lead"),
        (json!({ "label": "Privacy", "href": "/privacy.html" }), "links[1].href does not lead"),
        (
            json!({ "label": "Privacy", "href": "logo.svg" }),
            "links[1].href does not have the ending",
        ),
    ] {
        check(|value| value["links"][1] = wrong, |config| _ = config.links.remove(1), expected);
    }
    check(
        |value| value["links"] = json!({}),
        |config| config.links.clear(),
        "links: expected a list",
    );
}

#[test]
fn more_links_than_there_is_room_for_are_left_out() {
    let link = |at: usize| json!({ "label": format!("Link {at}"), "href": "https://example.com" });
    let (config, notes) = read(&json!({ "links": (0..8).map(link).collect::<Vec<_>>() }));
    assert_eq!(notes, ["links has more than 5 entries; the others are left out"]);
    let labels: Vec<&str> = config.links.iter().map(|link| link.label.as_str()).collect();
    assert_eq!(labels, ["Link 0", "Link 1", "Link 2", "Link 3", "Link 4"]);
}

#[test]
fn unknown_and_double_keys_are_named() {
    check(|value| value["colour"] = json!("#000"), |_| {}, "colour is not known here");
    check(|value| value["logo"]["width"] = json!(1), |_| {}, "logo.width is not known here");
    check(
        |value| value["links"][0]["target"] = json!(1),
        |_| {},
        "links[0].target is not known here",
    );
    let (config, notes) = Config::read(r#"{"name": "One", "name": "Two"}"#);
    assert_eq!(notes, ["name: duplicate \"name\""]);
    assert_eq!(config.name.as_deref(), Some("One"));
}

#[test]
fn what_is_no_configuration_is_named() {
    for (text, expected) in [
        ("", "not JSON"),
        ("<!doctype html>", "not JSON"),
        ("{\"name\": ", "not JSON"),
        ("[]", ": expected a table, found a list"),
        ("1", ": expected a table"),
        ("null", ": expected a table"),
        ("\"{}\"", ": expected a table"),
    ] {
        let (config, notes) = Config::read(text);
        assert_eq!(config, Config::default(), "{text}");
        assert!(notes.iter().any(|note| note.starts_with(expected)), "{text}: {notes:?}");
    }
    let large = json!({ "name": "a".repeat(MAX_BYTES) }).to_string();
    let (config, notes) = Config::read(&large);
    assert_eq!(config, Config::default());
    assert_eq!(notes, [format!("{} bytes, more than {MAX_BYTES}", large.len())]);
}

#[test]
fn the_published_schema_and_the_parser_agree() {
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/schema/config-1.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let agree = |value: &Value| {
        let (_, notes) = read(value);
        assert_eq!(validator.is_valid(value), notes.is_empty(), "{value}: {notes:?}");
    };
    agree(&good());
    agree(&json!({}));
    for (key, wrong) in [
        ("name", json!(1)),
        ("name", json!("")),
        ("accent", json!("teal")),
        ("language", json!("german language")),
        ("model", json!("https://example.com/model.json")),
        ("model", json!("../model.json")),
        ("logo", json!("logo.svg")),
        ("logo", json!({ "alt": "Us" })),
        ("links", json!({})),
        ("links", json!([{ "label": "Privacy" }])),
        ("links", json!([{ "label": "Privacy", "href": "javascript:alert(1)" }])),
        ("call_to_action", json!({ "label": "Call", "href": "ftp://example.com" })),
        ("call_to_action", json!({ "label": "Call" })),
        ("colour", json!("#000")),
    ] {
        let mut value = good();
        value[key] = wrong;
        agree(&value);
    }
}

#[test]
fn a_language_is_chosen_as_boot_js_does_it() {
    for (offered, wishes, expected) in [
        ("en de", "de", "de"),
        ("en de", "DE", "de"),
        ("en de", "de-AT", "de"),
        ("en pt-BR", "pt", "pt-BR"),
        ("en pt-BR", "pt-PT", "pt-BR"),
        ("en pt pt-BR", "pt-br", "pt-BR"),
        ("en de fr", "xx fr de", "fr"),
        ("de en", "xx", "en"),
        ("de fr", "xx", "de"),
        ("de fr", "", "de"),
    ] {
        let offered: Vec<&str> = offered.split(' ').collect();
        let wishes: Vec<&str> = wishes.split(' ').collect();
        assert_eq!(choose(&offered, &wishes), Some(expected), "{offered:?} {wishes:?}");
    }
    assert_eq!(choose(&[], &["en"]), None);
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        _ = Config::read(&text);
    }

    #[test]
    fn any_value_anywhere_is_answered(key in "name|logo|accent|language|links|call_to_action|model|x", value in any_json()) {
        let mut config = good();
        config[&key] = value;
        let (read, _) = read(&config);
        for link in &read.links {
            prop_assert!(!link.href.to_lowercase().starts_with("javascript"));
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "(javascript:|https://|#|\\.\\./)?[a-z0-9.]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("label|href|file|alt|x", inner, 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}
