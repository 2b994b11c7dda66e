//! The labels around a round chart: their lines, and their places so that none meets another, the rings or the frame.
//!
//! Must not know what the spokes stand for. Works in css pixels and hands whole units to the scene.

use super::palette::{INK, MUTED};
use super::radial::Spokes;
use super::scene::{Anchor, LINE_PX, MARGIN, Scene, TEXT, point, unit};
use super::text;
use plotters::prelude::RGBColor;

/// What stays free between two labels.
const BETWEEN: f64 = 7.0;
/// More lines than this make a paragraph and not a label.
const MOST_LINES: usize = 5;

/// The words at the end of a spoke, from top to bottom; each may be empty.
#[derive(Clone, Copy, Default)]
pub(super) struct Label<'a> {
    /// One bold line.
    pub(super) head: &'a str,
    /// As many lines as there is room for.
    pub(super) title: &'a str,
    /// A line or two that stand back.
    pub(super) note: &'a str,
}

/// Which way a label lies from the centre.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Right,
    Left,
    /// At twelve or six o'clock.
    Middle,
}

/// A label broken into lines.
struct Block {
    spoke: usize,
    lines: Vec<(String, RGBColor, bool)>,
    top: f64,
}

impl Block {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE_PX
    }
}

/// Writes a label at the end of each spoke, outside `ring` css pixels around the centre and inside the upper `height` css
/// pixels of the scene.
///
/// Labels on either side are one column: each has the same room, whichever height it comes to lie at, and what would meet
/// is pushed apart. Labels at twelve and six o'clock keep within the sector of their neighbours.
pub(super) fn labels(
    scene: &mut Scene,
    spokes: Spokes,
    ring: f64,
    height: f64,
    labels: &[Label<'_>],
) {
    let beside = spokes.x - ring - MARGIN;
    let step = if spokes.count > 2 { spokes.direction(1.0).0 } else { 1.0 };
    let across = (2.0 * (ring * step - BETWEEN)).min(2.0 * (spokes.x - MARGIN)).min(230.0);
    let side = |spoke: usize| {
        let sin = spokes.direction(spoke as f64).0;
        if sin > 1e-6 {
            Side::Right
        } else if sin < -1e-6 {
            Side::Left
        } else {
            Side::Middle
        }
    };
    for which in [Side::Right, Side::Left, Side::Middle] {
        let mut column: Vec<Block> = Vec::new();
        let members = (0..labels.len()).filter(|spoke| side(*spoke) == which).count().max(1) as f64;
        // The box of a line is higher than its letters, which shows at twelve and six o'clock only.
        let near = if which == Side::Middle { ring - 4.0 } else { ring };
        let (room, space) = if which == Side::Middle {
            let above = spokes.y - near;
            let below = height - spokes.y - near;
            (across, above.min(below) - MARGIN)
        } else {
            (beside, (height - 2.0 * MARGIN) / members - BETWEEN)
        };
        let most = ((space / LINE_PX).max(1.0) as usize).min(MOST_LINES);
        for (spoke, label) in labels.iter().enumerate().filter(|(spoke, _)| side(*spoke) == which) {
            let lines = break_label(label, room, most);
            let block = Block { spoke, lines, top: 0.0 };
            let cos = spokes.direction(spoke as f64).1;
            // At three and nine o'clock beside the middle of the label, at twelve and six its near edge.
            let middle = spokes.y - cos * (near + block.height() / 2.0);
            column.push(Block { top: middle - block.height() / 2.0, ..block });
        }
        if which == Side::Left {
            column.reverse();
        }
        if which != Side::Middle {
            push_apart(&mut column, height);
        }
        for block in column {
            write_block(scene, spokes, ring, which, block);
        }
    }
}

fn break_label(label: &Label<'_>, room: f64, most: usize) -> Vec<(String, RGBColor, bool)> {
    let room = unit(room);
    let mut lines = Vec::new();
    if !label.head.is_empty() {
        lines.push((text::one_line(label.head, room, TEXT, true), INK, true));
    }
    let note = if lines.len() < most {
        text::wrap(label.note, room, TEXT, false, if most < 4 { 1 } else { 2 })
    } else {
        Vec::new()
    };
    let left = most.saturating_sub(lines.len() + note.len());
    if left > 0 {
        let title = text::wrap(label.title, room, TEXT, false, left);
        lines.extend(title.into_iter().map(|line| (line, INK, false)));
    }
    lines.extend(note.into_iter().map(|line| (line, MUTED, false)));
    lines
}

/// Moves blocks, ordered from top to bottom, as little as needed to keep them apart and inside the frame.
fn push_apart(column: &mut [Block], height: f64) {
    let mut free = MARGIN;
    for block in column.iter_mut() {
        block.top = block.top.max(free);
        free = block.top + block.height() + BETWEEN;
    }
    let mut limit = height - MARGIN;
    for block in column.iter_mut().rev() {
        block.top = block.top.min(limit - block.height());
        limit = block.top - BETWEEN;
    }
}

fn write_block(scene: &mut Scene, spokes: Spokes, ring: f64, side: Side, block: Block) {
    let bottom = block.top + block.height();
    let away = if block.top <= spokes.y && spokes.y <= bottom {
        0.0
    } else {
        (block.top - spokes.y).abs().min((bottom - spokes.y).abs())
    };
    let sin = spokes.direction(block.spoke as f64).0.abs();
    let x = (ring * ring - away * away).max(0.0).sqrt().max(ring * sin);
    let (x, anchor) = match side {
        Side::Right => (spokes.x + x, Anchor::Start),
        Side::Left => (spokes.x - x, Anchor::End),
        Side::Middle => (spokes.x, Anchor::Middle),
    };
    for (i, (words, colour, bold)) in block.lines.into_iter().enumerate() {
        let y = block.top + (i as f64 + 0.5) * LINE_PX;
        scene.words(words, point(x, y), anchor, colour, bold);
    }
}
