//! Makes the list of all messages from the English text, so that each of them stands in one place.
//!
//! Knows what messages are called and not what they say: that is read, with all its problems, by `text`.
#![allow(clippy::print_stdout, reason = "a build script talks to Cargo through it")]

use std::{collections::BTreeMap, env, error::Error, fs, path::PathBuf};
use toml::de::{DeTable, DeValue};

/// The text that every message is in.
const TEXT: &str = "../../content/text/en.toml";

fn main() {
    println!("cargo::rerun-if-changed={TEXT}");
    if let Err(problem) = write_keys() {
        // Cargo reads one line at a time.
        for line in problem.to_string().lines() {
            println!("cargo::error=content/text/en.toml: {line}");
        }
    }
}

/// Writes what `src/text/key.rs` includes: each message with the name of its variant.
fn write_keys() -> Result<(), Box<dyn Error>> {
    let mut lines = String::from("keys! {\n");
    for (variant, name) in keys(&fs::read_to_string(TEXT)?)? {
        lines.extend(["    ", variant.as_str(), " = \"", name.as_str(), "\",\n"]);
    }
    lines += "}\n";
    let folder = env::var_os("OUT_DIR").ok_or("Cargo did not say where to write")?;
    fs::write(PathBuf::from(folder).join("keys.rs"), lines)?;
    Ok(())
}

/// The variants and names of all messages in the order of the text.
fn keys(text: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let whole = DeTable::parse(text)?;
    let interface = whole.get_ref().get("interface").map(toml::Spanned::get_ref);
    let Some(DeValue::Table(sections)) = interface else {
        return Err("there is no table `interface`".into());
    };
    // The parser sorts by name. Where a name stands is kept with it.
    let mut found = Vec::new();
    for (section, messages) in sections {
        let DeValue::Table(messages) = messages.get_ref() else {
            return Err(
                format!("`interface.{}` is no section of messages", section.get_ref()).into()
            );
        };
        found.extend(messages.keys().map(|message| {
            (message.span().start, section.get_ref().as_ref(), message.get_ref().as_ref())
        }));
    }
    found.sort_unstable();
    let mut taken = BTreeMap::new();
    let mut keys = Vec::new();
    for (_, section, message) in found {
        let name = format!("{section}.{message}");
        let variant =
            variant(section).and_then(|section| Some(section + &variant(message)?)).ok_or_else(
                || format!("`{name}` is to be of words from a to z with `_` between them"),
            )?;
        if let Some(other) = taken.insert(variant.clone(), name.clone()) {
            return Err(format!("`{other}` and `{name}` would both be Key::{variant}").into());
        }
        keys.push((variant, name));
    }
    Ok(keys)
}

/// `not_found` as `NotFound`.
fn variant(name: &str) -> Option<String> {
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at_checked(1)?;
        word.bytes().all(|b| b.is_ascii_lowercase()).then(|| first.to_ascii_uppercase() + rest)
    });
    words.collect()
}
