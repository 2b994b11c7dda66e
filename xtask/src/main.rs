//! The project's own commands: `cargo xtask serve | test | dist | size | precache | sample | model`.
//!
//! This file owns the command line; each command is a module. Everything a command needs beyond Rust is found or
//! installed by [`tools`] and [`browser`], so that one command is enough on a fresh clone.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program talks to the person through them"
)]

mod browser;
mod content;
mod dist;
mod hook;
mod hosting;
mod model;
mod page;
mod precache;
mod project;
mod script;
mod serve;
mod size;
mod split;
mod standstill;
mod style;
mod tally;
mod test;
mod tools;

use project::{Context, Outcome, become_process, command, root};
use std::env;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--release] [--port N] [--open]
        Build the app and serve it on this machine (port 8080). Without --release it is built again and reloaded
        whenever a source changes; with --release it is the finished site, with its policy and compressed files.

  test [all | quick | lint | fmt | clippy | core | xtask | deny | dist | size | node | e2e | long | hosting]...
        [-- arguments for the test runner]
        Check the project; without a name everything. `test core` and `test e2e` are the short loops:
            cargo xtask test core -- scoring
            cargo xtask test e2e -- smoke.spec.ts --headed
        `test quick` is what to run before a commit: formatting, lints, native tests, one browser test a screen and
        the ways through all of them.
        Two are not part of everything: `test long` makes up a million operations, and `test hosting` tries the
        examples for hosts with nginx and Apache.

  dist [--force]
        Build the site into dist/, with a .br and a .gz file beside each file that compresses. Does nothing when no
        source has changed, except with --force.

  size
        Print how many bytes the site has, and what the first load costs against its budget.

  precache FOLDER
        Write list and version in the service worker of a finished site anew, after some of its files were changed by
        hand (docs/offline.md).

  sample [OPTIONS]
        The same as `cargo sample`: make up an ecosystem. `cargo sample --help` has the options.

  model check FILE | FOLDER
        Check a model of your own with the parser of the app: every problem with its place, and what may not be meant.
  model build FOLDER [--out FILE]
        Make the file that the app loads from model.toml and text/{language}.toml; docs/model.md describes both.
  model readability [FOLDER]
        Say which texts of the shipped model, or of a folder, are too short, too long or, in English, say what the house avoids.

The first run installs missing tools into .tools/ of this project, which takes some minutes.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.split_first() {
        Some((&"serve", rest)) => serve::Options::parse(rest).and_then(|o| serve::run(&o)),
        Some((&"test", rest)) => match test::run(rest) {
            Ok(code) => return code,
            Err(message) => Err(message),
        },
        Some((&"dist", rest)) => dist_command(rest),
        Some((&"size", [])) => size_command(),
        Some((&"model", rest)) => model::Options::parse(rest).and_then(|o| model::run(&o)),
        Some((&"sample", rest)) => sample(rest),
        Some((&"precache", [folder])) => precache::complete_anew(Path::new(folder)),
        // Not in the usage: only the bundler calls it.
        Some((&"hook", [])) => hook::run(),
        None | Some((&("help" | "--help" | "-h"), _)) => {
            println!("{USAGE}");
            Ok(())
        }
        Some((command, rest)) => {
            Err(format!("cannot understand: {command} {}\n\n{USAGE}", rest.join(" ")))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Hands over to the program that makes up ecosystems.
fn sample(arguments: &[&str]) -> Outcome {
    let mut cargo = command("cargo");
    cargo.args(["run", "--quiet", "--package", "sample", "--manifest-path"]);
    cargo.arg(root().join("Cargo.toml")).arg("--").args(arguments);
    // The names of files are meant from where the person is.
    cargo.current_dir(env::current_dir().context("this folder cannot be found")?);
    become_process(cargo)
}

fn dist_command(arguments: &[&str]) -> Outcome {
    match arguments {
        [] => dist::ensure(),
        ["--force"] => dist::build(),
        _ => Err(format!("dist takes only --force\n\n{USAGE}")),
    }
}

fn size_command() -> Outcome {
    dist::ensure()?;
    let report = size::measure(&dist::folder())?;
    println!("{report}");
    report.check_budget()
}
