//! Where things are on the screen: measuring, pointers, focus, scrolling.

use web_sys::{
    Element, HtmlElement, PointerEvent, ScrollIntoViewOptions, ScrollLogicalPosition,
};
use yew::NodeRef;

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
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
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
