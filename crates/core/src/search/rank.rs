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
//!   paragraph.
//! - BM25F (Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple
//!   weighted fields", CIKM 2004): occurrences are weighted by where they stand
//!   (`index`), summed, and only then saturated. x / (x + 10) squeezes it below 1.
//!
//! Nearness has to be read from the texts. So articles are taken in the order of
//! the rest of their score, and reading ends when nothing that is left can come
//! among those asked for.

use std::collections::BinaryHeap;
use std::rc::Rc;

use super::bits::Bits;
use super::engine::Engine;
use super::found::Found;
use super::plan::{Plan, PlannedAtom, PlannedClause};
use super::scan::{SlotSet, has_phrase};
use super::token_array::TokenArray;
use crate::order;

/// BM25's saturation: above it a word's further occurrences hardly count
/// (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
pub(super) const K1: f32 = 1.2;

/// BM25's share of length: 0 ignores how long an article is, 1 divides by it.
pub(super) const B: f32 = 0.6;

/// BM25 at which its share of the score is one half.
const HALF_BM25: f32 = 10.0;

/// How much exactness counts beside nearness.
const EXACT_WEIGHT: f32 = 2.0;

/// Articles with the part of their score that needs no reading; `exact[i]` and
/// `bm25[i]` belong to `docs[i]`.
struct Sums {
    docs: Vec<u32>,
    exact: Vec<f32>,
    bm25: Vec<f32>,
}

/// Words of the query that should stand next to each other: any of the first
/// right before any of the second.
struct Pair<'a> {
    left: Vec<&'a SlotSet>,
    right: Vec<&'a SlotSet>,
}

impl Engine {
    /// Returns the best articles and their scores, best first, ties by number;
    /// at most so many.
    pub(super) fn best(&self, plan: &Plan, docs: &Bits, n_wanted: usize) -> Vec<(u32, f32)> {
        let sums = self.sums(plan, docs);
        let scores = sums.exact.iter().zip(&sums.bm25);
        let scores =
            scores.map(|(exact, bm25)| EXACT_WEIGHT * exact + bm25 / (bm25 + HALF_BM25));
        let keys: Vec<u64> = scores
            .zip(&sums.docs)
            .map(|(score, doc)| key(score, *doc))
            .collect();
        let pairs = self.pairs(plan);
        let keys = if n_wanted >= keys.len() {
            self.all(keys, &pairs)
        } else {
            self.top(keys, &pairs, n_wanted)
        };
        keys.into_iter().map(unkey).collect()
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
        let ends = |clause: &'a PlannedClause, is_last: bool| {
            let end = |atom: &'a PlannedAtom| {
                let found = if is_last {
                    atom.words.last()
                } else {
                    atom.words.first()
                };
                found.map(|found: &Rc<Found>| found.slots(&self.index))
            };
            clause.alternatives.iter().filter_map(end).collect()
        };
        let mut pairs = Vec::new();
        for two in plan.clauses.windows(2) {
            let [left, right] = two else { continue };
            if left.is_scored() && right.is_scored() {
                pairs.push(Pair {
                    left: ends(left, true),
                    right: ends(right, false),
                });
            }
        }
        pairs
    }

    /// Adds nearness to every key, and sorts them.
    fn all(&self, mut keys: Vec<u64>, pairs: &[Pair<'_>]) -> Vec<u64> {
        if !pairs.is_empty() {
            let tokens: &mut TokenArray = &mut self.tokens.borrow_mut();
            for place in &mut keys {
                let (doc, score) = unkey(*place);
                *place = key(score + self.nearness(pairs, doc, tokens), doc);
            }
        }
        order::sort_keys(&mut keys);
        keys
    }

    /// Returns the least keys with nearness, in order.
    fn top(&self, keys: Vec<u64>, pairs: &[Pair<'_>], n_wanted: usize) -> Vec<u64> {
        // The heap gives the greatest first, and the least key is the best.
        let flipped: Vec<u64> = keys.into_iter().map(|key| !key).collect();
        let mut rest = BinaryHeap::from(flipped);
        let mut best: BinaryHeap<u64> = BinaryHeap::new();
        let tokens: &mut TokenArray = &mut self.tokens.borrow_mut();
        while let Some(flipped) = rest.pop() {
            let (doc, score) = unkey(!flipped);
            let most = if pairs.is_empty() { score } else { score + 1.0 };
            if best.len() >= n_wanted {
                match best.peek() {
                    Some(worst) if unkey(*worst).1 <= most => {}
                    _ => break,
                }
            }
            if pairs.is_empty() && best.len() >= n_wanted {
                break;
            }
            best.push(key(score + self.nearness(pairs, doc, tokens), doc));
            if best.len() > n_wanted {
                best.pop();
            }
        }
        best.into_sorted_vec()
    }

    /// Returns the share of pairs that stand together in an article.
    fn nearness(&self, pairs: &[Pair<'_>], doc: u32, tokens: &mut TokenArray) -> f32 {
        if pairs.is_empty() {
            return 0.0;
        }
        let text = tokens.doc(doc, &self.texts, &self.index);
        let stands = |pair: &&Pair<'_>| {
            pair.left.iter().any(|left| {
                let mut right = pair.right.iter();
                right.any(|right| has_phrase(&[left, right], &text, 0..text.slots.len()))
            })
        };
        pairs.iter().filter(stands).count() as f32 / pairs.len() as f32
    }
}

/// Puts a score, at least 0, and an article's number into one number, the best
/// least. (Such scores are in the order of their bits.)
fn key(score: f32, doc: u32) -> u64 {
    u64::from(!score.to_bits()) << 32 | u64::from(doc)
}

fn unkey(key: u64) -> (u32, f32) {
    (key as u32, f32::from_bits(!((key >> 32) as u32)))
}
