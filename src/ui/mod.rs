//! What screens are built of: elements by builder, form fields, folds, dialogs, tables and figures.
//!
//! Plain functions that get everything by arguments. They reach nothing but leptos and `platform`, and know nothing of the
//! product.

mod markup;

mod parts;

mod dialog;
mod field;
mod fold;
mod text_area;

mod figure;

pub use dialog::{close_dialog, dialog, open_dialog};
pub use field::{
    check, checkbox, choice_card, choice_cards, day_field, field, field_of, file_field, grade,
    hint, labelled, live_option, option, radio, select, submit, submit_by_click, text_field,
    text_line, toggle, typed_day,
};
pub use figure::{Numbers, drawing, figure};
pub use fold::{fold, fold_under, on_fold};
pub use markup::{El, el, nothing, set_title_level};
pub use parts::{
    button, head_row, head_rows, heading, link_button, paragraph, quiet_button, screen_title,
    table, table_with, to_title,
};
pub use text_area::{Limit, problem, read_only_area, text_area};
