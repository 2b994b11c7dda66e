//! What whoever runs the site has put at the foot of the page: links, a call to action, and what the app behind it is
//! called. Reached only where there is such a thing.

use crate::{
    app::App,
    screens::parts::call_link,
    ui::{El, el, paragraph},
};
use domain::text::Key;

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
