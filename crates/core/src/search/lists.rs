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
const MAX_BYTES: usize = 2 << 20;

/// In lists of this share of the articles it is marked where the terms are often.
const MARKED_SHARE: usize = 4;

/// That is one article in so many.
const OFTEN_SHARE: usize = 16;

/// So many words are looked at in one go.
const STEP: u32 = 256;

/// So many words of a set are passed over at once.
const STRETCH: usize = 8;

/// Frequencies from this on are kept elsewhere.
const MANY: u8 = 15;

/// The articles that have any of some terms, and how often.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) docs: Bits,
    /// How many of `docs` come before each stretch.
    before: Vec<u32>,
    /// By the order of `docs`, two in a byte, the first in the low half: the weighted
    /// frequency, at most `MANY`.
    tfs: Vec<u8>,
    /// Those from `MANY` to 255: place in that order times 256, and frequency.
    many: Vec<u32>,
    /// Those in which the terms are often, if that is known.
    pub(super) often: Option<Bits>,
    /// In all others BM25's part for frequency is less than this.
    pub(super) seldom: f32,
}

impl List {
    fn new(index: &Index, terms: &[TermId]) -> Self {
        let n_docs = index.n_docs();
        let mut docs = Bits::none(n_docs);
        let mut all = Vec::new();
        if let [term] = terms {
            all.reserve_exact(index.df(*term) as usize);
            index.for_each_posting(*term, |doc, tf| {
                docs.insert(doc);
                all.push(tf.min(255) as u8);
            });
            return Self::of(docs, &all);
        }
        let mut sums = vec![0_u8; n_docs as usize];
        for term in terms {
            index.for_each_posting(*term, |doc, tf| {
                docs.insert(doc);
                if let Some(sum) = sums.get_mut(doc as usize) {
                    *sum = sum.saturating_add(tf.min(255) as u8);
                }
            });
        }
        all.reserve_exact(docs.len() as usize);
        docs.for_each(|doc| all.push(sums.get(doc as usize).copied().unwrap_or_default()));
        Self::of(docs, &all)
    }

    /// Puts a list together of articles and their frequencies.
    fn of(docs: Bits, all: &[u8]) -> Self {
        let mut n_before = 0;
        let stretches = docs.words().chunks(STRETCH).map(|words| {
            let before = n_before;
            n_before += words.iter().map(|word| word.count_ones()).sum::<u32>();
            before
        });
        let mut many = Vec::new();
        for (at, tf) in (0..).zip(all) {
            if *tf >= MANY {
                many.push(at << 8 | u32::from(*tf));
            }
        }
        many.shrink_to_fit();
        let pair = |two: &[u8]| match two {
            [low, high] => low.min(&MANY) | high.min(&MANY) << 4,
            _ => two.iter().copied().min().unwrap_or_default().min(MANY),
        };
        Self {
            before: stretches.collect(),
            tfs: all.chunks(2).map(pair).collect(),
            many,
            docs,
            ..Self::default()
        }
    }

    /// Returns the frequency at a place in the order of `docs`.
    #[inline(always)]
    fn tf(&self, at: usize) -> u8 {
        let two = self.tfs.get(at / 2).copied().unwrap_or_default();
        let tf = two >> (at % 2 * 4) & 0xf;
        if tf < MANY { tf } else { self.of_many(at) }
    }

    #[inline(never)]
    fn of_many(&self, at: usize) -> u8 {
        let place = self
            .many
            .partition_point(|many| ((many >> 8) as usize) < at);
        self.many.get(place).copied().unwrap_or_default() as u8
    }

    /// Finds out in which articles the terms are often. `norms`: by article.
    fn mark_often(&mut self, norms: &[f32]) {
        let n_docs = self.docs.len() as usize;
        if n_docs < norms.len() / MARKED_SHARE {
            return;
        }
        let n_most = n_docs / OFTEN_SHARE;
        let mut parts = Vec::with_capacity(n_docs);
        let mut numbers = [0; 256];
        for (at, doc) in self.docs.iter().enumerate() {
            let tf = f32::from(self.tf(at));
            let norm = norms.get(doc as usize).copied().unwrap_or_default();
            // In 256ths.
            let part = (tf / (tf + norm) * 256.0) as u8;
            numbers[usize::from(part)] += 1;
            parts.push(part);
        }
        let (mut least, mut n) = (numbers.len(), 0);
        while least > 0 && n + numbers[least - 1] <= n_most {
            least -= 1;
            n += numbers[least];
        }
        let mut often = self.docs.clone();
        for (doc, part) in self.docs.iter().zip(parts) {
            if usize::from(part) < least {
                often.remove(doc);
            }
        }
        self.often = Some(often);
        self.seldom = least as f32 / 256.0;
    }

    /// Returns the frequencies in the articles wanted, ascending; 0 where it has none
    /// of the terms.
    pub(super) fn tfs(&self, wanted: &Bits) -> Vec<u8> {
        let mut tfs = Vec::with_capacity(wanted.len() as usize);
        let own = self.docs.words().chunks(STRETCH);
        let stretches = own.zip(wanted.words().chunks(STRETCH));
        for ((own, wanted), before) in stretches.zip(&self.before) {
            if wanted.iter().all(|word| *word == 0) {
                continue;
            }
            let mut start = *before as usize;
            for (own, wanted) in own.iter().zip(wanted) {
                let end = start + own.count_ones() as usize;
                let mut rest = *wanted;
                if own == wanted {
                    tfs.extend((start..end).map(|at| self.tf(at)));
                    rest = 0;
                }
                while rest != 0 {
                    let bit = rest & rest.wrapping_neg();
                    rest &= rest - 1;
                    let at = start + (own & (bit - 1)).count_ones() as usize;
                    tfs.push(if own & bit == 0 { 0 } else { self.tf(at) });
                }
                start = end;
            }
        }
        tfs
    }

    /// How many bytes it takes, about.
    pub(super) fn n_bytes(&self) -> usize {
        let n_sets = 1 + usize::from(self.often.is_some());
        let n_numbers = self.before.len() + self.many.len();
        n_sets * self.docs.words().len() * 8 + self.tfs.len() + n_numbers * 4
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
            && let Some(list) = self.kept(*first, terms.len() as u32)
        {
            return list;
        }
        Rc::new(List::new(index, terms))
    }

    /// Returns the articles that have a term.
    pub(super) fn docs(&self, index: &Index, term: TermId) -> Bits {
        if let Some(list) = self.kept(term, 1) {
            return list.docs.clone();
        }
        let mut docs = Bits::none(index.n_docs());
        index.add_docs(term, docs.words_mut());
        docs
    }

    fn kept(&self, first: TermId, n: u32) -> Option<Rc<List>> {
        let kept = &self.0.borrow().lists;
        let key = key(first.0, n);
        let at = kept.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        Some(Rc::clone(&kept.get(at)?.1))
    }

    /// Decodes a few more of the lists that are kept; says whether any is left.
    /// `norms`: by article.
    pub(super) fn prepare(&self, index: &Index, norms: &[f32]) -> bool {
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
        let mut list = List::new(index, &terms);
        list.mark_often(norms);
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
