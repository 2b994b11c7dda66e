//! Everything behind the report: all answers, the method on one page, terms, sources, and where to obtain the standard.

use std::sync::Arc;

use crate::{
    screens::parts::{
        method,
        result::{self, Outcome},
    },
    ui::{El, el, heading, paragraph, table},
};
use domain::{
    assessment::Answer,
    model::{Practice, Principle},
    text::Key,
};
use report::words::evidence_words;

/// The parts of the appendix.
pub(super) fn appendix(outcome: &Arc<Outcome>) -> Vec<El> {
    let app = outcome.app;
    let model = app.model();
    let part = |name: &'static str, title: Key| {
        el("section")
            .class("appendix-part")
            .attr("data-appendix", name)
            .el(heading("h3", app.say(title)))
    };
    let asked = model.principles.iter().enumerate();
    let asked = asked.filter(|(_, principle)| principle.is_asked(outcome.assessment.profile));
    let standard = method::standard(app, || part("standard", Key::ReportStandard));
    let parts = [
        part("answers", Key::ReportAnswers)
            .el(paragraph("quiet", app.say(Key::ReportAnswersLead)))
            .el(result::matrix(outcome))
            .els(asked.map(|(place, principle)| answers(outcome, place, principle))),
        part("method", Key::ReportMethod)
            .el(paragraph("reading", model.answer_rule.as_str()))
            .el(levels(outcome))
            .el(method::answer_kinds(app))
            .el(method::formulas(app))
            .el(paragraph("", app.say(Key::MethodLimitsText))),
    ];
    let glossary = (!model.glossary.is_empty())
        .then(|| part("glossary", Key::ReportGlossary).el(method::glossary(app)));
    let sources = (!model.references.is_empty())
        .then(|| part("sources", Key::ReportSources).el(method::sources(app)));
    parts.into_iter().chain(glossary).chain(sources).chain(standard).collect()
}

fn levels(outcome: &Outcome) -> El {
    let app = outcome.app;
    let rows = app.model().levels.iter().map(|(level, words)| {
        el("tr")
            .el(el("th").attr("scope", "row").text(outcome.level_name(level)))
            .el(el("td").class("words").text(words.definition.as_str()))
    });
    let heads = [Key::ResultsColumnLevel, Key::MethodScaleTitle];
    let heads = heads.map(|key| app.say(key).into()).into();
    table("level-table", app.say(Key::MethodScaleTitle), heads, rows)
}

/// All answers of one principle.
fn answers(outcome: &Outcome, place: usize, principle: &'static Principle) -> El {
    let app = outcome.app;
    let speech = app.speech();
    let score = outcome.scores.principles.get(place);
    let caption = match score.and_then(|score| Some((score.score?, score.held?))) {
        Some((score, held)) => speech.fill(
            Key::ResultsPrincipleCaption,
            &[("score", &speech.score(Some(score))), ("held", &outcome.level(held))],
        ),
        None => app.say(Key::ResultsPrincipleCaptionNone).to_owned(),
    };
    let rows =
        principle.in_scope(outcome.assessment.profile).map(|practice| row(outcome, practice));
    let heads = [
        Key::ResultsColumnPractice,
        Key::ResultsColumnLevel,
        Key::ReportColumnChosen,
        Key::ReportColumnEvidence,
    ];
    let heads = heads.map(|key| app.say(key).into()).into();
    let title = speech.fill(Key::ReportAnswersTable, &[("principle", &principle.title)]);
    el("section")
        .class("answers-of")
        .el(el("h4")
            .el(el("span").class("clause").text(principle.clause.as_str()))
            .text(" ")
            .text(principle.title.as_str()))
        .el(paragraph("quiet", caption))
        .el(table("answers-table", title, heads, rows))
}

fn row(outcome: &Outcome, practice: &'static Practice) -> El {
    let model = outcome.app.model();
    let role = outcome.assessment.profile.role;
    let entry = outcome.assessment.entries.get(&practice.id);
    let answer = entry.and_then(|entry| entry.answer);
    let (level, words) = match answer {
        Some(Answer::Rated(level)) => {
            (outcome.level_name(level), practice.descriptors(role).at(level).as_str())
        }
        Some(Answer::NotApplicable) => ("–".to_owned(), model.answers.not_applicable.as_str()),
        Some(Answer::Unknown) => ("?".to_owned(), model.answers.unknown.as_str()),
        None => (String::new(), model.answers.unanswered.as_str()),
    };
    let is_rated = matches!(answer, Some(Answer::Rated(_)));
    let grade =
        entry.filter(|_| is_rated).map_or("", |entry| evidence_words(entry.evidence, model));
    let note = entry.map(|entry| entry.note.trim()).filter(|note| !note.is_empty());
    let class = if is_rated { "chosen-words" } else { "quiet" };
    el("tr")
        .attr("data-answer", practice.id.as_str())
        .el(el("th").attr("scope", "row").text(practice.title.as_str()))
        .el(el("td").class("words").text(level))
        .el(el("td").class("words").el(el("span").class(class).text(words)).maybe(
            note.map(|note| el("p").class("reason").attr("dir", "auto").text(note.to_owned())),
        ))
        .el(el("td").class("words").text(grade))
}
