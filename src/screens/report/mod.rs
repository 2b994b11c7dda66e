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
use report::{paper::ReportPart, words::role_words};
use tools::ReportChoices;
use workspace::{route::Route, store::Shelved};

/// A numbered section: its name, what it is called, and what is in it.
struct Section {
    name: &'static str,
    title: Key,
    content: Vec<El>,
}

/// The screen.
pub(super) fn report(app: App, id: AssessmentId) -> El {
    let shelved = app.assessment(id.clone());
    let choices = ReportChoices::new();
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

fn parts(outcome: &Arc<Outcome>, choices: ReportChoices) -> Vec<Section> {
    let app = outcome.app;
    if outcome.scores.overall.counts.answered() == 0 {
        let go = Route::Answer(outcome.assessment.id.clone(), String::new()).href();
        let content = vec![
            paragraph("reading", app.say(Key::ResultsEmpty)),
            el("p")
                .class("no-print")
                .el(el("a").attr("href", go).text(app.say(Key::AnswerContinue))),
        ];
        let (name, title) = (ReportPart::Headline.name(), Key::ResultsEmptyTitle);
        return vec![Section { name, title, content }];
    }
    let part = |part: ReportPart| Section {
        name: part.name(),
        title: part.title(),
        content: content(outcome, choices, part),
    };
    ReportPart::in_order(app.has_self_check()).map(part).collect()
}

fn content(outcome: &Arc<Outcome>, choices: ReportChoices, part: ReportPart) -> Vec<El> {
    let app = outcome.app;
    match part {
        ReportPart::Headline => headline(outcome),
        ReportPart::Radar => vec![result::radar(outcome)],
        ReportPart::Standouts => vec![result::standouts(outcome, "h3")],
        ReportPart::Balance => match result::balance(outcome) {
            Some(parts) => parts.into(),
            None => vec![paragraph("reading", app.say(Key::ReportBalanceNone))],
        },
        ReportPart::Views => {
            let role = role_words(app.model(), outcome.assessment.profile.role);
            let views = app.speech().fill(Key::ReportViewsSingle, &[("role", role)]);
            vec![paragraph("reading", views)]
        }
        ReportPart::Priorities => decide::priorities(outcome),
        ReportPart::Roadmap => decide::roadmap(outcome, choices),
        ReportPart::People => people::people(outcome),
        ReportPart::Sure => result::sure(outcome),
        ReportPart::Change => change::change(outcome, choices),
        ReportPart::Appendix => appendix::appendix(outcome),
    }
}

/// What has to be known before anything is read, and the three sentences with their numbers.
fn headline(outcome: &Outcome) -> Vec<El> {
    let mut parts = result::caveats(outcome);
    parts.push(result::numbers(outcome));
    parts
}

fn section(outcome: &Outcome, place: usize, part: Section) -> El {
    let app = outcome.app;
    let title = el("h2")
        .attr("tabindex", "-1")
        .el(el("span").class("part-number").text(outcome.whole(place + 1)))
        .text(" ")
        .text(app.say(part.title));
    el("section").class("part").attr("data-part", part.name).el(title).els(part.content)
}
