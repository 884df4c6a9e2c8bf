//! The order of what matches.
//!
//! score = exactness + 4 × nearness + squeezed BM25F, so that exactness comes
//! before nearness, and both before frequency:
//!
//! - exactness: a word that stands as it was typed is worth 1, one with marks that
//!   were not typed one half, one that only goes on 0. Of alternatives the best
//!   counts. Where marks were typed, each word counts 12 times, so that nothing
//!   outweighs one as typed. Where none were, they may have been left out, and it is
//!   the mean over the clauses, twice, so that words that stand together outweigh
//!   stray ones without marks.
//! - nearness, 0 to 1: of the clauses with words that follow each other in the
//!   query, the share whose words stand next to each other in this order in one
//!   paragraph, as they were typed if marks were, else whole; in articles that have
//!   them only in other forms, these count by half. Of many alternatives the first
//!   count.
//! - BM25F (Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple
//!   weighted fields", CIKM 2004): occurrences are weighted by where they stand
//!   (`index`), summed, and only then saturated. x / (x + 10) squeezes it below 1.
//!
//! Most articles come too late to be shown, and what is dear is not asked of them:
//! articles are taken in the order of what their score is at most, by exactness and
//! by nearness as sketches tell. Only then are frequencies decoded, and an article
//! is read for nearness when it comes first; what comes first and has been read is
//! the best of all that is left.

mod near;

use std::collections::BinaryHeap;

use self::near::Nearness;
use super::bits::Bits;
use super::engine::Engine;
use super::found::Found;
use super::plan::{Plan, PlannedAtom, PlannedClause};

/// BM25's saturation: above it a word's further occurrences hardly count
/// (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
pub(super) const K1: f32 = 1.2;

/// BM25's share of length: 0 ignores how long an article is, 1 divides by it.
pub(super) const B: f32 = 0.6;

/// BM25 at which its share of the score is one half.
const HALF_BM25: f32 = 10.0;

/// How much nearness counts beside squeezed BM25.
const NEAR_WEIGHT: f32 = 4.0;

/// How much a word's exactness counts where marks were typed: half of it, one with
/// other marks, more than nearness and frequency together.
const WORD_WEIGHT: f32 = 12.0;

/// How much the mean exactness of all clauses counts where no marks were typed.
const BARE_WEIGHT: f32 = 2.0;

/// Articles whose scores without frequency are less than this from the highest are
/// looked at together: frequency may change their order.
const BAND: f32 = 0.99;

/// Articles in the order of their scores, as far as it is asked for. All lists are
/// by place in `docs`.
struct Ranking<'a> {
    engine: &'a Engine,
    plan: &'a Plan,
    nearness: Nearness<'a>,
    /// By clause with words.
    weights: Vec<f32>,
    /// Ascending.
    docs: Vec<u32>,
    stages: Vec<Stage>,
    /// The score without nearness, as far as it is known, without frequency.
    known: Vec<f32>,
    /// The share of nearness in the score, or what it is at most.
    near: Vec<f32>,
    /// What both are together, as `bound` says, until frequencies are counted; then 0.
    bounds: Vec<u32>,
}

/// What is known of an article.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Nothing,
    Exactness,
    Frequency,
    All,
}

impl Engine {
    /// Returns the best articles and their scores, best first, ties by number;
    /// at most so many.
    pub(super) fn best(&self, plan: &Plan, docs: &Bits, n_wanted: usize) -> Vec<(u32, f32)> {
        let nearness = Nearness::new(plan);
        let is_enough = |docs: &Bits| docs.len() as usize >= n_wanted;
        let as_typed = plan.as_typed(docs).filter(is_enough);
        let stage = match as_typed {
            Some(_) => Stage::Exactness,
            None => Stage::Nothing,
        };
        let whole = match as_typed {
            Some(_) => None,
            None => plan.whole(docs).filter(is_enough),
        };
        let first = as_typed.as_ref().or(whole.as_ref());
        let docs: Vec<u32> = first.unwrap_or(docs).iter().collect();
        let near = nearness.at_most(self, &docs, as_typed.is_some());
        let weights = plan.weights();
        let most: f32 = weights.iter().sum();
        let ranking = Ranking {
            engine: self,
            plan,
            nearness,
            weights,
            stages: vec![stage; docs.len()],
            known: vec![most; docs.len()],
            bounds: near.iter().map(|near| bound(most + near)).collect(),
            near,
            docs,
        };
        ranking.best(n_wanted)
    }

    /// Adds the share of a word in BM25F, by article.
    fn add_bm25(&self, found: &Found, docs: &Bits, sums: &mut [f32]) {
        let mut sums = sums.iter_mut();
        found.whole.for_each(docs, |doc, tf| {
            let norm = self.norms.get(doc as usize).copied().unwrap_or(K1);
            let tf = f32::from(tf.max(1));
            if let Some(sum) = sums.next() {
                *sum += found.rarity * (tf * (K1 + 1.0)) / (tf + norm);
            }
        });
    }
}

impl Plan {
    fn scored(&self) -> impl Iterator<Item = &PlannedClause> {
        self.clauses.iter().filter(|clause| clause.is_scored())
    }

    /// Returns those of the articles that have every word as it was typed, if they
    /// come before all others whatever else they have.
    fn as_typed(&self, docs: &Bits) -> Option<Bits> {
        let mut as_typed = docs.clone();
        let mut n_words = 0;
        for clause in self.scored() {
            let mut others = as_typed.clone();
            for atom in &clause.alternatives {
                if atom.trust >= 1.0 && !atom.words.is_empty() {
                    let mut of_atom = atom.docs.clone();
                    for found in &atom.words {
                        of_atom.keep(&found.as_typed);
                    }
                    others.take_out(&of_atom);
                }
            }
            as_typed.take_out(&others);
            let words = clause.alternatives.iter().map(|atom| atom.words.len());
            n_words += words.max().unwrap_or_default();
        }
        (self.has_marks || n_words == 1).then_some(as_typed)
    }

    /// Returns those of the articles that have the only word whole: they come before
    /// all that only have longer ones.
    fn whole(&self, docs: &Bits) -> Option<Bits> {
        let mut scored = self.scored();
        let (only, None) = (scored.next()?, scored.next()) else {
            return None;
        };
        let [PlannedAtom { words, .. }] = &only.alternatives[..] else {
            return None;
        };
        let [found] = &words[..] else {
            return None;
        };
        let mut whole = docs.clone();
        whole.keep(&found.whole.docs);
        Some(whole)
    }

    /// Returns what the exactness of each clause counts.
    fn weights(&self) -> Vec<f32> {
        let n_clauses = self.scored().count() as f32;
        let weight = |clause: &PlannedClause| {
            let n_words = clause.alternatives.iter().map(|atom| atom.words.len());
            if self.has_marks {
                WORD_WEIGHT * n_words.max().unwrap_or(1) as f32
            } else {
                BARE_WEIGHT / n_clauses
            }
        };
        self.scored().map(weight).collect()
    }

    /// Returns the share of exactness in an article's score.
    fn exactness(&self, weights: &[f32], doc: u32) -> f32 {
        let mut sum = 0.0;
        for (clause, weight) in self.scored().zip(weights) {
            if let [atom] = &clause.alternatives[..] {
                sum += weight * atom.exactness(doc);
                continue;
            }
            let mut best: f32 = 0.0;
            for atom in &clause.alternatives {
                if atom.docs.contains(doc) {
                    best = best.max(atom.trust * atom.exactness(doc));
                }
            }
            sum += weight * best;
        }
        sum
    }
}

impl PlannedAtom {
    /// Returns the mean exactness of the words in an article.
    #[inline(always)]
    fn exactness(&self, doc: u32) -> f32 {
        if let [found] = &self.words[..] {
            return f32::from(found.halves(doc)) / 2.0;
        }
        let mut halves = 0;
        for found in &self.words {
            halves += u32::from(found.halves(doc));
        }
        halves as f32 / (2 * self.words.len().max(1)) as f32
    }
}

impl Ranking<'_> {
    fn best(mut self, n_wanted: usize) -> Vec<(u32, f32)> {
        let mut best = Vec::new();
        // The heap gives the greatest first, and the least key is the best.
        let mut heap: BinaryHeap<u64> = BinaryHeap::new();
        let is_all = n_wanted >= self.docs.len();
        loop {
            // Nothing that is left has a higher score without frequency.
            let next = self.bounds.iter().fold(0, |most, bound| most.max(*bound));
            let next = next.checked_sub(1).map(f32::from_bits);
            while best.len() < n_wanted
                && let Some(flipped) = heap.peek()
            {
                let (place, score) = unkey(!flipped);
                // Frequency counts less than one.
                if next.is_some_and(|next| next + 1.0 >= score) {
                    break;
                }
                heap.pop();
                if self.stages[place] == Stage::All {
                    best.push((self.docs[place], score));
                } else {
                    heap.push(!self.read(place));
                }
            }
            let Some(next) = next.filter(|_| best.len() < n_wanted) else {
                return best;
            };
            let least = if is_all { 0.0 } else { next - BAND };
            self.count(bound(least.max(0.0)), &mut heap);
        }
    }

    /// Counts frequencies in the articles whose scores are so high at most without
    /// them, and puts them on the heap.
    fn count(&mut self, least: u32, heap: &mut BinaryHeap<u64>) {
        let mut places = Vec::new();
        let mut docs = Bits::none(self.engine.n_docs());
        for (place, most) in self.bounds.iter_mut().enumerate() {
            if *most < least {
                continue;
            }
            let doc = self.docs[place];
            if self.stages[place] == Stage::Nothing {
                self.stages[place] = Stage::Exactness;
                self.known[place] = self.plan.exactness(&self.weights, doc);
                *most = bound(self.known[place] + self.near[place]);
                if *most < least {
                    continue;
                }
            }
            *most = 0;
            self.stages[place] = Stage::Frequency;
            places.push(place);
            docs.insert(doc);
        }
        let mut keys = Vec::with_capacity(places.len());
        for (place, bm25) in places.into_iter().zip(self.bm25(&docs)) {
            self.known[place] += bm25 / (bm25 + HALF_BM25);
            keys.push(!self.key(place));
        }
        heap.extend(keys);
    }

    fn bm25(&self, docs: &Bits) -> Vec<f32> {
        let mut sums = vec![0.0; docs.len() as usize];
        for clause in self.plan.scored() {
            if let [atom] = &clause.alternatives[..] {
                for found in &atom.words {
                    self.engine.add_bm25(found, docs, &mut sums);
                }
                continue;
            }
            // The words of all alternatives that match count.
            for atom in &clause.alternatives {
                let mut matching = docs.clone();
                matching.keep(&atom.docs);
                let mut parts = vec![0.0; matching.len() as usize];
                for found in &atom.words {
                    self.engine.add_bm25(found, &matching, &mut parts);
                }
                let sums = docs.iter().zip(&mut sums);
                let sums = sums.filter(|(doc, _)| matching.contains(*doc));
                for ((_, sum), part) in sums.zip(parts) {
                    *sum += part;
                }
            }
        }
        sums
    }

    /// Reads an article, so that all is known; returns its key.
    fn read(&mut self, place: usize) -> u64 {
        self.stages[place] = Stage::All;
        if self.near[place] > 0.0 {
            self.near[place] = self.nearness.of(self.engine, self.docs[place]);
        }
        self.key(place)
    }

    fn key(&self, place: usize) -> u64 {
        key(self.known[place] + self.near[place], place as u32)
    }
}

/// Puts a score, at least 0, into a number above 0. (Such scores are in the order of
/// their bits.)
fn bound(score: f32) -> u32 {
    score.to_bits() + 1
}

/// Puts a score, at least 0, and a place among the articles into one number, the
/// best least.
fn key(score: f32, place: u32) -> u64 {
    u64::from(!score.to_bits()) << 32 | u64::from(place)
}

fn unkey(key: u64) -> (usize, f32) {
    (key as u32 as usize, f32::from_bits(!((key >> 32) as u32)))
}
