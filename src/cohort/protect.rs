//! Which groups may be shown beside each other, so that nothing can be computed of too few people.
//!
//! Owns the thresholds' meaning and the protection against subtraction. Must not know what the numbers of a group are: only
//! how many people stand behind them.
//!
//! People are in a grid: by role on one side, by one way of grouping on the other. Shown are sums over all of it, over a row
//! or over a column (means with the number of ratings are sums as well). Whoever adds and subtracts shown sums gets the sum
//! over some set of people; the numbers are safe if no such set has more than none and fewer than the least number of
//! people. Source of the thresholds: brief 4.8.

/// Which groups are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Everybody together.
    pub all: bool,
    /// Each role: orchestrators, members.
    pub roles: [bool; 2],
    /// Each value of the grouping; the last one are those without a value.
    pub parts: Vec<bool>,
}

impl Protection {
    /// How many people of each role are in each part, and which roles need no protection because their people agreed to be
    /// shown by name. Returns what can be shown if no number may speak of fewer than `least` people who need protection.
    ///
    /// A group without people is not shown, and no danger. Hidden first is what is too small by itself; then, for as long as
    /// something of too few people could be computed, the part that takes least away: the smallest part of the grouping that
    /// helps, or the total, or a role.
    fn of(people: &[[u32; 2]], named: [bool; 2], least: u32) -> Self {
        let size = |role: usize| people.iter().map(|part| pick(*part, role)).sum::<u32>();
        let sizes = [size(0), size(1)];
        // People whose answers are open anyway count as none or as enough.
        let fits = |people: [u32; 2]| {
            let is_open = |role: usize| pick(people, role) == 0 || pick_bool(named, role);
            let hidden: u32 = (0..2).filter(|r| !is_open(*r)).map(|r| pick(people, r)).sum();
            people != [0, 0] && (hidden == 0 || hidden >= least)
        };
        let mut shown = Self {
            all: fits(sizes),
            roles: [fits([sizes[0], 0]), fits([0, sizes[1]])],
            // Without a grouping the one part is everybody, who are shown as such or not at all.
            parts: people.iter().map(|part| people.len() > 1 && fits(*part)).collect(),
        };
        while shown.tells(people, named, least) {
            let mut order: Vec<(u32, Hide)> = shown
                .parts
                .iter()
                .zip(people)
                .enumerate()
                .filter(|(_, (shown, _))| **shown)
                .map(|(place, (_, part))| (part[0] + part[1], Hide::Part(place)))
                .collect();
            order.sort_by_key(|(size, _)| *size);
            if shown.all {
                order.push((0, Hide::All));
            }
            let smaller = usize::from(sizes[1] < sizes[0]);
            for role in [smaller, 1 - smaller] {
                if pick_bool(shown.roles, role) && !pick_bool(named, role) {
                    order.push((0, Hide::Role(role)));
                }
            }
            let helps = order.iter().find(|(_, hide)| {
                let mut without = shown.clone();
                without.hide(*hide);
                !without.tells(people, named, least)
            });
            match helps.or(order.first()) {
                Some((_, hide)) => shown.hide(*hide),
                None => break,
            }
        }
        shown
    }

    fn hide(&mut self, what: Hide) {
        match what {
            Hide::All => self.all = false,
            Hide::Role(role) => {
                if let Some(shown) = self.roles.get_mut(role) {
                    *shown = false;
                }
            }
            Hide::Part(part) => {
                if let Some(shown) = self.parts.get_mut(part) {
                    *shown = false;
                }
            }
        }
    }

    /// Whether shown sums can be combined to the sum over a set of people who need protection, and fewer than `least`.
    ///
    /// A combination gives each person the weight of their role plus that of their part; it tells about a set when these
    /// add up to 1 for the people in it and to 0 for all others. Weights beyond ±2 give nothing new: a larger weight of all
    /// rows with the opposite one of all columns is the same combination.
    fn tells(&self, people: &[[u32; 2]], named: [bool; 2], least: u32) -> bool {
        let weights = |shown: bool| if shown { -2..=2_i32 } else { 0..=0 };
        for total in weights(self.all) {
            for first in weights(self.roles[0]) {
                for second in weights(self.roles[1]) {
                    let roles = [total + first, total + second];
                    if self.tells_by(people, named, least, roles) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// The same with the weights of the roles given: each part is then on its own.
    fn tells_by(&self, people: &[[u32; 2]], named: [bool; 2], least: u32, roles: [i32; 2]) -> bool {
        // The fewest people that the parts can contribute, and the fewest but more than none.
        let (mut fewest, mut fewest_some) = (0_u32, None::<u32>);
        for (part, shown) in people.iter().zip(&self.parts) {
            let weights = if *shown { -2..=2 } else { 0..=0 };
            let sets = weights.filter_map(|weight| {
                let mut set = 0;
                for role in 0..2 {
                    let count = pick(*part, role);
                    if count == 0 || pick_bool(named, role) {
                        continue;
                    }
                    match roles.get(role).map(|of_role| of_role + weight) {
                        Some(0) => {}
                        Some(1) => set += count,
                        _ => return None,
                    }
                }
                Some(set)
            });
            let (mut least_here, mut some_here) = (None::<u32>, None::<u32>);
            for set in sets {
                least_here = Some(least_here.map_or(set, |other| other.min(set)));
                if set > 0 {
                    some_here = Some(some_here.map_or(set, |other| other.min(set)));
                }
            }
            let Some(least_here) = least_here else { return false };
            fewest_some = match (fewest_some, some_here) {
                (None, None) => None,
                (Some(some), None) => Some(some + least_here),
                (None, Some(some)) => Some(fewest + some),
                (Some(before), Some(some)) => Some((before + least_here).min(fewest + some)),
            };
            fewest += least_here;
        }
        fewest_some.is_some_and(|some| some < least)
    }
}

#[derive(Clone, Copy)]
enum Hide {
    All,
    Role(usize),
    Part(usize),
}

fn pick(people: [u32; 2], role: usize) -> u32 {
    people.get(role).copied().unwrap_or_default()
}

fn pick_bool(flags: [bool; 2], role: usize) -> bool {
    flags.get(role).copied().unwrap_or_default()
}

/// What can be shown of people in a grid: `people` has, for each value of the grouping, how many orchestrators and how many
/// members there are, last those without a value; without a grouping it has one entry and no part is shown.
///
/// `named` are roles whose people agreed to be shown by name: they need no protection, and what they say can be subtracted
/// from everything. `least` is the least number of people that a number may speak of; below 2 there is nothing to protect.
pub fn protect(people: &[[u32; 2]], named: [bool; 2], least: u32) -> Protection {
    Protection::of(people, named, least)
}
