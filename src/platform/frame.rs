//! The page around, where the app is shown in a frame: what is told to it and heard from it, how high the frame has to be,
//! and what of it is in sight.
//!
//! Nothing here ever leads the page around to another address, and nothing is sent without naming the origin that may read
//! it.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, MessageEvent,
    MouseEvent, MutationObserver, MutationObserverInit, ResizeObserver,
};

use super::{
    location::navigate,
    page::{READY, listen, root, set_property, window},
};

/// Sends a message, given as JSON, to the page around, if it comes from this origin.
pub fn tell_host(json: &str, origin: &str) {
    let Some(parent) = window().and_then(|window| window.parent().ok().flatten()) else { return };
    if let Ok(message) = JSON::parse(json) {
        // Fails only for an origin that is none.
        _ = parent.post_message(&message, origin);
    }
}

/// Calls back with the text of every message, as JSON, that the page around sends from this origin. What comes from another
/// window or origin, or does not bear our mark, is not even written out, nor what `admits` holds back.
pub fn on_host_message(
    origin: String,
    mut admits: impl FnMut() -> bool + 'static,
    mut act: impl FnMut(String) + 'static,
) {
    let Some(parent) = window().and_then(|window| window.parent().ok().flatten()) else { return };
    listen("message", move |event| {
        let Ok(event) = event.dyn_into::<MessageEvent>() else { return };
        let is_parent = event.source().is_some_and(|source| js_sys::Object::is(&source, &parent));
        if !is_parent || event.origin() != origin {
            return;
        }
        let data = event.data();
        let marked = |data: &JsValue| {
            data.is_object()
                && Reflect::get(data, &"twelvefold".into())
                    .is_ok_and(|mark| mark.as_f64().is_some())
        };
        if !admits() || !marked(&data) {
            return;
        }
        if let Some(text) = JSON::stringify(&data).ok().and_then(|text| text.as_string()) {
            act(text);
        }
    });
}

/// Calls back with the height of all that the page shows, now and whenever it changes, in whole CSS pixels.
pub fn on_height(mut act: impl FnMut(u32) + 'static) {
    let Some(body) = window().and_then(|window| window.document()?.body()) else { return };
    let measured = body.clone();
    let mut last = 0;
    let mut measure = move || {
        let height = measured.get_bounding_client_rect().height().ceil().max(0.0) as u32;
        if height != last {
            last = height;
            act(height);
        }
    };
    // Observers sleep in a frame that is out of sight, and whoever scrolls there shall find it as high as it is.
    measure();
    let act = Closure::<dyn FnMut()>::new(measure);
    if let Ok(observer) = ResizeObserver::new(act.as_ref().unchecked_ref()) {
        observer.observe(&body);
        // Watches as long as the page lives.
        std::mem::forget(observer);
    }
    act.forget();
}

/// Calls back once, as soon as the page is marked as ready.
pub fn when_ready(act: impl FnOnce() + 'static) {
    let Some(root) = root() else { return };
    if root.has_attribute(READY) {
        return act();
    }
    let act = RefCell::new(Some(act));
    let seen = root.clone();
    let watch = Closure::<dyn FnMut(Array, MutationObserver)>::new(
        move |_: Array, observer: MutationObserver| {
            if seen.has_attribute(READY)
                && let Some(act) = act.borrow_mut().take()
            {
                observer.disconnect();
                act();
            }
        },
    );
    if let Ok(observer) = MutationObserver::new(watch.as_ref().unchecked_ref()) {
        let options = MutationObserverInit::new();
        options.set_attributes(true);
        options.set_attribute_filter(&Array::of1(&READY.into()));
        _ = observer.observe_with_options(&root, &options);
    }
    watch.forget();
}

/// Finds out which part of the page is in sight, which only the browser knows of a frame that is as high as its content,
/// and puts it into `--sight-start` and `--sight-end`, for what floats above the page.
pub fn note_sight() {
    let Some(body) = window().and_then(|window| window.document()?.body()) else { return };
    let note = Closure::once_into_js(move |entries: Array, observer: IntersectionObserver| {
        observer.disconnect();
        let Ok(entry) = entries.get(0).dyn_into::<IntersectionObserverEntry>() else { return };
        let (whole, seen) = (entry.bounding_client_rect(), entry.intersection_rect());
        // Nothing is in sight while the page around is in the background.
        if seen.height() > 0.0 {
            let pixels = |place: f64| format!("{}px", (place - whole.top()).max(0.0).round());
            set_property("--sight-start", Some(&pixels(seen.top())));
            set_property("--sight-end", Some(&pixels(seen.bottom())));
        }
    });
    if let Ok(observer) = IntersectionObserver::new(note.unchecked_ref()) {
        observer.observe(&body);
    }
}

/// Calls back after every click and key in the page.
pub fn on_input(act: impl Fn() + 'static) {
    let act = Rc::new(act);
    for event in ["click", "keydown"] {
        let act = Rc::clone(&act);
        listen(event, move |_| act());
    }
}

fn clicked(event: &web_sys::Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Follows links to another place of the page without an entry in the history: in a frame, it would be one of the page
/// around, which then needs as many steps back.
pub fn replace_when_following() {
    listen("click", |event| {
        let Some(link) = clicked(&event, "a[href^='#']:not([target]):not([download])") else {
            return;
        };
        let plain = event.dyn_ref::<MouseEvent>().is_some_and(|mouse| {
            let keys = [mouse.ctrl_key(), mouse.meta_key(), mouse.shift_key(), mouse.alt_key()];
            mouse.button() == 0 && !keys.contains(&true)
        });
        if !plain || event.default_prevented() {
            return;
        }
        if let Some(hash) = link.get_attribute("href") {
            event.prevent_default();
            navigate(&hash);
        }
    });
}

/// Calls back whenever an element that a selector finds is clicked, also by a key.
pub fn on_click_of(selector: &'static str, act: impl Fn() + 'static) {
    listen("click", move |event| {
        if clicked(&event, selector).is_some() {
            act();
        }
    });
}

/// How far an element is from the top of the page, in whole CSS pixels.
pub(super) fn top_of(element: &HtmlElement) -> u32 {
    let page = root().map_or(0.0, |root| root.get_bounding_client_rect().top());
    (element.get_bounding_client_rect().top() - page).max(0.0) as u32
}

type Wish = Box<dyn Fn(u32)>;

thread_local! {
    /// Who wants to know which place of the page is to be in sight.
    static WISH: RefCell<Option<Wish>> = const { RefCell::new(None) };
}

/// Calls back with every place, in CSS pixels from the top, that the app has gone to by itself.
pub fn on_going(act: impl Fn(u32) + 'static) {
    WISH.with_borrow_mut(|wish| *wish = Some(Box::new(act)));
}

/// Says that this element is to be in sight.
pub(super) fn going_to(element: &HtmlElement) {
    let top = top_of(element);
    WISH.with_borrow(|wish| {
        if let Some(wish) = wish {
            wish(top);
        }
    });
}
