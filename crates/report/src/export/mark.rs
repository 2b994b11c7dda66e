//! Writing `CommonMark` with tables. Owns what has to be escaped and how blocks are set apart. Must not know what is said.

/// A text in Markdown that grows block by block.
#[derive(Debug, Default)]
pub(super) struct Marked {
    text: String,
}

impl Marked {
    /// The text, when all is said.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// A paragraph that is Markdown already.
    pub(super) fn paragraph(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push_str("\n\n");
    }

    pub(super) fn heading(&mut self, depth: usize, words: &str) {
        let marks = "#".repeat(depth);
        self.paragraph(&format!("{marks} {words}"));
    }

    /// A list of points that are Markdown already.
    pub(super) fn list(&mut self, points: impl IntoIterator<Item = String>) {
        for point in points {
            self.text.push_str("- ");
            self.text.push_str(&point);
            self.text.push('\n');
        }
        self.text.push('\n');
    }

    /// A table of plain cells; the first row are its heads. Columns from `numbers` on stand to the right.
    pub(super) fn table(&mut self, rows: &[Vec<String>], numbers: usize) {
        for (place, row) in rows.iter().enumerate() {
            self.text.push('|');
            for cell in row {
                self.text.push(' ');
                self.text.push_str(&inline(cell));
                self.text.push_str(" |");
            }
            self.text.push('\n');
            if place == 0 {
                self.text.push('|');
                for column in 0..row.len() {
                    self.text.push_str(if column < numbers { " --- |" } else { " ---: |" });
                }
                self.text.push('\n');
            }
        }
        self.text.push('\n');
    }
}

/// A text on one line, in which nothing has a meaning to Markdown or HTML: neither inside a line, nor at its beginning,
/// nor in a cell of a table.
pub(super) fn inline(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 8);
    for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.chars() {
            if matches!(
                letter,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '$' | '^'
            ) {
                line.push('\\');
            }
            line.push(letter);
        }
    }
    // A list, a rule or an underlined heading; of a numbered list the sign after the number makes it one.
    if line.starts_with(['-', '+', '=', ':']) {
        line.insert(0, '\\');
    } else {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let mut after = line.chars().skip(digits);
        let is_sign = matches!(after.next(), Some('.' | ')'));
        if digits > 0 && is_sign && matches!(after.next(), None | Some(' ')) {
            line.insert(digits, '\\');
        }
    }
    line
}

/// A text of several lines as a quotation.
pub(super) fn quote(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let breaks = |letter: char| {
        matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
    };
    let lines: Vec<String> = text.split(breaks).map(inline).collect();
    let mut quoted = String::new();
    for (place, line) in lines.iter().enumerate() {
        let goes_on = lines.get(place + 1).is_some_and(|next| !next.is_empty());
        if line.is_empty() {
            quoted.push('>');
        } else {
            quoted.push_str("> ");
            quoted.push_str(line);
            // Lines stay lines.
            quoted.push_str(if goes_on { "\\" } else { "" });
        }
        quoted.push('\n');
    }
    quoted
}
