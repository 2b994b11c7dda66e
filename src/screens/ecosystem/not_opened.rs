//! What is kept of views: the list, and why one is not opened.

use super::name_of;
use crate::{
    app::App,
    ui::{El, el, link_button, paragraph, screen_title},
};
use domain::{assessment::ViewId, text::Key};
use workspace::{
    route::Route,
    store::{ListedView, NoView, ViewTrouble},
};

/// A view in the list, in words: `13 responses · changed 25 November 2026`.
pub(super) fn about(app: App, view: &ListedView) -> String {
    let speech = app.speech();
    let responses = view.responses.map(|count| speech.count(Key::ViewCountAll, count as u64, &[]));
    let changed = view
        .changed
        .map(|moment| speech.fill(Key::ViewsChanged, &[("date", &speech.locale.date(moment))]));
    let parts: Vec<String> = responses.into_iter().chain(changed).collect();
    parts.join(" · ")
}

/// Why a view cannot be opened, in words.
pub(super) fn trouble_words(app: App, trouble: &ViewTrouble) -> String {
    let speech = app.speech();
    match trouble {
        ViewTrouble::Newer { .. } => app.say(Key::ViewsNewer).to_owned(),
        ViewTrouble::NewerModel { version } => {
            speech.fill(Key::ViewsNewerModel, &[("version", version)])
        }
        ViewTrouble::OtherModel { id } => speech.fill(Key::ViewsOtherModel, &[("model", id)]),
    }
}

/// The screen in place of a view that is not opened.
pub(super) fn not_opened(app: App, id: &ViewId, why: &NoView) -> El {
    app.title(Key::ViewsMissingTitle);
    let (title, words) = match why {
        NoView::Gone => (Key::ViewsMissingTitle, app.say(Key::ViewsMissing).to_owned()),
        NoView::Trouble(trouble) => (Key::ViewsShutTitle, trouble_words(app, trouble)),
        NoView::Damaged(_) => (Key::ViewsShutTitle, app.say(Key::ViewsDamaged).to_owned()),
        NoView::Storage(error) => {
            let reason = error.to_string();
            let words = app.speech().fill(Key::ViewsStorage, &[("reason", &reason)]);
            (Key::ViewsShutTitle, words)
        }
    };
    el("article")
        .class("page narrow")
        .attr("data-view-missing", id.as_str().to_owned())
        .el(screen_title(app.say(title)))
        .el(paragraph("lead", words))
        .el(el("p")
            .class("actions")
            .el(link_button(
                "button",
                Route::Views(String::new()).href(),
                app.say(Key::ViewsToViews),
            ))
            .el(link_button("button", Route::Data.href(), app.say(Key::AppData))))
}

/// What a view of the list is called.
pub(super) fn listed_name(app: App, view: &ListedView) -> String {
    name_of(app, &view.name)
}
