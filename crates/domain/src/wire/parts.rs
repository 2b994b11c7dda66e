//! What stands beside the answers in a stored document: aims, plan and competency self-check.

use std::ops::RangeInclusive;

use crate::{
    assessment::{
        Action, ActionId, ActionState, Aim, Assessment, Date, Frequency, Horizon, Impact,
        LAST_REVISION, NAME_LIMIT, OWNER_LIMIT, Revision, SelfCheck, SelfRating, WORDS_LIMIT,
    },
    model::Level,
};
use base::{
    json::{Fault, Node, Reader},
    sorted::Sorted,
};

/// The most answers that one document can hold, and the most of every other part; several times what any model asks.
const MAX_ENTRIES: usize = 2_000;

/// A table from entries of which some can be missing.
pub fn table_of(entries: Vec<(&str, Node)>) -> Node {
    Node::Table(entries.into_iter().map(|(key, node)| (key.to_owned(), node)).collect())
}

/// The parts that have something in them.
pub fn nodes(assessment: &Assessment) -> Vec<(&'static str, Node)> {
    let aims = assessment.aims.iter().map(|(id, aim)| (id.clone(), aim_node(aim)));
    let plan = assessment.plan.iter().map(|(id, a)| (id.as_str().to_owned(), action_node(a)));
    let checks = assessment.competencies.iter().map(|(id, check)| (id.clone(), check_node(check)));
    let mut parts: Vec<(&'static str, Vec<(String, Node)>)> = vec![
        ("aims", aims.collect()),
        ("plan", plan.collect()),
        ("competencies", checks.collect()),
    ];
    parts.retain(|(_, entries)| !entries.is_empty());
    parts.into_iter().map(|(key, entries)| (key, Node::Table(entries))).collect()
}

fn aim_node(aim: &Aim) -> Node {
    let mut fields = vec![("revision", aim.revision.into())];
    if let Some(target) = aim.target {
        fields.push(("target", u64::from(target.number()).into()));
    }
    if let Some(impact) = aim.impact {
        fields.push(("impact", u64::from(impact.number()).into()));
    }
    table_of(fields)
}

fn action_node(action: &Action) -> Node {
    let mut fields = vec![("revision", action.revision.into())];
    for (key, text) in
        [("principle", &action.principle), ("words", &action.words), ("owner", &action.owner)]
    {
        if !text.is_empty() {
            fields.push((key, text.as_str().into()));
        }
    }
    if let Some(due) = action.due {
        fields.push(("due", Node::Text(due.to_string())));
    }
    if let Some(horizon) = action.horizon {
        fields.push(("horizon", horizon.id().into()));
    }
    if action.state != ActionState::default() {
        fields.push(("state", action.state.id().into()));
    }
    table_of(fields)
}

fn check_node(check: &SelfCheck) -> Node {
    let mut fields = vec![("revision", check.revision.into())];
    for (key, rating) in [("own", check.own), ("others", check.others)] {
        match rating {
            Some(SelfRating::Seen(frequency)) => {
                fields.push((key, u64::from(frequency.number()).into()));
            }
            Some(unknown) => fields.push((key, unknown.token().into())),
            None => {}
        }
    }
    table_of(fields)
}

/// Takes the entries of one part of the document, if it is there, one after the other.
pub fn each(root: &Reader<'_>, part: &str, take: &mut dyn FnMut(&str, &Reader<'_>)) {
    let Some(entries) = root.optional(part).map(|part| part.entries()) else { return };
    if entries.len() > MAX_ENTRIES {
        let expected = format!("at most {MAX_ENTRIES}");
        root.note(part, Fault::Count { expected, found: entries.len() });
    }
    for (key, entry) in entries.into_iter().take(MAX_ENTRIES) {
        take(key, &entry);
    }
}

/// The targets and impacts.
pub fn aims(root: &Reader<'_>) -> Sorted<String, Aim> {
    let mut read = Sorted::new();
    each(root, "aims", &mut |principle, aim| {
        if let Some(revision) = revision(aim) {
            let target = whole(aim, "target", 1..=5).and_then(|n| Level::new(n as u8));
            let impact = whole(aim, "impact", 1..=3).and_then(|n| Impact::from_number(n as u8));
            read.insert(principle.to_owned(), Aim { target, impact, revision });
        }
    });
    read
}

/// The plan. What cannot be read of an action is left out of it; what a person wrote stays.
pub fn plan(root: &Reader<'_>) -> Sorted<ActionId, Action> {
    let mut read = Sorted::new();
    each(root, "plan", &mut |key, action| {
        let Some(id) = ActionId::new(key) else {
            action.note("", Fault::Unknown(key.to_owned()));
            return;
        };
        let Some(revision) = revision(action) else { return };
        let due = action.optional_text("due");
        let day = due.as_deref().and_then(Date::parse);
        if due.is_some() && day.is_none() {
            action.note("due", Fault::OutOfRange("2000-01-01 to 2199-12-31".to_owned()));
        }
        let action = Action {
            principle: text(action, "principle", NAME_LIMIT),
            words: text(action, "words", WORDS_LIMIT),
            owner: text(action, "owner", OWNER_LIMIT),
            due: day,
            horizon: word(action, "horizon", Horizon::from_id),
            state: word(action, "state", ActionState::from_id).unwrap_or_default(),
            revision,
        };
        read.insert(id, action);
    });
    read
}

/// The competency self-check.
pub fn checks(root: &Reader<'_>) -> Sorted<String, SelfCheck> {
    let mut read = Sorted::new();
    each(root, "competencies", &mut |competency, check| {
        if let Some(revision) = revision(check) {
            let (own, others) = (rating(check, "own"), rating(check, "others"));
            read.insert(competency.to_owned(), SelfCheck { own, others, revision });
        }
    });
    read
}

/// The revision of an entry; `None`, and noted, if the entry is no table.
fn revision(entry: &Reader<'_>) -> Option<Revision> {
    let revision = entry.whole("revision", 0..=LAST_REVISION);
    matches!(entry.node(), Node::Table(_)).then_some(revision)
}

fn rating(check: &Reader<'_>, key: &str) -> Option<SelfRating> {
    if let Some(Node::Text(_)) = check.node().get(key) {
        // Of the words only this one: a number in a text is a mistake here as it is for answers.
        return word(check, key, |word| (word == "unknown").then_some(SelfRating::Unknown));
    }
    whole(check, key, 1..=5).and_then(|n| Frequency::new(n as u8)).map(SelfRating::Seen)
}

/// A whole number that may be missing. One that is wrong is noted and is as if it were missing.
pub fn whole(reader: &Reader<'_>, key: &str, range: RangeInclusive<u64>) -> Option<u64> {
    if !reader.has(key) {
        return None;
    }
    // Notes what is wrong and returns another number then.
    let number = reader.whole(key, range);
    reader.node().get(key).and_then(Node::as_whole).filter(|there| *there == number)
}

/// A word that may be missing and else has to be one of the known ones.
pub fn word<T>(reader: &Reader<'_>, key: &str, from: impl Fn(&str) -> Option<T>) -> Option<T> {
    let word = reader.optional_text(key)?;
    let value = from(&word);
    if value.is_none() {
        reader.note(key, Fault::Unknown(word));
    }
    value
}

/// A text that may be missing, of at most so many characters. A longer one is noted and cut.
pub fn text(reader: &Reader<'_>, key: &str, limit: usize) -> String {
    let text = reader.optional_text(key).unwrap_or_default();
    if text.chars().count() > limit {
        reader.note(key, Fault::OutOfRange(format!("at most {limit} characters")));
        return text.chars().take(limit).collect();
    }
    text
}
