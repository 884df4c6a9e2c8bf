//! Sets of articles, one bit each.

/// A set of articles. Bit `doc % 64` of word `doc / 64` is article `doc`; bits
/// beyond the last article are 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// Returns the set of none of so many.
    pub(super) fn none(n_docs: u32) -> Self {
        Self(vec![0; n_docs.div_ceil(64) as usize])
    }

    /// Returns the set of all of so many.
    pub(super) fn all(n_docs: u32) -> Self {
        let mut words = vec![u64::MAX; n_docs.div_ceil(64) as usize];
        if let Some(last) = words.last_mut()
            && !n_docs.is_multiple_of(64)
        {
            *last = (1 << (n_docs % 64)) - 1;
        }
        Self(words)
    }

    /// Returns the words.
    pub(super) fn words(&self) -> &[u64] {
        &self.0
    }

    /// Returns the words, to be filled.
    pub(super) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.0
    }

    pub(super) fn insert(&mut self, doc: u32) {
        if let Some(word) = self.0.get_mut(doc as usize / 64) {
            *word |= 1 << (doc % 64);
        }
    }

    pub(super) fn remove(&mut self, doc: u32) {
        if let Some(word) = self.0.get_mut(doc as usize / 64) {
            *word &= !(1 << (doc % 64));
        }
    }

    #[inline(always)]
    pub(super) fn contains(&self, doc: u32) -> bool {
        let word = self.0.get(doc as usize / 64);
        word.is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    /// Keeps what is in the other too.
    pub(super) fn keep(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Adds what is in the other.
    pub(super) fn add(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// Takes out what is in the other.
    pub(super) fn take_out(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Calls for each, ascending.
    #[inline(always)]
    pub(super) fn for_each(&self, mut emit: impl FnMut(u32)) {
        for (first, &word) in (0_u32..).step_by(64).zip(&self.0) {
            let mut rest = word;
            while rest != 0 {
                emit(first + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// Returns them, ascending.
    #[inline(always)]
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        (0_u32..)
            .step_by(64)
            .zip(&self.0)
            .flat_map(|(first, &word)| {
                let mut rest = word;
                std::iter::from_fn(move || {
                    let doc = first + rest.trailing_zeros();
                    if rest == 0 {
                        return None;
                    }
                    rest &= rest - 1;
                    Some(doc)
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::btree_set;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn sets_are_sets(a in btree_set(0_u32..200, 0..200), b in btree_set(0_u32..200, 0..200), n in 200_u32..300) {
            let set = |docs: &BTreeSet<u32>| {
                let mut bits = Bits::none(n);
                docs.iter().for_each(|doc| bits.insert(*doc));
                bits
            };
            let with = |change: fn(&mut Bits, &Bits)| {
                let mut bits = set(&a);
                change(&mut bits, &set(&b));
                bits.iter().collect::<BTreeSet<_>>()
            };
            prop_assert_eq!(with(Bits::keep), &a & &b);
            prop_assert_eq!(with(Bits::add), &a | &b);
            prop_assert_eq!(with(Bits::take_out), &a - &b);
            let mut rest = Bits::all(n);
            rest.take_out(&set(&a));
            prop_assert_eq!(rest.len() as usize, n as usize - a.len());
            prop_assert!(a.iter().all(|doc| !rest.contains(*doc)));
        }
    }
}
