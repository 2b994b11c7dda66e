//! What is said when something was brought back from the second copy.

use crate::app::App;
use domain::text::Key;
use workspace::store::Recovered;

/// So many documents are named in the message; of the others it says how many.
const NAMED: usize = 3;

/// Tells the person what was brought back; nothing of what is not worth a word.
pub(super) fn tell(app: App, items: &[Recovered]) {
    let mut told: Vec<String> = items.iter().filter_map(|item| words(app, item)).collect();
    if told.len() > NAMED {
        let more = (told.len() - NAMED) as u64;
        told.truncate(NAMED);
        told.push(app.speech().count(Key::MirrorMore, more, &[]));
    }
    if !told.is_empty() {
        app.tell(told.join(" "));
    }
}

fn words(app: App, item: &Recovered) -> Option<String> {
    let speech = app.speech();
    match item {
        Recovered::Assessment { assessment, answers, .. } => {
            let name = app.name_of(assessment);
            Some(speech.count(Key::MirrorAssessment, *answers as u64, &[("name", &name)]))
        }
        Recovered::Newer { assessment, parts, .. } => {
            let name = app.name_of(assessment);
            Some(speech.count(Key::MirrorNewer, *parts as u64, &[("name", &name)]))
        }
        Recovered::View { name, .. } => {
            let name = if name.is_empty() { app.say(Key::AppUntitled) } else { name };
            Some(speech.fill(Key::MirrorView, &[("name", name)]))
        }
        Recovered::Text { key } => Some(speech.fill(Key::MirrorText, &[("name", key)])),
        // The offer to bring it back says it.
        Recovered::DeletedAgain { .. } | Recovered::Small { .. } => None,
    }
}
