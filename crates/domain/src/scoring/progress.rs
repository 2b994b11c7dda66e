//! How far an assessment has come, and where it is best to go on.

use crate::{
    assessment::Assessment,
    model::{Model, Principle, Profile},
};

/// Whether anything that is asked of its profile has an answer.
pub fn has_answers(model: &Model, assessment: &Assessment) -> bool {
    let mut asked = model.in_scope(assessment.profile);
    asked.any(|practice| assessment.answer(&practice.id).is_some())
}

/// Whether anything that is asked of its profile has no answer.
pub fn has_open_practices(model: &Model, assessment: &Assessment) -> bool {
    let mut asked = model.in_scope(assessment.profile);
    asked.any(|practice| assessment.answer(&practice.id).is_none())
}

/// The first principle of which something is asked of this profile; `None` if nothing is asked of it.
pub fn first_asked(model: &Model, profile: Profile) -> Option<&Principle> {
    model.principles.iter().find(|principle| principle.is_asked(profile))
}

/// The first principle with something left to answer, or else the first one that is asked.
pub fn where_to_go_on<'a>(model: &'a Model, assessment: &Assessment) -> Option<&'a Principle> {
    let profile = assessment.profile;
    let is_open = |principle: &&Principle| {
        principle.in_scope(profile).any(|p| assessment.answer(&p.id).is_none())
    };
    model.principles.iter().find(is_open).or_else(|| first_asked(model, profile))
}

/// The principles before and after a place in the model that have something to answer in this profile.
pub fn neighbours(model: &Model, profile: Profile, place: usize) -> [Option<&Principle>; 2] {
    let asked = model.principles.iter().enumerate();
    let mut asked = asked.filter(|(_, principle)| principle.is_asked(profile));
    let before = asked.by_ref().take_while(|(other, _)| *other < place).last();
    // `take_while` has used up the place itself.
    [before, asked.next()].map(|found| found.map(|(_, principle)| principle))
}
