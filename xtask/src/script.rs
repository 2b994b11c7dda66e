//! Takes out of scripts what only their readers need.

/// The same script without the lines that are comments and without indentation. Every statement stays on its line, so that
/// this need not know the language; a tool that does would save 0.8 kB more and is one more tool.
pub(crate) fn minify(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    let mut in_text = false;
    for line in script.lines() {
        if in_text {
            out.push_str(line);
        } else {
            let mut bare = line.trim();
            if let Some(comment) = bare.strip_prefix("/*").filter(|_| !in_comment) {
                in_comment = true;
                bare = comment;
            }
            if in_comment {
                let Some((_, behind)) = bare.split_once("*/") else { continue };
                in_comment = false;
                bare = behind.trim_start();
            }
            if bare.is_empty() || bare.starts_with("//") {
                continue;
            }
            out.push_str(bare);
        }
        out.push('\n');
        // A text between backquotes can have several lines, and its spaces mean something.
        in_text ^= line.matches('`').count() % 2 == 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn takes_out_comments_and_indentation() {
        let script = "// note\nf(1);\n\n/**\n * @returns {number}\n */\nif (a) {\n    // why\n    b(\"//\"); // stays\n}\n";
        assert_eq!(minify(script), "f(1);\nif (a) {\nb(\"//\"); // stays\n}\n");
        assert_eq!(minify("/* a */\n/* b */ c; /* d */\n/* e\nf */ g;"), "c; /* d */\ng;\n");
    }

    #[test]
    fn leaves_texts_alone() {
        let script = "a = `x ${b}\n    // no comment\n\n  /* none */ `;\n";
        assert_eq!(minify(script), script);
        assert_eq!(minify("  a(`b`);\n  c;"), "a(`b`);\nc;\n");
    }
}
