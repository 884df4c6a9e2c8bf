//! Which articles match a query, and how well.
//!
//! Each word of the query is one bit. A text is scanned once with the shift-and
//! method (Baeza-Yates and Gonnet, "A new approach to text searching", CACM 35,
//! 1992): a phrase has been read when the bit of its last word is set.
//!
//! Score: twice the share of words found exactly as typed, plus the share of
//! neighbouring words of the query that stand together in the text, plus BM25
//! squeezed below 1. So exactness comes before nearness, and both before
//! frequency.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use crate::index::{BREAK, DocId, Index, TermId};
use crate::order;
use crate::query::{Clause, Query};
use crate::text::{Likeness, Word};

/// BM25's saturation: above it a word's further occurrences hardly count
/// (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
const K1: f32 = 1.2;
/// BM25's share of length: 0 ignores how long an article is, 1 divides by it.
const B: f32 = 0.6;
/// A word in the title counts as much as so many in the text.
const TITLE_WEIGHT: f32 = 4.0;
/// BM25 at which its share of the score is one half.
const HALF_BM25: f32 = 10.0;

/// Words of the query as bits.
type Bits = u64;

/// A query made ready for one index.
pub(super) struct Plan {
    clauses: Vec<PlannedClause>,
    /// First words of atoms.
    starts: Bits,
    /// Last words of atoms.
    ends: Bits,
    /// Words of positive clauses.
    positive: Bits,
    /// Words whose neighbour in the query comes right before them.
    follows: Bits,
    /// What each term of the index says of each word.
    terms: HashMap<TermId, TermBits>,
    /// By word: how rare it is, BM25's inverse document frequency.
    rarity: Vec<f32>,
}

struct PlannedClause {
    is_negative: bool,
    /// Last words of its alternatives.
    ends: Bits,
    /// Articles that have every word of one of its alternatives.
    docs: FixedBitSet,
}

#[derive(Clone, Copy, Default)]
pub(super) struct TermBits {
    pub(super) any: Bits,
    marked: Bits,
    same: Bits,
}

impl Plan {
    pub(super) fn new(index: &Index, query: &Query) -> Self {
        let mut plan = Self {
            clauses: Vec::new(),
            starts: 0,
            ends: 0,
            positive: 0,
            follows: 0,
            terms: HashMap::new(),
            rarity: Vec::new(),
        };
        let mut was_positive = false;
        let has_words = |clause: &&Clause| {
            let mut atoms = clause.alternatives.iter();
            atoms.all(|atom| !atom.words.is_empty())
        };
        for clause in query.clauses.iter().filter(has_words) {
            let planned = plan.add_clause(index, clause, was_positive);
            plan.clauses.push(planned);
            was_positive = !clause.is_negative;
        }
        plan
    }

    fn add_clause(&mut self, index: &Index, clause: &Clause, follows: bool) -> PlannedClause {
        let mut docs = FixedBitSet::with_capacity(index.n_docs());
        let mut ends = 0;
        for atom in &clause.alternatives {
            let first = self.rarity.len();
            let last = first + atom.words.len() - 1;
            let mut with_all = FixedBitSet::with_capacity(index.n_docs());
            with_all.insert_range(..);
            for (at, word) in (first..).zip(&atom.words) {
                with_all.intersect_with(&self.add_word(
                    index,
                    word,
                    atom.is_prefix && at == last,
                ));
                if !clause.is_negative {
                    self.positive |= 1 << at;
                    self.follows |= Bits::from(at > first || (follows && at > 0)) << at;
                }
            }
            docs.union_with(&with_all);
            self.starts |= 1 << first;
            ends |= 1 << last;
        }
        self.ends |= ends;
        PlannedClause {
            is_negative: clause.is_negative,
            ends,
            docs,
        }
    }

    /// Gives a word the next bit, and returns the articles that have it.
    fn add_word(&mut self, index: &Index, word: &Word, is_prefix: bool) -> FixedBitSet {
        let bit = 1 << self.rarity.len();
        let mut docs = FixedBitSet::with_capacity(index.n_docs());
        for (term, likeness) in index.expand(word, is_prefix) {
            let bits = self.terms.entry(term).or_default();
            bits.any |= bit;
            bits.marked |= if likeness == Likeness::Marked { bit } else { 0 };
            bits.same |= if likeness == Likeness::Same { bit } else { 0 };
            docs.extend(index.postings(term).iter().map(|doc| doc.0 as usize));
        }
        let (n, with) = (index.n_docs() as f32, docs.count_ones(..) as f32);
        self.rarity
            .push((1.0 + (n - with + 0.5) / (with + 0.5)).ln());
        docs
    }

    /// Whether there is anything to look for.
    pub(super) fn has_words(&self) -> bool {
        self.positive != 0
    }

    /// Returns the articles that match, ascending, each with its score.
    pub(super) fn matches(&self, index: &Index) -> Vec<(DocId, f32)> {
        let mut candidates = FixedBitSet::with_capacity(index.n_docs());
        candidates.insert_range(..);
        for clause in self.clauses.iter().filter(|clause| !clause.is_negative) {
            candidates.intersect_with(&clause.docs);
        }
        if self.clauses.is_empty() {
            return candidates
                .ones()
                .filter_map(|at| Some((doc_id(at)?, 0.0)))
                .collect();
        }
        let scan = Scan::new(self, index);
        let scored = |at| Some((doc_id(at)?, scan.score(index, doc_id(at)?)?));
        candidates.ones().filter_map(scored).collect()
    }

    /// Returns what marks the query's hits, by the key of a word.
    pub(super) fn marks(&self, index: &Index) -> Marks {
        let mut terms = HashMap::new();
        let found = self
            .terms
            .iter()
            .filter(|(_, bits)| bits.any & self.positive != 0);
        terms.extend(
            found.map(|(term, bits)| (index.key(*term).to_owned(), bits.any & self.positive)),
        );
        Marks {
            terms,
            starts: self.starts & self.positive,
            ends: self.ends & self.positive,
        }
    }
}

/// What marks a query's hits in a text.
#[derive(Default)]
pub(super) struct Marks {
    terms: HashMap<String, Bits>,
    starts: Bits,
    ends: Bits,
}

/// A phrase read in a text: so many words, the last of which is the current one.
pub(super) struct PhraseEnd {
    pub(super) n_words: usize,
    /// Which of the query it is.
    pub(super) bit: Bits,
}

impl Marks {
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Reads the next word; `state` starts at 0. Returns the longest phrase
    /// that it ends.
    pub(super) fn step(&self, state: &mut Bits, key: Option<&str>) -> Option<PhraseEnd> {
        let bits = key
            .and_then(|key| self.terms.get(key))
            .copied()
            .unwrap_or(0);
        *state = ((*state << 1) & !self.starts | self.starts) & bits;
        let mut ended = *state & self.ends;
        let mut longest: Option<PhraseEnd> = None;
        while ended != 0 {
            let end = ended.trailing_zeros();
            let start = 63 - (self.starts & (Bits::MAX >> (63 - end))).leading_zeros();
            let n_words = (end - start + 1) as usize;
            if longest
                .as_ref()
                .is_none_or(|longest| longest.n_words < n_words)
            {
                longest = Some(PhraseEnd {
                    n_words,
                    bit: 1 << end,
                });
            }
            ended &= ended - 1;
        }
        longest
    }
}

fn doc_id(at: usize) -> Option<DocId> {
    u32::try_from(at).ok().map(DocId)
}

/// A plan laid out for fast reading of texts.
struct Scan<'a> {
    plan: &'a Plan,
    /// By term: its place in `bits`, or 0 for terms that are not looked for.
    places: Vec<u32>,
    bits: Vec<TermBits>,
    average_len: f32,
}

/// What reading one text has shown.
#[derive(Default)]
struct Seen {
    ended: Bits,
    adjacent: Bits,
    marked: Bits,
    same: Bits,
}

impl<'a> Scan<'a> {
    fn new(plan: &'a Plan, index: &Index) -> Self {
        let mut places = vec![0; index.n_terms()];
        let mut bits = vec![TermBits::default()];
        let mut terms: Vec<_> = plan.terms.iter().collect();
        order::sort_by_key(&mut terms, |(term, _)| **term);
        for (term, term_bits) in terms {
            places[term.0 as usize] = u32::try_from(bits.len()).unwrap_or(0);
            bits.push(*term_bits);
        }
        let total: usize = (0..)
            .map(DocId)
            .take(index.n_docs())
            .map(|doc| index.doc(doc).terms.len())
            .sum();
        let average_len = (total as f32 / index.n_docs().max(1) as f32).max(1.0);
        Self {
            plan,
            places,
            bits,
            average_len,
        }
    }

    /// Returns the score of an article, or nothing if it does not match.
    fn score(&self, index: &Index, doc: DocId) -> Option<f32> {
        let text = index.doc(doc);
        let mut seen = Seen::default();
        let mut weights = [0.0; crate::query::MAX_WORDS];
        let (mut state, mut before) = (0, 0);
        for (at, term) in text.terms.iter().enumerate() {
            let place = if *term == BREAK {
                0
            } else {
                self.places[term.0 as usize]
            };
            if place == 0 {
                (state, before) = (0, 0);
                continue;
            }
            let bits = self.bits[place as usize];
            let starts = self.plan.starts;
            state = ((state << 1) & !starts | starts) & bits.any;
            seen.ended |= state & self.plan.ends;
            seen.adjacent |= (before << 1) & bits.any & self.plan.follows;
            seen.marked |= bits.marked;
            seen.same |= bits.same;
            before = bits.any;
            let weight = if at < text.n_title { TITLE_WEIGHT } else { 1.0 };
            let mut words = bits.any & self.plan.positive;
            while words != 0 {
                weights[words.trailing_zeros() as usize] += weight;
                words &= words - 1;
            }
        }
        let fits =
            |clause: &PlannedClause| (seen.ended & clause.ends != 0) != clause.is_negative;
        self.plan
            .clauses
            .iter()
            .all(fits)
            .then(|| self.sum(&seen, &weights, text.terms.len()))
    }

    fn sum(&self, seen: &Seen, weights: &[f32], len: usize) -> f32 {
        let Plan {
            positive,
            follows,
            rarity,
            ..
        } = self.plan;
        if *positive == 0 {
            return 0.0;
        }
        let norm = K1 * (1.0 - B + B * len as f32 / self.average_len);
        let bm25 =
            |(weight, rarity): (&f32, &f32)| rarity * weight * (K1 + 1.0) / (weight + norm);
        let bm25: f32 = weights.iter().zip(rarity).map(bm25).sum();
        let count = |bits: Bits| bits.count_ones() as f32;
        let exact =
            (count(seen.same) + 0.5 * count(seen.marked & !seen.same)) / count(*positive);
        let near = count(seen.adjacent) / count(*follows).max(1.0);
        2.0 * exact + near + bm25 / (bm25 + HALF_BM25)
    }
}
