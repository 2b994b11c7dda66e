//! Views in memory, until they are kept.

use std::cell::RefCell;

use super::{desk::Desk, name_of};
use crate::{
    app::App,
    cohort::{View, ViewId},
    components::{El, el, link_button, paragraph, screen_title},
    platform,
    route::Route,
    text::Key,
};

thread_local! {
    static KEPT: RefCell<Vec<View>> = const { RefCell::new(Vec::new()) };
}

#[derive(Clone)]
pub(super) struct Item {
    pub(super) id: ViewId,
    pub(super) name: String,
    pub(super) can_open: bool,
    count: usize,
    changed: u64,
}

impl Item {
    pub(super) fn about(&self, app: App) -> String {
        let speech = app.speech();
        let responses = speech.count(Key::ViewCountAll, self.count as u64, &[]);
        let date = speech.locale.date(self.changed);
        speech.fill(Key::ViewsAbout, &[("responses", &responses), ("date", &date)])
    }

    pub(super) fn trouble(&self, _app: App) -> Option<&'static str> {
        None
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum NotOpened {
    Missing,
}

pub(super) fn list(_app: App) -> Vec<Item> {
    KEPT.with_borrow(|kept| {
        kept.iter()
            .map(|view| Item {
                id: view.id.clone(),
                name: view.name.clone(),
                can_open: true,
                count: view.cohort.len(),
                changed: view.changed,
            })
            .collect()
    })
}

pub(super) fn begin(app: App) -> Option<ViewId> {
    let id = ViewId::from_random(platform::random());
    let view = View::new(id.clone(), "", app.model(), platform::now());
    KEPT.with_borrow_mut(|kept| kept.push(view));
    Some(id)
}

pub(super) fn load(_app: App, id: &ViewId) -> Result<View, NotOpened> {
    KEPT.with_borrow(|kept| kept.iter().find(|view| view.id == *id).cloned())
        .ok_or(NotOpened::Missing)
}

pub(super) fn is_kept(app: App, id: &ViewId) -> bool {
    load(app, id).is_ok()
}

pub(super) fn save(desk: &Desk) {
    use leptos::prelude::GetUntracked;
    let view = desk.view.get_untracked();
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|other| other.id != view.id);
        kept.push(View::clone(&view));
    });
}

pub(super) fn delete(_app: App, id: &ViewId) -> Result<String, ()> {
    KEPT.with_borrow_mut(|kept| kept.retain(|other| other.id != *id));
    Ok(String::new())
}

pub(super) fn not_opened(app: App, why: NotOpened) -> El {
    _ = (why, name_of);
    app.title(Key::ViewsMissingTitle);
    el("article")
        .class("page narrow")
        .el(screen_title(app.say(Key::ViewsMissingTitle)))
        .el(paragraph("lead", app.say(Key::ViewsMissing)))
        .el(el("p").el(link_button(
            "button",
            Route::Views(String::new()).href(),
            app.say(Key::ViewsToViews),
        )))
}
