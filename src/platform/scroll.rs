//! Where what is read is scrolled to, and how tall things are: CSS pixels.
//!
//! A list scrolls with the window, or within the nearest element around it that
//! is marked `data-scrolls`; nothing else has to be told.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use web_sys::Element;

/// What a list's own scrolling goes by.
const LIST: &str = "[data-results]";

/// A stretch of the page that can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    /// How far the top of what scrolls is below the top of the element; negative
    /// while the element begins further down.
    pub top: f64,
    /// How tall what scrolls is.
    pub height: f64,
}

/// Returns what can be seen of an element.
#[must_use]
pub fn sight(element: &Element) -> Sight {
    let top = element.get_bounding_client_rect().top();
    match pane(element) {
        Some(pane) => Sight {
            top: pane.get_bounding_client_rect().top() - top,
            height: f64::from(pane.client_height()),
        },
        None => Sight {
            top: -top,
            height: viewport_height(),
        },
    }
}

/// Returns whether an element scrolls within a pane, not with the window.
#[must_use]
pub fn is_in_pane(element: &Element) -> bool {
    pane(element).is_some()
}

fn pane(element: &Element) -> Option<Element> {
    element.closest("[data-scrolls]").ok().flatten()
}

fn pane_of_list() -> Option<Element> {
    pane(super::document::find(LIST)?.as_ref())
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

/// Returns how far what the list is in is scrolled down.
#[must_use]
pub fn position() -> f64 {
    match pane_of_list() {
        Some(pane) => f64::from(pane.scroll_top()),
        None => web_sys::window()
            .and_then(|window| window.scroll_y().ok())
            .unwrap_or_default(),
    }
}

/// Scrolls the window.
pub fn to(position: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, position);
    }
}

/// Scrolls what the list is in, and again where it does not stay, for so many
/// frames and as long as there is a list. Where it moves by little it is left
/// alone: what is above may only now be as tall as it is.
pub fn hold(wanted: f64, n_frames: u32) {
    by(wanted - position());
    hold_on(wanted, n_frames);
}

fn hold_on(wanted: f64, n_frames: u32) {
    const LITTLE: f64 = 50.0;
    if n_frames == 0 {
        return;
    }
    super::clock::next_frame(move || {
        if !super::document::has(LIST) {
            return;
        }
        if (position() - wanted).abs() > LITTLE {
            by(wanted - position());
        }
        hold_on(wanted, n_frames - 1);
    });
}

/// Scrolls what the list is in by so much.
pub fn by(distance: f64) {
    if let Some(pane) = pane_of_list() {
        pane.scroll_by_with_x_and_y(0.0, distance);
    } else if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, distance);
    }
}

/// Scrolls as little as needed for a row of the list to be seen whole below
/// what covers the top.
pub fn into_sight(row: &Element, covered_top: f64) {
    let Sight { top, height } = sight(row);
    let bounds = row.get_bounding_client_rect().height();
    let below = bounds - top - height;
    if top + covered_top > 0.0 {
        by(-top - covered_top);
    } else if below > 0.0 {
        by(below.min(-top - covered_top));
    }
}

/// Returns how tall the window is; 0 if that is not known.
#[must_use]
pub fn viewport_height() -> f64 {
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

/// Returns how many columns the first grid of a selector inside of an element
/// has, at least one.
#[must_use]
pub fn n_columns(element: &Element, selector: &str) -> u32 {
    let tracks = computed(element, selector, "grid-template-columns");
    let n_tracks = tracks.map_or(1, |tracks| tracks.split_whitespace().count());
    u32::try_from(n_tracks).unwrap_or(1).max(1)
}

/// Returns how far from the top of what scrolls the first sticky element of a
/// selector inside of an element stays, if there is one.
#[must_use]
pub fn stuck_at(element: &Element, selector: &str) -> Option<f64> {
    let top = computed(element, selector, "top")?;
    let pixels = js_sys::parse_float(&top);
    pixels.is_finite().then_some(pixels)
}

fn computed(element: &Element, selector: &str, property: &str) -> Option<String> {
    let found = element.query_selector(selector).ok().flatten()?;
    let style = web_sys::window()?.get_computed_style(&found).ok()??;
    style.get_property_value(property).ok()
}

/// Calls back, once a frame at most, whenever the window or a pane is scrolled,
/// or the window resized. Ends when dropped.
#[must_use]
pub fn listen(on_move: impl Fn() + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let on_move = Rc::new(on_move);
    let is_due = Rc::new(Cell::new(false));
    // What a pane tells does not rise to the window, but passes it on its way.
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: true,
    };
    ["scroll", "resize"]
        .map(|event| {
            let (on_move, is_due) = (Rc::clone(&on_move), Rc::clone(&is_due));
            EventListener::new_with_options(&window, event, options, move |_| {
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
