//! The screens, one file each, and the frame around them.

mod answer;
mod data;
mod later;
mod method;
mod not_found;
mod profile;
mod results;
mod shell;
mod welcome;

pub use shell::shell;
