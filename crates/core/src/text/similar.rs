//! How far a word is from one that was typed, for misspelt words.
//!
//! Edits are those of Damerau ("A technique for computer detection and correction
//! of spelling errors", CACM 7, 1964): a letter too many, too few, another one, or
//! two neighbours swapped; letters count by their bases. The distance is in
//! quarters of an edit: a mark that differs is one quarter. A word that was typed
//! without any mark is as near to all of its forms, and a beginning may yet get
//! the marks that it lacks.

use super::key::{Letter, split};
use super::word::Word;

/// Quarters in an edit.
const EDIT: u8 = 4;

/// Words of more letters than this are not corrected.
const MAX_LETTERS: usize = 30;

/// A row of the table of distances: one more than there are letters.
type Row = [u8; MAX_LETTERS + 1];

/// What is enough to tell most words that are too far: which letters a word has
/// (bits 0 to 25 for a to z, 26 for any other) and how many (bits 27 to 31, at
/// most 31).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch(u32);

impl Sketch {
    /// Returns the sketch of a key.
    #[must_use]
    pub fn new(key: &str) -> Self {
        let mut bits = 0;
        let mut n_letters = 0;
        for Letter { base, .. } in split(key).0 {
            bits |= 1
                << match base {
                    'a'..='z' => u32::from(base) - u32::from('a'),
                    _ => 26,
                };
            n_letters += 1;
        }
        Self(bits | n_letters.min(31) << 27)
    }

    fn n_letters(self) -> u32 {
        self.0 >> 27
    }

    /// How many of its letters the other lacks.
    fn lacking(self, other: Self) -> u32 {
        (self.0 & !other.0 & ((1 << 27) - 1)).count_ones()
    }
}

/// A word that may be misspelt.
#[derive(Clone, Debug)]
pub struct Typo {
    letters: Vec<Letter>,
    tone: Option<char>,
    sketch: Sketch,
    is_prefix: bool,
    /// Whether marks that were not typed count as well.
    is_marked: bool,
    max_edits: u8,
}

impl Typo {
    /// Looks for words at most so many edits away, at least one; with
    /// `is_prefix` for their beginnings too. Nothing where the word is too
    /// short or too long to be told from others so.
    #[must_use]
    pub fn new(typed: &Word, max_edits: u8, is_prefix: bool) -> Option<Self> {
        let (letters, tone) = split(typed.key());
        let letters: Vec<Letter> = letters.take(MAX_LETTERS + 1).collect();
        let fits = (3..=MAX_LETTERS).contains(&letters.len());
        fits.then_some(Self {
            letters,
            tone,
            sketch: Sketch::new(typed.key()),
            is_prefix,
            is_marked: typed.has_marks() && !is_prefix,
            max_edits,
        })
    }

    /// Whether a word of this sketch may be near enough. Quick.
    #[must_use]
    #[inline]
    pub fn may_be(&self, other: Sketch) -> bool {
        let max = u32::from(self.max_edits);
        let (mine, its) = (self.sketch.n_letters(), other.n_letters());
        self.sketch.lacking(other) <= max
            && mine <= its + max
            && (self.is_prefix || (its <= mine + max && other.lacking(self.sketch) <= max))
    }

    /// Returns how far the word of a key is, in quarters of an edit, or nothing
    /// if it is too far.
    #[must_use]
    pub fn distance(&self, key: &str) -> Option<u8> {
        let (letters, tone) = split(key);
        let max = self.max_edits * EDIT + EDIT - 1;
        let max_letters = self.letters.len() + usize::from(self.max_edits);
        let mut rows: [Row; 3] = [[0; MAX_LETTERS + 1]; 3];
        let n = self.letters.len();
        for (at, cell) in (0..).zip(&mut rows[0]) {
            *cell = EDIT.saturating_mul(at);
        }
        let mut best = u8::MAX;
        let mut before = None;
        let mut n_read = 0;
        for other in letters {
            if n_read == max_letters {
                if self.is_prefix {
                    break;
                }
                return None;
            }
            n_read += 1;
            rows.rotate_right(1);
            let least = self.fill(&mut rows, n_read, before, other);
            if self.is_prefix {
                best = best.min(rows[0][n]);
            }
            if least > max {
                break;
            }
            before = Some(other);
        }
        // A word that was left early ends beyond `max` in its own row.
        let mut distance = if self.is_prefix { best } else { rows[0][n] };
        if (self.tone.is_some() || self.is_marked) && self.tone != tone {
            distance = distance.saturating_add(1);
        }
        (distance <= max).then_some(distance)
    }

    /// Fills the row of the other word's next letter from the two before it;
    /// returns its least cell.
    fn fill(
        &self,
        [row, last, last_but_one]: &mut [Row; 3],
        n_read: usize,
        before: Option<Letter>,
        other: Letter,
    ) -> u8 {
        row[0] = EDIT.saturating_mul(u8::try_from(n_read).unwrap_or(u8::MAX));
        let mut least = row[0];
        for (at, typed) in self.letters.iter().enumerate() {
            let mut cell = last[at].saturating_add(replacing(typed, other, self.is_marked));
            cell = cell.min(row[at].saturating_add(EDIT));
            cell = cell.min(last[at + 1].saturating_add(EDIT));
            if let (Some(before), Some(typed_before)) =
                (before, at.checked_sub(1).map(|at| self.letters[at]))
                && typed.base == before.base
                && typed_before.base == other.base
            {
                cell = cell.min(last_but_one[at - 1].saturating_add(EDIT));
            }
            row[at + 1] = cell;
            least = least.min(cell);
        }
        least
    }
}

/// What it costs that a letter stands where another was typed; with `is_marked`
/// a mark too many costs as well.
fn replacing(typed: &Letter, other: Letter, is_marked: bool) -> u8 {
    if typed.base != other.base {
        EDIT
    } else {
        u8::from((is_marked || typed.shape.is_some()) && typed.shape != other.shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(raw: &str) -> Word {
        Word::new(raw).expect(raw)
    }

    fn distance(typed: &str, other: &str, is_prefix: bool) -> Option<u8> {
        let typo = Typo::new(&word(typed), 2, is_prefix)?;
        let found = typo.distance(word(other).key());
        let may_be = typo.may_be(Sketch::new(word(other).key()));
        assert!(may_be || found.is_none(), "{typed} {other}");
        found
    }

    #[test]
    fn an_edit_is_four_and_a_mark_one() {
        let near = |typed, other| distance(typed, other, false);
        assert_eq!(near("thuong", "thương"), Some(0));
        assert_eq!(near("thươgn", "thương"), Some(4));
        assert_eq!(near("thươngg", "thường"), Some(5));
        assert_eq!(near("tươg", "thương"), Some(8));
        assert_eq!(near("đườg", "đương"), Some(5));
        assert_eq!(near("đườg", "dương"), Some(6));
        assert_eq!(near("villag", "village"), Some(4));
        assert_eq!(near("vlilaeg", "village"), Some(8));
        assert_eq!(near("thuong", "khuyên"), None);
        assert_eq!(near("an", "anh"), None);
    }

    #[test]
    fn a_beginning_may_go_on() {
        let begins = |typed, other| distance(typed, other, true);
        assert_eq!(begins("presidnet", "presidential"), Some(4));
        assert_eq!(begins("presd", "presidential"), Some(4));
        assert_eq!(begins("đươg", "đường"), Some(4));
        assert_eq!(begins("xyz", "presidential"), None);
    }

    /// The same by the book: every prefix of both.
    fn by_the_book(typed: &str, other: &str, is_prefix: bool) -> u8 {
        let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), other.chars().collect());
        let mut table = vec![vec![0_u8; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let mut cells = vec![];
                if i == 0 || j == 0 {
                    cells.push(u8::try_from(i + j).expect("short") * EDIT);
                } else {
                    cells.push(table[i - 1][j] + EDIT);
                    cells.push(table[i][j - 1] + EDIT);
                    cells.push(table[i - 1][j - 1] + u8::from(a[i - 1] != b[j - 1]) * EDIT);
                }
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    cells.push(table[i - 2][j - 2] + EDIT);
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
        fn the_distance_is_that_of_the_book(
            typed in "[a-d]{3,8}", other in "[a-d]{1,12}", is_prefix: bool,
        ) {
            let want = Some(by_the_book(&typed, &other, is_prefix)).filter(|want| *want <= 8);
            prop_assert_eq!(distance(&typed, &other, is_prefix), want);
        }

        #[test]
        fn no_near_word_is_passed_over(
            typed in "[a-dđơàủxyz]{3,8}", other in "[a-dđơàủxyz日]{1,12}", is_prefix: bool,
        ) {
            distance(&typed, &other, is_prefix);
        }

        #[test]
        fn any_key_has_a_distance_or_none(typed: String, key: String, max in 1..8_u8) {
            let _ = Typo::new(&Word::from_key(&typed), max, true).map(|typo| typo.distance(&key));
        }
    }
}
