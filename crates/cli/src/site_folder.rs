//! Reads the archive in a site folder that was packed here. Its `index.html`
//! names the files, as `biennien_core::page` writes them.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use biennien_core::archive::packed::Packed;
use biennien_core::page;
use serde::Deserialize;

/// What the folder's own page is called.
pub(crate) const INDEX: &str = "index.html";

const FILES: (&str, &str) = ("<meta name=\"bien-nien-files\" content=\"", "\"");

/// The files with the archive, as the page names them. Format 1 had neither
/// columns nor index.
#[derive(Deserialize)]
struct Files {
    catalogue: String,
    #[serde(default)]
    columns: Option<String>,
    #[serde(default)]
    index: Option<String>,
    texts: String,
}

/// Whether a folder is a site that was packed here.
pub(crate) fn is_site(folder: &Path) -> bool {
    std::fs::read(folder.join(INDEX)).is_ok_and(|bytes| {
        page::is_page(&bytes)
            && std::str::from_utf8(&bytes).is_ok_and(|page| page.contains(FILES.0))
    })
}

/// Returns the site folder that a path means: itself, or the folder of its page.
pub(crate) fn folder_of(path: &Path) -> Option<&Path> {
    let folder = match path.parent() {
        Some(parent) if path.file_name().is_some_and(|name| name == INDEX) => {
            if parent.as_os_str().is_empty() {
                Path::new(".")
            } else {
                parent
            }
        }
        _ => path,
    };
    is_site(folder).then_some(folder)
}

/// Reads the packed archive in a site folder.
pub(crate) fn read_packed(folder: &Path) -> Result<Packed> {
    let index = std::fs::read_to_string(folder.join(INDEX)).context(INDEX)?;
    let files = listed(&index)
        .context("its index.html names no archive; give a folder that biennien pack wrote")?;
    let catalogue = String::from_utf8(read_file(folder, &files.catalogue)?)
        .with_context(|| format!("{} is damaged; copy it again", files.catalogue))?;
    let read = |name: &Option<String>| match name {
        Some(name) => read_file(folder, name),
        None => Ok(Vec::new()),
    };
    Ok(Packed {
        catalogue,
        columns: read(&files.columns)?,
        index: read(&files.index)?,
        texts: read_file(folder, &files.texts)?,
    })
}

fn listed(index: &str) -> Option<Files> {
    let (_, rest) = index.split_once(FILES.0)?;
    let (value, _) = rest.split_once(FILES.1)?;
    let json = value
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    serde_json::from_str(&json).ok()
}

fn read_file(folder: &Path, name: &str) -> Result<Vec<u8>> {
    if name.contains(['/', '\\', ':']) || name.starts_with('.') {
        bail!("its index.html names {name:?}, which is outside of the folder");
    }
    std::fs::read(folder.join(name)).with_context(|| format!("{name} is missing; copy it too"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_outside_of_the_folder_are_not_read() {
        for name in ["../x", "a/b", "a\\b", "C:x", ".x"] {
            let error = read_file(Path::new("."), name).expect_err(name);
            assert!(error.to_string().contains("outside"), "{error}");
        }
    }
}
