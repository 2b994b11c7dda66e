//! What changed from one round to another, in sentences.

use domain::{
    assessment::Moment,
    model::{Constants, Level, Model},
    scoring::compare::{Absence, Comparison, Dates, Movement, NotComparable, movement},
    text::{Key, Speech},
};

/// A change with its sign and two decimals: with one, many a change just below the limit of *no clear change* would read
/// like the limit itself.
pub fn signed(change: f64, speech: Speech<'_>) -> String {
    let size = speech.locale.decimal(change.abs(), 2);
    if size == speech.locale.decimal(0.0, 2) {
        size
    } else if change < 0.0 {
        format!("−{size}")
    } else {
        format!("+{size}")
    }
}

/// A whole difference with its sign. Between whole steps the decimals of a change would say nothing.
pub fn signed_whole(difference: f64, speech: Speech<'_>) -> String {
    let size = speech.locale.decimal(difference.abs(), 0);
    if difference > 0.0 {
        format!("+{size}")
    } else if difference < 0.0 {
        format!("−{size}")
    } else {
        size
    }
}

/// What to call assessments that are shown together, given by name and the moment they were begun: their names, with the
/// date where two would be called the same.
pub fn names_apart(shown: &[(String, Moment)], speech: Speech<'_>) -> Vec<String> {
    let label = |(name, created): &(String, Moment)| {
        if shown.iter().filter(|(other, _)| other == name).count() > 1 {
            format!("{name} · {}", speech.locale.date(*created))
        } else {
            name.clone()
        }
    };
    shown.iter().map(label).collect()
}

/// A line needs so many rounds: two are a comparison.
pub const TREND_ROUNDS: usize = 3;

/// So many rises and falls stand in sight; the others open on demand.
const MOVES_IN_SIGHT: usize = 4;

/// Those that stand in sight, and the others.
pub fn moves_in_sight<T>(moves: &[T]) -> (&[T], &[T]) {
    moves.split_at_checked(MOVES_IN_SIGHT).unwrap_or((moves, &[]))
}

/// The principles whose held level is another one now, by place, with both levels.
pub fn held_changes<'a>(
    comparison: &'a Comparison<'_>,
) -> impl Iterator<Item = (usize, Dates<Level>)> + use<'a> {
    let principles = comparison.principles.iter().enumerate();
    principles.filter_map(|(place, found)| {
        let held = found.held.filter(|held| held.earlier != held.later)?;
        Some((place, held))
    })
}

/// Why a practice has no rating on the other date.
pub fn absence_words<'a>(absence: Absence, model: &'a Model, speech: Speech<'a>) -> &'a str {
    match absence {
        Absence::NotAsked => speech.say(Key::CompareNotAsked),
        Absence::Unanswered => &model.answers.unanswered,
        Absence::NotApplicable => &model.answers.not_applicable,
        Absence::Unknown => &model.answers.unknown,
    }
}

/// The change over all matched items. Source: docs/method.md, Change between two rounds.
pub fn change_sentence(
    comparison: &Comparison<'_>,
    constants: &Constants,
    speech: Speech<'_>,
) -> String {
    let Some(overall) = comparison.overall else {
        return speech.say(Key::ChangeNothing).to_owned();
    };
    let key = match movement(overall.change, constants) {
        Movement::Up => Key::ChangeUp,
        Movement::Down => Key::ChangeDown,
        Movement::NoClearChange => Key::ChangeNotClear,
    };
    // A single item has a level and not a mean.
    let decimals = u8::from(overall.matched > 1);
    let mean = |mean: f64| speech.locale.decimal(mean, decimals);
    speech.count(
        key,
        overall.matched as u64,
        &[
            ("change", &speech.locale.decimal(overall.change.abs(), 2 * decimals)),
            ("earlier", &mean(overall.means.earlier)),
            ("later", &mean(overall.means.later)),
        ],
    )
}

/// Why a round is not compared, to be read after its name.
pub fn obstacle(reason: NotComparable, speech: Speech<'_>) -> &str {
    speech.say(match reason {
        NotComparable::Model => Key::ChangeOtherModel,
        NotComparable::Role => Key::ChangeOtherRole,
        NotComparable::Form => Key::ChangeOtherForm,
        NotComparable::Unrated => Key::ChangeUnrated,
    })
}
