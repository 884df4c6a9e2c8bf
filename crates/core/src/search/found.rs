//! What one word of a query finds in the index.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use super::bits::Bits;
use super::engine::Engine;
use super::logarithm::ln;
use super::scan::SlotSet;
use super::sketch::{Following, Mark};
use crate::index::{Index, TermId, Wanted};
use crate::order;
use crate::text::{Likeness, Word};

/// The words of so many queries back are kept: whoever types asks for the same
/// ones again with every letter.
const MAX_KEPT: usize = 16;

/// And no more than so many sets of articles with them, one for every form.
const MAX_KEPT_BYTES: usize = 1 << 20;

/// The articles that have a word.
pub(super) struct Found {
    /// As typed, or without its marks where those were forgiven.
    word: Word,
    /// As typed.
    typed: Word,
    pub(super) is_prefix: bool,
    pub(super) docs: Bits,
    /// Those that have it whole, with whatever marks.
    pub(super) whole: Bits,
    /// Those that have it as it was typed.
    pub(super) as_typed: Bits,
    /// How many `docs` are.
    pub(super) n_docs: u32,
    /// BM25's inverse document frequency.
    pub(super) rarity: f32,
    /// The whole words found.
    terms: Vec<FoundTerm>,
    /// Whether other marks than those typed are not found.
    pub(super) is_exact: bool,
    /// How sketches know it.
    pub(super) mark: Mark,
    slots: OnceCell<SlotSet>,
    /// Of all whole words, and of those as typed.
    whole_slots: [OnceCell<SlotSet>; 2],
}

/// A whole word found.
struct FoundTerm {
    term: TermId,
    is_as_typed: bool,
    docs: Bits,
}

impl Found {
    fn new(engine: &Engine, word: &Word, typed: &Word, is_prefix: bool) -> Self {
        let (index, n_docs) = (&engine.index, engine.n_docs());
        let terms = index.whole_terms(word);
        let is_exact = terms
            .iter()
            .all(|(_, likeness)| *likeness == Likeness::Same)
            && !terms.is_empty()
            && word.has_marks();
        let mut whole = Bits::none(n_docs);
        let mut as_typed = Bits::none(n_docs);
        let read = |(term, _)| {
            let is_as_typed = index.key(term) == typed.key();
            let mut docs = Bits::none(n_docs);
            index.add_docs(term, docs.words_mut());
            whole.add(&docs);
            if is_as_typed {
                as_typed.add(&docs);
            }
            FoundTerm {
                term,
                is_as_typed,
                docs,
            }
        };
        let terms = terms.into_iter().map(read).collect();
        let mut docs = whole.clone();
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
            whole,
            as_typed,
            n_docs: with,
            rarity: ln(1.0 + (n - df + 0.5) / (df + 0.5)),
            terms,
            is_exact,
            mark: Mark::new(&word.fold()),
            slots: OnceCell::new(),
            whole_slots: Default::default(),
        }
    }

    /// Returns how like what was typed an article has it, in halves: 2 the same, 1
    /// with other marks, 0 only longer words.
    #[inline]
    pub(super) fn halves(&self, doc: u32) -> u8 {
        u8::from(self.whole.contains(doc)) + u8::from(self.as_typed.contains(doc))
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

    /// Returns the weighted frequencies of the whole word in some articles, by their
    /// order; 0 where there are only longer ones.
    pub(super) fn tfs(&self, index: &Index, docs: &Bits) -> Vec<u32> {
        let mut n_docs = 0;
        let place = |word: &u64| {
            let place = n_docs;
            n_docs += word.count_ones();
            place
        };
        let places: Vec<u32> = docs.words().iter().map(place).collect();
        let wanted = Wanted {
            docs: docs.words(),
            places: &places,
        };
        let mut tfs = vec![0; n_docs as usize];
        for found in &self.terms {
            index.add_tfs(found.term, found.docs.words(), &wanted, &mut tfs);
        }
        tfs
    }

    /// Returns its terms for reading texts.
    pub(super) fn slots(&self, index: &Index) -> &SlotSet {
        self.slots.get_or_init(|| {
            let mut runs = runs(&self.terms);
            if self.is_prefix {
                runs.extend(index.longer_terms(&self.word));
            }
            let mut keys: Vec<u64> = runs
                .iter()
                .map(|run| u64::from(run.start) << 32 | u64::from(run.end))
                .collect();
            order::sort_keys(&mut keys);
            let run = |key: u64| (key >> 32) as u32..key as u32;
            let runs: Vec<_> = keys.into_iter().map(run).collect();
            SlotSet::new(&runs, index, self.n_docs)
        })
    }

    /// Returns those of its terms that are whole, or just those as typed, for
    /// reading texts.
    pub(super) fn whole_slots(&self, index: &Index, is_as_typed: bool) -> &SlotSet {
        let is_wanted = |found: &FoundTerm| found.is_as_typed || !is_as_typed;
        if !self.is_prefix && self.terms.iter().all(is_wanted) {
            return self.slots(index);
        }
        self.whole_slots[usize::from(is_as_typed)].get_or_init(|| {
            let terms = self.terms.iter().filter(|found| is_wanted(found));
            SlotSet::new(&runs(terms), index, self.n_docs)
        })
    }

    /// How many bytes its sets take, about.
    fn n_bytes(&self) -> usize {
        (self.terms.len() + 3) * self.docs.words().len() * 8
    }
}

fn runs<'a>(terms: impl IntoIterator<Item = &'a FoundTerm>) -> Vec<Range<u32>> {
    let run = |found: &FoundTerm| found.term.0..found.term.0 + 1;
    terms.into_iter().map(run).collect()
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
        let mut n_bytes = 0;
        kept.retain(|found| {
            n_bytes += found.n_bytes();
            n_bytes <= MAX_KEPT_BYTES
        });
        found
    }
}
