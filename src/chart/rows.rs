//! What all charts in rows share: hairlines between rows, the words at the start of a row, heads of columns, the scale above
//! the rows, hatching.
//!
//! Owns their sizes and how their words make way for one another. Must not know what stands in a row. Works in css pixels
//! and hands whole units to the scene.

use super::palette::{GRID, INK, MUTED};
use super::radial::LINE_PX;
use super::scene::{Anchor, Scene, TEXT, UNITS, point, unit};
use super::text;
use plotters::prelude::RGBColor;

/// What the label of a row has for itself, with the gap to the title.
const LABEL: f64 = 44.0;
/// More lines than this make a paragraph and not a title.
const MOST_LINES: usize = 4;

/// A hairline across the chart, in the middle of a pixel.
pub(super) fn rule(scene: &mut Scene, y: f64) {
    let width = f64::from(scene.size().0) / UNITS;
    scene.line(vec![point(0.0, y + 0.5), point(width, y + 0.5)], GRID, 1.0);
}

/// The words at the start of a row.
pub(super) struct Opening {
    label: String,
    x: f64,
    lines: Vec<String>,
}

impl Opening {
    /// A bold label and beside it a title in what is left of `room`. Each may be empty; without a label the title begins
    /// where labels do.
    pub(super) fn new(label: &str, title: &str, room: f64) -> Self {
        let label = text::one_line(label, unit((room - 1.0).min(LABEL - 6.0)), TEXT, true);
        let x = if label.is_empty() { 1.0 } else { LABEL };
        Self { label, x, lines: text::wrap(title, unit(room - x - 8.0), TEXT, false, MOST_LINES) }
    }

    /// What the lines take.
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE_PX
    }

    /// Writes it around the middle of a row. The label stands on the first line of the title.
    pub(super) fn write(self, scene: &mut Scene, middle: f64) {
        let first = middle - (self.lines.len().max(1) - 1) as f64 * LINE_PX / 2.0;
        scene.words(self.label, point(1.0, first), Anchor::Start, INK, true);
        for (i, line) in self.lines.into_iter().enumerate() {
            let at = point(self.x, first + i as f64 * LINE_PX);
            scene.text(line, at, Anchor::Start, INK);
        }
    }
}

/// The head of a column.
pub(super) struct Head<'a> {
    /// Its words.
    pub(super) words: &'a str,
    /// The end that `anchor` names.
    pub(super) x: f64,
    /// Which end that is.
    pub(super) anchor: Anchor,
    /// The width of the column.
    pub(super) room: f64,
}

/// Writes heads of columns at the top of the scene, their last lines side by side. Returns where they end; there is room for
/// one line at least.
pub(super) fn heads(scene: &mut Scene, heads: &[Head<'_>]) -> f64 {
    let wrap = |head: &Head<'_>| text::wrap(head.words, unit(head.room), TEXT, false, 3);
    let wrapped: Vec<Vec<String>> = heads.iter().map(wrap).collect();
    let deepest = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let bottom = 2.0 + deepest as f64 * LINE_PX;
    for (head, lines) in heads.iter().zip(wrapped) {
        let mut y = bottom + LINE_PX / 2.0 - lines.len() as f64 * LINE_PX;
        for line in lines {
            scene.text(line, point(head.x, y), head.anchor, MUTED);
            y += LINE_PX;
        }
    }
    bottom
}

/// A vertical line in the middle of a pixel, as far as there is one.
pub(super) fn upright(scene: &mut Scene, x: f64, top: f64, bottom: f64, colour: RGBColor) {
    let x = x.floor() + 0.5;
    scene.line(vec![point(x, top), point(x, bottom)], colour, 1.0);
}

/// Strokes that rise to the right through a rectangle.
pub(super) fn hatch(
    scene: &mut Scene,
    (left, top): (f64, f64),
    (right, bottom): (f64, f64),
    colour: RGBColor,
) {
    const APART: f64 = 6.0;
    let height = bottom - top;
    // Where a stroke would begin on the lower edge if that went on to the left.
    let mut start = left - height + APART;
    while start < right {
        let (from, to) = (start.max(left), (start + height).min(right));
        // A stroke through a corner is a dot.
        if to - from > 1.0 {
            let ends = vec![point(from, bottom - (from - start)), point(to, bottom - (to - start))];
            scene.line(ends, colour, 1.0);
        }
        start += APART;
    }
}
