//! Ecosystem views: many responses looked at together.
//!
//! Owns the screens. What may be shown, and every number, is the business of `cohort`.

mod desk;
mod filter;
mod agreement;
mod invite;
mod collect;
mod counting;
mod export;
mod kept;
mod principles;
mod trend;
mod whole;
mod report;
mod responses;
mod rules;
mod sheet;
mod shelf;
mod tally;

use std::sync::Arc;

use leptos::prelude::*;

use self::desk::{Desk, Shown};
pub(super) use self::{report::report, sheet::sheet, shelf::views};
use super::parts;
use crate::{
    app::App,
    ui::{El, Numbers, button, el, heading, link_button, nothing, paragraph, screen_title},
};
use chart::{Layout, Scene};
use cohort::Facet;
use domain::{
    assessment::ViewId,
    text::{Key, Speech},
};
use workspace::route::Route;

impl Shown {
    /// What the picture is grouped by besides role.
    fn facet(&self) -> Option<&Facet> {
        self.view.cohort.facets().get(self.view.facet?)
    }
}

/// A chart of a view that can be taken along.
fn chart(
    shown: &Arc<Shown>,
    name: &str,
    label: &str,
    draw: impl Fn(Layout) -> Scene + Send + Sync + 'static,
    caption: impl Into<String>,
    numbers: Numbers,
) -> El {
    parts::chart(shown.app, &shown.view.name, name, label, draw, caption, numbers)
}

/// A section with its heading, which can be gone to.
fn section(app: App, title: Key) -> El {
    el("section").el(heading("h2", app.say(title)).attr("tabindex", "-1"))
}

/// A value with two decimals.
fn number(speech: Speech<'_>, value: f64) -> String {
    speech.locale.decimal(value, 2)
}

/// What a view is called.
fn name_of(app: App, name: &str) -> String {
    if name.is_empty() { app.say(Key::ViewUntitled).to_owned() } else { name.to_owned() }
}

/// The screen of one view.
pub(super) fn view(app: App, id: ViewId) -> El {
    let desk = match Desk::open(app, &id) {
        Ok(desk) => desk,
        Err(why) => return kept::not_opened(app, &id, &why),
    };
    desk.draw();
    // What came by a link waits until there is a view to put it into.
    if let Some(text) = shelf::take_waiting() {
        desk.read_text(text);
    }
    let exports = {
        let desk = desk.clone();
        let any = desk.clone();
        let any = Memo::new(move |_| any.view.with(|view| !view.cohort.is_empty()));
        move || if any.get() { export::panel(&desk).view() } else { nothing() }
    };
    let screen = el("article")
        .class("page ecosystem")
        .el(head(&desk))
        .el(collect::progress(&desk))
        .el(tally::tally(&desk))
        .el(tools(&desk))
        .el(filter::filter(&desk))
        .el(picture(&desk))
        .live(exports);
    collect::drop_zone(&desk, screen)
}

/// What is done with the responses, each under its own line.
fn tools(desk: &Desk) -> El {
    let inner = desk.clone();
    let any = desk.clone();
    let any = Memo::new(move |_| any.view.with(|view| !view.cohort.is_empty()));
    el("section")
        .class("view-tools no-print")
        .attr("aria-label", desk.app.say(Key::ViewTools))
        .el(collect::collect(desk))
        .live(move || {
            if !any.get() {
                return nothing();
            }
            vec![rules::rules(&inner).view(), responses::responses(&inner).view()].into_any()
        })
}

fn head(desk: &Desk) -> El {
    let app = desk.app;
    let (titled, named) = (desk.clone(), desk.clone());
    let title = move || {
        let name = name_of(app, &titled.view.get().name);
        app.title_text(&app.speech().fill(Key::ViewOf, &[("name", &name)]));
        screen_title(name).view()
    };
    let rename = el("input")
        .attr("id", "view-name")
        .attr("type", "text")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("maxlength", cohort::VIEW_NAME_LIMIT.to_string())
        .attr("value", desk.view.with_untracked(|view| view.name.clone()))
        .on("change", move |event| {
            let name = event_target_value(&event);
            named.change(|view| name.trim().clone_into(&mut view.name));
        });
    let undo = {
        let (desk, shown) = (desk.clone(), desk.clone());
        let can = Memo::new(move |_| shown.can_undo());
        move || {
            let desk = desk.clone();
            if !can.get() {
                return nothing();
            }
            button("button", app.say(Key::ViewUndo), move || desk.undo())
                .attr("data-action", "undo-last")
                .view()
        }
    };
    let links = {
        let (desk, id) = (desk.clone(), desk.id.clone());
        let any = Memo::new(move |_| desk.view.with(|view| !view.cohort.is_empty()));
        move || {
            if !any.get() {
                return nothing();
            }
            let report = Route::ViewReport(id.clone()).href();
            let sheet = Route::Sheet(id.clone()).href();
            vec![
                link_button("button", report, app.say(Key::ViewReport)).view(),
                link_button("button", sheet, app.say(Key::ViewSheet)).view(),
            ]
            .into_any()
        }
    };
    el("header")
        .class("results-head view-head")
        .el(el("p").class("eyebrow").el(el("a")
            .attr("href", Route::Views(String::new()).href())
            .text(app.say(Key::AppViews))))
        .live(title)
        .el(el("details")
            .class("more rename-view no-print")
            .el(el("summary").text(app.say(Key::ViewRename)))
            .el(el("div")
                .class("field")
                .el(el("label").attr("for", "view-name").text(app.say(Key::ViewName)))
                .el(rename)))
        .el(el("div").class("actions no-print").live(links).live(undo))
}

/// Builds a part of the picture.
type Build = fn(&Desk, &Arc<Shown>) -> El;

/// The parts of the picture, each when it is its turn.
fn picture(desk: &Desk) -> El {
    let app = desk.app;
    let part = |place: usize, build: Build| {
        let desk = desk.clone();
        el("div").class("view-part").live(move || match desk.part(place) {
            Some(shown) if !shown.view.cohort.is_empty() => build(&desk, &shown).view(),
            _ => nothing(),
        })
    };
    let empty = {
        let desk = desk.clone();
        let is_empty = Memo::new(move |_| desk.view.with(|view| view.cohort.is_empty()));
        move || {
            if is_empty.get() {
                paragraph("quiet", app.say(Key::ViewEmpty)).view()
            } else {
                nothing()
            }
        }
    };
    el("div")
        .class("results view-picture")
        .live(empty)
        .el(part(0, |_, shown| whole::first(shown)))
        .el(part(1, |_, shown| whole::gaps(shown)))
        .el(part(2, |_, shown| agreement::topics(shown)))
        .el(part(3, |_, shown| whole::balance(shown)))
        .el(part(4, |_, shown| agreement::consensus(shown)))
        .el(part(5, principles::principles))
        .el(part(6, |_, shown| agreement::blind_spots(shown)))
        .el(part(7, trend::over_time))
}
