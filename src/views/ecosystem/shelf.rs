//! The ecosystem views of this device.

use std::cell::RefCell;

use leptos::prelude::*;

use super::{desk::Desk, kept, name_of};
use crate::{
    app::App,
    cohort::ViewId,
    components::{
        El, button, el, heading, link_button, nothing, paragraph, quiet_button, screen_title,
    },
    platform,
    response::Pasted,
    route::Route,
    text::Key,
};

thread_local! {
    /// A text with codes that came by a link, until it is known which view it goes into.
    static WAITING: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The text that waits to be put into a view.
pub(super) fn take_waiting() -> Option<String> {
    WAITING.take()
}

/// The list of views. `text` is what is to go into one of them; may be empty.
pub(in crate::views) fn views(app: App, text: String) -> El {
    app.title(Key::AppViews);
    // The address goes, so that a step back does not bring the codes in again.
    if !text.is_empty() {
        platform::replace_hash(&Route::Views(String::new()).href());
    }
    let count = Pasted::read(app.model(), &text).map_or(0, |pasted| pasted.responses.len());
    let waiting = (!text.is_empty()).then(|| {
        let words = app.speech().count(Key::ViewsWaiting, count as u64, &[]);
        el("div").class("notice-box").el(paragraph("", words))
    });
    WAITING.set((!text.is_empty()).then_some(text));
    let list = RwSignal::new(kept::list(app));
    let new = button("button primary", app.say(Key::ViewsNew), move || {
        if let Some(id) = kept::begin(app) {
            platform::navigate(&Route::View(id).href());
        }
    });
    el("article")
        .class("page views")
        .el(el("div")
            .class("section-head")
            .el(screen_title(app.say(Key::AppViews)))
            .el(new.attr("data-action", "new-view")))
        .maybe(waiting)
        .live(move || {
            let items = list.get();
            if items.is_empty() {
                return empty(app).view();
            }
            let items = items.into_iter().map(|item| card(app, list, item));
            el("ul").class("cards").els(items).view()
        })
}

/// What will be here, and how it comes about.
fn empty(app: App) -> El {
    let steps = [
        (Key::ViewsStepInviteTitle, Key::ViewsStepInvite),
        (Key::ViewsStepCollectTitle, Key::ViewsStepCollect),
        (Key::ViewsStepTalkTitle, Key::ViewsStepTalk),
    ];
    el("section")
        .el(paragraph("lead", app.say(Key::ViewsEmpty)))
        .el(el("ol").class("facts steps").els(steps.map(|(title, text)| {
            el("li").el(heading("h2", app.say(title))).el(paragraph("", app.say(text)))
        })))
        .el(paragraph("quiet", app.say(Key::ViewsConfidential)))
}

fn card(app: App, list: RwSignal<Vec<kept::Item>>, item: kept::Item) -> El {
    let speech = app.speech();
    let name = name_of(app, &item.name);
    let label = |key: Key| format!("{}: {name}", app.say(key));
    let words = el("div")
        .class("card-words")
        .el(heading("h2", name.clone()).attr("dir", "auto"))
        .el(paragraph("quiet", item.about(app)))
        .maybe(item.trouble(app).map(|words| paragraph("warning", words)));
    let open = item.can_open.then(|| {
        link_button("button", Route::View(item.id.clone()).href(), app.say(Key::ViewsOpen))
            .attr("aria-label", label(Key::ViewsOpen))
    });
    let id: ViewId = item.id.clone();
    let deleted_name = name.clone();
    let delete = quiet_button(app.say(Key::WelcomeDelete), label(Key::WelcomeDelete), move || {
        Desk::close();
        match kept::delete(app, &id) {
            Ok(text) => {
                list.set(kept::list(app));
                undo_offer(app, list, &id, text, &deleted_name);
            }
            Err(()) => app.tell(app.say(Key::WelcomeDeleteFailed).to_owned()),
        }
        platform::before_paint(|| platform::focus("main h1"));
    });
    _ = speech;
    el("li")
        .class("card view-card")
        .attr("data-view", item.id.as_str().to_owned())
        .el(words)
        .el(el("div").class("card-actions").maybe(open).el(el("div").class("minor").el(delete)))
}

fn undo_offer(app: App, list: RwSignal<Vec<kept::Item>>, id: &ViewId, text: String, name: &str) {
    _ = (app, list, id, text, name, nothing);
}
