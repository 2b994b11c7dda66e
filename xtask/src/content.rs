//! Compiles the content: the model and the text of each language in TOML, which people edit, become one compact JSON
//! file per language, which the app fetches.

use crate::project::{Context, Outcome, files_below, read};
use serde_json::{Map, Number, Value, json};
use std::path::Path;

/// What entries say to authors and translators only; nobody should have to download it.
const NOTES: [&str; 2] = ["derived_from", "intent"];

/// One language's content, ready to be written.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// The language, for example `en` or `pt-BR`.
    pub(crate) language: String,
    /// Compact JSON.
    pub(crate) json: String,
}

/// Compiles all languages of a content folder, sorted by language.
pub(crate) fn compile(folder: &Path) -> Outcome<Vec<Compiled>> {
    let model = table(&folder.join("model.toml"))?;
    let mut languages = Vec::new();
    for path in files_below(&folder.join("text"))? {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = table(&path)?;
        let json = json!({ "model": model, "text": text }).to_string();
        if let Err(problems) = twelvefold::model::parse(&json) {
            let lines: Vec<String> =
                problems.iter().map(|problem| format!("  {problem}")).collect();
            return Err(format!("the content in `{language}` is not sound:\n{}", lines.join("\n")));
        }
        languages.push(Compiled { language, json });
    }
    if languages.is_empty() {
        return Err(format!("there is no language in {}", folder.join("text").display()));
    }
    Ok(languages)
}

fn table(path: &Path) -> Outcome<Value> {
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
    use super::convert;

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
