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
mod blocks;
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
use crate::bytes::{BytesError, Reader, checksum, inflate_sized};
use crate::catalogue::Catalogue;
pub use block::{Block, Code, Codes, Numbers, Passages};
pub(crate) use block::{N_AT_ONCE, WIDE};
use blocks::Blocks;
pub(crate) use limits::{MAX_BYTES, STRING_BYTES};
pub use limits::{TooLarge, check_size};
use pictures::Picture;
pub use rest::{article, pictures};
pub use searchable::{Kind, searchable};
pub use symbols::Symbol;
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

/// The texts of a packed archive.
#[derive(Debug)]
pub struct Texts {
    /// How many bytes all of it takes as packed.
    n_bytes: usize,
    blocks: Blocks,
    surfaces: Surfaces,
    symbols: Rc<Symbols>,
    pictures: Vec<Picture>,
    /// The bytes of pictures, one after the other.
    picture_bytes: Vec<u8>,
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

    fn read(mut bytes: Vec<u8>, start: usize, head: &mut Reader) -> Result<Self, BytesError> {
        let n_bytes = bytes.len();
        let places = blocks::read_places(head)?;
        let (two, three) = (head.u8()?, head.u8()?);
        if two == 0 || two > three || three == 255 {
            return Err(BytesError::Number);
        }
        let surfaces = Surfaces::read(head)?;
        let symbols = Rc::new(Symbols::read(head, Widths { two, three }, surfaces.n())?);
        let mut end: usize = 0;
        let mut pictures = Vec::new();
        for _ in 0..head.count(11)? {
            let picture = Picture::read(head, end)?;
            end = picture.end;
            pictures.push(picture);
        }
        let rest = bytes.get(start..).unwrap_or_default();
        let (blocks, n_blocks) = Blocks::new(places, rest)?;
        if end > rest.len() - n_blocks {
            return Err(BytesError::End);
        }
        bytes.drain(..start + n_blocks);
        bytes.shrink_to_fit();
        Ok(Self {
            n_bytes,
            blocks,
            surfaces,
            symbols,
            pictures,
            picture_bytes: bytes,
        })
    }

    /// How many articles they are of.
    #[must_use]
    pub fn n_docs(&self) -> u32 {
        self.blocks.n_docs()
    }

    /// How many bytes they take as packed.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// How many blocks they have.
    #[must_use]
    pub fn n_blocks(&self) -> u32 {
        self.blocks.n()
    }

    /// Returns the block that has an article; `n_blocks` if there is no such
    /// article.
    #[must_use]
    pub fn block_of(&self, doc: u32) -> u32 {
        self.blocks.of(doc)
    }

    /// Returns the articles of a block.
    #[must_use]
    pub fn docs_of(&self, block: u32) -> Range<u32> {
        self.blocks.docs(block)
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

    /// How many codes there are, from 0 on: see `Block::numbers`.
    #[must_use]
    pub fn n_codes(&self) -> u32 {
        self.symbols.n()
    }

    /// Returns what a code stands for.
    #[must_use]
    pub fn symbol(&self, code: u32) -> Symbol<'_> {
        self.symbols.get(code)
    }

    /// Returns a block. It is read and its checksum looked at when it is first asked
    /// for, and kept as it was read from then on, in place of the packed bytes.
    ///
    /// # Errors
    ///
    /// When there is none of that number, or it is damaged.
    pub fn block(&self, block: u32) -> Result<Rc<Block>, TextsError> {
        self.blocks.get(block, &self.symbols).map_err(|error| {
            let docs = self.docs_of(block);
            TextsError::Block {
                docs: (docs.start.saturating_add(1), docs.end),
                error,
            }
        })
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
        let before = number.checked_sub(1).map(|before| &self.pictures[before]);
        let start = before.map_or(0, |before| before.end);
        let bytes = self.picture_bytes.get(start..picture.end);
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
        let mut left = MAX_ARTICLE_BYTES.saturating_add(self.n_bytes.saturating_mul(2));
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
        let mut left = MAX_ARTICLE_BYTES.saturating_add(self.n_bytes.saturating_mul(2));
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

#[cfg(test)]
mod tests;
