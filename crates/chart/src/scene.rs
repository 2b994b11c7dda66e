//! What a chart consists of before anything draws it: a list of shapes at integer coordinates.
//!
//! Owns the shapes, their estimated bounds and the one function that puts them on a plotters backend. Must not know which
//! chart it is. The unit is a tenth of a css pixel, so that integer coordinates are fine enough for smooth shapes.

use super::text;
use plotters::coord::Shift;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters::prelude::{Color, DrawingArea, DrawingBackend, RGBColor, ShapeStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, TextStyle};

/// Units in a css pixel.
pub(super) const UNITS: f64 = 10.0;
/// Height of all text in units.
pub(super) const TEXT: i32 = 140;
/// Distance from line to line of a text in units; also the height of the box of one line.
pub(super) const LINE: i32 = 180;
/// Height of a line of text in css pixels.
pub(super) const LINE_PX: f64 = LINE as f64 / UNITS;
/// What stays free along the frame, in css pixels.
pub(super) const MARGIN: f64 = 2.0;

/// A place in units, from the upper left corner.
pub type Point = (i32, i32);

/// The nearest whole unit. The small addition puts halves on the same side whatever the last bit of a sine is, which
/// differs from one mathematics library to another.
pub(super) fn unit(px: f64) -> i32 {
    (px * UNITS + 1e-6).round() as i32
}

/// A place given in css pixels.
pub(super) fn point(x: f64, y: f64) -> Point {
    (unit(x), unit(y))
}

/// The corners of a rectangle given in css pixels.
pub(super) fn rectangle(left: f64, top: f64, right: f64, bottom: f64) -> Vec<Point> {
    vec![point(left, top), point(right, top), point(right, bottom), point(left, bottom)]
}

/// Which end of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// A rectangle in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Left edge.
    pub left: i32,
    /// Upper edge.
    pub top: i32,
    /// Right edge.
    pub right: i32,
    /// Lower edge.
    pub bottom: i32,
}

impl Bounds {
    /// Whether the two have more than an edge in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An open line through all points.
    Line {
        /// The points in order.
        points: Vec<Point>,
        /// Stroke colour.
        colour: RGBColor,
        /// Stroke width in units.
        width: i32,
    },
    /// A filled polygon.
    Area {
        /// The corners in order.
        points: Vec<Point>,
        /// Fill colour.
        colour: RGBColor,
    },
    /// The outline of a circle.
    Ring {
        /// Its middle.
        centre: Point,
        /// Radius in units, to the middle of the stroke.
        radius: i32,
        /// Stroke colour.
        colour: RGBColor,
        /// Stroke width in units.
        width: i32,
    },
    /// A filled circle.
    Disc {
        /// Its middle.
        centre: Point,
        /// Radius in units.
        radius: i32,
        /// Fill colour.
        colour: RGBColor,
    },
    /// One line of text.
    Text {
        /// The words.
        text: String,
        /// The end that `anchor` names, at half the height of the small letters.
        at: Point,
        /// Which end that is.
        anchor: Anchor,
        /// Fill colour.
        colour: RGBColor,
        /// Whether it is bold.
        bold: bool,
        /// The room it takes at most.
        bounds: Bounds,
    },
}

/// A finished chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    width: i32,
    height: i32,
    shapes: Vec<Shape>,
}

impl Scene {
    /// An empty scene of a size in css pixels.
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self { width: unit(width), height: unit(height), shapes: Vec::with_capacity(64) }
    }

    /// Width and height in units, tenths of a css pixel.
    pub fn size(&self) -> (i32, i32) {
        (self.width, self.height)
    }

    /// The shapes from back to front.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Makes the scene taller, by css pixels.
    pub(super) fn grow(&mut self, height: f64) {
        self.height += unit(height);
    }

    /// A line, `width` in css pixels.
    pub(super) fn line(&mut self, points: Vec<Point>, colour: RGBColor, width: f64) {
        self.shapes.push(Shape::Line { points, colour, width: unit(width) });
    }

    /// The outline of a polygon, `width` in css pixels.
    pub(super) fn outline(&mut self, mut points: Vec<Point>, colour: RGBColor, width: f64) {
        // The first side is drawn twice, so that the last corner is joined like the others.
        points.extend_from_within(..points.len().min(2));
        self.line(points, colour, width);
    }

    pub(super) fn area(&mut self, points: Vec<Point>, colour: RGBColor) {
        self.shapes.push(Shape::Area { points, colour });
    }

    /// A circle, radius and width in css pixels.
    pub(super) fn ring(&mut self, centre: Point, radius: f64, colour: RGBColor, width: f64) {
        let (radius, width) = (unit(radius), unit(width));
        self.shapes.push(Shape::Ring { centre, radius, colour, width });
    }

    /// A filled circle, radius in css pixels.
    pub(super) fn disc(&mut self, centre: Point, radius: f64, colour: RGBColor) {
        self.shapes.push(Shape::Disc { centre, radius: unit(radius), colour });
    }

    /// One line of text.
    pub(super) fn text(&mut self, text: String, at: Point, anchor: Anchor, colour: RGBColor) {
        self.words(text, at, anchor, colour, false);
    }

    /// One line of text, bold or not.
    pub(super) fn words(
        &mut self,
        text: String,
        at: Point,
        anchor: Anchor,
        colour: RGBColor,
        bold: bool,
    ) {
        if text.is_empty() {
            return;
        }
        let width = text::width(&text, TEXT, bold);
        let left = at.0
            - match anchor {
                Anchor::Start => 0,
                Anchor::Middle => width / 2,
                Anchor::End => width,
            };
        let top = at.1 - LINE / 2;
        let bounds = Bounds { left, top, right: left + width, bottom: top + LINE };
        self.shapes.push(Shape::Text { text, at, anchor, colour, bold, bounds });
    }
}

/// Puts a scene on a drawing area of any backend, as large as fits, from the upper left corner.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    scene: &Scene,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let (width, height) = area.dim_in_pixel();
    let (from, to) = if i64::from(width) * i64::from(scene.height)
        <= i64::from(height) * i64::from(scene.width)
    {
        (i64::from(scene.width).max(1), i64::from(width))
    } else {
        (i64::from(scene.height).max(1), i64::from(height))
    };
    let scale = |units: i32| (i64::from(units) * to / from) as i32;
    let place = |(x, y): Point| (scale(x), scale(y));
    let stroke = |colour: RGBColor, width: i32| ShapeStyle {
        color: colour.to_rgba(),
        filled: false,
        stroke_width: scale(width).max(1) as u32,
    };
    for shape in &scene.shapes {
        match shape {
            Shape::Line { points, colour, width } => {
                let points: Vec<Point> = points.iter().copied().map(place).collect();
                area.draw(&PathElement::new(points, stroke(*colour, *width)))?;
            }
            Shape::Area { points, colour } => {
                let points: Vec<Point> = points.iter().copied().map(place).collect();
                area.draw(&Polygon::new(points, colour.filled()))?;
            }
            Shape::Ring { centre, radius, colour, width } => {
                let style = stroke(*colour, *width);
                area.draw(&Circle::new(place(*centre), scale(*radius), style))?;
            }
            Shape::Disc { centre, radius, colour } => {
                area.draw(&Circle::new(place(*centre), scale(*radius), colour.filled()))?;
            }
            Shape::Text { text, at, anchor, colour, bold, .. } => {
                let anchor = match anchor {
                    Anchor::Start => HPos::Left,
                    Anchor::Middle => HPos::Center,
                    Anchor::End => HPos::Right,
                };
                let weight = if *bold { FontStyle::Bold } else { FontStyle::Normal };
                let size = f64::from(scale(TEXT));
                let style = TextStyle::from(FontDesc::new(FontFamily::SansSerif, size, weight))
                    .color(colour)
                    .pos(Pos::new(anchor, VPos::Center));
                area.draw(&Text::new(text.as_str(), place(*at), style))?;
            }
        }
    }
    Ok(())
}
