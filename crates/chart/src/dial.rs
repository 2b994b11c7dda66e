//! The dial: the live radar, the progress display and the places of the navigation in one figure.
//!
//! Owns its rings and where the places are. Must not know where a place leads to; the view lays its links over the figure by
//! [`places`].

use super::marks::known;
use super::palette::{CURRENT, GRID, INK, MUTED, OWN};
use super::radar::SeriesStyle;
use super::radial::{Look, Marker, Spokes};
use super::scene::{Anchor, Scene, TEXT, UNITS, unit};
use super::text;

/// Width and height in css pixels.
const SIZE: f64 = 320.0;
/// Radius of level 5; the same as in the narrow radar.
const RADIUS: f64 = 106.0;
/// Radius of the ring that shows how far each place is answered.
const PROGRESS: f64 = 116.0;
/// Distance of the words of a place from the centre.
const WORDS: f64 = 138.0;

/// One place of the dial.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// A few signs, such as a clause number.
    pub label: String,
    /// How far it is answered, 0–1.
    pub answered: f64,
    /// Its score so far, 1–5, if there is any.
    pub score: Option<f64>,
    /// Whether the score rests on too few answers to count: shown as an open mark and left out of the shape.
    pub provisional: bool,
}

/// The dial, 320 × 320 css pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dial {
    /// In clock order, the first at twelve o'clock.
    pub places: Vec<Place>,
    /// Which place is open, counted from 0.
    pub current: Option<usize>,
}

/// The middle of each of `count` places as percentages of the dial's width and height, for hit areas laid over it.
pub fn places(count: usize) -> Vec<(f64, f64)> {
    let spokes = spokes(count);
    let share = |units: i32| f64::from(units) / UNITS / SIZE * 100.0;
    (0..count)
        .map(|place| {
            let (x, y) = spokes.at(place as f64, WORDS);
            (share(x), share(y))
        })
        .collect()
}

fn spokes(count: usize) -> Spokes {
    Spokes { x: SIZE / 2.0, y: SIZE / 2.0, radius: RADIUS, count }
}

impl Dial {
    /// The dial as shapes.
    pub fn scene(&self) -> Scene {
        let count = self.places.len();
        let spokes = spokes(count);
        let mut scene = Scene::new(SIZE, SIZE);
        let own = SeriesStyle::Own.look();
        let open = Look { marker: Marker::Open, ..own };
        let current = self.current.filter(|current| *current < count);

        if let Some(current) = current {
            let mut wedge = vec![spokes.centre()];
            wedge.extend(arc(spokes, current, 0.5, 1.0, PROGRESS - 5.0));
            scene.area(wedge, CURRENT);
        }
        let settled: Vec<Option<f64>> =
            self.places.iter().map(|place| place.score.filter(|_| !place.provisional)).collect();
        own.area(&mut scene, spokes, &settled);
        spokes.grid(&mut scene, 1.0);
        own.lines(&mut scene, spokes, &settled);

        for (i, place) in self.places.iter().enumerate() {
            if let Some(score) = known(place.score).filter(|_| place.provisional) {
                open.mark(&mut scene, spokes.value(i, score));
            }
            let answered =
                if place.answered.is_finite() { place.answered.clamp(0.0, 1.0) } else { 0.0 };
            if answered < 1.0 {
                scene.line(arc(spokes, i, 0.43, 1.0, PROGRESS), GRID, 3.0);
            }
            if answered > 0.0 {
                scene.line(arc(spokes, i, 0.43, answered, PROGRESS), OWN, 3.0);
            }
            let here = current == Some(i);
            let words = text::one_line(&place.label, unit(2.0 * (SIZE / 2.0 - WORDS)), TEXT, here);
            let colour = if here { INK } else { MUTED };
            scene.words(words, spokes.at(i as f64, WORDS), Anchor::Middle, colour, here);
        }
        scene
    }
}

/// A part of a circle around a spoke: `half` of a step to either side, of which the first `share` is drawn.
fn arc(spokes: Spokes, spoke: usize, half: f64, share: f64, radius: f64) -> Vec<(i32, i32)> {
    // Ten steps of three degrees are a smooth arc of a twelfth.
    let steps = (share * 120.0 / spokes.count.max(1) as f64).ceil().max(1.0);
    let mut points = Vec::with_capacity(12);
    let mut step = 0.0;
    while step <= steps {
        points.push(spokes.at(spoke as f64 - half + 2.0 * half * share * step / steps, radius));
        step += 1.0;
    }
    points
}
