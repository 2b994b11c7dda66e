//! The English texts keep the limits of length and do without the words that the house avoids.

use domain::model::readability::{Unreadable, Why, unreadable};
use serde_json::json;

use crate::support::{content_json, model};

#[test]
fn the_english_texts_are_easy_to_read() {
    assert_eq!(unreadable(model(), "en"), []);
}

#[test]
fn what_is_hard_to_read_is_found_with_its_place() {
    let found = |key: &str, value: serde_json::Value, language: &str| {
        let mut content = content_json();
        content["text"]["practice"]["rm-framework"][key] = value;
        unreadable(&domain::model::parse(&content.to_string()).unwrap().model, language)
    };
    let at =
        |place: &str, why: Why| vec![Unreadable { place: format!("rm-framework.{place}"), why }];
    let long = "word ".repeat(21);
    assert_eq!(found("ask_member", json!(long), "en"), at("ask_member", Why::Length(21)));
    assert_eq!(found("ask_member", json!(long), "de"), at("ask_member", Why::Length(21)));
    let mut levels = content_json()["text"]["practice"]["rm-framework"]["levels"].clone();
    levels[2] = json!("Only six words are in here.");
    assert_eq!(found("levels", levels, "de"), at("levels[2]", Why::Length(6)));
    assert_eq!(
        found("in_small", json!("What Means a lot."), "en"),
        at("in_small", Why::Word("means"))
    );
    assert_eq!(
        found("in_small", json!("This calls for help."), "en"),
        at("in_small", Why::Word("calls for"))
    );
    assert_eq!(found("in_small", json!("What means a lot."), "de"), []);
    assert_eq!(found("in_small", json!("Each uses own words."), "en"), at("in_small", Why::Own));
    assert_eq!(found("in_small", json!("Members' own words, and theirs."), "en"), []);
}
