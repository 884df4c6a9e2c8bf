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

    /// Writes a number from 1 to 2^28 in Elias' gamma code: as many zeros as
    /// there are bits below its highest, a one, and those bits (Elias, Universal
    /// codeword sets, IEEE Trans. Inf. Theory 21, 1975).
    pub fn gamma(&mut self, number: u32) {
        let n_low = number.max(1).ilog2();
        self.bits(1 << n_low, n_low + 1);
        self.bits(u64::from(number), n_low);
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
    /// The next bits.
    word: u64,
    /// So many of them are passed in `bytes`.
    n_bits: u32,
}

impl<'a> BitReader<'a> {
    /// Begins at the first bit.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            word: 0,
            n_bits: 0,
        }
    }

    /// Makes sure of 57 bits or more.
    #[inline]
    fn fill(&mut self) {
        if let Some(next) = self.bytes.first_chunk() {
            // What does not fit is read again: only whole bytes are passed.
            self.word |= u64::from_le_bytes(*next) << self.n_bits;
            let n_bytes = (63 - self.n_bits) / 8;
            self.bytes = self.bytes.get(n_bytes as usize..).unwrap_or_default();
            self.n_bits += n_bytes * 8;
        } else {
            self.fill_at_end();
        }
    }

    #[cold]
    fn fill_at_end(&mut self) {
        while self.n_bits <= 56 {
            let (next, rest) = self.bytes.split_first().unwrap_or((&0, &[]));
            self.word |= u64::from(*next) << self.n_bits;
            self.bytes = rest;
            self.n_bits += 8;
        }
    }

    /// Reads so many bits, 56 at most.
    #[inline]
    pub fn bits(&mut self, n_bits: u32) -> u64 {
        if self.n_bits < n_bits {
            self.fill();
        }
        let number = self.word & ((1 << n_bits) - 1);
        self.pass(n_bits);
        number
    }

    /// Reads a number in Elias' gamma code; 1 where there is none.
    #[inline]
    pub fn gamma(&mut self) -> u32 {
        if self.n_bits < 57 {
            self.fill();
        }
        let n_low = self.word.trailing_zeros();
        if n_low > 28 {
            self.pass(57);
            return 1;
        }
        let low = (self.word >> (n_low + 1)) as u32 & ((1 << n_low) - 1);
        self.pass(2 * n_low + 1);
        low | 1 << n_low
    }

    #[inline]
    fn pass(&mut self, n_bits: u32) {
        self.word >>= n_bits;
        self.n_bits -= n_bits;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_reads_the_same(
            parts in proptest::collection::vec((1_u32..1 << 28, 0_u64..1 << 56, 0_u32..=56), 0..200)
        ) {
            let mut writer = BitWriter::default();
            for (gamma, number, n_bits) in &parts {
                writer.gamma(*gamma);
                writer.bits(*number, *n_bits);
            }
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes);
            for (gamma, number, n_bits) in parts {
                prop_assert_eq!(reader.gamma(), gamma);
                prop_assert_eq!(reader.bits(n_bits), number & ((1 << n_bits) - 1));
            }
        }

        #[test]
        fn any_bits_read(bytes: Vec<u8>, n_bits in 0_u32..=56) {
            let mut reader = BitReader::new(&bytes);
            for _ in 0..bytes.len() * 8 + 8 {
                prop_assert!(reader.gamma() >= 1);
                reader.bits(n_bits);
            }
        }
    }
}
