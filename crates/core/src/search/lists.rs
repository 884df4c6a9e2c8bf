//! Lists of articles, decoded: those of the words that most articles have are kept,
//! since decoding is most of the time that a query with them takes.

use std::cell::RefCell;
use std::rc::Rc;

use super::bits::Bits;
use crate::index::{Index, TermId};
use crate::order;
use crate::text::Word;

/// Lists of terms are kept that this share of the articles have.
const MIN_SHARE: u32 = 16;

/// So many bytes of lists are kept at most.
const MAX_BYTES: usize = 4 << 20;

/// So many words are looked at in one go.
const STEP: u32 = 256;

/// The articles that have any of some terms, and how often.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) docs: Bits,
    /// By the order of `docs`: the weighted frequency, at most 255.
    tfs: Vec<u8>,
}

impl List {
    fn new(index: &Index, terms: &[TermId]) -> Self {
        let n_docs = index.n_docs();
        let mut docs = Bits::none(n_docs);
        let mut tfs = Vec::new();
        if let [term] = terms {
            tfs.reserve_exact(index.df(*term) as usize);
            index.for_each_posting(*term, |doc, tf| {
                docs.insert(doc);
                tfs.push(tf.min(255) as u8);
            });
            return Self { docs, tfs };
        }
        let mut sums = vec![0_u8; n_docs as usize];
        for term in terms {
            index.for_each_posting(*term, |doc, tf| {
                if let Some(sum) = sums.get_mut(doc as usize) {
                    *sum = sum.saturating_add(tf.min(255) as u8);
                }
            });
        }
        for (doc, sum) in (0..).zip(sums) {
            if sum > 0 {
                docs.insert(doc);
                tfs.push(sum);
            }
        }
        tfs.shrink_to_fit();
        Self { docs, tfs }
    }

    /// Returns the frequencies in the articles wanted, ascending; 0 where it has none
    /// of the terms.
    pub(super) fn tfs(&self, wanted: &Bits) -> Vec<u8> {
        let mut tfs = Vec::with_capacity(wanted.len() as usize);
        let mut start = 0;
        for (own, wanted) in self.docs.words().iter().zip(wanted.words()) {
            let end = start + own.count_ones() as usize;
            let own_tfs = self.tfs.get(start..end).unwrap_or_default();
            start = end;
            if own == wanted {
                tfs.extend_from_slice(own_tfs);
                continue;
            }
            let mut rest = *wanted;
            while rest != 0 {
                let bit = rest & rest.wrapping_neg();
                rest &= rest - 1;
                let at = (own & (bit - 1)).count_ones() as usize;
                let tf = own_tfs.get(at).filter(|_| own & bit != 0);
                tfs.push(tf.copied().unwrap_or_default());
            }
        }
        tfs
    }

    /// How many bytes it takes, about.
    pub(super) fn n_bytes(&self) -> usize {
        self.docs.words().len() * 8 + self.tfs.len()
    }
}

/// The lists that are kept.
#[derive(Debug, Default)]
pub(super) struct Lists(RefCell<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// By their first term and how many follow it.
    lists: Vec<(u64, Rc<List>)>,
    /// What is to be kept: how many articles about, first term, how many.
    wanted: Vec<u64>,
    /// All terms before this one have been looked at.
    next: u32,
    n_bytes: usize,
}

impl Lists {
    /// Returns the articles that have any of some terms, which ascend.
    pub(super) fn list(&self, index: &Index, terms: &[TermId]) -> Rc<List> {
        if let ([first, ..], [.., last]) = (terms, terms)
            && (last.0 - first.0) as usize + 1 == terms.len()
        {
            let kept = &self.0.borrow().lists;
            let key = key(first.0, last.0 + 1 - first.0);
            if let Ok(at) = kept.binary_search_by_key(&key, |(key, _)| *key) {
                return Rc::clone(&kept[at].1);
            }
        }
        Rc::new(List::new(index, terms))
    }

    /// Decodes a few more of the lists that are kept; says whether any is left.
    pub(super) fn prepare(&self, index: &Index) -> bool {
        let kept = &mut *self.0.borrow_mut();
        if kept.next < index.n_terms() {
            kept.look_at(index);
            return true;
        }
        let Some(wanted) = kept.wanted.pop().filter(|_| kept.n_bytes < MAX_BYTES) else {
            kept.wanted = Vec::new();
            return false;
        };
        let (first, n) = ((wanted >> 8) as u32 & MAX_TERM, (wanted & 0xff) as u32);
        let terms: Vec<TermId> = (first..first + n).map(TermId).collect();
        let list = List::new(index, &terms);
        kept.n_bytes += list.n_bytes();
        let key = key(first, n);
        let at = kept.lists.partition_point(|(known, _)| *known < key);
        kept.lists.insert(at, (key, Rc::new(list)));
        true
    }
}

/// Terms behind this one are too rare to be kept.
const MAX_TERM: u32 = (1 << 24) - 1;

impl Kept {
    /// Looks at a few more words: each of its forms, and all of them together.
    fn look_at(&mut self, index: &Index) {
        let least = (index.n_docs() / MIN_SHARE).max(1);
        let n_terms = index.n_terms().min(MAX_TERM);
        let end = self.next.saturating_add(STEP);
        while self.next < end.min(n_terms) {
            let first = self.next;
            let fold = Word::from_key(index.key(TermId(first))).fold();
            let forms = index.forms(&fold);
            self.next = forms.end.max(first + 1);
            let mut n_docs = 0_u32;
            for term in forms.clone() {
                let df = index.df(TermId(term));
                n_docs = n_docs.saturating_add(df);
                if df >= least {
                    self.want(df, term, 1);
                }
            }
            if n_docs >= least && forms.len() > 1 {
                self.want(n_docs, forms.start, forms.len());
            }
        }
        if self.next >= n_terms {
            self.next = u32::MAX;
            order::sort_keys(&mut self.wanted);
        }
    }

    fn want(&mut self, n_docs: u32, first: u32, n: usize) {
        if let Ok(n) = u8::try_from(n) {
            self.wanted
                .push(u64::from(n_docs) << 32 | u64::from(first) << 8 | u64::from(n));
        }
    }
}

fn key(first: u32, n: u32) -> u64 {
    u64::from(first) << 32 | u64::from(n)
}
