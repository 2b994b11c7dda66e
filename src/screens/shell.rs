//! The frame around every screen: masthead, trouble, the screen itself, foot and messages.

use leptos::prelude::*;

use super::{answer, later, not_found, profile, welcome};
use crate::{
    app::{App, Later},
    platform,
    ui::{El, button, el, live_option, nothing, paragraph, select, to_title},
};
use domain::{assessment::AssessmentId, text::Key, wire::Theme};
use report::words::storage_trouble;
use workspace::{
    route::{Preset, Route},
    screen::{Known, LaterScreen, Screen},
    store::StorageError,
};

impl Known for App {
    fn uses_this_model(&self, id: &AssessmentId) -> Option<bool> {
        App::uses_this_model(*self, id)
    }

    fn is_example(&self, id: &AssessmentId) -> bool {
        App::is_example(*self, id)
    }

    fn has_self_check(&self) -> bool {
        App::has_self_check(*self)
    }
}

/// The app as it is mounted into the page.
pub fn shell(app: App) -> Vec<AnyView> {
    // Follows only whether an assessment is there, so that an answer does not build the screen anew.
    let screen = Memo::new(move |_| Screen::of(app.route.get(), &app));
    let moved = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        app.route.track();
        // Not when the page opens: then the browser decides where the focus is.
        if before.is_some() {
            moved.set_value(true);
            platform::before_paint(|| {
                platform::scroll_to_top();
                platform::focus("main h1");
            });
        }
    });
    load_later(app, screen, moved);
    let skip = button("skip", app.say(Key::AppSkip), || platform::focus("main h1"));
    let main = el("main").attr("id", "main").live(move || {
        let screen = match screen.get() {
            Screen::Later(screen) => return later::screen(app, screen),
            Screen::Welcome => welcome::welcome(app, reminder),
            Screen::New(preset) => profile::new_assessment(app, preset),
            Screen::Profile(id) => profile::edit_profile(app, id),
            Screen::Answer(id) => answer::answering(app, id),
            Screen::Missing => not_found::missing_assessment(app),
            Screen::OtherModel(id) => not_found::other_model(app, id),
            Screen::NotFound => not_found::not_found(app),
        };
        screen.view()
    });
    let (head, foot) = match app.surround() {
        Some(surround) => (surround.head, surround.foot),
        None => (masthead(app), foot(app)),
    };
    let parts = [skip, head, tabs(app), example_bar(app), trouble(app), main, foot, messages(app)];
    parts.map(El::view).into()
}

/// What goes on in the background is loaded when the first of them is done. It stands among the messages, because all that
/// is seen of it are some.
fn background(app: App) -> El {
    platform::when_idle(move || {
        // What has failed by then is for the person to try again, who may be about to.
        if app.later.get_untracked() == Later::Away {
            later::prepare(app, None);
        }
    });
    el("div").class("upkeep-place").live(move || match app.later.get() {
        Later::Here => later::screen(app, LaterScreen::Background),
        _ => nothing(),
    })
}

/// Loads the later screens when one of them is opened, or something was changed and there will be a result to look at.
///
/// `moved`: whether the person has gone from one screen to another.
fn load_later(app: App, screen: Memo<Screen>, moved: StoredValue<bool>) {
    let asked = move || match screen.get() {
        Screen::Later(screen) => Some(screen),
        _ => None,
    };
    Effect::new(move |before: Option<()>| {
        app.shelf.track();
        match asked() {
            Some(screen) => later::prepare(app, Some(&screen)),
            // What is not stored may be in the second copy.
            None if before.is_some() || screen.with(|screen| *screen == Screen::Missing) => {
                later::prepare(app, None);
            }
            None => {}
        }
    });
    Effect::new(move |before: Option<Option<Later>>| {
        let now = asked().map(|screen| later::state(app, &screen));
        // Ready is the page that was asked for and not an empty one.
        if now.is_none_or(|now| matches!(now, Later::Here | Later::Failed)) {
            platform::mark_ready();
        }
        // The title that should have got the focus was not there yet, or gave way to one that looks the same: where loading
        // had failed before, it is tried again and can fail again within one turn.
        let is_there = matches!(now, Some(Later::Here | Later::Failed));
        if before.is_some() && is_there && moved.get_value() {
            platform::before_paint(|| platform::focus("main h1"));
        }
        now
    });
}

/// The reminder of a backup is loaded later, with the screens where there is something to lose.
fn reminder(app: App) -> AnyView {
    match app.later.get() {
        Later::Here => later::screen(app, LaterScreen::Reminder),
        _ => nothing(),
    }
}

fn masthead(app: App) -> El {
    let links = [
        (Route::Welcome, Key::AppHome),
        (Route::Views(String::new()), Key::AppViewsShort),
        (Route::Method, Key::AppMethod),
        (Route::Data, Key::AppData),
    ];
    let links = links.map(|(route, key)| {
        let href = route.href();
        el("a")
            .attr("href", href)
            .live_attr("aria-current", move || (app.route.get() == route).then_some("page".into()))
            .text(app.say(key))
    });
    let brand = el("a").class("brand").attr("href", Route::Welcome.href());
    let brand = match &app.host().logo {
        // A mark of its own mostly has the name in it.
        Some(logo) => brand.el(el("img")
            .class("brand-logo")
            .attr("src", logo.file.as_str())
            .attr("alt", logo.alt.as_str())),
        None => brand
            .el(el("img").attr("src", "icon.svg").attr("alt", ""))
            .el(el("span").text(app.site_name())),
    };
    el("header")
        .class("masthead")
        .el(brand)
        .el(el("nav").attr("aria-label", app.say(Key::AppMenu)).els(links))
}

/// The screens of the open assessment, one beside the other. Nothing while none is open.
fn tabs(app: App) -> El {
    let open = Memo::new(move |_| {
        let id = app.route.get().assessment()?.clone();
        app.uses_this_model(&id).filter(|uses| *uses).map(|_| id)
    });
    el("div").class("tabs-place").live(move || {
        let Some(id) = open.get() else { return nothing() };
        let answers = Route::Answer(id.clone(), String::new());
        let tabs = [
            (answers, Key::AppTabAnswers),
            (Route::Results(id.clone()), Key::AppTabResults),
            (Route::Plan(id.clone()), Key::AppTabPlan),
            (Route::Competencies(id.clone()), Key::AppTabCompetencies),
            (Route::Report(id.clone()), Key::AppTabReport),
        ];
        let has_check = app.has_self_check();
        let tabs = tabs.into_iter().filter(|(_, key)| has_check || *key != Key::AppTabCompetencies);
        let links = tabs.map(|(route, key)| {
            let href = route.href();
            // Every principle is one screen here.
            let is_open = move || match (&route, app.route.get()) {
                (Route::Answer(..), Route::Answer(..)) => true,
                (route, open) => *route == open,
            };
            el("a")
                .attr("href", href)
                .live_attr("aria-current", move || is_open().then_some("page".into()))
                .text(app.say(key))
        });
        el("nav").class("tabs").attr("aria-label", app.say(Key::AppTabs)).els(links).view()
    })
}

/// Says on every screen of the example, on paper too, that it is one.
fn example_bar(app: App) -> El {
    let shown = Memo::new(move |_| app.shows_example());
    el("div").class("example-place").live(move || {
        if !shown.get() {
            return nothing();
        }
        let words = el("p")
            .el(el("strong").text(app.say(Key::AppExample)))
            .text(" ")
            .text(app.say(Key::AppExampleWords));
        let start = Route::New(Preset::default()).href();
        let start = el("a").class("no-print").attr("href", start).text(app.say(Key::WelcomeStart));
        el("aside")
            .class("example-bar")
            .attr("data-example", "")
            .attr("aria-label", app.say(Key::AppExample))
            .el(words)
            .el(start)
            .view()
    })
}

fn theme_switch(app: App) -> El {
    let choices = [
        (Theme::Auto, Key::AppThemeAuto),
        (Theme::Light, Key::AppThemeLight),
        (Theme::Dark, Key::AppThemeDark),
    ];
    let options = choices
        .map(|(theme, key)| live_option(theme.id(), app.say(key), move || app.theme() == theme));
    let select = select(options, move |id| {
        if let Some(theme) = Theme::from_id(&id) {
            app.choose_theme(theme);
        }
    });
    el("label")
        .class("theme")
        .el(el("span").class("visually-hidden").text(app.say(Key::AppTheme)))
        .el(select)
}

/// What is wrong with storage at the moment, with the two ways out.
fn trouble(app: App) -> El {
    el("div").class("trouble").attr("role", "alert").live(move || {
        let Some(error) = app.trouble.get() else { return nothing() };
        // A frame without storage is nothing to be alarmed about; what stands around says it in its own words.
        if error == StorageError::Denied && app.host().is_embedded {
            return nothing();
        }
        el("div")
            .class("trouble-words")
            .el(paragraph("", storage_trouble(&error, app.speech())))
            .el(el("div")
                .class("actions")
                .el(button("button", app.say(Key::TroubleRetry), move || app.retry()))
                .el(button("button", app.say(Key::TroubleBackup), move || {
                    _ = app.download_backup();
                })))
            .view()
    })
}

fn foot(app: App) -> El {
    let words = el("div")
        .maybe(app.site_foot())
        .el(paragraph("", app.say(Key::AppPrivate)))
        .el(paragraph("", app.model().notice_short.as_str()));
    el("footer").class("foot").el(words).el(theme_switch(app))
}

/// The last message and what can be brought back, read out when they come.
fn messages(app: App) -> El {
    let offer = move || {
        let Some(words) = app.offer_words() else { return nothing() };
        let undo = button("button", app.say(Key::WelcomeUndo), move || {
            app.undo();
            to_title();
        });
        message(app, words, Some(undo), move || app.dismiss_offer()).view()
    };
    let notice = move || match app.notice.get() {
        Some(words) => message(app, words, None, move || app.notice.set(None)).view(),
        None => nothing(),
    };
    el("div").class("messages").attr("role", "status").live(offer).live(notice).el(background(app))
}

fn message(app: App, words: String, action: Option<El>, close: impl Fn() + 'static) -> El {
    let close = button("close", "×", move || {
        close();
        to_title();
    });
    el("div")
        .class("message")
        .el(paragraph("", words).attr("dir", "auto"))
        .maybe(action)
        .el(close.attr("aria-label", app.say(Key::AppClose)))
}
