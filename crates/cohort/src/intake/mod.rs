//! Reading responses out of whatever they come back in: mail, chats, cells of a spreadsheet, our own JSON files.
//!
//! Owns what is read of a text, in which order, and how what cannot be read is told: with its line, its words and the
//! reason. Must not know which of several copies of a response counts, screens, or where a text came from.
//!
//! A text is read in portions, because half a million lines take longer than a screen may stand still: each call of
//! [`Intake::next`] comes back with the next response, with something that was refused, or after about 64 kilobytes without
//! either. What comes out does not depend on where it paused.
//!
//! Of JSON only what a response carries is taken, never notes or names.

mod json;
mod table;
mod tally;
mod text;

use std::{collections::VecDeque, fmt, ops::Range};

pub use table::{Column, MAX_TABLE_BYTES, Table, TableReader, columns};
pub use tally::{MOST_REFUSED, Tags, Tally};
pub use text::{excerpt, text_of};

use self::{
    json::{Piece, Scan},
    text::Lines,
};
use crate::{
    Added, Cohort,
    response::{CodeError, Options, Response, Search, Step},
};
use base::json::{NotJson, Problem, Unreadable};
use domain::{
    assessment::{Assessment, ResponseId},
    model::{Model, Version},
    wire::{AssessmentError, read_assessment},
};

/// The largest file that is read, in bytes: a hundred thousand codes, each with three times as much beside it.
pub const MAX_FILE_BYTES: usize = 32 << 20;

/// About how many bytes are looked at before a call comes back with nothing.
const PORTION: usize = 64 << 10;

/// About how many bytes are read before a call comes back that takes what it finds: a millisecond on a slow device.
const TAKEN: usize = 4 << 10;

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was pasted.
    Pasted,
    /// It stood in a link that was opened.
    Link,
    /// It is a file with this name.
    File(String),
}

impl Origin {
    /// The name of the file; empty for what is none.
    pub fn file(&self) -> &str {
        match self {
            Self::File(name) => name,
            Self::Pasted | Self::Link => "",
        }
    }
}

/// A text that is being read.
pub struct Intake {
    text: String,
    origin: Origin,
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

/// Where something is in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line it begins in, from 1.
    pub line: usize,
    /// From where to where, in bytes of the text.
    pub range: Range<usize>,
}

/// Something that was not read.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The line it is in, from 1; none if it is a whole file that was not looked into.
    pub line: Option<usize>,
    /// What stands there, or the name of the file; see [`excerpt`].
    pub excerpt: String,
    /// Why.
    pub why: Why,
}

impl Refusal {
    /// Whether it is told as a place that could not be read. That nothing is in a pasted text is told in other words; a file
    /// is named in any case.
    pub fn is_told(&self, origin: &Origin) -> bool {
        self.why != Why::Nothing || *origin != Origin::Pasted
    }

    /// A file that was not looked into.
    pub fn of_file(name: &str, why: Why) -> Self {
        Self { line: None, excerpt: excerpt(name, name.len()), why }
    }
}

/// Why something was not read.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// There is nothing in it that could be a response.
    Nothing,
    /// It is a response code that cannot be read, or a document with answers to another or a newer model.
    Code(CodeError),
    /// It is a document of this app, and is damaged or cut off.
    Json(NotJson),
    /// It should be an assessment, and what a response needs of it is missing or wrong.
    Document(Vec<Problem>),
    /// It was written by a newer version of the app.
    NewerDocument {
        /// The schema it was written with.
        schema: u64,
    },
    /// It is an assessment in which nothing was answered.
    Unanswered,
    /// It is larger than what is read.
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The most that is read.
        limit: usize,
    },
    /// It is a folder.
    Folder,
    /// It was moved, changed or deleted since it was chosen, or reading it is not allowed.
    Gone,
    /// It is no text.
    NotText,
    /// It could not be read for another reason, in the browser's words.
    Other(String),
}

impl fmt::Display for Why {
    /// In English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => write!(f, "no response in it"),
            Self::Code(error) => error.fmt(f),
            Self::Json(not) => write!(f, "not JSON: {}", not.reason),
            Self::Document(problems) => {
                f.write_str("not an assessment")?;
                problems.iter().try_for_each(|problem| write!(f, "; {problem}"))
            }
            Self::NewerDocument { schema } => write!(f, "written with the newer schema {schema}"),
            Self::Unanswered => write!(f, "nothing was answered"),
            Self::TooLarge { bytes, limit } => write!(f, "{bytes} bytes, more than {limit}"),
            Self::Folder => write!(f, "a folder"),
            Self::Gone => write!(f, "not there any more"),
            Self::NotText => write!(f, "no text"),
            Self::Other(reason) => f.write_str(reason),
        }
    }
}

impl From<Unreadable> for Why {
    fn from(reason: Unreadable) -> Self {
        match reason {
            Unreadable::TooLarge { bytes, limit } => Self::TooLarge { bytes, limit },
            Unreadable::NotJson(not) => Self::Json(not),
        }
    }
}

impl From<AssessmentError> for Why {
    fn from(error: AssessmentError) -> Self {
        match error {
            AssessmentError::Unreadable(reason) => reason.into(),
            AssessmentError::NotAnAssessment(problems) => Self::Document(problems),
            AssessmentError::Newer { schema, .. } => Self::NewerDocument { schema },
        }
    }
}

impl Intake {
    /// Begins with a text. Nothing of it is read yet.
    pub fn new(text: String, origin: Origin) -> Self {
        let start = text.len() - text.trim_start_matches(is_before).len();
        let is_json = text.get(start..).is_some_and(|rest| rest.starts_with(['{', '[']));
        let stage = if is_json { Stage::Scanning(Scan::new(start)) } else { Stage::Reading };
        let pieces = if is_json { VecDeque::new() } else { [Piece::Text(0..text.len())].into() };
        Self {
            text,
            origin,
            stage,
            pieces,
            search: Search::default(),
            lines: Lines::default(),
            at: 0,
            is_fruitful: false,
            alike: None,
        }
    }

    /// Where the text comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
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

/// The response of an assessment: what is handed over of it with everything but the name. Of one that was never handed over
/// the id follows from that of the assessment, so that the same file is the same response each time.
///
/// # Errors
/// When it is of another model, has answers to practices that only a newer version of the model has, or has none.
pub fn response_of(model: &Model, assessment: &Assessment) -> Result<Response, Why> {
    if assessment.model.id != model.id {
        return Err(Why::Code(CodeError::OtherModel));
    }
    let here = Version::parse(&model.version).unwrap_or_default();
    let version = Version::parse(&assessment.model.version).filter(|version| *version > here);
    let mut answered = assessment.entries.iter().filter(|(_, entry)| entry.answer.is_some());
    if let Some(code) = version
        && answered.any(|(practice, _)| model.practice(practice).is_none())
    {
        return Err(Why::Code(CodeError::NewerModel { code, here }));
    }
    let said = assessment.competencies.values();
    let options = Options {
        evidence: true,
        competencies: said.clone().any(|said| said.own.is_some() || said.others.is_some()),
        name: None,
    };
    let id = assessment.response.unwrap_or_else(|| derived_id(assessment.id.as_str()));
    let known = Assessment { response: Some(id), ..assessment.clone() };
    let response = Response::of(model, &known, &options).ok_or(Why::Nothing)?;
    if response.ratings.iter().all(Option::is_none) && response.competencies.is_none() {
        return Err(Why::Unanswered);
    }
    Ok(response)
}

/// The id of a response that has none, from that of its assessment: the FNV-1a hash of 64 bits of its bytes, the upper 16
/// bits of which are put onto the lower 48. Ids of assessments have 60 random bits, so two are as unlikely to meet here as
/// two random ids of responses are.
fn derived_id(assessment: &str) -> ResponseId {
    let hash = assessment.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ResponseId::new(hash ^ hash >> 48)
}
