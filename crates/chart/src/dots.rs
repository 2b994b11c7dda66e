//! Dots: each answer as a mark on its level, for groups that are too small for statistics.
//!
//! Owns how marks are put side by side and when a number takes their place. Must not know who answered.

use super::Layout;
use super::distribution::Tally;
use super::legend::{Sample, legend};
use super::marks::{self, Sign};
use super::palette::{GRID, INK, MUTED};
use super::radar::SeriesStyle;
use super::rows::{self, Row};
use super::scene::LINE_PX;
use super::scene::{Anchor, Scene, TEXT, UNITS, point, unit};
use super::text;

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DotsRow {
    /// A few signs, such as a clause number; may be empty.
    pub label: String,
    /// The full title; in the narrow layout it stands above the marks.
    pub title: String,
    /// What the orchestrators answered; discs.
    pub orchestrators: Tally,
    /// What the members answered; squares.
    pub members: Tally,
}

/// The words of the chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DotsWords {
    /// For the orchestrators.
    pub orchestrators: String,
    /// For the members.
    pub members: String,
    /// The names of levels 1 to 5; shown in the wide layout.
    pub levels: [String; 5],
    /// For answers that it does not apply.
    pub not_applicable: String,
    /// For answers that it cannot be told.
    pub cannot_tell: String,
}

/// The dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    /// 720 css pixels wide with titles beside the marks, or 320 with titles above them; as high as the rows need. `Mini` is
    /// drawn as `Narrow`.
    pub layout: Layout,
    /// From top to bottom.
    pub rows: Vec<DotsRow>,
    /// The words.
    pub words: DotsWords,
}

/// Where the columns are, in css pixels.
struct Columns {
    width: f64,
    /// Where the column of level 1 begins, and the width of a level.
    levels: (f64, f64),
    /// The same for what is not a level.
    apart: (f64, f64),
}

const WIDE: Columns = Columns { width: 720.0, levels: (202.0, 84.0), apart: (624.0, 48.0) };
const NARROW: Columns = Columns { width: 320.0, levels: (1.0, 45.0), apart: (226.0, 47.0) };

/// From the middle of a mark to that of the next.
const STEP: f64 = 13.0;
/// How much larger a mark is than in a radar.
const SIZE: f64 = 1.3;
/// More lines of marks than this are not counted at a glance.
const MOST_LINES: u64 = 3;

impl Columns {
    /// Left end and width of a column: five levels, does not apply, cannot tell.
    fn column(&self, column: usize) -> (f64, f64) {
        let (first, width, place) = if column < 5 {
            (self.levels.0, self.levels.1, column)
        } else {
            (self.apart.0, self.apart.1, column - 5)
        };
        (first + place as f64 * width, width)
    }
}

/// The marks in one column of a row.
struct Cell {
    own: u32,
    other: u32,
    /// How many marks stand side by side; 0 where numbers take their place.
    across: u64,
    /// How high it gets.
    height: f64,
}

impl Cell {
    fn new(own: u32, other: u32, width: f64) -> Self {
        let all = u64::from(own) + u64::from(other);
        let fitting = (((width - 8.0) / STEP) as u64).max(1);
        let lines = all.div_ceil(fitting);
        if lines <= MOST_LINES {
            // Lines of about the same length.
            let across = if lines == 0 { 1 } else { all.div_ceil(lines) };
            return Self { own, other, across, height: lines as f64 * STEP };
        }
        let numbers = f64::from(u8::from(own > 0) + u8::from(other > 0));
        Self { own, other, across: 0, height: numbers * LINE_PX }
    }

    fn draw(&self, scene: &mut Scene, (left, width): (f64, f64), middle: f64) {
        let (own, other) = (SeriesStyle::Own.look(), SeriesStyle::Other.look());
        if self.across == 0 {
            /// From the middle of a mark to its number.
            const AFTER: f64 = 9.0;
            let room = unit(width - 20.0);
            let words = |count: u32| text::one_line(&count.to_string(), room, TEXT, false);
            let longest = text::width(&words(self.own.max(self.other)), TEXT, false);
            let x = left + (width - AFTER - f64::from(longest) / UNITS) / 2.0;
            let mut y = middle - self.height / 2.0 + LINE_PX / 2.0;
            for (look, count) in [(own, self.own), (other, self.other)] {
                if count > 0 {
                    look.mark_sized(scene, point(x, y), SIZE);
                    scene.text(words(count), point(x + AFTER, y), Anchor::Start, INK);
                    y += LINE_PX;
                }
            }
            return;
        }
        let all = u64::from(self.own) + u64::from(self.other);
        let centre = left + width / 2.0;
        for mark in 0..all {
            let (line, place) = (mark / self.across, mark % self.across);
            let in_line = self.across.min(all - line * self.across);
            let x = centre + (place as f64 - (in_line - 1) as f64 / 2.0) * STEP;
            let y = middle - self.height / 2.0 + (line as f64 + 0.5) * STEP;
            let look = if mark < u64::from(self.own) { &own } else { &other };
            look.mark_sized(scene, point(x, y), SIZE);
        }
    }
}

impl DotsRow {
    fn cells(&self, columns: &Columns) -> Vec<Cell> {
        let (own, other) = (&self.orchestrators, &self.members);
        let mut counts: Vec<(u32, u32)> =
            own.levels.iter().copied().zip(other.levels.iter().copied()).collect();
        counts.push((own.not_applicable, other.not_applicable));
        counts.push((own.cannot_tell, other.cannot_tell));
        let cell = |(column, (own, other)): (usize, (u32, u32))| {
            Cell::new(own, other, columns.column(column).1)
        };
        counts.into_iter().enumerate().map(cell).collect()
    }
}

impl Dots {
    /// The dots as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let columns = if wide { &WIDE } else { &NARROW };
        let mut scene = Scene::new(columns.width, 0.0);
        let top = self.heads(&mut scene, columns, wide) + 6.0;
        let mut placed = Vec::with_capacity(self.rows.len());
        let mut y = top;
        for row in &self.rows {
            let cells = row.cells(columns);
            let content = cells.iter().map(|cell| cell.height).fold(26.0, f64::max) + 4.0;
            let plan = if wide {
                Row::beside(&row.label, &row.title, columns.levels.0 - 8.0, content)
            } else {
                Row::above(&row.label, &row.title, columns.width, content + 4.0)
            };
            rows::rule(&mut scene, y);
            let height = plan.height();
            let middle = plan.write(&mut scene, y);
            placed.push((cells, middle, content));
            y += height;
        }
        rows::rule(&mut scene, y);
        for (cells, middle, content) in placed {
            let (above, below) = (middle - content / 2.0, middle + content / 2.0);
            for column in 0..5 {
                let (left, width) = columns.column(column);
                rows::upright(&mut scene, left, above, below, GRID);
                if column == 4 {
                    rows::upright(&mut scene, left + width, above, below, GRID);
                }
            }
            for (column, cell) in cells.iter().enumerate() {
                cell.draw(&mut scene, columns.column(column), middle);
            }
        }
        scene.grow(y + 2.0);
        let mut entries = vec![
            (Sample::Mark(SeriesStyle::Own.look()), self.words.orchestrators.as_str()),
            (Sample::Mark(SeriesStyle::Other.look()), self.words.members.as_str()),
        ];
        let tallies = || self.rows.iter().flat_map(|row| [row.orchestrators, row.members]);
        if tallies().any(|tally| tally.not_applicable > 0) {
            entries.push((Sample::Sign(Sign::Void), &self.words.not_applicable));
        }
        if tallies().any(|tally| tally.cannot_tell > 0) {
            entries.push((Sample::Sign(Sign::Question), &self.words.cannot_tell));
        }
        legend(&mut scene, entries);
        scene
    }

    /// The levels and the signs for what is none. Returns where they end.
    fn heads(&self, scene: &mut Scene, columns: &Columns, wide: bool) -> f64 {
        let middle = |column: usize| {
            let (left, width) = columns.column(column);
            left + width / 2.0
        };
        let room = columns.levels.1 - 0.5;
        let names: Vec<Vec<String>> = if wide {
            let wrap = |name: &String| text::wrap(name, unit(room), TEXT, false, 2);
            self.words.levels.iter().map(wrap).collect()
        } else {
            Vec::new()
        };
        let deepest = names.iter().map(Vec::len).max().unwrap_or(0);
        for column in 0..5 {
            let at = point(middle(column), 2.0 + LINE_PX / 2.0);
            scene.words((column + 1).to_string(), at, Anchor::Middle, INK, true);
        }
        for (column, lines) in names.into_iter().enumerate() {
            for (i, line) in lines.into_iter().enumerate() {
                let at = point(middle(column), 2.0 + (i as f64 + 1.5) * LINE_PX);
                scene.text(line, at, Anchor::Middle, MUTED);
            }
        }
        for (column, sign) in [(5, Sign::Void), (6, Sign::Question)] {
            marks::sign(scene, point(middle(column), 2.0 + LINE_PX / 2.0), sign);
        }
        2.0 + (deepest + 1) as f64 * LINE_PX
    }
}
