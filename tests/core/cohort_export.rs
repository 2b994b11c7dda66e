//! What is taken along of an ecosystem view: every answer as it was, and of numbers only what may be shown.

use std::collections::BTreeSet;

use cohort::{
    Filter, Named, Picture, View,
    response::{Month, Response},
};
use domain::{
    assessment::{Answer, ResponseId},
    model::{Form, Level, Practice, Profile, Role},
};
use proptest::prelude::*;
use report::export::{
    ANSWER_COLUMNS, Answers, NUMBER_COLUMNS, numbers, view_grid, view_markdown, view_result,
};
use serde_json::{Value, json};

use crate::{
    commentary::{MEMBER, picture, respond, view, with},
    export::{ODD, read_csv, seen, unguarded, words_of},
    formats::{fields, parsed, problems, validator},
    support::{FULL, NOW, any_answer, cases, model},
};

const SCHEMA: &str = include_str!("../../docs/schema/view-result-1.json");
const DOCUMENT: &str = include_str!("../../docs/exports.md");

const EVERYTHING: Filter = Filter { role: None, form: None, value: None, months: None };

fn practices() -> impl Iterator<Item = &'static Practice> {
    model().principles.iter().flat_map(|principle| &principle.practices)
}

/// Two orchestrators and nine members with everything that can be said, two tags, and names that are none of words.
fn odd() -> View {
    let mut view = view();
    ODD[0].clone_into(&mut view.name);
    let words = ["1", "2", "3", "4", "5", "NA", "DK", "-"];
    for number in 0..11_usize {
        let profile = if number < 2 { FULL } else { MEMBER };
        respond(&mut view, profile, |id, place| {
            words[(id.len() + place * 3 + number * (place + 1)) % words.len()].to_owned()
        });
    }
    let tags = [view.cohort.add_facet("=Region").unwrap(), view.cohort.add_facet("role").unwrap()];
    for number in 1..=11 {
        let value = if number < 7 { ODD[1].trim() } else { "" };
        assert!(view.cohort.tag(ResponseId::new(number), tags[0], value));
        assert!(view.cohort.tag(ResponseId::new(number), tags[1], "a, \"b\""));
    }
    for (place, name) in ["@SUM(A1)", "Port of Example"].into_iter().enumerate() {
        let old = view.cohort.row(place).unwrap().response(model());
        let named = Response { revision: 4, name: Some(name.to_owned()), ..old };
        view.cohort.add(&named);
    }
    view
}

// ---- All answers ----

fn answers(view: &View, named: Named, filter: Filter) -> Vec<String> {
    Answers::new(model(), &view.cohort, named, filter).collect()
}

/// The heads and the rows.
fn answer_rows(view: &View, named: Named, filter: Filter) -> (Vec<String>, Vec<Vec<String>>) {
    let mut rows = read_csv(&answers(view, named, filter).concat());
    let heads = rows.remove(0);
    assert!(rows.iter().all(|row| row.len() == heads.len()));
    (heads, rows)
}

fn at<'a>(heads: &[String], row: &'a [String], column: &str) -> &'a str {
    &row[heads.iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}"))]
}

#[test]
fn every_answer_is_in_it_as_it_was_handed_over() {
    let view = odd();
    let (heads, rows) = answer_rows(&view, Named::Nobody, EVERYTHING);
    let expected: Vec<&str> = ANSWER_COLUMNS[..11]
        .iter()
        .chain(&["tag_=Region", "tag_role"])
        .chain(&ANSWER_COLUMNS[11..])
        .copied()
        .collect();
    assert_eq!(heads, expected);
    assert_eq!(rows.len(), 11 * 65);
    for (number, rows) in rows.chunks(65).enumerate() {
        let response = view.cohort.row(number).unwrap();
        for (practice, row) in practices().zip(rows) {
            let cell = |column: &str| at(&heads, row, column);
            let place = model().response_order.iter().position(|id| *id == practice.id).unwrap();
            let said = response.rating(place).map(|(answer, _)| answer);
            let level = said.and_then(Answer::level).map(|level| level.number().to_string());
            assert_eq!(cell("response"), (number + 1).to_string());
            assert_eq!(cell("response_id"), response.id().bits().to_string());
            assert_eq!(cell("role"), response.profile().role.id());
            assert_eq!(cell("practice_id"), practice.id);
            assert_eq!(cell("answer"), said.map_or("unanswered", Answer::token));
            assert_eq!(cell("level"), level.unwrap_or_default());
            assert_eq!(cell("evidence"), "", "it was not handed over");
            let asked = if practice.in_scope(&response.profile()) { "yes" } else { "no" };
            assert_eq!((cell("month"), cell("in_scope")), ("2026-11", asked));
            assert_eq!(cell("name"), "");
            assert_eq!(unguarded(cell("tag_=Region")), response.value(0).unwrap_or_default());
        }
    }
    assert!(at(&heads, &rows[0], "tag_=Region").starts_with('\''));
    assert_eq!(at(&heads, rows.last().unwrap(), "clause"), "§4.12");
}

#[test]
fn names_are_those_of_people_who_are_shown_by_name() {
    let mut view = odd();
    // A member with a name.
    let member = view.cohort.row(5).unwrap().response(model());
    view.cohort.add(&Response { revision: 9, name: Some("Calder".to_owned()), ..member });
    let names = |named: Named| {
        let (heads, rows) = answer_rows(&view, named, EVERYTHING);
        let names = rows.iter().map(|row| at(&heads, row, "name").to_owned());
        names.filter(|name| !name.is_empty()).collect::<BTreeSet<_>>()
    };
    assert_eq!(names(Named::Nobody), BTreeSet::new());
    let two = BTreeSet::from(["'@SUM(A1)".to_owned(), "Port of Example".to_owned()]);
    assert_eq!(names(Named::Orchestrators), two);
    assert!(names(Named::Everybody).contains("Calder"));
}

#[test]
fn evidence_and_what_was_not_asked() {
    let mut view = view();
    let short = Profile { form: Form::Short, ..MEMBER };
    respond(&mut view, short, |_, _| "4".to_owned());
    let response = view.cohort.row(0).unwrap().response(model());
    let ratings = crate::support::ratings("NA DK 3:3 2:2").into_iter();
    let ratings: Vec<_> = ratings.chain(std::iter::repeat(None)).take(65).collect();
    view.cohort.add(&Response { revision: 8, has_evidence: true, ratings, ..response });
    let (heads, rows) = answer_rows(&view, Named::Nobody, EVERYTHING);
    for row in &rows {
        let practice = model().practice(at(&heads, row, "practice_id")).unwrap().1;
        assert_eq!(at(&heads, row, "in_scope") == "yes", practice.core);
        let place = model().response_order.iter().position(|id| *id == practice.id).unwrap();
        let evidence = ["", "", "3", "2"].get(place).copied().unwrap_or_default();
        assert_eq!(at(&heads, row, "evidence"), evidence);
    }
    assert!(rows.iter().any(|row| at(&heads, row, "in_scope") == "no"));
}

#[test]
fn a_filter_leaves_out_whole_responses_and_keeps_their_numbers() {
    let view = odd();
    let filter = Filter { value: Some((0, 0)), ..EVERYTHING };
    let (heads, rows) = answer_rows(&view, Named::Nobody, filter);
    let numbers: BTreeSet<usize> =
        rows.iter().map(|row| at(&heads, row, "response").parse().unwrap()).collect();
    assert_eq!(numbers, (7..=11).collect());
}

#[test]
fn the_file_comes_in_portions_of_whole_rows() {
    assert_eq!(answers(&view(), Named::Nobody, EVERYTHING).len(), 1);
    let mut many = view();
    for number in 0..230_u8 {
        respond(&mut many, MEMBER, |_, _| (number % 5 + 1).to_string());
    }
    let portions = answers(&many, Named::Nobody, EVERYTHING);
    assert_eq!(portions.len(), 5);
    assert!(portions.iter().all(|portion| portion.len() < 600_000 && portion.ends_with("\r\n")));
    assert!(portions[0].starts_with("\u{feff}response,response_id,"));
    assert_eq!(read_csv(&portions.concat()).len(), 1 + 230 * 65);
    // Nobody fits: the heads are there all the same.
    let none = Filter { form: Some(Form::Short), ..EVERYTHING };
    assert_eq!(read_csv(&answers(&many, Named::Nobody, none).concat()).len(), 1);
}

// ---- The numbers ----

fn number_rows(view: &View, filter: Filter) -> Vec<Vec<String>> {
    let shown = picture(view, &filter);
    let mut rows = read_csv(&numbers(model(), view, &filter, &shown));
    assert_eq!(rows.remove(0), NUMBER_COLUMNS);
    rows
}

fn number<'a>(row: &'a [String], column: &str) -> &'a str {
    &row[NUMBER_COLUMNS.iter().position(|name| *name == column).unwrap()]
}

fn text(number: Option<impl ToString>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// The rows say what the picture has, cell by cell, and nothing else.
fn check_numbers(rows: &[Vec<String>], picture: &Picture) {
    let mut rows = rows.iter();
    for (place, principle) in picture.principles.iter().enumerate() {
        let of_principle = picture.practices.iter().filter(|p| p.principle == place);
        for (practice, (group, cell)) in
            of_principle.flat_map(|p| picture.groups.iter().zip(&p.cells).map(move |c| (p, c)))
        {
            let row = rows.next().unwrap();
            let words = &model().principles[place].practices[practice.place];
            assert_eq!(number(row, "practice_id"), words.id);
            assert_eq!(number(row, "respondents"), group.respondents.to_string());
            assert_eq!(number(row, "shown") == "yes", cell.mean.is_some());
            let level = |level: Option<Level>| text(level.map(Level::number));
            let spread = cell.spread;
            for (column, expected) in [
                ("n", text(cell.rated)),
                ("mean", text(cell.mean)),
                ("median", level(cell.median)),
                ("held", String::new()),
                ("consensus", text(cell.consensus)),
                ("unknown_share", text(cell.unknown)),
                ("sd", text(spread.and_then(|s| s.deviation()))),
                ("level_1", text(spread.map(|s| s.levels[0]))),
                ("level_5", text(spread.map(|s| s.levels[4]))),
                ("not_applicable", text(spread.map(|s| s.not_applicable))),
                ("unknown", text(spread.map(|s| s.unknown))),
                ("unanswered", text(spread.map(|s| s.unanswered))),
                ("lowest", level(spread.and_then(|s| s.lowest()))),
                ("highest", level(spread.and_then(|s| s.highest()))),
                ("gap", text(practice.gap.map(|gap| gap.levels))),
            ] {
                same(number(row, column), &expected, column);
            }
        }
        for (group, figures) in picture.groups.iter().zip(&principle.figures) {
            let row = rows.next().unwrap();
            assert_eq!(number(row, "kind"), "principle");
            assert_eq!(number(row, "respondents"), group.respondents.to_string());
            assert_eq!(number(row, "practices").is_empty(), figures.value.is_none());
            for (column, expected) in [
                ("n", String::new()),
                ("mean", text(figures.value)),
                ("held", text(figures.held.map(Level::number))),
                ("consensus", text(figures.consensus)),
                ("lower_quartile", text(figures.quartiles.map(|q| q.lower))),
                ("upper_quartile", text(figures.quartiles.map(|q| q.upper))),
                ("gap", text(principle.gap.map(|gap| gap.levels))),
                ("level_3", String::new()),
            ] {
                same(number(row, column), &expected, column);
            }
        }
        let row = rows.next().unwrap();
        assert_eq!((number(row, "group"), number(row, "kind")), ("ecosystem", "principle"));
        same(number(row, "mean"), &text(principle.value), "mean");
    }
    let row = rows.next().unwrap();
    assert_eq!((number(row, "group"), number(row, "kind")), ("ecosystem", "ecosystem"));
    same(number(row, "mean"), &text(picture.ecosystem.overall.score), "score");
    same(number(row, "alignment"), &text(picture.ecosystem.alignment), "alignment");
    assert!(rows.next().is_none());
}

/// Numbers as they are, whether 3 is written `3` or `3.0`.
fn same(found: &str, expected: &str, what: &str) {
    let read = |text: &str| text.parse::<f64>().ok();
    assert_eq!(found.is_empty(), expected.is_empty(), "{what}: {found} and not {expected}");
    assert_eq!(read(found), read(expected), "{what}");
}

#[test]
fn the_numbers_are_those_of_the_picture() {
    let mut view = odd();
    view.facet = Some(0);
    view.rules.min_group = 3;
    let rows = number_rows(&view, EVERYTHING);
    check_numbers(&rows, &picture(&view, &EVERYTHING));
    let first = &rows[0];
    assert_eq!(unguarded(number(first, "view")), ODD[0]);
    assert_eq!((number(first, "clause"), number(first, "filter")), ("§4.1", ""));
    let tags: Vec<&[String]> = rows
        .iter()
        .map(Vec::as_slice)
        .filter(|row| number(row, "group") == "tag" && number(row, "kind") == "principle")
        .collect();
    assert_eq!(tags.len(), 24);
    assert_eq!(number(tags[0], "tag"), "'=Region");
    assert_eq!(unguarded(number(tags[0], "tag_value")), ODD[1].trim());
    assert_eq!((number(tags[1], "tag_value"), number(tags[1], "respondents")), ("", "5"));
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '@', '+'])));
}

#[test]
fn the_filter_is_named() {
    let view = odd();
    let month = Month::new(2026, 11).unwrap();
    let filter = Filter {
        role: Some(Role::Member),
        form: Some(Form::Full),
        value: Some((1, 1)),
        months: Some((month, month)),
    };
    assert_eq!(
        number(&number_rows(&view, filter)[0], "filter"),
        "role=member; form=full; tag_role=a, \"b\"; months=2026-11..2026-11"
    );
}

#[test]
fn every_column_and_field_is_described() {
    for column in ANSWER_COLUMNS.iter().chain(&NUMBER_COLUMNS) {
        assert!(DOCUMENT.contains(&format!("`{column}`")), "{column}");
    }
    let mut found = BTreeSet::new();
    fields(&parsed(SCHEMA), &mut found);
    assert!(found.len() > 50, "{found:?}");
    for name in &found {
        assert!(DOCUMENT.contains(&format!("`{name}`")), "{name} is not in docs/exports.md");
    }
}

// ---- JSON ----

fn result(view: &View, filter: Filter) -> Value {
    parsed(&with(view, filter, |commentary| view_result(&commentary, NOW)))
}

#[test]
fn a_result_is_valid_and_says_what_is_shown() {
    assert!(jsonschema::draft202012::meta::is_valid(&parsed(SCHEMA)));
    let schema = validator(SCHEMA);
    let month = Month::new(2026, 11).unwrap();
    let narrow = Filter {
        role: Some(Role::Member),
        form: Some(Form::Full),
        value: Some((0, 0)),
        months: Some((month, month)),
    };
    let mut grouped = odd();
    grouped.facet = Some(0);
    let mut named = odd();
    named.rules.named = Named::Everybody;
    for (view, filter) in [
        (view(), EVERYTHING),
        (odd(), EVERYTHING),
        (odd(), narrow),
        (grouped, EVERYTHING),
        (named.clone(), EVERYTHING),
    ] {
        assert_eq!(problems(&schema, &result(&view, filter)), Vec::<String>::new());
    }
    let shown = picture(&named, &EVERYTHING);
    let document = result(&named, EVERYTHING);
    for (place, principle) in shown.principles.iter().enumerate() {
        let found = &document["principles"][place];
        assert_eq!(found["value"].as_f64(), principle.value);
        assert_eq!(found["gap"].as_f64(), principle.gap.map(|gap| gap.levels));
        for (group, figures) in principle.figures.iter().enumerate() {
            assert_eq!(found["groups"][group]["value"].as_f64(), figures.value);
            assert_eq!(found["groups"][group]["consensus"].as_f64(), figures.consensus);
        }
    }
    for (place, practice) in shown.practices.iter().enumerate() {
        for (group, cell) in practice.cells.iter().enumerate() {
            let found = &document["practices"][place]["groups"][group];
            assert_eq!(found["mean"].as_f64(), cell.mean);
            assert_eq!(found["n"].as_u64(), cell.rated.map(u64::from));
            let levels = cell.spread.map(|spread| json!(spread.levels));
            assert_eq!(found["distribution"]["levels"], levels.unwrap_or(Value::Null));
        }
    }
    assert_eq!(document["headline"], json!(with(&named, EVERYTHING, |c| c.headline())));
    assert_eq!(document["topics"].as_array().unwrap().len(), shown.topics.len());
    assert!(!shown.topics.is_empty());
    // Names and single answers stay behind, also where names are shown.
    let text = document.to_string();
    assert!(!text.contains("SUM(A1)") && !text.contains("response_id"));
}

#[test]
fn the_schema_refuses_what_is_not_a_result() {
    let schema = validator(SCHEMA);
    let mut named = odd();
    named.rules.named = Named::Everybody;
    let document = result(&named, EVERYTHING);
    assert!(schema.is_valid(&document));
    for (pointer, bad) in [
        ("/kind", json!("result")),
        ("/schema", json!(2)),
        ("/view/named", json!("all")),
        ("/view/min_group", json!(2)),
        ("/view/filter/role", json!("king")),
        ("/view/filter/months", json!({"from": "2026-13", "to": "2026-11"})),
        ("/groups/0/kind", json!("some")),
        ("/groups/0/respondents", json!(null)),
        ("/ecosystem/basis", json!("")),
        ("/ecosystem/score", json!(0)),
        ("/principles/0/groups", json!([])),
        ("/principles/0/gap", json!(5)),
        ("/practices/0/groups/0/n", json!(0)),
        ("/practices/0/groups/0/distribution/levels", json!([1, 2])),
        ("/topics/0/reason", json!("mood")),
        ("/blind_spots/0/share", json!(2)),
    ] {
        let mut broken = document.clone();
        *broken.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = bad;
        assert!(!schema.is_valid(&broken), "{pointer}");
    }
}

// ---- Markdown and the clipboard ----

#[test]
fn a_report_says_what_the_view_says_and_nothing_in_it_is_markup() {
    let mut view = odd();
    view.facet = Some(0);
    view.rules.named = Named::Orchestrators;
    let filter = Filter { value: Some((1, 1)), ..EVERYTHING };
    with(&view, filter, |commentary| {
        let report = view_markdown(&commentary, NOW);
        let (text, kinds) = seen(&report);
        let expected =
            ["Heading", "Paragraph", "Strong", "Table", "TableCell", "TableHead", "TableRow"];
        assert_eq!(kinds, expected.map(str::to_owned).into());
        let flat = words_of(&text);
        for sentence in commentary
            .headline()
            .into_iter()
            .chain(commentary.who_sees())
            .chain(commentary.basis_sentence())
            .chain([
                commentary.gaps_finding(),
                commentary.heat_finding(),
                commentary.balance_finding(),
                commentary.alignment_caption(),
                commentary.topics_caption(),
                commentary.blind_spots_caption(),
            ])
            .chain(commentary.picture.topics.iter().map(|topic| commentary.topic_reason(topic)))
        {
            assert!(flat.contains(&words_of(&sentence)), "{sentence} in {report}");
        }
        for words in [ODD[0], ODD[1], "role: a, \"b\"", "Without “=Region”", "Orchestrators 2 "]
        {
            let words = words_of(words);
            assert!(flat.contains(&words), "{words} in {report}");
        }
        assert!(flat.contains(&words_of(&model().notice)));
        for principle in &model().principles {
            assert!(flat.contains(&format!("{} {}", principle.clause, principle.title)));
        }
    });
}

#[test]
fn a_report_of_nothing_says_so() {
    let mut nothing = view();
    nothing.name.clear();
    with(&nothing, EVERYTHING, |commentary| {
        let report = view_markdown(&commentary, NOW);
        assert!(report.starts_with("# Ecosystem view\n"), "{report}");
        assert!(report.contains("There is no response yet."));
        assert!(!report.contains("NaN"));
    });
}

#[test]
fn the_table_of_principles_has_both_sides() {
    let mut view = view();
    for profile in [[FULL; 5].as_slice(), &[MEMBER; 10]].concat() {
        respond(&mut view, profile, |_, place| match (profile.role, place) {
            (Role::Orchestrator, 0) => "4".to_owned(),
            (Role::Orchestrator, 1) => "2".to_owned(),
            (_, 2) => "DK".to_owned(),
            _ => "3".to_owned(),
        });
    }
    let rows = with(&view, EVERYTHING, |commentary| view_grid(&commentary)).rows;
    assert_eq!(rows.len(), 13);
    assert_eq!(rows[0].len(), 7);
    let cells = |row: usize| rows[row].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(cells(1)[..4], ["4.1 Relationship management", "4.0", "3.0", "+1.0"]);
    assert_eq!(cells(1)[5..], ["3.5", "3"]);
    assert_eq!(cells(2)[1..4], ["2.0", "3.0", "−1.0"]);
    assert_eq!(cells(3)[1..], ["–"; 6]);
    assert_eq!(cells(4)[1..], ["3.0", "3.0", "0.0", "1.00", "3.0", "3"]);
}

// ---- What must not be shown ----

fn any_view() -> impl Strategy<Value = View> {
    let said = proptest::collection::vec(any_answer(), 65);
    proptest::collection::vec((any::<bool>(), 0..3_usize, said), 0..14).prop_map(|responses| {
        let mut view = view();
        let facet = view.cohort.add_facet("Region").unwrap();
        view.facet = Some(facet);
        for (number, (member, region, said)) in responses.into_iter().enumerate() {
            let profile = if member { MEMBER } else { FULL };
            respond(&mut view, profile, |id, _| {
                let place = model().response_order.iter().position(|other| other == id).unwrap();
                match said[place] {
                    None => "-".to_owned(),
                    Some(Answer::Rated(level)) => level.number().to_string(),
                    Some(Answer::NotApplicable) => "NA".to_owned(),
                    Some(Answer::Unknown) => "DK".to_owned(),
                }
            });
            let region = ["North", "South", ""][region];
            assert!(view.cohort.tag(ResponseId::new(number as u64 + 1), facet, region));
        }
        view
    })
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn files_hold_what_the_picture_holds_and_nothing_of_too_few(view in any_view()) {
        let rows = number_rows(&view, EVERYTHING);
        check_numbers(&rows, &picture(&view, &EVERYTHING));
        for row in &rows {
            let counted = |column: &str| number(row, column).parse::<u32>().ok();
            prop_assert!(counted("n").is_none_or(|n| n >= 5));
            if let Some(first) = counted("level_1") {
                let others = ["level_2", "level_3", "level_4", "level_5"];
                let rated: u32 = others.into_iter().filter_map(counted).sum();
                prop_assert!(first + rated >= 8);
            }
        }
        let document = result(&view, EVERYTHING);
        prop_assert_eq!(problems(&validator(SCHEMA), &document), Vec::<String>::new());
        for practice in document["practices"].as_array().unwrap() {
            for group in practice["groups"].as_array().unwrap() {
                prop_assert!(group["n"].as_u64().is_none_or(|n| n >= 5));
            }
        }
        let report = with(&view, EVERYTHING, |commentary| view_markdown(&commentary, NOW));
        let odd = ["NaN", "{"].into_iter().find(|odd| report.contains(odd));
        prop_assert_eq!(odd, None);
    }
}
