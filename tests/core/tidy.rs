//! What must stay true of the source itself and no compiler checks.

use std::{
    fs,
    path::{Path, PathBuf},
};

use twelvefold::text::FIRST_SECTIONS;

/// Modules that need a browser; everything else in `src` is core.
const SHELL: [&str; 5] = ["platform", "app", "views", "components", "main.rs"];

/// All files under `src` with their paths from there, `/` between parts.
fn sources() -> Vec<(String, String)> {
    fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    assert!(paths.len() > 15, "only {} files", paths.len());
    paths
        .iter()
        .map(|path| {
            let parts: Vec<_> =
                path.strip_prefix(&root).unwrap().iter().map(|p| p.to_str().unwrap()).collect();
            (parts.join("/"), fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Whether a file is the module, or part of the module, with one of these names.
fn belongs(path: &str, modules: &[&str]) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    modules.iter().any(|module| first == *module || first.strip_suffix(".rs") == Some(module))
}

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
    let sources = sources();
    let core = sources.iter().filter(|(path, _)| !belongs(path, &SHELL));
    let web = ["leptos", "web_sys", "js_sys", "gloo", "wasm_bindgen"];
    assert_eq!(places(core, &web), Vec::<String>::new());
}

#[test]
fn domain_types_are_not_what_is_stored() {
    let sources = sources();
    let domain = ["model", "assessment", "scoring", "cohort"];
    let of_domain = sources.iter().filter(|(path, _)| belongs(path, &domain));
    assert_eq!(places(of_domain, &["Serialize", "Deserialize"]), Vec::<String>::new());
}

#[test]
fn first_screens_use_only_words_that_are_loaded_first() {
    let first = ["app", "components", "platform"];
    let views = ["answer/", "later.rs", "not_found.rs", "profile.rs", "shell.rs", "welcome.rs"];
    let sources = sources();
    let is_first = |path: &str| {
        let view = path.strip_prefix("views/");
        belongs(path, &first) || view.is_some_and(|view| views.iter().any(|v| view.starts_with(v)))
    };
    let (_, keys) = sources.iter().find(|(path, _)| path == "text/key.rs").unwrap();
    let late: Vec<String> = keys
        .lines()
        .filter_map(|line| line.trim().split_once(" = \""))
        .filter(|(_, name)| !FIRST_SECTIONS.contains(&name.split('.').next().unwrap()))
        .map(|(variant, _)| format!("Key::{variant}"))
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
    let sources = sources();
    let with = |(_, text): &&(String, String)| text.contains("inner_html");
    let files: Vec<&str> = sources.iter().filter(with).map(|(path, _)| path.as_str()).collect();
    assert!(files.len() <= 1, "{files:?}");
}

#[test]
fn styles_are_in_style_sheets() {
    assert_eq!(places(sources().iter(), &["style=\"", "style=format!"]), Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

/// A promise is worth what shows that it is kept.
#[test]
fn the_readme_names_tests_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
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
