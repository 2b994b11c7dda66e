//! A word that it is time for a backup: beside what the person came for, once for each occasion.
//!
//! Only what is loaded later reaches it.

use leptos::prelude::*;

use crate::{
    app::App,
    ui::{El, button, el, nothing, paragraph, to_title},
};
use domain::text::Key;
use workspace::store::Reminder;

/// The reminder, if there is an occasion for one.
pub(crate) fn reminder(app: App) -> El {
    let closed = RwSignal::new(false);
    // What had the focus goes with it.
    let close = move || {
        closed.set(true);
        to_title();
    };
    el("div").class("reminder-place").live(move || {
        // Where nothing can be stored, the trouble is said already, with the same way out.
        if closed.get() || app.trouble.with(Option::is_some) {
            return nothing();
        }
        let words = match app.reminder() {
            None => return nothing(),
            Some(Reminder::Completed(id)) => {
                let name = app.shelf.with(|shelf| {
                    let done = shelf.iter().find(|shelved| shelved.assessment.id == id);
                    done.map(|shelved| app.name_of(&shelved.assessment)).unwrap_or_default()
                });
                app.speech().fill(Key::ReminderCompleted, &[("name", &name)])
            }
            Some(Reminder::Changes(count)) => app.speech().count(Key::ReminderChanges, count, &[]),
        };
        let download = button("button", app.say(Key::DataBackup), move || {
            if app.back_up() {
                close();
            }
        });
        let later = button("quiet-button", app.say(Key::ReminderLater), move || {
            app.put_off_reminder();
            close();
        });
        el("div")
            .class("reminder")
            .attr("role", "group")
            .attr("aria-label", app.say(Key::ReminderTitle))
            .el(paragraph("", words).attr("dir", "auto"))
            .el(el("div").class("actions").el(download).el(later))
            .view()
    })
}
