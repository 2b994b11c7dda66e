//! Ids: of assessments, and of what is handed over of them.

/// What random ids are made of: 32 letters and digits that are not taken for one another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// How many of them a random id has; 60 bits.
pub(super) const RANDOM_LETTERS: usize = 12;

/// A text of twelve letters from 64 random bits.
pub(super) fn random_letters(mut bits: u64) -> String {
    let mut text = String::with_capacity(RANDOM_LETTERS);
    for _ in 0..RANDOM_LETTERS {
        let letter = LETTERS.get((bits & 31) as usize).copied().unwrap_or(b'a');
        text.push(char::from(letter));
        bits >>= 5;
    }
    text
}

/// The id of an assessment, unique on its device: 4 to 40 letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssessmentId(String);

impl AssessmentId {
    /// The id with this text, if it can be one. Ids stand in links and in storage keys.
    pub fn new(text: &str) -> Option<Self> {
        let fits = (4..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        fits.then(|| Self(text.to_owned()))
    }

    /// An id from 64 random bits.
    pub fn from_random(bits: u64) -> Self {
        Self(random_letters(bits))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id of a view, unique on its device. It looks like that of an assessment and stands in links.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ViewId(AssessmentId);

impl ViewId {
    /// The id with this text, if it can be one: 4 to 40 letters, digits and hyphens.
    pub fn new(text: &str) -> Option<Self> {
        AssessmentId::new(text).map(Self)
    }

    /// An id from 64 random bits.
    pub fn from_random(bits: u64) -> Self {
        Self(AssessmentId::from_random(bits))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// The id under which an assessment is handed over to others: 48 random bits. It says nothing of the assessment and stays
/// the same for as long as the assessment does, so that a later response replaces the earlier one and counts once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResponseId(u64);

impl ResponseId {
    /// The highest number an id can have, 2⁴⁸ − 1.
    pub const MAX: u64 = (1 << 48) - 1;

    /// The id of the lower 48 of these random bits.
    pub fn new(bits: u64) -> Self {
        Self(bits & Self::MAX)
    }

    /// The bits, 0 to [`ResponseId::MAX`].
    pub fn bits(self) -> u64 {
        self.0
    }
}
