//! Saves the archive in the page as a page of its own: the same bytes that the
//! command line would write, since viewer and archive are passed on as packed.

use biennien_core::archive::Archive;
use biennien_core::page;
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::boot;

/// What was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// What the file is called.
    pub name: String,
    /// How large it is, in bytes.
    pub n_bytes: f64,
}

/// Saves the archive that came with the page.
///
/// # Errors
///
/// When a part of it cannot be had again, or the browser refuses; the text says
/// which.
pub async fn one_page(archive: &Archive) -> Result<Saved, String> {
    let (viewer, packed) = boot::page().await?;
    // In parts: one text could be longer than a browser takes.
    let parts = Array::new();
    page::write_one_page(&viewer, archive, &packed, |part| {
        parts.push(&JsValue::from_str(&part));
    });
    let name = page::file_name(&archive.title);
    match boot::download(&name, &parts) {
        Some(n_bytes) => Ok(Saved { name, n_bytes }),
        None => Err(name),
    }
}
