//! Why a packed archive cannot be opened.

use std::error::Error;

use super::Part;
use crate::json::JsonError;

/// Why a packed archive cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// There is no archive in it.
    #[error("there is no archive in this file; make one with biennien pack")]
    NotAnArchive,
    /// It was written by a newer version.
    #[error(
        "the archive is format {found}, this viewer reads up to {known}; open it with a newer viewer"
    )]
    Version {
        /// The format of the archive.
        found: u32,
        /// The newest format read here.
        known: u32,
    },
    /// It was written by an earlier version and cannot be searched as it is.
    #[error("the archive was packed by an earlier version; pack it again with biennien pack")]
    Earlier,
    /// It ends too early.
    #[error(
        "the archive is cut: {have} of {want} bytes of its {part} are there; copy or download it again"
    )]
    Truncated {
        /// The part that ends too early.
        part: Part,
        /// Bytes that are there.
        have: u64,
        /// Bytes that should be.
        want: u64,
    },
    /// The page that holds it ends too early.
    #[error("the page is cut: its end is missing; copy or download it again")]
    NoEnd,
    /// Its bytes have changed.
    #[error(
        "the archive is damaged: the checksum of its {part} is wrong; copy or download it again"
    )]
    Checksum {
        /// The part that has changed.
        part: Part,
    },
    /// The catalogue cannot be read.
    #[error("the archive's catalogue cannot be read: {0}; copy or download it again")]
    Catalogue(#[source] JsonError),
    /// A part cannot be read.
    #[error("{source}")]
    Unreadable {
        /// The part.
        part: Part,
        /// What is wrong with it, and what to do.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl ArchiveError {
    /// Returns the error of a part that cannot be read.
    pub(super) fn unreadable(part: Part, source: impl Error + Send + Sync + 'static) -> Self {
        let source = Box::new(source);
        Self::Unreadable { part, source }
    }
}
