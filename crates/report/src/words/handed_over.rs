//! A response that somebody handed over.

use super::{profile_line, role_words};
use base::percent::mail_address;
use cohort::response::{Held, Month, Response};
use domain::{
    assessment::Assessment,
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

/// Profile and month of a response in one line: `Member · Large programme · Management · Short form · November 2026`.
pub fn response_line(model: &Model, profile: Profile, month: Month, speech: Speech<'_>) -> String {
    format!("{} · {}", profile_line(model, profile), speech.locale.month(month.moment()))
}

/// What to say of a response that is on the device already, and about which assessment; `None` if it is not.
pub fn held_words(held: Held<'_>) -> Option<(Key, &Assessment)> {
    match held {
        Held::Nothing => None,
        Held::Same(there) => Some((Key::ResponseThere, there)),
        Held::Earlier(there) => Some((Key::ResponseThereEarlier, there)),
        Held::Later(there) => Some((Key::ResponseThereLater, there)),
    }
}

/// The address of the mail that hands a response over.
pub fn response_mail(link: &str, code: &str, speech: Speech<'_>) -> String {
    let body = speech.fill(Key::ShareMailBody, &[("link", link), ("code", code)]);
    mail_address(speech.say(Key::ShareMailSubject), &body)
}
