//! What the browser keeps between visits. All of it may be refused (private
//! windows, blocked site data), and on `file://` it may belong to every page.

/// Names of ours begin so, since local pages may share one store.
const PREFIX: &str = "bien-nien.";

/// Returns what is kept under a name.
#[must_use]
pub fn read(name: &str) -> Option<String> {
    store()?.get_item(&format!("{PREFIX}{name}")).ok()?
}

/// Keeps a text under a name, if the browser allows.
pub fn write(name: &str, value: &str) {
    if let Some(store) = store() {
        // A full or forbidden store is no reason to stop.
        let _ = store.set_item(&format!("{PREFIX}{name}"), value);
    }
}

/// Returns what is kept under a name in this tab.
#[must_use]
pub fn read_in_tab(name: &str) -> Option<String> {
    tab_store()?.get_item(&format!("{PREFIX}{name}")).ok()?
}

/// Keeps a text under a name for as long as this tab is there, if the browser
/// allows.
pub fn write_in_tab(name: &str, value: &str) {
    if let Some(store) = tab_store() {
        let _ = store.set_item(&format!("{PREFIX}{name}"), value);
    }
}

fn tab_store() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
