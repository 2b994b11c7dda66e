//! What all charts in rows share: hairlines between rows, the words of a row beside or above what it shows, two marks on one
//! scale, heads of columns, the scale above the rows, hatching.
//!
//! Owns their sizes and how their words make way for one another. Must not know what stands in a row. Works in css pixels
//! and hands whole units to the scene.

use super::marks::Pattern;
use super::palette::{GRID, INK, MUTED, PAPER};
use super::radar::SeriesStyle;
use super::scene::{Anchor, LINE_PX, Scene, TEXT, UNITS, point, unit};
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

/// A row whose height is known before anything of it is drawn.
pub(super) struct Row {
    opening: Opening,
    height: f64,
    /// From the top of the row to the middle of what it shows.
    middle: f64,
    /// From the top of the row to the middle of its words.
    words: f64,
}

impl Row {
    /// The words stand in the first `room` css pixels, beside something `content` css pixels high.
    pub(super) fn beside(label: &str, title: &str, room: f64, content: f64) -> Self {
        let opening = Opening::new(label, title, room);
        let height = (content + 8.0).max(opening.height() + 12.0);
        Self { opening, height, middle: height / 2.0, words: height / 2.0 }
    }

    /// The words stand above it, in the whole `width` of the chart.
    pub(super) fn above(label: &str, title: &str, width: f64, content: f64) -> Self {
        const BEFORE: f64 = 5.0;
        let opening = Opening::new(label, title, width);
        let words = opening.height().max(LINE_PX);
        let middle = BEFORE + words + content / 2.0;
        Self { opening, height: BEFORE + words + content, middle, words: BEFORE + words / 2.0 }
    }

    /// In a wide chart label and title beside, in a narrow one the label alone. A row without a label could not be told
    /// there, so its title stands above.
    pub(super) fn fitting(
        wide: bool,
        (label, title): (&str, &str),
        (room, width): (f64, f64),
        content: f64,
    ) -> Self {
        if wide {
            Self::beside(label, title, room, content)
        } else if label.is_empty() {
            Self::above("", title, width, content)
        } else {
            Self::beside(label, "", room, content)
        }
    }

    /// Its height in css pixels.
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    /// Writes the words of a row that begins at `top`. Returns the middle of what is to be drawn.
    pub(super) fn write(self, scene: &mut Scene, top: f64) -> f64 {
        self.opening.write(scene, top + self.words);
        top + self.middle
    }
}

/// How much larger marks are than in a radar, where many are close together.
pub(super) const MARK: f64 = 1.4;

/// The marks of the own and of the other side on one scale, at `x` each: joined by a line of a colour and a width where they
/// lie apart, one above the other where they would meet. Takes 24 css pixels around `middle`.
pub(super) fn pair(
    scene: &mut Scene,
    (own, other): (Option<f64>, Option<f64>),
    middle: f64,
    (colour, width): (RGBColor, f64),
) {
    /// Two marks closer together than this stand one above the other.
    const NEAR: f64 = 12.0;
    let mut apart = 0.0;
    if let (Some(from), Some(to)) = (own, other) {
        if (from - to).abs() < NEAR {
            apart = 6.5;
        } else {
            scene.line(vec![point(from, middle), point(to, middle)], colour, width);
        }
    }
    if let Some(x) = other {
        SeriesStyle::Other.look().mark_sized(scene, point(x, middle + apart), MARK);
    }
    if let Some(x) = own {
        SeriesStyle::Own.look().mark_sized(scene, point(x, middle - apart), MARK);
    }
}

/// What is there and must not be shown.
pub(super) const HIDDEN: Pattern = Pattern { fill: PAPER, edge: MUTED, hatched: true };

/// A small square in place of a value that must not be shown.
pub(super) fn hidden(scene: &mut Scene, x: f64, y: f64) {
    HIDDEN.draw(scene, (x - 6.0, y - 6.0), (x + 6.0, y + 6.0));
}

/// The numbers 1 to 5 as heads of a scale of levels.
pub(super) fn levels(x: &dyn Fn(f64) -> f64) -> Vec<Head<'static>> {
    let head = |(level, words): (u8, &'static str)| Head {
        words,
        x: x(f64::from(level)),
        anchor: Anchor::Middle,
        room: 20.0,
    };
    (1_u8..).zip(["1", "2", "3", "4", "5"]).map(head).collect()
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
