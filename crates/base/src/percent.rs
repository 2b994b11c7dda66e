//! Percent coding, as in addresses. Owns which characters are escaped; must not know what an address means.

/// A text as a part of an address: everything but letters, digits and `-._~` as `%20`.
pub fn escaped(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| DIGITS.get(usize::from(value)).map_or('0', |digit| char::from(*digit));
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            escaped.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    escaped
}

/// Mail programs take no longer addresses than this from a page; what is cut off is lost without a word.
pub const MAIL_LIMIT: usize = 1_900;

/// An address that begins a mail with this subject and text, to be sent by the person's own program. For some texts longer
/// than [`MAIL_LIMIT`].
pub fn mail_address(subject: &str, body: &str) -> String {
    // RFC 6068 wants lines to end like this.
    let body = body.replace('\n', "\r\n");
    format!("mailto:?subject={}&body={}", escaped(subject), escaped(&body))
}

/// The text of a part of an address. What is no escape stays as it is, and what is not UTF-8 becomes U+FFFD.
pub fn unescaped(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |digit: u8| char::from(digit).to_digit(16);
        let escape = match after {
            [high, low, after @ ..] if *first == b'%' => {
                hex(*high).zip(hex(*low)).map(|(high, low)| ((high << 4 | low) as u8, after))
            }
            _ => None,
        };
        let (byte, next) = escape.unwrap_or((*first, after));
        bytes.push(byte);
        rest = next;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
