//! Whose turn it is: letting the browser do other things in the middle of long work, and doing something when the browser
//! has come to a certain point.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessagePort};

use super::page::window;

/// A page that is not seen is not painted; work that waits for it goes on after so many milliseconds.
const UNSEEN_MS: i32 = 200;

/// Waits until what has changed is on the screen, so that what comes next does not hold it up.
pub async fn painted() {
    let waiting = Promise::new(&mut |resolve, _| {
        let Some(window) = web_sys::window() else {
            _ = resolve.call0(&JsValue::NULL);
            return;
        };
        // The frame comes before the painting, so one more breath is needed after it.
        _ = window.request_animation_frame(&resolve);
        _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, UNSEEN_MS);
    });
    _ = JsFuture::from(waiting).await;
    breathe().await;
}

/// Lets the browser paint, and answer what the person does, and comes back as soon as it can, mostly within a fifth of a
/// millisecond.
///
/// By a message to oneself: a timer makes work wait four milliseconds each time, and what yields to the scheduler of the
/// browser comes back before painting, so that Chromium shows ten pictures in a second where this lets it show sixty.
pub async fn breathe() {
    let pause = messaged().unwrap_or_else(timed);
    // Nothing depends on how it came back.
    _ = JsFuture::from(pause).await;
}

/// Sends messages to itself. One for the whole page: making a channel takes longer than a message.
struct Letterbox {
    there: MessagePort,
    /// Who waits, in the order of the messages.
    waiting: Rc<RefCell<VecDeque<Function>>>,
    /// What a message calls; it lives as long as the channel.
    _arrived: Closure<dyn FnMut()>,
}

impl Letterbox {
    fn new() -> Option<Self> {
        let channel = MessageChannel::new().ok()?;
        let waiting: Rc<RefCell<VecDeque<Function>>> = Rc::default();
        let next = Rc::clone(&waiting);
        let arrived = Closure::<dyn FnMut()>::new(move || {
            let resolve = next.borrow_mut().pop_front();
            if let Some(resolve) = resolve {
                _ = resolve.call0(&JsValue::NULL);
            }
        });
        channel.port1().set_onmessage(Some(arrived.as_ref().unchecked_ref()));
        Some(Self { there: channel.port2(), waiting, _arrived: arrived })
    }
}

thread_local! {
    static LETTERBOX: Option<Letterbox> = Letterbox::new();
}

fn messaged() -> Option<Promise> {
    LETTERBOX.with(|letterbox| {
        let Letterbox { there, waiting, .. } = letterbox.as_ref()?;
        let arrived = Promise::new(&mut |resolve, _| waiting.borrow_mut().push_back(resolve));
        if there.post_message(&JsValue::NULL).is_err() {
            waiting.borrow_mut().pop_back();
            return None;
        }
        Some(arrived)
    })
}

fn timed() -> Promise {
    Promise::new(&mut |resolve, _| {
        let timer = web_sys::window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0)
        });
        if !matches!(timer, Some(Ok(_))) {
            _ = resolve.call0(&JsValue::NULL);
        }
    })
}

/// By then the first screen has been painted, also on a slow machine.
const REST_MS: i32 = 1_000;

/// Calls back when the page has come to rest after opening: not before it is loaded, and in a pause of the browser.
pub fn when_idle(act: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    let act = Closure::once_into_js(act);
    // Not every browser can say when it is idle.
    _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), REST_MS);
}

/// Calls back before the next painting.
pub fn before_paint(act: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        let act = Closure::once_into_js(act);
        _ = window.request_animation_frame(act.unchecked_ref());
    }
}

/// Calls back after so many milliseconds.
pub fn after(milliseconds: i32, act: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    let act = Closure::once_into_js(act);
    _ = window
        .set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), milliseconds);
}
