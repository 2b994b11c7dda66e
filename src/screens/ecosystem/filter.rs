//! Choosing among the responses: by role, tag and month, and what to group by besides role.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    app::App,
    ui::{El, button, el, nothing},
};
use cohort::{Facet, response::Month};
use domain::{model::Role, text::Key};

/// A choice in a list: its value, its words, whether it is chosen.
type Choice = (String, String, bool);

/// A list to choose from, under a label.
pub(super) fn list(
    label: &'static str,
    name: &'static str,
    choices: Vec<Choice>,
    act: impl Fn(String) + 'static,
) -> El {
    let options = choices.into_iter().map(|(value, words, chosen)| {
        let option = el("option").attr("value", value).text(words);
        if chosen { option.attr("selected", "") } else { option }
    });
    let select = el("select")
        .attr("data-filter", name)
        .on("change", move |event| act(event_target_value(&event)))
        .els(options);
    el("label").class("field").el(el("span").text(label)).el(select)
}

/// The months in which there are responses, earliest first.
pub(super) fn months(desk: &Desk) -> Vec<Month> {
    let view = desk.view.get();
    let months: BTreeSet<Month> = view.cohort.rows().map(|row| row.month()).collect();
    months.into_iter().collect()
}

fn month_choices(app: App, months: &[Month], chosen: Month) -> Vec<Choice> {
    let choice = |month: &Month| {
        (month.to_string(), app.speech().locale.month(month.moment()), *month == chosen)
    };
    months.iter().map(choice).collect()
}

/// Names of the values of a facet as choices; the number is the value.
fn value_choices(
    app: App,
    place: usize,
    facet: &Facet,
    chosen: Option<(usize, u8)>,
) -> Vec<Choice> {
    let mut choices: Vec<Choice> = (1_u8..)
        .zip(&facet.values)
        .map(|(number, value)| {
            (format!("{place}-{number}"), value.clone(), chosen == Some((place, number)))
        })
        .collect();
    let none = app.speech().fill(Key::CohortWithout, &[("tag", &facet.name)]);
    choices.push((format!("{place}-0"), none, chosen == Some((place, 0))));
    choices
}

/// The choices. They follow the view, and not themselves: a list that was just used must not be built anew under the hand.
pub(super) fn filter(desk: &Desk) -> El {
    let desk = desk.clone();
    el("div").class("filter-place").live(move || {
        let view = desk.view.get();
        if view.cohort.is_empty() {
            return nothing();
        }
        let app = desk.app;
        let filter = desk.filter.get_untracked();
        let role = {
            let names = &app.model().choices.roles;
            let mut choices: Vec<Choice> = vec![(
                String::new(),
                app.say(Key::ViewFilterBoth).to_owned(),
                filter.role.is_none(),
            )];
            choices.extend(Role::ALL.iter().map(|role| {
                let name = names.get(*role).map_or("", |named| named.name.as_str());
                (role.id().to_owned(), name.to_owned(), filter.role == Some(*role))
            }));
            let desk = desk.clone();
            list(app.say(Key::ViewFilterRole), "role", choices, move |value| {
                desk.choose(|filter| filter.role = Role::from_id(&value));
            })
        };
        let facets = view.cohort.facets();
        let tag = (!facets.is_empty()).then(|| {
            let every = app.say(Key::ViewFilterEvery).to_owned();
            let mut choices: Vec<Choice> = vec![(String::new(), every, filter.value.is_none())];
            for (place, facet) in facets.iter().enumerate() {
                choices.extend(value_choices(app, place, facet, filter.value));
            }
            let desk = desk.clone();
            list(app.say(Key::ViewFilterTag), "tag", choices, move |value| {
                let parts = value.split_once('-');
                let value = parts.and_then(|(f, n)| Some((f.parse().ok()?, n.parse().ok()?)));
                desk.choose(|filter| filter.value = value);
            })
        });
        let group = (!facets.is_empty()).then(|| {
            let by_role = app.say(Key::ViewGroupRole).to_owned();
            let mut choices: Vec<Choice> = vec![(String::new(), by_role, view.facet.is_none())];
            choices.extend(facets.iter().enumerate().map(|(place, facet)| {
                (place.to_string(), facet.name.clone(), view.facet == Some(place))
            }));
            let desk = desk.clone();
            list(app.say(Key::ViewGroup), "group", choices, move |value| {
                let facet = value.parse().ok();
                desk.change(|view| view.facet = facet);
            })
        });
        el("form")
            .class("filter no-print")
            .attr("aria-label", app.say(Key::ViewFilter))
            .on("submit", |event| event.prevent_default())
            .el(role)
            .maybe(tag)
            .els(month_lists(&desk))
            .maybe(group)
            .live(clear(&desk))
            .view()
    })
}

fn month_lists(desk: &Desk) -> Vec<El> {
    let app = desk.app;
    let months = months(desk);
    let (Some(first), Some(last)) = (months.first().copied(), months.last().copied()) else {
        return Vec::new();
    };
    if first == last {
        return Vec::new();
    }
    let chosen = desk.filter.get_untracked().months.unwrap_or((first, last));
    let set = |desk: &Desk, change: fn(&mut (Month, Month), Month)| {
        let (desk, months) = (desk.clone(), months.clone());
        move |value: String| {
            let Some(month) = months.iter().find(|month| month.to_string() == value) else {
                return;
            };
            desk.choose(|filter| {
                let mut span = filter.months.unwrap_or((first, last));
                change(&mut span, *month);
                filter.months = (span != (first, last)).then_some(span);
            });
        }
    };
    let from = month_choices(app, &months, chosen.0);
    let to = month_choices(app, &months, chosen.1);
    vec![
        list(app.say(Key::ViewFilterFrom), "from", from, set(desk, |span, month| span.0 = month)),
        list(app.say(Key::ViewFilterTo), "to", to, set(desk, |span, month| span.1 = month)),
    ]
}

/// Back to everybody, while not everybody is looked at.
fn clear(desk: &Desk) -> impl Fn() -> AnyView + Send + 'static {
    let desk = desk.clone();
    move || {
        if desk.filter.get() == cohort::Filter::default() {
            return nothing();
        }
        let to_all = desk.clone();
        button("button", desk.app.say(Key::ViewFilterClear), move || {
            to_all.choose(|filter| *filter = cohort::Filter::default());
            // The lists show what they were set to, and have to be built anew.
            to_all.view.notify();
        })
        .attr("data-action", "clear-filter")
        .view()
    }
}
