//! The maturity model as data: principles, practices, levels, constants and their words in one language.
//!
//! Owns the types that content is parsed into, their validation, and what is in scope for a profile. Must not know
//! answers, scores or where content comes from.

mod profile;
mod version;
mod read;
pub mod own;
pub mod readability;

pub use profile::{Form, Profile, Role, Scale, Stage};
pub use read::{LATER_PATHS, SCREEN_WORDS, parse};
pub use version::Version;

use crate::text::Catalogue;
use base::json::{Node, Problem};

/// What content files hold: the model and the words of the interface, both in one language.
///
/// The build puts what only later screens need into a second file, so that the first screen is there sooner. Until that is
/// read, texts that it has are empty here.
#[derive(Clone, Debug)]
pub struct Content {
    /// The maturity model.
    pub model: Model,
    /// The words of the interface.
    pub catalogue: Catalogue,
    /// The example, as it stands in the files; none when the model has none. Before the second file is read, it is empty.
    pub example: Option<RawExample>,
    /// The name of the second file; none when everything is here.
    pub later: Option<String>,
    /// What was read so far, when there is a second file.
    tree: Option<Node>,
    /// Whether the model is not that of the files, which then have only the interface.
    is_own: bool,
}

impl Content {
    /// The whole content, from what is here and the second file.
    ///
    /// # Errors
    /// Every problem that was found, each with its place, as for [`parse`]: also when the file belongs to another build.
    pub fn with_rest(&self, json: &str) -> Result<Self, Vec<Problem>> {
        read::with_rest(self.tree.as_ref(), json, self.is_own)
    }

    /// Whether there is a self-check of competencies, or the second file may have one.
    pub fn may_have_self_check(&self) -> bool {
        let comes_later = self.later.is_some() && !self.is_own;
        comes_later || !self.model.competencies.items.is_empty()
    }

    /// What was read so far, when there is a second file.
    pub fn tree(&self) -> Option<&Node> {
        self.tree.as_ref()
    }
}

/// An example of a finished assessment, not looked into yet; [`crate::example`] does.
#[derive(Clone, Debug)]
pub struct RawExample {
    /// What was answered: the entry `model.example` of the files.
    pub structure: Node,
    /// What was written: the entry `text.example`.
    pub words: Node,
}

/// A level of maturity, 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// The lowest level, 1. It is always held.
    pub const LOWEST: Self = Self(1);
    /// The highest level, 5.
    pub const HIGHEST: Self = Self(5);
    /// All levels, lowest first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The level with this number, if it is one of 1 to 5.
    pub fn new(number: u8) -> Option<Self> {
        matches!(number, 1..=5).then_some(Self(number))
    }

    /// The number, 1 to 5.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The level below, but never below the lowest.
    #[must_use]
    pub fn below(self) -> Self {
        Self(self.0.saturating_sub(1).max(1))
    }
}

/// One thing for each level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerLevel<T>([T; 5]);

impl<T> PerLevel<T> {
    /// From a list, lowest level first.
    pub fn new(all: [T; 5]) -> Self {
        Self(all)
    }

    /// The one of this level.
    pub fn at(&self, level: Level) -> &T {
        let [first, second, third, fourth, fifth] = &self.0;
        match level.0 {
            1 => first,
            2 => second,
            3 => third,
            4 => fourth,
            _ => fifth,
        }
    }

    /// All of them with their levels, lowest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Level, &T)> {
        Level::ALL.into_iter().zip(&self.0)
    }
}

/// Values by key where there are only a few keys. In order, and searched from the start: a tree would be no faster here,
/// and is two kilobytes of the download for every type of key.
#[derive(Clone, Debug)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K: Copy + PartialEq, V> Few<K, V> {
    /// The value of this key.
    pub fn get(&self, key: K) -> Option<&V> {
        self.0.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
    }

    /// All of them with their keys.
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }
}

/// The maturity model in one language.
#[derive(Clone, Debug)]
pub struct Model {
    /// Stable id; answers are kept per model id.
    pub id: String,
    /// Version of the model, as its authors count; written as a [`Version`].
    pub version: String,
    /// What this model measures, as a title.
    pub title: String,
    /// What it asks, for the head of the first screen.
    pub question: String,
    /// What to expect of it, for the first screen.
    pub lead: String,
    /// What its structure follows; empty where it follows nothing.
    pub aligned_with: String,
    /// The notice of independence.
    pub notice: String,
    /// The same in short, for the foot of every page.
    pub notice_short: String,
    /// What to say about a scheme of assessment in the source itself; empty where there is none.
    pub annex: String,
    /// Where to obtain the source; empty where there is none.
    pub standard: String,
    /// Where the questions come from, and what they may miss; empty where nothing has to be said.
    pub origin: String,
    /// What the numbers of the principles are numbers of, as in *Clause 4.7*; empty where they are no more than numbers.
    pub numbering: String,
    /// How to choose among levels; shown beside every question.
    pub answer_rule: String,
    /// Words for the answers that are no level.
    pub answers: AnswerWords,
    /// The five levels.
    pub levels: PerLevel<LevelWords>,
    /// Grades of evidence: opinion, examples, records.
    pub evidence_grades: [Named; 3],
    /// Degrees of impact: lower, normal, high.
    pub impacts: [Named; 3],
    /// Words for roles, scales, stages and forms.
    pub choices: ChoiceWords,
    /// Constants of the scoring.
    pub scoring: Constants,
    /// Suggested targets; what is not named has the default target.
    pub suggested_targets: Vec<SuggestedTarget>,
    /// The principles in their order. Places in this list are places on the dial.
    pub principles: Vec<Principle>,
    /// The self-check of competencies and behaviours.
    pub competencies: Competencies,
    /// Terms with our own definitions.
    pub glossary: Vec<Term>,
    /// Sources.
    pub references: Vec<Reference>,
    /// Practice ids in the order of response codes; append-only.
    pub response_order: Vec<String>,
    /// What became another one with which version, the oldest first; what is not named means what it always did.
    pub history: Vec<ModelChange>,
}

/// What a version of the model changed in what answers mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelChange {
    /// The version that brought it.
    pub version: Version,
    /// Ids of practices whose levels were written anew, so that the same state of things could be rated differently.
    pub reworded: Vec<String>,
    /// Ids of practices that came with it.
    pub added: Vec<String>,
}

/// A target that is suggested.
#[derive(Clone, Debug)]
pub struct SuggestedTarget {
    /// For ecosystems of this scale.
    pub scale: Scale,
    /// The id of the principle.
    pub principle: String,
    /// The target.
    pub level: Level,
}

/// Words for answers that are no level.
#[derive(Clone, Debug)]
pub struct AnswerWords {
    /// *Does not apply to us.*
    pub not_applicable: String,
    /// *I cannot tell.*
    pub unknown: String,
    /// *Not answered yet.*
    pub unanswered: String,
}

/// The words of a level.
#[derive(Clone, Debug, Default)]
pub struct LevelWords {
    /// Name, one word.
    pub name: String,
    /// The level in a few words.
    pub short: String,
    /// What it means.
    pub definition: String,
    /// Who carries a practice at this level.
    pub carried_by: String,
    /// What agreement there is.
    pub agreement: String,
    /// What can be shown.
    pub proof: String,
    /// When the practice changes.
    pub change: String,
}

/// A name with its definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Short name.
    pub name: String,
    /// What it means.
    pub definition: String,
}

/// Names and definitions of what a profile is chosen from.
#[derive(Clone, Debug)]
pub struct ChoiceWords {
    /// By role.
    pub roles: Few<Role, Named>,
    /// What helps to choose a role that does not fit at once; those without one have none.
    pub role_hints: Few<Role, String>,
    /// By scale.
    pub scales: Few<Scale, Named>,
    /// What is typical of a scale.
    pub typical: Few<Scale, String>,
    /// By stage.
    pub stages: Few<Stage, Named>,
    /// By form.
    pub forms: Few<Form, Named>,
}

/// The numbers that scoring works with. Formulas and reasons: [`crate::scoring`].
#[derive(Clone, Debug, PartialEq)]
pub struct Constants {
    /// Fewer rated practices than this: no principle score.
    pub min_rated_practices: u64,
    /// Percent of the practices that apply which have to be rated for a principle score, 1–100.
    pub min_rated_share_percent: u64,
    /// More than this percentage marked *does not apply*: limited scope.
    pub na_warning_share_percent: u64,
    /// Fewer scored principles than this: no overall score.
    pub min_scored_principles: u64,
    /// Percent that must reach a level for it to be held, 1–100.
    pub held_share_percent: u64,
    /// Largest spread that is called balanced, in levels.
    pub balanced_spread_max: f64,
    /// Largest spread that is called uneven, in levels; above it is lopsided.
    pub uneven_spread_max: f64,
    /// Distance below the overall score, in levels, from which a principle is said to hold back.
    pub holding_back_distance: f64,
    /// Target of a principle where nothing else is suggested.
    pub default_target: Level,
    /// The highest level that is suggested as a target in the strategic stage; no limit without.
    pub strategic_target: Option<Level>,
    /// The same in the engagement stage.
    pub engagement_target: Option<Level>,
    /// Impact of a principle until the person says otherwise, 1–3.
    pub default_impact: u64,
    /// Most priorities that are listed.
    pub max_priorities: u64,
    /// Most priorities that are listed for one principle.
    pub max_priorities_per_principle: u64,
    /// Confidence from which it is called medium, 0–1.
    pub confidence_medium_from: f64,
    /// Confidence from which it is called high, 0–1.
    pub confidence_high_from: f64,
    /// Mean changes smaller than this, in levels, are called no clear change.
    pub no_clear_change_below: f64,
    /// Mean self–other difference above which it is mentioned, in steps of frequency.
    pub self_favour_above: f64,
    /// Consensus from which answers are called mixed and no longer split, 0–1.
    pub consensus_mixed_from: f64,
    /// Consensus from which it is called strong, 0–1.
    pub consensus_strong_from: f64,
    /// Perception gap, in levels and either direction, from which it is to be watched.
    pub gap_watch_from: f64,
    /// Perception gap from which it is pointed out.
    pub gap_flag_from: f64,
    /// A mean perception gap of so many levels is no alignment at all.
    pub alignment_divisor: f64,
    /// Fewer respondents than this: a group is not shown. What a view begins with; a person may change it.
    pub anonymity_min_group: u64,
    /// The lowest that a person can set for it.
    pub anonymity_min_group_floor: u64,
    /// Fewer respondents than this: no distribution, quartiles, lowest or highest.
    pub anonymity_min_for_distribution: u64,
    /// Share of *I cannot tell* among those who were asked, 0–1, from which a practice is a blind spot.
    pub cannot_tell_hot_from: f64,
}

impl Constants {
    /// The highest level that is suggested as a target in this stage; no limit without.
    pub fn target_limit(&self, stage: Stage) -> Option<Level> {
        match stage {
            Stage::Strategic => self.strategic_target,
            Stage::Engagement => self.engagement_target,
            Stage::Management => None,
        }
    }
}

/// One of the principles.
#[derive(Clone, Debug)]
pub struct Principle {
    /// Stable id.
    pub id: String,
    /// Its number, a few signs: the clause of the technical specification, `4.7`.
    pub clause: String,
    /// Title as in the technical specification.
    pub title: String,
    /// What it is for, in one sentence.
    pub purpose: String,
    /// Why it matters, in one sentence.
    pub why: String,
    /// Its practices in order.
    pub practices: Vec<Practice>,
}

/// Something an ecosystem does, to be rated on five levels.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Stable id.
    pub id: String,
    /// Whether it is asked in the short form.
    pub core: bool,
    /// Scales where it applies.
    pub scales: Vec<Scale>,
    /// Stages where it is asked.
    pub stages: Vec<Stage>,
    /// Ids of the references it draws on.
    pub references: Vec<String>,
    /// Short title.
    pub title: String,
    /// The question for orchestrators.
    pub ask_orchestrator: String,
    /// The question for members.
    pub ask_member: String,
    /// What it can look like in a small ecosystem.
    pub in_small: String,
    /// What it can look like in a large one. Among what is loaded later, so empty before.
    pub in_large: String,
    /// What it can look like on a digital platform, where that is something else again. Loaded later too.
    pub in_platform: Option<String>,
    /// Three examples of proof.
    pub evidence: [String; 3],
    /// What each level looks like.
    pub levels: PerLevel<String>,
    /// The same levels as a member sees them, where the shared words would not do.
    pub levels_member: Option<PerLevel<String>>,
    /// The step from each level to the next, for those who orchestrate: from 1, 2, 3 and 4.
    pub next: [String; 4],
    /// The same steps for members, who cannot take those of an orchestrator. Without them they read the others.
    pub next_member: Option<[String; 4]>,
}

impl Practice {
    /// The question in the words for this role.
    pub fn ask(&self, role: Role) -> &str {
        match role {
            Role::Orchestrator => &self.ask_orchestrator,
            Role::Member => &self.ask_member,
        }
    }

    /// The example for this scale; empty when it is not loaded yet.
    pub fn example(&self, scale: Scale) -> &str {
        match scale {
            Scale::Handful | Scale::Curated => &self.in_small,
            Scale::Large => &self.in_large,
            Scale::Platform => self.in_platform.as_ref().unwrap_or(&self.in_large),
        }
    }

    /// What the levels look like to this role.
    pub fn descriptors(&self, role: Role) -> &PerLevel<String> {
        match (role, &self.levels_member) {
            (Role::Member, Some(levels)) => levels,
            _ => &self.levels,
        }
    }

    /// The step that leads from this level to the next, as this role can take it; none from the highest.
    pub fn next_step(&self, role: Role, from: Level) -> Option<&str> {
        let steps = match (role, &self.next_member) {
            (Role::Member, Some(steps)) => steps,
            _ => &self.next,
        };
        steps.get(usize::from(from.number()) - 1).map(String::as_str)
    }

    /// What the other side can do about the same gap, to be proposed to it; none where both sides have the same steps.
    pub fn step_to_propose(&self, role: Role, from: Level) -> Option<&str> {
        self.next_member.as_ref()?;
        self.next_step(role.other(), from)
    }

    /// Whether the practice is asked of this profile. What is not asked is out of scope: hidden and not counted, which
    /// is something else than *does not apply*.
    ///
    /// Source: docs/method.md, What is asked of whom.
    pub fn in_scope(&self, profile: &Profile) -> bool {
        self.scales.contains(&profile.scale)
            && self.stages.contains(&profile.stage)
            && (self.core || profile.form == Form::Full)
    }
}

impl Principle {
    /// Whether anything of it is asked of this profile.
    pub fn is_asked(&self, profile: Profile) -> bool {
        self.in_scope(profile).next().is_some()
    }

    /// The practices that are asked of this profile, in order.
    pub fn in_scope(&self, profile: Profile) -> impl Iterator<Item = &Practice> {
        self.practices.iter().filter(move |practice| practice.in_scope(&profile))
    }
}

impl Model {
    /// The principle with this id.
    pub fn principle(&self, id: &str) -> Option<&Principle> {
        self.principles.iter().find(|principle| principle.id == id)
    }

    /// The practice with this id, with its principle.
    pub fn practice(&self, id: &str) -> Option<(&Principle, &Practice)> {
        self.principles.iter().find_map(|principle| {
            principle.practices.iter().find(|practice| practice.id == id).map(|p| (principle, p))
        })
    }

    /// The practices of which the same state of things could be rated differently in one and in the other version, in the
    /// order of the model. None when a version is not written as one.
    pub fn reworded_between(&self, one: &str, other: &str) -> Vec<&Practice> {
        let versions = Version::parse(one).zip(Version::parse(other));
        let Some((one, other)) = versions else { return Vec::new() };
        let between = self
            .history
            .iter()
            .filter(|c| c.version > one.min(other) && c.version <= one.max(other));
        let ids: Vec<&String> = between.flat_map(|change| &change.reworded).collect();
        let practices = self.principles.iter().flat_map(|principle| &principle.practices);
        practices.filter(|practice| ids.contains(&&practice.id)).collect()
    }

    /// How many of [`Model::response_order`] a version had.
    pub fn practices_in_order(&self, version: Version) -> usize {
        let later = self.history.iter().filter(|change| change.version > version);
        let added: usize = later.map(|change| change.added.len()).sum();
        self.response_order.len().saturating_sub(added)
    }

    /// All practices that are asked of this profile, in order.
    pub fn in_scope(&self, profile: Profile) -> impl Iterator<Item = &Practice> {
        self.principles.iter().flat_map(move |principle| principle.in_scope(profile))
    }

    /// The target that is suggested for a principle: that of the scale, and not above the limit of the stage.
    ///
    /// Source: docs/method.md, Targets; the suggestions are judgement and not evidence.
    pub fn suggested_target(&self, profile: Profile, principle: &str) -> Level {
        let mut targets = self.suggested_targets.iter();
        let suggested = targets.find(|t| t.scale == profile.scale && t.principle == principle);
        let suggested = suggested.map_or(self.scoring.default_target, |target| target.level);
        self.limited(suggested, profile)
    }

    /// The target of a principle for which the scale suggests nothing else.
    pub fn usual_target(&self, profile: Profile) -> Level {
        self.limited(self.scoring.default_target, profile)
    }

    fn limited(&self, target: Level, profile: Profile) -> Level {
        self.scoring.target_limit(profile.stage).map_or(target, |limit| target.min(limit))
    }
}

/// The self-check of competencies and behaviours. It never changes a score.
#[derive(Clone, Debug)]
pub struct Competencies {
    /// The question about one's own organization.
    pub question_own: String,
    /// The question about the others.
    pub question_others: String,
    /// *I cannot tell.*
    pub cannot_say: String,
    /// What the check rests on.
    pub basis: String,
    /// The five frequencies, rarest first.
    pub frequencies: [Named; 5],
    /// The items.
    pub items: Vec<Competency>,
}

/// One item of the self-check.
#[derive(Clone, Debug)]
pub struct Competency {
    /// Stable id.
    pub id: String,
    /// Whether it is a behaviour, a habit that others can see, and not a competency that can be learned.
    pub is_behaviour: bool,
    /// Ids of the principles it helps to explain.
    pub principles: Vec<String>,
    /// Name.
    pub name: String,
    /// What somebody does who has it.
    pub statement: String,
    /// What it looks like.
    pub looks_like: String,
    /// What its absence looks like.
    pub warning_sign: String,
}

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    /// The term.
    pub term: String,
    /// Our own definition.
    pub definition: String,
    /// Where the technical specification defines it; empty where nothing does.
    pub see: String,
}

/// A source.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Stable id, used by practices.
    pub id: String,
    /// Authors, title and what was used of it.
    pub text: String,
    /// Address, where there is a lasting one.
    pub url: Option<String>,
}
