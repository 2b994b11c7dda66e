//! The small parts that screens are made of. They are not inlined: a screen calls each of them many times.

use super::{El, el, markup::Words};
use crate::platform;

/// The one `h1` of a screen. It takes the focus when the screen is entered, so that a screen reader says where it is.
#[inline(never)]
pub fn screen_title(words: impl Into<Words>) -> El {
    el("h1").attr("tabindex", "-1").attr("dir", "auto").text(words)
}

/// Moves the focus to the title of the screen, for when what had it is gone with the next painting.
#[inline(never)]
pub fn to_title() {
    platform::before_paint(|| platform::focus("main h1"));
}

/// A heading below the screen's title; `tag` is `h2` to `h4`.
#[inline(never)]
pub fn heading(tag: &'static str, words: impl Into<Words>) -> El {
    el(tag).text(words)
}

/// A paragraph; `class` may be empty.
#[inline(never)]
pub fn paragraph(class: &'static str, words: impl Into<Words>) -> El {
    let paragraph = if class.is_empty() { el("p") } else { el("p").class(class) };
    paragraph.text(words)
}

/// A link that looks like a button.
#[inline(never)]
pub fn link_button(class: &'static str, href: String, words: impl Into<Words>) -> El {
    el("a").class(class).attr("href", href).text(words)
}

/// A button.
#[inline(never)]
pub fn button(class: &'static str, words: impl Into<Words>, act: impl FnMut() + 'static) -> El {
    el("button").attr("type", "button").class(class).text(words).on_click(act)
}

/// A button for what is seldom wanted. `label` says to a screen reader what it acts on.
#[inline(never)]
pub fn quiet_button(
    words: impl Into<Words>,
    label: impl Into<Words>,
    act: impl FnMut() + 'static,
) -> El {
    button("quiet-button", words, act).attr("aria-label", label)
}

/// The head of a table.
#[inline(never)]
pub fn head_row(heads: Vec<Words>) -> El {
    let heads = heads.into_iter().map(|head| el("th").attr("scope", "col").text(head));
    el("thead").el(el("tr").els(heads))
}

/// A table that scrolls by itself where it is too wide. `rows` hold their cells already; the caption is for screen
/// readers, because a visible text beside the table says the same.
#[inline(never)]
pub fn table(
    class: &'static str,
    caption: impl Into<Words>,
    heads: Vec<Words>,
    rows: impl IntoIterator<Item = El>,
) -> El {
    table_with(class, caption, head_row(heads), rows)
}

/// Heads in groups, as two rows: `groups` are the names of the groups with how many heads they are above; a name that is
/// empty is none.
#[inline(never)]
pub fn head_rows(groups: Vec<(Words, usize)>, heads: Vec<Words>) -> El {
    let groups = groups.into_iter().map(|(name, count)| {
        if name.is_empty() {
            el("td").attr("colspan", count.to_string())
        } else {
            el("th").attr("scope", "colgroup").attr("colspan", count.to_string()).text(name)
        }
    });
    let heads = heads.into_iter().map(|head| el("th").attr("scope", "col").text(head));
    el("thead").el(el("tr").els(groups)).el(el("tr").els(heads))
}

/// The same as [`table`] with a head of its own.
#[inline(never)]
pub fn table_with(
    class: &'static str,
    caption: impl Into<Words>,
    head: El,
    rows: impl IntoIterator<Item = El>,
) -> El {
    let caption = caption.into();
    let table = el("table")
        .class(class)
        .el(el("caption").class("visually-hidden").text(caption.clone()))
        .el(head)
        .el(el("tbody").els(rows));
    // Reachable by keyboard, or nobody without a pointer could scroll it.
    el("div")
        .class("table-scroll")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", caption)
        .el(table)
}
