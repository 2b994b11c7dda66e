//! Checks the project step by step, goes on after a failure so that one run shows everything, and ends with a summary.

use crate::project::{self, Outcome, command};
use crate::tally::{self, Runner, Tally};
use crate::{browser, dist, hosting, size, tools};
use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How a step ended.
enum Verdict {
    Passed,
    /// Tests were run and counted.
    Tested(Tally),
    /// Not done, and why.
    Skipped(String),
}

struct Step {
    name: &'static str,
    /// Names of groups that this step also belongs to.
    groups: &'static [&'static str],
    what: &'static str,
    /// Without the finished site there is nothing to look at.
    needs_dist: bool,
    run: fn(&[&str]) -> Outcome<Verdict>,
}

/// Cheap steps first: most mistakes show within seconds.
const STEPS: [Step; 9] = [
    Step { name: "fmt", groups: &["lint"], what: "formatting", needs_dist: false, run: fmt },
    Step { name: "core", groups: &[], what: "core tests", needs_dist: false, run: core },
    Step { name: "xtask", groups: &[], what: "build tool tests", needs_dist: false, run: xtask },
    Step {
        name: "clippy-native",
        groups: &["lint", "clippy"],
        what: "lints, native",
        needs_dist: false,
        run: clippy_native,
    },
    Step {
        name: "clippy-web",
        groups: &["lint", "clippy"],
        what: "lints, browser",
        needs_dist: false,
        run: clippy_web,
    },
    Step { name: "deny", groups: &[], what: "dependencies", needs_dist: false, run: deny },
    Step { name: "dist", groups: &[], what: "release build", needs_dist: false, run: dist },
    Step { name: "size", groups: &[], what: "size budget", needs_dist: true, run: size },
    Step { name: "e2e", groups: &[], what: "end-to-end tests", needs_dist: true, run: e2e },
];

/// Steps that are done only when they are asked for by name: they need programs that a machine seldom has.
const EXTRA_STEPS: [Step; 1] = [Step {
    name: "hosting",
    groups: &[],
    what: "examples for hosts",
    needs_dist: true,
    run: hosting,
}];

/// What needs no browser, as arguments of Cargo.
const CRATES: [&str; 5] = ["--workspace", "--exclude", "twelvefold", "--exclude", "xtask"];

/// Runs the steps that are named before `--`, all without a name. What follows `--` goes to the test runner.
pub(crate) fn run(arguments: &[&str]) -> Outcome<ExitCode> {
    let mut parts = arguments.splitn(2, |argument| *argument == "--");
    let names = parts.next().unwrap_or_default();
    run_steps(names, parts.next().unwrap_or_default())
}

fn run_steps(names: &[&str], extra: &[&str]) -> Outcome<ExitCode> {
    let mut steps = Vec::new();
    for step in &STEPS {
        let asked =
            |name: &&str| *name == step.name || *name == "all" || step.groups.contains(name);
        if names.is_empty() || names.iter().any(asked) {
            steps.push(step);
        }
    }
    steps.extend(EXTRA_STEPS.iter().filter(|step| names.contains(&step.name)));
    let known = |name: &str| {
        name == "all"
            || STEPS
                .iter()
                .chain(&EXTRA_STEPS)
                .any(|step| step.name == name || step.groups.contains(&name))
    };
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        return Err(format!("there is no test step `{unknown}`"));
    }
    if !extra.is_empty() && steps.len() != 1 {
        return Err("arguments after -- need exactly one step, for example: test e2e -- --headed"
            .to_owned());
    }

    let mut total = Tally::default();
    let mut lines = Vec::new();
    let mut without_dist = false;
    for step in steps {
        println!("\n=== {} ({})", step.what, step.name);
        let start = Instant::now();
        let outcome = if step.needs_dist && without_dist {
            Err("there is no finished site".to_owned())
        } else {
            (step.run)(extra)
        };
        let time = start.elapsed();
        let (mark, note) = match outcome {
            Ok(Verdict::Passed) => ("ok", String::new()),
            Ok(Verdict::Tested(tally)) => {
                total += tally;
                let mark = if tally.failed == 0 { "ok" } else { "FAILED" };
                (mark, format!("{} passed, {} failed", tally.passed, tally.failed))
            }
            Ok(Verdict::Skipped(why)) => ("skipped", why),
            Err(why) => {
                eprintln!("error: {why}");
                without_dist |= step.name == "dist";
                // Whoever reads only the last line must not take a step that broke for a success.
                total.failed += 1;
                ("FAILED", why.lines().next().unwrap_or("").to_owned())
            }
        };
        lines.push(summary_line(mark, time, step.what, &note));
    }
    println!("\n=== summary");
    for line in lines {
        println!("{line}");
    }
    // The last line is read by programs.
    println!("\n{} passed, {} failed", total.passed, total.failed);
    let _ = std::io::stdout().flush();
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary_line(mark: &str, time: Duration, what: &str, note: &str) -> String {
    format!("{mark:8} {:6.1} s  {what:18} {note}", time.as_secs_f32()).trim_end().to_owned()
}

fn fmt(_: &[&str]) -> Outcome<Verdict> {
    tools::ensure_component("rustfmt", "fmt")?;
    project::run(command("cargo").args(["fmt", "--all", "--check"]))
        .map_err(|_| "not formatted: run cargo fmt --all".to_owned())?;
    Ok(Verdict::Passed)
}

fn core(extra: &[&str]) -> Outcome<Verdict> {
    tested(&CRATES, extra)
}

fn xtask(extra: &[&str]) -> Outcome<Verdict> {
    tested(&["-p", "xtask"], extra)
}

fn tested(package: &[&str], extra: &[&str]) -> Outcome<Verdict> {
    let mut cargo = command("cargo");
    cargo.arg("test").args(package);
    if extra.is_empty() {
        // All test binaries, also after one that failed.
        cargo.arg("--no-fail-fast");
    }
    verdict(tally::run(cargo.args(extra), Runner::Cargo)?)
}

/// A runner that fails without a failed test could not run them at all.
fn verdict((tally, content): (Tally, bool)) -> Outcome<Verdict> {
    if content || tally.failed > 0 {
        Ok(Verdict::Tested(tally))
    } else {
        Err("the tests could not be run".to_owned())
    }
}

fn clippy(arguments: &[&str]) -> Outcome {
    tools::ensure_component("clippy", "clippy")?;
    project::run(
        command("cargo").arg("clippy").args(arguments).args(["--quiet", "--", "-D", "warnings"]),
    )
}

fn clippy_native(_: &[&str]) -> Outcome<Verdict> {
    clippy(&["--workspace", "--exclude", "twelvefold", "--all-targets"])?;
    Ok(Verdict::Passed)
}

fn clippy_web(_: &[&str]) -> Outcome<Verdict> {
    tools::ensure_target()?;
    clippy(&["-p", "twelvefold", "--target", tools::TARGET])?;
    Ok(Verdict::Passed)
}

fn deny(_: &[&str]) -> Outcome<Verdict> {
    if project::ask(command("cargo").args(["deny", "--version"])).is_none() {
        let why = "cargo-deny is not installed (cargo install --locked cargo-deny)".to_owned();
        println!("{why}");
        return Ok(Verdict::Skipped(why));
    }
    project::run(command("cargo").args(["deny", "check"]))?;
    Ok(Verdict::Passed)
}

fn dist(_: &[&str]) -> Outcome<Verdict> {
    dist::ensure()?;
    Ok(Verdict::Passed)
}

fn size(_: &[&str]) -> Outcome<Verdict> {
    dist::ensure()?;
    let report = size::measure(&dist::folder())?;
    println!("{report}");
    report.check_budget()?;
    Ok(Verdict::Passed)
}

fn e2e(extra: &[&str]) -> Outcome<Verdict> {
    dist::ensure()?;
    let mut tests = browser::tests()?;
    verdict(tally::run(tests.args(extra), Runner::Playwright)?)
}

fn hosting(extra: &[&str]) -> Outcome<Verdict> {
    dist::ensure()?;
    let mut tests = hosting::tests()?;
    verdict(tally::run(tests.args(extra), Runner::Playwright)?)
}

#[cfg(test)]
mod tests {
    use super::verdict;
    use crate::tally::Tally;

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(super::run(&["nonsense"]).is_err());
        assert!(super::run(&["core", "xtask", "--", "name"]).is_err());
    }

    #[test]
    fn a_runner_that_breaks_is_a_failure() {
        assert!(verdict((Tally { passed: 0, failed: 0 }, false)).is_err());
        assert!(verdict((Tally { passed: 1, failed: 1 }, false)).is_ok());
    }
}
