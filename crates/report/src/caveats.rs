//! What has to be known before a number is read.

use domain::{
    model::{Form, Profile, Stage},
    scoring::Scores,
    text::{Key, Speech},
};

/// What limits everything that is answered with this profile, in sentences.
pub fn profile_caveats(profile: Profile, speech: Speech<'_>) -> Vec<&str> {
    let short = (profile.form == Form::Short).then(|| speech.say(Key::ResultsShortForm));
    let strategic = (profile.stage == Stage::Strategic).then(|| speech.say(Key::ResultsStrategic));
    short.into_iter().chain(strategic).collect()
}

/// How many practices are not answered yet; `None` if all are.
pub fn open_practices(scores: &Scores) -> Option<usize> {
    Some(scores.overall.counts.unanswered()).filter(|open| *open > 0)
}
