//! The screens, one file or folder each; at the end what puts them together.
//!
//! A screen uses its shared [`parts`] and never another screen. Owns elements and signals. Must not know a rule of the
//! product: what decides is in the crates.

mod parts;

mod answer;
mod carry;
mod compare;
mod competencies;
mod data;
mod ecosystem;
mod form;
pub(crate) mod guest;
mod method;
mod not_found;
mod plan;
mod profile;
mod report;
mod response;
mod results;
mod round;
mod site;
mod upkeep;
mod welcome;

mod later;
mod shell;

pub use shell::shell;
pub use site::site_foot;
