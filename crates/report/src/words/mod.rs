//! Single values, and messages about what happened, in words: one file for each kind of value.
//!
//! Owns which message a value gets and how its gaps are filled; the messages themselves are content. Must not know
//! screens. What a whole result says stands beside this folder.

mod file_size;
mod profile;
mod read_only;
mod dated_name;

mod code_error;
mod refusal;

mod handed_over;
mod recovered;

pub use code_error::code_error_words;
pub use dated_name::dated_name;
pub use file_size::file_size;
pub use handed_over::{response_line, response_name};
pub use profile::{profile_line, role_words};
pub use read_only::read_only_words;
pub use recovered::recovered_words;
pub use refusal::refusal_words;
