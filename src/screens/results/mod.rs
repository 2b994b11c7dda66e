//! The results, as an essay that begins with what matters: headline, radar, matrix, every principle,
//! balance, strengths and brakes, priorities, how sure it all is, and what to do next.

mod change;
mod next;
mod principles;
pub(super) mod standouts;
pub(super) mod sure;
pub(super) mod whole;

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    export,
    reminder::reminder,
    share,
    welcome::{profile_line, read_only_words},
};
use crate::{
    app::App,
    platform,
    ui::{El, Numbers, button, el, heading, nothing, paragraph, screen_title},
};
use base::json::Node;
use chart::{Layout, Scene};
use domain::{
    assessment::{Assessment, AssessmentId},
    model::{Form, Level, Stage},
    scoring::{Scores, score, targets},
    text::Key,
};
use report::headline;
use workspace::{route::Route, store::Shelved};

/// Everything that the sections show, worked out once for each change.
pub(super) struct Outcome {
    pub(super) app: App,
    pub(super) assessment: Assessment,
    pub(super) scores: Scores,
    /// By place of the principle.
    pub(super) targets: Vec<Level>,
}

impl Outcome {
    /// Works it out.
    pub(super) fn new(app: App, assessment: Assessment) -> Arc<Self> {
        let scores = score(app.model(), &assessment);
        let targets = targets(app.model(), &assessment);
        Arc::new(Self { app, assessment, scores, targets })
    }

    /// The layout that fits the window now.
    pub(super) fn layout(&self) -> Layout {
        if self.app.wide.get() { Layout::Wide } else { Layout::Narrow }
    }

    /// A chart of it that can be taken along.
    fn chart(
        &self,
        name: &str,
        label: &str,
        draw: impl Fn(Layout) -> Scene + Send + Sync + 'static,
        caption: impl Into<String>,
        numbers: Numbers,
    ) -> El {
        export::chart(self.app, &self.assessment.name, name, label, draw, caption, numbers)
    }

    /// A whole number as the language writes it.
    pub(super) fn whole(&self, number: usize) -> String {
        self.app.speech().locale.whole(number as u64)
    }

    /// A level as a number.
    pub(super) fn level(&self, level: Level) -> String {
        self.whole(usize::from(level.number()))
    }

    /// A level as number and name: `3 · Established`.
    pub(super) fn level_name(&self, level: Level) -> String {
        format!("{} · {}", self.level(level), self.app.model().levels.at(level).name)
    }

    /// A level in words: `Level 3, Established`.
    pub(super) fn level_words(&self, level: Level) -> String {
        let name = &self.app.model().levels.at(level).name;
        let gaps = [("level", self.level(level)), ("name", name.clone())];
        let gaps = gaps.each_ref().map(|(gap, words)| (*gap, words.as_str()));
        self.app.speech().fill(Key::AnswerLevel, &gaps)
    }
}

/// The results screen.
pub(super) fn results(app: App, id: AssessmentId) -> El {
    share::prepare(app, &id);
    let shelved = app.assessment(id.clone());
    let colophon = move || match shelved.get() {
        Some(shelved) if is_answered(app, &shelved.assessment) => {
            colophon(app, &shelved.assessment).view()
        }
        _ => nothing(),
    };
    let results = el("article").class("page results").live(move || {
        let Some(Shelved { assessment, read_only }) = shelved.get() else { return nothing() };
        let name = app.name_of(&assessment);
        app.title_text(&app.speech().fill(Key::ResultsOf, &[("name", &name)]));
        let outcome = Outcome::new(app, assessment);
        let head = head(&outcome).maybe(read_only.map(|reason| read_only_words(app, &reason)));
        let mut parts = vec![head];
        parts.extend(body(&outcome));
        let parts: Vec<AnyView> = parts.into_iter().map(El::view).collect();
        parts.into_any()
    });
    // Beside what is built anew with every change, because there is something to fill in.
    results.el(share::panel(app, id)).live(colophon)
}

fn is_answered(app: App, assessment: &Assessment) -> bool {
    let mut asked = app.model().in_scope(assessment.profile);
    asked.any(|practice| assessment.answer(&practice.id).is_some())
}

fn head(outcome: &Outcome) -> El {
    let Outcome { app, assessment, .. } = outcome;
    el("header")
        .class("results-head")
        .el(paragraph("eyebrow", app.say(Key::ResultsTitle)))
        .el(screen_title(app.name_of(assessment)))
        .el(paragraph("quiet", profile_line(app.model(), assessment)))
        .el(reminder(*app))
        .els(caveats(outcome))
}

/// What has to be known before a number is read.
pub(super) fn caveats(outcome: &Outcome) -> Vec<El> {
    let Outcome { app, assessment, scores, .. } = outcome;
    let app = *app;
    let open = scores.overall.counts.unanswered();
    let profile = assessment.profile;
    let short = profile.form == Form::Short;
    let strategic = profile.stage == Stage::Strategic;
    let partial = (open > 0).then(|| {
        let href = Route::Answer(assessment.id.clone(), String::new()).href();
        el("p")
            .class("partial")
            .el(el("strong").text(app.say(Key::ResultsPartial)))
            .text(" ")
            .text(app.speech().count(Key::ResultsPartialLead, open as u64, &[]))
            .text(" ")
            .el(el("a").attr("href", href).text(app.say(Key::AnswerContinue)))
    });
    let short = short.then(|| paragraph("quiet", app.say(Key::ResultsShortForm)));
    let strategic = strategic.then(|| paragraph("quiet", app.say(Key::ResultsStrategic)));
    [short, strategic, partial].into_iter().flatten().collect()
}

fn body(outcome: &Arc<Outcome>) -> Vec<El> {
    let app = outcome.app;
    if outcome.scores.overall.counts.answered() == 0 {
        return vec![
            el("section")
                .el(heading("h2", app.say(Key::ResultsEmptyTitle)))
                .el(paragraph("", app.say(Key::ResultsEmpty))),
        ];
    }
    let title = heading("h2", app.say(Key::ResultsHeadline)).class("visually-hidden");
    let mut sections = vec![
        el("section").el(title).el(numbers(outcome)),
        whole::radar(outcome),
        whole::matrix(outcome),
    ];
    sections.push(principles::principles(outcome));
    sections.extend(whole::balance(outcome));
    sections.push(standouts::standouts(outcome, "h2"));
    sections.push(next::priorities(outcome));
    sections.push(sure::sure(outcome));
    sections.extend(change::change(outcome));
    sections.push(next::what_next(outcome));
    sections.push(export::panel(app, &outcome.assessment.id));
    sections
}

/// The three sentences, and the three numbers that they speak of.
pub(super) fn numbers(outcome: &Outcome) -> El {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let overall = &outcome.scores.overall;
    let total = model.principles.len();
    let score_hint = speech.fill(
        Key::ResultsOverallScoreHint,
        &[("scored", &outcome.whole(overall.scored)), ("total", &outcome.whole(total))],
    );
    let held = overall.held.map(|held| outcome.level_name(held));
    let complete = speech.locale.percent(overall.counts.completeness());
    let held_hint = app.say(Key::ResultsOverallHeldHint).to_owned();
    let complete_hint = app.say(Key::ResultsCompletenessHint).to_owned();
    // What it is, the number, what to know about it.
    let rows = [
        (Key::ResultsOverallScore, overall.score.map(|s| speech.score(Some(s))), score_hint),
        (Key::ResultsOverallHeld, held, held_hint),
        (Key::ResultsCompleteness, Some(complete), complete_hint),
    ];
    let rows = rows.map(|(key, number, hint)| {
        let class = if number.is_some() { "figure-number" } else { "figure-number unknown" };
        let number = number.unwrap_or_else(|| app.say(Key::ResultsNoScore).to_owned());
        el("div").el(el("dt").text(app.say(key))).el(el("dd").class(class).text(number)).el(el(
            "dd",
        )
        .class("quiet")
        .text(hint))
    });
    let sentences = headline(model, &outcome.scores, speech);
    el("div")
        .class("headline")
        .maybe_attr("data-overall-score", overall.score.map(|score| Node::from(score).to_json()))
        .maybe_attr("data-overall-held", overall.held.map(|held| held.number().to_string()))
        .els(sentences.into_iter().map(|sentence| paragraph("", sentence)))
        .el(el("dl").class("numbers-row").els(rows))
}

fn colophon(app: App, assessment: &Assessment) -> El {
    let speech = app.speech();
    let made = speech.fill(
        Key::ResultsMade,
        &[
            ("model", &app.model().id),
            ("version", &app.model().version),
            ("date", &speech.locale.date(assessment.changed)),
        ],
    );
    let print = button("button", app.say(Key::ResultsPrint), move || {
        if !platform::print() {
            app.tell(app.say(Key::AppPrintUnavailable).to_owned());
        }
    });
    let before = &assessment.model.version;
    let before = (*before != app.model().version)
        .then(|| speech.fill(Key::ResultsMadeBefore, &[("version", before)]));
    el("footer")
        .class("colophon")
        .el(paragraph("quiet", made))
        .maybe(before.map(|words| paragraph("quiet", words)))
        .el(paragraph("quiet", app.model().notice.as_str()))
        .el(el("p").class("no-print").el(print))
}
