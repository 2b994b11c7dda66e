//! Counts by part, role and practice, from which every number of a picture follows.
//!
//! Owns what is counted of a response. Must not know what of it may be shown. Counting one more response changes nothing
//! but these counts, so it does not matter in which order or in how many portions they come.

use super::{
    counts::{Rated, ScoreCounts, Spread},
    pack::Row,
    protect::Grid,
};
use domain::model::{Constants, Form, Model, Profile, Role, Scale, Stage};

/// A practice that is asked of a profile.
#[derive(Clone, Copy)]
struct Asked {
    practice: usize,
    /// Its place in a row.
    cell: usize,
}

/// Which practices are asked of whom, by principle. Worked out once for each profile that occurs.
pub(super) struct Forms<'a> {
    model: &'a Model,
    /// For each practice of the model its place in a row.
    cells: Vec<Option<usize>>,
    by_profile: Vec<Option<Vec<Vec<Asked>>>>,
}

impl<'a> Forms<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        let practices = model.principles.iter().flat_map(|principle| &principle.practices);
        let place = |id: &str| model.response_order.iter().position(|other| other == id);
        let profiles = Scale::ALL.len() * Stage::ALL.len() * Form::ALL.len();
        Self {
            model,
            cells: practices.map(|practice| place(&practice.id)).collect(),
            by_profile: vec![None; profiles],
        }
    }

    fn of(&mut self, profile: Profile) -> &[Vec<Asked>] {
        let Self { model, cells, by_profile } = self;
        let Some(asked) = by_profile.get_mut(profile_place(profile)) else { return &[] };
        asked.get_or_insert_with(|| {
            let mut cells = cells.iter().enumerate();
            let principles = model.principles.iter().map(|principle| {
                let practices = principle.practices.iter().zip(cells.by_ref());
                let asked = practices.filter(|(practice, _)| practice.in_scope(&profile));
                asked
                    .filter_map(|(_, (practice, cell))| Some(Asked { practice, cell: (*cell)? }))
                    .collect()
            });
            principles.collect()
        })
    }
}

fn profile_place(profile: Profile) -> usize {
    let place = |found: Option<usize>| found.unwrap_or_default();
    let scale = place(Scale::ALL.iter().position(|other| *other == profile.scale));
    let stage = place(Stage::ALL.iter().position(|other| *other == profile.stage));
    let form = place(Form::ALL.iter().position(|other| *other == profile.form));
    (scale * Stage::ALL.len() + stage) * Form::ALL.len() + form
}

/// The place of a role among the roles.
pub(super) fn role_place(role: Role) -> usize {
    match role {
        Role::Orchestrator => 0,
        Role::Member => 1,
    }
}

/// What each of the eight answers that three bits can hold adds to what was rated of a principle. In one number, so that one
/// addition is enough for each: the count in the lowest byte, the sum of levels in the next, the base in the third. A
/// principle has a dozen practices at most.
const RATED: [u32; 8] =
    [0x1_0000, 0x1_0101, 0x1_0201, 0x1_0301, 0x1_0401, 0x1_0501, 0x0_0000, 0x1_0000];

/// Counts of some responses.
pub(super) struct Counts {
    parts: usize,
    practices: usize,
    /// By part and role.
    pub(super) respondents: Grid,
    /// By part, then by role, then by practice: how often each answer was given, as a response code numbers them.
    answers: Vec<[u32; 8]>,
    /// By principle, then by part and role: who rated enough of it for a score.
    scorers: Vec<Grid>,
}

impl Counts {
    pub(super) fn new(model: &Model, parts: usize) -> Self {
        let practices = model.principles.iter().map(|p| p.practices.len()).sum();
        Self {
            parts,
            practices,
            respondents: vec![[0; 2]; parts],
            answers: vec![[0; 8]; parts * 2 * practices],
            scorers: vec![vec![[0; 2]; parts]; model.principles.len()],
        }
    }

    /// Counts a response in a part. `scores` are by role, then by principle, and left out where nobody asks for them.
    pub(super) fn count(
        &mut self,
        forms: &mut Forms<'_>,
        row: &Row<'_>,
        part: usize,
        constants: &Constants,
        mut scores: Option<&mut [ScoreCounts]>,
    ) {
        let profile = row.profile();
        let role = role_place(profile.role);
        add_one(&mut self.respondents, part, role);
        let start = (part * 2 + role) * self.practices;
        let Some(answers) = self.answers.get_mut(start..start + self.practices) else { return };
        let said = row.answers();
        let principles = self.scorers.len();
        for (principle, asked) in forms.of(profile).iter().enumerate() {
            let mut rated = 0;
            for Asked { practice, cell } in asked {
                let bits = usize::from(said.get(*cell).copied().unwrap_or_default() & 7);
                if let Some(count) = answers.get_mut(*practice).and_then(|of| of.get_mut(bits)) {
                    *count += 1;
                }
                rated += RATED.get(bits).copied().unwrap_or_default();
            }
            let rated =
                Rated { count: rated & 255, sum: rated >> 8 & 255, base: rated >> 16 & 255 };
            if rated.is_enough(constants) {
                if let Some(scorers) = self.scorers.get_mut(principle) {
                    add_one(scorers, part, role);
                }
                let scores =
                    scores.as_mut().and_then(|all| all.get_mut(role * principles + principle));
                if let Some(scores) = scores {
                    scores.count(rated);
                }
            }
        }
    }

    pub(super) fn spread(&self, part: usize, role: usize, practice: usize) -> Spread {
        let place = (part * 2 + role) * self.practices + practice;
        self.answers.get(place).map(Spread::of).unwrap_or_default()
    }

    fn grid(&self, practice: usize, count: impl Fn(&Spread) -> u32) -> Grid {
        let count = |part, role| count(&self.spread(part, role, practice));
        (0..self.parts).map(|part| [count(part, 0), count(part, 1)]).collect()
    }

    /// Who was asked about a practice.
    pub(super) fn asked(&self, practice: usize) -> Grid {
        self.grid(practice, Spread::asked)
    }

    /// Who said something about a practice.
    pub(super) fn answering(&self, practice: usize) -> Grid {
        self.grid(practice, Spread::answered)
    }

    /// Who rated a practice.
    pub(super) fn raters(&self, practice: usize) -> Grid {
        self.grid(practice, Spread::rated)
    }

    /// Who has a score for a principle.
    pub(super) fn scorers(&self, principle: usize) -> Grid {
        self.scorers.get(principle).cloned().unwrap_or_default()
    }
}

fn add_one(grid: &mut Grid, part: usize, role: usize) {
    if let Some(count) = grid.get_mut(part).and_then(|part| part.get_mut(role)) {
        *count += 1;
    }
}

/// Responses of a picture and those it leaves out, by the parts of one grouping.
pub(super) struct Table {
    pub(super) parts: usize,
    /// Those that are looked at.
    pub(super) inside: Counts,
    /// Sets of people that are left out of it, and shown or left out elsewhere.
    pub(super) outside: Vec<Counts>,
}

impl Table {
    pub(super) fn new(model: &Model, parts: usize, outside: usize) -> Self {
        Self {
            parts,
            inside: Counts::new(model, parts),
            outside: (0..outside).map(|_| Counts::new(model, parts)).collect(),
        }
    }

    /// The part of a response with this number of a value: numbers begin with 1, those without one come last.
    pub(super) fn part(&self, number: u8) -> usize {
        let last = self.parts.saturating_sub(1);
        usize::from(number).checked_sub(1).unwrap_or(last).min(last)
    }
}
