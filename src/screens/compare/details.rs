//! What lies behind the mean: single practices, held levels, balance, and what could not be compared.

use super::Pair;
use crate::ui::{El, el, fold, heading, paragraph};
use domain::{
    scoring::{
        Balance,
        compare::{Absence, PracticeChange, Unmatched},
    },
    text::Key,
};
use report::balance_sentence;

/// How many rises and falls are shown at once. The others open on demand.
const SHOWN: usize = 4;

/// The practices that rose and fell most, with what was chosen both times.
pub(super) fn moves(pair: &Pair) -> El {
    let rises = list(
        pair,
        "rises",
        &pair.comparison.rises(),
        [Key::CompareRisesTitle, Key::CompareRisesNone],
    );
    let falls = list(
        pair,
        "falls",
        &pair.comparison.falls(),
        [Key::CompareFallsTitle, Key::CompareFallsNone],
    );
    el("div").class("standouts").el(rises).el(falls)
}

fn list(
    pair: &Pair,
    name: &'static str,
    items: &[PracticeChange<'static>],
    [title, none]: [Key; 2],
) -> El {
    let app = pair.app;
    let section = el("section").attr("data-list", name).el(heading("h2", app.say(title)));
    if items.is_empty() {
        return section.el(paragraph("quiet", app.say(none)));
    }
    let quotes = |items: &[PracticeChange<'static>]| {
        el("ul").class("quotes moves").els(items.iter().map(|item| one_move(pair, item)))
    };
    let (shown, rest) = items.split_at_checked(SHOWN).unwrap_or((items, &[]));
    let rest = (!rest.is_empty()).then(|| {
        let words = app.speech().count(Key::CompareMore, rest.len() as u64, &[]);
        fold("numbers", words).el(quotes(rest))
    });
    section.el(quotes(shown)).maybe(rest)
}

fn one_move(pair: &Pair, item: &PracticeChange<'static>) -> El {
    let app = pair.app;
    let descriptors = item.practice.descriptors(pair.rounds.later.profile.role);
    let gaps = [
        ("principle", pair.principle(item.place)),
        ("earlier", pair.level_words(item.levels.earlier)),
        ("later", pair.level_words(item.levels.later)),
    ];
    let gaps = gaps.each_ref().map(|(gap, words)| (*gap, words.as_str()));
    let quote = |key: Key, words: &'static str| {
        el("div")
            .class("moment")
            .el(el("p").class("hint").text(app.say(key)))
            .el(el("blockquote").text(words))
    };
    el("li")
        .attr("data-level", item.levels.later.number().to_string())
        .attr("data-practice-change", item.practice.id.as_str())
        .el(heading("h3", item.practice.title.as_str()))
        .el(paragraph("quiet", app.speech().fill(Key::CompareMove, &gaps)))
        .el(quote(Key::CompareBefore, descriptors.at(item.levels.earlier)))
        .el(quote(Key::CompareNow, descriptors.at(item.levels.later)))
}

/// The principles whose held level is another one now.
pub(super) fn held(pair: &Pair) -> El {
    let app = pair.app;
    let section =
        el("section").attr("data-list", "held").el(heading("h2", app.say(Key::CompareHeldTitle)));
    let changed = pair.comparison.principles.iter().enumerate().filter_map(|(place, found)| {
        let held = found.held.filter(|held| held.earlier != held.later)?;
        let gaps = [
            ("principle", pair.principle(place)),
            ("earlier", pair.level_words(held.earlier)),
            ("later", pair.level_words(held.later)),
        ];
        let gaps = gaps.each_ref().map(|(gap, words)| (*gap, words.as_str()));
        Some(el("li").text(app.speech().fill(Key::CompareHeldChange, &gaps)))
    });
    let changed: Vec<El> = changed.collect();
    if changed.is_empty() {
        section.el(paragraph("", app.say(Key::CompareHeldNone)))
    } else {
        section.el(el("ul").class("plain-list").els(changed))
    }
}

/// How balanced it was and is.
pub(super) fn balance(pair: &Pair) -> El {
    let app = pair.app;
    let speech = app.speech();
    let section = el("section").el(heading("h2", app.say(Key::CompareBalanceTitle)));
    let Some(balance) = &pair.comparison.balance else {
        return section.el(paragraph("", app.say(Key::CompareBalanceNone)));
    };
    let date = |name: &str, balance: &Balance| {
        [
            el("dt").class("break").text(name.to_owned()),
            el("dd").text(balance_sentence(balance, speech)),
        ]
    };
    let index =
        [balance.earlier.index, balance.later.index].map(|index| speech.locale.percent(index));
    let [earlier, later] = &index;
    let gaps = [("earlier", earlier.as_str()), ("later", later.as_str())];
    section
        .el(el("dl")
            .class("definitions")
            .els(date(&pair.names.earlier, &balance.earlier))
            .els(date(&pair.names.later, &balance.later)))
        .el(paragraph("hint", speech.fill(Key::CompareBalanceIndex, &gaps)))
}

/// What is rated on one date only.
pub(super) fn once(pair: &Pair) -> El {
    let app = pair.app;
    let section =
        el("section").attr("data-list", "once").el(heading("h2", app.say(Key::CompareOnceTitle)));
    let lists = [
        (Key::CompareOnceEarlier, &pair.comparison.only_earlier),
        (Key::CompareOnceLater, &pair.comparison.only_later),
    ];
    let lists: Vec<El> = lists
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(key, items)| {
            let words = app.speech().count(key, items.len() as u64, &[]);
            fold("numbers", words).el(el("ul")
                .class("plain-list")
                .els(items.iter().map(|item| unmatched(pair, item))))
        })
        .collect();
    if lists.is_empty() {
        section.el(paragraph("", app.say(Key::CompareOnceNone)))
    } else {
        section.els(lists)
    }
}

fn unmatched(pair: &Pair, item: &Unmatched<'static>) -> El {
    let app = pair.app;
    let words = &app.model().answers;
    let reason = match item.elsewhere {
        Absence::NotAsked => app.say(Key::CompareNotAsked),
        Absence::Unanswered => words.unanswered.as_str(),
        Absence::NotApplicable => words.not_applicable.as_str(),
        Absence::Unknown => words.unknown.as_str(),
    };
    let gaps = [
        ("practice", item.practice.title.clone()),
        ("principle", pair.principle(item.place)),
        ("level", pair.level_words(item.level)),
        ("reason", reason.to_owned()),
    ];
    let gaps = gaps.each_ref().map(|(gap, words)| (*gap, words.as_str()));
    el("li").text(app.speech().fill(Key::CompareOnceItem, &gaps))
}
