//! The responses one by one: what they are, taking some out, and giving them tags by hand.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::desk::Desk;
use crate::ui::{El, button, el, nothing, paragraph, table};
use cohort::{Row, View};
use domain::{assessment::ResponseId, text::Key};

/// So many stand on one page of the list.
const PAGE: usize = 50;

/// The list, which is built when it is opened.
pub(super) fn responses(desk: &Desk) -> El {
    let app = desk.app;
    let open = RwSignal::new(false);
    let inner = desk.clone();
    let count = desk.clone();
    el("details")
        .class("more view-responses")
        .on("toggle", move |event| open.set(crate::platform::is_open(&event)))
        .el(el("summary").live_text(move || {
            let count = count.view.get().cohort.len() as u64;
            app.speech().count(Key::ViewResponses, count, &[]).into()
        }))
        .live(move || if open.get() { List::new(&inner).view() } else { nothing() })
}

#[derive(Clone)]
struct List {
    desk: Desk,
    page: RwSignal<usize>,
    chosen: RwSignal<BTreeSet<ResponseId>>,
    facet: RwSignal<String>,
    value: RwSignal<String>,
}

impl List {
    fn new(desk: &Desk) -> Self {
        Self {
            desk: desk.clone(),
            page: RwSignal::new(0),
            chosen: RwSignal::default(),
            facet: RwSignal::new(
                desk.view
                    .get_untracked()
                    .cohort
                    .facets()
                    .first()
                    .map(|f| f.name.clone())
                    .unwrap_or_default(),
            ),
            value: RwSignal::default(),
        }
    }

    fn view(self) -> AnyView {
        let list = self.clone();
        el("div")
            .el(paragraph("", self.desk.app.say(Key::ViewResponsesLead)))
            .el(self.tools())
            .live(move || list.page_of(&list.desk.view.get()).view())
            .view()
    }

    fn page_of(&self, view: &View) -> El {
        let app = self.desk.app;
        let speech = app.speech();
        let pages = view.cohort.len().div_ceil(PAGE).max(1);
        let page = self.page.get().min(pages - 1);
        let facets = view.cohort.facets();
        let places = page * PAGE..((page + 1) * PAGE).min(view.cohort.len());
        let rows = places.filter_map(|place| {
            let row = view.cohort.row(place)?;
            Some(self.row(place, &row, facets.len()))
        });
        let mut heads = vec![
            app.say(Key::ViewColumnChoose).into(),
            app.say(Key::ViewColumnResponse).into(),
            app.say(Key::ViewFilterRole).into(),
            app.say(Key::ViewColumnMonth).into(),
            app.say(Key::ViewColumnForm).into(),
        ];
        heads.extend(facets.iter().map(|facet| facet.name.clone().into()));
        let rows: Vec<El> = rows.collect();
        let title = app.say(Key::ViewResponsesTable);
        let turn = |key: Key, to: Option<usize>| {
            let signal = self.page;
            let turn = button("quiet-button", app.say(key), move || {
                if let Some(to) = to {
                    signal.set(to);
                }
            });
            if to.is_none() { turn.attr("disabled", "") } else { turn }
        };
        let turns = (pages > 1).then(|| {
            let gaps = [
                ("page", speech.locale.whole(page as u64 + 1)),
                ("pages", speech.locale.whole(pages as u64)),
            ];
            let gaps = gaps.each_ref().map(|(gap, words)| (*gap, words.as_str()));
            el("div")
                .class("actions pager")
                .el(turn(Key::ViewPageBack, page.checked_sub(1)))
                .el(el("span").class("quiet").text(speech.fill(Key::ViewPage, &gaps)))
                .el(turn(Key::ViewPageNext, (page + 1 < pages).then_some(page + 1)))
        });
        el("div").el(table("responses-table", title, heads, rows)).maybe(turns)
    }

    fn row(&self, place: usize, row: &Row<'_>, facets: usize) -> El {
        let app = self.desk.app;
        let speech = app.speech();
        let (id, chosen) = (row.id(), self.chosen);
        let number = speech.locale.whole(place as u64 + 1);
        let name = row.name().map_or_else(
            || speech.fill(Key::ViewResponseNumber, &[("number", &number)]),
            str::to_owned,
        );
        let profile = row.profile();
        let choices = &app.model().choices;
        let check = el("input")
            .attr("type", "checkbox")
            .attr("aria-label", name.clone())
            .live_prop("checked", move || chosen.with(|chosen| chosen.contains(&id)).into())
            .on("change", move |event| {
                let on = event_target_checked(&event);
                chosen.update(|chosen| {
                    if on {
                        chosen.insert(id)
                    } else {
                        chosen.remove(&id)
                    };
                });
            });
        let named = |named: Option<&'static domain::model::Named>| {
            el("td").class("words").text(named.map_or("", |named| named.name.as_str()))
        };
        let values = (0..facets).map(|facet| {
            el("td")
                .class("words")
                .attr("dir", "auto")
                .text(row.value(facet).unwrap_or("–").to_owned())
        });
        el("tr")
            .el(el("td").el(check))
            .el(el("th").attr("scope", "row").attr("dir", "auto").text(name))
            .el(named(choices.roles.get(profile.role)))
            .el(el("td").class("words").text(app.speech().locale.month(row.month().moment())))
            .el(named(choices.forms.get(profile.form)))
            .els(values)
    }

    /// What can be done with the chosen ones.
    fn tools(&self) -> El {
        let app = self.desk.app;
        let none = {
            let chosen = self.chosen;
            move || chosen.with(BTreeSet::is_empty)
        };
        let remove = {
            let list = self.clone();
            button("button", app.say(Key::ViewRemove), move || {
                let chosen = list.chosen.get_untracked();
                if chosen.is_empty() {
                    return;
                }
                list.desk.change(|view| view.cohort.retain(|row| !chosen.contains(&row.id())));
                list.chosen.set(BTreeSet::new());
                let count = chosen.len() as u64;
                app.tell(app.speech().count(Key::ViewRemoved, count, &[]));
            })
            .attr("data-action", "remove-responses")
            .live_prop("disabled", move || none().into())
        };
        let tag = {
            let list = self.clone();
            el("form")
                .class("tag-form")
                .on("submit", |event| event.prevent_default())
                .el(field(app.say(Key::ViewTagName), "tag-name", self.facet))
                .el(field(app.say(Key::ViewTagValue), "tag-value", self.value))
                .el(button("button", app.say(Key::ViewTag), move || list.tag())
                    .attr("data-action", "tag-responses")
                    .live_prop("disabled", move || none().into()))
        };
        el("div").class("responses-tools").el(el("div").class("actions").el(remove)).el(tag)
    }

    fn tag(&self) {
        let app = self.desk.app;
        let chosen = self.chosen.get_untracked();
        let (name, value) = (self.facet.get_untracked(), self.value.get_untracked());
        let view = self.desk.view.get_untracked();
        // Tried on a copy first: without room nothing is changed, and there is nothing to undo.
        let mut cohort = view.cohort.clone();
        let Some(facet) = cohort.add_facet(&name) else {
            app.tell(app.say(Key::ViewTagNoRoom).to_owned());
            return;
        };
        if !chosen.iter().all(|id| cohort.tag(*id, facet, &value)) {
            app.tell(app.say(Key::ViewTagNoRoom).to_owned());
            return;
        }
        self.desk.change(|view| {
            view.cohort = cohort;
            view.facet = view.facet.or(Some(facet));
        });
        self.chosen.set(BTreeSet::new());
        app.tell(app.speech().count(Key::ViewTagged, chosen.len() as u64, &[]));
    }
}

fn field(label: &'static str, id: &'static str, text: RwSignal<String>) -> El {
    el("div").class("field").el(el("label").attr("for", id).text(label)).el(el("input")
        .attr("id", id)
        .attr("type", "text")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("maxlength", "60")
        .live_prop("value", move || text.get().into())
        .on("input", move |event| text.set(event_target_value(&event))))
}
