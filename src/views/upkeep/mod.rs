//! What goes on beside all screens once the first of them is done: nothing that a person waits for.
//!
//! Only what is loaded later reaches it.

mod install;
mod keeping;

pub(super) use install::{Installing, installing, look};
pub(super) use keeping::is_kept;

use super::{data, recovered};
use crate::{
    app::App,
    components::{El, el},
    platform,
    route::Route,
};

/// Begins the upkeep, and has what it says to the person: messages, which the shell shows with its own.
pub(super) fn upkeep(app: App) -> El {
    app.begin_mirror(recovered::tell);
    install::begin(app);
    platform::on_launch(|launch| {
        if !launch.files.is_empty() {
            // Read and shown there; nothing is stored before the person says so.
            data::open_files(launch.files);
            platform::navigate(&Route::Data.href());
        } else if let Some(hash) = launch.hash {
            platform::navigate(&hash);
        }
    });
    el("div").class("upkeep").el(keeping::begin(app))
}
