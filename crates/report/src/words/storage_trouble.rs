//! What is wrong with storage.

use domain::text::{Key, Speech};
use workspace::store::StorageError;

/// What is wrong with storage, and what becomes of the answers.
pub fn storage_trouble(error: &StorageError, speech: Speech<'_>) -> String {
    let key = match error {
        StorageError::Denied => Key::TroubleDenied,
        StorageError::Full => Key::TroubleFull,
        StorageError::NotKept => Key::TroubleNotKept,
        StorageError::Newer => Key::TroubleNewer,
        StorageError::Protected => Key::TroubleProtected,
        StorageError::Other(reason) => {
            return speech.fill(Key::TroubleOther, &[("reason", reason)]);
        }
    };
    speech.say(key).to_owned()
}
