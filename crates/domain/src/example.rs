//! The example: a finished assessment of a made-up ecosystem and the round before it, to look at without answering
//! anything.
//!
//! Owns the ids that are reserved for it and how it is built from the content. Must not know where it is shown. It is
//! never stored: what is built here never reaches [`workspace::store`].
//!
//! Apart from [`crate::model`], which must not know answers, and because only later screens need it.

use crate::{
    assessment::{
        Action, ActionId, ActionState, Answer, Assessment, AssessmentId, Date, Evidence, Horizon,
        Impact, ModelVersion, Moment, Msg, SelfRating, update,
    },
    model::{Content, Form, Level, Profile, RawExample, Role, Scale, Stage},
    text::Key,
};
use base::json::{Fault, Node, Problem, Problems, Reader, table};

/// The id of the example.
pub const NEWEST: &str = "example";

/// The id of the round before it.
pub const BEFORE: &str = "example-1";

const MILLISECONDS_OF_A_DAY: u64 = 86_400_000;

/// Ten years: what is older or later is a mistake.
const MOST_DAYS: u64 = 3_650;

/// Whether an id is one of the example's. An assessment that is stored under it all the same comes first.
pub fn is_reserved(id: &AssessmentId) -> bool {
    matches!(id.as_str(), NEWEST | BEFORE)
}

/// The example as it looks at a moment, the newest round first; empty when the content has none.
///
/// # Errors
/// Every problem of it, each with its place: unknown ids, levels, grades, horizons and states, days out of range, words
/// that are missing or that nothing uses.
pub fn read(content: &Content, now: Moment) -> Result<Vec<Assessment>, Vec<Problem>> {
    let Some(RawExample { structure, words }) = &content.example else { return Ok(Vec::new()) };
    let whole = table([
        ("model", table([("example", structure.clone())])),
        ("text", table([("example", words.clone())])),
    ]);
    let problems = Problems::default();
    let root = Reader::new(&whole, &problems);
    let built = read_rounds(content, &root, now);
    let found = problems.into_list();
    match built {
        Some(rounds) if found.is_empty() => Ok(rounds.into()),
        _ => Err(found),
    }
}

fn read_rounds(content: &Content, root: &Reader<'_>, now: Moment) -> Option<[Assessment; 2]> {
    let example = root.required("model")?.required("example")?;
    let words = root.required("text")?.required("example")?;
    let profile = Profile {
        role: known(&example, "role", Role::from_id)?,
        scale: known(&example, "scale", Scale::from_id)?,
        stage: known(&example, "stage", Stage::from_id)?,
        form: known(&example, "form", Form::from_id)?,
    };
    let ago = |key: &str| {
        let days = example.whole(key, 0..=MOST_DAYS);
        now.saturating_sub(days * MILLISECONDS_OF_A_DAY)
    };
    let (made, made_before) = (ago("made_days_ago"), ago("made_before_days_ago"));
    let name = |key: &str| content.catalogue.fill(Key::ExampleName, &[("name", &words.text(key))]);
    let (answers_before, answers) = read_answers(content, profile, &example);

    let model = ModelVersion::of(&content.model);
    let id = AssessmentId::new(BEFORE)?;
    let started = Assessment::new(id, &name("name_before"), profile, model, made_before);
    let before = tell(started, answers_before, made_before);

    let id = AssessmentId::new(NEWEST)?;
    let mut newest = before.next_round(&content.model, id, &name("name"), true, made);
    for part in [
        answers,
        read_notes(&words, &newest),
        read_aims(content, &example),
        read_plan(content, &example, &words, now),
        read_checks(content, &example),
    ] {
        newest = tell(newest, part, made);
    }
    Some([newest, before])
}

fn tell(assessment: Assessment, all: Vec<Msg>, now: Moment) -> Assessment {
    all.into_iter().fold(assessment, |assessment, msg| update(&assessment, msg, now))
}

/// A word that has to be one of the known ones.
fn known<T>(entry: &Reader<'_>, key: &str, from: impl Fn(&str) -> Option<T>) -> Option<T> {
    let word = entry.text(key);
    let value = from(&word);
    if value.is_none() && !word.is_empty() {
        entry.note(key, Fault::Unknown(word));
    }
    value
}

/// The same where it may be missing.
fn perhaps<T>(entry: &Reader<'_>, key: &str, from: impl Fn(&str) -> Option<T>) -> Option<T> {
    if entry.has(key) { known(entry, key, from) } else { None }
}

fn number(entry: &Reader<'_>, key: &str, most: u64) -> Option<u8> {
    entry.has(key).then(|| entry.whole(key, 1..=most) as u8)
}

/// The entries of a table that may be missing, each with a key that has to be known.
fn each<'a>(
    parent: &Reader<'a>,
    key: &str,
    is_known: impl Fn(&str) -> bool,
) -> Vec<(&'a str, Reader<'a>)> {
    let Some(entries) = parent.optional(key) else { return Vec::new() };
    let mut all = entries.entries();
    all.retain(|(id, _)| {
        let known = is_known(id);
        if !known {
            entries.note(id, Fault::Unknown((*id).to_owned()));
        }
        known
    });
    all
}

/// The answers of the round before and those of the newest.
fn read_answers(content: &Content, profile: Profile, example: &Reader<'_>) -> (Vec<Msg>, Vec<Msg>) {
    let (mut before, mut newest) = (Vec::new(), Vec::new());
    let is_asked =
        |id: &str| content.model.practice(id).is_some_and(|(_, found)| found.in_scope(&profile));
    for (practice, entry) in each(example, "answers", is_asked) {
        let grade =
            |key: &str| number(&entry, key, 3).and_then(Evidence::from_number).unwrap_or_default();
        let answer = known(&entry, "level", Answer::from_token);
        let (evidence, evidence_before) = (grade("evidence"), grade("before_evidence"));
        let answer_before = perhaps(&entry, "before", Answer::from_token);
        let say = |messages: &mut Vec<Msg>, answer, evidence| {
            messages.push(Msg::SetAnswer(practice.to_owned(), answer));
            messages.push(Msg::SetEvidence(practice.to_owned(), evidence));
        };
        say(&mut before, answer_before.or(answer), evidence_before);
        say(&mut newest, answer, evidence);
    }
    (before, newest)
}

/// Notes are on what was answered.
fn read_notes(words: &Reader<'_>, round: &Assessment) -> Vec<Msg> {
    each(words, "note", |practice| round.entries.contains_key(practice))
        .into_iter()
        .map(|(practice, note)| Msg::SetNote(practice.to_owned(), note.own_text()))
        .collect()
}

fn read_aims(content: &Content, example: &Reader<'_>) -> Vec<Msg> {
    let mut messages = Vec::new();
    for (principle, aim) in each(example, "aims", |id| content.model.principle(id).is_some()) {
        let target = number(&aim, "target", 5).and_then(Level::new);
        let impact = number(&aim, "impact", 3).and_then(Impact::from_number);
        messages.push(Msg::SetTarget(principle.to_owned(), target));
        messages.push(Msg::SetImpact(principle.to_owned(), impact));
    }
    messages
}

fn read_plan(content: &Content, example: &Reader<'_>, words: &Reader<'_>, now: Moment) -> Vec<Msg> {
    let mut owners = Texts::new(words, "owner");
    let mut actions = Texts::new(words, "action");
    let entries = if example.has("action") { example.list("action") } else { Vec::new() };
    let mut messages = Vec::new();
    for entry in &entries {
        let Some(id) = known(entry, "id", ActionId::new) else { continue };
        let action = Action {
            principle: principle_of(content, entry, &id),
            words: actions.named_by(entry, "words"),
            owner: owners.named_by(entry, "owner"),
            due: due(entry, now),
            horizon: perhaps(entry, "horizon", Horizon::from_id),
            state: perhaps(entry, "state", ActionState::from_id).unwrap_or_default(),
            revision: 0,
        };
        if id.is_own() && action.words.is_empty() {
            entry.note("words", Fault::Missing);
        }
        messages.push(Msg::SetAction(id, action));
    }
    owners.note_unused();
    actions.note_unused();
    messages
}

/// The principle that an action belongs to: that of its practice, or for one's own the one that is named.
fn principle_of(content: &Content, entry: &Reader<'_>, id: &ActionId) -> String {
    let Some((practice, _)) = id.step_of() else {
        let is_there = |id: &str| content.model.principle(id).map(|found| found.id.clone());
        return known(entry, "principle", is_there).unwrap_or_default();
    };
    match content.model.practice(practice) {
        Some((principle, _)) => principle.id.clone(),
        None => {
            entry.note("id", Fault::Unknown(id.as_str().to_owned()));
            String::new()
        }
    }
}

/// The day that is so many days from now, or was so many days ago.
fn due(entry: &Reader<'_>, now: Moment) -> Option<Date> {
    let distance =
        |key: &str| entry.has(key).then(|| entry.whole(key, 0..=MOST_DAYS) * MILLISECONDS_OF_A_DAY);
    let moment = match (distance("due_in_days"), distance("due_days_ago")) {
        (Some(distance), _) => now.saturating_add(distance),
        (None, distance) => now.saturating_sub(distance?),
    };
    Date::of(moment)
}

fn read_checks(content: &Content, example: &Reader<'_>) -> Vec<Msg> {
    let items = &content.model.competencies.items;
    let is_item = |id: &str| items.iter().any(|item| item.id == id);
    let mut messages = Vec::new();
    for (item, check) in each(example, "competencies", is_item) {
        let side = |key: &str| perhaps(&check, key, SelfRating::from_token);
        messages.push(Msg::SetSelf(item.to_owned(), side("own")));
        messages.push(Msg::SetOthers(item.to_owned(), side("others")));
    }
    messages
}

/// Texts that the structure names, and which of them it has named.
struct Texts<'a> {
    all: Option<Reader<'a>>,
    used: Vec<String>,
}

impl<'a> Texts<'a> {
    fn new(words: &Reader<'a>, key: &str) -> Self {
        Self { all: words.optional(key), used: Vec::new() }
    }

    /// The text that an entry names; empty when it names none.
    fn named_by(&mut self, entry: &Reader<'_>, key: &str) -> String {
        if !entry.has(key) {
            return String::new();
        }
        let name = entry.text(key);
        let all = self.all.as_ref();
        let text = match all.filter(|all| matches!(all.node().get(&name), Some(Node::Text(_)))) {
            Some(all) => all.text(&name),
            None => {
                entry.note(key, Fault::Unknown(name.clone()));
                String::new()
            }
        };
        self.used.push(name);
        text
    }

    fn note_unused(&self) {
        let Some(all) = &self.all else { return };
        for (name, _) in all.entries() {
            if self.used.iter().all(|used| used != name) {
                all.note(name, Fault::Unknown(name.to_owned()));
            }
        }
    }
}
