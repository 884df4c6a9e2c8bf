//! A word's letters and marks, and how one likens another.
//!
//! A letter has a base (*o*) and perhaps a shape mark (*ô, ơ, đ*); a Vietnamese
//! word has one tone, wherever it is written. A mark that was left out in what
//! was typed matches anything, letter by letter; a mark that was typed must match.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::order;

use super::key::{Letter, TONE_SIGN, split};
use super::letter::{Class, class, decompose, is_mark, is_tone, takes_marks};

/// Behind the key of a word where it is written down: how longer ones begin, if
/// not as it does.
const OPENINGS: [(char, Opening); 5] = [
    ('\u{2}', Opening::WithY),
    ('\u{3}', Opening::WithZero),
    ('\u{4}', Opening::Lacking(1)),
    ('\u{5}', Opening::Lacking(2)),
    ('\u{6}', Opening::Lacking(3)),
];

/// A word without what does not count: case, composition, tone placement, y for i.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    key: String,
    opening: Opening,
}

/// How longer words begin whose first letters are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// As this one does; the digits too behind *0*, which is left out of 05.
    Alike,
    /// Or with the y that was read as its i: *ky* may be the beginning of *kyo*.
    WithY,
    /// With the zero that was left out: *05* is that of *050*, not of *50*.
    WithZero,
    /// Alike, with so many more digits, and perhaps groups of three behind them:
    /// *5.0* lacks two of *5.000*. No word is the same.
    Lacking(u8),
}

/// How a word of the text likens one that was typed, best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It goes on where the typed one ends.
    Longer,
    /// It has marks where the typed one has none.
    Marked,
    /// It is the same.
    Same,
}

impl Word {
    /// Reads a word, or nothing if it has no letter.
    #[must_use]
    pub fn new(raw: &str) -> Option<Self> {
        let mut reader = Reader::default();
        for letter in raw.chars().flat_map(char::to_lowercase) {
            decompose(letter, &mut |part| reader.push(part));
        }
        reader.finish()
    }

    /// Returns the word of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            opening: Opening::Alike,
        }
    }

    /// Returns the word as a longer one is typed that lacks so many digits: 1 to 3.
    pub(crate) fn lacking(&self, n_digits: u8) -> Option<Self> {
        let end = self.key.len().checked_sub(usize::from(n_digits))?;
        Some(Self {
            key: self.key.get(..end)?.to_owned(),
            opening: Opening::Lacking(n_digits),
        })
    }

    /// Returns a typed word as one text, to be sent or kept: its key, and how
    /// longer words begin.
    #[must_use]
    pub fn written(&self) -> String {
        let mut written = self.key.clone();
        let sign = OPENINGS
            .iter()
            .find(|(_, opening)| *opening == self.opening);
        written.extend(sign.map(|(sign, _)| *sign));
        written
    }

    /// Undoes `written`.
    #[must_use]
    pub fn from_written(mut written: String) -> Self {
        let sign = OPENINGS.iter().find(|(sign, _)| written.ends_with(*sign));
        if sign.is_some() {
            written.pop();
        }
        Self {
            key: written,
            opening: sign.map_or(Opening::Alike, |(_, opening)| *opening),
        }
    }

    /// Returns the word as one text that tells it from any other.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns its key.
    #[must_use]
    pub fn into_key(self) -> String {
        self.key
    }

    /// Returns the word without any mark: what words are sorted by first. Words
    /// that begin alike stand side by side in that order.
    #[must_use]
    pub fn fold(&self) -> String {
        split(&self.key).0.map(|letter| letter.base).collect()
    }

    /// Returns what the keys of longer words may begin with, but for marks that
    /// were not typed.
    #[must_use]
    pub fn beginnings(&self) -> Vec<String> {
        let key = &self.key;
        match self.opening {
            Opening::WithZero => vec![["0", key].concat()],
            // Its only i.
            Opening::WithY => vec![key.clone(), key.replacen('i', "y", 1)],
            _ => vec![key.clone()],
        }
    }

    /// Whether more digits must follow in a longer word than any.
    #[must_use]
    pub fn lacks_digits(&self) -> bool {
        matches!(self.opening, Opening::Lacking(_))
    }

    /// Whether the digits 1 to 9 are longer words: a zero before one is no part
    /// of it.
    #[must_use]
    pub fn may_be_left_out(&self) -> bool {
        self.key == "0" && self.opening == Opening::Alike
    }

    /// Whether longer words begin with its first letter.
    #[must_use]
    pub fn keeps_initial(&self) -> bool {
        self.opening != Opening::WithZero && !self.may_be_left_out()
    }

    /// Whether it was typed with any mark.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        self.key.chars().any(is_mark)
    }

    /// Returns the same word without its marks.
    #[must_use]
    pub fn without_marks(&self) -> Self {
        Self {
            key: self.fold(),
            opening: self.opening,
        }
    }

    /// Returns the two words that it is with a space behind so many letters, in
    /// all ways: its tone may be either one's.
    #[must_use]
    pub fn cut(&self, n_letters: usize) -> Vec<[Self; 2]> {
        let (letters, tone) = split(&self.key);
        let letters: Vec<Letter> = letters.collect();
        let (left, right) = letters.split_at(n_letters.min(letters.len()));
        let tones = [[None, tone], [tone, None]];
        let tones = &tones[..1 + usize::from(tone.is_some())];
        let two = |[left_tone, right_tone]: &[Option<char>; 2]| {
            Some([read(left, *left_tone)?, read(right, *right_tone)?])
        };
        tones.iter().filter_map(two).collect()
    }

    /// Returns how a word of the text likens this one as typed, if it does.
    /// Longer words only count with `is_prefix`.
    #[must_use]
    pub fn liken(&self, other: &Self, is_prefix: bool) -> Option<Likeness> {
        self.liken_key(&other.key, is_prefix)
    }

    /// Returns how the word of a key likens this one as typed; see `liken`.
    #[must_use]
    pub fn liken_key(&self, key: &str, is_prefix: bool) -> Option<Likeness> {
        match self.opening {
            Opening::Lacking(n_digits) => {
                let rest = key.strip_prefix(&self.key)?.bytes();
                let n_found = rest.take_while(u8::is_ascii_digit).count();
                let n_over = n_found.checked_sub(usize::from(n_digits))?;
                let goes_on = is_prefix && n_over % 3 == 0;
                return goes_on.then_some(Likeness::Longer);
            }
            _ if self.key == key => return Some(Likeness::Same),
            Opening::WithZero if is_prefix => {
                let goes_on = key.strip_prefix('0')?.starts_with(&self.key);
                return goes_on.then_some(Likeness::Longer);
            }
            _ => {}
        }
        if is_prefix && self.may_be_left_out() && matches!(key.as_bytes(), [b'1'..=b'9']) {
            return Some(Likeness::Longer);
        }
        let ((letters, tone), (mut others, other_tone)) = (split(&self.key), split(key));
        if tone.is_some() && tone != other_tone {
            return None;
        }
        let mut must_go_on = false;
        for Letter { base, shape } in letters {
            let other = others.next()?;
            // The i is its last letter.
            let was_y = self.opening == Opening::WithY && base == 'i' && other.base == 'y';
            must_go_on |= was_y;
            if (base != other.base && !was_y) || (shape.is_some() && shape != other.shape) {
                return None;
            }
        }
        match others.next() {
            None => (!must_go_on).then_some(Likeness::Marked),
            Some(_) => is_prefix.then_some(Likeness::Longer),
        }
    }
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_written(String::deserialize(deserializer)?))
    }
}

/// Reads letters as a word of their own.
fn read(letters: &[Letter], tone: Option<char>) -> Option<Word> {
    let parts = letters
        .iter()
        .flat_map(|letter| [Some(letter.base), letter.shape]);
    let parts = parts.chain([tone]);
    Word::new(&parts.flatten().collect::<String>())
}

/// Puts letters and marks together as they come.
#[derive(Default)]
struct Reader {
    letters: Vec<Letter>,
    /// Which of them was the last that is of no other script.
    last_base: usize,
    /// By letter.
    tones: Vec<(usize, char)>,
}

impl Reader {
    fn push(&mut self, part: char) {
        if is_mark(part) {
            // A mark of another script may stand between.
            match self.letters.get_mut(self.last_base) {
                Some(last) if takes_marks(last.base) && is_tone(part) => {
                    self.tones.push((self.last_base, part));
                }
                // Of several the least is kept, whatever their order.
                Some(last) if takes_marks(last.base) => {
                    let shape = last.shape.get_or_insert(part);
                    *shape = part.min(*shape);
                }
                _ => {}
            }
            return;
        }
        let counts = match class(part) {
            Class::Sign | Class::Hidden => false,
            // The marks of other scripts are letters, but begin no word.
            Class::Mark => !self.letters.is_empty(),
            _ => {
                // Some letters of other scripts are marks to Unicode, which may
                // stand before an accent or behind it.
                if part < '\u{590}' || self.letters.is_empty() {
                    self.last_base = self.letters.len();
                }
                true
            }
        };
        if counts {
            self.letters.push(Letter {
                base: part,
                shape: None,
            });
        }
    }

    fn finish(mut self) -> Option<Word> {
        // Two on one letter stand in no order.
        order::sort_by_key(&mut self.tones, |tone| *tone);
        let tone = self.tones.first().map(|(_, tone)| *tone);
        if self.tones.len() > 1 {
            // No Vietnamese word: they are marks of their letters as well.
            for (at, tone) in self.tones {
                self.letters[at].shape.get_or_insert(tone);
            }
        }
        let mut opening = Opening::Alike;
        if let [Letter { base: '0', .. }, second] = &self.letters[..]
            && second.base.is_ascii_digit()
        {
            self.letters.remove(0);
            opening = Opening::WithZero;
        }
        if class_y(&mut self.letters) {
            opening = Opening::WithY;
        }
        let mut key = String::with_capacity(self.letters.len() * 2 + 3);
        for letter in &self.letters {
            key.push(letter.base);
            key.extend(letter.shape);
        }
        if let Some(tone) = tone {
            key.push(TONE_SIGN);
            key.push(tone);
        }
        (!self.letters.is_empty()).then_some(Word { key, opening })
    }
}

/// Reads y as i where Vietnamese writes both: alone behind h, k, l, m, s, t, v or
/// qu (*kỹ/kĩ, lý/lí, quý/quí*), but not in *thúy*, *yêu* or *Kyoto*. Says whether
/// it did.
fn class_y(letters: &mut [Letter]) -> bool {
    let base = |at: usize| letters.get(at).map(|letter| letter.base);
    let is_both = match letters.len() {
        2 => matches!(base(0), Some('h' | 'k' | 'l' | 'm' | 's' | 't' | 'v')),
        3 => base(0) == Some('q') && base(1) == Some('u'),
        _ => false,
    };
    match letters.last_mut() {
        Some(last) if is_both && last.base == 'y' => {
            last.base = 'i';
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(raw: &str) -> Word {
        Word::new(raw).expect(raw)
    }

    #[track_caller]
    fn same(texts: &[&str]) {
        for text in texts {
            assert_eq!(word(text).key(), word(texts[0]).key(), "{text}");
        }
    }

    #[track_caller]
    fn check(typed: &str, found: &[&str], not_found: &[&str]) {
        for text in found {
            assert!(
                word(typed).liken(&word(text), false).is_some(),
                "{typed} finds {text}"
            );
        }
        for text in not_found {
            assert_eq!(
                word(typed).liken(&word(text), false),
                None,
                "{typed} does not find {text}"
            );
        }
    }

    #[test]
    fn spellings_of_the_same_word_are_one() {
        same(&["Đảng", "đảng", "ĐẢNG", "Ðảng", "Đa\u{309}ng", "đ\u{ad}ảng"]);
        same(&["hoà", "hòa", "HÒA", "ho\u{300}a"]);
        same(&["thuý", "thúy"]);
        same(&["uỷ", "ủy"]);
        same(&["kỹ", "kĩ"]);
        same(&["quý", "quí"]);
        same(&["À\u{c55}", "A\u{c55}\u{300}", "A\u{300}\u{c55}"]);
        same(&["aa", "a\u{34f}a"]);
        same(&[
            "được",
            "đươ\u{323}c",
            "đu\u{31b}o\u{31b}\u{323}c",
            "đươc\u{323}",
        ]);
        assert_ne!(word("thúy").key(), word("thúi").key());
        assert_ne!(word("yêu").key(), word("iêu").key());
        assert_eq!(word("élève").fold(), "eleve");
    }

    #[test]
    fn a_mark_left_out_matches_anything_and_one_typed_must_match() {
        check(
            "dang",
            &["đảng", "đang", "đăng", "dáng", "dang"],
            &["danh", "dan"],
        );
        check("đảng", &["Đảng"], &["đang", "đăng", "dáng", "dang", "dảng"]);
        check("đuong", &["đường", "đương"], &["dường"]);
        check("viêt", &["Việt"], &["viết t", "vịt"]);
        check("ky", &["kỹ", "kĩ", "kí"], &["kinh"]);
    }

    #[test]
    fn a_word_being_typed_finds_longer_ones() {
        let longer = |typed: &str, text: &str| word(typed).liken(&word(text), true);
        for (typed, text) in [
            ("d", "đảng"),
            ("dươ", "đường"),
            ("dươ", "dương"),
            ("ky", "Kyoto"),
            ("ky", "kinh"),
            ("đả", "đảng"),
        ] {
            assert_eq!(
                longer(typed, text),
                Some(Likeness::Longer),
                "{typed} {text}"
            );
        }
        assert_eq!(longer("đá", "đảng"), None);
        assert_eq!(longer("đảng", "Đảng"), Some(Likeness::Same));
        assert_eq!(longer("dang", "Đảng"), Some(Likeness::Marked));
    }

    #[test]
    fn the_tone_of_two_words_run_together_may_be_either_ones() {
        let cut = |raw: &str, at| word(raw).cut(at);
        let two = |left, right| [word(left), word(right)];
        assert_eq!(cut("xâydựng", 3), [two("xây", "dựng"), two("xậy", "dưng")]);
        assert_eq!(cut("kysu", 2), [two("ky", "su")]);
        assert!(cut("su", 9).is_empty());
    }

    proptest! {
        #[test]
        fn a_key_gives_its_word_back(raw in "[a-zA-ZđĐáàảãạăằâấêôơưýỹ\u{300}-\u{32f}क-ह\u{93e}]{1,8}") {
            if let Some(word) = Word::new(&raw) {
                let again = Word::from_key(word.key());
                prop_assert_eq!(again.key(), word.key());
                prop_assert_eq!(word.liken(&again, false), Some(Likeness::Same));
                prop_assert!(word.without_marks().liken(&again, false).is_some());
            }
        }
    }
}
