//! Models of other authors: puts the file together that the app loads, from what is edited, and checks such a file with the
//! same parser as the app. The format is described in docs/model.md.

use crate::content::{table, texts};
use crate::project::{Context, Outcome, read, root, write};
use base::json::Node;
use domain::model::own::{KIND, MAX_BYTES, OwnModel, SCHEMA, weaknesses};
use domain::model::readability::unreadable;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// In 2026.
const SOME_MOMENT: u64 = 1_790_000_000_000;

/// What stands beside the words in the files of a language for the shipped content, and not in a model's own file.
const NOT_WORDS: [&str; 4] = ["language", "name", "direction", "interface"];

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Options {
    /// Checks a file, or what would be built from a folder.
    Check(PathBuf),
    /// Builds a file from a folder; without a name of its own it is called after the model and lies in the folder.
    Build(PathBuf, Option<PathBuf>),
    /// Says how easy the texts of a folder are to read, language by language; of the shipped ones without a folder.
    Readability(PathBuf),
}

impl Options {
    /// Reads the arguments after `model`.
    pub(crate) fn parse(arguments: &[&str]) -> Outcome<Self> {
        match arguments {
            ["check", path] => Ok(Self::Check(path.into())),
            ["build", folder] => Ok(Self::Build(folder.into(), None)),
            ["build", folder, "--out", file] => Ok(Self::Build(folder.into(), Some(file.into()))),
            ["readability"] => Ok(Self::Readability(root().join("content"))),
            ["readability", folder] => Ok(Self::Readability(folder.into())),
            _ => Err("model wants `check FILE`, `build FOLDER`, `build FOLDER --out FILE` or \
                      `readability [FOLDER]`"
                .to_owned()),
        }
    }
}

/// Checks or builds, and says what was found.
pub(crate) fn run(options: &Options) -> Outcome {
    match options {
        Options::Check(path) => {
            let text = if path.is_dir() { put_together(path)?.0 } else { read(path)? };
            println!("{}", check(&text).context(path.display())?);
            Ok(())
        }
        Options::Build(folder, out) => {
            let (text, id) = put_together(folder)?;
            let report = check(&text).context(folder.display())?;
            let out = out.clone().unwrap_or_else(|| folder.join(format!("{id}.json")));
            write(&out, text)?;
            println!("{report}\nwritten to {}", out.display());
            Ok(())
        }
        Options::Readability(folder) => {
            for line in readability(folder)? {
                println!("{line}");
            }
            Ok(())
        }
    }
}

/// The file that is made from a folder with `model.toml` and `text/{language}.toml`, and the id of the model.
fn put_together(folder: &Path) -> Outcome<(String, String)> {
    let mut structure = table(&folder.join("model.toml"))?;
    let id = structure.get("id").and_then(Value::as_str).unwrap_or("model").to_owned();
    // The number of the format stands at the head of the file.
    if let Value::Object(entries) = &mut structure {
        entries.remove("schema");
    }
    let mut text = Map::new();
    for (language, mut words) in texts(folder)? {
        if let Value::Object(entries) = &mut words {
            entries.retain(|key, _| !NOT_WORDS.contains(&key.as_str()));
        }
        text.insert(language, words);
    }
    let file = json!({ "app": "twelvefold", "kind": KIND, "schema": SCHEMA, "model": structure, "text": text });
    let file = serde_json::to_string_pretty(&file).context("cannot write JSON")?;
    Ok((file + "\n", id))
}

/// What there is to say of a sound file, as lines; every problem of one that is not.
fn check(text: &str) -> Outcome<String> {
    let listed = |problems: Vec<base::json::Problem>| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("  {problem}")).collect();
        format!("{} problems\n{}", lines.len(), lines.join("\n"))
    };
    let own = OwnModel::parse(text).map_err(listed)?;
    let shipped = shipped()?;
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    for language in own.languages() {
        let content = own
            .content(language, &shipped)
            .and_then(|content| domain::example::read(&content, SOME_MOMENT).map(|_| content));
        let content = match content {
            Ok(content) => content,
            Err(found) => {
                // What is wrong with the structure is wrong in every language.
                problems.extend(
                    found
                        .into_iter()
                        .filter(|problem| !problems.contains(problem))
                        .collect::<Vec<_>>(),
                );
                continue;
            }
        };
        let model = &content.model;
        if lines.is_empty() {
            let practices: usize =
                model.principles.iter().map(|principle| principle.practices.len()).sum();
            lines.push(format!(
                "{} {}: {} principles, {practices} practices, {} bytes of at most {MAX_BYTES}",
                model.id,
                model.version,
                model.principles.len(),
                text.len()
            ));
        }
        lines.push(format!("  {language}: {}", model.title));
        for weakness in weaknesses(model) {
            let line = format!("  note: {weakness}");
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    if problems.is_empty() { Ok(lines.join("\n")) } else { Err(listed(problems)) }
}

/// What is hard to read in the texts of a folder, language by language. A report and no verdict: limits that fit English
/// need not fit another language, and only the English texts are held to them, by a test.
fn readability(folder: &Path) -> Outcome<Vec<String>> {
    let structure = table(&folder.join("model.toml"))?;
    let mut lines = Vec::new();
    for (language, words) in texts(folder)? {
        let content = if words.get("interface").is_some() {
            domain::model::parse(&json!({ "model": structure, "text": words }).to_string())
        } else {
            let shipped = shipped()?;
            let own = OwnModel::parse(&put_together(folder)?.0);
            own.and_then(|own| own.content(&language, &shipped))
        };
        let content = content.map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            format!("{language}: {}", problems.join(", "))
        })?;
        let found = unreadable(&content.model, &language);
        lines.push(format!("{language}: {} texts that are hard to read", found.len()));
        lines.extend(found.iter().map(|text| format!("  {text}")));
    }
    Ok(lines)
}

/// The shipped content, whose interface goes with every model.
fn shipped() -> Outcome<Node> {
    let content = root().join("content");
    let model = table(&content.join("model.toml"))?;
    let text = table(&content.join("text").join("en.toml"))?;
    Node::parse(&json!({ "model": model, "text": text }).to_string(), usize::MAX)
        .map_err(|reason| reason.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Options, check, put_together, readability};
    use crate::project::{read, root};

    #[test]
    fn reads_its_arguments() {
        assert_eq!(Options::parse(&["check", "a.json"]), Ok(Options::Check("a.json".into())));
        assert_eq!(Options::parse(&["build", "a"]), Ok(Options::Build("a".into(), None)));
        let built = Options::parse(&["build", "a", "--out", "b.json"]);
        assert_eq!(built, Ok(Options::Build("a".into(), Some("b.json".into()))));
        assert_eq!(Options::parse(&["readability", "a"]), Ok(Options::Readability("a".into())));
        for wrong in [vec![], vec!["check"], vec!["build"], vec!["build", "a", "b"], vec!["a"]] {
            assert!(Options::parse(&wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_example_is_sound_and_its_file_is_what_is_built_from_it() {
        let folder = root().join("examples/model");
        let (built, id) = put_together(&folder).unwrap();
        assert_eq!(read(&folder.join(format!("{id}.json"))).unwrap(), built);
        let report = check(&built).unwrap();
        assert!(
            report.starts_with("supplier-partnership 1.0.0: 4 principles, 12 practices"),
            "{report}"
        );
        assert!(!report.contains("note:"), "{report}");
    }

    #[test]
    fn tells_how_easy_texts_are_to_read_in_every_language() {
        let english = readability(&root().join("content")).unwrap();
        assert!(english.contains(&"en: 0 texts that are hard to read".to_owned()), "{english:?}");
        let example = readability(&root().join("examples/model")).unwrap();
        for language in ["de: ", "en: "] {
            assert!(example.iter().any(|line| line.starts_with(language)), "{example:?}");
        }
    }

    #[test]
    fn every_problem_is_named_with_its_place_and_language() {
        let (built, _) = put_together(&root().join("examples/model")).unwrap();
        let broken = built
            .replace("\"Einkauf und Lieferant", "\"")
            .replacen("\"title\": \"Klare Vereinbarungen\",", "", 1)
            .replacen("\"held_share_percent\": 80", "\"held_share_percent\": 101", 1);
        let report = check(&broken).unwrap_err();
        for line in [
            "text.de.principle.agreements.title: missing",
            "model.scoring.held_share_percent: out of range 1 to 100",
        ] {
            assert_eq!(report.matches(line).count(), 1, "{line} in {report}");
        }
    }
}
