//! Lists of articles, and how often each has a term.
//!
//! | form | means |
//! |---|---|
//! | bits 0 to 4 | how articles are coded: 0 to 30 Rice with so many low bits, 31 a bitmap |
//! | bits 5 to 7 | low bits of frequencies |
//!
//! | part of a list | bits |
//! |---|---|
//! | articles as a bitmap: article `doc` is bit `doc` | 8 for 8 articles |
//! | or articles by Rice: of each gap between two (less one) the low bits | so many each |
//! | and of each gap the rest, in unary: so many zeros and a one | |
//! | of each frequency how many high bits it has, in unary | |
//! | of each frequency its high and low bits | |
//!
//! Rice: "Some practical universal noiseless coding techniques", JPL 79-22, 1979.
//! A frequency, less one, is in exponential Golomb code: so many low bits are added
//! to its Elias gamma code ("Universal codeword sets", IEEE Trans. Inf. Theory 21,
//! 1975). Unary parts stand apart from the bits they announce, so that no number
//! waits for the one before it to be read: that is three times as fast as one
//! behind the other. Elias-Fano lists would be read the same way, and take half a
//! bit more an article.

use crate::bytes::{BitWriter, Ones, bits_at};

/// The articles are a bitmap.
const BITMAP: u8 = 31;

/// No more low bits than this.
const MAX_LOW: u32 = 30;

/// No more low bits of frequencies than this.
const MAX_TF_LOW: u32 = 7;

/// Frequencies have no more high bits than this.
const MAX_HIGH: usize = 20;

/// Frequencies are cut off here.
pub(super) const MAX_TF: u32 = (1 << MAX_HIGH) - 1;

/// A bitmap is read several times as fast, and may take so much more room: one
/// part in so many.
const BITMAP_SHARE: u64 = 16;

/// Codes a list; adds it to the bytes and returns its form. `docs` ascend, each
/// less than `n_docs`; `tfs[i]` belongs to `docs[i]`, or there are none.
pub(super) fn encode(docs: &[u32], tfs: &[u32], n_docs: u32, out: &mut Vec<u8>) -> u8 {
    let (low, n_bits) = best_low(MAX_LOW, |low| {
        let n_bits = gaps(docs).map(|gap| u64::from(gap >> low) + 1 + u64::from(low));
        n_bits.sum()
    });
    let (tf_low, _) = best_low(MAX_TF_LOW, |low| {
        let n_bits = tfs
            .iter()
            .map(|tf| 2 * u64::from(n_high(*tf, low)) + u64::from(low));
        n_bits.sum()
    });
    let n_bitmap = n_docs.div_ceil(8) as usize;
    let is_bitmap = n_bitmap as u64 * 8 <= n_bits + n_bits / BITMAP_SHARE;
    let mut bits = BitWriter::default();
    if is_bitmap {
        let start = out.len();
        out.resize(start + n_bitmap, 0);
        for doc in docs {
            out[start + *doc as usize / 8] |= 1 << (doc % 8);
        }
    } else {
        gaps(docs).for_each(|gap| bits.bits(u64::from(gap), low));
        gaps(docs).for_each(|gap| bits.unary(gap >> low));
    }
    for tf in tfs {
        bits.unary(n_high(*tf, tf_low));
    }
    for tf in tfs {
        bits.bits(
            u64::from(shifted(*tf, tf_low)),
            n_high(*tf, tf_low) + tf_low,
        );
    }
    out.extend(bits.into_bytes());
    let low = if is_bitmap { BITMAP } else { low as u8 };
    low | (tf_low as u8) << 5
}

/// Returns how many low bits take the least room, and how much that is.
fn best_low(max: u32, n_bits: impl Fn(u32) -> u64) -> (u32, u64) {
    let mut best = (0, n_bits(0));
    for low in 1..=max {
        let n_bits = n_bits(low);
        if n_bits > best.1 {
            break;
        }
        best = (low, n_bits);
    }
    best
}

fn gaps(docs: &[u32]) -> impl Iterator<Item = u32> {
    let mut next = 0;
    docs.iter().map(move |doc| {
        let gap = doc - next;
        next = doc + 1;
        gap
    })
}

/// Returns a frequency so that its highest bit stands above those that are coded.
fn shifted(tf: u32, low: u32) -> u32 {
    tf.clamp(1, MAX_TF) - 1 + (1 << low)
}

fn n_high(tf: u32, low: u32) -> u32 {
    shifted(tf, low).ilog2() - low
}

/// A coded list.
#[derive(Clone, Copy, Debug)]
pub(super) struct List<'a> {
    /// Its own, and a few behind them.
    pub(super) bytes: &'a [u8],
    pub(super) form: u8,
    /// How many articles it has.
    pub(super) n: u32,
    /// How many there are in all.
    pub(super) n_docs: u32,
}

impl<'a> List<'a> {
    /// Calls for each article and its frequency, ascending. Articles are less
    /// than `n_docs`, whatever the bytes.
    #[inline]
    pub(super) fn for_each(self, mut emit: impl FnMut(u32, u32)) {
        match self.bitmap() {
            Some(bitmap) => {
                let mut tfs = self.tfs(self.n_bitmap() * 8);
                each_one(bitmap, self.n_docs, |doc| emit(doc, tfs.read()));
            }
            None => {
                let unary = Ones::new(self.bytes, self.n_low_bits());
                let mut tfs = self.tfs(unary.place_behind(self.n));
                self.for_each_gap(|doc| emit(doc, tfs.read()));
            }
        }
    }

    /// Adds its articles to a set: bit `doc % 64` of word `doc / 64`.
    pub(super) fn add_to(self, docs: &mut [u64]) {
        let Some(bitmap) = self.bitmap() else {
            self.for_each_gap(|doc| {
                if let Some(word) = docs.get_mut(doc as usize / 64) {
                    *word |= 1 << (doc % 64);
                }
            });
            return;
        };
        for (word, more) in docs.iter_mut().zip(words(bitmap)) {
            *word |= more;
        }
        if let Some(last) = docs.get_mut(self.n_docs as usize / 64) {
            *last &= (1 << (self.n_docs % 64)) - 1;
        }
    }

    fn n_bitmap(&self) -> usize {
        self.n_docs.div_ceil(8) as usize
    }

    /// How many bits the low parts of all gaps have.
    fn n_low_bits(&self) -> usize {
        (self.n as usize).saturating_mul(usize::from(self.form & 31))
    }

    fn bitmap(&self) -> Option<&'a [u8]> {
        let is_bitmap = self.form & 31 == BITMAP;
        is_bitmap.then(|| self.bytes.get(..self.n_bitmap()).unwrap_or_default())
    }

    fn tfs(&self, at_bits: usize) -> Frequencies<'a> {
        let unary = Ones::new(self.bytes, at_bits);
        Frequencies {
            bytes: self.bytes,
            at_bits: unary.clone().place_behind(self.n),
            unary,
            next: at_bits,
            low: usize::from(self.form >> 5),
        }
    }

    #[inline]
    fn for_each_gap(self, mut emit: impl FnMut(u32)) {
        let low = usize::from(self.form & 31);
        let mask = (1 << low) - 1;
        let mut unary = Ones::new(self.bytes, self.n_low_bits());
        // The next article is at least this, but for the unary parts.
        let mut low_sum = 0_u64;
        let mut next = self.n_low_bits();
        for at in 0..self.n as usize {
            let place = unary.next_place();
            low_sum += bits_at(self.bytes, at * low) & mask;
            low_sum += (place.saturating_sub(next) as u64) << low;
            next = place + 1;
            let doc = low_sum + at as u64;
            if doc >= u64::from(self.n_docs) {
                return;
            }
            emit(doc as u32);
        }
    }
}

/// Frequencies being read.
struct Frequencies<'a> {
    bytes: &'a [u8],
    unary: Ones<'a>,
    /// Where the next unary part begins, in bits.
    next: usize,
    /// Where the next bits are.
    at_bits: usize,
    low: usize,
}

impl Frequencies<'_> {
    /// Returns the next one; 1 or more, whatever the bytes.
    #[inline]
    fn read(&mut self) -> u32 {
        let place = self.unary.next_place();
        let n_bits = place.saturating_sub(self.next).min(MAX_HIGH) + self.low;
        self.next = place + 1;
        let part = bits_at(self.bytes, self.at_bits) as u32 & ((1 << n_bits) - 1);
        self.at_bits += n_bits;
        (part | 1 << n_bits) + 1 - (1 << self.low)
    }
}

/// Calls for each one of a bitmap below `n_docs`.
#[inline]
fn each_one(bitmap: &[u8], n_docs: u32, mut emit: impl FnMut(u32)) {
    for (first, mut word) in (0..).step_by(64).zip(words(bitmap)) {
        while word != 0 {
            let doc = first + word.trailing_zeros();
            word &= word - 1;
            if doc < n_docs {
                emit(doc);
            }
        }
    }
}

/// Returns a bitmap in words of 64 bits.
#[inline]
fn words(bitmap: &[u8]) -> impl Iterator<Item = u64> {
    let (words, rest) = bitmap.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().copied().chain(std::iter::once(last));
    words.map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ascending articles with frequencies, of so many.
    fn lists() -> impl Strategy<Value = (u32, Vec<(u32, u32)>)> {
        let gap = prop_oneof![8 => 0_u32..3, 3 => 0_u32..60, 1 => 0_u32..90_000];
        let tf = prop_oneof![8 => 1_u32..4, 3 => 1_u32..60, 1 => 1_u32..=MAX_TF];
        let pairs = proptest::collection::vec((gap, tf), 0..300);
        (pairs, 0_u32..200).prop_map(|(pairs, rest)| {
            let mut next = 0;
            let mut list = Vec::new();
            for (gap, tf) in pairs {
                list.push((next + gap, tf));
                next += gap + 1;
            }
            (next + rest, list)
        })
    }

    fn set(docs: impl Iterator<Item = u32>, n_docs: u32) -> Vec<u64> {
        let mut set = vec![0; n_docs.div_ceil(64) as usize];
        docs.for_each(|doc| set[doc as usize / 64] |= 1 << (doc % 64));
        set
    }

    proptest! {
        #[test]
        fn what_was_coded_is_decoded_the_same((n_docs, pairs) in lists(), behind: Vec<u8>) {
            let (docs, tfs): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
            for has_tfs in [false, true] {
                let tfs: &[u32] = if has_tfs { &tfs } else { &[] };
                let mut bytes = Vec::new();
                let form = encode(&docs, tfs, n_docs, &mut bytes);
                bytes.extend(&behind);
                let n = docs.len() as u32;
                let list = List { bytes: &bytes, form, n, n_docs };
                let mut union = set(0..0, n_docs);
                list.add_to(&mut union);
                prop_assert_eq!(union, set(docs.iter().copied(), n_docs));
                if has_tfs {
                    let mut again = Vec::new();
                    list.for_each(|doc, tf| again.push((doc, tf)));
                    prop_assert_eq!(&again, &pairs);
                }
            }
        }

        #[test]
        fn any_bytes_decode(bytes: Vec<u8>, form: u8, n in 0_u32..1000, n_docs in 1_u32..1000) {
            let list = List { bytes: &bytes, form, n: n.min(n_docs), n_docs };
            let mut last = None;
            let mut is_sorted = true;
            list.for_each(|doc, tf| {
                is_sorted &= last < Some(doc) && doc < n_docs && tf > 0;
                last = Some(doc);
            });
            prop_assert!(is_sorted);
            list.add_to(&mut vec![0; n_docs.div_ceil(64) as usize]);
        }
    }
}
