//! Letting the browser do other things in the middle of long work.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// The time since the page was opened, in milliseconds with fractions. For measuring how long something takes; the clock on
/// the wall can be set.
pub fn now_precise() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or_else(js_sys::Date::now, |performance| performance.now())
}

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

fn messaged() -> Option<Promise> {
    let channel = MessageChannel::new().ok()?;
    let (here, there) = (channel.port1(), channel.port2());
    let arrived = Promise::new(&mut |resolve, _| {
        let port = here.clone();
        let done = Closure::once_into_js(move || {
            // An open port keeps what belongs to it.
            port.close();
            _ = resolve.call0(&JsValue::NULL);
        });
        here.set_onmessage(Some(done.unchecked_ref()));
    });
    there.post_message(&JsValue::NULL).ok()?;
    Some(arrived)
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
