//! A response that somebody handed over.

use super::{profile_line, role_words};
use cohort::response::{Month, Response};
use domain::{
    model::{Model, Profile},
    text::{Key, Speech},
};

/// The name that was handed over, or one made of role and month.
pub fn response_name(response: &Response, model: &Model, speech: Speech<'_>) -> String {
    response.name.clone().unwrap_or_else(|| {
        let month = speech.locale.month(response.month.moment());
        let gaps = [("role", role_words(model, response.profile.role)), ("month", &month)];
        speech.fill(Key::ResponseMadeName, &gaps)
    })
}

/// Profile and month of a response in one line: `Member · Large-scale · Management · Short form · November 2026`.
pub fn response_line(model: &Model, profile: Profile, month: Month, speech: Speech<'_>) -> String {
    format!("{} · {}", profile_line(model, profile), speech.locale.month(month.moment()))
}
