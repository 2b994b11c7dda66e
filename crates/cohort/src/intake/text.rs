//! Bytes of a file as text, lines of a text, and words from it to show.

use super::Why;
use crate::{
    bytes::ended_lines,
    response::{breaks_line, is_unseen},
};

/// The most characters of an excerpt.
const EXCERPT: usize = 120;

/// How many characters are looked through for an excerpt: a code can have any number of marks that cannot be seen in it.
const LOOKED_THROUGH: usize = 4_000;

/// What a text begins with, for showing: at most 120 characters on one line, without marks that cannot be seen, blanks
/// put together. It has all of the first `least` bytes if there is room, and goes on to the end of their line.
pub fn excerpt(text: &str, least: usize) -> String {
    let mut words = String::new();
    let (mut count, mut is_blank) = (0, true);
    for (at, c) in text.char_indices().take(LOOKED_THROUGH) {
        if is_unseen(c) {
            continue;
        }
        if c.is_whitespace() || breaks_line(c) {
            if at >= least && matches!(c, '\n' | '\r') && count > 0 {
                break;
            }
            is_blank = true;
            continue;
        }
        if is_blank && count > 0 {
            words.push(' ');
            count += 1;
        }
        is_blank = false;
        if count >= EXCERPT {
            break;
        }
        words.push(c);
        count += 1;
    }
    words
}

/// Counts lines while a text is gone through. A line ends with a line feed, a carriage return, or both.
#[derive(Default)]
pub(super) struct Lines {
    at: usize,
    ended: usize,
}

impl Lines {
    /// The line, from 1, that a place is in. Cheap as long as the places come in order.
    pub(super) fn line_of(&mut self, text: &str, at: usize) -> usize {
        if at < self.at {
            *self = Self::default();
        }
        let passed = text.as_bytes().get(self.at..at).unwrap_or_default();
        let next = text.as_bytes().get(at).copied().unwrap_or_default();
        self.ended += ended_lines(passed, next);
        self.at = at;
        self.ended + 1
    }
}

/// The text of a file, from its bytes: UTF-8, UTF-16 with its mark in front, which spreadsheets write as *Unicode text*, or
/// what they write as plain CSV in western Europe and America, Windows-1252. Codes read the same in any of them; only letters
/// beyond ASCII, in other columns, can be taken for others in the last.
///
/// # Errors
/// [`Why::NotText`] for anything else: spreadsheets and documents in the formats of their programs, pictures.
pub fn text_of(bytes: Vec<u8>) -> Result<String, Why> {
    let units = |read: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks_exact(2).skip(1);
        let units = pairs.map(|pair| read(pair.try_into().unwrap_or_default()));
        String::from_utf16_lossy(&units.collect::<Vec<u16>>())
    };
    let text = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8(bytes)
            .unwrap_or_else(|error| error.as_bytes().iter().map(|byte| windows(*byte)).collect()),
    };
    if text.contains(is_in_no_text) { Err(Why::NotText) } else { Ok(text) }
}

/// Control characters that no text has. Nearly every file that is none has a zero.
fn is_in_no_text(c: char) -> bool {
    matches!(c, '\0'..='\u{6}' | '\u{E}'..='\u{19}')
}

/// The character that a byte is in Windows-1252 (WHATWG, Encoding Standard, index windows-1252).
fn windows(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    let from_80 = usize::from(byte).checked_sub(0x80).and_then(|place| FROM_80.get(place));
    from_80.copied().unwrap_or(char::from(byte))
}
