//! A scene as an SVG string.
//!
//! Owns the plotters backend that writes it. The backend that plotters brings formats fractions, which the units here make
//! needless and which is sixteen kilobytes of the download, and its opening tag has no role, no name and no class. Must not
//! know which chart it is.

use super::scene::{Scene, UNITS, draw};
use plotters::prelude::{DrawingBackend, IntoDrawingArea};
use plotters::style::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle,
};
use std::convert::Infallible;
use std::fmt::{Arguments, Write as _};

/// What a chart is to someone who cannot see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose<'a> {
    /// An image with this name. The name is text, not markup.
    Image(&'a str),
    /// Nothing: what it shows is said beside it.
    Decoration,
}

/// The scene as a complete `svg` element: complete as a file of its own, and ready to be put into a page, where
/// `style/first/ui/charts.css` gives it the colours of the theme by the class `chart`.
pub fn to_svg(scene: &Scene, purpose: Purpose<'_>) -> String {
    complete(scene, purpose, PAGE_FONTS, 0, &|_| ())
}

/// The fonts of a drawing in a page: the style sheet of the page knows better.
const PAGE_FONTS: &str = "sans-serif";

/// The fonts of a drawing alone: those of `style/first/base/tokens.css`, then what most machines have.
const FILE_FONTS: &str = "Seravek, 'Gill Sans Nova', 'Segoe UI', Ubuntu, 'Open Sans', 'Noto Sans', Helvetica, Arial, sans-serif";

/// The room around a drawing alone, in units: in a page the page gives it.
const FILE_MARGIN: i32 = 160;

/// The scene as a file of its own, for slides and documents: on white in the colours of the light theme, with its title in
/// the file. The title is text, not markup.
pub fn to_file(scene: &Scene, title: &str) -> String {
    complete(scene, Purpose::Image(title), FILE_FONTS, FILE_MARGIN, &|svg| {
        svg.push_str("<title>");
        escape(title, svg);
        svg.push_str("</title>\n<rect x=\"-160\" y=\"-160\" width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n");
    })
}

/// The element with what stands before the shapes.
fn complete(
    scene: &Scene,
    purpose: Purpose<'_>,
    fonts: &'static str,
    margin: i32,
    before: &dyn Fn(&mut String),
) -> String {
    let (width, height) = scene.size();
    let mut svg = opening("chart", purpose);
    let (outer_width, outer_height) = (width + 2 * margin, height + 2 * margin);
    let (w, h) = (pixels(outer_width), pixels(outer_height));
    // The direction is fixed because the ends of a text are placed from the left, also on a page that runs the other way.
    let mut pen = Pen { svg: &mut svg, size: (width as u32, height as u32), fonts };
    let start = -margin;
    pen.write(format_args!(
        " viewBox=\"{start} {start} {outer_width} {outer_height}\" width=\"{w}\" height=\"{h}\" direction=\"ltr\" \
         stroke-linejoin=\"round\" xmlns=\"http://www.w3.org/2000/svg\">\n"
    ));
    before(pen.svg);
    // Nothing that the pen does can fail.
    let _ = draw(&pen.into_drawing_area(), scene);
    svg.push_str("</svg>");
    svg
}

/// The opening tag as far as its class and what it is to someone who cannot see it.
pub(super) fn opening(class: &str, purpose: Purpose<'_>) -> String {
    let mut svg = String::with_capacity(8192);
    svg.push_str("<svg class=\"");
    svg.push_str(class);
    svg.push_str("\" ");
    match purpose {
        Purpose::Image(name) => {
            svg.push_str("role=\"img\" aria-label=\"");
            escape(name, &mut svg);
            svg.push('"');
        }
        Purpose::Decoration => svg.push_str("aria-hidden=\"true\""),
    }
    svg
}

/// Units as css pixels.
fn pixels(units: i32) -> String {
    let (whole, tenth) = (units / UNITS as i32, units % UNITS as i32);
    if tenth == 0 { whole.to_string() } else { format!("{whole}.{tenth}") }
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

/// Writes the shapes that scenes have. Colours are opaque.
struct Pen<'a> {
    svg: &'a mut String,
    size: (u32, u32),
    fonts: &'static str,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Pen<'_> {
    fn write(&mut self, words: Arguments<'_>) {
        // Writing into a string cannot fail.
        let _ = self.svg.write_fmt(words);
    }

    fn points(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        for (x, y) in points {
            self.write(format_args!("{x},{y} "));
        }
        self.svg.push_str("\"/>\n");
    }
}

/// A colour as `style/first/ui/charts.css` looks for it.
fn hex(BackendColor { rgb: (r, g, b), .. }: BackendColor) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    /// No shape of a scene is drawn by pixels.
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let (colour, width) = (hex(style.color()), style.stroke_width());
        self.write(format_args!(
            "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" points=\""
        ));
        self.points(path);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let colour = hex(style.color());
        self.write(format_args!("<polygon fill=\"{colour}\" points=\""));
        self.points(corners);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (colour, width) = (hex(style.color()), style.stroke_width());
        self.write(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" "));
        if fill {
            self.write(format_args!("fill=\"{colour}\"/>\n"));
        } else {
            self.write(format_args!(
                "fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>\n"
            ));
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let (size, colour, fonts) = (style.size() as i32, hex(style.color()), self.fonts);
        let bold =
            if matches!(style.style(), FontStyle::Bold) { " font-weight=\"bold\"" } else { "" };
        // A text stands above its place; half the height of the small letters brings their middle there.
        self.write(format_args!(
            "<text x=\"{x}\" y=\"{y}\" dy=\"0.5ex\" text-anchor=\"{anchor}\" font-family=\"{fonts}\" \
             font-size=\"{size}\" fill=\"{colour}\"{bold}>"
        ));
        escape(text, self.svg);
        self.svg.push_str("</text>\n");
        Ok(())
    }
}
