//! The trend: a line over several rounds.
//!
//! Owns the axes and which rounds can be named without their names meeting. Must not know what the lines are means of.

use super::Layout;
use super::legend::{Sample, legend};
use super::marks::known;
use super::palette::{GRID, INK, MUTED, PAPER};
use super::radar::SeriesStyle;
use super::radial::Look;
use super::scene::LINE_PX;
use super::scene::{Anchor, Point, Scene, TEXT, UNITS, point, rectangle, unit};
use super::text;
use base::order::order;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendLine {
    /// What the legend calls it.
    pub name: String,
    /// What it stands for.
    pub style: SeriesStyle,
    /// One value for each round, 1–5; what lies outside is drawn at the nearest end. `None` (or not a number) is a gap.
    pub values: Vec<Option<f64>>,
    /// The first and the last value in words; each may be empty.
    pub ends: [String; 2],
}

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendChart {
    /// 720 css pixels wide, or 320; as high as the names of the rounds need. `Mini` is drawn as `Narrow`.
    pub layout: Layout,
    /// The names of the rounds in order of time. As many as there is room for are shown, the first and the last of all.
    pub rounds: Vec<String>,
    /// Names of levels 1 to 5.
    pub levels: [String; 5],
    /// From back to front.
    pub lines: Vec<TrendLine>,
}

/// Sizes in css pixels.
struct Frame {
    width: f64,
    /// Where the axis of levels is.
    left: f64,
    /// The height of level 5, and the distance from level to level.
    top: f64,
    step: f64,
    /// What stays free beside the first and the last round, for their values.
    inset: f64,
    /// The most that the name of a round takes.
    name: f64,
}

const WIDE: Frame =
    Frame { width: 720.0, left: 124.0, top: 22.0, step: 56.0, inset: 54.0, name: 104.0 };
const NARROW: Frame =
    Frame { width: 320.0, left: 110.0, top: 22.0, step: 46.0, inset: 39.0, name: 84.0 };

/// From a marker to the words beside it.
const BESIDE: f64 = 9.0;
/// What stays free between the names of two rounds.
const APART: f64 = 8.0;

impl Frame {
    fn y(&self, level: f64) -> f64 {
        self.top + (5.0 - level.clamp(1.0, 5.0)) * self.step
    }

    fn first(&self) -> f64 {
        self.left + self.inset
    }

    fn last(&self) -> f64 {
        self.width - self.inset
    }

    /// Where names of rounds may begin.
    fn names_from(&self) -> f64 {
        self.left - 4.0
    }

    /// Where they end at the latest.
    fn right(&self) -> f64 {
        self.width - 2.0
    }

    /// The place of a round of `count`. One alone stands in the middle.
    fn x(&self, round: usize, count: usize) -> f64 {
        if count < 2 {
            return self.first().midpoint(self.last());
        }
        self.first() + (self.last() - self.first()) * round as f64 / (count - 1) as f64
    }
}

impl TrendChart {
    /// The chart as shapes.
    pub fn scene(&self) -> Scene {
        let frame = if self.layout == Layout::Wide { &WIDE } else { &NARROW };
        let mut scene = Scene::new(frame.width, 0.0);
        let count = self.rounds.len();
        self.levels(&mut scene, frame);
        let bottom = self.names(&mut scene, frame);
        for line in &self.lines {
            line.draw(&mut scene, frame, count);
        }
        self.ends(&mut scene, frame);
        scene.grow(bottom);
        if self.lines.len() > 1 {
            let entries = self.lines.iter().rev();
            let entries =
                entries.map(|line| (Sample::Series(look_of(line.style)), line.name.as_str()));
            legend(&mut scene, entries.collect());
        }
        scene
    }

    /// The axis of levels with its hairlines.
    fn levels(&self, scene: &mut Scene, frame: &Frame) {
        for (level, name) in (1_u8..).zip(&self.levels) {
            let y = frame.y(f64::from(level));
            let ends = vec![point(frame.left, y), point(frame.last() + 4.0, y)];
            scene.line(ends, if level == 1 { MUTED } else { GRID }, 1.0);
            let x = frame.left - 8.0;
            scene.words(level.to_string(), point(x, y), Anchor::End, INK, true);
            let x = x - 17.0;
            let lines = text::wrap(name, unit(x - 1.0), TEXT, false, 2);
            let first = y - (lines.len().max(1) - 1) as f64 * LINE_PX / 2.0;
            for (i, line) in lines.into_iter().enumerate() {
                let at = point(x, first + i as f64 * LINE_PX);
                scene.text(line, at, Anchor::End, MUTED);
            }
        }
    }

    /// The rounds below their places. Returns where their names end.
    fn names(&self, scene: &mut Scene, frame: &Frame) -> f64 {
        let count = self.rounds.len();
        let axis = frame.y(1.0);
        // Below the words beside a value on level 1.
        let top = axis + LINE_PX / 2.0 + 1.0;
        let mut deepest = 0;
        for round in 0..count {
            let x = frame.x(round, count);
            scene.line(vec![point(x, axis), point(x, axis + 5.0)], MUTED, 1.0);
        }
        for (x, room, name) in self.named(frame) {
            let lines = text::wrap(name, unit(room), TEXT, false, 3);
            deepest = deepest.max(lines.len());
            let widest = lines.iter().map(|line| text::width(line, TEXT, false)).max().unwrap_or(0);
            let half = f64::from(widest) / UNITS / 2.0;
            // As near to its round as the frame lets it, and not below the number of level 1.
            let x = x.min(frame.right() - half).max(frame.names_from() + half);
            for (i, line) in lines.into_iter().enumerate() {
                let at = point(x, top + (i as f64 + 0.5) * LINE_PX);
                scene.text(line, at, Anchor::Middle, INK);
            }
        }
        // The name of level 1 can have two lines and needs room where no round has a name.
        (top + deepest as f64 * LINE_PX).max(axis + LINE_PX) + 2.0
    }

    /// The rounds whose names are shown: the first, the last, and between them as many at even steps as leave room for the
    /// longest word. With their places and the room of each.
    fn named(&self, frame: &Frame) -> Vec<(f64, f64, &str)> {
        let count = self.rounds.len();
        let Some(last) = count.checked_sub(1) else { return Vec::new() };
        let words = self.rounds.iter().flat_map(|name| name.split_whitespace());
        let longest = words.map(|word| text::width(word, TEXT, false)).max().unwrap_or(0);
        let wanted = (f64::from(longest) / UNITS).min(frame.name) + APART;
        let step = frame.x(1, count) - frame.x(0, count);
        let stride = if last > 0 { (wanted / step).ceil().max(1.0) as usize } else { 1 };
        let shown: Vec<usize> = (0..count)
            .filter(|round| {
                let between = round % stride == 0 && round + stride <= last;
                *round == 0 || *round == last || between
            })
            .collect();
        let mut named = Vec::with_capacity(shown.len());
        for (i, round) in shown.iter().enumerate() {
            let x = frame.x(*round, count);
            let before = i.checked_sub(1).and_then(|i| shown.get(i));
            let beside = before.into_iter().chain(shown.get(i + 1));
            let nearest = beside.map(|other| (frame.x(*other, count) - x).abs());
            let free = nearest.fold(f64::INFINITY, f64::min) - APART;
            // A name that the edge moves inwards still keeps to its half of the way to the next one.
            let edge = (frame.right() - x).min(x - frame.names_from());
            let room = if free > 2.0 * edge { edge + free / 2.0 } else { free };
            if let Some(name) = self.rounds.get(*round) {
                named.push((x, room.min(frame.name), name.as_str()));
            }
        }
        named
    }

    /// The first and the last values beside the lines, pushed apart where they would meet.
    fn ends(&self, scene: &mut Scene, frame: &Frame) {
        let count = self.rounds.len();
        let Some(last) = count.checked_sub(1) else { return };
        let sides = [
            (0, frame.x(0, count) - BESIDE, Anchor::End),
            (last, frame.x(last, count) + BESIDE, Anchor::Start),
        ];
        for (side, (round, x, anchor)) in sides.into_iter().enumerate() {
            if side == 0 && last == 0 {
                continue;
            }
            let ends = self.lines.iter().filter_map(|line| {
                let value = known(line.values.get(round).copied().flatten())?;
                let words = line.ends.get(side).filter(|words| !words.is_empty())?;
                Some((frame.y(value), words.as_str()))
            });
            let mut ends = order(ends.collect(), |a: &(f64, &str), b| a.0.total_cmp(&b.0));
            let most = ((frame.y(1.0) - frame.y(5.0)) / LINE_PX) as usize;
            ends.truncate(most);
            push_apart(&mut ends, frame);
            for (y, words) in ends {
                let room = frame.inset - BESIDE - 2.0;
                let words = text::one_line(words, unit(room), TEXT, true);
                let wide = f64::from(text::width(&words, TEXT, true)) / UNITS;
                // Hairlines go on to the left of the first values, and around those of a round that is alone.
                let left = match anchor {
                    Anchor::End => Some(x - wide),
                    _ => (last == 0).then_some(x),
                };
                if let Some(left) = left {
                    let ground = rectangle(left - 1.0, y - 8.0, left + wide + 1.0, y + 8.0);
                    scene.area(ground, PAPER);
                }
                scene.words(words, point(x, y), anchor, INK, true);
            }
        }
    }
}

/// Moves words, ordered from top to bottom, as little as needed to keep them apart and between levels 5 and 1.
fn push_apart(ends: &mut [(f64, &str)], frame: &Frame) {
    let mut free = frame.y(5.0);
    for (y, _) in ends.iter_mut() {
        *y = y.max(free);
        free = *y + LINE_PX;
    }
    let mut limit = frame.y(1.0);
    for (y, _) in ends.iter_mut().rev() {
        *y = y.min(limit);
        limit = *y - LINE_PX;
    }
}

/// The look of a line: that of a shape in a radar without its area.
fn look_of(style: SeriesStyle) -> Look {
    Look { fill: None, ..style.look() }
}

impl TrendLine {
    fn draw(&self, scene: &mut Scene, frame: &Frame, count: usize) {
        let look = look_of(self.style);
        let mut points: Vec<Option<Point>> = Vec::with_capacity(count);
        for (round, value) in self.values.iter().take(count).enumerate() {
            let value = known(*value);
            points.push(value.map(|value| point(frame.x(round, count), frame.y(value))));
        }
        for run in points.split(Option::is_none).filter(|run| run.len() > 1) {
            look.stroke(scene, run.iter().flatten().copied().collect(), false);
        }
        for at in points.into_iter().flatten() {
            look.mark_sized(scene, at, 1.15);
        }
    }
}
