//! What goes on beside all screens once the first of them is done: nothing that a person waits for.
//!
//! Only what is loaded later reaches it.

mod keeping;

use super::parts::on_device::note_installing;
use crate::{
    app::App,
    platform::{self, Beside, Installing, PickedFile},
    ui::{El, el},
};
use domain::text::Key;
use report::words::recovered_words;
use workspace::{route::Route, store::Recovered};

/// Begins the upkeep, and has what it says to the person: messages, which the shell shows with its own.
///
/// `open_files` has the screen on stored data read files that the device opens with the app.
pub(super) fn upkeep(app: App, open_files: fn(Vec<PickedFile>)) -> El {
    app.begin_mirror(tell_recovered);
    platform::begin_beside(move |beside| match beside {
        Beside::Worker(event) => keeping::happened(event),
        Beside::Visible => keeping::seen(),
        Beside::Install(now) => note_installing(now),
        Beside::Installed => {
            note_installing(Installing::Done);
            app.tell(app.say(Key::DeviceInstalled).to_owned());
        }
        Beside::Launch(launch) if !launch.files.is_empty() => {
            // Read and shown there; nothing is stored before the person says so.
            open_files(launch.files);
            platform::navigate(&Route::Data.href());
        }
        Beside::Launch(launch) if !launch.hash.is_empty() => platform::navigate(&launch.hash),
        Beside::Launch(_) => {}
    });
    el("div").class("upkeep").el(keeping::notices(app))
}

/// Tells the person what was brought back from the second copy.
fn tell_recovered(app: App, items: &[Recovered]) {
    if let Some(words) = recovered_words(items, app.speech()) {
        app.tell(words);
    }
}
