//! The page: fills the places of index.html with what only the build knows, and reads from the finished page what the
//! browser loads first.
//!
//! Made for our own page, which Trunk hands on as it is written: tags and attributes in small letters, values in double
//! quotation marks and without a `>`.

use crate::project::{Outcome, fill};

/// What the finished site may load and do. Nothing inline, nothing from elsewhere.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'none'";

/// What the build knows of the page.
pub(crate) struct Facts {
    /// Which languages there are, with spaces between them.
    pub(crate) languages: String,
    /// The name of the style sheet.
    pub(crate) sheet: String,
    /// That of the later screens.
    pub(crate) later_sheet: String,
    /// That of the app as a part of another page.
    pub(crate) frame_sheet: String,
}

/// The finished page. With the policy it refuses a page that its own policy would break.
pub(crate) fn complete(page: &str, facts: &Facts, with_policy: bool) -> Outcome<String> {
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    if with_policy {
        refuse_inline(page)?;
    }
    let places = [
        ("{languages}", &*facts.languages),
        ("{style}", &facts.sheet),
        ("{later-style}", &facts.later_sheet),
        ("{frame-style}", &facts.frame_sheet),
        // Before anything that it applies to.
        ("<!-- policy -->", if with_policy { &policy } else { "" }),
    ];
    fill(page, "index.html", &places)
}

/// The start tags without their signs, each with what follows it up to the next tag.
fn tags(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split('<')
        .filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|tag| tag.split_once('>').unwrap_or((tag, "")))
}

/// The value of an attribute.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    Some(after.split_once('"')?.0)
}

fn refuse_inline(page: &str) -> Outcome {
    for (tag, text) in tags(page) {
        let lower = tag.to_ascii_lowercase();
        let mut words = lower.split_ascii_whitespace();
        let name = words.next().unwrap_or_default();
        let script =
            name == "script" && (attribute(tag, "src").is_none() || !text.trim().is_empty());
        let attribute = words.any(|word| {
            word.starts_with("style=") || (word.starts_with("on") && word.contains('='))
        });
        if script || attribute || name == "style" {
            return Err(format!(
                "index.html has a script or a style in the page, which the content security policy forbids: put it into a \
                 file, not into <{tag}>"
            ));
        }
    }
    Ok(())
}

/// The files which the browser needs before the app can start, as the page names them: scripts, the app itself and
/// style sheets.
pub(crate) fn first_load(page: &str) -> Vec<String> {
    let mut files = Vec::new();
    for (tag, _) in tags(page) {
        if tag.starts_with("script ") {
            files.extend(["src", "data-js", "data-wasm"].map(|name| attribute(tag, name)));
        } else if attribute(tag, "rel") == Some("stylesheet") {
            files.push(attribute(tag, "href"));
        }
    }
    files.into_iter().flatten().map(|file| file.trim_start_matches("./").to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Facts, POLICY, complete, first_load};
    use crate::project::{read, root};

    /// Our own page with the script that Trunk puts in for the line about the program, as Trunk.toml has it.
    fn page() -> String {
        let script = r#"<script type="module" async src="./boot.js" data-js="./a.js" data-wasm="./a_bg.wasm"></script>"#;
        let page = read(&root().join("index.html")).unwrap();
        let lines = page.lines().filter(|line| !line.contains("copy-dir"));
        lines
            .map(|line| if line.contains("data-trunk") { script } else { line }.to_owned() + "\n")
            .collect()
    }

    fn completed(page: &str, with_policy: bool) -> Result<String, String> {
        let name = |name: &str| format!("./{name}-1.css");
        let facts = Facts {
            languages: "en pt-BR".to_owned(),
            sheet: name("style"),
            later_sheet: name("later"),
            frame_sheet: name("frame"),
        };
        complete(page, &facts, with_policy)
    }

    #[test]
    fn every_place_is_filled() {
        let page = completed(&page(), true).unwrap();
        for part in [
            r#"<html lang="en" data-languages="en pt-BR" data-later-style="./later-1.css" data-frame-style="./frame-1.css">"#,
            r#"<link rel="stylesheet" href="./style-1.css">"#,
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains('{'), "{page}");
    }

    #[test]
    fn the_policy_comes_first_after_the_charset_or_not_at_all() {
        let begin = "<head>\n<meta charset=\"utf-8\">";
        let policy =
            format!("{begin}<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
        assert!(completed(&page(), true).unwrap().contains(&policy));
        assert!(completed(&page(), false).unwrap().contains(&format!("{begin}\n<title>")));
        assert!(POLICY.starts_with("default-src 'none'; "));
    }

    #[test]
    fn refuses_what_the_policy_would_break() {
        for inline in [
            "<script>start()</script>",
            "<script type=\"module\" src=\"a.js\">start()</script>",
            "<STYLE>a{}</STYLE>",
            "<style media=\"print\">a{}</style>",
            "<p style=\"color:red\">",
            "<p\nonclick='x()'>",
        ] {
            let page = page().replace("<body>", &format!("<body>{inline}"));
            assert!(completed(&page, true).is_err(), "{inline}");
            // Trunk's script for reloading is one, too.
            assert!(completed(&page, false).is_ok(), "{inline}");
        }
    }

    #[test]
    fn refuses_a_page_without_its_places() {
        for place in ["<!-- policy -->", "{languages}", "{style}"] {
            assert!(completed(&page().replace(place, ""), true).unwrap_err().contains(place));
            assert!(completed(&page().replace(place, &place.repeat(2)), true).is_err());
        }
    }

    #[test]
    fn lists_what_the_first_load_needs() {
        let page = completed(&page(), true).unwrap();
        assert_eq!(first_load(&page), ["style-1.css", "boot.js", "a.js", "a_bg.wasm"]);
    }
}
