//! Twelvefold: how mature is the collaboration in a business ecosystem?
//!
//! A functional core that knows nothing of the browser, and a thin shell that knows nothing of scoring.

pub mod chart;
