//! The small radar of one principle over its practices; a ladder of bars where there are too few for a shape.
//!
//! Owns how a level and the three ways of having none are shown. Must not know which practices there are.

use super::Layout;
use super::labels::{self, Label};
use super::legend::{Sample, legend};
use super::marks::{self, Sign};
use super::palette::{GRID, INK, LEVEL_EDGE, MUTED, OWN, OWN_FILL};
use super::radar::SeriesStyle;
use super::radial::Spokes;
use super::scene::LINE_PX;
use super::scene::{Anchor, Scene, TEXT, point, rectangle, unit};
use super::text;

/// Where a practice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// At a level, 1–5.
    Level(u8),
    /// It does not apply.
    NotApplicable,
    /// It applies, and the level cannot be told.
    CannotTell,
    /// Nobody has answered.
    Unanswered,
}

/// One practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeMark {
    /// The full title; shown in the wide layout. The narrow one shows 1, 2, 3 …
    pub title: String,
    /// Where it stands.
    pub standing: Standing,
}

/// The words for having no level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StandingWords {
    /// For [`Standing::NotApplicable`].
    pub not_applicable: String,
    /// For [`Standing::CannotTell`].
    pub cannot_tell: String,
    /// For [`Standing::Unanswered`].
    pub unanswered: String,
}

/// The practices of one principle: a radar from three practices on, otherwise bars on a scale of five.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeRadar {
    /// 460 css pixels wide, or 320; up to 372 high. `Mini` is drawn as `Narrow`.
    pub layout: Layout,
    /// In clock order, the first at twelve o'clock.
    pub practices: Vec<PracticeMark>,
    /// The words for having no level.
    pub words: StandingWords,
}

impl PracticeRadar {
    /// The chart as shapes.
    pub fn scene(&self) -> Scene {
        if self.practices.len() < 3 { self.ladder() } else { self.radar() }
    }

    fn missing(&self, standing: Standing) -> Option<(Sign, &str)> {
        match standing {
            Standing::Level(_) => None,
            Standing::NotApplicable => Some((Sign::Void, &self.words.not_applicable)),
            Standing::CannotTell => Some((Sign::Question, &self.words.cannot_tell)),
            Standing::Unanswered => Some((Sign::Open, &self.words.unanswered)),
        }
    }

    /// The legend of the signs that occur.
    fn legend(&self, scene: &mut Scene) {
        let all = [Standing::NotApplicable, Standing::CannotTell, Standing::Unanswered];
        let entries = all
            .into_iter()
            .filter(|standing| self.practices.iter().any(|p| p.standing == *standing))
            .filter_map(|standing| self.missing(standing))
            .map(|(sign, words)| (Sample::Sign(sign), words))
            .collect();
        legend(scene, entries);
    }

    fn radar(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let count = self.practices.len();
        let (width, mut height, radius) =
            if wide { (460.0, 320.0, 88.0) } else { (320.0, 272.0, 100.0) };
        // Six and more leave little room at twelve and six o'clock, so the titles there need more lines.
        if wide && count > 5 {
            height = 372.0;
        }
        let spokes = Spokes { x: width / 2.0, y: height / 2.0, radius, count };
        let mut scene = Scene::new(width, height);
        let values: Vec<Option<f64>> = self
            .practices
            .iter()
            .map(|practice| match practice.standing {
                Standing::Level(level) => Some(f64::from(level)),
                _ => None,
            })
            .collect();
        let look = SeriesStyle::Own.look();
        look.area(&mut scene, spokes, &values);
        spokes.grid(&mut scene, 1.0);
        look.lines(&mut scene, spokes, &values);
        spokes.numbers(&mut scene);
        let mut labels = Vec::with_capacity(count);
        let ordinals: Vec<String> = (1..=count).map(|ordinal| ordinal.to_string()).collect();
        for (spoke, (practice, ordinal)) in self.practices.iter().zip(&ordinals).enumerate() {
            let missing = self.missing(practice.standing);
            if let Some((sign, _)) = missing {
                marks::sign(&mut scene, spokes.at(spoke as f64, radius + 9.0), sign);
            }
            labels.push(if wide {
                let note = missing.map_or("", |(_, words)| words);
                Label { head: "", title: &practice.title, note }
            } else {
                Label { head: ordinal, title: "", note: "" }
            });
        }
        labels::labels(&mut scene, spokes, radius + 22.0, height, &labels);
        if !wide {
            self.legend(&mut scene);
        }
        scene
    }

    fn ladder(&self) -> Scene {
        const RUNG: f64 = 20.0;
        let wide = self.layout == Layout::Wide;
        let width = if wide { 460.0 } else { 320.0 };
        // The word for having no level is longer than any number, so the rungs leave it a third of the wide layout.
        let left = if wide { 0.0 } else { 28.0 };
        let step = if wide { 62.0 } else { 50.0 };
        let mut scene = Scene::new(width, 8.0);
        let mut y = 4.5;
        for (i, practice) in self.practices.iter().enumerate() {
            if wide {
                let lines = text::wrap(&practice.title, unit(width - 4.0), TEXT, false, 2);
                for line in lines {
                    scene.text(line, point(1.0, y + LINE_PX / 2.0), Anchor::Start, INK);
                    y += LINE_PX;
                }
                y += 5.0;
            } else {
                let at = point(1.0, y + RUNG / 2.0);
                scene.words((i + 1).to_string(), at, Anchor::Start, INK, true);
            }
            let level = match practice.standing {
                Standing::Level(level) => level.clamp(1, 5),
                _ => 0,
            };
            for rung in 1..=5_u8 {
                let x = left + 0.5 + f64::from(rung - 1) * step;
                let corners = rectangle(x, y, x + step - 4.0, y + RUNG);
                let (fill, edge) = match rung.cmp(&level) {
                    std::cmp::Ordering::Less => (Some(OWN_FILL), LEVEL_EDGE),
                    std::cmp::Ordering::Equal => (Some(OWN), OWN),
                    std::cmp::Ordering::Greater => (None, GRID),
                };
                if let Some(fill) = fill {
                    scene.area(corners.clone(), fill);
                }
                scene.outline(corners, edge, 1.0);
            }
            if let Some((sign, words)) = self.missing(practice.standing) {
                let x = left + 5.0 * step + 10.0;
                marks::sign(&mut scene, point(x, y + RUNG / 2.0), sign);
                if wide {
                    let words = text::one_line(words, unit(width - x - 14.0), TEXT, false);
                    let at = point(x + 12.0, y + RUNG / 2.0);
                    scene.text(words, at, Anchor::Start, MUTED);
                }
            }
            y += RUNG + 14.0;
        }
        y = (y - 8.5).max(4.0);
        for level in 1..=5_u8 {
            let x = left + 0.5 + f64::from(level) * step - step / 2.0 - 2.0;
            let at = point(x, y + LINE_PX / 2.0);
            scene.text(level.to_string(), at, Anchor::Middle, MUTED);
        }
        scene.grow(y + LINE_PX - 6.0);
        if !wide {
            self.legend(&mut scene);
        }
        scene
    }
}
