//! What one word of a query finds in the index.

use std::cell::OnceCell;
use std::rc::Rc;

use super::bits::Bits;
use super::engine::Engine;
use super::logarithm::ln;
use super::scan::SlotSet;
use super::sketch::{Following, Mark};
use crate::index::{Index, TermId};
use crate::text::{Likeness, Word};

/// The words of so many queries back are kept: whoever types asks for the same
/// ones again with every letter.
const MAX_KEPT: usize = 16;

/// Where in `Found::weights` the likeness stands, in halves.
const LIKENESS_SHIFT: u32 = 30;

/// One occurrence counts at most so much, so that sums stay below the likeness.
const MAX_TF: u32 = 1 << 14;

/// The articles that have a word.
pub(super) struct Found {
    /// As typed, or without its marks where those were forgiven.
    word: Word,
    /// As typed.
    typed: Word,
    is_prefix: bool,
    pub(super) docs: Bits,
    /// How many `docs` are.
    pub(super) n_docs: u32,
    /// BM25's inverse document frequency.
    pub(super) rarity: f32,
    /// By article: the best likeness in halves (2 the same, 1 with other marks)
    /// in the two highest bits, below it the weighted frequency of whole words.
    pub(super) weights: Vec<u32>,
    /// The whole words found.
    pub(super) terms: Vec<(TermId, Likeness)>,
    /// Whether other marks than those typed are not found.
    pub(super) is_exact: bool,
    mark: Mark,
    slots: OnceCell<SlotSet>,
}

impl Found {
    fn new(engine: &Engine, word: &Word, typed: &Word, is_prefix: bool) -> Self {
        let (index, n_docs) = (&engine.index, engine.n_docs());
        let mut weights = vec![0; n_docs as usize];
        let mut terms = index.whole_terms(word);
        let is_exact = terms
            .iter()
            .all(|(_, likeness)| *likeness == Likeness::Same)
            && !terms.is_empty()
            && word.has_marks();
        for (term, likeness) in &mut terms {
            if index.key(*term) == typed.key() {
                *likeness = Likeness::Same;
            } else if word != typed {
                *likeness = Likeness::Marked;
            }
            let halves: u32 = if *likeness == Likeness::Same { 2 } else { 1 };
            let flag = halves << LIKENESS_SHIFT;
            index.for_each_posting(*term, |doc, tf| {
                if let Some(weight) = weights.get_mut(doc as usize) {
                    // Runs over only where a damaged index repeats a term.
                    *weight = (*weight | flag).wrapping_add(tf.min(MAX_TF));
                }
            });
        }
        let mut docs = Bits::none(n_docs);
        if !terms.is_empty() {
            for (bits, weights) in docs.words_mut().iter_mut().zip(weights.chunks(64)) {
                for (at, weight) in weights.iter().enumerate() {
                    *bits |= u64::from(*weight != 0) << at;
                }
            }
        }
        if is_prefix {
            index.add_longer_docs(word, docs.words_mut());
            docs.keep(&Bits::all(n_docs));
        }
        let with = docs.len();
        let (n, df) = (n_docs as f32, with as f32);
        Self {
            word: word.clone(),
            typed: typed.clone(),
            is_prefix,
            docs,
            n_docs: with,
            rarity: ln(1.0 + (n - df + 0.5) / (df + 0.5)),
            weights,
            terms,
            is_exact,
            mark: Mark::new(&word.fold()),
            slots: OnceCell::new(),
        }
    }

    /// Returns an article's likeness in halves and its weighted frequency; 1
    /// for an article that only has longer words.
    #[inline]
    pub(super) fn weight(&self, doc: u32) -> (f32, f32) {
        let weight = self.weights.get(doc as usize).copied().unwrap_or_default();
        let tf = weight & ((1 << LIKENESS_SHIFT) - 1);
        // An article that has the word both ways has both bits.
        let halves = (weight >> LIKENESS_SHIFT).min(2);
        (halves as f32, tf.max(1) as f32)
    }

    /// Returns what sketches are asked for this word and one behind it, if they
    /// can be.
    pub(super) fn then(&self, next: &Self) -> Option<Following> {
        match (self.is_prefix, next.is_prefix) {
            (true, _) => None,
            (false, false) => Some(self.mark.then(next.mark)),
            (false, true) if next.word.keeps_initial() => {
                Some(self.mark.then_initial(next.mark))
            }
            (false, true) => None,
        }
    }

    /// Returns its terms for reading texts.
    pub(super) fn slots(&self, index: &Index) -> &SlotSet {
        self.slots.get_or_init(|| {
            let whole = self.terms.iter().map(|(term, _)| term.0..term.0 + 1);
            let mut runs: Vec<_> = whole.collect();
            if self.is_prefix {
                runs.extend(index.longer_terms(&self.word));
            }
            let mut keys: Vec<u64> = runs
                .iter()
                .map(|run| u64::from(run.start) << 32 | u64::from(run.end))
                .collect();
            crate::order::sort_keys(&mut keys);
            let run = |key: u64| (key >> 32) as u32..key as u32;
            let runs: Vec<_> = keys.into_iter().map(run).collect();
            SlotSet::new(&runs, index, self.n_docs)
        })
    }
}

impl Engine {
    /// Returns what a word finds. `word` is `typed`, or that without its marks.
    pub(super) fn found(&self, word: &Word, typed: &Word, is_prefix: bool) -> Rc<Found> {
        let mut kept = self.kept.borrow_mut();
        let known = kept.iter().position(|found| {
            found.is_prefix == is_prefix && found.word == *word && found.typed == *typed
        });
        let found = match known {
            Some(at) => kept.remove(at),
            None => Rc::new(Found::new(self, word, typed, is_prefix)),
        };
        kept.truncate(MAX_KEPT - 1);
        kept.insert(0, Rc::clone(&found));
        found
    }
}
