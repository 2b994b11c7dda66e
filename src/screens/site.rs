//! What whoever runs the site has put at the foot of the page: links, a call to action, and what the app behind it is
//! called. Reached only where there is such a thing.

use crate::{
    app::App,
    ui::{El, el, paragraph},
};
use domain::text::Key;
use workspace::host::config::Call;

/// The foot of a site of somebody's own.
pub fn site_foot(app: App) -> El {
    let host = app.host();
    let links = host
        .links
        .iter()
        .map(|link| el("a").attr("href", link.href.as_str()).text(link.label.as_str()));
    let call = host.call.as_ref().map(|call| call_link("site-call", call));
    let has_links = call.is_some() || !host.links.is_empty();
    let nav = has_links.then(|| {
        let name = host.name.as_deref().unwrap_or_else(|| app.say(Key::AppName));
        el("nav").class("site-links").attr("aria-label", name).maybe(call).els(links)
    });
    let gaps = [("app", app.say(Key::AppName))];
    el("div")
        .class("site-foot")
        .maybe(nav)
        .el(paragraph("", app.speech().fill(Key::AppMadeWith, &gaps)))
}

/// The call to action as a link. A page opens in a window of its own, so that the result stays where it is.
pub(super) fn call_link(class: &'static str, call: &Call) -> El {
    let link =
        el("a").class(class).attr("href", call.address.as_str().to_owned()).attr("data-cta", "");
    let link = if call.address.is_page() {
        link.attr("target", "_blank").attr("rel", "noopener noreferrer")
    } else {
        link
    };
    link.text(call.label.clone())
}
