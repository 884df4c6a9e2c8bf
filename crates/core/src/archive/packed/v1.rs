//! Format 1, which is still read: the articles as one gzipped JSON Feed. Nothing
//! writes it any more, and no page reads it.
//!
//! | part | form |
//! |---|---|
//! | catalogue | JSON: `format`, `title`, `description`, `language`, `owners`, `rights`, `contact`, `articles` (how many), `span` (EDTF of first and last day), `made`, `texts_bytes`, `texts_sha256` |
//! | texts | the archive as a JSON Feed, gzipped (RFC 1952, no name, no time) |

use sha2::{Digest, Sha256};

use super::{ArchiveError, Part};
use crate::archive::gzip::gunzip;
use crate::archive::{Archive, feed};
use crate::json::{JsonError, Reader};

/// The number of this format.
pub(super) const FORMAT: u32 = 1;

/// Texts may unpack to at most so many bytes, so that a small file cannot fill
/// the memory: 2 GiB, what a page could hold at all.
const MAX_TEXT_BYTES: u64 = 1 << 31;

/// What the catalogue says of the texts.
#[derive(Default)]
struct Head {
    texts_bytes: u64,
    texts_sha256: String,
}

/// Why whole texts give no archive.
#[derive(Debug, thiserror::Error)]
enum Unreadable {
    #[error(
        "the archive unpacks to no feed of at most {MAX_TEXT_BYTES} bytes; pack it in several"
    )]
    Gzip,
    #[error("the archive's articles cannot be read: {0}; pack it again")]
    Feed(#[from] feed::FeedError),
    #[error("article {} of the archive cannot be read: {}; pack it again", .0.item, .0.reason)]
    Article(feed::Refusal),
}

/// Opens an archive of format 1.
pub(super) fn open(catalogue: &str, texts: &[u8]) -> Result<Archive, ArchiveError> {
    let head: Head = read_head(catalogue).map_err(ArchiveError::Catalogue)?;
    let have = texts.len() as u64;
    if have < head.texts_bytes {
        return Err(ArchiveError::Truncated {
            part: Part::Texts,
            have,
            want: head.texts_bytes,
        });
    }
    if sha256_hex(texts) != head.texts_sha256 {
        return Err(ArchiveError::Checksum { part: Part::Texts });
    }
    read(texts).map_err(|error| ArchiveError::unreadable(Part::Texts, error))
}

fn read_head(catalogue: &str) -> Result<Head, JsonError> {
    let mut head = Head::default();
    Reader::new(catalogue).object(&mut |reader, name| {
        match name {
            "texts_bytes" => head.texts_bytes = reader.whole()?,
            "texts_sha256" => head.texts_sha256 = reader.string()?,
            _ => drop(reader.skip()?),
        }
        Ok(())
    })?;
    Ok(head)
}

fn read(texts: &[u8]) -> Result<Archive, Unreadable> {
    let json = gunzip(texts, MAX_TEXT_BYTES).ok_or(Unreadable::Gzip)?;
    let feed = feed::read(&json, feed::ReadOptions::default())?;
    match feed.refused.into_iter().next() {
        None => Ok(feed.archive),
        Some(refusal) => Err(Unreadable::Article(refusal)),
    }
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

    const SITE: &str = "tests/fixtures/archives/v1/site";
    const CATALOGUE: &str = include_str!(
        "../../../../../tests/fixtures/archives/v1/site/catalogue-49b014ea5ef3.json"
    );
    const TEXTS: &[u8] =
        include_bytes!("../../../../../tests/fixtures/archives/v1/site/texts-e41ad15deb31.bin");

    #[test]
    fn an_archive_of_format_1_opens_or_says_what_is_wrong() {
        assert_eq!(open(CATALOGUE, TEXTS).expect(SITE).articles.len(), 8);
        let error = |texts: &[u8]| open(CATALOGUE, texts).expect_err("broken").to_string();
        let mut flipped = TEXTS.to_vec();
        flipped[40] ^= 1;
        insta::assert_snapshot!([error(&flipped), error(&TEXTS[..100])].join("\n"), @"
        the archive is damaged: the checksum of its texts is wrong; copy or download it again
        the archive is cut: 100 of 2309 bytes of its texts are there; copy or download it again
        ");
    }
}
