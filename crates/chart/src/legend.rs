//! The legend below a chart: what each line, area and sign in it means.

use super::marks::{Pattern, Sign, sign};
use super::palette::{GRID, INK};
use super::radial::{BAR, Look};
use super::scene::{Anchor, MARGIN, Scene, TEXT, UNITS, point, rectangle, unit};
use super::text;

/// What a legend entry shows.
pub(super) enum Sample {
    Series(Look),
    /// The bar of the held level.
    Bar,
    /// A marker without a line.
    Mark(Look),
    /// A piece of an area or of a bar.
    Area(Pattern),
    /// A sign in place of a value.
    Sign(Sign),
    /// What one chart alone knows how to draw, about 12 css pixels wide.
    Small(fn(&mut Scene, f64, f64)),
}

/// A legend entry with its name and width in css pixels.
type Entry = (Sample, String, f64);

impl Sample {
    /// Width in css pixels.
    fn width(&self) -> f64 {
        match self {
            Self::Series(_) | Self::Bar | Self::Area(_) => 30.0,
            Self::Sign(_) | Self::Mark(_) | Self::Small(_) => 12.0,
        }
    }
}

/// Adds a legend below everything: entries side by side, as many lines as they need.
pub(super) fn legend(scene: &mut Scene, entries: Vec<(Sample, &str)>) {
    const AFTER: f64 = 8.0;
    const APART: f64 = 22.0;
    const ROW: f64 = 24.0;
    if entries.is_empty() {
        return;
    }
    let width = f64::from(scene.size().0) / UNITS;
    let room = width - 2.0 * MARGIN;
    let mut rows: Vec<(f64, Vec<Entry>)> = Vec::new();
    for (sample, name) in entries {
        let before = sample.width() + AFTER;
        let name = text::one_line(name, unit(room - before), TEXT, false);
        let wide = before + f64::from(text::width(&name, TEXT, false)) / UNITS;
        match rows.last_mut() {
            Some((used, row)) if *used + APART + wide <= room => {
                *used += APART + wide;
                row.push((sample, name, wide));
            }
            _ => rows.push((wide, vec![(sample, name, wide)])),
        }
    }
    let widest = rows.iter().map(|(used, _)| *used).fold(0.0, f64::max);
    let mut y = f64::from(scene.size().1) / UNITS + 6.0 + ROW / 2.0;
    scene.grow(6.0 + ROW * rows.len() as f64);
    for (_, row) in rows {
        let mut x = (width - widest) / 2.0;
        for (sample, name, wide) in row {
            let end = x + sample.width();
            let middle = point(x.midpoint(end), y);
            match sample {
                Sample::Series(look) => {
                    if let Some(fill) = look.fill {
                        scene.area(rectangle(x, y, end, y + 7.0), fill);
                    }
                    look.stroke(scene, vec![point(x, y), point(end, y)], false);
                    look.mark(scene, middle);
                }
                Sample::Bar => {
                    scene.line(vec![point(x, y), point(end, y)], GRID, 1.0);
                    let (top, bottom) = (unit(y - BAR), unit(y + BAR));
                    scene.line(vec![(middle.0, top), (middle.0, bottom)], INK, 3.0);
                }
                Sample::Mark(look) => look.mark_sized(scene, middle, 1.25),
                Sample::Area(pattern) => pattern.draw(scene, (x, y - 6.5), (end, y + 6.5)),
                Sample::Sign(which) => sign(scene, middle, which),
                Sample::Small(draw) => draw(scene, x.midpoint(end), y),
            }
            scene.text(name, point(end + AFTER, y), Anchor::Start, INK);
            x += wide + APART;
        }
        y += ROW;
    }
}
