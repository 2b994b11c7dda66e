//! Answers and levels.

use domain::{
    assessment::{Answer, Evidence},
    model::{Level, Model},
    text::{Key, Speech},
};

/// A level as a number.
pub fn level_number(level: Level, speech: Speech<'_>) -> String {
    speech.locale.whole(u64::from(level.number()))
}

/// A level as number and name: `3 · Established`.
pub fn level_name(level: Level, model: &Model, speech: Speech<'_>) -> String {
    format!("{} · {}", level_number(level, speech), model.levels.at(level).name)
}

/// A level in words: `Level 3, Established`.
pub fn level_words(level: Level, model: &Model, speech: Speech<'_>) -> String {
    let name = &model.levels.at(level).name;
    speech.fill(Key::AnswerLevel, &[("level", &level_number(level, speech)), ("name", name)])
}

/// What was answered, in a word or two.
pub fn answer_words(answer: Option<Answer>, model: &Model, speech: Speech<'_>) -> String {
    let words = &model.answers;
    match answer {
        Some(Answer::Rated(level)) => level_name(level, model, speech),
        Some(Answer::NotApplicable) => words.not_applicable.clone(),
        Some(Answer::Unknown) => words.unknown.clone(),
        None => words.unanswered.clone(),
    }
}

/// What a grade of evidence is called.
pub fn evidence_words(grade: Evidence, model: &Model) -> &str {
    let place = usize::from(grade.number()).saturating_sub(1);
    model.evidence_grades.get(place).map_or("", |grade| grade.name.as_str())
}

/// How many of so many are answered: `4 of 5`.
pub fn answered_of(answered: usize, total: usize, speech: Speech<'_>) -> String {
    let [answered, total] = [answered, total].map(|number| speech.locale.whole(number as u64));
    speech.fill(Key::AnswerProgress, &[("answered", &answered), ("total", &total)])
}
