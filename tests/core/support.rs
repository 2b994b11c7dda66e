//! What the tests share: the shipped content, assessments in short notation, a clock, an English locale, random values.

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    rc::Rc,
    sync::LazyLock,
};

use cohort::response::Month;
use domain::{
    assessment::{
        ActionId, ActionState, Answer, Assessment, AssessmentId, Date, Entry, Evidence, Frequency,
        Impact, ModelVersion, Moment, SelfRating,
    },
    model::{Content, Form, Level, Model, Profile, Role, Scale, Stage, parse},
    scoring::Rating,
    text::{Locale, Speech},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use workspace::Clock;

/// Some moment in 2026.
pub(crate) const NOW: Moment = 1_790_000_000_000;

/// A clock that stands until a test sets it. Copies of it are the same clock.
#[derive(Clone)]
pub(crate) struct Wall(pub(crate) Rc<Cell<Moment>>);

impl Wall {
    pub(crate) fn at(now: Moment) -> Self {
        Self(Rc::new(Cell::new(now)))
    }
}

impl Clock for Wall {
    fn now(&self) -> Moment {
        self.0.get()
    }
}

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The shipped content, put together as the build does it.
pub(crate) fn content_json() -> Value {
    let read = |toml: &str| toml::from_str::<Value>(toml).unwrap();
    json!({
        "model": read(include_str!("../../content/model.toml")),
        "text": read(include_str!("../../content/text/en.toml")),
    })
}

static CONTENT: LazyLock<Content> = LazyLock::new(|| match parse(&content_json().to_string()) {
    Ok(content) => content,
    Err(problems) => panic!("the shipped content has problems: {problems:#?}"),
});

pub(crate) fn model() -> &'static Model {
    &CONTENT.model
}

pub(crate) fn speech() -> Speech<'static> {
    Speech { catalogue: &CONTENT.catalogue, locale: &English }
}

/// English without a browser.
struct English;

impl Locale for English {
    fn whole(&self, number: u64) -> String {
        number.to_string()
    }

    fn decimal(&self, number: f64, decimals: u8) -> String {
        format!("{number:.*}", usize::from(decimals))
    }

    fn percent(&self, share: f64) -> String {
        format!("{:.0}%", share * 100.0)
    }

    fn date(&self, moment: u64) -> String {
        moment.to_string()
    }

    fn month(&self, moment: u64) -> String {
        Month::of(moment).to_string()
    }

    fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    fn plural(&self, count: u64) -> String {
        if count == 1 { "one" } else { "other" }.to_owned()
    }
}

pub(crate) fn level(number: u8) -> Level {
    Level::new(number).unwrap()
}

pub(crate) fn id(text: &str) -> AssessmentId {
    AssessmentId::new(text).unwrap()
}

pub(crate) fn action_id(text: &str) -> ActionId {
    ActionId::new(text).unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// A rating of the competency self-check.
pub(crate) fn seen(frequency: u8) -> SelfRating {
    SelfRating::Seen(Frequency::new(frequency).unwrap())
}

/// An orchestrator's full form of a running ecosystem of some dozens: 64 practices.
pub(crate) const FULL: Profile = Profile {
    role: Role::Orchestrator,
    scale: Scale::Curated,
    stage: Stage::Management,
    form: Form::Full,
};

/// Every profile there is.
pub(crate) fn all_profiles() -> Vec<Profile> {
    let mut all = Vec::new();
    for &role in Role::ALL {
        for &scale in Scale::ALL {
            for &stage in Stage::ALL {
                for &form in Form::ALL {
                    all.push(Profile { role, scale, stage, form });
                }
            }
        }
    }
    all
}

/// An assessment without answers.
pub(crate) fn blank(profile: Profile) -> Assessment {
    let version = ModelVersion::of(model());
    Assessment::new(id("k3j9x2abcdef"), "Port logistics", profile, version, NOW)
}

/// An answer in short notation: `1` to `5`, `NA`, `DK` (cannot tell) or `-` (not answered).
pub(crate) fn answer(word: &str) -> Option<Answer> {
    match word {
        "-" => None,
        "NA" => Some(Answer::NotApplicable),
        "DK" => Some(Answer::Unknown),
        number => Some(Answer::Rated(level(number.parse().unwrap()))),
    }
}

/// Ratings in short notation: answers with blanks between them, `3:2` for a level with its grade of evidence.
pub(crate) fn ratings(text: &str) -> Vec<Rating> {
    text.split_whitespace()
        .map(|word| {
            let (word, grade) = word.split_once(':').unwrap_or((word, "1"));
            let evidence = Evidence::from_number(grade.parse().unwrap()).unwrap();
            answer(word).map(|answer| (answer, evidence))
        })
        .collect()
}

/// A full-form assessment with the practices of each principle answered in short notation, by place of the principle. What
/// is written for the first five counts for them alone: whatever else a principle asks does not apply.
pub(crate) fn answered(by_principle: &[&str]) -> Assessment {
    let mut assessment = blank(FULL);
    for (principle, words) in model().principles.iter().zip(by_principle) {
        let ratings = ratings(words);
        for (place, practice) in principle.in_scope(FULL).enumerate() {
            match ratings.get(place) {
                Some(rating) => put(&mut assessment, &practice.id, *rating),
                None if place < 5 => {}
                None => {
                    let rest = Some((Answer::NotApplicable, Evidence::default()));
                    put(&mut assessment, &practice.id, rest);
                }
            }
        }
    }
    assessment
}

/// Sets what was said about a practice without going through a message.
pub(crate) fn put(assessment: &mut Assessment, practice: &str, rating: Rating) {
    let entry = Entry {
        answer: rating.map(|(answer, _)| answer),
        evidence: rating.map(|(_, evidence)| evidence).unwrap_or_default(),
        note: String::new(),
        revision: 1,
        note_revision: 0,
    };
    assessment.entries.insert(practice.to_owned(), entry);
}

/// Two decimals that should be the same.
#[track_caller]
pub(crate) fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} and not {expected}");
}

/// How property tests run here: quick enough for every run, and without files of past failures.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Any level.
pub(crate) fn any_level() -> impl Strategy<Value = Level> {
    (1_u8..=5).prop_map(level)
}

/// Any answer or none, mostly levels.
pub(crate) fn any_answer() -> impl Strategy<Value = Option<Answer>> {
    prop_oneof![
        6 => any_level().prop_map(|level| Some(Answer::Rated(level))),
        1 => Just(Some(Answer::NotApplicable)),
        1 => Just(Some(Answer::Unknown)),
        1 => Just(None),
    ]
}

pub(crate) fn any_evidence() -> impl Strategy<Value = Evidence> {
    proptest::sample::select(Evidence::ALL.to_vec())
}

pub(crate) fn any_rating() -> impl Strategy<Value = Rating> {
    (any_answer(), any_evidence()).prop_map(|(answer, evidence)| Some((answer?, evidence)))
}

pub(crate) fn any_impact() -> impl Strategy<Value = Impact> {
    proptest::sample::select(Impact::ALL.to_vec())
}

pub(crate) fn any_state() -> impl Strategy<Value = ActionState> {
    proptest::sample::select(ActionState::ALL.to_vec())
}

pub(crate) fn any_self_rating() -> impl Strategy<Value = SelfRating> {
    prop_oneof![4 => (1_u8..=5).prop_map(seen), 1 => Just(SelfRating::Unknown)]
}

/// Any day there can be.
pub(crate) fn any_date() -> impl Strategy<Value = Date> {
    (2000_u16..=2199, 1_u8..=12, 1_u8..=31)
        .prop_filter_map("no such day", |(year, month, day)| Date::new(year, month, day))
}

pub(crate) fn any_profile() -> impl Strategy<Value = Profile> {
    proptest::sample::select(all_profiles())
}

/// Any text at all, with control characters, markup and writing of both directions.
pub(crate) fn any_text(longest: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<char>(), 0..longest)
        .prop_map(|letters| letters.into_iter().collect())
}

/// An assessment with something said about every practice of the model, be it nothing.
pub(crate) fn any_answered() -> impl Strategy<Value = Assessment> {
    let practices: usize =
        model().principles.iter().map(|principle| principle.practices.len()).sum();
    (any_profile(), proptest::collection::vec(any_rating(), practices)).prop_map(
        |(profile, ratings): (Profile, Vec<Rating>)| {
            let mut assessment = blank(profile);
            let practices = model().principles.iter().flat_map(|principle| &principle.practices);
            for (practice, rating) in practices.zip(ratings) {
                put(&mut assessment, &practice.id, rating);
            }
            assessment
        },
    )
}
