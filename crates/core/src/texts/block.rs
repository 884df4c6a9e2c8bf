//! A block of texts: as many articles as hold about 16 kB.
//!
//! | field | form |
//! |---|---|
//! | codes | how many bytes of codes an article has, by article (varint) |
//! | rests | how many bytes its rest has, by article |
//! | | the codes of all articles |
//! | | the rests of all articles, see `rest` |
//!
//! A string is a row of surfaces and ends with code 0; what other codes stand for
//! is said in `symbols`. Between two words that follow each other stands a single
//! space.

use std::ops::Range;
use std::rc::Rc;

use super::symbols::{Symbol, Symbols};
use super::{MAX_ARTICLE_BYTES, Texts};
use crate::bytes::{BytesError, Reader};

/// Stands before a code that does not fit into 16 bits, which follows as two numbers,
/// the greater first.
pub(crate) const WIDE: u16 = u16::MAX;

/// So many codes can be looked at together.
pub(crate) const N_AT_ONCE: usize = 8;

/// A part of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The number of a surface of the texts; there is one of that number.
    Surface(u32),
    /// The string ends.
    End,
}

/// The codes of an article as they stand: what each is for is asked of the texts.
#[derive(Clone, Debug)]
pub struct Numbers<'a>(&'a [u16]);

impl<'a> Numbers<'a> {
    /// Reads codes as blocks keep them.
    #[inline]
    pub(crate) fn new(codes: &'a [u16]) -> Self {
        Self(codes)
    }

    /// Returns the next several as they are kept: those of more than 16 bits are
    /// `WIDE` and two more. Nothing near the end.
    #[inline(always)]
    pub(crate) fn several(&self) -> Option<[u16; N_AT_ONCE]> {
        self.0.first_chunk().copied()
    }

    /// Passes over as many; none of them may be `WIDE`.
    #[inline(always)]
    pub(crate) fn pass_several(&mut self) {
        self.0 = self.0.get(N_AT_ONCE..).unwrap_or_default();
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        if *first != WIDE {
            return Some(u32::from(*first));
        }
        let (wide, rest) = rest.split_first_chunk()?;
        self.0 = rest;
        let [high, low] = wide.map(u32::from);
        Some(high << 16 | low)
    }
}

/// The codes of an article, phrases taken apart. `for_each` is faster than `for`.
#[derive(Clone, Debug)]
pub struct Codes<'a> {
    numbers: Numbers<'a>,
    /// What is left of a phrase.
    phrase: std::slice::Iter<'a, u32>,
    symbols: &'a Symbols,
}

impl Iterator for Codes<'_> {
    type Item = Code;

    #[inline]
    fn next(&mut self) -> Option<Code> {
        if let Some(surface) = self.phrase.next() {
            return Some(Code::Surface(*surface));
        }
        let number = self.numbers.next()?;
        Some(match self.symbols.get(number) {
            Symbol::Surface(surface) => Code::Surface(surface),
            Symbol::End => Code::End,
            Symbol::Phrase(surfaces) => {
                self.phrase = surfaces.iter();
                self.phrase.next().map_or(Code::End, |n| Code::Surface(*n))
            }
        })
    }

    #[inline]
    fn fold<B, F: FnMut(B, Code) -> B>(self, init: B, mut f: F) -> B {
        let mut folded = self
            .phrase
            .fold(init, |folded, n| f(folded, Code::Surface(*n)));
        for number in self.numbers {
            match self.symbols.get(number) {
                Symbol::Surface(surface) => folded = f(folded, Code::Surface(surface)),
                Symbol::End => folded = f(folded, Code::End),
                Symbol::Phrase(surfaces) => {
                    for surface in surfaces {
                        folded = f(folded, Code::Surface(*surface));
                    }
                }
            }
        }
        folded
    }
}

/// Some articles' texts, as they are kept in memory: codes as 16-bit numbers, so that
/// where one begins does not hang on the one before.
#[derive(Debug)]
pub struct Block {
    docs: Range<u32>,
    codes: Box<[u16]>,
    rests: Box<[u8]>,
    /// Where codes begin, by article, and where the last ends; then where rests do,
    /// likewise.
    starts: Box<[u32]>,
    symbols: Rc<Symbols>,
}

impl Block {
    pub(super) fn read(
        bytes: &[u8],
        docs: Range<u32>,
        symbols: Rc<Symbols>,
    ) -> Result<Self, BytesError> {
        let mut reader = Reader::new(bytes);
        let n_docs = docs.len();
        // Codes and rests have a length each.
        if n_docs > reader.rest().len() {
            return Err(BytesError::End);
        }
        let mut lens = Vec::with_capacity(2 * n_docs);
        for _ in 0..2 * n_docs {
            lens.push(reader.varint_u32()? as usize);
        }
        let (code_lens, rest_lens) = lens.split_at(n_docs);
        let mut codes = Vec::with_capacity(reader.rest().len());
        let mut starts = Vec::with_capacity(2 * (n_docs + 1));
        starts.push(0);
        for len in code_lens {
            symbols.read_codes(reader.bytes(*len)?, |code| push(code, &mut codes));
            starts.push(place(codes.len())?);
        }
        let rests = reader.rest();
        let mut end: usize = 0;
        starts.push(0);
        for len in rest_lens {
            end = end.checked_add(*len).ok_or(BytesError::Number)?;
            starts.push(place(end)?);
        }
        Ok(Self {
            docs,
            // A copy of just that size: what is kept of a larger one would leave small
            // holes between blocks, which nothing else fits into.
            codes: codes.as_slice().into(),
            rests: rests.get(..end).ok_or(BytesError::End)?.into(),
            starts: starts.into(),
            symbols,
        })
    }

    /// Which articles it has.
    #[must_use]
    pub fn docs(&self) -> Range<u32> {
        self.docs.clone()
    }

    /// Returns the codes of an article's strings, those of `searchable` in their
    /// order; nothing where the article is not in this block.
    #[must_use]
    pub fn codes(&self, doc: u32) -> Codes<'_> {
        Codes {
            numbers: self.numbers(doc),
            phrase: [].iter(),
            symbols: &self.symbols,
        }
    }

    /// Returns the same as they stand, phrases as one.
    #[inline]
    #[must_use]
    pub fn numbers(&self, doc: u32) -> Numbers<'_> {
        let range = self.range(doc, 0);
        Numbers::new(self.codes.get(range).unwrap_or_default())
    }

    /// Returns an article's strings: title, lead (empty where there is none),
    /// and those of the blocks in order, as `searchable` has them. Those beyond
    /// `MAX_ARTICLE_BYTES` are left out.
    #[must_use]
    pub fn strings(&self, doc: u32, texts: &Texts) -> Vec<String> {
        self.strings_of(doc, texts, MAX_ARTICLE_BYTES)
    }

    pub(super) fn strings_of(&self, doc: u32, texts: &Texts, max_bytes: usize) -> Vec<String> {
        let mut strings = Vec::new();
        let mut writing = Writing::new(max_bytes);
        self.codes(doc)
            .for_each(|code| strings.extend(writing.push(code, texts)));
        strings
    }

    /// Returns those of an article's strings behind the title that may show why it
    /// was found: all up to the first that is not blank, and all with a surface
    /// that `is_wanted`; none that is empty. Each is written out when it is asked
    /// for, the others never.
    pub fn passages<'a>(
        &'a self,
        doc: u32,
        texts: &'a Texts,
        is_wanted: &'a dyn Fn(u32) -> bool,
    ) -> Passages<'a> {
        let mut codes = self.codes(doc);
        let _title = codes.find(|code| *code == Code::End);
        Passages {
            codes,
            texts,
            is_wanted,
            writing: Writing::new(MAX_ARTICLE_BYTES),
            has_first: false,
        }
    }

    /// Returns what of an article is neither in its strings nor in the columns,
    /// for `texts::article`.
    #[must_use]
    pub fn rest(&self, doc: u32) -> &[u8] {
        let range = self.range(doc, self.docs.len() + 1);
        self.rests.get(range).unwrap_or_default()
    }

    /// Returns where an article's codes or rest are; `first` is the start of the
    /// first article's.
    #[inline]
    fn range(&self, doc: u32, first: usize) -> Range<usize> {
        if !self.docs.contains(&doc) {
            return 0..0;
        }
        let at = first + (doc - self.docs.start) as usize;
        match self.starts.get(at..at + 2) {
            Some([start, end]) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }
}

/// Returns a place in a block as it is kept.
fn place(at: usize) -> Result<u32, BytesError> {
    u32::try_from(at).map_err(|_| BytesError::Number)
}

/// Adds a code.
#[inline]
fn push(code: u32, codes: &mut Vec<u16>) {
    if let Ok(code) = u16::try_from(code)
        && code != WIDE
    {
        codes.push(code);
    } else {
        codes.extend([WIDE, (code >> 16) as u16, code as u16]);
    }
}

/// Strings being written out of codes.
struct Writing {
    string: String,
    was_word: bool,
    /// How many bytes may still be written: a byte may stand for words of any
    /// length.
    n_left: Option<usize>,
}

impl Writing {
    fn new(max_bytes: usize) -> Self {
        Self {
            string: String::new(),
            was_word: false,
            n_left: Some(max_bytes),
        }
    }

    /// Goes on; returns the string where it ends, nothing where it grew too long.
    #[inline]
    fn push(&mut self, code: Code, texts: &Texts) -> Option<String> {
        let n_left = self.n_left?;
        let Code::Surface(n) = code else {
            self.was_word = false;
            self.n_left = n_left.checked_sub(size_of::<String>());
            return Some(std::mem::take(&mut self.string));
        };
        let (text, is_word) = texts.surfaces.get(n);
        self.n_left = n_left.checked_sub(text.len() + 1);
        self.n_left?;
        if self.was_word && is_word {
            self.string.push(' ');
        }
        self.string.push_str(text);
        self.was_word = is_word;
        None
    }
}

/// Some strings of an article, see `Block::passages`.
pub struct Passages<'a> {
    codes: Codes<'a>,
    texts: &'a Texts,
    is_wanted: &'a dyn Fn(u32) -> bool,
    writing: Writing,
    has_first: bool,
}

impl Iterator for Passages<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            let start = self.codes.clone();
            let (mut n, mut is_wanted) = (0, false);
            for code in self.codes.by_ref() {
                n += 1;
                let Code::Surface(surface) = code else { break };
                is_wanted = is_wanted || !self.has_first || (self.is_wanted)(surface);
            }
            if n == 0 {
                return None;
            }
            if is_wanted {
                let write = |code| self.writing.push(code, self.texts);
                let string = start.take(n).find_map(write)?;
                self.has_first |= !string.trim().is_empty();
                return Some(string);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_any_size_come_back() {
        let codes = [0, 7, 65_534, 65_535, 65_536, 0xFFFF_FFFF, 1];
        let mut kept = Vec::new();
        codes.iter().for_each(|code| push(*code, &mut kept));
        assert_eq!(kept.len(), 4 + 3 * 3);
        assert!(Numbers::new(&kept).eq(codes));
        let cut = Numbers::new(&kept[..4]);
        assert_eq!(cut.collect::<Vec<_>>(), [0, 7, 65_534]);
    }
}
