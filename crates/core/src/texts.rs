//! The texts of a packed archive: what of an article is searched, and everything
//! of it that the columns do not say.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 4 | magic `BNtx` |
//! | 4 | 1 | version, 1 |
//! | 5 | 8 | XXH64 of the head |
//! | 13 | 4 | bytes of the head |
//! | 17 | | the head: its length inflated (varint), and that deflated |
//! | | | blocks, each deflated, one after the other |
//! | | | pictures |
//!
//! The head, all numbers varints where nothing else is said:
//!
//! | field | form |
//! |---|---|
//! | blocks | how many |
//! | articles | how many a block has, by block |
//! | bytes | how many it has as it stands, by block |
//! | inflated | how many it has inflated, by block |
//! | checksums | XXH64 of it as it stands, by block, 8 bytes each |
//! | widths | 2 bytes: the first bytes of codes of two bytes and of three, see `symbols` |
//! | symbols | what codes stand for, see `symbols` |
//! | pictures | how many, and a table of them, see `pictures` |
//!
//! Articles are in canonical order, none in two blocks. Texts are not deflated as
//! such but as rows of numbers of words, which is smaller, faster, and what
//! phrases are searched in.

mod block;
mod build;
mod limits;
mod phrases;
mod pictures;
mod rest;
mod searchable;
mod stamp;
mod symbols;

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::bytes::{BytesError, Reader, checksum, inflate, inflate_sized};
use crate::catalogue::Catalogue;
pub use block::{Block, Code, Codes, Passages};
pub(crate) use limits::{MAX_BYTES, STRING_BYTES};
pub use limits::{TooLarge, check_size};
use pictures::Picture;
pub use rest::{article, pictures};
pub use searchable::{Kind, searchable};
use symbols::{Surfaces, Symbols, Widths};

/// What the texts begin with.
const MAGIC: [u8; 4] = *b"BNtx";

/// Their version.
const VERSION: u8 = 1;

/// An article's strings take no more memory than this, nor what its rest refers
/// to: 256 MiB, 50 million words. A few damaged bytes may stand for any length.
const MAX_ARTICLE_BYTES: usize = 1 << 28;

/// Why texts cannot be opened or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextsError {
    /// The head is cut, damaged or foreign.
    #[error("the archive's texts cannot be read: {0}; {advice}", advice = .0.advice())]
    Bytes(#[from] BytesError),
    /// A block is.
    #[error("articles {} to {} cannot be read: {error}; copy or download the archive again", .docs.0, .docs.1)]
    Block {
        /// The first and the last article of the block, counted from 1.
        docs: (u32, u32),
        /// What is wrong.
        error: BytesError,
    },
    /// A picture is.
    #[error("picture {number} cannot be read: {error}; copy or download the archive again")]
    Picture {
        /// Its number, counted from 0.
        number: u32,
        /// What is wrong.
        error: BytesError,
    },
    /// An article's block is whole, but what it says makes no article.
    #[error("article {doc} cannot be read: {error}; pack the archive again")]
    Article {
        /// Its place, counted from 1.
        doc: u32,
        /// What is wrong.
        error: BytesError,
    },
}

/// Where a block is.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The article behind its last.
    end_doc: u32,
    /// Where it ends, in bytes of all.
    end: usize,
    n_inflated: usize,
    checksum: u64,
}

/// The texts of a packed archive.
#[derive(Debug)]
pub struct Texts {
    bytes: Vec<u8>,
    /// Where the first block begins.
    start: usize,
    blocks: Vec<Place>,
    surfaces: Surfaces,
    symbols: Rc<Symbols>,
    pictures: Vec<Picture>,
}

impl Texts {
    /// Writes the texts of articles, which are in canonical order. Level 0 (fast,
    /// not deflated) to 10 (small).
    #[must_use]
    pub fn build(articles: &[Article], level: u8) -> Vec<u8> {
        build::texts(articles, level)
    }

    /// Opens texts: reads the head and no block. Takes memory for a few times
    /// what the head inflates to, which is at most about a thousand times its
    /// bytes, and for the surfaces, less than 2 GiB: two bytes of the head may
    /// stand for one of 255.
    ///
    /// # Errors
    ///
    /// When they are cut, foreign or of another version, or their head is damaged.
    pub fn open(bytes: Vec<u8>) -> Result<Self, TextsError> {
        let mut reader = Reader::new(&bytes);
        if reader.bytes(MAGIC.len())? != MAGIC {
            return Err(BytesError::Magic.into());
        }
        let found = reader.u8()?;
        if found != VERSION {
            let known = VERSION;
            return Err(BytesError::Version { found, known }.into());
        }
        let sum = reader.u64()?;
        let n_bytes = reader.u32()? as usize;
        let head = reader.bytes(n_bytes)?;
        if checksum(head) != sum {
            return Err(BytesError::Checksum.into());
        }
        let start = bytes.len() - reader.rest().len();
        let head = inflate_sized(head)?;
        Ok(Self::read(bytes, start, &mut Reader::new(&head))?)
    }

    fn read(bytes: Vec<u8>, start: usize, head: &mut Reader) -> Result<Self, BytesError> {
        let blocks = read_places(head, start)?;
        let (two, three) = (head.u8()?, head.u8()?);
        if two == 0 || two > three || three == 255 {
            return Err(BytesError::Number);
        }
        let surfaces = Surfaces::read(head)?;
        let symbols = Rc::new(Symbols::read(head, Widths { two, three }, surfaces.n())?);
        let mut end = blocks.last().map_or(start, |block| block.end);
        let mut pictures = Vec::new();
        for _ in 0..head.count(11)? {
            let picture = Picture::read(head, end)?;
            end = picture.end;
            pictures.push(picture);
        }
        if end > bytes.len() {
            return Err(BytesError::End);
        }
        Ok(Self {
            bytes,
            start,
            blocks,
            surfaces,
            symbols,
            pictures,
        })
    }

    /// How many articles they are of.
    #[must_use]
    pub fn n_docs(&self) -> u32 {
        self.blocks.last().map_or(0, |block| block.end_doc)
    }

    /// How many bytes they take as packed.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// How many blocks they have.
    #[must_use]
    pub fn n_blocks(&self) -> u32 {
        self.blocks.len() as u32
    }

    /// Returns the block that has an article; `n_blocks` if there is no such
    /// article.
    #[must_use]
    pub fn block_of(&self, doc: u32) -> u32 {
        self.blocks.partition_point(|block| block.end_doc <= doc) as u32
    }

    /// Returns the articles of a block.
    #[must_use]
    pub fn docs_of(&self, block: u32) -> Range<u32> {
        let end = |at: usize| self.blocks.get(at).map(|block| block.end_doc);
        let start = (block as usize).checked_sub(1).map_or(Some(0), end);
        let all = self.n_docs();
        start.unwrap_or(all)..end(block as usize).unwrap_or(all)
    }

    /// How many surfaces there are: words as they are written, and gaps between
    /// words that are no single space. Frequent ones have low numbers.
    #[must_use]
    pub fn n_surfaces(&self) -> u32 {
        self.surfaces.n()
    }

    /// Returns a surface; empty where there is none of that number.
    #[must_use]
    pub fn surface(&self, n: u32) -> &str {
        self.surfaces.get(n).0
    }

    /// Whether a surface is a word, as `text::tokens` gives it.
    #[must_use]
    pub fn is_word(&self, n: u32) -> bool {
        self.surfaces.get(n).1
    }

    /// Reads a block.
    ///
    /// # Errors
    ///
    /// When there is none of that number, or it is damaged.
    pub fn block(&self, block: u32) -> Result<Block, TextsError> {
        let docs = self.docs_of(block);
        self.read_block(block as usize)
            .map_err(|error| TextsError::Block {
                docs: (docs.start.saturating_add(1), docs.end),
                error,
            })
    }

    fn read_block(&self, block: usize) -> Result<Block, BytesError> {
        let place = self.blocks.get(block).ok_or(BytesError::End)?;
        let start = match block.checked_sub(1) {
            None => self.start,
            Some(before) => self.blocks[before].end,
        };
        let bytes = self.bytes.get(start..place.end).ok_or(BytesError::End)?;
        if checksum(bytes) != place.checksum {
            return Err(BytesError::Checksum);
        }
        let inflated = inflate(bytes, place.n_inflated)?;
        let docs = self.docs_of(block as u32);
        Block::read(inflated, docs, Rc::clone(&self.symbols))
    }

    /// Returns a picture as a `data:` address.
    ///
    /// # Errors
    ///
    /// When there is none of that number, or it is damaged.
    pub fn picture(&self, number: u32) -> Result<String, TextsError> {
        self.read_picture(number as usize)
            .map_err(|error| TextsError::Picture { number, error })
    }

    fn read_picture(&self, number: usize) -> Result<String, BytesError> {
        let picture = self.pictures.get(number).ok_or(BytesError::End)?;
        let first = self.blocks.last().map_or(self.start, |block| block.end);
        let start = match number.checked_sub(1) {
            None => first,
            Some(before) => self.pictures[before].end,
        };
        let bytes = self.bytes.get(start..picture.end);
        picture.address(bytes.ok_or(BytesError::End)?)
    }

    /// Returns an article's own pictures in order, as `data:` addresses; `rest` is
    /// what its block has as such.
    ///
    /// # Errors
    ///
    /// When one cannot be read, or the same ones are repeated without end.
    pub fn pictures(&self, rest: &[u8]) -> Result<Vec<String>, TextsError> {
        // Of different ones there can be no more than the bytes hold.
        let mut left = MAX_ARTICLE_BYTES.saturating_add(self.bytes.len().saturating_mul(2));
        let mut addresses = Vec::new();
        for number in pictures(rest) {
            let address = self.picture(number)?;
            left = left.checked_sub(address.len()).ok_or(TextsError::Picture {
                number,
                error: BytesError::Number,
            })?;
            addresses.push(address);
        }
        Ok(addresses)
    }

    /// Returns an article's own pictures likewise, with nothing in place of one
    /// that cannot be read, so that the rest can be shown.
    #[must_use]
    pub fn pictures_left(&self, rest: &[u8]) -> Vec<String> {
        let mut left = MAX_ARTICLE_BYTES.saturating_add(self.bytes.len().saturating_mul(2));
        let mut addresses = Vec::new();
        for number in pictures(rest) {
            let address = match left {
                0 => String::new(),
                _ => self.picture(number).unwrap_or_default(),
            };
            left = left.saturating_sub(address.len());
            addresses.push(address);
        }
        addresses
    }

    /// Returns an article out of its block, pictures and all.
    ///
    /// # Errors
    ///
    /// When it or one of its pictures cannot be read.
    pub fn article(
        &self,
        catalogue: &Catalogue,
        block: &Block,
        doc: u32,
    ) -> Result<Article, TextsError> {
        let rest = block.rest(doc);
        let strings = block.strings(doc, self);
        article(catalogue, doc, strings, rest, self.pictures(rest)?)
    }
}

/// Reads where the blocks are; the first begins at `start`.
fn read_places(head: &mut Reader, start: usize) -> Result<Vec<Place>, BytesError> {
    // Three numbers and a checksum each.
    let n_blocks = head.count(11)?;
    let mut places = Vec::with_capacity(n_blocks);
    let mut end_doc: u32 = 0;
    for _ in 0..n_blocks {
        let n_docs = head.varint_u32()?;
        end_doc = end_doc.checked_add(n_docs).ok_or(BytesError::Number)?;
        places.push(Place {
            end_doc,
            end: 0,
            n_inflated: 0,
            checksum: 0,
        });
    }
    let mut end = start;
    for place in &mut places {
        let n_bytes = head.varint_u32()? as usize;
        end = end.checked_add(n_bytes).ok_or(BytesError::Number)?;
        place.end = end;
    }
    for place in &mut places {
        place.n_inflated = head.varint_u32()? as usize;
    }
    for place in &mut places {
        place.checksum = head.u64()?;
    }
    Ok(places)
}

#[cfg(test)]
mod tests;
