//! Finding codes in whatever text they come back in.
//!
//! Owns what may stand around and inside of a code: mail programs wrap lines, quote them with `>` and put soft hyphens,
//! other programs put blanks, quotation marks, brackets and marks that cannot be seen, and links have some of it as `%20`.
//! None of these is part of a code, and none can be taken for one, so all of it is passed over. Must not know what a code
//! says.
//!
//! The text is gone through once: where the reading of one code ends, the search for the next begins. The search can pause
//! where there is no code, so that a long text does not keep anybody waiting.

use std::{iter, ops::Range};

use super::{
    CodeError, PREFIX, Packed, Response,
    code::{self, FRAME, length_of, read, value_of},
};
use crate::bytes::find_either;
use domain::model::Model;

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
    let mut search = Search::default();
    iter::from_fn(move || {
        loop {
            match search.step(model, text, usize::MAX) {
                Step::Code(hit) => {
                    let response = hit.outcome.map(|()| search.packed.response(&model.id));
                    return Some(Found { range: hit.range, response });
                }
                Step::Alike(_) | Step::Pause => {}
                Step::End => return None,
            }
        }
    })
}

/// Reads the first code in a text that can be read: of a link or of what somebody pasted. If there is none, the error is
/// that of what looks most like one.
pub fn decode(model: &Model, text: &str) -> Result<Response, CodeError> {
    let mut search = Search::default();
    let mut best: Option<(bool, CodeError)> = None;
    loop {
        let (rank, hit) = match search.step(model, text, usize::MAX) {
            Step::Code(hit) => (true, hit),
            Step::Alike(hit) => (false, hit),
            Step::Pause => continue,
            Step::End => return Err(best.map_or(CodeError::NoCode, |(_, error)| error)),
        };
        match hit.outcome {
            Ok(()) => return Ok(search.packed.response(&model.id)),
            Err(error) if best.as_ref().is_none_or(|(other, _)| rank && !other) => {
                best = Some((rank, error));
            }
            Err(_) => {}
        }
    }
}

/// Where the first code of a text begins, whole or damaged, if it is written as codes are. Looked for is its 2, because this
/// is asked of every cell of a table.
pub(crate) fn first_likely(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let two = from + find_either(bytes.get(from..)?, b'2', b'2')?;
        from = two + 1;
        let start = two.saturating_sub(1);
        let is_written = match bytes.get(start..start + PREFIX.len()) {
            Some([one, b'2', b'F' | b'f', b'-']) => is_one(*one),
            _ => false,
        };
        if is_written && Text(text).is_likely(start, start + PREFIX.len()) {
            return Some(start);
        }
    }
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

/// Something in a text that begins like a code.
pub(crate) struct Hit {
    /// Where it is, in bytes of the text.
    pub(crate) range: Range<usize>,
    /// Nothing if it can be read, and then [`Search::packed`] has what it says; else why not.
    pub(crate) outcome: Result<(), CodeError>,
}

/// What the next step of a search comes to.
pub(crate) enum Step {
    /// A code, whole or damaged.
    Code(Hit),
    /// Something that begins like a code and is none. It can never be read.
    Alike(Hit),
    /// So far there is none; the search can go on from here.
    Pause,
    /// There are no more.
    End,
}

/// Looking for codes in a text, from one to the next. Each step has to be given the same text.
#[derive(Default)]
pub(crate) struct Search {
    at: usize,
    /// How many characters of a beginning come last before this place, 0 to 3, and where the first of them is.
    begun: usize,
    start: usize,
    /// The characters of the code that was read last, after its beginning, and what it says. Kept for their room.
    values: Values,
    packed: Packed,
}

/// One more than the most characters that a code can have after its beginning: its length stands in ten bits.
const ROOM: usize = 1 << 10;

/// Values of the characters of a code, in one place that never moves.
struct Values {
    all: [u8; ROOM],
    count: usize,
}

impl Default for Values {
    fn default() -> Self {
        Self { all: [0; ROOM], count: 0 }
    }
}

impl std::ops::Deref for Values {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.all.get(..self.count).unwrap_or_default()
    }
}

impl Values {
    fn clear(&mut self) {
        self.count = 0;
    }

    fn push(&mut self, value: u8) {
        if let Some(slot) = self.all.get_mut(self.count) {
            *slot = value;
            self.count += 1;
        }
    }

    /// Takes the characters that follow, up to the first that no code has and at most so many; returns how many.
    fn push_piece(&mut self, ahead: &[u8], most: usize) -> usize {
        let free = self.all.get_mut(self.count..).unwrap_or_default();
        let mut count = 0;
        for (slot, byte) in free.iter_mut().zip(ahead).take(most) {
            let value = class_of(*byte);
            if value >= NOTHING {
                break;
            }
            *slot = value;
            count += 1;
        }
        self.count += count;
        count
    }
}

impl Search {
    /// How far the search has come, in bytes of the text.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// What the last code says, if it could be read.
    pub(crate) fn packed(&self) -> &Packed {
        &self.packed
    }

    /// Goes on to what begins like a code, but if there is nothing of the kind, not further than about `until`.
    pub(crate) fn step(&mut self, model: &Model, text: &str, until: usize) -> Step {
        let Some((start, body)) = self.next_beginning(text, until) else {
            return if self.at < text.len() { Step::Pause } else { Step::End };
        };
        let (end, error, is_intact) = Text(text).read(body, &mut self.values);
        self.at = end;
        let outcome = match error {
            None => read(model, &self.values, &mut self.packed),
            Some(error) => Err(error),
        };
        let hit = Hit { range: start..end, outcome };
        if is_intact || Text(text).is_likely(start, body) {
            Step::Code(hit)
        } else {
            Step::Alike(hit)
        }
    }

    /// Where the next beginning starts and where it ends.
    fn next_beginning(&mut self, text: &str, until: usize) -> Option<(usize, usize)> {
        let mut until = until.min(text.len());
        while !text.is_char_boundary(until) {
            until += 1;
        }
        while self.at < until {
            if self.begun == 0 {
                self.at += skipped(text.as_bytes().get(self.at..until).unwrap_or_default());
                if self.at == until {
                    break;
                }
                // Nearly all of them are written so.
                let start = self.at;
                let ahead = text.as_bytes().get(start..).unwrap_or_default();
                if ahead.starts_with(PREFIX.as_bytes()) {
                    self.at += PREFIX.len();
                    return Some((start, self.at));
                }
            }
            let mut symbols = Symbols { text, at: self.at };
            let (at, symbol) = symbols.next()?;
            self.at = symbols.at;
            match symbol {
                Symbol::Value(value) if BEGINNING.get(self.begun) == Some(&value) => {
                    if self.begun == 0 {
                        self.start = at;
                    }
                    self.begun += 1;
                }
                // Only the first character of a beginning can be the first of another.
                Symbol::Value(value) => {
                    self.begun = usize::from(BEGINNING.first() == Some(&value));
                    self.start = at;
                }
                Symbol::Hyphen if self.begun == BEGINNING.len() => {
                    self.begun = 0;
                    return Some((self.start, self.at));
                }
                Symbol::Hyphen | Symbol::Other(_) => self.begun = 0,
                Symbol::Nothing => {}
            }
        }
        None
    }
}

/// A text that has a code in it.
#[derive(Clone, Copy)]
struct Text<'a>(&'a str);

impl Text<'_> {
    /// Reads the code whose beginning ends at `body` into `values`. Returns where the search for the next one goes on, what
    /// is wrong with it, and whether it is whole and its checksum fits.
    fn read(self, body: usize, values: &mut Values) -> (usize, Option<CodeError>, bool) {
        values.clear();
        let mut symbols = Symbols { text: self.0, at: body };
        // Where the last three characters are: they can be the beginning of the next code.
        let mut recent = [body; 3];
        let mut end = body;
        let mut is_intact = false;
        let mut expected = None;
        let error = loop {
            let cut_to = |found| Some(CodeError::CutShort { found, expected });
            let Some((at, symbol)) = symbols.next() else { break cut_to(values.len()) };
            match symbol {
                Symbol::Value(value) => {
                    values.push(value);
                    recent = [recent[1], recent[2], at];
                    // Most codes stand in one piece.
                    let room = expected.unwrap_or(FRAME).saturating_sub(values.len());
                    let ahead = self.0.as_bytes().get(symbols.at..).unwrap_or_default();
                    let piece = values.push_piece(ahead, room);
                    symbols.at += piece;
                    for at in symbols.at - piece.min(3)..symbols.at {
                        recent = [recent[1], recent[2], at];
                    }
                    end = symbols.at;
                    if expected.is_none() {
                        expected = match length_of(values) {
                            Ok(expected) => expected,
                            Err(error) => break Some(error),
                        };
                    }
                    if let Some(expected) = expected.filter(|expected| *expected == values.len()) {
                        is_intact = code::is_intact(values);
                        break self.after_last(expected, end, &recent, is_intact);
                    }
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
        (end, error, is_intact)
    }

    /// What is wrong with a code that has all its characters, if anything is.
    fn after_last(
        self,
        expected: usize,
        end: usize,
        recent: &[usize; 3],
        is_intact: bool,
    ) -> Option<CodeError> {
        let taken = if is_intact { None } else { self.taken(recent) };
        if let Some((count, _)) = taken {
            return Some(CodeError::CutShort { found: expected - count, expected: Some(expected) });
        }
        let rest = self.0.as_bytes().get(end..).unwrap_or_default();
        let more = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if more > 0 && !self.begins(end) {
            return Some(CodeError::TooLong { found: expected + more, expected });
        }
        (!is_intact).then_some(CodeError::Checksum)
    }

    /// How many of the last three characters are of the next code, and where that begins: a code that lacks a few
    /// characters takes them from the one that follows.
    fn taken(self, recent: &[usize; 3]) -> Option<(usize, usize)> {
        (1..).zip(recent.iter().rev().copied()).find(|(_, at)| self.begins(*at))
    }

    /// Whether a code begins here.
    fn begins(self, at: usize) -> bool {
        let symbols = &mut Symbols { text: self.0, at };
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
    fn is_inside(self, found: char, next: usize) -> bool {
        let following = self.0.as_bytes().get(next);
        !found.is_ascii()
            || found.is_ascii_alphanumeric()
            || (following.is_some_and(u8::is_ascii_alphanumeric) && !self.begins(next))
    }

    /// Whether the beginning is written as codes are, is not the end of another word, and has enough behind it.
    fn is_likely(self, start: usize, body: usize) -> bool {
        let before = self.0.as_bytes().get(..start).unwrap_or_default();
        let is_start = match before {
            [] | [.., b'%', _, _] => true,
            [.., last] => !last.is_ascii_alphanumeric(),
        };
        let following = self.0.get(body..).unwrap_or_default().chars();
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
        let byte = *self.text.as_bytes().get(at)?;
        let symbol = match class_of(byte) {
            value @ 0..32 => Symbol::Value(value),
            HYPHEN => Symbol::Hyphen,
            NOTHING => Symbol::Nothing,
            OTHER => Symbol::Other(char::from(byte)),
            _ => return self.longer(),
        };
        self.at = at + 1;
        Some((at, symbol))
    }
}

impl Symbols<'_> {
    /// One of more than one byte, or a percent sign.
    fn longer(&mut self) -> Option<(usize, Symbol)> {
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

/// What a byte is: below 32 the value of a character, or one of these. A byte that is none of them begins something longer.
const NOTHING: u8 = 32;
const HYPHEN: u8 = 33;
const OTHER: u8 = 34;
const LONGER: u8 = 35;

/// Quotation marks, brackets, the marks of quoted and of emphasized text, and the `=` at which mail breaks lines.
const MARKS: &[u8] = b"\"'`()[]{}<>|*_~=";

/// The class of each byte. A table, because nearly all of what is pasted is passed over, a byte at a time.
static CLASSES: [u8; 256] = {
    let mut classes = [LONGER; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        let mut is_mark = byte.is_ascii_whitespace() || byte.is_ascii_control();
        let mut marks = MARKS;
        while let [mark, rest @ ..] = marks {
            is_mark |= *mark == byte;
            marks = rest;
        }
        let class = match (value_of(byte), byte) {
            (Some(value), _) => value,
            (None, b'-') => HYPHEN,
            (None, b'%') => LONGER,
            (None, _) if is_mark => NOTHING,
            (None, _) => OTHER,
        };
        #[allow(clippy::indexing_slicing, reason = "worked out when compiling")]
        {
            classes[byte as usize] = class;
        }
        byte += 1;
    }
    classes
};

fn class_of(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

/// How many bytes come before the first at which a beginning can start: what is read as a 1 and stands before a 2, maybe
/// with something between them that can stand inside of a code. Looked for is the 2, of which there are few in prose, while I
/// and L are everywhere; or a percent sign, behind which anything can be. No character outside of ASCII is read as a 1.
fn skipped(ahead: &[u8]) -> usize {
    let mut from = 0;
    loop {
        let rest = ahead.get(from..).unwrap_or_default();
        let found = find_either(rest, b'2', b'%').map_or(ahead.len(), |found| from + found);
        let passed = ahead.get(from..found).unwrap_or_default();
        let before = passed.iter().rposition(|byte| !matches!(class_of(*byte), NOTHING | LONGER));
        match (before, ahead.get(found)) {
            (Some(place), _) if passed.get(place).is_some_and(|byte| is_one(*byte)) => {
                return from + place;
            }
            (_, Some(b'2')) => from = found + 1,
            // At the end of what is ahead it is not known what follows.
            _ => return found,
        }
    }
}

fn is_one(byte: u8) -> bool {
    BEGINNING.first() == Some(&class_of(byte))
}

fn symbol_of(c: char) -> Symbol {
    if c == '%' {
        return Symbol::Other(c);
    }
    if let Ok(byte @ 0..128) = u8::try_from(c) {
        return match class_of(byte) {
            value @ 0..32 => Symbol::Value(value),
            HYPHEN => Symbol::Hyphen,
            NOTHING => Symbol::Nothing,
            _ => Symbol::Other(c),
        };
    }
    if is_hyphen(c) {
        return Symbol::Hyphen;
    }
    let is_nothing = c.is_whitespace() || c.is_control() || is_mark(c) || is_unseen(c);
    if is_nothing { Symbol::Nothing } else { Symbol::Other(c) }
}

/// Characters that are read as a hyphen: programs put the one for the other.
fn is_hyphen(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Quotation marks that are not in ASCII.
fn is_mark(c: char) -> bool {
    matches!(c, '´' | '«' | '»' | '‘'..='‟' | '‹' | '›')
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
