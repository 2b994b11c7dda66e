//! What goes on in the background of all screens once the first of them is done: nothing that a person waits for.
//!
//! Only what is loaded later reaches it.

mod updates;

use super::parts::on_device::note_installing;
use crate::{
    app::App,
    platform::{self, BackgroundEvent, Installing, PickedFile},
    ui::{El, el},
};
use domain::text::Key;
use report::words::recovered_words;
use workspace::{route::Route, store::Recovered};

/// Begins it, and has what it says to the person: messages, which the shell shows with its own.
///
/// `open_files` has the screen on stored data read files that the device opens with the app.
pub(super) fn background(app: App, open_files: fn(Vec<PickedFile>)) -> El {
    app.begin_mirror(tell_recovered);
    platform::begin_background(move |event| match event {
        BackgroundEvent::Worker(event) => updates::happened(event),
        BackgroundEvent::Visible => updates::seen(),
        BackgroundEvent::Install(now) => note_installing(now),
        BackgroundEvent::Installed => {
            note_installing(Installing::Done);
            app.tell(app.say(Key::DeviceInstalled).to_owned());
        }
        BackgroundEvent::Launch(launch) if !launch.files.is_empty() => {
            // Read and shown there; nothing is stored before the person says so.
            open_files(launch.files);
            platform::navigate(&Route::Data.href());
        }
        BackgroundEvent::Launch(launch) if !launch.hash.is_empty() => {
            platform::navigate(&launch.hash);
        }
        BackgroundEvent::Launch(_) => {}
    });
    el("div").class("upkeep").el(updates::notices(app))
}

/// Tells the person what was brought back from the second copy.
fn tell_recovered(app: App, items: &[Recovered]) {
    if let Some(words) = recovered_words(items, app.speech()) {
        app.tell(words);
    }
}
