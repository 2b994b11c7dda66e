//! Puts the style layers together into one file, so that the first load is one request, and takes out what only authors
//! need. What only later screens need is a sheet of its own.

use crate::project::{Outcome, read};
use std::path::Path;

/// The layers in the order of the cascade: a later one wins over an earlier one.
const LAYERS: [&str; 6] = ["tokens", "base", "layout", "components", "charts", "print"];

/// The files of the screens that are loaded later.
const LATER: [&str; 3] = ["later", "ecosystem", "ecosystem-paper"];

/// The sheet of the screens that are loaded later.
pub(crate) fn later(folder: &Path) -> Outcome<String> {
    joined(folder, &LATER)
}

/// The sheet for the app as a part of another page.
pub(crate) fn frame(folder: &Path) -> Outcome<String> {
    joined(folder, &["frame"])
}

/// All layers as one style sheet.
pub(crate) fn bundle(folder: &Path) -> Outcome<String> {
    joined(folder, &LAYERS)
}

fn joined(folder: &Path, names: &[&str]) -> Outcome<String> {
    let mut bundle = String::new();
    for name in names {
        bundle.push_str(&read(&folder.join(format!("{name}.css")))?);
        bundle.push('\n');
    }
    Ok(bundle)
}

/// The same style sheet without comments and without white space that means nothing. Strings are left alone, and so is
/// everything whose meaning depends on where it stands.
pub(crate) fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    let mut space = false;
    while let Some(c) = rest.next() {
        if c == '/' && rest.peek() == Some(&'*') {
            rest.next();
            let mut previous = ' ';
            for c in rest.by_ref() {
                if previous == '*' && c == '/' {
                    break;
                }
                previous = c;
            }
            // A comment separates words as a space does.
            space = true;
            continue;
        }
        if c.is_ascii_whitespace() {
            space = true;
            continue;
        }
        let tight = |c: char| matches!(c, '{' | '}' | ';' | ',');
        if space && !tight(c) && out.chars().next_back().is_some_and(|last| !tight(last)) {
            out.push(' ');
        }
        space = false;
        out.push(c);
        if c == '"' || c == '\'' {
            let quote = c;
            while let Some(c) = rest.next() {
                out.push(c);
                if c == '\\' {
                    out.extend(rest.next());
                } else if c == quote {
                    break;
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn takes_out_comments_and_idle_space() {
        assert_eq!(
            minify("/* note */\na ,\n b  c {\n  color : red ;\n\n  margin: 0 auto;\n}\n"),
            "a,b c{color : red;margin: 0 auto;}"
        );
    }

    #[test]
    fn keeps_what_means_something() {
        for css in [
            "a :hover{width: calc(1px + (2px - 3px));}",
            "@media (width >= 30em) and (color){a{b: c;}}",
            "a::before{content: \"/* { ; } */  \\\" x\";}",
            "a>b ~ c{d: e !important;}",
        ] {
            assert_eq!(minify(css), css);
        }
        assert_eq!(minify("a/**/b"), "a b");
        assert_eq!(minify("a{b: c} /* never closed"), "a{b: c}");
    }
}
