//! Window, document, location and clock.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, Event, HtmlElement, HtmlTextAreaElement, StorageEvent, Window};

use super::frame::going_to;
use domain::assessment::{Date, Moment};
use workspace::Clock;

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

pub(super) fn root() -> Option<HtmlElement> {
    document()?.document_element()?.dyn_into().ok()
}

/// The element with this id, emptied: the readable first screen in it has done its work.
pub fn emptied(id: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document()?.get_element_by_id(id)?.dyn_into().ok()?;
    element.set_text_content(None);
    Some(element)
}

/// The hash of the address, with its `#`; empty if there is none.
pub fn hash() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The query of the address, with its `?`; empty if there is none.
pub fn query() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// Goes to another hash, with an entry in the history; in a frame without one, because it would be one of the page around.
pub fn navigate(hash: &str) {
    if let Some(window) = window() {
        let location = window.location();
        // Fails only for addresses that are none, and a hash always is one.
        _ = if is_framed() { location.replace(hash) } else { location.set_hash(hash) };
    }
}

/// Replaces the hash without an entry in the history. The browser does not report it as a change.
pub fn replace_hash(hash: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(hash));
    }
}

pub(super) fn listen(event: &str, act: impl FnMut(Event) + 'static) {
    let act = Closure::<dyn FnMut(Event)>::new(act);
    if let Some(window) = window() {
        _ = window.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    }
    // Listens as long as the page lives.
    act.forget();
}

/// Calls back whenever the hash has changed.
pub fn on_hash_change(mut act: impl FnMut() + 'static) {
    listen("hashchange", move |_| act());
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

/// Asks the person before the page is left, while something would be lost by it.
pub fn on_leaving(would_lose: impl Fn() -> bool + 'static) {
    listen("beforeunload", move |event| {
        if would_lose() {
            event.prevent_default();
        }
    });
}

/// Calls back when the page has come to rest after opening: not before it is loaded, and in a pause of the browser.
pub fn when_idle(act: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    let act = Closure::once_into_js(act);
    // Not every browser can say when it is idle.
    _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), REST_MS);
}

/// By then the first screen has been painted, also on a slow machine.
const REST_MS: i32 = 1_000;

/// Calls back before the next painting.
pub fn before_paint(act: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        let act = Closure::once_into_js(act);
        _ = window.request_animation_frame(act.unchecked_ref());
    }
}

/// Whether the window is at least this wide, in CSS pixels.
pub fn is_at_least(width: f64) -> bool {
    window()
        .and_then(|window| window.inner_width().ok()?.as_f64())
        .is_none_or(|inner| inner >= width)
}

/// Whether the person is in this page, and not in the one around it: from there nothing takes the focus, or moves the page.
pub fn is_attended() -> bool {
    !is_framed() || document().is_some_and(|document| document.has_focus().unwrap_or(false))
}

/// Moves the focus to the first element that a selector finds, without scrolling.
pub fn focus(selector: &str) {
    if !is_attended() {
        return;
    }
    let found = document().and_then(|document| document.query_selector(selector).ok()?);
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        _ = element.focus_with_options(&options);
    }
}

/// Selects all that is in a text field, and puts it onto the clipboard where the browser lets it. `false` where it does
/// not: then the text is selected for the person to copy.
pub fn select_all(selector: &str) -> bool {
    let found = document().and_then(|document| document.query_selector(selector).ok()?);
    let Some(field) = found.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return false;
    };
    _ = field.focus();
    field.select();
    // The old way, because a frame needs no permission for it.
    let copy = document().and_then(|document| document.dyn_into::<web_sys::HtmlDocument>().ok());
    copy.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
}

/// Moves the focus to the first field that a selector finds, into sight, and selects all of its text.
pub fn select(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok()?);
    if let Some(field) = found.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) {
        _ = field.focus();
        field.select();
    }
}

/// The words in the cells of the first table that a selector finds, row by row; empty without a table.
pub fn table_cells(selector: &str) -> Vec<Vec<String>> {
    let found = document().and_then(|document| document.query_selector(selector).ok()?);
    let rows = found.and_then(|table| table.query_selector_all("tr").ok());
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

fn set_attribute(name: &str, value: &str) {
    if let Some(root) = root() {
        _ = root.set_attribute(name, value);
    }
}

/// Sets language and direction of the page.
pub fn set_language(language: &str, right_to_left: bool) {
    set_attribute("lang", language);
    set_attribute("dir", if right_to_left { "rtl" } else { "ltr" });
}

/// The kind of a language that the person prefers, `en-GB` for `en`: it decides how dates and numbers are written.
pub fn preferred(language: &str) -> String {
    let wishes = window().map(|window| window.navigator().languages());
    let family = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    wishes
        .iter()
        .flat_map(|wishes| wishes.iter())
        .filter_map(|wish| wish.as_string())
        .find(|wish| family(wish) == family(language))
        .unwrap_or_else(|| language.to_owned())
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

/// Opens the print dialog. `false` where there is none.
///
/// A sandboxed frame is refused in silence; that no `beforeprint` came is the only sign of it. Outside of frames the sign is
/// not asked for, because not every browser gives it in time.
pub fn print() -> bool {
    let Some(window) = window() else { return false };
    let begun = Rc::new(Cell::new(false));
    let note = {
        let begun = Rc::clone(&begun);
        Closure::<dyn FnMut()>::new(move || begun.set(true))
    };
    let note = note.as_ref().unchecked_ref();
    _ = window.add_event_listener_with_callback("beforeprint", note);
    let asked = window.print().is_ok();
    _ = window.remove_event_listener_with_callback("beforeprint", note);
    asked && (begun.get() || !is_framed())
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

/// Scrolls to the first element that a selector finds, and gives it the focus.
pub fn go_to(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok()?);
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.scroll_into_view();
        going_to(&element);
        focus(selector);
    }
}

/// The time of the clock on the wall, for showing dates.
pub fn now() -> Moment {
    js_sys::Date::now().max(0.0) as Moment
}

/// The clock on the wall as a [`Clock`].
#[derive(Clone, Copy, Debug)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Moment {
        now()
    }
}

/// The same moved by the time zone, so that its day in UTC is the day of the calendar on the wall.
pub fn local_now() -> Moment {
    let minutes = js_sys::Date::new_0().get_timezone_offset();
    (js_sys::Date::now() - minutes * 60_000.0).max(0.0) as Moment
}

/// The day where the person is, for names of files.
pub fn today() -> Option<Date> {
    Date::of(local_now())
}

/// 64 random bits, for ids. Not for secrets.
pub fn random() -> u64 {
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    half() << 32 | half()
}

/// Whether the `details` element that an event is of is open.
pub fn is_open(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| element.has_attribute("open"))
}
