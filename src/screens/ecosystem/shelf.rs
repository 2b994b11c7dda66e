//! The ecosystem views of this device.

use std::cell::RefCell;

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    app::App,
    platform,
    screens::parts::set_aside_list,
    ui::{
        El, button, el, heading, link_button, nothing, paragraph, quiet_button, screen_title,
        to_title,
    },
};
use cohort::response::Pasted;
use domain::{assessment::ViewId, text::Key};
use report::words::{code_error_words, view_line, view_name, view_trouble};
use workspace::{route::Route, store::ListedView};

thread_local! {
    /// A text with codes that came by a link, until it is known which view it goes into.
    static WAITING: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The text that waits to be put into a view.
pub(super) fn take_waiting() -> Option<String> {
    WAITING.take()
}

/// The list of views. `text` is what is to go into one of them; may be empty.
pub(in crate::screens) fn views(app: App, text: String) -> El {
    app.title(Key::AppViews);
    // The address goes, so that a step back does not bring the codes in again.
    if !text.is_empty() {
        platform::replace_hash(&Route::Views(String::new()).href());
    }
    let waiting = (!text.is_empty()).then(|| {
        let found = Pasted::read(app.model(), &text);
        let words = match found {
            Ok(found) => {
                let count = found.responses.len() as u64;
                app.speech().count(Key::ViewsWaiting, count, &[])
            }
            Err(error) => code_error_words(&error, app.model(), app.speech()),
        };
        el("div").class("notice-box").attr("role", "status").el(paragraph("", words))
    });
    WAITING.set((!text.is_empty()).then_some(text));
    let list = RwSignal::new(app.views().views);
    let new = button("button primary", app.say(Key::ViewsNew), move || {
        let id = Desk::begin(app, "");
        platform::navigate(&Route::View(id).href());
    });
    let undo = RwSignal::new(None::<DeletedView>);
    el("article")
        .class("page views")
        .el(el("div")
            .class("section-head")
            .el(screen_title(app.say(Key::AppViews)))
            .el(new.attr("data-action", "new-view")))
        .maybe(waiting)
        .el(el("div").class("undo-place").attr("role", "status").live(move || {
            let Some(deleted) = undo.get() else { return nothing() };
            let words = app.speech().fill(Key::ViewsDeleted, &[("name", &deleted.name)]);
            el("div")
                .class("notice-box")
                .el(paragraph("", words).attr("dir", "auto"))
                .el(button("button", app.say(Key::WelcomeUndo), move || {
                    match app.bring_back_view(&deleted.id, &deleted.text) {
                        Ok(()) => {
                            undo.set(None);
                            list.set(app.views().views);
                        }
                        Err(_) => app.tell(app.say(Key::ViewsNotBack).to_owned()),
                    }
                    to_title();
                })
                .attr("data-action", "bring-back"))
                .view()
        }))
        .live(move || {
            let items = list.get();
            if items.is_empty() {
                return empty(app).view();
            }
            let items = items.into_iter().map(|item| card(app, list, undo, item));
            el("ul").class("cards").els(items).view()
        })
        .child(set_aside_list(app))
}

/// A view that was deleted and can be brought back while the list is open.
#[derive(Clone)]
struct DeletedView {
    id: ViewId,
    name: String,
    text: String,
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

fn card(
    app: App,
    list: RwSignal<Vec<ListedView>>,
    undo: RwSignal<Option<DeletedView>>,
    item: ListedView,
) -> El {
    let name = view_name(&item.name, app.speech());
    let label = |key: Key| format!("{}: {name}", app.say(key));
    let words = el("div")
        .class("card-words")
        .el(heading("h2", name.clone()).attr("dir", "auto"))
        .el(paragraph("quiet", view_line(&item, app.speech())))
        .maybe(
            item.trouble
                .as_ref()
                .map(|trouble| paragraph("warning", view_trouble(trouble, app.speech()))),
        );
    let open = item.trouble.is_none().then(|| {
        link_button("button", Route::View(item.id.clone()).href(), app.say(Key::ViewsOpen))
            .attr("aria-label", label(Key::ViewsOpen))
    });
    let (id, deleted_name) = (item.id.clone(), name.clone());
    let delete = quiet_button(app.say(Key::WelcomeDelete), label(Key::WelcomeDelete), move || {
        Desk::close(app);
        match app.delete_view(&id) {
            Ok(text) => {
                undo.set(text.map(|text| DeletedView {
                    id: id.clone(),
                    name: deleted_name.clone(),
                    text,
                }));
                list.set(app.views().views);
            }
            Err(_) => app.tell(app.say(Key::WelcomeDeleteFailed).to_owned()),
        }
        to_title();
    });
    el("li")
        .class("card view-card")
        .attr("data-view", item.id.as_str().to_owned())
        .el(words)
        .el(el("div").class("card-actions").maybe(open).el(el("div").class("minor").el(delete)))
}
