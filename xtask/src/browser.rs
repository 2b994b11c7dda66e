//! What the end-to-end tests need beyond the site: Node, the packages of `tests/e2e`, and a Chromium browser.

use crate::project::{Context, Outcome, ask, command, read, root, run, write};
use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node that the test runner works with.
const NODE: u32 = 20;

/// Names under which a Chromium browser is on the search path.
const PROGRAMS: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
];

/// Where installers put a Chromium browser without adding it to the search path.
const PLACES: [&str; 9] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
    "/snap/bin/chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/// The end-to-end tests, ready to be given their arguments. Installs what is missing.
pub(crate) fn tests() -> Outcome<Command> {
    ensure_node()?;
    ensure_packages()?;
    let browser = ensure_browser()?;
    println!("browser: {}", browser.display());
    let mut tests = playwright();
    tests.arg("test").env("TWELVEFOLD_CHROMIUM", browser);
    Ok(tests)
}

/// The tests that need Node and no browser, with these arguments. Installs what is missing.
pub(crate) fn node_tests(arguments: &[&str]) -> Outcome<Command> {
    ensure_node()?;
    ensure_packages()?;
    let mut node = command("node");
    node.current_dir(folder()).args(["--test", "--test-reporter=./node/reporter.mjs"]);
    node.args(arguments);
    // By their names: what Node makes of a folder depends on its version.
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("node"))
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .context("tests/e2e/node")?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    node.args(files);
    Ok(node)
}

/// Where the end-to-end tests write which of them were slow.
pub(crate) fn times() -> PathBuf {
    folder().join("results/times.txt")
}

fn folder() -> PathBuf {
    root().join("tests/e2e")
}

/// Through Node itself: the scripts beside it have other names on other systems.
fn playwright() -> Command {
    let mut playwright = command("node");
    playwright.current_dir(folder()).arg("node_modules/@playwright/test/cli.js");
    playwright
}

fn ensure_node() -> Outcome {
    let version = ask(command("node").arg("--version"));
    let wanted = format!(
        "the end-to-end tests want Node {NODE} or newer (https://nodejs.org, or the package `nodejs` and `npm` of the \
         system)"
    );
    match version {
        None => Err(format!("Node is missing: {wanted}")),
        Some(version) if major(&version).is_none_or(|major| major < NODE) => {
            Err(format!("Node is {version}: {wanted}"))
        }
        Some(_) => Ok(()),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// Installs the packages if the list has changed since the last time.
fn ensure_packages() -> Outcome {
    let mut hasher = DefaultHasher::new();
    for name in ["package.json", "package-lock.json"] {
        read(&folder().join(name))?.hash(&mut hasher);
    }
    let wanted = format!("{:016x}\n", hasher.finish());
    // In the folder that it speaks of: whoever removes that removes the stamp.
    let stamp = folder().join("node_modules/.installed");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("Installing the packages of the end-to-end tests into tests/e2e/node_modules.");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(command(npm)
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder())
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    write(&stamp, wanted)
}

fn ensure_browser() -> Outcome<PathBuf> {
    if let Some(chosen) = env::var_os("TWELVEFOLD_CHROMIUM") {
        let chosen = PathBuf::from(chosen);
        return if chosen.is_file() {
            Ok(chosen)
        } else {
            Err(format!("TWELVEFOLD_CHROMIUM is {}, which does not exist", chosen.display()))
        };
    }
    if let Some(browser) = find_browser() {
        return Ok(browser);
    }
    let root = ask(command("id").arg("-u")).is_some_and(|id| id == "0");
    let mut tried = Vec::new();
    let debian = root && ask(command("apt-get").arg("--version")).is_some();
    if debian {
        println!(
            "No Chromium browser found: installing the system's package, as this is root on a Debian."
        );
        match install_by_apt() {
            Ok(()) => {}
            Err(error) => tried.push(error),
        }
    }
    if find_browser().is_none() {
        println!(
            "No Chromium browser found: asking Playwright to download one into its own folder."
        );
        let mut install = playwright();
        install.arg("install");
        if debian {
            install.arg("--with-deps");
        }
        match run(install.arg("chromium")) {
            Ok(()) => {}
            Err(error) => tried.push(error),
        }
    }
    find_browser().ok_or_else(|| {
        format!(
            "there is no Chromium browser, and none could be installed. Install Chromium, Google Chrome or Microsoft \
             Edge (Debian and Ubuntu: `apt-get install chromium`), or set TWELVEFOLD_CHROMIUM to the program.\n{}",
            tried.join("\n")
        )
    })
}

fn install_by_apt() -> Outcome {
    let apt = || {
        let mut apt = command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    run(apt().arg("update"))?;
    // With a font: without one, text has no width and the tests of the layout mean nothing.
    run(apt().args(["install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"]))
        .context("the system's packages")
}

fn find_browser() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let on_path = PROGRAMS.iter().flat_map(|program| {
        let program = format!("{program}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(move |folder| folder.join(&program))
    });
    let at_places = PLACES.iter().map(PathBuf::from);
    on_path.chain(at_places).find(|browser| browser.is_file()).or_else(playwrights_own)
}

/// The browser that Playwright has downloaded at some time, if any.
fn playwrights_own() -> Option<PathBuf> {
    let question = "console.log(require('playwright-core').chromium.executablePath())";
    let answer = ask(command("node").current_dir(folder()).args(["--eval", question]))?;
    Some(answer).filter(|path| Path::new(path).is_file()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn reads_the_version_of_node() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
