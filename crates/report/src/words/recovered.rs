//! What was brought back from the second copy.

use domain::text::{Key, Speech};
use workspace::store::Recovered;

/// So many documents are named in the message; of the others it says how many.
const NAMED: usize = 3;

/// A message about what was brought back; `None` if nothing of it is worth a word.
pub fn recovered_words(items: &[Recovered], speech: Speech<'_>) -> Option<String> {
    let mut said: Vec<String> = items.iter().filter_map(|item| words(item, speech)).collect();
    if said.len() > NAMED {
        let more = (said.len() - NAMED) as u64;
        said.truncate(NAMED);
        said.push(speech.count(Key::MirrorMore, more, &[]));
    }
    (!said.is_empty()).then(|| said.join(" "))
}

fn words(item: &Recovered, speech: Speech<'_>) -> Option<String> {
    let called = |name: &str| {
        let name = if name.is_empty() { speech.say(Key::AppUntitled) } else { name };
        name.to_owned()
    };
    match item {
        Recovered::Assessment { assessment, answers, .. } => {
            let gaps = [("name", &*called(&assessment.name))];
            Some(speech.count(Key::MirrorAssessment, *answers as u64, &gaps))
        }
        Recovered::Newer { assessment, parts, .. } => {
            let gaps = [("name", &*called(&assessment.name))];
            Some(speech.count(Key::MirrorNewer, *parts as u64, &gaps))
        }
        Recovered::View { name, .. } => {
            Some(speech.fill(Key::MirrorView, &[("name", &called(name))]))
        }
        Recovered::Text { key } => Some(speech.fill(Key::MirrorText, &[("name", key)])),
        // The offer to bring it back says it.
        Recovered::DeletedAgain { .. } | Recovered::Small { .. } => None,
    }
}
