//! Gap bars: for each principle its score, its target, and what lies between.
//!
//! Owns how a gap is told from a score. Must not know how priorities are made or in which order rows come.

use super::Layout;
use super::legend::{Sample, legend};
use super::marks::{Pattern, Sign, known, sign};
use super::palette::{GRID, INK, MUTED, OWN, PAPER, TARGET};
use super::radar::SeriesStyle;
use super::rows::{self, Head, Opening};
use super::scene::{Anchor, Scene, TEXT, point, unit};
use super::text;

/// One principle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GapRow {
    /// A few signs, such as a clause number.
    pub label: String,
    /// The full title; shown in the wide layout.
    pub title: String,
    /// Its score, 1–5; what lies outside is drawn at the nearest end. `None` (or not a number) is missing.
    pub score: Option<f64>,
    /// Its target, 1–5.
    pub target: u8,
    /// Its priority in words.
    pub priority: String,
}

/// The words of the chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GapWords {
    /// For the score.
    pub score: String,
    /// For what lies between score and target.
    pub gap: String,
    /// For the target.
    pub target: String,
    /// The head over the priorities.
    pub priority: String,
}

/// The bars.
#[derive(Clone, Debug, PartialEq)]
pub struct GapBars {
    /// 720 css pixels wide with titles, or 320 with labels; as high as the rows need. `Mini` is drawn as `Narrow`.
    pub layout: Layout,
    /// From top to bottom.
    pub rows: Vec<GapRow>,
    /// The words.
    pub words: GapWords,
}

/// Where the columns are, in css pixels.
struct Columns {
    width: f64,
    /// Where the scale begins, and the width of a level.
    scale: (f64, f64),
    /// Right end and width of the column of priorities.
    priority: (f64, f64),
    row: f64,
}

const WIDE: Columns =
    Columns { width: 720.0, scale: (252.0, 76.0), priority: (719.0, 72.0), row: 40.0 };
const NARROW: Columns =
    Columns { width: 320.0, scale: (46.0, 39.0), priority: (319.0, 64.0), row: 34.0 };

/// Half the thickness of a bar.
const HALF: f64 = 8.0;

const SCORE: Pattern = Pattern { fill: OWN, edge: OWN, hatched: false };
const GAP: Pattern = Pattern { fill: PAPER, edge: TARGET, hatched: true };

impl Columns {
    /// A bar begins at nothing and not at level 1, so that level 1 has a length and twice the level is twice the bar.
    fn x(&self, level: f64) -> f64 {
        self.scale.0 + level.clamp(0.0, 5.0) * self.scale.1
    }
}

impl GapBars {
    /// The bars as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let columns = if wide { &WIDE } else { &NARROW };
        let mut scene = Scene::new(columns.width, 0.0);
        let mut heads = rows::levels(&|level| columns.x(level));
        let (x, room) = columns.priority;
        heads.push(Head { words: &self.words.priority, x, anchor: Anchor::End, room });
        let top = rows::heads(&mut scene, &heads) + 6.0;

        let mut placed = Vec::with_capacity(self.rows.len());
        let mut y = top;
        for row in &self.rows {
            rows::rule(&mut scene, y);
            let title = if wide { row.title.as_str() } else { "" };
            let opening = Opening::new(&row.label, title, columns.scale.0 - 2.0);
            let height = columns.row.max(opening.height() + 12.0);
            placed.push((row, opening, y + height / 2.0));
            y += height;
        }
        rows::rule(&mut scene, y);
        for level in 1..=5_u8 {
            rows::upright(&mut scene, columns.x(f64::from(level)), top, y, GRID);
        }
        rows::upright(&mut scene, columns.x(0.0) - 1.0, top, y, MUTED);
        for (row, opening, middle) in placed {
            opening.write(&mut scene, middle);
            row.draw(&mut scene, columns, middle);
        }
        scene.grow(y + 2.0);
        let samples = [
            (Sample::Area(SCORE), &self.words.score),
            (Sample::Area(GAP), &self.words.gap),
            (Sample::Mark(SeriesStyle::Target.look()), &self.words.target),
        ];
        let named = samples.into_iter().map(|(sample, words)| (sample, words.as_str()));
        legend(&mut scene, named.filter(|(_, words)| !words.is_empty()).collect());
        scene
    }
}

impl GapRow {
    fn draw(&self, scene: &mut Scene, columns: &Columns, middle: f64) {
        let (top, bottom) = (middle - HALF, middle + HALF);
        let target = columns.x(f64::from(self.target.clamp(1, 5)));
        match known(self.score) {
            Some(score) => {
                let score = columns.x(score.clamp(1.0, 5.0));
                if score < target {
                    GAP.draw(scene, (score, top), (target, bottom));
                }
                SCORE.draw(scene, (columns.x(0.0), top), (score, bottom));
            }
            None => sign(scene, point(columns.x(0.0) + 10.0, middle), Sign::Open),
        }
        SeriesStyle::Target.look().mark_sized(scene, point(target, middle), 1.25);
        let (x, room) = columns.priority;
        let words = text::one_line(&self.priority, unit(room), TEXT, true);
        scene.words(words, point(x, middle), Anchor::End, INK, true);
    }
}
