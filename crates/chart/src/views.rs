//! Two views: where the orchestrators and where the members see each row on the scale of levels, and how far that is apart.
//!
//! Owns the two marks of a row, what stands in the place of a missing one, and the small flags. Must not know from where on a
//! difference needs attention, nor how many answers are too few.

use super::Layout;
use super::legend::{Sample, legend};
use super::marks::{Sign, known, sign};
use super::palette::{GRID, INK, MUTED, PAPER, PREVIOUS, WARN};
use super::radar::SeriesStyle;
use super::rows::{self, Head, MARK, Row};
use super::scene::LINE_PX;
use super::scene::{Anchor, Scene, TEXT, point, unit};
use super::text;

/// What one side sees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum View {
    /// A mean, 1–5; what lies outside is drawn at the nearest end, and what is not a number is [`Self::Nothing`].
    Mean(f64),
    /// There is one and it must not be shown.
    Hidden,
    /// Nobody rated it.
    #[default]
    Nothing,
}

/// How much a difference calls for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Attention {
    /// No mark.
    #[default]
    Calm,
    /// An open flag.
    Watch,
    /// A filled flag.
    Flag,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewRow {
    /// A few signs, such as a clause number; may be empty.
    pub label: String,
    /// The full title; shown in the wide layout, and in the narrow one, above the scale, where there is no label.
    pub title: String,
    /// What the orchestrators see; a disc.
    pub orchestrators: View,
    /// What the members see; a square.
    pub members: View,
    /// The difference in words: a number with its sign, or why there is none.
    pub difference: String,
    /// What the difference calls for.
    pub attention: Attention,
}

/// The words of the chart. The legend has only what occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewWords {
    /// For the orchestrators.
    pub orchestrators: String,
    /// For the members.
    pub members: String,
    /// The head over the differences.
    pub difference: String,
    /// For [`Attention::Watch`].
    pub watch: String,
    /// For [`Attention::Flag`].
    pub flag: String,
    /// For [`View::Hidden`].
    pub hidden: String,
    /// For [`View::Nothing`].
    pub nothing: String,
}

/// The two views.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewGaps {
    /// 720 css pixels wide with titles, or 320 with labels; as high as the rows need. `Mini` is drawn as `Narrow`.
    pub layout: Layout,
    /// From top to bottom.
    pub rows: Vec<ViewRow>,
    /// The words.
    pub words: ViewWords,
}

/// Where the columns are, in css pixels.
struct Columns {
    width: f64,
    /// Where level 1 is, and the distance to the next.
    first: f64,
    step: f64,
    /// Where is shown what has no place on the scale, for each side.
    orchestrators: f64,
    members: f64,
    /// Right end and width of the column of differences.
    difference: (f64, f64),
    flag: f64,
}

const WIDE: Columns = Columns {
    width: 720.0,
    first: 270.0,
    step: 70.0,
    orchestrators: 576.0,
    members: 598.0,
    difference: (692.0, 80.0),
    flag: 708.0,
};
const NARROW: Columns = Columns {
    width: 320.0,
    first: 58.0,
    step: 32.0,
    orchestrators: 208.0,
    members: 227.0,
    difference: (294.0, 58.0),
    flag: 308.0,
};

impl Columns {
    fn x(&self, level: f64) -> f64 {
        self.first + (level.clamp(1.0, 5.0) - 1.0) * self.step
    }
}

impl View {
    fn known(self) -> Option<f64> {
        match self {
            Self::Mean(mean) => known(Some(mean)),
            _ => None,
        }
    }
}

impl ViewGaps {
    /// The two views as shapes.
    pub fn scene(&self) -> Scene {
        let wide = self.layout == Layout::Wide;
        let columns = if wide { &WIDE } else { &NARROW };
        let mut scene = Scene::new(columns.width, 0.0);
        let mut heads = rows::levels(&|level| columns.x(level));
        let (x, room) = columns.difference;
        heads.push(Head { words: &self.words.difference, x, anchor: Anchor::End, room });
        let top = rows::heads(&mut scene, &heads) + 6.0;
        let views = || self.rows.iter().flat_map(|row| [row.orchestrators, row.members]);
        let hidden = views().any(|view| view == View::Hidden);
        let nothing = views().any(|view| view != View::Hidden && view.known().is_none());
        if hidden || nothing {
            // The column of signs has the two marks for heads.
            let y = top - 6.0 - LINE_PX / 2.0;
            let (disc, square) = (point(columns.orchestrators, y), point(columns.members, y));
            SeriesStyle::Own.look().mark_sized(&mut scene, disc, MARK);
            SeriesStyle::Other.look().mark_sized(&mut scene, square, MARK);
        }

        // Two marks above one another need this much.
        let content = if wide { 32.0 } else { 26.0 };
        let mut placed = Vec::with_capacity(self.rows.len());
        let mut y = top;
        for row in &self.rows {
            rows::rule(&mut scene, y);
            let room = (columns.first - 14.0, columns.width);
            let plan = Row::fitting(wide, (&row.label, &row.title), room, content);
            let height = plan.height();
            let middle = plan.write(&mut scene, y);
            placed.push((row, middle));
            y += height;
        }
        rows::rule(&mut scene, y);
        for (row, middle) in placed {
            for level in 1..=5_u8 {
                let x = columns.x(f64::from(level));
                rows::upright(&mut scene, x, middle - content / 2.0, middle + content / 2.0, GRID);
            }
            row.draw(&mut scene, columns, middle);
        }
        scene.grow(y + 2.0);
        let mut entries = vec![
            (Sample::Mark(SeriesStyle::Own.look()), self.words.orchestrators.as_str()),
            (Sample::Mark(SeriesStyle::Other.look()), self.words.members.as_str()),
        ];
        let seen = |attention| self.rows.iter().any(|row| row.attention == attention);
        let others = [
            (seen(Attention::Watch), Sample::Small(watch), &self.words.watch),
            (seen(Attention::Flag), Sample::Small(flag), &self.words.flag),
            (hidden, Sample::Small(rows::hidden), &self.words.hidden),
            (nothing, Sample::Sign(Sign::Open), &self.words.nothing),
        ];
        for (occurs, sample, words) in others {
            if occurs {
                entries.push((sample, words.as_str()));
            }
        }
        legend(&mut scene, entries);
        scene
    }
}

impl ViewRow {
    fn draw(&self, scene: &mut Scene, columns: &Columns, middle: f64) {
        let sides = [(self.orchestrators, columns.orchestrators), (self.members, columns.members)];
        let place = |view: View| view.known().map(|mean| columns.x(mean));
        // What calls for attention is told by the thickness as well.
        let join = match self.attention {
            Attention::Calm => (PREVIOUS, 2.5),
            Attention::Watch => (PREVIOUS, 5.0),
            Attention::Flag => (INK, 6.0),
        };
        rows::pair(scene, (place(self.orchestrators), place(self.members)), middle, join);
        for (view, x) in sides {
            match view {
                View::Hidden => rows::hidden(scene, x, middle),
                _ if view.known().is_none() => sign(scene, point(x, middle), Sign::Open),
                _ => {}
            }
        }
        let (x, room) = columns.difference;
        let words = text::one_line(&self.difference, unit(room), TEXT, true);
        let known = self.orchestrators.known().is_some() && self.members.known().is_some();
        let colour = if known { INK } else { MUTED };
        scene.words(words, point(x, middle), Anchor::End, colour, known);
        match self.attention {
            Attention::Calm => {}
            Attention::Watch => watch(scene, columns.flag, middle),
            Attention::Flag => flag(scene, columns.flag, middle),
        }
    }
}

/// An open flag.
fn watch(scene: &mut Scene, x: f64, y: f64) {
    let pennant = vec![point(x - 3.5, y - 6.5), point(x + 6.0, y - 2.5), point(x - 3.5, y + 1.5)];
    scene.area(pennant.clone(), PAPER);
    scene.outline(pennant, MUTED, 1.5);
    scene.line(vec![point(x - 3.5, y - 7.0), point(x - 3.5, y + 7.0)], MUTED, 1.5);
}

/// A filled flag.
fn flag(scene: &mut Scene, x: f64, y: f64) {
    let pennant = vec![point(x - 3.5, y - 7.5), point(x + 7.0, y - 2.5), point(x - 3.5, y + 2.5)];
    scene.area(pennant, WARN);
    scene.line(vec![point(x - 3.5, y - 7.5), point(x - 3.5, y + 7.5)], WARN, 2.0);
}
