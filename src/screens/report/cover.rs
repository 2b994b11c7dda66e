//! The cover: the mark, what it is about, and the notice of independence.

use std::sync::Arc;

use super::tools::Choices;
use crate::{
    screens::parts::{cover_facts, cover_head, cover_notice, result::Outcome},
    ui::{El, drawing, el, paragraph, screen_title},
};
use chart::{Purpose, to_svg};
use domain::text::Key;
use report::{pictures, words::role_words};

/// The first page.
pub(super) fn cover(outcome: &Arc<Outcome>, choices: Choices) -> El {
    let Outcome { app, assessment, .. } = &**outcome;
    let app = *app;
    let named = assessment.clone();
    let drawn = Arc::clone(outcome);
    let shape = move || {
        let radar = pictures::small_radar(app.model(), &drawn.scores);
        to_svg(&radar.scene(), Purpose::Decoration)
    };
    el("header")
        .class("cover")
        .el(cover_head(app, choices.logo))
        .el(el("div").class("cover-shape").attr("aria-hidden", "true").child(drawing(shape)))
        .el(el("div")
            .class("cover-title")
            .el(paragraph("eyebrow", app.model().title.as_str()))
            .el(screen_title("").live_text(move || choices.name(app, &named).into())))
        .el(facts(outcome))
        .el(cover_notice(app))
}

fn facts(outcome: &Outcome) -> El {
    let Outcome { app, assessment, scores, .. } = outcome;
    let (model, speech) = (app.model(), app.speech());
    let profile = assessment.profile;
    let words = &model.choices;
    let role = role_words(model, profile.role);
    let counts = &scores.overall.counts;
    let answered = speech.fill(
        Key::ReportCompleteness,
        &[
            ("answered", &outcome.whole(counts.answered())),
            ("total", &outcome.whole(counts.applicable)),
        ],
    );
    let form = words.forms.get(profile.form).map_or("", |form| form.name.as_str());
    let rows = [
        (Key::ReportDate, speech.locale.date(assessment.changed)),
        (Key::ReportPerspective, role.to_owned()),
        (Key::ReportResponses, speech.fill(Key::ReportOneResponse, &[("role", role)])),
        (Key::ReportScale, words.scales.get(profile.scale).map_or("", |s| &s.name).to_owned()),
        (Key::ReportStage, words.stages.get(profile.stage).map_or("", |s| &s.name).to_owned()),
        (Key::ReportFormLine, [form, ", ", &answered].concat()),
        (
            Key::ReportModel,
            speech.fill(Key::ReportModelLine, &[("model", &model.id), ("version", &model.version)]),
        ),
    ];
    cover_facts(*app, rows)
}
