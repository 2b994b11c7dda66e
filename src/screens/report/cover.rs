//! The cover: the mark, what it is about, and the notice of independence.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Outcome,
    tools::{Choices, Logo},
};
use crate::{
    app::App,
    ui::{El, drawing, el, nothing, paragraph, screen_title},
};
use chart::{Purpose, to_svg};
use domain::text::Key;
use report::pictures;

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
        .el(head(app, choices.logo))
        .el(el("div").class("cover-shape").attr("aria-hidden", "true").child(drawing(shape)))
        .el(el("div")
            .class("cover-title")
            .el(paragraph("eyebrow", app.model().title.as_str()))
            .el(screen_title("").live_text(move || choices.name(app, &named).into())))
        .el(facts(outcome))
        .el(notice(app))
}

/// The mark, and the logo that was chosen.
pub(in crate::screens) fn head(app: App, chosen: Logo) -> El {
    let logo = move || {
        let Some(image) = chosen.get() else { return of_site(app) };
        let failed = move |_| {
            chosen.set(None);
            app.tell(app.say(Key::ReportLogoFailed).to_owned());
        };
        el("img")
            .class("cover-logo")
            .attr("src", image.address().to_owned())
            .attr("alt", app.say(Key::ReportLogoName))
            .on("error", failed)
            .view()
    };
    let mark = el("p")
        .class("cover-mark")
        .el(el("img")
            .attr("src", "icon.svg")
            .attr("alt", "")
            .attr("width", "40")
            .attr("height", "40"))
        .el(el("span").text(app.say(Key::AppName)));
    el("div").class("cover-head").el(mark).live(logo)
}

/// Where no logo was chosen, that of the site, or its name.
fn of_site(app: App) -> AnyView {
    let host = app.host();
    match (&host.logo, &host.name) {
        (Some(logo), _) => el("img")
            .class("cover-logo")
            .attr("src", logo.file.as_str())
            .attr("alt", logo.alt.as_str())
            .view(),
        (None, Some(name)) => paragraph("cover-site", name.as_str()).attr("dir", "auto").view(),
        (None, None) => nothing(),
    }
}

/// What it is aligned with, and the notice of independence.
pub(in crate::screens) fn notice(app: App) -> El {
    let model = app.model();
    let aligned = (!model.aligned_with.is_empty())
        .then(|| app.speech().fill(Key::ReportAligned, &[("standard", &model.aligned_with)]));
    el("div")
        .class("cover-notice")
        .maybe(aligned.map(|words| paragraph("", words)))
        .el(paragraph("", model.notice.as_str()))
}

/// What there is to know beforehand, line by line.
pub(in crate::screens) fn lines(app: App, rows: impl IntoIterator<Item = (Key, String)>) -> El {
    let rows = rows
        .into_iter()
        .map(|(key, text)| el("div").el(el("dt").text(app.say(key))).el(el("dd").text(text)));
    el("dl").class("cover-facts").els(rows)
}

fn facts(outcome: &Outcome) -> El {
    let Outcome { app, assessment, scores, .. } = outcome;
    let (model, speech) = (app.model(), app.speech());
    let profile = assessment.profile;
    let words = &model.choices;
    let role = words.roles.get(profile.role).map_or("", |role| role.name.as_str());
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
    lines(*app, rows)
}
