//! A word's letters and marks, and how one likens another.
//!
//! A letter has a base (*o*) and perhaps a shape mark (*ô, ơ, đ*); a Vietnamese
//! word has one tone, wherever it is written. A mark that was left out in what
//! was typed matches anything, letter by letter; a mark that was typed must match.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::tokenise::is_passed_over;

/// The stroke of đ, as a mark of d. Unicode does not decompose it.
const STROKE: char = '\u{335}';
const GRAVE: char = '\u{300}';
const ACUTE: char = '\u{301}';
const TILDE: char = '\u{303}';
const HOOK: char = '\u{309}';
const DOT: char = '\u{323}';

/// Comes before the tone in a key; no letter is less.
const TONE_SIGN: char = '\u{1}';

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    base: char,
    shape: Option<char>,
}

/// A word without what does not count: case, composition, tone placement, y for i.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    letters: Vec<Letter>,
    tone: Option<char>,
    /// Bases as typed where y was read as i: *ky* may be the beginning of *kyo*.
    unclassed: Option<String>,
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
        let mut letters: Vec<Letter> = Vec::with_capacity(raw.len());
        let mut tones: Vec<(usize, char)> = Vec::new();
        let visible = raw.chars().filter(|letter| !is_passed_over(*letter));
        for letter in visible.flat_map(char::to_lowercase) {
            decompose(letter, |part| push(&mut letters, &mut tones, part));
        }
        if letters.is_empty() {
            return None;
        }
        let tone = match tones[..] {
            [(_, tone)] => Some(tone),
            _ => {
                // More than one tone: no Vietnamese word. They are marks of their letters.
                for (at, tone) in tones {
                    letters[at].shape.get_or_insert(tone);
                }
                None
            }
        };
        let mut word = Self {
            letters,
            tone,
            unclassed: None,
        };
        word.class_y();
        Some(word)
    }

    /// Reads y as i where Vietnamese writes both: alone behind h, k, l, m, s, t,
    /// v or qu (*kỹ/kĩ, lý/lí, quý/quí*), but not in *thúy*, *yêu* or *Kyoto*.
    fn class_y(&mut self) {
        let bases = self.fold();
        let Some(onset) = bases.strip_suffix('y') else {
            return;
        };
        if matches!(onset, "h" | "k" | "l" | "m" | "s" | "t" | "v" | "qu") {
            if let Some(last) = self.letters.last_mut() {
                last.base = 'i';
            }
            self.unclassed = Some(bases);
        }
    }

    /// Returns the word without any mark: what words are sorted by first.
    #[must_use]
    pub fn fold(&self) -> String {
        self.letters.iter().map(|letter| letter.base).collect()
    }

    /// Returns the beginnings that a longer word may have.
    #[must_use]
    pub fn prefixes(&self) -> Vec<String> {
        std::iter::once(self.fold())
            .chain(self.unclassed.clone())
            .collect()
    }

    /// Returns the word as one text that tells it from any other.
    #[must_use]
    pub fn key(&self) -> String {
        let mut key = String::with_capacity(self.letters.len() * 2 + 3);
        for letter in &self.letters {
            key.push(letter.base);
            key.extend(letter.shape);
        }
        if let Some(tone) = self.tone {
            key.push(TONE_SIGN);
            key.push(tone);
        }
        key
    }

    /// Returns the word of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        let (body, tone) = match key.split_once(TONE_SIGN) {
            Some((body, tone)) => (body, tone.chars().next()),
            None => (key, None),
        };
        let mut letters: Vec<Letter> = Vec::new();
        for part in body.chars() {
            match letters.last_mut() {
                Some(last) if takes_marks(last.base) && is_mark(part) => {
                    last.shape = Some(part);
                }
                _ => letters.push(Letter {
                    base: part,
                    shape: None,
                }),
            }
        }
        Self {
            letters,
            tone,
            unclassed: None,
        }
    }

    /// Whether it was typed with any mark.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        self.tone.is_some() || self.letters.iter().any(|letter| letter.shape.is_some())
    }

    /// Returns the same word without its marks.
    #[must_use]
    pub fn without_marks(&self) -> Self {
        let bare = |letter: &Letter| Letter {
            shape: None,
            ..*letter
        };
        Self {
            letters: self.letters.iter().map(bare).collect(),
            tone: None,
            ..self.clone()
        }
    }

    /// Returns how a word of the text likens this one as typed, if it does.
    /// Longer words only count with `is_prefix`.
    #[must_use]
    pub fn liken(&self, other: &Self, is_prefix: bool) -> Option<Likeness> {
        if self.tone.is_some() && self.tone != other.tone {
            return None;
        }
        if self.letters.len() == other.letters.len() && self.begins(&self.fold(), other) {
            let is_same = self.letters == other.letters && self.tone == other.tone;
            return Some(if is_same {
                Likeness::Same
            } else {
                Likeness::Marked
            });
        }
        let goes_on = is_prefix
            && other.letters.len() > self.letters.len()
            && self
                .prefixes()
                .iter()
                .any(|prefix| self.begins(prefix, other));
        goes_on.then_some(Likeness::Longer)
    }

    /// Whether the other word begins with these bases, and with the marks typed.
    fn begins(&self, bases: &str, other: &Self) -> bool {
        self.letters
            .iter()
            .zip(bases.chars())
            .zip(&other.letters)
            .all(|((typed, base), letter)| {
                base == letter.base && (typed.shape.is_none() || typed.shape == letter.shape)
            })
    }
}

/// Hands out a letter's base and its marks.
fn decompose(letter: char, mut emit: impl FnMut(char)) {
    match letter {
        'đ' | 'ð' => {
            emit('d');
            emit(STROKE);
        }
        'ø' | 'ł' => {
            emit(if letter == 'ø' { 'o' } else { 'l' });
            emit(STROKE);
        }
        // Scripts whose marks are accents; elsewhere they are letters.
        '\u{c0}'..='\u{58f}' | '\u{1e00}'..='\u{1fff}' => decompose_canonical(letter, emit),
        _ => emit(letter),
    }
}

fn push(letters: &mut Vec<Letter>, tones: &mut Vec<(usize, char)>, part: char) {
    let at = letters.len().saturating_sub(1);
    match letters.last_mut() {
        Some(last) if takes_marks(last.base) && is_mark(part) => {
            if matches!(part, GRAVE | ACUTE | TILDE | HOOK | DOT) {
                tones.push((at, part));
            } else {
                last.shape.get_or_insert(part);
            }
        }
        None if is_combining_mark(part) => {}
        _ => letters.push(Letter {
            base: part,
            shape: None,
        }),
    }
}

/// Whether marks on a letter are accents: Latin, Greek and Cyrillic.
fn takes_marks(base: char) -> bool {
    base.is_alphabetic() && base < '\u{590}'
}

/// Whether a character is a mark on the letter before it.
fn is_mark(part: char) -> bool {
    matches!(part, '\u{300}'..='\u{36f}')
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

    proptest! {
        #[test]
        fn a_key_gives_its_word_back(raw in "[a-zA-ZđĐáàảãạăằâấêôơưýỹ\u{300}-\u{32f}क-ह\u{93e}]{1,8}") {
            if let Some(word) = Word::new(&raw) {
                let again = Word::from_key(&word.key());
                prop_assert_eq!(again.key(), word.key());
                prop_assert_eq!(word.liken(&again, false), Some(Likeness::Same));
                prop_assert!(word.without_marks().liken(&again, false).is_some());
            }
        }
    }
}
