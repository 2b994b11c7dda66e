//! What a person has said about handing answers over to the page around.
//!
//! Owns for which assessment an agreement counts, and for how long: for one, and while the page is open. Must not know who
//! asks and what is handed over.

use domain::assessment::AssessmentId;

/// What was said, assessment by assessment. Nothing of it outlasts the page, so a new visit asks anew.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Consents {
    /// Said before there was an assessment: counts for the one that is begun next, and for no other.
    next: Option<bool>,
    said: Vec<(AssessmentId, bool)>,
}

impl Consents {
    /// What was said about an assessment, or, without one, about the next. `None` as long as nothing was said.
    pub fn of(&self, id: Option<&AssessmentId>) -> Option<bool> {
        match id {
            Some(id) => self.said.iter().find(|(other, _)| other == id).map(|(_, said)| *said),
            None => self.next,
        }
    }

    /// Writes down what a person says. The last word counts.
    pub fn say(&mut self, id: Option<&AssessmentId>, agrees: bool) {
        match id {
            Some(id) => match self.said.iter_mut().find(|(other, _)| other == id) {
                Some((_, said)) => *said = agrees,
                None => self.said.push((id.clone(), agrees)),
            },
            None => self.next = Some(agrees),
        }
    }

    /// An assessment was begun: what was said before counts for it, and no longer for the next.
    pub fn begin(&mut self, id: &AssessmentId) {
        if let Some(said) = self.next.take()
            && self.of(Some(id)).is_none()
        {
            self.say(Some(id), said);
        }
    }
}
