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

/// A part of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The number of a surface of the texts; there is one of that number.
    Surface(u32),
    /// The string ends.
    End,
}

/// The codes of an article. `for_each` is faster than `for`.
#[derive(Clone, Debug)]
pub struct Codes<'a> {
    /// With `SLACK` bytes behind the last code, so that no read needs to look
    /// where the codes end.
    bytes: &'a [u8],
    /// What is left of a phrase.
    phrase: std::slice::Iter<'a, u32>,
    symbols: &'a Symbols,
}

/// More bytes than a code has behind its first, or at least that many.
const SLACK: usize = 4;

impl<'a> Codes<'a> {
    #[inline]
    fn symbol(&mut self) -> Option<Symbol<'a>> {
        let &[first, second, third, fourth, fifth, ..] = self.bytes else {
            return None;
        };
        let (code, n_bytes) = self.symbols.code([first, second, third, fourth, fifth]);
        // A damaged code may end in the slack.
        self.bytes = self.bytes.get(n_bytes..).unwrap_or_default();
        Some(self.symbols.get(code))
    }
}

impl Iterator for Codes<'_> {
    type Item = Code;

    #[inline]
    fn next(&mut self) -> Option<Code> {
        if let Some(surface) = self.phrase.next() {
            return Some(Code::Surface(*surface));
        }
        Some(match self.symbol()? {
            Symbol::Surface(surface) => Code::Surface(surface),
            Symbol::End => Code::End,
            Symbol::Phrase(surfaces) => {
                self.phrase = surfaces.iter();
                self.phrase.next().map_or(Code::End, |n| Code::Surface(*n))
            }
        })
    }

    #[inline]
    fn fold<B, F: FnMut(B, Code) -> B>(mut self, init: B, mut f: F) -> B {
        let rest = self.phrase.clone();
        let mut folded = rest.fold(init, |folded, n| f(folded, Code::Surface(*n)));
        while let Some(symbol) = self.symbol() {
            match symbol {
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

/// Some articles' texts.
#[derive(Debug)]
pub struct Block {
    bytes: Vec<u8>,
    docs: Range<u32>,
    /// Where codes begin, by article, and where the last ends.
    codes: Vec<usize>,
    /// Where rests begin, likewise.
    rests: Vec<usize>,
    symbols: Rc<Symbols>,
}

impl Block {
    pub(super) fn read(
        mut bytes: Vec<u8>,
        docs: Range<u32>,
        symbols: Rc<Symbols>,
    ) -> Result<Self, BytesError> {
        let mut reader = Reader::new(&bytes);
        let mut codes = starts(&mut reader, docs.len())?;
        let mut rests = starts(&mut reader, docs.len())?;
        let begin = bytes.len() - reader.rest().len();
        let last = |starts: &[usize]| starts.last().copied().unwrap_or(0);
        let n_codes = last(&codes);
        if n_codes + last(&rests) > reader.rest().len() {
            return Err(BytesError::End);
        }
        bytes.extend([0; SLACK]);
        codes.iter_mut().for_each(|start| *start += begin);
        rests.iter_mut().for_each(|start| *start += begin + n_codes);
        Ok(Self {
            bytes,
            docs,
            codes,
            rests,
            symbols,
        })
    }

    #[cfg(test)]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.bytes.len() - SLACK]
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
            bytes: self.slice(&self.codes, doc, SLACK),
            phrase: [].iter(),
            symbols: &self.symbols,
        }
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
        self.slice(&self.rests, doc, 0)
    }

    fn slice(&self, starts: &[usize], doc: u32, slack: usize) -> &[u8] {
        let at = doc.wrapping_sub(self.docs.start) as usize;
        match starts.get(at..at.saturating_add(2)) {
            Some([start, end]) => self.bytes.get(*start..*end + slack).unwrap_or_default(),
            _ => &[],
        }
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

/// Reads lengths and sums them up.
fn starts(reader: &mut Reader, n: usize) -> Result<Vec<usize>, BytesError> {
    if n > reader.rest().len() {
        return Err(BytesError::End);
    }
    let mut starts = Vec::with_capacity(n + 1);
    let mut start: usize = 0;
    starts.push(start);
    for _ in 0..n {
        start = start
            .checked_add(reader.varint_u32()? as usize)
            .filter(|start| *start < usize::MAX / 4)
            .ok_or(BytesError::Number)?;
        starts.push(start);
    }
    Ok(starts)
}
