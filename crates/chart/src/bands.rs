//! A radar with bands: behind the shape of a group, how far the answers of its members lie apart.
//!
//! Owns how two bands are told apart where they lie over one another. Must not know what a band is made of, quartiles or
//! anything else, nor when it must not be shown.

use super::Layout;
use super::legend::{Sample, legend};
use super::marks::{Pattern, known};
use super::palette::{LEVEL_EDGE, OWN_FILL, PAPER};
use super::radar::{Radar, SeriesStyle};
use super::radial::{self, Look, Marker, Spokes};
use super::scene::{Point, Scene, UNITS, point};
use plotters::prelude::RGBColor;

/// The room between two values on each spoke.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// What the legend calls it.
    pub name: String,
    /// The series it belongs to. The band of [`SeriesStyle::Own`] is a tint, every other one is hatched, so that both can be
    /// read where they overlap, in grey too.
    pub style: SeriesStyle,
    /// One value per spoke, 1–5; what lies outside is drawn at the nearest end. Where this or the upper one is `None` (or not
    /// a number) the band is interrupted.
    pub lower: Vec<Option<f64>>,
    /// As [`Self::lower`]. Which of the two is higher makes no difference.
    pub upper: Vec<Option<f64>>,
}

/// A radar with bands behind its shapes. The bands take the place of the filled areas.
#[derive(Clone, Debug, PartialEq)]
pub struct BandRadar {
    /// The radar. Without any band, and in [`Layout::Mini`], where bands could not be told apart, it is drawn as it is alone.
    pub radar: Radar,
    /// From back to front, tints behind all others.
    pub bands: Vec<Band>,
}

impl BandRadar {
    /// The radar as shapes.
    pub fn scene(&self) -> Scene {
        let (mut scene, spokes, shapes) = self.radar.begin();
        let strips: Vec<(&Band, Vec<Strip>)> = self
            .bands
            .iter()
            .map(|band| (band, band.strips(spokes)))
            .filter(|(_, strips)| !strips.is_empty())
            .collect();
        if strips.is_empty() || self.radar.layout == Layout::Mini {
            return self.radar.scene();
        }
        let (tints, others): (Vec<_>, Vec<_>) =
            strips.iter().partition(|(band, _)| band.style == SeriesStyle::Own);
        for strip in tints.iter().flat_map(|(_, strips)| strips) {
            scene.area(strip.around(), OWN_FILL);
        }
        spokes.grid(&mut scene, 1.0);
        for strip in tints.iter().flat_map(|(_, strips)| strips) {
            strip.edges(&mut scene, LEVEL_EDGE);
        }
        for (band, strips) in others {
            let colour = band.style.look().colour;
            for strip in strips {
                strip.hatch(&mut scene, colour);
                strip.edges(&mut scene, colour);
            }
        }
        // Dashes would be lost among strokes of their own colour.
        for (look, values) in shapes.iter().filter(|(look, _)| look.dash.is_some()) {
            let clear =
                Look { colour: PAPER, dash: None, width: 7.0, marker: Marker::None, ..*look };
            clear.lines(&mut scene, spokes, values);
        }
        self.radar.finish(&mut scene, spokes, &shapes);
        let mut entries = self.radar.entries();
        for (entry, _) in &mut entries {
            if let Sample::Series(look) = entry {
                look.fill = None;
            }
        }
        for (band, _) in &strips {
            entries.push((Sample::Area(band.pattern()), &band.name));
        }
        legend(&mut scene, entries);
        scene
    }
}

impl Band {
    fn pattern(&self) -> Pattern {
        match self.style {
            SeriesStyle::Own => Pattern { fill: OWN_FILL, edge: LEVEL_EDGE, hatched: false },
            other => Pattern { fill: PAPER, edge: other.look().colour, hatched: true },
        }
    }

    /// The band in pieces, each as long as there are both values on the next spoke.
    fn strips(&self, spokes: Spokes) -> Vec<Strip> {
        let ends = |spoke: usize| {
            let end = |values: &[Option<f64>]| values.get(spoke).copied().and_then(known);
            let (one, other) = (end(&self.lower)?, end(&self.upper)?);
            Some((one.min(other), one.max(other)))
        };
        let lower: Vec<Option<f64>> =
            (0..spokes.count).map(|spoke| ends(spoke).map(|(low, _)| low)).collect();
        let strip = |run: radial::Run| {
            let upper = |(spoke, low): &(usize, f64)| ends(*spoke).map_or(*low, |(_, high)| high);
            if let [alone] = run.values.as_slice() {
                return Strip::alone(spokes, alone.0, (alone.1, upper(alone)));
            }
            let outer =
                run.values.iter().map(|value| spokes.value(value.0, upper(value))).collect();
            Strip { inner: run.points(spokes), outer, closed: run.closed }
        };
        radial::runs(&lower).into_iter().map(strip).collect()
    }
}

/// A piece of a band: two lines with as many points.
struct Strip {
    inner: Vec<Point>,
    outer: Vec<Point>,
    /// All the way round.
    closed: bool,
}

impl Strip {
    /// A spoke without neighbours has a bar along it.
    fn alone(spokes: Spokes, spoke: usize, (low, high): (f64, f64)) -> Self {
        const HALF: f64 = 6.0;
        let (sin, cos) = spokes.direction(spoke as f64);
        let across = |level: f64| {
            let reach = spokes.reach(level);
            let (x, y) = (spokes.x + sin * reach, spokes.y - cos * reach);
            let (dx, dy) = (cos * HALF, sin * HALF);
            vec![point(x - dx, y - dy), point(x + dx, y + dy)]
        };
        Self { inner: across(low), outer: across(high), closed: false }
    }

    /// One polygon. A ring is cut open at its first spoke.
    fn around(&self) -> Vec<Point> {
        let again = usize::from(self.closed);
        let outer = self.outer.iter().chain(self.outer.iter().take(again));
        let inner: Vec<Point> =
            self.inner.iter().chain(self.inner.iter().take(again)).copied().collect();
        outer.copied().chain(inner.into_iter().rev()).collect()
    }

    fn edges(&self, scene: &mut Scene, colour: RGBColor) {
        if self.closed {
            scene.outline(self.inner.clone(), colour, 1.0);
            scene.outline(self.outer.clone(), colour, 1.0);
        } else {
            scene.outline(self.around(), colour, 1.0);
        }
    }

    /// Strokes that rise to the right, in line with those of all other pieces.
    fn hatch(&self, scene: &mut Scene, colour: RGBColor) {
        let count = self.inner.len();
        let last = if self.closed { count } else { count.saturating_sub(1) };
        for side in 0..last {
            let next = (side + 1) % count.max(1);
            let corner = |of: &[Point], at: usize| of.get(at).copied();
            let corners = [
                corner(&self.inner, side),
                corner(&self.inner, next),
                corner(&self.outer, next),
                corner(&self.outer, side),
            ];
            let corners: Vec<Point> = corners.into_iter().flatten().collect();
            hatch_convex(scene, &corners, colour);
        }
    }
}

/// Hatches a convex polygon: two sides lie on spokes, so the pieces of a band have no other shape.
fn hatch_convex(scene: &mut Scene, corners: &[Point], colour: RGBColor) {
    /// From stroke to stroke along a horizontal line, in units.
    const APART: i32 = 100;
    // On a stroke x + y is the same everywhere.
    let sum = |at: &Point| at.0 + at.1;
    let (Some(least), Some(most)) = (corners.iter().map(sum).min(), corners.iter().map(sum).max())
    else {
        return;
    };
    let mut stroke = (least / APART + 1) * APART;
    while stroke < most {
        let sides = corners.iter().zip(corners.iter().cycle().skip(1));
        let crossing = |(from, to): (&Point, &Point)| {
            let (start, end) = (sum(from), sum(to));
            if start == end || stroke < start.min(end) || stroke > start.max(end) {
                return None;
            }
            let share = f64::from(stroke - start) / f64::from(end - start);
            let x = f64::from(from.0) + share * f64::from(to.0 - from.0);
            Some(point(x / UNITS, (f64::from(stroke) - x) / UNITS))
        };
        let found: Vec<Point> = sides.filter_map(crossing).collect();
        let ends = (found.iter().min_by_key(|at| at.0), found.iter().max_by_key(|at| at.0));
        if let (Some(from), Some(to)) = ends
            // A stroke through a corner is a dot.
            && to.0 - from.0 > 10
        {
            scene.line(vec![*from, *to], colour, 1.0);
        }
        stroke += APART;
    }
}
