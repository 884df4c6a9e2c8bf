//! Makes an index of articles.

use std::collections::HashMap;

use super::dictionary::{BLOCK_TERMS, Record, encode_block};
use super::packed::{
    BODY_WEIGHT, CAPTION_WEIGHT, LEAD_WEIGHT, MAGIC, PADDING, TITLE_WEIGHT, VERSION,
};
use super::postings::{MAX_TF, encode};
use super::prefixes::encode_prefixes;
use crate::article::Article;
use crate::bytes::{Reader, Writer, deflate, seal};
use crate::order;
use crate::text::{Word, cmp_keys, tokens};
use crate::texts::{Kind, searchable};

/// How hard tables are compressed, 0 to 10.
const LEVEL: u8 = 9;

/// Returns the index of articles in this order.
pub(super) fn build(articles: &[Article]) -> Vec<u8> {
    let mut builder = Builder::default();
    for article in articles {
        builder.read(article);
    }
    builder.finish()
}

/// Gives numbers to terms as they come, and collects where they are.
#[derive(Default)]
struct Builder {
    /// Words as they stand in the texts, so that each is read once; none for what
    /// is no word.
    raw: HashMap<String, Option<u32>>,
    numbers: HashMap<String, u32>,
    keys: Vec<String>,
    lists: Vec<GrowingList>,
    /// By term: weighted frequency in the article being read.
    tfs: Vec<u32>,
    /// The terms that have one.
    touched: Vec<u32>,
    /// By article: sum of its weighted frequencies.
    lens: Vec<u32>,
}

/// A term's list while articles are being read: gaps and frequencies as varints,
/// so that many articles fit into memory.
#[derive(Default)]
struct GrowingList {
    bytes: Writer,
    df: u32,
    next: u32,
}

impl Builder {
    fn read(&mut self, article: &Article) {
        let doc = u32::try_from(self.lens.len()).unwrap_or(u32::MAX);
        let mut len = 0_u32;
        for (kind, text) in searchable(article) {
            let weight = match kind {
                Kind::Title => TITLE_WEIGHT,
                Kind::Lead => LEAD_WEIGHT,
                Kind::Caption => CAPTION_WEIGHT,
                Kind::Body => BODY_WEIGHT,
            };
            for token in tokens(text) {
                let known = self.raw.get(token.raw).copied();
                let Some(term) = known.unwrap_or_else(|| self.add(token.raw)) else {
                    continue;
                };
                let tf = &mut self.tfs[term as usize];
                if *tf == 0 {
                    self.touched.push(term);
                }
                *tf = (*tf + weight).min(MAX_TF);
                len = len.saturating_add(weight);
            }
        }
        self.lens.push(len);
        for term in self.touched.drain(..) {
            let tf = std::mem::take(&mut self.tfs[term as usize]);
            self.lists[term as usize].push(doc, tf);
        }
    }

    #[cold]
    fn add(&mut self, raw: &str) -> Option<u32> {
        let number = Word::new(raw).map(|word| {
            let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
            let number = *self
                .numbers
                .entry(word.into_key())
                .or_insert_with_key(|key| {
                    self.keys.push(key.clone());
                    next
                });
            if number == next {
                self.lists.push(GrowingList::default());
                self.tfs.push(0);
            }
            number
        });
        self.raw.insert(raw.to_owned(), number);
        number
    }

    fn finish(self) -> Vec<u8> {
        let n_docs = u32::try_from(self.lens.len()).unwrap_or(u32::MAX);
        let compare = |a: usize, b: usize| cmp_keys(&self.keys[a], &self.keys[b]);
        let order = order::places(self.keys.len(), &compare);
        let keys: Vec<&str> = order.iter().map(|at| self.keys[*at].as_str()).collect();
        let mut docs = Vec::with_capacity(keys.len());
        let mut blocks = Writer::default();
        let mut postings = Vec::new();
        for (keys, order) in keys.chunks(BLOCK_TERMS).zip(order.chunks(BLOCK_TERMS)) {
            let mut records = Vec::with_capacity(keys.len());
            for at in order {
                let (its_docs, tfs) = self.lists[*at].decode();
                let start = postings.len();
                let form = encode(&its_docs, &tfs, n_docs, &mut postings);
                records.push(Record {
                    form,
                    df: self.lists[*at].df,
                    len: u32::try_from(postings.len() - start).unwrap_or(u32::MAX),
                });
                docs.push(its_docs);
            }
            let block = encode_block(keys, &records);
            blocks.count(block.len());
            blocks.bytes(&block);
        }
        let (table, lists) = encode_prefixes(&keys, &docs, n_docs);
        let table = deflate(&table, LEVEL);
        let mut lens = Writer::default();
        for len in &self.lens {
            lens.varint(u64::from(*len));
        }
        let lens = deflate(&lens.into_bytes(), LEVEL);
        let mut body = Writer::default();
        body.varint(u64::from(n_docs));
        body.count(keys.len());
        body.bytes(&blocks.into_bytes());
        for part in [&lens, &table] {
            body.count(part.len());
            body.bytes(part);
        }
        body.count(postings.len());
        body.count(lists.len());
        body.bytes(&postings);
        body.bytes(&lists);
        body.bytes(&[0; PADDING]);
        seal(MAGIC, VERSION, &body.into_bytes())
    }
}

impl GrowingList {
    fn push(&mut self, doc: u32, tf: u32) {
        self.bytes.varint(u64::from(doc - self.next));
        self.bytes.varint(u64::from(tf));
        self.next = doc + 1;
        self.df += 1;
    }

    /// Returns articles and frequencies.
    fn decode(&self) -> (Vec<u32>, Vec<u32>) {
        let mut docs = Vec::with_capacity(self.df as usize);
        let mut tfs = Vec::with_capacity(self.df as usize);
        let mut reader = Reader::new(self.bytes.as_bytes());
        let mut next = 0;
        while let (Ok(gap), Ok(tf)) = (reader.varint_u32(), reader.varint_u32()) {
            docs.push(next + gap);
            tfs.push(tf);
            next += gap + 1;
        }
        (docs, tfs)
    }
}
