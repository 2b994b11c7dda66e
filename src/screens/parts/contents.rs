//! The contents of a report.

use crate::{
    app::App,
    platform,
    ui::{El, button, el, heading},
};
use domain::text::Key;

/// Where to find what, on the screen. On paper the bookmarks of the file do this.
pub(crate) fn contents(app: App, parts: impl Iterator<Item = (&'static str, Key)>) -> El {
    let entries = parts.map(|(name, title)| {
        let go = move || {
            platform::go_to(&["[data-part=\"", name, "\"] h2"].concat());
        };
        el("li").el(button("contents-entry", app.say(title), go))
    });
    el("nav")
        .class("contents no-print")
        .attr("aria-labelledby", "contents-title")
        .el(heading("h2", app.say(Key::ReportContents)).attr("id", "contents-title"))
        .el(el("ol").els(entries))
}
