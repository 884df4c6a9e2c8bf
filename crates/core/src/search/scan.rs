//! Reads articles as slots: whether words stand together.
//!
//! The rarest of them is looked for first, sixteen slots at a time with plain
//! comparisons that the compiler turns into vector instructions; only where its
//! covering range is hit are the neighbours looked at one by one.

use std::ops::Range;

use super::token_array::DocTokens;
use crate::index::{ESCAPE, Index, TermId};

/// So many slots are compared at once.
const CHUNK: usize = 32;

/// The terms that a word finds, as slots.
#[derive(Default)]
pub(super) struct SlotSet {
    /// The least slot of any.
    first: u16,
    /// How many more the covering range has.
    len: u16,
    /// Which of the range, where it is not all of them: one bit each.
    holes: Option<Vec<u64>>,
    /// Terms without a slot of their own, ascending and apart.
    rare: Vec<Range<u32>>,
    /// Whether any has a slot of its own.
    has_slots: bool,
    /// In how many articles any of them stands.
    pub(super) n_docs: u32,
}

impl SlotSet {
    /// Reads runs of terms, ascending and apart.
    pub(super) fn new(runs: &[Range<u32>], index: &Index, n_docs: u32) -> Self {
        let mut slots = Vec::new();
        let mut rare: Vec<Range<u32>> = Vec::new();
        for term in runs.iter().cloned().flatten() {
            match index.slot(TermId(term)) {
                ESCAPE => match rare.last_mut() {
                    Some(last) if last.end == term => last.end += 1,
                    _ => rare.push(term..term + 1),
                },
                slot => slots.push(slot),
            }
        }
        let first = slots.first().copied().unwrap_or_default();
        let len = slots.last().copied().unwrap_or_default() - first;
        let is_whole = slots.len() == usize::from(len) + 1;
        let holes = (!is_whole && !slots.is_empty()).then(|| {
            let mut bits = vec![0_u64; usize::from(len) / 64 + 1];
            for slot in &slots {
                let at = usize::from(slot - first);
                bits[at / 64] |= 1 << (at % 64);
            }
            bits
        });
        Self {
            first,
            len,
            holes,
            rare,
            has_slots: !slots.is_empty(),
            n_docs,
        }
    }

    /// Whether one of the terms stands at a place.
    #[inline]
    fn is_at(&self, tokens: &DocTokens<'_>, at: usize) -> bool {
        let Some(&slot) = tokens.slots.get(at) else {
            return false;
        };
        if slot == ESCAPE {
            return !self.rare.is_empty() && self.has_rare(tokens.rare_at(at));
        }
        let offset = slot.wrapping_sub(self.first);
        if !self.has_slots || offset > self.len {
            return false;
        }
        match &self.holes {
            None => true,
            Some(bits) => {
                let word = bits.get(usize::from(offset) / 64);
                word.is_some_and(|word| word >> (offset % 64) & 1 == 1)
            }
        }
    }

    fn has_rare(&self, term: Option<TermId>) -> bool {
        let Some(TermId(term)) = term else {
            return false;
        };
        let at = self.rare.partition_point(|run| run.end <= term);
        self.rare.get(at).is_some_and(|run| run.contains(&term))
    }

    /// Whether a chunk has a slot of the covering range or, with `RARE`, any
    /// rare term.
    #[inline]
    fn may_be_in<const RARE: bool>(&self, chunk: &[u16; CHUNK]) -> bool {
        let mut found = false;
        for slot in chunk {
            let is_near = slot.wrapping_sub(self.first) <= self.len;
            found |= is_near | (RARE && *slot == ESCAPE);
        }
        found
    }

    /// Looks at every place of a range where one of the terms stands, until
    /// `is_enough`.
    #[inline]
    fn any_place(
        &self,
        tokens: &DocTokens<'_>,
        places: Range<usize>,
        is_enough: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        if self.rare.is_empty() {
            self.any_place_in::<false>(tokens, places, is_enough)
        } else {
            self.any_place_in::<true>(tokens, places, is_enough)
        }
    }

    fn any_place_in<const RARE: bool>(
        &self,
        tokens: &DocTokens<'_>,
        places: Range<usize>,
        is_enough: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        let slots = tokens.slots.get(places.clone()).unwrap_or_default();
        let (chunks, rest) = slots.as_chunks::<CHUNK>();
        let mut at = places.start;
        for chunk in chunks {
            if self.may_be_in::<RARE>(chunk)
                && (at..at + CHUNK).any(|at| self.is_at(tokens, at) && is_enough(at))
            {
                return true;
            }
            at += CHUNK;
        }
        (at..at + rest.len()).any(|at| self.is_at(tokens, at) && is_enough(at))
    }
}

/// Whether words stand next to each other in this order, at some place of a range.
pub(super) fn has_phrase(
    words: &[&SlotSet],
    tokens: &DocTokens<'_>,
    places: Range<usize>,
) -> bool {
    let rarest = (0..words.len()).min_by_key(|at| words[*at].n_docs);
    let Some(rarest) = rarest else {
        return false;
    };
    let end = places.end;
    words[rarest].any_place(tokens, places.clone(), &mut |at| {
        let Some(start) = at.checked_sub(rarest) else {
            return false;
        };
        start >= places.start
            && start + words.len() <= end
            && words
                .iter()
                .enumerate()
                .all(|(nth, word)| nth == rarest || word.is_at(tokens, start + nth))
    })
}
