//! The heat map: rows by groups, with what needs a talk standing out dark.
//!
//! Owns the grid, how columns with long names are headed, and how a cell that must not be shown looks. Must not know what is
//! measured nor where one shade ends and the next begins.

use super::Layout;
use super::legend::{Sample, legend};
use super::marks::{Pattern, Sign, sign};
use super::palette::{INK, LEVEL_1, LEVEL_3, LEVEL_5, LEVEL_EDGE, MUTED, ON_HIGH, ON_LOW, PAPER};
use super::rows::{self, HIDDEN, Row};
use super::scene::LINE_PX;
use super::scene::{Anchor, Scene, TEXT, UNITS, point, rectangle, unit};
use super::text;

/// How much a cell stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shade {
    /// Least: all is well.
    Light,
    /// Between.
    Medium,
    /// Most.
    Dark,
    /// There is a value and it must not be shown.
    Hidden,
    /// There is no value.
    #[default]
    Nothing,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatCell {
    /// How much it stands out.
    pub shade: Shade,
    /// The value in words, some five signs; not shown for [`Shade::Nothing`]. May be empty.
    pub words: String,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatRow {
    /// A few signs, such as a clause number; may be empty.
    pub label: String,
    /// The full title; shown in the wide layout, and in the narrow one, above the cells, where there is no label.
    pub title: String,
    /// One cell for each column; missing ones have no value.
    pub cells: Vec<HeatCell>,
}

/// The words of the legend, which has only the shades that occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatWords {
    /// For [`Shade::Light`].
    pub light: String,
    /// For [`Shade::Medium`].
    pub medium: String,
    /// For [`Shade::Dark`].
    pub dark: String,
    /// For [`Shade::Hidden`].
    pub hidden: String,
    /// For [`Shade::Nothing`].
    pub nothing: String,
}

/// The heat map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatMap {
    /// 720 css pixels wide with titles, or 320 with labels; as high as the rows need. `Mini` is drawn as `Narrow`.
    pub layout: Layout,
    /// Names of the columns. Where they do not all fit over their columns, columns have letters there and the names stand
    /// below. More columns than fit side by side are continued in another block of rows.
    pub columns: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<HeatRow>,
    /// The words.
    pub words: HeatWords,
}

/// What is the same for all blocks, in css pixels.
struct Frame {
    width: f64,
    /// Width of a cell.
    cell: f64,
    /// Where the cells begin.
    first: f64,
    /// Number of cells side by side.
    across: usize,
}

/// Least width of a cell: a number of four digits and some air.
const LEAST: f64 = 44.0;
/// Most width of a cell with a name above, and of one with a letter.
const NAMED: f64 = 112.0;
const LETTERED: f64 = 60.0;
/// Height of a cell. It is the same in every row, because a large cell would count for more.
const HEIGHT: f64 = 28.0;

impl Frame {
    /// For so many columns, with cells of `most` css pixels at most.
    fn new(wide: bool, columns: usize, most: f64) -> Self {
        let (width, opening): (f64, f64) = if wide { (720.0, 176.0) } else { (320.0, 42.0) };
        let room = width - opening;
        let fitting = ((room / LEAST) as usize).max(1);
        // Blocks of about the same width, not a full one and a rest.
        let blocks = columns.div_ceil(fitting).max(1);
        let across = columns.div_ceil(blocks).max(1);
        let cell = (room / across as f64).floor().min(most);
        Self { width, cell, first: width - across as f64 * cell, across }
    }

    fn x(&self, column: usize) -> f64 {
        self.first + column as f64 * self.cell
    }
}

impl Shade {
    fn pattern(self) -> Option<Pattern> {
        let plain = |fill| Some(Pattern { fill, edge: LEVEL_EDGE, hatched: false });
        match self {
            Self::Light => plain(LEVEL_1),
            Self::Medium => plain(LEVEL_3),
            Self::Dark => plain(LEVEL_5),
            Self::Hidden => Some(HIDDEN),
            Self::Nothing => None,
        }
    }
}

impl HeatMap {
    /// The heat map as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let count = self.columns.len();
        let roomy = Frame::new(wide, count, NAMED);
        let names = self.names(&roomy);
        let lettered = names.is_none();
        let frame = if lettered { Frame::new(wide, count, LETTERED) } else { roomy };
        let letters = || (0..count).map(|column| vec![letter(column)]).collect();
        let heads: Vec<Vec<String>> = names.unwrap_or_else(letters);
        let depth = heads.iter().map(Vec::len).max().unwrap_or(1);
        let mut scene = Scene::new(frame.width, 0.0);
        let mut y = 0.0;
        for block in 0..count.div_ceil(frame.across).max(1) {
            let from = block * frame.across;
            if block > 0 {
                y += 18.0;
            }
            let bottom = y + 2.0 + depth as f64 * LINE_PX;
            for (column, lines) in heads.iter().skip(from).take(frame.across).enumerate() {
                let x = frame.x(column) + frame.cell / 2.0;
                let mut at = bottom + LINE_PX / 2.0 - lines.len() as f64 * LINE_PX;
                for line in lines {
                    let colour = if lettered { INK } else { MUTED };
                    scene.words(line.clone(), point(x, at), Anchor::Middle, colour, lettered);
                    at += LINE_PX;
                }
            }
            y = bottom + 5.0;
            for row in &self.rows {
                rows::rule(&mut scene, y);
                let words = (row.label.as_str(), row.title.as_str());
                let plan = Row::fitting(wide, words, (frame.first - 4.0, frame.width), HEIGHT);
                let height = plan.height();
                let middle = plan.write(&mut scene, y);
                let (top, bottom) = (middle - HEIGHT / 2.0, middle + HEIGHT / 2.0);
                for column in 0..count.saturating_sub(from).min(frame.across) {
                    let left = frame.x(column) + 1.0;
                    let corners = ((left, top), (left + frame.cell - 2.0, bottom));
                    let cell = row.cells.get(from + column);
                    draw_cell(&mut scene, cell.unwrap_or(&HeatCell::default()), corners);
                }
                y += height;
            }
            rows::rule(&mut scene, y);
        }
        scene.grow(y + 2.0);
        self.legend(&mut scene);
        if lettered {
            self.key(&mut scene, wide, frame.width);
        }
        scene
    }

    /// The names of all columns in lines, if they can be read there.
    fn names(&self, frame: &Frame) -> Option<Vec<Vec<String>>> {
        let room = unit(frame.cell - 6.0);
        let wrap = |name: &String| text::wrap(name, room, TEXT, false, 3);
        let names: Vec<Vec<String>> = self.columns.iter().map(wrap).collect();
        let all = self.columns.iter().zip(&names).all(|(name, lines)| written(name, lines));
        all.then_some(names)
    }

    fn legend(&self, scene: &mut Scene) {
        let occurs = |shade: Shade| {
            let cells = self.columns.len();
            self.rows.iter().any(|row| {
                (0..cells).any(|i| row.cells.get(i).map_or(Shade::Nothing, |c| c.shade) == shade)
            })
        };
        let all = [
            (Shade::Light, &self.words.light),
            (Shade::Medium, &self.words.medium),
            (Shade::Dark, &self.words.dark),
            (Shade::Hidden, &self.words.hidden),
            (Shade::Nothing, &self.words.nothing),
        ];
        let mut entries = Vec::with_capacity(all.len());
        for (shade, words) in all {
            if occurs(shade) {
                let sample = shade.pattern().map_or(Sample::Sign(Sign::Open), Sample::Area);
                entries.push((sample, words.as_str()));
            }
        }
        legend(scene, entries);
    }

    /// Which letter is which column; in the wide layout in two columns.
    fn key(&self, scene: &mut Scene, wide: bool, width: f64) {
        const LETTER: f64 = 30.0;
        const MOST_LINES: usize = 4;
        let across = if wide { 2 } else { 1 };
        let room = unit(width / across as f64 - LETTER - 12.0);
        let wrap = |name: &String| text::wrap(name, room, TEXT, false, MOST_LINES);
        let names: Vec<Vec<String>> = self.columns.iter().map(wrap).collect();
        // Down the first column, then down the second.
        let down = names.len().div_ceil(across);
        let top = f64::from(scene.size().1) / UNITS + 8.0;
        let mut bottom = top;
        for (part, names) in names.chunks(down.max(1)).enumerate() {
            let x = 1.0 + part as f64 * width / across as f64;
            let mut y = top;
            for (i, lines) in names.iter().enumerate() {
                let head = letter(part * down + i);
                scene.words(head, point(x, y + LINE_PX / 2.0), Anchor::Start, INK, true);
                for (line_no, line) in lines.iter().enumerate() {
                    let at = point(x + LETTER, y + (line_no as f64 + 0.5) * LINE_PX);
                    scene.text(line.clone(), at, Anchor::Start, INK);
                }
                y += lines.len().max(1) as f64 * LINE_PX + 3.0;
            }
            bottom = bottom.max(y);
        }
        scene.grow(bottom - top + 10.0);
    }
}

/// Whether a name is there as it is, without broken words.
fn written(name: &str, lines: &[String]) -> bool {
    lines.join(" ") == name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A to Z, then A2 to Z2 and so on.
fn letter(column: usize) -> String {
    let mut name = String::from(char::from(b'A' + (column % 26) as u8));
    if column >= 26 {
        name.push_str(&(column / 26 + 1).to_string());
    }
    name
}

fn draw_cell(scene: &mut Scene, cell: &HeatCell, (from, to): ((f64, f64), (f64, f64))) {
    let (x, y) = (from.0.midpoint(to.0), from.1.midpoint(to.1));
    let Some(pattern) = cell.shade.pattern() else {
        sign(scene, point(x, y), Sign::Open);
        return;
    };
    pattern.draw(scene, from, to);
    let dark = cell.shade == Shade::Dark;
    let words = text::one_line(&cell.words, unit(to.0 - from.0 - 4.0), TEXT, dark);
    if cell.shade == Shade::Hidden && !words.is_empty() {
        // Words cannot be read on strokes.
        let half = f64::from(text::width(&words, TEXT, false)) / UNITS / 2.0;
        scene.area(rectangle(x - half, y - 8.0, x + half, y + 8.0), PAPER);
    }
    let ink = match cell.shade {
        Shade::Dark => ON_HIGH,
        Shade::Hidden => MUTED,
        _ => ON_LOW,
    };
    scene.words(words, point(x, y), Anchor::Middle, ink, dark);
}
