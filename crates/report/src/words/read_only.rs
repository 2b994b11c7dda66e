//! Why an assessment can only be looked at.

use domain::text::{Key, Speech};
use workspace::store::ReadOnly;

/// The reason in a sentence. `None` for the example: every screen of it says above what it is.
pub fn read_only_words<'a>(reason: &ReadOnly, speech: Speech<'a>) -> Option<&'a str> {
    let key = match reason {
        ReadOnly::Newer { .. } => Key::WelcomeReadOnlyNewer,
        ReadOnly::Damaged => Key::WelcomeReadOnlyDamaged,
        ReadOnly::Example => return None,
    };
    Some(speech.say(key))
}
