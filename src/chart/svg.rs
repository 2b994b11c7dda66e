//! A scene as an SVG string.
//!
//! Owns the opening tag, which plotters cannot give a role, a name or a class. Must not know which chart it is.

use super::scene::{Scene, UNITS, draw};
use plotters::prelude::{IntoDrawingArea, SVGBackend};
use std::fmt::Write as _;

/// What a chart is to someone who cannot see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose<'a> {
    /// An image with this name. The name is text, not markup.
    Image(&'a str),
    /// Nothing: what it shows is said beside it.
    Decoration,
}

/// The scene as a complete `svg` element: complete as a file of its own, and ready to be put into a page, where
/// `style/charts.css` gives it the colours of the theme by the class `chart`.
pub fn to_svg(scene: &Scene, purpose: Purpose<'_>) -> String {
    let (width, height) = scene.size();
    let mut drawn = String::new();
    {
        let area =
            SVGBackend::with_string(&mut drawn, (width as u32, height as u32)).into_drawing_area();
        // Writing into a string cannot fail.
        let _ = draw(&area, scene);
        let _ = area.present();
    }
    // Nothing but numbers in plotters' own opening tag, so the first bracket is its end.
    let body = drawn.split_once('>').map_or("", |(_, body)| body);
    let mut svg = String::with_capacity(drawn.len() + 256);
    svg.push_str("<svg class=\"chart\" ");
    match purpose {
        Purpose::Image(name) => {
            svg.push_str("role=\"img\" aria-label=\"");
            escape(name, &mut svg);
            svg.push('"');
        }
        Purpose::Decoration => svg.push_str("aria-hidden=\"true\""),
    }
    let (w, h) = (f64::from(width) / UNITS, f64::from(height) / UNITS);
    // The direction is fixed because the ends of a text are placed from the left, also on a page that runs the other way.
    let _ = write!(
        svg,
        " viewBox=\"0 0 {width} {height}\" width=\"{w}\" height=\"{h}\" direction=\"ltr\" \
         stroke-linejoin=\"round\" xmlns=\"http://www.w3.org/2000/svg\">"
    );
    svg.push_str(body.trim_end());
    svg
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            _ if c.is_control() => out.push(' '),
            _ => out.push(c),
        }
    }
}
