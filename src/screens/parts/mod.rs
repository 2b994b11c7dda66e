//! What several screens show: each file is named after it. Screens use these and never each other.

mod call_link;
mod contents;
mod definitions;
mod open_response;
mod read_only;
mod reminder;
mod set_aside;

mod unreadable;
mod version_note;

pub(crate) mod on_device;
mod own_window;
mod response_id;

pub(crate) mod counting;
pub(crate) mod method;

pub(crate) mod export;
mod chart;
pub(crate) mod result;

mod logo;
mod cover;
pub(crate) mod paper;

pub(crate) use call_link::call_link;
pub(crate) use chart::chart;
pub(crate) use contents::contents;
pub(crate) use cover::{cover_facts, cover_head, cover_notice};
pub(crate) use definitions::definitions;
pub(crate) use logo::{Logo, logo_field};
pub(crate) use open_response::open_response;
pub(crate) use own_window::{own_window, own_window_address};
pub(crate) use read_only::read_only;
pub(crate) use reminder::reminder;
pub(crate) use response_id::ensure_response_id;
pub(crate) use set_aside::set_aside_list;
pub(crate) use unreadable::unreadable;
pub(crate) use version_note::version_note;
