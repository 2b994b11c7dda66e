//! Going through a text in portions, because half a million lines take longer than a screen may stand still: each call of
//! [`Intake::next`] comes back with the next response, with something that was refused, or after about 64 kilobytes without
//! either. What comes out does not depend on where it paused.

use std::{collections::VecDeque, ops::Range};

use super::{
    PORTION, Place, Refusal, Why, excerpt,
    json::{self, Piece, Scan},
    response_of,
    text::Lines,
};
use crate::{
    Added, Cohort,
    response::{CodeError, Response, Search, Step},
};
use base::json::Problem;
use domain::{assessment::ResponseId, model::Model, wire::read_assessment};

/// About how many bytes are read before a call comes back that takes what it finds: a millisecond on a slow device.
const TAKEN: usize = 4 << 10;

/// A text that is being read.
pub struct Intake {
    text: String,
    stage: Stage,
    /// What is still to be read, in order.
    pieces: VecDeque<Piece>,
    /// The search in the first of them, which is a text then.
    search: Search,
    lines: Lines,
    at: usize,
    /// Whether anything came of it so far.
    is_fruitful: bool,
    /// The first that begins like a code and is none: worth a word when there is nothing else.
    alike: Option<(Range<usize>, CodeError)>,
}

enum Stage {
    /// It looks like JSON, and is searched for our documents.
    Scanning(Scan),
    Reading,
    Done,
}

/// What the next portion of a text has in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A response.
    Response(Response, Place),
    /// Something that should be one and cannot be read.
    Refused(Refusal),
    /// Nothing so far; there is more to read.
    Nothing,
}

/// What was read and taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// A response.
    Response {
        /// Its id.
        id: ResponseId,
        /// What came of adding it.
        added: Added,
        /// Where it begins, in bytes of the text.
        at: usize,
    },
    /// Something that should be one and cannot be read.
    Refused(Refusal),
}

/// What comes next in a text, before anybody has asked for it in full.
enum Found {
    /// A code, where it is; the search has what it says.
    Code(Range<usize>),
    /// The response of a document, and where that is.
    Document(Box<Response>, Range<usize>),
    Refused(Refusal),
    Nothing,
}

impl Intake {
    /// Begins with a text. Nothing of it is read yet.
    pub fn new(text: String) -> Self {
        let start = text.len() - text.trim_start_matches(is_before).len();
        let is_json = text.get(start..).is_some_and(|rest| rest.starts_with(['{', '[']));
        let stage = if is_json { Stage::Scanning(Scan::new(start)) } else { Stage::Reading };
        let pieces = if is_json { VecDeque::new() } else { [Piece::Text(0..text.len())].into() };
        Self {
            text,
            stage,
            pieces,
            search: Search::default(),
            lines: Lines::default(),
            at: 0,
            is_fruitful: false,
            alike: None,
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How much was read, and how much there is, in bytes.
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.text.len())
    }

    /// Reads on: to the next response or refusal, or if there is neither, about 64 kilobytes. `None` at the end. A text in
    /// which there was neither is refused as a whole, so that everything that is read has an answer.
    pub fn next(&mut self, model: &Model) -> Option<Item> {
        Some(match self.find(model)? {
            Found::Code(range) => {
                let response = self.search.packed().response(&model.id);
                Item::Response(response, self.place(range))
            }
            Found::Document(response, range) => Item::Response(*response, self.place(range)),
            Found::Refused(refusal) => Item::Refused(refusal),
            Found::Nothing => Item::Nothing,
        })
    }

    /// Reads on as [`Intake::next`] does, for a moment, and adds the responses to a cohort. Each of them and each refusal is
    /// told in its order. Returns whether there may be more.
    ///
    /// For ten thousand codes: between the text and the cohort nothing is allocated. `tell` is not generic, because the loop
    /// would then be compiled with whoever calls it, and not with this crate, which is compiled for speed.
    pub fn take(
        &mut self,
        model: &Model,
        cohort: &mut Cohort,
        tell: &mut dyn FnMut(Taken),
    ) -> bool {
        let until = self.at + TAKEN;
        while self.at < until {
            let (id, added, at) = match self.find(model) {
                Some(Found::Code(range)) => {
                    let packed = self.search.packed();
                    (packed.id, cohort.add_packed(packed), range.start)
                }
                Some(Found::Document(response, range)) => {
                    (response.id, cohort.add(&response), range.start)
                }
                Some(Found::Refused(refusal)) => {
                    tell(Taken::Refused(refusal));
                    continue;
                }
                Some(Found::Nothing) => break,
                None => return false,
            };
            tell(Taken::Response { id, added, at });
        }
        // Counted along the way, so that it is not to be done all at once at the end of a long text.
        self.lines.line_of(&self.text, self.at);
        true
    }

    fn find(&mut self, model: &Model) -> Option<Found> {
        if let Stage::Scanning(scan) = &mut self.stage {
            if let Some(pieces) = scan.step(&self.text, PORTION) {
                self.pieces = pieces;
                self.stage = Stage::Reading;
            }
            return Some(Found::Nothing);
        }
        let found = match self.pieces.front() {
            Some(Piece::Text(range)) => {
                let range = range.clone();
                self.search_on(model, range)
            }
            Some(Piece::Document(range)) => {
                let range = range.clone();
                self.pieces.pop_front();
                self.at = range.end;
                match self.read_document(model, range.clone()) {
                    Ok(response) => Found::Document(Box::new(response), range),
                    Err(why) => Found::Refused(self.refused_document(range, why)),
                }
            }
            Some(Piece::Broken(range)) => {
                let range = range.clone();
                self.pieces.pop_front();
                self.at = range.end;
                self.broken(range)
            }
            None if matches!(self.stage, Stage::Done) => return None,
            None => {
                self.stage = Stage::Done;
                self.at = self.text.len();
                if self.is_fruitful {
                    return None;
                }
                let (range, why) = match self.alike.take() {
                    Some((range, error)) => (range, Why::Code(error)),
                    None => (0..0, Why::Nothing),
                };
                Found::Refused(self.refused(range, why))
            }
        };
        self.is_fruitful |= !matches!(found, Found::Nothing);
        Some(found)
    }

    /// Searches a part of the text for codes.
    fn search_on(&mut self, model: &Model, part: Range<usize>) -> Found {
        let text = self.text.get(part.clone()).unwrap_or_default();
        let in_text = |range: Range<usize>| part.start + range.start..part.start + range.end;
        let until = self.search.at() + PORTION;
        let hit = loop {
            match self.search.step(model, text, until) {
                Step::Code(hit) => break Some(hit),
                Step::Alike(hit) if self.alike.is_none() => {
                    self.alike = hit.outcome.err().map(|error| (in_text(hit.range), error));
                }
                Step::Alike(_) => {}
                Step::Pause => break None,
                Step::End => {
                    self.pieces.pop_front();
                    self.search = Search::default();
                    self.at = part.end;
                    return Found::Nothing;
                }
            }
        };
        self.at = part.start + self.search.at();
        let Some(hit) = hit else {
            // As in `take`.
            self.lines.line_of(&self.text, self.at);
            return Found::Nothing;
        };
        let range = in_text(hit.range);
        match hit.outcome {
            Ok(()) => Found::Code(range),
            Err(error) => Found::Refused(self.refused(range, Why::Code(error))),
        }
    }

    fn read_document(&self, model: &Model, range: Range<usize>) -> Result<Response, Why> {
        let (assessment, problems) = read_assessment(self.text.get(range).unwrap_or_default())?;
        // A plan that is damaged takes nothing from the answers; an answer that is left out would.
        let needed = ["answers", "competencies", "response"];
        let wrong = problems.into_iter().filter(|problem| {
            let part = problem.place.split(['.', '[']).next().unwrap_or_default();
            needed.contains(&part)
        });
        let wrong: Vec<Problem> = wrong.collect();
        if !wrong.is_empty() {
            return Err(Why::Document(wrong));
        }
        response_of(model, &assessment)
    }

    /// What is wrong with a document that is not whole, and where.
    fn broken(&mut self, range: Range<usize>) -> Found {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let why = match json::fault(text) {
            Ok(()) => return Found::Nothing,
            Err(reason) => Why::from(reason),
        };
        let before = match &why {
            Why::Json(not) => not.line.saturating_sub(1),
            _ => 0,
        };
        let mut refusal = self.refused_document(range, why);
        refusal.line = refusal.line.map(|line| line + before);
        Found::Refused(refusal)
    }

    fn place(&mut self, range: Range<usize>) -> Place {
        Place { line: self.lines.line_of(&self.text, range.start), range }
    }

    /// A place in a text that people wrote. What follows it in its line can say where it came from.
    fn refused(&mut self, range: Range<usize>, why: Why) -> Refusal {
        let line = Some(self.lines.line_of(&self.text, range.start));
        let words = self.text.get(range.start..).unwrap_or_default();
        Refusal { line, excerpt: excerpt(words, range.len()), why }
    }

    /// A document. Only what comes before the first of its parts is shown, ids and numbers: names and notes are within.
    fn refused_document(&mut self, range: Range<usize>, why: Why) -> Refusal {
        let line = Some(self.lines.line_of(&self.text, range.start));
        let document = self.text.get(range).unwrap_or_default();
        let part = document.match_indices(['{', '[']).nth(1);
        let words = part.and_then(|(at, _)| document.get(..at)).unwrap_or(document);
        Refusal { line, excerpt: excerpt(words, words.len()), why }
    }
}

/// What may stand before JSON: blanks, and the mark for the order of bytes that some editors put in front.
fn is_before(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}
