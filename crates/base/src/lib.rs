//! What the other crates are built on and what knows nothing of the product.
//!
//! Owns reading and writing JSON with every problem at its place, short sorted lists, percent coding and telling texts
//! apart. Must not know models, answers, words, or the browser. The modules stand in the order of their imports: each
//! may use those above it.

pub mod hash;
pub mod order;
pub mod percent;
pub mod sorted;

pub mod json;
