//! Keeping a spreadsheet from running what a person wrote. A cell that begins like a formula gets an apostrophe in front,
//! which spreadsheets take for *this is text*.

use std::borrow::Cow;

/// Whether a spreadsheet could take the text for a formula: it begins with `=`, `+`, `-` or `@`, in full width or small
/// form too, be it after blanks, quotes or what cannot be seen; or a tab or line break stands among these.
pub fn looks_like_a_formula(text: &str) -> bool {
    for letter in text.chars() {
        match letter {
            '\t' | '\r' | '\n' | '=' | '+' | '-' | '@'
            // The same in full width and in small form, and the sign for minus.
            | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫' | '−' => return true,
            _ if is_skipped(letter) => {}
            _ => return false,
        }
    }
    false
}

/// The text, with an apostrophe in front where a spreadsheet could take it for a formula. It can be undone: where a text
/// begins with an apostrophe and what follows looks like a formula, one apostrophe goes.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if looks_like_a_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// Blanks, quotes and letters that cannot be seen: some programs take them away before they look.
fn is_skipped(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(
            letter,
            '"' | '\'' | '`' | '´' | '‘'..='‟' | '«' | '»' | '‹' | '›' | '＂' | '＇'
        )
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(letter, '\u{2060}'..='\u{206f}' | '\u{feff}')
}
