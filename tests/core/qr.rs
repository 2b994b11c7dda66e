//! QR codes: what is drawn, read back from the drawing module by module, and what a camera would make of it.

use chart::{Purpose, qr};

/// A link with a response code in it.
const LINK: &str = "https://example.org/twelvefold/#/r/12F-129F3653NR0806KZ702T5XB9GJ513SEQ74K6KHDCP7FCRHP4MN957N6N4VX548S1XP08513YD";

fn drawn(text: &str) -> String {
    qr(text, Purpose::Image("Response <code>")).unwrap()
}

/// The numbers of a path that consists of rectangles one module high: left, top, width.
fn runs(svg: &str) -> Vec<[usize; 3]> {
    let (_, path) = svg.split_once("<path fill=\"#000000\" d=\"M").unwrap();
    let (path, end) = path.split_once('"').unwrap();
    assert_eq!(end, "/>\n</svg>");
    let run = |run: &str| {
        let (at, width) = run.trim_end_matches('z').split_once('h').unwrap();
        let (width, back) = width.split_once("v1h-").unwrap();
        assert_eq!(width, back);
        let (left, top) = at.split_once(' ').unwrap();
        [left, top, width].map(|number| number.parse().unwrap())
    };
    path.split('M').map(run).collect()
}

/// What is dark, row by row, without the white around it.
fn modules(svg: &str) -> Vec<Vec<bool>> {
    let (_, size) = svg.split_once("viewBox=\"0 0 ").unwrap();
    let size: usize = size.split_once(' ').unwrap().0.parse().unwrap();
    let mut dark = vec![vec![false; size]; size];
    for [left, top, width] in runs(svg) {
        for module in &mut dark[top][left..left + width] {
            assert!(!*module, "drawn twice");
            *module = true;
        }
    }
    let is_quiet = |place: usize| !(4..size - 4).contains(&place);
    for (y, row) in dark.iter().enumerate() {
        for (x, module) in row.iter().enumerate() {
            assert!(!module || !(is_quiet(x) || is_quiet(y)), "dark at {x}, {y}");
        }
    }
    dark[4..size - 4].iter().map(|row| row[4..size - 4].to_vec()).collect()
}

/// Takes the data out of a code of version 6 and level M, as ISO/IEC 18004 describes it; an undamaged drawing needs no
/// correction.
fn data_of_version_6(dark: &[Vec<bool>]) -> Vec<u8> {
    const SIZE: usize = 41;
    assert_eq!(dark.len(), SIZE, "version 6");
    // The format beside the upper left corner: level and mask, hidden by a pattern.
    let places = [(0, 8), (1, 8), (2, 8), (3, 8), (4, 8)];
    let format =
        places.iter().fold(0, |bits, (x, y)| bits << 1 | u32::from(dark[*y][*x])) ^ 0b10101;
    assert_eq!(format >> 3, 0b00, "level M");
    let is_masked = |x: usize, y: usize| match format & 0b111 {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (y / 2 + x / 3).is_multiple_of(2),
        5 => (x * y) % 2 + (x * y) % 3 == 0,
        6 => ((x * y) % 2 + (x * y) % 3).is_multiple_of(2),
        _ => ((x + y) % 2 + (x * y) % 3).is_multiple_of(2),
    };
    let is_function = |x: usize, y: usize| {
        let in_corner = (x < 9 && !(9..SIZE - 8).contains(&y)) || (x >= SIZE - 8 && y < 9);
        let is_aligning = (32..37).contains(&x) && (32..37).contains(&y);
        in_corner || is_aligning || x == 6 || y == 6
    };
    // Two columns at a time from the right, upwards and downwards in turn; the timing column is passed over.
    let mut bits = Vec::new();
    let rights = (7..SIZE).rev().step_by(2).map(|x| (x, x - 1)).chain([(5, 4), (3, 2), (1, 0)]);
    for (turn, columns) in rights.enumerate() {
        for step in 0..SIZE {
            let y = if turn % 2 == 0 { SIZE - 1 - step } else { step };
            for x in [columns.0, columns.1] {
                if !is_function(x, y) {
                    bits.push(dark[y][x] != is_masked(x, y));
                }
            }
        }
    }
    let words: Vec<u8> = bits
        .chunks_exact(8)
        .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit)))
        .collect();
    // Four blocks with 27 words of data each, one word of each in turn.
    (0..4).flat_map(|block| (0..27).map(move |word| 4 * word + block)).map(|at| words[at]).collect()
}

/// Reads the segments of a code of one of the versions 1 to 9.
fn segments(data: &[u8]) -> Vec<(&'static str, String)> {
    let bits: Vec<u8> =
        data.iter().flat_map(|byte| (0..8).rev().map(move |n| byte >> n & 1)).collect();
    let mut bits = bits.into_iter();
    let mut take =
        |count: usize| bits.by_ref().take(count).fold(0, |n: usize, bit| n << 1 | usize::from(bit));
    let letters: Vec<char> = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".chars().collect();
    let mut found = Vec::new();
    loop {
        match take(4) {
            0b0100 => {
                let count = take(8);
                let bytes = (0..count).map(|_| take(8) as u8).collect();
                found.push(("bytes", String::from_utf8(bytes).unwrap()));
            }
            0b0010 => {
                let count = take(9);
                let mut text = String::new();
                for _ in 0..count / 2 {
                    let pair = take(11);
                    text.extend([letters[pair / 45], letters[pair % 45]]);
                }
                if count % 2 == 1 {
                    text.push(letters[take(6)]);
                }
                found.push(("letters", text));
            }
            mode => {
                assert_eq!(mode, 0, "the end");
                return found;
            }
        }
    }
}

#[test]
fn what_is_drawn_says_the_text() {
    let svg = drawn(LINK);
    let found = segments(&data_of_version_6(&modules(&svg)));
    let (address, code) = LINK.split_once("/12F").unwrap();
    let expected = [("bytes", address.to_owned()), ("letters", format!("/12F{code}"))];
    assert_eq!(found, expected);
}

#[test]
fn a_camera_finds_corners_and_white_around_them() {
    for text in ["", "12F-", LINK, &"é".repeat(700), &"A".repeat(2000)] {
        let dark = modules(&drawn(text));
        let size = dark.len();
        assert!((21..=177).contains(&size) && size % 4 == 1, "{size}");
        for (left, top) in [(0, 0), (size - 7, 0), (0, size - 7)] {
            for y in 0..7_usize {
                for x in 0..7_usize {
                    let ring = x.abs_diff(3).max(y.abs_diff(3));
                    assert_eq!(dark[top + y][left + x], ring != 2, "{x}, {y} of {left}, {top}");
                }
            }
        }
        for (place, row) in dark.iter().enumerate().take(size - 8).skip(8) {
            assert_eq!((dark[6][place], row[6]), (place % 2 == 0, place % 2 == 0), "{place}");
        }
    }
}

#[test]
fn capitals_at_the_end_take_less_room() {
    let size = |text: &str| modules(&drawn(text)).len();
    assert!(size(LINK) < size(&LINK.to_lowercase()));
    assert!(size(&"A".repeat(90)) < size(&"a".repeat(90)));
    assert_eq!(size(LINK), 41);
}

#[test]
fn a_text_that_is_too_long_has_no_qr_code() {
    assert!(qr(&"a".repeat(2331), Purpose::Decoration).is_some());
    assert!(qr(&"a".repeat(2332), Purpose::Decoration).is_none());
    assert!(qr(&"🚢".repeat(100_000), Purpose::Decoration).is_none());
}

#[test]
fn a_drawing_is_dark_on_white_in_every_theme() {
    let svg = drawn(LINK);
    assert!(svg.starts_with(
        "<svg class=\"qr\" role=\"img\" aria-label=\"Response &lt;code&gt;\" viewBox=\"0 0 49 49\""
    ));
    assert!(svg.contains("<path fill=\"#FFFFFF\" d=\"M0 0h49v49H0z\"/>"));
    // A rule of the style sheet for these colours would change them.
    let css = include_str!("../../style/first/ui/charts.css");
    let rules = css
        .lines()
        .map(str::trim)
        .filter(|line| line.contains("[fill=") || line.contains("[stroke="));
    for rule in rules {
        assert!(rule.starts_with(".chart "), "{rule}");
    }
    assert!(!svg.contains("class=\"chart"));
    let hidden = qr(LINK, Purpose::Decoration).unwrap();
    assert!(hidden.starts_with("<svg class=\"qr\" aria-hidden=\"true\""));
}
