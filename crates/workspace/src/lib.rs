//! What the app does on one device, without a browser.
//!
//! Owns what is stored under which key and how nothing of it is lost, what an address means, what surrounds the app, and
//! how a new version takes the place of the old one. Knows storage and the clock only as traits. Must not know sentences,
//! drawings, elements, or the browser. The modules stand in the order of their imports: each may use those above it.

pub mod store;

pub mod route;

pub mod screen;

pub mod host;

pub mod updates;
