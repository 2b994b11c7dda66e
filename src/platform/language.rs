//! The language of the page, and those that the person prefers.

use super::page::{set_attribute, window};

/// The languages that the browser asks for, the first one most.
pub fn languages_wished() -> Vec<String> {
    let wished = window().map(|window| window.navigator().languages());
    wished.iter().flat_map(|tags| tags.iter()).filter_map(|tag| tag.as_string()).collect()
}

/// The kind of a language that the person prefers, `en-GB` for `en`: it decides how dates and numbers are written.
pub fn preferred(language: &str) -> String {
    let wishes = window().map(|window| window.navigator().languages());
    let family = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    wishes
        .iter()
        .flat_map(|wishes| wishes.iter())
        .filter_map(|wish| wish.as_string())
        .find(|wish| family(wish) == family(language))
        .unwrap_or_else(|| language.to_owned())
}

/// Sets language and direction of the page.
pub fn set_language(language: &str, right_to_left: bool) {
    set_attribute("lang", language);
    set_attribute("dir", if right_to_left { "rtl" } else { "ltr" });
}
