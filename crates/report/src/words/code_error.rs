//! Why a response code cannot be read, and what to do.

use cohort::response::CodeError;
use domain::{
    model::Model,
    text::{Key, Speech},
};

/// What is wrong with a code, and what to do. `model` is the one that is loaded.
pub fn code_error_words(error: &CodeError, model: &Model, speech: Speech<'_>) -> String {
    let whole = |number: usize| speech.locale.whole(number as u64);
    match error {
        CodeError::NoCode => speech.say(Key::ResponseNoCode).to_owned(),
        CodeError::Character { found, after } => {
            let number = format!("U+{:04X}", u32::from(*found));
            let found = found.to_string();
            let gaps = [("found", &*found), ("number", &*number), ("after", &*whole(*after))];
            speech.fill(Key::ResponseCharacter, &gaps)
        }
        CodeError::CutShort { found, expected: Some(expected) } => {
            let gaps = [("found", &*whole(*found)), ("expected", &*whole(*expected))];
            speech.fill(Key::ResponseCutShort, &gaps)
        }
        CodeError::CutShort { expected: None, .. } => {
            speech.say(Key::ResponseCutShortEarly).to_owned()
        }
        CodeError::TooLong { found, expected } => {
            let gaps = [("found", &*whole(*found)), ("expected", &*whole(*expected))];
            speech.fill(Key::ResponseTooLong, &gaps)
        }
        CodeError::Checksum => speech.say(Key::ResponseChecksum).to_owned(),
        CodeError::Format(format) => {
            speech.fill(Key::ResponseFormat, &[("format", &whole(usize::from(*format)))])
        }
        CodeError::OtherModel => speech.fill(Key::ResponseOtherModel, &[("model", &model.title)]),
        CodeError::NewerModel { code, here } => {
            let gaps = [("code", &*code.to_string()), ("here", &*here.to_string())];
            speech.fill(Key::ResponseNewerModel, &gaps)
        }
        CodeError::Impossible(_) => speech.say(Key::ResponseImpossible).to_owned(),
    }
}
