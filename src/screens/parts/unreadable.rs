//! What stands in the place of a response whose code cannot be read.

use super::open_response;
use crate::{
    app::App,
    ui::{El, el, link_button, paragraph, screen_title},
};
use cohort::response::CodeError;
use domain::text::Key;
use report::words::code_error_words;
use workspace::route::Route;

/// The longest text that is offered again to be corrected, in bytes.
const CORRECTABLE: usize = 4_000;

/// The screen: what is wrong, and the text once more to be corrected.
pub(crate) fn unreadable(app: App, error: &CodeError, text: String) -> El {
    let title = match error {
        CodeError::NoCode => Key::ResponseNoCodeTitle,
        _ => Key::ResponseUnreadableTitle,
    };
    app.title(title);
    let text = if text.len() > CORRECTABLE { String::new() } else { text };
    el("article")
        .class("page narrow")
        .el(screen_title(app.say(title)))
        .el(paragraph("lead", code_error_words(error, app.model(), app.speech()))
            .attr("data-code-error", error_name(error)))
        .el(paragraph("", app.say(Key::ResponseNothingChanged)))
        .el(open_response(app, text))
        .el(el("p").el(link_button("button", Route::Welcome.href(), app.say(Key::NotFoundHome))))
}

/// The name of an error, for those who look for it from outside.
fn error_name(error: &CodeError) -> &'static str {
    match error {
        CodeError::NoCode => "no-code",
        CodeError::Character { .. } => "character",
        CodeError::CutShort { .. } => "cut-short",
        CodeError::TooLong { .. } => "too-long",
        CodeError::Checksum => "checksum",
        CodeError::Format(_) => "format",
        CodeError::OtherModel => "other-model",
        CodeError::NewerModel { .. } => "newer-model",
        CodeError::Impossible(_) => "impossible",
    }
}
