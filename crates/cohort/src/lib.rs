//! Many responses looked at together.
//!
//! Owns how responses are held in little room, which of them count, every formula between them and the numbers of a group,
//! and which of these numbers may be shown without telling on somebody. Must not know words, screens, storage, or where
//! responses come from. Source: docs/method.md, Many responses and Who can see what.
//!
//! From responses to numbers: a [`Cohort`] holds them, a [`Filter`] chooses among them, a [`Picture`] is everything that is
//! shown of those that were chosen. A number that must not be shown is not in a picture at all, so no screen and no export
//! can show it by mistake.

mod bytes;
mod counts;
mod protect;
pub mod response;
mod pack;
pub mod intake;
mod tally;
mod picture;
mod sheet;
mod trend;
mod view;
pub mod document;
mod merge;

pub use counts::Spread;
pub use merge::{AbsorbedView, absorb_view, merge_views, take_read};
pub use pack::{Added, Carries, Cohort, Facet, MOST_FACETS, MOST_VALUES, Row};
pub(crate) use pack::{Head, Parts};
pub use picture::{
    Basis, Cell, Consensus, Dot, Ecosystem, Figures, Filter, Gap, GapClass, Group, GroupKind,
    Named, Picture, Practice, Principle, Quartiles, Reason, Rules, Topic, dots,
};
pub use protect::{Protection, protect};
pub use sheet::{Disagreement, Extremes, SheetItem, sheet};
pub use trend::{Change, Movement, NoTrend, Trend, trend};
pub use view::{VIEW_NAME_LIMIT, View};
