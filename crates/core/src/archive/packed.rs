//! The form of an archive inside a page: a head to read first, and three parts.
//!
//! | part | form | read |
//! |---|---|---|
//! | catalogue | JSON, a [`Head`] | first |
//! | columns | [`crate::catalogue`] | when the page opens |
//! | index | [`crate::index`] | in place, by the engine |
//! | texts | [`crate::texts`] | block by block, when they are needed |
//!
//! | field of the catalogue | |
//! |---|---|
//! | `format` | 2 |
//! | `title`, `description`, `home_page_url`, `language`, `archive_id`, `rights`, `contact` | texts |
//! | `owners` | list of texts |
//! | `made` | `date` (EDTF), `tool`, what else it had |
//! | `articles` | how many |
//! | `span` | EDTF of first and last day |
//! | `words` | [`text::WORDS_VERSION`] of the index |
//! | `parts` | of `columns`, `index` and `texts`: `bytes`, and `checksum`, XXH64 of the part in 16 hexadecimal digits |
//! | `extra`, `extra_biennien` | the feed's fields that nobody knows |
//!
//! `format` comes first in the catalogue and is all that a reader may rely on
//! in one of a newer version. The articles stand in canonical order
//! ([`Archive::sort_articles`]): an article's number is its place in it.
//!
//! The checksums tell damage, not malice: whoever can change a page can change
//! its script.

mod error;
mod head;
mod v1;

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use serde::Serialize;

pub use super::gzip::gzip;
use super::{Archive, Made, newest_first};
use crate::article::Article;
use crate::bytes::checksum;
use crate::catalogue::Catalogue;
use crate::index::Index;
use crate::json::Extra;
use crate::order;
use crate::search::Engine;
use crate::text;
use crate::texts::{self, MAX_BYTES, STRING_BYTES, Texts, TextsError};
pub use error::ArchiveError;
pub use head::read_head;

/// The newest version of the packed form that is read here, and the one written.
pub const FORMAT: u32 = 2;

/// A part of a packed archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What lists and filters want to know of every article.
    Columns,
    /// What is found where.
    Index,
    /// The articles' texts.
    Texts,
}

impl Part {
    /// Every part, in the order in which they stand in a page.
    pub const ALL: [Self; 3] = [Self::Columns, Self::Index, Self::Texts];

    /// Its name in pages and catalogues.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Columns => "columns",
            Self::Index => "index",
            Self::Texts => "texts",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the catalogue says of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartFacts {
    /// Its length before base64.
    pub bytes: u64,
    /// Its XXH64, in 16 hexadecimal digits.
    pub checksum: String,
}

impl PartFacts {
    fn new(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.len() as u64,
            checksum: format!("{:016x}", checksum(bytes)),
        }
    }
}

/// What the catalogue says of every part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Parts {
    /// Of the columns.
    pub columns: PartFacts,
    /// Of the index.
    pub index: PartFacts,
    /// Of the texts.
    pub texts: PartFacts,
}

/// The catalogue: what an archive says of itself, and what it is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Head {
    /// Version of the packed form.
    pub format: u32,
    /// The archive's name.
    pub title: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its published address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_page_url: Option<String>,
    /// BCP 47 tag of the language of most of its articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who keeps it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
    /// Names a reader's own notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_id: Option<String>,
    /// What may be done with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// How to reach its owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// How many articles it has.
    pub articles: u32,
    /// First and last day of its dated articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<[String; 2]>,
    /// When and by what it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<Made>,
    /// Version of the definition of a word that the index was made by.
    pub words: u32,
    /// What it is made of.
    pub parts: Parts,
    /// Fields of the feed that are not known here, kept.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
    /// Fields of the feed's `_biennien` that are not known here, kept.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra_biennien: Extra,
}

impl Head {
    /// Whether the index can be used as it is: it is of this format and made by
    /// the present definition of a word.
    #[must_use]
    pub fn is_searchable(&self) -> bool {
        self.format == FORMAT && self.words == text::WORDS_VERSION
    }

    /// What it says of a part.
    #[must_use]
    pub fn part(&self, part: Part) -> &PartFacts {
        match part {
            Part::Columns => &self.parts.columns,
            Part::Index => &self.parts.index,
            Part::Texts => &self.parts.texts,
        }
    }

    /// Checks whether a part is all there.
    fn check_length(&self, part: Part, bytes: &[u8]) -> Result<(), ArchiveError> {
        let want = self.part(part).bytes;
        let have = bytes.len() as u64;
        if have < want {
            return Err(ArchiveError::Truncated { part, have, want });
        }
        Ok(())
    }

    /// Checks length and checksum of a part.
    fn check(&self, part: Part, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.check_length(part, bytes)?;
        let want = u64::from_str_radix(&self.part(part).checksum, 16);
        if want != Ok(checksum(bytes)) {
            return Err(ArchiveError::Checksum { part });
        }
        Ok(())
    }

    fn into_archive(self, articles: Vec<Article>) -> Archive {
        Archive {
            title: self.title,
            description: self.description,
            home_page_url: self.home_page_url,
            owners: self.owners,
            language: self.language,
            archive_id: self.archive_id,
            rights: self.rights,
            contact: self.contact,
            made: self.made,
            articles,
            extra: self.extra,
            extra_biennien: self.extra_biennien,
        }
    }
}

/// A packed archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// A [`Head`] as JSON.
    pub catalogue: String,
    /// As [`Catalogue::open`] reads them; empty in format 1.
    pub columns: Vec<u8>,
    /// As [`Index::open`] reads it; empty in format 1.
    pub index: Vec<u8>,
    /// As [`Texts::open`] reads them; a gzipped JSON Feed in format 1.
    pub texts: Vec<u8>,
}

impl Packed {
    /// Returns the bytes of a part.
    #[must_use]
    pub fn part(&self, part: Part) -> &[u8] {
        match part {
            Part::Columns => &self.columns,
            Part::Index => &self.index,
            Part::Texts => &self.texts,
        }
    }
}

/// How hard the texts are deflated: the best there is, since packing is done
/// once and the page is sent often.
const LEVEL: u8 = 9;

/// Packs an archive, its articles in canonical order. The same archive gives
/// the same bytes. What is larger than [`texts::check_size`] allows may not open
/// again.
#[must_use]
pub fn pack(archive: &Archive) -> Packed {
    let articles = sorted(&archive.articles);
    let columns = Catalogue::build(&articles);
    let index = Index::build(&articles);
    let texts = Texts::build(&articles, LEVEL);
    let parts = Parts {
        columns: PartFacts::new(&columns),
        index: PartFacts::new(&index),
        texts: PartFacts::new(&texts),
    };
    let catalogue = serde_json::to_string(&head(archive, parts)).unwrap_or_default();
    Packed {
        catalogue,
        columns,
        index,
        texts,
    }
}

fn sorted(articles: &[Article]) -> Cow<'_, [Article]> {
    if articles.is_sorted_by(|a, b| newest_first(a, b).is_le()) {
        return Cow::Borrowed(articles);
    }
    let mut articles = articles.to_vec();
    order::sort_by(&mut articles, newest_first);
    Cow::Owned(articles)
}

fn head(archive: &Archive, parts: Parts) -> Head {
    Head {
        format: FORMAT,
        title: archive.title.clone(),
        description: archive.description.clone(),
        home_page_url: archive.home_page_url.clone(),
        language: archive.language.clone(),
        owners: archive.owners.clone(),
        archive_id: archive.archive_id.clone(),
        rights: archive.rights.clone(),
        contact: archive.contact.clone(),
        articles: u32::try_from(archive.articles.len()).unwrap_or(u32::MAX),
        span: archive
            .span()
            .map(|days| [days.first.to_string(), days.last.to_string()]),
        made: archive.made.clone(),
        words: text::WORDS_VERSION,
        parts,
        extra: archive.extra.clone(),
        extra_biennien: archive.extra_biennien.clone(),
    }
}

/// Opens the columns of an archive of this format.
///
/// # Errors
///
/// When it is of an earlier format, or they are cut or damaged.
pub fn columns(head: &Head, bytes: &[u8]) -> Result<Catalogue, ArchiveError> {
    let part = Part::Columns;
    if head.format < FORMAT {
        return Err(ArchiveError::Earlier);
    }
    head.check_length(part, bytes)?;
    let catalogue =
        Catalogue::open(bytes).map_err(|error| ArchiveError::unreadable(part, error))?;
    agree(part, head.articles, catalogue.n_docs())?;
    Ok(catalogue)
}

/// Makes the engine of an archive of this format.
///
/// No text is unpacked, and nothing is summed that sums itself: each part checks
/// itself as it is opened, each block of texts as it is unpacked.
///
/// # Errors
///
/// When it is of an earlier format or another definition of a word
/// ([`Head::is_searchable`]), cut or damaged.
pub fn engine(packed: Packed) -> Result<Engine, ArchiveError> {
    let head = read_head(&packed.catalogue)?;
    if !head.is_searchable() {
        return Err(ArchiveError::Earlier);
    }
    let catalogue = columns(&head, &packed.columns)?;
    let part = Part::Index;
    head.check_length(part, &packed.index)?;
    let index =
        Index::open(packed.index).map_err(|error| ArchiveError::unreadable(part, error))?;
    agree(part, head.articles, index.n_docs())?;
    let texts = open_texts(&head, packed.texts)?;
    Ok(Engine::new(Rc::new(catalogue), index, texts))
}

fn open_texts(head: &Head, bytes: Vec<u8>) -> Result<Texts, ArchiveError> {
    let part = Part::Texts;
    head.check_length(part, &bytes)?;
    let texts = Texts::open(bytes).map_err(|error| ArchiveError::unreadable(part, error))?;
    agree(part, head.articles, texts.n_docs())?;
    Ok(texts)
}

/// A part that is not about the same articles.
#[derive(Debug, thiserror::Error)]
#[error(
    "the archive's {part} are of another archive: {found} articles, not {want}; copy or download it again"
)]
struct Disagreement {
    part: Part,
    found: u32,
    want: u32,
}

fn agree(part: Part, want: u32, found: u32) -> Result<(), ArchiveError> {
    if found == want {
        return Ok(());
    }
    let error = Disagreement { part, found, want };
    Err(ArchiveError::unreadable(part, error))
}

/// Opens a packed archive of any format that was ever written, whole.
///
/// The index is not looked at: an archive can be had without it.
///
/// # Errors
///
/// When it is of a newer format, cut or damaged.
pub fn open(packed: &Packed) -> Result<Archive, ArchiveError> {
    let head = read_head(&packed.catalogue)?;
    if head.format == v1::FORMAT {
        return v1::open(&packed.catalogue, &packed.texts);
    }
    for part in [Part::Columns, Part::Texts] {
        head.check(part, packed.part(part))?;
    }
    let catalogue = columns(&head, &packed.columns)?;
    let texts = open_texts(&head, packed.texts.clone())?;
    let max_bytes = max_unpacked(packed);
    Ok(head.into_archive(articles(&catalogue, &texts, max_bytes)?))
}

/// How many bytes of text and pictures an archive may unpack to, so that a small
/// file cannot fill the memory: some more than deflate can save, but at least
/// 256 MiB, since texts that repeat themselves pack to next to nothing, and at
/// most 2 GiB, what a page could hold at all.
fn max_unpacked(packed: &Packed) -> usize {
    let n_packed = packed.columns.len().saturating_add(packed.texts.len());
    n_packed.saturating_mul(1100).clamp(1 << 28, MAX_BYTES)
}

/// What an archive unpacks to is too much.
#[derive(Debug, thiserror::Error)]
#[error(
    "the archive unpacks to more than {max_bytes} bytes, more than one can hold; pack it in several"
)]
struct TooMuch {
    max_bytes: usize,
}

fn articles(
    catalogue: &Catalogue,
    texts: &Texts,
    max_bytes: usize,
) -> Result<Vec<Article>, ArchiveError> {
    let unreadable = |error: TextsError| ArchiveError::unreadable(Part::Texts, error);
    let mut articles = Vec::new();
    let mut left = max_bytes;
    for number in 0..texts.n_blocks() {
        let block = texts.block(number).map_err(unreadable)?;
        for doc in texts.docs_of(number) {
            let rest = block.rest(doc);
            let pictures = texts.pictures(rest).map_err(unreadable)?;
            let strings = block.strings(doc, texts);
            let n_bytes = [&strings, &pictures].into_iter().flatten();
            let n_bytes = n_bytes.map(|text| STRING_BYTES + text.len()).sum();
            left = left
                .checked_sub(n_bytes)
                .ok_or_else(|| ArchiveError::unreadable(Part::Texts, TooMuch { max_bytes }))?;
            let article = texts::article(catalogue, doc, strings, rest, pictures);
            articles.push(article.map_err(unreadable)?);
        }
    }
    Ok(articles)
}

/// Checks every part of a packed archive, the index too.
///
/// # Errors
///
/// When it is of a newer format, or a part is cut or damaged.
pub fn check(packed: &Packed) -> Result<(), ArchiveError> {
    let head = read_head(&packed.catalogue)?;
    if head.format == v1::FORMAT {
        return v1::open(&packed.catalogue, &packed.texts).map(|_| ());
    }
    Part::ALL
        .into_iter()
        .try_for_each(|part| head.check(part, packed.part(part)))
}

#[cfg(test)]
mod tests;
