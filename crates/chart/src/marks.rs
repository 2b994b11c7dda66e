//! Marks that charts of every kind share: how an area is filled, and the signs in place of a missing value.

use super::palette::MUTED;
use super::scene::{Anchor, Point, Scene, point, rectangle, unit};
use plotters::prelude::RGBColor;

/// A value that can be drawn.
pub(super) fn known(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// How an area is filled.
#[derive(Clone, Copy)]
pub(super) struct Pattern {
    /// What it is filled with.
    pub(super) fill: RGBColor,
    /// Its outline.
    pub(super) edge: RGBColor,
    /// Whether strokes in the colour of the outline go through it.
    pub(super) hatched: bool,
}

impl Pattern {
    /// Draws it into a rectangle given in css pixels.
    pub(super) fn draw(self, scene: &mut Scene, upper_left: (f64, f64), lower_right: (f64, f64)) {
        let corners = rectangle(upper_left.0, upper_left.1, lower_right.0, lower_right.1);
        scene.area(corners.clone(), self.fill);
        if self.hatched {
            hatch(scene, upper_left, lower_right, self.edge);
        }
        scene.outline(corners, self.edge, 1.0);
    }
}

/// Signs for why there is no value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A ring with a stroke through it: does not apply.
    Void,
    /// A question mark: cannot tell.
    Question,
    /// An open ring: not answered.
    Open,
}

/// Draws a sign about 10 css pixels wide.
pub(super) fn sign(scene: &mut Scene, at: Point, sign: Sign) {
    match sign {
        Sign::Open => scene.ring(at, 3.5, MUTED, 1.25),
        Sign::Void => {
            scene.ring(at, 3.5, MUTED, 1.25);
            let d = unit(3.8);
            scene.line(vec![(at.0 - d, at.1 + d), (at.0 + d, at.1 - d)], MUTED, 1.25);
        }
        Sign::Question => {
            scene.words("?".to_owned(), at, Anchor::Middle, MUTED, true);
        }
    }
}

/// Strokes that rise to the right through a rectangle.
fn hatch(
    scene: &mut Scene,
    (left, top): (f64, f64),
    (right, bottom): (f64, f64),
    colour: RGBColor,
) {
    const APART: f64 = 6.0;
    let height = bottom - top;
    // Where a stroke would begin on the lower edge if that went on to the left.
    let mut start = left - height + APART;
    while start < right {
        let (from, to) = (start.max(left), (start + height).min(right));
        // A stroke through a corner is a dot.
        if to - from > 1.0 {
            let ends = vec![point(from, bottom - (from - start)), point(to, bottom - (to - start))];
            scene.line(ends, colour, 1.0);
        }
        start += APART;
    }
}
