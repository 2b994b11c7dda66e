//! The report, laid out for paper: cover, message first, then the proof, and everything behind it in the appendix.
//!
//! Source of the sections and their order: docs/method.md, Order of a report.

mod appendix;
mod people;
mod tools;
mod change;
mod cover;
mod decide;

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{
    contents,
    paper::name_paper,
    read_only,
    result::{self, Outcome},
};
use crate::{
    app::App,
    ui::{El, el, nothing, paragraph},
};
use domain::{assessment::AssessmentId, text::Key};
use report::words::role_words;
use tools::Choices;
use workspace::{route::Route, store::Shelved};

/// A numbered section.
struct Part {
    /// A name for it that does not change, for links and tests.
    name: &'static str,
    title: Key,
    content: Vec<El>,
}

impl Part {
    fn new(name: &'static str, title: Key, content: Vec<El>) -> Self {
        Self { name, title, content }
    }
}

/// The screen.
pub(super) fn report(app: App, id: AssessmentId) -> El {
    let shelved = app.assessment(id.clone());
    let choices = Choices::new();
    // What is behind the report when names are left out: title of the page and foot of the paper.
    name_paper(app, Key::ReportOf, move || {
        let Shelved { assessment, .. } = shelved.get()?;
        let date = app.speech().locale.date(assessment.changed);
        Some((choices.name(app, &assessment), date))
    });
    el("article")
        .class("report")
        .live_class("without-notes", move || !choices.notes.get())
        .live_class("without-appendix", move || !choices.appendix.get())
        .el(tools::tools(app, &id, choices))
        .live(move || {
            let Some(Shelved { assessment, read_only: reason }) = shelved.get() else {
                return nothing();
            };
            let outcome = Outcome::new(app, assessment);
            let parts = parts(&outcome, choices);
            let paper = el("div")
                .class("paper")
                .maybe(reason.map(|reason| read_only(app, &reason).attr("data-screen", "")))
                .el(cover::cover(&outcome, choices))
                .el(contents(app, parts.iter().map(|part| (part.name, part.title))))
                .els(
                    parts
                        .into_iter()
                        .enumerate()
                        .map(|(place, part)| section(&outcome, place, part)),
                );
            paper.view()
        })
}

fn parts(outcome: &Arc<Outcome>, choices: Choices) -> Vec<Part> {
    let app = outcome.app;
    if outcome.scores.overall.counts.answered() == 0 {
        let go = Route::Answer(outcome.assessment.id.clone(), String::new()).href();
        let content = vec![
            paragraph("reading", app.say(Key::ResultsEmpty)),
            el("p")
                .class("no-print")
                .el(el("a").attr("href", go).text(app.say(Key::AnswerContinue))),
        ];
        return vec![Part::new("headline", Key::ResultsEmptyTitle, content)];
    }
    let role = role_words(app.model(), outcome.assessment.profile.role);
    let views = app.speech().fill(Key::ReportViewsSingle, &[("role", role)]);
    let balance = result::balance(outcome)
        .map_or_else(|| vec![paragraph("reading", app.say(Key::ReportBalanceNone))], Vec::from);
    let mut parts = vec![
        Part::new("headline", Key::ResultsHeadline, headline(outcome)),
        Part::new("radar", Key::ResultsRadarTitle, vec![result::radar(outcome)]),
        Part::new("standouts", Key::ReportStandouts, vec![result::standouts(outcome, "h3")]),
        Part::new("balance", Key::ResultsBalanceTitle, balance),
        Part::new("views", Key::ReportViews, vec![paragraph("reading", views)]),
        Part::new("priorities", Key::ReportPriorities, decide::priorities(outcome)),
        Part::new("roadmap", Key::ReportRoadmap, decide::roadmap(outcome, choices)),
        Part::new("sure", Key::ResultsSureTitle, result::sure(outcome)),
        Part::new("change", Key::ReportChange, change::change(outcome, choices)),
        Part::new("appendix", Key::ReportAppendix, appendix::appendix(outcome)),
    ];
    if app.has_self_check() {
        let sure = parts.iter().position(|part| part.name == "sure").unwrap_or_default();
        parts.insert(sure, Part::new("people", Key::ReportPeople, people::people(outcome)));
    }
    parts
}

/// What has to be known before anything is read, and the three sentences with their numbers.
fn headline(outcome: &Outcome) -> Vec<El> {
    let mut parts = result::caveats(outcome);
    parts.push(result::numbers(outcome));
    parts
}

fn section(outcome: &Outcome, place: usize, part: Part) -> El {
    let app = outcome.app;
    let title = el("h2")
        .attr("tabindex", "-1")
        .el(el("span").class("part-number").text(outcome.whole(place + 1)))
        .text(" ")
        .text(app.say(part.title));
    el("section").class("part").attr("data-part", part.name).el(title).els(part.content)
}
