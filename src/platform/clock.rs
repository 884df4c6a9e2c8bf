//! Time: how long something took, and later.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Performance;

/// Returns milliseconds since the page was opened, or the worker.
#[must_use]
pub fn now_millis() -> f64 {
    let performance = Reflect::get(&js_sys::global(), &"performance".into());
    performance
        .map(|performance| performance.unchecked_into::<Performance>().now())
        .unwrap_or_default()
}

/// Lets the browser draw and take keystrokes before going on.
pub async fn pause() {
    wait(0).await;
}

/// Goes on after so many milliseconds.
pub async fn wait(millis: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Without a timer it goes on at once.
            let _ =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        } else {
            // Resolving cannot fail.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
}

/// Calls back before the next frame is drawn.
pub(super) fn next_frame(callback: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let callback = Closure::once_into_js(callback);
        // A page that draws no more frames needs no callback.
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}
