//! The form of an archive inside a page. (to come)
use super::Archive;

/// The newest version of the packed form that is read here, and the one written.
pub const FORMAT: u32 = 1;

/// A packed archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// JSON: format version, title, language, number of articles, length and
    /// checksum of `texts`.
    pub catalogue: String,
    /// The archive as a gzipped JSON Feed.
    pub texts: Vec<u8>,
}

/// Why a packed archive cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// There is no archive in it.
    #[error("there is no archive in this file; pack one with biennien pack")]
    NotAnArchive,
    /// It was written by a newer version.
    #[error("the archive is format {found}, this viewer reads up to {known}; open it with a newer viewer")]
    Version {
        /// The format of the archive.
        found: u32,
        /// The newest format read here.
        known: u32,
    },
    /// It ends too early.
    #[error("the archive is cut: {have} of {want} bytes are there; copy or download it again")]
    Truncated {
        /// Bytes that are there.
        have: usize,
        /// Bytes that should be.
        want: usize,
    },
    /// Its bytes have changed.
    #[error("the archive is damaged: its checksum is wrong; copy or download it again")]
    Checksum,
}

/// Packs an archive. The same archive gives the same bytes.
#[must_use]
pub fn pack(archive: &Archive) -> Packed { let _ = archive; Packed { catalogue: String::new(), texts: vec![] } }

/// Opens a packed archive.
///
/// # Errors
///
/// When it is of a newer format, cut or damaged.
pub fn open(catalogue: &str, texts: &[u8]) -> Result<Archive, ArchiveError> { let _ = (catalogue, texts); Err(ArchiveError::NotAnArchive) }
