//! Leaves of the screens: plain functions that get everything by arguments and reach nothing else.

mod markup;

mod figure;
mod parts;

pub use figure::{Numbers, drawing, figure};
pub use markup::{El, el, nothing, set_title_level};
pub use parts::{
    button, head_row, head_rows, heading, link_button, paragraph, quiet_button, screen_title,
    table, table_with, to_title,
};
