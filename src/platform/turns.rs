//! Taking turns with the browser during long work, and a clock that is fine enough for it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Lets the browser do what waits (input, painting), and comes back as soon as it has.
///
/// Not by a timeout: browsers make nested ones wait for four milliseconds each, which is as long as the work between them.
pub async fn breathe() {
    if let Some(turn) = scheduled().or_else(posted) {
        // It is never rejected; if it were, there would be nothing to wait for.
        _ = JsFuture::from(turn).await;
    }
}

/// What browsers have for it since 2024: the work that goes on comes before other tasks.
fn scheduled() -> Option<Promise> {
    let window = web_sys::window()?;
    let scheduler = Reflect::get(&window, &"scheduler".into()).ok()?;
    let turn: Function = Reflect::get(&scheduler, &"yield".into()).ok()?.dyn_into().ok()?;
    turn.call0(&scheduler).ok()?.dyn_into().ok()
}

/// A message to oneself.
fn posted() -> Option<Promise> {
    let channel = MessageChannel::new().ok()?;
    Some(Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        if channel.port2().post_message(&JsValue::NULL).is_err() {
            _ = resolve.call0(&JsValue::NULL);
        }
    }))
}

/// Milliseconds since the page was opened, finer than a whole one. Does not jump when the clock is set.
pub fn now_precise() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |performance| performance.now())
}
