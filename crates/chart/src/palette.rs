//! The colours a chart is drawn in. They are keys as much as colours: the style sheet finds a shape by the value of its
//! `fill` or `stroke` and gives it the colour of the theme, so each key is used once. Alone, on white, they are the light
//! theme.

use plotters::style::RGBColor;

/// Text and marks that matter most.
pub const INK: RGBColor = RGBColor(0x1F, 0x24, 0x21);
/// Text that stands back.
pub const MUTED: RGBColor = RGBColor(0x59, 0x5F, 0x5A);
/// Hairlines: rings, spokes, rules.
pub const GRID: RGBColor = RGBColor(0xD5, 0xD0, 0xC4);
/// The ground, for marks that are open.
pub const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// The ground of the place that is open now.
pub const CURRENT: RGBColor = RGBColor(0xF1, 0xEA, 0xDA);
/// The shape of whoever looks at the chart.
pub const OWN: RGBColor = RGBColor(0x0F, 0x5F, 0x5C);
/// The area inside that shape.
pub const OWN_FILL: RGBColor = RGBColor(0xD2, 0xE5, 0xE0);
/// The shape of the other role.
pub const OTHER: RGBColor = RGBColor(0xB4, 0x54, 0x1A);
/// What is aimed at.
pub const TARGET: RGBColor = RGBColor(0x5B, 0x4A, 0x66);
/// What was measured the last time.
pub const PREVIOUS: RGBColor = RGBColor(0x80, 0x7A, 0x6E);
/// What needs care.
pub const WARN: RGBColor = RGBColor(0xA3, 0x2F, 0x24);
/// Level 1 of the ramp of one hue.
pub const LEVEL_1: RGBColor = RGBColor(0xE1, 0xEE, 0xEA);
/// Level 2 of the ramp.
pub const LEVEL_2: RGBColor = RGBColor(0xB5, 0xD5, 0xCE);
/// Level 3 of the ramp.
pub const LEVEL_3: RGBColor = RGBColor(0x79, 0xB3, 0xAA);
/// Level 4 of the ramp.
pub const LEVEL_4: RGBColor = RGBColor(0x2F, 0x7D, 0x78);
/// Level 5 of the ramp.
pub const LEVEL_5: RGBColor = RGBColor(0x0B, 0x4A, 0x47);
/// The edge of an area of the ramp: its lightest steps alone would be too faint on the ground.
pub const LEVEL_EDGE: RGBColor = RGBColor(0x3E, 0x86, 0x80);
/// Text on levels 1 to 3.
pub const ON_LOW: RGBColor = RGBColor(0x14, 0x20, 0x1D);
/// Text on levels 4 and 5.
pub const ON_HIGH: RGBColor = RGBColor(0xFC, 0xFE, 0xFD);

/// Every key with the custom property that the style sheet gives to it.
pub const ALL: [(&str, RGBColor); 19] = [
    ("--chart-ink", INK),
    ("--chart-muted", MUTED),
    ("--chart-grid", GRID),
    ("--chart-paper", PAPER),
    ("--chart-current", CURRENT),
    ("--own", OWN),
    ("--own-fill", OWN_FILL),
    ("--other", OTHER),
    ("--target", TARGET),
    ("--previous", PREVIOUS),
    ("--warn", WARN),
    ("--level-1", LEVEL_1),
    ("--level-2", LEVEL_2),
    ("--level-3", LEVEL_3),
    ("--level-4", LEVEL_4),
    ("--level-5", LEVEL_5),
    ("--level-edge", LEVEL_EDGE),
    ("--on-level-low", ON_LOW),
    ("--on-level-high", ON_HIGH),
];

/// The colour of a level and of text on it. Levels outside 1–5 count as the nearest.
pub fn level(level: u8) -> (RGBColor, RGBColor) {
    match level {
        0 | 1 => (LEVEL_1, ON_LOW),
        2 => (LEVEL_2, ON_LOW),
        3 => (LEVEL_3, ON_LOW),
        4 => (LEVEL_4, ON_HIGH),
        _ => (LEVEL_5, ON_HIGH),
    }
}
