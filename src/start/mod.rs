//! From a loaded page to a running app. The only place that sees everything: it puts what the browser has loaded, the app,
//! its surroundings and the screens together.

mod surroundings;

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen_futures::spawn_local;

use crate::{
    app::{App, WIDE, route},
    platform::{self, BrowserClock, BrowserLocale, BrowserStorage},
    screens::shell,
};
use base::json::Problem;
use domain::model::{self, Content};
use surroundings::fit_in;
use workspace::Workspace;

/// Starts the app: waits for the content, reads the storage, shows the first screen.
pub fn start() {
    std::panic::set_hook(Box::new(|info| platform::crash(&info.to_string())));
    spawn_local(async {
        match platform::content().await {
            Ok(text) => match model::parse(&text) {
                Ok(content) => run(content).await,
                Err(problems) => platform::fail(&list(&problems)),
            },
            Err(reason) => platform::fail(&reason),
        }
    });
}

/// Shown to whoever runs the site, so in their file's terms and at most a screenful.
fn list(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().take(20).map(ToString::to_string).collect();
    lines.join("\n")
}

async fn run(content: Content) {
    let desk = Workspace::open(BrowserStorage, BrowserClock);

    let language = &content.catalogue.language;
    BrowserLocale::of(&platform::preferred(language));
    platform::set_language(language, content.catalogue.right_to_left);

    // Lives as long as the page, as everything in the app does.
    let owner = Owner::new();
    let app = owner.with(|| App::new(content, desk));
    std::mem::forget(owner);
    if !fit_in(app).await {
        return;
    }

    let Some(target) = platform::emptied("app") else {
        platform::fail("no element with the id app");
        return;
    };
    mount_to(target, move || {
        listen(app);
        shell(app)
    })
    .forget();
}

fn listen(app: App) {
    platform::on_hash_change(move || {
        let route = app.shelf.with_untracked(|shelf| route(shelf));
        if app.route.get_untracked() != route {
            app.route.set(route);
        }
    });
    platform::on_resize(move || {
        let wide = platform::is_at_least(WIDE);
        if app.wide.get_untracked() != wide {
            app.wide.set(wide);
        }
    });
    platform::on_leaving(move || app.save_before_leaving());
    platform::on_storage(move |key| app.other_tab(key.as_deref()));
    Effect::new(move |_| platform::set_theme(app.theme().id()));
}
