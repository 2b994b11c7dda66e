//! The example: complete, scored, worth looking at, and every way to break it is found with its place.

use domain::{
    assessment::{ActionState, Answer, Assessment, AssessmentId, Date, Evidence, NAME_LIMIT},
    example::{BEFORE, NEWEST, is_reserved, read},
    model::parse,
    scoring::{
        Reading,
        compare::{Movement, compare, movement},
        roadmap, score,
    },
    wire::{read_assessment, write_assessment},
};
use serde_json::{Value, json};

use crate::support::{NOW, content_json, model};

const DAY: u64 = 86_400_000;

fn rounds_of(content: &Value) -> Vec<Assessment> {
    let content = parse(&content.to_string()).expect("content without problems");
    read(&content, NOW).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The newest round and the one before it, as shipped.
fn shipped() -> [Assessment; 2] {
    rounds_of(&content_json()).try_into().expect("two rounds")
}

#[test]
fn both_rounds_are_complete_and_scored() {
    let [newest, before] = shipped();
    assert_eq!((newest.id.as_str(), before.id.as_str()), (NEWEST, BEFORE));
    assert_eq!(newest.follows.as_ref(), Some(&before.id));
    assert_eq!(newest.profile, before.profile);
    for round in [&newest, &before] {
        let scores = score(model(), round);
        assert_eq!(scores.overall.counts.unanswered(), 0, "{}", round.id.as_str());
        assert!(scores.overall.score.is_some() && scores.overall.held.is_some());
        assert!(scores.principles.iter().all(|principle| principle.score.is_some()));
        assert!(is_reserved(&round.id));
    }
    assert!(score(model(), &newest).overall.score > score(model(), &before).overall.score);
}

#[test]
fn it_has_something_of_everything_to_show() {
    let [newest, before] = shipped();
    let scores = score(model(), &newest);
    let counted = |wanted: fn(&Answer) -> bool| {
        newest
            .entries
            .values()
            .filter_map(|entry| entry.answer.as_ref())
            .filter(|a| wanted(a))
            .count()
    };
    assert_eq!(counted(|answer| *answer == Answer::NotApplicable), 1);
    assert_eq!(counted(|answer| *answer == Answer::Unknown), 3);
    for grade in Evidence::ALL {
        assert!(newest.entries.values().any(|entry| entry.evidence == grade), "{grade:?}");
    }
    for entry in newest.entries.values().filter(|e| e.answer == Some(Answer::NotApplicable)) {
        assert!(!entry.note.is_empty(), "does not apply, and no reason");
    }
    let notes = newest.entries.values().filter(|entry| !entry.note.is_empty()).count();
    assert!((12..=20).contains(&notes), "{notes} notes");

    let mut held: Vec<_> = scores.principles.iter().filter_map(|p| p.held).collect();
    held.sort();
    held.dedup();
    assert!(held.len() >= 3, "{held:?}");
    assert_eq!(
        scores.overall.balance.as_ref().map(|balance| balance.reading),
        Some(Reading::Lopsided)
    );

    let mut states: Vec<ActionState> = newest.plan.values().map(|action| action.state).collect();
    states.sort();
    states.dedup();
    let said = &ActionState::ALL[1..];
    assert_eq!(states, said);
    assert!(newest.plan.keys().filter(|id| id.is_own()).count() >= 2);
    assert!(before.plan.is_empty());

    let checks = &newest.competencies;
    assert_eq!(checks.len(), model().competencies.items.len());
    assert!(checks.values().all(|check| check.own.is_some() && check.others.is_some()));

    // Not everything became better.
    let fell = newest.entries.iter().filter(|(id, entry)| {
        let level = |answer: Option<Answer>| answer.and_then(Answer::level);
        level(entry.answer).zip(level(before.answer(id))).is_some_and(|(now, then)| now < then)
    });
    assert_eq!(fell.count(), 1);
}

#[test]
fn every_line_of_its_plan_says_what_and_when() {
    let [newest, _] = shipped();
    let items = roadmap(model(), &newest);
    for id in newest.plan.keys() {
        let item = items.iter().find(|item| item.id == *id).unwrap();
        assert!(item.place.is_some() && !item.words.is_empty(), "{}", id.as_str());
        let today = Date::of(NOW).expect("a date");
        let is_past = item.due.is_some_and(|due| due < today);
        assert_eq!(is_past, item.state == ActionState::Done, "{}", id.as_str());
        assert_eq!(item.owner.is_empty(), item.state == ActionState::Dropped, "{}", id.as_str());
    }
    assert!(items.iter().any(|item| item.state == ActionState::Suggested), "nothing left to take");
}

#[test]
fn it_is_named_an_example_and_nothing_is_cut_off() {
    for round in shipped() {
        assert!(round.name.starts_with("Example: "), "{}", round.name);
        assert!(round.name.chars().count() < NAME_LIMIT);
    }
}

#[test]
fn it_is_a_sound_document() {
    for round in shipped() {
        let (again, problems) = read_assessment(&write_assessment(&round)).expect("a document");
        assert_eq!(problems, []);
        assert_eq!(again, round);
    }
}

#[test]
fn its_days_go_with_the_time() {
    let content = parse(&content_json().to_string()).expect("content");
    let (now, later) = (read(&content, NOW).unwrap(), read(&content, NOW + 40 * DAY).unwrap());
    assert_eq!(now[0].changed, NOW - 9 * DAY);
    for (now, later) in now.iter().zip(&later) {
        assert_eq!(later.changed - now.changed, 40 * DAY);
        for (id, action) in &now.plan {
            assert_eq!(later.plan.get(id).unwrap().due.is_some(), action.due.is_some());
            assert!(later.plan.get(id).unwrap().due >= action.due);
        }
    }
    // Moments without a date are no reason to have no example.
    assert_eq!(read(&content, 0).map(|rounds| rounds.len()), Ok(2));
    assert_eq!(read(&content, u64::MAX).map(|rounds| rounds.len()), Ok(2));
}

#[test]
fn the_comparison_of_its_rounds_has_something_to_say() {
    let [newest, before] = shipped();
    let compared = compare(model(), &before, &newest).expect("comparable");
    let overall = compared.overall.expect("enough to compare");
    assert_eq!(movement(overall.change, &model().scoring), Movement::Up, "{overall:?}");
    assert!(!compared.rises().is_empty() && !compared.falls().is_empty());
    assert!(!compared.only_earlier.is_empty(), "practices that only one round has rated");
}

#[test]
fn a_model_without_an_example_offers_none() {
    let mut content = content_json();
    for half in ["model", "text"] {
        content[half].as_object_mut().unwrap().remove("example").unwrap();
    }
    assert_eq!(rounds_of(&content), []);
}

#[test]
fn only_its_own_ids_are_reserved() {
    for (id, reserved) in
        [("example", true), ("example-1", true), ("example-2", false), ("Example", false)]
    {
        assert_eq!(is_reserved(&AssessmentId::new(id).unwrap()), reserved, "{id}");
    }
}

/// Breaks the good example in one way and compares all problems that are found.
#[track_caller]
fn check(pointer: &str, key: &str, value: Option<Value>, expected: &[&str]) {
    let mut content = content_json();
    let entries = content.pointer_mut(pointer).and_then(Value::as_object_mut).expect(pointer);
    match value {
        Some(value) => _ = entries.insert(key.to_owned(), value),
        None => _ = entries.remove(key).expect(key),
    }
    let content = parse(&content.to_string()).expect("the parser does not look into it");
    let found: Vec<String> = match read(&content, NOW) {
        Ok(_) => panic!("this was accepted"),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(found, expected);
}

#[test]
fn what_is_wrong_with_it_is_named_with_its_place() {
    let model = "/model/example";
    let answers = "/model/example/answers";
    let one = "/model/example/answers/rm-framework";
    let action = "/model/example/action/0";
    for (pointer, key, value, expected) in [
        (model, "role", Some(json!("guest")), "model.example.role: unknown \"guest\""),
        (model, "scale", None, "model.example.scale: missing"),
        (
            model,
            "made_days_ago",
            Some(json!(-1)),
            "model.example.made_days_ago: out of range 0 to 3650",
        ),
        (
            answers,
            "rm-none",
            Some(json!({"level": "1"})),
            "model.example.answers.rm-none: unknown \"rm-none\"",
        ),
        (one, "level", Some(json!("6")), "model.example.answers.rm-framework.level: unknown \"6\""),
        (one, "level", None, "model.example.answers.rm-framework.level: missing"),
        (
            one,
            "before",
            Some(json!("none")),
            "model.example.answers.rm-framework.before: unknown \"none\"",
        ),
        (
            one,
            "evidence",
            Some(json!(4)),
            "model.example.answers.rm-framework.evidence: out of range 1 to 3",
        ),
        (
            "/model/example/aims",
            "none",
            Some(json!({"impact": 1})),
            "model.example.aims.none: unknown \"none\"",
        ),
        (
            "/model/example/aims/value-creation",
            "target",
            Some(json!(0)),
            "model.example.aims.value-creation.target: out of range 1 to 5",
        ),
        (
            action,
            "id",
            Some(json!("rk-dependence:5")),
            "model.example.action[0].id: unknown \"rk-dependence:5\"",
        ),
        (
            action,
            "id",
            Some(json!("rk-none:1")),
            "model.example.action[0].id: unknown \"rk-none:1\"",
        ),
        (action, "state", Some(json!("begun")), "model.example.action[0].state: unknown \"begun\""),
        (
            action,
            "horizon",
            Some(json!("soon")),
            "model.example.action[0].horizon: unknown \"soon\"",
        ),
        (
            action,
            "due_in_days",
            Some(json!(4000)),
            "model.example.action[0].due_in_days: out of range 0 to 3650",
        ),
        (
            action,
            "owner",
            Some(json!("nobody")),
            "model.example.action[0].owner: unknown \"nobody\"",
        ),
        ("/model/example/action/9", "words", None, "model.example.action[9].words: missing"),
        (
            "/model/example/action/9",
            "principle",
            Some(json!("none")),
            "model.example.action[9].principle: unknown \"none\"",
        ),
        (
            "/model/example/competencies",
            "none",
            Some(json!({})),
            "model.example.competencies.none: unknown \"none\"",
        ),
        (
            "/model/example/competencies/listening",
            "own",
            Some(json!("6")),
            "model.example.competencies.listening.own: unknown \"6\"",
        ),
        ("/text", "example", None, "text.example: missing"),
        ("/text/example", "name", None, "text.example.name: missing"),
        (
            "/text/example/note",
            "rm-none",
            Some(json!("x")),
            "text.example.note.rm-none: unknown \"rm-none\"",
        ),
        (
            "/text/example/note",
            "rm-framework",
            Some(json!(" ")),
            "text.example.note.rm-framework: missing",
        ),
        (
            "/text/example/owner",
            "guest",
            Some(json!("x")),
            "text.example.owner.guest: unknown \"guest\"",
        ),
    ] {
        let unused = (key == "words").then_some("text.example.action.guests: unknown \"guests\"");
        let all: Vec<&str> = std::iter::once(expected).chain(unused).collect();
        check(pointer, key, value, &all);
    }
}
