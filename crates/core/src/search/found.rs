//! What one word of a query finds in the index.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use super::bits::Bits;
use super::engine::Engine;
use super::lists::List;
use super::logarithm::ln;
use super::scan::SlotSet;
use super::sketch::{Following, Mark};
use crate::index::{Index, TermId};
use crate::order;
use crate::text::{Likeness, Word};

/// The words of so many queries back are kept: whoever types asks for the same
/// ones again with every letter.
const MAX_KEPT: usize = 16;

/// And no more than so many bytes of them.
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
    pub(super) whole: Rc<List>,
    /// Those that have it as it was typed.
    pub(super) as_typed: Bits,
    /// How many `docs` are.
    pub(super) n_docs: u32,
    /// BM25's inverse document frequency.
    pub(super) rarity: f32,
    /// The whole words found.
    terms: Vec<TermId>,
    /// Of those the one as typed.
    term_as_typed: Option<TermId>,
    /// Whether other marks than those typed are not found.
    pub(super) is_exact: bool,
    /// How sketches know it.
    pub(super) mark: Mark,
    slots: OnceCell<SlotSet>,
    /// Of all whole words, and of those as typed.
    whole_slots: [OnceCell<SlotSet>; 2],
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
        let terms: Vec<TermId> = terms.into_iter().map(|(term, _)| term).collect();
        let whole = engine.lists.list(index, &terms);
        let is_as_typed = |term: &TermId| index.key(*term) == typed.key();
        let term_as_typed = terms.iter().copied().find(is_as_typed);
        let as_typed = match term_as_typed {
            Some(_) if terms.len() == 1 => whole.docs.clone(),
            Some(term) => engine.lists.docs(index, term),
            None => Bits::none(n_docs),
        };
        let mut docs = whole.docs.clone();
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
            term_as_typed,
            is_exact,
            mark: Mark::new(&word.fold()),
            slots: OnceCell::new(),
            whole_slots: Default::default(),
        }
    }

    /// Returns the same as typed only in these articles.
    pub(super) fn typed_in(&self, as_typed: Bits) -> Self {
        Self {
            word: self.word.clone(),
            typed: self.typed.clone(),
            docs: self.docs.clone(),
            whole: Rc::clone(&self.whole),
            as_typed,
            terms: self.terms.clone(),
            slots: OnceCell::new(),
            whole_slots: Default::default(),
            ..*self
        }
    }

    /// Returns how like what was typed an article has it, in halves: 2 the same, 1
    /// with other marks, 0 only longer words.
    #[inline(always)]
    pub(super) fn halves(&self, doc: u32) -> u8 {
        u8::from(self.whole.docs.contains(doc)) + u8::from(self.as_typed.contains(doc))
    }

    /// Whether it is no wonder that it was typed without marks: of the articles that
    /// have it whole, at most one in sixteen has it with marks alone.
    pub(super) fn is_hardly_marked(&self) -> bool {
        let n_as_typed = self.as_typed.len();
        n_as_typed > 0 && n_as_typed * 16 >= self.whole.docs.len() * 15
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
            let mut runs: Vec<_> = self.terms.iter().map(run).collect();
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
        let is_all = !is_as_typed || self.terms.len() <= 1 && self.term_as_typed.is_some();
        if !self.is_prefix && is_all {
            return self.slots(index);
        }
        self.whole_slots[usize::from(is_as_typed)].get_or_init(|| {
            let runs: Vec<_> = if is_as_typed {
                self.term_as_typed.iter().map(run).collect()
            } else {
                self.terms.iter().map(run).collect()
            };
            SlotSet::new(&runs, index, self.n_docs)
        })
    }

    /// How many bytes its sets take, about.
    fn n_bytes(&self) -> usize {
        2 * self.docs.words().len() * 8 + self.whole.n_bytes()
    }
}

fn run(TermId(term): &TermId) -> Range<u32> {
    *term..*term + 1
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
