//! The terms, sorted by fold and then key.
//!
//! Their order is the writer's word, as what the lists say is: the seal tells damage,
//! and no check at opening would tell wrong lists. Out of order some terms are not
//! found; nothing is read outside of what there is.
//!
//! They stand in blocks, each deflated on its own:
//!
//! | part of a block | bytes |
//! |---|---|
//! | by term: how many bytes of the key before it begins with, 255 at most; none for the first | 1 each |
//! | by term: how many bytes follow | varint |
//! | by term: form of its list | 1 each |
//! | by term: in how many articles it is | varint |
//! | by term: length of its list in bytes | varint |
//! | by term: the bytes that follow | |

use std::ops::Range;

use super::TermId;
use crate::bytes::{BytesError, MAX_INFLATION, Reader, Writer, deflate, inflate};
use crate::text::{cmp_fold, cmp_keys, fold_starts_with};

/// Terms in a block, but for the last one.
pub(super) const BLOCK_TERMS: usize = 4096;

/// How hard dictionaries are compressed, 0 to 10.
const LEVEL: u8 = 9;

/// A term's list, as it stands in a block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Record {
    pub(super) form: u8,
    /// In how many articles the term is.
    pub(super) df: u32,
    /// In bytes.
    pub(super) len: u32,
}

/// Returns a block of terms; `records[i]` belongs to `keys[i]`.
pub(super) fn encode_block(keys: &[&str], records: &[Record]) -> Vec<u8> {
    let mut columns: [Writer; 5] = Default::default();
    let [shared, suffixes, forms, dfs, lens] = &mut columns;
    let mut last: &[u8] = &[];
    let mut text = Writer::default();
    for (key, record) in keys.iter().zip(records) {
        let key = key.as_bytes();
        let same = key.iter().zip(last).take_while(|(a, b)| a == b);
        let n_same = same.count().min(255);
        shared.u8(n_same as u8);
        suffixes.count(key.len() - n_same);
        text.bytes(&key[n_same..]);
        forms.u8(record.form);
        dfs.varint(u64::from(record.df));
        lens.varint(u64::from(record.len));
        last = key;
    }
    let mut block = Writer::default();
    for column in columns {
        block.bytes(&column.into_bytes());
    }
    block.bytes(&text.into_bytes());
    deflate(&block.into_bytes(), LEVEL)
}

/// The terms, decoded.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    /// All keys, one behind the other.
    keys: String,
    /// Where each begins; one more for the end.
    starts: Vec<u32>,
}

impl Dictionary {
    /// Reads all blocks: each with its length and how many terms it has.
    pub(super) fn open(
        blocks: &[(&[u8], usize)],
        records: &mut Vec<Record>,
    ) -> Result<Self, BytesError> {
        let mut keys = Vec::new();
        let mut starts = vec![0];
        for (block, n_terms) in blocks {
            open_block(block, *n_terms, &mut keys, &mut starts, records)?;
        }
        let keys = String::from_utf8(keys).map_err(|_| BytesError::Text)?;
        if !starts.iter().all(|at| keys.is_char_boundary(*at as usize)) {
            return Err(BytesError::Text);
        }
        Ok(Self { keys, starts })
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.starts.len())
            .unwrap_or(u32::MAX)
            .saturating_sub(1)
    }

    /// Returns a term's key, or nothing if there is no such term.
    #[inline]
    pub(super) fn key(&self, term: u32) -> &str {
        let at = term as usize;
        let start = self.starts.get(at).copied().unwrap_or_default();
        let end = self.starts.get(at + 1).copied().unwrap_or_default();
        self.keys
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// Returns how many terms of a range come before the first that does not
    /// fit; those that fit come first.
    fn partition(&self, range: Range<u32>, fits: &dyn Fn(&str) -> bool) -> u32 {
        let Range { mut start, mut end } = range;
        while start < end {
            let middle = start + (end - start) / 2;
            if fits(self.key(middle)) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        start
    }

    /// Returns the term with a key.
    pub(super) fn find(&self, key: &str) -> Option<TermId> {
        let at = self.partition(0..self.len(), &|other| cmp_keys(other, key).is_lt());
        (at < self.len() && self.key(at) == key).then_some(TermId(at))
    }

    /// Returns the terms whose fold is this, and behind them those whose fold
    /// begins so and goes on.
    pub(super) fn ranges(&self, fold: &str) -> (Range<u32>, Range<u32>) {
        let same = self.same(fold);
        let end = self.partition_near(same.end, &|key| fold_starts_with(key, fold));
        (same.clone(), same.end..end)
    }

    /// Returns the terms whose fold is this.
    pub(super) fn same(&self, fold: &str) -> Range<u32> {
        let start = self.partition(0..self.len(), &|key| cmp_fold(key, fold).is_lt());
        start..self.partition_near(start, &|key| cmp_fold(key, fold).is_eq())
    }

    /// Returns the first term from one on that does not fit, which is not far;
    /// those that fit come first.
    fn partition_near(&self, start: u32, fits: &dyn Fn(&str) -> bool) -> u32 {
        let (mut start, mut ahead) = (start, 1);
        while start < self.len() {
            let last = (start + ahead).min(self.len());
            if !fits(self.key(last - 1)) {
                return self.partition(start..last, fits);
            }
            (start, ahead) = (last, ahead * 2);
        }
        start
    }
}

fn open_block(
    block: &[u8],
    n_terms: usize,
    keys: &mut Vec<u8>,
    starts: &mut Vec<u32>,
    records: &mut Vec<Record>,
) -> Result<(), BytesError> {
    let bytes = inflate(block, block.len().saturating_mul(MAX_INFLATION))?;
    let mut reader = Reader::new(&bytes);
    let shared = reader.bytes(n_terms)?;
    let mut lens = Vec::with_capacity(n_terms);
    for _ in 0..n_terms {
        lens.push(reader.count(0)?);
    }
    let first = records.len();
    for form in reader.bytes(n_terms)? {
        records.push(Record {
            form: *form,
            ..Record::default()
        });
    }
    for record in &mut records[first..] {
        record.df = reader.varint_u32()?;
    }
    for record in &mut records[first..] {
        record.len = reader.varint_u32()?;
    }
    let mut last = keys.len();
    for (at, (shared, len)) in shared.iter().zip(lens).enumerate() {
        let start = keys.len();
        let end = last + usize::from(*shared);
        if end > start || (at == 0 && *shared > 0) {
            return Err(BytesError::End);
        }
        keys.extend_from_within(last..end);
        keys.extend_from_slice(reader.bytes(len)?);
        last = start;
        starts.push(u32::try_from(keys.len()).map_err(|_| BytesError::Number)?);
    }
    Ok(())
}
