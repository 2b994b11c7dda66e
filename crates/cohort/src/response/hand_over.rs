//! Whether an assessment can be handed over, and what is carried to oneself.

use super::{Options, Response, encode};
use domain::{
    assessment::{Assessment, SelfCheck},
    model::Model,
    scoring::has_answers,
};

/// Whether there is something to hand over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Nothing is answered.
    Empty,
    /// It has no id yet to be handed over under.
    Unnamed,
    /// It can be handed over.
    Ready {
        /// Whether there is a self-check to hand over.
        checked: bool,
    },
}

fn is_checked(assessment: &Assessment) -> bool {
    let said = |said: &SelfCheck| said.own.is_some() || said.others.is_some();
    assessment.competencies.values().any(said)
}

/// Whether there is something to hand over of an assessment.
pub fn readiness(model: &Model, assessment: &Assessment) -> Readiness {
    if !has_answers(model, assessment) {
        Readiness::Empty
    } else if assessment.response.is_none() {
        Readiness::Unnamed
    } else {
        Readiness::Ready { checked: is_checked(assessment) }
    }
}

/// The code that carries an assessment from a person to the same person: with everything that a code has room for. `None`
/// without an answer, or without an id to be carried under.
pub fn carrying_code(model: &Model, assessment: &Assessment) -> Option<String> {
    let Readiness::Ready { checked } = readiness(model, assessment) else { return None };
    let name = Some(assessment.name.clone());
    let options = Options { evidence: true, competencies: checked, name };
    Response::of(model, assessment, &options).map(|response| encode(&response))
}
