//! Twelvefold in the browser: how mature is the collaboration in a business ecosystem?
//!
//! A thin shell around crates that know nothing of the browser. Owns what a browser alone can do, and which elements a
//! screen has. Must not know a formula, a format or a rule of the product. What must stay true is listed in
//! ARCHITECTURE.md. The modules stand in the order of their imports: each may use those above it.

pub mod platform;

pub mod ui;

pub mod app;

pub mod screens;

mod start;

pub use start::start;
