//! Every principle with its practices: a small radar, the chosen descriptions and the next steps.

use std::sync::Arc;

use crate::{
    screens::parts::result::Outcome,
    ui::{El, Numbers, el, fold, heading, paragraph, table},
};
use chart::Layout;
use domain::{
    assessment::Answer,
    model::{Practice, Principle},
    text::Key,
};
use report::{beside_principle, pictures, proposal, words::answer_words};
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
        let words = answer_words(assessment.answer(&practice.id), app.model(), speech);
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
    let chosen = fold("chosen", app.say(Key::ResultsAnswersOpen))
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
    let words = beside_principle(app.model(), &outcome.assessment, principle, app.speech())?;
    let way = Route::Competencies(outcome.assessment.id.clone()).href();
    Some(
        el("p")
            .class("beside-people quiet")
            .text(words)
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
    let next = level.and_then(|level| practice.next_step(role, level)).map(|step| {
        el("p").el(el("strong").text(app.say(Key::ResultsNextStep))).text(" ").text(step)
    });
    let to_propose = level.and_then(|level| practice.step_to_propose(role, level));
    let to_propose = to_propose.map(|step| paragraph("quiet", proposal(role, step, app.speech())));
    el("div")
        .el(heading("h4", practice.title.as_str()))
        .el(paragraph("quiet", answer_words(entry.answer, app.model(), app.speech())))
        .maybe(descriptor.map(|words| el("blockquote").text(words)))
        .maybe(note.map(|note| paragraph("note", note).attr("dir", "auto")))
        .maybe(next)
        .maybe(to_propose)
}
