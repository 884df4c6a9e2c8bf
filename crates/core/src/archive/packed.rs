//! The form of an archive inside a page: a catalogue to read first, and texts.
//!
//! | part | form |
//! |---|---|
//! | catalogue | JSON: `format`, `title`, `description`, `language`, `owners`, `rights`, `contact`, `articles` (how many), `span` (EDTF of first and last day), `made`, `texts_bytes`, `texts_sha256` |
//! | texts | the archive as a JSON Feed, gzipped (RFC 1952, no name, no time) |
//!
//! `format` comes first in the catalogue and is all that a reader may rely on
//! in one of a newer version.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Archive, Made, feed};

/// The newest version of the packed form that is read here, and the one written.
pub const FORMAT: u32 = 1;

/// Texts may unpack to at most so many bytes, so that a small file cannot fill
/// the memory: 2 GiB, what a page can hold at all.
const MAX_TEXT_BYTES: u64 = 1 << 31;

/// What a page shows before it has read the texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Version of the packed form.
    pub format: u32,
    /// The archive's name.
    pub title: String,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// BCP 47 tag of the language of most of its articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who keeps it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
    /// What may be done with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// How to reach its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// How many articles it has.
    pub articles: u32,
    /// First and last day of its dated articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<[String; 2]>,
    /// When and by what it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Made>,
    /// Length of the texts as they stand in the page, in bytes.
    pub texts_bytes: u64,
    /// SHA-256 of those bytes, in hexadecimal.
    pub texts_sha256: String,
}

/// A packed archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// A `Catalogue` as JSON.
    pub catalogue: String,
    /// The archive as a gzipped JSON Feed.
    pub texts: Vec<u8>,
}

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
    /// It ends too early.
    #[error("the archive is cut: {have} of {want} bytes are there; copy or download it again")]
    Truncated {
        /// Bytes that are there.
        have: u64,
        /// Bytes that should be.
        want: u64,
    },
    /// The page that holds it ends too early.
    #[error("the page is cut: its end is missing; copy or download it again")]
    NoEnd,
    /// Its bytes have changed.
    #[error("the archive is damaged: its checksum is wrong; copy or download it again")]
    Checksum,
    /// It unpacks to more than can be held.
    #[error("the archive unpacks to more than {max} bytes; cut it into several")]
    TooLarge {
        /// The most that is unpacked.
        max: u64,
    },
    /// The catalogue cannot be read.
    #[error("the archive's catalogue cannot be read: {0}; copy or download it again")]
    Catalogue(#[source] serde_json::Error),
    /// The texts are whole, but no feed.
    #[error("the archive's articles cannot be read: {0}; pack it again")]
    Feed(#[from] feed::FeedError),
    /// The texts are whole, but an article in them cannot be read.
    #[error("article {} of the archive cannot be read: {}; pack it again", .0.item, .0.reason)]
    Article(feed::Refusal),
}

/// Packs an archive. The same archive gives the same bytes.
#[must_use]
pub fn pack(archive: &Archive) -> Packed {
    let texts = gzip(feed::write_compact(archive).as_bytes());
    let catalogue = Catalogue {
        format: FORMAT,
        title: archive.title.clone(),
        description: archive.description.clone(),
        language: archive.language.clone(),
        owners: archive.owners.clone(),
        rights: archive.rights.clone(),
        contact: archive.contact.clone(),
        articles: u32::try_from(archive.articles.len()).unwrap_or(u32::MAX),
        span: archive
            .span()
            .map(|days| [days.first.to_string(), days.last.to_string()]),
        made: archive.made.clone(),
        texts_bytes: texts.len() as u64,
        texts_sha256: sha256_hex(&texts),
    };
    let catalogue = serde_json::to_string(&catalogue).unwrap_or_default();
    Packed { catalogue, texts }
}

/// Reads a catalogue.
///
/// # Errors
///
/// When it is of a newer format or cannot be read.
pub fn read_catalogue(json: &str) -> Result<Catalogue, ArchiveError> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    let head: Head = serde_json::from_str(json).map_err(ArchiveError::Catalogue)?;
    if head.format > FORMAT {
        return Err(ArchiveError::Version {
            found: head.format,
            known: FORMAT,
        });
    }
    serde_json::from_str(json).map_err(ArchiveError::Catalogue)
}

/// Opens a packed archive.
///
/// # Errors
///
/// When it is of a newer format, cut or damaged.
pub fn open(catalogue: &str, texts: &[u8]) -> Result<Archive, ArchiveError> {
    let catalogue = read_catalogue(catalogue)?;
    let have = texts.len() as u64;
    if have < catalogue.texts_bytes {
        return Err(ArchiveError::Truncated {
            have,
            want: catalogue.texts_bytes,
        });
    }
    if sha256_hex(texts) != catalogue.texts_sha256 {
        return Err(ArchiveError::Checksum);
    }
    let json = gunzip(texts)?;
    let feed = feed::read(&json, feed::ReadOptions::default())?;
    match feed.refused.into_iter().next() {
        None => Ok(feed.archive),
        Some(refusal) => Err(ArchiveError::Article(refusal)),
    }
}

/// Compresses with gzip; no name and no time, so that the same bytes come out
/// the same.
#[must_use]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("a vector takes all bytes")
}

/// A gzip header without name, time or comment (RFC 1952, section 2.3).
const GZIP_HEAD_BYTES: usize = 10;

/// CRC-32 and length, behind what is compressed.
const GZIP_FOOT_BYTES: usize = 8;

/// Undoes `gzip`.
///
/// The CRC-32 is not looked at: what is read here has a SHA-256 of its own, and
/// the CRC's table of 16 kB, which cannot be compressed, stays out of the page.
pub(crate) fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, ArchiveError> {
    let body = bytes.len().checked_sub(GZIP_FOOT_BYTES);
    let body = body.and_then(|end| bytes.get(GZIP_HEAD_BYTES..end));
    let mut out = Vec::new();
    let mut decoder =
        DeflateDecoder::new(body.ok_or(ArchiveError::Checksum)?).take(MAX_TEXT_BYTES + 1);
    decoder
        .read_to_end(&mut out)
        .map_err(|_| ArchiveError::Checksum)?;
    if out.len() as u64 > MAX_TEXT_BYTES {
        return Err(ArchiveError::TooLarge {
            max: MAX_TEXT_BYTES,
        });
    }
    Ok(out)
}

fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block};
    use proptest::prelude::*;

    fn archive() -> Archive {
        let article = |title: &str, date: &str| Article {
            id: crate::article::ArticleId(title.to_owned()),
            title: title.to_owned(),
            date: date.parse().ok(),
            blocks: vec![Block::paragraph("Một đoạn văn.")],
            ..Article::default()
        };
        let articles = vec![
            article("Cũ", "0938"),
            article("Mới", "2019-07-08?"),
            article("Không", ""),
        ];
        Archive {
            title: "Kho".to_owned(),
            articles,
            ..Archive::default()
        }
    }

    #[test]
    fn what_was_packed_opens_the_same() {
        let packed = pack(&archive());
        assert_eq!(
            open(&packed.catalogue, &packed.texts).expect("opens"),
            archive()
        );
        assert_eq!(pack(&archive()), packed);
        let catalogue = read_catalogue(&packed.catalogue).expect("reads");
        assert_eq!(
            catalogue.span,
            Some(["0938-01-01".to_owned(), "2019-07-08".to_owned()])
        );
    }

    #[test]
    fn old_cut_and_foreign_archives_differ() {
        let Packed { catalogue, texts } = pack(&archive());
        let error = |catalogue: &str, texts: &[u8]| {
            open(catalogue, texts).expect_err("broken").to_string()
        };
        let newer = catalogue.replacen("\"format\":1", "\"format\":7", 1);
        let mut flipped = texts.clone();
        flipped[40] ^= 1;
        insta::assert_snapshot!([
            error(r#"{"format":7,"shards":[]}"#, &[]),
            error(&newer, &texts),
            error(&catalogue, &flipped),
            error("{}", &texts),
        ].join("\n"), @"
        the archive is format 7, this viewer reads up to 1; open it with a newer viewer
        the archive is format 7, this viewer reads up to 1; open it with a newer viewer
        the archive is damaged: its checksum is wrong; copy or download it again
        the archive's catalogue cannot be read: missing field `format` at line 1 column 2; copy or download it again
        ");
        let cut = error(&catalogue, &texts[..texts.len() / 2]);
        assert!(cut.starts_with("the archive is cut: "), "{cut}");
    }

    proptest! {
        #[test]
        fn any_bytes_open_or_err(catalogue in "\\PC{0,40}", texts: Vec<u8>) {
            let _ = open(&catalogue, &texts);
            let whole = pack(&archive()).catalogue;
            prop_assert!(open(&whole, &texts).is_err());
        }
    }
}
