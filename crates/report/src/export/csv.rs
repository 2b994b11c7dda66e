//! One row for each practice, by RFC 4180, for spreadsheets and statistics. `docs/exports.md` describes the columns.

use std::borrow::Cow;

use super::{Findings, Line, guard::guarded, unrounded};
use domain::{
    assessment::{Answer, Assessment, Date},
    model::{Level, Model, Practice},
};

/// The columns in their order.
pub const COLUMNS: [&str; 27] = [
    "assessment_id",
    "assessment_name",
    "date",
    "model_id",
    "model_version",
    "role",
    "scale",
    "stage",
    "form",
    "principle_id",
    "clause",
    "principle_title",
    "practice_id",
    "practice_title",
    "in_scope",
    "answer",
    "level",
    "level_name",
    "descriptor",
    "evidence",
    "note",
    "principle_score",
    "principle_held",
    "target",
    "impact",
    "gap",
    "priority",
];

/// Spreadsheets know by this that the text is UTF-8.
pub(super) const MARK: char = '\u{feff}';

/// Every practice of the model with what was said about it, also those that are not asked of the profile. The same bytes
/// in every language of the browser: decimal points, ISO dates, CRLF.
pub fn csv(model: &Model, assessment: &Assessment) -> String {
    let findings = Findings::of(model, assessment);
    let mut text = String::from(MARK);
    line(&mut text, COLUMNS.map(Cow::from));
    for principle in findings.lines() {
        for practice in &principle.principle.practices {
            line(&mut text, row(&findings, &principle, practice));
        }
    }
    text
}

fn row<'c>(
    findings: &Findings<'c>,
    line: &Line<'c>,
    practice: &'c Practice,
) -> [Cow<'c, str>; COLUMNS.len()] {
    let Findings { model, assessment, .. } = findings;
    let profile = assessment.profile;
    let entry = assessment.entries.get(&practice.id);
    let answer = entry.and_then(|entry| entry.answer);
    let level = answer.and_then(Answer::level);
    let number = |number: Option<f64>| Cow::from(number.map(unrounded).unwrap_or_default());
    let whole = |level: Option<Level>| {
        Cow::from(level.map(|level| level.number().to_string()).unwrap_or_default())
    };
    let evidence = entry.filter(|_| level.is_some()).map(|entry| entry.evidence.number());
    [
        guarded(assessment.id.as_str()),
        guarded(&assessment.name),
        Date::of(assessment.changed).map(|day| day.to_string()).unwrap_or_default().into(),
        guarded(&model.id),
        guarded(&model.version),
        profile.role.id().into(),
        profile.scale.id().into(),
        profile.stage.id().into(),
        profile.form.id().into(),
        guarded(&line.principle.id),
        // With the sign it stays a text: as a number 4.10 would be 4.1, and in some countries 4.1 a day in January.
        format!("§{}", line.principle.clause).into(),
        guarded(&line.principle.title),
        guarded(&practice.id),
        guarded(&practice.title),
        if practice.in_scope(&profile) { "yes" } else { "no" }.into(),
        answer.map_or("unanswered", Answer::token).into(),
        whole(level),
        level.map_or("".into(), |level| guarded(&model.levels.at(level).name)),
        level.map_or("".into(), |level| guarded(practice.descriptors(profile.role).at(level))),
        evidence.map(|grade| grade.to_string()).unwrap_or_default().into(),
        entry.map_or("".into(), |entry| guarded(&entry.note)),
        number(line.score.score),
        whole(line.score.held),
        whole(Some(line.target)),
        line.impact.to_string().into(),
        number(line.gap()),
        number(line.priority()),
    ]
}

/// Adds a row.
pub(super) fn line<'c>(text: &mut String, cells: impl IntoIterator<Item = Cow<'c, str>>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        put(text, &cell);
    }
    text.push_str("\r\n");
}

/// Adds a cell, in quotes where it needs them.
pub(super) fn put(text: &mut String, cell: &str) {
    // A semicolon and blanks at the ends would do no harm here, but some readers take them for more than they are.
    let quoted = cell.contains([',', ';', '"', '\r', '\n', '\t']) || cell.trim() != cell;
    if quoted {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}
