//! Twelvefold: how mature is the collaboration in a business ecosystem?
//!
//! A functional core that knows nothing of the browser, and a thin shell that knows nothing of scoring. The modules
//! below stand in reading order; everything from `platform` on needs a browser and is compiled with the feature `web`
//! only. What must stay true is listed in ARCHITECTURE.md.

pub mod json;
mod order;
pub mod sorted;
pub mod text;

pub mod model;

pub mod assessment;

pub mod example;

pub mod scoring;

pub mod response;

pub mod cohort;

pub mod chart;

pub mod report;

pub mod wire;

pub mod export;

pub mod store;

pub mod route;

pub mod keeping;

pub mod host;

#[cfg(feature = "web")]
pub mod platform;

#[cfg(feature = "web")]
pub mod app;

#[cfg(feature = "web")]
pub mod components;

#[cfg(feature = "web")]
pub mod views;
