//! What a next round is called.

use domain::{
    assessment::NAME_LIMIT,
    text::{Key, Speech},
};

/// Beyond this a number at the end of a name is not taken for that of a round.
const ROUNDS: u64 = 99;

/// A name for the round after the one called `name`: `Harbour, round 2` after `Harbour`, `Harbour, round 3` after that.
/// `before` is how many rounds there were before the one called `name`. The number stays whole in a name that is too long.
pub fn next_round_name(name: &str, before: usize, speech: Speech<'_>) -> String {
    let called = |base: &str, number: u64| {
        let number = speech.locale.whole(number);
        speech.fill(Key::RoundName, &[("name", base), ("number", &number)])
    };
    let base_of = |number: u64| {
        // A letter that no name begins or ends with, so that what is around the name can be cut off.
        let pattern = called("\0", number);
        let (front, back) = pattern.split_once('\0')?;
        let base = name.strip_prefix(front)?.strip_suffix(back)?;
        (!base.is_empty()).then(|| (base.to_owned(), number + 1))
    };
    let numbered = (1..=ROUNDS).find_map(base_of);
    let (base, number) = numbered.unwrap_or_else(|| (name.to_owned(), before as u64 + 2));
    let around = called("", number).chars().count();
    let base: String = base.chars().take(NAME_LIMIT.saturating_sub(around)).collect();
    called(base.trim_end(), number)
}
