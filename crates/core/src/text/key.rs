//! How a word is written down as one text, its key.
//!
//! | part | is |
//! |---|---|
//! | letters | each its base and, if it has one, its shape mark (U+0302 in *ô*, U+0335 in *đ*) |
//! | tone | U+0001 and the tone's mark, if the word has one |
//!
//! *đảng* is `d`, U+0335, `a`, `n`, `g`, U+0001, U+0309. The bases alone are the
//! word's fold. Any text can be read as a key.

use std::cmp::Ordering;
use std::str::Chars;

use super::letter::is_mark;

/// Comes before the tone in a key; no letter is less.
pub(super) const TONE_SIGN: char = '\u{1}';

/// How many bytes the tone takes with its sign.
const TONE_BYTES: usize = 3;

/// More shape marks than this are always left out of what `beginnings` hands out.
const MAX_MARKS: usize = 6;

/// A letter of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) base: char,
    pub(super) shape: Option<char>,
}

/// The letters of a key in order.
#[derive(Clone)]
pub(super) struct Letters<'a>(Chars<'a>);

impl Iterator for Letters<'_> {
    type Item = Letter;

    #[inline]
    fn next(&mut self) -> Option<Letter> {
        let base = self.0.next()?;
        let mut ahead = self.0.clone();
        let shape = ahead.next().filter(|part| is_mark(*part));
        if shape.is_some() {
            self.0 = ahead;
        }
        Some(Letter { base, shape })
    }
}

/// Returns a key's letters and its tone.
#[inline]
pub(super) fn split(key: &str) -> (Letters<'_>, Option<char>) {
    let body = key
        .len()
        .checked_sub(TONE_BYTES)
        .filter(|at| key.as_bytes()[*at] == TONE_SIGN as u8)
        .and_then(|at| key.split_at_checked(at));
    match body {
        Some((body, tone)) => (Letters(body.chars()), tone.chars().nth(1)),
        None => (Letters(key.chars()), None),
    }
}

/// Returns the letters of a key without their marks: its fold.
pub(crate) fn bases(key: &str) -> impl Iterator<Item = char> {
    split(key).0.map(|letter| letter.base)
}

/// Returns how many letters two folds begin with alike; nothing if they are the
/// same. Takes their keys.
pub(crate) fn n_alike(a: &str, b: &str) -> Option<usize> {
    let (mut a, mut b) = (bases(a), bases(b));
    let mut n = 0;
    loop {
        match (a.next(), b.next()) {
            (None, None) => return None,
            (a, b) if a != b => return Some(n),
            _ => n += 1,
        }
    }
}

/// Compares a key's fold with a fold.
#[must_use]
pub fn cmp_fold(key: &str, fold: &str) -> Ordering {
    bases(key).cmp(fold.chars())
}

/// Whether a key's fold begins with a fold.
#[must_use]
pub fn fold_starts_with(key: &str, fold: &str) -> bool {
    let mut bases = bases(key);
    fold.chars().all(|base| bases.next() == Some(base))
}

/// Compares two keys as a dictionary does: by fold, and then as they are.
#[must_use]
pub fn cmp_keys(a: &str, b: &str) -> Ordering {
    bases(a).cmp(bases(b)).then_with(|| a.cmp(b))
}

/// Hands out the keys of all that may be typed for the first letters of a word,
/// each mark typed or left out. Nothing for a word of no more letters than that.
pub fn beginnings(key: &str, n_letters: usize, emit: &mut dyn FnMut(&str)) {
    let (mut letters, tone) = split(key);
    let first: Vec<Letter> = letters.by_ref().take(n_letters).collect();
    if letters.next().is_none() {
        return;
    }
    let n_shapes = first.iter().filter(|letter| letter.shape.is_some()).count();
    // Words of more marks than that are no words.
    let n_marks = n_shapes.min(MAX_MARKS) + usize::from(tone.is_some());
    let mut typed = String::new();
    for choice in 0_u32..1 << n_marks {
        let mut rest = choice;
        let mut is_typed = || {
            let is_typed = rest & 1 == 1;
            rest >>= 1;
            is_typed
        };
        typed.clear();
        for letter in &first {
            typed.push(letter.base);
            typed.extend(letter.shape.filter(|_| is_typed()));
        }
        if let Some(tone) = tone.filter(|_| is_typed()) {
            typed.extend([TONE_SIGN, tone]);
        }
        emit(&typed);
    }
}
