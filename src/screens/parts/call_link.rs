//! The call to action of whoever runs the site.

use crate::ui::{El, el};
use workspace::host::config::Call;

/// The call to action as a link. A page opens in a window of its own, so that the result stays where it is.
pub(crate) fn call_link(class: &'static str, call: &Call) -> El {
    let link =
        el("a").class(class).attr("href", call.address.as_str().to_owned()).attr("data-cta", "");
    let link = if call.address.is_page() {
        link.attr("target", "_blank").attr("rel", "noopener noreferrer")
    } else {
        link
    };
    link.text(call.label.clone())
}
