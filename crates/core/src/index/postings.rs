//! Lists of articles, and how often each has a term.
//!
//! | form | means |
//! |---|---|
//! | bits 0 to 4 | how articles are coded: 0 to 30 Rice with so many low bits, 31 a bitmap |
//! | bits 5 to 7 | low bits of frequencies |
//!
//! Rice: of each gap between two articles (less one) the high part in unary, then
//! the low bits (Rice, "Some practical universal noiseless coding techniques", JPL
//! 79-22, 1979); behind each gap its frequency. A bitmap: bit `doc % 8` of byte
//! `doc / 8`, frequencies behind the last byte. A frequency, less one: with so
//! many low bits in exponential Golomb code, which is Elias' gamma code without
//! any (Elias, "Universal codeword sets", IEEE Trans. Inf. Theory 21, 1975): as
//! many zeros as there are high bits, a one, the high bits, the low bits.
//!
//! Elias-Fano lists were tried in place of Rice's: they take half a bit more an
//! article, and are no faster where lists are read whole.

use crate::bytes::{BitReader, BitWriter};

/// The articles are a bitmap.
const BITMAP: u8 = 31;

/// No more low bits than this.
const MAX_LOW: u32 = 30;

/// No more low bits of frequencies than this.
const MAX_TF_LOW: u32 = 7;

/// Unary parts are read in steps of so many bits, so that a gap's whole code
/// stands in one look ahead of 57.
const MAX_ZEROS: u32 = 25;

/// Frequencies are cut off here.
pub(super) const MAX_TF: u32 = (1 << 20) - 1;

/// Codes a list; adds it to the bytes and returns its form. `docs` ascend, each
/// less than `n_docs`; `tfs[i]` belongs to `docs[i]`, or there are none.
pub(super) fn encode(docs: &[u32], tfs: &[u32], n_docs: u32, out: &mut Vec<u8>) -> u8 {
    let (low, n_bits) = best_low(MAX_LOW, |low| {
        gaps(docs)
            .map(|gap| u64::from(gap >> low) + 1 + u64::from(low))
            .sum()
    });
    let (tf_low, _) = best_low(MAX_TF_LOW, |low| {
        tfs.iter().map(|tf| u64::from(tf_bits(*tf, low))).sum()
    });
    let mut bits = BitWriter::default();
    let n_bitmap = n_docs.div_ceil(8) as usize;
    let is_bitmap = n_bits.div_ceil(8) > n_bitmap as u64;
    if is_bitmap {
        let start = out.len();
        out.resize(start + n_bitmap, 0);
        for doc in docs {
            out[start + *doc as usize / 8] |= 1 << (doc % 8);
        }
    }
    for (at, gap) in gaps(docs).enumerate() {
        if !is_bitmap {
            bits.unary(gap >> low);
            bits.bits(u64::from(gap), low);
        }
        if let Some(tf) = tfs.get(at) {
            write_tf(*tf, tf_low, &mut bits);
        }
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

fn tf_bits(tf: u32, low: u32) -> u32 {
    let tf = tf.clamp(1, MAX_TF) - 1 + (1 << low);
    2 * (tf.ilog2() - low) + 1 + low
}

fn write_tf(tf: u32, low: u32, bits: &mut BitWriter) {
    let tf = tf.clamp(1, MAX_TF) - 1 + (1 << low);
    let n_high = tf.ilog2() - low;
    bits.unary(n_high);
    bits.bits(u64::from(tf), n_high + low);
}

/// A coded list.
#[derive(Clone, Copy, Debug)]
pub(super) struct List<'a> {
    /// From where it begins; may be longer.
    pub(super) bytes: &'a [u8],
    pub(super) form: u8,
    /// How many articles it has.
    pub(super) n: u32,
    /// How many there are in all.
    pub(super) n_docs: u32,
    pub(super) has_tfs: bool,
}

impl List<'_> {
    /// Calls for each article and its frequency, ascending. Articles are less
    /// than `n_docs`, whatever the bytes.
    #[inline]
    pub(super) fn for_each(self, mut emit: impl FnMut(u32, u32)) {
        let tf_low = u32::from(self.form >> 5);
        match self.bitmap() {
            Some((bitmap, rest)) => {
                let mut bits = BitReader::new(rest);
                for (first, mut word) in (0..).step_by(64).zip(words(bitmap)) {
                    while word != 0 {
                        let doc = first + word.trailing_zeros();
                        word &= word - 1;
                        if doc < self.n_docs {
                            emit(doc, tf(&mut bits, tf_low));
                        }
                    }
                }
            }
            None => self.for_each_gap(|bits, doc| emit(doc, tf(bits, tf_low))),
        }
    }

    /// Adds its articles to a set: bit `doc % 64` of word `doc / 64`.
    pub(super) fn add_to(self, docs: &mut [u64]) {
        let tf_low = u32::from(self.form >> 5);
        match self.bitmap() {
            Some((bitmap, _)) => {
                for (word, more) in docs.iter_mut().zip(words(bitmap)) {
                    *word |= more;
                }
                if let Some(last) = docs.get_mut(self.n_docs as usize / 64) {
                    *last &= (1 << (self.n_docs % 64)) - 1;
                }
            }
            None => self.for_each_gap(|bits, doc| {
                if self.has_tfs {
                    tf(bits, tf_low);
                }
                if let Some(word) = docs.get_mut(doc as usize / 64) {
                    *word |= 1 << (doc % 64);
                }
            }),
        }
    }

    /// Returns the bitmap and what stands behind it.
    fn bitmap(&self) -> Option<(&[u8], &[u8])> {
        let is_bitmap = self.form & 31 == BITMAP;
        let n_bytes = self.n_docs.div_ceil(8) as usize;
        let parts = is_bitmap.then(|| self.bytes.split_at_checked(n_bytes));
        parts.map(|parts| parts.unwrap_or((&[], &[])))
    }

    #[inline]
    fn for_each_gap(self, mut emit: impl FnMut(&mut BitReader<'_>, u32)) {
        let low = u32::from(self.form & 31);
        let mut bits = BitReader::new(self.bytes);
        let mut next = 0_u32;
        for _ in 0..self.n {
            let mut word = bits.peek();
            let mut high = 0;
            while word.trailing_zeros() > MAX_ZEROS {
                if bits.is_at_end() {
                    return;
                }
                bits.pass(MAX_ZEROS);
                high += MAX_ZEROS;
                word = bits.peek();
            }
            let n_zeros = word.trailing_zeros();
            let gap =
                (u64::from(high + n_zeros) << low) | (word >> (n_zeros + 1)) & ((1 << low) - 1);
            bits.pass(n_zeros + 1 + low);
            let doc = u64::from(next) + gap;
            if doc >= u64::from(self.n_docs) {
                return;
            }
            next = doc as u32 + 1;
            emit(&mut bits, doc as u32);
        }
    }
}

/// Reads a frequency; 1 where there is none.
#[inline]
fn tf(bits: &mut BitReader<'_>, low: u32) -> u32 {
    let word = bits.peek();
    let n_high = word.trailing_zeros().min(20);
    let n_bits = n_high + low;
    bits.pass(n_high + 1 + n_bits);
    let part = (word >> (n_high + 1)) as u32 & ((1 << n_bits) - 1);
    (part | 1 << n_bits) + 1 - (1 << low)
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
                let list = List { bytes: &bytes, form, n, n_docs, has_tfs };
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
        fn any_bytes_decode(bytes: Vec<u8>, form: u8, n in 0_u32..1000, n_docs in 1_u32..1000, has_tfs: bool) {
            let list = List { bytes: &bytes, form, n: n.min(n_docs), n_docs, has_tfs };
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
