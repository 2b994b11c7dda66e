//! Two points in time.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    agreement::difference,
    chart,
    desk::{Desk, Shown},
    filter::{list, months},
    section,
};
use crate::{
    app::App,
    ui::{El, Numbers, el, paragraph, table},
};
use cohort::{Change, Movement, NoTrend, Trend, response::Month, trend};
use domain::{model::Role, text::Key};
use report::views;

/// The comparison of two months, as soon as there are two; the first and the last of them to begin with.
pub(super) fn over_time(desk: &Desk, shown: &Arc<Shown>) -> El {
    let app = desk.app;
    let months = untrack(|| months(desk));
    let section = section(app, Key::ViewTrendTitle);
    let (Some(first), Some(last)) = (months.first().copied(), months.last().copied()) else {
        return section;
    };
    if first == last {
        return section.el(paragraph("", app.say(Key::ViewTrendOne)));
    }
    let (earlier, later) = (RwSignal::new(first), RwSignal::new(last));
    let choose = |label: Key, name: &'static str, chosen: RwSignal<Month>| {
        let choices = months.iter().map(|month| {
            let now = chosen.get_untracked();
            (month.to_string(), app.speech().locale.month(month.moment()), *month == now)
        });
        let all = months.clone();
        list(app.say(label), name, choices.collect(), move |value| {
            if let Some(month) = all.iter().find(|month| month.to_string() == value) {
                chosen.set(*month);
            }
        })
    };
    let lists = el("div")
        .class("fields-row no-print")
        .el(choose(Key::CompareEarlier, "earlier", earlier))
        .el(choose(Key::CompareLater, "later", later));
    let shown = Arc::clone(shown);
    section.el(paragraph("", app.say(Key::ViewTrendLead))).el(lists).live(move || {
        let (earlier, later) = (earlier.get(), later.get());
        let Shown { view, filter, .. } = &*shown;
        let found = trend(
            app.model(),
            &view.cohort,
            view.rules,
            filter,
            (earlier, earlier),
            (later, later),
        );
        match found {
            Ok(found) => outcome(&shown, Arc::new(found), [earlier, later]).view(),
            Err(reason) => paragraph("", app.say(why_not(reason))).view(),
        }
    })
}

fn why_not(reason: NoTrend) -> Key {
    match reason {
        NoTrend::Overlap => Key::ViewTrendOverlap,
        NoTrend::Form => Key::ViewTrendForm,
        NoTrend::TooFew => Key::ViewTrendFew,
    }
}

fn movement_words(app: App, change: &Change) -> &'static str {
    app.say(match change.movement {
        Movement::Up => Key::ViewTrendUp,
        Movement::Down => Key::ViewTrendDown,
        Movement::NoClearChange => Key::ViewTrendNone,
    })
}

fn outcome(shown: &Arc<Shown>, found: Arc<Trend>, months: [Month; 2]) -> El {
    let app = shown.app;
    let speech = app.speech();
    let names = months.map(|month| app.speech().locale.month(month.moment()));
    let sentences = Role::ALL.iter().enumerate().filter_map(|(role, of)| {
        let change = found.overall.get(role)?.as_ref()?;
        let gaps = [
            ("group", views::role_name(*of, speech).to_owned()),
            ("change", difference(shown, Some(change.levels()))),
            ("meaning", movement_words(app, change).to_owned()),
        ];
        let gaps = gaps.each_ref().map(|(gap, words)| (*gap, words.as_str()));
        let words = speech.count(Key::ViewTrendChange, change.matched as u64, &gaps);
        Some(paragraph("reading", words))
    });
    let charts = (0..Role::ALL.len()).filter_map(|role| {
        found.overall.get(role)?.as_ref()?;
        Some(of_role(shown, &found, role, &names))
    });
    el("div").els(sentences).els(charts)
}

fn of_role(shown: &Arc<Shown>, found: &Arc<Trend>, role: usize, names: &[String; 2]) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let Some(of) = Role::ALL.get(role) else { return el("div") };
    let rows = model.principles.iter().zip(&found.principles).map(|(words, changes)| {
        let change = changes.get(role).copied().flatten();
        let cells = [
            speech.score(change.map(|change| change.earlier)),
            speech.score(change.map(|change| change.later)),
            difference(shown, change.map(|change| change.levels())),
        ];
        el("tr")
            .el(el("th").attr("scope", "row").text(words.title.as_str()))
            .els(cells.map(|words| el("td").text(words)))
            .el(el("td").class("words").text(change.map_or("–", |c| movement_words(app, &c))))
    });
    let heads = vec![
        app.say(Key::AnswerColumnPrinciple).into(),
        names[0].clone().into(),
        names[1].clone().into(),
        app.say(Key::ViewTrendColumn).into(),
        app.say(Key::ViewGapMeaning).into(),
    ];
    let title = speech.fill(Key::ViewTrendTable, &[("group", views::role_name(*of, speech))]);
    let table = table("", title.clone(), heads, rows);
    let (drawn, dates) = (Arc::clone(found), names.clone());
    let draw =
        move |layout| views::dates(model, &drawn, role, [&dates[0], &dates[1]], layout).scene();
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    let caption = speech.fill(Key::ViewTrendCaption, &[("group", views::role_name(*of, speech))]);
    chart(shown, &format!("ecosystem-trend-{}", of.id()), &title, draw, caption, numbers)
}
