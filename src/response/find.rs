//! Finding codes in whatever text they come back in.
//!
//! Owns what may stand around and inside of a code: mail programs wrap lines, quote them with `>` and put soft hyphens,
//! other programs put blanks, quotation marks, brackets and marks that cannot be seen, and links have some of it as `%20`.
//! None of these is part of a code, and none can be taken for one, so all of it is passed over. Must not know what a code
//! says.
//!
//! The text is gone through once: where the reading of one code ends, the search for the next begins.

use std::ops::Range;

use super::{
    CodeError, PREFIX, Response,
    code::{self, length_of, read, value_of},
};
use crate::model::Model;

/// The values of `1`, `2` and `F`, which every code begins with before a hyphen.
const BEGINNING: [u8; 3] = [1, 2, 15];

/// As many letters and digits have to follow a beginning for it to be called a damaged code when it is none that can be
/// read: a seat, a gate or a room can be called `12F-3`.
const LIKELY: usize = 16;

/// A code in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is, in bytes of the text.
    pub range: Range<usize>,
    /// The response, or why there is none.
    pub response: Result<Response, CodeError>,
}

/// The codes in a text, in order. What only begins like a code, and is no damaged one either, is passed over.
pub fn find<'a>(model: &'a Model, text: &'a str) -> impl Iterator<Item = Found> + 'a {
    Candidates { text, at: 0 }.filter_map(|candidate| {
        let is_worth_it = candidate.is_likely || candidate.is_intact;
        let range = candidate.range.clone();
        is_worth_it.then(|| Found { range, response: candidate.read(model) })
    })
}

/// Reads the first code in a text that can be read: of a link or of what somebody pasted. If there is none, the error is
/// that of what looks most like one.
pub fn decode(model: &Model, text: &str) -> Result<Response, CodeError> {
    let mut best: Option<(bool, CodeError)> = None;
    for candidate in (Candidates { text, at: 0 }) {
        let rank = candidate.is_intact || candidate.is_likely;
        match candidate.read(model) {
            Ok(response) => return Ok(response),
            Err(error) if best.as_ref().is_none_or(|(other, _)| rank && !other) => {
                best = Some((rank, error));
            }
            Err(_) => {}
        }
    }
    Err(best.map_or(CodeError::NoCode, |(_, error)| error))
}

/// What was in a text that somebody pasted or opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The responses, each once, in order: mail carries the same code in a link and below it, and again in every answer.
    pub responses: Vec<Response>,
    /// Why other codes in it could not be read.
    pub damaged: Vec<CodeError>,
}

impl Pasted {
    /// Everything in a text.
    ///
    /// # Errors
    /// That of what looks most like a code, if there is none that can be read, as for [`decode`].
    pub fn read(model: &Model, text: &str) -> Result<Self, CodeError> {
        let mut pasted = Self::default();
        for found in find(model, text) {
            match found.response {
                Ok(response) if pasted.responses.contains(&response) => {}
                Ok(response) => pasted.responses.push(response),
                Err(error) => pasted.damaged.push(error),
            }
        }
        if pasted.responses.is_empty() {
            pasted.responses.push(decode(model, text)?);
        }
        Ok(pasted)
    }
}

/// What begins like a code.
struct Candidate {
    range: Range<usize>,
    /// The characters after the beginning.
    values: Vec<u8>,
    error: Option<CodeError>,
    /// Whether it is whole and its checksum fits.
    is_intact: bool,
    /// Whether it was meant to be a code, whatever became of it.
    is_likely: bool,
}

impl Candidate {
    fn read(self, model: &Model) -> Result<Response, CodeError> {
        self.error.map_or_else(|| read(model, &self.values), Err)
    }
}

struct Candidates<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Candidates<'_> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        let (start, body) = self.next_beginning()?;
        let mut symbols = Symbols { text: self.text, at: body };
        let mut values = Vec::new();
        // Where the last three characters are: they can be the beginning of the next code.
        let mut recent = [body; 3];
        let mut end = body;
        let mut is_intact = false;
        let error = loop {
            let expected = match length_of(&values) {
                Ok(expected) => expected,
                Err(error) => break Some(error),
            };
            let cut_to = |found| Some(CodeError::CutShort { found, expected });
            if let Some(expected) = expected.filter(|expected| *expected == values.len()) {
                is_intact = code::is_intact(&values);
                break self.after_last(expected, end, &recent, is_intact);
            }
            let Some((at, symbol)) = symbols.next() else { break cut_to(values.len()) };
            match symbol {
                Symbol::Value(value) => {
                    values.push(value);
                    recent.rotate_left(1);
                    recent[2] = at;
                    end = symbols.at;
                }
                Symbol::Hyphen if values.ends_with(&BEGINNING) => {
                    end = recent[0];
                    break cut_to(values.len() - 3);
                }
                Symbol::Hyphen | Symbol::Nothing => {}
                Symbol::Other(found) if self.is_inside(found, symbols.at) => {
                    break Some(CodeError::Character { found, after: values.len() });
                }
                Symbol::Other(_) => break cut_to(values.len()),
            }
        };
        if error.is_some() {
            // What was read in vain can have the beginning of the next code at its end.
            end = self.taken(&recent).map_or(end, |(_, at)| at.min(end));
        }
        self.at = end;
        let is_likely = self.is_likely(start, body);
        Some(Candidate { range: start..end, values, error, is_intact, is_likely })
    }
}

impl Candidates<'_> {
    /// Where the next beginning starts and where it ends.
    fn next_beginning(&mut self) -> Option<(usize, usize)> {
        let mut symbols = Symbols { text: self.text, at: self.at };
        // No value is as high as 32.
        let mut recent = [(0, 32); 3];
        while let Some((at, symbol)) = symbols.next() {
            match symbol {
                Symbol::Value(value) => {
                    recent.rotate_left(1);
                    recent[2] = (at, value);
                }
                Symbol::Hyphen if recent.map(|(_, value)| value) == BEGINNING => {
                    return Some((recent[0].0, symbols.at));
                }
                Symbol::Hyphen | Symbol::Other(_) => recent = [(0, 32); 3],
                Symbol::Nothing => {}
            }
        }
        self.at = self.text.len();
        None
    }

    /// What is wrong with a code that has all its characters, if anything is.
    fn after_last(
        &self,
        expected: usize,
        end: usize,
        recent: &[usize; 3],
        is_intact: bool,
    ) -> Option<CodeError> {
        let taken = if is_intact { None } else { self.taken(recent) };
        if let Some((count, _)) = taken {
            return Some(CodeError::CutShort { found: expected - count, expected: Some(expected) });
        }
        let rest = self.text.as_bytes().get(end..).unwrap_or_default();
        let more = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if more > 0 && !self.begins(end) {
            return Some(CodeError::TooLong { found: expected + more, expected });
        }
        (!is_intact).then_some(CodeError::Checksum)
    }

    /// How many of the last three characters are of the next code, and where that begins: a code that lacks a few
    /// characters takes them from the one that follows.
    fn taken(&self, recent: &[usize; 3]) -> Option<(usize, usize)> {
        (1..).zip(recent.iter().rev().copied()).find(|(_, at)| self.begins(*at))
    }

    /// Whether a code begins here.
    fn begins(&self, at: usize) -> bool {
        let symbols = &mut Symbols { text: self.text, at };
        let mut expected = BEGINNING.iter();
        let stop = symbols.map(|(_, symbol)| symbol).find(|symbol| match symbol {
            Symbol::Value(value) => expected.next() != Some(value),
            Symbol::Nothing => false,
            Symbol::Hyphen | Symbol::Other(_) => true,
        });
        matches!(stop, Some(Symbol::Hyphen)) && expected.next().is_none()
    }

    /// Whether a character that no code has stands within a code and does not end it: a letter does, and a mark that more
    /// of the code follows.
    fn is_inside(&self, found: char, next: usize) -> bool {
        let following = self.text.as_bytes().get(next);
        !found.is_ascii()
            || found.is_ascii_alphanumeric()
            || (following.is_some_and(u8::is_ascii_alphanumeric) && !self.begins(next))
    }

    /// Whether the beginning is written as codes are, is not the end of another word, and has enough behind it.
    fn is_likely(&self, start: usize, body: usize) -> bool {
        let before = self.text.as_bytes().get(..start).unwrap_or_default();
        let is_start = match before {
            [] | [.., b'%', _, _] => true,
            [.., last] => !last.is_ascii_alphanumeric(),
        };
        let following = self.text.get(body..).unwrap_or_default().chars();
        let enough = following.take(LIKELY).filter(|c| c.is_alphanumeric()).count() == LIKELY;
        is_start && body == start + PREFIX.len() && self.begins(start) && enough
    }
}

/// What a character of a text means to a code.
#[derive(Clone, Copy)]
enum Symbol {
    /// A character of a code, with its value.
    Value(u8),
    /// A hyphen, which ends a beginning and separates groups in a code that somebody copied by hand.
    Hyphen,
    /// Something that can stand inside of a code and is no part of it.
    Nothing,
    /// Any other character.
    Other(char),
}

/// Goes through a text symbol by symbol.
struct Symbols<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Symbols<'_> {
    /// The symbol and where it is.
    type Item = (usize, Symbol);

    fn next(&mut self) -> Option<(usize, Symbol)> {
        let at = self.at;
        let rest = self.text.get(at..)?;
        let first = rest.chars().next()?;
        let (c, length) = match first {
            '%' => unescaped(rest.as_bytes()).unwrap_or((first, 1)),
            _ => (first, first.len_utf8()),
        };
        self.at += length;
        Some((at, symbol_of(c)))
    }
}

/// Quotation marks, brackets, the marks of quoted and of emphasized text, and the `=` at which mail breaks lines.
const MARKS: &str = "\"'`´«»‘’‚‛“”„‟‹›()[]{}<>|*_~=";

/// Characters that are read as a hyphen: programs put the one for the other.
const HYPHENS: &str =
    "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{FE58}\u{FE63}\u{FF0D}";

fn symbol_of(c: char) -> Symbol {
    if let Some(value) = value_of(c) {
        return Symbol::Value(value);
    }
    if HYPHENS.contains(c) {
        return Symbol::Hyphen;
    }
    let is_nothing = c.is_whitespace() || c.is_control() || MARKS.contains(c) || is_unseen(c);
    if is_nothing { Symbol::Nothing } else { Symbol::Other(c) }
}

/// Marks that cannot be seen, and the one that stands for what was lost on the way.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' | '\u{FFFD}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// The character that a link has as `%2D` or `%C2%AD`, and how many bytes it takes there. No control characters but those
/// that break lines: `%12F-` is a percent sign before a code.
fn unescaped(rest: &[u8]) -> Option<(char, usize)> {
    let byte = |place: usize| {
        let [b'%', high, low] = rest.get(3 * place..3 * place + 3)? else { return None };
        let digit = |digit: u8| char::from(digit).to_digit(16);
        Some((digit(*high)? << 4 | digit(*low)?) as u8)
    };
    let first = byte(0)?;
    let count = match first {
        b'\t' | b'\n' | b'\r' | b' '..=b'~' => return Some((char::from(first), 3)),
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [0; 4];
    for (place, slot) in bytes.iter_mut().enumerate().take(count) {
        *slot = byte(place)?;
    }
    let c = std::str::from_utf8(bytes.get(..count)?).ok()?.chars().next()?;
    Some((c, 3 * count))
}
