//! Why a file, or a place in a text, was not read as a response.

use super::{code_error_words, file_size};
use cohort::intake::Why;
use domain::{
    model::Model,
    text::{Key, Speech},
};

/// Why something was not read, and what to do. `model` is the one that is loaded.
pub fn refusal_words(why: &Why, model: &Model, speech: Speech<'_>) -> String {
    let key = match why {
        Why::Code(error) => return code_error_words(error, model, speech),
        Why::Json(not) => return speech.fill(Key::ViewWhyJson, &[("problem", &not.reason)]),
        Why::Document(problems) => {
            let problem = problems.first().map(ToString::to_string).unwrap_or_default();
            return speech.fill(Key::ViewWhyJson, &[("problem", &problem)]);
        }
        Why::TooLarge { bytes, limit } => {
            let [size, most] = [bytes, limit].map(|bytes| file_size(*bytes, speech));
            return speech.fill(Key::ViewWhyTooLarge, &[("size", &size), ("most", &most)]);
        }
        Why::Other(reason) => return speech.fill(Key::ViewWhyUnreadable, &[("reason", reason)]),
        Why::Nothing => Key::ViewWhyNothing,
        Why::NewerDocument { .. } => Key::ViewWhyJsonNewer,
        Why::Unanswered => Key::ViewWhyJsonEmpty,
        Why::Folder => Key::ViewWhyFolder,
        Why::Gone => Key::ViewWhyVanished,
        Why::NotText => Key::ViewWhyNotText,
    };
    speech.say(key).to_owned()
}
