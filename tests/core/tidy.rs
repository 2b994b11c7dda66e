//! What must stay true of the source itself and no compiler checks.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs,
};

use domain::text::{FIRST_SECTIONS, Key};

use crate::{
    sources::{CRATES, Module, Modules, app, crates, without_comments},
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
fn only_platform_reaches_the_page_and_its_storage() {
    let sources = app();
    let (platform, others): (Vec<_>, Vec<_>) =
        sources.iter().partition(|(path, _)| path.starts_with("platform/"));
    let globals = ["web_sys::window", "window()", "gloo", "local_storage", "indexed_db"];
    assert_eq!(places(others.into_iter(), &globals), Vec::<String>::new());
    assert!(!places(platform.into_iter(), &globals).is_empty());
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

/// Everything that is loaded before the first screen, as paths from `src`: what lies below the screens, the screens until
/// the first answer, and what these use.
fn first_files() -> BTreeSet<String> {
    let modules = Modules::of("src");
    let first = ["platform", "ui", "app", "start"];
    let screens = ["answer", "not_found", "profile", "shell", "welcome"];
    let is_first = |module: &Module| {
        let mut names = module.iter().map(String::as_str);
        match (names.next(), names.next()) {
            (Some("screens"), Some(screen)) => screens.contains(&screen),
            (Some(name), _) => first.contains(&name),
            (None, _) => false,
        }
    };
    let mut open: Vec<Module> = modules.children.keys().filter(|m| is_first(m)).cloned().collect();
    let mut found = BTreeSet::new();
    while let Some(module) = open.pop() {
        // What `later` puts together is loaded later, and what stands around a guest waits for its words.
        let ends = module == ["screens", "later"] || module[0] == "start";
        if found.insert(module.clone()) && !ends {
            open.extend(modules.used_by(&module).into_iter().filter(|used| used.len() > 1));
        }
    }
    let paths = found.iter().map(|module| module.join("/"));
    paths.flat_map(|path| [format!("{path}.rs"), format!("{path}/mod.rs")]).collect()
}

/// Functions of `report::words` that something in these texts names, and so the files that they are in.
fn named_words(crates: &[(String, String)], texts: &[&str]) -> Vec<String> {
    let is_named = |name: &str| {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        texts.iter().any(|text| text.split(|c| !is_word(c)).any(|word| word == name))
    };
    let words = crates.iter().filter(|(path, _)| path.starts_with("report/src/words/"));
    let named = words.filter(|(_, text)| {
        let functions = text.lines().filter_map(|line| line.strip_prefix("pub fn "));
        functions.filter_map(|line| line.split(['(', '<']).next()).any(is_named)
    });
    named.map(|(path, _)| path.clone()).collect()
}

#[test]
fn first_screens_use_only_words_that_are_loaded_first() {
    let (sources, crates, first) = (app(), crates(), first_files());
    let mut checked: Vec<&(String, String)> =
        sources.iter().filter(|(path, _)| first.contains(path)).collect();
    for path in ["screens/welcome.rs", "screens/parts/set_aside.rs", "ui/parts.rs"] {
        assert!(checked.iter().any(|(checked, _)| checked == path), "{path} is not seen");
    }
    let texts: Vec<&str> = checked.iter().map(|(_, text)| text.as_str()).collect();
    let named = named_words(&crates, &texts);
    assert!(named.iter().any(|path| path.ends_with("/file_size.rs")), "{named:?}");
    checked.extend(crates.iter().filter(|(path, _)| named.contains(path)));
    let late: Vec<String> = keys()
        .filter(|(_, name)| !FIRST_SECTIONS.contains(&name.split('.').next().unwrap()))
        .map(|(key, _)| key)
        .collect();
    assert!(late.len() > 50, "only {} messages are loaded later", late.len());
    let mut found = Vec::new();
    for (path, text) in checked {
        for word in text.split(|c: char| !c.is_alphanumeric() && c != ':') {
            if late.iter().any(|key| key == word) {
                found.push(format!("{path}: {word}"));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// The type that a line defines, if it does.
fn defined_type(line: &str) -> Option<&str> {
    let line = line.trim_start();
    // `type` within an implementation gives a trait what it asks for.
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.trim_start(),
        None => line,
    };
    let words = ["struct ", "enum ", "trait ", "type "];
    let rest = words.iter().find_map(|word| line.strip_prefix(word))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| *name != "Target")
}

#[test]
fn a_type_of_the_app_has_a_name_of_its_own() {
    let mut defined: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in app() {
        for name in text.lines().filter_map(defined_type) {
            defined.entry(name.to_owned()).or_default().push(path.clone());
        }
    }
    assert!(defined.len() > 60, "only {} types", defined.len());
    defined.retain(|_, paths| paths.len() > 1);
    assert_eq!(defined, BTreeMap::new());
}

#[test]
fn what_screens_are_built_of_knows_nothing_of_the_product() {
    let sources = app();
    let ui = || sources.iter().filter(|(path, _)| path.starts_with("ui/"));
    assert!(ui().count() > 5);
    let words = ["domain", "report", "workspace", "cohort::", "chart::", "crate::app", "Key::"];
    assert_eq!(places(ui(), &words), Vec::<String>::new());
}

#[test]
fn form_fields_are_built_in_one_place() {
    let sources = app();
    let open = "screens/data/restore.rs";
    let elsewhere = sources.iter().filter(|(path, _)| !path.starts_with("ui/") && path != open);
    let tags = ["input", "textarea", "select", "option", "details", "dialog"];
    let words = tags.map(|tag| format!("el(\"{tag}\")"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(places(elsewhere, &words), Vec::<String>::new());
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
