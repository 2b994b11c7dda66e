//! Making a backup, and when the last one was made.

use leptos::prelude::*;

use crate::{
    app::App,
    platform,
    ui::{El, button, el, fold, heading, paragraph, read_only_area},
};
use domain::text::Key;

/// The section on backups.
pub(super) fn backup(app: App) -> El {
    // Raised when a backup was made.
    let made = RwSignal::new(0_u32);
    let copy = RwSignal::new(None::<String>);
    let empty = move || {
        app.shelf.with(Vec::is_empty) && app.set_aside.with(Vec::is_empty) && !app.has_views()
    };
    let download = button("button primary", app.say(Key::DataBackup), move || {
        if app.back_up() {
            made.update(|made| *made += 1);
        } else {
            copy.set(Some(app.backup_to_copy()));
        }
    })
    .live_prop("disabled", move || empty().into());
    let last = move || {
        made.track();
        last(app).into()
    };
    el("section")
        .class("backup")
        .el(heading("h2", app.say(Key::DataBackupTitle)))
        .el(paragraph("", app.say(Key::DataBackupLead)))
        .el(el("p").class("last-backup").live_text(last))
        .el(el("p").el(download))
        .el(by_hand(app, copy, made).live_attr("hidden", move || empty().then(|| "".into())))
}

/// When the last backup was made, and how much has changed since.
fn last(app: App) -> String {
    let speech = app.speech();
    let record = app.backup_record();
    let changes = app.changes_since_backup(&record);
    match record.at {
        None => app.say(Key::DataBackupNever).to_owned(),
        Some(at) => {
            let at = speech.locale.date(at);
            speech.count(Key::DataBackupLast, changes, &[("date", &at)])
        }
    }
}

/// The backup as a text, for where a page cannot download: some frames do not let it, and do not say so.
fn by_hand(app: App, copy: RwSignal<Option<String>>, made: RwSignal<u32>) -> El {
    const FIELD: &str = "backup-text";
    let field = read_only_area("6")
        .attr("id", FIELD)
        .attr("dir", "ltr")
        .attr("spellcheck", "false")
        .live_prop("value", move || copy.get().unwrap_or_default().into());
    let select = button("button", app.say(Key::DataBackupCopy), move || {
        // What is there now and not what was there when it was opened.
        copy.set(Some(app.backup_to_copy()));
        platform::before_paint(move || {
            let copied = platform::select_all("#backup-text");
            if copied {
                app.note_backup();
                made.update(|made| *made += 1);
            }
            let words = if copied { Key::DataBackupCopied } else { Key::DataBackupSelected };
            app.tell(app.say(words).to_owned());
        });
    });
    fold("more", app.say(Key::DataBackupByHand))
        .live_prop("open", move || copy.with(Option::is_some).into())
        .on("toggle", move |_| {
            if copy.with_untracked(Option::is_none) {
                copy.set(Some(app.backup_to_copy()));
            }
        })
        .el(paragraph("", app.say(Key::DataBackupByHandLead)))
        .el(el("label").attr("for", FIELD).text(app.say(Key::DataBackupText)))
        .el(field)
        .el(el("p").el(select))
}
