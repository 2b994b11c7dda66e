//! Share bars: for each row a part of a whole, such as of those who could not tell.
//!
//! Owns the bars and their scale. Must not know what is counted nor which share is a large one.

use super::Layout;
use super::legend::{Sample, legend};
use super::marks::{Pattern, known};
use super::palette::{GRID, INK, LEVEL_EDGE, MUTED, OWN, OWN_FILL};
use super::rows::{self, Head, Row};
use super::scene::{Anchor, Scene, TEXT, point, unit};
use super::text;

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShareRow {
    /// A few signs, such as a clause number; may be empty.
    pub label: String,
    /// The full title; shown in the wide layout, and in the narrow one, above the bar, where there is no label.
    pub title: String,
    /// The share, 0–1; what lies outside is drawn at the nearest end of the scale. `None` (or not a number) must not or
    /// cannot be shown.
    pub share: Option<f64>,
    /// The share in words.
    pub words: String,
    /// Whether it is one to look at: a full bar and bold words.
    pub large: bool,
}

/// The bars.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareBars {
    /// 720 css pixels wide with titles, or 320 with labels; as high as the rows need. `Mini` is drawn as `Narrow`.
    pub layout: Layout,
    /// From top to bottom.
    pub rows: Vec<ShareRow>,
    /// Shares with a line and their words, such as 0.5 and "50 %". The largest is the end of the scale, which begins at 0;
    /// without any it ends at 1. The narrow layout has words for the first and the last one only.
    pub scale: Vec<(f64, String)>,
    /// The head over the words; may be empty.
    pub head: String,
    /// What a large share is called in the legend; empty for no legend.
    pub large: String,
    /// What a row without a share is called in the legend.
    pub hidden: String,
}

/// Where the columns are, in css pixels.
struct Columns {
    width: f64,
    /// Where the scale begins and ends.
    scale: (f64, f64),
    /// Right end and width of the column of words.
    words: (f64, f64),
}

const WIDE: Columns = Columns { width: 720.0, scale: (262.0, 610.0), words: (719.0, 82.0) };
const NARROW: Columns = Columns { width: 320.0, scale: (50.0, 230.0), words: (319.0, 66.0) };

/// Half the thickness of a bar.
const HALF: f64 = 7.0;

const LARGE: Pattern = Pattern { fill: OWN, edge: OWN, hatched: false };
const SMALL: Pattern = Pattern { fill: OWN_FILL, edge: LEVEL_EDGE, hatched: false };

impl ShareBars {
    /// The bars as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let columns = if wide { &WIDE } else { &NARROW };
        let mut scene = Scene::new(columns.width, 0.0);
        let lines: Vec<(f64, &str)> = self
            .scale
            .iter()
            .filter(|(share, _)| share.is_finite() && (0.0..=1.0).contains(share))
            .map(|(share, words)| (*share, words.as_str()))
            .collect();
        let most = lines.iter().map(|(share, _)| *share).fold(0.0, f64::max);
        let most = if most > 0.0 { most } else { 1.0 };
        let (left, right) = columns.scale;
        let x = |share: f64| left + (share / most).clamp(0.0, 1.0) * (right - left);

        let (end, room) = columns.words;
        let mut heads = vec![Head { words: &self.head, x: end, anchor: Anchor::End, room }];
        let mut free = f64::NEG_INFINITY;
        let named = lines.len().saturating_sub(1);
        for (i, (share, words)) in lines.iter().enumerate() {
            const ROOM: f64 = 44.0;
            let at = x(*share);
            let last_at = lines.last().map_or(right, |(share, _)| x(*share));
            let clear = at - ROOM / 2.0 >= free && (i == named || at + ROOM <= last_at);
            if clear && (wide || i == 0 || i == named) {
                heads.push(Head { words, x: at, anchor: Anchor::Middle, room: ROOM });
                free = at + ROOM / 2.0;
            }
        }
        let top = rows::heads(&mut scene, &heads) + 6.0;
        let mut placed = Vec::with_capacity(self.rows.len());
        let mut y = top;
        for row in &self.rows {
            let content = if wide { 28.0 } else { 24.0 };
            let words = (row.label.as_str(), row.title.as_str());
            let plan = Row::fitting(wide, words, (left - 8.0, columns.width), content);
            rows::rule(&mut scene, y);
            let height = plan.height();
            placed.push((row, plan.write(&mut scene, y), content / 2.0));
            y += height;
        }
        rows::rule(&mut scene, y);
        for (row, middle, half) in placed {
            for (share, _) in &lines {
                rows::upright(&mut scene, x(*share), middle - half, middle + half, GRID);
            }
            rows::upright(&mut scene, left - 1.0, middle - half, middle + half, MUTED);
            match known(row.share) {
                Some(share) if share > 0.0 => {
                    let bar = if row.large { LARGE } else { SMALL };
                    // The smallest share still has an inside.
                    let to = x(share).max(left + 2.0);
                    bar.draw(&mut scene, (left, middle - HALF), (to, middle + HALF));
                }
                Some(_) => {}
                None => rows::hidden(&mut scene, left + 12.0, middle),
            }
            let known = known(row.share).is_some();
            let large = row.large && known;
            let words = text::one_line(&row.words, unit(room), TEXT, large);
            let colour = if known { INK } else { MUTED };
            scene.words(words, point(end, middle), Anchor::End, colour, large);
        }
        scene.grow(y + 2.0);
        let mut entries = Vec::new();
        if !self.large.is_empty() && self.rows.iter().any(|row| row.large) {
            entries.push((Sample::Area(LARGE), self.large.as_str()));
        }
        if self.rows.iter().any(|row| known(row.share).is_none()) {
            entries.push((Sample::Small(rows::hidden), self.hidden.as_str()));
        }
        legend(&mut scene, entries);
        scene
    }
}
