//! A text as a QR code, for the camera of a phone.
//!
//! Owns how the text is put into it and how it is drawn. Must not know what the text is.
//!
//! It is no [`super::Scene`]: the colours of a chart follow the theme, and a camera wants dark on white in every one. So its
//! class is `qr` and not `chart`.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use super::{Purpose, svg::opening};

/// White around the code, in modules, which is what the standard asks for (ISO/IEC 18004, quiet zone).
const QUIET: i32 = 4;

/// Css pixels for a module at natural size.
const MODULE: i32 = 4;

/// The text as a complete `svg` element, or nothing if it is too long for a QR code: more than about two thousand
/// characters.
///
/// Fifteen percent of what is drawn may be covered or smeared; more where the same size has room for it.
pub fn qr(text: &str, purpose: Purpose<'_>) -> Option<String> {
    let (low, high) = (Version::MIN, Version::MAX);
    let segments = segments(text);
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, low, high, None, true)
            .ok()?;
    let size = code.size() + 2 * QUIET;
    let mut svg = opening("qr", purpose);
    let shown = size * MODULE;
    // Writing into a string cannot fail.
    let _ = write!(
        svg,
        " viewBox=\"0 0 {size} {size}\" width=\"{shown}\" height=\"{shown}\" \
         shape-rendering=\"crispEdges\" xmlns=\"http://www.w3.org/2000/svg\">\n\
         <path fill=\"#FFFFFF\" d=\"M0 0h{size}v{size}H0z\"/>\n<path fill=\"#000000\" d=\""
    );
    // One path for all that is dark: between shapes of their own some programs leave hairlines.
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let end = (x..code.size()).find(|x| !code.get_module(*x, y)).unwrap_or(code.size());
            let width = end - x;
            if width > 0 {
                let (left, top) = (x + QUIET, y + QUIET);
                let _ = write!(svg, "M{left} {top}h{width}v1h-{width}z");
            }
            x += width.max(1);
        }
    }
    svg.push_str("\"/>\n</svg>");
    Some(svg)
}

/// As much of the end as can be stored in alphanumeric mode, which takes a third less room, and bytes before it: the
/// capitals of a response code come last in its link.
fn segments(text: &str) -> Vec<QrSegment> {
    let is_other = |c: char| !QrSegment::is_alphanumeric(c.encode_utf8(&mut [0; 4]));
    let split = text.rfind(is_other).map_or(0, |last| {
        last + text.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    });
    let (bytes, letters) = text.split_at_checked(split).unwrap_or((text, ""));
    let mut segments = Vec::with_capacity(2);
    if !bytes.is_empty() {
        segments.push(QrSegment::make_bytes(bytes.as_bytes()));
    }
    if !letters.is_empty() {
        segments.push(QrSegment::make_alphanumeric(letters));
    }
    segments
}
