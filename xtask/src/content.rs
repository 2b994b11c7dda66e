//! Compiles the content: the model and the text of each language in TOML, which people edit, become one compact JSON
//! file per language, which the app fetches.

use crate::project::{Context, Outcome, files_below, read};
use domain::{model::LATER_PATHS, text::FIRST_SECTIONS};
use serde_json::{Map, Number, Value, json};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// What entries say to authors and translators only; nobody should have to download it.
const NOTES: [&str; 2] = ["derived_from", "intent"];

/// In 2026.
const SOME_MOMENT: u64 = 1_790_000_000_000;

/// One language's content, ready to be written.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// The language, for example `en` or `pt-BR`.
    pub(crate) language: String,
    /// Compact JSON of what the first screens need. It names the second file.
    pub(crate) first: String,
    /// The name of the second file. It changes with the content, so that the two never are of different builds.
    pub(crate) rest_name: String,
    /// Compact JSON of everything else.
    pub(crate) rest: String,
}

/// The words of each language of a folder, as they stand in `text/{language}.toml`, sorted by language.
pub(crate) fn texts(folder: &Path) -> Outcome<Vec<(String, Value)>> {
    let mut texts = Vec::new();
    for path in files_below(&folder.join("text"))? {
        if path.extension().is_some_and(|extension| extension == "toml") {
            let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            texts.push((language, table(&path)?));
        }
    }
    Ok(texts)
}

/// Compiles all languages of a content folder, sorted by language.
pub(crate) fn compile(folder: &Path) -> Outcome<Vec<Compiled>> {
    let model = table(&folder.join("model.toml"))?;
    let mut languages = Vec::new();
    for (language, text) in texts(folder)? {
        let whole = json!({ "model": model, "text": text });
        let json = whole.to_string();
        // The example is not looked into by the parser; any moment will do.
        let sound = domain::model::parse(&json)
            .and_then(|content| domain::example::read(&content, SOME_MOMENT));
        if let Err(problems) = sound {
            let lines: Vec<String> =
                problems.iter().map(|problem| format!("  {problem}")).collect();
            return Err(format!("the content in `{language}` is not sound:\n{}", lines.join("\n")));
        }
        languages.push(divide(language, whole)?);
    }
    if languages.is_empty() {
        return Err(format!("there is no language in {}", folder.join("text").display()));
    }
    Ok(languages)
}

/// Divides a content into what the first screens need and the rest, and makes sure that the two make the whole.
fn divide(language: String, whole: Value) -> Outcome<Compiled> {
    let json = whole.to_string();
    let mut first = whole;
    let mut rest = json!({});
    for path in LATER_PATHS {
        let steps: Vec<&str> = path.split('.').collect();
        if let Some(moved) = take(&mut first, &steps) {
            put(&mut rest, moved);
        }
    }
    let sections: Vec<String> = first
        .pointer("/text/interface")
        .and_then(Value::as_object)
        .map(|interface| interface.keys().cloned().collect())
        .unwrap_or_default();
    for section in sections.iter().filter(|section| !FIRST_SECTIONS.contains(&section.as_str())) {
        if let Some(moved) = take(&mut first, &["text", "interface", section]) {
            put(&mut rest, moved);
        }
    }
    let rest = rest.to_string();
    let mut hasher = DefaultHasher::new();
    // Of the whole: a second file also belongs to its first.
    json.hash(&mut hasher);
    let rest_name = format!("{language}-{:016x}.json", hasher.finish());
    if let Value::Object(entries) = &mut first {
        entries.insert("later".to_owned(), Value::String(rest_name.clone()));
    }
    let first = first.to_string();
    let read = domain::model::parse(&first).and_then(|content| content.with_rest(&rest));
    match (read, domain::model::parse(&json)) {
        (Ok(read), Ok(whole)) if format!("{read:?}") == format!("{whole:?}") => {
            Ok(Compiled { language, first, rest_name, rest })
        }
        (Err(problems), _) | (_, Err(problems)) => {
            Err(format!("the two files of `{language}` do not make the whole: {problems:?}"))
        }
        _ => Err(format!("the two files of `{language}` are not what they were made from")),
    }
}

/// Takes what is at a path out of a value and returns it below the same path, with empty tables for what stays.
fn take(value: &mut Value, path: &[&str]) -> Option<Value> {
    let (step, below) = path.split_first()?;
    match value {
        Value::Object(entries) => {
            let keys: Vec<String> =
                entries.keys().filter(|key| *step == "*" || key == step).cloned().collect();
            let mut taken = Map::new();
            for key in keys {
                let moved = if below.is_empty() {
                    entries.remove(&key)
                } else {
                    entries.get_mut(&key).and_then(|value| take(value, below))
                };
                taken.extend(moved.map(|moved| (key, moved)));
            }
            (!taken.is_empty()).then_some(Value::Object(taken))
        }
        Value::Array(entries) if *step == "*" => {
            let taken: Vec<Option<Value>> =
                entries.iter_mut().map(|entry| take(entry, below)).collect();
            taken.iter().any(Option::is_some).then(|| {
                taken.into_iter().map(|entry| entry.unwrap_or_else(|| json!({}))).collect()
            })
        }
        _ => None,
    }
}

/// Puts what was taken to what was taken before.
fn put(value: &mut Value, more: Value) {
    match (value, more) {
        (Value::Object(value), Value::Object(more)) => {
            for (key, more) in more {
                match value.get_mut(&key) {
                    Some(there) => put(there, more),
                    None => _ = value.insert(key, more),
                }
            }
        }
        (Value::Array(value), Value::Array(more)) => {
            value.iter_mut().zip(more).for_each(|(value, more)| put(value, more));
        }
        (value, more) => *value = more,
    }
}

/// A TOML file as JSON, without the notes for authors.
pub(crate) fn table(path: &Path) -> Outcome<Value> {
    let what = format!("cannot read {}", path.display());
    let table: toml::Table = read(path)?.parse().context(&what)?;
    convert(toml::Value::Table(table)).context(&what)
}

fn convert(value: toml::Value) -> Outcome<Value> {
    Ok(match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::Number(number.into()),
        toml::Value::Float(number) => Value::Number(
            Number::from_f64(number).ok_or_else(|| format!("{number} is not a JSON number"))?,
        ),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(values) => {
            Value::Array(values.into_iter().map(convert).collect::<Outcome<_>>()?)
        }
        toml::Value::Table(table) => {
            let mut object = Map::new();
            for (key, value) in table {
                if !NOTES.contains(&key.as_str()) {
                    object.insert(key, convert(value)?);
                }
            }
            Value::Object(object)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{convert, put, take};
    use serde_json::json;

    fn json_of(source: &str) -> String {
        let table: toml::Table = source.parse().unwrap();
        convert(toml::Value::Table(table)).unwrap().to_string()
    }

    #[test]
    fn keeps_kinds_and_order_of_values() {
        assert_eq!(
            json_of("a = 1\nb = 1.0\nc = [\"z\", \"a\"]\nd = true\n[e]\nf = \"Ü\""),
            r#"{"a":1,"b":1.0,"c":["z","a"],"d":true,"e":{"f":"Ü"}}"#
        );
    }

    #[test]
    fn what_is_taken_from_lists_and_tables_keeps_its_place() {
        let mut first = json!({"a": [{"b": 1, "c": 2}, {"c": 3}, {"b": 4}], "d": {"e": 5, "f": 6}});
        let mut rest = json!({});
        for path in [vec!["a", "*", "b"], vec!["a", "*", "c"], vec!["d", "*"], vec!["g"]] {
            if let Some(moved) = take(&mut first, &path) {
                put(&mut rest, moved);
            }
        }
        assert_eq!(first, json!({"a": [{}, {}, {}], "d": {}}));
        let whole = json!({"a": [{"b": 1, "c": 2}, {"c": 3}, {"b": 4}], "d": {"e": 5, "f": 6}});
        assert_eq!(rest, whole);
    }

    #[test]
    fn leaves_notes_for_authors_out_at_any_depth() {
        assert_eq!(
            json_of("derived_from = \"x\"\n[[a]]\nderived_from = [\"y\"]\nb = 2"),
            r#"{"a":[{"b":2}]}"#
        );
    }

    #[test]
    fn refuses_numbers_that_json_does_not_have() {
        assert!(convert(toml::Value::Float(f64::NAN)).is_err());
    }
}
