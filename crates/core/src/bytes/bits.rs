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

/// Bits being read. Behind the end there are zeros.
#[derive(Clone, Debug)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    /// In bits.
    at: usize,
}

impl<'a> BitReader<'a> {
    /// Begins at the first bit.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Returns the next bits, 57 at least, without passing them.
    #[inline]
    #[must_use]
    pub fn peek(&self) -> u64 {
        let bytes = self.bytes.get(self.at / 8..).unwrap_or_default();
        let word = match bytes.first_chunk() {
            Some(word) => u64::from_le_bytes(*word),
            None => last_word(bytes),
        };
        word >> (self.at % 8)
    }

    /// Passes so many bits.
    #[inline]
    pub fn pass(&mut self, n_bits: u32) {
        self.at += n_bits as usize;
    }

    /// Reads so many bits, 56 at most.
    #[inline]
    pub fn bits(&mut self, n_bits: u32) -> u64 {
        let number = self.peek() & ((1 << n_bits) - 1);
        self.pass(n_bits);
        number
    }

    /// Whether all is passed.
    #[inline]
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.at / 8 >= self.bytes.len()
    }
}

#[cold]
fn last_word(bytes: &[u8]) -> u64 {
    let bytes = bytes.iter().rev();
    bytes.fold(0, |word, byte| word << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_reads_the_same(
            parts in proptest::collection::vec((0_u32..100, 0_u64..1 << 56, 0_u32..=56), 0..200)
        ) {
            let mut writer = BitWriter::default();
            for (n_zeros, number, n_bits) in &parts {
                writer.unary(*n_zeros);
                writer.bits(*number, *n_bits);
            }
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes);
            for (n_zeros, number, n_bits) in parts {
                for _ in 0..n_zeros {
                    prop_assert_eq!(reader.bits(1), 0);
                }
                prop_assert_eq!(reader.bits(1), 1);
                prop_assert_eq!(reader.bits(n_bits), number & ((1 << n_bits) - 1));
            }
            reader.pass(8);
            prop_assert!(reader.is_at_end());
            prop_assert_eq!(reader.peek(), 0);
        }
    }
}
