//! Where things are on the screen: measuring, pointers, focus, scrolling.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, FocusEvent, HtmlDialogElement, HtmlElement, Node, PointerEvent,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};
use yew::NodeRef;

/// What begins above this part of the window's height was scrolled past.
const PASSED: f64 = 0.45;

/// A text field.
pub type Input = web_sys::HtmlInputElement;

/// Returns where a pointer is across an element: 0 its left edge, 1 its right,
/// beyond them where it is outside. Nothing where the element has no width.
#[must_use]
pub fn place_across(event: &PointerEvent, node: &NodeRef) -> Option<f64> {
    let bounds = node.cast::<Element>()?.get_bounding_client_rect();
    let offset = f64::from(event.client_x()) - bounds.left();
    (bounds.width() > 0.0).then(|| offset / bounds.width())
}

/// Sends the rest of a pointer's way to an element, wherever it goes.
pub fn capture(event: &PointerEvent, node: &NodeRef) {
    if let Some(element) = node.cast::<Element>() {
        // Refused for a pointer that is gone already; its way is over, then.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Gives an element the focus without scrolling to it.
pub fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        focus_quietly(&element);
    }
}

fn focus_quietly(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that takes no focus needs none.
    let _ = element.focus_with_options(&options);
}

/// Scrolls to the first element within another that a selector finds, so that
/// it stands in the middle.
pub fn reveal(node: &NodeRef, selector: &str) {
    let within = node.cast::<Element>();
    let found = within.and_then(|element| element.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Returns whether the focus goes from an element to somewhere outside of it.
/// Nowhere is not outside: it goes there where the window loses it, too.
#[must_use]
pub fn is_leaving(event: &FocusEvent, node: &NodeRef) -> bool {
    let Some(to) = event.related_target() else {
        return false;
    };
    let to = to.dyn_ref::<Node>();
    node.cast::<Node>().is_some_and(|node| !node.contains(to))
}

/// Returns whether an event happened in an element of a selector.
#[must_use]
pub fn is_in(event: &Event, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(selector).ok().flatten().is_some())
}

/// Returns whether an event happened to an element itself, not to one in it.
#[must_use]
pub fn is_itself(event: &Event, node: &NodeRef) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some() && target == node.cast()
}

/// Opens a dialog over the page, which then takes neither focus nor clicks.
pub fn show_modal(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>() {
        // Refused for one that is open or gone.
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog, which gives the focus back.
pub fn close(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// Scrolls to the first element within another that a selector finds, so that
/// it begins at the top, and gives it the focus if it takes it. Returns whether
/// there is one.
pub fn go_to(node: &NodeRef, selector: &str) -> bool {
    let within = node.cast::<Element>();
    let found = within.and_then(|element| element.query_selector(selector).ok().flatten());
    let Some(element) = found else {
        return false;
    };
    element.scroll_into_view();
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        focus_quietly(&element);
    }
    true
}

/// Returns what an attribute says on the last element within another that a
/// selector finds and that was scrolled past.
#[must_use]
pub fn last_passed(node: &NodeRef, selector: &str, attribute: &str) -> Option<String> {
    let height = web_sys::window()?.inner_height().ok()?.as_f64()?;
    let found = super::scroll::all_within(&node.cast()?, selector);
    let is_passed =
        |element: &&Element| element.get_bounding_client_rect().top() < height * PASSED;
    let passed = found.iter().take_while(is_passed).last()?;
    passed.get_attribute(attribute)
}
