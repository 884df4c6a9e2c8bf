//! The one page, and the site folder: viewer and archive put together. (to come)

use crate::archive::Archive;
use crate::archive::packed::ArchiveError;

/// A built viewer: everything a page needs beside an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// CSS.
    pub style: String,
    /// The boot script: old syntax, says what is wrong where nothing else runs.
    pub boot: String,
    /// What the body shows until the viewer runs: HTML without scripts.
    pub shell: String,
    /// The classic script that loads the Wasm (`wasm-bindgen --target no-modules`).
    pub glue: String,
    /// The Wasm module, gzipped.
    pub wasm_gz: Vec<u8>,
}

impl Viewer {
    /// Takes the viewer out of a page that `one_page` made.
    ///
    /// # Errors
    ///
    /// When it is no such page or it is cut.
    pub fn from_page(html: &str) -> Result<Self, ArchiveError> { let _ = html; Err(ArchiveError::NotAnArchive) }
}

/// Returns the one page as parts to be written one after another.
#[must_use]
pub fn one_page(viewer: &Viewer, archive: &Archive) -> Vec<String> { let _ = (viewer, archive); vec![] }

/// A file of a site folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Its name; no folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Returns the files of a site folder, `index.html` last.
#[must_use]
pub fn site(viewer: &Viewer, archive: &Archive) -> Vec<SiteFile> { let _ = (viewer, archive); vec![] }

/// Whether bytes look like a page that `one_page` made, whole or cut.
#[must_use]
pub fn is_page(bytes: &[u8]) -> bool { let _ = bytes; false }

/// Reads the archive in a page that `one_page` made.
///
/// # Errors
///
/// When there is none, or it is cut, damaged or of a newer format.
pub fn read_archive(html: &str) -> Result<Archive, ArchiveError> { let _ = html; Err(ArchiveError::NotAnArchive) }
