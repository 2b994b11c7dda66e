//! Every principle, opening to its practices: what both roles say, how answers are spread, and where names are shown, who
//! said what.
//!
//! What is closed is not built: 65 practices with two charts each would be most of the work of the screen.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;

use super::{
    chart,
    desk::{Desk, Shown},
    section,
};
use crate::ui::{
    El, Numbers, el, fold_under, head_rows, nothing, on_fold, paragraph, table, table_with,
};
use base::json::Node;
use cohort::{Cell, Dot, dots};
use domain::{
    assessment::Answer,
    text::{Key, Speech},
};
use report::{
    ecosystem::{difference_words, response_number, shows_dots},
    views,
};

/// All principles. What was opened stays open when a change draws them anew.
pub(super) fn principles(desk: &Desk, shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let items = (0..app.model().principles.len()).filter_map(|place| item(desk, shown, place));
    section(app, Key::ViewPrinciplesTitle)
        .class("view-principles")
        .el(paragraph("", app.say(Key::ViewPrinciplesLead)))
        .els(items)
}

fn item(desk: &Desk, shown: &Arc<Shown>, place: usize) -> Option<El> {
    let app = shown.app;
    let speech = app.speech();
    let words = app.model().principles.get(place)?;
    let principle = shown.picture.principles.get(place)?;
    let opened = desk.opened.clone();
    let was_open = opened.with_untracked(|opened| opened.contains(&place));
    // Built when it is opened for the first time, and then kept.
    let built = RwSignal::new(was_open);
    let inner = Arc::clone(shown);
    let line = [
        speech.fill(Key::ViewPrincipleValue, &[("value", &speech.score(principle.value))]),
        speech.fill(
            Key::ViewPrincipleGap,
            &[("gap", &difference_words(principle.gap.map(|gap| gap.levels), speech))],
        ),
    ];
    let summary = el("summary")
        .el(el("span").class("clause").text(words.clause.as_str()))
        .text(" ")
        .el(el("strong").text(words.title.as_str()))
        .text(" ")
        .el(el("span").class("quiet").text(line.join(" · ")));
    let fold = fold_under("more view-principle", summary)
        .attr("data-principle", words.id.as_str())
        .maybe_attr("open", was_open.then(String::new))
        .live(move || if built.get() { details(&inner, place, true).view() } else { nothing() });
    Some(on_fold(fold, move |is_open| {
        if is_open {
            built.set(true);
        }
        opened.update(|opened| {
            if is_open {
                opened.insert(place)
            } else {
                opened.remove(&place)
            };
        });
    }))
}

/// What is inside of a principle, with or without the names of those who are shown by name.
pub(super) fn details(shown: &Arc<Shown>, place: usize, names: bool) -> El {
    el("div")
        .class("view-details")
        .el(practice_gaps(shown, place))
        .maybe(distribution(shown, place))
        .maybe(dots_of(shown, place, names))
}

fn cell_words(cell: Option<&Cell>, speech: Speech<'_>) -> [String; 4] {
    let cell = cell.copied().unwrap_or_default();
    let whole = |n: u32| speech.locale.whole(u64::from(n));
    let none = || "–".to_owned();
    [
        cell.rated.map_or_else(none, whole),
        cell.mean.map_or_else(none, |mean| speech.locale.decimal(mean, 2)),
        cell.median.map_or_else(none, |level| whole(u32::from(level.number()))),
        cell.consensus.map_or_else(none, |value| speech.locale.decimal(value, 2)),
    ]
}

fn practice_gaps(shown: &Arc<Shown>, place: usize) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let rows = views::practices_of(model, &shown.picture, place).map(|(words, practice)| {
        let roles = [1, 2].map(|group| cell_words(practice.cells.get(group), speech));
        let cells = roles.into_iter().flatten().map(|words| el("td").text(words));
        let levels = practice.gap.map(|gap| gap.levels);
        let exact = |group: usize, pick: fn(&Cell) -> Option<f64>| {
            practice.cells.get(group).and_then(pick).map(|number| Node::from(number).to_json())
        };
        el("tr")
            .attr("data-practice-row", words.id.as_str())
            .maybe_attr("data-orchestrators", exact(1, |cell| cell.mean))
            .maybe_attr("data-members", exact(2, |cell| cell.mean))
            .maybe_attr("data-orchestrators-consensus", exact(1, |cell| cell.consensus))
            .maybe_attr("data-members-consensus", exact(2, |cell| cell.consensus))
            .maybe_attr("data-gap", levels.map(|levels| Node::from(levels).to_json()))
            .el(el("th").attr("scope", "row").text(words.title.as_str()))
            .els(cells)
            .el(el("td").class("strong").text(difference_words(levels, speech)))
    });
    let columns = [
        Key::ViewColumnRated,
        Key::ViewColumnMean,
        Key::ViewColumnMedian,
        Key::ViewColumnConsensus,
    ];
    let groups = [Key::CohortOrchestrators, Key::CohortMembers].map(|key| app.say(key));
    let groups = vec![
        ("".into(), 1),
        (groups[0].into(), columns.len()),
        (groups[1].into(), columns.len()),
        ("".into(), 1),
    ];
    let mut heads = vec![app.say(Key::ViewColumnPractice).into()];
    heads.extend([columns, columns].concat().into_iter().map(|what| app.say(what).into()));
    heads.push(app.say(Key::ViewGap).into());
    let head = head_rows(groups, heads);
    let table = table_with("grouped-table", app.say(Key::ViewPracticesTable), head, rows);
    let drawn = Arc::clone(shown);
    let draw =
        move |layout| views::practice_gaps(model, &drawn.picture, place, speech, layout).scene();
    let id = model.principles.get(place).map_or("", |principle| principle.id.as_str());
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    chart(
        shown,
        &format!("ecosystem-practices-{id}"),
        app.say(Key::ViewPracticesLabel),
        draw,
        app.say(Key::ViewPracticesCaption),
        numbers,
    )
}

fn distribution(shown: &Arc<Shown>, place: usize) -> Option<El> {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let practices = || views::practices_of(model, &shown.picture, place);
    if practices().all(|(_, practice)| practice.cells.iter().skip(1).all(|c| c.spread.is_none())) {
        return None;
    }
    let rows = practices().flat_map(|(words, practice)| {
        [(1, Key::CohortOrchestrators), (2, Key::CohortMembers)].into_iter().filter_map(
            move |(group, name)| {
                let spread = practice.cells.get(group)?.spread?;
                let counts = spread.levels.into_iter().chain([
                    spread.not_applicable,
                    spread.unknown,
                    spread.unanswered,
                ]);
                let counts: Vec<El> = counts
                    .map(|count| el("td").text(speech.locale.whole(u64::from(count))))
                    .collect();
                Some(
                    el("tr")
                        .el(el("th").attr("scope", "row").text(words.title.as_str()))
                        .el(el("td").class("words").text(app.say(name)))
                        .els(counts),
                )
            },
        )
    });
    let mut heads = vec![app.say(Key::ViewColumnPractice).into(), app.say(Key::ViewGroup).into()];
    heads.extend((1..=5_u64).map(|level| {
        speech.fill(Key::ResultsLevelShort, &[("level", &speech.locale.whole(level))]).into()
    }));
    heads.extend(
        [Key::ResultsNaColumn, Key::ResultsUnknownColumn, Key::ResultsOpenColumn]
            .map(|key| app.say(key).into()),
    );
    let table = table("", app.say(Key::ViewSpreadTable), heads, rows);
    let practices = shown.picture.practices.iter().enumerate();
    let places: Vec<usize> = practices
        .filter(|(_, practice)| practice.principle == place && practice.asked)
        .map(|(place, _)| place)
        .collect();
    let drawn = Arc::clone(shown);
    let draw =
        move |layout| views::distribution(model, &drawn.picture, place, speech, layout).scene();
    let id = model.principles.get(place).map_or("", |principle| principle.id.as_str());
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    Some(chart(
        shown,
        &format!("ecosystem-spread-{id}"),
        app.say(Key::ViewSpreadLabel),
        draw,
        shown.commentary().spread_caption(&places),
        numbers,
    ))
}

fn dots_of(shown: &Arc<Shown>, place: usize, names: bool) -> Option<El> {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    if !shows_dots(&shown.view) {
        return None;
    }
    let said = {
        let shown = Arc::clone(shown);
        move |practice: &domain::model::Practice| {
            let Shown { view, filter, .. } = &*shown;
            dots(&view.cohort, view.rules, filter, model, &practice.id)
        }
    };
    let principle = model.principles.get(place)?;
    // One row for each respondent, in the order of the cohort.
    let answered: Vec<(&str, Vec<Dot>)> = principle
        .practices
        .iter()
        .map(|practice| (practice.title.as_str(), said(practice)))
        .filter(|(_, dots)| !dots.is_empty())
        .collect();
    let respondents: BTreeMap<usize, Dot> = answered
        .iter()
        .flat_map(|(_, dots)| dots)
        .filter_map(|dot| Some((shown.view.cohort.place_of(dot.id)?, *dot)))
        .collect();
    if respondents.is_empty() {
        return None;
    }
    let rows = respondents.iter().map(|(place, who)| {
        let row = shown.view.cohort.row(*place);
        let name = row.and_then(|row| row.name()).filter(|_| names);
        let name = name.map_or_else(|| response_number(*place, speech), str::to_owned);
        let cells = answered.iter().map(|(_, dots)| {
            let dot = dots.iter().find(|dot| dot.id == who.id);
            let words = match dot.map(|dot| dot.answer) {
                Some(Answer::Rated(level)) => {
                    let number = speech.locale.whole(u64::from(level.number()));
                    format!("{number} {}", model.levels.at(level).name)
                }
                Some(Answer::NotApplicable) => app.say(Key::ResultsNaColumn).to_owned(),
                Some(Answer::Unknown) => app.say(Key::ResultsUnknownColumn).to_owned(),
                None => "–".to_owned(),
            };
            el("td").class("words").text(words)
        });
        el("tr")
            .el(el("th").attr("scope", "row").attr("dir", "auto").text(name))
            .el(el("td").class("words").text(views::role_name(who.role, speech).to_owned()))
            .els(cells)
    });
    let mut heads = vec![app.say(Key::ViewColumnName).into(), app.say(Key::ViewFilterRole).into()];
    heads.extend(answered.iter().map(|(title, _)| (*title).to_owned().into()));
    let table = table("dots-table", app.say(Key::ViewDotsTable), heads, rows);
    let draw = move |layout| views::dots(model, place, &said, speech, layout).scene();
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    Some(chart(
        shown,
        &format!("ecosystem-dots-{}", principle.id),
        app.say(Key::ViewDotsLabel),
        draw,
        shown.commentary().dots_caption(),
        numbers,
    ))
}
