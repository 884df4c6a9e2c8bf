//! Reads articles as slots: whether words stand together.
//!
//! The rarest two neighbours of them are looked for, many slots at a time with plain
//! comparisons that the compiler turns into vector instructions; only where both
//! their covering ranges are hit are words looked at one by one.

use std::ops::Range;

use wide::u16x8;

use super::token_array::DocTokens;
use crate::index::{ESCAPE, Index, TermId};

/// So many slots are compared before anything is made of it.
const CHUNK: usize = 32;

/// So many slots fit into one vector.
const LANES: usize = 8;

/// The terms that a word finds, as slots.
#[derive(Default)]
pub(super) struct SlotSet {
    /// The least slot of any.
    first: u16,
    /// How many more the covering range has.
    len: u16,
    /// Of terms without a slot of their own, the one they share.
    other: u16,
    /// Which of the range, where it is not all of them: one bit each.
    holes: Option<Vec<u64>>,
    /// Terms without a slot of their own, ascending and apart.
    rare: Vec<Range<u32>>,
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
        let first = slots.first().copied().unwrap_or(ESCAPE);
        let len = slots.last().copied().unwrap_or(ESCAPE) - first;
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
            other: if rare.is_empty() { first } else { ESCAPE },
            holes,
            rare,
            n_docs,
        }
    }

    /// Returns the slots of its terms, ascending; `ESCAPE` for all without their own.
    pub(super) fn slots(&self) -> impl Iterator<Item = u16> {
        let own = (self.first != ESCAPE).then(|| self.first..=self.first + self.len);
        let own = own.into_iter().flatten().filter(|slot| self.has_own(*slot));
        own.chain((!self.rare.is_empty()).then_some(ESCAPE))
    }

    /// Returns the least and the greatest of them that is no `ESCAPE`, if any.
    pub(super) fn span(&self) -> Option<(u16, u16)> {
        (self.first != ESCAPE).then(|| (self.first, self.first + self.len))
    }

    /// Whether some terms have no slot of their own.
    pub(super) fn has_escape(&self) -> bool {
        !self.rare.is_empty()
    }

    /// Whether there are no terms.
    fn is_empty(&self) -> bool {
        self.first == ESCAPE && self.rare.is_empty()
    }

    /// Whether one of the terms stands at a place.
    #[inline]
    pub(super) fn is_at(&self, tokens: &DocTokens<'_>, at: usize) -> bool {
        let Some(&slot) = tokens.slots.get(at) else {
            return false;
        };
        if slot == ESCAPE {
            return !self.rare.is_empty() && self.has_rare(tokens.rare_at(at));
        }
        self.has_own(slot)
    }

    #[inline]
    fn has_own(&self, slot: u16) -> bool {
        let offset = slot.wrapping_sub(self.first);
        if offset > self.len {
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
}

/// What a vector of slots is held against.
struct Lanes {
    first: u16x8,
    len: u16x8,
    other: u16x8,
}

impl Lanes {
    fn new(set: &SlotSet) -> Self {
        Self {
            first: u16x8::splat(set.first),
            len: u16x8::splat(set.len),
            other: u16x8::splat(set.other),
        }
    }

    /// Returns all ones where one of the terms may stand, else zeros. `RARE`: some
    /// have no slot of their own.
    #[inline(always)]
    fn hits<const RARE: bool>(&self, slots: &[u16; LANES]) -> u16x8 {
        let slots = u16x8::new(*slots);
        let beyond = (slots - self.first).saturating_sub(self.len);
        let hits = beyond.simd_eq(u16x8::ZERO);
        if RARE {
            hits | slots.simd_eq(self.other)
        } else {
            hits
        }
    }
}

/// Returns which neighbours of words are in the fewest articles, about, and which of
/// them they are.
pub(super) fn rarest_two<'a>(words: &[&'a SlotSet]) -> Option<(usize, [&'a SlotSet; 2])> {
    let neighbours = words.iter().zip(words.iter().skip(1));
    let neighbours = neighbours.map(|(left, right)| [*left, *right]).enumerate();
    neighbours.min_by_key(|(_, two)| two[0].n_docs.min(two[1].n_docs))
}

/// Whether words stand next to each other in this order, at some place of a range.
pub(super) fn has_phrase(
    words: &[&SlotSet],
    tokens: &DocTokens<'_>,
    places: Range<usize>,
) -> bool {
    let slots = tokens.slots.get(places.clone()).unwrap_or_default();
    // Where the first word would be.
    let n_starts = (slots.len() + 1).saturating_sub(words.len());
    let stands_at = |start: usize| {
        let mut words = words.iter().enumerate();
        start < n_starts
            && words.all(|(nth, word)| word.is_at(tokens, places.start + start + nth))
    };
    if words.iter().any(|word| word.is_empty()) {
        return false;
    }
    let Some((nth, [left, right])) = rarest_two(words) else {
        return !words.is_empty() && (0..n_starts).any(stands_at);
    };
    let is_rare = [left, right].iter().any(|set| !set.rare.is_empty());
    let (left, right) = (Lanes::new(left), Lanes::new(right));
    let mut start = 0;
    while let Some(chunk) = slots.get(start + nth..).and_then(<[u16]>::first_chunk) {
        let hits = if is_rare {
            neighbours_in::<true>(&left, &right, chunk)
        } else {
            neighbours_in::<false>(&left, &right, chunk)
        };
        if hits.is_some_and(|mut hits| {
            let mut found = false;
            while hits != 0 && !found {
                found = stands_at(start + hits.trailing_zeros() as usize);
                hits &= hits - 1;
            }
            found
        }) {
            return true;
        }
        start += CHUNK;
    }
    (start..n_starts).any(stands_at)
}

/// Returns where in a chunk two words may stand next to each other, a bit each, if
/// they do.
#[inline(always)]
fn neighbours_in<const RARE: bool>(
    left: &Lanes,
    right: &Lanes,
    chunk: &[u16; CHUNK + 1],
) -> Option<u32> {
    let (lefts, _) = chunk[..CHUNK].as_chunks::<LANES>();
    let (rights, _) = chunk[1..].as_chunks::<LANES>();
    let mut any = u16x8::ZERO;
    let mut hits = [any; CHUNK / LANES];
    for ((hits, l), r) in hits.iter_mut().zip(lefts).zip(rights) {
        *hits = left.hits::<RARE>(l) & right.hits::<RARE>(r);
        any |= *hits;
    }
    any.any().then(|| {
        let hits = hits.iter().rev();
        hits.fold(0, |bits, hits| bits << LANES | hits.to_bitmask())
    })
}
