//! One person's assessment: profile, answers and what they said about them.
//!
//! Owns the only way in which an assessment changes ([`update`]), the revisions that tell which of two copies of an
//! answer is newer, and the merging of two copies. Must not know scores, storage or screens.

use std::collections::BTreeMap;

use crate::model::{Level, Model, Profile};

/// The longest note that is kept, in characters. Longer ones are cut, and the person is told.
pub const NOTE_LIMIT: usize = 10_000;

/// The longest name that is kept, in characters.
pub const NAME_LIMIT: usize = 120;

/// Counts the changes to an assessment. No clock is used, because clocks differ and go back.
pub type Revision = u64;

/// The highest revision, 2⁵³: the last one that a stored document can tell from the one before. Counting stays there. Only
/// a document made by hand gets so far.
pub const LAST_REVISION: Revision = 9_007_199_254_740_992;

/// Milliseconds since 1970, for showing dates only. Nothing is decided by it.
pub type Moment = u64;

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
    pub fn from_random(mut bits: u64) -> Self {
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mut text = String::with_capacity(12);
        for _ in 0..12 {
            let letter = LETTERS.get((bits & 31) as usize).copied().unwrap_or(b'a');
            text.push(char::from(letter));
            bits >>= 5;
        }
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a person says about a practice. No answer at all is the fourth thing and stands as `None` where this stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The practice is at this level.
    Rated(Level),
    /// The practice does not apply to us. Leaves every mean.
    NotApplicable,
    /// I cannot tell. No rating, and a finding of its own.
    Unknown,
}

impl Answer {
    /// The level, if it is one.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Rated(level) => Some(level),
            Self::NotApplicable | Self::Unknown => None,
        }
    }

    /// The word for it in documents and in the value of its control: `1` to `5`, `na`, `unknown`.
    pub fn token(self) -> &'static str {
        match self {
            Self::Rated(level) => match level.number() {
                1 => "1",
                2 => "2",
                3 => "3",
                4 => "4",
                _ => "5",
            },
            Self::NotApplicable => "na",
            Self::Unknown => "unknown",
        }
    }

    /// The answer with this word.
    pub fn from_token(token: &str) -> Option<Self> {
        match token {
            "na" => Some(Self::NotApplicable),
            "unknown" => Some(Self::Unknown),
            _ => token.parse().ok().and_then(Level::new).map(Self::Rated),
        }
    }
}

/// How well a rating can be shown to others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A belief. Counts as this when nothing was said.
    #[default]
    Opinion,
    /// Cases the person saw.
    Examples,
    /// Documents or data that others can inspect.
    Records,
}

impl Evidence {
    /// All grades, weakest first.
    pub const ALL: [Self; 3] = [Self::Opinion, Self::Examples, Self::Records];

    /// The grade as a number, 1 to 3.
    pub fn number(self) -> u8 {
        match self {
            Self::Opinion => 1,
            Self::Examples => 2,
            Self::Records => 3,
        }
    }

    /// The grade with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.number() == number)
    }
}

/// Everything said about one practice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The answer; none if it was never given or was taken back.
    pub answer: Option<Answer>,
    /// How well it can be shown.
    pub evidence: Evidence,
    /// A note, at most [`NOTE_LIMIT`] characters. Stays on the device. For *does not apply* it is the reason.
    pub note: String,
    /// The revision of the assessment in which answer or evidence last changed. A taken-back answer keeps its entry, so
    /// that merging knows it was taken back.
    pub revision: Revision,
    /// The revision in which the note last changed; 0 if there never was one.
    pub note_revision: Revision,
}

/// The content an assessment was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelVersion {
    /// Id of the model.
    pub id: String,
    /// Its version.
    pub version: String,
}

impl ModelVersion {
    /// That of a model.
    pub fn of(model: &Model) -> Self {
        Self { id: model.id.clone(), version: model.version.clone() }
    }
}

/// One person's assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// Id on this device.
    pub id: AssessmentId,
    /// What the person calls it; can be empty.
    pub name: String,
    /// From which side, of what, when and how much.
    pub profile: Profile,
    /// The revision in which name or profile last changed.
    pub header_revision: Revision,
    /// The model that was answered.
    pub model: ModelVersion,
    /// When it was started.
    pub created: Moment,
    /// When it was last changed.
    pub changed: Moment,
    /// How often it was changed.
    pub revision: Revision,
    /// What was said, by practice id. Also holds what is out of scope now, so that changing the profile loses nothing.
    pub entries: BTreeMap<String, Entry>,
}

impl Entry {
    /// The revision in which anything of it last changed.
    pub fn newest(&self) -> Revision {
        self.revision.max(self.note_revision)
    }
}

impl Assessment {
    /// A new one without answers.
    pub fn new(
        id: AssessmentId,
        name: &str,
        profile: Profile,
        model: ModelVersion,
        now: Moment,
    ) -> Self {
        Self {
            id,
            name: clip(name.trim(), NAME_LIMIT),
            profile,
            header_revision: 1,
            model,
            created: now,
            changed: now,
            revision: 1,
            entries: BTreeMap::new(),
        }
    }

    /// The same answers under a new id and name, as the start of something of its own.
    #[must_use]
    pub fn duplicate(&self, id: AssessmentId, name: &str, now: Moment) -> Self {
        Self { id, name: clip(name.trim(), NAME_LIMIT), created: now, changed: now, ..self.clone() }
    }

    /// What was answered to a practice.
    pub fn answer(&self, practice: &str) -> Option<Answer> {
        self.entries.get(practice).and_then(|entry| entry.answer)
    }
}

/// What can happen to an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Give it another name.
    Rename(String),
    /// Change the profile. Every answer stays, also those out of scope now.
    SetProfile(Profile),
    /// Answer a practice, or take the answer back with `None`.
    SetAnswer(String, Option<Answer>),
    /// Say how well an answer can be shown.
    SetEvidence(String, Evidence),
    /// Write a note on a practice.
    SetNote(String, String),
}

/// Applies a message. The only writer of an assessment: pure, and total for every message.
///
/// What does not change anything returns the assessment as it was, revision included.
#[must_use]
pub fn update(before: &Assessment, msg: Msg, now: Moment) -> Assessment {
    let mut after = before.clone();
    let revision = before.revision.saturating_add(1).min(LAST_REVISION);
    match msg {
        Msg::Rename(name) => after.name = clip(name.trim(), NAME_LIMIT),
        Msg::SetProfile(profile) => after.profile = profile,
        Msg::SetAnswer(practice, answer) => {
            change_entry(&mut after, practice, revision, |entry| entry.answer = answer);
        }
        Msg::SetEvidence(practice, evidence) => {
            change_entry(&mut after, practice, revision, |entry| entry.evidence = evidence);
        }
        Msg::SetNote(practice, note) => {
            let note = clip(&note, NOTE_LIMIT);
            change_entry(&mut after, practice, revision, |entry| entry.note = note);
        }
    }
    if after == *before {
        return after;
    }
    if after.name != before.name || after.profile != before.profile {
        after.header_revision = revision;
    }
    after.revision = revision;
    after.changed = now;
    after
}

fn change_entry(
    assessment: &mut Assessment,
    practice: String,
    revision: Revision,
    change: impl FnOnce(&mut Entry),
) {
    let before = assessment.entries.get(&practice).cloned().unwrap_or_default();
    let mut entry = before.clone();
    change(&mut entry);
    if entry == before {
        return;
    }
    if (entry.answer, entry.evidence) != (before.answer, before.evidence) {
        entry.revision = revision;
    }
    if entry.note != before.note {
        entry.note_revision = revision;
    }
    assessment.entries.insert(practice, entry);
}

/// The first `limit` characters.
fn clip(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}

/// Puts two copies of one assessment together: of everything the newer revision, so that two tabs lose nothing to each
/// other. Where both changed the same answer in the same revision, both orders of merging give the same result.
///
/// The result's revision is the higher of the two; a change made to it counts on from there.
#[must_use]
pub fn merge(one: &Assessment, other: &Assessment) -> Assessment {
    let mut merged = one.clone();
    let header = |of: &Assessment| {
        let Profile { role, scale, stage, form } = of.profile;
        (of.header_revision, of.name.clone(), role, scale, stage, form)
    };
    if header(other) > header(one) {
        merged.name.clone_from(&other.name);
        merged.profile = other.profile;
        merged.header_revision = other.header_revision;
    }
    for (practice, theirs) in &other.entries {
        let Some(own) = merged.entries.get_mut(practice) else {
            merged.entries.insert(practice.clone(), theirs.clone());
            continue;
        };
        if rating_weight(theirs) > rating_weight(own) {
            (own.answer, own.evidence, own.revision) =
                (theirs.answer, theirs.evidence, theirs.revision);
        }
        if note_weight(theirs) > note_weight(own) {
            own.note.clone_from(&theirs.note);
            own.note_revision = theirs.note_revision;
        }
    }
    merged.revision = one.revision.max(other.revision);
    merged.changed = one.changed.max(other.changed);
    merged.created = one.created.min(other.created);
    merged
}

/// Orders the copies of one answer: newer first of all, then any order that does not depend on who merges.
fn rating_weight(entry: &Entry) -> (Revision, &str, Evidence) {
    (entry.revision, entry.answer.map_or("", Answer::token), entry.evidence)
}

/// The same for notes. They have revisions of their own, because every letter of a note counts one: with the answer's they
/// would outweigh an answer that another tab gave in the meantime.
fn note_weight(entry: &Entry) -> (Revision, &str) {
    (entry.note_revision, &entry.note)
}
