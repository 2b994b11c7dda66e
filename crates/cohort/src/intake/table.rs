//! Columns that stand beside codes in a table, as spreadsheets export and copy it: a region, a role, a size.
//!
//! Owns what is a table, and which of its columns can group responses. Must not know what the codes say.
//!
//! A column is kept as the few values it has and the number of one of them for each record. A hundred thousand records with
//! twenty columns would otherwise be two million texts, nearly all of which nobody asks for.

use std::{borrow::Cow, ops::Range};

use super::PORTION;
use crate::{MOST_VALUES, response::first_likely};

/// The most characters of a value that can group responses.
const MOST_CHARACTERS: usize = 60;

/// The most columns that are looked at.
const MOST_COLUMNS: usize = 200;

/// What separates cells: what is copied from a spreadsheet has tabs, and where numbers have a decimal comma, files have
/// semicolons. In this order, because commas stand in cells of the others.
const SEPARATORS: [u8; 3] = [b'\t', b';', b','];

/// In how many records with codes, and in how much of the text, it is looked for what separates cells.
const SAMPLE_RECORDS: usize = 100;
const SAMPLE_BYTES: usize = 256 << 10;

/// The longest cell in quotation marks. What is longer begins with a mark that is no quotation.
const MOST_QUOTED: usize = 16 << 10;

/// The longest record. What is longer is none: a whole file of another kind can be one line.
const MOST_RECORD: usize = PORTION;

/// The shortest text that can be called a code.
const LEAST_CODE: usize = 20;

/// The columns of a table that can group the responses whose codes stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    records: Vec<Range<usize>>,
}

/// A column with a few values that many records have in common: 2 to [`MOST_VALUES`] of them, none longer than 60
/// characters, and fewer than there are records with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The cell above it; empty if the table has no line of heads.
    pub head: String,
    /// Which column of the table it is, from 0.
    pub place: usize,
    /// Its values, in the order in which they first occur.
    pub values: Vec<String>,
    /// For each record with a code, the number of its value, from 1; 0 for an empty cell.
    of_record: Vec<u8>,
}

impl Table {
    /// The columns, from left to right; never none.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many records have a code.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether no record has a code; never.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// What stands in a column, given by its place among [`Table::columns`]: for each record with a code and a value, from
    /// where to where it goes, in bytes of the text, and the value. In the order of the text.
    pub fn tags_from(&self, column: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
        let column = self.columns.get(column);
        column.into_iter().flat_map(|column| {
            self.records.iter().zip(&column.of_record).filter_map(|(record, number)| {
                let value = column.values.get(usize::from(*number).checked_sub(1)?)?;
                Some((record.clone(), value.as_str()))
            })
        })
    }

    /// The value that the record with this place of the text has in a column, given by its place among [`Table::columns`].
    pub fn value_at(&self, column: usize, at: usize) -> Option<&str> {
        let record = self.records.partition_point(|record| record.end <= at);
        self.records.get(record).filter(|record| record.contains(&at))?;
        let column = self.columns.get(column)?;
        let number = usize::from(*column.of_record.get(record)?);
        column.values.get(number.checked_sub(1)?).map(String::as_str)
    }
}

/// The columns of a table in a text, all at once. `None` if it is no table with codes, or has no column that can group them.
pub fn columns(text: &str) -> Option<Table> {
    let mut reader = TableReader::new(text)?;
    while !reader.step(text) {}
    reader.table()
}

/// A table larger than this is not looked through for tags.
pub const MAX_TABLE_BYTES: usize = 8_000_000;

/// Reading a table in portions. Each step has to be given the same text.
pub struct TableReader {
    separator: u8,
    at: usize,
    /// How many cells a record with a code has.
    width: usize,
    heads: Option<Vec<String>>,
    /// A column at each place that can still be one.
    columns: Vec<Option<Column>>,
    records: Vec<Range<usize>>,
    cells: Vec<Cell>,
}

impl TableReader {
    /// The same as [`TableReader::new`] for a text whose columns are to become tags. A text that is larger than a few
    /// megabytes is not looked through for them: it would take longer than reading its codes.
    pub fn for_tags(text: &str) -> Option<Self> {
        if text.len() <= MAX_TABLE_BYTES { Self::new(text) } else { None }
    }

    /// Begins with a text. `None` if it is no table with codes: at least nine in ten of the records with a code that come
    /// first have the same number of cells, at least two, and the code is in a cell of its own.
    pub fn new(text: &str) -> Option<Self> {
        let (separator, width) = SEPARATORS.iter().find_map(|separator| {
            let width = width(text, *separator)?;
            Some((*separator, width))
        })?;
        let column = |place| {
            let (head, values, of_record) = (String::new(), Vec::new(), Vec::new());
            Some(Column { head, place, values, of_record })
        };
        Some(Self {
            separator,
            at: 0,
            width,
            heads: None,
            columns: (0..width.min(MOST_COLUMNS)).map(column).collect(),
            records: Vec::new(),
            cells: Vec::new(),
        })
    }

    /// Reads about 64 kilobytes more. Returns whether all is read.
    pub fn step(&mut self, text: &str) -> bool {
        let until = self.at.saturating_add(PORTION);
        while self.at < text.len() && self.at < until {
            let start = self.at;
            self.at = record(text, start, self.separator, &mut self.cells);
            if self.cells.iter().any(|cell| cell.is_code(text)) {
                self.take(text);
                self.records.push(start..self.at);
            } else if self.heads.is_none()
                && self.records.is_empty()
                && self.cells.len() == self.width
            {
                let heads = self.cells.iter().map(|cell| cell.value(text).trim().to_owned());
                self.heads = Some(heads.collect());
            }
        }
        self.at >= text.len()
    }

    /// Takes the cells of a record.
    fn take(&mut self, text: &str) {
        for (place, slot) in self.columns.iter_mut().enumerate() {
            let Some(column) = slot else { continue };
            let value = self.cells.get(place).map_or("".into(), |cell| cell.value(text));
            let value = value.trim();
            if value.is_empty() {
                column.of_record.push(0);
                continue;
            }
            let known = column.values.iter().position(|other| other == value);
            let is_new = known.is_none();
            let number = known.unwrap_or(column.values.len());
            // A character has at most four bytes; counting those of each long cell is not worth it.
            let is_long = value.len() > MOST_CHARACTERS
                && (value.len() > 4 * MOST_CHARACTERS || value.chars().count() > MOST_CHARACTERS);
            if is_new && (is_long || number == MOST_VALUES) {
                *slot = None;
                continue;
            }
            if is_new {
                column.values.push(value.to_owned());
            }
            column.of_record.push(number as u8 + 1);
        }
    }

    /// The table, once all is read. `None` if it has no column that can group responses.
    pub fn table(self) -> Option<Table> {
        let (records, heads) = (self.records, self.heads.unwrap_or_default());
        let columns = self.columns.into_iter().flatten();
        let columns = columns
            .filter(|column| column.values.len() >= 2 && column.values.len() < records.len())
            .map(|column| {
                let head = heads.get(column.place).cloned().unwrap_or_default();
                Column { head: head.chars().take(MOST_CHARACTERS).collect(), ..column }
            });
        let columns: Vec<Column> = columns.collect();
        (!columns.is_empty()).then_some(Table { columns, records })
    }
}

/// How many cells most records with a code have, if it is more than one and nearly all have as many.
fn width(text: &str, separator: u8) -> Option<usize> {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let sample = text.get(..end).unwrap_or_default();
    if !sample.as_bytes().contains(&separator) {
        return None;
    }
    let mut cells = Vec::new();
    let mut widths = Vec::new();
    let mut at = 0;
    while at < sample.len() && widths.len() < SAMPLE_RECORDS {
        at = record(sample, at, separator, &mut cells);
        // The last record of a sample can lack its end.
        let is_whole = at < sample.len() || end == text.len();
        if is_whole && cells.iter().any(|cell| cell.is_code(sample)) {
            widths.push(cells.len());
        }
    }
    let count = |width: usize| widths.iter().filter(|other| **other == width).count();
    let most = widths.iter().copied().max_by_key(|width| count(*width))?;
    (most > 1 && count(most) * 10 >= widths.len() * 9).then_some(most)
}

/// A cell of a table.
struct Cell {
    /// From where to where it goes, without the quotation marks around it.
    range: Range<usize>,
    /// Whether two quotation marks in it stand for one.
    has_marks: bool,
}

impl Cell {
    fn value<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let value = text.get(self.range.clone()).unwrap_or_default();
        if self.has_marks { value.replace("\"\"", "\"").into() } else { value.into() }
    }

    /// Whether it has a code, and before it at most the beginning of a link: what else people write around a code, they write
    /// in no table.
    fn is_code(&self, text: &str) -> bool {
        let value = text.get(self.range.clone()).unwrap_or_default().trim();
        if value.len() < LEAST_CODE {
            return false;
        }
        let before = first_likely(value).and_then(|at| value.get(..at));
        before.is_some_and(|before| !before.contains(char::is_whitespace))
    }
}

/// Reads the cells of the record that begins at a place, by RFC 4180, but for the separator; returns where the next one
/// begins. Nothing is wrong to it: a quotation mark where none belongs is a character like others. A record that is too long
/// has no cells.
fn record(text: &str, start: usize, separator: u8, cells: &mut Vec<Cell>) -> usize {
    cells.clear();
    let bytes = text.as_bytes();
    let ends = |byte: &u8| *byte == separator || matches!(byte, b'\n' | b'\r');
    let mut at = start;
    loop {
        let quoted = quoted(bytes, at, ends);
        let (cell, end) = quoted.unwrap_or_else(|| {
            let ahead = bytes.get(at..).unwrap_or_default();
            let ahead = ahead.get(..=MOST_RECORD).unwrap_or(ahead);
            let end = at + ahead.iter().position(ends).unwrap_or(ahead.len());
            (Cell { range: at..end, has_marks: false }, end)
        });
        cells.push(cell);
        at = end + 1;
        if end - start > MOST_RECORD {
            cells.clear();
            let ahead = bytes.get(end..).unwrap_or_default();
            let line = ahead.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            return line.map_or(text.len(), |line| end + line + 1);
        }
        match (bytes.get(end), bytes.get(at)) {
            (None, _) => return end,
            (Some(b'\r'), Some(b'\n')) => return at + 1,
            (Some(b'\r' | b'\n'), _) => return at,
            (Some(_), _) => {}
        }
    }
}

/// The cell in quotation marks that begins at a place, and where it ends.
fn quoted(bytes: &[u8], start: usize, ends: impl Fn(&u8) -> bool) -> Option<(Cell, usize)> {
    let [b'"', rest @ ..] = bytes.get(start..)? else { return None };
    let rest = rest.get(..MOST_QUOTED).unwrap_or(rest);
    let (mut at, mut has_marks) = (0, false);
    loop {
        at += rest.get(at..)?.iter().position(|byte| *byte == b'"')?;
        if rest.get(at + 1) != Some(&b'"') {
            break;
        }
        has_marks = true;
        at += 2;
    }
    let end = start + 1 + at;
    let after = bytes.get(end + 1);
    // A mark that closes nothing.
    after.is_none_or(ends).then_some((Cell { range: start + 1..end, has_marks }, end + 1))
}
