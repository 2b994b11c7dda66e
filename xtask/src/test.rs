//! Checks the project step by step, goes on after a failure so that one run shows everything, and ends with a summary and
//! with what took the time.

use crate::project::{self, Outcome, command};
use crate::standstill::Watch;
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
    /// The same, with lines about the slowest of them.
    Timed(Tally, String),
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
const STEPS: [Step; 10] = [
    Step {
        name: "fmt",
        groups: &["lint", "quick"],
        what: "formatting",
        needs_dist: false,
        run: fmt,
    },
    Step { name: "core", groups: &["quick"], what: "core tests", needs_dist: false, run: core },
    Step {
        name: "xtask",
        groups: &["quick"],
        what: "build tool tests",
        needs_dist: false,
        run: xtask,
    },
    Step {
        name: "clippy-native",
        groups: &["lint", "clippy", "quick"],
        what: "lints, native",
        needs_dist: false,
        run: clippy_native,
    },
    Step {
        name: "clippy-web",
        groups: &["lint", "clippy", "quick"],
        what: "lints, browser",
        needs_dist: false,
        run: clippy_web,
    },
    Step { name: "deny", groups: &[], what: "dependencies", needs_dist: false, run: deny },
    Step { name: "dist", groups: &["quick"], what: "release build", needs_dist: false, run: dist },
    Step { name: "size", groups: &[], what: "size budget", needs_dist: true, run: size },
    Step { name: "node", groups: &["quick"], what: "tests in Node", needs_dist: true, run: node },
    Step { name: "e2e", groups: &[], what: "end-to-end tests", needs_dist: true, run: e2e },
];

/// Steps that are done only when they are asked for: a part of another, or what takes long or needs programs that a machine
/// seldom has.
const EXTRA_STEPS: [Step; 3] = [
    Step {
        name: "e2e-quick",
        groups: &["quick"],
        what: "a test a screen",
        needs_dist: true,
        run: e2e_quick,
    },
    Step { name: "long", groups: &[], what: "random operations", needs_dist: false, run: long },
    Step {
        name: "hosting",
        groups: &[],
        what: "examples for hosts",
        needs_dist: true,
        run: hosting,
    },
];

/// What needs no browser, as arguments of Cargo.
const CRATES: [&str; 5] = ["--workspace", "--exclude", "twelvefold", "--exclude", "xtask"];

/// How many operations the long random test makes up.
const OPERATIONS: &str = "1000000";

/// The tag that the tests of `quick` have.
const QUICK: [&str; 2] = ["--grep", "@quick"];

/// Of how many steps it is said how long they took.
const SLOWEST: usize = 5;

/// Runs the steps that are named before `--`, all without a name. What follows `--` goes to the test runner.
pub(crate) fn run(arguments: &[&str]) -> Outcome<ExitCode> {
    let mut parts = arguments.splitn(2, |argument| *argument == "--");
    let names = parts.next().unwrap_or_default();
    run_steps(names, parts.next().unwrap_or_default())
}

/// The steps that these names mean, in their order.
fn chosen(names: &[&str]) -> Outcome<Vec<&'static Step>> {
    let is_all = names.is_empty() || names.contains(&"all");
    let is_asked = |step: &Step| names.iter().any(|name| step.answers_to(name));
    let known = |name: &str| {
        name == "all" || STEPS.iter().chain(&EXTRA_STEPS).any(|step| step.answers_to(name))
    };
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        return Err(format!("there is no test step `{unknown}`"));
    }
    let steps = STEPS.iter().filter(|step| is_all || is_asked(step));
    Ok(steps.chain(EXTRA_STEPS.iter().filter(|step| is_asked(step))).collect())
}

fn run_steps(names: &[&str], extra: &[&str]) -> Outcome<ExitCode> {
    let steps = chosen(names)?;
    if !extra.is_empty() && steps.len() != 1 {
        return Err("arguments after -- need exactly one step, for example: test e2e -- --headed"
            .to_owned());
    }

    let mut total = Tally::default();
    let mut lines = Vec::new();
    let mut times = Vec::new();
    let mut slowest = String::new();
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
        times.push((time, step.what));
        let mut counted = |tally: Tally| {
            total += tally;
            let mark = if tally.failed == 0 { "ok" } else { "FAILED" };
            (mark, format!("{} passed, {} failed", tally.passed, tally.failed))
        };
        let (mark, note) = match outcome {
            Ok(Verdict::Passed) => ("ok", String::new()),
            Ok(Verdict::Tested(tally)) => counted(tally),
            Ok(Verdict::Timed(tally, tests)) => {
                slowest.push_str(&tests);
                counted(tally)
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
    times.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    println!("\n=== what took the time");
    for (time, what) in times.iter().take(SLOWEST) {
        println!("{:8.1} s  {what}", time.as_secs_f32());
    }
    print!("{slowest}");
    // The last line is read by programs.
    println!("\n{} passed, {} failed", total.passed, total.failed);
    let _ = std::io::stdout().flush();
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Step {
    /// Whether a name on the command line means this step.
    fn answers_to(&self, name: &str) -> bool {
        self.name == name || self.groups.contains(&name)
    }
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

/// The tests beside the end-to-end tests that need no browser. They print what they come to as Cargo does.
fn node(extra: &[&str]) -> Outcome<Verdict> {
    dist::ensure()?;
    verdict(tally::run(&mut browser::node_tests(extra)?, Runner::Cargo)?)
}

fn e2e(extra: &[&str]) -> Outcome<Verdict> {
    dist::ensure()?;
    let watch = Watch::begin();
    let mut tests = browser::tests()?;
    let mut found = tally::run(tests.args(extra), Runner::Playwright)?;
    let slowest = std::fs::read_to_string(browser::times()).unwrap_or_default();
    if let (true, Some(stood)) = (found.0.failed > 0, watch.end()) {
        // What waited while nothing moved says nothing of the app. Only then is there a second try, and it is told.
        println!(
            "\nThe machine stood still for {} s. What failed is tried once more.",
            stood.as_secs()
        );
        let mut again = browser::tests()?;
        let (second, is_content) =
            tally::run(again.args(extra).arg("--last-failed"), Runner::Playwright)?;
        let passed = found.0.passed + second.passed;
        found = (Tally { passed, failed: second.failed }, is_content);
    }
    match verdict(found)? {
        Verdict::Tested(tally) => Ok(Verdict::Timed(tally, slowest)),
        other => Ok(other),
    }
}

/// One test a screen, and the ways through all of them.
fn e2e_quick(extra: &[&str]) -> Outcome<Verdict> {
    e2e(&[&QUICK, extra].concat())
}

/// The random test of the workspace, with a million operations. It prints the seed with which it can be run again.
fn long(extra: &[&str]) -> Outcome<Verdict> {
    let mut cargo = command("cargo");
    cargo.env("TWELVEFOLD_OPERATIONS", OPERATIONS);
    cargo.args(["test", "--release", "--package", "workspace", "--test", "core", "--", "random"]);
    let (tally, content) = tally::run(cargo.arg("--nocapture").args(extra), Runner::Cargo)?;
    if tally == Tally::default() {
        return Err("there is no random test".to_owned());
    }
    verdict((tally, content))
}

fn hosting(extra: &[&str]) -> Outcome<Verdict> {
    dist::ensure()?;
    let mut tests = hosting::tests()?;
    verdict(tally::run(tests.args(extra), Runner::Playwright)?)
}

#[cfg(test)]
mod tests {
    use super::{EXTRA_STEPS, STEPS, verdict};
    use crate::tally::Tally;

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(super::run(&["nonsense"]).is_err());
        assert!(super::run(&["core", "xtask", "--", "name"]).is_err());
    }

    #[test]
    fn the_quick_steps_are_a_part_of_everything_and_one_test_a_screen() {
        let names = |steps: &[super::Step]| {
            steps.iter().filter(|step| step.answers_to("quick")).map(|step| step.name).collect()
        };
        let quick: Vec<&str> = names(&STEPS);
        assert_eq!(quick, ["fmt", "core", "xtask", "clippy-native", "clippy-web", "dist", "node"]);
        let extra: Vec<&str> = names(&EXTRA_STEPS);
        assert_eq!(extra, ["e2e-quick"]);
    }

    #[test]
    fn a_runner_that_breaks_is_a_failure() {
        assert!(verdict((Tally { passed: 0, failed: 0 }, false)).is_err());
        assert!(verdict((Tally { passed: 1, failed: 1 }, false)).is_ok());
    }
}
