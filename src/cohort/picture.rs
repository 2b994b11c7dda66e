//! Everything that is shown of a cohort: by practice, by principle and as a whole, for each group.
//!
//! Owns which groups there are, how the numbers of a group are put together from what may be shown, and what to talk about
//! first. Must not know how a response is held.

use super::{
    counts::{Rated, ScoreCounts, Spread},
    pack::{Cohort, Row},
    protect::{Protection, protect},
};
use crate::{
    assessment::{Answer, ResponseId},
    model::{Constants, Form, Level, Model, Role, Scale, Stage},
    order::order,
    response::Month,
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

impl Rules {
    /// What a view begins with.
    pub fn new(constants: &Constants) -> Self {
        Self {
            min_group: constants.anonymity_min_group as u32,
            named: Named::Nobody,
            by_heads: false,
        }
    }

    /// The least number of respondents behind a mean, with what is set kept within what is allowed, 3–10.
    pub fn least(&self, constants: &Constants) -> u32 {
        self.min_group.clamp(constants.anonymity_min_group_floor as u32, 10)
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
        self.admits_role(row)
            && self.form.is_none_or(|form| row.profile().form == form)
            && self.value.is_none_or(|(facet, number)| row.number(facet) == number)
            && self.months.is_none_or(|(from, to)| (from..=to).contains(&row.month()))
    }

    fn admits_role(&self, row: &Row<'_>) -> bool {
        self.role.is_none_or(|role| row.profile().role == role)
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
    /// *I cannot tell* among those who answered, 0–1.
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
    /// respondent. Source: brief 4.7.
    pub value: Option<f64>,
    /// The held level from the lower medians of these practices.
    pub held: Option<Level>,
    /// The mean consensus of its practices, 0–1.
    pub consensus: Option<f64>,
    /// The middle half of the respondents.
    pub quartiles: Option<Quartiles>,
}

/// What to call a perception gap. Source: brief 4.7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapClass {
    /// Seen alike.
    Alike,
    /// To be watched.
    Watch,
    /// To be pointed out: a full level.
    Flag,
}

/// D: by how many levels orchestrators rate higher than members; negative if lower. Source: brief 4.7.
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

/// What to call a consensus. Source: brief 4.7.
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
    /// both see as held. By heads, both are those of everybody together. Source: brief 4.7.
    pub overall: Overall,
    /// What it rests on.
    pub basis: Basis,
    /// A = max(0, 1 − mean |D| / 2) over the principles with a gap, 0–1: how far both roles see the same. Source: brief 4.7.
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
    /// then what many cannot tell, the largest share first. Each practice once. Source: brief 4.7.
    pub topics: Vec<Topic>,
    /// Whether nothing is shown because the filter leaves out so few that the others could be subtracted from the whole.
    pub withheld: bool,
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

impl Picture {
    /// The picture of those responses that a filter lets through, grouped by a facet besides by role.
    pub fn of(
        model: &Model,
        cohort: &Cohort,
        rules: Rules,
        filter: &Filter,
        facet: Option<usize>,
    ) -> Self {
        let facet = facet.and_then(|place| Some((place, cohort.facets().get(place)?)));
        let parts = facet.map_or(0, |(_, facet)| facet.values.len()) + 1;
        let mut table = Table::new(model, parts);
        // How many of each role are left out by something else than their role.
        let mut left_out = [0_u32; 2];
        for row in cohort.rows() {
            if filter.admits(&row) {
                table.count(&row, facet.map(|(place, _)| place), &model.scoring);
            } else if filter.admits_role(&row)
                && let Some(count) = left_out.get_mut(role_place(row.profile().role))
            {
                *count += 1;
            }
        }
        table.picture(rules, left_out)
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

/// The place of a role among the roles.
fn role_place(role: Role) -> usize {
    match role {
        Role::Orchestrator => 0,
        Role::Member => 1,
    }
}

/// A practice that is asked of a profile.
#[derive(Clone, Copy)]
struct Asked {
    practice: usize,
    principle: usize,
    /// Its place in a row.
    cell: usize,
}

/// Counts by part, role and practice, from which every number follows. Counting one more response changes nothing but these,
/// so it does not matter in which order or in how many portions they come.
struct Table<'a> {
    model: &'a Model,
    parts: usize,
    practices: usize,
    /// By part, then by role, then by practice.
    spreads: Vec<Spread>,
    /// By part, then by role.
    respondents: Vec<[u32; 2]>,
    /// By role, then by principle.
    scores: Vec<ScoreCounts>,
    /// What is asked of each profile, filled when one with it comes.
    asked: Vec<Option<Vec<Asked>>>,
    /// What one respondent rated, by principle: here to be used again.
    rated: Vec<Rated>,
}

/// Scales, stages and forms, in all combinations.
const PROFILES: usize = 4 * 3 * 2;

impl<'a> Table<'a> {
    fn new(model: &'a Model, parts: usize) -> Self {
        let practices = model.principles.iter().map(|p| p.practices.len()).sum();
        let principles = model.principles.len();
        Self {
            model,
            parts,
            practices,
            spreads: vec![Spread::default(); parts * 2 * practices],
            respondents: vec![[0; 2]; parts],
            scores: vec![ScoreCounts::new(); 2 * principles],
            asked: vec![None; PROFILES],
            rated: vec![Rated::default(); principles],
        }
    }

    fn count(&mut self, row: &Row<'_>, facet: Option<usize>, constants: &Constants) {
        let profile = row.profile();
        let role = role_place(profile.role);
        // Values are numbered from 1 on; those without one come last.
        let value = facet.map_or(0, |facet| usize::from(row.number(facet)));
        let part = value.checked_sub(1).unwrap_or(self.parts - 1).min(self.parts - 1);
        if let Some(count) = self.respondents.get_mut(part).and_then(|part| part.get_mut(role)) {
            *count += 1;
        }
        let slot = profile_place(profile.scale, profile.stage, profile.form);
        let Some(asked) = self.asked.get_mut(slot) else { return };
        let asked = asked.get_or_insert_with(|| asked_of(self.model, row));
        let start = (part * 2 + role) * self.practices;
        let Some(spreads) = self.spreads.get_mut(start..start + self.practices) else { return };
        self.rated.fill(Rated::default());
        let answers = row.answers();
        for Asked { practice, principle, cell } in asked {
            let bits = answers.get(*cell).map_or(0, |cell| cell & 7);
            if let Some(spread) = spreads.get_mut(*practice) {
                spread.count_bits(bits);
            }
            if let Some(rated) = self.rated.get_mut(*principle) {
                let is_level = (1..=5).contains(&bits);
                rated.count += u32::from(is_level);
                rated.sum += if is_level { u32::from(bits) } else { 0 };
                rated.base += u32::from(bits != 6);
            }
        }
        let start = role * self.model.principles.len();
        let scores = self.scores.iter_mut().skip(start);
        for (rated, scores) in self.rated.iter().zip(scores) {
            if rated.is_enough(constants) {
                scores.count(*rated);
            }
        }
    }

    fn spread(&self, part: usize, role: usize, practice: usize) -> Spread {
        let place = (part * 2 + role) * self.practices + practice;
        self.spreads.get(place).copied().unwrap_or_default()
    }

    /// How many people of each part and role do something.
    fn grid(&self, count: impl Fn(usize, usize) -> u32) -> Vec<[u32; 2]> {
        (0..self.parts).map(|part| [count(part, 0), count(part, 1)]).collect()
    }

    fn picture(&self, rules: Rules, left_out: [u32; 2]) -> Picture {
        let constants = &self.model.scoring;
        let named = rules.named.roles();
        let least = rules.least(constants);
        // People left out by the filter could be worked out from this picture and the one of all.
        let few = |role: usize| {
            let count = left_out.get(role).copied().unwrap_or_default();
            !named.get(role).copied().unwrap_or_default() && (1..least).contains(&count)
        };
        let withheld = few(0) || few(1);
        let guard = Guard::new(self, rules, withheld);

        let shown = guard.flags(&self.respondents, least);
        let mut groups = Vec::with_capacity(3 + self.parts);
        let kinds =
            [GroupKind::All, GroupKind::Role(Role::Orchestrator), GroupKind::Role(Role::Member)];
        let parts = (1..self.parts as u8).chain([0]).map(GroupKind::Part);
        for (kind, shown) in kinds.into_iter().chain(parts).zip(&shown).take(guard.groups) {
            let respondents = self.respondents_of(kind);
            groups.push(Group { kind, respondents, shown: *shown });
        }

        let mut practices = Vec::with_capacity(self.practices);
        for (principle, of_principle) in self.model.principles.iter().enumerate() {
            for place in 0..of_principle.practices.len() {
                practices.push(guard.practice(practices.len(), principle, place));
            }
        }
        let mut principles: Vec<Principle> = (0..self.model.principles.len())
            .map(|place| guard.principle(place, &practices, &groups))
            .collect();
        let ecosystem = ecosystem(self.model, rules, &mut principles);
        let mut picture =
            Picture { groups, practices, principles, ecosystem, topics: Vec::new(), withheld };
        picture.topics = topics(&picture, constants);
        picture
    }

    fn respondents_of(&self, kind: GroupKind) -> u32 {
        let sum = |role: usize| {
            let parts = self.respondents.iter().filter_map(|part| part.get(role));
            parts.sum::<u32>()
        };
        match kind {
            GroupKind::All => sum(0) + sum(1),
            GroupKind::Role(role) => sum(role_place(role)),
            GroupKind::Part(number) => {
                let place = usize::from(number).checked_sub(1).unwrap_or(self.parts - 1);
                self.respondents.get(place).map_or(0, |part| part[0] + part[1])
            }
        }
    }
}

fn profile_place(scale: Scale, stage: Stage, form: Form) -> usize {
    let place = |found: Option<usize>| found.unwrap_or_default();
    let scale = place(Scale::ALL.iter().position(|other| *other == scale));
    let stage = place(Stage::ALL.iter().position(|other| *other == stage));
    let form = place(Form::ALL.iter().position(|other| *other == form));
    (scale * Stage::ALL.len() + stage) * Form::ALL.len() + form
}

fn asked_of(model: &Model, row: &Row<'_>) -> Vec<Asked> {
    let mut asked = Vec::new();
    let mut practice = 0;
    for (principle, of_principle) in model.principles.iter().enumerate() {
        for item in &of_principle.practices {
            let cell = model.response_order.iter().position(|id| *id == item.id);
            if let Some(cell) = cell.filter(|_| item.in_scope(&row.profile())) {
                asked.push(Asked { practice, principle, cell });
            }
            practice += 1;
        }
    }
    asked
}

/// Makes numbers of counts, and leaves out those that must not be shown.
struct Guard<'a> {
    table: &'a Table<'a>,
    constants: &'a Constants,
    named: [bool; 2],
    least: u32,
    least_for_distribution: u32,
    /// Everybody, two roles and the parts, if there is a grouping.
    groups: usize,
    withheld: bool,
}

impl<'a> Guard<'a> {
    fn new(table: &'a Table<'a>, rules: Rules, withheld: bool) -> Self {
        let constants = &table.model.scoring;
        Self {
            table,
            constants,
            named: rules.named.roles(),
            least: rules.least(constants),
            least_for_distribution: rules.least_for_distribution(constants),
            groups: if table.parts > 1 { 3 + table.parts } else { 3 },
            withheld,
        }
    }

    /// For each group whether a number of it may be shown of which so many people stand behind it.
    fn flags(&self, people: &[[u32; 2]], least: u32) -> Vec<bool> {
        if self.withheld {
            return vec![false; self.groups];
        }
        let Protection { all, roles, parts } = protect(people, self.named, least);
        [all, roles[0], roles[1]].into_iter().chain(parts).take(self.groups).collect()
    }

    /// The parts and roles that a group is made of.
    fn members(&self, group: usize) -> impl Iterator<Item = (usize, usize)> + use<> {
        let parts = self.table.parts;
        (0..parts).flat_map(|part| [(part, 0), (part, 1)]).filter(move |(part, role)| match group {
            ALL => true,
            ORCHESTRATORS => *role == 0,
            MEMBERS => *role == 1,
            _ => *part == group - 3,
        })
    }

    /// Whether everybody in a group is shown by name.
    fn is_open(&self, group: usize) -> bool {
        self.members(group).all(|(part, role)| {
            let people = self.table.respondents.get(part).and_then(|part| part.get(role));
            people.is_none_or(|people| *people == 0)
                || self.named.get(role).copied().unwrap_or_default()
        })
    }

    fn spread(&self, group: usize, practice: usize) -> Spread {
        let mut sum = Spread::default();
        for (part, role) in self.members(group) {
            sum.add(&self.table.spread(part, role, practice));
        }
        sum
    }

    fn practice(&self, practice: usize, principle: usize, place: usize) -> Practice {
        let table = self.table;
        let raters = table.grid(|part, role| table.spread(part, role, practice).rated());
        let answering = table.grid(|part, role| {
            let spread = table.spread(part, role, practice);
            spread.asked() - spread.unanswered
        });
        let means = self.flags(&raters, self.least);
        let spreads = self.flags(&raters, self.least_for_distribution);
        // A distribution tells also how many could not say, or did not.
        let full = self.flags(&answering, self.least_for_distribution);
        let shares = self.flags(&answering, self.least);
        let flags = means.iter().zip(spreads.iter().zip(full)).zip(shares);
        let cells: Vec<Cell> = flags
            .enumerate()
            .map(|(group, ((mean, (spread, full)), share))| {
                let all = self.spread(group, practice);
                let rated = all.rated();
                let enough = u64::from(rated) >= self.constants.anonymity_min_group;
                Cell {
                    rated: mean.then_some(rated),
                    mean: if *mean { all.mean() } else { None },
                    median: if *mean { all.lower_median() } else { None },
                    consensus: if *mean && enough { all.consensus() } else { None },
                    spread: (*mean && *spread && full).then_some(all),
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
        let figures: Vec<Figures> = (0..groups.len())
            .map(|group| {
                // What could be shown if everybody who can say something about it had rated it.
                let floor = if self.is_open(group) { 1 } else { self.least };
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
        let scores = |role: usize| {
            let place = role * self.table.model.principles.len() + principle;
            self.table.scores.get(place)
        };
        let size = |role: usize| scores(role).map_or(0, |scores| scores.respondents);
        let shown = self.flags(&[[size(0), size(1)]], self.least_for_distribution);
        let of = |role: usize, shown: Option<&bool>| {
            let enough = u64::from(size(role)) >= self.constants.anonymity_min_group;
            let (lower, upper) =
                scores(role).filter(|_| enough && shown == Some(&true))?.quartiles()?;
            Some(Quartiles { lower, upper })
        };
        [None, of(0, shown.get(ORCHESTRATORS)), of(1, shown.get(MEMBERS))]
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
