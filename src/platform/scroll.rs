//! Where the window is scrolled to, and how tall things are: CSS pixels.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use web_sys::Element;

/// A stretch of the page that can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    /// How far the top of the window is below the top of the element; negative
    /// while the element begins further down.
    pub top: f64,
    /// How tall the window is.
    pub height: f64,
}

/// Returns what can be seen of an element.
#[must_use]
pub fn sight(element: &Element) -> Sight {
    Sight {
        top: -element.get_bounding_client_rect().top(),
        height: viewport_height(),
    }
}

/// Returns how tall an element is.
#[must_use]
pub fn height(element: &Element) -> f64 {
    element.get_bounding_client_rect().height()
}

/// Returns how wide the window is; 0 if that is not known.
#[must_use]
pub fn viewport_width() -> f64 {
    let width = web_sys::window().and_then(|window| window.inner_width().ok());
    width.and_then(|width| width.as_f64()).unwrap_or_default()
}

/// Returns how far the window is scrolled down.
#[must_use]
pub fn position() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or_default()
}

/// Scrolls the window.
pub fn to(position: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, position);
    }
}

/// Scrolls the window, and again where it does not stay, for so many frames and
/// as long as an element of the selector is there. Where it moves by little it
/// is left alone: what is above may only now be as tall as it is.
pub fn hold(position: f64, selector: &'static str, n_frames: u32) {
    to(position);
    hold_on(position, selector, n_frames);
}

fn hold_on(wanted: f64, selector: &'static str, n_frames: u32) {
    const LITTLE: f64 = 50.0;
    if n_frames == 0 {
        return;
    }
    super::clock::next_frame(move || {
        if !super::document::has(selector) {
            return;
        }
        if (position() - wanted).abs() > LITTLE {
            to(wanted);
        }
        hold_on(wanted, selector, n_frames - 1);
    });
}

/// Scrolls the window by so much.
pub fn by(distance: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, distance);
    }
}

/// Scrolls as little as needed for the first element of a selector to be seen
/// whole below what covers the top of the window.
pub fn into_sight(selector: &str, covered_top: f64) {
    let Some(element) = super::document::find(selector) else {
        return;
    };
    let bounds = element.get_bounding_client_rect();
    let below = bounds.bottom() - viewport_height();
    if bounds.top() < covered_top {
        by(bounds.top() - covered_top);
    } else if below > 0.0 {
        by(below.min(bounds.top() - covered_top));
    }
}

fn viewport_height() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok());
    height
        .and_then(|height| height.as_f64())
        .unwrap_or_default()
}

/// Returns the elements of a selector inside of another, in order.
#[must_use]
pub fn all_within(element: &Element, selector: &str) -> Vec<Element> {
    use wasm_bindgen::JsCast;
    let Ok(found) = element.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}

/// Calls back, once a frame at most, whenever the window is scrolled or
/// resized. Ends when dropped.
#[must_use]
pub fn listen(on_move: impl Fn() + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let on_move = Rc::new(on_move);
    let is_due = Rc::new(Cell::new(false));
    ["scroll", "resize"]
        .map(|event| {
            let (on_move, is_due) = (Rc::clone(&on_move), Rc::clone(&is_due));
            EventListener::new(&window, event, move |_| {
                if is_due.replace(true) {
                    return;
                }
                let (on_move, is_due) = (Rc::clone(&on_move), Rc::clone(&is_due));
                super::clock::next_frame(move || {
                    is_due.set(false);
                    on_move();
                });
            })
        })
        .into()
}
