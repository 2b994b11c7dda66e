//! Which groups may be shown beside each other, so that nothing can be computed of too few people.
//!
//! Owns the thresholds' meaning and the protection against subtraction. Must not know what the numbers of a group are: only
//! how many people stand behind them.
//!
//! People are in a grid: by role on one side, by one way of grouping on the other. Shown are sums over all of it, over a row
//! or over a column (means with the number of ratings are sums as well). Whoever adds and subtracts shown sums gets the sum
//! over some set of people; the numbers are safe if no such set has more than none and fewer than the least number of
//! people. Source of the thresholds: docs/method.md, Thresholds.
//!
//! Protected is whoever is looked at by somebody who has every picture of one way of grouping: that of all, with and without
//! it, those of each role and of each of its values; and beside the picture of all that of one span of months or one form,
//! or of two dates. Not protected is who can be told apart by other means: by two ways of grouping laid over each other, a
//! span laid over the parts of a grouping, or spans chosen to differ by few people. No rule that looks at one picture can do
//! that without hiding nearly everything.

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

/// How many people there are, by part and then by role.
pub(super) type Grid = Vec<[u32; 2]>;

/// How many of a part need protection, given which roles are shown by name.
fn hidden(people: [u32; 2], named: [bool; 2]) -> [u32; 2] {
    let [orchestrators, members] = people;
    let [open_orchestrators, open_members] = named;
    [if open_orchestrators { 0 } else { orchestrators }, if open_members { 0 } else { members }]
}

/// How many people of each role there are in all parts.
pub(super) fn sum(grid: &Grid) -> [u32; 2] {
    grid.iter().fold([0; 2], |[a, b], [orchestrators, members]| [a + orchestrators, b + members])
}

/// Whether a group is large enough by itself. People whose answers are open anyway count as none or as enough. A group
/// without people is not shown, and no danger.
pub(super) fn fits(people: [u32; 2], named: [bool; 2], least: u32) -> bool {
    let hidden: u32 = hidden(people, named).iter().sum();
    people != [0, 0] && (hidden == 0 || hidden >= least)
}

/// Whether people of one role in one part are too few to be spoken of.
pub(super) fn has_few(people: &[[u32; 2]], named: [bool; 2], least: u32) -> bool {
    let mut cells = people.iter().flat_map(|part| hidden(*part, named));
    cells.any(|count| (1..least).contains(&count))
}

/// The parts from the largest to the smallest, equal ones as they stand.
pub(super) fn by_size(people: &[[u32; 2]]) -> Vec<usize> {
    let sizes = people.iter().map(|[orchestrators, members]| orchestrators + members);
    let sizes: Vec<(usize, u32)> = sizes.enumerate().collect();
    let sizes = base::order::order(sizes, |a, b| b.1.cmp(&a.1));
    sizes.into_iter().map(|(place, _)| place).collect()
}

/// What is shown, and of which parts also by role.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) groups: Protection,
    /// Parts of which each role may be shown by itself, as pictures of one value or of one role do.
    pub(super) split: Vec<bool>,
}

/// The crowds that have to be protected at once: those who were asked, those who rated, and so on.
pub(super) struct Crowds<'a> {
    /// Each is a grid of the same parts.
    pub(super) grids: &'a [Grid],
    pub(super) named: [bool; 2],
    pub(super) least: u32,
}

/// Weights of the two roles in a combination of shown sums. Those of a part are added to them, so that each person has one
/// weight, which must be 1 for people in the set that is told about and 0 for others. The people of a part that is not
/// shown have the weight of their role, which is then 0 or 1. Where a part with both roles is shown, the two weights are at
/// most 1 apart. A weight that nothing holds fast can be moved to where these are, together with those of all parts.
const WEIGHTS: [[i32; 2]; 8] = [[0, 0], [1, 1], [0, 1], [1, 0], [0, -1], [-1, 0], [1, 2], [2, 1]];

impl Crowds<'_> {
    /// What can be shown. Roles come first, then everybody, then the parts in the given order, each if it speaks of enough
    /// people and tells nothing beside what is shown already: so whether roles and everybody are shown does not depend on
    /// the grouping, and pictures with and without it can be laid beside each other. What is hidden to protect a small part
    /// is the last that would be added, mostly the next smallest. Last, and only if asked for, parts are divided by role.
    pub(super) fn protect(&self, order: &[usize], split: bool) -> Shown {
        let parts = self.grids.first().map_or(0, Vec::len);
        let groups = Protection { all: false, roles: [false; 2], parts: vec![false; parts] };
        let mut shown = Shown { groups, split: vec![false; parts] };
        // Where no cell is small, no set of cells is.
        let risky: Vec<&Grid> =
            self.grids.iter().filter(|grid| has_few(grid, self.named, self.least)).collect();
        let tells = |shown: &Shown| risky.iter().any(|grid| self.tells(grid, shown));
        let (named, least) = (self.named, self.least);
        let totals: Vec<[u32; 2]> = self.grids.iter().map(sum).collect();
        let all_fit = |pick: fn(&[u32; 2]) -> [u32; 2]| {
            totals.iter().all(|total| fits(pick(total), named, least))
        };
        shown.groups.roles = [all_fit(|total| [total[0], 0]), all_fit(|total| [0, total[1]])];
        shown.groups.all = all_fit(|total| *total);
        if shown.groups.all && tells(&shown) {
            shown.groups.all = false;
        }
        // Without a grouping the one part is everybody, who are shown as such or not at all.
        let part = |grid: &Grid, place: usize| grid.get(place).copied().unwrap_or_default();
        let fitting = |place: &usize| {
            parts > 1 && self.grids.iter().all(|grid| fits(part(grid, *place), named, least))
        };
        let fitting: Vec<usize> = order.iter().copied().filter(fitting).collect();
        add(&mut shown, |shown| &mut shown.groups.parts, &fitting, &tells);
        if split {
            let is_large = |place: &usize| {
                let is_shown = shown.groups.parts.get(*place).copied().unwrap_or_default();
                is_shown
                    && !self.grids.iter().any(|grid| has_few(&[part(grid, *place)], named, least))
            };
            let large: Vec<usize> = order.iter().copied().filter(is_large).collect();
            add(&mut shown, |shown| &mut shown.split, &large, &tells);
        }
        shown
    }

    /// Whether shown sums can be combined to the sum over a set of people who need protection, and fewer than `least`.
    /// People of the same cell always have the same weight, so a set has all of them or none.
    fn tells(&self, grid: &Grid, shown: &Shown) -> bool {
        let Protection { all, roles: [first, second], .. } = shown.groups;
        let both = (first && second) || (all && (first || second));
        let reached = WEIGHTS.iter().filter(|[a, b]| {
            both || (*a == 0 && *b == 0)
                || (all && a == b)
                || (first && *b == 0)
                || (second && *a == 0)
        });
        reached
            .filter_map(|weights| self.least_set(grid, shown, *weights))
            .any(|set| set < self.least)
    }

    /// The fewest people, but more than none, that a combination with these weights of the roles tells about, unless they
    /// are enough anyway. Each part is then on its own.
    fn least_set(&self, grid: &Grid, shown: &Shown, weights: [i32; 2]) -> Option<u32> {
        // The fewest people that the parts so far contribute, and the fewest but more than none.
        let (mut fewest, mut fewest_some) = (0, None);
        let flags = shown.groups.parts.iter().zip(&shown.split);
        for (part, (is_shown, is_split)) in grid.iter().zip(flags) {
            let cells = hidden(*part, self.named);
            let (here, some_here) = if *is_split {
                (0, cells.into_iter().filter(|count| *count > 0).min())
            } else {
                sets(cells, weights, *is_shown)?
            };
            fewest_some = match (fewest_some, some_here) {
                (None, None) => None,
                (Some(some), None) => Some(some + here),
                (None, Some(some)) => Some(fewest + some),
                (Some(before), Some(some)) => Some((before + here).min(fewest + some)),
            };
            fewest += here;
            if fewest >= self.least {
                return None;
            }
        }
        fewest_some
    }
}

/// The fewest people of a part that a combination can be about, and the fewest but more than none; nothing if with these
/// weights of the roles it is no combination at all.
fn sets(cells: [u32; 2], weights: [i32; 2], is_shown: bool) -> Option<(u32, Option<u32>)> {
    let ([first, second], [of_first, of_second]) = (cells, weights);
    // With this weight of the part: who is in the set, if it is one.
    let set = |of_part: i32| {
        let people = |count: u32, weight: i32| match (count, weight + of_part) {
            (0, _) | (_, 0) => Some(0),
            (count, 1) => Some(count),
            _ => None,
        };
        Some(people(first, of_first)? + people(second, of_second)?)
    };
    // One of those who are there has the weight 0 or 1.
    let of_role = if first > 0 { of_first } else { of_second };
    let (one, other) = if is_shown { (set(-of_role), set(1 - of_role)) } else { (set(0), None) };
    let least = [one, other].into_iter().flatten().min()?;
    let some = [one, other].into_iter().flatten().filter(|people| *people > 0).min();
    Some((least, some))
}

/// Raises the flags at these places one after the other, each unless it tells something beside those before. Less that is
/// shown never tells more, so a half of the places that tells nothing need not be gone through.
fn add(
    shown: &mut Shown,
    flags: fn(&mut Shown) -> &mut Vec<bool>,
    places: &[usize],
    tells: &dyn Fn(&Shown) -> bool,
) {
    let set = |shown: &mut Shown, to: bool| {
        for place in places {
            if let Some(flag) = flags(shown).get_mut(*place) {
                *flag = to;
            }
        }
    };
    set(shown, true);
    if tells(shown) {
        set(shown, false);
        let (first, second) = places.split_at(places.len() / 2);
        if !first.is_empty() {
            add(shown, flags, first, tells);
            add(shown, flags, second, tells);
        }
    }
}

/// What can be shown of people in a grid: `people` has, for each value of the grouping, how many orchestrators and how many
/// members there are, last those without a value; without a grouping it has one entry and no part is shown.
///
/// `named` are roles whose people agreed to be shown by name: they need no protection, and what they say can be subtracted
/// from everything. `least` is the least number of people that a number may speak of; below 2 there is nothing to protect.
pub fn protect(people: &[[u32; 2]], named: [bool; 2], least: u32) -> Protection {
    let grids = [people.to_vec()];
    Crowds { grids: &grids, named, least }.protect(&by_size(people), false).groups
}
