//! What changed from one round to another, in sentences.

use domain::{
    model::Constants,
    scoring::compare::{Comparison, Movement, NotComparable, movement},
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
