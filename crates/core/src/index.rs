//! The words of all articles: a sorted dictionary, and for each term the
//! articles that have it.
//!
//! Terms are sorted by fold and then key, so that all forms of a word without
//! marks stand side by side, and so do all words that begin alike. An index is a
//! sealed part (`bytes`); its body is
//!
//! | part | bytes |
//! |---|---|
//! | how many articles; how many terms | varints |
//! | dictionary, in blocks of 4,096 terms: length, block (`dictionary`) | varint, deflated |
//! | lengths of the articles in weighted words, one an article | varints |
//! | beginnings: length, table (`prefixes`) | varint, bytes |
//! | length of all lists of terms; of all lists of beginnings | varints |
//! | lists of terms, in their order (`postings`) | |
//! | lists of beginnings (`prefixes`) | |
//! | zeros, so that eight bytes can be read anywhere | 8 |
//!
//! The dictionary and the tables are decoded at opening, lists are read in place.
//!
//! A block of the dictionary stands for itself, and its lists stand together in
//! the order of its terms: to cut an index into shards by term, blocks are handed
//! out with their stretch of the lists, and the first term of each is kept in a
//! table.
//!
//! A term's frequency in an article is weighted by where it stands, so that one
//! number does for all fields: BM25F (Robertson, Zaragoza, Taylor, "Simple BM25
//! extension to multiple weighted fields", CIKM 2004, section 3).

mod build;
mod dictionary;
mod find;
mod near;
mod postings;
mod prefixes;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;

pub use self::near::Near;

use self::dictionary::{BLOCK_TERMS, Dictionary, Record};
use self::postings::List;
use self::prefixes::Prefixes;
use crate::article::Article;
use crate::bytes::{BytesError, Reader, SEAL_BYTES, unseal};

/// A term's place in the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// A word of the title counts so many times: a headline names what an article is
/// about in few words. With more, one mention there would outweigh an article that
/// is full of the word; with less, it hardly shows behind BM25's saturation.
pub const TITLE_WEIGHT: u32 = 4;

/// A word of the lead counts so many times.
pub const LEAD_WEIGHT: u32 = 2;

/// A word of a caption counts so many times.
pub const CAPTION_WEIGHT: u32 = 1;

/// Any other word.
pub const BODY_WEIGHT: u32 = 1;

/// The slot of every term that has none of its own.
pub const ESCAPE: u16 = 0xFFFE;

/// So many terms have a slot of their own at most.
const MAX_SLOTS: u32 = 65_000;

const MAGIC: [u8; 4] = *b"BNix";

const VERSION: u8 = 1;

/// Zeros at the end.
const PADDING: usize = 8;

/// Why an index cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// Its bytes cannot be read.
    #[error("the archive's index cannot be read: {0}; {advice}", advice = .0.advice())]
    Bytes(#[from] BytesError),
    /// Its parts do not fit each other.
    #[error(
        "the archive's index cannot be read: its parts do not fit each other; copy or download it again"
    )]
    Parts,
}

/// The words of all articles.
#[derive(Debug, Default)]
pub struct Index {
    /// As packed.
    bytes: Vec<u8>,
    dictionary: Dictionary,
    /// By term: its list, and where that starts in `bytes`.
    records: Vec<(Record, u32)>,
    prefixes: Prefixes,
    /// Where the lists of beginnings start in `bytes`.
    prefixes_start: usize,
    /// By article.
    lens: Vec<u32>,
    average_len: f32,
    /// By term; empty where every term has its number for a slot.
    slots: Vec<u16>,
    /// See `near`; made when a word is first misspelt.
    steps: OnceCell<Vec<u8>>,
}

impl Index {
    /// Returns the index of articles, packed. Their numbers are their places.
    #[must_use]
    pub fn build(articles: &[Article]) -> Vec<u8> {
        build::build(articles, prefixes::MIN_COST)
    }

    /// Opens a packed index. Takes memory for at most some 1,300 times the bytes.
    ///
    /// # Errors
    ///
    /// When it is something else, of another version, cut or changed.
    pub fn open(bytes: Vec<u8>) -> Result<Self, IndexError> {
        let body = unseal(&bytes, MAGIC, VERSION)?;
        let mut reader = Reader::new(body);
        // Every article has a length of one byte or more.
        let n_docs = reader.count(1)?;
        // Every term has a list of one byte or more.
        let n_terms = reader.count(1)?;
        let mut blocks = Vec::new();
        let mut left = n_terms;
        while left > 0 {
            blocks.push((section(&mut reader)?, left.min(BLOCK_TERMS)));
            left -= left.min(BLOCK_TERMS);
        }
        let mut lens = Vec::with_capacity(n_docs);
        for _ in 0..n_docs {
            lens.push(reader.varint_u32()?);
        }
        let table = section(&mut reader)?;
        let n_postings = reader.count(1)?;
        let n_lists = reader.count(1)?;
        let start = SEAL_BYTES + body.len() - reader.rest().len();
        if reader.rest().len() != n_postings.saturating_add(n_lists).saturating_add(PADDING) {
            return Err(IndexError::Parts);
        }
        let mut records = Vec::with_capacity(n_terms);
        let dictionary = Dictionary::open(&blocks, &mut records)?;
        let records = place(&records, lens.len(), start, n_postings)?;
        let prefixes = Prefixes::open(table)?;
        if !prefixes.fit(n_docs, n_lists) {
            return Err(IndexError::Parts);
        }
        let total: u64 = lens.iter().map(|len| u64::from(*len)).sum();
        Ok(Self {
            dictionary,
            prefixes,
            prefixes_start: start + n_postings,
            average_len: total as f32 / lens.len().max(1) as f32,
            lens,
            slots: slots(&records),
            records,
            steps: OnceCell::new(),
            bytes,
        })
    }

    /// How many articles it has.
    #[must_use]
    pub fn n_docs(&self) -> u32 {
        self.lens.len() as u32
    }

    /// How many terms it has.
    #[must_use]
    pub fn n_terms(&self) -> u32 {
        self.dictionary.len()
    }

    /// Returns a term's key; empty if there is no such term.
    #[must_use]
    pub fn key(&self, term: TermId) -> &str {
        self.dictionary.key(term.0)
    }

    /// Returns the term with a key.
    #[must_use]
    pub fn term(&self, key: &str) -> Option<TermId> {
        self.dictionary.find(key)
    }

    /// Returns in how many articles a term is.
    #[must_use]
    pub fn df(&self, term: TermId) -> u32 {
        self.records
            .get(term.0 as usize)
            .map_or(0, |(record, _)| record.df)
    }

    /// Calls for each article that has a term, ascending, with its weighted
    /// frequency there.
    #[inline]
    pub fn for_each_posting(&self, term: TermId, emit: impl FnMut(u32, u32)) {
        if let Some(list) = self.list(term) {
            list.for_each(emit);
        }
    }

    /// Adds the articles that have a term to a set: bit `doc % 64` of word
    /// `doc / 64`.
    pub fn add_docs(&self, term: TermId, docs: &mut [u64]) {
        if let Some(list) = self.list(term) {
            list.add_to(docs);
        }
    }

    fn list(&self, term: TermId) -> Option<List<'_>> {
        let (record, start) = *self.records.get(term.0 as usize)?;
        Some(self.list_at(record, start as usize))
    }

    /// Returns the list of a beginning.
    fn prefix_list(&self, key: &str) -> Option<List<'_>> {
        let (record, start) = self.prefixes.find(key)?;
        Some(self.list_at(record, self.prefixes_start + start))
    }

    fn list_at(&self, record: Record, start: usize) -> List<'_> {
        // No farther, so that a list whose bytes are wrong reads no other.
        let end = start.saturating_add(record.len as usize + PADDING);
        List {
            bytes: self.bytes.get(start..end).unwrap_or_default(),
            form: record.form,
            n: record.df.min(self.n_docs()),
            n_docs: self.n_docs(),
        }
    }

    /// Returns how many words an article has, weighted by where they stand.
    #[must_use]
    pub fn len(&self, doc: u32) -> u32 {
        self.lens.get(doc as usize).copied().unwrap_or_default()
    }

    /// Returns the mean of `len` over all articles.
    #[must_use]
    pub fn average_len(&self) -> f32 {
        self.average_len
    }

    /// Returns a 16-bit number for a term. Numbers ascend as terms do; the rarest
    /// of very many share `ESCAPE`.
    #[must_use]
    #[inline]
    pub fn slot(&self, term: TermId) -> u16 {
        if self.slots.is_empty() {
            return term.0 as u16;
        }
        self.slots.get(term.0 as usize).copied().unwrap_or(ESCAPE)
    }
}

/// Reads a part with its length before it.
fn section<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], BytesError> {
    let n_bytes = reader.count(1)?;
    reader.bytes(n_bytes)
}

/// Says where each list starts.
fn place(
    records: &[Record],
    n_docs: usize,
    start: usize,
    n_postings: usize,
) -> Result<Vec<(Record, u32)>, IndexError> {
    let mut placed = Vec::with_capacity(records.len());
    let end = start + n_postings;
    let mut start = start;
    for record in records {
        if !is_sound(record, n_docs) || start > end {
            return Err(IndexError::Parts);
        }
        let at = u32::try_from(start).map_err(|_| IndexError::Parts)?;
        placed.push((*record, at));
        start = start.saturating_add(record.len as usize);
    }
    if start == end {
        Ok(placed)
    } else {
        Err(IndexError::Parts)
    }
}

/// Whether a list has room for its articles: none takes less than a bit. So lists
/// that are few bytes take no longer to read than those bytes do.
fn is_sound(record: &Record, n_docs: usize) -> bool {
    record.df as usize <= n_docs && u64::from(record.df) <= u64::from(record.len) * 8
}

fn slots(records: &[(Record, u32)]) -> Vec<u16> {
    if records.len() <= MAX_SLOTS as usize {
        return Vec::new();
    }
    // How many terms are in so many articles, or more for the last.
    let mut by_df = [0_u32; 1 << 10];
    let df = |record: &Record| (record.df as usize).min((1 << 10) - 1);
    for (record, _) in records {
        by_df[df(record)] += 1;
    }
    let mut n_slots = 0;
    let mut min_df = by_df.len();
    while let Some(n) = min_df.checked_sub(1).map(|df| by_df[df]) {
        if n_slots + n > MAX_SLOTS {
            break;
        }
        n_slots += n;
        min_df -= 1;
    }
    let mut next = 0;
    let slot = |(record, _): &(Record, u32)| {
        if df(record) < min_df {
            return ESCAPE;
        }
        next += 1;
        next - 1
    };
    records.iter().map(slot).collect()
}
