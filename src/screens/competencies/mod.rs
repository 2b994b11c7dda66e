//! The self-check of competencies and behaviours: twelve items, each rated for both sides. It never changes a score.

mod item;
mod outcome;

use leptos::prelude::*;

use super::parts::read_only;
use crate::{
    app::App,
    ui::{El, el, heading, nothing, paragraph, screen_title},
};
use domain::{assessment::AssessmentId, scoring::people::views, text::Key};
use report::ratings_given;

/// The screen.
pub(super) fn competencies(app: App, id: AssessmentId) -> El {
    app.title(Key::CompetenciesTitle);
    let model = app.model();
    let shelved = app.assessment(id.clone());
    let said = Memo::new(move |_| {
        shelved.with(|shelved| {
            shelved.as_ref().map(|shelved| views(model, &shelved.assessment)).unwrap_or_default()
        })
    });
    let name = move || {
        shelved.with(|shelved| {
            shelved.as_ref().map(|shelved| app.name_of(&shelved.assessment)).unwrap_or_default()
        })
    };
    let reason = shelved.with_untracked(|shelved| shelved.as_ref()?.read_only.clone());
    let fixed = reason.is_some();
    let items =
        model.competencies.items.iter().map(|item| item::item(app, &id, item, shelved, fixed));
    el("article")
        .class("page competencies")
        .el(el("header")
            .el(el("p").class("eyebrow break").attr("dir", "auto").live_text(move || name().into()))
            .el(screen_title(app.say(Key::CompetenciesTitle)))
            .el(paragraph("lead", app.say(Key::CompetenciesLead)))
            .el(paragraph("quiet", app.say(Key::CompetenciesKinds)))
            .el(paragraph("quiet", app.model().competencies.basis.as_str()))
            .maybe(reason.map(|reason| read_only(app, &reason))))
        .el(scale(app))
        .el(el("section")
            .class("check-items")
            .el(el("div")
                .class("section-head")
                .el(heading("h2", app.say(Key::CompetenciesItemsTitle)))
                .el(el("p")
                    .class("quiet")
                    .live_text(move || ratings_given(&said.get(), app.speech()).into())))
            .els(items))
        .live(move || {
            if said.with(Vec::is_empty) {
                return nothing();
            }
            outcome::outcome(app, shelved, said.get())
        })
}

/// What the five numbers mean.
fn scale(app: App) -> El {
    let numbered = app.model().competencies.frequencies.iter().zip(1_u64..);
    let rows = numbered.flat_map(|(frequency, number)| {
        let number = app.speech().locale.whole(number);
        [
            el("dt")
                .el(el("span").class("level-number").text(number))
                .text(frequency.name.as_str()),
            el("dd").text(frequency.definition.as_str()),
        ]
    });
    el("section")
        .el(heading("h2", app.say(Key::CompetenciesScaleTitle)))
        .el(el("dl").class("definitions frequencies").els(rows))
}
