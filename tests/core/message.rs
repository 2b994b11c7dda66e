//! Messages to and from the page around: what they look like, and that only what is to the letter ours is heard.

use domain::{scoring::score, wire::Theme};
use proptest::prelude::*;
use serde_json::{Value, json};
use workspace::host::{
    consent::Consents,
    message::{
        EmbedId, Gate, Heard, MESSAGE_LIMIT, MESSAGES_PER_SECOND, Outcome, PIXEL_LIMIT, Told,
        Trouble,
    },
};

use crate::support::{NOW, any_answered, any_text, blank, cases, id, model};

fn embed() -> EmbedId {
    EmbedId::new("frame-1").unwrap()
}

fn told(told: &Told) -> Value {
    serde_json::from_str(&told.write(&embed()).to_json()).unwrap()
}

#[test]
fn what_is_told() {
    let language = || "en".to_owned();
    let ready =
        Told::Ready { model: "m".to_owned(), version: "1.0".to_owned(), language: language() };
    for (message, expected) in [
        (ready, json!({"type": "ready", "model": "m", "version": "1.0", "language": "en"})),
        (Told::Height(640), json!({"type": "height", "height": 640})),
        (Told::Height(0), json!({"type": "height", "height": 1})),
        (Told::Height(u32::MAX), json!({"type": "height", "height": PIXEL_LIMIT})),
        (Told::Scroll(0), json!({"type": "scroll", "top": 0})),
        (Told::Scroll(u32::MAX), json!({"type": "scroll", "top": PIXEL_LIMIT})),
        (
            Told::Progress { answered: 3, total: 24 },
            json!({"type": "progress", "answered": 3, "total": 24}),
        ),
        (Told::CallToAction, json!({"type": "cta"})),
        (
            Told::Error(Trouble::StorageBlocked),
            json!({"type": "error", "reason": "storage-blocked"}),
        ),
        (Told::Error(Trouble::ModelRefused), json!({"type": "error", "reason": "model-refused"})),
        (Told::Error(Trouble::OptionRefused), json!({"type": "error", "reason": "option-refused"})),
    ] {
        let mut expected = expected;
        expected["twelvefold"] = json!(1);
        expected["embed"] = json!("frame-1");
        assert_eq!(told(&message), expected);
    }
}

#[test]
fn nothing_answered_has_no_numbers() {
    let assessment = blank(crate::support::FULL);
    let outcome = Outcome::of(model(), &score(model(), &assessment), None);
    let message = told(&Told::Complete(Box::new(outcome)));
    assert_eq!(message["overall"], Value::Null);
    assert_eq!(message["held"], Value::Null);
    assert_eq!(message["answered"], 0);
    assert_eq!(message.get("code"), None);
    let principles = message["principles"].as_object().unwrap();
    assert_eq!(principles.len(), model().principles.len());
    assert_eq!(principles["value-creation"], json!({"score": null, "held": null}));
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn results_are_told_as_they_are_scored(assessment in any_answered()) {
        let scores = score(model(), &assessment);
        let outcome = Outcome::of(model(), &scores, Some("12F-X".to_owned()));
        let message = told(&Told::Complete(Box::new(outcome)));
        prop_assert_eq!(message["overall"].as_f64(), scores.overall.score);
        let held = scores.overall.held.map(|held| u64::from(held.number()));
        prop_assert_eq!(message["held"].as_u64(), held);
        prop_assert_eq!(message["code"].as_str(), Some("12F-X"));
        for (principle, score) in model().principles.iter().zip(&scores.principles) {
            prop_assert_eq!(message["principles"][&principle.id]["score"].as_f64(), score.score);
        }
        // Nothing that a person wrote.
        for entry in assessment.entries.values().filter(|entry| entry.note.len() > 12) {
            prop_assert!(!message.to_string().contains(&entry.note));
        }
    }
}

// ---- what is heard ----

fn heard(text: &str) -> Option<Heard> {
    Heard::read(text, &embed())
}

#[test]
fn a_theme_is_heard() {
    for theme in Theme::ALL {
        let text =
            json!({"twelvefold": 1, "embed": "frame-1", "type": "theme", "theme": theme.id()});
        assert_eq!(heard(&text.to_string()), Some(Heard::Theme(theme)));
    }
}

#[test]
fn what_is_not_ours_is_not_heard() {
    let right = || json!({"twelvefold": 1, "embed": "frame-1", "type": "theme", "theme": "dark"});
    assert!(heard(&right().to_string()).is_some());
    let changed = |key: &str, value: Value| {
        let mut message = right();
        message[key] = value;
        message.to_string()
    };
    for text in [
        changed("twelvefold", json!(2)),
        changed("twelvefold", json!("1")),
        changed("twelvefold", json!(true)),
        changed("twelvefold", json!(1.5)),
        changed("twelvefold", Value::Null),
        changed("embed", json!("frame-2")),
        changed("embed", json!("FRAME-1")),
        changed("embed", json!(["frame-1"])),
        changed("embed", Value::Null),
        changed("type", json!("ready")),
        changed("type", json!("navigate")),
        changed("type", json!({"a": 1})),
        changed("theme", json!("pink")),
        changed("theme", json!(1)),
        changed("theme", Value::Null),
        changed("more", json!("x".repeat(MESSAGE_LIMIT))),
        json!([right()]).to_string(),
        json!(right().to_string()).to_string(),
        String::new(),
        "null".to_owned(),
        "{".to_owned(),
        format!("{}{}", "[".repeat(1_000), "]".repeat(1_000)),
        // Twice the same field: which one counts is a matter of opinion, and so neither does.
        r#"{"twelvefold":1,"embed":"frame-1","type":"theme","theme":"dark","theme":"light"}"#
            .to_owned(),
        r#"{"twelvefold":1,"embed":"frame-2","embed":"frame-1","type":"theme","theme":"dark"}"#
            .to_owned(),
    ] {
        assert_eq!(heard(&text), None, "{}", text.chars().take(200).collect::<String>());
    }
    // A field of a later version does no harm.
    assert!(heard(&changed("later", json!({"a": [1]}))).is_some());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec!["theme", "dark", "frame-1", "frame-2", "ready", ""])
            .prop_map(Value::from),
        any_text(12).prop_map(Value::from),
        Just(json!(1)),
    ];
    leaf.prop_recursive(3, 20, 5, |inner| {
        let key = prop::sample::select(vec!["twelvefold", "embed", "type", "theme", "x"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..5)
                .prop_map(|entries| entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn any_text_is_refused_in_peace(text in any_text(200)) {
        prop_assert_eq!(heard(&text), None);
    }

    #[test]
    fn only_all_of_it_together_is_heard(value in any_json()) {
        let ours = value["twelvefold"] == 1
            && value["embed"] == "frame-1"
            && value["type"] == "theme"
            && value["theme"].as_str().and_then(Theme::from_id).is_some();
        prop_assert_eq!(heard(&value.to_string()).is_some(), ours);
    }

    #[test]
    fn a_message_with_one_field_changed_is_heard_only_if_it_still_fits(
        key in prop::sample::select(vec!["twelvefold", "embed", "type", "theme"]),
        value in any_json(),
    ) {
        let mut message = json!({"twelvefold": 1, "embed": "frame-1", "type": "theme", "theme": "dark"});
        let fits = match key {
            "theme" => value.as_str().and_then(Theme::from_id).is_some(),
            key => value == message[key],
        };
        message[key] = value;
        prop_assert_eq!(heard(&message.to_string()).is_some(), fits);
    }
}

#[test]
fn ids_of_frames() {
    for (text, is_one) in [
        ("a", true),
        ("A-9_z", true),
        (&"x".repeat(64), true),
        (&"x".repeat(65), false),
        ("", false),
        ("a b", false),
        ("ä", false),
        ("a\"", false),
    ] {
        assert_eq!(EmbedId::new(text).is_some(), is_one, "{text}");
    }
}

#[test]
fn a_flood_is_held_back() {
    let mut gate = Gate::default();
    let admitted = |gate: &mut Gate, at: u64| (0..1_000).filter(|_| gate.admits(at)).count();
    assert_eq!(admitted(&mut gate, NOW), MESSAGES_PER_SECOND as usize);
    assert_eq!(admitted(&mut gate, NOW + 999), 0);
    assert_eq!(admitted(&mut gate, NOW + 1_000), MESSAGES_PER_SECOND as usize);
    // A clock that is set back does not close it for good.
    assert_eq!(admitted(&mut gate, NOW - 5_000_000), MESSAGES_PER_SECOND as usize);
}

// ---- consent ----

#[test]
fn a_consent_counts_for_one_assessment() {
    let (first, second) = (id("first"), id("second"));
    let mut consents = Consents::default();
    assert_eq!(consents.of(None), None);
    consents.say(None, true);
    assert_eq!(consents.of(Some(&first)), None, "not before it is begun");
    consents.begin(&first);
    assert_eq!(consents.of(Some(&first)), Some(true));
    assert_eq!(consents.of(None), None, "asked anew for the next one");
    consents.begin(&second);
    assert_eq!(consents.of(Some(&second)), None);

    consents.say(Some(&first), false);
    assert_eq!(consents.of(Some(&first)), Some(false), "taken back");
    consents.say(Some(&second), false);
    consents.say(None, true);
    consents.begin(&second);
    assert_eq!(consents.of(Some(&second)), Some(false), "what was said about it itself stays");
}
