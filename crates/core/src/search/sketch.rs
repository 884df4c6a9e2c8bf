//! Which words follow each other in an article, roughly: enough to know without
//! reading it that two do not.
//!
//! A row of bits an article, as in Bloom ("Space/time trade-offs in hash coding
//! with allowable errors", CACM 13, 1970), with two bits out of each of two 64-bit
//! words of it for every two words that follow each other, and one bit for every word
//! and the first letter of the next, so that a word that is being typed can be asked
//! for too. Words count without their marks. About one answer in thirty is wrong, of
//! those for first letters two in five, and only by saying that two words may stand
//! together that do not.

/// So many bits for every word of an article.
const BITS_PER_WORD: usize = 8;

/// The rows of all articles.
#[derive(Default)]
pub(super) struct Sketches {
    /// By article; without words where it has not been read.
    rows: Vec<Row>,
    words: Vec<u64>,
}

/// Where a row is in `Sketches::words`.
#[derive(Clone, Copy, Default)]
struct Row {
    start: u32,
    len: u32,
}

/// A word as rows know it: a hash of its letters without marks, in the lowest
/// byte of its first letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark(u32);

/// Two words, or a word and a first letter, that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Following([InWord; 2]);

/// What is asked of one word of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct InWord {
    /// Chooses it.
    hash: u32,
    /// The bits in it.
    bits: u64,
}

impl Mark {
    /// Reads a word's letters without marks.
    pub(super) fn new(fold: &str) -> Self {
        let hash = |letters: &str| letters.chars().fold(0, |hash, l| mix(hash, u32::from(l)));
        let first = fold.chars().next().map_or(0, char::len_utf8);
        Self(hash(fold) & !0xff | hash(&fold[..first]) & 0xff)
    }

    fn initial(self) -> u32 {
        self.0 & 0xff
    }

    /// Returns this word and one behind it.
    #[inline]
    pub(super) fn then(self, next: Self) -> Following {
        let first = mix(self.0, next.0);
        let second = mix(first, next.0);
        Following([first, second].map(|hash| InWord {
            hash,
            bits: 1 << (hash & 63) | 1 << (hash >> 6 & 63),
        }))
    }

    /// Returns this word and one behind it that begins as another does.
    #[inline]
    pub(super) fn then_initial(self, next: Self) -> Following {
        let hash = mix(self.0, next.initial());
        let bits = 1 << (hash & 63);
        Following([InWord { hash, bits }, InWord { hash, bits: 0 }])
    }
}

/// Mixes a number into a hash (multiplication by a fraction of the golden ratio,
/// Knuth, "The Art of Computer Programming", volume 3, 6.4).
#[inline]
fn mix(hash: u32, number: u32) -> u32 {
    let mixed = (hash.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b1);
    mixed ^ (mixed >> 15)
}

impl Sketches {
    /// Makes rows of so many articles with so many words in all, about.
    pub(super) fn new(n_docs: u32, n_words: usize) -> Self {
        let n_bits = n_words.saturating_mul(BITS_PER_WORD);
        Self {
            rows: vec![Row::default(); n_docs as usize],
            // At once: while it grows it takes twice the memory, and what was taken
            // once is never given back by Wasm.
            words: Vec::with_capacity(n_bits / 64 + n_docs as usize),
        }
    }

    /// Makes an article's row, for so many words.
    pub(super) fn begin(&mut self, doc: u32, n_words: usize) {
        let len = n_words.saturating_mul(BITS_PER_WORD).div_ceil(64).max(1);
        let start = self.words.len();
        if self.words.capacity() - start < len {
            // In smaller steps than doubling: it stays in memory.
            self.words.reserve_exact(len.max(start / 16));
        }
        self.words.resize(start + len, 0);
        if let Some(row) = self.rows.get_mut(doc as usize)
            && let (Ok(start), Ok(len)) = (u32::try_from(start), u32::try_from(len))
        {
            *row = Row { start, len };
        }
    }

    /// Gives back what rows that were not made would have taken.
    pub(super) fn finish(&mut self) {
        self.words.shrink_to_fit();
    }

    /// Adds two words that follow each other in an article.
    #[inline]
    pub(super) fn add(&mut self, doc: u32, left: Mark, right: Mark) {
        let (Following([first, second]), Following([initial, _])) =
            (left.then(right), left.then_initial(right));
        for asked in [first, second, initial] {
            if let Some(place) = self.place(doc, asked)
                && let Some(word) = self.words.get_mut(place)
            {
                *word |= asked.bits;
            }
        }
    }

    /// Whether two words may stand together in an article.
    #[inline(always)]
    pub(super) fn may_have(&self, doc: u32, following: Following) -> bool {
        let Following([first, second]) = following;
        self.has(doc, first) && self.has(doc, second)
    }

    #[inline(always)]
    fn has(&self, doc: u32, asked: InWord) -> bool {
        let place = self.place(doc, asked).unwrap_or(usize::MAX);
        // Of an article that was not read anything may be.
        let word = self.words.get(place).copied().unwrap_or(u64::MAX);
        word & asked.bits == asked.bits
    }

    /// Returns which word of an article's row is asked; nothing where the article was
    /// not read.
    #[inline(always)]
    fn place(&self, doc: u32, asked: InWord) -> Option<usize> {
        let row = self.rows.get(doc as usize).filter(|row| row.len > 0)?;
        // The high bits of the hash choose it.
        let word = (u64::from(asked.hash) * u64::from(row.len)) >> 32;
        Some(row.start as usize + word as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_is_never_denied_and_mostly_nothing_else_is_said_to() {
        let mark = |n: u32| Mark::new(&format!("{}{n}", char::from(b'a' + (n % 26) as u8)));
        let mut sketches = Sketches::new(2, 0);
        assert!(sketches.may_have(0, mark(1).then(mark(2))));
        sketches.begin(0, 500);
        for n in 0..500 {
            sketches.add(0, mark(n), mark(n * 7 + 1));
        }
        for n in 0..500 {
            assert!(sketches.may_have(0, mark(n).then(mark(n * 7 + 1))));
            assert!(sketches.may_have(0, mark(n).then_initial(mark(n * 7 + 1))));
        }
        let wrong = (0..1000).filter(|n| sketches.may_have(0, mark(*n).then(mark(n * 5 + 2))));
        assert!(wrong.count() < 100);
    }
}
