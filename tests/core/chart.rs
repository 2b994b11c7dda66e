//! Charts: what is drawn, where words lie, and the bytes of the SVG.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::unnecessary_wraps,
    reason = "a test may fail loudly, and the lints exempt only its outermost function"
)]

use chart::{
    Balance, BalanceMark, Bounds, Dial, Held, Layout, Matrix, MatrixRow, Place, PracticeMark,
    PracticeRadar, Purpose, Radar, Scene, Series, SeriesStyle, Shape, Spoke, Standing,
    StandingWords, draw, palette, places, text, to_svg,
};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend, IntoDrawingArea};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind,
};
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::HashSet;
use std::convert::Infallible;
use std::rc::Rc;

pub(crate) const TITLES: [&str; 12] = [
    "Relationship management",
    "Visions and values",
    "Business objectives",
    "Collaborative leadership",
    "Governance and processes",
    "Collaborative competence and behaviour",
    "Trust and commitment to mutual benefit",
    "Value creation",
    "Information and knowledge sharing",
    "Risk management",
    "Relationship measurement and optimization",
    "Exit strategy",
];

pub(crate) const LONG: [&str; 12] = [
    "Beziehungsmanagement",
    "Visionen und Wertvorstellungen",
    "Geschäftszielvereinbarungen",
    "Zusammenarbeitsorientierte Führung",
    "Ökosystemsteuerungsprozesse und Entscheidungswege",
    "Zusammenarbeitskompetenz und Verhaltensgrundsätze",
    "Luottamus ja sitoutuminen yhteiseen hyötyyn",
    "Arvonluontikumppanuusverkosto",
    "Tiedonjakamiskäytäntöjen kehittämissuunnitelma",
    "Riskienhallintajärjestelmäkokonaisuus",
    "Messung und Optimierung der Geschäftsbeziehungen",
    "Ausstiegsstrategie",
];

pub(crate) const SCORES: [f64; 12] = [3.4, 2.8, 3.0, 4.2, 3.6, 2.2, 1.8, 3.2, 2.6, 2.0, 1.4, 3.0];

pub(crate) fn spokes(titles: &[&str]) -> Vec<Spoke> {
    (1..)
        .zip(titles)
        .map(|(i, title)| Spoke { label: format!("4.{i}"), title: (*title).to_owned() })
        .collect()
}

pub(crate) fn series(name: &str, style: SeriesStyle, values: &[Option<f64>]) -> Series {
    Series { name: name.to_owned(), style, values: values.to_vec() }
}

fn own() -> Vec<Option<f64>> {
    SCORES.map(Some).to_vec()
}

fn radar(layout: Layout) -> Radar {
    let target = [3.0, 3.0, 3.0, 4.0, 4.0, 3.0, 3.0, 4.0, 3.0, 3.0, 4.0, 3.0].map(Some);
    Radar {
        layout,
        spokes: spokes(&TITLES),
        series: vec![
            series("Score", SeriesStyle::Own, &own()),
            series("Target", SeriesStyle::Target, &target),
        ],
        held: Some(Held {
            name: "Held level".to_owned(),
            levels: SCORES.map(|score| (score > 2.0).then_some(score as u8 - 1)).to_vec(),
        }),
    }
}

fn compared() -> Radar {
    let mut values = own();
    for spoke in [3, 4, 8, 11] {
        values[spoke] = None;
    }
    // One value without neighbours.
    values[10] = None;
    values[9] = Some(2.0);
    let other = [2.4, 3.1, 2.2, 3.0, 3.9, 2.9, 2.6, 2.1, 3.7, 2.8, 2.5].map(Some);
    Radar {
        layout: Layout::Wide,
        spokes: spokes(&LONG),
        series: vec![
            series("Letztes Jahr", SeriesStyle::Previous, &SCORES.map(|s| Some(s - 0.5))),
            series("Orchestrator", SeriesStyle::Own, &values),
            series("Mitglieder des Ökosystems", SeriesStyle::Other, &other),
        ],
        held: None,
    }
}

fn dial() -> Dial {
    let answered = [1.0, 1.0, 1.0, 0.8, 0.6, 0.4, 1.0, 0.0, 0.0, 0.2, 1.0, 1.0];
    let places = (0..12)
        .map(|i| Place {
            label: format!("4.{}", i + 1),
            answered: answered[i],
            score: (answered[i] > 0.0).then_some(SCORES[i]),
            provisional: answered[i] < 0.6,
        })
        .collect();
    Dial { places, current: Some(5) }
}

fn matrix(layout: Layout, titles: &[&str]) -> Matrix {
    let rows = (0..)
        .zip(titles)
        .map(|(i, title)| {
            let mut row = MatrixRow {
                label: format!("4.{}", i + 1),
                title: (*title).to_owned(),
                ..MatrixRow::default()
            };
            for practice in 0..5 {
                match (i * 3 + practice * practice) % 9 {
                    level @ 0..=4 => row.counts[level] += 1,
                    5 | 6 => row.counts[i % 5] += 1,
                    kind => row.apart[(kind + i) % 3] += 1,
                }
            }
            row.held = (1..=5).find(|level| row.counts[level - 1] > 0).map(|level| level as u8);
            row
        })
        .collect();
    Matrix {
        layout,
        rows,
        levels: ["Incidental", "Emerging", "Established", "Managed", "Adaptive"].map(String::from),
        apart: ["n/a", "?", "–"].map(String::from),
    }
}

fn practices(layout: Layout, count: usize) -> PracticeRadar {
    let all = [
        ("A relationship approach everyone understands", Standing::Level(4)),
        ("A clear orchestrator role", Standing::Level(3)),
        ("Zusammenarbeitskompetenzentwicklung", Standing::CannotTell),
        ("How members are found and admitted", Standing::Level(2)),
        ("The right kind of contact for each member", Standing::NotApplicable),
        ("Known types of member", Standing::Unanswered),
        ("Promises kept", Standing::Level(5)),
        ("Fair treatment", Standing::Level(1)),
    ];
    let practices = all
        .iter()
        .take(count)
        .map(|(title, standing)| PracticeMark { title: (*title).to_owned(), standing: *standing })
        .collect();
    let words = StandingWords {
        not_applicable: "Does not apply".to_owned(),
        cannot_tell: "Cannot tell".to_owned(),
        unanswered: "Unanswered".to_owned(),
    };
    PracticeRadar { layout, practices, words }
}

fn ladder(layout: Layout) -> PracticeRadar {
    let mut chart = practices(layout, 3);
    chart.practices.remove(1);
    chart
}

fn balance(layout: Layout) -> Balance {
    let marks = (1..)
        .zip(SCORES)
        .map(|(i, score)| BalanceMark { label: format!("4.{i}"), value: Some(score) })
        .collect();
    Balance { layout, marks, spread: "2.8 levels".to_owned() }
}

fn image(scene: &Scene) -> String {
    to_svg(scene, Purpose::Image("A chart"))
}

/// Compares with `snapshots/{name}.svg`; `UPDATE_SNAPSHOTS=1` writes it instead.
fn check_snapshot(name: &str, svg: &str) {
    let path = crate::support::root().join(format!("tests/core/snapshots/{name}.svg"));
    let svg = format!("{svg}\n");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, svg).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path)
        .unwrap_or_else(|e| panic!("{}: {e}; UPDATE_SNAPSHOTS=1 writes it", path.display()));
    assert!(
        kept == svg,
        "{name}.svg is drawn differently now; look at it with UPDATE_SNAPSHOTS=1 and a browser"
    );
}

fn samples() -> Vec<(&'static str, Scene)> {
    let mut all = vec![
        ("radar_wide", radar(Layout::Wide).scene()),
        ("radar_narrow", radar(Layout::Narrow).scene()),
        ("radar_mini", radar(Layout::Mini).scene()),
        ("radar_compared", compared().scene()),
        ("dial", dial().scene()),
        ("matrix_wide", matrix(Layout::Wide, &TITLES).scene()),
        ("matrix_long", matrix(Layout::Wide, &LONG).scene()),
        ("matrix_narrow", matrix(Layout::Narrow, &TITLES).scene()),
        ("practices_wide", practices(Layout::Wide, 5).scene()),
        ("practices_eight", practices(Layout::Wide, 8).scene()),
        ("practices_narrow", practices(Layout::Narrow, 6).scene()),
        ("ladder_wide", ladder(Layout::Wide).scene()),
        ("ladder_narrow", ladder(Layout::Narrow).scene()),
        ("balance_wide", balance(Layout::Wide).scene()),
        ("balance_narrow", balance(Layout::Narrow).scene()),
    ];
    all.extend(crate::plots::samples());
    all
}

/// With the charts that have no snapshot.
fn every_sample() -> Vec<(&'static str, Scene)> {
    let mut all = samples();
    all.extend(crate::cohort_plots::samples());
    all
}

#[test]
fn charts_look_as_they_did() {
    for (name, scene) in samples() {
        let purpose =
            if name == "radar_mini" { Purpose::Decoration } else { Purpose::Image("A chart") };
        check_snapshot(name, &to_svg(&scene, purpose));
    }
}

fn texts(scene: &Scene) -> Vec<(&str, Bounds)> {
    scene
        .shapes()
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text { text, bounds, .. } => Some((text.as_str(), *bounds)),
            _ => None,
        })
        .collect()
}

/// No text meets another or leaves the frame.
#[track_caller]
pub(crate) fn check_texts(scene: &Scene) {
    let (width, height) = scene.size();
    let texts = texts(scene);
    for (i, (text, bounds)) in texts.iter().enumerate() {
        assert!(
            bounds.left >= 0 && bounds.top >= 0 && bounds.right <= width && bounds.bottom <= height,
            "{text:?} leaves the frame of {width} × {height}: {bounds:?}"
        );
        for (other, beside) in &texts[i + 1..] {
            assert!(!bounds.overlaps(beside), "{text:?} meets {other:?}: {bounds:?} {beside:?}");
        }
    }
}

/// Every text that is not a number of a level lies outside the circle.
#[track_caller]
fn check_outside(scene: &Scene, centre: (i32, i32), radius: i32) {
    for (text, bounds) in texts(scene) {
        if ["1", "2", "3", "4", "5"].contains(&text) {
            continue;
        }
        let dx = (bounds.left - centre.0).max(centre.0 - bounds.right).max(0);
        let dy = (bounds.top - centre.1).max(centre.1 - bounds.bottom).max(0);
        assert!(f64::from(dx).hypot(f64::from(dy)) >= f64::from(radius), "{text:?} on the rings");
    }
}

/// Nothing is drawn outside the frame, where a page or a file would cut it off.
#[track_caller]
pub(crate) fn check_frame(scene: &Scene) {
    let (width, height) = scene.size();
    let inside = |(x, y): (i32, i32), around: i32| {
        x >= around && y >= around && x <= width - around && y <= height - around
    };
    for shape in scene.shapes() {
        let fits = match shape {
            Shape::Line { points, .. } | Shape::Area { points, .. } => {
                points.iter().all(|at| inside(*at, 0))
            }
            Shape::Ring { centre, radius, width, .. } => inside(*centre, radius + width / 2),
            Shape::Disc { centre, radius, .. } => inside(*centre, *radius),
            Shape::Text { .. } => true,
        };
        assert!(fits, "{shape:?} leaves the frame of {width} × {height}");
    }
    check_texts(scene);
}

#[test]
fn the_samples_keep_apart_and_in_their_frames() {
    for (_, scene) in every_sample() {
        check_frame(&scene);
    }
}

pub(crate) fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        3 => "[a-z]{1,12}",
        2 => "[A-Za-zäöüß]{20,60}",
        1 => "[A-Z]",
        1 => "[\u{4e00}-\u{4fff}]{1,24}",
        1 => "[\u{621}-\u{64a}]{1,20}",
        1 => "([a-z]\u{301}){1,30}",
        1 => "[a-z]{3,8}-[a-z]{3,8}/[a-z]{3,8}",
        1 => "👩\u{200d}👩\u{200d}👧|🇫🇮🇩🇪|WWWWWWWW|ﷺ",
    ];
    prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "))
}

pub(crate) fn value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        4 => (1.0..=5.0).prop_map(Some),
        2 => Just(None),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(-7.0), Just(0.0)].prop_map(Some),
    ]
}

fn any_radar() -> impl Strategy<Value = Radar> {
    let layout = prop_oneof![Just(Layout::Wide), Just(Layout::Narrow), Just(Layout::Mini)];
    let count = prop_oneof![1 => Just(12_usize), 1 => 3..=16_usize];
    (layout, count).prop_flat_map(|(layout, count)| {
        let label = prop_oneof![4 => "4\\.[0-9]{1,2}", 1 => words()];
        let spokes = prop::collection::vec(
            (label, words()).prop_map(|(label, title)| Spoke { label, title }),
            count,
        );
        let style = prop_oneof![
            Just(SeriesStyle::Own),
            Just(SeriesStyle::Other),
            Just(SeriesStyle::Target),
            Just(SeriesStyle::Previous)
        ];
        // Lists that are too short or too long are the caller's mistake and no reason to fail.
        let values = prop::collection::vec(value(), 0..=count + 2);
        let series = prop::collection::vec(
            (words(), style, values).prop_map(|(name, style, values)| Series {
                name,
                style,
                values,
            }),
            0..4,
        );
        let held = prop::option::of(
            (words(), prop::collection::vec(prop::option::of(0..9_u8), 0..=count + 2))
                .prop_map(|(name, levels)| Held { name, levels }),
        );
        (spokes, series, held).prop_map(move |(spokes, series, held)| Radar {
            layout,
            spokes,
            series,
            held,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn radar_labels_never_meet(radar in any_radar()) {
        let scene = radar.scene();
        check_texts(&scene);
        let (centre, radius) = match radar.layout {
            Layout::Wide => ((3600, 2800), 1840),
            Layout::Narrow => ((1600, 1580), 1060),
            Layout::Mini => {
                prop_assert!(texts(&scene).is_empty());
                return Ok(());
            }
        };
        check_outside(&scene, centre, radius);
    }

    #[test]
    fn practice_labels_never_meet(
        titles in prop::collection::vec((words(), 0..8_u8), 0..=8),
        words in [words(), words(), words()],
        wide in any::<bool>(),
    ) {
        let [not_applicable, cannot_tell, unanswered] = words;
        let practices = titles
            .into_iter()
            .map(|(title, kind)| PracticeMark {
                title,
                standing: match kind {
                    0 => Standing::NotApplicable,
                    1 => Standing::CannotTell,
                    2 => Standing::Unanswered,
                    level => Standing::Level(level - 2),
                },
            })
            .collect();
        let layout = if wide { Layout::Wide } else { Layout::Narrow };
        let words = StandingWords { not_applicable, cannot_tell, unanswered };
        check_texts(&PracticeRadar { layout, practices, words }.scene());
    }

    #[test]
    fn matrix_words_never_meet(
        titles in prop::collection::vec((words(), words()), 0..=16),
        levels in [words(), words(), words(), words(), words()],
        apart in [words(), words(), words()],
        wide in any::<bool>(),
    ) {
        let rows = titles
            .into_iter()
            .map(|(label, title)| MatrixRow { label, title, counts: [1, 0, 5, 12, 2], apart: [1, 10, 3], held: Some(2) })
            .collect();
        let layout = if wide { Layout::Wide } else { Layout::Narrow };
        check_texts(&Matrix { layout, rows, levels, apart }.scene());
    }

    #[test]
    fn balance_words_never_meet(
        marks in prop::collection::vec((words(), value()), 0..=16),
        spread in words(),
        wide in any::<bool>(),
    ) {
        let marks = marks.into_iter().map(|(label, value)| BalanceMark { label, value }).collect();
        let layout = if wide { Layout::Wide } else { Layout::Narrow };
        let scene = Balance { layout, marks, spread }.scene();
        check_texts(&scene);
        let discs: Vec<_> = scene.shapes().iter().filter_map(|shape| match shape {
            Shape::Disc { centre, .. } => Some(*centre),
            _ => None,
        }).collect();
        for (i, a) in discs.iter().enumerate() {
            for b in &discs[i + 1..] {
                let apart = f64::from(a.0 - b.0).hypot(f64::from(a.1 - b.1));
                prop_assert!(apart >= 120.0, "marks {a:?} and {b:?} meet");
            }
        }
    }

    #[test]
    fn wrapping_keeps_the_words(title in words(), room in 600..3000_i32, lines in 1..6_usize) {
        let wrapped = text::wrap(&title, room, 140, false, lines);
        prop_assert!(wrapped.len() <= lines);
        for line in &wrapped {
            prop_assert!(text::width(line, 140, false) <= room, "{line:?} is wider than {room}");
            prop_assert!(!line.starts_with('\u{301}'), "a mark without its letter: {wrapped:?}");
        }
        let letters = |text: &str| text.replace([' ', '-', '…'], "");
        let kept = letters(&wrapped.concat());
        if wrapped.last().is_some_and(|line| line.ends_with('…')) {
            prop_assert!(letters(&title).starts_with(&kept));
        } else {
            prop_assert_eq!(kept, letters(&title));
        }
    }
}

#[test]
fn long_words_break_before_a_syllable() {
    let check = |text: &str, room: i32, lines: &[&str]| {
        assert_eq!(text::wrap(text, room, 140, false, 6), lines);
    };
    check("", 1000, &[]);
    check("Trust", 1000, &["Trust"]);
    check("Relationship management", 1500, &["Relationship", "management"]);
    check("Zusammenarbeitskompetenz", 1100, &["Zusamme-", "narbeits-", "kompetenz"]);
    check("Ausstiegsstrategie", 900, &["Ausstiegs-", "strategie"]);
    check("Entscheidungsweg", 800, &["Entschei-", "dungsweg"]);
    check("tiekartta", 600, &["tie-", "kartta"]);
    // The author of a text knows better.
    check("Zusammen\u{ad}arbeits\u{ad}kompetenz", 1100, &["Zusammen-", "arbeits-", "kompetenz"]);
    check("Zusammen\u{ad}arbeit", 2000, &["Zusammenarbeit"]);
    check("信任与互利承诺", 600, &["信任与互", "利承诺"]);
}

#[test]
fn cutting_off_is_the_last_resort() {
    let lines = text::wrap("one two three four five six seven", 600, 140, false, 2);
    assert_eq!(lines.len(), 2);
    assert!(lines[1].ends_with('…'), "{lines:?}");
    let lines = text::wrap("a Zusammenarbeitskompetenz", 1100, 140, false, 3);
    assert!(!lines[2].ends_with('…'), "{lines:?}");
}

/// A backend that writes down what it is told to draw.
#[derive(Clone, Default)]
struct Recorder {
    size: (u32, u32),
    drawn: Rc<RefCell<Vec<Drawn>>>,
}

#[derive(Debug, PartialEq)]
enum Drawn {
    Path((u8, u8, u8), Vec<BackendCoord>),
    Polygon((u8, u8, u8), Vec<BackendCoord>),
    Circle((u8, u8, u8), BackendCoord, bool),
    Text(String, BackendCoord),
    Other,
}

impl Recorder {
    fn push(&self, drawn: Drawn) -> Result<(), DrawingErrorKind<Infallible>> {
        self.drawn.borrow_mut().push(drawn);
        Ok(())
    }
}

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(
        &mut self,
        _: BackendCoord,
        _: BackendColor,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.push(Drawn::Other)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        _: BackendCoord,
        _: BackendCoord,
        _: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.push(Drawn::Other)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        _: BackendCoord,
        _: BackendCoord,
        _: &S,
        _: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.push(Drawn::Other)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.push(Drawn::Path(style.color().rgb, path.into_iter().collect()))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.push(Drawn::Polygon(style.color().rgb, path.into_iter().collect()))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        _: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.push(Drawn::Circle(style.color().rgb, centre, fill))
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        _: &S,
        at: BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.push(Drawn::Text(text.to_owned(), at))
    }
}

fn record(scene: &Scene, size: (u32, u32)) -> Vec<Drawn> {
    let recorder = Recorder { size, ..Recorder::default() };
    let area: DrawingArea<Recorder, Shift> = recorder.clone().into_drawing_area();
    draw(&area, scene).unwrap();
    drop(area);
    recorder.drawn.take()
}

fn rgb(colour: plotters::style::RGBColor) -> (u8, u8, u8) {
    (colour.0, colour.1, colour.2)
}

/// Centre and corners of the filled shapes in a colour.
fn polygons(drawn: &[Drawn], colour: plotters::style::RGBColor) -> Vec<Vec<BackendCoord>> {
    drawn
        .iter()
        .filter_map(|shape| match shape {
            Drawn::Polygon(of, points) if *of == rgb(colour) => Some(points.clone()),
            _ => None,
        })
        .collect()
}

fn plain(values: Vec<Option<f64>>) -> Scene {
    Radar {
        layout: Layout::Narrow,
        spokes: spokes(&TITLES[..values.len()]),
        series: vec![series("Score", SeriesStyle::Own, &values)],
        held: None,
    }
    .scene()
}

#[test]
fn any_backend_can_draw() {
    for (name, scene) in samples() {
        let (width, height) = scene.size();
        let drawn = record(&scene, (width as u32, height as u32));
        assert_eq!(drawn.len(), scene.shapes().len(), "{name}");
        assert!(!drawn.contains(&Drawn::Other), "{name}");
    }
    // Half the size, half the coordinates.
    let scene = plain(vec![Some(5.0); 4]);
    let drawn = record(&scene, (1600, 1580));
    assert!(drawn.contains(&Drawn::Circle(rgb(palette::OWN), (800, 790 - 530), true)));
}

#[test]
fn a_missing_value_is_never_drawn_low() {
    let centre = (1600, 1580);
    let size = (3200, 3160);

    let whole = record(&plain(vec![Some(1.0); 4]), size);
    let fills = polygons(&whole, palette::OWN_FILL);
    assert_eq!(fills.len(), 1);
    // Level 1 is not the centre.
    assert!(fills[0].iter().all(|p| (p.0 - centre.0).abs() + (p.1 - centre.1).abs() == 233));

    let parted = record(&plain(vec![Some(5.0), Some(5.0), None, Some(5.0), None, Some(5.0)]), size);
    let fills = polygons(&parted, palette::OWN_FILL);
    // Six, one and two are neighbours; four stands alone and has no area.
    assert_eq!(fills.len(), 1);
    assert_eq!(fills[0].len(), 4);
    assert_eq!(fills[0][3], centre);
    let strokes: Vec<usize> = parted
        .iter()
        .filter_map(|shape| match shape {
            Drawn::Path(colour, points) if *colour == rgb(palette::OWN) => Some(points.len()),
            _ => None,
        })
        .collect();
    assert_eq!(strokes, [2, 3]);
    let marks = |drawn: &[Drawn], colour, filled| {
        drawn
            .iter()
            .filter(|s| matches!(s, Drawn::Circle(c, _, f) if *c == colour && *f == filled))
            .count()
    };
    assert_eq!(marks(&parted, rgb(palette::OWN), true), 4);
    assert_eq!(marks(&parted, rgb(palette::MUTED), false), 2, "an open mark for each gap");

    let nothing = record(&plain(vec![None; 5]), size);
    assert!(polygons(&nothing, palette::OWN_FILL).is_empty());
    assert_eq!(marks(&nothing, rgb(palette::OWN), true), 0);
}

#[test]
fn the_dial_keeps_a_principle_in_its_place() {
    let places = places(12);
    assert_eq!(places.len(), 12);
    let texts: Vec<_> = record(&dial().scene(), (3200, 3200))
        .into_iter()
        .filter_map(|shape| match shape {
            Drawn::Text(words, at) => Some((words, at)),
            _ => None,
        })
        .collect();
    assert_eq!(texts.len(), 12);
    for ((x, y), (_, at)) in places.iter().zip(&texts) {
        assert!((x * 32.0 - f64::from(at.0)).abs() < 0.01);
        assert!((y * 32.0 - f64::from(at.1)).abs() < 0.01);
    }
    assert_eq!(texts[0].0, "4.1");
    assert!(places[0].0 == 50.0 && places[0].1 < 10.0);
}

#[test]
fn a_provisional_score_is_open_and_outside_the_shape() {
    let place = |score, provisional| Place {
        label: String::new(),
        answered: 0.5,
        score: Some(score),
        provisional,
    };
    let mut dial = Dial { places: vec![place(5.0, false); 6], current: None };
    dial.places[2] = place(5.0, true);
    let drawn = record(&dial.scene(), (3200, 3200));
    let fills = polygons(&drawn, palette::OWN_FILL);
    assert_eq!(fills[0].len(), 6, "five scores and the centre");
    let open =
        drawn.iter().filter(|s| matches!(s, Drawn::Circle(c, _, false) if *c == rgb(palette::OWN)));
    assert_eq!(open.count(), 1);
}

#[test]
fn words_are_escaped() {
    let nasty = "<b title=\"x\">&'";
    let mut chart = radar(Layout::Wide);
    chart.spokes[3].title = nasty.to_owned();
    chart.spokes[4].label = nasty.to_owned();
    chart.series[0].name = nasty.to_owned();
    let svg = to_svg(&chart.scene(), Purpose::Image(nasty));
    assert!(!svg.contains("<b"));
    assert!(svg.contains("aria-label=\"&lt;b title=&quot;x&quot;&gt;&amp;'\""));
    assert!(svg.contains(">&lt;b title=&quot;x&quot;&gt;&amp;'</text>"));
    assert_eq!(svg.matches("<svg").count(), 1);
    assert!(svg.ends_with("</svg>"));
}

#[test]
fn an_image_has_a_name_and_decoration_has_none() {
    let scene = radar(Layout::Mini).scene();
    let svg = image(&scene);
    assert!(svg.starts_with("<svg class=\"chart\" role=\"img\" aria-label=\"A chart\" viewBox=\"0 0 960 960\" width=\"96\" height=\"96\""));
    let svg = to_svg(&scene, Purpose::Decoration);
    assert!(svg.starts_with("<svg class=\"chart\" aria-hidden=\"true\" viewBox="));
    assert!(!svg.contains("role="));
    assert!(!svg.contains("style="), "the policy forbids style attributes");
}

#[test]
fn each_colour_is_one_key_and_the_style_sheet_has_it() {
    let css = include_str!("../../style/first/ui/charts.css");
    let mut seen = HashSet::new();
    for (property, colour) in palette::ALL {
        let hex = format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2);
        assert!(seen.insert(hex.clone()), "{property}: {hex} is used twice");
        for attribute in ["fill", "stroke"] {
            let rule = format!(
                ".chart [{attribute}=\"{hex}\"] {{\n    {attribute}: var({property}, {});",
                hex.to_lowercase()
            );
            assert!(css.contains(&rule), "style/first/ui/charts.css lacks {rule}");
        }
        // Once for paper, once for forced colours.
        assert_eq!(css.matches(&format!(" {property}: ")).count(), 2, "{property}");
    }
    for (name, scene) in every_sample() {
        let svg = image(&scene);
        for part in svg.split(['"']) {
            if part.starts_with('#') {
                assert!(seen.contains(part), "{name}: {part} is not in the palette");
            }
        }
        assert!(!svg.contains("opacity=\"0"), "{name}: a colour must not shine through");
    }
}

fn luminance(colour: plotters::style::RGBColor) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
}

fn contrast(a: plotters::style::RGBColor, b: plotters::style::RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_can_be_told_from_their_ground() {
    use palette::{
        CURRENT, INK, LEVEL_EDGE, MUTED, OTHER, OWN, OWN_FILL, PAPER, PREVIOUS, TARGET, WARN,
    };
    for ground in [PAPER, CURRENT, OWN_FILL] {
        for words in [INK, MUTED] {
            assert!(contrast(words, ground) >= 4.5, "{words:?} on {ground:?}");
        }
        for mark in [OWN, OTHER, TARGET, PREVIOUS, WARN, LEVEL_EDGE] {
            assert!(
                contrast(mark, ground) >= 3.0,
                "{mark:?} on {ground:?}: {}",
                contrast(mark, ground)
            );
        }
    }
    let mut before = 1.0;
    for level in 1..=5 {
        let (ground, words) = palette::level(level);
        assert!(
            contrast(words, ground) >= 4.5,
            "text on level {level}: {}",
            contrast(words, ground)
        );
        assert!(luminance(ground) < before, "the ramp goes from light to dark");
        before = luminance(ground);
    }
}

#[test]
fn text_is_large_enough() {
    for (name, scene) in every_sample() {
        for size in image(&scene).split("font-size=\"").skip(1) {
            let size = size.split('"').next().unwrap();
            assert_eq!(size, "140", "{name}");
        }
    }
}
