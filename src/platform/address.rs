//! The address behind `#`: read, followed, and written at most five times a
//! second (Chromium ignores more than 200 writes, WebKit throws after 100 in
//! ten seconds).

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;

use super::storage;

/// The least time between two writes: five a second.
const SPACING_MILLIS: u32 = 200;

/// More steps than these in less than a second are no steps that anybody made
/// one by one; the ones between are left out.
const MAX_WAITING: usize = 3;

/// Returns what stands behind `#`, the `#` included, or nothing.
#[must_use]
pub fn read() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// How an address is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// A new step of Back.
    Push,
    /// In place of the present one.
    Replace,
}

#[derive(Default)]
struct Inner {
    waiting: RefCell<VecDeque<(How, String)>>,
    timer: RefCell<Option<Timeout>>,
    n_steps: Cell<u32>,
}

/// Writes the address after the state.
#[derive(Clone, Default)]
pub struct Mirror(Rc<Inner>);

impl Mirror {
    /// Has the address follow; a greater `n_steps` than before is a new step of
    /// Back, the same one replaces the address.
    pub fn write(&self, hash: String, n_steps: u32) {
        let before = self.0.n_steps.replace(n_steps);
        let how = if n_steps > before {
            How::Push
        } else {
            How::Replace
        };
        {
            let mut waiting = self.0.waiting.borrow_mut();
            let present = waiting.back().map_or_else(read, |(_, hash)| hash.clone());
            let is_same = present == hash || (present.is_empty() && hash == "#/");
            if is_same {
                return;
            }
            match waiting.back_mut() {
                Some(last) if how == How::Replace => last.1 = hash,
                _ => waiting.push_back((how, hash)),
            }
            while waiting.len() > MAX_WAITING {
                waiting.remove(1);
            }
        }
        if self.0.timer.borrow().is_none() {
            Self::write_next(&self.0);
        }
    }

    /// Forgets what was still to be written: the browser went elsewhere.
    pub fn forget(&self) {
        self.0.waiting.borrow_mut().clear();
    }

    fn write_next(inner: &Rc<Inner>) {
        let Some((how, hash)) = inner.waiting.borrow_mut().pop_front() else {
            inner.timer.replace(None);
            return;
        };
        put(how, &hash);
        let again = Rc::clone(inner);
        let timer = Timeout::new(SPACING_MILLIS, move || Self::write_next(&again));
        inner.timer.replace(Some(timer));
    }
}

fn put(how: How, hash: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // A browser that refuses leaves the page as it is, only without steps.
        let _ = match how {
            How::Push => history.push_state_with_url(&JsValue::NULL, "", Some(hash)),
            How::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(hash)),
        };
    }
}

/// What a page that is left keeps its row under.
const PLACE: &str = "place";

/// Has the number of a row kept for when this address is loaded anew. (Of the
/// state of the history Chromium and Firefox forget what is written then.) Ends
/// when dropped.
#[must_use]
pub fn keep_on_leaving(row: impl Fn() -> Option<u32> + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "pagehide", move |_| {
        let kept = row().map(|row| format!("{row} {}", read()));
        storage::write_in_tab(PLACE, &kept.unwrap_or_default());
    }))
}

/// Returns the row that was kept, where the same address is loaded anew.
#[must_use]
pub fn kept() -> Option<u32> {
    let navigation = web_sys::window()?.performance()?.navigation();
    if navigation.type_() == web_sys::PerformanceNavigation::TYPE_NAVIGATE {
        return None;
    }
    let kept = storage::read_in_tab(PLACE)?;
    let (row, hash) = kept.split_once(' ')?;
    row.parse().ok().filter(|_| hash == read())
}

/// Calls back with the address whenever the browser changes it: Back, Forward,
/// a link, or a hand. Ends when dropped.
#[must_use]
pub fn follow(on_change: impl Fn(String) + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    if let Ok(history) = window.history() {
        // The page is drawn after the browser would have scrolled.
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
    let on_change = Rc::new(on_change);
    ["popstate", "hashchange"]
        .map(|event| {
            let on_change = Rc::clone(&on_change);
            EventListener::new(&window, event, move |_| on_change(read()))
        })
        .into()
}
