//! Accents from outside: what is a colour, which contrasts, what is made of one for the two themes.

use proptest::prelude::*;
use workspace::host::colour::{
    Accent, AccentError, Colour, DARK_GROUNDS, LEAST_CONTRAST, LIGHT_GROUNDS, Shades,
};

#[test]
fn colours_are_written_with_three_or_six_digits() {
    for (text, expected) in [
        ("#0a5c8f", Some("#0a5c8f")),
        ("#0A5C8F", Some("#0a5c8f")),
        ("#05c", Some("#0055cc")),
        ("#FFF", Some("#ffffff")),
        ("#000000", Some("#000000")),
        ("", None),
        ("#", None),
        ("0a5c8f", None),
        ("#12", None),
        ("#1234", None),
        ("#12345", None),
        ("#1234567", None),
        ("#12345678", None),
        ("#ggg", None),
        (" #0055cc", None),
        ("#0055cc ", None),
        ("#00 5cc", None),
        ("#+55", None),
        ("#١٢٣", None),
        ("red", None),
        ("rgb(0 0 0)", None),
        ("#05c;--paper:#000", None),
        ("url(https://example.com)", None),
    ] {
        assert_eq!(
            Colour::parse(text).map(|colour| colour.to_string()).as_deref(),
            expected,
            "{text:?}"
        );
    }
}

/// Values of the examples in and about WCAG, and of its formula worked out apart.
#[test]
fn contrast_is_that_of_wcag() {
    for (one, two, expected) in [
        ("#000", "#fff", 21.0),
        ("#fff", "#fff", 1.0),
        ("#777", "#fff", 4.48),
        ("#767676", "#fff", 4.54),
        ("#f00", "#fff", 4.0),
        ("#00f", "#fff", 8.59),
    ] {
        let (one, two) = (Colour::parse(one).unwrap(), Colour::parse(two).unwrap());
        assert!(
            (one.contrast(two) - expected).abs() < 0.005,
            "{one} on {two}: {}",
            one.contrast(two)
        );
        assert_eq!(one.contrast(two).to_bits(), two.contrast(one).to_bits());
    }
}

/// `--muted` in the two themes, which is written on what is chosen as well.
const MUTED: [Colour; 2] = [Colour([0x59, 0x5f, 0x5a]), Colour([0xab, 0xa7, 0x9c])];

#[test]
fn the_grounds_are_those_of_the_style() {
    let style = std::fs::read_to_string(crate::support::root().join("style/first/base/tokens.css"))
        .unwrap();
    assert!(style.contains(&format!("--muted: light-dark({}, {});", MUTED[0], MUTED[1])));
    for (name, light, dark) in [
        ("paper", LIGHT_GROUNDS[0], DARK_GROUNDS[0]),
        ("raised", LIGHT_GROUNDS[1], DARK_GROUNDS[1]),
        ("sunken", LIGHT_GROUNDS[2], DARK_GROUNDS[2]),
    ] {
        let token = format!("--{name}: light-dark({light}, {dark});");
        assert!(style.contains(&token), "{token}");
    }
    for (name, _) in Accent::parse("#05c").unwrap().properties() {
        assert!(style.contains(&format!("{name}: light-dark(")), "{name} is a colour of the style");
    }
}

#[test]
fn what_is_dark_enough_is_kept_in_the_light_theme_and_lightened_in_the_dark_one() {
    let accent = Accent::parse("#0a4a8f").unwrap();
    assert_eq!(accent.light.accent.to_string(), "#0a4a8f");
    assert_ne!(accent.dark.accent, accent.light.accent);
    assert!(
        accent.dark.accent.contrast(Colour([0, 0, 0]))
            > accent.light.accent.contrast(Colour([0, 0, 0]))
    );
}

#[test]
fn what_is_light_enough_is_kept_in_the_dark_theme_and_darkened_in_the_light_one() {
    let accent = Accent::parse("#ffd34d").unwrap();
    assert_eq!(accent.dark.accent.to_string(), "#ffd34d");
    assert_ne!(accent.light.accent, accent.dark.accent);
}

#[test]
fn tones_between_are_refused_and_the_nearest_that_would_do_is_named() {
    for text in ["#808080", "#ff0000", "#e74c3c", "#2e8b8b"] {
        let Err(AccentError::Faint { contrast, nearest }) = Accent::parse(text) else {
            panic!("{text} is taken");
        };
        assert!(contrast < LEAST_CONTRAST, "{text}: {contrast}");
        assert!(Accent::fit(nearest).is_ok(), "{text}: {nearest}");
    }
    assert_eq!(
        Accent::parse("#ff0000").unwrap_err().reason(),
        "has a contrast of 4.0:1 where it is read worst and needs 4.5:1; #cc0000 would do"
    );
    assert_eq!(Accent::parse("teal"), Err(AccentError::NoColour));
}

#[test]
fn the_properties_carry_both_themes() {
    let accent = Accent::parse("#0a4a8f").unwrap();
    let [(name, value), ..] = accent.properties();
    assert_eq!((name, value), ("--accent", format!("light-dark(#0a4a8f, {})", accent.dark.accent)));
}

fn check(shades: Shades, grounds: [Colour; 3], muted: Colour) -> Result<(), TestCaseError> {
    prop_assert!(muted.contrast(shades.soft) >= LEAST_CONTRAST, "{} on {}", muted, shades.soft);
    for ground in grounds.into_iter().chain([shades.soft]) {
        for colour in [shades.accent, shades.strong] {
            prop_assert!(colour.contrast(ground) >= LEAST_CONTRAST, "{} on {}", colour, ground);
        }
    }
    for colour in [shades.accent, shades.strong] {
        prop_assert!(shades.on.contrast(colour) >= LEAST_CONTRAST, "{} on {}", shades.on, colour);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_accent_can_be_read_everywhere(colour in any::<[u8; 3]>()) {
        let colour = Colour(colour);
        match Accent::fit(colour) {
            Ok(accent) => {
                check(accent.light, LIGHT_GROUNDS, MUTED[0])?;
                check(accent.dark, DARK_GROUNDS, MUTED[1])?;
                prop_assert!(accent.light.accent == colour || accent.dark.accent == colour);
            }
            Err(AccentError::Faint { nearest, .. }) => prop_assert!(Accent::fit(nearest).is_ok()),
            Err(AccentError::NoColour) => prop_assert!(false, "{} is a colour", colour),
        }
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        _ = Accent::parse(&text);
    }
}
