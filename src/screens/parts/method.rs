//! How it is measured, in parts that the method and the appendix of a report have in common.

use super::definitions;
use crate::{
    app::App,
    ui::{El, el, paragraph},
};
use domain::text::Key;
use report::method;

/// The four kinds of answers.
pub(crate) fn answer_kinds(app: App) -> El {
    definitions(method::answer_kinds(app.model(), app.speech()))
}

/// Every rule between an answer and a number, with its constants.
pub(crate) fn formulas(app: App) -> El {
    definitions(method::formulas(app.model(), app.speech()))
}

/// What to say about a scheme of assessment in the source itself, if there is one.
pub(crate) fn annex(app: App) -> Option<El> {
    let annex = app.model().annex.as_str();
    (!annex.is_empty()).then(|| paragraph("", annex))
}

/// Where the questions come from, and what they may miss.
pub(crate) fn origin(app: App) -> Option<El> {
    let origin = app.model().origin.as_str();
    (!origin.is_empty()).then(|| paragraph("origin", origin))
}

/// Where to obtain the source, and how far this is from it.
pub(crate) fn standard(app: App, part: impl FnOnce() -> El) -> Option<El> {
    let standard = app.model().standard.as_str();
    let words = (!standard.is_empty()).then(|| paragraph("", standard));
    let all = [words, origin(app), annex(app)];
    all.iter().any(Option::is_some).then(|| part().els(all.into_iter().flatten()))
}

/// Terms in our own words.
pub(crate) fn glossary(app: App) -> El {
    let terms = app.model().glossary.iter().flat_map(|term| {
        let see = (!term.see.is_empty())
            .then(|| app.speech().fill(Key::MethodGlossarySee, &[("see", &term.see)]));
        [
            el("dt").text(term.term.as_str()),
            el("dd")
                .text(term.definition.as_str())
                .text(" ")
                .maybe(see.map(|see| el("span").class("quiet").text(see))),
        ]
    });
    el("dl").class("definitions").els(terms)
}

/// What the model draws on.
pub(crate) fn sources(app: App) -> El {
    let sources = app.model().references.iter().map(|reference| match &reference.url {
        Some(url) => el("li").el(el("a")
            .attr("href", url.as_str())
            .attr("rel", "noopener noreferrer")
            .attr("target", "_blank")
            .text(reference.text.as_str())),
        None => el("li").text(reference.text.as_str()),
    });
    el("ul").class("sources").els(sources)
}
