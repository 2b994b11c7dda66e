//! Distributions: how the answers to each row are spread over the levels, and how many are none of them.
//!
//! Owns the bars and what stands beside them. Must not know how many answers are too few to be shown.

use super::Layout;
use super::legend::{Sample, legend};
use super::marks::{self, Pattern, Sign};
use super::palette::{self, GRID, LEVEL_EDGE, MUTED, PAPER};
use super::radar::SeriesStyle;
use super::rows::{self, HIDDEN, Head, Row};
use super::scene::LINE_PX;
use super::scene::{Anchor, Scene, TEXT, UNITS, point, rectangle, unit};
use super::text;

/// How many gave which answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many chose level 1, 2, 3, 4, 5.
    pub levels: [u32; 5],
    /// How many said that it does not apply to them.
    pub not_applicable: u32,
    /// How many could not tell.
    pub cannot_tell: u32,
}

/// What is known of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spread {
    /// The answers, and in words how many rated.
    Known(Tally, String),
    /// They must not be shown, and why in a few words.
    Hidden(String),
}

/// Who has a bar of their own in each row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the legend calls it.
    pub name: String,
    /// Its mark: a disc for [`SeriesStyle::Own`], a square for [`SeriesStyle::Other`].
    pub style: SeriesStyle,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DistributionRow {
    /// A few signs, such as a clause number; may be empty.
    pub label: String,
    /// The full title; in the narrow layout it stands above the bars.
    pub title: String,
    /// One bar for each group, or one if there are no groups.
    pub bars: Vec<Spread>,
}

/// The words of the chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DistributionWords {
    /// Levels 1 to 5 in the legend, such as "3 Established".
    pub levels: [String; 5],
    /// For answers that it does not apply.
    pub not_applicable: String,
    /// For answers that it cannot be told.
    pub cannot_tell: String,
    /// The head over the numbers of those who rated.
    pub rated: String,
}

/// The distributions. A bar is the whole of the answers that are a level; the shares beside it are of all answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// 720 css pixels wide with titles beside the bars, or 320 with titles above them; as high as the rows need. `Mini` is
    /// drawn as `Narrow`.
    pub layout: Layout,
    /// What the bars of a row are, from top to bottom; may be empty where rows have one bar.
    pub groups: Vec<Group>,
    /// From top to bottom.
    pub rows: Vec<DistributionRow>,
    /// The words.
    pub words: DistributionWords,
}

/// A column for those who chose no level, in css pixels.
struct Apart {
    /// Left and right end of the column.
    ends: (f64, f64),
    /// How long the bar of all answers would be; 0 for a number without a bar.
    whole: f64,
}

/// Where the columns are, in css pixels.
struct Columns {
    width: f64,
    /// The bar from its left to its right end.
    bar: (f64, f64),
    not_applicable: Apart,
    cannot_tell: Apart,
    /// Right end and width of the number of those who rated.
    rated: (f64, f64),
}

const WIDE: Columns = Columns {
    width: 720.0,
    bar: (218.0, 454.0),
    not_applicable: Apart { ends: (468.0, 564.0), whole: 46.0 },
    cannot_tell: Apart { ends: (570.0, 666.0), whole: 46.0 },
    rated: (719.0, 50.0),
};
const NARROW: Columns = Columns {
    width: 320.0,
    bar: (2.0, 174.0),
    not_applicable: Apart { ends: (176.0, 222.0), whole: 0.0 },
    cannot_tell: Apart { ends: (224.0, 270.0), whole: 0.0 },
    rated: (319.0, 46.0),
};

/// Thickness of a bar and the room between two bars of a row.
const BAR: f64 = 18.0;
const BETWEEN: f64 = 5.0;
/// What the marks of the groups take before the bars in the narrow layout.
const MARKS: f64 = 18.0;

const NOT_APPLICABLE: Pattern = Pattern { fill: PAPER, edge: MUTED, hatched: true };
const CANNOT_TELL: Pattern = Pattern { fill: PAPER, edge: MUTED, hatched: false };

impl Distribution {
    /// The distributions as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let columns = if wide { &WIDE } else { &NARROW };
        let mut scene = Scene::new(columns.width, 0.0);
        let top = self.heads(&mut scene, columns, wide) + 6.0;
        let shown = self.groups.len().max(1);
        let before = if wide || self.groups.is_empty() { 0.0 } else { MARKS };
        let bar = (columns.bar.0 + before, columns.bar.1);
        let mut y = top;
        for row in &self.rows {
            rows::rule(&mut scene, y);
            let count = row.bars.len().min(shown).max(1) as f64;
            let content = count * BAR + (count - 1.0) * BETWEEN + if wide { 4.0 } else { 14.0 };
            let plan = if wide {
                Row::beside(&row.label, &row.title, bar.0 - 22.0, content)
            } else {
                Row::above(&row.label, &row.title, columns.width, content)
            };
            let height = plan.height();
            let middle = plan.write(&mut scene, y);
            let mut top = middle - (count * (BAR + BETWEEN) - BETWEEN) / 2.0;
            for (i, spread) in row.bars.iter().take(shown).enumerate() {
                if let Some(group) = self.groups.get(i) {
                    let at = point(bar.0 - 11.0, top + BAR / 2.0);
                    group.style.look().mark_sized(&mut scene, at, 1.25);
                }
                spread.draw(&mut scene, columns, bar, top);
                top += BAR + BETWEEN;
            }
            y += height;
        }
        rows::rule(&mut scene, y);
        scene.grow(y + 2.0);
        self.legends(&mut scene, wide);
        scene
    }

    /// Heads of the columns on the right. Returns where they end.
    fn heads(&self, scene: &mut Scene, columns: &Columns, wide: bool) -> f64 {
        let words = &self.words;
        let (x, room) = columns.rated;
        let mut heads = vec![Head { words: &words.rated, x, anchor: Anchor::End, room }];
        let apart = [
            (&columns.not_applicable, &words.not_applicable, Sign::Void),
            (&columns.cannot_tell, &words.cannot_tell, Sign::Question),
        ];
        if wide {
            for (column, words, _) in apart {
                let (x, end) = column.ends;
                let room = end - x;
                heads.push(Head { words, x, anchor: Anchor::Start, room });
            }
        }
        let bottom = rows::heads(scene, &heads);
        if !wide {
            // No room for words; the legend has them.
            for (column, _, sign) in apart {
                let at = point(column.ends.1 - 5.0, bottom - LINE_PX / 2.0);
                marks::sign(scene, at, sign);
            }
        }
        bottom
    }

    fn legends(&self, scene: &mut Scene, wide: bool) {
        let groups: Vec<_> = self
            .groups
            .iter()
            .map(|group| (Sample::Mark(group.style.look()), group.name.as_str()))
            .collect();
        legend(scene, groups);
        let mut entries: Vec<_> = (1_u8..)
            .zip(&self.words.levels)
            .map(|(level, name)| (Sample::Area(of_level(level)), name.as_str()))
            .collect();
        let bars = self.rows.iter().flat_map(|row| &row.bars);
        let any = |count: fn(&Tally) -> u32| {
            let counted = |bar: &Spread| matches!(bar, Spread::Known(tally, _) if count(tally) > 0);
            bars.clone().any(counted)
        };
        for (seen, pattern, sign, name) in [
            (any(|t| t.not_applicable), NOT_APPLICABLE, Sign::Void, &self.words.not_applicable),
            (any(|t| t.cannot_tell), CANNOT_TELL, Sign::Question, &self.words.cannot_tell),
        ] {
            if seen {
                let sample = if wide { Sample::Area(pattern) } else { Sample::Sign(sign) };
                entries.push((sample, name.as_str()));
            }
        }
        legend(scene, entries);
    }
}

fn of_level(level: u8) -> Pattern {
    Pattern { fill: palette::level(level).0, edge: LEVEL_EDGE, hatched: false }
}

impl Spread {
    fn draw(&self, scene: &mut Scene, columns: &Columns, (left, right): (f64, f64), top: f64) {
        let middle = top + BAR / 2.0;
        match self {
            Self::Hidden(words) => {
                let after = left + 38.0;
                HIDDEN.draw(scene, (left, top + 2.0), (left + 30.0, top + BAR - 2.0));
                let words = text::one_line(words, unit(columns.width - after - 1.0), TEXT, false);
                scene.text(words, point(after, middle), Anchor::Start, MUTED);
            }
            Self::Known(tally, rated) => {
                tally.draw_levels(scene, (left, right), top);
                let all =
                    tally.rated() + u64::from(tally.not_applicable) + u64::from(tally.cannot_tell);
                for (column, pattern, count) in [
                    (&columns.not_applicable, NOT_APPLICABLE, tally.not_applicable),
                    (&columns.cannot_tell, CANNOT_TELL, tally.cannot_tell),
                ] {
                    column.draw(scene, pattern, count, all, top);
                }
                let (x, room) = columns.rated;
                let words = text::one_line(rated, unit(room), TEXT, false);
                scene.text(words, point(x, middle), Anchor::End, MUTED);
            }
        }
    }
}

impl Tally {
    /// How many chose a level.
    fn rated(&self) -> u64 {
        self.levels.iter().copied().map(u64::from).sum()
    }

    fn draw_levels(&self, scene: &mut Scene, (left, right): (f64, f64), top: f64) {
        let rated = self.rated();
        if rated == 0 {
            // An empty bar and not a missing one: somebody answered, and nobody with a level.
            scene.outline(rectangle(left, top, right, top + BAR), GRID, 1.0);
            return;
        }
        let mut before = 0_u64;
        let x = |count: u64| left + (right - left) * count as f64 / rated as f64;
        for (level, count) in (1_u8..).zip(self.levels) {
            let after = before + u64::from(count);
            if count > 0 {
                let (from, to) = (x(before), x(after));
                of_level(level).draw(scene, (from, top), (to, top + BAR));
                let words = count.to_string();
                if f64::from(text::width(&words, TEXT, false)) / UNITS + 4.0 <= to - from {
                    let at = point(from.midpoint(to), top + BAR / 2.0);
                    scene.text(words, at, Anchor::Middle, palette::level(level).1);
                }
            }
            before = after;
        }
    }
}

impl Apart {
    fn draw(&self, scene: &mut Scene, pattern: Pattern, count: u32, all: u64, top: f64) {
        let (left, right) = self.ends;
        let bar = self.whole > 0.0;
        if bar {
            rows::upright(scene, left, top, top + BAR, GRID);
        }
        if count == 0 {
            return;
        }
        let (x, anchor, room) = if bar {
            // The smallest share still has an inside.
            let share = (self.whole * f64::from(count) / all.max(1) as f64).max(4.0);
            pattern.draw(scene, (left, top + 2.0), (left + share, top + BAR - 2.0));
            (left + share + 4.0, Anchor::Start, right - left - share - 4.0)
        } else {
            (right, Anchor::End, right - left)
        };
        let words = text::one_line(&count.to_string(), unit(room), TEXT, false);
        scene.text(words, point(x, top + BAR / 2.0), anchor, MUTED);
    }
}
