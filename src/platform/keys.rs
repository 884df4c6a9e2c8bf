//! Keys that mean something wherever the focus is: never while somebody types
//! or composes, never together with Ctrl, Alt or the system's key.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::state::Density;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// `/`: to the search field.
    Search,
    /// `j`: the next row or article.
    Next,
    /// `k`: the previous row or article.
    Previous,
    /// `o`: opens the row.
    Open,
    /// `u`: back to the results.
    Up,
    /// `n`: the next hit.
    NextHit,
    /// `p`: the previous hit.
    PreviousHit,
    /// `t`: light, dark.
    Theme,
    /// `1`, `2`, `3`: how much of every result the list shows.
    Density(Density),
    /// `?`: the list of keys.
    Help,
    /// `Esc`.
    Escape,
}

impl Shortcut {
    fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "/" => Self::Search,
            "j" | "J" => Self::Next,
            "k" | "K" => Self::Previous,
            "o" | "O" => Self::Open,
            "u" | "U" => Self::Up,
            "n" | "N" => Self::NextHit,
            "p" | "P" => Self::PreviousHit,
            "t" | "T" => Self::Theme,
            "1" => Self::Density(Density::List),
            "2" => Self::Density(Density::Compact),
            "3" => Self::Density(Density::Cards),
            "?" => Self::Help,
            "Escape" => Self::Escape,
            _ => return None,
        })
    }
}

/// Calls back when the browser's own search is opened, and leaves it alone. Ends
/// when dropped.
#[must_use]
pub fn listen_for_find(on_find: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "keydown", move |event| {
        let event = event.dyn_ref::<KeyboardEvent>();
        let is_find = |event: &KeyboardEvent| {
            (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("f")
        };
        if event.is_some_and(is_find) {
            on_find();
        }
    }))
}

/// Calls back with every shortcut until dropped. Without `has_letter_keys` only
/// `Esc` is one.
#[must_use]
pub fn listen(
    has_letter_keys: bool,
    on_shortcut: impl Fn(Shortcut) + 'static,
) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let Some(shortcut) = shortcut(event, has_letter_keys) else {
            return;
        };
        if shortcut != Shortcut::Escape {
            event.prevent_default();
        }
        on_shortcut(shortcut);
    });
    Some(listener)
}

fn shortcut(event: &KeyboardEvent, has_letter_keys: bool) -> Option<Shortcut> {
    if is_composing(event) || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let shortcut = Shortcut::from_key(&event.key())?;
    let is_letter = shortcut != Shortcut::Escape;
    // Several components listen and each prevents what a letter would do; only
    // Esc is prevented by those that used it up.
    if !is_letter && event.default_prevented() {
        return None;
    }
    if is_letter && (!has_letter_keys || is_typing(event)) {
        return None;
    }
    Some(shortcut)
}

/// Returns whether a key belongs to an input method. 229 is what browsers send
/// that do not set `isComposing` on the first key (UI Events, section 7.3.1).
#[must_use]
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return false;
    };
    let is_editable = target
        .dyn_ref::<HtmlElement>()
        .is_some_and(HtmlElement::is_content_editable);
    let kind = target.get_attribute("type").unwrap_or_default();
    match target.tag_name().to_ascii_lowercase().as_str() {
        "input" => !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "range"),
        "textarea" | "select" => true,
        _ => is_editable,
    }
}
