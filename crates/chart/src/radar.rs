//! The radar: one spoke per principle, one shape per series.
//!
//! Owns what a radar shows and how its series look. Must not know scores from targets beyond their style.

use super::Layout;
use super::labels::{self, Label};
use super::legend::{Sample, legend};
use super::marks::known;
use super::palette::{INK, MUTED, OTHER, OWN, OWN_FILL, PREVIOUS, TARGET};
use super::radial::{self, Look, Marker, Spokes};
use super::scene::Scene;

/// One direction of a radar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoke {
    /// A few signs, such as a clause number; shown in every layout with text.
    pub label: String,
    /// The full title; shown in the wide layout.
    pub title: String,
}

/// What a series stands for. It decides colour, dash and marker, so that the same thing looks the same in every chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeriesStyle {
    /// Solid line, disc, filled.
    Own,
    /// Long dashes, square.
    Other,
    /// Short dashes, open diamond.
    Target,
    /// Thin line, open triangle.
    Previous,
    /// Medium dashes, square: a part of what [`Self::Own`] shows the whole of.
    Part,
}

impl SeriesStyle {
    pub(super) fn look(self) -> Look {
        let (colour, fill, width, dash, marker) = match self {
            Self::Own => (OWN, Some(OWN_FILL), 2.25, None, Marker::Disc),
            Self::Other => (OTHER, None, 2.25, Some((13.0, 4.0)), Marker::Square),
            Self::Target => (TARGET, None, 1.5, Some((4.0, 4.0)), Marker::Diamond),
            Self::Previous => (PREVIOUS, None, 1.25, None, Marker::Triangle),
            Self::Part => (INK, None, 1.5, Some((8.0, 4.0)), Marker::Square),
        };
        Look { colour, fill, width, dash, marker }
    }
}

/// One shape of a radar.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What the legend calls it.
    pub name: String,
    /// What it stands for.
    pub style: SeriesStyle,
    /// One value per spoke, 1–5; what lies outside is drawn at the nearest end. `None` (or not a number) is missing and
    /// never drawn as a low value.
    pub values: Vec<Option<f64>>,
}

/// Held levels, drawn as a bar across the spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What the legend calls them.
    pub name: String,
    /// One per spoke, 1–5, or `None`.
    pub levels: Vec<Option<u8>>,
}

/// A radar. It needs at least three spokes to have a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Radar {
    /// How much room there is: 720 × 560 css pixels, 320 × 316 or 96 × 96, and the legend below if there is more than one
    /// thing to tell apart.
    pub layout: Layout,
    /// In clock order, the first at twelve o'clock.
    pub spokes: Vec<Spoke>,
    /// From back to front.
    pub series: Vec<Series>,
    /// Held levels, if they are to be shown.
    pub held: Option<Held>,
}

/// The series as they are drawn.
type Shapes = Vec<(Look, Vec<Option<f64>>)>;

impl Radar {
    /// The radar as shapes.
    pub fn scene(&self) -> Scene {
        let (mut scene, spokes, shapes) = self.begin();
        for (look, values) in &shapes {
            look.area(&mut scene, spokes, values);
        }
        spokes.grid(&mut scene, 1.0);
        self.finish(&mut scene, spokes, &shapes);
        if self.layout != Layout::Mini && (self.series.len() > 1 || self.held.is_some()) {
            legend(&mut scene, self.entries());
        }
        scene
    }

    /// An empty scene with its spokes, and the series with one value for each spoke.
    pub(super) fn begin(&self) -> (Scene, Spokes, Shapes) {
        let (width, height, radius) = match self.layout {
            Layout::Wide => (720.0, 560.0, 184.0),
            Layout::Narrow => (320.0, 316.0, 106.0),
            Layout::Mini => (96.0, 96.0, 45.0),
        };
        let count = self.spokes.len();
        let spokes = Spokes { x: width / 2.0, y: height / 2.0, radius, count };
        let shapes = self
            .series
            .iter()
            .map(|series| {
                let mut look = series.style.look();
                if self.layout == Layout::Mini {
                    look.marker = Marker::None;
                    look.width = look.width.min(1.75);
                }
                let mut values = series.values.clone();
                values.resize(count, None);
                (look, values)
            })
            .collect();
        (Scene::new(width, height), spokes, shapes)
    }

    /// Everything in front of areas and grid, and the words around. Adds nothing below.
    pub(super) fn finish(&self, scene: &mut Scene, spokes: Spokes, shapes: &Shapes) {
        for (look, values) in shapes {
            look.lines(scene, spokes, values);
        }
        if self.layout == Layout::Mini {
            return;
        }
        let (count, radius) = (spokes.count, spokes.radius);
        spokes.numbers(scene);
        if let Some(held) = &self.held {
            for (spoke, level) in held.levels.iter().take(count).enumerate() {
                if let Some(level) = level {
                    radial::bar(scene, spokes, spoke, f64::from(*level));
                }
            }
        }
        for spoke in 0..count {
            let missing = self
                .series
                .iter()
                .filter(|series| matches!(series.style, SeriesStyle::Own | SeriesStyle::Other))
                .all(|series| series.values.get(spoke).copied().and_then(known).is_none());
            if missing {
                scene.ring(spokes.at(spoke as f64, radius + 7.0), 3.0, MUTED, 1.25);
            }
        }
        let wide = self.layout == Layout::Wide;
        let labels: Vec<Label<'_>> = self
            .spokes
            .iter()
            .map(|spoke| Label {
                head: &spoke.label,
                title: if wide { &spoke.title } else { "" },
                note: "",
            })
            .collect();
        labels::labels(scene, spokes, radius + 14.0, 2.0 * spokes.y, &labels);
    }

    /// What the legend names.
    pub(super) fn entries(&self) -> Vec<(Sample, &str)> {
        let series = self
            .series
            .iter()
            .map(|series| (Sample::Series(series.style.look()), series.name.as_str()));
        let held = self.held.iter().map(|held| (Sample::Bar, held.name.as_str()));
        series.chain(held).collect()
    }
}
