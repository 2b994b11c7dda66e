//! The charts of many respondents: radar with bands, two views, heat map, distributions, dots, shares.

use proptest::prelude::*;
use twelvefold::chart::{
    Attention, Band, BandRadar, Distribution, DistributionRow, DistributionWords, Dots, DotsRow,
    DotsWords, Group, HeatCell, HeatMap, HeatRow, HeatWords, Layout, Radar, Scene, SeriesStyle,
    Shade, Shape, ShareBars, ShareRow, Spread, Tally, View, ViewGaps, ViewRow, ViewWords, palette,
};

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
                row.difference = "–".to_owned();
            }
            if i == 9 {
                (row.orchestrators, row.members) = (View::Nothing, View::Hidden);
                row.difference = "–".to_owned();
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

#[test]
fn zz_dump() {
    let Some(dir) = std::env::var_os("DUMP") else { return };
    for (name, scene) in samples() {
        let svg = twelvefold::chart::to_svg(&scene, twelvefold::chart::Purpose::Image("x"));
        std::fs::write(std::path::Path::new(&dir).join(format!("{name}.svg")), svg).unwrap();
    }
}
