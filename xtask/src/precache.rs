//! Tells the service worker which files the site has. Owns which of them are kept on a device, and the version, which is
//! another as soon as one byte of them is; what is done with the list is the business of `public/sw.js`.

use crate::dist::{self, is_compressed};
use crate::page;
use crate::project::{Context, Outcome, files_below, fill, read, root, write};
use crate::script;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// The service worker's file, in the folder of the site.
pub(crate) const WORKER: &str = "sw.js";

/// What the finished service worker may cost at most, in bytes after brotli. It is fetched anew whenever a browser looks for
/// a new version.
pub(crate) const WORKER_BUDGET: u64 = 2_000;

/// Where the list, the version and the name of the app stand in the service worker.
const PLACES: [&str; 3] = ["{/* files */}", "\"/* version */\"", "\"/* glue */\""];

/// Files that the app does not need: the page, which has an entry of its own, and what belongs to whoever runs the site.
const NOT_KEPT: [&str; 5] =
    ["index.html", WORKER, "config.json", "manifest.webmanifest", "embed.js"];

/// Folders for stores, for hosts and for readers.
const NOT_KEPT_BELOW: [&str; 4] = ["screenshots/", "examples/", "schema/", "docs/"];

/// Kinds of files that a browser needs to run the app.
const KEPT_KINDS: [&str; 6] = ["css", "js", "json", "png", "svg", "wasm"];

/// So many hexadecimal digits of a file's hash are compared. It is there to tell builds apart, not to stop an attacker,
/// who could write the list as well.
const DIGITS: usize = 8;

/// A file that is kept.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    name: String,
    digest: String,
}

/// Whether a file of the site is kept on a device. `name` is relative to the folder, with slashes.
fn is_kept(name: &str) -> bool {
    let kind = Path::new(name).extension().and_then(|kind| kind.to_str()).unwrap_or("");
    KEPT_KINDS.contains(&kind)
        && !NOT_KEPT.contains(&name)
        && !NOT_KEPT_BELOW.iter().any(|folder| name.starts_with(folder))
        && !name.starts_with('_')
}

fn hex(bytes: impl AsRef<[u8]>, digits: usize) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().flat_map(|byte| [byte >> 4, byte & 15]).take(digits).map(digit).collect()
}

fn digit(value: u8) -> char {
    char::from_digit(value.into(), 16).unwrap_or('0')
}

/// The kept files of a folder, sorted by name.
fn list(folder: &Path) -> Outcome<Vec<Kept>> {
    let mut kept = Vec::new();
    for file in files_below(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if is_compressed(&file) || !is_kept(&name) {
            continue;
        }
        let bytes = fs::read(&file).context(format_args!("cannot read {}", file.display()))?;
        kept.push(Kept { name, digest: hex(bytes, DIGITS) });
    }
    Ok(kept)
}

/// Writes list and version into a service worker that has the places for them. `page` is the finished page.
fn complete(worker: &str, page: &str, kept: &[Kept]) -> Outcome<String> {
    // In the list there are names of files and hexadecimal digits, nothing that would have to be quoted.
    let entries: Vec<String> =
        kept.iter().map(|Kept { name, digest }| format!("\"{name}\":\"{digest}\"")).collect();
    let entries = format!("{{{}}}", entries.join(","));
    let version = hex(format!("{worker}\n{page}\n{entries}"), 16);
    let glue = page::first_load(page)
        .into_iter()
        .find(|name| name.ends_with("_bg.wasm"))
        .ok_or("index.html does not name the app")?;
    let [files, version_place, glue_place] = PLACES;
    let (version, glue) = (format!("\"{version}\""), format!("\"{glue}\""));
    fill(worker, WORKER, &[(files, &entries), (version_place, &version), (glue_place, &glue)])
}

/// Completes the service worker of a folder that has everything else. `source` is the service worker as it is written.
pub(crate) fn write_worker(folder: &Path, source: &str) -> Outcome {
    let page = read(&folder.join("index.html"))?;
    write(&folder.join(WORKER), complete(source, &page, &list(folder)?)?)
}

/// The same for a finished site in which something was changed by hand, with the compressed files if it has some.
pub(crate) fn complete_anew(folder: &Path) -> Outcome {
    write_worker(folder, &script::minify(&read(&root().join("public").join(WORKER))?))?;
    if dist::compressed(&folder.join(WORKER), "br").is_file() {
        dist::compress(folder)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Kept, complete, hex, is_kept, list};
    use crate::project::root;
    use crate::script;
    use std::fs;

    const PAGE: &str =
        r#"<html><script src="boot.js" data-js="./a.js" data-wasm="./a_bg.wasm"></script></html>"#;

    fn kept(name: &str, digest: &str) -> Kept {
        Kept { name: name.to_owned(), digest: digest.to_owned() }
    }

    fn source() -> String {
        fs::read_to_string(root().join("public/sw.js")).unwrap()
    }

    #[test]
    fn keeps_what_the_app_needs_and_nothing_else() {
        for name in [
            "boot.js",
            "content/en.json",
            "content/pt-BR-0123456789abcdef.json",
            "icon.svg",
            "icons/any-192.png",
            "style-later-5c4df54f5102ff4d.css",
            "twelvefold-41417d12945de048-split_later.wasm",
        ] {
            assert!(is_kept(name), "{name}");
        }
        for name in [
            "index.html",
            "404.html",
            "sw.js",
            "config.json",
            "embed.js",
            "manifest.webmanifest",
            "screenshots/wide.png",
            "schema/config.schema.json",
            "_headers",
            "robots.txt",
            "README.md",
        ] {
            assert!(!is_kept(name), "{name}");
        }
    }

    #[test]
    fn the_hash_is_that_of_the_browser() {
        // What `crypto.subtle.digest("SHA-256", …)` gives for three letters: FIPS 180-2, B.1.
        assert_eq!(hex("abc", 16), "ba7816bf8f01cfea");
    }

    #[test]
    fn every_changed_byte_makes_another_version() {
        let source = source();
        let version = |worker: &str, page: &str, files: &[Kept]| {
            let done = complete(worker, page, files).unwrap();
            let line = done.lines().find(|line| line.starts_with("const VERSION")).unwrap();
            line.to_owned()
        };
        let files = [kept("a.js", "00000000"), kept("boot.js", "11111111")];
        let first = version(&source, PAGE, &files);
        assert_eq!(first, version(&source, PAGE, &files));
        assert_ne!(first, version(&source, PAGE, &[kept("a.js", "00000001")]));
        assert_ne!(first, version(&source, &PAGE.replace("<html>", "<html lang=en>"), &files));
        assert_ne!(first, version(&(source.clone() + " "), PAGE, &files));
    }

    #[test]
    fn the_list_stands_in_the_worker() {
        let done = complete(&source(), PAGE, &[kept("a.js", "0a1b2c3d")]).unwrap();
        assert!(done.contains("const FILES = {\"a.js\":\"0a1b2c3d\"};"), "{done}");
        assert!(done.contains("const GLUE = \"a_bg.wasm\";"), "{done}");
        assert!(!done.contains("/* "), "a place is left:\n{done}");
        // Neither twice nor into a worker without the places.
        assert!(complete(&done, PAGE, &[]).is_err());
        assert!(complete(&source(), "<html></html>", &[]).is_err());
    }

    #[test]
    fn lists_a_folder_without_what_is_compressed() {
        let folder = std::env::temp_dir().join(format!("twelvefold-list-{}", std::process::id()));
        fs::create_dir_all(folder.join("content")).unwrap();
        for name in ["content/en.json", "boot.js", "boot.js.br", "boot.js.gz", "index.html"] {
            fs::write(folder.join(name), "abc").unwrap();
        }
        let found = list(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, [kept("boot.js", "ba7816bf"), kept("content/en.json", "ba7816bf")]);
    }

    #[test]
    fn shortening_leaves_the_places() {
        assert!(complete(&script::minify(&source()), PAGE, &[]).is_ok());
    }
}
