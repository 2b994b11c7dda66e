//! Puts the sheets of `style/` together: one file that the page loads first, one that comes with the later screens, one for
//! frames. Takes out what only authors need.
//!
//! Which file a sheet goes into is told by the folder that it is in, and nothing else: `first/`, `later/`, or `frame.css`.

use crate::project::{Context, Outcome, files_below, read};
use std::path::Path;

/// The layers in the order of the cascade: a later one wins over an earlier one, however specific that is. The first file
/// has rules in each of them, which tells the browser the order.
const LAYERS: [&str; 6] = ["tokens", "base", "layout", "components", "charts", "print"];

/// The folders within `first/` and `later/`. What is shared comes before the screens, so that a screen can say otherwise.
const FOLDERS: [&str; 3] = ["base", "ui", "screens"];

/// What the page loads before the first screen.
pub(crate) fn first(folder: &Path) -> Outcome<String> {
    layered(&folder.join("first"))
}

/// What comes with the screens that are loaded later.
pub(crate) fn later(folder: &Path) -> Outcome<String> {
    layered(&folder.join("later"))
}

/// What is loaded besides when the app is a part of another page. It is in no layer, and so wins over the others.
pub(crate) fn frame(folder: &Path) -> Outcome<String> {
    read(&folder.join("frame.css"))
}

/// All sheets below a folder, the rules of each layer in one block. Within a layer they stand in the order of [`FOLDERS`], and
/// then of the paths.
fn layered(folder: &Path) -> Outcome<String> {
    let mut sheets = Vec::new();
    for path in files_below(folder)? {
        let within = path.strip_prefix(folder).ok().and_then(|path| path.iter().next());
        let place = FOLDERS.iter().position(|name| within.is_some_and(|within| within == *name));
        let place = place.ok_or_else(|| {
            format!("{} must stand in one of the folders {}", path.display(), FOLDERS.join(", "))
        })?;
        sheets.push((place, path));
    }
    sheets.sort();
    let mut layers = Layers::default();
    for (_, path) in &sheets {
        add_rules(&read(path)?, &mut layers).context(path.display())?;
    }
    let blocks = LAYERS.iter().zip(&layers).filter(|(_, rules)| !rules.is_empty());
    Ok(blocks
        .map(|(name, rules)| ["@layer ", *name, " {\n", rules.as_str(), "}\n"].concat())
        .collect())
}

/// The rules of each layer, in the order of [`LAYERS`].
type Layers = [String; LAYERS.len()];

/// Adds the rules of a sheet to their layers. A sheet has nothing but comments and `@layer` blocks, which begin and end with a
/// line that is not indented. A rule outside of them would win over all others.
fn add_rules(sheet: &str, layers: &mut Layers) -> Outcome {
    let mut open: Option<&mut String> = None;
    let mut comment = false;
    for (number, line) in (1..).zip(sheet.lines()) {
        if let Some(rules) = &mut open {
            if line == "}" {
                open = None;
            } else {
                rules.push_str(line);
                rules.push('\n');
            }
        } else if comment || line.starts_with("/*") {
            comment = !line.ends_with("*/");
        } else if !line.is_empty() {
            let name = line.strip_prefix("@layer ").and_then(|rest| rest.strip_suffix(" {"));
            let place = LAYERS.iter().position(|layer| name == Some(*layer));
            let rules = place.and_then(|place| layers.get_mut(place)).ok_or_else(|| {
                format!("line {number} opens none of the layers {}: {line}", LAYERS.join(", "))
            })?;
            open = Some(rules);
        }
    }
    if open.is_some() { Err("the last layer is not closed".to_owned()) } else { Ok(()) }
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
    use super::{LAYERS, Layers, add_rules, first, frame, later, minify};
    use crate::project::{files_below, root};

    fn sorted(sheet: &str) -> Result<String, String> {
        let mut layers = Layers::default();
        add_rules(sheet, &mut layers)?;
        Ok(minify(&layers.join(";")))
    }

    #[test]
    fn rules_go_to_their_layers() {
        let sheet = "/* Head,\n   of two lines. */\n@layer layout {\n  a {\n    b: c;\n  }\n}\n\n@layer print {\n  @media print {\n    a {\n      b: d;\n    }\n  }\n}\n\n@layer layout {\n  e {\n    f: g;\n  }\n}\n";
        assert_eq!(sorted(sheet).unwrap(), ";;a{b: c;}e{f: g;};;;@media print{a{b: d;}}");
    }

    #[test]
    fn a_rule_outside_of_the_layers_is_refused() {
        for sheet in [
            "a {\n  b: c;\n}\n",
            "@layer nowhere {\n}\n",
            "@media print {\n}\n",
            "@layer base {\n  a {\n  b: c;\n}\n}\n",
            "@layer base {\n  a {\n    b: c;\n  }\n",
        ] {
            assert!(sorted(sheet).is_err(), "{sheet}");
        }
    }

    #[test]
    fn the_first_file_says_the_order_of_the_layers() {
        let style = root().join("style");
        let layers = |file: &str| -> Vec<String> {
            let lines = file.lines().filter_map(|line| line.strip_prefix("@layer "));
            lines.map(|line| line.trim_end_matches(" {").to_owned()).collect()
        };
        assert_eq!(layers(&first(&style).unwrap()), LAYERS);
        assert!(!layers(&later(&style).unwrap()).is_empty());
        assert!(layers(&frame(&style).unwrap()).is_empty(), "it would no longer win");
    }

    #[test]
    fn no_sheet_is_lost() {
        let style = root().join("style");
        for path in files_below(&style).unwrap() {
            let within = path.strip_prefix(&style).unwrap();
            let known = ["first", "later", "frame.css"].iter().any(|name| within.starts_with(name));
            assert!(known, "{} goes into no file", within.display());
        }
    }

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
