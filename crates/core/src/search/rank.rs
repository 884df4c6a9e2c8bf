//! The order of what matches.
//!
//! score = 2 × exactness + nearness + squeezed BM25F, so that exactness comes
//! before nearness, and both before frequency:
//!
//! - exactness, 0 to 1: the mean over the clauses that have words of the mean over
//!   a clause's words: 1 where the word stands as it was typed, one half where it
//!   has marks that were not typed, 0 where it only goes on. Of alternatives the
//!   best counts.
//! - nearness, 0 to 1: of the clauses with words that follow each other in the
//!   query, the share whose words stand next to each other in this order in one
//!   paragraph. Of many alternatives the first count.
//! - BM25F (Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple
//!   weighted fields", CIKM 2004): occurrences are weighted by where they stand
//!   (`index`), summed, and only then saturated. x / (x + 10) squeezes it below 1.
//!
//! Nearness has to be read from the texts. So articles are taken in the order of
//! what their score is at most, as sketches tell, and an article is read when it
//! comes first; what comes first and has been read is the best of all that is
//! left.

use std::collections::BinaryHeap;

use super::bits::Bits;
use super::engine::Engine;
use super::found::Found;
use super::plan::{Plan, PlannedAtom, PlannedClause};
use super::scan::{SlotSet, has_phrase};
use super::sketch::{Following, Sketches};
use super::token_array::TokenArray;
use crate::order;

/// BM25's saturation: above it a word's further occurrences hardly count
/// (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
pub(super) const K1: f32 = 1.2;

/// BM25's share of length: 0 ignores how long an article is, 1 divides by it.
pub(super) const B: f32 = 0.6;

/// BM25 at which its share of the score is one half.
const HALF_BM25: f32 = 10.0;

/// So many alternatives of a clause are looked at for nearness: each is held
/// against each of its neighbours.
const MAX_SIDES: usize = 8;

/// How much exactness counts beside nearness.
const EXACT_WEIGHT: f32 = 2.0;

/// Articles with the part of their score that needs no reading; `exact[i]` and
/// `bm25[i]` belong to `docs[i]`, which ascend.
struct Sums {
    docs: Vec<u32>,
    exact: Vec<f32>,
    bm25: Vec<f32>,
}

/// Words of the query that should stand next to each other: the first right
/// before the second, for any of these.
type Pair<'a> = Vec<Side<'a>>;

struct Side<'a> {
    words: [&'a SlotSet; 2],
    /// What sketches are asked.
    following: Option<Following>,
}

impl Engine {
    /// Returns the best articles and their scores, best first, ties by number;
    /// at most so many.
    pub(super) fn best(&self, plan: &Plan, docs: &Bits, n_wanted: usize) -> Vec<(u32, f32)> {
        let Sums { docs, exact, bm25 } = self.sums(plan, docs);
        let sums = exact.into_iter().zip(bm25);
        let scores: Vec<f32> = sums
            .map(|(exact, bm25)| EXACT_WEIGHT * exact + bm25 / (bm25 + HALF_BM25))
            .collect();
        let pairs = self.pairs(plan);
        let keys = if n_wanted >= docs.len() {
            self.all(&docs, &scores, &pairs)
        } else {
            self.top(&docs, &scores, &pairs, n_wanted)
        };
        let found = |key| {
            let (place, score) = unkey(key);
            (docs[place], score)
        };
        keys.into_iter().map(found).collect()
    }

    fn sums(&self, plan: &Plan, docs: &Bits) -> Sums {
        let docs: Vec<u32> = docs.iter().collect();
        let zeros = vec![0.0; docs.len()];
        let mut sums = Sums {
            docs,
            exact: zeros.clone(),
            bm25: zeros,
        };
        let scored: Vec<&PlannedClause> = plan
            .clauses
            .iter()
            .filter(|clause| clause.is_scored())
            .collect();
        let share = 1.0 / scored.len().max(1) as f32;
        for clause in scored {
            if let [atom] = &clause.alternatives[..] {
                self.add_atom(atom, share, &mut sums);
            } else {
                self.add_best(clause, share, &mut sums);
            }
        }
        sums
    }

    fn add_atom(&self, atom: &PlannedAtom, share: f32, sums: &mut Sums) {
        // Likeness comes in halves.
        let share = share / (2 * atom.words.len().max(1)) as f32;
        let Sums { docs, exact, bm25 } = sums;
        for found in &atom.words {
            for ((doc, exact), bm25) in docs.iter().zip(&mut *exact).zip(&mut *bm25) {
                let (halves, tf) = found.weight(*doc);
                *exact += share * halves;
                *bm25 += self.saturated(found, *doc, tf);
            }
        }
    }

    /// Adds the best alternative's exactness, and the words of all that match.
    fn add_best(&self, clause: &PlannedClause, share: f32, sums: &mut Sums) {
        let Sums { docs, exact, bm25 } = sums;
        for ((doc, exact), bm25) in docs.iter().zip(exact).zip(bm25) {
            let mut best: f32 = 0.0;
            for atom in &clause.alternatives {
                if atom.docs.contains(*doc) {
                    let mut sum = 0.0;
                    for found in &atom.words {
                        let (halves, tf) = found.weight(*doc);
                        sum += halves;
                        *bm25 += self.saturated(found, *doc, tf);
                    }
                    let mean = sum / (2 * atom.words.len().max(1)) as f32;
                    best = best.max(atom.trust * mean);
                }
            }
            *exact += share * best;
        }
    }

    #[inline]
    fn saturated(&self, found: &Found, doc: u32, tf: f32) -> f32 {
        let norm = self.norms.get(doc as usize).copied().unwrap_or(K1);
        found.rarity * (tf * (K1 + 1.0)) / (tf + norm)
    }

    fn pairs<'a>(&self, plan: &'a Plan) -> Vec<Pair<'a>> {
        let mut pairs = Vec::new();
        for two in plan.clauses.windows(2) {
            let [left, right] = two else { continue };
            if !left.is_scored() || !right.is_scored() {
                continue;
            }
            let mut pair = Vec::new();
            let lefts = left
                .alternatives
                .iter()
                .filter_map(|atom| atom.words.last())
                .take(MAX_SIDES);
            for left in lefts {
                let rights = right.alternatives.iter();
                let rights = rights.filter_map(|atom| atom.words.first());
                for right in rights.take(MAX_SIDES) {
                    pair.push(Side {
                        words: [left.slots(&self.index), right.slots(&self.index)],
                        following: left.then(right),
                    });
                }
            }
            pairs.push(pair);
        }
        pairs
    }

    /// Returns the keys of all articles in order.
    fn all(&self, docs: &[u32], scores: &[f32], pairs: &[Pair<'_>]) -> Vec<u64> {
        let tokens: &mut TokenArray = &mut self.tokens.borrow_mut();
        let mut keys = Vec::with_capacity(docs.len());
        for ((place, doc), score) in (0..).zip(docs).zip(scores) {
            keys.push(key(score + self.nearness(pairs, *doc, tokens), place));
        }
        order::sort_keys(&mut keys);
        keys
    }

    /// Returns the least keys in order: the best articles.
    fn top(
        &self,
        docs: &[u32],
        scores: &[f32],
        pairs: &[Pair<'_>],
        n_wanted: usize,
    ) -> Vec<u64> {
        let tokens: &mut TokenArray = &mut self.tokens.borrow_mut();
        // The heap gives the greatest first, and the least key is the best.
        let mut keys = Vec::with_capacity(docs.len());
        let n_near = at_most(pairs, docs, &tokens.sketches);
        for ((place, n_near), score) in (0..).zip(n_near).zip(scores) {
            keys.push(!key(score + share(n_near, pairs), place));
        }
        let mut heap = BinaryHeap::from(keys);
        let mut is_read = vec![pairs.is_empty(); docs.len()];
        let mut best = Vec::new();
        while best.len() < n_wanted
            && let Some(flipped) = heap.pop()
        {
            let (place, _) = unkey(!flipped);
            if is_read[place] {
                best.push(!flipped);
                continue;
            }
            is_read[place] = true;
            let score = scores[place] + self.nearness(pairs, docs[place], tokens);
            heap.push(!key(score, place as u32));
        }
        best
    }

    /// Returns the share of pairs that stand together in an article.
    fn nearness(&self, pairs: &[Pair<'_>], doc: u32, tokens: &mut TokenArray) -> f32 {
        let mut n_near = 0;
        for pair in pairs {
            let sides = pair
                .iter()
                .filter(|side| side.may_be(doc, &tokens.sketches));
            let sides: Vec<&Side<'_>> = sides.collect();
            if sides.is_empty() {
                continue;
            }
            let text = tokens.doc(doc, &self.texts, &self.index);
            let stands = |side: &&Side<'_>| has_phrase(&side.words, &text, 0..text.slots.len());
            n_near += u32::from(sides.iter().any(stands));
        }
        share(n_near, pairs)
    }
}

impl Side<'_> {
    #[inline]
    fn may_be(&self, doc: u32, sketches: &Sketches) -> bool {
        self.following
            .is_none_or(|following| sketches.may_have(doc, following))
    }
}

/// Returns of how many pairs an article has both words together at most, by
/// article, without reading.
fn at_most(pairs: &[Pair<'_>], docs: &[u32], sketches: &Sketches) -> Vec<u32> {
    let mut n_near = vec![0; docs.len()];
    for pair in pairs {
        if let [Side { following, .. }] = pair[..]
            && let Some(following) = following
        {
            // Without a branch on what was read, so that many wait at once for
            // their place in memory.
            for (n_near, doc) in n_near.iter_mut().zip(docs) {
                *n_near += u32::from(sketches.may_have(*doc, following));
            }
            continue;
        }
        for (n_near, doc) in n_near.iter_mut().zip(docs) {
            let may_be = |side: &Side<'_>| side.may_be(*doc, sketches);
            *n_near += u32::from(pair.iter().any(may_be));
        }
    }
    n_near
}

fn share(n_near: u32, pairs: &[Pair<'_>]) -> f32 {
    n_near as f32 / pairs.len().max(1) as f32
}

/// Puts a score, at least 0, and a place among the articles into one number, the
/// best least. (Such scores are in the order of their bits.)
fn key(score: f32, place: u32) -> u64 {
    u64::from(!score.to_bits()) << 32 | u64::from(place)
}

fn unkey(key: u64) -> (usize, f32) {
    (key as u32 as usize, f32::from_bits(!((key >> 32) as u32)))
}
