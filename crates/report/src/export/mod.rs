//! What a person takes with them: an assessment and its result as Markdown, CSV and JSON, tables for the clipboard, and
//! the names of files.
//!
//! Owns what these texts hold and how they are escaped, so that nothing a person wrote becomes markup, a formula or a
//! column in another program. Described for readers of the files in `docs/exports.md`. Must not know how a text leaves the
//! app.

mod guard;
mod csv;
mod grid;
mod mark;
mod ecosystem;
mod markdown;
mod name;
mod result;

pub use csv::{COLUMNS, csv};
pub use ecosystem::{
    ANSWER_COLUMNS, Answers, NUMBER_COLUMNS, TAG_PREFIX, VIEW_RESULT_SCHEMA, numbers, view_grid,
    view_markdown, view_result,
};
pub use grid::Grid;
pub use guard::{guarded, looks_like_a_formula};
pub use markdown::{markdown, principle_grid};
pub use name::file_name;
pub use result::{RESULT_SCHEMA, result};

use base::json::Node;
use domain::{
    assessment::Assessment,
    model::{Level, Model, Principle},
    scoring::{PrincipleScore, Scores, gap, impacts, score, targets},
};

/// An assessment with everything that follows from it, worked out once for a file.
struct Findings<'a> {
    model: &'a Model,
    assessment: &'a Assessment,
    scores: Scores,
    targets: Vec<Level>,
    impacts: Vec<u64>,
}

/// One principle with what follows for it.
struct Line<'a> {
    principle: &'a Principle,
    score: &'a PrincipleScore,
    target: Level,
    impact: u64,
}

impl Line<'_> {
    /// Its distance to the target, 0–4; none without a score.
    fn gap(&self) -> Option<f64> {
        self.score.score.map(|score| gap(self.target, score))
    }

    /// P = I × g, 0–12; none without a score.
    fn priority(&self) -> Option<f64> {
        self.gap().map(|gap| self.impact as f64 * gap)
    }
}

impl<'a> Findings<'a> {
    fn of(model: &'a Model, assessment: &'a Assessment) -> Self {
        Self {
            model,
            assessment,
            scores: score(model, assessment),
            targets: targets(model, assessment),
            impacts: impacts(model, assessment),
        }
    }

    /// The principles in the order of the model.
    fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let numbers = self.scores.principles.iter().zip(&self.targets).zip(&self.impacts);
        self.model.principles.iter().zip(numbers).map(|(principle, ((score, target), impact))| {
            Line { principle, score, target: *target, impact: *impact }
        })
    }
}

/// A number as it is, with a decimal point in every language.
fn unrounded(number: f64) -> String {
    Node::from(number).to_json()
}
