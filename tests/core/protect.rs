//! What is shown of a cohort against somebody who computes with it: every combination of shown sums, exactly.
//!
//! A mean with its n is a sum, and so is every count, over the people of a group. Whoever has several of them can add and
//! subtract them with any factors, and learns about a set of people if the factors add up to 1 for each of them and to 0 for
//! everybody else. People who are in the same groups always get the same factor, so that a set has all of them or none.

use std::collections::{BTreeMap, BTreeSet};

use cohort::{
    Cell, Cohort, Filter, GroupKind, Named, NoTrend, Picture, Protection, Rules, Trend, protect,
    response::Month, trend,
};
use domain::{
    assessment::{Answer, Evidence},
    model::{Form, Profile, Role},
};
use proptest::prelude::*;

use crate::{
    cohort::{Person, any_filter, any_named, any_person, cohort_of, picture, rules},
    support::{FULL, cases, level, model},
};

// ---- linear algebra ----

/// A fraction in lowest terms, with a denominator above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fraction(i128, i128);

impl Fraction {
    fn new(above: i128, below: i128) -> Self {
        let (mut a, mut b) = (above.abs(), below.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = if below < 0 { -1 } else { 1 };
        Self(sign * above / a.max(1), sign * below / a.max(1))
    }

    fn minus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }

    fn times(self, other: Self) -> Self {
        Self::new(self.0 * other.0, self.1 * other.1)
    }

    fn over(self, other: Self) -> Self {
        Self::new(self.0 * other.1, self.1 * other.0)
    }
}

/// The rows in reduced echelon form, without those that follow from others, with the places of their leading ones.
fn reduced(rows: &[Vec<bool>]) -> Vec<(usize, Vec<Fraction>)> {
    let mut basis: Vec<(usize, Vec<Fraction>)> = Vec::new();
    for row in rows {
        let mut row: Vec<Fraction> =
            row.iter().map(|is_in| Fraction::new(i128::from(*is_in), 1)).collect();
        let take = |row: &mut Vec<Fraction>, lead: usize, other: &[Fraction]| {
            let factor = row[lead];
            for (mine, theirs) in row.iter_mut().zip(other) {
                *mine = mine.minus(theirs.times(factor));
            }
        };
        for (lead, other) in &basis {
            take(&mut row, *lead, other);
        }
        let Some(lead) = row.iter().position(|value| value.0 != 0) else { continue };
        let factor = row[lead];
        for value in &mut row {
            *value = value.over(factor);
        }
        for (_, other) in &mut basis {
            take(other, lead, &row);
        }
        basis.push((lead, row));
    }
    basis
}

/// The smallest set of people, but not of nobody, that something can be computed about. `groups` says for each shown group
/// who is in it.
fn smallest_set(groups: &[Vec<bool>]) -> Option<usize> {
    let people = groups.first().map_or(0, Vec::len);
    let mut alike: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    for person in 0..people {
        *alike.entry(groups.iter().map(|group| group[person]).collect()).or_default() += 1;
    }
    let (patterns, sizes): (Vec<_>, Vec<_>) = alike.into_iter().unzip();
    let rows: Vec<Vec<bool>> = (0..groups.len())
        .map(|group| patterns.iter().map(|pattern| pattern[group]).collect())
        .collect();
    let basis = reduced(&rows);
    assert!(basis.len() <= 16, "too many to try");
    // In reduced form the factors of a combination are its values at the leading places: each is 0 or 1.
    (1_u32..1 << basis.len())
        .filter_map(|factors| {
            let mut size = 0;
            for (place, n) in sizes.iter().enumerate() {
                let taken =
                    basis.iter().enumerate().filter(|(number, _)| factors >> number & 1 == 1);
                let sum = taken.fold(Fraction::new(0, 1), |sum, (_, (_, row))| {
                    sum.minus(Fraction::new(-row[place].0, row[place].1))
                });
                match sum {
                    Fraction(0, 1) => {}
                    Fraction(1, 1) => size += n,
                    _ => return None,
                }
            }
            (size > 0).then_some(size)
        })
        .min()
}

#[test]
fn what_can_be_computed_is_found() {
    let row = |text: &str| text.chars().map(|c| c == '1').collect::<Vec<bool>>();
    let check = |rows: &[&str], expected: Option<usize>| {
        let rows: Vec<Vec<bool>> = rows.iter().map(|text| row(text)).collect();
        assert_eq!(smallest_set(&rows), expected, "{rows:?}");
    };
    check(&[], None);
    check(&["11111"], Some(5));
    check(&["11111", "11100"], Some(2));
    check(&["11100", "00111", "11111"], Some(1));
    check(&["110000", "011000", "101000"], Some(1));
    check(&["111000", "011100"], Some(3));
    check(&["000"], None);
}

// ---- grids ----

type Grid = Vec<[u32; 2]>;

/// For each group of a grid that is shown, who is in it, of those who need protection.
fn shown_groups(grid: &Grid, named: [bool; 2], shown: &Protection) -> Vec<Vec<bool>> {
    let mut people = Vec::new();
    for (part, counts) in grid.iter().enumerate() {
        for role in (0..2).filter(|role| !named[*role]) {
            people.extend((0..counts[role]).map(|_| (part, role)));
        }
    }
    let group = |is_in: &dyn Fn(usize, usize) -> bool| -> Vec<bool> {
        people.iter().map(|(part, role)| is_in(*part, *role)).collect()
    };
    let mut groups = Vec::new();
    if shown.all {
        groups.push(group(&|_, _| true));
    }
    for role in (0..2).filter(|role| shown.roles[*role]) {
        groups.push(group(&|_, of| of == role));
    }
    for part in (0..grid.len()).filter(|part| shown.parts[*part]) {
        groups.push(group(&|of, _| of == part));
    }
    groups
}

fn tells(grid: &Grid, named: [bool; 2], least: u32, shown: &Protection) -> bool {
    let set = smallest_set(&shown_groups(grid, named, shown));
    set.is_some_and(|set| set < least as usize)
}

/// Every way of showing one more group.
fn one_more(shown: &Protection) -> Vec<Protection> {
    let mut more = Vec::new();
    let mut add = |change: &dyn Fn(&mut Protection) -> &mut bool| {
        let mut other = shown.clone();
        let flag = change(&mut other);
        if !*flag {
            *flag = true;
            more.push(other);
        }
    };
    add(&|shown| &mut shown.all);
    for role in 0..2 {
        add(&|shown| &mut shown.roles[role]);
    }
    for part in 0..shown.parts.len() {
        add(&|shown| &mut shown.parts[part]);
    }
    more
}

/// The people in a group that is shown in one and not in the other.
fn difference(grid: &Grid, shown: &Protection, more: &Protection) -> [u32; 2] {
    let sum = |role: usize| grid.iter().map(|part| part[role]).sum::<u32>();
    if shown.all != more.all {
        return [sum(0), sum(1)];
    }
    if shown.roles[0] != more.roles[0] {
        return [sum(0), 0];
    }
    if shown.roles[1] != more.roles[1] {
        return [0, sum(1)];
    }
    let part = (0..grid.len()).find(|part| shown.parts[*part] != more.parts[*part]);
    grid[part.unwrap()]
}

fn any_grid(parts: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Grid> {
    let count = || prop_oneof![2 => 0..=9_u32, 1 => Just(0)];
    prop::collection::vec([count(), count()], parts)
}

fn any_named_roles() -> impl Strategy<Value = [bool; 2]> {
    prop::sample::select(vec![[false, false], [true, false], [true, true]])
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn nothing_is_told_of_too_few_and_nothing_is_hidden_without_need(
        grid in any_grid(1..=4), named in any_named_roles(), least in 3_u32..=10,
    ) {
        let shown = protect(&grid, named, least);
        prop_assert!(!tells(&grid, named, least, &shown), "{shown:?}");
        // One more group would be nobody's, too small, or tell.
        for more in one_more(&shown) {
            let people = difference(&grid, &shown, &more);
            let is_hidden = |role: usize| if named[role] { 0 } else { people[role] };
            let hidden = is_hidden(0) + is_hidden(1);
            let fits = people != [0, 0] && (hidden == 0 || hidden >= least);
            let is_everybody = grid.len() == 1 && shown.parts != more.parts;
            prop_assert!(!fits || is_everybody || tells(&grid, named, least, &more), "{shown:?} {more:?}");
        }
        // Whether roles and everybody are shown is the same in every grouping.
        let sum = |role: usize| grid.iter().map(|part| part[role]).sum::<u32>();
        let whole = protect(&[[sum(0), sum(1)]], named, least);
        prop_assert_eq!((whole.all, whole.roles), (shown.all, shown.roles));
    }
}

#[test]
fn only_what_is_needed_is_hidden() {
    let check = |grid: &[[u32; 2]], named: [bool; 2], expected: &str| {
        let Protection { all, roles, parts } = protect(grid, named, 5);
        let flags = [all, roles[0], roles[1]].into_iter().chain(parts);
        let found: String = flags.map(|shown| if shown { '+' } else { '-' }).collect();
        assert_eq!(found, expected, "{grid:?} {named:?}");
    };
    let nobody = [false, false];
    let orchestrators = [true, false];
    // Everybody, orchestrators, members, and the parts.
    check(&[], nobody, "---");
    check(&[[5, 5]], nobody, "+++-");
    check(&[[5, 5], [5, 5], [6, 5]], nobody, "++++++");
    // One tiny part, and the next smallest.
    check(&[[5, 5], [5, 6], [6, 6], [1, 1]], nobody, "+++-++-");
    check(&[[5, 5], [5, 6], [6, 6], [0, 1]], nobody, "+++-++-");
    // Two tiny ones protect each other when together they are enough; otherwise it takes one more.
    check(&[[8, 8], [2, 1], [1, 2]], nobody, "++++--");
    check(&[[8, 8], [1, 1], [1, 1]], nobody, "+++---");
    // One orchestrator: only members, or everything when the orchestrator is named.
    check(&[[1, 9]], nobody, "--+-");
    check(&[[1, 9]], orchestrators, "+++-");
    check(&[[1, 4]], orchestrators, "-+--");
    check(&[[1, 5], [0, 5], [0, 4]], orchestrators, "++++--");
    // All together are enough, and neither role is.
    check(&[[3, 4]], nobody, "+---");
    check(&[[2, 2]], nobody, "----");
}

// ---- pictures ----

/// A picture with what was chosen for it.
struct Shown {
    filter: Filter,
    facet: Option<usize>,
    picture: Picture,
}

fn shown(cohort: &Cohort, rules: Rules, filter: Filter, facet: Option<usize>) -> Shown {
    Shown { filter, facet, picture: picture(cohort, rules, &filter, facet) }
}

fn admits(filter: &Filter, person: &Person) -> bool {
    let month = Month::new(2026, person.month).unwrap();
    filter.role.is_none_or(|role| person.profile.role == role)
        && filter.form.is_none_or(|form| person.profile.form == form)
        && filter.value.is_none_or(|(_, value)| person.value == value)
        && filter.months.is_none_or(|(from, to)| from <= month && month <= to)
}

fn is_in(kind: GroupKind, person: &Person) -> bool {
    match kind {
        GroupKind::All => true,
        GroupKind::Role(role) => person.profile.role == role,
        GroupKind::Part(value) => person.value == value,
    }
}

/// People who all rate everything, given by role, month and value of the facet, so many of each kind.
fn raters(kinds: &[(usize, Role, u8, u8)]) -> Vec<Person> {
    let mut people = Vec::new();
    for (count, role, month, value) in kinds {
        for _ in 0..*count {
            let ratings = vec![Some((Answer::Rated(level(3)), Evidence::Opinion)); 65];
            let profile = Profile { role: *role, ..FULL };
            let number = people.len() as u64;
            people.push(Person { number, profile, ratings, month: *month, value: *value });
        }
    }
    people
}

fn first_months(last: u8) -> Filter {
    let month = |month| Month::new(2026, month).unwrap();
    Filter { months: Some((month(1), month(last))), ..EVERYBODY }
}

#[test]
fn who_is_left_out_counts_for_each_practice() {
    // Six members come in the second month. Of a practice that one of them rated, the two pictures would tell what it was.
    let mut people = raters(&[(10, Role::Member, 1, 0), (6, Role::Member, 2, 0)]);
    let cells: Vec<String> = model().response_order.clone();
    let practice = &model().principles[4].practices[1];
    let cell = cells.iter().position(|id| *id == practice.id).unwrap();
    for person in &mut people[11..] {
        person.ratings[cell] = None;
    }
    let cohort = cohort_of(&people);
    let rules = rules(5, Named::Nobody);
    let found = picture(&cohort, rules, &first_months(1), None);
    let means = found.practices.iter().map(|practice| practice.cells[0].mean.is_some());
    let hidden: Vec<usize> =
        means.enumerate().filter(|(_, shown)| !shown).map(|(place, _)| place).collect();
    let place = found.practices.iter().position(|p| (p.principle, p.place) == (4, 1)).unwrap();
    // What nobody is asked has nothing to show.
    let platform = found
        .practices
        .iter()
        .position(|p| model().principles[p.principle].practices[p.place].id == "rm-platform");
    assert_eq!(hidden, [platform.unwrap(), place]);
    // Six are enough for a mean to be subtracted, and too few for a distribution.
    assert!(found.practices.iter().all(|practice| practice.cells[0].spread.is_none()));
    assert!(found.principles.iter().all(|principle| principle.figures[2].quartiles.is_none()));
    let all = picture(&cohort, rules, &EVERYBODY, None);
    assert_eq!(all.practices[place].cells[0].rated, Some(11));
    assert!(all.practices[place].cells[0].spread.is_some());
}

#[test]
fn values_are_shown_one_by_one_as_they_are_beside_each_other() {
    let people =
        raters(&[(10, Role::Member, 1, 1), (9, Role::Member, 1, 2), (3, Role::Member, 1, 3)]);
    let cohort = cohort_of(&people);
    let rules = rules(5, Named::Nobody);
    let flags = |picture: &Picture| picture.groups.iter().map(|g| g.shown).collect::<Vec<_>>();
    // Three are too few, and nine are hidden to protect them.
    let all = picture(&cohort, rules, &EVERYBODY, Some(0));
    assert_eq!(flags(&all), [true, false, true, true, false, false, false]);
    for (value, is_shown, withheld) in [(1, true, false), (2, false, true), (3, false, false)] {
        let found = picture(&cohort, rules, &Filter { value: Some((0, value)), ..EVERYBODY }, None);
        assert_eq!(flags(&found), [is_shown, false, is_shown], "{value}");
        assert_eq!(found.withheld, withheld, "{value}");
    }
}

#[test]
fn who_is_at_neither_of_two_dates_is_protected() {
    let month = |month| Month::new(2026, month).unwrap();
    let compare = |rest: usize| {
        let people =
            raters(&[(8, Role::Member, 1, 0), (9, Role::Member, 2, 0), (rest, Role::Member, 3, 0)]);
        let (first, second) = ((month(1), month(1)), (month(2), month(2)));
        trend(model(), &cohort_of(&people), rules(5, Named::Nobody), &EVERYBODY, first, second)
    };
    assert!(compare(0).is_ok());
    assert_eq!(compare(4), Err(NoTrend::TooFew));
    assert!(compare(5).is_ok());
}

/// Takes everything that the pictures show of a practice and computes with it.
fn attack(people: &[Person], rules: Rules, pictures: &[Shown], place: usize) -> Result<(), String> {
    let practice = {
        let mut practices = model().principles.iter().flat_map(|principle| &principle.practices);
        practices.nth(place).unwrap()
    };
    let least = rules.least(&model().scoring) as usize;
    let least_for_distribution = rules.least_for_distribution(&model().scoring) as usize;
    let asked = |person: &Person| person.said(practice).is_some();
    let answered = |person: &Person| person.said(practice).flatten().is_some();
    let rated = |person: &Person| {
        person.said(practice).flatten().is_some_and(|said| said.level().is_some())
    };
    let check = |what: &str,
                 least: usize,
                 crowd: &dyn Fn(&Person) -> bool,
                 is_shown: &dyn Fn(&Cell) -> bool| {
        let crowd: Vec<&Person> = people
            .iter()
            .filter(|person| crowd(person) && !rules.named.includes(person.profile.role))
            .collect();
        let mut groups: BTreeSet<Vec<bool>> = BTreeSet::new();
        for shown in pictures {
            let cells = &shown.picture.practices[place].cells;
            for (group, _) in
                shown.picture.groups.iter().zip(cells).filter(|(_, cell)| is_shown(cell))
            {
                let is_in =
                    |person: &&Person| admits(&shown.filter, person) && is_in(group.kind, person);
                groups.insert(crowd.iter().map(is_in).collect());
            }
        }
        let groups: Vec<Vec<bool>> = groups.into_iter().collect();
        match smallest_set(&groups) {
            Some(set) if set < least => {
                let chosen: Vec<_> =
                    pictures.iter().map(|shown| (shown.filter, shown.facet)).collect();
                Err(format!("{what} of {set} people can be computed from {chosen:?}"))
            }
            _ => Ok(()),
        }
    };
    let has_n = |cell: &Cell| cell.rated.is_some() || cell.mean.is_some() || cell.spread.is_some();
    let has_spread = |cell: &Cell| cell.spread.is_some();
    let has_share = |cell: &Cell| cell.unknown.is_some() || cell.spread.is_some();
    check("the sum of the levels", least, &rated, &has_n)?;
    check("how many rated", least, &asked, &has_n)?;
    check("the levels", least_for_distribution, &rated, &has_spread)?;
    check("how often each answer was given", least_for_distribution, &answered, &has_spread)?;
    check("how many cannot tell", least, &asked, &has_share)
}

/// Some practices: those of the short form and others.
const PLACES: [usize; 5] = [0, 1, 7, 31, 58];

fn attack_all(people: &[Person], rules: Rules, pictures: &[Shown]) -> Result<(), TestCaseError> {
    for place in PLACES {
        attack(people, rules, pictures, place).map_err(TestCaseError::fail)?;
    }
    Ok(())
}

/// People of whom some say little, so that numbers differ from practice to practice.
fn any_crowd() -> impl Strategy<Value = Vec<Person>> {
    let one = |number| (any_person(number), prop_oneof![2 => Just(0_usize), 1 => 0..5_usize]);
    let one = move |number| {
        one(number).prop_map(|(mut person, silent)| {
            let cells = person.ratings.iter_mut().enumerate();
            for (cell, rating) in cells {
                if (cell * 7 + person.number as usize) % 5 < silent {
                    *rating = None;
                }
            }
            person
        })
    };
    (0..45_u64).prop_flat_map(move |size| (0..size).map(one).collect::<Vec<_>>())
}

const EVERYBODY: Filter = Filter { role: None, form: None, value: None, months: None };

fn of_role(role: Role) -> Filter {
    Filter { role: Some(role), ..EVERYBODY }
}

fn any_span() -> impl Strategy<Value = Filter> {
    let months = (1_u8..=4, 1_u8..=4).prop_map(|(a, b)| {
        let month = |month| Month::new(2026, month).unwrap();
        Filter { months: Some((month(a.min(b)), month(a.max(b)))), ..EVERYBODY }
    });
    let form = prop::sample::select(Form::ALL.to_vec())
        .prop_map(|form| Filter { form: Some(form), ..EVERYBODY });
    prop_oneof![2 => months, 1 => form]
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn one_picture_tells_of_nobody(
        people in any_crowd(), named in any_named(), least in 3_u32..=10,
        filter in any_filter(), is_grouped: bool,
    ) {
        let rules = rules(least, named);
        let facet = is_grouped.then_some(0);
        attack_all(&people, rules, &[shown(&cohort_of(&people), rules, filter, facet)])?;
    }

    #[test]
    fn all_pictures_of_one_grouping_together_tell_of_nobody(
        people in any_crowd(), named in any_named(), least in 3_u32..=10,
    ) {
        let rules = rules(least, named);
        let cohort = cohort_of(&people);
        let mut filters = vec![EVERYBODY];
        filters.extend(Role::ALL.iter().map(|role| of_role(*role)));
        for value in 0..4 {
            let filter = Filter { value: Some((0, value)), ..EVERYBODY };
            filters.push(filter);
            filters.extend(Role::ALL.iter().map(|role| Filter { role: Some(*role), ..filter }));
        }
        let pictures = filters.iter().flat_map(|filter| {
            [None, Some(0)].map(|facet| shown(&cohort, rules, *filter, facet))
        });
        attack_all(&people, rules, &pictures.collect::<Vec<_>>())?;
    }

    #[test]
    fn a_span_or_a_form_beside_all_tells_of_nobody(
        people in any_crowd(), named in any_named(), least in 3_u32..=10, span in any_span(),
    ) {
        let rules = rules(least, named);
        let cohort = cohort_of(&people);
        let mut pictures = Vec::new();
        for filter in [EVERYBODY, of_role(Role::Orchestrator), of_role(Role::Member)] {
            pictures.push(shown(&cohort, rules, filter, None));
            for facet in [None, Some(0)] {
                let filter = Filter { months: span.months, form: span.form, ..filter };
                pictures.push(shown(&cohort, rules, filter, facet));
            }
        }
        for value in 0..4 {
            pictures.push(shown(&cohort, rules, Filter { value: Some((0, value)), ..span }, None));
        }
        attack_all(&people, rules, &pictures)?;
    }

    #[test]
    fn two_dates_beside_all_tell_of_nobody(
        people in any_crowd(), named in any_named(), least in 3_u32..=10,
        role in prop::option::weighted(0.2, prop::sample::select(Role::ALL.to_vec())),
    ) {
        let rules = rules(least, named);
        let cohort = cohort_of(&people);
        let month = |month| Month::new(2026, month).unwrap();
        let spans = [(month(1), month(2)), (month(3), month(3))];
        let filter = Filter { role, ..EVERYBODY };
        let Ok(found) = trend(model(), &cohort, rules, &filter, spans[0], spans[1]) else {
            return Ok(());
        };
        let Trend { form, earlier, later, .. } = found;
        let of = |months, picture| {
            let filter = Filter { months: Some(months), form: Some(form), ..filter };
            Shown { filter, facet: None, picture }
        };
        let pictures = [
            shown(&cohort, rules, EVERYBODY, None),
            of(spans[0], earlier),
            of(spans[1], later),
        ];
        attack_all(&people, rules, &pictures)?;
    }
}
