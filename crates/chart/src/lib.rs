//! Charts: numbers and words in, shapes out.
//!
//! Owns the geometry, the placing of text, the colour keys and the writing of SVG. Must not know what a principle is
//! called, how a score comes about, or that there is a browser: every word and every number is given by the caller.
//!
//! A chart is worked out as a [`Scene`], a plain list of shapes at integer coordinates; [`draw`] puts a scene on any
//! plotters backend and [`to_svg`] makes a string of it. Only `draw` is generic, so the charts are compiled once, and
//! because no text is ever measured the same bytes come out natively and in the browser. The modules stand in the order of
//! their imports: each may use those above it.

pub mod palette;
pub mod text;

mod scene;
mod svg;

mod marks;
mod radial;

mod labels;
mod legend;

mod radar;
mod rows;

mod balance;
mod bands;
mod changes;
mod dial;
mod distribution;
mod dots;
mod gaps;
mod heat;
mod matrix;
mod people;
mod practices;
mod qr;
mod shares;
mod trend;
mod views;

pub use balance::{Balance, BalanceMark};
pub use bands::{Band, BandRadar};
pub use changes::{ChangeBars, ChangeRow};
pub use dial::{Dial, Place, places};
pub use distribution::{Distribution, DistributionRow, DistributionWords, Group, Spread, Tally};
pub use dots::{Dots, DotsRow, DotsWords};
pub use gaps::{GapBars, GapRow, GapWords};
pub use heat::{HeatCell, HeatMap, HeatRow, HeatWords, Shade};
pub use matrix::{Matrix, MatrixRow};
pub use people::{PeopleProfile, PeopleRow, PeopleWords, Sighting};
pub use practices::{PracticeMark, PracticeRadar, Standing, StandingWords};
pub use qr::qr;
pub use radar::{Held, Radar, Series, SeriesStyle, Spoke};
pub use scene::{Anchor, Bounds, Point, Scene, Shape, draw};
pub use shares::{ShareBars, ShareRow};
pub use svg::{Purpose, to_file, to_svg};
pub use trend::{TrendChart, TrendLine};
pub use views::{Attention, View, ViewGaps, ViewRow, ViewWords};

/// How much room a chart has. The sizes are css pixels at natural size; every text is 14 px
/// high there, so a wide chart may shrink to 620 px and a narrow one to 275 px before its text falls below 12 px.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// For the text column of a large screen and for paper: full titles.
    Wide,
    /// For a phone and for side columns, 320 px wide: short labels.
    Narrow,
    /// 96 px, without any text: decoration in lists.
    Mini,
}
