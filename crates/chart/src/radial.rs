//! What all round charts share: spokes, rings, shapes with gaps in them, markers.
//!
//! Owns the polar geometry and how a series looks. Must not know what the spokes stand for. Works in css pixels and hands
//! whole units to the scene.

use super::marks::known;
use super::palette::{GRID, INK, MUTED, PAPER};
use super::scene::{Anchor, LINE_PX, Point, Scene, UNITS, point, unit};
use plotters::prelude::RGBColor;
use std::f64::consts::TAU;

/// The share of the radius that lies inside level 1. Level 1 is a level and not nothing, so it must not shrink to a point.
const HUB: f64 = 0.22;
/// Half the length of the bar of a held level. A longer one would meet the number of level 1.
pub(super) const BAR: f64 = 6.0;

/// Spokes around a centre, the first at twelve o'clock, then clockwise.
#[derive(Clone, Copy)]
pub(super) struct Spokes {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Radius of level 5.
    pub(super) radius: f64,
    pub(super) count: usize,
}

impl Spokes {
    /// The sine and cosine of a spoke's angle; parts of a spoke are allowed.
    pub(super) fn direction(self, spoke: f64) -> (f64, f64) {
        turned(spoke / self.count.max(1) as f64)
    }

    /// The place on a spoke at a distance from the centre.
    pub(super) fn at(self, spoke: f64, radius: f64) -> Point {
        let (sin, cos) = self.direction(spoke);
        point(self.x + sin * radius, self.y - cos * radius)
    }

    /// The distance of a level from the centre: level 1 at 22 % of the radius, level 5 at all of it, even steps between.
    pub(super) fn reach(self, level: f64) -> f64 {
        self.radius * (HUB + (1.0 - HUB) * (level.clamp(1.0, 5.0) - 1.0) / 4.0)
    }

    /// The place of a level on a spoke.
    pub(super) fn value(self, spoke: usize, level: f64) -> Point {
        self.at(spoke as f64, self.reach(level))
    }

    pub(super) fn centre(self) -> Point {
        point(self.x, self.y)
    }

    fn circle(self, radius: f64) -> Vec<Point> {
        (0..self.count).map(|spoke| self.at(spoke as f64, radius)).collect()
    }

    /// Spokes and the rings of the levels as hairlines.
    pub(super) fn grid(self, scene: &mut Scene, width: f64) {
        for level in 1..=5_u8 {
            scene.outline(self.circle(self.reach(f64::from(level))), GRID, width);
        }
        for spoke in 0..self.count {
            scene.line(vec![self.value(spoke, 1.0), self.value(spoke, 5.0)], GRID, width);
        }
    }

    /// The number of each level on its ring, half-way to the second spoke, where no marker stands. A level without room for
    /// it there goes without; the outer ones come first.
    pub(super) fn numbers(self, scene: &mut Scene) {
        let (sin, cos) = turned(0.5 / self.count.max(3) as f64);
        let mut last: Option<Point> = None;
        for level in (1..=5_u8).rev() {
            let reach = self.reach(f64::from(level));
            let at = self.at(0.5, reach * cos);
            let near = |last: Point| {
                (at.0 - last.0).abs() < unit(10.0) && (at.1 - last.1).abs() < unit(LINE_PX)
            };
            if reach * sin < 9.5 || last.is_some_and(near) {
                continue;
            }
            last = Some(at);
            scene.disc(at, 7.5, PAPER);
            scene.text(level.to_string(), at, Anchor::Middle, MUTED);
        }
    }
}

/// Sine and cosine of a part of a full turn.
///
/// The series of both around the nearest quarter turn, where nine terms are as exact as the number type. The library's
/// functions are ready for angles of any size, which costs nine kilobytes, and are not the same on every system.
fn turned(turns: f64) -> (f64, f64) {
    let quarters = (turns * 4.0).round();
    let angle = (turns - quarters / 4.0) * TAU;
    let square = angle * angle;
    let (mut sin, mut cos) = (1.0, 1.0);
    for term in (1..=9_u8).rev() {
        let n = f64::from(2 * term);
        sin = 1.0 - sin * square / (n * (n + 1.0));
        cos = 1.0 - cos * square / (n * (n - 1.0));
    }
    sin *= angle;
    match (quarters as i32).rem_euclid(4) {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

/// A short bar across a spoke at a level.
pub(super) fn bar(scene: &mut Scene, spokes: Spokes, spoke: usize, level: f64) {
    let (sin, cos) = spokes.direction(spoke as f64);
    let reach = spokes.reach(level);
    let (x, y) = (spokes.x + sin * reach, spokes.y - cos * reach);
    let (dx, dy) = (cos * BAR, sin * BAR);
    scene.line(vec![point(x - dx, y - dy), point(x + dx, y + dy)], INK, 3.0);
}

/// The shape of a marker. Series differ in it as well as in colour and dash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    None,
    Disc,
    Square,
    Diamond,
    Triangle,
    /// An open circle: there is a value and it is not settled.
    Open,
}

/// How a series is drawn.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) colour: RGBColor,
    pub(super) fill: Option<RGBColor>,
    /// In css pixels.
    pub(super) width: f64,
    /// Length of dash and gap in css pixels.
    pub(super) dash: Option<(f64, f64)>,
    pub(super) marker: Marker,
}

impl Look {
    pub(super) fn mark(&self, scene: &mut Scene, at: Point) {
        self.mark_sized(scene, at, 1.0);
    }

    /// A marker that is larger or smaller than in a radar.
    pub(super) fn mark_sized(&self, scene: &mut Scene, at: Point, size: f64) {
        let corners = |offsets: &[(f64, f64)]| -> Vec<Point> {
            offsets.iter().map(|(x, y)| (at.0 + unit(*x * size), at.1 + unit(*y * size))).collect()
        };
        match self.marker {
            Marker::None => {}
            Marker::Disc => scene.disc(at, 4.0 * size, self.colour),
            Marker::Square => scene
                .area(corners(&[(-3.8, -3.8), (3.8, -3.8), (3.8, 3.8), (-3.8, 3.8)]), self.colour),
            Marker::Diamond => {
                let corners = corners(&[(0.0, -5.2), (5.2, 0.0), (0.0, 5.2), (-5.2, 0.0)]);
                scene.area(corners.clone(), PAPER);
                scene.outline(corners, self.colour, 1.5);
            }
            Marker::Triangle => {
                let corners = corners(&[(0.0, -5.0), (4.6, 3.2), (-4.6, 3.2)]);
                scene.area(corners.clone(), PAPER);
                scene.outline(corners, self.colour, 1.5);
            }
            Marker::Open => {
                scene.disc(at, 4.0 * size, PAPER);
                scene.ring(at, 4.0 * size, self.colour, 1.75);
            }
        }
    }

    pub(super) fn stroke(&self, scene: &mut Scene, mut points: Vec<Point>, closed: bool) {
        match (self.dash, closed) {
            (None, true) => scene.outline(points, self.colour, self.width),
            (None, false) => scene.line(points, self.colour, self.width),
            (Some(dash), _) => {
                if closed {
                    points.extend_from_within(..points.len().min(1));
                }
                for dash in dashes(&points, dash) {
                    scene.line(dash, self.colour, self.width);
                }
            }
        }
    }

    /// The area of the shape. Where values are missing it is cut out as a wedge to the centre.
    pub(super) fn area(&self, scene: &mut Scene, spokes: Spokes, values: &[Option<f64>]) {
        let Some(fill) = self.fill else { return };
        for run in runs(values) {
            let mut points = run.points(spokes);
            if !run.closed {
                points.push(spokes.centre());
            }
            if points.len() > 2 {
                scene.area(points, fill);
            }
        }
    }

    /// The outline and markers of the shape. A line joins neighbours only; a value without neighbours gets its spoke.
    pub(super) fn lines(&self, scene: &mut Scene, spokes: Spokes, values: &[Option<f64>]) {
        let runs = runs(values);
        for run in &runs {
            let mut points = run.points(spokes);
            if points.len() == 1 {
                points.push(spokes.centre());
            }
            self.stroke(scene, points, run.closed);
        }
        for at in runs.iter().flat_map(|run| run.points(spokes)) {
            self.mark(scene, at);
        }
    }
}

/// Neighbouring values without a gap.
pub(super) struct Run {
    pub(super) values: Vec<(usize, f64)>,
    /// All the way round.
    pub(super) closed: bool,
}

impl Run {
    pub(super) fn points(&self, spokes: Spokes) -> Vec<Point> {
        self.values.iter().map(|(spoke, value)| spokes.value(*spoke, *value)).collect()
    }
}

/// The values in runs, each as long as there is one on the next spoke.
pub(super) fn runs(values: &[Option<f64>]) -> Vec<Run> {
    let count = values.len();
    // Beginning after a gap, no run is cut in two at twelve o'clock.
    let gap = values.iter().position(|value| known(*value).is_none());
    let start = gap.map_or(0, |gap| gap + 1);
    let mut runs = Vec::new();
    let mut run = Vec::new();
    for step in 0..count {
        let spoke = (start + step) % count;
        match values.get(spoke).copied().and_then(known) {
            Some(value) => run.push((spoke, value)),
            None if !run.is_empty() => {
                runs.push(Run { values: std::mem::take(&mut run), closed: false });
            }
            None => {}
        }
    }
    if !run.is_empty() {
        runs.push(Run { closed: gap.is_none() && run.len() > 2, values: run });
    }
    runs
}

/// A line cut into dashes that go on around corners. Plotters writes no dash attribute.
fn dashes(points: &[Point], (on, off): (f64, f64)) -> Vec<Vec<Point>> {
    let (on, off) = (on * UNITS, off * UNITS);
    let mut out = Vec::new();
    let mut dash = Vec::new();
    let mut drawing = true;
    let mut left = on;
    let mut previous: Option<Point> = None;
    for &to in points {
        let Some(from) = previous.replace(to) else {
            dash.push(to);
            continue;
        };
        let (dx, dy) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
        let length = (dx * dx + dy * dy).sqrt();
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let share = done / length;
            let at = point(
                (f64::from(from.0) + dx * share) / UNITS,
                (f64::from(from.1) + dy * share) / UNITS,
            );
            dash.push(at);
            if drawing {
                out.push(std::mem::take(&mut dash));
            } else {
                dash.clear();
                dash.push(at);
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= length - done;
        if drawing {
            dash.push(to);
        }
    }
    if drawing && dash.len() > 1 {
        out.push(dash);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::turned;
    use std::f64::consts::TAU;

    #[test]
    fn turns_are_as_exact_as_the_library() {
        for step in -900..=900 {
            let turns = f64::from(step) / 360.0;
            let (sin, cos) = turned(turns);
            let (wanted_sin, wanted_cos) = (turns * TAU).sin_cos();
            assert!((sin - wanted_sin).abs() < 4e-15, "sine of {turns} turns");
            assert!((cos - wanted_cos).abs() < 4e-15, "cosine of {turns} turns");
        }
        assert_eq!(turned(0.25), (1.0, 0.0));
    }
}
