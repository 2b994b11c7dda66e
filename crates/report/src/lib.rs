//! What a result says in sentences. Owns the choice of sentences; the words are content. Must not know screens.

mod caveats;
mod change;
mod invite;
pub mod method;
pub mod paper;
mod people;
pub mod pictures;
mod plan;
mod round;
mod sure;
mod versions;
pub mod views;
mod commentary;
pub mod ecosystem;
pub mod export;
mod sheet;
pub mod words;

pub use caveats::{open_practices, profile_caveats, stage_caveat};
pub use change::{
    TREND_ROUNDS, absence_words, change_sentence, held_changes, moves_in_sight, names_apart,
    obstacle, signed, signed_whole,
};
pub use commentary::Commentary;
pub use invite::{invitation, invitation_mail};
pub use people::{
    BESIDE_CLAUSES, beside_principle, difference_sentences, explained, people_sentences,
    rating_words, ratings_given,
};
pub use plan::{
    ActionList, action_source, all_reached, first_priorities, first_steps, horizon_words,
    impact_to_store, is_overdue, plan_sentence, printed_state, priority_words, proposal,
    state_words, states_to_choose, step_words,
};
pub use round::next_round_name;
pub use sheet::{SHEET_SIZE, SHEET_SIZES, sheet_pages};
pub use sure::{answered_with, cautious_sentence, confidence_sentence, counts_sentence};
pub use versions::{VersionNote, comparison_note, trend_note, view_note};

use domain::{
    model::Model,
    scoring::{Balance, Overall, Reading, Scores, band},
    text::{Key, Speech},
};

/// The headline: where it stands, what carries and what holds back, and how balanced it is. Fewer sentences while too
/// little is answered. Source: docs/method.md, Headline.
pub fn headline(model: &Model, scores: &Scores, speech: Speech<'_>) -> Vec<String> {
    let overall = &scores.overall;
    let mut sentences = vec![stand(model, overall, speech)];
    if let Some(balance) = &overall.balance {
        sentences.push(carry(model, scores, balance, speech));
        sentences.push(balance_sentence(balance, speech));
    }
    sentences
}

fn stand(model: &Model, overall: &Overall, speech: Speech<'_>) -> String {
    let total = speech.locale.whole(model.principles.len() as u64);
    let (Some(score), Some(held)) = (overall.score, overall.held) else {
        let needed = speech.locale.whole(model.scoring.min_scored_principles);
        let gaps = [("total", total.as_str()), ("needed", needed.as_str())];
        return speech.count(Key::ResultsStandNone, overall.scored as u64, &gaps);
    };
    speech.fill(
        Key::ResultsStand,
        &[
            ("scored", &speech.locale.whole(overall.scored as u64)),
            ("total", &total),
            ("score", &speech.score(Some(score))),
            ("band", &model.levels.at(band(score)).name),
            ("held", &speech.locale.whole(u64::from(held.number()))),
            ("held_name", &model.levels.at(held).name),
        ],
    )
}

fn carry(model: &Model, scores: &Scores, balance: &Balance, speech: Speech<'_>) -> String {
    if balance.highest == balance.lowest {
        return speech.say(Key::ResultsCarryEven).to_owned();
    }
    let title = |place: usize| model.principles.get(place).map_or("", |p| p.title.as_str());
    let score = |place: usize| speech.score(scores.principles.get(place).and_then(|p| p.score));
    let behind: Vec<String> = balance
        .holding_back
        .iter()
        .map(|place| {
            let gaps = [("principle", title(*place)), ("score", &score(*place))];
            speech.fill(Key::ResultsCarryItem, &gaps)
        })
        .collect();
    speech.count(
        Key::ResultsCarry,
        behind.len() as u64,
        &[
            ("highest", title(balance.highest)),
            ("highest_score", &score(balance.highest)),
            ("behind", &speech.locale.list(&behind)),
        ],
    )
}

/// What the spread of the principles means.
pub fn balance_sentence(balance: &Balance, speech: Speech<'_>) -> String {
    let key = match balance.reading {
        Reading::Balanced => Key::ResultsBalanced,
        Reading::Uneven => Key::ResultsUneven,
        Reading::Lopsided => Key::ResultsLopsided,
    };
    speech.fill(key, &[("spread", &speech.score(Some(balance.spread)))])
}
