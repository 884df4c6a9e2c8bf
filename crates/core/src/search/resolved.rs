//! A query as it was searched, and what marks its hits in any text, without
//! the index.

use std::cell::RefCell;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::order;
use crate::query::MAX_WORDS;
use crate::text::{Likeness, Word, tokens};

/// The words that were looked for, after marks were forgiven and words
/// corrected. Plain data, to be sent and kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    /// Words, or words that stand together, in the order typed.
    pub phrases: Vec<ResolvedPhrase>,
}

/// Words that stand together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolvedPhrase {
    /// At least one.
    pub words: Vec<ResolvedWord>,
    /// Whether they were looked for in titles only.
    pub is_title: bool,
}

/// A word that was looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolvedWord {
    /// The word.
    pub word: Word,
    /// Whether it may go on.
    pub is_prefix: bool,
    /// Whether marks that it lacks match nothing.
    pub is_exact: bool,
}

impl ResolvedWord {
    fn is(&self, word: &Word) -> bool {
        match self.word.liken(word, self.is_prefix) {
            None => false,
            Some(Likeness::Marked) => !self.is_exact,
            Some(_) => true,
        }
    }
}

/// Words of the query as bits.
type Bits = u64;

/// Marks a query's hits in any text.
///
/// A text is scanned once with the shift-and method (Baeza-Yates and Gonnet, "A
/// new approach to text searching", CACM 35, 1992): a phrase has been read when
/// the bit of its last word is set.
#[derive(Clone, Debug, Default)]
pub struct Highlighter {
    words: Vec<ResolvedWord>,
    /// First words of phrases.
    starts: Bits,
    /// Last words of phrases.
    ends: Bits,
    /// Words looked for in titles only.
    titles: Bits,
    /// ASCII letters and digits that a word looked for begins with.
    initials: u128,
    /// Words read lately, each where its letters say, and what they are.
    read: RefCell<Vec<(String, Bits)>>,
}

/// So many words read are kept: most of a text's are among its last thousand.
const MAX_READ: usize = 1024;

/// Longer words are not kept.
const MAX_READ_BYTES: usize = 32;

/// A hit in a text.
pub(super) struct Mark {
    pub(super) byte_range: Range<usize>,
    /// Which word or phrase of the query it is.
    pub(super) bit: Bits,
    /// The place of its first word among the words of the text, and the one
    /// behind its last.
    pub(super) places: Range<usize>,
}

impl Highlighter {
    /// Makes what marks the hits of a query.
    #[must_use]
    pub fn new(resolved: &Resolved) -> Self {
        let mut made = Self::default();
        for phrase in &resolved.phrases {
            let first = made.words.len();
            let end = first + phrase.words.len();
            if phrase.words.is_empty() || end > MAX_WORDS {
                continue;
            }
            made.words.extend(phrase.words.iter().cloned());
            made.starts |= 1 << first;
            made.ends |= 1 << (end - 1);
            for at in first..end {
                made.titles |= Bits::from(phrase.is_title) << at;
            }
        }
        for word in &made.words {
            let initial = word.word.key().chars().next();
            match initial.filter(|_| word.word.keeps_initial()) {
                Some(letter) if letter.is_ascii() => made.initials |= 1 << u32::from(letter),
                _ => made.initials = u128::MAX,
            }
        }
        made
    }

    /// Whether there is nothing to mark.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns the hits in a text that is no title: UTF-8 bytes, sorted, apart.
    /// Hits with nothing but space between them are one.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        join(text, self.found(text, false))
    }

    /// Returns the hits in a title, likewise.
    #[must_use]
    pub fn title_marks(&self, text: &str) -> Vec<Range<usize>> {
        join(text, self.found(text, true))
    }

    /// Returns how many words and phrases are looked for outside of titles, and
    /// how many words they have.
    pub(super) fn counts(&self) -> (u32, u32) {
        let ends = self.ends & !self.titles;
        let n_words = self.words.len() as u32;
        (ends.count_ones(), n_words - self.titles.count_ones())
    }

    /// Whether a word of a text that is no title may be one of a hit.
    pub(super) fn may_mark(&self, raw: &str) -> bool {
        self.bits(raw) & !self.titles != 0
    }

    /// Returns the hits as they are read.
    pub(super) fn found(&self, text: &str, is_title: bool) -> Vec<Mark> {
        let mut found: Vec<Mark> = Vec::new();
        if self.words.is_empty() {
            return found;
        }
        let wanted = if is_title { Bits::MAX } else { !self.titles };
        let mut state = 0;
        let mut read: Vec<usize> = Vec::new();
        for token in tokens(text) {
            let bits = self.bits(token.raw) & wanted;
            read.push(token.byte_range.start);
            state = ((state << 1) & !self.starts | self.starts) & bits;
            if let Some((n_words, bit)) = self.longest(state & self.ends) {
                let first = read.len().saturating_sub(n_words);
                found.push(Mark {
                    byte_range: read[first]..token.byte_range.end,
                    bit,
                    places: first..read.len(),
                });
            }
        }
        found
    }

    /// Returns which words a word of a text is.
    fn bits(&self, raw: &str) -> Bits {
        // Most words of a text begin otherwise, and need not be read. A zero is
        // left out before another digit.
        let first = raw.bytes().next().unwrap_or_default().to_ascii_lowercase();
        let is_plain = first.is_ascii() && first != b'0';
        if is_plain && self.initials >> first & 1 == 0 {
            return 0;
        }
        if raw.len() > MAX_READ_BYTES {
            return self.compare(raw);
        }
        let mut read = self.read.borrow_mut();
        if read.is_empty() {
            read.resize_with(MAX_READ, Default::default);
        }
        let mix = |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte));
        let (known, bits) = &mut read[raw.bytes().fold(0, mix) % MAX_READ];
        if known != raw {
            raw.clone_into(known);
            *bits = self.compare(raw);
        }
        *bits
    }

    fn compare(&self, raw: &str) -> Bits {
        let Some(word) = Word::new(raw) else {
            return 0;
        };
        let mut bits = 0;
        for (at, wanted) in self.words.iter().enumerate() {
            bits |= Bits::from(wanted.is(&word)) << at;
        }
        bits
    }

    /// Returns the longest of the phrases that end: how many words it has, and
    /// its bit.
    fn longest(&self, mut ended: Bits) -> Option<(usize, Bits)> {
        let mut longest = None;
        while ended != 0 {
            let end = ended.trailing_zeros();
            let start = 63 - (self.starts & (Bits::MAX >> (63 - end))).leading_zeros();
            let n_words = (end - start + 1) as usize;
            if longest.is_none_or(|(most, _)| most < n_words) {
                longest = Some((n_words, 1 << end));
            }
            ended &= ended - 1;
        }
        longest
    }
}

/// Sorts hits and joins those that overlap or have only space between them.
fn join(text: &str, mut found: Vec<Mark>) -> Vec<Range<usize>> {
    order::sort_by_key(&mut found, |mark| {
        (mark.byte_range.start, mark.byte_range.end)
    });
    let mut joined: Vec<Range<usize>> = Vec::new();
    for Mark { byte_range, .. } in found {
        match joined.last_mut() {
            Some(last)
                if byte_range.start <= last.end
                    || text[last.end..byte_range.start].trim().is_empty() =>
            {
                last.end = last.end.max(byte_range.end);
            }
            _ => joined.push(byte_range),
        }
    }
    joined
}
