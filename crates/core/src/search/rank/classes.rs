//! The best articles, without looking at most of them.
//!
//! Articles of which the same is known make up a class. All begin in one; the class
//! whose scores may be highest is split by the next test, for one clause's exactness,
//! for one word's frequency or, as sketches tell, for the nearness of one pair, until
//! it is small or there are no more tests. Only then are frequencies looked up in it,
//! and an article is read for nearness when it comes first. What comes first among
//! all that is left, once read, is the best.

use std::collections::BinaryHeap;

use super::near::Nearness;
use super::{Frequency, Level, squeezed};
use crate::search::bits::Bits;
use crate::search::engine::Engine;
use crate::search::plan::{Plan, PlannedClause};

/// Classes of no more articles are not split; in tests, which have few, nearly all are.
const SMALL: u32 = if cfg!(test) { 1 } else { 64 };

/// Sums of scores are that exact at least.
const EPSILON: f32 = 0.001;

/// Articles being put in order, as far as it is asked for.
pub(super) struct Ranking<'a> {
    engine: &'a Engine,
    plan: &'a Plan,
    nearness: Nearness<'a>,
    /// By clause with words: what its exactness counts.
    weights: Vec<f32>,
    /// Likewise.
    levels: Vec<Vec<Level>>,
    /// Whether the levels are exact.
    has_exact_levels: bool,
    /// BM25F at most.
    most_bm25: f32,
    /// Of the words of which it is known where they are often.
    frequencies: Vec<Frequency<'a>>,
    n_wanted: usize,
    /// Classes of no more articles are not split.
    small: u32,
    classes: Vec<Class>,
    /// The greatest key is the best.
    heap: BinaryHeap<u128>,
}

/// Articles of which the same is known.
#[derive(Default)]
struct Class {
    docs: Bits,
    /// How many clauses have been looked at.
    n_clauses: usize,
    /// How many frequencies have been.
    n_frequencies: usize,
    /// How many pairs have been.
    n_pairs: usize,
    /// The share of these clauses in the score, at most.
    exactness: f32,
    /// So much less than the most BM25F is.
    less_bm25: f32,
    /// How near they are at most, in halves.
    halves: u32,
    /// The score at most.
    most: f32,
}

/// An article whose frequencies have been looked up.
struct Candidate {
    doc: u32,
    /// The score, or what it is at most.
    score: f32,
    /// Its part without nearness.
    known: f32,
    /// How near the words are at most, in halves; 0 where `score` is the score.
    halves: u32,
}

impl<'a> Ranking<'a> {
    pub(super) fn new(
        engine: &'a Engine,
        plan: &'a Plan,
        docs: &Bits,
        n_wanted: usize,
    ) -> Self {
        let n_docs = docs.len();
        let (most_bm25, frequencies) = plan.frequencies();
        let mut ranking = Self {
            engine,
            plan,
            nearness: Nearness::new(plan),
            weights: plan.weights(),
            levels: plan.scored().map(PlannedClause::levels).collect(),
            has_exact_levels: plan.scored().all(PlannedClause::has_exact_levels),
            most_bm25,
            frequencies,
            n_wanted,
            small: if n_wanted < n_docs as usize {
                SMALL
            } else {
                n_docs
            },
            classes: Vec::new(),
            heap: BinaryHeap::new(),
        };
        ranking.add(Class {
            docs: docs.clone(),
            ..Class::default()
        });
        ranking
    }

    pub(super) fn best(mut self) -> Vec<(u32, f32)> {
        let mut best = Vec::new();
        loop {
            let next = self.next_class();
            let most = next.map(|at| self.classes[at].most + EPSILON);
            while best.len() < self.n_wanted
                && let Some(candidate) = self.heap.peek().copied().map(Candidate::from_key)
                && most.is_none_or(|most| most < candidate.score)
            {
                self.heap.pop();
                if candidate.halves == 0 {
                    best.push((candidate.doc, candidate.score));
                } else {
                    let read = self.read(&candidate);
                    self.heap.push(read.key());
                }
            }
            let Some(next) = next.filter(|_| best.len() < self.n_wanted) else {
                return best;
            };
            let class = self.classes.swap_remove(next);
            if class.docs.len() <= self.small {
                self.count(&class);
            } else {
                self.split(class);
            }
        }
    }

    /// Returns the place of a class with the highest scores at most.
    fn next_class(&self) -> Option<usize> {
        let mut next: Option<usize> = None;
        for (at, class) in self.classes.iter().enumerate() {
            if next.is_none_or(|next| self.classes[next].most < class.most) {
                next = Some(at);
            }
        }
        next
    }

    /// Adds a class, unless there is nothing in it.
    fn add(&mut self, mut class: Class) {
        if class.docs.is_empty() {
            return;
        }
        let left = self.weights.get(class.n_clauses..).unwrap_or_default();
        let nearness = self.nearness.share(self.halves(&class));
        let frequency = squeezed(self.most_bm25 - class.less_bm25);
        class.most = class.exactness + left.iter().sum::<f32>() + nearness + frequency;
        self.classes.push(class);
    }

    /// Returns how near the words are at most, in halves.
    fn halves(&self, class: &Class) -> u32 {
        class.halves + 2 * (self.nearness.n_pairs() - class.n_pairs) as u32
    }

    /// Splits a class by its next test. First comes what counts more: exactness where
    /// words lack no marks, else nearness.
    fn split(&mut self, class: Class) {
        let has_clauses = class.n_clauses < self.weights.len();
        let has_pairs = class.n_pairs < self.nearness.n_pairs();
        if has_pairs && !self.plan.is_marked {
            self.split_by_pair(class);
        } else if has_clauses {
            self.split_by_clause(class);
        } else if has_pairs {
            self.split_by_pair(class);
        } else if class.n_frequencies < self.frequencies.len() {
            self.split_by_frequency(class);
        } else {
            self.count(&class);
        }
    }

    fn split_by_frequency(&mut self, mut class: Class) {
        let Frequency { often, less } = &self.frequencies[class.n_frequencies];
        let less_bm25 = class.less_bm25 + less;
        let mut docs = class.docs.clone();
        docs.keep(often);
        class.docs.take_out(often);
        class.n_frequencies += 1;
        self.add(Class { docs, ..class });
        class.less_bm25 = less_bm25;
        self.add(class);
    }

    fn split_by_clause(&mut self, mut class: Class) {
        let weight = self.weights[class.n_clauses];
        let levels = std::mem::take(&mut self.levels[class.n_clauses]);
        for Level { exactness, docs } in &levels {
            let mut part = class.docs.clone();
            part.keep(docs);
            class.docs.take_out(&part);
            self.add(Class {
                docs: part,
                n_clauses: class.n_clauses + 1,
                exactness: class.exactness + weight * exactness,
                ..class
            });
        }
        self.levels[class.n_clauses] = levels;
        class.n_clauses += 1;
        self.add(class);
    }

    fn split_by_pair(&mut self, mut class: Class) {
        let near = self
            .nearness
            .at_most(self.engine, class.n_pairs, &class.docs);
        class.n_pairs += 1;
        for (halves, docs) in [2, 1].into_iter().zip(near) {
            class.docs.take_out(&docs);
            self.add(Class {
                docs,
                halves: class.halves + halves,
                ..class
            });
        }
        self.add(class);
    }

    /// Looks up frequencies in a class, and puts its articles on the heap.
    fn count(&mut self, class: &Class) {
        let halves = self.halves(class);
        let near = self.nearness.share(halves);
        let is_known = self.has_exact_levels && class.n_clauses == self.weights.len();
        let bm25 = self.engine.bm25(self.plan, &class.docs);
        let mut keys = Vec::with_capacity(bm25.len());
        for (doc, bm25) in class.docs.iter().zip(bm25) {
            let exactness = if is_known {
                class.exactness
            } else {
                self.plan.exactness(&self.weights, doc)
            };
            let known = exactness + squeezed(bm25);
            let candidate = Candidate {
                doc,
                score: known + near,
                known,
                halves,
            };
            keys.push(candidate.key());
        }
        self.heap.extend(keys);
    }

    /// Reads an article, so that all is known.
    fn read(&self, candidate: &Candidate) -> Candidate {
        let halves = self.nearness.of(self.engine, candidate.doc);
        Candidate {
            score: candidate.known + self.nearness.share(halves),
            halves: 0,
            ..*candidate
        }
    }
}

impl Candidate {
    /// Puts it into one number, the best the greatest. (Scores are at least 0, and
    /// such are in the order of their bits.)
    fn key(&self) -> u128 {
        let [score, known] = [self.score, self.known].map(|part| u128::from(part.to_bits()));
        score << 96 | u128::from(!self.doc) << 64 | known << 32 | u128::from(self.halves)
    }

    fn from_key(key: u128) -> Self {
        Self {
            doc: !((key >> 64) as u32),
            score: f32::from_bits((key >> 96) as u32),
            known: f32::from_bits((key >> 32) as u32),
            halves: key as u32,
        }
    }
}
