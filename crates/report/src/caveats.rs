//! What has to be known before a number is read.

use domain::{
    model::{Form, Model, Profile, Stage},
    scoring::Scores,
    text::{Key, Speech},
};

/// What limits everything that is answered with this profile, in sentences.
pub fn profile_caveats<'a>(model: &Model, profile: Profile, speech: Speech<'a>) -> Vec<&'a str> {
    let short = (profile.form == Form::Short).then(|| speech.say(Key::ResultsShortForm));
    short.into_iter().chain(stage_caveat(model, profile, speech)).collect()
}

/// What to know of levels and targets before joint work has begun; nothing in later stages.
pub fn stage_caveat<'a>(model: &Model, profile: Profile, speech: Speech<'a>) -> Option<&'a str> {
    let key = match model.scoring.strategic_target {
        Some(_) => Key::ResultsStrategic,
        None => Key::ResultsStrategicLevels,
    };
    (profile.stage == Stage::Strategic).then(|| speech.say(key))
}

/// How many practices are not answered yet; `None` if all are.
pub fn open_practices(scores: &Scores) -> Option<usize> {
    Some(scores.overall.counts.unanswered()).filter(|open| *open > 0)
}
