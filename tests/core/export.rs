//! What is taken along: CSV, JSON, Markdown, tables for the clipboard, pictures and names of files.

use std::collections::BTreeSet;

use chart::{Layout, to_file, to_svg};
use domain::{
    assessment::{Answer, Assessment, Entry},
    model::{Form, Practice, Principle, Role, Stage},
    scoring::{score, targets},
    wire::{BackupKind, BackupPart, read_backup},
};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use report::{
    export::{
        COLUMNS, Grid, csv, file_name, guarded, looks_like_a_formula, markdown, principle_grid,
        result,
    },
    headline, pictures,
};
use serde_json::{Value, json};

use crate::{
    formats::{fields, parsed, problems, validator, with},
    support::{
        FULL, NOW, answered, any_answered, any_text, blank, cases, date, level, model, speech,
    },
    wire::second,
};

const RESULT: &str = include_str!("../../docs/schema/result-1.json");
const DOCUMENT: &str = include_str!("../../docs/exports.md");

/// What people type, and what some of them try.
pub(crate) const ODD: [&str; 20] = [
    "=HYPERLINK(\"http://example.org\";\"click\")",
    " \"+1+1",
    "\t@SUM(A1)",
    "'=1+1",
    "−5 from the last time",
    "＝1+1",
    "a, \"b\"; c\r\nd\n\n- e\n1. f",
    "# not a heading",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "| a | b |\n|---|---|\n| c \\| d |",
    "`code` **bold** _thin_ ~~gone~~ [link](javascript:alert(1)) ![x](y)",
    "    four blanks\n\n\ttab",
    "&lt;b&gt; &amp; &#60;",
    "Größe, Été, 日本, عربى, \u{202e}desrever",
    "```\nfence\n```",
    "ends with a backslash \\",
    "1) one",
    "2. two",
    "3.",
    "+",
];

fn noted(mut assessment: Assessment, notes: &[&str]) -> Assessment {
    let practices = model().principles.iter().flat_map(|principle| &principle.practices);
    for (practice, note) in practices.zip(notes) {
        let before = assessment.entries.get(&practice.id).cloned().unwrap_or_default();
        let entry = Entry { note: (*note).to_owned(), note_revision: 1, ..before };
        assessment.entries.insert(practice.id.clone(), entry);
    }
    assessment
}

fn odd() -> Assessment {
    let mut assessment = noted(answered(&["1 2:2 3:3 NA DK"; 12]), &ODD);
    "=1+1 | <b>Port</b>".clone_into(&mut assessment.name);
    assessment
}

// ---- CSV ----

/// A reader of RFC 4180, written for this test: quotes, commas and CRLF, and nothing else.
pub(crate) fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.strip_prefix('\u{feff}').expect("a byte order mark").chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => {
                quoted = false;
                assert!(matches!(letters.peek(), Some(',' | '\r')), "text after the quotes");
            }
            '"' => {
                assert!(cell.is_empty(), "a quote within {cell:?}");
                quoted = true;
            }
            _ if quoted => cell.push(letter),
            ',' => row.push(std::mem::take(&mut cell)),
            '\r' => {
                assert_eq!(letters.next(), Some('\n'), "a CR alone");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' => panic!("an LF alone"),
            _ => cell.push(letter),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "it ends within a row");
    rows
}

/// The text that was guarded.
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| looks_like_a_formula(rest)).unwrap_or(cell)
}

/// The rows below the heads, each asked by the name of a column.
fn practice_rows(assessment: &Assessment) -> Vec<Vec<String>> {
    let mut rows = read_csv(&csv(model(), assessment));
    assert_eq!(rows.remove(0), COLUMNS);
    assert!(rows.iter().all(|row| row.len() == COLUMNS.len()));
    rows
}

fn cell<'a>(row: &'a [String], column: &str) -> &'a str {
    &row[COLUMNS.iter().position(|name| *name == column).unwrap()]
}

fn all_practices() -> impl Iterator<Item = (&'static Principle, &'static Practice)> {
    model().principles.iter().flat_map(|p| p.practices.iter().map(move |practice| (p, practice)))
}

#[test]
fn a_row_says_everything_about_a_practice() {
    let mut assessment = answered(&["3 3 3 2 2:3", "NA DK - 3 1"]);
    assessment.profile.role = Role::Member;
    assessment.changed = 1_790_035_200_000;
    let rows = practice_rows(&assessment);
    let practice = &model().principles[0].practices[4];
    let row: Vec<(&str, &str)> =
        COLUMNS.into_iter().zip(rows[4].iter().map(String::as_str)).collect();
    assert_eq!(
        row,
        [
            ("assessment_id", "k3j9x2abcdef"),
            ("assessment_name", "Port logistics"),
            ("date", "2026-09-22"),
            ("model_id", model().id.as_str()),
            ("model_version", model().version.as_str()),
            ("role", "member"),
            ("scale", "curated"),
            ("stage", "management"),
            ("form", "full"),
            ("principle_id", "relationship-management"),
            ("clause", "§4.1"),
            ("principle_title", "Relationship management"),
            ("practice_id", practice.id.as_str()),
            ("practice_title", practice.title.as_str()),
            ("in_scope", "yes"),
            ("answer", "2"),
            ("level", "2"),
            ("level_name", model().levels.at(level(2)).name.as_str()),
            ("descriptor", practice.descriptors(Role::Member).at(level(2)).as_str()),
            ("evidence", "3"),
            ("note", ""),
            ("principle_score", "2.6"),
            ("principle_held", "2"),
            ("target", "3"),
            ("impact", "2"),
            ("gap", "0.3999999999999999"),
            ("priority", "0.7999999999999998"),
        ]
    );
    // The four things that are no level, and a principle with too few ratings.
    for (place, answer) in [(8, "na"), (9, "unknown"), (10, "unanswered")] {
        assert_eq!(cell(&rows[place], "answer"), answer);
        for column in ["level", "level_name", "descriptor", "evidence", "principle_score", "gap"] {
            assert_eq!(cell(&rows[place], column), "", "{column}");
        }
    }
    assert_eq!(cell(rows.last().unwrap(), "clause"), "§4.12");
}

#[test]
fn there_is_a_row_for_every_practice_and_what_is_not_asked_says_so() {
    let mut assessment = odd();
    assessment.profile.stage = Stage::Strategic;
    assessment.profile.form = Form::Short;
    let rows = practice_rows(&assessment);
    let ids: Vec<&str> = rows.iter().map(|row| cell(row, "practice_id")).collect();
    assert_eq!(ids, all_practices().map(|(_, practice)| practice.id.as_str()).collect::<Vec<_>>());
    for ((_, practice), row) in all_practices().zip(&rows) {
        let asked = practice.in_scope(&assessment.profile);
        assert_eq!(cell(row, "in_scope") == "yes", asked, "{}", practice.id);
        let answer = assessment.answer(&practice.id).map(Answer::token);
        assert_eq!(cell(row, "answer"), answer.unwrap_or("unanswered"));
    }
    assert!(rows.iter().any(|row| cell(row, "in_scope") == "no" && cell(row, "answer") == "2"));
}

#[test]
fn no_cell_of_words_begins_like_a_formula_and_every_note_comes_back() {
    let rows = practice_rows(&odd());
    for row in &rows {
        assert!(row.iter().all(|cell| !looks_like_a_formula(cell) || cell.starts_with('\'')));
        assert_eq!(unguarded(cell(row, "assessment_name")), "=1+1 | <b>Port</b>");
    }
    let notes: Vec<&str> = rows.iter().map(|row| unguarded(cell(row, "note"))).collect();
    assert_eq!(notes[..ODD.len()], ODD);
    assert!(cell(&rows[0], "note").starts_with("'=HYPERLINK"));
}

#[test]
fn what_looks_like_a_formula() {
    for text in [
        "=1",
        "+1",
        "-1",
        "@A",
        "\ta",
        "\ra",
        "\na",
        "  =1",
        "\"=1",
        "'=1",
        "\u{a0}=1",
        "＝1",
        "＋1",
        "－1",
        "＠A",
        "﹦1",
        "\u{feff}=1",
        "\u{200b}=1",
        "“=1”",
        "−1",
        "\u{0}=1",
        " \" ' =1",
        "'",
    ] {
        let is = text != "'";
        assert_eq!(looks_like_a_formula(text), is, "{text:?}");
        assert_eq!(guarded(text).starts_with('\''), is || text.starts_with('\''));
    }
    for text in ["", "a=1", "1-2", "\"a\"", "  ", "x@y.z", "* a", "/x", "(=1)"] {
        assert!(!looks_like_a_formula(text), "{text:?}");
        assert_eq!(guarded(text), text);
    }
}

#[test]
fn every_column_is_described() {
    for column in COLUMNS {
        assert!(DOCUMENT.contains(&format!("`{column}`")), "{column}");
    }
}

// ---- JSON ----

fn result_of(assessment: &Assessment) -> Value {
    parsed(&result(model(), assessment, speech(), NOW))
}

#[test]
fn a_result_is_valid_and_holds_the_assessment() {
    let schema = validator(RESULT);
    assert!(jsonschema::draft202012::meta::is_valid(&parsed(RESULT)));
    for assessment in [second(), blank(FULL), odd(), answered(&["3 4 5 2 1"; 12])] {
        let text = result(model(), &assessment, speech(), NOW);
        assert_eq!(problems(&schema, &parsed(&text)), Vec::<String>::new());
        let read = read_backup(&text).unwrap();
        assert_eq!(read.kind, BackupKind::Result);
        let part =
            BackupPart::Read { assessment: Box::new(assessment), problems: Vec::new(), text: None };
        assert_eq!(read.parts, [part]);
    }
}

#[test]
fn a_result_says_what_follows_from_the_answers() {
    // The worked example of the scoring: 4.1 has a score of 2.6, one principle has too little.
    let assessment = answered(&[
        "3 3 3 2 2",
        "3 3 3 3 3",
        "3 3 2 2 3",
        "4 4 4 4 3",
        "2 2 3 3 2",
        "2 2 2 2 3",
        "3 3 4 4 3",
        "3 3 3 3 2",
        "2 2 2 2 2",
        "3 NA DK - -",
        "2 2 2 1 1",
        "1 1 1 1 2",
    ]);
    let result = result_of(&assessment);
    let scores = score(model(), &assessment);
    let first = &result["principles"][0];
    assert_eq!(first["id"], "relationship-management");
    assert_eq!(
        (&first["score"], &first["held"], &first["band"]),
        (&json!(2.6), &json!(2), &json!(3))
    );
    let target = targets(model(), &assessment)[0].number();
    assert_eq!(first["target"], target);
    let gap = first["gap"].as_f64().unwrap();
    assert!((gap - (f64::from(target) - 2.6)).abs() < 1e-9);
    assert!((first["priority"].as_f64().unwrap() - 2.0 * gap).abs() < 1e-9);
    assert_eq!(first["confidence"], json!(5.0 / 15.0));
    let tenth = &result["principles"][9];
    for field in ["score", "held", "band", "cautious", "gap", "priority", "priority_class"] {
        assert_eq!(tenth[field], Value::Null, "{field}");
    }
    assert_eq!(
        tenth["counts"],
        json!({"applicable": 5, "rated": 1, "not_applicable": 1, "unknown": 1, "unanswered": 2})
    );
    assert_eq!(tenth["unknown_share"], json!(0.2));
    assert_eq!(result["overall"]["scored"], 11);
    assert_eq!(result["overall"]["score"], json!(scores.overall.score.unwrap()));
    assert_eq!(result["overall"]["balance"]["reading"], "lopsided");
    assert_eq!(result["overall"]["balance"]["lowest"], "exit-strategy");
    assert_eq!(result["headline"], json!(headline(model(), &scores, speech())));
    assert_eq!(result["practices"].as_array().unwrap().len(), all_practices().count());
    assert_eq!(result["practices"][0]["answer"], "3");
    assert_eq!(result["brakes"][0], model().principles[11].practices[0].id.as_str());
    let step = &result["roadmap"][0];
    assert_eq!(
        (&step["horizon"], &step["state"], &step["owner"]),
        (&json!("now"), &json!("suggested"), &Value::Null)
    );
    // Without answers nothing follows, and that is no zero.
    let nothing = result_of(&blank(FULL));
    for field in ["score", "held", "band", "cautious", "balance", "progress_to_target"] {
        assert_eq!(nothing["overall"][field], Value::Null, "{field}");
    }
    assert_eq!(nothing["practices"][0]["answer"], "unanswered");
}

#[test]
fn the_schema_of_results_refuses_what_is_not_one() {
    let schema = validator(RESULT);
    let document = result_of(&odd());
    for (pointer, bad) in [
        ("/$schema", json!("other.json")),
        ("/kind", json!("backup")),
        ("/schema", json!(2)),
        ("/created", json!("today")),
        ("/about", json!({})),
        ("/assessment/answers", json!([])),
        ("/overall/score", json!(0)),
        ("/overall/held", json!(2.5)),
        ("/overall/completeness", json!(null)),
        ("/overall/balance/reading", json!("fine")),
        ("/principles/0/impact", json!(4)),
        ("/principles/0/gap", json!(-1)),
        ("/principles/0/mood", json!("good")),
        ("/practices/0/answer", json!(3)),
        ("/practices/0/evidence", json!(0)),
        ("/practices/0/note", json!("")),
        ("/roadmap/0/due", json!("2027-02-29")),
        ("/roadmap/0/state", json!("gone")),
        ("/strengths", json!([1])),
    ] {
        let mut broken = document.clone();
        if let Some((parent, key)) = pointer.rsplit_once('/').filter(|(_, key)| *key == "mood") {
            broken.pointer_mut(parent).unwrap()[key] = bad;
        } else {
            *broken.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = bad;
        }
        assert!(!schema.is_valid(&broken), "{pointer}");
    }
    assert!(schema.is_valid(&with(&document, "/created", json!(1))));
}

#[test]
fn every_field_of_a_result_is_described() {
    let mut found = BTreeSet::new();
    fields(&parsed(RESULT), &mut found);
    assert!(found.len() > 50, "{found:?}");
    for name in &found {
        assert!(DOCUMENT.contains(&format!("`{name}`")), "{name} is not in docs/exports.md");
    }
}

// ---- Markdown ----

/// What a reader of Markdown sees: the text, and which kinds of thing it is made of.
pub(crate) fn seen(text: &str) -> (String, BTreeSet<String>) {
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    let (mut words, mut kinds) = (String::new(), BTreeSet::new());
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            Event::Start(tag) => {
                kinds.insert(match tag {
                    Tag::Heading { .. } => "Heading".to_owned(),
                    Tag::BlockQuote(_) => "BlockQuote".to_owned(),
                    Tag::Table(_) => "Table".to_owned(),
                    other => format!("{other:?}"),
                });
            }
            Event::End(TagEnd::TableCell | TagEnd::Heading(_) | TagEnd::Paragraph) => {
                words.push('\n');
            }
            Event::End(_) => {}
            other => {
                kinds.insert(format!("{other:?}"));
            }
        }
    }
    (words, kinds)
}

/// What a report is made of, whatever people wrote.
const KINDS: [&str; 10] = [
    "BlockQuote",
    "Heading",
    "Item",
    "List(None)",
    "Paragraph",
    "Strong",
    "Table",
    "TableCell",
    "TableHead",
    "TableRow",
];

pub(crate) fn words_of(text: &str) -> String {
    let letters = |letter: char| if letter.is_control() { ' ' } else { letter };
    let text: String = text.chars().map(letters).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_report_says_what_the_result_says() {
    let assessment = odd();
    let report = markdown(model(), &assessment, speech());
    let (text, kinds) = seen(&report);
    assert_eq!(kinds, KINDS.map(str::to_owned).into());
    let flat = words_of(&text);
    let scores = score(model(), &assessment);
    for sentence in headline(model(), &scores, speech()) {
        assert!(flat.contains(&words_of(&sentence)), "{sentence}");
    }
    for note in ODD {
        assert!(flat.contains(&words_of(note)), "{note:?} in {report}");
    }
    for (principle, practice) in all_practices() {
        assert!(flat.contains(&format!("{} {}", principle.clause, principle.title)));
        assert!(flat.contains(&practice.title) && flat.contains(practice.ask(Role::Orchestrator)));
    }
    for words in ["Within 3 months", "Level 3, ", "Suggested", "=1+1 | <b>Port</b>", "records"] {
        assert!(flat.to_lowercase().contains(&words.to_lowercase()), "{words}");
    }
}

#[test]
fn a_report_has_the_plan_and_the_self_check() {
    let report = markdown(model(), &second(), speech());
    let (text, _) = seen(&report);
    let flat = words_of(&text);
    for words in [
        "Ask <i>every</i> member \"why\". Then write it down.",
        "Inès & Özgür",
        "2028-02-29",
        "Started",
        "Dropped",
        "I cannot tell",
    ] {
        assert!(flat.contains(words), "{words} in {report}");
    }
    assert!(report.contains("| Ask \\<i\\>every"), "{report}");
}

#[test]
fn an_empty_or_unnamed_one_has_a_report_too() {
    let mut nothing = blank(FULL);
    nothing.name.clear();
    let report = markdown(model(), &nothing, speech());
    assert!(report.starts_with("# Untitled assessment\n"), "{report}");
    assert!(report.contains("**Partial result** 64 practices are still open."));
    assert!(!seen(&report).1.contains("BlockQuote"));
}

// ---- tables ----

#[test]
fn a_table_is_copied_as_text_and_as_html() {
    let rows = [
        vec!["Principle", "Score"],
        vec!["A <b>\t\"c\"\n& d", "−0.25"],
        vec!["=HYPERLINK(\"x\")", "+1.5"],
        vec!["-e", "12%"],
    ];
    let rows = rows.into_iter().map(|row| row.into_iter().map(str::to_owned).collect()).collect();
    let grid = Grid { rows };
    assert_eq!(
        grid.to_tsv(),
        "Principle\tScore\nA <b> \"c\" & d\t−0.25\n'=HYPERLINK(\"x\")\t+1.5\n'-e\t12%\n"
    );
    assert_eq!(
        grid.to_html(),
        "<meta charset=\"utf-8\"><table><tr><th>Principle</th><th>Score</th></tr>\
         <tr><td>A &lt;b&gt; &quot;c&quot; &amp; d</td><td>−0.25</td></tr>\
         <tr><td>'=HYPERLINK(&quot;x&quot;)</td><td>+1.5</td></tr><tr><td>'-e</td><td>12%</td></tr></table>"
    );
}

#[test]
fn the_table_of_principles_has_their_numbers() {
    let rows = principle_grid(model(), &answered(&["3 3 3 2 2", "3 NA DK - -"]), speech()).rows;
    assert_eq!(rows.len(), 13);
    assert_eq!(
        rows[1],
        [
            "4.1 Relationship management",
            "2.6",
            "2",
            "3",
            "Established",
            "7 of 7",
            "0%",
            "0.4",
            "2",
            "0.8"
        ]
    );
    assert_eq!(rows[2][1..], ["–", "–", "3", "–", "3 of 5", "20%", "–", "2", "–"]);
}

// ---- pictures ----

#[test]
fn a_picture_stands_alone() {
    let assessment = odd();
    let scores = score(model(), &assessment);
    let targets = targets(model(), &assessment);
    let scene = pictures::radar(model(), &scores, &targets, speech(), Layout::Wide).scene();
    let file = to_file(&scene, "Radar <of> \"all\"");
    assert!(file.contains("<title>Radar &lt;of&gt; &quot;all&quot;</title>\n<rect x=\"-160\" y=\"-160\" width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>"));
    assert!(file.starts_with("<svg ") && file.contains("xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(file.contains("sans-serif\"") && !file.contains("font-family=\"sans-serif\""));
    // Otherwise it is the drawing of the page.
    let page = to_svg(&scene, chart::Purpose::Image("Radar <of> \"all\""));
    assert_eq!(file.matches("<polyline").count(), page.matches("<polyline").count());
    assert_eq!(file.matches("<text").count(), page.matches("<text").count());
}

// ---- names of files ----

#[test]
fn names_of_files_say_what_and_when() {
    let day = Some(date("2026-11-24"));
    let check = |name: &str, expected: &str| {
        assert_eq!(file_name(name, "report", day, "md"), expected, "{name:?}");
    };
    check("Port logistics", "twelvefold-Port-logistics-report-2026-11-24.md");
    check("", "twelvefold-report-2026-11-24.md");
    check("../../etc/passwd", "twelvefold-etc-passwd-report-2026-11-24.md");
    check("CON", "twelvefold-CON-report-2026-11-24.md");
    check(" a\u{0}b\n:c*? ", "twelvefold-a-b-c-report-2026-11-24.md");
    check("Größe & Été 日本", "twelvefold-Größe-Été-日本-report-2026-11-24.md");
    check("\u{202e}gpj.exe", "twelvefold-gpj-exe-report-2026-11-24.md");
    check("!?…", "twelvefold-report-2026-11-24.md");
    assert_eq!(file_name("A", "radar", None, "svg"), "twelvefold-A-radar.svg");
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_name_makes_a_name_of_a_file(name in any_text(200)) {
        let file = file_name(&name, "result", Some(date("2026-11-24")), "json");
        prop_assert!(file.starts_with("twelvefold-") && file.ends_with("result-2026-11-24.json"));
        prop_assert!(file.len() < 120 && !file.contains("--"));
        let sound = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '.';
        prop_assert!(file.chars().all(sound));
    }

    #[test]
    fn any_text_is_guarded_and_comes_back(text in any_text(60)) {
        let cell = guarded(&text);
        prop_assert!(!looks_like_a_formula(&cell) || cell.starts_with('\''));
        prop_assert_eq!(unguarded(&cell), text.as_str());
    }

    #[test]
    fn any_assessment_comes_back_from_its_files(
        assessment in any_answered(),
        notes in proptest::collection::vec(any_text(40), 65),
        name in any_text(40),
    ) {
        let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
        let mut assessment = noted(assessment, &notes);
        assessment.name = name;
        let rows = practice_rows(&assessment);
        let scores = score(model(), &assessment);
        for ((principle, practice), row) in all_practices().zip(&rows) {
            let entry = assessment.entries.get(&practice.id).cloned().unwrap_or(Entry::default());
            prop_assert_eq!(unguarded(cell(row, "note")), entry.note);
            prop_assert_eq!(unguarded(cell(row, "assessment_name")), &assessment.name);
            let place = model().principles.iter().position(|p| p.id == principle.id).unwrap();
            let number = cell(row, "principle_score");
            prop_assert_eq!(number.parse().ok(), scores.principles[place].score);
        }
        let text = result(model(), &assessment, speech(), NOW);
        prop_assert_eq!(problems(&validator(RESULT), &parsed(&text)), Vec::<String>::new());
        prop_assert!(read_backup(&text).is_ok());
        let report = markdown(model(), &assessment, speech());
        let (text, kinds) = seen(&report);
        let known: BTreeSet<String> = KINDS.map(str::to_owned).into();
        prop_assert!(kinds.is_subset(&known), "{:?}", kinds);
        let flat = words_of(&text);
        for (_, practice) in all_practices() {
            let note = assessment.entries.get(&practice.id).map_or("", |entry| &entry.note);
            prop_assert!(flat.contains(&words_of(note)), "{:?}", note);
        }
    }
}
