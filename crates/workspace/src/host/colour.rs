//! An accent colour of somebody else's choice, fitted to the two themes.
//!
//! Owns which colours are taken and what becomes of them. An accent is text, the ground of buttons and the edge of what is
//! chosen, so its contrast is held at 4.5:1 against every ground it stands on (WCAG 2.2, 1.4.3; contrast as defined there).
//! A colour that reaches this in one of the themes is taken as it is for that theme; for the other one it is mixed
//! with black or white in fixed steps until it reaches it too. A colour that reaches it in neither, as the middle tones do,
//! is refused, and the nearest shade that would be taken is named. Must not know how colours get onto the page.

use std::fmt;

/// The least contrast of the accent with what is behind it, and of what is on it.
pub const LEAST_CONTRAST: f64 = 4.5;

/// The grounds of the light theme that the accent stands on: `--paper`, `--raised`, `--sunken` of
/// `style/first/base/tokens.css`.
pub const LIGHT_GROUNDS: [Colour; 3] =
    [Colour([0xfb, 0xf8, 0xf2]), Colour([0xff, 0xfd, 0xf9]), Colour([0xf4, 0xef, 0xe4])];

/// The same of the dark theme.
pub const DARK_GROUNDS: [Colour; 3] =
    [Colour([0x16, 0x1a, 0x18]), Colour([0x1d, 0x22, 0x20]), Colour([0x10, 0x14, 0x12])];

/// What is written on the accent: white or the black of `--on-accent`, whichever can be read better.
const ON: [Colour; 2] = [Colour([0xff, 0xff, 0xff]), Colour([0x0e, 0x16, 0x14])];

/// How much is mixed in with each step towards black or white, in hundredths.
const STEP: u32 = 4;

/// The share of the accent in its soft ground (`--accent-soft`), in hundredths, in the light and in the dark theme.
const SOFT: [u32; 2] = [10, 14];

/// How much further the strong shade (links under the pointer, for example) goes, in hundredths.
const STRONG: u32 = 30;

/// A colour of the screen: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Reads `#rgb` or `#rrggbb`, in small or capital letters. Nothing else: no names, no transparency.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let values = digits
            .chars()
            .map(|c| c.to_digit(16).and_then(|value| u8::try_from(value).ok()))
            .collect::<Option<Vec<u8>>>()?;
        match *values.as_slice() {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r1, r0, g1, g0, b1, b0] => Some(Self([r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0])),
            _ => None,
        }
    }

    /// The contrast of two colours by WCAG 2.2: from 1 for none to 21 for black on white.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance, from 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0;
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// This colour with a share of another one, in hundredths.
    fn mixed(self, other: Self, share: u32) -> Self {
        let mix = |mine: u8, theirs: u8| {
            let sum = u32::from(mine) * (100 - share) + u32::from(theirs) * share;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        let ([r, g, b], [or, og, ob]) = (self.0, other.0);
        Self([mix(r, or), mix(g, og), mix(b, ob)])
    }
}

/// As `#rrggbb`.
impl fmt::Display for Colour {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(to, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The colours that come of an accent in one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shades {
    /// Text, edges, the ground of the first button.
    pub accent: Colour,
    /// The same where it is to stand out more.
    pub strong: Colour,
    /// What is written on the accent.
    pub on: Colour,
    /// A ground with a touch of it.
    pub soft: Colour,
}

/// An accent that can be read in both themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent {
    /// The colours of the light theme.
    pub light: Shades,
    /// The colours of the dark theme.
    pub dark: Shades,
}

/// Why a colour is not taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AccentError {
    /// It is not written as `#rgb` or `#rrggbb`.
    NoColour,
    /// It cannot be read well enough in either theme.
    Faint {
        /// The least contrast it has in the theme that suits it better.
        contrast: f64,
        /// The nearest shade that would be taken.
        nearest: Colour,
    },
}

impl AccentError {
    /// The reason in plain English, for the console.
    pub fn reason(self) -> String {
        match self {
            Self::NoColour => "is no colour like #0a5c8f or #05c".to_owned(),
            Self::Faint { contrast, nearest } => {
                // Downwards: 4.47 is not to read as 4.5.
                let contrast = (contrast * 10.0).floor() / 10.0;
                format!(
                    "has a contrast of {contrast:.1}:1 where it is read worst and needs {LEAST_CONTRAST}:1; {nearest} would do"
                )
            }
        }
    }
}

impl Accent {
    /// Reads an accent and fits it to both themes.
    pub fn parse(text: &str) -> Result<Self, AccentError> {
        Self::fit(Colour::parse(text).ok_or(AccentError::NoColour)?)
    }

    /// Fits a colour to both themes.
    pub fn fit(colour: Colour) -> Result<Self, AccentError> {
        let (light_steps, light) = Theme::Light.shades(colour);
        let (dark_steps, dark) = Theme::Dark.shades(colour);
        if light_steps == 0 || dark_steps == 0 {
            return Ok(Self { light, dark });
        }
        let contrast = Theme::Light.least_contrast(colour).max(Theme::Dark.least_contrast(colour));
        let nearest = if light_steps <= dark_steps { light.accent } else { dark.accent };
        Err(AccentError::Faint { contrast, nearest })
    }

    /// The custom properties of the page that carry the accent, with their values for both themes.
    pub fn properties(&self) -> [(&'static str, String); 5] {
        let pair = |light: Colour, dark: Colour| format!("light-dark({light}, {dark})");
        let (light, dark) = (&self.light, &self.dark);
        [
            ("--accent", pair(light.accent, dark.accent)),
            ("--accent-strong", pair(light.strong, dark.strong)),
            ("--on-accent", pair(light.on, dark.on)),
            ("--accent-soft", pair(light.soft, dark.soft)),
            ("--focus", pair(light.accent, dark.strong)),
        ]
    }
}

#[derive(Clone, Copy)]
enum Theme {
    Light,
    Dark,
}

impl Theme {
    fn grounds(self) -> [Colour; 3] {
        match self {
            Self::Light => LIGHT_GROUNDS,
            Self::Dark => DARK_GROUNDS,
        }
    }

    /// Away from the grounds.
    fn end(self) -> Colour {
        match self {
            Self::Light => Colour([0, 0, 0]),
            Self::Dark => Colour([0xff, 0xff, 0xff]),
        }
    }

    fn soft(self, accent: Colour) -> Colour {
        let [light, dark] = SOFT;
        let [paper, ..] = self.grounds();
        paper.mixed(
            accent,
            match self {
                Self::Light => light,
                Self::Dark => dark,
            },
        )
    }

    /// The least of: the accent on each ground and on its own soft one, and what is written on it.
    fn least_contrast(self, accent: Colour) -> f64 {
        let behind = self
            .grounds()
            .into_iter()
            .chain([self.soft(accent)])
            .map(|ground| accent.contrast(ground));
        behind.fold(on(accent).contrast(accent), f64::min)
    }

    /// The colours of this theme, and how many steps it took until they could be read.
    fn shades(self, colour: Colour) -> (u32, Shades) {
        // All steps lead to black or white, which can be read on every ground; the tests try all tones.
        let mut steps = 0;
        let mut accent = colour;
        while self.least_contrast(accent) < LEAST_CONTRAST && steps * STEP < 100 {
            steps += 1;
            accent = colour.mixed(self.end(), steps * STEP);
        }
        let shades = Shades {
            accent,
            strong: accent.mixed(self.end(), STRONG),
            on: on(accent),
            soft: self.soft(accent),
        };
        (steps, shades)
    }
}

fn on(accent: Colour) -> Colour {
    let [white, black] = ON;
    if white.contrast(accent) >= black.contrast(accent) { white } else { black }
}
