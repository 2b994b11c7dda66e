//! A table as plain cells, for the clipboard: as text with tabs, and as HTML, which spreadsheets and word processors make a
//! table of.

use super::guard::looks_like_a_formula;

/// A table: the first row are its heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The rows with their cells.
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    /// Cells with tabs between them and a row on each line. Tabs and line breaks within a cell become blanks.
    pub fn to_tsv(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|cell| one_line(cell)).collect();
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        text
    }

    /// A `table` element. Everything in the cells is text.
    pub fn to_html(&self) -> String {
        let mut html = "<meta charset=\"utf-8\"><table>".to_owned();
        for (place, row) in self.rows.iter().enumerate() {
            let tag = if place == 0 { "th" } else { "td" };
            html.push_str("<tr>");
            for cell in row {
                html.push('<');
                html.push_str(tag);
                html.push('>');
                escape(&one_line(cell), &mut html);
                html.push_str("</");
                html.push_str(tag);
                html.push('>');
            }
            html.push_str("</tr>");
        }
        html.push_str("</table>");
        html
    }
}

/// The cell on one line, and not to be taken for a formula. A number with its sign is left alone, because it only counts.
fn one_line(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let text: String = words.join(" ").chars().filter(|letter| !letter.is_control()).collect();
    if looks_like_a_formula(&text) && !is_number(&text) { format!("'{text}") } else { text }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-', '−']).unwrap_or(text);
    digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '%'))
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
}
