//! Going through long texts eight bytes at a time. Knows nothing of what is in them.

/// Where the first of two bytes is.
pub(crate) fn find_either(bytes: &[u8], one: u8, other: u8) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (place, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = marked(word, one) | marked(word, other);
        if found != 0 {
            return Some(8 * place + (found.trailing_zeros() / 8) as usize);
        }
    }
    let found = rest.iter().position(|byte| *byte == one || *byte == other)?;
    Some(8 * words.len() + found)
}

/// How many lines end within these bytes: with a line feed, a carriage return, or both. `next` is the byte that follows.
pub(crate) fn ended_lines(bytes: &[u8], next: u8) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut ended = 0;
    for (place, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let (feeds, returns) = (marked(word, b'\n'), marked(word, b'\r'));
        ended += feeds.count_ones();
        if returns != 0 {
            let next = bytes.get(8 * place + 8).copied().unwrap_or(next);
            let before_feed = feeds >> 8 | u64::from(next == b'\n') << 63;
            ended += (returns & !before_feed).count_ones();
        }
    }
    let following = rest.iter().skip(1).chain([&next]);
    let ends = |byte: u8, next: u8| byte == b'\n' || byte == b'\r' && next != b'\n';
    let in_rest = rest.iter().zip(following).filter(|(byte, next)| ends(**byte, **next)).count();
    ended as usize + in_rest
}

/// The highest bit of each byte of a word that is this one, and no other bit.
fn marked(word: u64, byte: u8) -> u64 {
    const LOW: u64 = u64::from_ne_bytes([0x7F; 8]);
    // Zero where it is the same; what is not zero carries into the highest bit, or has it.
    let differing = word ^ u64::from_ne_bytes([byte; 8]);
    !(((differing & LOW) + LOW) | differing | LOW)
}

#[cfg(test)]
mod tests {
    use super::{ended_lines, find_either};

    /// Texts of every length up to three words, with each of some pairs at each place.
    fn texts() -> impl Iterator<Item = Vec<u8>> {
        let pairs = [b"ab", b"\r\n", b"\n\r", b"\r\r", b"\n\n", b"\x8a\x0b", b"\xff\x00"];
        let places = (0..=24).flat_map(|length| (0..length).map(move |at| (length, at)));
        places.flat_map(move |(length, at)| {
            pairs.into_iter().map(move |pair| {
                let mut text = vec![b'.'; length];
                text.iter_mut().skip(at).zip(pair).for_each(|(slot, byte)| *slot = *byte);
                text
            })
        })
    }

    #[test]
    fn finds_what_going_byte_by_byte_finds() {
        for text in texts() {
            for (one, other) in [(b'a', b'b'), (b'\r', b'\n'), (0x8a, 0), (b'x', b'x')] {
                let expected = text.iter().position(|byte| *byte == one || *byte == other);
                assert_eq!(find_either(&text, one, other), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn counts_each_end_of_a_line_once() {
        for text in texts() {
            for next in [b'.', b'\n'] {
                let whole = String::from_utf8_lossy(&[&text[..], &[next]].concat()).into_owned();
                let ends = whole.replace("\r\n", "\n").matches(['\n', '\r']).count();
                // A line feed that follows ends a line by itself, or together with what is here.
                let after = usize::from(next == b'\n');
                assert_eq!(ended_lines(&text, next) + after, ends, "{text:?} {next}");
            }
        }
    }
}
