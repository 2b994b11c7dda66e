//! Single values, and messages about what happened, in words: one file for each kind of value.
//!
//! Owns which message a value gets and how its gaps are filled; the messages themselves are content. Must not know
//! screens. What a whole result says stands beside this folder.

mod answer;
mod dated_name;
mod file_size;
mod profile;

mod listed_view;
mod read_only;
mod recovered;
mod storage_trouble;
mod stored;

mod code_error;
mod handed_over;
mod refusal;

pub use answer::{
    answer_words, answered_of, evidence_words, level_name, level_number, level_words,
};
pub use code_error::code_error_words;
pub use dated_name::dated_name;
pub use file_size::file_size;
pub use handed_over::{held_words, response_line, response_mail, response_name};
pub use listed_view::{no_view, view_line, view_name, view_trouble};
pub use profile::{profile_line, role_words};
pub use read_only::read_only_words;
pub use recovered::recovered_words;
pub use refusal::refusal_words;
pub use storage_trouble::storage_trouble;
pub use stored::{Stored, last_backup, room_words, stored_words};
