//! The document around the page: its title, the marks on `<html>`, and focus.

use wasm_bindgen::JsCast;
use web_sys::{Document, FocusOptions, HtmlDialogElement, HtmlDocument, HtmlElement};

use crate::state::Settings;

pub use web_sys::{Element, HtmlInputElement as Field, HtmlSelectElement as Choice};

/// Returns whether there is a page at all; a worker has none.
#[must_use]
pub fn is_there() -> bool {
    web_sys::window().is_some()
}

/// Returns where the page is drawn.
#[must_use]
pub fn root() -> Option<Element> {
    let document = document()?;
    document
        .get_element_by_id("bien-nien")
        .or_else(|| document.body().map(Into::into))
}

/// Says how far the archive is: `loading`, `ready` or `failed`.
pub fn mark_archive(state: &str) {
    set_on_root("data-archive", state);
}

/// Marks language and looks.
pub fn mark_settings(settings: Settings) {
    set_on_root("lang", settings.language.tag());
    set_on_root("data-theme", settings.theme.key());
    set_on_root("data-density", settings.density.key());
    set_on_root("data-text-size", settings.text_size.key());
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Moves the focus to the first element of a selector, without scrolling.
/// Returns whether there is one.
pub fn focus(selector: &str) -> bool {
    find(selector).is_some_and(|element| {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        element.focus_with_options(&options).is_ok()
    })
}

/// Moves the focus to the first element of a selector if nothing has it: what
/// had it was taken away.
pub fn focus_if_lost(selector: &str) {
    let active = document().and_then(|document| document.active_element());
    if active.is_none_or(|active| active.tag_name() == "BODY") {
        focus(selector);
    }
}

/// Moves the focus to a field and selects what is in it.
pub fn focus_field(selector: &str) {
    let field = find(selector).and_then(|element| element.dyn_into().ok());
    if let Some(field) = field {
        let field: Field = field;
        // A field that is gone needs no focus.
        let _ = field.focus();
        field.select();
    }
}

/// Types into a field at its caret, as a hand would: the field tells of it, and
/// it can be undone. Between a pair of quotation marks the caret is then.
pub fn type_into(selector: &str, text: &str) {
    let field = find(selector).and_then(|element| element.dyn_into::<Field>().ok());
    let document = document().and_then(|document| document.dyn_into::<HtmlDocument>().ok());
    let (Some(field), Some(document)) = (field, document) else {
        return;
    };
    let value = field.value();
    let space = if value.is_empty() || value.ends_with(' ') {
        ""
    } else {
        " "
    };
    // Where the browser refuses, the field has the focus and says nothing new.
    let _ = field.focus();
    let typed = [space, text].concat();
    let _ = document.exec_command_with_show_ui_and_value("insertText", false, &typed);
    if text == "\"\""
        && let Ok(Some(end)) = field.selection_end()
    {
        let _ = field.set_selection_range(end - 1, end - 1);
    }
}

/// Closes the dialog that is open over the page. Returns whether there was one.
pub fn close_dialog() -> bool {
    let dialog = find("dialog[open]").and_then(|element| element.dyn_into().ok());
    dialog.is_some_and(|dialog: HtmlDialogElement| {
        dialog.close();
        true
    })
}

/// Returns whether the system prefers dark.
#[must_use]
pub fn is_system_dark() -> bool {
    let window = web_sys::window();
    let query =
        window.and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok()?);
    query.is_some_and(|query| query.matches())
}

/// Puts the page's address where it can be pasted from. Returns whether the
/// browser let it.
pub fn copy_address() -> bool {
    try_copy_address().unwrap_or_default()
}

/// Through a field and a command: the clipboard's own interface is not there
/// on plain http.
fn try_copy_address() -> Option<bool> {
    let document = document()?.dyn_into::<HtmlDocument>().ok()?;
    let address = web_sys::window()?.location().href().ok()?;
    let before = document.active_element();
    let field: Field = document.create_element("input").ok()?.dyn_into().ok()?;
    field.set_class_name("vh");
    field.set_value(&address);
    document.body()?.append_child(&field).ok()?;
    field.select();
    let is_copied = document.exec_command("copy").unwrap_or_default();
    field.remove();
    if let Some(before) = before.and_then(|before| before.dyn_into::<HtmlElement>().ok()) {
        // What had the focus is still there.
        let _ = before.focus();
    }
    Some(is_copied)
}

/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that cannot print says so itself.
        let _ = window.print();
    }
}

/// Returns whether an element has the focus.
#[must_use]
pub fn has_focus(element: &Element) -> bool {
    document()
        .and_then(|document| document.active_element())
        .as_ref()
        == Some(element)
}

/// Returns whether the focus is in the first element of a selector.
#[must_use]
pub fn is_focus_within(selector: &str) -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|active| active.closest(selector).ok().flatten().is_some())
}

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Returns whether an element of a selector stands in the document.
#[must_use]
pub fn has(selector: &str) -> bool {
    find(selector).is_some()
}

/// Returns the first element of a selector.
pub(super) fn find(selector: &str) -> Option<HtmlElement> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

fn set_on_root(name: &str, value: &str) {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root {
        // The names are constants, and valid.
        let _ = root.set_attribute(name, value);
    }
}
