//! Ecosystem views as they are kept: every bit comes back, nothing damaged passes for something else, and neither another
//! tab nor a browser in trouble takes a response away.

use std::{cell::RefCell, collections::BTreeMap, fmt::Write as _, fs, rc::Rc, sync::Arc};

use base::json::{Fault, Problem};
use cohort::{
    Cohort, MOST_FACETS, MOST_VALUES, Named, VIEW_NAME_LIMIT, View,
    document::{ViewError, ViewHead, read_view, read_view_head, write_view},
    merge_views,
    response::{Month, Observations, Response},
};
use domain::wire::MAX_VIEW_BYTES;
use domain::{
    assessment::{ModelVersion, ResponseId, ViewId},
    model::{Form, Model, Profile, Role, Version},
    wire::{BackupKind, read_backup, write_backup},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use workspace::store::{
    Entry, FoundViews, KeptView, KeyValue, ListedView, NoView, Outlook, Recovered, RestoreOutcome,
    Saying, SetAside, StorageError, Store, ViewNews, ViewTrouble, WhyNot, Written, open, view_key,
};

use crate::{
    formats::{parsed, problems, validator},
    response::any_response,
    store::{Shelf, Trouble, tab},
    support::{FULL, NOW, any_text, cases, model, ratings, seen},
};

const FIXTURE: &str = include_str!("fixtures/view-1.json");
const SCHEMA: &str = include_str!("../../docs/schema/view-1.json");
const KEY: &str = "twelvefold:e:h7m2p9qrstuv";
const ASIDE: &str = "twelvefold:aside:e:h7m2p9qrstuv:1";

fn id(text: &str) -> ViewId {
    ViewId::new(text).unwrap()
}

fn view_id() -> ViewId {
    id("h7m2p9qrstuv")
}

/// So many practices had the version of the model that these responses were written with.
const PRACTICES: usize = 60;

/// A response of which only the id, the revision and the first level are its own.
fn response(number: u64, revision: u64, level: u8) -> Response {
    let mut said = vec![format!("{level}"); PRACTICES];
    for (said, word) in said[1..4].iter_mut().zip(["NA", "DK", "-"]) {
        word.clone_into(said);
    }
    Response {
        model: model().id.clone(),
        version: Version::new([0, 1, 0]),
        profile: FULL,
        id: ResponseId::new(number),
        revision,
        month: Month::new(2026, 11).unwrap(),
        ratings: ratings(&said.join(" ")),
        has_evidence: false,
        competencies: None,
        name: None,
    }
}

fn of(responses: &[Response]) -> View {
    let mut view = View::new(view_id(), "Port logistics", model(), NOW);
    for response in responses {
        view.cohort.add(response);
    }
    view.revision = 5;
    view
}

/// Orchestrators and members in two regions, of which one hands over everything there is.
fn whole() -> View {
    let mut view = of(&[]);
    view.model = ModelVersion { id: model().id.clone(), version: "0.1.0".to_owned() };
    let region = view.cohort.add_facet("Region").unwrap();
    for number in 1..=12_u64 {
        let level = (number % 5 + 1) as u8;
        let mut one = response((number << 40) | (7_919 * number), number * number, level);
        if number % 4 != 0 {
            one.profile = Profile { role: Role::Member, form: Form::Short, ..FULL };
        }
        if number == 5 {
            one.has_evidence = true;
            one.ratings = ratings(&"3:2 4:3 1:1 5:3 NA DK - ".repeat(10));
            one.ratings.truncate(PRACTICES);
            let both = Observations { own: Some(seen(4)), others: None };
            one.competencies = Some(vec![both; model().competencies.items.len()]);
            one.name = Some("Port authority".to_owned());
        }
        view.cohort.add(&one);
        view.cohort.tag(one.id, region, ["North", "South", ""][number as usize % 3]);
    }
    view.facet = Some(region);
    view.rules.named = Named::Orchestrators;
    view.changed = NOW + 100_000;
    view
}

fn ids(view: &View) -> Vec<u64> {
    view.cohort.rows().map(|row| row.id().bits()).collect()
}

#[track_caller]
fn read(text: &str) -> View {
    match read_view(model(), text) {
        Ok((view, problems)) => {
            assert_eq!(problems, []);
            view
        }
        Err(error) => panic!("{error}: {text:.300}"),
    }
}

// ---- the document ----

#[test]
fn what_was_written_once_is_read_for_ever() {
    let path = crate::support::root().join("tests/core/fixtures/view-1.json");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(path, write_view(&whole()) + "\n").unwrap();
        return;
    }
    let view = read(FIXTURE);
    assert_eq!(view, whole());
    assert_eq!(ids(&view), ids(&whole()), "in the same order");
    let named = view.cohort.rows().find(|row| row.name().is_some()).unwrap();
    assert_eq!((named.name(), named.carries().evidence), (Some("Port authority"), true));
    assert_eq!(named.version(), Version::new([0, 1, 0]));
    let (head, expected) = (read_view_head(FIXTURE).unwrap(), ViewHead::of(&whole()));
    assert_eq!((head.id, head.name, head.model), (expected.id, expected.name, expected.model));
    assert_eq!((head.responses, head.revision), (expected.responses, expected.revision));
    // Kept again it has room for the practices that came since, and is the same.
    assert_eq!(read(&write_view(&view)), view);
    assert_eq!(problems(&validator(SCHEMA), &parsed(FIXTURE)), Vec::<String>::new());
}

#[test]
fn an_empty_view_is_a_view() {
    let mut view = View::new(view_id(), "", model(), NOW);
    assert_eq!(read(&write_view(&view)), view);
    // Without responses, but with everything else at its end.
    view.name = "ж".repeat(VIEW_NAME_LIMIT);
    (view.rules.min_group, view.rules.by_heads) = (u32::MAX, true);
    view.rules.named = Named::Everybody;
    view.revision = 1 << 53;
    for facet in 0..MOST_FACETS {
        view.cohort.add_facet(&format!("Facet \"{facet}\"\n"));
    }
    view.facet = Some(MOST_FACETS - 1);
    let text = write_view(&view);
    assert_eq!(read(&text), view);
    assert_eq!(problems(&validator(SCHEMA), &parsed(&text)), Vec::<String>::new());
}

#[test]
fn a_response_of_sixty_five_answers_takes_twenty_units() {
    // Revisions as they are after answering.
    let responses: Vec<Response> =
        (0..1_000).map(|n| response(n << 30 | n, 40 + n % 60, (n % 5 + 1) as u8)).collect();
    let text = write_view(&of(&responses));
    let units = text.encode_utf16().count();
    assert!(units < 20 * 1_000 + 600, "{units}");
    // The quota of five million units holds a hundred thousand, with evidence and self-check as well.
    assert!(text.len() < 3 * units);
}

/// Reads the packed text as `docs/formats.md` describes it: a string of bits.
#[test]
fn bits_stand_as_they_are_described() {
    let document = parsed(&write_view(&whole()));
    let mut bits = String::new();
    for letter in document["responses"].as_str().unwrap().chars() {
        assert!(('\u{4E00}'..='\u{8DFF}').contains(&letter), "{letter:?}");
        write!(bits, "{:014b}", u32::from(letter) - 0x4E00).unwrap();
    }
    let mut rest = bits.as_str();
    let mut take = |count: usize| {
        let (bits, after) = rest.split_at(count);
        rest = after;
        u64::from_str_radix(bits, 2).unwrap_or_default()
    };
    assert_eq!(document["versions"], json!(["0.1.0"]));
    for number in 1..=12_u64 {
        let is_fifth = number == 5;
        assert_eq!(take(48), (number << 40) | (7_919 * number));
        let mut revision = 0;
        loop {
            let follows = take(1) == 1;
            revision = revision << 4 | take(4);
            if !follows {
                break;
            }
        }
        assert_eq!(revision, number * number);
        assert_eq!(take(12), 26 * 12 + 10, "November 2026");
        assert_eq!(
            [take(1), take(2), take(2), take(1)],
            match number {
                4 | 8 | 12 => [0, 1, 2, 1],
                _ => [1, 1, 2, 0],
            }
        );
        assert_eq!([take(1), take(1)], [u64::from(is_fifth); 2]);
        // One version takes no bits. One facet, with South and North in the order in which they came.
        assert_eq!(take(5), [2, 1, 0][(number % 3) as usize]);
        let level = number % 5 + 1;
        let answers: Vec<u64> = (0..65).map(|_| take(3)).collect();
        if !is_fifth {
            assert_eq!(answers[..5], [level, 6, 7, 0, level]);
            continue;
        }
        assert_eq!(answers[..8], [3, 4, 1, 5, 6, 7, 0, 3]);
        let grades: Vec<u64> =
            answers.iter().filter(|n| (1..=5).contains(*n)).map(|_| take(2)).collect();
        assert_eq!(grades[..5], [2, 3, 1, 3, 2]);
        for _ in 0..12 {
            assert_eq!([take(3), take(3)], [4, 0]);
        }
    }
    assert!(rest.len() < 14 && rest.bytes().all(|bit| bit == b'0'), "{rest}");
    assert_eq!(document["checksum"], json!(checksum(&document)));
}

/// The CRC-32 as `docs/formats.md` describes it.
fn checksum(document: &Value) -> u32 {
    let mut covered = String::new();
    let mut take = |text: &str| {
        covered += text;
        covered += "\n";
    };
    for number in ["practices", "competencies", "count"] {
        take(&document[number].to_string());
    }
    let texts = |list: &Value| -> Vec<String> {
        list.as_array().into_iter().flatten().map(|t| t.as_str().unwrap().to_owned()).collect()
    };
    for version in texts(&document["versions"]) {
        take(&version);
    }
    for facet in document["facets"].as_array().into_iter().flatten() {
        take(facet["name"].as_str().unwrap());
        for value in texts(&facet["values"]) {
            take(&value);
        }
    }
    for (id, name) in document["names"].as_object().into_iter().flatten() {
        take(id);
        take(name.as_str().unwrap());
    }
    take(document["responses"].as_str().unwrap_or_default());
    !covered.bytes().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 }
        })
    })
}

/// The document with something else in it, and the checksum that belongs to that.
fn forged(change: impl FnOnce(&mut Value)) -> String {
    let mut document = parsed(FIXTURE);
    change(&mut document);
    document["checksum"] = json!(checksum(&document));
    document.to_string()
}

#[track_caller]
fn check_refused(text: &str, place: &str) {
    match read_view(model(), text) {
        Err(ViewError::NotAView(problems)) => {
            assert!(problems.iter().any(|p| p.place == place), "{place}: {problems:?}");
        }
        other => panic!("{place}: {other:?}"),
    }
}

#[test]
fn what_is_wrong_has_its_place() {
    for (field, bad) in [
        ("app", json!("othertool")),
        ("kind", json!("assessment")),
        ("schema", json!(0)),
        ("id", json!("../..")),
        ("revision", json!(-1)),
        ("model", json!(null)),
        ("created", json!("today")),
        ("changed", json!(1.5)),
        ("versions", json!("0.1.0")),
        ("practices", json!(256)),
        ("competencies", json!(-1)),
        ("count", json!(null)),
        ("responses", json!(7)),
        ("responses", json!(null)),
        ("names", json!([])),
        ("facets", json!({})),
        ("checksum", json!("x")),
        ("checksum", json!(7)),
    ] {
        let mut document = parsed(FIXTURE);
        document[field] = bad.clone();
        check_refused(&document.to_string(), field);
        assert!(!validator(SCHEMA).is_valid(&document) || field == "checksum", "{field}: {bad}");
    }
    check_refused(&forged(|d| d["versions"] = json!(["1"])), "versions[0]");
    check_refused(&forged(|d| d["facets"][0]["name"] = json!("")), "facets[0].name");
    check_refused(&forged(|d| d["facets"][0]["values"][1] = json!("")), "facets[0].values[1]");
    let many: Vec<String> = (0..=MOST_VALUES).map(|n| n.to_string()).collect();
    check_refused(&forged(|d| d["facets"][0]["values"] = json!(many)), "facets[0].values");
    let facets = vec![json!({"name": "a", "values": []}); MOST_FACETS + 1];
    check_refused(&forged(|d| d["facets"] = json!(facets)), "facets");
    for names in [
        json!({"5000009aab": "x"}),
        json!({"0500000009AB": "x"}),
        json!({"1000000000000": "x"}),
        json!({"05000000009a": " x"}),
        json!({"05000000009a": "a\nb"}),
    ] {
        check_refused(&forged(|d| d["names"] = names), "names");
    }
    // Of nobody.
    check_refused(&forged(|d| d["names"] = json!({"000000000001": "x"})), "responses");
}

/// The packed text with other bits in it, and the checksum that belongs to that.
fn with_bits(change: impl FnOnce(&mut Vec<u8>)) -> String {
    forged(|document| {
        let letters = document["responses"].as_str().unwrap().chars();
        let values = letters.map(|letter| u32::from(letter) - 0x4E00);
        let mut bits: Vec<u8> =
            values.flat_map(|value| (0..14).rev().map(move |at| (value >> at & 1) as u8)).collect();
        change(&mut bits);
        let text: String = bits
            .chunks(14)
            .map(|bits| bits.iter().fold(0, |value, bit| value << 1 | u32::from(*bit)))
            .map(|value| char::from_u32(0x4E00 + value).unwrap())
            .collect();
        document["responses"] = json!(text);
    })
}

type Change<'a> = &'a dyn Fn(&mut Vec<u8>);

#[test]
fn bits_that_nobody_writes_are_not_read() {
    let put = |bits: &mut Vec<u8>, at: usize, count: usize, number: u64| {
        for (place, bit) in bits[at..at + count].iter_mut().rev().enumerate() {
            *bit = (number >> place & 1) as u8;
        }
    };
    // The first response: id 48, revision 1 in one group, month, profile, flags, value, answers.
    let cases: [(&str, Change<'_>); 7] = [
        ("a month after 2199", &|bits| put(bits, 53, 12, 2_400)),
        ("a stage that is none", &|bits| put(bits, 53 + 12 + 3, 2, 3)),
        ("a value that the facet has not", &|bits| put(bits, 53 + 12 + 6 + 2, 5, 3)),
        ("evidence where none follows", &|bits| put(bits, 53 + 12 + 6, 1, 1)),
        ("a bit that fills up", &|bits| *bits.last_mut().unwrap() = 1),
        ("a character too many", &|bits| bits.extend([0; 14])),
        ("a character too few", &|bits| bits.truncate(bits.len() - 14)),
    ];
    for (what, change) in cases {
        let text = with_bits(change);
        assert!(matches!(read_view(model(), &text), Err(ViewError::NotAView(_))), "{what}");
    }
    // One id twice.
    let twice = with_bits(|bits| {
        let second = 48 + 5 + 12 + 6 + 2 + 5 + 3 * 60;
        bits.copy_within(..48, second);
    });
    check_refused(&twice, "responses");
    let damaged = |place: &str| Problem { place: place.to_owned(), fault: Fault::Damaged };
    let ViewError::NotAView(found) = read_view(model(), &twice).unwrap_err() else { panic!() };
    assert_eq!(found, [damaged("responses")]);
    // And as it was, the same way of changing changes nothing.
    assert_eq!(read(&with_bits(|_| {})), whole());
}

#[test]
fn a_setting_that_is_wrong_costs_no_response() {
    for (pointer, bad) in [
        ("/rules", json!(null)),
        ("/rules/min_group", json!(-1)),
        ("/rules/named", json!("king")),
        ("/rules/by_heads", json!(1)),
        ("/facet", json!(1)),
        ("/facet", json!("Region")),
        ("/name", json!(7)),
        ("/name", json!("x".repeat(VIEW_NAME_LIMIT + 1))),
    ] {
        let broken = crate::formats::with(&parsed(FIXTURE), pointer, bad);
        let (view, found) = read_view(model(), &broken.to_string()).unwrap();
        assert_eq!(found.len(), 1, "{pointer}: {found:?}");
        let place = pointer.trim_start_matches('/').replace('/', ".");
        assert_eq!(found[0].place, place);
        assert_eq!(view.cohort, whole().cohort);
        // That a facet is there, a schema cannot say.
        assert!(pointer == "/facet" || !validator(SCHEMA).is_valid(&broken), "{pointer}");
    }
    // Of a field that is there twice the first counts, and it is said.
    let twice = FIXTURE.replacen("\"created\"", "\"responses\":\"\",\"created\"", 1);
    assert!(matches!(read_view(model(), &twice), Err(ViewError::NotAView(_))));
    let twice = FIXTURE.trim_end().replacen("\"checksum\"", "\"name\":\"Other\",\"checksum\"", 1);
    let (view, found) = read_view(model(), &twice).unwrap();
    assert_eq!((view, found.len()), (whole(), 1));
}

fn newer() -> String {
    write_view(&whole()).replacen("\"schema\":1", "\"schema\":2,\"mood\":\"good\"", 1)
}

fn of_other_model() -> String {
    FIXTURE.replacen(&model().id, "somebody-elses", 1)
}

#[test]
fn what_is_newer_or_of_another_model_says_what_it_is() {
    let head = Box::new(ViewHead::of(&whole()));
    let expected = ViewError::Newer { schema: 2, head: Some(head) };
    assert_eq!(read_view(model(), &newer()), Err(expected.clone()));
    assert_eq!(read_view_head(&newer()), Err(expected));
    // What another schema looks like is not known.
    for text in [r#"{"schema":3}"#, r#"{"app":"twelvefold","kind":"view","schema":3,"rows":[]}"#] {
        let none = Err(ViewError::Newer { schema: 3, head: None });
        assert_eq!(read_view(model(), text), none);
    }

    let head = read_view_head(&of_other_model()).unwrap();
    assert_eq!((head.model.id.as_str(), head.responses), ("somebody-elses", 12));
    assert_eq!(read_view(model(), &of_other_model()), Err(ViewError::OtherModel(Box::new(head))));

    // A model that asks less than the one that wrote it, and one that asks more.
    let mut less: Model = model().clone();
    less.response_order.truncate(PRACTICES - 1);
    assert!(matches!(read_view(&less, FIXTURE), Err(ViewError::NewerModel(_))));
    let mut more: Model = model().clone();
    more.response_order.push("of-the-future".to_owned());
    let (grown, found) = read_view(&more, FIXTURE).unwrap();
    assert_eq!((grown.cohort.len(), found), (12, vec![]));
    for (row, before) in grown.cohort.rows().zip(whole().cohort.rows()) {
        let response = row.response(&more);
        assert_eq!(response.ratings[..65], before.response(model()).ratings);
        assert_eq!(response.ratings[65], None);
        assert_eq!(response.competencies, before.response(model()).competencies);
    }
    let text = write_view(&grown);
    assert_eq!(read_view(&more, &text), Ok((grown, vec![])));
}

#[test]
fn size_is_limited_and_promises_are_not_believed() {
    let long = " ".repeat(MAX_VIEW_BYTES) + FIXTURE;
    assert!(matches!(read_view(model(), &long), Err(ViewError::Unreadable(_))));
    check_refused(&forged(|d| d["count"] = json!(1_000_000)), "responses");
    check_refused(&forged(|d| d["count"] = json!(1_000_001)), "count");
    check_refused(&forged(|d| (d["count"], d["responses"]) = (json!(9), json!(""))), "responses");
    let none = forged(|d| {
        (d["count"], d["responses"], d["names"]) = (json!(0), json!(""), json!({}));
    });
    assert!(read(&none).cohort.is_empty());
}

// ---- properties ----

fn any_view() -> impl Strategy<Value = View> {
    let responses = proptest::collection::vec((any_response(), 0..4_usize, 0..3_usize), 0..9);
    let facets = proptest::collection::vec(any_text(12), 0..4);
    let settings = (any_text(130), 0..3_usize, any::<u32>(), any::<bool>(), 0..=1_u64 << 53);
    (responses, facets, settings, proptest::option::of(0..4_usize)).prop_map(
        |(responses, facets, (name, named, min_group, by_heads, revision), facet)| {
            let mut view = View::new(view_id(), &name, model(), NOW);
            for name in &facets {
                view.cohort.add_facet(name);
            }
            for (response, facet, value) in responses {
                view.cohort.add(&response);
                view.cohort.tag(response.id, facet, ["", "Ost \u{1F30D}", "\"W\"\t"][value]);
            }
            view.rules.named = Named::ALL[named];
            (view.rules.min_group, view.rules.by_heads) = (min_group, by_heads);
            view.revision = revision;
            view.facet = facet.filter(|facet| *facet < view.cohort.facets().len());
            view
        },
    )
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn what_is_written_is_read_again(view in any_view()) {
        let text = write_view(&view);
        let found = read_view(model(), &text);
        prop_assert_eq!(found.as_ref().map(|(_, problems)| problems.len()), Ok(0));
        let (back, _) = found.unwrap();
        prop_assert_eq!(&back, &view);
        prop_assert_eq!(ids(&back), ids(&view));
        for (there, here) in back.cohort.rows().zip(view.cohort.rows()) {
            prop_assert_eq!(there.response(model()), here.response(model()));
        }
        prop_assert_eq!(write_view(&back), text.clone(), "one view has one text");
        prop_assert_eq!(read_view_head(&text), Ok(ViewHead::of(&view)));
        prop_assert_eq!(problems(&validator(SCHEMA), &parsed(&text)), Vec::<String>::new());
    }

    /// Whatever character is another one, the responses are those that were written or none are.
    #[test]
    fn every_single_character_is_noticed(
        place in any::<prop::sample::Index>(),
        other in prop_oneof![any::<char>(), prop::char::range('\u{4E00}', '\u{8DFF}'), prop::char::range(' ', '~')],
        how in 0..3_u8,
    ) {
        let mut letters: Vec<char> = FIXTURE.trim_end().chars().collect();
        let at = place.index(letters.len());
        match how {
            0 => letters[at] = other,
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, other),
        }
        let changed: String = letters.into_iter().collect();
        if let Ok((view, _)) = read_view(model(), &changed) {
            prop_assert_eq!(view.cohort, whole().cohort);
        }
        if let Ok(head) = read_view_head(&changed) {
            prop_assert_eq!(head.responses, 12);
        }
    }

    #[test]
    fn in_the_packed_text_no_change_is_possible(
        place in any::<prop::sample::Index>(),
        other in prop::char::range('\u{4E00}', '\u{8DFF}'),
        how in 0..4_u8,
    ) {
        let mut document = parsed(FIXTURE);
        let mut letters: Vec<char> = document["responses"].as_str().unwrap().chars().collect();
        let before = letters.clone();
        let at = place.index(letters.len() - 1);
        match how {
            0 => letters[at] = other,
            1 => drop(letters.remove(at)),
            2 => letters.insert(at, other),
            _ => letters.swap(at, at + 1),
        }
        let changed = letters != before;
        document["responses"] = json!(letters.into_iter().collect::<String>());
        prop_assert_eq!(read_view(model(), &document.to_string()).is_err(), changed);
        prop_assert_eq!(read_view_head(&document.to_string()).is_err(), changed);
    }

    #[test]
    fn any_text_is_read_without_harm(
        text in any_text(60),
        packed in proptest::collection::vec(prop::char::range('\u{4DF0}', '\u{8E10}'), 0..80),
        count in 0..5_u64,
    ) {
        _ = read_view(model(), &text);
        let packed: String = packed.into_iter().collect();
        let forged = forged(|document| {
            document["responses"] = json!(packed);
            document["count"] = json!(count);
            document["names"] = json!({});
        });
        if let Ok((view, _)) = read_view(model(), &forged) {
            let again = parsed(&write_view(&view));
            prop_assert_eq!(again["responses"].as_str(), Some(&*packed));
        }
        let torn: String = FIXTURE.chars().take(count as usize * 97).collect();
        prop_assert!(read_view(model(), &torn).is_err());
    }

    /// Nothing that is only on one side is lost, whatever the two tabs did.
    #[test]
    fn merging_loses_no_response(
        start in any_view(),
        (mine, theirs) in (any_view(), any_view()),
        removed in any::<u64>(),
    ) {
        let with = |others: &View, bits: u64| {
            let mut view = start.clone();
            for row in others.cohort.rows() {
                view.cohort.add(&row.response(model()));
            }
            view.cohort.retain(|row| row.id().bits() & bits == 0 || start.cohort.place_of(row.id()).is_none());
            view.revision = start.revision.saturating_add(1);
            view
        };
        let (mine, theirs) = (with(&mine, removed & 3), with(&theirs, 0));
        let merged = merge_views(model(), Some(&start), &mine, &theirs);
        for row in mine.cohort.rows() {
            prop_assert!(merged.cohort.place_of(row.id()).is_some());
        }
        for row in theirs.cohort.rows() {
            let removed_here = start.cohort.place_of(row.id()).is_some()
                && mine.cohort.place_of(row.id()).is_none();
            let there = merged.cohort.place_of(row.id());
            // A newer copy of what was taken out here is something new.
            let newer = removed_here && start.cohort.place_of(row.id()).and_then(|at| start.cohort.row(at))
                .is_some_and(|before| before.revision() != row.revision());
            prop_assert!(there.is_some() || (removed_here && !newer), "{:?}", row.id());
        }
        prop_assert!(merged.revision > mine.revision.max(theirs.revision) || merged.revision == u64::MAX);
    }
}

// ---- on the device ----

fn kept() -> (Shelf, Store<Shelf>) {
    let shelf = Shelf::with([(KEY, write_view(&whole()).as_str())]);
    let store = tab(&shelf).0;
    (shelf, store)
}

fn opened(store: &Store<Shelf>) -> KeptView {
    store.view(model(), &view_id()).unwrap()
}

/// A copy of a view that was changed, as the app does it.
fn changed(kept: &KeptView, change: impl FnOnce(&mut View)) -> Arc<View> {
    let mut view = View::clone(&kept.view);
    view.revision += 1;
    change(&mut view);
    Arc::new(view)
}

fn stored(shelf: &Shelf) -> View {
    read(&shelf.texts()[KEY])
}

/// A storage that remembers what was read.
struct Watched(Shelf, Rc<RefCell<Vec<String>>>);

impl KeyValue for Watched {
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.0.keys()
    }

    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.1.borrow_mut().push(key.to_owned());
        self.0.get(key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.0.set(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.0.remove(key)
    }
}

#[test]
fn opening_the_storage_reads_no_view() {
    let shelf = Shelf::with([(KEY, "{torn"), ("twelvefold:aside:x:1", "x")]);
    let read = Rc::new(RefCell::new(Vec::new()));
    let (store, found) = open(Watched(shelf.clone(), read.clone()));
    assert_eq!(*read.borrow(), ["twelvefold:aside:x:1"]);
    assert_eq!((found.set_aside.len(), found.trouble), (1, None));
    assert!(store.has_views());
    assert_eq!(read.borrow().len(), 1);
    assert_eq!(shelf.texts()[KEY], "{torn");
}

#[test]
fn a_key_tells_whether_it_is_of_a_view() {
    assert_eq!(view_key(KEY), Some(view_id()));
    for key in ["twelvefold:a:h7m2p9qrstuv", "twelvefold:e:", "twelvefold:e:a/b", "x", ASIDE] {
        assert_eq!(view_key(key), None, "{key}");
    }
}

#[test]
fn what_is_saved_is_found_again() {
    let shelf = Shelf::default();
    let store = tab(&shelf).0;
    assert_eq!(store.views(model()), FoundViews::default());
    assert_eq!(store.view(model(), &view_id()), Err(NoView::Gone));
    let saved = store.save_view(model(), None, &Arc::new(whole())).unwrap();
    assert_eq!(*saved.view, whole());
    let mut later = View::new(id("another"), "", model(), NOW + 900_000);
    later.revision = 1;
    store.save_view(model(), None, &Arc::new(later)).unwrap();

    let (store, found) = tab(&shelf);
    assert!(found.assessments.is_empty() && found.set_aside.is_empty());
    let views = store.views(model());
    assert_eq!((views.set_aside, views.trouble), (vec![], None));
    let [new, old] = &views.views[..] else { panic!("{:?}", views.views) };
    assert_eq!((&new.id, new.responses), (&id("another"), Some(0)), "the last changed is first");
    let units = write_view(&whole()).encode_utf16().count();
    assert_eq!(
        *old,
        ListedView {
            id: view_id(),
            name: "Port logistics".to_owned(),
            responses: Some(12),
            changed: Some(NOW + 100_000),
            revision: 5,
            units,
            trouble: None,
        }
    );
    assert_eq!(*opened(&store).view, whole());
}

#[test]
fn each_save_counts_on() {
    let (shelf, store) = kept();
    let start = opened(&store);
    // Even when whoever changed it did not count.
    let mut view = View::clone(&start.view);
    view.name = "Other".to_owned();
    let saved = store.save_view(model(), Some(&start), &Arc::new(view)).unwrap();
    assert_eq!(saved.view.revision, start.view.revision + 1);
    let next = changed(&saved, |view| view.name = "Third".to_owned());
    let saved = store.save_view(model(), Some(&saved), &next).unwrap();
    assert!(Arc::ptr_eq(&saved.view, &next), "nothing is copied where nobody else wrote");
    assert_eq!((stored(&shelf).name.as_str(), stored(&shelf).revision), ("Third", 7));
}

#[test]
fn two_tabs_add_to_one_view() {
    let (shelf, mine) = kept();
    let theirs = tab(&shelf).0;
    let (ours, other) = (opened(&mine), opened(&theirs));
    let added = changed(&other, |view| {
        view.cohort.add(&response(77, 1, 2));
        view.cohort.tag(ResponseId::new(77), 0, "West");
    });
    theirs.save_view(model(), Some(&other), &added).unwrap();

    let here = changed(&ours, |view| {
        view.cohort.add(&response(88, 1, 4));
    });
    let saved = mine.save_view(model(), Some(&ours), &here).unwrap();
    assert_eq!(saved.view.cohort.len(), 14);
    assert_eq!(*saved.view, stored(&shelf));
    assert_eq!(saved.view.revision, 7, "higher than both");
    let west = saved.view.cohort.place_of(ResponseId::new(77)).unwrap();
    assert_eq!(saved.view.cohort.row(west).unwrap().value(0), Some("West"));
}

#[test]
fn what_was_taken_out_here_stays_out() {
    let (shelf, mine) = kept();
    let theirs = tab(&shelf).0;
    let (ours, other) = (opened(&mine), opened(&theirs));
    let gone = ids(&whole());
    let (first, second) = (gone[0], gone[1]);
    // There a newer revision of the second comes in, and another one goes.
    let there = changed(&other, |view| {
        let newer = Response { id: ResponseId::new(second), ..response(0, 99, 1) };
        view.cohort.add(&newer);
        view.cohort.retain(|row| row.id().bits() != gone[2]);
    });
    theirs.save_view(model(), Some(&other), &there).unwrap();
    let here = changed(&ours, |view| {
        view.cohort.retain(|row| row.id().bits() != first && row.id().bits() != second);
    });
    let saved = mine.save_view(model(), Some(&ours), &here).unwrap();
    let there = |bits: u64| saved.view.cohort.place_of(ResponseId::new(bits));
    assert_eq!(there(first), None, "taken out here");
    let newer = saved.view.cohort.row(there(second).expect("newer than what was taken out"));
    assert_eq!(newer.unwrap().revision(), 99);
    assert!(there(gone[2]).is_some(), "rather one too many than one that is lost");
    // And it stays so.
    assert_eq!(*opened(&tab(&shelf).0).view, *saved.view);
    let again = changed(&saved, |view| view.name.push('!'));
    let again = mine.save_view(model(), Some(&saved), &again).unwrap();
    assert_eq!(again.view.cohort.place_of(ResponseId::new(first)), None);
}

#[test]
fn of_settings_each_counts_where_it_was_changed() {
    let (shelf, mine) = kept();
    let theirs = tab(&shelf).0;
    let (ours, other) = (opened(&mine), opened(&theirs));
    let tagged = ResponseId::new(ids(&whole())[0]);
    let there = changed(&other, |view| {
        view.name = "There".to_owned();
        view.rules.min_group = 8;
        view.cohort.tag(tagged, 0, "East");
        let size = view.cohort.add_facet("Size").unwrap();
        view.cohort.tag(tagged, size, "Large");
    });
    theirs.save_view(model(), Some(&other), &there).unwrap();
    let here = changed(&ours, |view| {
        view.name = "Here".to_owned();
        view.facet = None;
        let kind = view.cohort.add_facet("Kind").unwrap();
        view.cohort.tag(tagged, kind, "Port");
    });
    let saved = mine.save_view(model(), Some(&ours), &here).unwrap().view;
    assert_eq!(saved.name, "Here");
    assert_eq!((saved.rules.min_group, saved.facet), (8, None));
    let row = saved.cohort.row(saved.cohort.place_of(tagged).unwrap()).unwrap();
    let names: Vec<&str> = saved.cohort.facets().iter().map(|facet| &*facet.name).collect();
    assert_eq!(names, ["Region", "Kind", "Size"]);
    let values = [row.value(0), row.value(1), row.value(2)];
    assert_eq!(values, [Some("East"), Some("Port"), Some("Large")]);
    assert_eq!(*saved, stored(&shelf));

    // A facet that was taken away here does not come back from there.
    let (ours, other) = (opened(&mine), opened(&theirs));
    let there = changed(&other, |view| view.name = "There again".to_owned());
    theirs.save_view(model(), Some(&other), &there).unwrap();
    let here = changed(&ours, |view| view.cohort.remove_facet(0));
    let saved = mine.save_view(model(), Some(&ours), &here).unwrap().view;
    assert_eq!(saved.cohort.facets().len(), 2);
    assert_eq!(saved.name, "There again");
}

#[test]
fn a_storage_event_has_a_meaning() {
    let (shelf, mine) = kept();
    let theirs = tab(&shelf).0;
    let ours = opened(&mine);
    assert_eq!(mine.view_news(model(), &ours), ViewNews::Nothing);

    // They take something out, which is taken over here.
    let other = opened(&theirs);
    let less = changed(&other, |view| view.cohort.retain(|row| row.revision() > 1));
    let other = theirs.save_view(model(), Some(&other), &less).unwrap();
    let ViewNews::Newer(news) = mine.view_news(model(), &ours) else { panic!() };
    assert_eq!(news, other);
    assert_eq!(mine.view_news(model(), &news), ViewNews::Nothing);

    // Both begin from the same and write the same revision: theirs last, without having seen ours.
    let added = changed(&news, |view| {
        view.cohort.add(&response(77, 1, 2));
    });
    let ours = mine.save_view(model(), Some(&news), &added).unwrap();
    let beside = changed(&other, |view| {
        view.cohort.add(&response(88, 1, 2));
    });
    shelf.put(KEY, &write_view(&beside));
    assert_eq!(mine.view_news(model(), &ours), ViewNews::Beside);
    let both = mine.save_view(model(), Some(&ours), &ours.view).unwrap();
    assert_eq!(both.view.cohort.len(), 13);
    let ViewNews::Newer(news) = theirs.view_news(model(), &other) else { panic!() };
    assert_eq!(news, both);

    shelf.put(KEY, "{torn");
    assert_eq!(mine.view_news(model(), &both), ViewNews::Unreadable);
    shelf.remove(KEY).unwrap();
    assert_eq!(mine.view_news(model(), &both), ViewNews::Gone);
    shelf.trouble(Trouble::Denied);
    assert_eq!(mine.view_news(model(), &both), ViewNews::Unreadable);
}

#[test]
fn a_change_after_another_tab_deleted_brings_it_back() {
    let (shelf, mine) = kept();
    let ours = opened(&mine);
    tab(&shelf).0.delete_view(&view_id()).unwrap();
    let next = changed(&ours, |view| view.name.push('!'));
    let saved = mine.save_view(model(), Some(&ours), &next).unwrap();
    assert_eq!(stored(&shelf), *saved.view);
}

#[test]
fn what_was_deleted_comes_back_to_the_letter() {
    let shelf = Shelf::with([(KEY, newer().as_str())]);
    let store = tab(&shelf).0;
    let text = store.delete_view(&view_id()).unwrap().unwrap();
    assert!(shelf.texts().is_empty());
    assert_eq!(store.delete_view(&view_id()), Ok(None));
    assert_eq!(store.undelete_view(&view_id(), &text), Ok(()));
    assert_eq!(shelf.texts(), Shelf::with([(KEY, newer().as_str())]).texts());
    // Where another is by now, both are kept.
    shelf.put(KEY, FIXTURE);
    assert_eq!(store.undelete_view(&view_id(), &text), Ok(()));
    assert_eq!(shelf.texts()[KEY], FIXTURE);
    assert_eq!(shelf.texts()[ASIDE], newer());
}

// ---- what cannot be opened, and storages in trouble ----

fn damaged() -> String {
    let text = FIXTURE.trim_end();
    let letter = parsed(text)["responses"].as_str().unwrap().chars().nth(9).unwrap();
    text.replacen(letter, "\u{4E00}", 1)
}

#[test]
fn a_damaged_view_is_put_aside_as_a_whole() {
    let elsewhere = "twelvefold:e:somewhere-else";
    for (key, text) in
        [(KEY, damaged()), (KEY, "{torn".to_owned()), (elsewhere, FIXTURE.to_owned())]
    {
        let aside = key.replace(":e:", ":aside:e:") + ":1";
        let expected = SetAside { key: aside.clone(), bytes: text.len(), newer: false };

        let shelf = Shelf::with([(key, text.as_str())]);
        let store = tab(&shelf).0;
        let found = store.views(model());
        assert_eq!((found.views, found.trouble), (vec![], None));
        assert_eq!(found.set_aside, std::slice::from_ref(&expected));
        assert_eq!(shelf.texts(), Shelf::with([(aside.as_str(), text.as_str())]).texts());
        assert_eq!(
            tab(&shelf).1.set_aside,
            std::slice::from_ref(&expected),
            "it is listed at the next start"
        );

        let shelf = Shelf::with([(key, text.as_str())]);
        let store = tab(&shelf).0;
        let id = view_key(key).unwrap();
        assert_eq!(store.view(model(), &id), Err(NoView::Damaged(expected)));
        assert_eq!(shelf.texts()[&aside], text);
        // What is stored from now on goes where it was.
        assert!(store.save_view(model(), None, &Arc::new(View { id, ..whole() })).is_ok());
    }
}

#[test]
fn without_room_to_put_it_aside_nothing_is_written_over() {
    for trouble in [Trouble::Full, Trouble::Forgetful] {
        let shelf = Shelf::with([(KEY, damaged().as_str())]);
        let store = tab(&shelf).0;
        shelf.trouble(trouble);
        let left = SetAside { key: KEY.to_owned(), bytes: damaged().len(), newer: false };
        assert_eq!(store.views(model()).set_aside, std::slice::from_ref(&left));
        assert_eq!(store.view(model(), &view_id()), Err(NoView::Damaged(left)));
        shelf.trouble(Trouble::None);
        let texts = shelf.texts();
        assert_eq!(
            store.save_view(model(), None, &Arc::new(whole())),
            Err(StorageError::Protected)
        );
        assert_eq!(shelf.texts()[KEY], texts[KEY]);
    }
}

#[test]
fn a_setting_that_is_wrong_is_kept_beside() {
    let text = FIXTURE.trim_end().replacen("\"orchestrators\"", "\"king\"", 1);
    let shelf = Shelf::with([(KEY, text.as_str())]);
    let store = tab(&shelf).0;
    let found = opened(&store);
    let copy = SetAside { key: ASIDE.to_owned(), bytes: text.len(), newer: false };
    assert_eq!(found.set_aside, Some(copy));
    assert_eq!((found.view.rules.named, &found.view.cohort), (Named::Nobody, &whole().cohort));
    store.save_view(model(), Some(&found), &changed(&found, |view| view.name.push('!'))).unwrap();
    assert_eq!(shelf.texts()[ASIDE], text);

    let shelf = Shelf::with([(KEY, text.as_str())]);
    let store = tab(&shelf).0;
    shelf.trouble(Trouble::Full);
    let found = opened(&store);
    assert_eq!(found.set_aside, None);
    shelf.trouble(Trouble::None);
    let next = changed(&found, |view| view.name.push('!'));
    assert_eq!(store.save_view(model(), Some(&found), &next), Err(StorageError::Protected));
    assert_eq!(shelf.texts()[KEY], text);
}

#[test]
fn what_is_newer_or_of_another_model_is_listed_and_left_alone() {
    let more = r#"{"app":"twelvefold","kind":"view","schema":7,"rows":[]}"#;
    for (text, name, responses, trouble) in [
        (newer(), "Port logistics", Some(12), ViewTrouble::Newer { schema: 2 }),
        (more.to_owned(), "", None, ViewTrouble::Newer { schema: 7 }),
        (
            of_other_model(),
            "Port logistics",
            Some(12),
            ViewTrouble::OtherModel { id: "somebody-elses".to_owned() },
        ),
        (
            forged(|d| d["practices"] = json!(66)),
            "Port logistics",
            Some(12),
            ViewTrouble::NewerModel { version: "0.1.0".to_owned() },
        ),
    ] {
        let shelf = Shelf::with([(KEY, text.as_str())]);
        let before = shelf.texts();
        let store = tab(&shelf).0;
        let found = store.views(model());
        let [listed] = &found.views[..] else { panic!("{found:?}") };
        assert_eq!((listed.name.as_str(), listed.responses), (name, responses));
        assert_eq!(listed.trouble, Some(trouble.clone()));
        assert_eq!(store.view(model(), &view_id()), Err(NoView::Trouble(trouble.clone())));
        let saved = store.save_view(model(), None, &Arc::new(whole()));
        if matches!(trouble, ViewTrouble::OtherModel { .. }) {
            // Nothing is lost by going on.
            assert_eq!(saved.map(drop), Ok(()));
            assert_eq!(shelf.texts()[ASIDE], text);
        } else {
            assert_eq!(saved, Err(StorageError::Newer));
            assert_eq!(shelf.texts(), before);
        }
    }
}

#[test]
fn a_storage_in_trouble_is_said_and_loses_nothing() {
    let (shelf, store) = kept();
    let before = shelf.texts();
    let start = opened(&store);
    let next = changed(&start, |view| {
        view.cohort.add(&response(77, 1, 2));
    });
    for (trouble, expected) in [
        (Trouble::Denied, StorageError::Denied),
        (Trouble::Full, StorageError::Full),
        (Trouble::Room(before[KEY].len()), StorageError::Full),
        (Trouble::Forgetful, StorageError::NotKept),
    ] {
        shelf.trouble(trouble);
        assert_eq!(store.save_view(model(), Some(&start), &next), Err(expected), "{trouble:?}");
        assert_eq!(shelf.texts(), before);
    }
    shelf.trouble(Trouble::Denied);
    assert_eq!(store.views(model()).trouble, Some(StorageError::Denied));
    assert!(!store.has_views());
    let denied = NoView::Storage(StorageError::Denied);
    assert_eq!(store.view(model(), &view_id()), Err(denied));
    shelf.trouble(Trouble::Stuck);
    assert!(store.delete_view(&view_id()).is_err());
    // What could not be saved is saved later, from the same beginning.
    shelf.trouble(Trouble::None);
    let saved = store.save_view(model(), Some(&start), &next).unwrap();
    assert_eq!(saved.view.cohort.len(), 13);
}

#[test]
fn deleting_everything_leaves_no_view_behind() {
    let (shelf, store) = kept();
    shelf.put("twelvefold:e:damaged", "{torn");
    shelf.put("twelvefold:e:newer", &newer());
    shelf.put("twelvefold:e:x", "not even an id");
    shelf.put("othertool:e:abcdef", "x");
    store.views(model());
    assert_eq!(store.delete_everything(), Ok(()));
    assert_eq!(shelf.keys_now(), ["othertool:e:abcdef"]);
    assert_eq!(store.save_view(model(), None, &Arc::new(whole())).map(drop), Ok(()));
}

// ---- backups ----

fn backup(store: &Store<Shelf>, open: &[&View]) -> String {
    let open: Vec<String> = open.iter().map(|view| write_view(view)).collect();
    store.backup([].into_iter(), &open, &[], NOW)
}

/// A backup of another device with these views.
fn file(views: &[&str]) -> String {
    json!({
        "app": "twelvefold", "kind": "backup", "schema": 1, "created": NOW, "settings": null,
        "assessments": [], "views": views.iter().map(|text| parsed(text)).collect::<Vec<_>>(),
        "set_aside": {},
    })
    .to_string()
}

fn restore(store: &Store<Shelf>, text: &str) -> RestoreOutcome {
    store.apply(model(), &store.plan(model(), &read_backup(text).unwrap()), |_, _| true, "(backup)")
}

fn results(outcome: RestoreOutcome) -> Vec<Result<Written, WhyNot>> {
    outcome.items.into_iter().map(|item| item.result).collect()
}

/// Checks what is foreseen and what is then done, and that the second time nothing is.
#[track_caller]
fn check_restored(shelf: &Shelf, text: &str, foreseen: &[Outlook], done: &[Written]) {
    let store = tab(shelf).0;
    let backup = read_backup(text).unwrap();
    let outlooks = || -> Vec<Outlook> {
        store.plan(model(), &backup).items.into_iter().map(|item| item.outlook).collect()
    };
    let before = shelf.texts();
    assert_eq!(outlooks(), foreseen);
    assert_eq!(shelf.texts(), before, "a preview writes nothing");
    let done: Vec<_> = done.iter().cloned().map(Ok).collect();
    assert_eq!(results(restore(&store, text)), done);
    let after = shelf.texts();
    assert!(outlooks().iter().all(|outlook| *outlook == Outlook::Nothing), "{:?}", outlooks());
    assert!(results(restore(&store, text)).iter().all(|done| *done == Ok(Written::Nothing)));
    assert_eq!(shelf.texts(), after, "the second time nothing is written");
}

#[test]
fn a_backup_has_the_views_and_brings_them_back() {
    let (shelf, store) = kept();
    shelf.put("twelvefold:e:other-model", &of_other_model().replace("h7m2p9qrstuv", "other-model"));
    shelf.put("twelvefold:e:of-future", &newer().replace("h7m2p9qrstuv", "of-future"));
    shelf.put("twelvefold:e:torn", "{torn");
    let text = backup(&store, &[]);
    assert_eq!(parsed(&text)["views"].as_array().unwrap().len(), 2);
    let aside = json!({
        "twelvefold:e:of-future": newer().replace("h7m2p9qrstuv", "of-future"),
        "twelvefold:e:torn": "{torn",
    });
    assert_eq!(parsed(&text)["set_aside"], aside);
    let schema = include_str!("../../docs/schema/backup-1.json");
    assert_eq!(problems(&validator(schema), &parsed(&text)), Vec::<String>::new());

    let new = Shelf::default();
    let (torn, other) = ("twelvefold:aside:e:torn:1".to_owned(), id("other-model"));
    check_restored(
        &new,
        &text,
        &[
            Outlook::New,
            Outlook::New,
            Outlook::LookOnly { schema: 2 },
            Outlook::Aside(WhyNot::Unreadable),
        ],
        &[
            Written::ViewAdded(view_id()),
            Written::ViewAdded(other),
            Written::ViewAdded(id("of-future")),
            Written::Aside(torn.clone()),
        ],
    );
    assert_eq!(stored(&new), whole());
    let mut expected: BTreeMap<String, String> = shelf.texts();
    let moved = expected.remove("twelvefold:e:torn").unwrap();
    expected.insert(torn, moved);
    let trimmed = |texts: BTreeMap<String, String>| -> BTreeMap<String, String> {
        texts.into_iter().map(|(key, text)| (key, text.trim_end().to_owned())).collect()
    };
    assert_eq!(trimmed(new.texts()), trimmed(expected));
}

#[test]
fn a_backup_without_views_is_as_it_was_before_there_were_any() {
    let text = backup(&tab(&Shelf::default()).0, &[]);
    assert_eq!(parsed(&text).get("views"), None);
    let found = read_backup(&text).unwrap();
    assert_eq!((found.views, found.problems), (vec![], vec![]));
    let odd = text.replacen("\"set_aside\"", "\"views\":{},\"set_aside\"", 1);
    assert_eq!(read_backup(&odd).unwrap().problems[0].place, "views");
}

#[test]
fn what_could_not_be_saved_is_in_a_backup() {
    let (shelf, store) = kept();
    let start = opened(&store);
    let next = changed(&start, |view| {
        view.cohort.add(&response(77, 1, 2));
    });
    assert_eq!(backup(&store, &[&start.view]), backup(&store, &[]));
    let text = backup(&store, &[&next]);
    let new = Shelf::default();
    check_restored(&new, &text, &[Outlook::New], &[Written::ViewAdded(view_id())]);
    assert_eq!(stored(&new).cohort.len(), 13);

    shelf.trouble(Trouble::Denied);
    let text = backup(&store, &[&next]);
    assert_eq!(parsed(&text)["views"].as_array().unwrap().len(), 1);
}

#[test]
fn changes_of_views_that_are_in_no_backup_are_counted() {
    let (_, store) = kept();
    let mut record = store.backup_record();
    assert_eq!(record.view_changes(&store.views(model()).views), 5);
    record.note_views(store.views(model()).views.iter());
    store.save_backup_record(&record).unwrap();
    let record = store.backup_record();
    assert_eq!(record.views, [(view_id(), 5)]);
    assert_eq!(record.view_changes(&store.views(model()).views), 0);
    let start = opened(&store);
    let next = changed(&start, |view| view.name.push('!'));
    store.save_view(model(), Some(&start), &next).unwrap();
    assert_eq!(record.view_changes(&store.views(model()).views), 1);
}

#[test]
fn one_view_alone_and_a_rescue_file_are_read_too() {
    assert_eq!(read_backup(FIXTURE).unwrap().kind, BackupKind::View);
    check_restored(&Shelf::default(), FIXTURE, &[Outlook::New], &[Written::ViewAdded(view_id())]);
    let entries = json!({ KEY: FIXTURE, "twelvefold:e:torn": damaged() });
    let rescue = json!({"app": "twelvefold", "kind": "rescue", "entries": entries}).to_string();
    check_restored(
        &Shelf::default(),
        &rescue,
        &[Outlook::New, Outlook::Aside(WhyNot::Unreadable)],
        &[Written::ViewAdded(view_id()), Written::Aside("twelvefold:aside:e:torn:1".to_owned())],
    );
}

#[test]
fn of_a_view_that_is_here_nothing_is_lost() {
    // The backup is older: a response that it has and this one has not comes back, settings stay.
    let (shelf, store) = kept();
    let start = opened(&store);
    let next = changed(&start, |view| {
        view.cohort.retain(|row| row.revision() > 1);
        view.cohort.add(&response(77, 1, 2));
        view.name = "Here".to_owned();
    });
    store.save_view(model(), Some(&start), &next).unwrap();
    let merged = Written::ViewMerged { id: view_id(), parts: 1 };
    check_restored(&shelf, &file(&[FIXTURE]), &[Outlook::Newer { parts: 1 }], &[merged]);
    assert_eq!((stored(&shelf).cohort.len(), stored(&shelf).name.as_str()), (13, "Here"));

    // The backup is newer: its settings count, and what only this one has stays.
    let (shelf, _) = kept();
    let mut view = whole();
    view.revision = 9;
    view.name = "There".to_owned();
    view.cohort.retain(|row| row.revision() > 1);
    view.cohort.add(&response(88, 1, 2));
    let merged = Written::ViewMerged { id: view_id(), parts: 2 };
    let text = file(&[&write_view(&view)]);
    check_restored(&shelf, &text, &[Outlook::Newer { parts: 2 }], &[merged]);
    assert_eq!((stored(&shelf).cohort.len(), stored(&shelf).name.as_str()), (13, "There"));
}

#[test]
fn where_neither_is_newer_both_are_kept() {
    let (shelf, _) = kept();
    let mut view = whole();
    view.rules.min_group = 8;
    view.cohort.add(&response(88, 1, 2));
    let text = file(&[&write_view(&view)]);
    let store = tab(&shelf).0;
    let items = store.plan(model(), &read_backup(&text).unwrap()).items;
    assert_eq!(items[0].outlook, Outlook::Conflict { parts: 1, newer: 1 });
    assert_eq!((items[0].name.as_str(), &items[0].assessment), ("Port logistics", &None));
    assert_eq!(items[0].view, Some(ViewHead::of(&view)));
    let found = restore(&store, &text);
    let [Ok(Written::ViewBeside { id: here, copy })] = &results(found.clone())[..] else {
        panic!("{found:?}")
    };
    assert_eq!((here, &found.views), (&view_id(), &vec![copy.clone(), view_id()]));
    let beside = store.view(model(), copy).unwrap().view;
    assert_eq!((beside.name.as_str(), beside.rules.min_group), ("Port logistics (backup)", 8));
    assert_eq!((beside.cohort.len(), stored(&shelf).cohort.len()), (13, 13));
    assert_eq!(stored(&shelf).rules, whole().rules);
    let after = shelf.texts();
    assert_eq!(results(restore(&store, &text)), [Ok(Written::Nothing)]);
    assert_eq!(shelf.texts(), after);
}

#[test]
fn several_files_with_one_view_restore_it_once() {
    let mut view = whole();
    view.revision = 9;
    view.cohort.add(&response(88, 1, 2));
    let text = file(&[FIXTURE, &write_view(&view)]);
    let done = [Written::ViewAdded(view_id())];
    check_restored(&Shelf::default(), &text, &[Outlook::New], &done);
    let (shelf, _) = kept();
    let merged = Written::ViewMerged { id: view_id(), parts: 1 };
    check_restored(&shelf, &text, &[Outlook::Newer { parts: 1 }], &[merged]);
}

#[test]
fn what_must_not_be_written_over_here_is_left_alone() {
    for (there, why) in [
        (newer(), WhyNot::HereNewer { schema: 2 }),
        (damaged(), WhyNot::HereDamaged),
        (of_other_model(), WhyNot::HereDamaged),
    ] {
        let shelf = Shelf::with([(KEY, there.as_str())]);
        let store = tab(&shelf).0;
        let text = file(&[FIXTURE]);
        let items = store.plan(model(), &read_backup(&text).unwrap()).items;
        assert_eq!(items[0].outlook, Outlook::Impossible(why.clone()));
        assert_eq!(results(restore(&store, &text)), [Err(why)]);
        assert_eq!(shelf.texts(), Shelf::with([(KEY, there.as_str())]).texts());
    }
    // What cannot be opened, where something else is.
    let (shelf, _) = kept();
    let aside = Written::Aside(ASIDE.to_owned());
    let outlook = Outlook::Aside(WhyNot::WrittenByNewer { schema: 2 });
    check_restored(&shelf, &file(&[&newer()]), &[outlook], &[aside]);
    assert_eq!(stored(&shelf), whole());
    // A part of it: what can be read is added, and the whole is kept beside.
    let partly = FIXTURE.replacen("\"orchestrators\"", "\"king\"", 1);
    let shelf = Shelf::default();
    let store = tab(&shelf).0;
    let items = store.plan(model(), &read_backup(&file(&[&partly])).unwrap()).items;
    assert_eq!((items.len(), items[0].problems.len()), (2, 1));
    restore(&store, &file(&[&partly]));
    assert_eq!(shelf.keys_now(), [ASIDE, KEY]);

    let shelf = Shelf::default();
    shelf.trouble(Trouble::Full);
    let full = Err(WhyNot::Storage(StorageError::Full));
    assert_eq!(results(restore(&tab(&shelf).0, &file(&[FIXTURE]))), [full]);
}

proptest! {
    #![proptest_config(cases(48))]

    /// Whatever is here and whatever is in the file, every response of both is somewhere afterwards, and the second time
    /// nothing is done.
    #[test]
    fn restoring_loses_no_response(here in any_view(), there in any_view()) {
        let shelf = Shelf::with([(KEY, write_view(&here).as_str())]);
        let store = tab(&shelf).0;
        let backup = write_backup([].into_iter(), Vec::new(), None, &[(KEY.to_owned(), write_view(&there))], NOW);
        let done = results(restore(&store, &backup));
        prop_assert!(done.iter().all(Result::is_ok), "{:?}", done);
        let after = shelf.texts();
        let views: Vec<View> = after.values().map(|text| read(text)).collect();
        let cohorts = || views.iter().map(|view| &view.cohort);
        let has = |id: ResponseId| cohorts().any(|cohort: &Cohort| cohort.place_of(id).is_some());
        for row in here.cohort.rows().chain(there.cohort.rows()) {
            prop_assert!(has(row.id()));
        }
        prop_assert_eq!(results(restore(&store, &backup)), vec![Ok(Written::Nothing)]);
        prop_assert_eq!(shelf.texts(), after);
    }
}

// ---- the second copy ----

fn saved(texts: &[&str]) -> Vec<Entry> {
    let entry = |(sequence, text): (u64, &&str)| Entry {
        sequence,
        key: KEY.to_owned(),
        saying: Saying::Text((*text).to_owned()),
    };
    (1..).zip(texts).map(entry).collect()
}

fn brought_back() -> [Recovered; 1] {
    [Recovered::View { id: view_id(), name: "Port logistics".to_owned() }]
}

#[test]
fn a_view_that_is_lost_or_behind_comes_back_to_the_letter() {
    let older = write_view(&of(&[response(1, 1, 2), response(2, 1, 2)]));
    // One was taken out, one put in.
    let mut newer = of(&[response(1, 1, 2), response(3, 1, 4)]);
    newer.revision = 7;
    let newer = write_view(&newer);
    let torn = &newer[..newer.len() - 9];
    for (here, ring, expected) in [
        (None, &[&*older, &newer][..], &newer),
        (None, &[&older, &newer, torn], &newer),
        (Some(&older), &[&older, &newer], &newer),
    ] {
        let shelf = Shelf::with(here.map(|text| (KEY, text.as_str())));
        let found = tab(&shelf).0.recover(model(), &saved(ring), &[]);
        assert_eq!(found.items, brought_back());
        assert_eq!(&shelf.texts()[KEY], expected);
    }
    // As new, or newer: left alone, and remembered.
    for (here, ring, lacking) in
        [(&newer, &[&*older, &newer][..], 0), (&newer, &[&older], 1), (&newer, &[torn], 1)]
    {
        let shelf = Shelf::with([(KEY, here.as_str())]);
        let found = tab(&shelf).0.recover(model(), &saved(ring), &[]);
        assert_eq!((found.items.len(), found.lacking.len()), (0, lacking));
        assert_eq!(&shelf.texts()[KEY], here);
    }
}

#[test]
fn a_view_that_went_two_ways_has_the_responses_of_both() {
    let here = of(&[response(1, 1, 2), response(2, 1, 2)]);
    let mut copy = of(&[response(1, 1, 2), response(3, 1, 4)]);
    copy.revision = 9;
    let shelf = Shelf::with([(KEY, write_view(&here).as_str())]);
    let found = tab(&shelf).0.recover(model(), &saved(&[&write_view(&copy)]), &[]);
    assert_eq!(found.items, brought_back());
    let (both, _) = read_view(model(), &shelf.texts()[KEY]).unwrap();
    assert_eq!(both.cohort.len(), 3);
    assert!(both.revision > 9);
    assert_eq!(found.lacking, [KEY]);
}

#[test]
fn a_view_that_cannot_be_opened_here_comes_back_as_it_was() {
    let text = write_view(&of(&[response(1, 1, 2)])).replacen("\"schema\":1", "\"schema\":99", 1);
    assert!(read_view(model(), &text).is_err());
    let shelf = Shelf::default();
    let found = tab(&shelf).0.recover(model(), &saved(&[&text]), &[]);
    assert!(matches!(found.items[..], [Recovered::View { .. }]), "{found:?}");
    assert_eq!(shelf.texts()[KEY], text);
}
