//! All native tests in one binary: compiled once, linked once.

mod chart;
