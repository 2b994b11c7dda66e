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
