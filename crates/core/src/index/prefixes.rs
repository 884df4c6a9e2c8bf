//! Lists of the articles that have a word which begins so, for the beginnings
//! that would cost most to put together from the terms.
//!
//! A beginning is a key: its letters, each with its mark typed or left out, and
//! the tone typed or left out. One is stored where the articles of its longer
//! terms are more than `MAX_UNION` times all articles, counted once for each
//! term, whatever its length. So no keystroke reads more than that. Beginnings
//! that find the same articles share a list.
//!
//! | part of the table | bytes |
//! |---|---|
//! | how many lists | varint |
//! | by list: form, how many articles, length in bytes | 1, varint, varint |
//! | how many beginnings | varint |
//! | by beginning, ascending: key, number of its list | text, varint |

use std::collections::BTreeMap;

use super::dictionary::Record;
use super::postings::encode;
use crate::bytes::{BytesError, Reader, Writer};
use crate::text::{Word, beginnings};

/// How many times all articles are read at most to put a list together: at 100,000
/// articles some 200,000 numbers, about half a millisecond.
const MAX_UNION: u64 = 2;

/// A table of beginnings, decoded.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    /// Each with the place of its bytes among all lists; `len` is their length.
    lists: Vec<(Record, usize)>,
    /// Ascending, with the number of their list.
    keys: Vec<(String, u32)>,
}

impl Prefixes {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, BytesError> {
        let mut reader = Reader::new(bytes);
        let mut prefixes = Self::default();
        let mut start = 0;
        for _ in 0..reader.count(3)? {
            let record = Record {
                form: reader.u8()?,
                df: reader.varint_u32()?,
                len: reader.varint_u32()?,
            };
            prefixes.lists.push((record, start));
            start += record.len as usize;
        }
        for _ in 0..reader.count(2)? {
            let key = reader.str()?.to_owned();
            prefixes.keys.push((key, reader.varint_u32()?));
        }
        Ok(prefixes)
    }

    /// Returns the list of a beginning and where it starts, if one is stored.
    pub(super) fn find(&self, key: &str) -> Option<(Record, usize)> {
        let at = self.keys.partition_point(|(other, _)| other.as_str() < key);
        let (found, list) = self.keys.get(at)?;
        (found == key).then(|| self.lists.get(*list as usize).copied())?
    }
}

/// Returns the table and the lists. `keys` are sorted as a dictionary is,
/// `docs[i]` are the articles of `keys[i]`, ascending.
pub(super) fn encode_prefixes(
    keys: &[&str],
    docs: &[Vec<u32>],
    n_docs: u32,
) -> (Vec<u8>, Vec<u8>) {
    let mut table = Writer::default();
    let mut lists = Vec::new();
    let mut numbers: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let mut found = Writer::default();
    let costly = costly(keys, docs, MAX_UNION * u64::from(n_docs));
    let mut records = Writer::default();
    for (key, terms) in &costly {
        let union = union(terms, docs, n_docs);
        let mut bytes = Vec::new();
        let form = encode(&union, &[], n_docs, &mut bytes);
        let next = numbers.len();
        let number = *numbers.entry(bytes).or_insert_with_key(|bytes| {
            records.u8(form);
            records.count(union.len());
            records.count(bytes.len());
            lists.extend_from_slice(bytes);
            next
        });
        found.str(key);
        found.count(number);
    }
    table.count(numbers.len());
    table.bytes(&records.into_bytes());
    table.count(costly.len());
    table.bytes(&found.into_bytes());
    (table.into_bytes(), lists)
}

/// Returns the beginnings that cost too much, with the terms that go on from them.
fn costly(keys: &[&str], docs: &[Vec<u32>], max: u64) -> BTreeMap<String, Vec<u32>> {
    let folds: Vec<String> = keys.iter().map(|key| Word::from_key(key).fold()).collect();
    let cost = |terms: &mut dyn Iterator<Item = usize>| {
        terms.map(|term| docs[term].len() as u64).sum::<u64>()
    };
    let mut found = BTreeMap::new();
    for n_letters in 1.. {
        let prefix = |term: usize| {
            let fold = &folds[term];
            let end = fold.char_indices().nth(n_letters);
            end.map(|(end, _)| &fold[..end])
        };
        let longer: Vec<usize> = (0..keys.len())
            .filter(|term| prefix(*term).is_some())
            .collect();
        let mut is_any = false;
        for group in longer.chunk_by(|a, b| prefix(*a) == prefix(*b)) {
            if cost(&mut group.iter().copied()) <= max {
                continue;
            }
            is_any = true;
            let mut typed: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            for term in group {
                beginnings(keys[*term], n_letters, &mut |key| {
                    let number = u32::try_from(*term).unwrap_or(u32::MAX);
                    match typed.get_mut(key) {
                        Some(terms) => terms.push(number),
                        None => {
                            typed.insert(key.to_owned(), vec![number]);
                        }
                    }
                });
            }
            let is_costly =
                |terms: &Vec<u32>| cost(&mut terms.iter().map(|term| *term as usize)) > max;
            found.extend(typed.into_iter().filter(|(_, terms)| is_costly(terms)));
        }
        if !is_any {
            break;
        }
    }
    found
}

/// Returns the articles that have one of the terms, ascending.
fn union(terms: &[u32], docs: &[Vec<u32>], n_docs: u32) -> Vec<u32> {
    let mut is_in = vec![false; n_docs as usize];
    for term in terms {
        for doc in &docs[*term as usize] {
            is_in[*doc as usize] = true;
        }
    }
    (0..n_docs).filter(|doc| is_in[*doc as usize]).collect()
}
