//! One row for each response and practice, for statistics: every answer as it was handed over. `docs/exports.md` describes
//! the columns.
//!
//! This is what the person who holds the responses can read anyway, and nothing that a threshold protects: it must be
//! offered with these words.

use std::borrow::Cow;

use crate::export::csv::{MARK, line, put};
use crate::export::guard::guarded;
use cohort::{Cohort, Filter, Named, Row};
use domain::model::{Model, Practice};

/// The columns in their order. Between `name` and `principle_id` stands one for each tag, see [`TAG_PREFIX`].
pub const ANSWER_COLUMNS: [&str; 18] = [
    "response",
    "response_id",
    "revision",
    "month",
    "model_id",
    "model_version",
    "role",
    "scale",
    "stage",
    "form",
    "name",
    "principle_id",
    "clause",
    "practice_id",
    "in_scope",
    "answer",
    "level",
    "evidence",
];

/// How many of the columns stand before those of the tags.
const BEFORE_TAGS: usize = 11;

/// What the name of a column with a tag begins with, so that it is never that of another column, nor a formula.
pub const TAG_PREFIX: &str = "tag_";

/// Responses in one portion: with 65 practices some half a megabyte, and a millisecond or two.
const PORTION: usize = 50;

/// The answers as CSV in portions, because those of ten thousand responses are a hundred megabytes: enough to make a file of,
/// too much for one text and for one go. All portions together are the file, and there is always one at least.
#[derive(Debug)]
pub struct Answers<'a> {
    model: &'a Model,
    cohort: &'a Cohort,
    named: Named,
    filter: Filter,
    practices: Vec<Column<'a>>,
    /// The place of the next response; before the heads there is none.
    next: Option<usize>,
}

/// What is the same for a practice in every response.
#[derive(Debug)]
struct Column<'a> {
    practice: &'a Practice,
    /// Its place in a response.
    cell: Option<usize>,
    /// The cells that name it, with a comma behind.
    text: String,
}

impl<'a> Answers<'a> {
    /// The answers of those responses that a filter lets through; names of those roles that are shown by name, and of
    /// nobody else.
    pub fn new(model: &'a Model, cohort: &'a Cohort, named: Named, filter: Filter) -> Self {
        let practices = model.principles.iter().flat_map(|principle| {
            principle.practices.iter().map(move |practice| {
                let mut text = String::new();
                let clause = format!("§{}", principle.clause);
                for cell in [guarded(&principle.id), clause.into(), guarded(&practice.id)] {
                    put(&mut text, &cell);
                    text.push(',');
                }
                let cell = model.response_order.iter().position(|id| *id == practice.id);
                Column { practice, cell, text }
            })
        });
        Self { model, cohort, named, filter, practices: practices.collect(), next: None }
    }

    fn heads(&self) -> String {
        let (before, behind) = ANSWER_COLUMNS.split_at(BEFORE_TAGS);
        let tags = self.cohort.facets().iter();
        let tags = tags.map(|facet| Cow::from(format!("{TAG_PREFIX}{}", facet.name)));
        let cells = before.iter().copied().map(Cow::from).chain(tags);
        let mut text = String::from(MARK);
        line(&mut text, cells.chain(behind.iter().copied().map(Cow::from)));
        text
    }

    /// The cells that are the same in all rows of a response, with a comma behind.
    fn begin(&self, number: usize, row: &Row<'_>) -> String {
        let profile = row.profile();
        let name = row.name().filter(|_| self.named.includes(profile.role));
        let cells: [Cow<'_, str>; BEFORE_TAGS] = [
            number.to_string().into(),
            row.id().bits().to_string().into(),
            row.revision().to_string().into(),
            row.month().to_string().into(),
            guarded(&self.model.id),
            row.version().to_string().into(),
            profile.role.id().into(),
            profile.scale.id().into(),
            profile.stage.id().into(),
            profile.form.id().into(),
            guarded(name.unwrap_or_default()),
        ];
        let tags = 0..self.cohort.facets().len();
        let tags = tags.map(|facet| guarded(row.value(facet).unwrap_or_default()));
        let mut text = String::new();
        for cell in cells.into_iter().chain(tags) {
            put(&mut text, &cell);
            text.push(',');
        }
        text
    }

    fn response(&self, number: usize, row: &Row<'_>, text: &mut String) {
        let begin = self.begin(number, row);
        let (profile, has_evidence) = (row.profile(), row.carries().evidence);
        for Column { practice, cell, text: named } in &self.practices {
            text.push_str(&begin);
            text.push_str(named);
            text.push_str(if practice.in_scope(&profile) { "yes," } else { "no," });
            let rating = cell.and_then(|cell| row.rating(cell));
            text.push_str(rating.map_or("unanswered", |(answer, _)| answer.token()));
            text.push(',');
            if let Some((level, evidence)) =
                rating.and_then(|(answer, evidence)| Some((answer.level()?, evidence)))
            {
                text.push(digit(level.number()));
                text.push(',');
                if has_evidence {
                    text.push(digit(evidence.number()));
                }
            } else {
                text.push(',');
            }
            text.push_str("\r\n");
        }
    }
}

impl Iterator for Answers<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut text = if self.next.is_none() { self.heads() } else { String::new() };
        let mut place = self.next.unwrap_or_default();
        let mut written = 0;
        while written < PORTION
            && let Some(row) = self.cohort.row(place)
        {
            place += 1;
            if self.filter.admits(&row) {
                self.response(place, &row, &mut text);
                written += 1;
            }
        }
        self.next = Some(place);
        (!text.is_empty()).then_some(text)
    }
}

fn digit(number: u8) -> char {
    char::from(b'0' + number)
}
