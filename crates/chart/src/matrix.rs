//! Practices by level: how many of each principle stand at which level.
//!
//! Owns the grid and its columns. Must not know how practices are counted.

use super::Layout;
use super::palette::{self, INK, LEVEL_EDGE, MUTED};
use super::rows::{Opening, rule};
use super::scene::LINE_PX;
use super::scene::{Anchor, Scene, TEXT, point, rectangle, unit};
use super::text;

/// One principle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixRow {
    /// A few signs, such as a clause number.
    pub label: String,
    /// The full title; shown in the wide layout.
    pub title: String,
    /// How many practices stand at level 1, 2, 3, 4, 5.
    pub counts: [u32; 5],
    /// How many have no level, in the order of [`Matrix::apart`].
    pub apart: [u32; 3],
    /// The held level, 1–5, if there is one.
    pub held: Option<u8>,
}

/// The matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// 720 css pixels wide with titles, or 320 with labels; as high as the rows need. `Mini` is drawn as `Narrow`.
    pub layout: Layout,
    /// From top to bottom.
    pub rows: Vec<MatrixRow>,
    /// Names of levels 1 to 5; shown in the wide layout.
    pub levels: [String; 5],
    /// Short heads of the three columns set apart: does not apply, cannot tell, unanswered. A sign or two in the narrow
    /// layout, which has 30 css pixels for each.
    pub apart: [String; 3],
}

/// Where the columns are, in css pixels.
struct Columns {
    width: f64,
    first: f64,
    level: f64,
    apart_first: f64,
    apart: f64,
    row: f64,
}

const WIDE: Columns =
    Columns { width: 720.0, first: 172.0, level: 84.0, apart_first: 594.0, apart: 42.0, row: 46.0 };
const NARROW: Columns =
    Columns { width: 320.0, first: 40.0, level: 36.0, apart_first: 230.0, apart: 30.0, row: 40.0 };

impl Matrix {
    /// The matrix as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let columns = if wide { &WIDE } else { &NARROW };
        let mut scene = Scene::new(columns.width, 0.0);
        let most = self.rows.iter().flat_map(|row| row.counts).max().unwrap_or(0).max(5);
        let mut y = self.heads(&mut scene, columns, wide);
        for row in &self.rows {
            y = draw_row(&mut scene, columns, row, wide, most, y);
        }
        rule(&mut scene, y);
        scene.grow(y + 2.0);
        scene
    }

    /// Heads of the columns, their last lines side by side. Returns where they end.
    fn heads(&self, scene: &mut Scene, columns: &Columns, wide: bool) -> f64 {
        let mut heads: Vec<(f64, Vec<String>)> = Vec::with_capacity(8);
        let mut x = columns.first + columns.level / 2.0;
        for (level, name) in (1_u8..).zip(&self.levels) {
            let mut lines = vec![level.to_string()];
            if wide {
                lines.extend(text::wrap(name, unit(columns.level), TEXT, false, 3));
            }
            heads.push((x, lines));
            x += columns.level;
        }
        let deepest = heads.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
        x = columns.apart_first + columns.apart / 2.0;
        for name in &self.apart {
            let lines = text::wrap(
                name,
                unit(columns.apart - 2.0),
                TEXT,
                false,
                deepest.max(2 * usize::from(wide)),
            );
            heads.push((x, lines));
            x += columns.apart;
        }
        let deepest = heads.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
        let bottom = 2.0 + deepest as f64 * LINE_PX;
        for (i, (x, lines)) in heads.into_iter().enumerate() {
            let mut y = if i < 5 { 2.0 } else { bottom - lines.len() as f64 * LINE_PX };
            for (line_no, line) in lines.into_iter().enumerate() {
                let number = i < 5 && line_no == 0;
                let at = point(x, y + LINE_PX / 2.0);
                scene.words(line, at, Anchor::Middle, if number { INK } else { MUTED }, number);
                y += LINE_PX;
            }
        }
        bottom + 6.0
    }
}

fn draw_row(
    scene: &mut Scene,
    columns: &Columns,
    row: &MatrixRow,
    wide: bool,
    most: u32,
    top: f64,
) -> f64 {
    rule(scene, top);
    let title = if wide { row.title.as_str() } else { "" };
    let opening = Opening::new(&row.label, title, columns.first);
    let height = columns.row.max(opening.height() + 12.0);
    let middle = top + height / 2.0;
    opening.write(scene, middle);
    // The area of a square is the number of practices; the largest number fills the cell.
    let largest = columns.level.min(columns.row) - 8.0;
    let unit_side = largest / f64::from(most).sqrt();
    for (level, count) in (1_u8..).zip(row.counts) {
        let x = columns.first + (f64::from(level) - 0.5) * columns.level;
        if count > 0 {
            // Smaller ones would not hold their number.
            let half = (unit_side * f64::from(count).sqrt()).max(13.0) / 2.0;
            let corners = rectangle(x - half, middle - half, x + half, middle + half);
            let (fill, ink) = palette::level(level);
            scene.area(corners.clone(), fill);
            scene.outline(corners, LEVEL_EDGE, 1.0);
            scene.text(count.to_string(), point(x, middle), Anchor::Middle, ink);
        }
        if row.held == Some(level) {
            let half = largest / 2.0 + 2.5;
            let corners = rectangle(x - half, middle - half, x + half, middle + half);
            scene.outline(corners, INK, 1.5);
        }
    }
    for (i, count) in row.apart.into_iter().enumerate() {
        if count > 0 {
            let x = columns.apart_first + (i as f64 + 0.5) * columns.apart;
            scene.text(count.to_string(), point(x, middle), Anchor::Middle, MUTED);
        }
    }
    top + height
}
