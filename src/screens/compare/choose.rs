//! Choosing the two assessments to compare.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::App,
    platform,
    ui::{El, el, field, fold_under, link_button, option, select, submit},
};
use domain::{
    assessment::{Assessment, AssessmentId},
    scoring::compare::{Dates, obstacles},
    text::Key,
};
use report::{obstacle, words::dated_name};
use workspace::{route::Route, store::Shelved};

/// Two lists of all assessments, what shows the comparison, and which ones are not offered and why.
///
/// The comparison follows a button and not the lists: going through a list by keyboard would open every one on the way.
pub(super) fn choose(app: App, shelf: &[Arc<Shelved>], ids: &Dates<AssessmentId>) -> El {
    let chosen = Dates {
        earlier: RwSignal::new(ids.earlier.clone()),
        later: RwSignal::new(ids.later.clone()),
    };
    let there = |id: &AssessmentId| shelf.iter().any(|shelved| shelved.assessment.id == *id);
    let swap = (there(&ids.earlier) && there(&ids.later) && ids.earlier != ids.later).then(|| {
        let way = Route::Compare(ids.later.clone(), ids.earlier.clone()).href();
        link_button("button", way, app.say(Key::CompareSwap))
    });
    let show = move || {
        let route = Route::Compare(chosen.earlier.get_untracked(), chosen.later.get_untracked());
        platform::navigate(&route.href());
    };
    el("section")
        .class("choose no-print")
        .el(el("form")
            .on("submit", move |event| {
                event.prevent_default();
                show();
            })
            .el(list(app, shelf, "earlier", Key::CompareEarlier, chosen.earlier, &ids.later))
            .el(list(app, shelf, "later", Key::CompareLater, chosen.later, &ids.earlier))
            .el(el("div")
                .class("actions")
                .el(submit("button primary", app.say(Key::CompareShow)))
                .maybe(swap)))
        .maybe(not_offered(app, shelf, &ids.later))
}

/// One list; what cannot be compared with the `other` one stands apart in it.
fn list(
    app: App,
    shelf: &[Arc<Shelved>],
    name: &'static str,
    label: Key,
    chosen: RwSignal<AssessmentId>,
    other: &AssessmentId,
) -> El {
    let id = format!("compare-{name}");
    let now = chosen.get_untracked();
    let all = || shelf.iter().map(|shelved| &shelved.assessment);
    let other = all().find(|one| one.id == *other);
    let (fitting, apart): (Vec<_>, Vec<_>) = all()
        .partition(|one| other.is_none_or(|other| obstacles(app.model(), one, other).is_empty()));
    let choice = |one: &Assessment| {
        let words = dated_name(&app.name_of(one), one.changed, app.speech());
        option(one.id.as_str().to_owned(), words, one.id == now)
    };
    let missing = all()
        .all(|one| one.id != now)
        .then(|| option(now.as_str().to_owned(), app.say(Key::CompareNotHere), true));
    let apart = (!apart.is_empty()).then(|| {
        el("optgroup").attr("label", app.say(Key::CompareOthers)).els(apart.into_iter().map(choice))
    });
    let options = missing.into_iter().chain(fitting.into_iter().map(choice)).chain(apart);
    let select = select(options, move |id| {
        if let Some(id) = AssessmentId::new(&id) {
            chosen.set(id);
        }
    });
    field(id, app.say(label), select.attr("name", name))
}

/// What cannot be compared with the later one, with the reasons.
fn not_offered(app: App, shelf: &[Arc<Shelved>], later: &AssessmentId) -> Option<El> {
    let speech = app.speech();
    let later = shelf.iter().map(|shelved| &shelved.assessment).find(|one| one.id == *later)?;
    let rows: Vec<El> = shelf
        .iter()
        .filter_map(|shelved| {
            let found = obstacles(app.model(), &shelved.assessment, later);
            if found.is_empty() || shelved.assessment.id == later.id {
                return None;
            }
            let reasons: Vec<&str> =
                found.into_iter().map(|reason| obstacle(reason, speech)).collect();
            let name = app.name_of(&shelved.assessment);
            let gaps = [("name", name.as_str()), ("reasons", &*reasons.join(" "))];
            Some(el("li").class("break").text(speech.fill(Key::CompareReason, &gaps)))
        })
        .collect();
    let gaps = [("name", &*app.name_of(later))];
    let words = speech.count(Key::CompareNotOffered, rows.len() as u64, &gaps);
    (!rows.is_empty()).then(|| {
        fold_under("numbers", el("summary").class("break").text(words))
            .el(el("ul").class("plain-list").els(rows))
    })
}
