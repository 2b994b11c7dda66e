//! What opens on demand.

use super::{El, el, markup::Words};
use crate::platform;

/// Something that opens on demand, with what to call it. What is in it follows as children.
#[inline(never)]
pub fn fold(class: &'static str, summary: impl Into<Words>) -> El {
    fold_under(class, el("summary").text(summary))
}

/// The same with a `summary` of its own.
#[inline(never)]
pub fn fold_under(class: &'static str, summary: El) -> El {
    el("details").class(class).el(summary)
}

/// Calls back whenever something that opens on demand was opened or closed, with whether it is open.
pub fn on_fold(fold: El, mut act: impl FnMut(bool) + 'static) -> El {
    fold.on("toggle", move |event| act(platform::is_open(&event)))
}
