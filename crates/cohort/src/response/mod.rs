//! A response: the part of an assessment that a person hands over, and the line of text that carries it.
//!
//! Owns what is handed over and what never is, how it is written as a response code, and how codes are found in whatever
//! text they come back in. Must not know screens, storage or how responses are put together. The code is described bit by
//! bit in `docs/response-code.md`.
//!
//! Notes never travel. Answers to practices that are out of scope for the profile stay behind as well: they are not shown
//! to the person who hands the response over, and they count nowhere.

mod packed;
mod code;
mod find;
mod hand_over;

pub use code::{CodeError, PREFIX, Part, encode};
pub use find::{Found, Pasted, decode, find};
pub(crate) use find::{Search, Step, first_likely};
pub use hand_over::{Readiness, carrying_code, readiness};
pub(crate) use packed::{Packed, is_rated, observations, rating};

use std::fmt;

use base::sorted::Sorted;
use domain::{
    assessment::{
        Answer, Assessment, AssessmentId, Entry, Evidence, ModelVersion, Moment, ResponseId,
        Revision, SelfCheck, SelfRating,
    },
    model::{Model, Profile, Version},
    scoring::Rating,
};

/// The longest name that a code carries, in characters.
pub const NAME_LIMIT: usize = 60;

/// The most practices and the most competencies that a code has room for; what comes after is not handed over. A model
/// with more is refused when it is read.
pub const MOST: usize = 255;

/// The part of an assessment that a person hands over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The id of the model that was answered.
    pub model: String,
    /// The version of the model that the response was written with; its answers are as many as this version has
    /// practices.
    pub version: Version,
    /// From which side, of what, when and how much.
    pub profile: Profile,
    /// The random id that tells the responses of one person from those of all others. It has nothing to do with the person
    /// or the device. Among ten thousand responses, two get the same one once in five million times.
    pub id: ResponseId,
    /// How often the assessment had been changed: the newer of two responses with the same id has the higher one.
    pub revision: Revision,
    /// The month of the last change.
    pub month: Month,
    /// What was said about each practice, in the order of the model's response codes, at most [`MOST`]. Practices that
    /// came into the model later are not in it; see [`Response::rating`].
    pub ratings: Vec<Rating>,
    /// Whether the grades of evidence were handed over. If not, every grade here is the lowest and says nothing.
    pub has_evidence: bool,
    /// The self-check, if it was handed over, in the order of the model's competencies, at most [`MOST`].
    pub competencies: Option<Vec<Observations>>,
    /// The name, if it was handed over; see [`clean_name`].
    pub name: Option<String>,
}

/// What is handed over besides the answers: only what the person ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The grades of evidence.
    pub evidence: bool,
    /// The self-check of competencies and behaviours.
    pub competencies: bool,
    /// A name for the response.
    pub name: Option<String>,
}

/// What was said about one competency or behaviour. `None` is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Observations {
    /// Of one's own organization.
    pub own: Option<SelfRating>,
    /// Of the others one works with.
    pub others: Option<SelfRating>,
}

/// A month of the years 2000 to 2199. A response tells the month and not the day, because the day says more about who
/// answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u16);

impl Month {
    /// The first month that there is.
    const FIRST: Self = Self(0);
    const FIRST_YEAR: u16 = 2000;
    const COUNT: u16 = 200 * 12;

    /// The month, 1 to 12, of a year, 2000 to 2199.
    pub fn new(year: u16, month: u8) -> Option<Self> {
        let years = year.checked_sub(Self::FIRST_YEAR)?;
        let within = u16::from(month.checked_sub(1)?);
        let months = years.checked_mul(12)?.checked_add(within)?;
        (within < 12).then_some(())?;
        Self::from_count(months)
    }

    /// The month in which this moment is, in coordinated universal time: the zone of the device is nobody's business. A
    /// clock that is far off gives the first or the last month.
    pub fn of(moment: Moment) -> Self {
        // Days are counted from the first of March of a year that the calendar's rule of 400 years begins with, so that a
        // leap day comes last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
        let days = moment / 86_400_000 + 719_468;
        let (era, day) = (days / 146_097, days % 146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let months = (era * 400 + year) * 12 + from_march + 2;
        let count = months.saturating_sub(u64::from(Self::FIRST_YEAR) * 12);
        Self(count.min(u64::from(Self::COUNT) - 1) as u16)
    }

    /// Noon of its first day, in coordinated universal time: on that day in nearly every zone. For a place that wants a
    /// moment, of what is known to the month only.
    pub fn moment(self) -> Moment {
        // As in `of`, the other way round (days_from_civil). March is the first month there.
        let from_march = u64::from(self.0) + 10;
        let (year, month) = (u64::from(Self::FIRST_YEAR) - 1 + from_march / 12, from_march % 12);
        let (era, of_era) = (year / 400, year % 400);
        let day = of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5;
        let days = era * 146_097 + day - 719_468;
        (days * 24 + 12) * 3_600_000
    }

    /// The month that is so many after the first.
    pub(crate) fn from_count(months: u16) -> Option<Self> {
        (months < Self::COUNT).then_some(Self(months))
    }

    /// How many months it is after the first.
    pub(crate) fn count(self) -> u16 {
        self.0
    }

    /// The year.
    pub fn year(self) -> u16 {
        Self::FIRST_YEAR + self.0 / 12
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> u8 {
        (self.0 % 12 + 1) as u8
    }
}

impl fmt::Display for Month {
    /// As in ISO 8601: `2026-11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year(), self.month())
    }
}

impl Response {
    /// What is handed over of an assessment. Nothing as long as it has no id to be handed over under, see
    /// [`Msg::SetResponse`](domain::assessment::Msg::SetResponse).
    ///
    /// The version is the one that the assessment was begun with, because that is the one that its oldest answers belong to;
    /// the answers are as many as that version has, or all if later practices were answered too.
    pub fn of(model: &Model, assessment: &Assessment, options: &Options) -> Option<Self> {
        let id = assessment.response?;
        let rating = |practice: &String| {
            let (_, asked) = model.practice(practice)?;
            let entry = assessment.entries.get(practice)?;
            let answer = entry.answer.filter(|_| asked.in_scope(&assessment.profile))?;
            let graded = options.evidence && matches!(answer, Answer::Rated(_));
            Some((answer, if graded { entry.evidence } else { Evidence::default() }))
        };
        let competencies = options.competencies.then(|| {
            let items = model.competencies.items.iter().take(MOST);
            let said = |id: &str| assessment.competencies.get(id).copied().unwrap_or_default();
            let said = items.map(|item| said(&item.id));
            said.map(|SelfCheck { own, others, .. }| Observations { own, others }).collect()
        });
        let here = Version::parse(&model.version).unwrap_or_default();
        let version =
            Version::parse(&assessment.model.version).map_or(here, |begun| begun.min(here));
        let mut ratings: Vec<Rating> = model.response_order.iter().take(MOST).map(rating).collect();
        let count = model.practices_in_order(version);
        if ratings.iter().skip(count).all(Option::is_none) {
            ratings.truncate(count);
        }
        Some(Self {
            model: model.id.clone(),
            version,
            profile: assessment.profile,
            id,
            revision: assessment.revision,
            month: Month::of(assessment.changed),
            ratings,
            has_evidence: options.evidence,
            competencies,
            name: options.name.as_deref().and_then(clean_name),
        })
    }

    /// What was said about a practice; nothing if the response was written before the practice came into the model.
    pub fn rating(&self, model: &Model, practice: &str) -> Rating {
        let place = model.response_order.iter().position(|id| id == practice)?;
        self.ratings.get(place).copied().flatten()
    }

    /// The response as an assessment of its own, to be looked at with everything that assessments are looked at with, or
    /// to be kept. Handed over again, it is the same response: id, revision and month stay.
    pub fn assessment(&self, model: &Model, id: AssessmentId) -> Assessment {
        let version = ModelVersion { id: self.model.clone(), version: self.version.to_string() };
        let name = self.name.as_deref().unwrap_or_default();
        let mut entries = Sorted::new();
        for (practice, rating) in model.response_order.iter().zip(&self.ratings) {
            if let Some((answer, evidence)) = *rating {
                let entry =
                    Entry { answer: Some(answer), evidence, revision: 1, ..Entry::default() };
                entries.insert(practice.clone(), entry);
            }
        }
        let mut competencies = Sorted::new();
        let said = self.competencies.iter().flatten().copied();
        for (item, Observations { own, others }) in model.competencies.items.iter().zip(said) {
            if own.is_some() || others.is_some() {
                competencies.insert(item.id.clone(), SelfCheck { own, others, revision: 1 });
            }
        }
        Assessment {
            entries,
            competencies,
            response: Some(self.id),
            revision: self.revision.max(1),
            ..Assessment::new(id, name, self.profile, version, self.month.moment())
        }
    }

    /// The response as an assessment to be looked at only. It is on no shelf, so its id is of no use.
    pub fn to_look_at(&self, model: &Model) -> Assessment {
        self.assessment(model, AssessmentId::from_random(0))
    }

    /// Whether it says the same as this assessment does, as far as it was handed over.
    fn says_the_same(&self, model: &Model, assessment: &Assessment) -> bool {
        let options = Options {
            evidence: self.has_evidence,
            competencies: self.competencies.is_some(),
            name: None,
        };
        Self::of(model, assessment, &options).is_some_and(|other| {
            let revision = self.revision.max(1);
            (self.id, revision, self.profile) == (other.id, other.revision, other.profile)
                && self.ratings == other.ratings
                && self.competencies == other.competencies
        })
    }

    /// What there is of this response among the assessments of a device. The latest state of it, if there are several.
    pub fn held<'a>(
        &self,
        model: &Model,
        assessments: impl Iterator<Item = &'a Assessment> + Clone,
    ) -> Held<'a> {
        let mut same = assessments.clone();
        if let Some(same) = same.find(|assessment| self.says_the_same(model, assessment)) {
            return Held::Same(same);
        }
        let states = assessments.filter(|assessment| assessment.response == Some(self.id));
        match states.max_by_key(|assessment| assessment.revision) {
            Some(state) if state.revision > self.revision => Held::Later(state),
            Some(state) => Held::Earlier(state),
            None => Held::Nothing,
        }
    }
}

/// What there is of a response on a device already: the assessment that it was handed over from, or one that was made of
/// it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Held<'a> {
    /// Nothing.
    Nothing,
    /// This assessment says the same.
    Same(&'a Assessment),
    /// An earlier state of it, or another one of the same revision.
    Earlier(&'a Assessment),
    /// A later state of it.
    Later(&'a Assessment),
}

/// A name as a code carries it: one line without marks that cannot be seen, at most [`NAME_LIMIT`] characters, no blanks
/// around it. `None` if nothing is left of it.
pub fn clean_name(text: &str) -> Option<String> {
    let visible = text.chars().filter(|c| !is_unseen(*c));
    let one_line: String = visible.map(|c| if breaks_line(c) { ' ' } else { c }).collect();
    let cut: String = one_line.trim().chars().take(NAME_LIMIT).collect();
    let name = cut.trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether a name is as [`clean_name`] makes it. Most are in ASCII, and then nothing has to be made for that.
fn is_clean_name(name: &str) -> bool {
    let is_short_ascii = (1..=NAME_LIMIT).contains(&name.len())
        && name.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !name.starts_with(' ')
        && !name.ends_with(' ');
    is_short_ascii || clean_name(name).as_deref() == Some(name)
}

pub(crate) fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Marks without a shape, which could make two names look the same or turn the direction of what follows. The joiners
/// U+200C and U+200D are not among them, because several scripts need them.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
    )
}
