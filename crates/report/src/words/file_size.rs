//! The size of a file or a stored text.

use domain::text::{Key, Speech};

/// A size in bytes, from a thousand on in kilobytes and from a million on in megabytes, both with one decimal. A kilobyte
/// has a thousand bytes here.
pub fn file_size(bytes: usize, speech: Speech<'_>) -> String {
    let (thousand, million) = (1_000.0, 1_000_000.0);
    let exact = bytes as f64;
    if exact < thousand {
        speech.count(Key::SizeBytes, bytes as u64, &[])
    } else if exact < million {
        let size = speech.locale.decimal(exact / thousand, 1);
        speech.fill(Key::SizeKilobytes, &[("size", &size)])
    } else {
        let size = speech.locale.decimal(exact / million, 1);
        speech.fill(Key::SizeMegabytes, &[("size", &size)])
    }
}
