//! The screens, one file each, and the frame around them.

mod answer;
mod carry;
mod compare;
mod competencies;
mod data;
mod ecosystem;
mod export;
mod form;
pub(crate) mod guest;
mod later;
mod method;
mod not_found;
mod plan;
mod profile;
mod recovered;
mod reminder;
mod report;
mod response;
mod results;
mod round;
mod share;
mod shell;
mod site;
mod upkeep;
mod welcome;

pub use shell::shell;
pub use site::site_foot;
