//! Viewer and archive put together: the one page, and the site folder.
//!
//! The one page, in order: content security policy, style, boot script, what is
//! seen until the viewer runs, catalogue, Wasm, columns, index, texts, end
//! marker, glue. A page without the end marker was cut. Data stands in `<script
//! type="text/plain" data-bn="…">`, which needs no hash in the policy, in blocks
//! of at most [`MAX_BLOCK_CHARS`], which WebKit reads four times as fast as one
//! long one.
//!
//! The site folder says the same in files beside each other. Its `index.html`
//! names them in `<meta name="bien-nien-files">`; each data file stands there
//! twice, once for `fetch` and once as a classic script for `file://`, where
//! `fetch` is refused. Only one of the two is ever loaded. One file more has
//! what the one page has around its data, for whoever saves it from there; the
//! boot script puts the two together, by the same order.

mod first;
mod head;
mod html;
mod site;
mod tongue;
mod words;

use std::io;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use crate::archive::Archive;
use crate::archive::packed::{self, ArchiveError, Packed, Part};
use html::{Block, escape_script};
pub use site::{SiteFile, site};
pub use tongue::{RowDate, Tongue, lowercase};

/// The most characters of one data block.
pub const MAX_BLOCK_CHARS: usize = 1_000_000;

/// What the end marker says.
const END_MARK: &str = "bien-nien end";

/// Stands near the beginning of every page, so that it can be told from others.
const GENERATOR: &str = "Bien Nien";

/// A built viewer: everything a page needs beside an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// CSS.
    pub style: String,
    /// The boot script: old syntax, says what is wrong where nothing else runs.
    pub boot: String,
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
    /// When it is no such page, it is cut or damaged, or its viewer knows
    /// nothing of the first screen that is written today.
    pub fn from_page(page: &str) -> Result<Self, ViewerError> {
        check_whole(page)?;
        if !page.contains(first::OPEN) {
            return Err(ViewerError::Old);
        }
        let part = |open: &str, close: &str| {
            html::between(page, open, close)
                .map(str::to_owned)
                .ok_or(ArchiveError::NotAnArchive)
        };
        let viewer = Self {
            style: part(STYLE.0, STYLE.1)?,
            boot: part(BOOT.0, BOOT.1)?,
            glue: part(GLUE.0, GLUE.1)?,
            wasm_gz: decode_blocks(page, "wasm").ok_or(ViewerError::Damaged)?,
        };
        // Nothing else tells whether the Wasm is what it was.
        let unpacked = io::copy(&mut GzDecoder::new(&*viewer.wasm_gz), &mut io::sink());
        unpacked.map_err(|_| ViewerError::Damaged)?;
        Ok(viewer)
    }
}

/// Why the viewer of a page is of no use for another.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ViewerError {
    /// The page itself cannot be read.
    #[error(transparent)]
    Page(#[from] ArchiveError),
    /// It is of a page made before there was a first screen.
    #[error("the viewer in this page is too old for new pages; take that of a newer page")]
    Old,
    /// Its Wasm has changed.
    #[error("the viewer in this page is damaged; copy or download it again")]
    Damaged,
}

const STYLE: (&str, &str) = ("<style data-bn=\"style\">", "</style>");
const BOOT: (&str, &str) = ("<script data-bn=\"boot\">", "</script>");
const GLUE: (&str, &str) = ("<script data-bn=\"glue\">", "</script>");

/// Returns the one page as parts to be written one after another.
///
/// The same viewer and archive give the same bytes.
#[must_use]
pub fn one_page(viewer: &Viewer, archive: &Archive) -> Vec<String> {
    let packed = packed::pack(archive);
    let [before, after] = frame(viewer, archive);
    let mut parts = vec![before];
    parts.push(Block::new("catalogue", &escape_script(&packed.catalogue)).to_string());
    parts.extend(encode_blocks("wasm", &viewer.wasm_gz));
    for part in Part::ALL {
        parts.extend(encode_blocks(part.name(), packed.part(part)));
    }
    parts.push(Block::new("end", END_MARK).to_string());
    parts.push(after);
    parts
}

/// Returns what stands before the data blocks of the one page, and after them.
fn frame(viewer: &Viewer, archive: &Archive) -> [String; 2] {
    let Viewer {
        style, boot, glue, ..
    } = viewer;
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' 'wasm-unsafe-eval'; style-src '{}'; \
         style-src-attr 'unsafe-inline'; img-src data: blob:; connect-src 'none'; \
         worker-src blob:; base-uri 'none'; form-action 'none'",
        hash(boot),
        hash(glue),
        hash(style),
    );
    let before = [
        &head::head(archive, &policy),
        STYLE.0,
        style,
        STYLE.1,
        "\n</head>\n<body>\n",
        BOOT.0,
        boot,
        BOOT.1,
        "\n",
        &first::shell(archive),
        "\n",
    ];
    let after = [GLUE.0, glue, GLUE.1, "\n</body>\n</html>\n"];
    [before.concat(), after.concat()]
}

/// Returns a source expression of the policy for a script or style.
fn hash(source: &str) -> String {
    format!(
        "sha256-{}",
        BASE64_STANDARD.encode(Sha256::digest(source.as_bytes()))
    )
}

/// A multiple of 3, so that the blocks' base64 can be read apart or joined.
const BLOCK_BYTES: usize = MAX_BLOCK_CHARS / 4 * 3;

fn encode_blocks<'a>(name: &'a str, bytes: &'a [u8]) -> impl Iterator<Item = String> + 'a {
    bytes
        .chunks(BLOCK_BYTES)
        .map(move |chunk| Block::new(name, &BASE64_STANDARD.encode(chunk)).to_string())
}

/// Returns what the blocks of a name hold, or nothing if one is damaged.
fn decode_blocks(page: &str, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for block in html::blocks(page, name) {
        BASE64_STANDARD.decode_vec(block.trim(), &mut bytes).ok()?;
    }
    Some(bytes)
}

/// Whether bytes look like a page that `one_page` made, whole or cut.
#[must_use]
pub fn is_page(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let mark = format!("<meta name=\"generator\" content=\"{GENERATOR} ");
    bytes.starts_with(b"<!DOCTYPE html>")
        && head
            .windows(mark.len())
            .any(|window| window == mark.as_bytes())
}

fn check_whole(page: &str) -> Result<(), ArchiveError> {
    if !is_page(page.as_bytes()) {
        return Err(ArchiveError::NotAnArchive);
    }
    // Mail filters and browsers may add something after the page's own end.
    let is_whole = html::blocks(page, "end").next() == Some(END_MARK)
        && page
            .rsplit_once(END_MARK)
            .is_some_and(|(_, glue)| glue.contains("</html>"));
    is_whole.then_some(()).ok_or(ArchiveError::NoEnd)
}

/// Takes the packed archive out of a page that `one_page` made, in whatever
/// format.
///
/// # Errors
///
/// When there is none, it is of a newer format, or the page is cut or damaged.
pub fn read_packed(page: &str) -> Result<Packed, ArchiveError> {
    if !is_page(page.as_bytes()) {
        return Err(ArchiveError::NotAnArchive);
    }
    let catalogue = html::blocks(page, "catalogue")
        .next()
        .ok_or(ArchiveError::NoEnd)?;
    packed::read_head(catalogue)?;
    check_whole(page)?;
    let part =
        |part: Part| decode_blocks(page, part.name()).ok_or(ArchiveError::Checksum { part });
    Ok(Packed {
        catalogue: catalogue.to_owned(),
        columns: part(Part::Columns)?,
        index: part(Part::Index)?,
        texts: part(Part::Texts)?,
    })
}

/// Reads the archive in a page that `one_page` made.
///
/// # Errors
///
/// When there is none, or it is cut, damaged or of a newer format.
pub fn read_archive(page: &str) -> Result<Archive, ArchiveError> {
    packed::open(&read_packed(page)?)
}

#[cfg(test)]
mod tests;
