//! What goes on beside all screens once the first of them is done: nothing that a person waits for.
//!
//! Only what is loaded later reaches it.

mod install;
mod keeping;

pub(super) use install::installing;
pub(super) use keeping::is_kept;

use super::{data, recovered};
use crate::{
    app::App,
    platform::{self, Beside, Installing},
    ui::{El, el},
};
use domain::text::Key;
use workspace::route::Route;

/// Begins the upkeep, and has what it says to the person: messages, which the shell shows with its own.
pub(super) fn upkeep(app: App) -> El {
    app.begin_mirror(recovered::tell);
    platform::begin_beside(move |beside| match beside {
        Beside::Worker(event) => keeping::happened(event),
        Beside::Visible => keeping::seen(),
        Beside::Install(now) => install::told(now),
        Beside::Installed => {
            install::told(Installing::Done);
            app.tell(app.say(Key::DeviceInstalled).to_owned());
        }
        Beside::Launch(launch) if !launch.files.is_empty() => {
            // Read and shown there; nothing is stored before the person says so.
            data::open_files(launch.files);
            platform::navigate(&Route::Data.href());
        }
        Beside::Launch(launch) if !launch.hash.is_empty() => platform::navigate(&launch.hash),
        Beside::Launch(_) => {}
    });
    el("div").class("upkeep").el(keeping::notices(app))
}
