//! The order of what matches.
//!
//! score = exactness + 4 × nearness + squeezed BM25F, so that exactness comes
//! before nearness, and both before frequency:
//!
//! - exactness: a word that stands as it was typed, in the title if it was asked for
//!   there, is worth 1, one with marks that were not typed one half, one that only
//!   goes on 0. Of alternatives the best counts. Where marks were typed, or hardly
//!   any of the words ever has some, as in English, none are lacking: each word
//!   counts 12 times, so that nothing outweighs one as typed. Else they may have been
//!   left out, and it is the mean over the clauses, twice, so that words that stand
//!   together outweigh stray ones without marks.
//! - nearness, 0 to 1: of the clauses with words that follow each other in the
//!   query, the share whose words stand next to each other in this order in one
//!   paragraph, as they were typed if no marks are lacking, else whole; in articles that have
//!   them only in other forms, these count by half. Of many alternatives the first
//!   count.
//! - BM25F (Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple
//!   weighted fields", CIKM 2004): occurrences are weighted by where they stand
//!   (`index`), summed, and only then saturated. x / (x + 10) squeezes it below 1.
//!
//! Most articles come too late to be shown, and what is dear is not asked of them:
//! see `classes`.

mod classes;
mod near;

use self::classes::Ranking;
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

/// How much a word's exactness counts where none are lacking: half of it, one with
/// other marks, more than nearness and frequency together.
const WORD_WEIGHT: f32 = 12.0;

/// How much the mean exactness of all clauses counts where marks may be lacking.
const BARE_WEIGHT: f32 = 2.0;

/// What is known of a word's frequency.
struct Frequency<'a> {
    often: &'a Bits,
    /// In articles not of those its share in BM25F is so much less than its most.
    less: f32,
}

/// The articles in which a clause is so exact, or at most so.
struct Level {
    /// 0 to 1.
    exactness: f32,
    docs: Bits,
}

impl Engine {
    /// Returns the best articles and their scores, best first, ties by number;
    /// at most so many.
    pub(super) fn best(&self, plan: &Plan, docs: &Bits, n_wanted: usize) -> Vec<(u32, f32)> {
        Ranking::new(self, plan, docs, n_wanted).best()
    }

    /// Returns the sums of BM25F by article, ascending.
    fn bm25(&self, plan: &Plan, docs: &Bits) -> Vec<f32> {
        let mut sums = Vec::new();
        sums.resize(docs.len() as usize, 0.0);
        let norms = self.norms(docs);
        for clause in plan.scored() {
            if let [atom] = &clause.alternatives[..] {
                for found in &atom.words {
                    add_bm25(found, docs, &norms, &mut sums);
                }
                continue;
            }
            // The words of all alternatives that match count, but of guesses only
            // where there is nothing else.
            let mut certain = Bits::none(self.n_docs());
            for atom in &clause.alternatives {
                let mut matching = docs.clone();
                matching.keep(&atom.docs);
                if atom.trust < 1.0 {
                    matching.take_out(&certain);
                } else {
                    certain.add(&matching);
                }
                let norms = self.norms(&matching);
                let mut parts = vec![0.0; norms.len()];
                for found in &atom.words {
                    add_bm25(found, &matching, &norms, &mut parts);
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

    fn norms(&self, docs: &Bits) -> Vec<f32> {
        let norm = |doc| self.norms.get(doc as usize).copied().unwrap_or(K1);
        let mut norms = Vec::with_capacity(docs.len() as usize);
        docs.for_each(|doc| norms.push(norm(doc)));
        norms
    }
}

/// Puts BM25F below 1.
fn squeezed(bm25: f32) -> f32 {
    bm25 / (bm25 + HALF_BM25)
}

/// Adds the share of a word in BM25F, by article.
fn add_bm25(found: &Found, docs: &Bits, norms: &[f32], sums: &mut [f32]) {
    let tfs = found.whole.tfs(docs);
    for ((sum, norm), tf) in sums.iter_mut().zip(norms).zip(tfs) {
        let tf = f32::from(tf.max(1));
        *sum += found.rarity * (tf * (K1 + 1.0)) / (tf + norm);
    }
}

impl Plan {
    fn scored(&self) -> impl Iterator<Item = &PlannedClause> {
        self.clauses.iter().filter(|clause| clause.is_scored())
    }

    /// Returns what BM25F is less than where nothing more is known, and by word what
    /// is known of some articles.
    fn frequencies(&self) -> (f32, Vec<Frequency<'_>>) {
        let mut most = 0.0;
        let mut frequencies = Vec::new();
        for clause in self.scored() {
            for atom in &clause.alternatives {
                for found in &atom.words {
                    let most_of_word = found.rarity * (K1 + 1.0);
                    most += most_of_word;
                    if let Some(often) = &found.whole.often
                        && clause.alternatives.len() == 1
                    {
                        // A longer word counts once, in the shortest article as well.
                        let once = 1.0 / (1.0 + K1 * (1.0 - B));
                        let least = if found.is_prefix { once } else { 0.0 };
                        let less = most_of_word * (1.0 - found.whole.seldom.max(least));
                        frequencies.push(Frequency { often, less });
                    }
                }
            }
        }
        (most, frequencies)
    }

    /// Returns what the exactness of each clause counts.
    fn weights(&self) -> Vec<f32> {
        let n_clauses = self.scored().count() as f32;
        let weight = |clause: &PlannedClause| {
            let n_words = clause.alternatives.iter().map(|atom| atom.words.len());
            if self.is_marked {
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

impl PlannedClause {
    /// Whether `levels` are its exactness, and not only what that is at most.
    fn has_exact_levels(&self) -> bool {
        self.alternatives.iter().all(|atom| atom.words.len() <= 1)
    }

    /// Returns the articles that match by exactness, the highest first: each counts
    /// where it first stands, and what stands nowhere has none.
    fn levels(&self) -> Vec<Level> {
        let mut levels: Vec<Level> = Vec::new();
        let atoms = self.alternatives.iter();
        for atom in atoms.filter(|atom| !atom.words.is_empty()) {
            let is_only = self.alternatives.len() == 1;
            let trust = if is_only { 1.0 } else { atom.trust };
            let mut typed = atom.docs.clone();
            let mut others = atom.docs.clone();
            for found in &atom.words {
                typed.keep(&found.as_typed);
                if atom.words.len() == 1 {
                    others.keep(&found.whole.docs);
                }
            }
            // All but one half of a word.
            let less = 1.0 - 0.5 / atom.words.len() as f32;
            for (exactness, docs) in [(trust, typed), (trust * less, others)] {
                let at = levels.partition_point(|level| level.exactness >= exactness);
                levels.insert(at, Level { exactness, docs });
            }
        }
        levels
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
