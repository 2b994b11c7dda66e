//! What no text of the project says: words of the standard that are not facts, and what a self-assessment cannot claim.

use std::{collections::HashSet, fs, path::Path};

use sha2::{Digest, Sha256};

use crate::support::{model, root};

/// Every text file below a folder, by path.
fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                files(&path, found);
            }
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push((path.display().to_string(), text));
        }
    }
}

fn project() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["content", "crates", "docs", "examples", "public", "src", "tools"] {
        files(&root().join(folder), &mut found);
    }
    for file in ["index.html", "README.md", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        found.push((file.to_owned(), fs::read_to_string(root().join(file)).unwrap()));
    }
    assert!(found.len() > 150, "only {} files", found.len());
    found
}

/// The first ten hexadecimal digits of the SHA-256 of a run of words.
fn hash(run: &[&str]) -> u64 {
    let digest = Sha256::digest(run.join(" "));
    digest.iter().take(5).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Runs of six words of which a set has the hash.
fn runs<'a>(words: &[&'a str], known: &HashSet<u64>) -> Vec<Vec<&'a str>> {
    words.windows(6).filter(|run| known.contains(&hash(run))).map(<[&str]>::to_vec).collect()
}

/// Titles are facts, and anything may stand before and behind them.
fn without_titles(text: &str) -> String {
    const STANDARD: [&str; 2] =
        ["collaborative business relationship management", "guidance for ecosystem collaborations"];
    let titles = model().principles.iter().map(|principle| principle.title.to_lowercase());
    let mut text = text.to_lowercase();
    for title in titles.chain(STANDARD.map(str::to_owned)) {
        text = text.replace(&title, " | ");
    }
    text
}

#[test]
fn no_six_words_in_a_row_are_those_of_the_public_preview() {
    let known = include_str!("fixtures/preview-runs.json");
    let known: HashSet<u64> = serde_json::from_str(known).unwrap();
    assert!(known.len() > 3_000);
    for (path, text) in project() {
        let text = without_titles(&text);
        for part in text.split('|') {
            let words: Vec<&str> =
                part.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).collect();
            assert_eq!(runs(&words, &known), Vec::<Vec<&str>>::new(), "{path}");
        }
    }
    // A title is in the preview, so the test can fail.
    let title = ["trust", "and", "commitment", "to", "mutual", "benefit"];
    assert_eq!(runs(&title, &known), [title]);
}

#[test]
fn nothing_claims_to_be_certified_compliant_or_approved() {
    // Where the words stand because they must not be said.
    let says_why = |path: &str| {
        path.ends_with("docs/method.md")
            || path.ends_with("model/own.rs")
            || path == "CONTRIBUTING.md"
    };
    for (path, text) in project() {
        for claim in ["certified", "compliant", "approved", "accredited"] {
            let is_said =
                text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == claim);
            assert!(!is_said || says_why(&path), "{path} says {claim}");
        }
    }
}
