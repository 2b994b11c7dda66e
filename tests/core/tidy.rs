//! What must stay true of the source itself and no compiler checks.

use std::{collections::HashSet, fs};

use domain::text::{FIRST_SECTIONS, Key};

use crate::{
    sources::{CRATES, app, crates, without_comments},
    support::root,
};

/// The places, as `path:line`, where one of the words stands in one of the files.
fn places<'a>(files: impl Iterator<Item = &'a (String, String)>, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn the_core_knows_nothing_of_the_browser() {
    let web = ["leptos", "web_sys", "js_sys", "gloo", "wasm_bindgen"];
    assert_eq!(places(crates().iter(), &web), Vec::<String>::new());
    for name in CRATES {
        let manifest =
            fs::read_to_string(root().join(format!("crates/{name}/Cargo.toml"))).unwrap();
        assert!(!web.iter().any(|library| manifest.contains(library)), "{name}");
    }
}

#[test]
fn domain_types_are_not_what_is_stored() {
    // Only the tree that everything is read through knows the library.
    let sources = crates();
    let all = sources.iter().filter(|(path, _)| path != "base/src/json.rs");
    assert_eq!(places(all, &["Serialize", "Deserialize", "serde"]), Vec::<String>::new());
}

/// Every message as the code names it, `Key::WelcomeStart`, with its name in the text.
fn keys() -> impl Iterator<Item = (String, &'static str)> {
    Key::ALL.iter().map(|key| format!("Key::{key:?}")).zip(Key::names())
}

#[test]
fn every_message_is_said_somewhere() {
    let sources: Vec<String> =
        app().iter().chain(&crates()).map(|(_, text)| without_comments(text)).collect();
    let words =
        sources.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != ':'));
    let said: HashSet<&str> = words.filter_map(|word| Some(&word[word.find("Key::")?..])).collect();
    let silent: Vec<&str> =
        keys().filter(|(key, _)| !said.contains(key.as_str())).map(|(_, name)| name).collect();
    assert_eq!(silent, Vec::<&str>::new(), "in content/text, and nothing uses them");
}

#[test]
fn first_screens_use_only_words_that_are_loaded_first() {
    let first = ["app/", "ui/", "platform/"];
    let screens = ["answer/", "later.rs", "not_found.rs", "profile.rs", "shell.rs", "welcome.rs"];
    let sources = app();
    let is_first = |path: &str| {
        let screen = path.strip_prefix("screens/");
        first.iter().any(|first| path.starts_with(first))
            || screen.is_some_and(|screen| screens.iter().any(|s| screen.starts_with(s)))
    };
    let late: Vec<String> = keys()
        .filter(|(_, name)| !FIRST_SECTIONS.contains(&name.split('.').next().unwrap()))
        .map(|(key, _)| key)
        .collect();
    assert!(late.len() > 50, "only {} messages are loaded later", late.len());
    let mut found = Vec::new();
    for (path, text) in sources.iter().filter(|(path, _)| is_first(path)) {
        for word in text.split(|c: char| !c.is_alphanumeric() && c != ':') {
            if late.iter().any(|key| key == word) {
                found.push(format!("{path}: {word}"));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn markup_is_set_in_one_place_at_most() {
    let sources = app();
    let with = |(_, text): &&(String, String)| text.contains("inner_html");
    let files: Vec<&str> = sources.iter().filter(with).map(|(path, _)| path.as_str()).collect();
    assert!(files.len() <= 1, "{files:?}");
}

#[test]
fn styles_are_in_style_sheets() {
    assert_eq!(places(app().iter(), &["style=\"", "style=format!"]), Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = app()
        .into_iter()
        .chain(crates())
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

/// A promise is worth what shows that it is kept.
#[test]
fn the_readme_names_tests_that_are_there() {
    let root = root();
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let rows: Vec<_> = readme
        .split_once("## Where it runs")
        .and_then(|(_, after)| after.split_once("\n## "))
        .map(|(table, _)| table.lines().filter(|line| line.starts_with("| a")).collect())
        .unwrap();
    assert_eq!(rows.len(), 6, "{rows:?}");
    for row in rows {
        let shown_by = row.trim_end_matches(" |").rsplit_once("| ").unwrap().1;
        for test in shown_by.split("; ") {
            let (file, title) = test.split_once(": ").unwrap();
            let path = root.join("tests/e2e").join(file.trim_matches('`'));
            let tests = fs::read_to_string(&path).unwrap();
            assert!(tests.contains(title.trim_matches('*')), "{file} has no test {title}");
        }
    }
}
