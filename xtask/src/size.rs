//! What the site costs to download, and the budget for it.

use crate::dist::{compressed, is_compressed, is_compressible};
use crate::page;
use crate::precache::{WORKER, WORKER_BUDGET};
use crate::project::{Context, Outcome, files_below, read};
use std::fmt;
use std::fs;
use std::path::Path;

/// What the first load may cost at most, in bytes after brotli: about a second on a slow mobile network.
pub(crate) const FIRST_LOAD_BUDGET: u64 = 200_000;

/// The script that other people's pages load to embed the app, and what it may cost them in bytes after brotli.
const EMBED: (&str, u64) = ("embed.js", 4096);

/// The language whose content counts for the first load.
const CONTENT: &str = "content/en.json";

/// The bytes of one file, or of several together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Bytes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Bytes {
    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

#[derive(Debug)]
struct Row {
    name: String,
    bytes: Bytes,
    first_load: bool,
}

/// The sizes of a site.
#[derive(Debug)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

impl Report {
    fn sum(&self, which: impl Fn(&Row) -> bool) -> Bytes {
        self.rows
            .iter()
            .filter(|row| which(row))
            .fold(Bytes::default(), |sum, row| sum.add(row.bytes))
    }

    /// What is held to a budget: what it is, its bytes, and how many they may be at most.
    fn budgets(&self) -> [(&'static str, Bytes, u64); 3] {
        let file = |(name, budget)| (name, self.sum(|row| row.name == name), budget);
        [
            ("first load", self.sum(|row| row.first_load), FIRST_LOAD_BUDGET),
            file((WORKER, WORKER_BUDGET)),
            file(EMBED),
        ]
    }

    /// Fails when something costs more than it may.
    pub(crate) fn check_budget(&self) -> Outcome {
        for (what, Bytes { brotli, .. }, budget) in self.budgets() {
            if brotli > budget {
                let over = brotli - budget;
                return Err(format!(
                    "{what} has {over} bytes too many: {brotli} of {budget} after brotli"
                ));
            }
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.sum(|row| row.first_load);
        let total = self.sum(|_| true);
        let width = self.rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0).max(16);
        let mut line = |mark: &str, name: &str, bytes: Bytes| {
            let Bytes { raw, gzip, brotli } = bytes;
            writeln!(f, "{mark:1} {name:width$} {raw:>9} {gzip:>9} {brotli:>9}")
        };
        for row in &self.rows {
            line(if row.first_load { "*" } else { "" }, &row.name, row.bytes)?;
        }
        line("", "all files", total)?;
        line("*", "first load", first)?;
        writeln!(f, "  {:width$} {:>9} {:>9} {:>9}", "(bytes)", "raw", "gzip", "brotli")?;
        write!(
            f,
            "\nThe first load (*) is what the app needs to start in English; icons, manifest and service worker are not \
             counted:\nthe browser fetches them when it has nothing else to do."
        )?;
        for (what, Bytes { brotli, .. }, budget) in self.budgets() {
            write!(
                f,
                "\nBudget of {what}: {brotli} of {budget} bytes ({} %)",
                brotli * 100 / budget
            )?;
        }
        Ok(())
    }
}

/// Measures a finished site.
pub(crate) fn measure(dist: &Path) -> Outcome<Report> {
    let mut needed = page::first_load(&read(&dist.join("index.html"))?);
    needed.extend(["index.html", CONTENT, "config.json"].map(str::to_owned));
    let mut rows = Vec::new();
    for file in files_below(dist)? {
        if is_compressed(&file) {
            continue;
        }
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let raw = length(&file)?;
        let bytes = if is_compressible(&file) {
            Bytes {
                raw,
                gzip: length(&compressed(&file, "gz"))?,
                brotli: length(&compressed(&file, "br"))?,
            }
        } else {
            Bytes { raw, gzip: raw, brotli: raw }
        };
        // Scripts which the generated JavaScript imports.
        let imported = name.starts_with("snippets/") || name.ends_with("-parts.js");
        let first_load = needed.contains(&name) || imported;
        rows.push(Row { name, bytes, first_load });
    }
    for name in &needed {
        if !rows.iter().any(|row| row.name == *name) {
            return Err(format!("the first load needs {name}, which the site does not have"));
        }
    }
    rows.sort_by(|a, b| b.first_load.cmp(&a.first_load).then(b.bytes.brotli.cmp(&a.bytes.brotli)));
    Ok(Report { rows })
}

fn length(file: &Path) -> Outcome<u64> {
    fs::metadata(file)
        .map(|metadata| metadata.len())
        .context(format_args!("cannot measure {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{Bytes, EMBED, FIRST_LOAD_BUDGET, Report, Row, WORKER, WORKER_BUDGET};

    fn row(name: &str, brotli: u64, first_load: bool) -> Row {
        Row {
            name: name.to_owned(),
            bytes: Bytes { raw: 3 * brotli, gzip: 2 * brotli, brotli },
            first_load,
        }
    }

    fn report(brotli: u64) -> Report {
        Report { rows: vec![row("a.wasm", brotli, true), row("b.png", 1_000_000, false)] }
    }

    #[test]
    fn only_the_first_load_has_a_budget() {
        assert_eq!(report(FIRST_LOAD_BUDGET).check_budget(), Ok(()));
        assert!(report(FIRST_LOAD_BUDGET + 1).check_budget().unwrap_err().contains("1 bytes"));
    }

    #[test]
    fn single_files_have_budgets_of_their_own() {
        for (name, budget) in [(WORKER, WORKER_BUDGET), EMBED] {
            let check = |brotli| {
                let mut report = report(1);
                report.rows.push(row(name, brotli, false));
                report.check_budget()
            };
            assert_eq!(check(budget), Ok(()));
            let error = check(budget + 2).unwrap_err();
            assert!(error.contains(&format!("{name} has 2 bytes too many")), "{error}");
        }
    }

    #[test]
    fn the_table_adds_up() {
        let text = report(10).to_string();
        assert!(text.contains("* first load              30        20        10"), "{text}");
        assert!(text.contains("  all files          3000030   2000020   1000010"), "{text}");
    }
}
