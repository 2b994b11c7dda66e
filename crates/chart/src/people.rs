//! The profile of the self-check: how often something is seen of one's own organization and of the others.
//!
//! Owns the two marks of a row and where what has no place on the scale is shown. Must not know the items.

use super::Layout;
use super::legend::{Sample, legend};
use super::marks::{self, Sign};
use super::palette::{GRID, INK, MUTED};
use super::radar::SeriesStyle;
use super::rows::{self, MARK, Row};
use super::scene::LINE_PX;
use super::scene::{Anchor, Scene, TEXT, point, unit};
use super::text;

/// What was said of one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sighting {
    /// It is seen this often, 1–5; what lies outside is drawn at the nearest end.
    Often(u8),
    /// It cannot be told.
    CannotTell,
    /// Nothing was said.
    #[default]
    Unanswered,
}

/// One item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleRow {
    /// Its name.
    pub name: String,
    /// How the own organization is seen.
    pub own: Sighting,
    /// How the others are seen.
    pub others: Sighting,
}

/// The words of the chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleWords {
    /// For the own organization.
    pub own: String,
    /// For the others.
    pub others: String,
    /// The five frequencies, rarest first. The narrow layout shows the first and the last.
    pub frequencies: [String; 5],
    /// For [`Sighting::CannotTell`].
    pub cannot_tell: String,
    /// For [`Sighting::Unanswered`].
    pub unanswered: String,
}

/// The profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleProfile {
    /// 720 css pixels wide with names beside the scale, or 320 with names above it; as high as the rows need. `Mini` is
    /// drawn as `Narrow`.
    pub layout: Layout,
    /// From top to bottom.
    pub rows: Vec<PeopleRow>,
    /// The words.
    pub words: PeopleWords,
}

/// Where the columns are, in css pixels.
struct Columns {
    width: f64,
    /// Where frequency 1 is, and the distance to the next.
    first: f64,
    step: f64,
    /// Where what has no frequency is shown, for each side.
    own: f64,
    others: f64,
}

const WIDE: Columns = Columns { width: 720.0, first: 284.0, step: 88.0, own: 684.0, others: 708.0 };
const NARROW: Columns =
    Columns { width: 320.0, first: 12.0, step: 60.0, own: 284.0, others: 308.0 };

impl Columns {
    fn x(&self, frequency: u8) -> f64 {
        self.first + f64::from(frequency.clamp(1, 5) - 1) * self.step
    }
}

fn missing(sighting: Sighting) -> Option<Sign> {
    match sighting {
        Sighting::Often(_) => None,
        Sighting::CannotTell => Some(Sign::Question),
        Sighting::Unanswered => Some(Sign::Open),
    }
}

impl PeopleProfile {
    /// The profile as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let columns = if wide { &WIDE } else { &NARROW };
        let mut scene = Scene::new(columns.width, 0.0);
        let signs = self.rows.iter().flat_map(|row| [row.own, row.others]).filter_map(missing);
        let signs: Vec<Sign> = signs.collect();
        let top = self.heads(&mut scene, columns, wide) + 6.0;
        if !signs.is_empty() {
            // The column of signs has the two marks for heads.
            let y = top - 6.0 - LINE_PX / 2.0;
            SeriesStyle::Own.look().mark_sized(&mut scene, point(columns.own, y), MARK);
            SeriesStyle::Other.look().mark_sized(&mut scene, point(columns.others, y), MARK);
        }
        let mut y = top;
        for row in &self.rows {
            rows::rule(&mut scene, y);
            y += row.draw(&mut scene, columns, wide, y);
        }
        rows::rule(&mut scene, y);
        scene.grow(y + 2.0);

        let mut entries = vec![
            (Sample::Mark(SeriesStyle::Own.look()), self.words.own.as_str()),
            (Sample::Mark(SeriesStyle::Other.look()), self.words.others.as_str()),
        ];
        for (sign, words) in
            [(Sign::Question, &self.words.cannot_tell), (Sign::Open, &self.words.unanswered)]
        {
            if signs.contains(&sign) {
                entries.push((Sample::Sign(sign), words));
            }
        }
        legend(&mut scene, entries);
        scene
    }

    /// The frequencies above their places. Returns where they end.
    fn heads(&self, scene: &mut Scene, columns: &Columns, wide: bool) -> f64 {
        let mut names: Vec<(f64, Anchor, Vec<String>)> = Vec::with_capacity(5);
        let wrap = |name: &str, room: f64| text::wrap(name, unit(room), TEXT, false, 3);
        if wide {
            for (frequency, name) in (1_u8..).zip(&self.words.frequencies) {
                let lines = wrap(name, columns.step - 6.0);
                names.push((columns.x(frequency), Anchor::Middle, lines));
            }
        } else {
            // Room for two names only: those that say where the scale leads.
            let room = 2.0 * columns.step - 6.0;
            let [first, .., last] = &self.words.frequencies;
            names.push((1.0, Anchor::Start, wrap(first, room)));
            names.push((columns.x(5) + 8.0, Anchor::End, wrap(last, room)));
        }
        let deepest = names.iter().map(|(_, _, lines)| lines.len()).max().unwrap_or(0);
        let numbers = 2.0 + deepest as f64 * LINE_PX;
        for (x, anchor, lines) in names {
            let mut y = numbers + LINE_PX / 2.0 - lines.len() as f64 * LINE_PX;
            for line in lines {
                scene.text(line, point(x, y), anchor, MUTED);
                y += LINE_PX;
            }
        }
        for frequency in 1..=5_u8 {
            let at = point(columns.x(frequency), numbers + LINE_PX / 2.0);
            scene.words(frequency.to_string(), at, Anchor::Middle, INK, true);
        }
        numbers + LINE_PX
    }
}

impl PeopleRow {
    /// Draws the row from `top` on and returns its height.
    fn draw(&self, scene: &mut Scene, columns: &Columns, wide: bool, top: f64) -> f64 {
        // Two marks above one another need this much beside a line of text.
        const MARKS: f64 = 32.0;
        let row = if wide {
            Row::beside("", &self.name, columns.first - 28.0, MARKS)
        } else {
            Row::above("", &self.name, columns.width, MARKS)
        };
        let height = row.height();
        let middle = row.write(scene, top);
        scene.line(vec![point(columns.x(1), middle), point(columns.x(5), middle)], GRID, 1.0);
        for frequency in 1..=5_u8 {
            let x = columns.x(frequency);
            scene.line(vec![point(x, middle - 4.0), point(x, middle + 4.0)], GRID, 1.0);
        }
        let place = |sighting: Sighting| match sighting {
            Sighting::Often(frequency) => Some(columns.x(frequency)),
            _ => None,
        };
        rows::pair(scene, (place(self.own), place(self.others)), middle, (MUTED, 2.5));
        for (sighting, x) in [(self.own, columns.own), (self.others, columns.others)] {
            if let Some(sign) = missing(sighting) {
                marks::sign(scene, point(x, middle), sign);
            }
        }
        height
    }
}
