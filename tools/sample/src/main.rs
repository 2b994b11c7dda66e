//! Made-up ecosystems for tests, timings and trying things out: what many organizations would hand over, in the forms in
//! which it comes back. `cargo sample` says what can be chosen.
//!
//! This file owns the command line and where the texts go. It knows nothing of how the app is built.
#![allow(clippy::print_stderr, reason = "a command-line program talks to the person through it")]

mod random;

mod ecosystem;
mod write;

use domain::model::{Content, Form};
use ecosystem::{Size, ecosystem};
use serde_json::{Value, json};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a step comes to. The message is for the person at the terminal.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
Usage: cargo sample [--members N] [--orchestrators N] [--rounds N] [--seed N] [--form full | short | mixed]
                    [--what codes | links | mail | csv | json | view] [--out PATH]

Makes up an ecosystem and writes what its organizations hand over: 1 orchestrator and 12 members, the full form, one
code a line, to the terminal. Rounds are a year apart, the last in November 2026. The same seed makes the same bytes.
With json, PATH is a folder, with a file for each response; with view, a folder with what the view of all of them is
taken along as.";

/// The most organizations of one role, and the most rounds.
const MOST: (usize, usize) = (200_000, 10);

/// In what form the responses are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Codes,
    Links,
    Mail,
    Csv,
    Json,
    /// What the view of them is taken along as.
    View,
}

/// Which ecosystem, in which form, and where to.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    size: Size,
    what: What,
    /// A file, or a folder for JSON; none for the terminal.
    out: Option<PathBuf>,
}

impl Options {
    /// Reads the arguments.
    fn parse(arguments: &[&str]) -> Outcome<Self> {
        let size =
            Size { members: 12, orchestrators: 1, rounds: 1, seed: 1, form: Some(Form::Full) };
        let mut options = Self { size, what: What::Codes, out: None };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{argument} wants a value"));
            let number = |most: usize| {
                let value = value.clone()?.parse().ok().filter(|number| *number <= most);
                value.ok_or_else(|| format!("{argument} wants a number up to {most}"))
            };
            let (most, most_rounds) = MOST;
            match *argument {
                "--members" => options.size.members = number(most)?,
                "--orchestrators" => options.size.orchestrators = number(most)?,
                "--rounds" => options.size.rounds = number(most_rounds)?,
                "--seed" => {
                    let seed = value?.parse();
                    options.size.seed = seed.ok().ok_or("--seed wants a whole number")?;
                }
                "--form" => {
                    options.size.form = match *value? {
                        "mixed" => None,
                        form => {
                            Some(Form::from_id(form).ok_or("--form wants full, short or mixed")?)
                        }
                    }
                }
                "--what" => {
                    options.what = match *value? {
                        "codes" => What::Codes,
                        "links" => What::Links,
                        "mail" => What::Mail,
                        "csv" => What::Csv,
                        "json" => What::Json,
                        "view" => What::View,
                        _ => {
                            let what = "--what wants codes, links, mail, csv, json or view";
                            return Err(what.to_owned());
                        }
                    }
                }
                "--out" => options.out = Some(PathBuf::from(value?)),
                other => return Err(format!("sample does not know {other}")),
            }
        }
        if matches!(options.what, What::Json | What::View) && options.out.is_none() {
            let out = "--what json and view write many files: say with --out into which folder";
            return Err(out.to_owned());
        }
        Ok(options)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["help" | "--help" | "-h"] = arguments[..] {
        return outcome_of(to_terminal(USAGE).and_then(|()| to_terminal("\n")));
    }
    outcome_of(Options::parse(&arguments).and_then(|options| run(&options)))
}

fn outcome_of(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Makes up an ecosystem and writes what its organizations hand over.
fn run(options: &Options) -> Outcome {
    let content = shipped()?;
    let replies = ecosystem(&content.model, options.size);
    let text = match options.what {
        What::Codes => write::codes(&replies),
        What::Links => write::links(&replies),
        What::Mail => write::mail(&replies, options.size.seed),
        What::Csv => write::csv(&replies),
        What::Json => return write_all(options, write::results(&content, &replies)),
        What::View => return write_all(options, write::view(&content, &replies)),
    };
    match &options.out {
        Some(path) => write_file(path, &text),
        None => to_terminal(&text),
    }
}

/// The model and the English words of the app, as the program was compiled with them.
fn shipped() -> Outcome<Content> {
    let table = |text| toml::from_str::<Value>(text).map_err(|error| error.to_string());
    let model = table(include_str!("../../../content/model.toml"))?;
    let text = table(include_str!("../../../content/text/en.toml"))?;
    domain::model::parse(&json!({ "model": model, "text": text }).to_string())
        .map_err(|problems| format!("the content is not sound: {problems:?}"))
}

fn to_terminal(text: &str) -> Outcome {
    match std::io::stdout().write_all(text.as_bytes()) {
        // Whoever reads has enough, for example `head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| format!("cannot write: {error}")),
    }
}

fn write_all(options: &Options, files: impl IntoIterator<Item = (String, String)>) -> Outcome {
    let folder = options.out.clone().unwrap_or_default();
    for (name, text) in files {
        write_file(&folder.join(name), &text)?;
    }
    Ok(())
}

/// Writes a file and the folders above it.
fn write_file(path: &Path, text: &str) -> Outcome {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Options, What};
    use domain::model::Form;

    #[test]
    fn reads_its_arguments() {
        let options = Options::parse(&[]).unwrap();
        assert_eq!((options.size.members, options.size.orchestrators), (12, 1));
        assert_eq!((options.what, options.size.form), (What::Codes, Some(Form::Full)));
        let all = [
            "--members",
            "3000",
            "--orchestrators",
            "20",
            "--rounds",
            "2",
            "--seed",
            "7",
            "--form",
            "mixed",
            "--what",
            "json",
            "--out",
            "x",
        ];
        let options = Options::parse(&all).unwrap();
        assert_eq!((options.size.members, options.size.orchestrators), (3000, 20));
        assert_eq!((options.size.rounds, options.size.seed, options.size.form), (2, 7, None));
        assert_eq!((options.what, options.out), (What::Json, Some("x".into())));
    }

    #[test]
    fn says_what_is_wrong_with_them() {
        for wrong in [
            &["--members"] as &[&str],
            &["--members", "many"],
            &["--members", "-1"],
            &["--rounds", "11"],
            &["--form", "long"],
            &["--what", "pdf"],
            &["--what", "json"],
            &["--what", "view"],
            &["--seed", "1.5"],
            &["nonsense", "1"],
        ] {
            assert!(Options::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
