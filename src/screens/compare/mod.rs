//! Two assessments side by side, on the practices that are rated both times.

mod choose;
mod details;
mod trend;

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{paper::print_button, version_note};
use crate::{
    app::App,
    ui::{El, Numbers, el, figure, heading, link_button, paragraph, screen_title, table},
};
use base::json::Node;
use chart::{Layout, Purpose, to_svg};
use domain::{
    assessment::{Assessment, AssessmentId},
    model::Level,
    scoring::compare::{Comparison, Dates, compare as compare_rounds},
    text::Key,
};
use report::{
    change_sentence, comparison_note, names_apart, obstacle, pictures, signed, words::level_words,
};
use workspace::{route::Route, store::Shelved};

/// Two assessments that can be compared, and what came out of it.
struct Pair {
    app: App,
    /// The assessments.
    rounds: Dates<Assessment>,
    /// What to call them here.
    names: Dates<String>,
    comparison: Comparison<'static>,
}

impl Pair {
    /// The layout that fits the window now.
    fn layout(&self) -> Layout {
        if self.app.wide.get() { Layout::Wide } else { Layout::Narrow }
    }

    /// A level in words: `Level 3, Established`.
    fn level_words(&self, level: Level) -> String {
        level_words(level, self.app.model(), self.app.speech())
    }

    /// A level as a number, or a dash where there is none.
    fn level(&self, level: Option<Level>) -> String {
        match level {
            Some(level) => self.whole(usize::from(level.number())),
            None => self.app.speech().score(None),
        }
    }

    /// A whole number as the language writes it.
    fn whole(&self, number: usize) -> String {
        self.app.speech().locale.whole(number as u64)
    }

    /// The same on both dates: `2 → 3`.
    fn both(&self, earlier: &str, later: &str) -> String {
        self.app.speech().fill(Key::CompareFromTo, &[("earlier", earlier), ("later", later)])
    }

    /// A principle as its clause and title.
    fn principle(&self, place: usize) -> String {
        let principle = self.app.model().principles.get(place);
        principle.map(|p| format!("{} {}", p.clause, p.title)).unwrap_or_default()
    }
}

/// The screen.
pub(super) fn compare(app: App, earlier: AssessmentId, later: AssessmentId) -> El {
    app.title(Key::CompareTitle);
    el("article").class("page compare").live(move || {
        let shelf = app.all_beside(&later);
        let head = el("header")
            .el(screen_title(app.say(Key::CompareTitle)))
            .el(paragraph("lead", app.say(Key::CompareLead)));
        let ids = Dates { earlier: earlier.clone(), later: later.clone() };
        let mut parts = vec![head];
        if shelf.len() < 2 {
            parts.push(el("section").el(paragraph("", app.say(Key::CompareNone))).el(el("p").el(
                link_button("button primary", Route::Welcome.href(), app.say(Key::NotFoundHome)),
            )));
        } else {
            parts.push(choose::choose(app, &shelf, &ids));
            parts.extend(body(app, &shelf, &ids));
        }
        parts.into_iter().map(El::view).collect::<Vec<_>>().into_any()
    })
}

fn body(app: App, shelf: &[Arc<Shelved>], ids: &Dates<AssessmentId>) -> Vec<El> {
    let find = |id: &AssessmentId| {
        shelf.iter().map(|shelved| &shelved.assessment).find(|one| one.id == *id)
    };
    let said = |class: &'static str, words: String| el("section").el(paragraph(class, words));
    let (Some(earlier), Some(later)) = (find(&ids.earlier), find(&ids.later)) else {
        return vec![said("partial", app.say(Key::CompareMissing).to_owned())];
    };
    if earlier.id == later.id {
        return vec![said("partial", app.say(Key::CompareSame).to_owned())];
    }
    let comparison = match compare_rounds(app.model(), earlier, later) {
        Ok(comparison) => comparison,
        Err(reasons) => {
            let reasons = reasons
                .into_iter()
                .map(|reason| el("li").text(obstacle(reason, app.speech()).to_owned()));
            let refused = el("section").class("refused").el(el("div")
                .class("partial")
                .el(el("p").el(el("strong").text(app.say(Key::CompareRefused))))
                .el(el("ul").els(reasons)));
            return std::iter::once(refused).chain(trend::trend(app, shelf, later, true)).collect();
        }
    };
    let called = [earlier, later].map(|one| (app.name_of(one), one.created));
    let mut names = names_apart(&called, app.speech()).into_iter();
    let names = Dates {
        earlier: names.next().unwrap_or_default(),
        later: names.next().unwrap_or_default(),
    };
    let rounds = Dates { earlier: earlier.clone(), later: later.clone() };
    let pair = Arc::new(Pair { app, rounds, names, comparison });
    let note = comparison_note(app.model(), [earlier, later], &pair.comparison, app.speech());
    let is_noted = note.is_some();
    let mut parts = vec![headline(&pair).maybe(note.map(|note| version_note(app, note)))];
    if pair.comparison.overall.is_some() {
        parts.extend([
            radar(&pair),
            changes(&pair),
            details::moves(&pair),
            details::held(&pair),
            details::balance(&pair),
        ]);
    }
    parts.push(details::once(&pair));
    parts.extend(trend::trend(app, shelf, later, !is_noted));
    parts.push(foot(&pair));
    parts
}

/// The sentence, and the numbers that it speaks of.
fn headline(pair: &Pair) -> El {
    let app = pair.app;
    let (model, speech) = (app.model(), app.speech());
    let comparison = &pair.comparison;
    let overall = comparison.overall;
    let matched = overall.map_or(0, |overall| overall.matched);
    let mean = overall.map(|overall| Node::from(overall.change).to_json());
    let limit = speech.score(Some(model.scoring.no_clear_change_below));
    let wrong_way = pair.rounds.earlier.created > pair.rounds.later.created;
    let sentence = change_sentence(comparison, &model.scoring, speech);
    let section = el("section")
        .class("headline")
        .attr("data-matched", matched.to_string())
        .maybe_attr("data-mean-change", mean)
        .el(heading("h2", app.say(Key::CompareHeadline)).class("visually-hidden"))
        .el(paragraph("", sentence));
    let Some(overall) = overall else { return section };
    let held = comparison
        .held
        .map(|held| pair.both(&pair.level(Some(held.earlier)), &pair.level(Some(held.later))));
    let spread = comparison.balance.as_ref().map(|balance| {
        let score = |spread: f64| speech.score(Some(spread));
        pair.both(&score(balance.earlier.spread), &score(balance.later.spread))
    });
    let mean_hint = speech.count(Key::CompareMeanHint, overall.matched as u64, &[]);
    let rows = [
        (Key::CompareMean, Some(signed(overall.change, speech)), mean_hint),
        (Key::CompareHeld, held, app.say(Key::CompareHeldHint).to_owned()),
        (Key::CompareSpread, spread, app.say(Key::CompareSpreadHint).to_owned()),
    ];
    let rows = rows.map(|(key, number, hint)| {
        let class = if number.is_some() { "figure-number" } else { "figure-number unknown" };
        let number = number.unwrap_or_else(|| app.say(Key::ResultsNoScore).to_owned());
        let number = el("dd").class(class).text(number);
        let hint = el("dd").class("quiet").text(hint);
        el("div").el(el("dt").text(app.say(key))).el(number).el(hint)
    });
    section
        .el(el("dl").class("numbers-row").els(rows))
        .el(el("div").class("hint").text(speech.fill(Key::CompareLimit, &[("limit", &limit)])))
        .maybe(wrong_way.then(|| el("div").class("warning").text(app.say(Key::CompareOrder))))
}

fn radar(pair: &Arc<Pair>) -> El {
    let app = pair.app;
    let (model, speech) = (app.model(), app.speech());
    let drawn = Arc::clone(pair);
    let svg = move || {
        let names = Dates { earlier: &*drawn.names.earlier, later: &*drawn.names.later };
        let chart = pictures::rounds(model, &drawn.comparison, names, drawn.layout());
        to_svg(&chart.scene(), Purpose::Image(app.say(Key::CompareRadarLabel)))
    };
    let principles = model.principles.iter().zip(&pair.comparison.principles);
    let rows = principles.map(|(principle, found)| {
        let mean = found.change.map(|change| change.means);
        let cells = [
            speech.score(mean.map(|mean| mean.earlier)),
            speech.score(mean.map(|mean| mean.later)),
            pair.level(found.held.map(|held| held.earlier)),
            pair.level(found.held.map(|held| held.later)),
        ];
        el("tr")
            .attr("data-principle", principle.id.as_str())
            .el(el("th").attr("scope", "row").text(principle.title.as_str()))
            .els(cells.map(|words| el("td").text(words)))
    });
    let held = |name: &str| speech.fill(Key::CompareColumnHeld, &[("name", name)]);
    let Dates { earlier, later } = &pair.names;
    let heads = vec![
        app.say(Key::AnswerColumnPrinciple).into(),
        earlier.clone().into(),
        later.clone().into(),
        held(earlier).into(),
        held(later).into(),
    ];
    let table = table("rounds-table", app.say(Key::CompareRadarTable), heads, rows);
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    el("section").el(heading("h2", app.say(Key::CompareRadarTitle))).el(figure(
        "compare-radar",
        svg,
        app.say(Key::CompareRadarCaption),
        numbers,
    ))
}

fn changes(pair: &Arc<Pair>) -> El {
    let app = pair.app;
    let (model, speech) = (app.model(), app.speech());
    let drawn = Arc::clone(pair);
    let svg = move || {
        let chart = pictures::changes(model, &drawn.comparison, speech, drawn.layout());
        to_svg(&chart.scene(), Purpose::Image(app.say(Key::CompareChangesLabel)))
    };
    let cells = |change: Option<f64>, matched: usize| {
        let change = change.map_or_else(|| speech.score(None), |change| signed(change, speech));
        [el("td").text(change), el("td").text(pair.whole(matched))]
    };
    let head = |words: &'static str| el("th").attr("scope", "row").text(words);
    let principles = model.principles.iter().zip(&pair.comparison.principles);
    let rows = principles.map(|(principle, found)| {
        let change = found.change.map(|change| change.change);
        let matched = found.change.map_or(0, |change| change.matched);
        el("tr")
            .attr("data-principle", principle.id.as_str())
            .maybe_attr("data-change", change.map(|change| Node::from(change).to_json()))
            .el(head(&principle.title))
            .els(cells(change, matched))
    });
    let all = pair.comparison.overall.map(|overall| {
        el("tr")
            .el(head(app.say(Key::ChartsAllPractices)))
            .els(cells(Some(overall.change), overall.matched))
    });
    let heads = [Key::AnswerColumnPrinciple, Key::ChartsChange, Key::ChartsMatched];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("", app.say(Key::CompareChangesTable), heads, rows.chain(all));
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    el("section").el(heading("h2", app.say(Key::CompareChangesTitle))).el(figure(
        "changes",
        svg,
        app.say(Key::CompareChangesCaption),
        numbers,
    ))
}

fn foot(pair: &Pair) -> El {
    let app = pair.app;
    let results = |one: &Assessment, name: &str| {
        let words = app.speech().fill(Key::CompareResults, &[("name", name)]);
        link_button("button break", Route::Results(one.id.clone()).href(), words)
    };
    let notice = paragraph("quiet", app.model().notice.as_str());
    el("footer").class("colophon").el(notice).el(el("p")
        .class("actions")
        .el(results(&pair.rounds.later, &pair.names.later))
        .el(results(&pair.rounds.earlier, &pair.names.earlier))
        .el(print_button(app, "button")))
}
