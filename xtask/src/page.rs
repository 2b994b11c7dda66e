//! The page: reads the tags of index.html, and puts in what only the build knows. Made for our own page, not for any
//! HTML: it knows tags, attributes, comments and the raw text of scripts and styles.

use crate::project::Outcome;

/// What the finished site may load and do. Nothing inline, nothing from elsewhere.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'none'";

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// In small letters.
    pub(crate) name: String,
    /// Names in small letters, values as written; an attribute without a value has the empty one.
    attributes: Vec<(String, &'a str)>,
    /// What is between a script's or style's tags.
    text: &'a str,
    /// The first byte after the tag.
    end: usize,
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| *value)
    }
}

/// All start tags in order.
pub(crate) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            rest = after;
            continue;
        }
        let (name, after) = split_at(after, |c| c.is_ascii_whitespace() || c == '>' || c == '/');
        let name = name.to_ascii_lowercase();
        let (attributes, after) = attributes(after);
        let end = html.len() - after.len();
        let text = match name.as_str() {
            "script" | "style" => {
                let close = format!("</{name}");
                after
                    .to_ascii_lowercase()
                    .find(&close)
                    .and_then(|at| after.get(..at))
                    .unwrap_or(after)
            }
            _ => "",
        };
        rest = after.strip_prefix(text).unwrap_or(after);
        tags.push(Tag { name, attributes, text, end });
    }
    tags
}

/// Reads attributes up to the end of the tag, and gives back what follows the tag.
fn attributes(mut rest: &str) -> (Vec<(String, &str)>, &str) {
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (attributes, after);
        }
        if rest.is_empty() {
            return (attributes, rest);
        }
        let (name, after) =
            split_at(rest, |c| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'));
        let mut value = "";
        rest = after;
        if let Some(after) = after.trim_start().strip_prefix('=') {
            let after = after.trim_start();
            let quoted =
                ['"', '\''].iter().find_map(|quote| after.strip_prefix(*quote)?.split_once(*quote));
            (value, rest) =
                quoted.unwrap_or_else(|| split_at(after, |c| c.is_ascii_whitespace() || c == '>'));
        } else if name.is_empty() {
            // A stray sign such as a second `=`: step over it, so that the loop always ends.
            rest = after.strip_prefix(|_: char| true).unwrap_or("");
            continue;
        }
        attributes.push((name.to_ascii_lowercase(), value));
    }
}

fn split_at(text: &str, end: impl Fn(char) -> bool) -> (&str, &str) {
    text.find(end).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

/// Tells the page what only the build knows, as an attribute `data-{name}`: which languages there are, and what the sheet of
/// the later screens is called. `boot.js` reads them.
pub(crate) fn with_data(html: &str, name: &str, value: &str) -> Outcome<String> {
    let tags = tags(html);
    let tag = tags.iter().find(|tag| tag.name == "html").ok_or("index.html has no <html> tag")?;
    // Before the closing sign of the tag.
    insert(html, tag.end.saturating_sub(1), &format!(" data-{name}=\"{value}\""))
}

/// Puts the policy into the page, before anything it applies to. Refuses a page that its own policy would break.
pub(crate) fn with_policy(html: &str) -> Outcome<String> {
    let tags = tags(html);
    refuse_inline(&tags)?;
    let charset = tags
        .iter()
        .find(|tag| tag.name == "meta" && tag.attribute("charset").is_some())
        .ok_or("index.html does not say its charset")?;
    insert(
        html,
        charset.end,
        &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"),
    )
}

fn refuse_inline(tags: &[Tag<'_>]) -> Outcome {
    for tag in tags {
        let script =
            tag.name == "script" && (tag.attribute("src").is_none() || !tag.text.trim().is_empty());
        let style = tag.name == "style";
        let attribute =
            tag.attributes.iter().find(|(name, _)| name == "style" || name.starts_with("on"));
        let found = if script {
            "a script with its code in the page"
        } else if style {
            "a style sheet in the page"
        } else if let Some((name, _)) = attribute {
            &format!("the attribute `{name}`")
        } else {
            continue;
        };
        return Err(format!(
            "the page has {found} in <{}>, which the content security policy forbids: put it into a file",
            tag.name
        ));
    }
    Ok(())
}

fn insert(html: &str, at: usize, what: &str) -> Outcome<String> {
    let (before, after) =
        html.split_at_checked(at).ok_or("index.html is not what it seems: cannot edit it")?;
    Ok(format!("{before}{what}{after}"))
}

/// The files which the browser needs before the app can start, as the page names them: scripts, the app itself and
/// style sheets.
pub(crate) fn first_load(html: &str) -> Vec<String> {
    let mut files = Vec::new();
    for tag in tags(html) {
        match tag.name.as_str() {
            "script" => {
                files.extend(
                    ["src", "data-js", "data-wasm"].iter().filter_map(|name| tag.attribute(name)),
                );
            }
            "link" if tag.attribute("rel") == Some("stylesheet") => {
                files.extend(tag.attribute("href"));
            }
            _ => {}
        }
    }
    files.iter().map(|file| file.trim_start_matches("./").to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{first_load, tags, with_data, with_policy};

    const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>a < b</title>
<!-- <script>inline</script> <p style="x"> -->
<link rel=stylesheet href='./style-1.css'/>
<script type="module" async src="./boot.js" data-js="./a.js" data-wasm="./a_bg.wasm"></script>
</head><body hidden><p title="a > b">x</p></body></html>"#;

    #[test]
    fn reads_tags_and_attributes() {
        let tags = tags(PAGE);
        let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["html", "head", "meta", "title", "link", "script", "body", "p"]);
        assert_eq!(tags[5].attribute("async"), Some(""));
        assert_eq!(tags[7].attribute("title"), Some("a > b"));
        assert_eq!(tags[7].attribute("class"), None);
    }

    #[test]
    fn ends_on_any_page() {
        for (at, _) in PAGE.char_indices() {
            tags(PAGE.split_at(at).0);
        }
        tags("<a = = > <b =' <c \"\" ==/>");
    }

    #[test]
    fn puts_the_policy_first_after_the_charset() {
        let page = with_policy(PAGE).unwrap();
        let tags = tags(&page);
        assert_eq!(tags[2].attribute("charset"), Some("utf-8"));
        assert_eq!(tags[3].attribute("http-equiv"), Some("Content-Security-Policy"));
        assert!(tags[3].attribute("content").unwrap().starts_with("default-src 'none'; "));
    }

    #[test]
    fn refuses_what_the_policy_would_break() {
        for inline in [
            "<script>start()</script>",
            "<script type=module src=a.js>start()</script>",
            "<STYLE>a{}</STYLE>",
            "<p style=\"color:red\">",
            "<p onclick='x()'>",
        ] {
            let page = PAGE.replace("<body hidden>", &format!("<body>{inline}"));
            assert!(with_policy(&page).is_err(), "{inline}");
        }
    }

    #[test]
    fn names_the_languages() {
        let page = with_data(PAGE, "languages", "en pt-BR").unwrap();
        assert_eq!(tags(&page)[0].attribute("data-languages"), Some("en pt-BR"));
        assert_eq!(tags(&page)[0].attribute("lang"), Some("en"));
    }

    #[test]
    fn lists_what_the_first_load_needs() {
        assert_eq!(first_load(PAGE), ["style-1.css", "boot.js", "a.js", "a_bg.wasm"]);
    }
}
