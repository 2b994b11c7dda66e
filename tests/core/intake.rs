//! Reading responses out of anything: what is found and refused, where, that it does not matter where reading paused, and
//! what columns of a table beside the codes are offered for.

use std::{collections::HashSet, sync::LazyLock};

use base::sorted::Sorted;
use cohort::{
    Cohort,
    intake::{
        Column, Intake, Item, MAX_FILE_BYTES, Refusal, Table, TableReader, Taken, Why, columns,
        excerpt, response_of, text_of,
    },
    response::{CodeError, Options, Response, encode, find},
};
use domain::{
    assessment::{Answer, Assessment, Entry, Frequency, ResponseId, SelfCheck, SelfRating},
    model::Version,
    wire::{write_assessment, write_backup},
};
use proptest::prelude::*;
use report::export::result;
use serde_json::{Value, json};

use crate::support::{NOW, answered, any_answered, any_text, cases, id, level, model, speech};

/// What a call of `next` may go through at once, with the code that it ends in.
const PORTION: usize = 64 * 1024;

fn mine(number: u64) -> Assessment {
    let response = Some(ResponseId::new(number * 1_000_003));
    Assessment { response, revision: number % 7 + 1, ..answered(&["3 4 2 NA DK", "5 1 - 2 2"]) }
}

fn response(number: u64) -> Response {
    Response::of(model(), &mine(number), &Options::default()).unwrap()
}

fn code(number: u64) -> String {
    encode(&response(number))
}

/// A code with one character changed.
fn torn(code: &str) -> String {
    let other = if code.as_bytes()[30] == b'0' { "1" } else { "0" };
    format!("{}{other}{}", &code[..30], &code[31..])
}

/// A text with a mark before each character and two behind.
fn marked(text: &str, mark: &str) -> String {
    let mut with_marks = String::new();
    for c in text.chars() {
        with_marks.extend([mark, c.encode_utf8(&mut [0; 4]), mark, mark]);
    }
    with_marks
}

/// The vectors that stand in `docs/`.
static VECTORS: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../docs/response-code-vectors.json")).unwrap()
});

fn refused_vector(case: &str) -> String {
    let found = VECTORS["refused"].as_array().unwrap().iter().find(|vector| vector["case"] == case);
    found.unwrap_or_else(|| panic!("{case}"))["text"].as_str().unwrap().to_owned()
}

/// Everything in a text. On the way it is checked that reading goes on, in portions, and ends at the end.
fn items(text: &str) -> Vec<Item> {
    let mut intake = Intake::new(text.to_owned());
    let mut items = Vec::new();
    let mut before = 0;
    let mut idle = 0;
    while let Some(item) = intake.next(model()) {
        let (done, total) = intake.progress();
        assert_eq!(total, text.len());
        assert!(done >= before && done <= total, "{before} {done} {total}");
        idle = if done > before { 0 } else { idle + 1 };
        assert!(idle <= 2 + total / PORTION, "standing still at {done} of {total}");
        before = done;
        if item != Item::Nothing {
            items.push(item);
        }
    }
    assert_eq!(intake.progress(), (text.len(), text.len()));
    assert_eq!(intake.next(model()), None);
    items
}

/// A cohort of everything in a text, and what was told on the way. It is checked that reading pauses.
fn taken(text: &str) -> (Cohort, Vec<Taken>) {
    let mut intake = Intake::new(text.to_owned());
    let mut cohort = Cohort::new(model());
    let mut all = Vec::new();
    let mut before = 0;
    let longest = text.lines().map(str::len).max().unwrap_or_default();
    loop {
        let goes_on = intake.take(model(), &mut cohort, &mut |taken| all.push(taken));
        let (done, total) = intake.progress();
        assert!(done - before <= PORTION + longest, "{before} {done} {total}");
        before = done;
        if !goes_on {
            assert_eq!((done, total), (text.len(), text.len()));
            return (cohort, all);
        }
    }
}

/// The same by way of what is found one by one.
fn added(items: &[Item]) -> (Cohort, Vec<Taken>) {
    let mut cohort = Cohort::new(model());
    let all = items.iter().map(|item| match item {
        Item::Response(response, place) => {
            let added = cohort.add(response);
            Taken::Response { id: response.id, added, at: place.range.start }
        }
        Item::Refused(refusal) => Taken::Refused(refusal.clone()),
        Item::Nothing => panic!("kept nothing"),
    });
    let all = all.collect();
    (cohort, all)
}

fn responses(text: &str) -> Vec<Response> {
    let read = |item| match item {
        Item::Response(response, _) => response,
        other => panic!("{other:?}"),
    };
    items(text).into_iter().map(read).collect()
}

/// The one thing that is refused, where there is nothing else.
#[track_caller]
fn refusal(text: &str) -> Refusal {
    match items(text).as_slice() {
        [Item::Refused(refusal)] => refusal.clone(),
        other => panic!("{other:?}"),
    }
}

/// In short: the number of a response or `!` for a refusal, with the line.
fn in_short(text: &str) -> Vec<(String, usize)> {
    let short = |item| match item {
        Item::Response(response, place) => {
            ((response.id.bits() / 1_000_003).to_string(), place.line)
        }
        Item::Refused(refusal) => ("!".to_owned(), refusal.line.unwrap()),
        Item::Nothing => panic!("kept nothing"),
    };
    items(text).into_iter().map(short).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, usize)]) {
    let expected: Vec<_> =
        expected.iter().map(|(what, line)| ((*what).to_owned(), *line)).collect();
    assert_eq!(in_short(text), expected, "{text}");
}

// ---- codes in texts ----

#[test]
fn codes_are_found_with_their_lines() {
    let (one, two) = (code(1), code(2));
    check(&one, &[("1", 1)]);
    check(&format!("Hello,\n\n> {one}\r\nand {two}\n"), &[("1", 3), ("2", 4)]);
    check(&format!("a\rb\r\n{one}\r{two}"), &[("1", 3), ("2", 4)]);
    check(&format!("https://there.example/#/r/{one}%20{two}"), &[("1", 1), ("2", 1)]);
    let torn = torn(&one);
    check(&format!("{two}\n{torn}\n{one}"), &[("2", 1), ("!", 2), ("1", 3)]);
    // A code that a mail program broke is in the line that it begins in.
    check(&format!("\n{}=\n> {}\n{two}", &one[..40], &one[40..]), &[("1", 2), ("2", 4)]);
}

#[test]
fn a_refusal_says_what_stands_there_and_why() {
    let one = code(1);
    let torn = torn(&one);
    let found = refusal(&format!("Alice:\n{torn} sent from afar\nBye"));
    let expected = format!("{torn} sent from afar");
    assert_eq!((found.line, found.excerpt.as_str()), (Some(2), expected.as_str()));
    assert_eq!(found.why, Why::Code(CodeError::Checksum));

    let wrapped = format!("{}\u{200B}\u{AD}\n> {}\nBye", &torn[..40], &torn[40..]);
    assert_eq!(refusal(&wrapped).excerpt, format!("{} > {}", &torn[..40], &torn[40..]));

    let cut = refusal(&format!("{}\n", &one[..50]));
    assert!(matches!(cut.why, Why::Code(CodeError::CutShort { found: 46, .. })), "{cut:?}");
    let long = refusal(&format!("{one}{}", "0".repeat(100_000)));
    assert!(matches!(long.why, Why::Code(CodeError::TooLong { .. })), "{long:?}");
    assert_eq!(long.excerpt.chars().count(), 120);
}

#[test]
fn a_text_without_any_is_refused_as_a_whole() {
    for (text, words) in [
        ("", ""),
        (" \n\u{FEFF}\t", ""),
        ("Dear all,\nthank you!", "Dear all,"),
        ("[12.05.26, 10:11:12] Alice: hello", "[12.05.26, 10:11:12] Alice: hello"),
        ("{\"app\":\"other\"}", "{\"app\":\"other\"}"),
        ("[]", "[]"),
        ("{", "{"),
        ("\"12\"", "\"12\""),
    ] {
        let expected = Refusal { line: Some(1), excerpt: words.to_owned(), why: Why::Nothing };
        assert_eq!(refusal(text), expected, "{text:?}");
    }
    // What only begins like a code is passed over, but not when there is nothing else.
    let gate = refusal("See you\nat gate 12F-3, and not at 12F-4.");
    assert_eq!((gate.line, gate.excerpt.as_str()), (Some(2), "12F-3, and not at 12F-4."));
    let why = CodeError::CutShort { found: 1, expected: None };
    assert_eq!(gate.why, Why::Code(why));
    check(&format!("at gate 12F-3\n{}", code(1)), &[("1", 2)]);
}

#[test]
fn one_code_ten_thousand_times_is_read_as_often() {
    let all = responses(&format!("{}\n", code(3)).repeat(10_000));
    assert_eq!(all.len(), 10_000);
    assert!(all.iter().all(|found| *found == response(3)));
}

#[test]
fn a_hundred_thousand_codes_are_read_in_order() {
    let text: String = (0..100_000).map(|number| code(number) + "\r\n").collect();
    let expected: Vec<_> = (0..100_000).map(|n: usize| (n.to_string(), n + 1)).collect();
    assert_eq!(in_short(&text), expected);
    let (cohort, told) = taken(&text);
    assert_eq!((cohort.len(), told.len()), (100_000, 100_000));
    assert_eq!((cohort, told), added(&items(&text)));
}

#[test]
fn codes_of_other_models_and_versions_are_told_apart() {
    let older = Response { version: Version::new([0, 0, 9]), ..response(5) };
    let shorter = Response { ratings: older.ratings[..40].to_vec(), ..older.clone() };
    let later = Version::new([9, 0, 0]);
    let ratings = [response(6).ratings, vec![None; 5]].concat();
    let newer = encode(&Response { version: later, ratings, ..response(6) });
    let other = encode(&Response { model: "another".to_owned(), ..response(7) });
    let format_2 = refused_vector("format 2");
    let text = [code(1), other, encode(&older), newer, encode(&shorter), format_2, code(2)];
    let read: Vec<Result<Response, Why>> = items(&text.join("\n"))
        .into_iter()
        .map(|item| match item {
            Item::Response(response, _) => Ok(response),
            Item::Refused(refusal) => Err(refusal.why),
            Item::Nothing => panic!("kept nothing"),
        })
        .collect();
    let here = Version::parse(&model().version).unwrap();
    let expected = [
        Ok(response(1)),
        Err(Why::Code(CodeError::OtherModel)),
        Ok(older),
        Err(Why::Code(CodeError::NewerModel { code: later, here })),
        Ok(shorter),
        Err(Why::Code(CodeError::Format(2))),
        Ok(response(2)),
    ];
    assert_eq!(read, expected);
}

#[test]
fn marks_that_cannot_be_seen_do_not_matter() {
    let code = code(1);
    for mark in ["\u{200B}", "\u{2060}", "\u{FEFF}", "\u{AD}", "\u{202E}"] {
        let text = marked(&code, mark);
        assert_eq!(responses(&text), [response(1)], "{mark:?}");
        let torn = torn(&code);
        let text = marked(&torn, mark);
        let excerpt = refusal(&format!("{mark}\n{text}")).excerpt;
        assert_eq!(excerpt, torn, "{mark:?}");
    }
    // However many there are.
    let gap = format!("{}{}{}", &code[..60], "\u{200B}".repeat(200_000), &code[60..]);
    assert_eq!(responses(&gap), [response(1)]);
}

#[test]
fn a_long_text_without_codes_is_read_in_portions() {
    let text = "It is 12:10 in hall F-1, and all is still.\n".repeat(500_000);
    let mut intake = Intake::new(text);
    let (mut calls, mut before) = (0, 0);
    let last = loop {
        let item = intake.next(model()).unwrap();
        let (done, total) = intake.progress();
        assert!(done - before <= PORTION + 4, "{}", done - before);
        (calls, before) = (calls + 1, done);
        if item != Item::Nothing {
            assert_eq!(done, total);
            break item;
        }
    };
    assert!(calls > 300, "{calls}");
    let excerpt = "It is 12:10 in hall F-1, and all is still.".to_owned();
    assert_eq!(last, Item::Refused(Refusal { line: Some(1), excerpt, why: Why::Nothing }));
    assert_eq!(intake.next(model()), None);
}

#[test]
fn a_code_at_the_end_of_a_portion_is_found() {
    let code = code(1);
    let marked = marked(&code, "\u{AD}");
    for filling in ["a", "1", "é", "€", "\u{1F600}", "%", "\n"] {
        for less in 0..12 {
            for code in [&code, &marked] {
                let filled = filling.repeat((PORTION - less) / filling.len());
                let text = format!("{filled} {code}\n{filled}{filled}\n{code}");
                let found: Vec<_> = find(model(), &text).collect();
                assert_eq!(found.len(), 2, "{filling:?} {less}");
                let read = items(&text);
                let places = read.iter().map(|item| match item {
                    Item::Response(_, place) => place.range.clone(),
                    other => panic!("{other:?}"),
                });
                let expected: Vec<_> = found.into_iter().map(|found| found.range).collect();
                assert_eq!(places.collect::<Vec<_>>(), expected, "{filling:?} {less}");
            }
        }
    }
    // The beginning of a code on both sides of the place where reading pauses.
    let gap = "\u{AD}".repeat(PORTION);
    for cut in 1..8 {
        let text = format!("{}{gap}{}", &code[..cut], &code[cut..]);
        assert_eq!(responses(&text), [response(1)], "{cut}");
    }
}

// ---- documents ----

/// An assessment with everything that is not to be taken, and a code of somebody else in a note.
fn with_notes() -> Assessment {
    let mut assessment = Assessment { name: "Secret name".to_owned(), ..mine(1) };
    let entry = Entry {
        answer: Some(Answer::Rated(level(4))),
        note: format!("Secret note, see {}", code(9)),
        ..Entry::default()
    };
    assessment.entries.insert(model().response_order[0].clone(), entry);
    let own = Some(SelfRating::Seen(Frequency::new(2).unwrap()));
    let item = model().competencies.items[0].id.clone();
    assessment.competencies.insert(item, SelfCheck { own, others: None, revision: 1 });
    assessment
}

fn whole(assessment: &Assessment) -> Response {
    response_of(model(), assessment).unwrap()
}

fn document(assessment: &Assessment) -> Value {
    serde_json::from_str(&write_assessment(assessment)).unwrap()
}

fn backup(assessments: &[Assessment]) -> String {
    write_backup(assessments.iter(), Vec::new(), None, &[], NOW)
}

#[test]
fn our_documents_are_read_as_what_they_would_hand_over() {
    let one = with_notes();
    let two = Assessment { id: id("another-one"), ..mine(2) };
    let stored = write_assessment(&one);
    let exported = result(model(), &one, speech(), NOW);
    let pretty = serde_json::to_string_pretty(&document(&one)).unwrap();
    let (first, second) = (whole(&one), whole(&two));
    assert!(first.has_evidence && first.competencies.is_some() && first.name.is_none());
    assert_eq!((first.id, first.revision), (ResponseId::new(1_000_003), 2));
    assert_eq!(second.competencies, None);

    let both = backup(&[one.clone(), two.clone()]);
    let other = write_assessment(&two);
    let check = |text: &str, expected: &[&Response]| {
        let expected: Vec<Response> = expected.iter().map(|&one| one.clone()).collect();
        assert_eq!(responses(text), expected, "{text}");
    };
    check(&stored, &[&first]);
    check(&pretty, &[&first]);
    check(&format!("\u{FEFF}\r\n {stored}\n"), &[&first]);
    check(&exported, &[&first]);
    check(&both, &[&first, &second]);
    check(&format!("[{exported},{both},\n{other}]"), &[&first, &first, &second, &second]);
    // One below the other, as programs collect them, with codes between.
    check(&format!("{stored}\n{other}\n{exported}"), &[&first, &second, &first]);
    check(&format!("[{stored},\"{}\",{other}]", code(5)), &[&first, &response(5), &second]);
    check(
        &format!("{{\"all\":[{{\"of\":{stored}}},{{\"code\":\"{}\"}}]}}", code(5)),
        &[&first, &response(5)],
    );
    // What follows the last document and is no JSON, is read all the same.
    check(&format!("{stored}\nAnd mine: {}", code(5)), &[&first, &response(5)]);
    // The same words in another order.
    let sorted = serde_json::to_string(&json!({
        "assessments": [document(&two)], "app": "twelvefold", "kind": "backup", "schema": 1,
    }));
    check(&sorted.unwrap(), &[&second]);
}

#[test]
fn codes_within_any_json_are_found() {
    let (one, two) = (code(1), code(2));
    check(&format!("[\"{one}\",\n\"{two}\"]"), &[("1", 1), ("2", 2)]);
    check(&format!("{{\"rows\":[[1,\"a\\\"b\",\"{one}\"]]}}"), &[("1", 1)]);
    check(&format!("{{\"text\":\"x\\n{one}\\n{two}\"}}"), &[("1", 1), ("2", 1)]);
    check(
        &format!("{{\"app\":\"twelvefold\",\"kind\":\"other\",\"codes\":[\"{one}\"]}}"),
        &[("1", 1)],
    );
    // What begins like JSON and is none.
    check(
        &format!("[12.05.26, 10:11:12] Alice: {one}\n[12.05.26] Bob: {two}"),
        &[("1", 1), ("2", 2)],
    );
    check(&format!("{{{one}}} [[["), &[("1", 1)]);
    check(&format!("[\"{one}"), &[("1", 1)]);
    check(&format!("{}{one}", "[".repeat(200)), &[("1", 1)]);
}

#[test]
fn the_same_file_is_the_same_response() {
    let unshared = Assessment { response: None, ..with_notes() };
    let first = whole(&unshared);
    assert_eq!(first, whole(&unshared));
    // As `docs/formats.md` says.
    assert_eq!(unshared.id, id("k3j9x2abcdef"));
    assert_eq!(first.id.bits(), 0xe5d7_218d_8857);
    let edited = Assessment { revision: 90, ..unshared.clone() };
    assert_eq!((whole(&edited).id, whole(&edited).revision), (first.id, 90));
    let others: HashSet<ResponseId> = (0..10_000)
        .map(|number| {
            whole(&Assessment { id: id(&format!("no-{number:05}")), ..unshared.clone() }).id
        })
        .collect();
    assert_eq!(others.len(), 10_000);
}

#[test]
fn documents_that_cannot_be_read_say_why() {
    let one = with_notes();
    let change = |key: &str, value: Value| {
        let mut document = document(&one);
        document[key] = value;
        document.to_string()
    };
    let why = |text: &str| refusal(text).why;

    let mut other = one.clone();
    other.model.id = "another".to_owned();
    assert_eq!(why(&write_assessment(&other)), Why::Code(CodeError::OtherModel));

    let mut newer = one.clone();
    newer.model.version = "9.0.0".to_owned();
    assert_eq!(responses(&write_assessment(&newer)), [whole(&one)]);
    newer.entries.insert("not-yet-known".to_owned(), one.entries.values().next().unwrap().clone());
    let expected = CodeError::NewerModel {
        code: Version::new([9, 0, 0]),
        here: Version::parse(&model().version).unwrap(),
    };
    assert_eq!(why(&write_assessment(&newer)), Why::Code(expected));

    assert_eq!(why(&change("schema", 99.into())), Why::NewerDocument { schema: 99 });
    let unanswered =
        Assessment { entries: Sorted::new(), competencies: Sorted::new(), ..one.clone() };
    assert_eq!(why(&write_assessment(&unanswered)), Why::Unanswered);

    for (key, value) in [
        ("header", json!({})),
        ("model", json!(3)),
        ("answers", json!({ "rm-framework": { "revision": 1, "value": 9 } })),
        ("competencies", json!(7)),
        ("response", json!(-1)),
    ] {
        let found = why(&change(key, value));
        let Why::Document(problems) = &found else { panic!("{key}: {found:?}") };
        assert!(problems.iter().all(|problem| problem.place.starts_with(key)), "{problems:?}");
    }
    // What nothing of a response is in can be as damaged as it likes.
    assert_eq!(responses(&change("plan", json!([1, 2]))), [whole(&one)]);
    assert_eq!(responses(&change("aims", json!(1))), [whole(&one)]);

    assert_eq!(why(&backup(&[])), Why::Nothing);
    // One of several is not held against the others.
    let both = backup(&[unanswered, mine(2)]);
    assert!(matches!(items(&both).as_slice(), [Item::Refused(_), Item::Response(..)]));
}

#[test]
fn documents_that_are_cut_off_or_damaged_say_where() {
    let one = with_notes();
    let lines = write_assessment(&one).replace(",\"", ",\n\"");
    // Cut anywhere, it is a document as soon as it says that it is one.
    let (_, rest) = lines.split_once("\"assessment\"").unwrap();
    for end in [lines.len() - rest.len(), lines.len() / 2, lines.len() - 1] {
        let found = refusal(&lines[..end]);
        let Why::Json(not) = &found.why else { panic!("{found:?}") };
        assert!(not.ends_early, "{not:?}");
        assert_eq!(found.line, Some(lines[..end].lines().count()));
        let expected = "{\"app\":\"twelvefold\", \"kind\":\"assessment\"";
        assert!(found.excerpt.starts_with(expected), "{}", found.excerpt);
    }
    // Whatever comes first in it, nobody's words are shown.
    let sorted = document(&one).to_string();
    assert_eq!(refusal(&sorted[..sorted.len() - 1]).excerpt, "{\"answers\":");
    // Damaged in its third line, after a document that is whole.
    let damaged = lines.replacen("\"schema\":2", "\"schema\":2]", 1);
    let stored = write_assessment(&mine(2));
    let found = items(&format!("{stored}\n\n{damaged}"));
    let [Item::Response(..), Item::Refused(second)] = found.as_slice() else { panic!("{found:?}") };
    assert!(matches!(&second.why, Why::Json(not) if !not.ends_early), "{second:?}");
    assert_eq!(second.line, Some(5));
    // Of a backup that is cut off, what is whole is read.
    let all = backup(&[mine(1), mine(2), mine(3)]);
    let third = all.rfind("\"assessment\"").unwrap();
    let found = items(&all[..third]);
    assert!(
        matches!(found.as_slice(), [Item::Response(..), Item::Response(..), Item::Refused(_)]),
        "{found:?}"
    );
    // Of a result, nothing is missing when only what was worked out is.
    let exported = result(model(), &one, speech(), NOW);
    assert_eq!(responses(&exported[..exported.len() - 20_000]), [whole(&one)]);
    let early = exported.find("\"answers\"").unwrap();
    assert!(matches!(refusal(&exported[..early]).why, Why::Json(_)));
    // Deeper than what is read.
    let deep = format!("{{\"app\":\"twelvefold\",\"kind\":\"backup\",\"x\":{}", "[".repeat(300));
    assert!(matches!(refusal(&deep).why, Why::Json(not) if not.is_too_deep()));
}

#[test]
fn files_that_were_not_looked_into_are_named() {
    let why = Why::TooLarge { bytes: MAX_FILE_BYTES + 1, limit: MAX_FILE_BYTES };
    let found = Refusal::of_file("long\u{202E}\nname.csv", why.clone());
    assert_eq!(found, Refusal { line: None, excerpt: "long name.csv".to_owned(), why });
    assert_eq!(Refusal::of_file(&"x".repeat(500), Why::Folder).excerpt.len(), 120);
}

#[test]
fn excerpts_are_short_and_on_one_line() {
    for (text, least, expected) in [
        ("", 0, ""),
        ("a  b\t\tc \n d", 0, "a b c"),
        ("a  b\t\tc \n d\ne", 9, "a b c d"),
        ("\n\n a\u{200B}b\r\nc", 0, "ab"),
        ("a\u{0}b\u{7F}\u{2028}c", 5, "a b c"),
        (" \u{AD} ", 3, ""),
    ] {
        assert_eq!(excerpt(text, least), expected, "{text:?}");
    }
    for text in ["ж".repeat(300), "a ".repeat(300)] {
        let found = excerpt(&text, 0);
        assert!(matches!(found.chars().count(), 119 | 120), "{found}");
    }
}

// ---- bytes ----

#[test]
fn files_are_read_in_the_encodings_that_spreadsheets_write() {
    let text = format!("Süd;{};€ “ž”\r\n", code(1));
    let utf_16 = |mark: u16, write: fn(u16) -> [u8; 2]| {
        let units = std::iter::once(mark).chain(text.encode_utf16());
        units.flat_map(write).collect::<Vec<u8>>()
    };
    let windows = format!("S\u{FC}d;{};\u{80} \u{93}\u{9E}\u{94}\r\n", code(1));
    let windows: Vec<u8> = windows.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [
        text.clone().into_bytes(),
        utf_16(0xFEFF, u16::to_le_bytes),
        utf_16(0xFEFF, u16::to_be_bytes),
        windows,
    ] {
        assert_eq!(text_of(bytes), Ok(text.clone()));
    }
    assert_eq!(text_of(Vec::new()), Ok(String::new()));
    assert_eq!(text_of(b"\xEF\xBB\xBFa".to_vec()), Ok("\u{FEFF}a".to_owned()));
    // The end of a file that was cut in the middle of a letter.
    assert_eq!(text_of(vec![0xFF, 0xFE, b'a', 0, b'b']), Ok("a".to_owned()));
    for no_text in [b"PK\x03\x04\x14\x00\x06".to_vec(), vec![0x89, b'P', 0, 0xFF], vec![0, 0]] {
        assert_eq!(text_of(no_text), Err(Why::NotText));
    }
}

// ---- tables ----

fn parts(table: &Table) -> Vec<(&str, usize, Vec<&str>)> {
    let part = |column: &'_ Column| (column.place, column.values.clone());
    assert_eq!(
        table.columns().iter().map(part).collect::<HashSet<_>>().len(),
        table.columns().len()
    );
    table
        .columns()
        .iter()
        .map(|Column { head, place, values, .. }| {
            (head.as_str(), *place, values.iter().map(String::as_str).collect())
        })
        .collect()
}

/// A table of responses, with a region and a size beside each and two columns that group nothing.
fn sheet(count: u64, separator: &str, heads: bool) -> String {
    let mut lines = Vec::new();
    if heads {
        lines.push(["No", "Region", "Code", "Always", "Size"].join(separator));
    }
    for number in 0..count {
        let region = ["North", "South, East", "", "West"][number as usize % 4];
        let region =
            if region.contains(separator) { format!("\"{region}\"") } else { region.to_owned() };
        let size = ["small", "big"][usize::from(number > 2)];
        lines.push([&number.to_string(), &region, &code(number), "yes", size].join(separator));
    }
    lines.join("\r\n") + "\r\n"
}

#[test]
fn columns_beside_codes_are_offered() {
    let values = vec!["North", "South, East", "West"];
    for separator in [",", ";", "\t"] {
        let with_heads = sheet(30, separator, true);
        let table = columns(&with_heads).unwrap();
        assert_eq!(
            parts(&table),
            [("Region", 1, values.clone()), ("Size", 4, vec!["small", "big"])]
        );
        assert_eq!(table.len(), 30);
        let without = columns(&sheet(30, separator, false)).unwrap();
        assert_eq!(parts(&without), [("", 1, values.clone()), ("", 4, vec!["small", "big"])]);

        // The values go to the codes that stand beside them.
        let read = items(&with_heads);
        assert_eq!(read.len(), 30);
        for item in &read {
            let Item::Response(response, place) = item else { panic!("{item:?}") };
            let number = response.id.bits() / 1_000_003;
            let region =
                [Some("North"), Some("South, East"), None, Some("West")][number as usize % 4];
            assert_eq!(table.value_at(0, place.range.start), region, "{number}");
            let tags: Vec<&str> = table
                .tags_from(0)
                .filter(|(record, _)| record.contains(&place.range.start))
                .map(|(_, value)| value)
                .collect();
            assert_eq!(tags, Vec::from_iter(region), "{number}");
        }
        assert_eq!(table.value_at(0, 3), None, "the line of heads");
        assert_eq!(table.value_at(2, 100), None, "no such column");
        assert_eq!(table.tags_from(7).count(), 0);
    }
}

#[test]
fn what_is_no_table_or_groups_nothing_is_not_offered() {
    let codes: Vec<String> = (0..30).map(code).collect();
    let each = |line: fn(usize, &str) -> String| {
        let lines = codes.iter().enumerate().map(|(number, code)| line(number, code));
        lines.collect::<Vec<_>>().join("\n")
    };
    for text in [
        String::new(),
        codes[0].clone(),
        codes.join("\n"),
        "a,b\nc,d\n".repeat(20),
        format!("Dear all, this is mine: {}, and yours?", codes[0]),
        // A chat is full of commas, and its dates are no groups.
        each(|number, code| format!("{}.05.26, 10:11 - Alice: {code}", number % 3)),
        // Every value is another, or all are the same.
        each(|number, code| format!("{number},{code},same")),
        each(|number, code| format!("{},{code}", "x".repeat(61 + number % 2))),
        // Lines of any number of cells.
        each(|number, code| format!("{}{code}", "a,".repeat(1 + number % 5))),
    ] {
        assert_eq!(columns(&text), None, "{text}");
    }
    let long = each(|number, code| format!("{},{code}", "é".repeat(59 + number % 2)));
    assert_eq!(columns(&long).unwrap().columns().len(), 1);
    let values = |count: u64| {
        let lines = (0..60).map(|number| format!("v{},{}", number % count, code(number)));
        columns(&lines.collect::<Vec<_>>().join("\n"))
    };
    assert_eq!(values(24).unwrap().columns()[0].values.len(), 24);
    assert_eq!(values(25), None);
}

#[test]
fn cells_are_read_as_spreadsheets_write_them() {
    let rows = [
        format!("\"North \"\"Sea\"\"\",\"two\nlines\",{}", code(1)),
        format!(" \"odd\" mark ,\"two\nlines\",\"{}\"", code(2)),
        format!("\"North \"\"Sea\"\"\",,https://there.example/#/r/{}", code(3)),
        format!("\"open,x,{}", code(4)),
        format!("5\"\" pipe,x,{}", code(5)),
    ];
    let head = "Exported today\n\n\"Where, exactly\",What,\u{FEFF}Code\nnobody,,\n";
    for ending in ["\n", "\r\n", "\r"] {
        let text = format!("{head}{}", rows.join(ending));
        let table = columns(&text).unwrap();
        let where_values = vec!["North \"Sea\"", "\"odd\" mark", "\"open", "5\"\" pipe"];
        assert_eq!(
            parts(&table),
            [("Where, exactly", 0, where_values), ("What", 1, vec!["two\nlines", "x"])]
        );
        assert_eq!(table.len(), 5);
    }
    // A mark that is never closed takes only its cell with it.
    let (sheet, tail) = (sheet(30, ",", true), "z,".repeat(50_000));
    let table = columns(&format!("{sheet}\"{tail}\n{sheet}")).unwrap();
    assert_eq!(table.len(), 60);
    // A line that is too long is no record, and the next one is.
    for long in [tail.clone(), "z".repeat(100_000), format!("{},{}", code(1), "é".repeat(100_000))]
    {
        let table = columns(&format!("{sheet}{long}\n{sheet}{long}")).unwrap();
        assert_eq!(table.len(), 60);
        assert_eq!(columns(&format!("{long}\n{sheet}")).unwrap().len(), 30);
    }
}

#[test]
fn a_large_table_is_read_in_portions() {
    let text = sheet(3_000, ";", true);
    let mut reader = TableReader::new(&text).unwrap();
    let mut steps = 1;
    while !reader.step(&text) {
        steps += 1;
    }
    assert!(steps >= text.len() / (PORTION + 200), "{steps}");
    assert_eq!(reader.table(), columns(&text));
    assert_eq!(columns(&text).unwrap().len(), 3_000);
}

// ---- properties ----

/// Pieces of texts with codes, fillings longer than a portion among them.
fn any_piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0..40_u64).prop_map(code),
        4 => (0..40_u64, 4..78_usize).prop_map(|(number, end)| code(number).chars().take(end).collect()),
        2 => Just("12F-".to_owned()),
        2 => any_text(30),
        4 => "[ ,;\t\n\r\"%>{}\\[\\]:12Ff=-]{0,6}",
        1 => (0_usize..4, 65_520..65_560_usize).prop_map(|(which, bytes)| {
            let filling = ["x", "\u{AD}", "€", "1"][which];
            filling.repeat(bytes / filling.len())
        }),
    ]
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn reading_in_portions_is_reading_at_once(pieces in proptest::collection::vec(any_piece(), 0..14)) {
        let text = pieces.concat();
        let mut expected: Vec<_> = find(model(), &text)
            .map(|found| (found.response.clone().map_err(Why::Code), found.range.start))
            .collect();
        let whole = items(&text);
        let mut read: Vec<_> = whole
            .iter()
            .map(|item| match item {
                Item::Response(response, place) => (Ok(response.clone()), Some(place.range.start)),
                Item::Refused(refusal) => (Err(refusal.why.clone()), None),
                Item::Nothing => panic!("kept nothing"),
            })
            .collect();
        if expected.is_empty() {
            // The one word about the whole.
            prop_assert!(matches!(read.pop(), Some((Err(Why::Nothing | Why::Code(_)), None))));
        }
        prop_assert_eq!(read.len(), expected.len());
        for ((found, at), (expected, start)) in read.into_iter().zip(expected.drain(..)) {
            prop_assert_eq!(&found, &expected);
            prop_assert!(at.is_none_or(|at| at == start));
        }
        prop_assert_eq!(taken(&text), added(&whole));
        for item in &whole {
            if let Item::Response(_, place) = item {
                let before = text[..place.range.start].replace("\r\n", "\n");
                prop_assert_eq!(place.line, 1 + before.matches(['\n', '\r']).count());
            }
        }
        if let Some(table) = columns(&text) {
            for (record, value) in (0..table.columns().len()).flat_map(|c| table.tags_from(c)) {
                prop_assert!(!value.is_empty() && text.get(record).is_some());
            }
        }
    }

    /// Names, grades and observations are read into a cohort as they were handed over.
    #[test]
    fn what_is_taken_is_what_was_handed_over(
        assessment in any_answered(),
        name in proptest::option::of(any_text(70)),
        evidence in any::<bool>(),
        competencies in any::<bool>(),
    ) {
        let assessment = Assessment { response: Some(ResponseId::new(1)), ..assessment };
        let options = Options { evidence, competencies, name };
        let response = Response::of(model(), &assessment, &options).unwrap();
        let (cohort, _) = taken(&encode(&response));
        prop_assert_eq!(cohort.row(0).unwrap().response(model()), response);
    }

    /// The text is JSON in any state of repair, with documents in it.
    #[test]
    fn any_json_is_gone_through(
        assessments in proptest::collection::vec(any_answered(), 0..4),
        cut in any::<prop::sample::Index>(),
        put in prop_oneof![Just(String::new()), "[{}\\[\\],:\"\\\\a1]{1,3}", any_text(4)],
        at in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let text = backup(&assessments);
        let mut at = at.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let mut changed = format!("{}{put}{}", &text[..at], &text[at..]);
        if is_cut {
            let mut end = cut.index(changed.len() + 1);
            while !changed.is_char_boundary(end) {
                end -= 1;
            }
            changed.truncate(end);
        }
        let read = items(&changed);
        prop_assert!(!read.is_empty());
        if changed == text {
            let expected: Vec<_> = assessments.iter().map(|one| response_of(model(), one)).collect();
            let read: Vec<_> = read
                .into_iter()
                .map(|item| match item {
                    Item::Response(response, _) => Ok(response),
                    Item::Refused(refusal) => Err(refusal.why),
                    Item::Nothing => panic!("kept nothing"),
                })
                .collect();
            let nothing = vec![Err(Why::Nothing)];
            prop_assert_eq!(read, if expected.is_empty() { nothing } else { expected });
        }
    }

    #[test]
    fn any_bytes_are_gone_through(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(text) = text_of(bytes) {
            prop_assert!(!items(&text).is_empty());
            prop_assert!(excerpt(&text, text.len()).chars().count() <= 120);
        }
    }
}
