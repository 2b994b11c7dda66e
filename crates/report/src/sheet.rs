//! What the facilitator's sheet says of a practice: why it is there, where its two levels come from, and how to begin. Must
//! not know screens.

use super::Commentary;
use cohort::{Consensus, Disagreement, Extremes, Reason, SheetItem, Topic};
use domain::{
    model::{Level, Role},
    text::Key,
};

/// How many practices there can be on a sheet, and how many there are unless something else is chosen.
pub const SHEET_SIZES: [usize; 3] = [5, 10, 20];
/// See [`SHEET_SIZES`].
pub const SHEET_SIZE: usize = 10;

/// So many stand on the first page, which begins with how to use the sheet, and on each further one.
const ON_PAGES: [usize; 2] = [4, 6];

/// So many fit on the first page when there is no other.
const ON_ONE: usize = 5;

/// The items of a sheet by page, each page with how many stand on those before. The first ten fill two pages.
pub fn sheet_pages<T>(items: &[T]) -> Vec<(usize, &[T])> {
    if items.len() <= ON_ONE {
        return vec![(0, items)];
    }
    let [first, further] = ON_PAGES;
    let (begin, rest) = items.split_at(first);
    let rest = rest.chunks(further).enumerate();
    std::iter::once((0, begin))
        .chain(rest.map(|(page, items)| (first + page * further, items)))
        .collect()
}

impl Commentary<'_> {
    /// What to know beside a practice that is on the sheet for its gap; see [`Commentary::gap_note`].
    pub fn sheet_note(&self, item: &SheetItem) -> Option<String> {
        let is_gap = matches!(item.why, Disagreement::Gap(_));
        self.gap_note(item.practice).filter(|_| is_gap)
    }

    /// Why a practice is on the sheet, in a sentence or two.
    pub fn sheet_reason(&self, item: &SheetItem) -> String {
        let topic = |reason| self.topic_reason(&Topic { practice: item.practice, reason });
        let two = |number| self.speech.locale.decimal(number, 2);
        let level = |level: Level| self.speech.locale.whole(level.number().into());
        let why = match item.why {
            Disagreement::Gap(levels) => topic(Reason::Gap(levels)),
            Disagreement::Unknown(share) => topic(Reason::Unknown(share)),
            Disagreement::Consensus(consensus) => {
                let gaps = [("consensus", &*two(consensus))];
                match Consensus::of(consensus, &self.model.scoring) {
                    Consensus::Split => topic(Reason::Split(consensus)),
                    Consensus::Mixed => self.speech.fill(Key::SheetWhyMixed, &gaps),
                    Consensus::Strong => self.speech.fill(Key::SheetWhyClose, &gaps),
                }
            }
            Disagreement::Range(low, high) => {
                let gaps = [("low", &*level(low)), ("high", &*level(high))];
                self.speech.fill(Key::SheetWhyRange, &gaps)
            }
        };
        match item.unknown {
            Some(share) => format!("{why} {}", topic(Reason::Unknown(share))),
            None => why,
        }
    }

    /// A question to begin the talk with.
    pub fn sheet_question(&self, item: &SheetItem) -> &str {
        self.speech.say(match item.why {
            Disagreement::Gap(_) => Key::SheetAskSides,
            Disagreement::Consensus(_) | Disagreement::Range(..) => Key::SheetAskSeen,
            Disagreement::Unknown(_) => Key::SheetAskUnknown,
        })
    }

    /// What each side can do next from the lower of the two levels, with whose step it is; one step where the model has the
    /// same for both. Nothing where no level may be shown, or the lower one is the highest that there is.
    pub fn sheet_steps(&self, item: &SheetItem) -> Vec<(&str, &str)> {
        let Some((extremes, practice)) = item.extremes.zip(self.practice(item.practice)) else {
            return Vec::new();
        };
        let [from, _] = extremes.levels();
        let sides: &[(Role, Key)] = if practice.next_member.is_some() {
            &[
                (Role::Orchestrator, Key::SheetStepOrchestrators),
                (Role::Member, Key::SheetStepMembers),
            ]
        } else {
            &[(Role::Orchestrator, Key::SheetStep)]
        };
        let step = |(role, key): &(Role, Key)| {
            Some((self.speech.say(*key), practice.next_step(*role, from)?))
        };
        sides.iter().filter_map(step).collect()
    }

    /// The levels to begin with, the lower one first, each with where it comes from. One level when all chose the same.
    pub fn sheet_levels(&self, extremes: &Extremes) -> Vec<(Level, &str)> {
        let [low, high] = extremes.levels();
        let keys = match extremes {
            Extremes::Given(..) if low == high => {
                return vec![(low, self.speech.say(Key::SheetAll))];
            }
            Extremes::Given(..) => [Key::SheetLowest, Key::SheetHighest],
            Extremes::Sides { orchestrators, members } if orchestrators < members => {
                [Key::SheetOrchestrators, Key::SheetMembers]
            }
            Extremes::Sides { .. } => [Key::SheetMembers, Key::SheetOrchestrators],
            Extremes::Around(..) => [Key::SheetBelow, Key::SheetAbove],
        };
        [low, high].into_iter().zip(keys.map(|key| self.speech.say(key))).collect()
    }
}
