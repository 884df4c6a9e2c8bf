//! How far a word is from one that was typed, for misspelt words.
//!
//! Edits are those of Damerau ("A technique for computer detection and correction
//! of spelling errors", CACM 7, 1964): a letter too many, too few, another one, or
//! two neighbours swapped; letters count by their bases. A word is read letter by
//! letter, all ways at once as bits (Wu and Manber, "Fast text searching allowing
//! errors", CACM 35, 1992), so that words that begin alike are read as one until
//! they part. Marks are compared on their own.

use super::key::{Letter, split};
use super::word::Word;

/// Words of more letters than this are not corrected.
const MAX_LETTERS: usize = 30;

/// So many edits are looked for at most.
const MAX_EDITS: usize = 2;

/// No reading goes on behind so many letters.
pub const MAX_READ: usize = MAX_LETTERS + MAX_EDITS;

/// A word that may be misspelt.
#[derive(Clone, Debug)]
pub struct Typo {
    /// By letter from a to z: where it stands, bit i + 1 for the i-th letter.
    latin: [u32; 26],
    /// The same for other letters.
    others: Vec<(char, u32)>,
    /// The bit behind the last letter.
    end: u32,
    max_edits: usize,
    /// The letters with a shape.
    shaped: Vec<Letter>,
    tone: Option<char>,
    /// Whether marks that were not typed count as well.
    is_whole: bool,
}

/// How a beginning of another word can be read as one of a typed word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// By number of edits: bit i where the first i letters typed can be.
    rows: [u32; MAX_EDITS + 1],
    /// Where the letter that was read last was typed.
    last: u32,
}

impl Typo {
    /// Looks for words at most so many edits away, one or two. Nothing where the
    /// word is too short or too long to be told from others so. Without `is_whole`
    /// what was typed may yet get marks.
    #[must_use]
    pub fn new(typed: &Word, max_edits: usize, is_whole: bool) -> Option<Self> {
        let (letters, tone) = split(typed.key());
        let letters: Vec<Letter> = letters.take(MAX_LETTERS + 1).collect();
        if !(3..=MAX_LETTERS).contains(&letters.len()) {
            return None;
        }
        let mut typo = Self {
            latin: [0; 26],
            others: Vec::new(),
            end: 1 << letters.len(),
            max_edits: max_edits.clamp(1, MAX_EDITS),
            shaped: Vec::new(),
            tone,
            is_whole,
        };
        for (at, letter) in letters.into_iter().enumerate() {
            *typo.places_mut(letter.base) |= 2 << at;
            typo.shaped.extend(letter.shape.map(|_| letter));
        }
        Some(typo)
    }

    fn places_mut(&mut self, base: char) -> &mut u32 {
        if base.is_ascii_lowercase() {
            return &mut self.latin[base as usize - 'a' as usize];
        }
        let known = self.others.iter().position(|(other, _)| *other == base);
        let at = known.unwrap_or_else(|| {
            self.others.push((base, 0));
            self.others.len() - 1
        });
        &mut self.others[at].1
    }

    #[inline]
    fn places(&self, base: char) -> u32 {
        if base.is_ascii_lowercase() {
            return self.latin[base as usize - 'a' as usize];
        }
        let known = self.others.iter().find(|(other, _)| *other == base);
        known.map_or(0, |(_, places)| *places)
    }

    /// Returns how nothing can be read.
    #[must_use]
    pub fn start(&self) -> Reading {
        let rows = [1, 0b11, 0b111];
        Reading { rows, last: 0 }
    }

    /// Reads one more letter. `before` is the reading without the last one.
    #[must_use]
    #[inline]
    pub fn read(&self, reading: &Reading, before: &Reading, base: char) -> Reading {
        let places = self.places(base);
        let typed = (self.end << 1) - 1;
        let mut rows = [0; MAX_EDITS + 1];
        rows[0] = (reading.rows[0] << 1) & places;
        for n_edits in 1..=self.max_edits {
            let fewer = reading.rows[n_edits - 1];
            let swapped = (before.rows[n_edits - 1] << 2) & (places << 1) & reading.last;
            let same = (reading.rows[n_edits] << 1) & places;
            let left_out = rows[n_edits - 1] << 1;
            rows[n_edits] = (same | fewer | fewer << 1 | left_out | swapped) & typed;
        }
        Reading { rows, last: places }
    }

    /// Whether nothing that goes on so can be near enough.
    #[must_use]
    #[inline]
    pub fn is_lost(&self, reading: &Reading) -> bool {
        reading.rows[self.max_edits] == 0
    }

    /// Whether what was read can be all that was typed.
    #[must_use]
    #[inline]
    pub fn is_read(&self, reading: &Reading) -> bool {
        reading.rows[self.max_edits] & self.end != 0
    }

    /// Whether it was typed with any mark.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        self.tone.is_some() || !self.shaped.is_empty()
    }

    /// Returns how many of the marks typed the word of a key has not. With
    /// `is_whole` one more if it has any that were not typed: the wrong letter may
    /// have had them all.
    #[must_use]
    pub fn n_other_marks(&self, key: &str) -> u32 {
        let (letters, tone) = split(key);
        let mut n_more = u32::from(self.tone.is_none() && tone.is_some());
        let mut met = 0_u32;
        for letter in letters.filter(|letter| letter.shape.is_some()) {
            let mut typed = self.shaped.iter().zip(0..);
            match typed.find(|(typed, at)| **typed == letter && met >> at & 1 == 0) {
                Some((_, at)) => met |= 1 << at,
                None => n_more += 1,
            }
        }
        let is_tone_other = self.tone.is_some() && tone != self.tone;
        let n_lacking = self.shaped.len() as u32 - met.count_ones() + u32::from(is_tone_other);
        n_lacking + n_more.min(u32::from(self.is_whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(raw: &str) -> Word {
        Word::new(raw).expect(raw)
    }

    /// Returns the least number of edits between a typed word and another, or its
    /// beginnings.
    fn n_edits(typed: &str, other: &str, is_prefix: bool) -> Option<usize> {
        (1..=MAX_EDITS).find(|max_edits| {
            let typo = Typo::new(&word(typed), *max_edits, !is_prefix).expect(typed);
            let (mut before, mut reading) = (Reading::default(), typo.start());
            let mut is_begun = false;
            for base in word(other).fold().chars() {
                let next = typo.read(&reading, &before, base);
                (before, reading) = (reading, next);
                is_begun |= typo.is_read(&reading);
                if typo.is_lost(&reading) {
                    assert!(!typo.is_read(&reading));
                    return is_prefix && is_begun;
                }
            }
            typo.is_read(&reading) || is_prefix && is_begun
        })
    }

    #[test]
    fn an_edit_is_a_letter_more_less_other_or_swapped() {
        let near = |typed, other| n_edits(typed, other, false);
        assert_eq!(near("thươgn", "thương"), Some(1));
        assert_eq!(near("thươngg", "thường"), Some(1));
        assert_eq!(near("tươg", "thương"), Some(2));
        assert_eq!(near("villag", "village"), Some(1));
        assert_eq!(near("vlilaeg", "village"), Some(2));
        assert_eq!(near("thuong", "khuyên"), None);
        assert_eq!(near("anh", "a"), Some(2));
    }

    #[test]
    fn a_beginning_may_go_on() {
        let begins = |typed, other| n_edits(typed, other, true);
        assert_eq!(begins("presidnet", "presidential"), Some(1));
        assert_eq!(begins("presd", "presidential"), Some(1));
        assert_eq!(begins("đươg", "đường"), Some(1));
        assert_eq!(begins("xyz", "presidential"), None);
    }

    #[test]
    fn marks_typed_must_be_there_and_others_count_once() {
        let n_other_marks = |typed: &str, other: &str, is_whole| {
            let typo = Typo::new(&word(typed), 1, is_whole).expect(typed);
            typo.n_other_marks(word(other).key())
        };
        assert_eq!(n_other_marks("thươgn", "thương", true), 0);
        assert_eq!(n_other_marks("thươngg", "thường", true), 1);
        assert_eq!(n_other_marks("thươngg", "thường", false), 0);
        assert_eq!(n_other_marks("đườg", "đương", true), 1);
        assert_eq!(n_other_marks("đườg", "duông", false), 4);
        assert_eq!(n_other_marks("đfng", "động", true), 1);
    }

    /// The same by the book: every prefix of both.
    fn by_the_book(typed: &str, other: &str, is_prefix: bool) -> u8 {
        let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), other.chars().collect());
        let mut table = vec![vec![0_u8; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let mut cells = vec![];
                if i == 0 || j == 0 {
                    cells.push(u8::try_from(i + j).expect("short"));
                } else {
                    cells.push(table[i - 1][j] + 1);
                    cells.push(table[i][j - 1] + 1);
                    cells.push(table[i - 1][j - 1] + u8::from(a[i - 1] != b[j - 1]));
                }
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    cells.push(table[i - 2][j - 2] + 1);
                }
                table[i][j] = cells.into_iter().min().expect("never empty");
            }
        }
        let last = &table[a.len()];
        let best = if is_prefix {
            last.iter().min()
        } else {
            last.last()
        };
        *best.expect("never empty")
    }

    proptest! {
        #[test]
        fn as_many_edits_as_by_the_book(
            typed in "[a-dđ日]{3,8}", other in "[a-dđ日]{1,12}", is_prefix: bool,
        ) {
            let (bare, other) = (word(&typed).fold(), word(&other).fold());
            let want = usize::from(by_the_book(&bare, &other, is_prefix)).max(1);
            let want = Some(want).filter(|want| *want <= MAX_EDITS);
            prop_assert_eq!(n_edits(&typed, &other, is_prefix), want);
        }

        #[test]
        fn any_key_can_be_read(typed: String, key: String, max_edits: usize) {
            let typo = Typo::new(&Word::from_key(&typed), max_edits, false);
            if let Some(typo) = typo {
                let mut reading = typo.start();
                for base in key.chars() {
                    reading = typo.read(&reading, &reading, base);
                }
                let _ = typo.n_other_marks(&key);
            }
        }
    }
}
