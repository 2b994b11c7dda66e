//! Terms with what they mean.

use crate::ui::{El, el};

/// A list of terms with what they mean.
pub(crate) fn definitions(rows: Vec<(&'static str, String)>) -> El {
    let rows = rows.into_iter().flat_map(|(term, text)| [el("dt").text(term), el("dd").text(text)]);
    el("dl").class("definitions").els(rows)
}
