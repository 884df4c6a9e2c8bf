//! Writes and reads bits, least first.

/// Bits being written.
#[derive(Clone, Debug, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    /// Not written yet, fewer than eight.
    word: u64,
    n_bits: u32,
}

impl BitWriter {
    /// Writes the low bits of a number, 56 at most.
    pub fn bits(&mut self, number: u64, n_bits: u32) {
        self.word |= (number & ((1 << n_bits) - 1)) << self.n_bits;
        self.n_bits += n_bits;
        while self.n_bits >= 8 {
            self.bytes.push(self.word as u8);
            self.word >>= 8;
            self.n_bits -= 8;
        }
    }

    /// Writes so many zeros and a one.
    pub fn unary(&mut self, mut n_zeros: u32) {
        while n_zeros > 32 {
            self.bits(0, 32);
            n_zeros -= 32;
        }
        self.bits(1 << n_zeros, n_zeros + 1);
    }

    /// Returns what was written, zeros in what is left of the last byte.
    #[must_use]
    pub fn into_bytes(mut self) -> Vec<u8> {
        if self.n_bits > 0 {
            self.bytes.push(self.word as u8);
        }
        self.bytes
    }
}

/// Returns the bits from a place on, 57 at least, the first lowest. Behind the
/// end there are zeros.
#[inline]
#[must_use]
pub fn bits_at(bytes: &[u8], at_bits: usize) -> u64 {
    let bytes = bytes.get(at_bits / 8..).unwrap_or_default();
    let word = match bytes.first_chunk() {
        Some(word) => u64::from_le_bytes(*word),
        None => last_word(bytes),
    };
    word >> (at_bits % 8)
}

#[cold]
fn last_word(bytes: &[u8]) -> u64 {
    let bytes = bytes.iter().rev();
    bytes.fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// The places of ones among bits, ascending.
#[derive(Clone, Debug)]
pub struct Ones<'a> {
    bytes: &'a [u8],
    /// The ones that are left of the bits before `end`.
    word: u64,
    /// In bits; a multiple of eight.
    end: usize,
}

impl<'a> Ones<'a> {
    /// Begins at a place, in bits.
    #[must_use]
    pub fn new(bytes: &'a [u8], at_bits: usize) -> Self {
        let first = bytes.get(at_bits / 8).copied().unwrap_or_default();
        let before = at_bits % 8;
        Self {
            bytes,
            // As if it were the last byte of a word.
            word: (u64::from(first) >> before << before) << 56,
            end: at_bits / 8 * 8 + 8,
        }
    }

    /// Returns the place of the next one, in bits, or the end of the bytes.
    #[inline]
    pub fn next_place(&mut self) -> usize {
        while self.word == 0 {
            if self.end >= self.bytes.len() * 8 {
                return self.bytes.len() * 8;
            }
            self.word = bits_at(self.bytes, self.end);
            self.end += 64;
        }
        let place = self.end + self.word.trailing_zeros() as usize - 64;
        self.word &= self.word - 1;
        place
    }

    /// Passes so many ones; returns the place behind the last of them, in bits.
    #[must_use]
    pub fn place_behind(mut self, mut n_ones: u32) -> usize {
        while n_ones > self.word.count_ones() && self.end < self.bytes.len() * 8 {
            n_ones -= self.word.count_ones();
            self.word = bits_at(self.bytes, self.end);
            self.end += 64;
        }
        let mut behind = self.end;
        for _ in 0..n_ones {
            behind = self.next_place() + 1;
        }
        behind
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_reads_the_same(
            parts in proptest::collection::vec((0_u64..1 << 56, 0_u32..=56), 0..200)
        ) {
            let mut writer = BitWriter::default();
            for (number, n_bits) in &parts {
                writer.bits(*number, *n_bits);
            }
            let bytes = writer.into_bytes();
            let mut at = 0;
            for (number, n_bits) in parts {
                let mask = (1 << n_bits) - 1;
                prop_assert_eq!(bits_at(&bytes, at) & mask, number & mask);
                at += n_bits as usize;
            }
            prop_assert_eq!(bits_at(&bytes, at + 7), 0);
        }

        #[test]
        fn unary_numbers_are_gaps_between_ones(
            start in 0_usize..20,
            numbers in proptest::collection::vec(0_u32..200, 1..100),
        ) {
            let mut writer = BitWriter::default();
            (0..start).for_each(|_| writer.bits(1, 1));
            numbers.iter().for_each(|number| writer.unary(*number));
            let bytes = writer.into_bytes();
            let mut ones = Ones::new(&bytes, start);
            let mut at = start;
            for (nth, number) in (1..).zip(&numbers) {
                prop_assert_eq!(ones.next_place(), at + *number as usize);
                at += *number as usize + 1;
                prop_assert_eq!(Ones::new(&bytes, start).place_behind(nth), at);
            }
            prop_assert_eq!(ones.next_place(), bytes.len() * 8);
        }

        #[test]
        fn any_bits_are_read(bytes: Vec<u8>, at_bits in 0_usize..1000, n_ones: u32) {
            let mut ones = Ones::new(&bytes, at_bits);
            let _ = ones.clone().place_behind(n_ones.min(1000));
            for _ in 0..bytes.len() * 8 {
                prop_assert!(ones.next_place() <= bytes.len() * 8);
            }
        }
    }
}
