//! The balance strip: all principles on one scale, and how far the lowest is from the highest.
//!
//! Owns how marks make way for one another. Must not know what makes a balance good.

use super::Layout;
use super::palette::{GRID, INK, MUTED, OWN, PAPER};
use super::scene::LINE_PX;
use super::scene::{Anchor, Scene, TEXT, UNITS, point, rectangle, unit};
use super::text;
use base::order::order;

/// One principle on the strip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BalanceMark {
    /// A few signs, such as a clause number.
    pub label: String,
    /// Its score, 1–5. `None` (or not a number) is left out.
    pub value: Option<f64>,
}

/// The strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// 720 css pixels wide, or 320; as high as the marks need. `Mini` is drawn as `Narrow`.
    pub layout: Layout,
    /// The marks in any order.
    pub marks: Vec<BalanceMark>,
    /// How far lowest and highest are apart, in words; may be empty.
    pub spread: String,
}

/// Radius of a mark in css pixels.
const MARK: f64 = 6.0;
/// Least distance between the middles of two marks.
const STEP: f64 = 14.0;

impl Balance {
    /// The strip as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let width = if wide { 720.0 } else { 320.0 };
        // Room for the words beside the bracket also when it begins at the end of the scale.
        let side = if wide { 84.0 } else { 62.0 };
        let x_of = |value: f64| side + (value.clamp(1.0, 5.0) - 1.0) / 4.0 * (width - 2.0 * side);

        let marks: Vec<(f64, &str)> = self
            .marks
            .iter()
            .filter_map(|mark| Some((super::marks::known(mark.value)?, mark.label.as_str())))
            .map(|(value, label)| (x_of(value), label))
            .collect();
        let marks = order(marks, |a, b| a.0.total_cmp(&b.0));

        // Each mark takes the lowest storey where no earlier mark is near; the list holds the last mark of each storey.
        let mut storeys: Vec<f64> = Vec::new();
        let mut placed: Vec<(f64, usize)> = Vec::with_capacity(marks.len());
        for (x, _) in &marks {
            let free = storeys.iter().position(|last| x - last >= STEP);
            let storey = free.unwrap_or(storeys.len());
            match storeys.get_mut(storey) {
                Some(last) => *last = *x,
                None => storeys.push(*x),
            }
            placed.push((*x, storey));
        }

        let axis = 4.0 + storeys.len().max(1) as f64 * STEP + 3.5;
        let numbers = axis + 6.0 + LINE_PX / 2.0;
        let bracket = numbers + LINE_PX + 3.5;
        let mut scene = Scene::new(width, bracket + LINE_PX / 2.0 + 6.0);
        scene.line(vec![point(x_of(1.0), axis), point(x_of(5.0), axis)], MUTED, 1.0);
        for level in 1..=5_u8 {
            let x = x_of(f64::from(level));
            scene.line(vec![point(x, 4.0), point(x, axis + 5.0)], GRID, 1.0);
            scene.text(level.to_string(), point(x, numbers), Anchor::Middle, MUTED);
        }
        for (x, storey) in placed {
            let at = point(x, axis - 3.0 - MARK - storey as f64 * STEP);
            scene.disc(at, MARK, OWN);
            scene.ring(at, MARK, PAPER, 1.0);
        }
        let (Some(lowest), Some(highest)) = (marks.first(), marks.last()) else { return scene };
        let (low, high) = (lowest.0, highest.0);
        scene.line(vec![point(low, bracket), point(high, bracket)], INK, 2.0);
        for x in [low, high] {
            scene.line(vec![point(x, bracket - 5.0), point(x, bracket + 5.0)], INK, 2.0);
        }
        let gap = 8.0;
        let names = |x: f64| -> Vec<&str> {
            let equal = marks.iter().filter(|mark| (mark.0 - x).abs() * UNITS < 1.0);
            equal.map(|mark| mark.1).collect()
        };
        let one = high - low < 0.1;
        let words = named(&names(low), unit(low - gap - 1.0));
        if !one {
            scene.text(words, point(low - gap, bracket), Anchor::End, INK);
        }
        let words = named(&names(high), unit(width - high - gap - 1.0));
        scene.text(words, point(high + gap, bracket), Anchor::Start, INK);

        // The spread stands in the middle of its bracket if there is room, and is left to the words around the chart if not.
        let wide_px = f64::from(text::width(&self.spread, TEXT, true)) / UNITS;
        if !self.spread.is_empty() && wide_px + 24.0 < high - low {
            let x = low.midpoint(high);
            let half = wide_px / 2.0 + 4.0;
            let ground = rectangle(x - half, bracket - 4.0, x + half, bracket + 4.0);
            scene.area(ground, PAPER);
            let words = text::one_line(&self.spread, unit(wide_px), TEXT, true);
            scene.words(words, point(x, bracket), Anchor::Middle, INK, true);
        }
        scene
    }
}

/// Labels side by side as far as there is room; the rest as a number.
fn named(labels: &[&str], room: i32) -> String {
    for shown in (1..=labels.len()).rev() {
        let mut words = labels.iter().take(shown).copied().collect::<Vec<_>>().join(" · ");
        if shown < labels.len() {
            words.push_str(" +");
            words.push_str(&(labels.len() - shown).to_string());
        }
        if text::width(&words, TEXT, false) <= room || shown == 1 {
            return text::one_line(&words, room, TEXT, false);
        }
    }
    String::new()
}
