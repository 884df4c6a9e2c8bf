//! The wheel and the gestures that browsers make of a trackpad.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, WheelEvent};
use yew::NodeRef;

use crate::css::between;

/// What is asked for over an element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wheel {
    /// So many times nearer, at a part of the element's width.
    Zoom {
        /// Where: 0 the left edge, 1 the right.
        place: f64,
        /// More than 1 is nearer.
        factor: f64,
    },
    /// So much of the element's width further to the right.
    Pan(f64),
}

/// A turn of the wheel counts no more than so many pixels, so that a mouse's is
/// about as much as a finger's width on a trackpad.
const MOST: f64 = 25.0;

/// A line of a wheel that counts lines, in pixels.
const LINE: f64 = 16.0;

/// Calls back for Ctrl and the wheel, for a pinch on a trackpad, and for a wheel
/// that turns sideways. Only what is said to be of use is kept from the browser; a
/// plain wheel scrolls the page. Ends when dropped.
#[must_use]
pub fn listen(
    node: &NodeRef,
    on_wheel: impl Fn(Wheel) -> bool + 'static,
) -> Vec<EventListener> {
    let Some(element) = node.cast::<Element>() else {
        return Vec::new();
    };
    let on_wheel = Rc::new(on_wheel);
    let options = EventListenerOptions::enable_prevent_default();
    let wheel = {
        let (element, on_wheel) = (element.clone(), Rc::clone(&on_wheel));
        move |event: &Event| {
            let wheel = event.dyn_ref().and_then(|event| turned(event, &element));
            if wheel.is_some_and(|wheel| on_wheel(wheel)) {
                event.prevent_default();
            }
        }
    };
    // Safari's own: how far fingers are apart since they touched a trackpad.
    let scale = Rc::new(Cell::new(1.0));
    let pinch = {
        let element = element.clone();
        move |event: &Event| {
            let number = |name: &str| {
                let value = js_sys::Reflect::get(event, &JsValue::from_str(name)).ok()?;
                value.as_f64()
            };
            let now = number("scale").unwrap_or(1.0);
            let factor = now / scale.replace(now);
            let place = number("clientX").and_then(|x| place(x, &element));
            if event.type_() == "gesturestart" {
                scale.set(1.0);
            } else if let Some(place) = place {
                on_wheel(Wheel::Zoom { place, factor });
            }
            event.prevent_default();
        }
    };
    let listen = |name: &'static str, act: Rc<dyn Fn(&Event)>| {
        EventListener::new_with_options(&element, name, options, move |event| act(event))
    };
    let pinch: Rc<dyn Fn(&Event)> = Rc::new(pinch);
    vec![
        listen("wheel", Rc::new(wheel)),
        listen("gesturestart", Rc::clone(&pinch)),
        listen("gesturechange", pinch),
    ]
}

fn turned(event: &WheelEvent, element: &Element) -> Option<Wheel> {
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => LINE,
        WheelEvent::DOM_DELTA_PAGE => MOST,
        _ => 1.0,
    };
    let (x, y) = (event.delta_x() * unit, event.delta_y() * unit);
    if event.ctrl_key() {
        let place = place(f64::from(event.client_x()), element)?;
        let by = between(-MOST, y, MOST) / 100.0;
        let factor = if by < 0.0 { 1.0 - by } else { 1.0 / (1.0 + by) };
        return Some(Wheel::Zoom { place, factor });
    }
    let sideways = if event.shift_key() && x == 0.0 { y } else { x };
    let is_sideways = event.shift_key() || x.abs() > y.abs();
    let width = f64::from(element.client_width());
    (is_sideways && width > 0.0).then(|| Wheel::Pan(sideways / width))
}

/// Returns where a place of the window is across an element, if that has a width.
fn place(x: f64, element: &Element) -> Option<f64> {
    let bounds = element.get_bounding_client_rect();
    (bounds.width() > 0.0).then(|| (x - bounds.left()) / bounds.width())
}
