//! The response code: the line of text that carries a response. Format 1, bit by bit in `docs/response-code.md`.
//!
//! Owns the order of the fields, the alphabet and the checksum. What is read has been found by [`super::find`]. A response
//! has one code and no other: every number is written in one way only, and what is no use to anybody is zero.

use std::{cmp::Ordering, fmt};

use super::{
    MOST, Month, Observations, Response, clean_name, is_clean_name,
    packed::{OPINION, Packed, is_rated},
};
use domain::{
    assessment::{Answer, Evidence, LAST_REVISION, ResponseId, SelfRating},
    model::{Form, Model, Profile, Role, Scale, Stage, Version},
    scoring::Rating,
};

/// What every code begins with, in every version of the format.
pub const PREFIX: &str = "12F-";

/// The version of the format that is written, and the only one that is read.
const FORMAT: u64 = 1;

/// Crockford's base 32: without I, L, O and U, which are taken for other letters or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters the checksum takes.
const CHECKSUM: usize = 7;

/// How many bits the id of a response takes.
const ID_BITS: u32 = 48;

/// How many characters tell format and length.
pub(super) const FRAME: usize = 3;

/// Why a code cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// The text has no code in it.
    NoCode,
    /// A character that no code has.
    Character {
        /// The character.
        found: char,
        /// How many characters of the code come before it, without the beginning `12F-`.
        after: usize,
    },
    /// The code ends too early. Both numbers are characters without the beginning `12F-`.
    CutShort {
        /// How many there are.
        found: usize,
        /// How many there have to be; not known when the beginning is missing as well.
        expected: Option<usize>,
    },
    /// More characters follow than the code says. Both numbers are characters without the beginning `12F-`.
    TooLong {
        /// How many there are.
        found: usize,
        /// How many there have to be.
        expected: usize,
    },
    /// The checksum is another one: a character was changed or is missing.
    Checksum,
    /// Undamaged, and of a version of the format that is not known here.
    Format(u8),
    /// Undamaged, and of another model.
    OtherModel,
    /// Undamaged, and of a newer version of this model, which has more in it than is known here.
    NewerModel {
        /// The version of the code.
        code: Version,
        /// The version in use.
        here: Version,
    },
    /// Something that no response can say.
    Impossible(Part),
}

/// A part of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// How long it is.
    Length,
    /// The version of the model.
    ModelVersion,
    /// Role, scale, stage and form.
    Profile,
    /// The revision.
    Revision,
    /// The month.
    Month,
    /// The answers.
    Answers,
    /// The grades of evidence.
    Evidence,
    /// The self-check of competencies.
    Competencies,
    /// The name.
    Name,
    /// What fills the last character.
    Filling,
}

impl fmt::Display for CodeError {
    /// In English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCode => write!(f, "no response code"),
            Self::Character { found, after } => {
                let number = u32::from(*found);
                write!(f, "\"{found}\" (U+{number:04X}) after {after} characters is in no code")
            }
            Self::CutShort { found, expected: None } => {
                write!(f, "cut short after {found} characters")
            }
            Self::CutShort { found, expected: Some(expected) } => {
                write!(f, "cut short after {found} of {expected} characters")
            }
            Self::TooLong { found, expected } => {
                write!(f, "{found} characters and not {expected}")
            }
            Self::Checksum => write!(f, "the checksum does not fit"),
            Self::Format(format) => write!(f, "format {format}, and only format {FORMAT} is known"),
            Self::OtherModel => write!(f, "a response to another model"),
            Self::NewerModel { code, here } => {
                write!(f, "version {code} of the model, newer than {here}")
            }
            Self::Impossible(part) => write!(f, "impossible: {part}"),
        }
    }
}

impl fmt::Display for Part {
    /// In English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "length",
            Self::ModelVersion => "model version",
            Self::Profile => "profile",
            Self::Revision => "revision",
            Self::Month => "month",
            Self::Answers => "answers",
            Self::Evidence => "evidence",
            Self::Competencies => "competencies",
            Self::Name => "name",
            Self::Filling => "filling",
        })
    }
}

/// The code of a response. What has no room in it is left out or brought to the nearest that has; see the limits at the
/// fields of [`Response`].
pub fn encode(response: &Response) -> String {
    let mut bits = Writer::default();
    bits.put(FORMAT, 5);
    bits.put(0, 10);
    bits.put(u64::from(model_hash(&response.model)), 32);
    for number in response.version.numbers() {
        bits.put_number(number.into());
    }
    let name = response.name.as_deref().and_then(clean_name);
    bits.put(response.has_evidence.into(), 1);
    bits.put(response.competencies.is_some().into(), 1);
    bits.put(name.is_some().into(), 1);
    let Profile { role, scale, stage, form } = response.profile;
    bits.put(place_of(role, Role::ALL), 1);
    bits.put(place_of(scale, Scale::ALL), 2);
    bits.put(place_of(stage, Stage::ALL), 2);
    bits.put(place_of(form, Form::ALL), 1);
    bits.put(response.id.bits(), ID_BITS);
    bits.put_number(response.revision.min(LAST_REVISION));
    bits.put(response.month.count().into(), 12);
    let ratings = response.ratings.iter().take(MOST);
    bits.put(ratings.len() as u64, 8);
    for rating in ratings.clone() {
        bits.put(answer_bits(*rating), 3);
    }
    if response.has_evidence {
        for grade in ratings.filter_map(|rating| grade(*rating)) {
            bits.put(grade.number().into(), 2);
        }
    }
    if let Some(competencies) = &response.competencies {
        let said = competencies.iter().take(MOST);
        bits.put(said.len() as u64, 8);
        for Observations { own, others } in said {
            bits.put(observed_bits(*own), 3);
            bits.put(observed_bits(*others), 3);
        }
    }
    if let Some(name) = name {
        bits.put(name.len() as u64, 8);
        name.bytes().for_each(|byte| bits.put(byte.into(), 8));
    }
    let mut values = bits.values;
    let length = values.len() + CHECKSUM;
    for (value, part) in values.iter_mut().skip(1).zip([length >> 5, length & 31]) {
        *value = part as u8;
    }
    let sum = checksum(&values);
    values.extend((0..CHECKSUM).rev().map(|place| ((u64::from(sum) >> (5 * place)) & 31) as u8));
    text_of(&values)
}

/// The value of a character, 0 to 31: its place in the alphabet. Small letters are read like capitals, O as 0, I and L as
/// 1.
pub(super) const fn value_of(letter: u8) -> Option<u8> {
    Some(match letter.to_ascii_uppercase() {
        b'O' => 0,
        b'I' | b'L' => 1,
        digit @ b'0'..=b'9' => digit - b'0',
        letter @ b'A'..=b'H' => letter - b'A' + 10,
        letter @ (b'J' | b'K') => letter - b'J' + 18,
        letter @ (b'M' | b'N') => letter - b'M' + 20,
        letter @ b'P'..=b'T' => letter - b'P' + 22,
        letter @ b'V'..=b'Z' => letter - b'V' + 27,
        _ => return None,
    })
}

/// How many characters the code has that begins with these, without the beginning `12F-`. `None` as long as they do not
/// tell, and an error if no code can have as many. This is the same in every version of the format, as the checksum is.
pub(super) fn length_of(values: &[u8]) -> Result<Option<usize>, CodeError> {
    let [_, high, low, ..] = values else { return Ok(None) };
    let length = usize::from(*high) << 5 | usize::from(*low);
    if length < FRAME + CHECKSUM {
        return Err(CodeError::Impossible(Part::Length));
    }
    Ok(Some(length))
}

/// Whether the checksum fits. `values` are all characters after the beginning `12F-`.
pub(super) fn is_intact(values: &[u8]) -> bool {
    let Some((body, sum)) = values.split_last_chunk::<CHECKSUM>() else { return false };
    let told = sum.iter().fold(0_u64, |sum, value| sum << 5 | u64::from(*value));
    told == u64::from(checksum(body))
}

/// Reads what an intact code says. After an error `packed` says nothing that counts.
pub(super) fn read(model: &Model, values: &[u8], packed: &mut Packed) -> Result<(), CodeError> {
    let (body, _) =
        values.split_last_chunk::<CHECKSUM>().ok_or(CodeError::Impossible(Part::Length))?;
    let mut bits = Reader { values: body.iter(), held: 0, left: 0 };
    let format = bits.take(5)?;
    if format != FORMAT {
        return Err(CodeError::Format(format as u8));
    }
    bits.take(10)?;
    if bits.take(32)? != u64::from(model_hash(&model.id)) {
        return Err(CodeError::OtherModel);
    }
    let mut numbers = [0; 3];
    for number in &mut numbers {
        *number = bits.number(u16::MAX.into(), Part::ModelVersion)? as u16;
    }
    packed.version = Version::new(numbers);
    packed.has_evidence = bits.take(1)? == 1;
    packed.has_competencies = bits.take(1)? == 1;
    let has_name = bits.take(1)? == 1;
    packed.profile = Profile {
        role: bits.choice(Role::ALL, 1)?,
        scale: bits.choice(Scale::ALL, 2)?,
        stage: bits.choice(Stage::ALL, 2)?,
        form: bits.choice(Form::ALL, 1)?,
    };
    packed.id = ResponseId::new(bits.take(ID_BITS)?);
    packed.revision = bits.number(LAST_REVISION, Part::Revision)?;
    let month = bits.take(12)? as u16;
    packed.month = Month::from_count(month).ok_or(CodeError::Impossible(Part::Month))?;
    read_answers(model, &mut bits, packed)?;
    read_competencies(model, &mut bits, packed)?;
    packed.name = if has_name { Some(read_name(&mut bits)?) } else { None };
    bits.end()
}

fn read_answers(
    model: &Model,
    bits: &mut Reader<'_>,
    packed: &mut Packed,
) -> Result<(), CodeError> {
    let count = bits.take(8)? as usize;
    count_fits(model, packed.version, count, model.response_order.len(), Part::Answers)?;
    packed.answers.clear();
    packed.answers.resize(count, 0);
    for cell in &mut packed.answers {
        let answer = bits.take(3)? as u8;
        *cell = if is_rated(answer) { answer | OPINION } else { answer };
    }
    if packed.has_evidence {
        for cell in packed.answers.iter_mut().filter(|cell| is_rated(**cell)) {
            let grade = bits.take(2)? as u8;
            // The three grades are 1 to 3.
            if grade == 0 {
                return Err(CodeError::Impossible(Part::Evidence));
            }
            *cell = *cell & 7 | grade << 3;
        }
    }
    Ok(())
}

fn read_competencies(
    model: &Model,
    bits: &mut Reader<'_>,
    packed: &mut Packed,
) -> Result<(), CodeError> {
    packed.said.clear();
    if !packed.has_competencies {
        return Ok(());
    }
    let count = bits.take(8)? as usize;
    let known = model.competencies.items.len();
    count_fits(model, packed.version, count, known, Part::Competencies)?;
    packed.said.resize(count, 0);
    for cell in &mut packed.said {
        let (own, others) = (bits.observed()?, bits.observed()?);
        *cell = own | others << 3;
    }
    Ok(())
}

fn read_name(bits: &mut Reader<'_>) -> Result<String, CodeError> {
    let count = bits.take(8)?;
    let mut bytes = Vec::with_capacity(count as usize);
    for _ in 0..count {
        bytes.push(bits.take(8)? as u8);
    }
    let name = String::from_utf8(bytes).ok();
    name.filter(|name| is_clean_name(name)).ok_or(CodeError::Impossible(Part::Name))
}

/// Whether a version of the model can have as many entries as a code has. Entries are only ever added: an older version
/// has as many or fewer, a newer one as many or more, and of those that are not known here nothing can be said.
fn count_fits(
    model: &Model,
    version: Version,
    found: usize,
    known: usize,
    part: Part,
) -> Result<(), CodeError> {
    if found == known {
        return Ok(());
    }
    let here = Version::parse(&model.version).unwrap_or_default();
    match (version.cmp(&here), found.cmp(&known)) {
        (Ordering::Less, Ordering::Less) => Ok(()),
        (Ordering::Greater, Ordering::Greater) => {
            Err(CodeError::NewerModel { code: version, here })
        }
        _ => Err(CodeError::Impossible(part)),
    }
}

/// The FNV-1a hash of 32 bits of the id of a model.
fn model_hash(id: &str) -> u32 {
    id.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The register of the checksum after so many bits more.
const fn after_bits(mut register: u32, bits: u32) -> u32 {
    let mut bit = 0;
    while bit < bits {
        register = if register & 1 == 1 { register >> 1 ^ 0xEDB8_8320 } else { register >> 1 };
        bit += 1;
    }
    register
}

/// What the lowest byte of the register makes of the others in eight steps.
static STEPS: [u32; 256] = {
    let mut steps = [0; 256];
    let mut byte = 0;
    while byte < steps.len() {
        #[allow(clippy::indexing_slicing, reason = "worked out when compiling")]
        {
            steps[byte] = after_bits(byte as u32, 8);
        }
        byte += 1;
    }
    steps
};

/// The register after what every code begins with.
const AFTER_PREFIX: u32 = {
    let (mut register, mut rest) = (!0, PREFIX.as_bytes());
    while let [byte, others @ ..] = rest {
        register = after_bits(register ^ *byte as u32, 8);
        rest = others;
    }
    register
};

/// The CRC-32 of ISO 3309 and of zlib, over the text up to the checksum. Taken over the text and not over the bits, so
/// that a reader in another language needs no bytes in between.
fn checksum(values: &[u8]) -> u32 {
    let mut register = AFTER_PREFIX;
    for value in values {
        let letter = ALPHABET.get(usize::from(*value)).copied().map_or(0, u32::from);
        let step = STEPS.get(((register ^ letter) & 255) as usize).copied().unwrap_or_default();
        register = register >> 8 ^ step;
    }
    !register
}

fn text_of(values: &[u8]) -> String {
    let letters = values.iter().filter_map(|value| ALPHABET.get(usize::from(*value)));
    PREFIX.chars().chain(letters.map(|letter| char::from(*letter))).collect()
}

/// The place of a choice in the list of all, which is part of the format.
fn place_of<T: PartialEq>(choice: T, all: &[T]) -> u64 {
    all.iter().position(|other| *other == choice).unwrap_or_default() as u64
}

fn answer_bits(rating: Rating) -> u64 {
    match rating {
        None => 0,
        Some((Answer::Rated(level), _)) => level.number().into(),
        Some((Answer::NotApplicable, _)) => 6,
        Some((Answer::Unknown, _)) => 7,
    }
}

/// The grade of evidence, of what has one: only a level can be shown to others.
fn grade(rating: Rating) -> Option<Evidence> {
    rating.filter(|(answer, _)| answer.level().is_some()).map(|(_, evidence)| evidence)
}

fn observed_bits(observed: Option<SelfRating>) -> u64 {
    match observed {
        None => 0,
        Some(SelfRating::Seen(frequency)) => frequency.number().into(),
        Some(SelfRating::Unknown) => 7,
    }
}

/// Five bits to a character, the highest first.
#[derive(Default)]
struct Writer {
    values: Vec<u8>,
    /// How many bits of the last value are still to be filled.
    room: u32,
}

impl Writer {
    /// The lowest `count` bits of a number, the highest of them first.
    fn put(&mut self, number: u64, count: u32) {
        for place in (0..count).rev() {
            if self.room == 0 {
                self.values.push(0);
                self.room = 5;
            }
            self.room -= 1;
            if let Some(last) = self.values.last_mut() {
                *last |= ((number >> place & 1) << self.room) as u8;
            }
        }
    }

    /// A number in as many groups of four bits as it needs, the highest first, each after a bit that tells whether
    /// another follows.
    fn put_number(&mut self, number: u64) {
        let groups = (u64::BITS - number.leading_zeros()).div_ceil(4).max(1);
        for group in (0..groups).rev() {
            self.put((group > 0).into(), 1);
            self.put(number >> (4 * group), 4);
        }
    }
}

struct Reader<'a> {
    values: std::slice::Iter<'a, u8>,
    /// Bits that were taken from values and not read yet: the lowest `left` of them.
    held: u64,
    left: u32,
}

impl Reader<'_> {
    /// The next `count` bits, 1 to 59.
    fn take(&mut self, count: u32) -> Result<u64, CodeError> {
        if self.left < count {
            self.fill(count)?;
        }
        self.left -= count;
        Ok(self.held >> self.left & ((1 << count) - 1))
    }

    /// Takes as many values as there is room for, so that the next bits are at hand.
    fn fill(&mut self, needed: u32) -> Result<(), CodeError> {
        while self.left + 5 <= u64::BITS {
            let Some(value) = self.values.next() else { break };
            self.held = self.held << 5 | u64::from(*value);
            self.left += 5;
        }
        if self.left < needed { Err(CodeError::Impossible(Part::Length)) } else { Ok(()) }
    }

    /// A number in groups, in no more of them than it needs.
    fn number(&mut self, most: u64, part: Part) -> Result<u64, CodeError> {
        let mut number = 0;
        loop {
            let (follows, group) = (self.take(1)? == 1, self.take(4)?);
            let is_idle = number == 0 && group == 0 && follows;
            number = number << 4 | group;
            if is_idle || number > most {
                return Err(CodeError::Impossible(part));
            }
            if !follows {
                return Ok(number);
            }
        }
    }

    fn choice<T: Copy>(&mut self, all: &[T], bits: u32) -> Result<T, CodeError> {
        let place = self.take(bits)? as usize;
        all.get(place).copied().ok_or(CodeError::Impossible(Part::Profile))
    }

    /// What was observed: nothing said, one of five frequencies, or 7 for what could not be told.
    fn observed(&mut self) -> Result<u8, CodeError> {
        match self.take(3)? as u8 {
            6 => Err(CodeError::Impossible(Part::Competencies)),
            observed => Ok(observed),
        }
    }

    /// What follows the last field: bits that fill its character, and nothing else.
    fn end(mut self) -> Result<(), CodeError> {
        let filling = self.left % 5;
        if filling > 0 && self.take(filling)? != 0 {
            return Err(CodeError::Impossible(Part::Filling));
        }
        if self.left > 0 || self.values.next().is_some() {
            return Err(CodeError::Impossible(Part::Length));
        }
        Ok(())
    }
}
