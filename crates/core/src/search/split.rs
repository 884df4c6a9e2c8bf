//! Words that were run together.

use super::bits::Bits;
use super::engine::Engine;
use super::scan::{SlotSet, has_phrase};
use super::sketch::Mark;
use crate::index::TermId;
use crate::text::Word;

/// Neither of two words has fewer letters.
const MIN_LETTERS: usize = 2;

/// So many articles are looked at to see how often two words stand together.
const MAX_LOOKED_AT: usize = 400;

/// So many that have them are enough.
const ENOUGH: u64 = 8;

impl Engine {
    /// Cuts a word in the two that stand together in most articles, in so many at
    /// least, and says in about how many.
    pub(super) fn run_together(
        &self,
        word: &Word,
        is_prefix: bool,
        at_least: u32,
    ) -> Option<([Word; 2], u32)> {
        let bare = word.without_marks();
        let n_letters = bare.key().chars().count();
        let mut best = None;
        let mut at_least = at_least;
        for at in MIN_LETTERS..=n_letters.saturating_sub(MIN_LETTERS) {
            let mut ways = bare.cut(at);
            let is_there = |[left, right]: &[Word; 2]| {
                self.index.has_fold(left.key())
                    && (is_prefix || self.index.has_fold(right.key()))
            };
            if !ways.iter().any(is_there) {
                continue;
            }
            if word.has_marks() {
                // Some marks may be a slip.
                ways.splice(0..0, word.cut(at));
            }
            let found = ways.into_iter().find_map(|two| {
                let n = self.n_together(&two, is_prefix, at_least)?;
                Some((two, n))
            });
            if let Some((_, n)) = found {
                at_least = n.saturating_add(1);
                best = found;
            }
        }
        best
    }

    /// Returns in about how many articles two words stand together.
    fn n_together(&self, two: &[Word; 2], is_prefix: bool, at_least: u32) -> Option<u32> {
        let [left, right] = two;
        let index = &self.index;
        let runs = [index.runs(left, false), index.runs(right, is_prefix)];
        let mut both = Bits::all(self.n_docs());
        for runs in &runs {
            let mut docs = Bits::none(self.n_docs());
            let terms = runs.iter().cloned().flatten().map(TermId);
            let n_docs = terms.clone().map(|term| index.df(term));
            if n_docs.fold(0, u32::saturating_add) < at_least {
                return None;
            }
            terms.for_each(|term| index.add_docs(term, docs.words_mut()));
            both.keep(&docs);
        }
        let n_both = both.len();
        if n_both < at_least {
            return None;
        }
        let slots = runs.map(|runs| SlotSet::new(&runs, index, n_both));
        let [left, right] = two.each_ref().map(|word| Mark::new(&word.fold()));
        let following = if is_prefix {
            left.then_initial(right)
        } else {
            left.then(right)
        };
        let tokens = &mut self.tokens.borrow_mut();
        let [mut n_looked_at, mut n_likely, mut n_read, mut n_found] = [0_u64; 4];
        for doc in both.iter().take(MAX_LOOKED_AT) {
            n_looked_at += 1;
            if !tokens.sketches.may_have(doc, following) {
                continue;
            }
            n_likely += 1;
            if n_found < ENOUGH {
                n_read += 1;
                let text = tokens.doc(doc, &self.texts, index);
                let stand = has_phrase(&slots.each_ref(), &text, 0..text.slots.len());
                n_found += u64::from(stand);
            }
        }
        let n = u64::from(n_both) * n_likely * n_found / (n_looked_at * n_read).max(1);
        let n = n.max(n_found) as u32;
        (n >= at_least).then_some(n)
    }
}
