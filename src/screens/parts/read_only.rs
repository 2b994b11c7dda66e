//! Why an assessment can only be looked at.

use crate::{
    app::App,
    ui::{El, el, paragraph},
};
use report::words::read_only_words;
use workspace::store::ReadOnly;

/// The reason as a paragraph. Nothing is seen of it where it is said otherwise.
pub(crate) fn read_only(app: App, reason: &ReadOnly) -> El {
    match read_only_words(reason, app.speech()) {
        Some(words) => paragraph("warning", words),
        None => el("span").attr("hidden", ""),
    }
}
