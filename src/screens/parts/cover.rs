//! What the covers of reports have in common.

use leptos::prelude::*;

use super::Logo;
use crate::{
    app::App,
    ui::{El, el, nothing, paragraph},
};
use domain::text::Key;

/// The mark, and the logo that was chosen.
pub(crate) fn cover_head(app: App, chosen: Logo) -> El {
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
pub(crate) fn cover_notice(app: App) -> El {
    let model = app.model();
    let aligned = (!model.aligned_with.is_empty())
        .then(|| app.speech().fill(Key::ReportAligned, &[("standard", &model.aligned_with)]));
    el("div")
        .class("cover-notice")
        .maybe(aligned.map(|words| paragraph("", words)))
        .el(paragraph("", model.notice.as_str()))
}

/// What there is to know beforehand, line by line.
pub(crate) fn cover_facts(app: App, rows: impl IntoIterator<Item = (Key, String)>) -> El {
    let rows = rows
        .into_iter()
        .map(|(key, text)| el("div").el(el("dt").text(app.say(key))).el(el("dd").text(text)));
    el("dl").class("cover-facts").els(rows)
}
