//! What stands in the place of a view that is not opened.

use crate::{
    app::App,
    ui::{El, el, link_button, paragraph, screen_title},
};
use domain::{assessment::ViewId, text::Key};
use report::words::no_view;
use workspace::{route::Route, store::NoView};

/// The screen, with the reason.
pub(super) fn not_opened(app: App, id: &ViewId, why: &NoView) -> El {
    app.title(Key::ViewsMissingTitle);
    let (title, words) = no_view(why, app.speech());
    el("article")
        .class("page narrow")
        .attr("data-view-missing", id.as_str().to_owned())
        .el(screen_title(title.to_owned()))
        .el(paragraph("lead", words))
        .el(el("p")
            .class("actions")
            .el(link_button(
                "button",
                Route::Views(String::new()).href(),
                app.say(Key::ViewsToViews),
            ))
            .el(link_button("button", Route::Data.href(), app.say(Key::AppData))))
}
