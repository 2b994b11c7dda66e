//! What screens that are laid out for paper have in common: the line at the foot of every page, what can be left out, and
//! printing.

use leptos::prelude::*;

use crate::{
    app::App,
    platform,
    ui::{El, button, el, nothing},
};
use domain::text::Key;
use report::paper;

/// The property that the style sheet for paper puts at the foot of every page.
const FOOT: &str = "--running-foot";

/// Names the page, and puts a line at the foot of every printed page for as long as the screen is there. `said` gives the
/// name of what the paper is about, and what stands beside it at the foot; follows what it reads.
pub(crate) fn name_paper(
    app: App,
    title: Key,
    said: impl Fn() -> Option<(String, String)> + 'static,
) {
    Effect::new(move |_| {
        let Some((name, beside)) = said() else { return };
        let speech = app.speech();
        app.title_text(&speech.fill(title, &[("name", &name)]));
        let foot = paper::running_foot(&name, &beside, speech);
        platform::set_property(FOOT, Some(&paper::css_string(&foot)));
    });
    on_cleanup(|| platform::set_property(FOOT, None));
}

/// Where printing works when it does not here, and what to call the link to it.
pub(crate) struct OwnWindow {
    pub(crate) href: String,
    pub(crate) words: Key,
}

/// Adds the button that prints, something beside it, and the way out where printing is refused.
pub(crate) fn printing(app: App, section: El, own_window: OwnWindow, beside: El) -> El {
    let refused = RwSignal::new(false);
    let print = move || {
        refused.set(!platform::print());
        if refused.get_untracked() {
            app.tell(app.say(Key::AppPrintUnavailable).to_owned());
        }
    };
    let other_way = move || {
        if !refused.get() {
            return nothing();
        }
        el("p")
            .text(app.say(Key::AppPrintUnavailable))
            .text(" ")
            .el(el("a")
                .attr("href", own_window.href.clone())
                .attr("target", "_blank")
                .attr("rel", "noopener")
                .text(app.say(own_window.words)))
            .view()
    };
    section
        .el(el("div")
            .class("actions")
            .el(button("button primary", app.say(Key::ResultsPrint), print))
            .el(beside))
        .live(other_way)
}

/// What can be left out.
pub(crate) fn options(app: App, options: Vec<El>) -> El {
    el("fieldset")
        .class("report-options")
        .el(el("legend").text(app.say(Key::ReportOptions)))
        .els(options)
}

/// One thing that can be left out.
pub(crate) fn option(app: App, label: Key, name: &'static str, on: RwSignal<bool>) -> El {
    let toggle = el("input")
        .attr("type", "checkbox")
        .attr("name", name)
        .live_prop("checked", move || on.get().into())
        .on("change", move |event| on.set(event_target_checked(&event)));
    el("label").class("check").el(toggle).el(el("span").text(app.say(label)))
}
