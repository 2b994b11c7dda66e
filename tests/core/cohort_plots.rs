//! The charts of many respondents: radar with bands, two views, heat map, distributions, dots, shares.

use chart::{
    Attention, Band, BandRadar, Distribution, DistributionRow, DistributionWords, Dots, DotsRow,
    DotsWords, Group, HeatCell, HeatMap, HeatRow, HeatWords, Layout, Radar, Scene, SeriesStyle,
    Shade, Shape, ShareBars, ShareRow, Spread, Tally, View, ViewGaps, ViewRow, ViewWords, palette,
};
use proptest::prelude::*;

use crate::{
    chart::{LONG, SCORES, TITLES, check_frame, series, spokes, value, words},
    support::cases,
};

const MEMBERS: [f64; 12] = [2.2, 2.9, 1.8, 2.4, 3.5, 2.4, 3.0, 2.0, 2.5, 2.2, 1.9, 1.6];

/// Practices with names of sixty letters and more.
const PRACTICES: [&str; 6] = [
    "A shared and regularly reviewed understanding of mutual gains",
    "Fair treatment",
    "Kriterien für die Aufnahme neuer Ökosystempartnerorganisationen",
    "The right kind of contact for each member, agreed and reviewed",
    "Luottamuksellisten tietojen käsittelyperiaatteiden noudattaminen",
    "Promises kept",
];

const GROUPS: [&str; 14] = [
    "All",
    "Orchestrators",
    "Members",
    "Logistics north",
    "Logistics south",
    "Hafenwirtschaftsdienstleistungsgesellschaften der Nordseeküste",
    "Customs",
    "Terminals",
    "Rail",
    "Inland shipping and everything that belongs to its supply chain",
    "Road",
    "Software",
    "Public bodies",
    "Research",
];

fn quartiles(values: &[f64], below: f64, above: f64) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
    let wobble = |i: usize| (i * 7 % 5) as f64 / 8.0;
    let lower = values.iter().enumerate().map(|(i, v)| Some(v - below - wobble(i)));
    let upper = values.iter().enumerate().map(|(i, v)| Some(v + above + wobble(i + 2)));
    (lower.collect(), upper.collect())
}

fn band_radar(layout: Layout, gaps: bool) -> BandRadar {
    let mut own = SCORES.map(Some).to_vec();
    let mut other = MEMBERS.map(Some).to_vec();
    let mut own_band = quartiles(&SCORES, 0.3, 0.2);
    let mut other_band = quartiles(&MEMBERS, 0.5, 0.4);
    if gaps {
        for spoke in [2, 3, 7, 9] {
            own_band.0[spoke] = None;
        }
        other_band.1[5] = None;
        other_band.0[10] = None;
        (own[2], other[2]) = (None, None);
    }
    let (lower, upper) = own_band;
    let own_band = Band {
        name: "Middle half of the orchestrators".to_owned(),
        style: SeriesStyle::Own,
        lower,
        upper,
    };
    let (lower, upper) = other_band;
    let other_band = Band {
        name: "Middle half of the members".to_owned(),
        style: SeriesStyle::Other,
        lower,
        upper,
    };
    let radar = Radar {
        layout,
        spokes: spokes(&TITLES),
        series: vec![
            series("Orchestrators", SeriesStyle::Own, &own),
            series("Members", SeriesStyle::Other, &other),
        ],
        held: None,
    };
    BandRadar { radar, bands: vec![own_band, other_band] }
}

fn views(layout: Layout, titles: &[&str], labels: bool) -> ViewGaps {
    let rows =
        (1..).zip(titles).zip(SCORES.into_iter().zip(MEMBERS)).map(|((i, title), (own, other))| {
            let gap: f64 = own - other;
            let mut row = ViewRow {
                label: if labels { format!("4.{i}") } else { String::new() },
                title: (*title).to_owned(),
                orchestrators: View::Mean(own),
                members: View::Mean(other),
                difference: format!("{gap:+.1}").replace('-', "−"),
                attention: match gap.abs() {
                    gap if gap >= 1.0 - 1e-9 => Attention::Flag,
                    gap if gap >= 0.5 - 1e-9 => Attention::Watch,
                    _ => Attention::Calm,
                },
            };
            if i == 3 {
                (row.members, row.attention) = (View::Hidden, Attention::Calm);
                row.difference = String::from("–");
            }
            if i == 9 {
                (row.orchestrators, row.members) = (View::Nothing, View::Hidden);
                row.difference = String::from("–");
            }
            row
        });
    let words = ViewWords {
        orchestrators: "Orchestrators".to_owned(),
        members: "Members".to_owned(),
        difference: "Difference".to_owned(),
        watch: "Half a level and more".to_owned(),
        flag: "A level and more".to_owned(),
        hidden: "Fewer than 5 answers".to_owned(),
        nothing: "Not rated".to_owned(),
    };
    ViewGaps { layout, rows: rows.collect(), words }
}

fn heat(layout: Layout, titles: &[&str], columns: usize) -> HeatMap {
    let cell = |row: usize, column: usize| {
        let value = [0.92, 0.83, 0.71, 0.55, 0.64, 0.81, 0.43, 0.88][(row * 5 + column * 3) % 8];
        let shade = match value {
            _ if (row + column) % 11 == 5 => Shade::Hidden,
            _ if (row * column) % 23 == 22 => Shade::Nothing,
            value if value >= 0.8 => Shade::Light,
            value if value >= 0.6 => Shade::Medium,
            _ => Shade::Dark,
        };
        let words = if shade == Shade::Hidden { "< 5".to_owned() } else { format!("{value:.2}") };
        HeatCell { shade, words }
    };
    let rows = titles.iter().enumerate().map(|(i, title)| HeatRow {
        label: format!("4.{}", i + 1),
        title: (*title).to_owned(),
        cells: (0..columns).map(|column| cell(i, column)).collect(),
    });
    HeatMap {
        layout,
        columns: GROUPS.iter().take(columns).map(|name| (*name).to_owned()).collect(),
        rows: rows.collect(),
        words: HeatWords {
            light: "Strong, 0.80 and more".to_owned(),
            medium: "Mixed".to_owned(),
            dark: "Split, under 0.60".to_owned(),
            hidden: "Too few answers".to_owned(),
            nothing: "Not rated".to_owned(),
        },
    }
}

fn tally(seed: u32, size: u32) -> Tally {
    let part = |i: u32| (seed * 7 + i * i * 5 + i) % 6 * size / 6;
    Tally {
        levels: [part(1), part(2), part(3), part(4), part(5)],
        not_applicable: part(6) / 2,
        cannot_tell: part(7) / 3,
    }
}

fn distribution(layout: Layout, titles: &[&str], two: bool, size: u32) -> Distribution {
    let bar = |seed: u32, size: u32| {
        let tally = tally(seed, size);
        Spread::Known(tally, tally.levels.iter().sum::<u32>().to_string())
    };
    let mut rows: Vec<DistributionRow> = (0_u32..)
        .zip(titles)
        .map(|(i, title)| DistributionRow {
            label: format!("4.{}", i + 1),
            title: (*title).to_owned(),
            bars: if two { vec![bar(i, size / 2), bar(i + 3, size)] } else { vec![bar(i, size)] },
        })
        .collect();
    rows[1].bars[0] = Spread::Hidden("Fewer than 8 answers".to_owned());
    let nothing = Tally { cannot_tell: 9, ..Tally::default() };
    rows[3].bars[0] = Spread::Known(nothing, "0".to_owned());
    let groups = if two {
        vec![
            Group { name: "Orchestrators".to_owned(), style: SeriesStyle::Own },
            Group { name: "Members".to_owned(), style: SeriesStyle::Other },
        ]
    } else {
        Vec::new()
    };
    let words = DistributionWords {
        levels: ["1 Incidental", "2 Emerging", "3 Established", "4 Managed", "5 Adaptive"]
            .map(String::from),
        not_applicable: "Does not apply".to_owned(),
        cannot_tell: "Cannot tell".to_owned(),
        rated: "Rated".to_owned(),
    };
    Distribution { layout, groups, rows, words }
}

fn dots(layout: Layout, titles: &[&str]) -> Dots {
    let rows = (0_u32..).zip(titles).map(|(i, title)| DotsRow {
        label: format!("4.{}", i + 1),
        title: (*title).to_owned(),
        orchestrators: tally(i, if i == 4 { 90 } else { 2 + i % 3 }),
        members: tally(i + 2, if i == 5 { 48 } else { 6 }),
    });
    let words = DotsWords {
        orchestrators: "Orchestrators".to_owned(),
        members: "Members".to_owned(),
        levels: ["Incidental", "Emerging", "Established", "Managed", "Adaptive"].map(String::from),
        not_applicable: "Does not apply".to_owned(),
        cannot_tell: "Cannot tell".to_owned(),
    };
    Dots { layout, rows: rows.collect(), words }
}

fn shares(layout: Layout, titles: &[&str], labels: bool) -> ShareBars {
    let shares = [0.42, 0.31, 0.3, 0.22, 0.2, 0.12, 0.1, 0.06, 0.02, 0.0, 0.0, 0.75];
    let rows = (1..).zip(titles).zip(shares).map(|((i, title), share)| ShareRow {
        label: if labels { format!("4.{i}") } else { String::new() },
        title: (*title).to_owned(),
        share: (share < 0.7).then_some(share),
        words: if share < 0.7 { format!("{:.0} %", share * 100.0) } else { "–".to_owned() },
        large: share >= 0.2,
    });
    ShareBars {
        layout,
        rows: rows.collect(),
        scale: [0.0, 0.1, 0.2, 0.3, 0.4, 0.5].map(|s| (s, format!("{:.0} %", s * 100.0))).to_vec(),
        head: "Share".to_owned(),
        large: "One in five and more".to_owned(),
        hidden: "Fewer than 5 answers".to_owned(),
    }
}

pub(crate) fn samples() -> Vec<(&'static str, Scene)> {
    use Layout::{Mini, Narrow, Wide};
    vec![
        ("bands_wide", band_radar(Wide, false).scene()),
        ("bands_gaps", band_radar(Wide, true).scene()),
        ("bands_narrow", band_radar(Narrow, false).scene()),
        ("bands_mini", band_radar(Mini, false).scene()),
        ("views_wide", views(Wide, &TITLES, true).scene()),
        ("views_long", views(Wide, &PRACTICES, false).scene()),
        ("views_narrow", views(Narrow, &LONG, true).scene()),
        ("views_narrow_practices", views(Narrow, &PRACTICES, false).scene()),
        ("heat_wide", heat(Wide, &TITLES, 5).scene()),
        ("heat_groups", heat(Wide, &TITLES, 12).scene()),
        ("heat_blocks", heat(Wide, &LONG, 14).scene()),
        ("heat_three", heat(Wide, &LONG, 3).scene()),
        ("heat_narrow", heat(Narrow, &TITLES, 3).scene()),
        ("heat_narrow_groups", heat(Narrow, &TITLES, 12).scene()),
        ("distribution_wide", distribution(Wide, &TITLES, false, 23).scene()),
        ("distribution_two", distribution(Wide, &PRACTICES, true, 9_000).scene()),
        ("distribution_narrow", distribution(Narrow, &PRACTICES, true, 9_000).scene()),
        ("dots_wide", dots(Wide, &TITLES).scene()),
        ("dots_narrow", dots(Narrow, &PRACTICES).scene()),
        ("shares_wide", shares(Wide, &TITLES, true).scene()),
        ("shares_long", shares(Wide, &PRACTICES, false).scene()),
        ("shares_narrow", shares(Narrow, &LONG, true).scene()),
        ("shares_narrow_practices", shares(Narrow, &PRACTICES, false).scene()),
    ]
}

// ---- what is drawn ----

type Colour = plotters::style::RGBColor;

/// The filled areas in a colour, as left, top, right and bottom edges in units.
fn areas(scene: &Scene, of: Colour) -> Vec<[i32; 4]> {
    let edges = |shape: &Shape| match shape {
        Shape::Area { points, colour } if *colour == of => {
            let x = || points.iter().map(|point| point.0);
            let y = || points.iter().map(|point| point.1);
            Some([x().min()?, y().min()?, x().max()?, y().max()?])
        }
        _ => None,
    };
    scene.shapes().iter().filter_map(edges).collect()
}

/// The filled circles in a colour.
fn discs(scene: &Scene, of: Colour) -> Vec<(i32, i32)> {
    let centre = |shape: &Shape| match shape {
        Shape::Disc { centre, colour, .. } if *colour == of => Some(*centre),
        _ => None,
    };
    scene.shapes().iter().filter_map(centre).collect()
}

/// The points of all lines of a colour and a width in units.
fn strokes(scene: &Scene, of: Colour, thick: i32) -> Vec<Vec<(i32, i32)>> {
    let points = |shape: &Shape| match shape {
        Shape::Line { points, colour, width } if *colour == of && *width == thick => {
            Some(points.clone())
        }
        _ => None,
    };
    scene.shapes().iter().filter_map(points).collect()
}

fn said(scene: &Scene) -> Vec<&str> {
    fn words(shape: &Shape) -> Option<&str> {
        match shape {
            Shape::Text { text, .. } => Some(text),
            _ => None,
        }
    }
    scene.shapes().iter().filter_map(words).collect()
}

fn rings(scene: &Scene) -> usize {
    scene.shapes().iter().filter(|shape| matches!(shape, Shape::Ring { .. })).count()
}

/// A wide radar of twelve spokes with one band and no series.
fn one_band(style: SeriesStyle, lower: &[Option<f64>], upper: &[Option<f64>]) -> Scene {
    let radar =
        Radar { layout: Layout::Wide, spokes: spokes(&TITLES), series: Vec::new(), held: None };
    let band = Band {
        name: "Middle half".to_owned(),
        style,
        lower: lower.to_vec(),
        upper: upper.to_vec(),
    };
    BandRadar { radar, bands: vec![band] }.scene()
}

/// Distance from the centre of a wide radar in css pixels, and degrees clockwise from twelve o'clock.
fn polar((x, y): (i32, i32)) -> (f64, f64) {
    let (dx, dy) = (f64::from(x - 3600) / 10.0, f64::from(y - 2800) / 10.0);
    (dx.hypot(dy), dx.atan2(-dy).to_degrees().rem_euclid(360.0))
}

/// Of a wide radar: level 1 is at 22 % of 184 pixels.
fn reach(level: f64) -> f64 {
    184.0 * (0.22 + 0.78 * (level - 1.0) / 4.0)
}

/// The points of a band, without its sample in the legend.
fn band_points(scene: &Scene, style: SeriesStyle) -> Vec<(i32, i32)> {
    let points = match style {
        SeriesStyle::Own => {
            let area = |shape: &Shape| match shape {
                Shape::Area { points, colour } if *colour == palette::OWN_FILL => {
                    Some(points.clone())
                }
                _ => None,
            };
            scene.shapes().iter().filter_map(area).collect()
        }
        _ => strokes(scene, palette::OTHER, 10),
    };
    points.into_iter().flatten().filter(|at| at.1 < 5600).collect()
}

#[test]
fn without_a_band_the_radar_is_as_it_was() {
    for layout in [Layout::Wide, Layout::Narrow, Layout::Mini] {
        let mut chart = band_radar(layout, false);
        if layout != Layout::Mini {
            assert_ne!(chart.scene(), chart.radar.scene());
            for band in &mut chart.bands {
                band.lower.clear();
            }
        }
        assert_eq!(chart.scene(), chart.radar.scene());
        chart.bands.clear();
        assert_eq!(chart.scene(), chart.radar.scene());
    }
}

#[test]
fn a_band_lies_between_its_values() {
    let (low, high) = ([Some(2.0); 12], [Some(4.0); 12]);
    for style in [SeriesStyle::Own, SeriesStyle::Other] {
        let scene = one_band(style, &low, &high);
        let points = band_points(&scene, style);
        assert!(points.len() >= 26, "{style:?}: {}", points.len());
        // Sides of a polygon come nearer to the centre than its corners.
        let nearest = reach(2.0) * 15.0_f64.to_radians().cos();
        for at in points {
            let (distance, _) = polar(at);
            assert!(
                distance > nearest - 0.2 && distance < reach(4.0) + 0.2,
                "{style:?}: {at:?} is {distance} from the centre"
            );
        }
        assert_eq!(scene, one_band(style, &high, &low), "which is higher makes no difference");
    }
    // Hatching leaves no part of the ring out.
    let scene = one_band(SeriesStyle::Other, &low, &high);
    let mut seen = [0; 12];
    for stroke in strokes(&scene, palette::OTHER, 10) {
        if stroke.len() == 2 && stroke[0].1 < 5600 {
            let middle = (stroke[0].0.midpoint(stroke[1].0), stroke[0].1.midpoint(stroke[1].1));
            seen[(polar(middle).1 / 30.0) as usize] += 1;
        }
    }
    assert!(seen.iter().all(|strokes| *strokes >= 3), "{seen:?}");
}

#[test]
fn a_band_is_interrupted_where_a_value_is_missing() {
    for style in [SeriesStyle::Own, SeriesStyle::Other] {
        for missing in [None, Some(f64::NAN)] {
            let (mut low, high) = ([Some(2.0); 12], [Some(4.0); 12]);
            // At three o'clock: nothing between two and four o'clock.
            low[3] = missing;
            for chart in [one_band(style, &low, &high), one_band(style, &high, &low)] {
                let points = band_points(&chart, style);
                assert!(!points.is_empty());
                for at in points {
                    let (distance, degrees) = polar(at);
                    assert!(!(60.3..119.7).contains(&degrees), "{style:?}: {at:?} at {degrees}°");
                    assert!(distance > 70.0, "{style:?}: {at:?} is drawn low");
                }
            }
        }
    }
    // A value without neighbours is a bar along its spoke.
    let (mut low, mut high) = ([None; 12], [None; 12]);
    (low[3], high[3]) = (Some(2.0), Some(4.0));
    let bar = areas(&one_band(SeriesStyle::Own, &low, &high), palette::OWN_FILL)[0];
    let x = |level: f64| ((360.0 + reach(level)) * 10.0).round() as i32;
    assert_eq!(bar, [x(2.0), 2740, x(4.0), 2860]);
}

fn view(orchestrators: View, members: View, attention: Attention) -> Scene {
    let row = ViewRow { orchestrators, members, attention, ..ViewRow::default() };
    ViewGaps { layout: Layout::Wide, rows: vec![row], words: ViewWords::default() }.scene()
}

#[test]
fn two_views_stand_on_the_scale_of_levels() {
    use View::Mean;
    // Level 1 is at 270 and a level is 70 pixels; marks of the legend have no name here, so no place beyond the row.
    let in_row = |scene: &Scene| {
        let row = |y: i32| y > 250 && y < 660;
        let discs: Vec<i32> =
            discs(scene, palette::OWN).iter().filter(|at| row(at.1)).map(|at| at.0).collect();
        let squares = areas(scene, palette::OTHER);
        let squares = squares.iter().filter(|at| row(at[1]));
        let squares: Vec<i32> = squares.map(|at| at[0].midpoint(at[2])).collect();
        (discs, squares)
    };
    let scene = view(Mean(4.2), Mean(2.0), Attention::Calm);
    assert_eq!(in_row(&scene), (vec![4940], vec![3400]));
    let scene = view(Mean(9.0), Mean(-3.0), Attention::Calm);
    assert_eq!(in_row(&scene), (vec![5500], vec![2700]));
    for missing in [View::Hidden, View::Nothing, Mean(f64::NAN)] {
        let scene = view(Mean(3.0), missing, Attention::Calm);
        assert_eq!(in_row(&scene), (vec![4100], vec![]), "{missing:?}");
        let scene = view(missing, Mean(3.0), Attention::Calm);
        assert_eq!(in_row(&scene), (vec![], vec![4100]), "{missing:?}");
        // Only where nobody rated there is an open ring, in the row and in the legend.
        assert_eq!(rings(&scene), if missing == View::Hidden { 0 } else { 2 }, "{missing:?}");
    }
}

#[test]
fn what_calls_for_attention_is_told_by_shape() {
    use View::Mean;
    let drawn = |attention| {
        let scene = view(Mean(4.0), Mean(2.0), attention);
        let filled = areas(&scene, palette::WARN).len();
        let open = strokes(&scene, palette::MUTED, 15).len();
        let joined: Vec<i32> = scene
            .shapes()
            .iter()
            .filter_map(|shape| match shape {
                Shape::Line { points, width, .. } if points[0].0 == 4800 && points.len() == 2 => {
                    (points[1].0 == 3400).then_some(*width)
                }
                _ => None,
            })
            .collect();
        (filled, open, joined)
    };
    assert_eq!(drawn(Attention::Calm), (0, 0, vec![25]));
    // In the row and in the legend; an open flag is a pole and a pennant.
    assert_eq!(drawn(Attention::Watch), (0, 4, vec![50]));
    assert_eq!(drawn(Attention::Flag), (2, 0, vec![60]));
}

fn cells(shades: &[Shade]) -> Scene {
    let cell = |shade: &Shade| HeatCell { shade: *shade, words: "0.50".to_owned() };
    let row = HeatRow { cells: shades.iter().map(cell).collect(), ..HeatRow::default() };
    let columns = shades.iter().map(|_| "One".to_owned()).collect();
    HeatMap { layout: Layout::Wide, columns, rows: vec![row], words: HeatWords::default() }.scene()
}

#[test]
fn a_cell_that_must_not_be_shown_has_no_shade() {
    let ramp = [palette::LEVEL_1, palette::LEVEL_3, palette::LEVEL_5];
    let shaded = |scene: &Scene| ramp.map(|colour| areas(scene, colour).len());
    // In the row and in the legend.
    assert_eq!(shaded(&cells(&[Shade::Light, Shade::Medium, Shade::Dark])), [2, 2, 2]);
    let scene = cells(&[Shade::Hidden, Shade::Nothing]);
    assert_eq!(shaded(&scene), [0, 0, 0]);
    assert!(strokes(&scene, palette::MUTED, 10).len() > 10, "hatched");
    assert_eq!(rings(&scene), 2);
    // A hidden cell has the words it is given, one without a value has none.
    assert_eq!(said(&scene).iter().filter(|words| **words == "0.50").count(), 1);
    // Cells that are not given have no value.
    let mut chart = heat(Layout::Wide, &TITLES, 3);
    for row in &mut chart.rows {
        row.cells.clear();
    }
    assert_eq!(shaded(&chart.scene()), [0, 0, 0]);
    assert_eq!(rings(&chart.scene()), 12 * 3 + 1);
}

#[test]
fn columns_have_names_where_they_fit_and_letters_where_not() {
    let wide = heat(Layout::Wide, &TITLES, 3).scene();
    assert!(said(&wide).contains(&"Orchestrators") && !said(&wide).contains(&"B"));
    for (layout, count) in [(Layout::Wide, 14), (Layout::Narrow, 3), (Layout::Narrow, 12)] {
        let scene = heat(layout, &TITLES, count).scene();
        let said = said(&scene);
        for letter in ["A", "B", "C"] {
            // Over its column and before its name.
            assert_eq!(said.iter().filter(|words| **words == letter).count(), 2, "{letter}");
        }
        assert!(said.contains(&"Orchestrators"));
    }
    // Every cell is there, also in columns that are continued below.
    for (layout, count) in [(Layout::Wide, 14), (Layout::Narrow, 14), (Layout::Wide, 30)] {
        let mut chart = heat(layout, &TITLES, count.min(14));
        chart.columns.resize(count, "Another".to_owned());
        for row in &mut chart.rows {
            row.cells = vec![HeatCell { shade: Shade::Light, words: "0.99".to_owned() }; count];
        }
        let scene = chart.scene();
        assert_eq!(said(&scene).iter().filter(|words| **words == "0.99").count(), 12 * count);
        check_frame(&scene);
    }
}

fn spread(bars: Vec<Spread>) -> Scene {
    let row = DistributionRow { bars, ..DistributionRow::default() };
    Distribution {
        layout: Layout::Wide,
        groups: Vec::new(),
        rows: vec![row],
        words: DistributionWords::default(),
    }
    .scene()
}

#[test]
fn the_bar_of_a_level_is_its_share_of_those_who_rated() {
    let tally = Tally { levels: [1, 0, 2, 4, 1], not_applicable: 4, cannot_tell: 12 };
    let scene = spread(vec![Spread::Known(tally, "8".to_owned())]);
    // The bar goes from 218 to 454; samples of the legend are below the row.
    let spans = |level: u8| -> Vec<(i32, i32)> {
        let bars = areas(&scene, palette::level(level).0);
        bars.iter().filter(|bar| bar[1] < 600).map(|bar| (bar[0], bar[2])).collect()
    };
    assert_eq!(spans(1), [(2180, 2475)]);
    assert_eq!(spans(2), []);
    assert_eq!(spans(3), [(2475, 3065)]);
    assert_eq!(spans(4), [(3065, 4245)]);
    assert_eq!(spans(5), [(4245, 4540)]);
    // The shares beside are of all 24: 46 pixels would be the whole.
    let beside: Vec<i32> = areas(&scene, palette::PAPER)
        .iter()
        .filter(|bar| bar[1] < 600)
        .map(|bar| bar[2] - bar[0])
        .collect();
    assert_eq!(beside, [77, 230]);
    assert_eq!(said(&scene), ["1", "2", "4", "1", "4", "12", "8"]);
}

#[test]
fn answers_that_must_not_be_shown_have_no_bar() {
    let shaded = |scene: &Scene| {
        let bars = (1..=5).flat_map(|level| areas(scene, palette::level(level).0));
        bars.filter(|bar| bar[1] < 600).count()
    };
    let scene = spread(vec![Spread::Hidden("Fewer than 8".to_owned())]);
    assert_eq!((shaded(&scene), said(&scene)), (0, vec!["Fewer than 8"]));
    let nobody = Tally { cannot_tell: 3, ..Tally::default() };
    let scene = spread(vec![Spread::Known(nobody, "0".to_owned())]);
    assert_eq!((shaded(&scene), said(&scene)), (0, vec!["3", "0"]));
    // Without groups a row has one bar, and no bar is an empty row.
    let known = || Spread::Known(Tally { levels: [1; 5], ..Tally::default() }, "5".to_owned());
    assert_eq!(shaded(&spread(vec![known(), known()])), 5);
    assert_eq!(shaded(&spread(Vec::new())), 0);
    let most = Tally { levels: [u32::MAX; 5], not_applicable: u32::MAX, cannot_tell: u32::MAX };
    check_frame(&spread(vec![Spread::Known(most, "many".to_owned())]));
}

#[test]
fn each_answer_is_a_dot_until_there_are_too_many() {
    let row = |orchestrators: Tally, members: Tally| {
        let row = DotsRow { orchestrators, members, ..DotsRow::default() };
        Dots { layout: Layout::Wide, rows: vec![row], words: DotsWords::default() }.scene()
    };
    let own = Tally { levels: [0, 3, 1, 0, 0], not_applicable: 1, cannot_tell: 0 };
    let other = Tally { levels: [0, 4, 0, 0, 2], not_applicable: 0, cannot_tell: 1 };
    let scene = row(own, other);
    // The legend has one more of each.
    assert_eq!(discs(&scene, palette::OWN).len(), 5 + 1);
    assert_eq!(areas(&scene, palette::OTHER).len(), 7 + 1);
    let marks = discs(&scene, palette::OWN);
    for (i, a) in marks.iter().enumerate() {
        for b in &marks[i + 1..] {
            assert!(f64::from(a.0 - b.0).hypot(f64::from(a.1 - b.1)) >= 110.0, "{a:?} {b:?}");
        }
    }
    // Five fit side by side in a level, in three lines.
    let many = |count| Tally { levels: [count, 0, 0, 0, 0], ..Tally::default() };
    assert_eq!(discs(&row(many(15), many(0)), palette::OWN).len(), 15 + 1);
    let scene = row(many(9), many(7));
    assert_eq!(discs(&scene, palette::OWN).len(), 1 + 1);
    assert_eq!(areas(&scene, palette::OTHER).len(), 1 + 1);
    assert!(said(&scene).ends_with(&["9", "7"]), "{:?}", said(&scene));
    check_frame(&row(many(u32::MAX), many(u32::MAX)));
}

#[test]
fn a_share_is_a_bar_from_zero() {
    let chart = |rows: &[(Option<f64>, bool)]| {
        let row = |(share, large): &(Option<f64>, bool)| ShareRow {
            share: *share,
            large: *large,
            ..ShareRow::default()
        };
        ShareBars {
            layout: Layout::Wide,
            rows: rows.iter().map(row).collect(),
            scale: vec![(0.0, "0 %".to_owned()), (0.5, "50 %".to_owned())],
            head: String::new(),
            large: String::new(),
            hidden: String::new(),
        }
        .scene()
    };
    let spans = |scene: &Scene, colour| -> Vec<(i32, i32)> {
        areas(scene, colour).iter().map(|bar| (bar[0], bar[2])).collect()
    };
    // The scale of half of the whole goes from 262 to 610.
    let scene = chart(&[(Some(0.25), true), (Some(0.1), false), (Some(0.9), true)]);
    assert_eq!(spans(&scene, palette::OWN), [(2620, 4360), (2620, 6100)]);
    assert_eq!(spans(&scene, palette::OWN_FILL), [(2620, 3316)]);
    // Nothing has no bar, and neither has what must not be shown, which has a sign.
    let nothing = chart(&[(Some(0.0), false), (Some(-1.0), true)]);
    let hidden = chart(&[(None, true), (Some(f64::NAN), false)]);
    for scene in [&nothing, &hidden] {
        for colour in [palette::OWN, palette::OWN_FILL] {
            assert_eq!(spans(scene, colour), []);
        }
    }
    // In two rows and in the legend.
    let signs = |scene: &Scene| areas(scene, palette::PAPER).len();
    assert_eq!((signs(&nothing), signs(&hidden)), (0, 3));
}

// ---- any words and values ----

fn layout() -> impl Strategy<Value = Layout> {
    prop_oneof![Just(Layout::Wide), Just(Layout::Narrow)]
}

fn style() -> impl Strategy<Value = SeriesStyle> {
    prop_oneof![Just(SeriesStyle::Own), Just(SeriesStyle::Other), Just(SeriesStyle::Previous)]
}

/// A label is as often missing as not, because a narrow row is another one then.
fn label() -> impl Strategy<Value = String> {
    prop_oneof![2 => Just(String::new()), 1 => "4\\.[0-9]{1,2}", 1 => words()]
}

fn band() -> impl Strategy<Value = Band> {
    let values = || proptest::collection::vec(value(), 0..=14);
    (words(), style(), values(), values()).prop_map(|(name, style, lower, upper)| Band {
        name,
        style,
        lower,
        upper,
    })
}

fn view_row() -> impl Strategy<Value = ViewRow> {
    let view = || {
        prop_oneof![
            4 => value().prop_map(|value| value.map_or(View::Nothing, View::Mean)),
            1 => Just(View::Hidden),
        ]
    };
    let attention =
        prop_oneof![Just(Attention::Calm), Just(Attention::Watch), Just(Attention::Flag)];
    (label(), words(), view(), view(), words(), attention).prop_map(
        |(label, title, orchestrators, members, difference, attention)| ViewRow {
            label,
            title,
            orchestrators,
            members,
            difference,
            attention,
        },
    )
}

fn heat_row() -> impl Strategy<Value = HeatRow> {
    let shade = prop_oneof![
        Just(Shade::Light),
        Just(Shade::Medium),
        Just(Shade::Dark),
        Just(Shade::Hidden),
        Just(Shade::Nothing)
    ];
    let cell = (shade, prop_oneof![2 => "0\\.[0-9]{2}", 1 => words()])
        .prop_map(|(shade, words)| HeatCell { shade, words });
    (label(), words(), proptest::collection::vec(cell, 0..=20))
        .prop_map(|(label, title, cells)| HeatRow { label, title, cells })
}

fn any_tally() -> impl Strategy<Value = Tally> {
    let count = || prop_oneof![3 => 0..9_u32, 2 => 0..2_000_u32, 1 => any::<u32>()];
    ([count(), count(), count(), count(), count()], count(), count()).prop_map(
        |(levels, not_applicable, cannot_tell)| Tally { levels, not_applicable, cannot_tell },
    )
}

fn distribution_row() -> impl Strategy<Value = DistributionRow> {
    let spread = prop_oneof![
        4 => (any_tally(), words()).prop_map(|(tally, rated)| Spread::Known(tally, rated)),
        1 => words().prop_map(Spread::Hidden),
    ];
    (label(), words(), proptest::collection::vec(spread, 0..=4))
        .prop_map(|(label, title, bars)| DistributionRow { label, title, bars })
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn a_radar_with_bands_keeps_in_its_frame(
        layout in layout(),
        titles in proptest::collection::vec((label(), words()), 3..=12),
        values in proptest::collection::vec((words(), style(), proptest::collection::vec(value(), 0..=14)), 0..=3),
        bands in proptest::collection::vec(band(), 0..=3),
    ) {
        let spokes = titles.into_iter().map(|(label, title)| chart::Spoke { label, title });
        let series = values.iter().map(|(name, style, values)| series(name, *style, values));
        let radar = Radar { layout, spokes: spokes.collect(), series: series.collect(), held: None };
        check_frame(&BandRadar { radar, bands }.scene());
    }

    #[test]
    fn words_of_two_views_never_meet(
        layout in layout(),
        rows in proptest::collection::vec(view_row(), 0..=13),
        [orchestrators, members, difference] in [words(), words(), words()],
        [watch, flag, hidden, nothing] in [words(), words(), words(), words()],
    ) {
        let words = ViewWords { orchestrators, members, difference, watch, flag, hidden, nothing };
        check_frame(&ViewGaps { layout, rows, words }.scene());
    }

    #[test]
    fn words_of_heat_maps_never_meet(
        layout in layout(),
        columns in proptest::collection::vec(words(), 0..=20),
        rows in proptest::collection::vec(heat_row(), 0..=8),
        [light, medium, dark, hidden, nothing] in [words(), words(), words(), words(), words()],
    ) {
        let words = HeatWords { light, medium, dark, hidden, nothing };
        check_frame(&HeatMap { layout, columns, rows, words }.scene());
    }

    #[test]
    fn words_of_distributions_never_meet(
        layout in layout(),
        groups in proptest::collection::vec((words(), style()), 0..=3),
        rows in proptest::collection::vec(distribution_row(), 0..=8),
        levels in [words(), words(), words(), words(), words()],
        [not_applicable, cannot_tell, rated] in [words(), words(), words()],
    ) {
        let groups = groups.into_iter().map(|(name, style)| Group { name, style }).collect();
        let words = DistributionWords { levels, not_applicable, cannot_tell, rated };
        check_frame(&Distribution { layout, groups, rows, words }.scene());
    }

    #[test]
    fn dots_never_leave_their_rows(
        layout in layout(),
        rows in proptest::collection::vec((label(), words(), any_tally(), any_tally()), 0..=8),
        levels in [words(), words(), words(), words(), words()],
        [orchestrators, members, not_applicable, cannot_tell] in [words(), words(), words(), words()],
    ) {
        let row = |(label, title, orchestrators, members)| DotsRow { label, title, orchestrators, members };
        let words = DotsWords { orchestrators, members, levels, not_applicable, cannot_tell };
        check_frame(&Dots { layout, rows: rows.into_iter().map(row).collect(), words }.scene());
    }

    #[test]
    fn words_of_shares_never_meet(
        layout in layout(),
        rows in proptest::collection::vec((label(), words(), value(), words(), any::<bool>()), 0..=13),
        scale in proptest::collection::vec((value(), words()), 0..=7),
        [head, large, hidden] in [words(), words(), words()],
    ) {
        let row = |(label, title, share, words, large): (_, _, Option<f64>, _, _)| {
            ShareRow { label, title, share: share.map(|share| share / 5.0), words, large }
        };
        // In any order: what is wrong there is the caller's mistake and no reason for words on words.
        let scale = scale.into_iter().map(|(share, words)| (share.unwrap_or(0.0) / 5.0, words));
        let rows = rows.into_iter().map(row).collect();
        check_frame(&ShareBars { layout, rows, scale: scale.collect(), head, large, hidden }.scene());
    }
}
