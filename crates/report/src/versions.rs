//! What has to be known where answers to different versions of a model stand side by side.

use std::collections::BTreeSet;

use cohort::Picture;
use domain::{
    assessment::{Answer, Assessment},
    model::{Model, Practice, Version},
    scoring::compare::Comparison,
    text::{Key, Speech},
};

/// That answers belong to different versions of the model, and which practices were described in a new way in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionNote {
    /// What to know, in a sentence or two.
    pub sentence: String,
    /// The titles of the practices, in the order of the model. At least one.
    pub practices: Vec<String>,
}

/// For two assessments that are compared; nothing when every matched practice means the same in both.
pub fn comparison_note(
    model: &Model,
    rounds: [&Assessment; 2],
    comparison: &Comparison<'_>,
    speech: Speech<'_>,
) -> Option<VersionNote> {
    let is_matched = |practice: &Practice| {
        comparison.practices.iter().any(|item| item.practice.id == practice.id)
    };
    let versions = rounds.iter().map(|round| round.model.version.as_str());
    note(model, versions, is_matched, Key::ChangeVersions, speech)
}

/// For several rounds in a row, on the practices that are rated in all of them.
pub fn trend_note(
    model: &Model,
    rounds: &[&Assessment],
    speech: Speech<'_>,
) -> Option<VersionNote> {
    let is_rated = |practice: &Practice| {
        rounds.iter().all(|round| {
            practice.in_scope(&round.profile)
                && matches!(round.answer(&practice.id), Some(Answer::Rated(_)))
        })
    };
    let versions = rounds.iter().map(|round| round.model.version.as_str());
    note(model, versions, is_rated, Key::ChangeVersions, speech)
}

/// For many responses looked at together, on the practices of which something is shown.
pub fn view_note(model: &Model, picture: &Picture, speech: Speech<'_>) -> Option<VersionNote> {
    let is_shown = |practice: &Practice| {
        picture.practices.iter().any(|shown| {
            let of = model.principles.get(shown.principle);
            of.and_then(|of| of.practices.get(shown.place)).is_some_and(|of| of.id == practice.id)
                && shown.cells.iter().any(|cell| cell.mean.is_some())
        })
    };
    let written: Vec<String> = picture.versions.iter().map(Version::to_string).collect();
    let versions = written.iter().map(String::as_str);
    note(model, versions, is_shown, Key::CohortVersions, speech)
}

fn note<'v>(
    model: &Model,
    versions: impl Iterator<Item = &'v str>,
    is_compared: impl Fn(&Practice) -> bool,
    key: Key,
    speech: Speech<'_>,
) -> Option<VersionNote> {
    let versions: BTreeSet<Version> = versions.filter_map(Version::parse).collect();
    let written: Vec<String> = versions.iter().map(Version::to_string).collect();
    let (first, last) = (written.first()?, written.last()?);
    let reworded = model.reworded_between(first, last);
    let compared = reworded.into_iter().filter(|practice| is_compared(practice));
    let practices: Vec<String> = compared.map(|practice| practice.title.clone()).collect();
    if practices.is_empty() {
        return None;
    }
    let gaps = [("versions", &*speech.locale.list(&written))];
    let sentence = speech.count(key, practices.len() as u64, &gaps);
    Some(VersionNote { sentence, practices })
}
