//! What a misspelt word may mean.
//!
//! The terms are walked as a tree without one: words that begin alike stand side by
//! side, so a beginning that is lost is passed over with all that goes on from it.

use std::ops::Range;

use super::{Index, TermId};
use crate::text::{MAX_READ, Reading, Typo, Word, bases, n_alike};

/// Words of so many letters or more may have two misspelt; Elasticsearch's
/// `fuzziness: AUTO` draws the same line.
const MIN_TWO_EDITS: usize = 6;

/// Words with more other marks than typed are not meant.
const MAX_OTHER_MARKS: u32 = 3;

/// So many powers of two less a word counts for each.
const MARK_SHIFT: u32 = 5;

/// A word that only begins as typed counts as if it were so many times rarer, in
/// powers of two.
const LONGER_SHIFT: u32 = 3;

/// In `Index::steps`: the fold of the term before.
const SAME: u8 = u8::MAX;

/// More articles than these count as so many.
const MAX_DOCS: u32 = (1 << 20) - 1;

/// So many steps are looked at together.
const CHUNK: usize = 16;

/// A word that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its term; where no mark was typed the first of all with its letters.
    pub term: TermId,
    /// In how many articles it is about, and less if it only begins so.
    pub n_docs: u32,
}

impl Index {
    /// Returns what a misspelt word may mean, at most so many: those with the
    /// marks that were typed first, of those equally near the more frequent. With
    /// two edits only where one is not enough. With `is_prefix` also what begins
    /// so.
    #[must_use]
    pub fn similar(&self, typed: &Word, is_prefix: bool, max_n: usize) -> Vec<Near> {
        let max_edits = 1 + usize::from(typed.fold().chars().count() >= MIN_TWO_EDITS);
        for n_edits in 1..=max_edits {
            let Some(typo) = Typo::new(typed, n_edits, !is_prefix) else {
                break;
            };
            let mut readings = [Reading::default(); MAX_READ + 2];
            readings[0] = typo.start();
            let mut nearest = Nearest {
                index: self,
                steps: self.steps(),
                typo,
                is_prefix,
                max_n,
                readings,
                n_begun: usize::MAX,
                keys: Vec::new(),
            };
            nearest.walk();
            if !nearest.keys.is_empty() {
                return nearest.keys.into_iter().map(near).collect();
            }
        }
        Vec::new()
    }

    /// By term: how many letters its fold begins with as that of the term before.
    fn steps(&self) -> &[u8] {
        self.steps.get_or_init(|| {
            let keys = (1..self.n_terms()).map(|term| {
                let [last, key] = [term - 1, term].map(|term| self.dictionary.key(term));
                n_alike(last, key).map_or(SAME, |n| n.min(254) as u8)
            });
            let first = (self.n_terms() > 0).then_some(0);
            first.into_iter().chain(keys).collect()
        })
    }
}

/// The words that are nearest.
struct Nearest<'a> {
    index: &'a Index,
    steps: &'a [u8],
    typo: Typo,
    is_prefix: bool,
    max_n: usize,
    /// By number of letters read.
    readings: [Reading; MAX_READ + 2],
    /// What begins with so many letters of those read begins as typed.
    n_begun: usize,
    /// The least of all, in order.
    keys: Vec<u64>,
}

impl Nearest<'_> {
    fn walk(&mut self) {
        let mut at = 0;
        while let Some(&step) = self.steps.get(at) {
            let (n_read, is_lost) = self.read(at, usize::from(step));
            let reading = self.readings.get(n_read).copied().unwrap_or_default();
            let is_whole = !is_lost && self.typo.is_read(&reading);
            let end = self.next(at, if is_lost { n_read as u8 } else { SAME });
            if is_whole || self.n_begun <= n_read {
                self.offer(at..end, !is_whole);
            }
            at = end;
        }
    }

    /// Reads a term's letters behind the first few, which it shares with the last
    /// one; returns how many were read and whether it cannot be meant.
    fn read(&mut self, at: usize, n_shared: usize) -> (usize, bool) {
        if n_shared < self.n_begun {
            self.n_begun = usize::MAX;
        }
        let mut n_read = n_shared;
        let mut reading = self.readings.get(n_read).copied().unwrap_or_default();
        let before = n_read.checked_sub(1).and_then(|at| self.readings.get(at));
        let mut before = before.copied().unwrap_or_default();
        for base in bases(self.index.dictionary.key(at as u32)).skip(n_shared) {
            let next = self.typo.read(&reading, &before, base);
            (before, reading) = (reading, next);
            n_read += 1;
            let Some(kept) = self.readings.get_mut(n_read) else {
                return (n_read, true);
            };
            *kept = reading;
            if self.typo.is_lost(&reading) {
                return (n_read, true);
            }
            if self.is_prefix && self.typo.is_read(&reading) {
                self.n_begun = self.n_begun.min(n_read);
            }
        }
        (n_read, false)
    }

    /// Returns the first term behind one whose step is less than this.
    fn next(&self, at: usize, step: u8) -> usize {
        let start = at + 1;
        let rest = self.steps.get(start..).unwrap_or_default();
        let (chunks, _) = rest.as_chunks::<CHUNK>();
        let is_less = |chunk: &[u8; CHUNK]| {
            let mut found = false;
            for other in chunk {
                found |= *other < step;
            }
            found
        };
        let n_passed = chunks.iter().take_while(|chunk| !is_less(chunk)).count() * CHUNK;
        let mut left = rest[n_passed..].iter();
        let end = left.position(|other| *other < step);
        end.map_or(self.steps.len(), |end| start + n_passed + end)
    }

    /// Offers the words of a run of terms.
    fn offer(&mut self, terms: Range<usize>, is_longer: bool) {
        let mut start = terms.start;
        let shift = if is_longer { LONGER_SHIFT } else { 0 };
        while start < terms.end {
            let end = self.next(start, SAME).min(terms.end);
            let mut n_docs = 0_u32;
            for term in start..end {
                let df = self.index.df(TermId(term as u32));
                n_docs = n_docs.saturating_add(df);
                if self.typo.has_marks() {
                    self.offer_term(term, df, shift);
                }
            }
            if !self.typo.has_marks() {
                self.insert(key(n_docs, shift, start));
            }
            start = end;
        }
    }

    fn offer_term(&mut self, term: usize, n_docs: u32, shift: u32) {
        if self.is_too_much(key(n_docs, shift, term)) {
            return;
        }
        let key_of_term = self.index.dictionary.key(term as u32);
        let n_marks = self.typo.n_other_marks(key_of_term);
        if n_marks <= MAX_OTHER_MARKS {
            self.insert(key(n_docs, shift + MARK_SHIFT * n_marks, term));
        }
    }

    fn is_too_much(&self, key: u64) -> bool {
        self.keys.len() == self.max_n && self.keys.last().is_none_or(|last| *last < key)
    }

    fn insert(&mut self, key: u64) {
        if !self.is_too_much(key) {
            self.keys.truncate(self.max_n.saturating_sub(1));
            let at = self.keys.partition_point(|other| *other < key);
            self.keys.insert(at, key);
        }
    }
}

/// Puts how frequent a term is, in how many powers of two less that counts, and
/// which it is into one number, the best least.
fn key(n_docs: u32, shift: u32, term: usize) -> u64 {
    let weight = (n_docs.min(MAX_DOCS) << 12) >> shift;
    u64::from(!weight) << 32 | term as u64
}

fn near(key: u64) -> Near {
    Near {
        term: TermId(key as u32),
        n_docs: !((key >> 32) as u32) >> 12,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Article, Block};

    fn index(words: &[String]) -> Index {
        let article = Article {
            blocks: vec![Block::paragraph(words.join(" "))],
            ..Article::default()
        };
        Index::open(Index::build(&[article])).expect("what was built opens")
    }

    /// Whether a word is near enough, read on its own.
    fn is_near(typo: &Typo, key: &str, is_prefix: bool) -> bool {
        let (mut before, mut reading) = (Reading::default(), typo.start());
        let mut is_begun = false;
        for base in bases(key) {
            (before, reading) = (reading, typo.read(&reading, &before, base));
            is_begun |= is_prefix && typo.is_read(&reading);
        }
        (is_begun || typo.is_read(&reading)) && typo.n_other_marks(key) <= MAX_OTHER_MARKS
    }

    proptest! {
        #[test]
        fn what_is_passed_over_is_not_near(
            words in proptest::collection::vec("[abđ日]{1,3}[aă]{0,40}[bá]{1,3}", 1..40),
            typed in "[abđd日]{3,7}",
            is_prefix: bool,
        ) {
            let index = index(&words);
            let typed = Word::new(&typed).expect("letters");
            let keys = (0..index.n_terms()).map(|term| index.key(TermId(term)).to_owned());
            let max_edits = 1 + usize::from(typed.fold().chars().count() >= MIN_TWO_EDITS);
            let mut wanted = Vec::new();
            for n_edits in 1..=max_edits {
                if wanted.is_empty() {
                    let typo = Typo::new(&typed, n_edits, !is_prefix).expect("fits");
                    let near = keys.clone().filter(|key| is_near(&typo, key, is_prefix));
                    wanted = near.collect();
                }
            }
            let name = |key: &String| match typed.has_marks() {
                true => key.clone(),
                false => Word::from_key(key).fold(),
            };
            let mut wanted: Vec<String> = wanted.iter().map(name).collect();
            let found = index.similar(&typed, is_prefix, usize::MAX);
            let found = found.iter().map(|near| name(&index.key(near.term).to_owned()));
            let mut found: Vec<String> = found.collect();
            found.sort();
            wanted.sort();
            wanted.dedup();
            prop_assert_eq!(found, wanted);
        }
    }
}
