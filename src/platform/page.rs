//! Window and document: what the rest of `platform` builds on, how the page looks, and what happens to it.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, Event, HtmlElement, StorageEvent, Window};

pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

pub(super) fn document() -> Option<Document> {
    window()?.document()
}

pub(super) fn root() -> Option<HtmlElement> {
    document()?.document_element()?.dyn_into().ok()
}

/// The first element that a selector finds, if it is one of this kind.
pub(super) fn found<T: JsCast>(selector: &str) -> Option<T> {
    first(selector)?.dyn_into().ok()
}

fn first(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok()?
}

/// The element with this id, emptied: the readable first screen in it has done its work.
pub fn emptied(id: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document()?.get_element_by_id(id)?.dyn_into().ok()?;
    element.set_text_content(None);
    Some(element)
}

pub(super) fn listen(event: &str, act: impl FnMut(Event) + 'static) {
    let act = Closure::<dyn FnMut(Event)>::new(act);
    if let Some(window) = window() {
        _ = window.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    }
    // Listens as long as the page lives.
    act.forget();
}

/// Calls back whenever the window has another size.
pub fn on_resize(mut act: impl FnMut() + 'static) {
    listen("resize", move |_| act());
}

/// Calls back with the key whenever another tab has changed the storage; with `None` when it cleared everything.
pub fn on_storage(mut act: impl FnMut(Option<String>) + 'static) {
    listen("storage", move |event| {
        if let Ok(event) = event.dyn_into::<StorageEvent>() {
            act(event.key());
        }
    });
}

/// Calls back whenever the person comes back to this page, from another window or tab.
pub fn on_return(mut act: impl FnMut() + 'static) {
    listen("focus", move |_| act());
}

/// Calls back when the page may be left; asks the person before, while something would be lost by it.
pub fn on_leaving(would_lose: impl Fn() -> bool + Copy + 'static) {
    // Not every browser tells the first, and the second is too late to ask.
    for event in ["beforeunload", "pagehide"] {
        listen(event, move |event| {
            if would_lose() {
                event.prevent_default();
            }
        });
    }
}

/// Whether the window is at least this wide, in CSS pixels.
pub fn is_at_least(width: f64) -> bool {
    window()
        .and_then(|window| window.inner_width().ok()?.as_f64())
        .is_none_or(|inner| inner >= width)
}

/// The words in the cells of the first table that a selector finds, row by row; empty without a table.
pub fn table_cells(selector: &str) -> Vec<Vec<String>> {
    let rows = found::<Element>(selector).and_then(|table| table.query_selector_all("tr").ok());
    let Some(rows) = rows else { return Vec::new() };
    let elements =
        (0..rows.length()).filter_map(|place| rows.get(place)?.dyn_into::<Element>().ok());
    elements
        .map(|row| {
            let cells = row.children();
            let cells = (0..cells.length()).filter_map(|place| {
                let cell = cells.item(place)?;
                // A head over several columns stands above each of them.
                let columns = cell.get_attribute("colspan").and_then(|count| count.parse().ok());
                Some(std::iter::repeat_n(cell.text_content()?, columns.unwrap_or(1)))
            });
            cells.flatten().collect()
        })
        .collect()
}

/// Marks the page with an attribute, for style sheets.
pub fn mark(name: &str, value: &str) {
    set_attribute(name, value);
}

/// Scrolls to the top of the page, at once.
pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

pub(super) fn set_attribute(name: &str, value: &str) {
    if let Some(root) = root() {
        _ = root.set_attribute(name, value);
    }
}

/// Sets the theme of the page: `auto`, `light` or `dark`.
pub fn set_theme(theme: &str) {
    set_attribute("data-theme", theme);
}

/// The attribute of the page that says that it is ready.
pub(super) const READY: &str = "data-ready";

/// Marks the page as ready: the app is mounted and the storage has been read.
pub fn mark_ready() {
    set_attribute(READY, "");
}

/// Whether the page is shown inside another one.
pub fn is_framed() -> bool {
    let Some(window) = window() else { return false };
    // Not to be reached is a frame of another site.
    window.top().ok().flatten().is_none_or(|top| top != window)
}

/// Sets a custom property of the page, for style sheets to use; `None` takes it away.
pub fn set_property(name: &str, value: Option<&str>) {
    let Some(style) = root().map(|root| root.style()) else { return };
    _ = match value {
        Some(value) => style.set_property(name, value),
        None => style.remove_property(name).map(|_| ()),
    };
}

/// Whether the `details` element that an event is of is open.
pub fn is_open(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| element.has_attribute("open"))
}
