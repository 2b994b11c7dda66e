//! From the result to the plan: what comes first, and the first steps.

use crate::{
    screens::parts::{call_link, result::Outcome},
    ui::{El, el, heading, link_button, paragraph, table},
};
use domain::{
    assessment::{ActionState, Horizon},
    scoring::{EPSILON, impacts, priorities as by_priority, priority_class, roadmap},
    text::Key,
};
use report::{plan_sentence, priority_words};
use workspace::route::Route;

/// How many priorities and how many steps are shown; the plan has all.
const SHOWN: usize = 5;
const FIRST_STEPS: usize = 4;

/// The principles that come first, and progress to target.
pub(super) fn priorities(outcome: &Outcome) -> El {
    let Outcome { app, assessment, scores, targets } = outcome;
    let app = *app;
    let (model, speech) = (app.model(), app.speech());
    let impacts = impacts(model, assessment);
    let gaps = by_priority(scores.scored(), targets, &impacts);
    let sentence = plan_sentence(model, scores, targets, &gaps, speech);
    let rows: Vec<El> = gaps
        .iter()
        .filter(|gap| gap.priority > EPSILON)
        .take(SHOWN)
        .filter_map(|gap| {
            let principle = model.principles.get(gap.place)?;
            let impact = impacts.get(gap.place).and_then(|impact| impact.checked_sub(1));
            let impact = impact.and_then(|at| model.impacts.get(usize::try_from(at).ok()?));
            let class = priority_words(priority_class(gap.priority), speech);
            Some(
                el("tr")
                    .el(el("th")
                        .attr("scope", "row")
                        .el(el("span").class("clause").text(principle.clause.as_str()))
                        .text(" ")
                        .text(principle.title.as_str()))
                    .el(el("td").text(speech.score(Some(gap.gap))))
                    .el(el("td").class("words").text(impact.map_or("", |words| &words.name)))
                    .el(el("td")
                        .el(el("strong").text(speech.score(Some(gap.priority))))
                        .text(" ")
                        .el(el("span").class("priority-class").text(class))),
            )
        })
        .collect();
    let heads = [Key::AnswerColumnPrinciple, Key::PlanGap, Key::PlanImpact, Key::PlanPriority];
    let heads = heads.map(|key| app.say(key).into()).into();
    let lead = (!rows.is_empty()).then(|| paragraph("quiet", app.say(Key::PlanResultsLead)));
    let table = (!rows.is_empty())
        .then(|| table("priority-table", app.say(Key::PlanGapsTable), heads, rows));
    let plan = Route::Plan(assessment.id.clone()).href();
    el("section")
        .class("result-priorities")
        .el(heading("h2", app.say(Key::PlanPrioritiesTitle)))
        .el(paragraph("reading", sentence))
        .maybe(lead)
        .maybe(table)
        .el(el("p")
            .class("no-print")
            .el(el("a").attr("href", plan).text(app.say(Key::PlanResultsLink))))
}

/// The first steps within three months, and where to go from here.
pub(super) fn what_next(outcome: &Outcome) -> El {
    let Outcome { app, assessment, .. } = outcome;
    let app = *app;
    let model = app.model();
    let steps: Vec<El> = roadmap(model, assessment)
        .into_iter()
        .filter(|item| item.horizon == Horizon::Now)
        .filter(|item| !matches!(item.state, ActionState::Done | ActionState::Dropped))
        .filter(|item| !item.words.trim().is_empty())
        .take(FIRST_STEPS)
        .map(|item| {
            let principle = item.place.and_then(|place| model.principles.get(place));
            let source = principle.map(|principle| {
                let practice = item.practice.map(|practice| practice.title.as_str());
                let words: Vec<&str> =
                    practice.into_iter().chain([principle.title.as_str()]).collect();
                paragraph("hint", words.join(" · "))
            });
            el("li").el(paragraph("", item.words).attr("dir", "auto")).maybe(source)
        })
        .collect();
    let lead = if steps.is_empty() { Key::PlanNextNone } else { Key::PlanNextLead };
    let list = (!steps.is_empty()).then(|| el("ol").class("first-steps").els(steps));
    let id = &assessment.id;
    let report = Route::Report(id.clone()).href();
    let people = app.has_self_check().then(|| {
        let people = Route::Competencies(id.clone()).href();
        link_button("button", people, app.say(Key::PlanNextCompetencies))
    });
    let call = app.host().call.as_ref().map(|call| call_link("button site-call", call));
    el("section")
        .class("what-next")
        .el(heading("h2", app.say(Key::PlanNextTitle)))
        .el(paragraph("", app.say(lead)))
        .maybe(list)
        .el(el("div")
            .class("actions")
            .el(link_button(
                "button primary",
                Route::Plan(id.clone()).href(),
                app.say(Key::PlanResultsLink),
            ))
            .el(link_button("button", report, app.say(Key::PlanNextReport)))
            .maybe(people)
            .maybe(call))
}
