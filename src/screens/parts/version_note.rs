//! That answers to different versions of the model stand side by side, with the practices that this concerns.

use crate::{
    app::App,
    ui::{El, el, fold, paragraph},
};
use domain::text::Key;
use report::VersionNote;

/// The note. On paper the list is left out: the sentence says how many there are.
pub(crate) fn version_note(app: App, note: VersionNote) -> El {
    let VersionNote { sentence, practices } = note;
    let practices = practices.into_iter().map(|title| el("li").text(title));
    el("div")
        .class("version-note")
        .attr("data-version-note", "")
        .el(paragraph("quiet", sentence))
        .el(fold("more-words no-print", app.say(Key::ChangeVersionsList))
            .el(el("ul").els(practices)))
}
