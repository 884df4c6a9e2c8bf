//! Which words of a query stand next to each other in an article.

use super::NEAR_WEIGHT;
use crate::index::Index;
use crate::search::bits::Bits;
use crate::search::engine::Engine;
use crate::search::found::Found;
use crate::search::plan::Plan;
use crate::search::scan::has_phrase;
use crate::search::sketch::{Following, Sketches};
use crate::search::token_array::DocTokens;

/// So many alternatives of a clause are looked at: each is held against each of its
/// neighbours.
const MAX_SIDES: usize = 8;

/// Clauses with words that follow each other in a query.
pub(super) struct Nearness<'a> {
    pairs: Vec<Vec<Side<'a>>>,
}

/// Words that should stand next to each other, the first right before the second;
/// of a pair any will do.
struct Side<'a> {
    /// What sketches are asked of whole words.
    whole: Following,
    longer: Longer,
    words: [&'a Found; 2],
    /// Whether marks were typed.
    has_marks: bool,
    /// The articles that have each in full: as typed, or whole where no marks were.
    docs_full: [&'a Bits; 2],
}

/// What sketches are asked of longer words.
enum Longer {
    /// There are none.
    None,
    /// This.
    Known(Following),
    /// They do not know.
    Unknown,
}

impl<'a> Side<'a> {
    fn new(left: &'a Found, right: &'a Found, has_marks: bool) -> Self {
        let both = [left, right];
        Self {
            whole: left.mark.then(right.mark),
            longer: if left.is_prefix || right.is_prefix {
                left.then(right).map_or(Longer::Unknown, Longer::Known)
            } else {
                Longer::None
            },
            words: both,
            has_marks,
            docs_full: both.map(|found| {
                if has_marks {
                    &found.as_typed
                } else {
                    &found.whole.docs
                }
            }),
        }
    }

    /// Returns how near the words are in an article at most, in halves. `has_all`:
    /// whether the article has both in full.
    #[inline(always)]
    fn at_most(&self, doc: u32, has_all: bool, sketches: &Sketches) -> u32 {
        let may_stand = sketches.may_have(doc, self.whole);
        if has_all || self.docs_full.iter().all(|docs| docs.contains(doc)) {
            return 2 * u32::from(may_stand);
        }
        let may_go_on = || match self.longer {
            Longer::None => false,
            Longer::Known(following) => sketches.may_have(doc, following),
            Longer::Unknown => true,
        };
        u32::from(may_stand || may_go_on())
    }

    /// Returns how near the words are in a text, at most so near, in halves.
    fn of(&self, most: u32, text: &DocTokens<'_>, index: &Index) -> u32 {
        let words = self.words.map(|found| {
            // What counts in full does so by itself.
            if most == 2 {
                found.whole_slots(index, self.has_marks)
            } else {
                found.slots(index)
            }
        });
        most * u32::from(has_phrase(&words, text, 0..text.slots.len()))
    }
}

impl<'a> Nearness<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let mut pairs = Vec::new();
        for two in plan.clauses.windows(2) {
            let [left, right] = two else { continue };
            if !left.is_scored() || !right.is_scored() {
                continue;
            }
            let mut pair = Vec::new();
            let lefts = left.alternatives.iter();
            for left in lefts.filter_map(|atom| atom.words.last()).take(MAX_SIDES) {
                let rights = right.alternatives.iter();
                let rights = rights.filter_map(|atom| atom.words.first());
                for right in rights.take(MAX_SIDES) {
                    pair.push(Side::new(left, right, plan.has_marks));
                }
            }
            pairs.push(pair);
        }
        Self { pairs }
    }

    /// Returns the share of nearness in the score at most, by article, without
    /// reading. `has_all`: whether the articles have all words in full, of alternatives
    /// one.
    pub(super) fn at_most(&self, engine: &Engine, docs: &[u32], has_all: bool) -> Vec<f32> {
        let mut halves = vec![0; docs.len()];
        let sketches = &engine.tokens.borrow().sketches;
        for pair in &self.pairs {
            // Of alternatives an article has one in full, not each.
            let has_all = has_all && pair.len() == 1;
            for (halves, doc) in halves.iter_mut().zip(docs) {
                let most = |side: &Side<'_>| side.at_most(*doc, has_all, sketches);
                *halves += pair.iter().map(most).max().unwrap_or_default();
            }
        }
        halves
            .into_iter()
            .map(|halves| self.share(halves))
            .collect()
    }

    /// Returns the share of nearness in an article's score.
    pub(super) fn of(&self, engine: &Engine, doc: u32) -> f32 {
        let tokens = &mut engine.tokens.borrow_mut();
        let mut halves = 0;
        for pair in &self.pairs {
            let mut best = 0;
            for side in pair {
                let most = side.at_most(doc, false, &tokens.sketches);
                if most > best {
                    let text = tokens.doc(doc, &engine.texts, &engine.index);
                    best = best.max(side.of(most, &text, &engine.index));
                }
            }
            halves += best;
        }
        self.share(halves)
    }

    fn share(&self, halves: u32) -> f32 {
        NEAR_WEIGHT * halves as f32 / (2 * self.pairs.len().max(1)) as f32
    }
}
