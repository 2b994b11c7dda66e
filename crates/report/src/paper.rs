//! What the report on paper needs beyond the results: its running foot, and the roadmap as it is printed. Must not know
//! screens.

use domain::{
    assessment::{ActionState, Assessment, Horizon},
    model::Model,
    scoring::{RoadmapItem, roadmap},
    text::{Key, Speech},
};

/// The longest name in the running foot, in characters. A longer one would push the page number off its line.
const FOOT_NAME: usize = 56;

/// The line at the foot of every page: name and date.
pub fn running_foot(name: &str, date: &str, speech: Speech<'_>) -> String {
    let mut short: String = name.chars().take(FOOT_NAME).collect();
    if short.len() < name.len() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    speech.fill(Key::ReportFoot, &[("name", &short), ("date", date)])
}

/// A text as a string of CSS, quotes included. Line breaks and other control characters, which no string of CSS can hold,
/// become spaces.
pub fn css_string(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for sign in text.chars() {
        if sign.is_control() {
            string.push(' ');
        } else {
            if matches!(sign, '"' | '\\') {
                string.push('\\');
            }
            string.push(sign);
        }
    }
    string.push('"');
    string
}

/// The roadmap by horizon, without what was dropped. Horizons can be empty.
pub fn actions<'a>(
    model: &'a Model,
    assessment: &Assessment,
) -> [(Horizon, Vec<RoadmapItem<'a>>); 3] {
    let items = roadmap(model, assessment);
    Horizon::ALL.map(|horizon| {
        let due = items.iter().filter(|item| item.horizon == horizon);
        (horizon, due.filter(|item| item.state != ActionState::Dropped).cloned().collect())
    })
}

/// A numbered section of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportPart {
    /// The sentences, and the numbers that they speak of.
    Headline,
    /// The radar with its table.
    Radar,
    /// Strengths and brakes.
    Standouts,
    /// How far the principles lie apart.
    Balance,
    /// Whose view it is.
    Views,
    /// Targets, gaps, impacts and priorities.
    Priorities,
    /// What to do in three horizons.
    Roadmap,
    /// The self-check.
    People,
    /// How sure it is.
    Sure,
    /// The change since the round before.
    Change,
    /// Everything behind it.
    Appendix,
}

impl ReportPart {
    /// The parts in their order. Source: docs/method.md, Order of a report.
    pub fn in_order(has_self_check: bool) -> impl Iterator<Item = Self> {
        [
            Self::Headline,
            Self::Radar,
            Self::Standouts,
            Self::Balance,
            Self::Views,
            Self::Priorities,
            Self::Roadmap,
            Self::People,
            Self::Sure,
            Self::Change,
            Self::Appendix,
        ]
        .into_iter()
        .filter(move |part| has_self_check || *part != Self::People)
    }

    /// A name that does not change, for links and tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Radar => "radar",
            Self::Standouts => "standouts",
            Self::Balance => "balance",
            Self::Views => "views",
            Self::Priorities => "priorities",
            Self::Roadmap => "roadmap",
            Self::People => "people",
            Self::Sure => "sure",
            Self::Change => "change",
            Self::Appendix => "appendix",
        }
    }

    /// What it is called.
    pub fn title(self) -> Key {
        match self {
            Self::Headline => Key::ResultsHeadline,
            Self::Radar => Key::ResultsRadarTitle,
            Self::Standouts => Key::ReportStandouts,
            Self::Balance => Key::ResultsBalanceTitle,
            Self::Views => Key::ReportViews,
            Self::Priorities => Key::ReportPriorities,
            Self::Roadmap => Key::ReportRoadmap,
            Self::People => Key::ReportPeople,
            Self::Sure => Key::ResultsSureTitle,
            Self::Change => Key::ReportChange,
            Self::Appendix => Key::ReportAppendix,
        }
    }
}
