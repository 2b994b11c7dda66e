//! An assessment in a list of choices.

use domain::{
    assessment::Moment,
    text::{Key, Speech},
};

/// The name of an assessment with the day on which it was last changed, for a list in which two can have the same name.
pub fn dated_name(name: &str, changed: Moment, speech: Speech<'_>) -> String {
    speech.fill(Key::CompareOption, &[("name", name), ("date", &speech.locale.date(changed))])
}
