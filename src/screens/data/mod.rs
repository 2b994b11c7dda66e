//! My data: what is stored in this browser, a backup of it, restoring one, and deleting all of it.

mod backup;
mod device;
mod kept;
mod restore;

pub(super) use restore::open_files;

use leptos::prelude::*;

use super::parts::set_aside_list;
use crate::{
    app::App,
    platform,
    ui::{El, button, el, heading, paragraph, screen_title, table},
};
use domain::text::Key;
use report::words::file_size;
use workspace::{
    route::Route,
    store::{PREFIX, assessment_key, is_aside, is_backup_record, view_key},
};

/// The screen on stored data.
pub(super) fn my_data(app: App) -> El {
    app.title(Key::DataTitle);
    app.check_views();
    let status = move || {
        let trouble = app.trouble.with(Option::is_some);
        app.say(if trouble { Key::DataStatusTrouble } else { Key::DataStatusOk }).into()
    };
    let section = |title: Key| el("section").el(heading("h2", app.say(title)));
    restore::restore(app, |restore| {
        el("article")
            .class("page narrow data")
            .el(screen_title(app.say(Key::DataTitle)))
            .el(paragraph("lead", app.speech().fill(Key::DataLead, &[("prefix", PREFIX)])))
            .el(section(Key::DataStatusTitle).el(el("p").live_text(status)).el(kept::kept(app)))
            .el(device::device(app))
            .el(backup::backup(app))
            .el(restore)
            .child(set_aside_list(app))
            .el(section(Key::DataStoredTitle).live(move || stored(app).view()))
            .el(delete_everything(app))
    })
}

/// What a key holds, in words.
fn kind(app: App, key: &str) -> String {
    if let Some(id) = assessment_key(key) {
        let name = app.shelf.with(|shelf| {
            shelf.iter().find(|s| s.assessment.id == id).map(|s| app.name_of(&s.assessment))
        });
        if let Some(name) = name {
            return app.speech().fill(Key::DataKindAssessment, &[("name", &name)]);
        }
    }
    if let Some(head) = view_key(key).and_then(|_| app.view_head(key)) {
        let name = if head.name.is_empty() { app.say(Key::AppUntitled) } else { &*head.name };
        let count = head.responses as u64;
        return app.speech().count(Key::DataKindView, count, &[("name", name)]);
    }
    let rest = key.strip_prefix(PREFIX).unwrap_or(key);
    let words = if rest == "settings" {
        Key::DataKindSettings
    } else if is_backup_record(key) {
        Key::DataKindBackups
    } else if is_aside(key) || app.set_aside.with(|all| all.iter().any(|aside| aside.key == key)) {
        Key::DataKindAside
    } else {
        Key::DataKindOther
    };
    app.say(words).to_owned()
}

fn stored(app: App) -> El {
    // Asked of the browser anew whenever something may have changed there.
    app.shelf.track();
    app.settings.track();
    app.set_aside.track();
    let keys = app.stored();
    if keys.is_empty() {
        return paragraph("", app.say(Key::DataStoredNone));
    }
    let speech = app.speech();
    let total: usize = keys.iter().map(|(_, bytes)| bytes).sum();
    let row = |what: String, key: &str, bytes: usize| {
        el("tr")
            .el(el("th").attr("scope", "row").attr("dir", "auto").text(what))
            .el(el("td").class("words break").el(el("code").text(key.to_owned())))
            .el(el("td").text(file_size(bytes, speech)))
    };
    let mut rows: Vec<El> =
        keys.iter().map(|(key, bytes)| row(kind(app, key), key, *bytes)).collect();
    rows.push(row(app.say(Key::DataTotal).to_owned(), "", total));
    let heads = [Key::DataColumnWhat, Key::DataColumnKey, Key::DataColumnSize];
    let heads = heads.map(|key| app.say(key).into()).into();
    table("keys-table", app.say(Key::DataStoredTitle), heads, rows)
}

/// Two steps, because there is no way back.
fn delete_everything(app: App) -> El {
    let asked = RwSignal::new(false);
    let delete = move || {
        asked.set(false);
        app.delete_everything();
        platform::navigate(&Route::Welcome.href());
    };
    // The buttons are built anew, and with them goes what had the focus.
    let ask = move |question: bool| {
        asked.set(question);
        platform::before_paint(|| platform::focus(".danger .actions button"));
    };
    let buttons = move || {
        let buttons = if asked.get() {
            vec![
                button("button danger", app.say(Key::DataDeleteConfirm), delete),
                button("button", app.say(Key::WelcomeCancel), move || ask(false)),
            ]
        } else {
            vec![button("button", app.say(Key::DataDelete), move || ask(true))]
        };
        el("div").class("actions").els(buttons).view()
    };
    el("section")
        .class("danger")
        .el(heading("h2", app.say(Key::DataDeleteTitle)))
        .el(paragraph("", app.say(Key::DataDeleteLead)))
        .live(buttons)
}
