//! Which numbers and words go into the charts of change, self-check and plan, and the sentences on change.

use chart::{ChangeRow, Layout, SeriesStyle, Sighting, TrendLine};
use domain::{
    assessment::{Assessment, Frequency, SelfRating},
    model::Level,
    scoring::{
        compare::{Comparison, Dates, NotComparable, compare, trend},
        people::SelfView,
        priorities, score,
    },
};
use report::{change_sentence, obstacle, pictures, signed};

use crate::{
    chart::check_frame,
    support::{answered, level, model, speech},
};

fn compared(earlier: &[&str], later: &[&str]) -> Comparison<'static> {
    compare(model(), &answered(earlier), &answered(later)).unwrap()
}

const BOTH: [Layout; 2] = [Layout::Wide, Layout::Narrow];

// ---- sentences ----

#[test]
fn a_change_is_said_in_one_sentence() {
    let check = |earlier: &[&str], later: &[&str], expected: &str| {
        let found = compared(earlier, later);
        assert_eq!(change_sentence(&found, &model().scoring, speech()), expected);
    };
    check(
        &["2 2 2 2 2", "3 3"],
        &["3 3 3 3 3", "3 3"],
        "On the 7 practices rated both times, the mean rose by 0.71 levels, from 2.3 to 3.0.",
    );
    check(
        &["3 3 3 3 3"],
        &["3 3 2 2 3"],
        "On the 5 practices rated both times, the mean fell by 0.40 levels, from 3.0 to 2.6.",
    );
    check(
        &["3 3 3 3 -"],
        &["3 3 3 4 1"],
        "On the 4 practices rated both times, there is no clear change: the mean went from 3.0 to 3.2.",
    );
    check(
        &["2"],
        &["4"],
        "On the only practice rated both times, the level rose by 2, from 2 to 4.",
    );
    check(&["2"], &["2"], "On the only practice rated both times, there is no change: level 2.");
    check(&["2 NA"], &["- 3"], "No practice is rated both times, so there is nothing to compare.");
}

#[test]
fn every_obstacle_has_words_of_its_own() {
    let all =
        [NotComparable::Model, NotComparable::Role, NotComparable::Form, NotComparable::Unrated];
    let mut words: Vec<&str> = all.map(|reason| obstacle(reason, speech())).to_vec();
    assert!(words.iter().all(|words| words.ends_with('.')));
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), all.len());
}

#[test]
fn a_change_has_a_sign_unless_it_rounds_to_nothing() {
    for (change, expected) in [
        (0.25, "+0.25"),
        (-0.25, "−0.25"),
        (4.0, "+4.00"),
        (0.0, "0.00"),
        (-0.0, "0.00"),
        (-0.004, "0.00"),
        (0.006, "+0.01"),
    ] {
        assert_eq!(signed(change, speech()), expected, "{change}");
    }
}

// ---- pictures ----

#[test]
fn two_rounds_are_drawn_over_matched_items() {
    let found = compared(&["2 2 2 2 5", "3 3 -", "4"], &["3 3 2 2 -", "3 4 5", "-"]);
    let names = Dates { earlier: "Last year", later: "Today" };
    let radar = pictures::rounds(model(), &found, names, Layout::Wide);
    assert_eq!(radar.spokes.len(), 12);
    let [earlier, later] = radar.series.try_into().unwrap();
    assert_eq!((earlier.name.as_str(), earlier.style), ("Last year", SeriesStyle::Previous));
    assert_eq!((later.name.as_str(), later.style), ("Today", SeriesStyle::Own));
    assert_eq!(earlier.values[..3], [Some(2.0), Some(3.0), None]);
    assert_eq!(later.values[..3], [Some(2.5), Some(3.5), None]);
    assert_eq!((earlier.values.len(), later.values.len()), (12, 12));
}

#[test]
fn changes_are_drawn_with_their_words() {
    let found = compared(&["2 2 2 2 5", "3 3 3 3", "4"], &["3 3 2 2 -", "3 4 3 3", "-"]);
    for (layout, all) in BOTH.into_iter().zip(["All practices", "All"]) {
        let bars = pictures::changes(model(), &found, speech(), layout);
        assert_eq!(bars.rows.len(), 12);
        let words = |row: &ChangeRow| {
            (row.label.clone(), row.change, row.words.clone(), row.matched.clone())
        };
        let expected = |label: &str, change: Option<f64>, words: &str, matched: &str| {
            (label.to_owned(), change, words.to_owned(), matched.to_owned())
        };
        assert_eq!(words(&bars.rows[0]), expected("4.1", Some(0.5), "+0.50", "4"));
        assert_eq!(words(&bars.rows[1]), expected("4.2", Some(0.25), "+0.25", "4"));
        assert_eq!(words(&bars.rows[2]), expected("4.3", None, "–", "0"));
        let total = bars.total.as_ref().unwrap();
        assert_eq!(words(total), expected("", Some(0.375), "+0.38", "8"));
        assert_eq!(total.title, all);
        assert_eq!(bars.band_name, "No clear change: less than 0.3");
        check_frame(&bars.scene());
    }
}

#[test]
fn a_trend_is_drawn_for_the_rounds_that_fit() {
    let empty = answered(&[]);
    let rounds = [
        answered(&["2 2 2", "3 3"]),
        empty,
        answered(&["3 3 3", "3 4"]),
        answered(&["4 4 4", "2 2"]),
    ];
    let rounds: Vec<&Assessment> = rounds.iter().collect();
    let names = ["2023", "2024", "2025", "2026"].map(String::from);
    let found = trend(model(), &rounds);
    let drawn =
        |principle| pictures::trend(model(), &found, &names, principle, speech(), Layout::Narrow);
    let line = |line: &TrendLine| (line.name.clone(), line.style, line.values.clone());

    let chart = drawn(None);
    assert_eq!(chart.rounds, ["2023", "2025", "2026"]);
    assert_eq!(chart.levels[2], "Established");
    assert_eq!(chart.lines.len(), 1);
    let overall = [12.0 / 5.0, 16.0 / 5.0, 16.0 / 5.0].map(Some).to_vec();
    let all = ("All practices".to_owned(), SeriesStyle::Own, overall);
    assert_eq!(line(&chart.lines[0]), all);
    assert_eq!(chart.lines[0].ends, ["2.4", "3.2"]);
    check_frame(&chart.scene());

    let chart = drawn(Some(1));
    let part = [3.0, 3.5, 2.0].map(Some).to_vec();
    assert_eq!(line(&chart.lines[0]), ("Visions and values".to_owned(), SeriesStyle::Part, part));
    assert_eq!(line(&chart.lines[1]), all);
    // A principle without matched items has a name in the legend and no line; one that does not exist has neither.
    assert!(drawn(Some(5)).lines[0].values.is_empty());
    assert_eq!(drawn(Some(12)).lines.len(), 1);
    let nothing = trend(model(), &[]);
    let chart = pictures::trend(model(), &nothing, &[], Some(0), speech(), Layout::Wide);
    assert!(chart.rounds.is_empty());
    check_frame(&chart.scene());
}

#[test]
fn the_self_check_is_drawn_with_every_item() {
    let often = |number| Frequency::new(number).map(SelfRating::Seen);
    let views = [
        SelfView { own: often(4), others: Some(SelfRating::Unknown) },
        SelfView { own: None, others: often(1) },
    ];
    for layout in BOTH {
        let profile = pictures::people(model(), &views, speech(), layout);
        assert_eq!(profile.rows.len(), 12);
        assert_eq!(profile.rows[0].name, "Listening to understand");
        let sightings: Vec<(Sighting, Sighting)> =
            profile.rows.iter().map(|row| (row.own, row.others)).collect();
        assert_eq!(sightings[0], (Sighting::Often(4), Sighting::CannotTell));
        assert_eq!(sightings[1], (Sighting::Unanswered, Sighting::Often(1)));
        assert_eq!(sightings[2..], [(Sighting::Unanswered, Sighting::Unanswered); 10]);
        assert_eq!(profile.words.frequencies[0], "Hardly ever");
        check_frame(&profile.scene());
    }
}

#[test]
fn gaps_are_drawn_in_their_order_with_the_unscored_last() {
    let assessment = answered(&["3 3 3", "1 1 1", "2", "5 5 5"]);
    let scores = score(model(), &assessment);
    let targets: Vec<Level> = [3, 4, 3, 4, 3, 3, 3, 3, 3, 3, 3, 5].map(level).to_vec();
    let found = priorities(scores.scored(), &targets, &[2; 12]);
    for layout in BOTH {
        let bars = pictures::gaps(model(), &found, &targets, speech(), layout);
        let rows: Vec<(&str, Option<f64>, u8, &str)> = bars
            .rows
            .iter()
            .map(|row| (row.label.as_str(), row.score, row.target, row.priority.as_str()))
            .collect();
        assert_eq!(
            rows[..4],
            [
                ("4.2", Some(1.0), 4, "6.0"),
                ("4.1", Some(3.0), 3, "0.0"),
                ("4.4", Some(5.0), 4, "0.0"),
                ("4.3", None, 3, "–"),
            ]
        );
        assert_eq!((rows.len(), rows[11]), (12, ("4.12", None, 5, "–")));
        check_frame(&bars.scene());
    }
}
