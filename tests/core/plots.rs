//! The charts of plan, change over time and self-check: change bars, gap bars, trend, profile of people, compared radar.
//!
//! `chart` checks their samples together with those of all other charts.

use chart::{
    ChangeBars, ChangeRow, GapBars, GapRow, GapWords, Layout, PeopleProfile, PeopleRow,
    PeopleWords, Radar, Scene, SeriesStyle, Shape, Sighting, TrendChart, TrendLine, palette,
};
use proptest::prelude::*;

use crate::{
    chart::{LONG, SCORES, TITLES, check_frame, series, spokes, value, words},
    support::cases,
};

const CHANGES: [Option<f64>; 12] = [
    Some(0.4),
    Some(0.0),
    Some(-0.2),
    Some(1.25),
    Some(0.3),
    Some(-0.6),
    None,
    Some(2.0),
    Some(0.1),
    Some(-1.8),
    Some(4.0),
    Some(-4.0),
];

fn signed(change: Option<f64>) -> String {
    let sign = |change: f64| format!("{change:+.1}").replace('-', "−").replace("+0.0", "0.0");
    change.map_or_else(|| "–".to_owned(), sign)
}

fn changes(layout: Layout, titles: &[&str]) -> ChangeBars {
    let rows = (1..).zip(titles).zip(CHANGES).map(|((i, title), change)| ChangeRow {
        label: format!("4.{i}"),
        title: (*title).to_owned(),
        change,
        words: signed(change),
        matched: if change.is_some() { "5".to_owned() } else { "0".to_owned() },
    });
    ChangeBars {
        layout,
        rows: rows.collect(),
        total: Some(ChangeRow {
            label: String::new(),
            title: "All".to_owned(),
            change: Some(0.15),
            words: signed(Some(0.15)),
            matched: "52".to_owned(),
        }),
        change: "Change".to_owned(),
        matched: "Practices".to_owned(),
        band: 0.3,
        band_name: "No clear change".to_owned(),
    }
}

fn gaps(layout: Layout, titles: &[&str]) -> GapBars {
    let targets = [3, 3, 3, 4, 4, 3, 3, 4, 3, 3, 4, 5];
    let mut rows: Vec<GapRow> = (1..)
        .zip(titles)
        .zip(SCORES.into_iter().zip(targets))
        .map(|((i, title), (score, target))| GapRow {
            label: format!("4.{i}"),
            title: (*title).to_owned(),
            score: Some(score),
            target,
            priority: format!("{:.1}", 2.0 * (f64::from(target) - score).max(0.0)),
        })
        .collect();
    rows.sort_by(|a, b| b.priority.cmp(&a.priority));
    (rows[11].score, rows[11].priority) = (None, "–".to_owned());
    rows[0].score = Some(1.0);
    let words = GapWords {
        score: "Score".to_owned(),
        gap: "Gap to the target".to_owned(),
        target: "Target".to_owned(),
        priority: "Priority".to_owned(),
    };
    GapBars { layout, rows, words }
}

const ITEMS: [&str; 12] = [
    "Listening to understand",
    "Being open",
    "Keeping one's word",
    "Seeing the other's business",
    "Seeking joint gain",
    "Influencing without authority",
    "Building agreement among many",
    "Handling conflict early and fairly",
    "Working across cultures",
    "Adapting and learning",
    "Thinking of the whole",
    "Sharing lead and credit",
];

fn people(layout: Layout, items: &[&str]) -> PeopleProfile {
    use Sighting::{CannotTell, Often, Unanswered};
    let seen = [
        (Often(4), Often(3)),
        (Often(3), Often(3)),
        (Often(5), Often(2)),
        (Often(2), CannotTell),
        (Often(4), Often(4)),
        (CannotTell, CannotTell),
        (Often(1), Often(5)),
        (Often(2), Often(3)),
        (Unanswered, Often(4)),
        (Often(3), Unanswered),
        (Unanswered, Unanswered),
        (Often(5), Often(5)),
    ];
    let rows = items.iter().zip(seen).map(|(name, (own, others))| PeopleRow {
        name: (*name).to_owned(),
        own,
        others,
    });
    PeopleProfile { layout, rows: rows.collect(), words: people_words() }
}

fn people_words() -> PeopleWords {
    PeopleWords {
        own: "Our own organization".to_owned(),
        others: "The others".to_owned(),
        frequencies: [
            "Hardly ever",
            "Now and then",
            "About half the time",
            "Usually",
            "Nearly always",
        ]
        .map(String::from),
        cannot_tell: "I cannot tell".to_owned(),
        unanswered: "Not answered yet".to_owned(),
    }
}

fn trend(layout: Layout, rounds: &[&str], part: bool) -> TrendChart {
    let line = |name: &str, style, of: fn(f64) -> f64| {
        let values: Vec<f64> = (0..rounds.len()).map(|i| of(i as f64)).collect();
        let word = |value: Option<&f64>| value.map_or_else(String::new, |v| format!("{v:.1}"));
        TrendLine {
            name: name.to_owned(),
            style,
            ends: [word(values.first()), word(values.last())],
            values: values.into_iter().map(Some).collect(),
        }
    };
    let mut lines =
        vec![line("All practices", SeriesStyle::Own, |i| 2.2 + i * 0.35 - i * i * 0.02)];
    if part {
        lines.insert(0, line("Risk management", SeriesStyle::Part, |i| 1.4 + 0.8 * (i % 3.0)));
    }
    TrendChart {
        layout,
        rounds: rounds.iter().map(|round| (*round).to_owned()).collect(),
        levels: ["Incidental", "Emerging", "Established", "Managed", "Adaptive"].map(String::from),
        lines,
    }
}

const DATES: [&str; 12] = [
    "March 2021",
    "October 2021",
    "March 2022",
    "September 2022",
    "March 2023",
    "October 2023",
    "April 2024",
    "October 2024",
    "March 2025",
    "October 2025",
    "March 2026",
    "October 2026",
];

/// Two rounds over matched items, one spoke without any.
fn rounds(layout: Layout) -> Radar {
    let earlier = SCORES.map(|score| Some((score - 0.6).max(1.0)));
    let mut later = SCORES.map(Some);
    later[3] = Some(3.2);
    later[7] = earlier[7];
    let (mut earlier, mut later) = (earlier.to_vec(), later.to_vec());
    earlier[11] = None;
    later[11] = None;
    Radar {
        layout,
        spokes: spokes(&TITLES),
        series: vec![
            series("March 2025", SeriesStyle::Previous, &earlier),
            series("March 2026", SeriesStyle::Own, &later),
        ],
        held: None,
    }
}

pub(crate) fn samples() -> Vec<(&'static str, Scene)> {
    use Layout::{Narrow, Wide};
    vec![
        ("radar_rounds_wide", rounds(Wide).scene()),
        ("radar_rounds_narrow", rounds(Narrow).scene()),
        ("changes_wide", changes(Wide, &TITLES).scene()),
        ("changes_long", changes(Wide, &LONG).scene()),
        ("changes_narrow", changes(Narrow, &TITLES).scene()),
        ("gaps_wide", gaps(Wide, &TITLES).scene()),
        ("gaps_long", gaps(Wide, &LONG).scene()),
        ("gaps_narrow", gaps(Narrow, &TITLES).scene()),
        ("people_wide", people(Wide, &ITEMS).scene()),
        ("people_long", people(Wide, &LONG).scene()),
        ("people_narrow", people(Narrow, &ITEMS).scene()),
        ("trend_wide", trend(Wide, &DATES[..5], true).scene()),
        ("trend_two", trend(Wide, &DATES[..2], false).scene()),
        ("trend_twelve", trend(Wide, &DATES, true).scene()),
        ("trend_narrow", trend(Narrow, &DATES[..3], true).scene()),
        ("trend_narrow_twelve", trend(Narrow, &DATES, true).scene()),
    ]
}

// ---- what is drawn ----

/// The filled areas in a colour, as left, top, right and bottom edges in css pixels.
fn areas(scene: &Scene, of: plotters::style::RGBColor) -> Vec<[f64; 4]> {
    let edges = |shape: &Shape| match shape {
        Shape::Area { points, colour } if *colour == of => {
            let x = || points.iter().map(|point| f64::from(point.0) / 10.0);
            let y = || points.iter().map(|point| f64::from(point.1) / 10.0);
            let (least, most) = (f64::INFINITY, f64::NEG_INFINITY);
            Some([
                x().fold(least, f64::min),
                y().fold(least, f64::min),
                x().fold(most, f64::max),
                y().fold(most, f64::max),
            ])
        }
        _ => None,
    };
    scene.shapes().iter().filter_map(edges).collect()
}

fn rings(scene: &Scene) -> usize {
    scene.shapes().iter().filter(|shape| matches!(shape, Shape::Ring { .. })).count()
}

fn discs(scene: &Scene, of: plotters::style::RGBColor) -> Vec<(i32, i32)> {
    let centre = |shape: &Shape| match shape {
        Shape::Disc { centre, colour, .. } if *colour == of => Some(*centre),
        _ => None,
    };
    scene.shapes().iter().filter_map(centre).collect()
}

fn change_rows(changes: &[Option<f64>]) -> Scene {
    let rows = changes.iter().map(|change| ChangeRow {
        label: "4.1".to_owned(),
        change: *change,
        words: signed(*change),
        ..ChangeRow::default()
    });
    ChangeBars { rows: rows.collect(), total: None, ..changes_of_nothing() }.scene()
}

fn changes_of_nothing() -> ChangeBars {
    ChangeBars { rows: Vec::new(), total: None, ..changes(Layout::Wide, &[]) }
}

#[test]
fn a_change_is_a_bar_from_zero() {
    // The wide scale goes from 248 to 552, so a level is 38 pixels and zero is at 400.
    let scene = change_rows(&[Some(2.0), Some(-1.0), Some(9.0), Some(-9.0), Some(0.3), Some(-0.3)]);
    let bars = areas(&scene, palette::OWN);
    let spans: Vec<(f64, f64)> = bars.iter().map(|bar| (bar[0], bar[2])).collect();
    let expected = [
        (400.0, 476.0),
        (362.0, 400.0),
        (400.0, 552.0),
        (248.0, 400.0),
        (400.0, 411.4),
        (388.6, 400.0),
    ];
    assert_eq!(spans, expected);
    assert!(bars.is_sorted_by(|above, below| above[3] < below[1]), "{bars:?}");
    // The band reaches to the change that is the first clear one.
    assert_eq!(areas(&scene, palette::CURRENT)[0][..3], [388.6, bars[0][1] - 13.0, 411.4]);
}

#[test]
fn a_small_change_looks_different_and_a_missing_one_has_no_bar() {
    let small = change_rows(&[Some(0.29), Some(-0.1)]);
    assert!(areas(&small, palette::OWN).is_empty());
    assert_eq!(areas(&small, palette::OWN_FILL).len(), 2);

    let missing = change_rows(&[None, Some(f64::NAN)]);
    for colour in [palette::OWN, palette::OWN_FILL] {
        assert!(areas(&missing, colour).is_empty());
    }
    assert_eq!((rings(&missing), rings(&small)), (2, 0));

    // No change at all is a value and is seen.
    let none = change_rows(&[Some(0.0)]);
    let ticks = none
        .shapes()
        .iter()
        .filter(|shape| matches!(shape, Shape::Line { colour, .. } if *colour == palette::OWN));
    assert_eq!((ticks.count(), rings(&none)), (1, 0));
}

#[test]
fn a_gap_lies_between_score_and_target() {
    let bars = |rows: &[(Option<f64>, u8)]| {
        let rows = rows.iter().map(|(score, target)| GapRow {
            score: *score,
            target: *target,
            ..GapRow::default()
        });
        let words = GapWords::default();
        GapBars { layout: Layout::Wide, rows: rows.collect(), words }.scene()
    };
    let spans = |scene: &Scene, colour| -> Vec<(f64, f64)> {
        // Markers are narrower than any bar here.
        let wide = |edges: &[f64; 4]| edges[2] - edges[0] > 20.0;
        areas(scene, colour).into_iter().filter(wide).map(|bar| (bar[0], bar[2])).collect()
    };
    // A level is 76 pixels from 252 on.
    let scene = bars(&[(Some(2.5), 4), (Some(1.0), 5), (Some(3.0), 3), (Some(4.5), 2), (None, 3)]);
    assert_eq!(
        spans(&scene, palette::OWN),
        [(252.0, 442.0), (252.0, 328.0), (252.0, 480.0), (252.0, 594.0)]
    );
    assert_eq!(spans(&scene, palette::PAPER), [(442.0, 556.0), (328.0, 632.0)]);
    let hatched = |scene: &Scene| {
        let strokes = scene.shapes().iter().filter(|shape| {
            matches!(shape, Shape::Line { points, colour, .. }
                if *colour == palette::TARGET && points.len() == 2)
        });
        strokes.count()
    };
    assert!(hatched(&scene) > 20);
    assert_eq!(hatched(&bars(&[(Some(3.0), 3), (Some(4.5), 2), (None, 3)])), 0);
    assert_eq!(rings(&scene), 1, "the one without a score");
    // Every target is marked, reached or not: a diamond of five corners and a side drawn twice.
    let diamonds = scene.shapes().iter().filter(|shape| {
        matches!(shape, Shape::Line { points, colour, width: 15 }
            if *colour == palette::TARGET && points.len() == 6)
    });
    assert_eq!(diamonds.count(), 5);
}

#[test]
fn hatching_stays_inside_its_bar() {
    for tenths in 10..=50 {
        let row = GapRow { score: Some(f64::from(tenths) / 10.0), target: 5, ..GapRow::default() };
        let words = GapWords::default();
        let scene = GapBars { layout: Layout::Wide, rows: vec![row], words }.scene();
        let from = f64::from(252 + tenths * 76 / 10) - 0.5;
        for shape in scene.shapes() {
            if let Shape::Line { points, colour, width: 10 } = shape
                && *colour == palette::TARGET
            {
                for (x, y) in points {
                    assert!((from..=632.0).contains(&(f64::from(*x) / 10.0)), "{tenths}: {x}");
                    assert!((380..=540).contains(y), "{tenths}: {y}");
                }
            }
        }
    }
}

fn person(own: Sighting, others: Sighting) -> Scene {
    let row = PeopleRow { name: "Being open".to_owned(), own, others };
    PeopleProfile { layout: Layout::Wide, rows: vec![row], words: people_words() }.scene()
}

#[test]
fn what_has_no_frequency_stands_apart() {
    use Sighting::{CannotTell, Often, Unanswered};
    let words = |scene: &Scene, wanted: &str| {
        scene
            .shapes()
            .iter()
            .filter(|shape| matches!(shape, Shape::Text { text, .. } if text == wanted))
            .count()
    };
    // In the row and in the legend: frequencies 1 to 5 are at 284 to 636, so all else is to the right of the scale.
    let scene = person(CannotTell, Often(3));
    assert_eq!((words(&scene, "?"), rings(&scene)), (2, 0));
    assert_eq!((words(&scene, "I cannot tell"), words(&scene, "Not answered yet")), (1, 0));
    let apart = scene
        .shapes()
        .iter()
        .any(|shape| matches!(shape, Shape::Text { text, at, .. } if text == "?" && at.0 == 6840));
    assert!(apart);

    let scene = person(Unanswered, Unanswered);
    assert_eq!((words(&scene, "?"), rings(&scene)), (0, 3));
    assert_eq!((words(&scene, "I cannot tell"), words(&scene, "Not answered yet")), (0, 1));
    let on_the_scale = |scene: &Scene| {
        let discs = discs(scene, palette::OWN);
        discs.iter().filter(|at| at.0 <= 6360 && at.1 > 600 && at.1 < 1000).count()
    };
    assert_eq!(on_the_scale(&scene), 0);
    assert_eq!(on_the_scale(&person(Often(1), Unanswered)), 1);

    let scene = person(Often(2), Often(5));
    assert_eq!((words(&scene, "?"), rings(&scene)), (0, 0));
    assert_eq!(discs(&scene, palette::OWN).len(), 2, "in the row and in the legend");
}

#[test]
fn marks_of_equal_frequency_do_not_hide_one_another() {
    for frequency in 1..=5 {
        let scene = person(Sighting::Often(frequency), Sighting::Often(frequency));
        let own = discs(&scene, palette::OWN)[0];
        let other = areas(&scene, palette::OTHER)[0];
        assert!(f64::from(own.1) / 10.0 + 5.6 <= other[1] + 0.1, "{own:?} {other:?}");
    }
    // A difference joins the two.
    let joined = |own, others| {
        let scene = person(Sighting::Often(own), Sighting::Often(others));
        scene.shapes().iter().any(|shape| matches!(shape, Shape::Line { width: 25, .. }))
    };
    assert!(joined(2, 3) && joined(5, 1));
    assert!(!joined(3, 3));
}

fn single(values: Vec<Option<f64>>) -> Scene {
    let line = TrendLine {
        name: "All".to_owned(),
        style: SeriesStyle::Own,
        ends: ["first", "last"].map(String::from),
        values,
    };
    TrendChart { lines: vec![line], ..trend(Layout::Wide, &DATES[..5], false) }.scene()
}

#[test]
fn a_line_has_a_gap_where_a_value_is_missing() {
    let strokes = |values: Vec<Option<f64>>| -> Vec<usize> {
        let scene = single(values);
        let own = |shape: &Shape| match shape {
            Shape::Line { points, colour, .. } if *colour == palette::OWN => Some(points.len()),
            _ => None,
        };
        scene.shapes().iter().filter_map(own).collect()
    };
    let marks = |values: Vec<Option<f64>>| discs(&single(values), palette::OWN).len();
    let two = Some(2.0);
    assert_eq!(strokes(vec![two; 5]), [5]);
    assert_eq!(strokes(vec![two, two, None, two, two]), [2, 2]);
    assert_eq!(strokes(vec![two, None, two, None, two]), [0_usize; 0]);
    assert_eq!(marks(vec![two, None, two, None, Some(f64::NAN)]), 2);
    assert_eq!(strokes(vec![None; 5]), [0_usize; 0]);
    // More values than rounds have no place.
    assert_eq!(marks(vec![two; 9]), 5);
}

#[test]
fn values_are_named_at_the_first_and_the_last_round_only() {
    let named = |values: Vec<Option<f64>>| -> Vec<String> {
        let scene = single(values);
        let text = |shape: &Shape| match shape {
            Shape::Text { text, .. } if ["first", "last"].contains(&text.as_str()) => {
                Some(text.clone())
            }
            _ => None,
        };
        scene.shapes().iter().filter_map(text).collect()
    };
    let two = Some(2.0);
    assert_eq!(named(vec![two; 5]), ["first", "last"]);
    assert_eq!(named(vec![None, two, two, two, two]), ["last"]);
    assert_eq!(named(vec![two, two]), ["first"]);
}

#[test]
fn the_first_and_the_last_round_are_always_named() {
    for layout in [Layout::Wide, Layout::Narrow] {
        for count in 1..=12 {
            let scene = trend(layout, &DATES[..count], true).scene();
            let begins = |round: &str| {
                let word = round.split(' ').next().unwrap();
                scene.shapes().iter().any(
                    |shape| matches!(shape, Shape::Text { text, .. } if text.starts_with(word)),
                )
            };
            assert!(begins(DATES[0]) && begins(DATES[count - 1]), "{layout:?}, {count} rounds");
        }
    }
}

#[test]
fn lines_can_be_told_apart_without_colour() {
    let all = [
        SeriesStyle::Own,
        SeriesStyle::Other,
        SeriesStyle::Target,
        SeriesStyle::Previous,
        SeriesStyle::Part,
    ];
    // The shapes of a line on level 3 and of its markers, without their colours.
    let drawn = |style: SeriesStyle| -> Vec<String> {
        let line = TrendLine {
            name: String::new(),
            style,
            values: vec![Some(3.0); 2],
            ends: [String::new(), String::new()],
        };
        let lines = vec![line];
        let scene = TrendChart { lines, ..trend(Layout::Wide, &DATES[..2], false) }.scene();
        let shape = |shape: &Shape| match shape {
            Shape::Line { points, width, .. } => format!("line {width} {points:?}"),
            Shape::Area { points, .. } => format!("area {points:?}"),
            Shape::Ring { radius, .. } => format!("ring {radius}"),
            Shape::Disc { radius, .. } => format!("disc {radius}"),
            Shape::Text { .. } => String::new(),
        };
        scene.shapes().iter().map(shape).collect()
    };
    for (i, one) in all.iter().enumerate() {
        for other in &all[i + 1..] {
            assert_ne!(drawn(*one), drawn(*other), "{one:?} {other:?}");
        }
    }
}

// ---- any words and values ----

fn layout() -> impl Strategy<Value = Layout> {
    prop_oneof![Just(Layout::Wide), Just(Layout::Narrow)]
}

fn any_change() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        4 => (-4.0..=4.0).prop_map(Some),
        1 => value(),
    ]
}

fn change_row() -> impl Strategy<Value = ChangeRow> {
    (words(), words(), any_change(), words(), words()).prop_map(
        |(label, title, change, words, matched)| ChangeRow { label, title, change, words, matched },
    )
}

fn sighting() -> impl Strategy<Value = Sighting> {
    prop_oneof![
        3 => (0_u8..=7).prop_map(Sighting::Often),
        1 => Just(Sighting::CannotTell),
        1 => Just(Sighting::Unanswered),
    ]
}

fn line() -> impl Strategy<Value = TrendLine> {
    let style = prop_oneof![
        Just(SeriesStyle::Own),
        Just(SeriesStyle::Part),
        Just(SeriesStyle::Other),
        Just(SeriesStyle::Previous),
    ];
    let values = proptest::collection::vec(value(), 0..=13);
    (words(), style, values, [words(), words()]).prop_map(|(name, style, values, ends)| TrendLine {
        name,
        style,
        values,
        ends,
    })
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn change_words_never_meet(
        layout in layout(),
        rows in proptest::collection::vec(change_row(), 0..=13),
        total in proptest::option::of(change_row()),
        [change, matched, band_name] in [words(), words(), words()],
        band in prop_oneof![0.0..5.0, Just(f64::NAN), Just(-1.0)],
    ) {
        check_frame(&ChangeBars { layout, rows, total, change, matched, band, band_name }.scene());
    }

    #[test]
    fn gap_words_never_meet(
        layout in layout(),
        rows in proptest::collection::vec((words(), words(), value(), 0..9_u8, words()), 0..=13),
        [score, gap, target, priority] in [words(), words(), words(), words()],
    ) {
        let row = |(label, title, score, target, priority)| GapRow { label, title, score, target, priority };
        let rows = rows.into_iter().map(row).collect();
        check_frame(&GapBars { layout, rows, words: GapWords { score, gap, target, priority } }.scene());
    }

    #[test]
    fn names_of_people_never_meet(
        layout in layout(),
        rows in proptest::collection::vec((words(), sighting(), sighting()), 0..=13),
        frequencies in [words(), words(), words(), words(), words()],
        [own, others, cannot_tell, unanswered] in [words(), words(), words(), words()],
    ) {
        let row = |(name, own, others)| PeopleRow { name, own, others };
        let words = PeopleWords { own, others, frequencies, cannot_tell, unanswered };
        check_frame(&PeopleProfile { layout, rows: rows.into_iter().map(row).collect(), words }.scene());
    }

    #[test]
    fn names_of_rounds_never_meet(
        layout in layout(),
        rounds in proptest::collection::vec(words(), 0..=13),
        levels in [words(), words(), words(), words(), words()],
        lines in proptest::collection::vec(line(), 0..=4),
    ) {
        check_frame(&TrendChart { layout, rounds, levels, lines }.scene());
    }
}
