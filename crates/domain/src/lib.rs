//! The maturity model, an assessment made with it, and every formula between an answer and a number.
//!
//! Owns what a model is and what makes it sound, how an assessment changes, what its numbers are, and in which format it
//! is written outside. Must not know groups of respondents, drawings, storage, addresses, or the browser. The modules
//! stand in the order of their imports: each may use those above it.

pub mod text;

pub mod model;

pub mod assessment;

pub mod scoring;

pub mod wire;

pub mod example;
