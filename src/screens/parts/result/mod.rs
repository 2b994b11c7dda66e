//! What a result shows, on its screen and in its report.

mod balance;
mod caveats;
mod matrix;
mod numbers;
mod radar;
mod standouts;
mod sure;

use std::sync::Arc;

pub(crate) use balance::balance;
pub(crate) use caveats::caveats;
pub(crate) use matrix::matrix;
pub(crate) use numbers::numbers;
pub(crate) use radar::radar;
pub(crate) use standouts::standouts;
pub(crate) use sure::sure;

use leptos::prelude::*;

use super::chart;
use crate::{
    app::App,
    ui::{El, Numbers},
};
use ::chart::{Layout, Scene};
use domain::{
    assessment::Assessment,
    model::Level,
    scoring::{Scores, score, targets},
    text::Key,
};

/// What stands for a number that there is none of.
const NONE: &str = "–";

/// Everything that the sections show, worked out once for each change.
pub(crate) struct Outcome {
    pub(crate) app: App,
    pub(crate) assessment: Assessment,
    pub(crate) scores: Scores,
    /// By place of the principle.
    pub(crate) targets: Vec<Level>,
}

impl Outcome {
    /// Works it out.
    pub(crate) fn new(app: App, assessment: Assessment) -> Arc<Self> {
        let scores = score(app.model(), &assessment);
        let targets = targets(app.model(), &assessment);
        Arc::new(Self { app, assessment, scores, targets })
    }

    /// The layout that fits the window now.
    pub(crate) fn layout(&self) -> Layout {
        if self.app.wide.get() { Layout::Wide } else { Layout::Narrow }
    }

    /// A chart of it that can be taken along.
    pub(crate) fn chart(
        &self,
        name: &str,
        label: &str,
        draw: impl Fn(Layout) -> Scene + Send + Sync + 'static,
        caption: impl Into<String>,
        numbers: Numbers,
    ) -> El {
        chart(self.app, &self.assessment.name, name, label, draw, caption, numbers)
    }

    /// A whole number as the language writes it.
    pub(crate) fn whole(&self, number: usize) -> String {
        self.app.speech().locale.whole(number as u64)
    }

    /// A level as a number.
    pub(crate) fn level(&self, level: Level) -> String {
        self.whole(usize::from(level.number()))
    }

    /// A level as number and name: `3 · Established`.
    pub(crate) fn level_name(&self, level: Level) -> String {
        format!("{} · {}", self.level(level), self.app.model().levels.at(level).name)
    }

    /// A level in words: `Level 3, Established`.
    pub(crate) fn level_words(&self, level: Level) -> String {
        let name = &self.app.model().levels.at(level).name;
        let gaps = [("level", self.level(level)), ("name", name.clone())];
        let gaps = gaps.each_ref().map(|(gap, words)| (*gap, words.as_str()));
        self.app.speech().fill(Key::AnswerLevel, &gaps)
    }
}
