//! The viewer that goes into what is packed: the one built into this program,
//! or the one in a folder.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use biennien_core::page::Viewer;

/// The page that the build put here, empty if there was none to be found.
const BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/viewer.html"));

/// What a built viewer's page is called.
const PAGE: &str = "bien-nien.html";

/// Returns the viewer in a folder, else the one built in.
pub(crate) fn load(folder: Option<&Path>) -> Result<Viewer> {
    let Some(folder) = folder else {
        if BUILT_IN.is_empty() {
            bail!(
                "no viewer is built into this program; run cargo xtask run --no-serve and \
                 build it again, or give --viewer DIR"
            );
        }
        return Viewer::from_page(BUILT_IN).context("the viewer built into this program");
    };
    let page = if folder.is_dir() {
        folder.join(PAGE)
    } else {
        folder.to_owned()
    };
    let html = std::fs::read_to_string(&page).with_context(|| {
        format!(
            "no viewer at {}; give the folder that holds {PAGE}",
            page.display()
        )
    })?;
    Viewer::from_page(&html).with_context(|| format!("no viewer in {}", page.display()))
}
