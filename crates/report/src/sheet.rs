//! What the facilitator's sheet says of a practice: why it is there, where its two levels come from, and how to begin. Must
//! not know screens.

use super::Commentary;
use cohort::{Consensus, Disagreement, Extremes, Reason, SheetItem, Topic};
use domain::{model::Level, text::Key};

impl Commentary<'_> {
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
