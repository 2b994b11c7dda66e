//! Answering: how an assessment begins, and that each change of it is saved within the event.

use crate::store::{Changed, KeyValue};
use crate::{Clock, Workspace};
use domain::{
    assessment::{Assessment, AssessmentId, ModelVersion, Msg},
    model::{Model, Profile},
};

impl<K: KeyValue, C: Clock> Workspace<K, C> {
    /// Changes an assessment and saves it at once. Does nothing to one that is not there or can only be looked at; returns
    /// whether it was changed.
    pub fn change(&mut self, id: &AssessmentId, msg: Msg) -> bool {
        let current = self.find(id).filter(|shelved| shelved.read_only.is_none()).cloned();
        let Some(current) = current else { return false };
        let Changed { assessment, saved } =
            self.store.change(&current.assessment, msg, self.clock.now());
        // Without a change nothing was written, and what waited still does.
        let waits = assessment == current.assessment && self.unsaved.contains(id);
        let saved = if waits { self.store.save(&assessment).map(drop) } else { saved };
        self.note_saved(id, saved);
        self.put(assessment);
        true
    }

    /// Puts a new assessment on the shelf without storing it: that is done with the first answer. `bits` are random.
    pub fn propose(&mut self, bits: u64, profile: Profile, model: &Model) -> AssessmentId {
        let assessment = self.new_assessment(bits, "", profile, model);
        let id = assessment.id.clone();
        self.put(assessment);
        self.unborn.push(id.clone());
        self.proposed.get_or_insert_with(|| id.clone());
        id
    }

    /// Starts an assessment, saves it and returns its id. `bits` are random.
    pub fn begin(
        &mut self,
        bits: u64,
        name: &str,
        profile: Profile,
        model: &Model,
    ) -> AssessmentId {
        let assessment = self.new_assessment(bits, name, profile, model);
        let id = assessment.id.clone();
        self.add(assessment);
        id
    }

    fn new_assessment(&self, bits: u64, name: &str, profile: Profile, model: &Model) -> Assessment {
        let (id, model) = (AssessmentId::from_random(bits), ModelVersion::of(model));
        Assessment::new(id, name, profile, model, self.clock.now())
    }

    /// Puts an assessment that was made elsewhere on the shelf, and saves it.
    pub fn add(&mut self, assessment: Assessment) {
        let saved = self.store.save(&assessment);
        let id = assessment.id.clone();
        if saved.is_err() && self.find(&id).is_none() {
            self.unborn.push(id.clone());
        }
        self.put(saved.as_ref().map_or(assessment, Clone::clone));
        self.note_saved(&id, saved.map(|_| ()));
    }

    /// Makes a copy of an assessment as one of its own. `bits` are random.
    pub fn duplicate(&mut self, bits: u64, original: &Assessment, name: &str) {
        let id = AssessmentId::from_random(bits);
        self.add(original.duplicate(id, name, self.clock.now()));
    }

    /// Whether an assessment of the shelf was stored and is not any more.
    pub(crate) fn is_gone(&self, assessment: &Assessment) -> bool {
        let is_changed = assessment.revision > 1;
        (is_changed || self.proposed.as_ref() != Some(&assessment.id))
            && self.store.is_gone(&assessment.id)
    }
}
