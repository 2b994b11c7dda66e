//! Everything that is shown of a cohort: by practice, by principle and as a whole, for each group.
//!
//! Owns which groups there are, how the numbers of a group are put together from what may be shown, and what to talk about
//! first. Must not know how a response is held.

use std::ops::RangeInclusive;

use super::{
    counts::{Rated, ScoreCounts, Spread},
    pack::{Cohort, Row},
    protect::{Crowds, Grid, by_size, fits, has_few, protect, sum},
    tally::{Counts, Forms, Table, role_place},
};
use crate::response::Month;
use base::order::order;
use domain::{
    assessment::{Answer, ResponseId},
    model::{Constants, Form, Level, Model, Role, Version},
    scoring::{EPSILON, Overall, PrincipleScore, held, score_overall, score_practices},
};

/// Who agreed to be shown by name. Their answers need no protection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Named {
    /// Nobody.
    #[default]
    Nobody,
    /// The orchestrators. Where there is one, everybody knows whose answers these are.
    Orchestrators,
    /// Everybody.
    Everybody,
}

impl Named {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Orchestrators, Self::Everybody];

    /// The id, as in stored documents.
    pub fn id(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Orchestrators => "orchestrators",
            Self::Everybody => "everybody",
        }
    }

    /// The one with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|named| named.id() == id)
    }

    /// Whether a role is shown by name.
    pub fn includes(self, role: Role) -> bool {
        match self {
            Self::Nobody => false,
            Self::Orchestrators => role == Role::Orchestrator,
            Self::Everybody => true,
        }
    }

    fn roles(self) -> [bool; 2] {
        [self.includes(Role::Orchestrator), self.includes(Role::Member)]
    }
}

/// What a view shows and how it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// A number speaks of so many respondents at least, unless they are shown by name.
    pub min_group: u32,
    /// Who is shown by name.
    pub named: Named,
    /// Whether every respondent counts once in the value of the ecosystem, and not each role.
    pub by_heads: bool,
}

/// The most that can be set as the least number of respondents behind a mean.
const MOST_LEAST: u64 = 10;

impl Rules {
    /// What a view begins with.
    pub fn new(constants: &Constants) -> Self {
        Self {
            min_group: constants.anonymity_min_group as u32,
            named: Named::Nobody,
            by_heads: false,
        }
    }

    /// What can be set as the least number of respondents behind a mean.
    pub fn choices(constants: &Constants) -> RangeInclusive<u64> {
        constants.anonymity_min_group_floor..=MOST_LEAST
    }

    /// The least number of respondents behind a mean, with what is set kept within what is allowed, 3–10.
    pub fn least(&self, constants: &Constants) -> u32 {
        self.min_group.clamp(constants.anonymity_min_group_floor as u32, MOST_LEAST as u32)
    }

    /// The least number of respondents behind a distribution.
    pub fn least_for_distribution(&self, constants: &Constants) -> u32 {
        self.least(constants).max(constants.anonymity_min_for_distribution as u32)
    }
}

/// Which responses are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this role.
    pub role: Option<Role>,
    /// Only of this form.
    pub form: Option<Form>,
    /// Only with this value of a facet, given by its number; 0 is those without a value.
    pub value: Option<(usize, u8)>,
    /// Only from the one month to the other, both included.
    pub months: Option<(Month, Month)>,
}

impl Filter {
    /// Whether it lets a response through.
    pub fn admits(&self, row: &Row<'_>) -> bool {
        self.role.is_none_or(|role| row.profile().role == role)
            && self.admits_value(row)
            && self.admits_time(row)
    }

    fn admits_value(&self, row: &Row<'_>) -> bool {
        self.value.is_none_or(|(facet, number)| row.number(facet) == number)
    }

    /// Whether it lets it through by form and month, which no grouping shows.
    fn admits_time(&self, row: &Row<'_>) -> bool {
        self.form.is_none_or(|form| row.profile().form == form)
            && self.months.is_none_or(|(from, to)| (from..=to).contains(&row.month()))
    }
}

/// Which respondents a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// Everybody whom the filter lets through.
    All,
    /// Those of a role.
    Role(Role),
    /// Those with a value of the facet that the picture is grouped by, given by its number; 0 is those without one.
    Part(u8),
}

/// A group of respondents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub kind: GroupKind,
    /// How many they are.
    pub respondents: u32,
    /// Whether numbers of it are shown at all.
    pub shown: bool,
}

/// What a group said about one practice, as far as it may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// n: how many rated it.
    pub rated: Option<u32>,
    /// The mean level, 1–5.
    pub mean: Option<f64>,
    /// The lower median.
    pub median: Option<Level>,
    /// Consensus, 0–1. Never of fewer than five, also where names are shown.
    pub consensus: Option<f64>,
    /// How often each answer was given.
    pub spread: Option<Spread>,
    /// *I cannot tell* among those who were asked, 0–1.
    pub unknown: Option<f64>,
}

/// The middle half of the respondents' scores for a principle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quartiles {
    /// A quarter of the scores lie below, 1–5.
    pub lower: f64,
    /// A quarter of the scores lie above.
    pub upper: f64,
}

/// What a group said about a principle, as far as it may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// The mean of the means of those practices that are shown, 1–5. None when these are too few, by the rule for one
    /// respondent. Source: docs/method.md, Value of a group.
    pub value: Option<f64>,
    /// The held level from the lower medians of these practices.
    pub held: Option<Level>,
    /// The mean consensus of its practices, 0–1.
    pub consensus: Option<f64>,
    /// The middle half of the respondents.
    pub quartiles: Option<Quartiles>,
}

/// What to call a perception gap. Source: docs/method.md, Perception gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapClass {
    /// Seen alike.
    Alike,
    /// To be watched.
    Watch,
    /// To be pointed out: a full level.
    Flag,
}

/// D: by how many levels orchestrators rate higher than members; negative if lower. Source: docs/method.md, Perception gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// −4 to 4.
    pub levels: f64,
    /// What to call it.
    pub class: GapClass,
}

impl Gap {
    fn between(orchestrators: f64, members: f64, constants: &Constants) -> Self {
        let levels = orchestrators - members;
        let size = levels.abs() + EPSILON;
        let class = if size >= constants.gap_flag_from {
            GapClass::Flag
        } else if size >= constants.gap_watch_from {
            GapClass::Watch
        } else {
            GapClass::Alike
        };
        Self { levels, class }
    }
}

/// What to call a consensus. Source: docs/method.md, Consensus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consensus {
    /// Answers lie within neighbouring levels.
    Strong,
    /// In between.
    Mixed,
    /// Answers lie far apart.
    Split,
}

impl Consensus {
    /// What to call a consensus of 0–1.
    pub fn of(value: f64, constants: &Constants) -> Self {
        if value + EPSILON >= constants.consensus_strong_from {
            Self::Strong
        } else if value + EPSILON >= constants.consensus_mixed_from {
            Self::Mixed
        } else {
            Self::Split
        }
    }
}

/// A practice in a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// The place of its principle in the model.
    pub principle: usize,
    /// Its place within the principle.
    pub place: usize,
    /// Whether it was asked of anybody.
    pub asked: bool,
    /// By group, in the order of [`Picture::groups`].
    pub cells: Vec<Cell>,
    /// The perception gap, if both roles are shown.
    pub gap: Option<Gap>,
}

/// A principle in a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Principle {
    /// By group, in the order of [`Picture::groups`].
    pub figures: Vec<Figures>,
    /// The perception gap, if both roles have a value.
    pub gap: Option<Gap>,
    /// The value for the ecosystem, see [`Ecosystem`].
    pub value: Option<f64>,
    /// The held level for the ecosystem.
    pub held: Option<Level>,
}

/// Whose values the value of the ecosystem is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The mean of orchestrators and members, each role counting once.
    BothRoles,
    /// One role only, because the other is not there or must not be shown.
    OneRole(Role),
    /// Every respondent counts once.
    Heads,
    /// Nothing can be shown.
    Nothing,
}

/// The ecosystem as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Ecosystem {
    /// Overall value, held level and balance over the principles. A principle's value is the mean of the two roles, each
    /// counting once so that twenty members do not drown one orchestrator, and its held level the lower one of the two: what
    /// both see as held. By heads, both are those of everybody together. Source: docs/method.md, Value of the ecosystem.
    pub overall: Overall,
    /// What it rests on.
    pub basis: Basis,
    /// A = max(0, 1 − mean |D| / 2) over the principles with a gap, 0–1: how far both roles see the same.
    /// Source: docs/method.md, Alignment index.
    pub alignment: Option<f64>,
}

/// Why a practice is worth talking about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// The roles see it a level or more apart: D.
    Gap(f64),
    /// Answers are split: the consensus.
    Split(f64),
    /// Many cannot tell: their share.
    Unknown(f64),
}

/// A practice to talk about first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Topic {
    /// Its place in [`Picture::practices`].
    pub practice: usize,
    /// Why.
    pub reason: Reason,
}

/// Everything that is shown of a cohort.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The groups: everybody, orchestrators, members, then the parts of the grouping, last those without a value.
    pub groups: Vec<Group>,
    /// Every practice of the model in its order.
    pub practices: Vec<Practice>,
    /// Every principle of the model in its order.
    pub principles: Vec<Principle>,
    /// The whole.
    pub ecosystem: Ecosystem,
    /// What to talk about first: gaps of a level or more, the largest first; then what is split, the lowest consensus first;
    /// then what many cannot tell, the largest share first. Each practice once. Source: docs/method.md, Talk about first.
    pub topics: Vec<Topic>,
    /// Whether nothing is shown, though they are enough, because they or the few that are left out could be worked out from
    /// the picture of all.
    pub withheld: bool,
    /// The versions of the model that were answered, the oldest first.
    pub versions: Vec<Version>,
}

/// One response on the scale, where names are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// Whose.
    pub id: ResponseId,
    /// From which side.
    pub role: Role,
    /// What was said.
    pub answer: Answer,
}

/// Places of [`Picture::groups`] that are always the same.
const ALL: usize = 0;
pub(super) const ORCHESTRATORS: usize = 1;
pub(super) const MEMBERS: usize = 2;
/// From here on the parts follow.
const PARTS: usize = 3;

impl Picture {
    /// The picture of those responses that a filter lets through, grouped by a facet besides by role.
    ///
    /// It can be laid beside the picture of all, and those of single roles and values beside each other, without telling
    /// anything about too few.
    pub fn of(
        model: &Model,
        cohort: &Cohort,
        rules: Rules,
        filter: &Filter,
        facet: Option<usize>,
    ) -> Self {
        Self::beside(model, cohort, rules, filter, facet, None)
    }

    /// The same, to be laid also beside the picture of another filter by form and month: those whom neither lets through
    /// could be worked out from all three.
    pub(super) fn beside(
        model: &Model,
        cohort: &Cohort,
        rules: Rules,
        filter: &Filter,
        facet: Option<usize>,
        other: Option<&Filter>,
    ) -> Self {
        let constants = &model.scoring;
        let facet = facet.filter(|place| *place < cohort.facets().len());
        let parts = |facet: Option<usize>| {
            let facet = facet.and_then(|place| cohort.facets().get(place));
            facet.map_or(0, |facet| facet.values.len()) + 1
        };
        let number = |row: &Row<'_>, facet: Option<usize>| facet.map_or(0, |f| row.number(f));
        let is_timed = filter.months.is_some() || filter.form.is_some() || other.is_some();
        let outside = usize::from(is_timed) + usize::from(other.is_some());

        let sets = outside.max(usize::from(filter.value.is_some()));
        let mut table = Table::new(model, parts(facet), sets);
        // A value is seen beside the other values of its facet.
        let value_facet = filter.value.map(|(facet, _)| facet);
        let mut values = filter.value.map(|_| Table::new(model, parts(value_facet), outside));
        let mut forms = Forms::new(model);
        let mut scores = vec![ScoreCounts::new(); 2 * model.principles.len()];
        for row in cohort.rows() {
            let is_in_time = filter.admits_time(&row);
            let is_in_neither = !is_in_time && other.is_some_and(|other| !other.admits_time(&row));
            let mut count = |table: &mut Table, number: u8, is_in: bool, scores| {
                let part = table.part(number);
                let mut outside = table.outside.iter_mut();
                if is_in {
                    table.inside.count(&mut forms, &row, part, constants, scores);
                } else if let Some(left_out) = outside.next() {
                    left_out.count(&mut forms, &row, part, constants, None);
                }
                if is_in_neither && let Some(neither) = table.outside.get_mut(1) {
                    neither.count(&mut forms, &row, part, constants, None);
                }
            };
            let is_in = is_in_time && filter.admits_value(&row);
            count(&mut table, number(&row, facet), is_in, Some(&mut scores));
            if let Some(values) = &mut values {
                count(values, number(&row, value_facet), is_in_time, None);
            }
        }
        let value = values.as_ref().zip(filter.value).map(|(table, (of, number))| Value {
            part: table.part(number),
            is_grouping: facet == Some(of),
            table,
        });
        let order = by_size(&value.as_ref().map_or(&table, |value| value.table).inside.respondents);
        let guard = Guard::new(model, rules, filter.role, &table, value, &order, &scores);
        let mut picture = guard.picture(rules);
        picture.versions = versions(cohort, filter);
        picture
    }

    /// The figures of a group for each principle.
    pub fn figures(&self, group: usize) -> impl Iterator<Item = Figures> + '_ {
        self.principles
            .iter()
            .map(move |principle| principle.figures.get(group).copied().unwrap_or_default())
    }

    /// The group of everybody, of a role, or of a part, if there is one.
    pub fn place_of(&self, kind: GroupKind) -> Option<usize> {
        self.groups.iter().position(|group| group.kind == kind)
    }

    /// The group that speaks for all where there can be only one: everybody, or else the one role that is shown, the larger
    /// one if both are.
    pub fn common_group(&self) -> Option<usize> {
        let shown = |place: usize| self.groups.get(place).filter(|group| group.shown);
        if shown(ALL).is_some() {
            return Some(ALL);
        }
        let size = |place: usize| shown(place).map(|group| group.respondents);
        let larger = if size(ORCHESTRATORS) > size(MEMBERS) { ORCHESTRATORS } else { MEMBERS };
        size(larger).map(|_| larger)
    }

    /// Practices that many cannot tell about, the largest share first: from `cannot_tell_hot_from` on, in the group that
    /// speaks for all.
    pub fn blind_spots(&self, constants: &Constants) -> Vec<(usize, f64)> {
        let Some(group) = self.common_group() else { return Vec::new() };
        let shares = self.practices.iter().enumerate().filter_map(|(place, practice)| {
            let share = practice.cells.get(group)?.unknown?;
            (share + EPSILON >= constants.cannot_tell_hot_from).then_some((place, share))
        });
        order(shares.collect(), |a, b| b.1.total_cmp(&a.1))
    }

    /// Practices from the lowest consensus to the highest, in the group that speaks for all: for a workshop.
    pub fn by_disagreement(&self) -> Vec<(usize, f64)> {
        let Some(group) = self.common_group() else { return Vec::new() };
        let found =
            self.practices.iter().enumerate().filter_map(|(place, practice)| {
                Some((place, practice.cells.get(group)?.consensus?))
            });
        order(found.collect(), |a, b| a.1.total_cmp(&b.1))
    }
}

/// What each respondent shown by name said about a practice, given by its id. Empty where names are not shown.
pub fn dots(cohort: &Cohort, rules: Rules, filter: &Filter, model: &Model, id: &str) -> Vec<Dot> {
    let Some(cell) = model.response_order.iter().position(|other| other == id) else {
        return Vec::new();
    };
    let Some((_, practice)) = model.practice(id) else { return Vec::new() };
    let shown = |row: &Row<'_>| {
        rules.named.includes(row.profile().role)
            && filter.admits(row)
            && practice.in_scope(&row.profile())
    };
    let rows = cohort.rows().filter(shown);
    let dots = rows.filter_map(|row| {
        let (answer, _) = row.rating(cell)?;
        Some(Dot { id: row.id(), role: row.profile().role, answer })
    });
    dots.collect()
}

/// The one value of a facet that is looked at, among the other ones.
struct Value<'a> {
    table: &'a Table,
    /// The part of the table that has the value.
    part: usize,
    /// Whether the picture is grouped by the same facet.
    is_grouping: bool,
}

/// What is counted of a practice or principle: who stands behind a number.
type Crowd<'a> = &'a dyn Fn(&Counts) -> Grid;

/// Makes numbers of counts, and leaves out those that must not be shown.
struct Guard<'a> {
    model: &'a Model,
    constants: &'a Constants,
    named: [bool; 2],
    least: u32,
    least_for_distribution: u32,
    /// The only role that is looked at.
    role: Option<usize>,
    table: &'a Table,
    value: Option<Value<'a>>,
    /// The parts in the order in which they are shown, as long as they may be.
    order: &'a [usize],
    /// By role, then by principle.
    scores: &'a [ScoreCounts],
    /// Everybody, two roles and the parts, if there is a grouping.
    groups: usize,
    /// By practice, then by group.
    spreads: Vec<Spread>,
}

impl<'a> Guard<'a> {
    fn new(
        model: &'a Model,
        rules: Rules,
        role: Option<Role>,
        table: &'a Table,
        value: Option<Value<'a>>,
        order: &'a [usize],
        scores: &'a [ScoreCounts],
    ) -> Self {
        let constants = &model.scoring;
        let groups = if table.parts > 1 { 3 + table.parts } else { 3 };
        let mut guard = Self {
            model,
            constants,
            named: rules.named.roles(),
            least: rules.least(constants),
            least_for_distribution: rules.least_for_distribution(constants),
            role: role.map(role_place),
            table,
            value,
            order,
            scores,
            groups,
            spreads: Vec::new(),
        };
        let practices: usize = model.principles.iter().map(|p| p.practices.len()).sum();
        let mut spreads = vec![Spread::default(); practices * groups];
        for (practice, sums) in spreads.chunks_exact_mut(groups).enumerate() {
            for part in 0..table.parts {
                for role in guard.looked_at() {
                    let spread = table.inside.spread(part, role, practice);
                    for group in [ALL, ORCHESTRATORS + role, PARTS + part] {
                        if let Some(sum) = sums.get_mut(group) {
                            sum.add(&spread);
                        }
                    }
                }
            }
        }
        guard.spreads = spreads;
        guard
    }

    fn picture(&self, rules: Rules) -> Picture {
        let respondents = &self.table.inside.respondents;
        let shown = self.flags(&[&|counts| counts.respondents.clone()], self.least);
        let kinds =
            [GroupKind::All, GroupKind::Role(Role::Orchestrator), GroupKind::Role(Role::Member)];
        let parts = (1..self.table.parts as u8).chain([0]).map(GroupKind::Part);
        let people = self.by_group(respondents);
        let groups: Vec<Group> = kinds
            .into_iter()
            .chain(parts)
            .zip(shown.iter().zip(people))
            .map(|(kind, (shown, [orchestrators, members]))| Group {
                kind,
                respondents: orchestrators + members,
                shown: *shown,
            })
            .collect();
        let withheld = !shown.contains(&true) && {
            let looked_at = respondents.iter().map(|part| self.of_role(*part));
            let alone = protect(&looked_at.collect::<Grid>(), self.named, self.least);
            alone.all || alone.roles != [false; 2]
        };

        let mut practices: Vec<Practice> = Vec::new();
        for (principle, of_principle) in self.model.principles.iter().enumerate() {
            for place in 0..of_principle.practices.len() {
                practices.push(self.practice(practices.len(), principle, place, &shown));
            }
        }
        let mut principles: Vec<Principle> = (0..self.model.principles.len())
            .map(|place| self.principle(place, &practices, &groups))
            .collect();
        let ecosystem = ecosystem(self.model, rules, &mut principles);
        let mut picture = Picture {
            groups,
            practices,
            principles,
            ecosystem,
            topics: Vec::new(),
            withheld,
            versions: Vec::new(),
        };
        picture.topics = topics(&picture, self.constants);
        picture
    }

    /// The roles that are looked at.
    fn looked_at(&self) -> impl Iterator<Item = usize> + use<> {
        let only = self.role;
        (0..2).filter(move |role| only.is_none_or(|only| only == *role))
    }

    /// People of the roles that are looked at.
    fn of_role(&self, people: [u32; 2]) -> [u32; 2] {
        match (self.role, people) {
            (None, people) => people,
            (Some(0), [orchestrators, _]) => [orchestrators, 0],
            (Some(_), [_, members]) => [0, members],
        }
    }

    /// How many people of each role there are in each group.
    fn by_group(&self, grid: &Grid) -> Vec<[u32; 2]> {
        let parts: Vec<[u32; 2]> = grid.iter().map(|part| self.of_role(*part)).collect();
        let [orchestrators, members] = sum(&parts);
        let all = [[orchestrators, members], [orchestrators, 0], [0, members]];
        all.into_iter().chain(parts).take(self.groups).collect()
    }

    /// For each group whether a number of it may be shown behind which these crowds stand.
    fn flags(&self, crowds: &[Crowd<'_>], least: u32) -> Vec<bool> {
        let named = self.named;
        let grids = |counts: &Counts| crowds.iter().map(|of| of(counts)).collect::<Vec<Grid>>();
        let is_tight = |counts: &Counts| crowds.iter().any(|of| has_few(&of(counts), named, least));
        // Where something is left out, each cell has to be large enough by itself: inside and outside.
        let is_any_tight = |table: &Table| {
            !table.outside.is_empty()
                && (is_tight(&table.inside) || table.outside.iter().any(is_tight))
        };
        let table = self.value.as_ref().map_or(self.table, |value| value.table);
        let inside = grids(&table.inside);
        let needs_split = self.role.is_some() || self.value.is_some();
        let shown = Crowds { grids: &inside, named, least }.protect(self.order, needs_split);
        let split = |part: usize| shown.split.get(part).copied().unwrap_or_default();
        let is_role = |role: usize| self.role.is_none_or(|only| only == role);
        let flags: Vec<bool> = if let Some(value) = &self.value {
            let is_left_out = is_any_tight(value.table);
            let whole = shown.groups.parts.get(value.part).copied().unwrap_or_default();
            let by_role = split(value.part) && !is_left_out;
            let all = if self.role.is_some() { by_role } else { whole && !is_left_out };
            let has_parts = all && (value.is_grouping || !is_any_tight(self.table));
            let roles = [by_role && is_role(0), by_role && is_role(1)];
            let parts = std::iter::repeat_n(has_parts, self.table.parts);
            [all].into_iter().chain(roles).chain(parts).collect()
        } else {
            let left_out = table.outside.iter().flat_map(grids);
            let is_left_out = left_out.into_iter().any(|grid| has_few(&[sum(&grid)], named, least));
            let has_parts = !is_left_out && !is_any_tight(table);
            let [orchestrators, members] = shown.groups.roles;
            let all = match self.role {
                None => shown.groups.all,
                Some(0) => orchestrators,
                Some(_) => members,
            };
            let roles = [orchestrators && is_role(0), members && is_role(1)];
            let parts = shown.groups.parts.iter().enumerate().map(|(part, shown)| {
                has_parts && if self.role.is_some() { split(part) } else { *shown }
            });
            let whole = [all].into_iter().chain(roles).map(|shown| shown && !is_left_out);
            whole.chain(parts).collect()
        };
        // Whatever the reasons, no number speaks of nobody or of too few.
        let people: Vec<Vec<[u32; 2]>> =
            grids(&self.table.inside).iter().map(|grid| self.by_group(grid)).collect();
        let fits = |group: usize| {
            people.iter().all(|of| of.get(group).is_some_and(|people| fits(*people, named, least)))
        };
        let flags = flags.into_iter().take(self.groups).enumerate();
        flags.map(|(group, shown)| shown && fits(group)).collect()
    }

    fn spread(&self, group: usize, practice: usize) -> Spread {
        self.spreads.get(practice * self.groups + group).copied().unwrap_or_default()
    }

    fn practice(
        &self,
        practice: usize,
        principle: usize,
        place: usize,
        shown: &[bool],
    ) -> Practice {
        let asked: Crowd<'_> = &|counts| counts.asked(practice);
        let raters: Crowd<'_> = &|counts| counts.raters(practice);
        let answering: Crowd<'_> = &|counts| counts.answering(practice);
        // How many of those who were asked did rate it is told as well.
        let means = self.flags(&[asked, raters], self.least);
        let shares = self.flags(&[asked], self.least);
        // A distribution tells also how many could not say, or did not.
        let spreads = self.flags(&[answering, raters], self.least_for_distribution);
        let flags = shown.iter().zip(means.iter().zip(spreads.iter().zip(shares)));
        let cells: Vec<Cell> = flags
            .enumerate()
            .map(|(group, (shown, (mean, (spread, share))))| {
                let all = self.spread(group, practice);
                let rated = all.rated();
                let enough = u64::from(rated) >= self.constants.anonymity_min_group;
                let (mean, share) = (*shown && *mean, *shown && share);
                Cell {
                    rated: mean.then_some(rated),
                    mean: if mean { all.mean() } else { None },
                    median: if mean { all.lower_median() } else { None },
                    consensus: if mean && enough { all.consensus() } else { None },
                    spread: (mean && *spread && share).then_some(all),
                    unknown: if share { all.unknown_share() } else { None },
                }
            })
            .collect();
        let mean = |group: usize| cells.get(group).and_then(|cell: &Cell| cell.mean);
        let gap = mean(ORCHESTRATORS).zip(mean(MEMBERS));
        let gap = gap.map(|(o, m)| Gap::between(o, m, self.constants));
        let asked = self.spread(ALL, practice).asked() > 0;
        Practice { principle, place, asked, cells, gap }
    }

    fn principle(&self, place: usize, practices: &[Practice], groups: &[Group]) -> Principle {
        let of_principle = || {
            practices.iter().enumerate().filter(move |(_, practice)| practice.principle == place)
        };
        let quartiles = self.quartiles(place);
        let people = self.by_group(&self.table.inside.respondents);
        let figures: Vec<Figures> = (0..groups.len())
            .zip(people)
            .map(|(group, people)| {
                // What could be shown if everybody who can say something about it had rated it.
                let is_open = people.iter().zip(self.named).all(|(n, named)| *n == 0 || named);
                let floor = if is_open { 1 } else { self.least };
                let base = of_principle()
                    .filter(|(practice, _)| {
                        let spread = self.spread(group, *practice);
                        spread.asked() - spread.not_applicable >= floor
                    })
                    .count();
                let cells = || of_principle().filter_map(|(_, practice)| practice.cells.get(group));
                let shown = cells().filter(|cell| cell.mean.is_some()).count();
                let rated = Rated { count: shown as u32, sum: 0, base: base as u32 };
                if !rated.is_enough(self.constants) {
                    return Figures::default();
                }
                let levels: Vec<Level> = cells().filter_map(|cell| cell.median).collect();
                Figures {
                    value: mean(cells().filter_map(|cell| cell.mean)),
                    held: held(&levels, self.constants),
                    consensus: mean(cells().filter_map(|cell| cell.consensus)),
                    quartiles: quartiles.get(group).copied().flatten(),
                }
            })
            .collect();
        let value = |group: usize| figures.get(group).and_then(|figures| figures.value);
        let gap = value(ORCHESTRATORS).zip(value(MEMBERS));
        let gap = gap.map(|(o, m)| Gap::between(o, m, self.constants));
        Principle { figures, gap, value: None, held: None }
    }

    /// The quartiles of each role. Of everybody together they would say little that those of the roles do not, and of
    /// smaller groups the picture does not show them.
    fn quartiles(&self, principle: usize) -> [Option<Quartiles>; 3] {
        let scorers: Crowd<'_> = &|counts| counts.scorers(principle);
        let shown = self.flags(&[scorers], self.least_for_distribution);
        let of = |role: usize| {
            let of_role = self.scores.get(role * self.model.principles.len() + principle)?;
            let enough = u64::from(of_role.respondents) >= self.constants.anonymity_min_group;
            let is_shown = shown.get(ORCHESTRATORS + role).copied().unwrap_or_default();
            let (lower, upper) = if enough && is_shown { of_role.quartiles() } else { None }?;
            Some(Quartiles { lower, upper })
        };
        [None, of(0), of(1)]
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0_u32, 0.0), |(n, sum), value| (n + 1, sum + value));
    (count > 0).then(|| sum / f64::from(count))
}

/// Values of the ecosystem, principle by principle, and what they rest on.
fn basis(rules: Rules, principles: &[Principle]) -> Basis {
    let has = |group: usize| {
        principles.iter().filter_map(|p| p.figures.get(group)).any(|f| f.value.is_some())
    };
    match (has(ORCHESTRATORS), has(MEMBERS)) {
        _ if rules.by_heads && has(ALL) => Basis::Heads,
        (true, true) => Basis::BothRoles,
        (true, false) => Basis::OneRole(Role::Orchestrator),
        (false, true) => Basis::OneRole(Role::Member),
        (false, false) if has(ALL) => Basis::Heads,
        (false, false) => Basis::Nothing,
    }
}

/// Fills in the values of the ecosystem and puts them together.
fn ecosystem(model: &Model, rules: Rules, principles: &mut [Principle]) -> Ecosystem {
    let constants = &model.scoring;
    let basis = basis(rules, principles);
    for principle in principles.iter_mut() {
        let figures = |group: usize| principle.figures.get(group).copied().unwrap_or_default();
        let (orchestrators, members) = (figures(ORCHESTRATORS), figures(MEMBERS));
        (principle.value, principle.held) = match basis {
            Basis::Heads => (figures(ALL).value, figures(ALL).held),
            _ => (
                mean([orchestrators.value, members.value].into_iter().flatten()),
                [orchestrators.held, members.held].into_iter().flatten().min(),
            ),
        };
    }
    let nothing = score_practices(&[], constants);
    let scores: Vec<PrincipleScore> = principles
        .iter()
        .map(|p| PrincipleScore { score: p.value, held: p.held, ..nothing.clone() })
        .collect();
    let gaps = principles.iter().filter_map(|p| p.gap);
    let alignment = mean(gaps.map(|gap| gap.levels.abs()))
        .map(|gap| (1.0 - gap / constants.alignment_divisor).max(0.0));
    Ecosystem { overall: score_overall(&scores, nothing, constants), basis, alignment }
}

fn topics(picture: &Picture, constants: &Constants) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    let flagged = picture.practices.iter().enumerate().filter_map(|(place, practice)| {
        let gap = practice.gap.filter(|gap| gap.class == GapClass::Flag)?;
        Some((place, gap.levels))
    });
    let flagged = order(flagged.collect(), |a: &(usize, f64), b| b.1.abs().total_cmp(&a.1.abs()));
    topics.extend(
        flagged.into_iter().map(|(practice, d)| Topic { practice, reason: Reason::Gap(d) }),
    );
    let split = picture
        .by_disagreement()
        .into_iter()
        .filter(|(_, consensus)| Consensus::of(*consensus, constants) == Consensus::Split);
    let split = split.map(|(practice, cns)| Topic { practice, reason: Reason::Split(cns) });
    let blind = picture.blind_spots(constants).into_iter();
    let blind = blind.map(|(practice, share)| Topic { practice, reason: Reason::Unknown(share) });
    for topic in split.chain(blind) {
        if topics.iter().all(|other| other.practice != topic.practice) {
            topics.push(topic);
        }
    }
    topics
}

/// The versions of the model to which those responses belong that a filter lets through, the oldest first.
fn versions(cohort: &Cohort, filter: &Filter) -> Vec<Version> {
    let is_of =
        |version: Version| cohort.rows().any(|row| row.version() == version && filter.admits(&row));
    order(cohort.versions().iter().copied().filter(|version| is_of(*version)).collect(), Ord::cmp)
}
