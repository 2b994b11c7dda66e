//! Backups read back: nothing that is here is written over, nothing that is in the file is lost, and whatever else a person
//! drops on the app is an error with a reason.

use std::collections::BTreeMap;

use domain::{
    assessment::{
        Action, Aim, Assessment, Entry, Msg, NAME_LIMIT, ResponseId, SelfCheck, merge, update,
    },
    wire::{
        Backup, BackupError, BackupKind, BackupPart, MAX_BACKUP_BYTES, Settings, Theme,
        read_backup, write_assessment, write_backup, write_settings,
    },
};
use proptest::prelude::*;
use serde_json::{Value, json};
use workspace::store::{Outlook, RestoreOutcome, StorageError, Store, WhyNot, Written};

use crate::{
    assessment::{apply, history},
    store::{Shelf, Trouble, damaged, key_of, newer, tab},
    support::{NOW, action_id, answer, answered, cases, date, id, level, model, seen},
    wire::{any_assessment, second},
};

const TORN: &str = "{\"app\":\"twelvefold\",\"kind\":\"assess";

fn one() -> Assessment {
    answered(&["1 2 3 4 5"])
}

/// Another assessment under this id.
fn named(text: &str) -> Assessment {
    Assessment { id: id(text), name: text.to_owned(), ..second() }
}

fn set(practice: &str, word: &str) -> Msg {
    Msg::SetAnswer(practice.to_owned(), answer(word))
}

fn does(start: &Assessment, msgs: impl IntoIterator<Item = Msg>) -> Assessment {
    msgs.into_iter().fold(start.clone(), |state, msg| update(&state, msg, state.changed + 1))
}

fn dark() -> Settings {
    Settings { theme: Theme::Dark, language: Some("de".to_owned()), shortcuts: false }
}

/// A backup as one device writes it.
fn file(assessments: &[&Assessment]) -> String {
    write_backup(assessments.iter().copied(), Vec::new(), None, &[], NOW)
}

fn read(text: &str) -> Backup {
    read_backup(text).unwrap_or_else(|error| panic!("{error}: {text:.200}"))
}

fn part(assessment: &Assessment) -> BackupPart {
    BackupPart::Read { assessment: Box::new(assessment.clone()), problems: Vec::new(), text: None }
}

// ---- what can be read ----

#[test]
fn a_backup_is_read_back() {
    let texts = [
        ("twelvefold:aside:a:xxxx:1".to_owned(), TORN.to_owned()),
        ("twelvefold:a:yyyy".to_owned(), "\u{0}<b>".to_owned()),
    ];
    let (one, two) = (one(), second());
    let two = Assessment { id: id("another"), ..two };
    let text = write_backup([&one, &two].into_iter(), Vec::new(), Some(&dark()), &texts, NOW);
    let expected = Backup {
        kind: BackupKind::Backup,
        created: Some(NOW),
        settings: Some(dark()),
        parts: vec![part(&one), part(&two)],
        views: Vec::new(),
        texts: texts.to_vec(),
        problems: Vec::new(),
    };
    assert_eq!(read_backup(&text), Ok(expected.clone()));
    // As an editor saves it that puts a mark in front, and with the line breaks of another that makes it readable.
    assert_eq!(read_backup(&format!("\u{feff}{text}")), Ok(expected.clone()));
    let pretty: Value = serde_json::from_str(&text).unwrap();
    let pretty = serde_json::to_string_pretty(&pretty).unwrap().replace('\n', "\r\n");
    let pretty = read_backup(&format!("\r\n{pretty}\r\n\r\n")).unwrap();
    assert_eq!((pretty.parts, pretty.settings), (expected.parts, expected.settings));

    let without = read(&file(&[]));
    assert_eq!((without.parts, without.settings, without.problems), (vec![], None, vec![]));
}

#[test]
fn one_assessment_alone_is_read_too() {
    let whole = second();
    let document = write_assessment(&whole);
    let found = read(&document);
    assert_eq!((found.kind, found.parts), (BackupKind::Assessment, vec![part(&whole)]));
    let old = include_str!("fixtures/assessment-1.json");
    assert_eq!(read(old).kind, BackupKind::Assessment);

    // In a result, whatever else that has and whatever its own schema is.
    let value: Value = serde_json::from_str(&document).unwrap();
    for schema in [json!(1), json!(7), json!(null)] {
        let result = json!({
            "app": "twelvefold", "kind": "result", "schema": schema,
            "scores": [1, 2, {"x": null}], "assessment": value,
        });
        let found = read(&result.to_string());
        assert_eq!((found.kind, found.parts), (BackupKind::Result, vec![part(&whole)]));
    }
}

#[test]
fn a_rescue_file_has_the_texts_as_they_were_stored() {
    let entries = json!({
        key_of(&one()): write_assessment(&one()),
        "twelvefold:settings": write_settings(&dark()),
        "twelvefold:a:torn": TORN,
    });
    let text = json!({"app": "twelvefold", "kind": "rescue", "entries": entries}).to_string();
    let found = read(&text);
    assert_eq!((found.kind, &found.parts, &found.settings), (BackupKind::Rescue, &vec![], &None));
    let texts: BTreeMap<String, String> = found.texts.into_iter().collect();
    let expected: BTreeMap<String, String> = serde_json::from_value(entries).unwrap();
    assert_eq!(texts, expected);

    // It says by being empty that nothing could be read.
    let empty = read(r#"{"app":"twelvefold","kind":"rescue","entries":{}}"#);
    assert_eq!((empty.texts, empty.problems), (vec![], vec![]));
}

// ---- what cannot be read ----

/// Checks why a file is refused.
#[track_caller]
fn check_refused(text: &str, expected: &BackupError) {
    match read_backup(text) {
        Err(found) => assert_eq!(found, *expected, "{text:.200}"),
        Ok(found) => panic!("{text:.200} was read: {found:?}"),
    }
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    let many: Vec<Assessment> = (0..20).map(|n| named(&format!("number-{n}"))).collect();
    let raw = [("twelvefold:aside:a:xxxx:1".to_owned(), TORN.to_owned())];
    let whole = write_backup(many.iter(), Vec::new(), Some(&dark()), &raw, NOW);
    for fiftieth in 0..50 {
        let mut end = whole.len() * fiftieth / 50;
        while !whole.is_char_boundary(end) {
            end -= 1;
        }
        check_refused(&whole[..end], &BackupError::Truncated);
    }
    assert_eq!(read(&whole).parts.len(), 20);
    // Anywhere, and not only there.
    let short = write_backup([second()].iter(), Vec::new(), Some(&dark()), &raw, NOW);
    for end in (0..short.len()).filter(|end| short.is_char_boundary(*end)) {
        check_refused(&short[..end], &BackupError::Truncated);
    }
    check_refused(" \r\n", &BackupError::Truncated);
}

#[test]
fn what_is_no_json_says_where() {
    let check = |text: &str, line: usize, column: usize| match read_backup(text) {
        Err(BackupError::NotJson(not)) => {
            assert_eq!((not.line, not.column), (line, column), "{text:.80}: {}", not.reason);
            assert!(!not.ends_early);
        }
        other => panic!("{text:.80}: {other:?}"),
    };
    check("%PDF-1.7", 1, 1);
    check("<!DOCTYPE html><html></html>", 1, 1);
    check("[object Object]", 1, 2);
    check("{\"app\": twelvefold}", 1, 10);
    check("{\n  \"app\": \"twelvefold\",\n  'kind': 1\n}", 3, 3);
    check("{\"app\":\"twelvefold\"}{}", 1, 21);
    check("{\"app\":\"a\nb\"}", 2, 0);
    check("PK\u{3}\u{4}", 1, 1);
    // Nested deeper than any backup is.
    let deep = |open: &str, close: &str| {
        format!(
            "{{\"app\":\"twelvefold\",\"kind\":\"backup\",\"schema\":1,\"assessments\":{}1{}}}",
            open.repeat(10_000),
            close.repeat(10_000)
        )
    };
    for text in [deep("[", "]"), deep("{\"a\":", "}"), "[".repeat(10_000)] {
        assert!(matches!(read_backup(&text), Err(BackupError::NotJson(_))), "{text:.80}");
    }
}

#[test]
fn what_is_too_large_is_not_even_looked_at() {
    let limit = MAX_BACKUP_BYTES;
    // It would be no JSON if it were looked at.
    let fifty = "x".repeat(50_000_000);
    check_refused(&fifty, &BackupError::TooLarge { bytes: 50_000_000, limit });
    check_refused(&fifty[..=limit], &BackupError::TooLarge { bytes: limit + 1, limit });
    assert!(matches!(read_backup(&fifty[..limit]), Err(BackupError::NotJson(_))));
}

#[test]
fn files_of_other_apps_are_told_from_ours() {
    let other = |app: Option<&str>| BackupError::OtherApp(app.map(str::to_owned));
    for text in [
        "null",
        "true",
        "7",
        "\"twelvefold\"",
        "[]",
        "{}",
        "[{\"app\":\"twelvefold\",\"kind\":\"backup\"}]",
        "{\"app\":12}",
        "{\"name\":\"twelvefold\",\"version\":\"1.0.0\",\"dependencies\":{}}",
        "{\"type\":\"FeatureCollection\",\"features\":[]}",
        "{\"kind\":\"backup\",\"schema\":1,\"assessments\":[]}",
    ] {
        check_refused(text, &other(None));
    }
    check_refused("{\"app\":\"fourfold\",\"kind\":\"backup\"}", &other(Some("fourfold")));
    check_refused("{\"app\":\"Twelvefold\",\"kind\":\"backup\"}", &other(Some("Twelvefold")));
    let long = format!("{{\"app\":\"{}\"}}", "ж".repeat(1_000));
    check_refused(&long, &other(Some(&"ж".repeat(60))));
}

#[test]
fn files_of_other_kinds_are_named() {
    let kind = |kind: Option<&str>| BackupError::OtherKind(kind.map(str::to_owned));
    check_refused(&write_settings(&dark()), &kind(Some("settings")));
    check_refused("{\"app\":\"twelvefold\"}", &kind(None));
    check_refused("{\"app\":\"twelvefold\",\"kind\":3}", &kind(None));
    check_refused("{\"app\":\"twelvefold\",\"kind\":\"<b>\"}", &kind(Some("<b>")));

    for text in [
        "{\"app\":\"twelvefold\",\"kind\":\"assessment\",\"schema\":1}",
        "{\"app\":\"twelvefold\",\"kind\":\"result\",\"assessment\":{\"kind\":\"assessment\"}}",
        "{\"app\":\"twelvefold\",\"kind\":\"result\",\"assessment\":[]}",
        "{\"app\":\"twelvefold\",\"kind\":\"result\"}",
    ] {
        assert!(matches!(read_backup(text), Err(BackupError::NotAnAssessment(_))), "{text}");
    }
}

#[test]
fn newer_files_name_their_schema() {
    let error = BackupError::Newer { schema: 999 };
    let text = file(&[&one()]).replacen("\"schema\":1", "\"schema\":999", 1);
    check_refused(&text, &error);
    check_refused(&newer(&one()), &error);
    let result =
        format!("{{\"app\":\"twelvefold\",\"kind\":\"result\",\"assessment\":{}}}", newer(&one()));
    check_refused(&result, &error);
}

#[test]
fn what_cannot_be_read_of_a_backup_does_not_stop_the_rest() {
    let lines = |problems: &[base::json::Problem]| {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let document: Value = serde_json::from_str(&write_assessment(&one())).unwrap();
    let mut half = document.clone();
    half["answers"]["rm-segments"]["value"] = json!(33);
    half["plan"] = json!({"rm-framework:1": {"revision": 2, "due": "9999-99-99", "words": "<b>"}});
    half["id"] = json!("half-read");
    let mut late: Value = serde_json::from_str(&newer(&one())).unwrap();
    late["id"] = json!("too-new");
    let text = json!({
        "app": "twelvefold", "kind": "backup", "schema": 1, "created": "yesterday",
        "settings": {"kind": "theme"},
        "assessments": [7, null, document, {"id": "no"}, half, late],
        "set_aside": {"a": "text", "b": 7, "c": null, "": "nameless"},
        "mood": ["good"],
    })
    .to_string();
    let found = read(&text);
    assert_eq!((found.created, &found.settings), (None, &None));
    assert_eq!(
        lines(&found.problems),
        [
            "settings: unknown \"settings\"",
            "set_aside.b: unknown \"7\"",
            "set_aside.c: unknown \"null\"",
        ]
    );
    let pair = |key: &str, text: &str| (key.to_owned(), text.to_owned());
    assert_eq!(found.texts.len(), 2);
    assert!(
        found.texts.contains(&pair("a", "text")) && found.texts.contains(&pair("", "nameless"))
    );
    let [seven, null, whole, no, half_read, too_new] = found.parts.as_slice() else {
        panic!("{:?}", found.parts)
    };
    for (part, expected) in [(seven, "7"), (null, "null"), (no, "{\"id\":\"no\"}")] {
        let BackupPart::Unreadable { problems, text } = part else { panic!("{part:?}") };
        assert!(!problems.is_empty());
        assert_eq!(text, expected);
    }
    assert_eq!(*whole, part(&one()));
    let BackupPart::Read { assessment, problems, text: Some(kept) } = half_read else {
        panic!("{half_read:?}")
    };
    assert_eq!(
        lines(problems),
        [
            "answers.rm-segments.value: out of range 1 to 5",
            "plan.rm-framework:1.due: out of range 2000-01-01 to 2199-12-31",
        ]
    );
    assert_eq!(assessment.plan.get(&action_id("rm-framework:1")).unwrap().words, "<b>");
    assert_eq!(serde_json::from_str::<Value>(kept).unwrap(), half);
    let BackupPart::Newer { id: Some(there), schema: 999, readable: Some(_), text: kept } = too_new
    else {
        panic!("{too_new:?}")
    };
    assert_eq!(*there, id("too-new"));
    assert_eq!(serde_json::from_str::<Value>(kept).unwrap(), late);

    // Whole parts of the file.
    for (text, expected) in [
        (
            "{\"app\":\"twelvefold\",\"kind\":\"backup\"}",
            vec!["schema: missing", "assessments: missing"],
        ),
        (
            "{\"app\":\"twelvefold\",\"kind\":\"backup\",\"schema\":1,\"assessments\":{},\"set_aside\":[]}",
            vec![
                "assessments: expected a list, found a table",
                "set_aside: expected a table, found a list",
            ],
        ),
        ("{\"app\":\"twelvefold\",\"kind\":\"rescue\"}", vec!["entries: missing"]),
        (
            "{\"app\":\"twelvefold\",\"kind\":\"rescue\",\"entries\":\"x\"}",
            vec!["entries: expected a table, found a text"],
        ),
    ] {
        let found = read(text);
        assert_eq!(lines(&found.problems), expected);
        assert_eq!((found.parts, found.texts), (vec![], vec![]));
    }
}

#[test]
fn a_backup_made_to_do_harm_is_read_in_bounds() {
    let ones = vec!["1"; 3_000].join(",");
    let texts: Vec<String> = (0..3_000).map(|n| format!("\"k{n}\":\"t\"")).collect();
    let text = format!(
        "{{\"app\":\"twelvefold\",\"kind\":\"backup\",\"schema\":1,\"assessments\":[{ones}],\"set_aside\":{{{}}}}}",
        texts.join(",")
    );
    let found = read(&text);
    assert_eq!((found.parts.len(), found.texts.len()), (2_000, 2_000));
    let lines: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "assessments: expected at most 2000 entries, found 3000",
            "set_aside: expected at most 2000 entries, found 3000",
        ]
    );

    // Half a million mistakes, each under a name as long as a book: neither the list nor a line of it is.
    let name = "x".repeat(1_000_000);
    let same = vec!["\"a\":1"; 500_000].join(",");
    let document = write_assessment(&one()).replacen(
        "\"answers\":{",
        &format!("\"{name}\":{{{same}}},\"answers\":{{"),
        1,
    );
    let BackupPart::Read { problems, .. } = &read(&document).parts[0] else { panic!() };
    assert_eq!(problems.len(), 1_000);
    assert!(problems.iter().all(|problem| problem.place.len() < 1_000));
}

/// What a person could write to break a page or a file, in every place where a text stands.
#[test]
fn markup_comes_back_to_the_letter() {
    for evil in [
        "<script>alert(1)</script>",
        "</textarea><img src=x onerror=alert(1)>",
        "\"}],\"set_aside\":{\"a\":\"",
        "=HYPERLINK(\"http://x\")",
        "\u{202e}שלום\u{0}\u{2028}\u{2029}\u{7f}\u{feff}",
        "\\u003cb\\u003e &amp; %3Cb%3E {name} ${name}",
        "👩‍👩‍👧\r\n\t",
    ] {
        let mut marked = second();
        let action = marked.plan.get(&action_id("own:abcdefgh2345")).unwrap().clone();
        let words = || evil.to_owned();
        marked.name = words();
        marked.model.id = words();
        marked.model.version = words();
        let entry = marked.entries.get("rm-framework").unwrap().clone();
        marked.entries.insert(words(), Entry { note: words(), ..entry });
        marked.aims.insert(words(), Aim { target: Some(level(2)), ..Aim::default() });
        let action = Action { principle: words(), words: words(), owner: words(), ..action };
        marked.plan.insert(action_id(&format!("{evil}:1")), action);
        marked
            .competencies
            .insert(words(), SelfCheck { own: Some(seen(1)), ..SelfCheck::default() });
        let settings = Settings { language: Some(words()), ..dark() };
        let raw = [(words(), words()), (format!("twelvefold:aside:x{evil}:1"), words())];
        let text = write_backup([&marked].into_iter(), Vec::new(), Some(&settings), &raw, NOW);
        let found = read(&text);
        assert_eq!(found.parts, [part(&marked)], "{evil}");
        assert_eq!((found.settings, found.texts), (Some(settings), raw.to_vec()), "{evil}");

        // And through a storage.
        let shelf = Shelf::default();
        let (store, _) = tab(&shelf);
        restore(&store, &text);
        assert_eq!(shelf.stored(&marked.id), marked, "{evil}");
        assert_eq!(shelf.texts().values().filter(|kept| *kept == evil).count(), 2, "{evil}");
    }
}

// ---- restoring ----

fn outlooks(store: &Store<Shelf>, text: &str) -> Vec<Outlook> {
    store.plan(model(), &read(text)).items.into_iter().map(|item| item.outlook).collect()
}

/// Restores everything.
fn restore(store: &Store<Shelf>, text: &str) -> RestoreOutcome {
    store.apply(model(), &store.plan(model(), &read(text)), |_, _| true, "(backup)")
}

fn results(outcome: RestoreOutcome) -> Vec<Result<Written, WhyNot>> {
    outcome.items.into_iter().map(|item| item.result).collect()
}

/// Checks what is foreseen and what is then done, and that the second time nothing is.
#[track_caller]
fn check_restored(
    shelf: &Shelf,
    text: &str,
    foreseen: &[Outlook],
    done: &[Result<Written, WhyNot>],
) {
    let (store, _) = tab(shelf);
    let before = shelf.texts();
    assert_eq!(outlooks(&store, text), foreseen);
    assert_eq!(shelf.texts(), before, "a preview writes nothing");
    assert_eq!(results(restore(&store, text)), done);
    let after = shelf.texts();
    for (outlook, again) in outlooks(&store, text).into_iter().zip(results(restore(&store, text))) {
        match (outlook, again) {
            (Outlook::Nothing, Ok(Written::Nothing)) => {}
            (Outlook::Impossible(why), Err(same)) if why == same => {}
            other => panic!("the second time {other:?}"),
        }
    }
    assert_eq!(shelf.texts(), after, "the second time nothing is written");
    let (_, found) = tab(shelf);
    assert_eq!(found.trouble, None);
}

#[test]
fn what_is_not_here_is_added() {
    let (one, two) = (one(), named("another"));
    let shelf = Shelf::default();
    let added = |a: &Assessment| Ok(Written::Added(a.id.clone()));
    check_restored(
        &shelf,
        &file(&[&one, &two]),
        &[Outlook::New, Outlook::New],
        &[added(&one), added(&two)],
    );
    assert_eq!((shelf.stored(&one.id), shelf.stored(&two.id)), (one.clone(), two));

    // Only what is chosen.
    let shelf = Shelf::default();
    let (store, _) = tab(&shelf);
    let outcome = store.apply(
        model(),
        &store.plan(model(), &read(&file(&[&one, &named("another")]))),
        |place, _| place == 1,
        "",
    );
    assert_eq!(outcome.items.len(), 1);
    assert_eq!((outcome.items[0].place, outcome.items[0].name.as_str()), (1, "another"));
    assert_eq!(outcome.assessments, [named("another")]);
    assert_eq!(shelf.keys_now(), [key_of(&named("another"))]);
    assert_eq!(
        results(store.apply(
            model(),
            &store.plan(model(), &read(&file(&[&one]))),
            |_, _| false,
            ""
        )),
        []
    );
}

#[test]
fn of_the_same_assessment_whatever_is_newer_wins() {
    let base = second();
    let note = |text: &str| Msg::SetNote("vv-direction".to_owned(), text.to_owned());
    let aim = |number| Msg::SetTarget("value-creation".to_owned(), Some(level(number)));
    let here = does(&base, [set("vv-values", "3"), note("ours"), aim(5), set("rm-coverage", "1")]);
    let there =
        does(&base, [set("rm-segments", "2"), set("vv-values", "4"), Msg::Rename("B".to_owned())]);
    // There: one new answer, one newer answer than ours, and the name.
    let shelf = Shelf::holding(&here);
    let merged = Ok(Written::Merged { id: base.id.clone(), parts: 3 });
    check_restored(&shelf, &file(&[&there]), &[Outlook::Newer { parts: 3 }], &[merged]);
    let stored = shelf.stored(&base.id);
    let expected = Assessment { changed: here.changed.max(there.changed), ..stored.clone() };
    assert_eq!(stored, expected);
    assert_eq!(stored.name, "B");
    assert_eq!(
        (stored.answer("rm-segments"), stored.answer("vv-values")),
        (answer("2"), answer("4"))
    );
    assert_eq!(stored.entries.get("vv-direction").unwrap().note, "ours");
    assert_eq!(stored.aims.get("value-creation").unwrap().target, Some(level(5)));
    assert_eq!(stored.answer("rm-coverage"), answer("1"));

    // An old backup of what went on since brings nothing, also where its copy was changed back and forth.
    let shelf = Shelf::holding(&here);
    for old in [&base, &here, &does(&base, [set("x", "1"), set("x", "-")])] {
        check_restored(&shelf, &file(&[old]), &[Outlook::Nothing], &[Ok(Written::Nothing)]);
        assert_eq!(shelf.stored(&base.id), here);
    }
}

#[test]
fn where_neither_is_newer_both_are_kept() {
    let base = Assessment { follows: Some(id("before")), ..second() };
    let here = does(&base, [set("rm-framework", "5"), set("vv-values", "1")]);
    let there = does(&base, [set("rm-framework", "2"), set("x", "1"), set("rm-segments", "4")]);
    let shelf = Shelf::holding(&here);
    let (store, _) = tab(&shelf);
    let text = file(&[&there]);
    let [Ok(Written::Beside { id: same, copy })] = &results(restore(&store, &text))[..] else {
        panic!()
    };
    assert_eq!(*same, base.id);
    let beside = shelf.stored(copy);
    let expected = Assessment {
        id: copy.clone(),
        name: format!("{} (backup)", base.name),
        response: None,
        ..there.clone()
    };
    assert_eq!(beside, expected, "the backup's copy, to the letter");
    assert_eq!(beside.follows, Some(id("before")));
    let kept = shelf.stored(&base.id);
    assert_eq!(kept.answer("rm-framework"), answer("5"), "ours is not written over");
    assert_eq!(kept.answer("vv-values"), answer("1"));
    assert_eq!(kept.answer("rm-segments"), answer("4"), "what is newer there is taken over");

    let shelf = Shelf::holding(&here);
    let done = Ok(Written::Beside { id: base.id.clone(), copy: copy.clone() });
    check_restored(&shelf, &text, &[Outlook::Conflict { parts: 1, newer: 2 }], &[done]);
    assert_eq!(shelf.keys_now().len(), 2);

    // The copy is the person's: changed or renamed, it is not added again; deleted, it is.
    let changed = does(&beside, [Msg::Rename("Mine".to_owned()), set("rm-framework", "1")]);
    shelf.put(&key_of(&changed), &write_assessment(&changed));
    check_restored(&shelf, &text, &[Outlook::Nothing], &[Ok(Written::Nothing)]);
    assert_eq!(shelf.stored(copy), changed);
    store.delete(copy).unwrap();
    let (store, _) = tab(&Shelf::holding(&kept));
    assert_eq!(outlooks(&store, &text), [Outlook::Conflict { parts: 1, newer: 0 }]);

    // Once ours is decided anew, there is no conflict.
    let decided = does(&kept, [set("rm-framework", "3")]);
    let (store, _) = tab(&Shelf::holding(&decided));
    assert_eq!(outlooks(&store, &text), [Outlook::Nothing]);
}

#[test]
fn a_copy_that_is_kept_beside_has_room_for_its_name() {
    for (name, suffix, expected) in [
        ("Port", "(backup)", "Port (backup)".to_owned()),
        ("", "(backup)", "(backup)".to_owned()),
        ("Port", "", "Port".to_owned()),
        (&"ж".repeat(NAME_LIMIT), "(backup)", format!("{} (backup)", "ж".repeat(NAME_LIMIT - 9))),
        ("Port", &"ж".repeat(500), "ж".repeat(NAME_LIMIT)),
    ] {
        let base = Assessment { name: name.to_owned(), ..second() };
        let shelf = Shelf::holding(&does(&base, [set("rm-framework", "5")]));
        let (store, _) = tab(&shelf);
        let there = read(&file(&[&does(&base, [set("rm-framework", "2")])]));
        let outcome = store.apply(model(), &store.plan(model(), &there), |_, _| true, suffix);
        let Ok(Written::Beside { copy, .. }) = &outcome.items[0].result else { panic!() };
        assert_eq!(shelf.stored(copy).name, expected);
    }
}

#[test]
fn answers_to_different_models_are_not_put_together() {
    let mut other = second();
    other.model.id = "another-model".to_owned();
    other.revision += 5;
    for entry in other.entries.values_mut() {
        entry.revision += 5;
    }
    let shelf = Shelf::holding(&second());
    let (store, _) = tab(&shelf);
    let text = file(&[&other]);
    let items = store.plan(model(), &read(&text)).items;
    assert_eq!(items[0].outlook, Outlook::Conflict { parts: 2, newer: 0 });
    assert_eq!(items[0].assessment.as_ref().unwrap().model.id, "another-model");
    let [Ok(Written::Beside { copy, .. })] = &results(restore(&store, &text))[..] else { panic!() };
    assert_eq!(shelf.stored(&second().id), second());
    assert_eq!(shelf.stored(copy).model.id, "another-model");
    assert_eq!(outlooks(&store, &text), [Outlook::Nothing]);
    // Alone it is added like any other.
    let (store, _) = tab(&Shelf::default());
    assert_eq!(outlooks(&store, &text), [Outlook::New]);
}

#[test]
fn what_must_not_be_written_over_here_is_left_alone() {
    let text = file(&[&does(&one(), [set("vv-values", "3")]), &named("another")]);
    let added = || Ok(Written::Added(id("another")));
    for (there, why) in [
        (newer(&one()), WhyNot::HereNewer { schema: 999 }),
        ("{\"schema\":999}".to_owned(), WhyNot::HereNewer { schema: 999 }),
        (damaged(&one()), WhyNot::HereDamaged),
        (TORN.to_owned(), WhyNot::HereDamaged),
        (write_assessment(&named("somebody")), WhyNot::HereDamaged),
    ] {
        let shelf = Shelf::default();
        shelf.put(&key_of(&one()), &there);
        // Without room nothing can be put aside when the app starts.
        shelf.trouble(Trouble::Full);
        let (store, _) = tab(&shelf);
        shelf.trouble(Trouble::None);
        assert_eq!(
            outlooks(&store, &text),
            [Outlook::Impossible(why.clone()), Outlook::New],
            "{there:.80}"
        );
        assert_eq!(results(restore(&store, &text)), [Err(why), added()], "{there:.80}");
        assert_eq!(shelf.texts()[&key_of(&one())], there);
        assert_eq!(shelf.stored(&id("another")), named("another"));
    }
}

#[test]
fn what_this_version_cannot_read_is_kept_as_it_is() {
    // A device on which one thing is too new, one damaged, one torn, and one had been set aside.
    let from = Shelf::default();
    let (late, half) = (named("too-new"), one());
    from.put(&key_of(&late), &newer(&late));
    from.put(&key_of(&half), &damaged(&half));
    from.put("twelvefold:a:torn-one", TORN);
    from.put("twelvefold:aside:settings:1", "{\"theme\":");
    from.trouble(Trouble::Full);
    let (store, found) = tab(&from);
    let assessments = found.assessments.iter().map(|shelved| &shelved.assessment);
    let text = store.backup(assessments, &[], &found.set_aside, NOW);

    let shelf = Shelf::default();
    let (store, _) = tab(&shelf);
    let mut repaired = half.clone();
    repaired.entries.remove("rm-segments");
    let items = store.plan(model(), &read(&text)).items;
    let short: Vec<_> =
        items.iter().map(|item| (item.name.as_str(), item.outlook.clone())).collect();
    let aside = || Outlook::Aside(WhyNot::Unreadable);
    assert_eq!(
        short,
        [
            ("Port logistics", Outlook::New),
            ("a:k3j9x2abcdef", aside()),
            ("too-new", Outlook::LookOnly { schema: 999 }),
            ("a:torn-one", aside()),
            ("settings", aside()),
        ]
    );
    assert_eq!(items[0].problems.len(), 1, "{:?}", items[0].problems);
    assert_eq!(items[3].bytes, TORN.len());
    let done = [
        Ok(Written::Added(half.id.clone())),
        Ok(Written::Aside("twelvefold:aside:a:k3j9x2abcdef:1".to_owned())),
        Ok(Written::Added(late.id.clone())),
        Ok(Written::Aside("twelvefold:aside:a:torn-one:1".to_owned())),
        Ok(Written::Aside("twelvefold:aside:settings:1".to_owned())),
    ];
    let foreseen: Vec<Outlook> = items.iter().map(|item| item.outlook.clone()).collect();
    check_restored(&shelf, &text, &foreseen, &done);
    let expected = BTreeMap::from([
        (key_of(&half), write_assessment(&repaired)),
        (key_of(&late), newer(&late)),
        ("twelvefold:aside:a:k3j9x2abcdef:1".to_owned(), damaged(&half)),
        ("twelvefold:aside:a:torn-one:1".to_owned(), TORN.to_owned()),
        ("twelvefold:aside:settings:1".to_owned(), "{\"theme\":".to_owned()),
    ]);
    assert_eq!(shelf.texts(), expected);

    // Restoring where it came from changes nothing, and needs no room.
    let before = from.texts();
    let (store, _) = tab(&from);
    let outcome = results(restore(&store, &text));
    assert_eq!(outcome[1..], [const { Ok(Written::Nothing) }; 4]);
    assert_eq!(outcome[0], Err(WhyNot::HereDamaged));
    assert_eq!(from.texts(), before);

    // Where something else has the key, a newer text is put aside.
    let shelf = Shelf::holding(&late);
    let (store, _) = tab(&shelf);
    let place = 2;
    let why = WhyNot::WrittenByNewer { schema: 999 };
    assert_eq!(outlooks(&store, &text)[place], Outlook::Aside(why));
    let key = "twelvefold:aside:a:too-new:1";
    let outcome =
        store.apply(model(), &store.plan(model(), &read(&text)), |other, _| other == place, "");
    assert_eq!(results(outcome), [Ok(Written::Aside(key.to_owned()))]);
    assert_eq!((shelf.stored(&late.id), shelf.texts()[key].clone()), (late.clone(), newer(&late)));
}

#[test]
fn a_rescue_file_brings_everything_back() {
    let from = Shelf::default();
    for assessment in [&one(), &named("another")] {
        from.put(&key_of(assessment), &write_assessment(assessment));
    }
    from.put(&key_of(&named("too-new")), &newer(&named("too-new")));
    from.put("twelvefold:settings", &write_settings(&dark()));
    from.put("twelvefold:aside:a:torn-one:2", TORN);
    let rescue = |shelf: &Shelf| {
        json!({"app": "twelvefold", "kind": "rescue", "entries": shelf.texts()}).to_string()
    };
    let shelf = Shelf::default();
    let (store, _) = tab(&shelf);
    let outcome = restore(&store, &rescue(&from));
    assert_eq!(outcome.settings, Some(dark()));
    assert!(outcome.items.iter().all(|item| item.result.is_ok()), "{outcome:?}");
    let mut expected = from.texts();
    let torn = expected.remove("twelvefold:aside:a:torn-one:2").unwrap();
    expected.insert("twelvefold:aside:a:torn-one:1".to_owned(), torn);
    assert_eq!(shelf.texts(), expected);

    // Keys of others, of versions to come and of nobody: kept as texts, and never under those keys.
    for key in ["twelvefold:e:abcdef", "othertool:a:abcdef", "", "twelvefold:", "twelvefold:aside:"]
    {
        let from = Shelf::with([(key, "?")]);
        let shelf = Shelf::default();
        let (store, _) = tab(&shelf);
        assert!(matches!(results(restore(&store, &rescue(&from)))[..], [Ok(Written::Aside(_))]));
        let keys = shelf.keys_now();
        assert!(keys.len() == 1 && keys[0].starts_with("twelvefold:aside:"), "{key}: {keys:?}");
    }
    // An assessment under the key of another.
    let from = Shelf::with([("twelvefold:a:torn-one", write_assessment(&one()).as_str())]);
    let (store, _) = tab(&Shelf::default());
    assert_eq!(outlooks(&store, &rescue(&from)), [Outlook::Aside(WhyNot::Unreadable)]);
}

#[test]
fn settings_are_taken_over_where_there_are_none() {
    let text = write_backup([].into_iter(), Vec::new(), Some(&dark()), &[], NOW);
    let shelf = Shelf::default();
    let (store, _) = tab(&shelf);
    assert_eq!(restore(&store, &text).settings, Some(dark()));
    assert_eq!(store.settings(), Some(dark()));

    let light = Settings { theme: Theme::Light, ..Settings::default() };
    store.save_settings(&light).unwrap();
    assert_eq!(restore(&store, &text).settings, None);
    assert_eq!(store.settings(), Some(light));
}

#[test]
fn one_id_twice_in_a_file_is_one_assessment_unless_they_differ() {
    let base = second();
    let newer = does(&base, [set("vv-values", "3")]);
    let other = does(&base, [set("vv-values", "5")]);
    let added = || Ok(Written::Added(base.id.clone()));
    for copies in [[&base, &newer], [&newer, &base], [&newer, &newer]] {
        let shelf = Shelf::default();
        check_restored(&shelf, &file(&copies), &[Outlook::New], &[added()]);
        assert_eq!(shelf.stored(&base.id), newer);
    }
    let shelf = Shelf::default();
    let text = file(&[&newer, &base, &other]);
    let (store, _) = tab(&shelf);
    assert_eq!(outlooks(&store, &text), [Outlook::New, Outlook::Conflict { parts: 1, newer: 0 }]);
    let [first, Ok(Written::Beside { copy, .. })] = &results(restore(&store, &text))[..] else {
        panic!()
    };
    assert_eq!(*first, added());
    assert_eq!(shelf.stored(&base.id), newer);
    assert_eq!(shelf.stored(copy).answer("vv-values"), answer("5"));
    let after = shelf.texts();
    assert_eq!(results(restore(&store, &text)), [Ok(Written::Nothing), Ok(Written::Nothing)]);
    assert_eq!(shelf.texts(), after);
}

#[test]
fn without_room_what_was_written_is_whole_and_the_rest_is_named() {
    let all: Vec<Assessment> = (0..6).map(|n| named(&format!("number-{n}"))).collect();
    let text = write_backup(
        all.iter(),
        Vec::new(),
        None,
        &[("twelvefold:a:xxxx".to_owned(), TORN.to_owned())],
        NOW,
    );
    let one_of_them = write_assessment(&all[0]).len();
    let shelf = Shelf::default();
    shelf.trouble(Trouble::Room(one_of_them * 7 / 2));
    let (store, _) = tab(&shelf);
    let outcome = restore(&store, &text);
    let full = || Err(WhyNot::Storage(StorageError::Full));
    let added = |n: usize| Ok(Written::Added(all[n].id.clone()));
    let small = Ok(Written::Aside("twelvefold:aside:a:xxxx:1".to_owned()));
    assert_eq!(
        results(outcome.clone()),
        [added(0), added(1), added(2), full(), full(), full(), small]
    );
    assert_eq!(outcome.assessments, all[..3]);
    let names: Vec<&str> = outcome.items[3..6].iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names, ["number-3", "number-4", "number-5"]);
    for assessment in &all[..3] {
        assert_eq!(shelf.stored(&assessment.id), *assessment);
    }
    assert_eq!(shelf.keys_now().len(), 4);
    // With room, the rest follows.
    shelf.trouble(Trouble::None);
    assert!(results(restore(&store, &text)).iter().all(Result::is_ok));
    assert_eq!(shelf.keys_now().len(), 7);

    // A conflict without room for the copy leaves what is here as it is.
    let here = does(&all[0], [set("vv-values", "1")]);
    let there = does(&all[0], [set("vv-values", "2"), set("rm-segments", "4")]);
    let shelf = Shelf::holding(&here);
    shelf.trouble(Trouble::Full);
    let (store, _) = tab(&shelf);
    assert_eq!(results(restore(&store, &file(&[&there]))), [full()]);
    assert_eq!(shelf.texts(), Shelf::holding(&here).texts());
}

#[test]
fn other_troubles_of_the_storage_are_named_too() {
    for (trouble, error) in
        [(Trouble::Denied, StorageError::Denied), (Trouble::Forgetful, StorageError::NotKept)]
    {
        let shelf = Shelf::default();
        shelf.trouble(trouble);
        let (store, _) = tab(&shelf);
        let text = write_backup(
            [&one()].into_iter(),
            Vec::new(),
            Some(&dark()),
            &[("x".to_owned(), TORN.to_owned())],
            NOW,
        );
        let outcome = restore(&store, &text);
        assert_eq!((&outcome.settings, &outcome.assessments), (&None, &vec![]));
        let error = || Err(WhyNot::Storage(error.clone()));
        assert_eq!(results(outcome), [error(), error()], "{trouble:?}");
    }
    let shelf = Shelf::default();
    shelf.trouble(Trouble::Denied);
    let (store, _) = tab(&shelf);
    let denied = Outlook::Impossible(WhyNot::Storage(StorageError::Denied));
    assert_eq!(outlooks(&store, &file(&[&one()])), [denied]);
}

#[test]
fn a_hundred_assessments_come_back() {
    let all: Vec<Assessment> = (0..100)
        .map(|n| {
            let start =
                Assessment { id: id(&format!("number-{n:03}")), ..answered(&["1 2 3 4 5"; 12]) };
            let action = Action {
                owner: format!("Owner {n}"),
                due: Some(date("2027-02-28")),
                ..Action::default()
            };
            does(
                &start,
                [
                    Msg::Rename(format!("Round {n}")),
                    Msg::SetAction(action_id("rm-framework:1"), action),
                    Msg::SetResponse(ResponseId::new(n)),
                ],
            )
        })
        .collect();
    let text = file(&all.iter().collect::<Vec<_>>());
    let shelf = Shelf::default();
    let (store, _) = tab(&shelf);
    assert!(results(restore(&store, &text)).iter().all(Result::is_ok));
    let (_, found) = tab(&shelf);
    assert_eq!(found.assessments.len(), 100);
    for assessment in &all {
        assert_eq!(shelf.stored(&assessment.id), *assessment);
    }
    assert!(outlooks(&store, &text).iter().all(|outlook| *outlook == Outlook::Nothing));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn backup_wipe_and_restore_give_the_same(
        assessments in proptest::collection::vec(any_assessment(), 0..4),
        texts in proptest::collection::btree_map("[a-z]{1,9}", "[^0-9]{1,40}", 0..3),
    ) {
        let shelf = Shelf::default();
        for assessment in &assessments {
            shelf.put(&key_of(assessment), &write_assessment(assessment));
        }
        for (name, text) in texts {
            shelf.put(&format!("twelvefold:aside:{name}:1"), &text);
        }
        shelf.put("twelvefold:settings", &write_settings(&dark()));
        let before = shelf.texts();
        let (store, found) = tab(&shelf);
        let text = store.backup(found.assessments.iter().map(|s| &s.assessment), &[], &found.set_aside, NOW);
        store.delete_everything().unwrap();
        prop_assert!(shelf.texts().is_empty());
        let outcome = restore(&store, &text);
        prop_assert!(outcome.items.iter().all(|item| item.result.is_ok()), "{:?}", outcome);
        prop_assert_eq!(shelf.texts(), before.clone());
        restore(&store, &text);
        prop_assert_eq!(shelf.texts(), before);
    }

    #[test]
    fn two_copies_that_changed_apart_lose_nothing_to_each_other(
        base in history(), one in history(), two in history(),
    ) {
        let base = apply(&second(), base);
        let (here, there) = (apply(&base, one), apply(&base, two));
        let shelf = Shelf::holding(&here);
        let (store, _) = tab(&shelf);
        let outcome = restore(&store, &file(&[&there]));
        let stored = shelf.stored(&base.id);
        match &outcome.items[0].result {
            Ok(Written::Nothing) => prop_assert_eq!(&stored, &here),
            Ok(Written::Merged { .. }) => {
                let merged = merge(&here, &there);
                prop_assert_eq!(&stored, &Assessment { response: stored.response, ..merged });
            }
            Ok(Written::Beside { copy, .. }) => {
                let copy = shelf.stored(copy);
                let (id, name) = (copy.id.clone(), copy.name.clone());
                prop_assert_eq!(copy, Assessment { id, name, response: None, ..there.clone() });
            }
            other => panic!("{other:?}"),
        }
        // Whatever is another now than it was here is newer than it was here.
        for (practice, entry) in &here.entries {
            let now = stored.entries.get(practice).unwrap();
            prop_assert!(now.answer == entry.answer || now.revision > entry.revision);
            prop_assert!(now.note == entry.note || now.note_revision > entry.note_revision);
        }
        for (id, action) in &here.plan {
            let now = stored.plan.get(id).unwrap();
            prop_assert!(now == action || now.revision > action.revision);
        }
        for (principle, aim) in &here.aims {
            let now = stored.aims.get(principle).unwrap();
            prop_assert!(now == aim || now.revision > aim.revision);
        }
        let after = shelf.texts();
        prop_assert!(results(restore(&store, &file(&[&there]))) == [Ok(Written::Nothing)]);
        prop_assert_eq!(shelf.texts(), after);
    }

    #[test]
    fn a_backup_with_a_changed_letter_does_no_harm(
        place in any::<proptest::sample::Index>(),
        letter in any::<char>(),
    ) {
        let raw = [("twelvefold:aside:a:xxxx:1".to_owned(), TORN.to_owned())];
        let text = write_backup([&second()].into_iter(), Vec::new(), Some(&dark()), &raw, NOW);
        let mut letters: Vec<char> = text.chars().collect();
        let place = place.index(letters.len());
        letters[place] = letter;
        let text: String = letters.into_iter().collect();
        let here = does(&second(), [set("rm-framework", "2"), set("x", "1")]);
        let shelf = Shelf::holding(&here);
        let (store, _) = tab(&shelf);
        if let Ok(backup) = read_backup(&text) {
            _ = store.plan(model(), &backup);
            store.apply(model(), &store.plan(model(), &backup), |_, _| true, "(backup)");
            prop_assert_eq!(shelf.stored(&here.id).answer("rm-framework"), answer("2"));
        }
    }
}
