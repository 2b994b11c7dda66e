//! Change bars: how far each principle rose or fell, on one scale around zero.
//!
//! Owns the scale and the band of small changes. Must not know from where on a change is a clear one, nor how it is worked
//! out.

use super::Layout;
use super::legend::{Sample, legend};
use super::marks::{Pattern, Sign, known, sign};
use super::palette::{CURRENT, GRID, INK, LEVEL_EDGE, MUTED, OWN, OWN_FILL, PAPER};
use super::rows::{self, Head, Opening};
use super::scene::{Anchor, Scene, TEXT, point, rectangle, unit};
use super::text;

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeRow {
    /// A few signs, such as a clause number; may be empty.
    pub label: String,
    /// The full title; shown in the wide layout, and in the narrow one where there is no label.
    pub title: String,
    /// The change, −4 to 4; what lies outside is drawn at the nearest end. `None` (or not a number) is missing.
    pub change: Option<f64>,
    /// The change in words: a number with its sign.
    pub words: String,
    /// On how many items it rests, in words.
    pub matched: String,
}

/// The bars.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeBars {
    /// 720 css pixels wide with titles, or 320 with labels; as high as the rows need. `Mini` is drawn as `Narrow`.
    pub layout: Layout,
    /// From top to bottom.
    pub rows: Vec<ChangeRow>,
    /// The change of everything together, set apart below the rows.
    pub total: Option<ChangeRow>,
    /// The head over the changes.
    pub change: String,
    /// The head over the numbers of items.
    pub matched: String,
    /// How far from zero a change is no clear change, 0–4.
    pub band: f64,
    /// What to call that.
    pub band_name: String,
}

/// Where the columns are, in css pixels.
struct Columns {
    width: f64,
    /// Where the scale begins and ends.
    scale: (f64, f64),
    /// Right end and width of the two columns of numbers.
    change: (f64, f64),
    matched: (f64, f64),
    row: f64,
}

const WIDE: Columns = Columns {
    width: 720.0,
    scale: (248.0, 552.0),
    change: (634.0, 58.0),
    matched: (719.0, 76.0),
    row: 40.0,
};
const NARROW: Columns = Columns {
    width: 320.0,
    scale: (50.0, 172.0),
    change: (246.0, 58.0),
    matched: (319.0, 66.0),
    row: 34.0,
};

/// Half the thickness of a bar.
const HALF: f64 = 7.0;

impl Columns {
    fn x(&self, change: f64) -> f64 {
        let (left, right) = self.scale;
        left.midpoint(right) + change.clamp(-4.0, 4.0) / 8.0 * (right - left)
    }
}

impl ChangeBars {
    /// The bars as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let columns = if wide { &WIDE } else { &NARROW };
        let mut scene = Scene::new(columns.width, 0.0);
        let band = if self.band.is_finite() { self.band.clamp(0.0, 4.0) } else { 0.0 };

        let scale = ["−4", "−2", "0", "+2", "+4"];
        let number = |(words, value): (&'static str, f64)| Head {
            words,
            x: columns.x(value),
            anchor: Anchor::Middle,
            room: 30.0,
        };
        let mut heads: Vec<Head<'_>> =
            scale.into_iter().zip([-4.0, -2.0, 0.0, 2.0, 4.0]).map(number).collect();
        for (words, (x, room)) in [(&self.change, columns.change), (&self.matched, columns.matched)]
        {
            heads.push(Head { words, x, anchor: Anchor::End, room });
        }
        let top = rows::heads(&mut scene, &heads) + 6.0;

        // The ground comes first, so the rows are measured before they are drawn.
        let rows = self.rows.iter().map(|row| (row, false));
        let rows = rows.chain(self.total.iter().map(|total| (total, true)));
        let mut placed = Vec::with_capacity(self.rows.len() + 1);
        let mut y = top;
        for (row, total) in rows {
            let title = if wide || row.label.is_empty() { row.title.as_str() } else { "" };
            let opening = Opening::new(&row.label, title, columns.scale.0 - 8.0);
            let height = columns.row.max(opening.height() + 12.0);
            placed.push((row, total, opening, y, height));
            y += height;
        }
        let bottom = y;
        let (left, right) = (columns.x(-band), columns.x(band));
        scene.area(rectangle(left, top, right, bottom), CURRENT);
        // In the narrow layout the lines without a number would crowd those of the band.
        let step = if wide { 1 } else { 2 };
        for value in (-4..=4).step_by(step).map(f64::from).filter(|value| *value != 0.0) {
            rows::upright(&mut scene, columns.x(value), top, bottom, GRID);
        }
        let mut before = false;
        for (_, total, _, y, _) in &placed {
            rows::rule(&mut scene, *y);
            if *total && !before {
                // A second hairline sets the total apart.
                rows::rule(&mut scene, *y + 2.0);
            }
            before = *total;
        }
        rows::rule(&mut scene, bottom);
        // The band would be lost where its ground is the ground of the page.
        for x in [left, right] {
            rows::upright(&mut scene, x, top, bottom, MUTED);
        }
        rows::upright(&mut scene, columns.x(0.0), top - 3.0, bottom, INK);
        for (row, _, opening, y, height) in placed {
            let middle = y + height / 2.0;
            opening.write(&mut scene, middle);
            row.draw(&mut scene, columns, middle, band);
        }
        scene.grow(bottom + 2.0);
        let sample = Sample::Area(Pattern { fill: CURRENT, edge: MUTED, hatched: false });
        if band > 0.0 && !self.band_name.is_empty() {
            legend(&mut scene, vec![(sample, &self.band_name)]);
        }
        scene
    }
}

impl ChangeRow {
    fn draw(&self, scene: &mut Scene, columns: &Columns, middle: f64, band: f64) {
        let zero = columns.x(0.0);
        match known(self.change) {
            Some(change) => {
                let end = columns.x(change);
                let (left, right) = (zero.min(end), zero.max(end));
                if right - left < 1.0 {
                    // As good as nothing still has to be seen.
                    let (top, bottom) = (middle - HALF, middle + HALF);
                    scene.line(vec![point(zero, top), point(zero, bottom)], OWN, 3.0);
                } else {
                    // A mean that misses the edge of the band by its last bit is on it.
                    let clear = change.abs() + 1e-9 >= band;
                    let (fill, edge) = if clear { (OWN, OWN) } else { (OWN_FILL, LEVEL_EDGE) };
                    let bar = Pattern { fill, edge, hatched: false };
                    bar.draw(scene, (left, middle - HALF), (right, middle + HALF));
                }
            }
            None => {
                // With the line of zero through it, it would be another sign.
                scene.disc(point(zero, middle), 5.0, PAPER);
                sign(scene, point(zero, middle), Sign::Open);
            }
        }
        let mut number = |words: &str, (x, room): (f64, f64), bold: bool| {
            let words = text::one_line(words, unit(room), TEXT, bold);
            let colour = if bold { INK } else { MUTED };
            scene.words(words, point(x, middle), Anchor::End, colour, bold);
        };
        number(&self.words, columns.change, true);
        number(&self.matched, columns.matched, false);
    }
}
