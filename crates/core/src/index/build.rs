//! Makes an index of articles.

use std::collections::HashMap;

use super::dictionary::{BLOCK_TERMS, Record, encode_block};
use super::postings::{MAX_TF, encode};
use super::prefixes::{Terms, encode_prefixes};
use super::{BODY_WEIGHT, CAPTION_WEIGHT, LEAD_WEIGHT, MAGIC, PADDING, TITLE_WEIGHT, VERSION};
use crate::article::Article;
use crate::bytes::{Reader, Writer, seal};
use crate::order;
use crate::text::{Word, cmp_keys, tokens};
use crate::texts::{Kind, searchable};

/// Returns the index of articles in this order; beginnings that cost no more than
/// `min_cost` have no list.
pub(super) fn build(articles: &[Article], min_cost: u64) -> Vec<u8> {
    let mut builder = Builder::default();
    for article in articles {
        builder.read(article);
    }
    builder.finish(min_cost)
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

    fn finish(self, min_cost: u64) -> Vec<u8> {
        let n_docs = u32::try_from(self.lens.len()).unwrap_or(u32::MAX);
        let compare = |a: usize, b: usize| cmp_keys(&self.keys[a], &self.keys[b]);
        let order = order::places(self.keys.len(), &compare);
        let keys: Vec<&str> = order.iter().map(|at| self.keys[*at].as_str()).collect();
        let lists: Vec<&GrowingList> = order.iter().map(|at| &self.lists[*at]).collect();
        let mut body = Writer::default();
        body.varint(u64::from(n_docs));
        body.count(keys.len());
        let mut postings = Vec::new();
        for (keys, lists) in keys.chunks(BLOCK_TERMS).zip(lists.chunks(BLOCK_TERMS)) {
            let encode = |list: &&GrowingList| list.encode(n_docs, &mut postings);
            let records: Vec<Record> = lists.iter().map(encode).collect();
            section(&mut body, &encode_block(keys, &records));
        }
        self.lens
            .iter()
            .for_each(|len| body.varint(u64::from(*len)));
        let dfs: Vec<u32> = lists.iter().map(|list| list.df).collect();
        let (table, prefix_lists) = encode_prefixes(&Terms {
            keys: &keys,
            dfs: &dfs,
            each_doc: &|term, emit| lists[term].for_each(|doc, _| emit(doc)),
            n_docs,
            min_cost,
        });
        section(&mut body, &table);
        body.count(postings.len());
        body.count(prefix_lists.len());
        body.bytes(&postings);
        body.bytes(&prefix_lists);
        body.bytes(&[0; PADDING]);
        seal(MAGIC, VERSION, body.as_bytes())
    }
}

/// Writes a part, its length before it.
fn section(body: &mut Writer, part: &[u8]) {
    body.count(part.len());
    body.bytes(part);
}

impl GrowingList {
    fn push(&mut self, doc: u32, tf: u32) {
        self.bytes.varint(u64::from(doc - self.next));
        self.bytes.varint(u64::from(tf));
        self.next = doc + 1;
        self.df += 1;
    }

    /// Calls for each article and its frequency.
    fn for_each(&self, mut emit: impl FnMut(u32, u32)) {
        let mut reader = Reader::new(self.bytes.as_bytes());
        let mut next = 0;
        while let (Ok(gap), Ok(tf)) = (reader.varint_u32(), reader.varint_u32()) {
            emit(next + gap, tf);
            next += gap + 1;
        }
    }

    /// Adds the list to all lists as it is packed.
    fn encode(&self, n_docs: u32, postings: &mut Vec<u8>) -> Record {
        let (mut docs, mut tfs) = (Vec::new(), Vec::new());
        self.for_each(|doc, tf| {
            docs.push(doc);
            tfs.push(tf);
        });
        let start = postings.len();
        Record {
            form: encode(&docs, &tfs, n_docs, postings),
            df: self.df,
            len: u32::try_from(postings.len() - start).unwrap_or(u32::MAX),
        }
    }
}
