//! The facilitator's sheet: the practices that people see most differently, each with two descriptions to begin the talk and
//! lines to write on. Laid out for paper: the first ten fill two pages.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    desk::{Desk, Shown},
    filter::list,
    not_opened,
};
use crate::{
    app::App,
    screens::parts::paper::{OwnWindow, name_paper, printing},
    ui::{El, el, heading, link_button, paragraph, screen_title},
};
use cohort::{Disagreement, SheetItem, sheet as items_of};
use domain::{assessment::ViewId, text::Key};
use report::{SHEET_SIZE, SHEET_SIZES, sheet_pages, words::view_name};
use workspace::route::Route;

/// The screen.
pub(in crate::screens) fn sheet(app: App, id: ViewId) -> El {
    let desk = match Desk::open(app, &id) {
        Ok(desk) => desk,
        Err(why) => return not_opened::not_opened(app, &id, &why),
    };
    let most = RwSignal::new(SHEET_SIZE);
    let titled = desk.clone();
    name_paper(app, Key::SheetOf, move || {
        let name = view_name(&titled.view.get().name, app.speech());
        Some((name, app.say(Key::SheetTitle).to_owned()))
    });
    el("article").class("report workshop").el(tools(&desk, most)).live(move || {
        desk.view.track();
        desk.filter.track();
        pages(&desk.shown(), most.get()).view()
    })
}

fn tools(desk: &Desk, most: RwSignal<usize>) -> El {
    let app = desk.app;
    let choices = SHEET_SIZES.map(|count| {
        let words = app.speech().count(Key::SheetMostCount, count as u64, &[]);
        (count.to_string(), words, count == most.get_untracked())
    });
    let choose = list(app.say(Key::SheetMost), "most", choices.into(), move |value| {
        if let Ok(count) = value.parse() {
            most.set(count);
        }
    });
    let own_window =
        OwnWindow { href: Route::Sheet(desk.id.clone()).href(), words: Key::SheetOwnWindow };
    let back = Route::View(desk.id.clone()).href();
    let section = el("section")
        .class("report-tools no-print")
        .attr("aria-label", app.say(Key::ReportTools))
        .el(paragraph("quiet", app.say(Key::SheetLead)))
        .el(choose);
    printing(app, section, own_window, link_button("button", back, app.say(Key::SheetBack)))
}

/// The paper.
fn pages(shown: &Arc<Shown>, most: usize) -> El {
    let app = shown.app;
    let items = items_of(&shown.picture, &app.model().scoring);
    let items: Vec<SheetItem> = items.into_iter().take(most).collect();
    let paper = el("div").class("paper");
    if items.is_empty() {
        return paper.el(el("section")
            .class("sheet-page")
            .el(head(shown, false))
            .el(heading("h2", app.say(Key::SheetNothingTitle)))
            .el(paragraph("", app.say(Key::SheetNothing)))
            .els(shown.commentary().headline().into_iter().map(|words| paragraph("", words))));
    }
    let is_noted = items.iter().any(|item| shown.commentary().sheet_note(item).is_some());
    let pages =
        sheet_pages(&items).into_iter().map(|(first, items)| {
            let list = items
                .iter()
                .enumerate()
                .filter_map(|(place, item)| item_of(shown, first + place + 1, item));
            el("section")
                .class("sheet-page")
                .maybe((first == 0).then(|| head(shown, is_noted)))
                .el(el("ol").class("sheet-list").attr("start", (first + 1).to_string()).els(list))
        });
    paper.els(pages)
}

/// What it is of, who can see what, and how to use it.
fn head(shown: &Shown, is_noted: bool) -> El {
    let app = shown.app;
    let (speech, commentary) = (app.speech(), shown.commentary());
    let name = view_name(&shown.view.name, app.speech());
    let date = speech.locale.date(shown.view.changed);
    let line = [Some(commentary.counts()), commentary.filter_words(), Some(date)];
    let line: Vec<String> = line.into_iter().flatten().collect();
    let mut sees = commentary.who_sees();
    sees.extend(commentary.version_note().map(|note| note.sentence));
    let how = [Key::SheetHowBefore, Key::SheetHowBegin, Key::SheetHowRight, Key::SheetHowWrite];
    let note = is_noted.then(|| paragraph("sheet-small", format!("* {}", app.say(Key::SheetNote))));
    el("header")
        .class("sheet-head")
        .el(el("div")
            .class("sheet-title")
            .el(paragraph("eyebrow", app.say(Key::SheetTitle)))
            .el(screen_title(name))
            .el(paragraph("quiet", line.join(" · "))))
        .el(el("section")
            .class("sheet-how")
            .el(heading("h2", app.say(Key::SheetHowTitle)))
            .el(el("ul").els(how.map(|key| el("li").text(app.say(key)))))
            .maybe(note))
        .el(paragraph("sheet-small", sees.join(" ")))
}

fn item_of(shown: &Shown, number: usize, item: &SheetItem) -> Option<El> {
    let app = shown.app;
    let (model, commentary) = (app.model(), shown.commentary());
    let place = shown.picture.practices.get(item.practice)?;
    let principle = model.principles.get(place.principle)?;
    let practice = principle.practices.get(place.place)?;
    let why = match item.why {
        Disagreement::Gap(_) => "gap",
        Disagreement::Consensus(_) => "consensus",
        Disagreement::Unknown(_) => "unknown",
        Disagreement::Range(..) => "range",
    };
    let mut reason = commentary.sheet_reason(item);
    if commentary.sheet_note(item).is_some() {
        reason.push_str(" *");
    }
    let extremes = item.extremes.as_ref();
    let levels = extremes.map(|extremes| commentary.sheet_levels(extremes)).unwrap_or_default();
    let levels = levels.into_iter().map(|(level, from)| {
        let number = app.speech().locale.whole(u64::from(level.number()));
        el("li")
            .attr("data-level", level.number().to_string())
            .el(el("span").class("sheet-from").text(from.to_owned()))
            .el(el("strong").text(format!("{number} {}", model.levels.at(level).name)))
            .el(el("span").class("sheet-words").text(practice.levels.at(level).as_str()))
    });
    let steps = commentary.sheet_steps(item).into_iter().map(|(whose, step)| {
        el("li")
            .el(el("span").class("sheet-from").text(whose.to_owned()))
            .el(el("span").class("sheet-words").text(step.to_owned()))
    });
    let steps: Vec<El> = steps.collect();
    let steps = (!steps.is_empty()).then(|| el("ul").class("sheet-steps").els(steps));
    let lines = [Key::SheetAgree, Key::SheetWho].map(|key| {
        el("div")
            .class("sheet-lines")
            .el(el("span").text(app.say(key)))
            .els((0..3).map(|_| el("i").attr("aria-hidden", "true")))
    });
    Some(
        el("li")
            .class("sheet-item")
            .attr("data-sheet", practice.id.as_str())
            .attr("data-why", why)
            .el(el("div")
                .class("sheet-item-head")
                .el(el("span")
                    .class("sheet-number")
                    .attr("aria-hidden", "true")
                    .text(app.speech().locale.whole(number as u64)))
                .el(heading("h2", practice.title.as_str()))
                .el(el("span")
                    .class("quiet")
                    .text(format!("{} {}", principle.clause, principle.title))))
            .el(paragraph("sheet-why", reason))
            .el(el("div")
                .class("sheet-talk")
                .el(el("ul").class("sheet-levels").els(levels))
                .maybe(steps)
                .el(paragraph("sheet-ask", commentary.sheet_question(item).to_owned())))
            .el(el("div").class("sheet-write").els(lines)),
    )
}
