//! What can happen to an assessment. The only place where one changes.

use super::{
    ACTIONS_LIMIT, Action, ActionId, Aim, Answer, Assessment, Entry, Evidence, Impact,
    LAST_REVISION, Moment, NAME_LIMIT, NOTE_LIMIT, OWNER_LIMIT, ResponseId, Revision, SelfCheck,
    SelfRating, WORDS_LIMIT, clip,
};
use crate::model::{Level, Profile};
use base::sorted::Sorted;

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
    /// Set the target of a principle, or go back to the suggested one with `None`.
    SetTarget(String, Option<Level>),
    /// Set the impact of a principle, or go back to the default with `None`.
    SetImpact(String, Option<Impact>),
    /// Write everything about an action. Its revision is not looked at. A plan that is full takes no further action, and a
    /// suggested step about which nothing is said is not stored.
    SetAction(ActionId, Action),
    /// Rate our own organization on an item of the competency self-check, or take the rating back with `None`.
    SetSelf(String, Option<SelfRating>),
    /// Rate the others on an item of the competency self-check, or take the rating back with `None`.
    SetOthers(String, Option<SelfRating>),
    /// Give it the id under which it is handed over. Once there is one, it stays. The date of the last change stays too:
    /// nothing else was changed.
    SetResponse(ResponseId),
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
        Msg::SetTarget(principle, target) => {
            change_aim(&mut after.aims, principle, |aim| Aim { target, revision, ..aim });
        }
        Msg::SetImpact(principle, impact) => {
            change_aim(&mut after.aims, principle, |aim| Aim { impact, revision, ..aim });
        }
        Msg::SetAction(id, action) => change_action(&mut after.plan, id, action, revision),
        Msg::SetSelf(competency, own) => {
            change_check(&mut after.competencies, competency, |check| SelfCheck {
                own,
                revision,
                ..check
            });
        }
        Msg::SetOthers(competency, others) => {
            change_check(&mut after.competencies, competency, |check| SelfCheck {
                others,
                revision,
                ..check
            });
        }
        Msg::SetResponse(id) => after.response = after.response.or(Some(id)),
    }
    if after == *before {
        return after;
    }
    if after.name != before.name || after.profile != before.profile {
        after.header_revision = revision;
    }
    after.revision = revision;
    // To be handed over changes nothing in what was said.
    if after.response == before.response {
        after.changed = now;
    }
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

fn change_aim(aims: &mut Sorted<String, Aim>, principle: String, change: impl FnOnce(Aim) -> Aim) {
    let before = aims.get(&principle).copied().unwrap_or_default();
    let aim = change(before);
    if (aim.target, aim.impact) != (before.target, before.impact) {
        aims.insert(principle, aim);
    }
}

fn change_check(
    checks: &mut Sorted<String, SelfCheck>,
    competency: String,
    change: impl FnOnce(SelfCheck) -> SelfCheck,
) {
    let before = checks.get(&competency).copied().unwrap_or_default();
    let check = change(before);
    if (check.own, check.others) != (before.own, before.others) {
        checks.insert(competency, check);
    }
}

fn change_action(
    plan: &mut Sorted<ActionId, Action>,
    id: ActionId,
    action: Action,
    revision: Revision,
) {
    let before = plan.get(&id);
    let mut action = Action {
        principle: clip(&action.principle, NAME_LIMIT),
        words: clip(&action.words, WORDS_LIMIT),
        owner: clip(&action.owner, OWNER_LIMIT),
        revision: before.map(|before| before.revision).unwrap_or_default(),
        ..action
    };
    let is_nothing = match before {
        Some(before) => action == *before,
        None => plan.len() >= ACTIONS_LIMIT || (action.is_blank() && !id.is_own()),
    };
    if !is_nothing {
        action.revision = revision;
        plan.insert(id, action);
    }
}
