//! Lists of the articles that have a word which begins so, for the beginnings
//! that would cost most to put together from the terms.
//!
//! A beginning is a key: its letters, each with its mark typed or left out, and
//! the tone typed or left out. One of up to `MAX_LETTERS` letters is stored where
//! the articles of its longer terms are more than `MAX_UNION` times all articles,
//! counted once for each term, and more than `MIN_COST`. So hardly a keystroke
//! reads more than that.
//! Beginnings that find the same articles share a list.
//!
//! | part of the table | bytes |
//! |---|---|
//! | how many lists | varint |
//! | by list: form, how many articles, length in bytes | 1, varint, varint |
//! | how many beginnings | varint |
//! | by beginning, ascending: key, number of its list | text, varint |

use std::collections::BTreeMap;

use super::dictionary::Record;
use super::is_sound;
use super::postings::encode;
use crate::bytes::{BytesError, Reader, Writer};
use crate::text::{Word, beginnings};

/// How many times all articles are read at most to put a list together: at 100,000
/// articles some 200,000 numbers, about half a millisecond.
const MAX_UNION: u64 = 2;

/// So many numbers are read in some ten microseconds, whatever share of a small
/// archive they are: no list is worth its bytes.
pub(super) const MIN_COST: u64 = 4_000;

/// No longer beginnings are stored: words that share more letters are few, and a
/// text with some endless words (what a program wrote) would fill the table with
/// all their beginnings.
const MAX_LETTERS: usize = 16;

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
            start = start.saturating_add(record.len as usize);
        }
        for _ in 0..reader.count(2)? {
            let key = reader.str()?.to_owned();
            prefixes.keys.push((key, reader.varint_u32()?));
        }
        Ok(prefixes)
    }

    /// Whether all lists are sound and together so many bytes.
    pub(super) fn fit(&self, n_docs: usize, n_bytes: usize) -> bool {
        let end = |(record, start): &(Record, usize)| start.saturating_add(record.len as usize);
        self.lists
            .iter()
            .all(|(record, _)| is_sound(record, n_docs))
            && self.lists.last().map_or(0, end) == n_bytes
    }

    /// Returns the list of a beginning and where it starts, if one is stored.
    pub(super) fn find(&self, key: &str) -> Option<(Record, usize)> {
        let at = self.keys.partition_point(|(other, _)| other.as_str() < key);
        let (found, list) = self.keys.get(at)?;
        (found == key).then(|| self.lists.get(*list as usize).copied())?
    }
}

/// Calls for each article of a term.
pub(super) type EachDoc<'a> = dyn Fn(usize, &mut dyn FnMut(u32)) + 'a;

/// What is to be known of all terms to store beginnings.
pub(super) struct Terms<'a> {
    /// Sorted as a dictionary is.
    pub(super) keys: &'a [&'a str],
    /// In how many articles each is.
    pub(super) dfs: &'a [u32],
    /// Hands out the articles of one.
    pub(super) each_doc: &'a EachDoc<'a>,
    pub(super) n_docs: u32,
    /// No list is stored that costs no more to put together: `MIN_COST`, or less
    /// so that tests of few articles have some.
    pub(super) min_cost: u64,
}

/// Returns the table and the lists.
pub(super) fn encode_prefixes(terms: &Terms<'_>) -> (Vec<u8>, Vec<u8>) {
    let costly = terms.costly();
    let mut numbers: BTreeMap<(u8, usize, Vec<u8>), usize> = BTreeMap::new();
    let (mut records, mut found, mut lists) =
        (Writer::default(), Writer::default(), Vec::new());
    for (key, longer) in &costly {
        let union = terms.union(longer);
        let mut list = Vec::new();
        let form = encode(&union, &[], terms.n_docs, &mut list);
        let next = numbers.len();
        let list = (form, union.len(), list);
        let number = *numbers.entry(list).or_insert_with_key(|(form, n, list)| {
            records.u8(*form);
            records.count(*n);
            records.count(list.len());
            lists.extend_from_slice(list);
            next
        });
        found.str(key);
        found.count(number);
    }
    let mut table = Writer::default();
    table.count(numbers.len());
    table.bytes(records.as_bytes());
    table.count(costly.len());
    table.bytes(found.as_bytes());
    (table.into_bytes(), lists)
}

impl Terms<'_> {
    /// Returns the beginnings that cost too much, with the terms that go on from
    /// them.
    fn costly(&self) -> BTreeMap<String, Vec<usize>> {
        let folds = self.keys.iter().map(|key| Word::from_key(key).fold());
        let folds: Vec<String> = folds.collect();
        let mut found = BTreeMap::new();
        for n_letters in 1..=MAX_LETTERS {
            let prefix = |term: usize| {
                let fold = &folds[term];
                let end = fold.char_indices().nth(n_letters);
                end.map(|(end, _)| &fold[..end])
            };
            let longer = (0..folds.len()).filter(|term| prefix(*term).is_some());
            let longer: Vec<usize> = longer.collect();
            let groups = longer.chunk_by(|a, b| prefix(*a) == prefix(*b));
            let groups: Vec<&[usize]> = groups.filter(|group| self.is_costly(group)).collect();
            if groups.is_empty() {
                break;
            }
            for group in groups {
                let typed = self.typed(group, n_letters).into_iter();
                found.extend(typed.filter(|(_, terms)| self.is_costly(terms)));
            }
        }
        found
    }

    /// Returns all that may be typed for so many first letters of some terms.
    fn typed(&self, terms: &[usize], n_letters: usize) -> BTreeMap<String, Vec<usize>> {
        let mut typed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for term in terms {
            beginnings(
                self.keys[*term],
                n_letters,
                &mut |key| match typed.get_mut(key) {
                    Some(terms) => terms.push(*term),
                    None => {
                        typed.insert(key.to_owned(), vec![*term]);
                    }
                },
            );
        }
        typed
    }

    fn is_costly(&self, terms: &[usize]) -> bool {
        let cost: u64 = terms.iter().map(|term| u64::from(self.dfs[*term])).sum();
        cost > self.min_cost.max(MAX_UNION * u64::from(self.n_docs))
    }

    /// Returns the articles that have one of the terms, ascending.
    fn union(&self, terms: &[usize]) -> Vec<u32> {
        let mut is_in = vec![false; self.n_docs as usize];
        for term in terms {
            (self.each_doc)(*term, &mut |doc| is_in[doc as usize] = true);
        }
        (0..self.n_docs)
            .filter(|doc| is_in[*doc as usize])
            .collect()
    }
}
