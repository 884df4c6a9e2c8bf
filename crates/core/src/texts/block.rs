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
//! space. A code is one to five bytes, by its first, where `a` and `b` are the
//! archive's own:
//!
//! | first byte | code |
//! |---|---|
//! | 0 to `a` - 1 | the byte itself |
//! | `a` to `b` - 1 | `a` + 256 (byte - `a`) + the next byte |
//! | `b` to 254 | as many as both forms above have, + 65536 (byte - `b`) + the next two, the greater first |
//! | 255 | the next four, the greater first |

use std::ops::Range;
use std::rc::Rc;

use super::Texts;
use super::symbols::{Symbol, Symbols};
use crate::bytes::{BytesError, Reader, Writer};

/// The first bytes at which codes grow by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Widths {
    /// First of a code of two bytes, at least 1.
    pub(super) two: u8,
    /// First of a code of three bytes, not less than `two`.
    pub(super) three: u8,
}

impl Widths {
    /// How many codes have one byte, and how many have at most two.
    pub(super) fn n_codes(self) -> (u32, u32) {
        let one = u32::from(self.two);
        (
            one,
            one + 256 * u32::from(self.three.saturating_sub(self.two)),
        )
    }

    pub(super) fn write(self, code: u32, writer: &mut Writer) {
        let (one, two) = self.n_codes();
        let three = two + 65536 * (255 - u32::from(self.three));
        if code < one {
            writer.u8(code as u8);
        } else if code < two {
            writer.u8(self.two + ((code - one) >> 8) as u8);
            writer.u8((code - one) as u8);
        } else if code < three {
            writer.u8(self.three + ((code - two) >> 16) as u8);
            writer.bytes(&((code - two) as u16).to_be_bytes());
        } else {
            writer.u8(255);
            writer.bytes(&code.to_be_bytes());
        }
    }
}

/// A part of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The number of a surface of the texts; there is one of that number.
    Surface(u32),
    /// The string ends.
    End,
}

/// The codes of an article.
#[derive(Clone, Debug)]
pub struct Codes<'a> {
    bytes: std::slice::Iter<'a, u8>,
    /// What is left of a phrase.
    phrase: std::slice::Iter<'a, u32>,
    widths: Widths,
    symbols: &'a Symbols,
}

impl Codes<'_> {
    #[inline]
    fn wide(&mut self, n_bytes: u32) -> Option<u32> {
        let mut code = 0;
        for _ in 0..n_bytes {
            code = code << 8 | u32::from(*self.bytes.next()?);
        }
        Some(code)
    }
}

impl Iterator for Codes<'_> {
    type Item = Code;

    #[inline]
    fn next(&mut self) -> Option<Code> {
        if let Some(surface) = self.phrase.next() {
            return Some(Code::Surface(*surface));
        }
        let first = *self.bytes.next()?;
        let code = if first < self.widths.two {
            u32::from(first)
        } else if first < self.widths.three {
            let (one, _) = self.widths.n_codes();
            one + 256 * u32::from(first - self.widths.two) + self.wide(1)?
        } else if first < 255 {
            let (_, two) = self.widths.n_codes();
            two + 65536 * u32::from(first - self.widths.three) + self.wide(2)?
        } else {
            self.wide(4)?
        };
        Some(match self.symbols.get(code) {
            Symbol::Surface(surface) => Code::Surface(surface),
            Symbol::End => Code::End,
            Symbol::Phrase(surfaces) => {
                self.phrase = surfaces.iter();
                self.phrase.next().map_or(Code::End, |n| Code::Surface(*n))
            }
        })
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
    widths: Widths,
    symbols: Rc<Symbols>,
}

impl Block {
    pub(super) fn read(
        bytes: Vec<u8>,
        docs: Range<u32>,
        widths: Widths,
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
        codes.iter_mut().for_each(|start| *start += begin);
        rests.iter_mut().for_each(|start| *start += begin + n_codes);
        Ok(Self {
            bytes,
            docs,
            codes,
            rests,
            widths,
            symbols,
        })
    }

    #[cfg(test)]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
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
            bytes: self.slice(&self.codes, doc).iter(),
            phrase: [].iter(),
            widths: self.widths,
            symbols: &self.symbols,
        }
    }

    /// Returns an article's strings: title, lead (empty where there is none),
    /// and those of the blocks in order, as `searchable` has them.
    #[must_use]
    pub fn strings(&self, doc: u32, texts: &Texts) -> Vec<String> {
        let mut strings = Vec::new();
        let mut string = String::new();
        let mut was_word = false;
        for code in self.codes(doc) {
            match code {
                Code::Surface(n) => {
                    let (text, is_word) = texts.surfaces.get(n);
                    if was_word && is_word {
                        string.push(' ');
                    }
                    string.push_str(text);
                    was_word = is_word;
                }
                Code::End => {
                    strings.push(std::mem::take(&mut string));
                    was_word = false;
                }
            }
        }
        strings
    }

    /// Returns what of an article is neither in its strings nor in the columns,
    /// for `texts::article`.
    #[must_use]
    pub fn rest(&self, doc: u32) -> &[u8] {
        self.slice(&self.rests, doc)
    }

    fn slice(&self, starts: &[usize], doc: u32) -> &[u8] {
        let at = doc.wrapping_sub(self.docs.start) as usize;
        match starts.get(at..at.saturating_add(2)) {
            Some([start, end]) => self.bytes.get(*start..*end).unwrap_or_default(),
            _ => &[],
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
