//! Counts tests by reading what the test runners print, while it is passed on to the person.

use crate::project::{Context, Outcome};
use std::io::{BufRead as _, BufReader, IsTerminal as _, Write as _};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

/// How many tests there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u32,
    /// Tests that failed.
    pub(crate) failed: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// A program that runs tests and says how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runner {
    /// `cargo test`: a line for each test binary.
    Cargo,
    /// Playwright: a line for each kind of result, at the end.
    Playwright,
}

/// Runs tests, and returns how many there were and whether the runner was content.
pub(crate) fn run(command: &mut Command, runner: Runner) -> Outcome<(Tally, bool)> {
    let name = command.get_program().to_string_lossy().into_owned();
    // The runners see a pipe; what they print still goes to the terminal.
    if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let mut child =
        command.stdout(Stdio::piped()).spawn().context(format_args!("cannot start {name}"))?;
    let mut tally = Tally::default();
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        // By bytes: a test may print anything.
        while lines.read_until(b'\n', &mut line).context(format_args!("cannot read from {name}"))?
            > 0
        {
            // Nobody may be reading, for example behind `head`; the tests go on.
            let _ = std::io::stdout().write_all(&line);
            tally += read_line(&String::from_utf8_lossy(&line), runner);
            line.clear();
        }
    }
    let status = child.wait().context(format_args!("cannot wait for {name}"))?;
    Ok((tally, status.success()))
}

fn read_line(line: &str, runner: Runner) -> Tally {
    let plain = without_colors(line);
    let summary = match runner {
        Runner::Cargo => plain
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
            .map_or("", |(_, counts)| counts),
        Runner::Playwright => &plain,
    };
    let mut tally = Tally::default();
    for part in summary.split(';') {
        let mut words = part.split_whitespace();
        let Some(Ok(count)) = words.next().map(str::parse::<u32>) else { continue };
        let result = words.next().unwrap_or("");
        let rest = words.next();
        match (runner, result, rest) {
            (_, "passed", None) => tally.passed += count,
            // Playwright says how long it took: `12 passed (3.4s)`.
            (Runner::Playwright, "passed", Some(time)) if time.starts_with('(') => {
                tally.passed += count;
            }
            (_, "failed", None) | (Runner::Playwright, "interrupted", None) => {
                tally.failed += count;
            }
            _ => {}
        }
    }
    tally
}

fn without_colors(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.trim().chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            // A color is `ESC [ … m`.
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(c);
        }
    }
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Runner, Tally, read_line};

    fn counts(line: &str, runner: Runner) -> (u32, u32) {
        let Tally { passed, failed } = read_line(line, runner);
        (passed, failed)
    }

    #[test]
    fn counts_cargo_tests() {
        let line = "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 5 filtered out; finished in 0.1s\n";
        assert_eq!(counts(line, Runner::Cargo), (12, 0));
        let line = "test result: \u{1b}[31mFAILED\u{1b}(B\u{1b}[m. 1 passed; 2 failed; 0 ignored; 0 measured\n";
        assert_eq!(counts(line, Runner::Cargo), (1, 2));
        assert_eq!(counts("test a::counts_12_passed ... ok", Runner::Cargo), (0, 0));
    }

    #[test]
    fn counts_playwright_tests() {
        assert_eq!(
            counts(
                "  \u{1b}[32m12 passed\u{1b}[39m\u{1b}[2m (3.4s)\u{1b}[22m\n",
                Runner::Playwright
            ),
            (12, 0)
        );
        assert_eq!(counts("  2 failed\n", Runner::Playwright), (0, 2));
        assert_eq!(counts("  1 interrupted\n", Runner::Playwright), (0, 1));
        assert_eq!(counts("  3 skipped\n", Runner::Playwright), (0, 0));
        assert_eq!(
            counts("  ✓  1 smoke.spec.ts:3:1 › 5 passed things (1s)\n", Runner::Playwright),
            (0, 0)
        );
    }
}
