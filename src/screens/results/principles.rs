//! Every principle with its practices: a small radar, the chosen descriptions and the next steps.

use std::sync::Arc;

use crate::{
    screens::parts::result::Outcome,
    ui::{El, Numbers, el, heading, paragraph, table},
};
use chart::Layout;
use domain::{
    assessment::Answer,
    model::{Practice, Principle},
    scoring::people::{Mean, linked, people, views},
    text::Key,
};
use report::{BESIDE_CLAUSES, pictures};
use workspace::route::Route;

/// All principles that are asked of this profile.
pub(super) fn principles(outcome: &Arc<Outcome>) -> El {
    let app = outcome.app;
    let profile = outcome.assessment.profile;
    let asked = app.model().principles.iter().enumerate();
    let asked = asked.filter(|(_, principle)| principle.is_asked(profile));
    el("section").class("by-principle").el(heading("h2", app.say(Key::ResultsPrinciplesTitle))).el(
        el("div")
            .class("principle-cards")
            .els(asked.map(|(place, principle)| one_principle(outcome, place, principle))),
    )
}

/// What was answered, in a word or two.
fn standing(outcome: &Outcome, answer: Option<Answer>) -> String {
    let words = &outcome.app.model().answers;
    match answer {
        Some(Answer::Rated(level)) => outcome.level_name(level),
        Some(Answer::NotApplicable) => words.not_applicable.clone(),
        Some(Answer::Unknown) => words.unknown.clone(),
        None => words.unanswered.clone(),
    }
}

fn one_principle(outcome: &Arc<Outcome>, place: usize, principle: &'static Principle) -> El {
    let app = outcome.app;
    let speech = app.speech();
    let assessment = &outcome.assessment;
    let profile = assessment.profile;
    let name = [("principle", principle.title.as_str())];
    let label = speech.fill(Key::ResultsPrincipleLabel, &name);
    let drawn = Arc::clone(outcome);
    // Beside its table there is room for a narrow one only.
    let draw = move |_| {
        let (model, assessment) = (app.model(), &drawn.assessment);
        pictures::practices(model, principle, assessment, Layout::Narrow).scene()
    };
    let score = outcome.scores.principles.get(place);
    let caption = match score.and_then(|score| Some((score.score?, score.held?))) {
        Some((score, held)) => speech.fill(
            Key::ResultsPrincipleCaption,
            &[("score", &speech.score(Some(score))), ("held", &outcome.level(held))],
        ),
        None => app.say(Key::ResultsPrincipleCaptionNone).to_owned(),
    };
    // The drawing names the practices by their numbers.
    let rows = principle.in_scope(profile).enumerate().map(|(place, practice)| {
        let words = standing(outcome, assessment.answer(&practice.id));
        el("tr")
            .el(el("th")
                .attr("scope", "row")
                .el(el("span").class("clause").text(outcome.whole(place + 1)))
                .text(" ")
                .text(practice.title.as_str()))
            .el(el("td").class("words").text(words))
    });
    let heads = [Key::ResultsColumnPractice, Key::ResultsColumnLevel];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("practice-table", speech.fill(Key::ResultsPracticeTable, &name), heads, rows);
    let numbers = Numbers::Open(table);
    let change = Route::Answer(assessment.id.clone(), principle.id.clone()).href();
    let chosen = el("details")
        .class("chosen")
        .el(el("summary").text(app.say(Key::ResultsAnswersOpen)))
        .els(principle.in_scope(profile).map(|practice| chosen(outcome, practice)))
        .el(el("p")
            .class("no-print")
            .el(el("a").attr("href", change).text(app.say(Key::ResultsChangeAnswer))));
    el("section")
        .class("principle-card")
        .el(el("h3")
            .el(el("span").class("clause").text(principle.clause.as_str()))
            .text(" ")
            .text(principle.title.as_str()))
        .el(outcome.chart(&format!("principle-{}", principle.id), &label, draw, caption, numbers))
        .maybe(people_beside(outcome, principle))
        .el(chosen)
}

/// What the self-check says about the items that are linked to a principle, where it is shown beside one and something is
/// known of them.
fn people_beside(outcome: &Outcome, principle: &Principle) -> Option<El> {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    if !BESIDE_CLAUSES.contains(&principle.clause.as_str()) {
        return None;
    }
    let linked = linked(model, &views(model, &outcome.assessment), &principle.id);
    let found = people(&linked, &model.scoring);
    found.own.or(found.others)?;
    let score = |mean: Option<Mean>| speech.score(mean.map(|mean| mean.value));
    let gaps = [("own", &*score(found.own)), ("others", &*score(found.others))];
    let way = Route::Competencies(outcome.assessment.id.clone()).href();
    Some(
        el("p")
            .class("beside-people quiet")
            .text(speech.fill(Key::CompetenciesBeside, &gaps))
            .text(" ")
            .el(el("a").class("no-print").attr("href", way).text(app.say(Key::CompetenciesTitle))),
    )
}

/// A practice with the chosen description, the note and the step that comes next.
fn chosen(outcome: &Outcome, practice: &'static Practice) -> El {
    let app = outcome.app;
    let role = outcome.assessment.profile.role;
    let entry = outcome.assessment.entries.get(&practice.id).cloned().unwrap_or_default();
    let level = entry.answer.and_then(Answer::level);
    let descriptor = level.map(|level| practice.descriptors(role).at(level).as_str());
    let note = Some(entry.note).filter(|note| !note.is_empty());
    let next = level.and_then(|level| practice.next_step(level)).map(|step| {
        el("p").el(el("strong").text(app.say(Key::ResultsNextStep))).text(" ").text(step)
    });
    el("div")
        .el(heading("h4", practice.title.as_str()))
        .el(paragraph("quiet", standing(outcome, entry.answer)))
        .maybe(descriptor.map(|words| el("blockquote").text(words)))
        .maybe(note.map(|note| paragraph("note", note).attr("dir", "auto")))
        .maybe(next)
}
