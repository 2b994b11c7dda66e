//! Reading responses out of whatever they come back in: mail, chats, cells of a spreadsheet, our own JSON files.
//!
//! Owns what is read of a text, in which order, and how what cannot be read is told: with its line, its words and the
//! reason. Must not know which of several copies of a response counts, screens, or where a text came from.
//!
//! A text is read in portions: see [`Intake`].
//!
//! Of JSON only what a response carries is taken, never notes or names.

mod json;
mod text;

mod portions;
mod table;
mod tally;

use std::{fmt, ops::Range};

pub use portions::{Intake, Item, Taken};
pub use table::{Column, MAX_TABLE_BYTES, Table, TableReader, columns};
pub use tally::{MOST_REFUSED, Tags, Tally};
pub use text::{excerpt, text_of};

use crate::response::{CodeError, Options, Response};
use base::json::{NotJson, Problem, Unreadable};
use domain::{
    assessment::{Assessment, ResponseId},
    model::{Model, Version},
    wire::AssessmentError,
};

/// The largest file that is read, in bytes: a hundred thousand codes, each with three times as much beside it.
pub const MAX_FILE_BYTES: usize = 32 << 20;

/// About how many bytes are looked at before a call comes back with nothing.
const PORTION: usize = 64 << 10;

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
