//! A made-up ecosystem: which organizations there are, and what each of them answers.
//!
//! What people who answer such questions do, as far as it matters to whoever looks at many of them: organizations differ
//! as a whole and by principle; orchestrators see some principles a level higher than members do; on some practices
//! members are of two minds; some things members cannot see.

use crate::random::Random;
use cohort::response::{Month, Observations, Response, clean_name};
use domain::{
    assessment::{Answer, Evidence, Frequency, ResponseId, SelfRating},
    model::{Form, Level, Model, Practice, Profile, Role, Scale, Stage, Version},
    scoring::Rating,
};
use std::collections::HashMap;

/// What kind of ecosystem to make up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) members: usize,
    pub(crate) orchestrators: usize,
    /// How often all of them answer, once a year.
    pub(crate) rounds: usize,
    /// The same seed makes the same ecosystem.
    pub(crate) seed: u64,
    /// The form that all of them answer; none for some of each.
    pub(crate) form: Option<Form>,
}

/// What one organization hands over.
pub(crate) struct Reply {
    /// Its name.
    pub(crate) organization: String,
    /// Where it is.
    pub(crate) region: &'static str,
    /// What it does.
    pub(crate) kind: &'static str,
    /// Its answers.
    pub(crate) response: Response,
}

/// The year and the month of the last round. A year lies between rounds.
const LAST_ROUND: (u16, u8) = (2026, 11);

const REGIONS: [&str; 5] = ["North", "East", "South", "West", "Islands"];

const KINDS: [&str; 6] =
    ["Carrier", "Terminal", "Forwarder", "Shipper", "Software", "Authority, public"];

/// What members see little of.
const OUT_OF_SIGHT: [&str; 5] =
    ["cl-sponsor", "rk-owners", "gp-assurance", "ex-triggers", "mo-reviews"];

/// How much higher orchestrators rate whole principles: two by more than a level, some by more than half of one, one lower,
/// all others alike.
const GAPS: [f64; 8] = [1.6, 1.5, 0.8, 0.8, 0.75, 0.75, 0.7, -0.85];

/// On how many practices members are of two minds.
const SPLITS: usize = 7;

/// What all organizations of the ecosystem have in common.
struct Common {
    /// For each principle, how much higher orchestrators rate it.
    gaps: Vec<f64>,
    /// For each principle, its level in the eyes of members.
    levels: Vec<f64>,
    /// For each practice, how much easier it is than others of its principle.
    ease: HashMap<String, f64>,
    /// Practices on which members are of two minds, and which half of them rates high.
    splits: HashMap<String, bool>,
    scale: Scale,
    /// Where the sequence of members' general levels begins.
    first_level: usize,
}

impl Common {
    fn new(model: &Model, size: Size) -> Self {
        let mut random = Random::new(size.seed, "ecosystem", 0);
        let mut gaps = vec![0.0; model.principles.len()];
        for (place, gap) in random.order(gaps.len()).into_iter().zip(GAPS) {
            if let Some(slot) = gaps.get_mut(place) {
                *slot = gap;
            }
        }
        let general = 3.0 + random.around(0.15);
        // There has to be room above for those who see it higher, and below for those who see it lower.
        let levels = gaps
            .iter()
            .map(|gap| {
                let (lowest, highest) = (2.2 + (-gap).max(0.0), 4.2 - gap.max(0.0));
                (general + random.around(0.4)).clamp(lowest, highest)
            })
            .collect();
        let practices = || model.principles.iter().flat_map(|principle| &principle.practices);
        let ease = practices().map(|practice| (practice.id.clone(), random.around(0.2))).collect();
        // One of a principle at most, the one in the short form among others.
        let splits = random.order(model.principles.len()).into_iter().take(SPLITS);
        let splits = splits
            .filter_map(|place| {
                let practices = &model.principles.get(place)?.practices;
                let practice = practices.get(random.below(practices.len()))?;
                Some((practice.id.clone(), random.happens(0.5)))
            })
            .collect();
        let scale = match size.members + size.orchestrators {
            0..=10 => Scale::Handful,
            11..=100 => Scale::Curated,
            101..=2_000 => Scale::Large,
            _ => Scale::Platform,
        };
        Self { gaps, levels, ease, splits, scale, first_level: random.below(1_000) }
    }
}

/// Who answers: what stays the same from round to round.
struct Organization<'a> {
    common: &'a Common,
    role: Role,
    name: String,
    region: &'static str,
    kind: &'static str,
    profile: Profile,
    /// In which half it is where members are of two minds.
    half: bool,
    /// How much higher it rates everything.
    general: f64,
    /// How much higher it rates each principle.
    lean: Vec<f64>,
    /// How often a practice does not apply to it.
    not_applicable: f64,
    /// How often it cannot tell.
    unknown: f64,
}

/// Everything that is handed over in an ecosystem, round by round, orchestrators first.
pub(crate) fn ecosystem(model: &Model, size: Size) -> Vec<Reply> {
    let common = Common::new(model, size);
    let names = Names::new(size.seed);
    // Counted apart: with another orchestrator members stay who they are.
    let orchestrators = (0..size.orchestrators).map(|number| (Role::Orchestrator, number));
    let members = (0..size.members).map(|number| (Role::Member, number));
    let organizations: Vec<(usize, Organization<'_>)> = orchestrators
        .chain(members)
        .map(|(role, number)| {
            (number, organization(model, size, &common, role, number, names.name(role, number)))
        })
        .collect();
    let mut replies = Vec::new();
    for round in 0..size.rounds {
        for (number, organization) in &organizations {
            let mut random =
                Random::new(size.seed, organization.role.id(), number * 1_000 + round + 1);
            replies.push(Reply {
                organization: organization.name.clone(),
                region: organization.region,
                kind: organization.kind,
                response: organization.response(model, size, round, &mut random),
            });
        }
    }
    replies
}

fn organization<'a>(
    model: &Model,
    size: Size,
    common: &'a Common,
    role: Role,
    number: usize,
    name: String,
) -> Organization<'a> {
    let mut random = Random::new(size.seed, role.id(), number * 1_000);
    // The same seed has the same organizations with every form, so this is drawn in any case.
    let is_short = random.happens(0.35);
    let form = size.form.unwrap_or(if is_short { Form::Short } else { Form::Full });
    let next_scale = if common.scale == Scale::Large { Scale::Curated } else { Scale::Large };
    let profile = Profile {
        role,
        scale: if random.happens(0.06) { next_scale } else { common.scale },
        stage: if random.happens(0.08) { Stage::Engagement } else { Stage::Management },
        form,
    };
    let place = common.first_level + number;
    let (general, lean) = match role {
        Role::Orchestrator => (random.around(0.05), 0.05),
        // Spread evenly, so that few members have the same mean as many: what lies between the roles does not depend on
        // how many there are.
        Role::Member => ((even(place) - 0.5) * 1.6, 0.3),
    };
    Organization {
        common,
        role,
        name,
        region: random.one_of(&REGIONS),
        kind: random.one_of(&KINDS),
        profile,
        // The two halves rate everything else alike: of four neighbours in the sequence, the outer and the inner ones.
        half: matches!(place % 4, 0 | 3),
        general,
        lean: model.principles.iter().map(|_| random.around(lean)).collect(),
        not_applicable: 0.03 + 0.05 * random.share(),
        unknown: if role == Role::Member { 0.04 * random.share() } else { 0.01 },
    }
}

/// The van der Corput sequence: numbers from 0 to below 1 that fill the room evenly, however many are taken.
fn even(number: usize) -> f64 {
    f64::from((number as u32).reverse_bits()) / 4_294_967_296.0
}

impl Organization<'_> {
    fn response(&self, model: &Model, size: Size, round: usize, random: &mut Random) -> Response {
        let id = ResponseId::new(random.bits());
        let has_evidence = random.happens(0.4);
        let has_competencies = random.happens(0.2);
        let has_name = random.happens(0.3);
        // Some give up on the way.
        let last = if random.happens(0.04) { 7 + random.below(4) } else { usize::MAX };
        // Things get a little better from year to year.
        let progress = 0.2 * round as f64;
        let mut ratings: HashMap<&str, Rating> = HashMap::new();
        for (place, principle) in model.principles.iter().enumerate() {
            let at = |numbers: &[f64]| numbers.get(place).copied().unwrap_or_default();
            let gap = if self.role == Role::Orchestrator { at(&self.common.gaps) } else { 0.0 };
            let expected = at(&self.common.levels) + gap + self.general + at(&self.lean) + progress;
            // What rounding takes from one practice goes to the next one.
            let mut rest = 0.0;
            for practice in principle.in_scope(self.profile).filter(|_| place < last) {
                let answer = self.answer(practice, expected, &mut rest, random);
                let evidence = evidence(random);
                let graded = has_evidence && matches!(answer, Answer::Rated(_));
                let evidence = if graded { evidence } else { Evidence::default() };
                ratings.insert(&practice.id, Some((answer, evidence)));
            }
        }
        let answered = ratings.len() as u64;
        let competencies = has_competencies.then(|| {
            let one = |random: &mut Random| observed(3.4 + self.general, random);
            let items = model.competencies.items.iter();
            items.map(|_| Observations { own: one(random), others: one(random) }).collect()
        });
        let (year, month) = LAST_ROUND;
        let years_ago = (size.rounds - 1 - round) as u16;
        Response {
            model: model.id.clone(),
            version: Version::parse(&model.version).unwrap_or_default(),
            profile: self.profile,
            id,
            revision: answered + 1 + random.below(40) as u64,
            month: Month::new(year - years_ago, month).unwrap_or(Month::of(0)),
            ratings: model
                .response_order
                .iter()
                .map(|practice| ratings.get(practice.as_str()).copied().flatten())
                .collect(),
            has_evidence,
            competencies,
            name: has_name.then(|| clean_name(&self.name)).flatten(),
        }
    }

    fn answer(
        &self,
        practice: &Practice,
        expected: f64,
        rest: &mut f64,
        random: &mut Random,
    ) -> Answer {
        let is_member = self.role == Role::Member;
        // All of it is drawn every time, so that one answer does not change the next ones.
        let spread = if is_member { 0.35 } else { 0.15 };
        let (chance, noise) = (random.share(), random.around(spread));
        let is_hidden = is_member && OUT_OF_SIGHT.contains(&practice.id.as_str());
        let unknown = if is_hidden { 0.4 } else { self.unknown };
        if chance < self.not_applicable {
            return Answer::NotApplicable;
        }
        if chance < self.not_applicable + unknown {
            return Answer::Unknown;
        }
        let ease = self.common.ease.get(&practice.id).copied().unwrap_or_default();
        let split = match self.common.splits.get(&practice.id) {
            Some(half) if is_member => {
                if *half == self.half {
                    1.7
                } else {
                    -1.7
                }
            }
            _ => 0.0,
        };
        let wanted = expected + ease + noise + *rest;
        let number = (wanted + split).round().clamp(1.0, 5.0);
        *rest = if split == 0.0 { (wanted - number).clamp(-0.6, 0.6) } else { *rest };
        Level::new(number as u8).map_or(Answer::Unknown, Answer::Rated)
    }
}

fn evidence(random: &mut Random) -> Evidence {
    match random.share() {
        ..0.5 => Evidence::Opinion,
        ..0.85 => Evidence::Examples,
        _ => Evidence::Records,
    }
}

fn observed(expected: f64, random: &mut Random) -> Option<SelfRating> {
    let (chance, noise) = (random.share(), random.around(0.7));
    match chance {
        ..0.04 => None,
        ..0.1 => Some(SelfRating::Unknown),
        _ => Frequency::new((expected + noise).round().clamp(1.0, 5.0) as u8).map(SelfRating::Seen),
    }
}

/// Made-up names, each once.
struct Names {
    order: Vec<usize>,
}

const FIRST: [&str; 40] = [
    "Aldermoor",
    "Amber",
    "Ashgrove",
    "Bellrock",
    "Birkholm",
    "Brightwater",
    "Calder",
    "Cedar Bay",
    "Corvane",
    "Dunmere",
    "Eastfell",
    "Elmstrand",
    "Fairhaven",
    "Fennick",
    "Garnet",
    "Greyport",
    "Halvorn",
    "Hartsea",
    "Ironbridge",
    "Juniper",
    "Kestrel",
    "Kilbrae",
    "Larkfield",
    "Lindqvale",
    "Marlow",
    "Mistral",
    "Norvik",
    "Oakhaven",
    "Orrin",
    "Pellworm",
    "Quayside",
    "Redcliff",
    "Rosmarin",
    "Saltmarsh",
    "Silverlake",
    "Tarnholm",
    "Umber",
    "Vesterby",
    "Wexmoor",
    "Zephyr",
];

const SECOND: [&str; 24] = [
    "Bunkering",
    "Cargo",
    "Cold Chain",
    "Container",
    "Customs",
    "Data",
    "Dredging",
    "Feeder",
    "Ferries",
    "Freight",
    "Grain",
    "Haulage",
    "Inspection",
    "Logistics",
    "Marine",
    "Pilotage",
    "Rail",
    "Reefer",
    "Shipping",
    "Stevedores",
    "Storage",
    "Towage",
    "Trading",
    "Transit",
];

/// Commas, quotation marks and letters beyond ASCII: files with names in them have to stand that.
const THIRD: [&str; 12] = [
    "",
    " & Co",
    " Group",
    ", Ltd",
    " Cooperative",
    " \"Blue Line\"",
    " GmbH & Co. KG",
    " São Brás",
    " Łódź",
    ", Inc.",
    " & Sons",
    " Partners",
];

impl Names {
    fn new(seed: u64) -> Self {
        Self {
            order: Random::new(seed, "names", 0).order(FIRST.len() * SECOND.len() * THIRD.len()),
        }
    }

    /// The name of the organization with this number. After as many as there are, they come again with a number.
    fn name(&self, role: Role, number: usize) -> String {
        let count = match role {
            Role::Orchestrator => FIRST.len(),
            Role::Member => self.order.len().max(1),
        };
        let place = self.order.get(number % count).copied().unwrap_or_default();
        let word = |words: &[&'static str], place: usize| {
            words.get(place % words.len()).copied().unwrap_or_default()
        };
        let first = match role {
            Role::Orchestrator => word(&FIRST, number),
            Role::Member => word(&FIRST, place),
        };
        let again = match number / count {
            0 => String::new(),
            again => format!(" {}", again + 1),
        };
        match role {
            Role::Orchestrator => format!("{first} Port Authority{again}"),
            Role::Member => {
                let second = word(&SECOND, place / FIRST.len());
                let third = word(&THIRD, place / (FIRST.len() * SECOND.len()));
                format!("{first} {second}{again}{third}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OUT_OF_SIGHT, Reply, Size, ecosystem};
    use crate::shipped;
    use cohort::response::{decode, encode};
    use domain::{
        assessment::Answer,
        model::{Content, Form, Role, Scale},
    };
    use std::collections::{BTreeSet, HashSet};
    use std::sync::LazyLock;

    static CONTENT: LazyLock<Content> = LazyLock::new(|| shipped().unwrap());

    const SIZE: Size =
        Size { members: 12, orchestrators: 1, rounds: 1, seed: 1, form: Some(Form::Full) };

    fn made(size: Size) -> Vec<Reply> {
        ecosystem(&CONTENT.model, size)
    }

    fn mean(numbers: impl IntoIterator<Item = f64>) -> f64 {
        let numbers: Vec<f64> = numbers.into_iter().collect();
        numbers.iter().sum::<f64>() / numbers.len() as f64
    }

    /// The levels that one role gave to a practice.
    fn levels(replies: &[Reply], role: Role, practice: &str) -> Vec<f64> {
        let of_role = replies.iter().filter(|reply| reply.response.profile.role == role);
        of_role
            .filter_map(|reply| reply.response.rating(&CONTENT.model, practice))
            .filter_map(|(answer, _)| answer.level())
            .map(|level| f64::from(level.number()))
            .collect()
    }

    /// For each principle, how much higher orchestrators rate it.
    fn gaps(replies: &[Reply]) -> Vec<f64> {
        let of_principle = |principle: &domain::model::Principle| {
            let of_role = |role| {
                let practices = principle.practices.iter();
                let means = practices.map(|practice| levels(replies, role, &practice.id));
                mean(means.filter(|levels| !levels.is_empty()).map(mean))
            };
            of_role(Role::Orchestrator) - of_role(Role::Member)
        };
        CONTENT.model.principles.iter().map(of_principle).collect()
    }

    /// How often an answer is given that passes.
    fn share(replies: &[Reply], practices: &[&str], pass: impl Fn(Answer) -> bool) -> f64 {
        let answers = replies.iter().flat_map(|reply| {
            practices.iter().filter_map(|id| reply.response.rating(&CONTENT.model, id))
        });
        mean(answers.map(|(answer, _)| if pass(answer) { 1.0 } else { 0.0 }))
    }

    #[test]
    fn a_seed_has_one_ecosystem() {
        let codes = |size| -> Vec<String> {
            made(size).iter().map(|reply| encode(&reply.response)).collect()
        };
        assert_eq!(codes(SIZE), codes(SIZE));
        assert_ne!(codes(SIZE), codes(Size { seed: 2, ..SIZE }));
        // More members leave those who were there as they are.
        let more = codes(Size { members: 20, ..SIZE });
        assert_eq!(codes(SIZE), more[..13]);
    }

    #[test]
    fn codes_can_be_read_and_say_the_same() {
        let size = Size { members: 200, orchestrators: 5, rounds: 2, form: None, ..SIZE };
        let replies = made(size);
        assert_eq!(replies.len(), 410);
        for reply in &replies {
            let code = encode(&reply.response);
            assert_eq!(decode(&CONTENT.model, &code).as_ref(), Ok(&reply.response));
        }
        let different = |of: fn(&Reply) -> String| replies.iter().map(of).collect::<HashSet<_>>();
        assert_eq!(different(|reply| reply.organization.clone()).len(), 205);
        assert_eq!(different(|reply| format!("{:?}", reply.response.id)).len(), 410);
        let months = different(|reply| reply.response.month.to_string());
        assert_eq!(months, HashSet::from(["2025-11".to_owned(), "2026-11".to_owned()]));
        let carried = |of: fn(&Reply) -> bool| replies.iter().filter(|reply| of(reply)).count();
        for part in [
            carried(|reply| reply.response.has_evidence),
            carried(|reply| reply.response.competencies.is_some()),
            carried(|reply| reply.response.name.is_some()),
            carried(|reply| reply.response.profile.form == Form::Short),
        ] {
            assert!((40..370).contains(&part), "{part}");
        }
    }

    #[test]
    fn roles_differ_by_design_whatever_the_seed() {
        for seed in 1..=40 {
            // One orchestrator with two practices for each principle says less.
            for (orchestrators, members, form, watched) in [
                (1, 12, Some(Form::Full), 2),
                (1, 12, Some(Form::Short), 1),
                (3, 40, None, 2),
                (20, 400, None, 2),
            ] {
                let replies = made(Size { members, orchestrators, seed, form, ..SIZE });
                let gaps = gaps(&replies);
                let within = |from: f64, to: f64| {
                    gaps.iter().filter(|gap| (from..to).contains(&gap.abs())).count()
                };
                let what = format!("seed {seed}, {orchestrators} + {members}: {gaps:.2?}");
                assert!(within(1.0, 4.0) >= 1, "no flag: {what}");
                assert!(within(0.5, 1.0) >= watched, "too few to watch: {what}");
                assert!(within(0.0, 0.5) >= 2, "no agreement: {what}");
                assert!(gaps.iter().any(|gap| *gap < -0.15), "nothing lower: {what}");
            }
        }
    }

    #[test]
    fn members_are_of_two_minds_on_some_practices() {
        for seed in 1..=10 {
            let replies = made(Size { members: 60, seed, ..SIZE });
            let practices = CONTENT.model.principles.iter().flat_map(|p| &p.practices);
            let split = practices
                .map(|practice| levels(&replies, Role::Member, &practice.id))
                .filter(|levels| {
                    let of = |pass: fn(f64) -> bool| levels.iter().filter(|x| pass(**x)).count();
                    let (low, high, all) = (of(|x| x <= 2.0), of(|x| x >= 4.0), levels.len());
                    low * 10 >= all * 3 && high * 10 >= all * 3
                })
                .count();
            assert!((2..=10).contains(&split), "seed {seed}: {split}");
        }
    }

    #[test]
    fn answers_that_are_no_level_are_as_frequent_as_in_life() {
        let replies = made(Size { members: 300, orchestrators: 0, ..SIZE });
        let all: Vec<&str> = CONTENT.model.response_order.iter().map(String::as_str).collect();
        let not_applicable = share(&replies, &all, |answer| answer == Answer::NotApplicable);
        assert!((0.03..0.08).contains(&not_applicable), "{not_applicable}");
        let unknown = |answer| answer == Answer::Unknown;
        assert!(OUT_OF_SIGHT.iter().all(|id| CONTENT.model.practice(id).is_some()));
        let hidden = share(&replies, &OUT_OF_SIGHT, unknown);
        assert!((0.3..0.5).contains(&hidden), "{hidden}");
        let visible: Vec<&str> =
            all.iter().copied().filter(|id| !OUT_OF_SIGHT.contains(id)).collect();
        assert!(share(&replies, &visible, unknown) < 0.05);
        // Every level occurs.
        let levels: BTreeSet<u8> = all
            .iter()
            .flat_map(|id| levels(&replies, Role::Member, id))
            .map(|level| level as u8)
            .collect();
        assert_eq!(levels, BTreeSet::from([1, 2, 3, 4, 5]));
    }

    #[test]
    fn only_what_the_profile_asks_is_answered() {
        let replies = made(Size { members: 5, form: None, ..SIZE });
        assert!(replies.iter().any(|reply| reply.response.profile.scale == Scale::Handful));
        for reply in &replies {
            for (practice, rating) in
                CONTENT.model.response_order.iter().zip(&reply.response.ratings)
            {
                let (_, asked) = CONTENT.model.practice(practice).unwrap();
                let in_scope = asked.in_scope(&reply.response.profile);
                assert!(in_scope || rating.is_none(), "{practice}");
            }
        }
    }

    #[test]
    fn there_can_be_nobody_and_very_many() {
        assert!(made(Size { members: 0, orchestrators: 0, ..SIZE }).is_empty());
        assert!(made(Size { rounds: 0, ..SIZE }).is_empty());
        let names: HashSet<String> =
            made(Size { members: 12_000, ..SIZE }).into_iter().map(|r| r.organization).collect();
        assert_eq!(names.len(), 12_001);
    }
}
