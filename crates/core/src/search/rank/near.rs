//! Which words of a query stand next to each other in an article.

use std::cell::RefCell;

use super::NEAR_WEIGHT;
use crate::search::bits::Bits;
use crate::search::engine::Engine;
use crate::search::found::Found;
use crate::search::plan::Plan;
use crate::search::sketch::{Following, Sketches};
use crate::search::together::Together;
use crate::search::token_array::TokenArray;

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
    /// Whether the query lacks no marks.
    is_marked: bool,
    /// The articles that have each in full: as typed, or whole where no marks were.
    docs_full: [&'a Bits; 2],
    /// What texts are asked: of all the words, and of those that count in full.
    together: [RefCell<Option<Together<'a>>>; 2],
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
    fn new(left: &'a Found, right: &'a Found, is_marked: bool) -> Self {
        let both = [left, right];
        Self {
            whole: left.mark.then(right.mark),
            longer: if left.is_prefix || right.is_prefix {
                left.then(right).map_or(Longer::Unknown, Longer::Known)
            } else {
                Longer::None
            },
            words: both,
            is_marked,
            docs_full: both.map(|found| {
                if is_marked {
                    &found.as_typed
                } else {
                    &found.whole.docs
                }
            }),
            together: Default::default(),
        }
    }

    /// Returns how near the words are in an article at most, in halves.
    fn at_most(&self, doc: u32, sketches: &Sketches) -> u32 {
        let may_stand = sketches.may_have(doc, self.whole);
        if self.docs_full.iter().all(|docs| docs.contains(doc)) {
            return 2 * u32::from(may_stand);
        }
        u32::from(may_stand || self.may_go_on(doc, sketches))
    }

    fn may_go_on(&self, doc: u32, sketches: &Sketches) -> bool {
        match self.longer {
            Longer::None => false,
            Longer::Known(following) => sketches.may_have(doc, following),
            Longer::Unknown => true,
        }
    }

    /// Adds those of the articles where the words may be near in full, and where by
    /// half.
    fn add_at_most(&self, docs: &Bits, near: &mut [Bits; 2], sketches: &Sketches) {
        let [full, half] = near;
        let near = full.words_mut().iter_mut().zip(half.words_mut());
        let [left, right] = self.docs_full.map(Bits::words);
        let all = docs.words().iter().zip(left.iter().zip(right));
        for (first, ((full, half), (docs, (left, right)))) in
            (0..).step_by(64).zip(near.zip(all))
        {
            let has_all = docs & left & right;
            let mut rest = *docs;
            let mut may = 0;
            while rest != 0 {
                let doc = first + rest.trailing_zeros();
                let bit = rest & rest.wrapping_neg();
                rest &= rest - 1;
                let is_near = sketches.may_have(doc, self.whole)
                    || bit & has_all == 0 && self.may_go_on(doc, sketches);
                may |= if is_near { bit } else { 0 };
            }
            *full |= may & has_all;
            *half |= may & !has_all;
        }
    }

    /// Returns how near the words are in an article, at most so near, in halves.
    fn of(&self, most: u32, doc: u32, engine: &Engine, tokens: &mut TokenArray) -> u32 {
        let index = &engine.index;
        let together = &mut *self.together[usize::from(most == 2)].borrow_mut();
        let together = together.get_or_insert_with(|| {
            let [left, right] = self.words.map(|found| {
                // What counts in full does so by itself.
                if most == 2 {
                    found.whole_slots(index, self.is_marked)
                } else {
                    found.slots(index)
                }
            });
            Together::new(left, right)
        });
        most * u32::from(together.is_in(doc, tokens, &engine.texts, index))
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
                    pair.push(Side::new(left, right, plan.is_marked));
                }
            }
            pairs.push(pair);
        }
        Self { pairs }
    }

    /// How many pairs there are.
    pub(super) fn n_pairs(&self) -> usize {
        self.pairs.len()
    }

    /// Returns the articles in which a pair may be near in full, and those of the
    /// others in which it may be by half, without reading.
    pub(super) fn at_most(&self, engine: &Engine, pair: usize, docs: &Bits) -> [Bits; 2] {
        let sketches = &engine.tokens.borrow().sketches;
        let mut near = [Bits::none(engine.n_docs()), Bits::none(engine.n_docs())];
        for side in self.pairs.get(pair).into_iter().flatten() {
            side.add_at_most(docs, &mut near, sketches);
        }
        let [full, half] = &mut near;
        half.take_out(full);
        near
    }

    /// Returns how near all pairs are in an article, in halves.
    pub(super) fn of(&self, engine: &Engine, doc: u32) -> u32 {
        let tokens = &mut engine.tokens.borrow_mut();
        let mut halves = 0;
        for pair in &self.pairs {
            let mut best = 0;
            for side in pair {
                let most = side.at_most(doc, &tokens.sketches);
                if most > best {
                    best = best.max(side.of(most, doc, engine, tokens));
                }
            }
            halves += best;
        }
        halves
    }

    /// Returns the share of nearness in a score, of halves of all pairs.
    pub(super) fn share(&self, halves: u32) -> f32 {
        NEAR_WEIGHT * halves as f32 / (2 * self.pairs.len().max(1)) as f32
    }
}
