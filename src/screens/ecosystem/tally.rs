//! What came of reading: how many responses were new, known, newer or refused, and the refused ones to look at.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    app::App,
    ui::{El, button, el, heading, nothing, paragraph, table},
};
use cohort::intake::{Tags, Tally};
use domain::text::Key;
use report::words::refusal_words;

/// The tally, for as long as there is one.
pub(super) fn tally(desk: &Desk) -> El {
    let desk = desk.clone();
    el("div").class("tally-place").attr("role", "status").live(move || match desk.tally.get() {
        Some(tally) => section(&desk, &tally).view(),
        None => nothing(),
    })
}

fn section(desk: &Desk, tally: &Arc<Tally>) -> El {
    let app = desk.app;
    let speech = app.speech();
    let lines = [
        (Key::ViewTallyNew, tally.new, "new"),
        (Key::ViewTallySame, tally.same, "same"),
        (Key::ViewTallyReplaced, tally.replaced, "replaced"),
        (Key::ViewTallyOlder, tally.older, "older"),
        (Key::ViewTallyRefused, tally.refused, "refused"),
    ];
    let lines = lines.into_iter().filter(|(_, count, _)| *count > 0).map(|(key, count, name)| {
        el("li").attr("data-tally", name).attr("data-count", count.to_string()).text(speech.count(
            key,
            count,
            &[],
        ))
    });
    let nothing_found = (tally.read() + tally.refused == 0)
        .then(|| paragraph("", app.say(Key::ViewTallyNothing)).attr("data-tally", "nothing"));
    let files = (tally.files > 1)
        .then(|| paragraph("quiet", speech.count(Key::ViewTallyFiles, tally.files, &[])));
    let stopped = tally.stopped.then(|| paragraph("", app.say(Key::ViewTallyStopped)));
    let undo = tally.has_changed().then(|| {
        let desk = desk.clone();
        button("button", app.say(Key::ViewUndo), move || desk.undo()).attr("data-action", "undo")
    });
    let close = {
        let desk = desk.clone();
        button("button", app.say(Key::AppClose), move || desk.tally.set(None))
    };
    el("section")
        .class("tally")
        .attr("data-tally-of", tally.read().to_string())
        .el(heading("h2", app.say(Key::ViewTallyTitle)))
        .maybe(files)
        .el(el("ul").class("tally-lines").els(lines))
        .maybe(nothing_found)
        .maybe(stopped)
        .maybe(tags(desk, tally))
        .maybe(refused(app, tally))
        .el(el("div").class("actions").maybe(undo).el(close))
}

/// The places that were refused, with the reason.
fn refused(app: App, tally: &Tally) -> Option<El> {
    if tally.places.is_empty() {
        return None;
    }
    let speech = app.speech();
    let rows = tally.places.iter().map(|(file, refusal)| {
        let whole = |line: usize| speech.locale.whole(line as u64);
        let place = match (file.as_str(), refusal.line) {
            (file, None) => file.to_owned(),
            ("", Some(line)) => speech.fill(Key::ViewRefusedLine, &[("line", &whole(line))]),
            (file, Some(line)) => {
                let gaps = [("file", file), ("line", &whole(line))];
                speech.fill(Key::ViewRefusedFileLine, &gaps)
            }
        };
        el("tr")
            .el(el("th").attr("scope", "row").attr("dir", "auto").class("break").text(place))
            .el(el("td").class("words break").attr("dir", "auto").text(refusal.excerpt.clone()))
            .el(el("td").class("words").text(refusal_words(&refusal.why, app.model(), speech)))
    });
    let heads = vec![
        app.say(Key::ViewRefusedPlace).into(),
        app.say(Key::ViewRefusedText).into(),
        app.say(Key::ViewRefusedWhy).into(),
    ];
    let more = tally.refused_beyond();
    let more =
        (more > 0).then(|| paragraph("quiet", speech.count(Key::ViewRefusedMore, more, &[])));
    let title = app.say(Key::ViewRefusedTitle);
    Some(
        el("details")
            .class("more refused")
            .el(el("summary").text(title))
            .el(table("refused-table", title, heads, rows))
            .maybe(more),
    )
}

/// Columns of the table that could be tags.
fn tags(desk: &Desk, tally: &Arc<Tally>) -> Option<El> {
    let app = desk.app;
    let tags = Arc::clone(tally.tags.as_ref()?);
    let items = tags.table.columns().iter().enumerate().map(|(place, column)| {
        let speech = app.speech();
        let name = if column.head.trim().is_empty() {
            let number = speech.locale.whole(column.place as u64 + 1);
            speech.fill(Key::ViewTagsColumn, &[("number", &number)])
        } else {
            column.head.trim().to_owned()
        };
        let values = speech.locale.list(&column.values);
        let (desk, tags, used) = (desk.clone(), Arc::clone(&tags), name.clone());
        let words = speech.fill(Key::ViewTagsUse, &[("column", &name)]);
        let action = button("button", words, move || use_column(&desk, &tags, place, &used));
        el("li")
            .el(action.attr("data-tags", name))
            .el(el("span").class("quiet break").attr("dir", "auto").text(values))
    });
    let items: Vec<El> = items.collect();
    Some(
        el("div")
            .class("tally-tags")
            .el(heading("h3", app.say(Key::ViewTagsTitle)))
            .el(paragraph("", app.say(Key::ViewTagsLead)))
            .el(el("ul").els(items)),
    )
}

/// Gives every response the value that stands beside its code.
fn use_column(desk: &Desk, tags: &Tags, place: usize, name: &str) {
    let app = desk.app;
    let view = desk.view.get_untracked();
    let Some((cohort, facet, count)) = tags.applied(&view.cohort, place, name) else {
        app.tell(app.say(Key::ViewTagNoRoom).to_owned());
        return;
    };
    desk.change(|view| {
        view.cohort = cohort;
        view.facet = Some(facet);
    });
    app.tell(app.speech().count(Key::ViewTagsUsed, count, &[("column", name)]));
}
