//! What a typed word finds.

use std::ops::Range;

use super::Index;
use super::TermId;
use crate::order;
use crate::text::{Likeness, Word};

impl Index {
    /// Returns the terms whose words a typed one finds as they are, the same or
    /// with marks where none were typed; ascending.
    ///
    /// A word typed with marks that occurs exactly so is taken at its word:
    /// *đang* does not find *đảng* then. Otherwise marks that were left out
    /// match anything.
    #[must_use]
    pub fn whole_terms(&self, typed: &Word) -> Vec<(TermId, Likeness)> {
        let range = self.dictionary.same(&typed.fold());
        let mut found: Vec<(TermId, Likeness)> = range
            .filter_map(|term| {
                let likeness = typed.liken_key(self.dictionary.key(term), false)?;
                Some((TermId(term), likeness))
            })
            .collect();
        let is_same = |found: &(TermId, Likeness)| found.1 == Likeness::Same;
        if typed.has_marks() && found.iter().any(is_same) {
            found.retain(is_same);
        }
        found
    }

    /// Returns the terms that have a fold.
    #[must_use]
    pub fn forms(&self, fold: &str) -> Range<u32> {
        self.dictionary.same(fold)
    }

    /// Whether any term has a fold.
    #[must_use]
    pub fn has_fold(&self, fold: &str) -> bool {
        !self.dictionary.same(fold).is_empty()
    }

    /// Returns the terms that a typed word finds, longer ones with `is_prefix`, in
    /// runs, ascending and apart.
    #[must_use]
    pub fn runs(&self, typed: &Word, is_prefix: bool) -> Vec<Range<u32>> {
        let whole = self.whole_terms(typed).into_iter();
        let mut runs: Vec<Range<u32>> = whole.map(|(TermId(id), _)| id..id + 1).collect();
        if is_prefix {
            runs.extend(self.longer_terms(typed));
        }
        let key = |run: &Range<u32>| u64::from(run.start) << 32 | u64::from(run.end);
        let mut keys: Vec<u64> = runs.iter().map(key).collect();
        order::sort_keys(&mut keys);
        let run = |key: u64| (key >> 32) as u32..key as u32;
        keys.into_iter().map(run).collect()
    }

    /// Adds the articles with words that go on where a typed one ends to a set:
    /// bit `doc % 64` of word `doc / 64`.
    pub fn add_longer_docs(&self, typed: &Word, docs: &mut [u64]) {
        for (key, range) in self.beginnings(typed) {
            match key.and_then(|key| self.prefix_list(&key)) {
                Some(list) => list.add_to(docs),
                None => self.each_longer(typed, range, &mut |term| {
                    self.add_docs(TermId(term), docs);
                }),
            }
        }
    }

    /// Returns the terms of words that go on where a typed one ends, in runs,
    /// apart.
    #[must_use]
    pub fn longer_terms(&self, typed: &Word) -> Vec<Range<u32>> {
        let mut runs: Vec<Range<u32>> = Vec::new();
        for (_, range) in self.beginnings(typed) {
            if takes_all(typed) {
                if !range.is_empty() {
                    runs.push(range);
                }
                continue;
            }
            self.each_longer(typed, range, &mut |term| match runs.last_mut() {
                Some(run) if run.end == term => run.end += 1,
                _ => runs.push(term..term + 1),
            });
        }
        runs
    }

    /// Returns the terms that longer words may be but for the marks, in runs, each
    /// with the key whose list it is where one may be stored.
    fn beginnings(&self, typed: &Word) -> Vec<(Option<String>, Range<u32>)> {
        let mut runs = Vec::new();
        for key in typed.beginnings() {
            let range = self.dictionary.ranges(&Word::from_key(&key).fold()).1;
            runs.push(((!typed.lacks_digits()).then_some(key), range));
        }
        if typed.may_be_left_out() {
            let digits = '1'..='9';
            let terms = digits.filter_map(|digit| self.term(digit.encode_utf8(&mut [0])));
            runs.extend(terms.map(|term| (None, term.0..term.0 + 1)));
        }
        runs
    }

    fn each_longer(&self, typed: &Word, range: Range<u32>, emit: &mut dyn FnMut(u32)) {
        let takes_all = takes_all(typed);
        for term in range {
            if takes_all
                || typed.liken_key(self.dictionary.key(term), true) == Some(Likeness::Longer)
            {
                emit(term);
            }
        }
    }
}

/// Whether all words that begin as a typed one but for the marks are longer ones.
fn takes_all(typed: &Word) -> bool {
    !typed.has_marks() && !typed.lacks_digits()
}
