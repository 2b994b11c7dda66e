//! A response in bytes: one for each practice and one for each competency, as a cohort holds them.
//!
//! Owns what a byte says. Must not know codes. A code is read into a [`Packed`] that is used again for the next one, so ten
//! thousand of them are read without an allocation for each.

use super::{Month, Observations, Response};
use domain::{
    assessment::{Answer, Evidence, Frequency, ResponseId, Revision, SelfRating},
    model::{Level, Profile, Role, Version},
    scoring::Rating,
};

/// What is handed over with a response, but the model, in little room.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    pub(crate) version: Version,
    pub(crate) profile: Profile,
    pub(crate) id: ResponseId,
    pub(crate) revision: Revision,
    pub(crate) month: Month,
    pub(crate) has_evidence: bool,
    pub(crate) has_competencies: bool,
    /// The answers, in the order of the model's response codes: in the lower three bits as in a response code, in the two
    /// above the grade of evidence of what is rated.
    pub(crate) answers: Vec<u8>,
    /// The observations, in the order of the model's competencies: three bits of the own organization, above them three of
    /// the others. None without the self-check.
    pub(crate) said: Vec<u8>,
    pub(crate) name: Option<String>,
}

/// The bits of the weakest grade of evidence: what is rated has it where no grade was handed over.
pub(crate) const OPINION: u8 = 1 << 3;

impl Default for Packed {
    fn default() -> Self {
        Self {
            version: Version::default(),
            profile: Profile::proposed(Role::Member),
            id: ResponseId::new(0),
            revision: 0,
            month: Month::FIRST,
            has_evidence: false,
            has_competencies: false,
            answers: Vec::new(),
            said: Vec::new(),
            name: None,
        }
    }
}

impl Packed {
    /// A response in bytes.
    pub(crate) fn of(response: &Response) -> Self {
        Self {
            version: response.version,
            profile: response.profile,
            id: response.id,
            revision: response.revision,
            month: response.month,
            has_evidence: response.has_evidence,
            has_competencies: response.competencies.is_some(),
            answers: response.ratings.iter().map(|rating| cell(*rating)).collect(),
            said: response.competencies.iter().flatten().map(|said| observed(*said)).collect(),
            name: response.name.clone(),
        }
    }

    /// The response to a model with this id.
    pub(crate) fn response(&self, model: &str) -> Response {
        let said = || self.said.iter().map(|cell| observations(*cell)).collect();
        Response {
            model: model.to_owned(),
            version: self.version,
            profile: self.profile,
            id: self.id,
            revision: self.revision,
            month: self.month,
            ratings: self.answers.iter().map(|cell| rating(*cell)).collect(),
            has_evidence: self.has_evidence,
            competencies: self.has_competencies.then(said),
            name: self.name.clone(),
        }
    }
}

/// Whether a byte of an answer is a level.
pub(crate) fn is_rated(cell: u8) -> bool {
    (1..=5).contains(&(cell & 7))
}

fn cell(rating: Rating) -> u8 {
    match rating {
        None => 0,
        Some((Answer::Rated(level), evidence)) => level.number() | evidence.number() << 3,
        Some((Answer::NotApplicable, _)) => 6,
        Some((Answer::Unknown, _)) => 7,
    }
}

/// What the byte of an answer says.
pub(crate) fn rating(cell: u8) -> Rating {
    let answer = match cell & 7 {
        0 => return None,
        6 => Answer::NotApplicable,
        7 => Answer::Unknown,
        number => Answer::Rated(Level::new(number)?),
    };
    Some((answer, Evidence::from_number(cell >> 3 & 3).unwrap_or_default()))
}

fn observed(said: Observations) -> u8 {
    let bits = |rating: Option<SelfRating>| match rating {
        None => 0,
        Some(SelfRating::Seen(frequency)) => frequency.number(),
        Some(SelfRating::Unknown) => 7,
    };
    bits(said.own) | bits(said.others) << 3
}

/// What the byte of a competency says.
pub(crate) fn observations(cell: u8) -> Observations {
    let said = |bits: u8| match bits & 7 {
        0 => None,
        7 => Some(SelfRating::Unknown),
        number => Frequency::new(number).map(SelfRating::Seen),
    };
    Observations { own: said(cell), others: said(cell >> 3) }
}
