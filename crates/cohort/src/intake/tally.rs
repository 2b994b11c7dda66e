//! What came of reading: how many responses were new, known, newer or older, what was refused, and the columns beside the
//! codes that can become tags.

use std::sync::Arc;

use super::{Refusal, Table};
use crate::{Added, Cohort};
use domain::assessment::ResponseId;

/// The most refused places that are kept to look at. Beyond that they are counted.
pub const MOST_REFUSED: usize = 200;

/// What came of reading one paste, or many files.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many responses are new to the view.
    pub new: u64,
    /// How many it had already.
    pub same: u64,
    /// How many took the place of an earlier state.
    pub replaced: u64,
    /// How many are an earlier state of one that it had already.
    pub older: u64,
    /// How many places were refused.
    pub refused: u64,
    /// The first [`MOST_REFUSED`] of them, each with the name of its file, which may be empty.
    pub places: Vec<(String, Refusal)>,
    /// How many files were read; none for what was pasted.
    pub files: u64,
    /// Whether the person called it off. What was read until then counts.
    pub stopped: bool,
    /// The table in which the codes stood, if they did.
    pub tags: Option<Arc<Tags>>,
}

impl Tally {
    /// Counts a response that was added to the view.
    pub fn count(&mut self, added: Added) {
        *match added {
            Added::New => &mut self.new,
            Added::Same => &mut self.same,
            Added::Replaced => &mut self.replaced,
            Added::Older => &mut self.older,
        } += 1;
    }

    /// Counts a place that was refused. `file` may be empty.
    pub fn refuse(&mut self, file: &str, refusal: Refusal) {
        self.refused += 1;
        if self.places.len() < MOST_REFUSED {
            self.places.push((file.to_owned(), refusal));
        }
    }

    /// Whether the view is another one than before.
    pub fn has_changed(&self) -> bool {
        self.new + self.replaced > 0
    }

    /// How many responses could be read.
    pub fn read(&self) -> u64 {
        self.new + self.same + self.replaced + self.older
    }

    /// How many places were refused beyond those that are kept.
    pub fn refused_beyond(&self) -> u64 {
        self.refused.saturating_sub(self.places.len() as u64)
    }
}

/// Columns of a table that could be tags, and where in its text the responses were.
#[derive(Debug)]
pub struct Tags {
    /// The columns.
    pub table: Table,
    /// Each response with the place of its code, in bytes of the text.
    pub found: Vec<(ResponseId, usize)>,
}

impl Tags {
    /// The responses with what stands beside their codes in a column as tags; which facet that is, and how many got one.
    /// `None` if there is no room for another facet.
    pub fn applied(
        &self,
        cohort: &Cohort,
        column: usize,
        name: &str,
    ) -> Option<(Cohort, usize, u64)> {
        let mut cohort = cohort.clone();
        let facet = cohort.add_facet(name)?;
        let mut count = 0;
        for (id, at) in &self.found {
            if let Some(value) = self.table.value_at(column, *at)
                && cohort.tag(*id, facet, value)
            {
                count += 1;
            }
        }
        Some((cohort, facet, count))
    }
}
