//! All native tests in one binary: compiled once, linked once.
//!
//! Each module tests one area through its public interface, mostly as tables of cases; `support` holds what they share.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics fails, which is what a test is for"
)]

mod random;
mod sources;
mod support;

mod claims;
mod content;
mod readability;
mod scope;
mod versions;

mod example;

mod progress;
mod scoring;

mod compare;
mod beside;
mod people;
mod rounds;
mod series;
mod sure;

mod hand_over;
mod response;

mod cohort;
mod commentary;
mod ecosystem_screen;
mod intake;
mod intake_tally;
mod protect;
mod sheet;

mod chart;
mod cohort_plots;
mod plots;

mod method;
mod paper;
mod pictures;
mod words;

mod qr;

mod assessment;

mod wire;

mod store;

mod mirror;

mod restore;

mod workspace_faults;
mod workspace_random;
mod workspace_rules;

mod view;

mod remind;

mod updates;

mod formats;

mod cohort_export;
mod export;

mod address;
mod begin;
mod colour;
mod config;
mod message;
mod options;
mod own_model;
mod route;
mod which_screen;

mod headline;

mod actions;
mod plan;

mod directions;
mod tidy;
