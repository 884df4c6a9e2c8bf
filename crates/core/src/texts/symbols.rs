//! What codes stand for: surfaces, which are words as they are written and what
//! stands between them, and phrases of surfaces.
//!
//! | field | form |
//! |---|---|
//! | surfaces | how many (varint) |
//! | gaps | how many of them are no words, and of each how many words stand before it since the last |
//! | shared | by surface, a byte: how many bytes at its beginning are those of the one before |
//! | own | by surface, a varint: how many bytes follow those |
//! | text | the bytes that follow, UTF-8 |
//! | phrases | how many |
//! | kinds | one bit a code from 1 on, from the lowest of the first byte: whether it is a phrase. Surfaces and phrases have the other codes in their order |
//! | lengths | by phrase, a byte: how many surfaces it has, 2 to 16 |
//! | items | the numbers of those |
//!
//! Numbers are varints where nothing else is said. A code is one to five bytes,
//! by its first, where `a` and `b` are the archive's own:
//!
//! | first byte | code |
//! |---|---|
//! | 0 to `a` - 1 | the byte itself |
//! | `a` to `b` - 1 | `a` + 256 (byte - `a`) + the next byte |
//! | `b` to 254 | as many as both forms above have, + 65536 (byte - `b`) + the next two, the greater first |
//! | 255 | the next four, the greater first |
//!
//! Code 0 ends a string.

use super::phrases::MAX_ITEMS;
use crate::bytes::{BytesError, Reader, Writer};

/// All surfaces are less than this, so that a place leaves room for a sign.
const MAX_BYTES: usize = 1 << 31;

/// The table of surfaces.
#[derive(Debug, Default)]
pub(super) struct Surfaces {
    /// One after the other.
    text: String,
    /// Where each ends, twice, + 1 if it is a word; the first is 0.
    ends: Vec<u32>,
}

impl Surfaces {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, BytesError> {
        let n = reader.count(2)?;
        let mut is_word = vec![true; n];
        let mut gap: usize = 0;
        for at in 0..reader.count(1)? {
            let step = reader.varint_u32()? as usize + usize::from(at > 0);
            gap = gap.checked_add(step).ok_or(BytesError::Number)?;
            *is_word.get_mut(gap).ok_or(BytesError::Number)? = false;
        }
        let shared = reader.bytes(n)?;
        let mut own = Vec::with_capacity(n);
        for _ in 0..n {
            own.push(reader.varint_u32()? as usize);
        }
        let mut text: Vec<u8> = Vec::with_capacity(2 * reader.rest().len());
        let mut ends = Vec::with_capacity(n + 1);
        ends.push(0);
        let mut start = 0;
        for ((shared, own), is_word) in shared.iter().zip(own).zip(is_word) {
            let end = text.len();
            let shared = start..start + usize::from(*shared);
            if shared.end > end {
                return Err(BytesError::Number);
            }
            text.extend_from_within(shared);
            text.extend_from_slice(reader.bytes(own)?);
            if text.len() >= MAX_BYTES {
                return Err(BytesError::Number);
            }
            ends.push((text.len() as u32) << 1 | u32::from(is_word));
            start = end;
        }
        let text = String::from_utf8(text).map_err(|_| BytesError::Text)?;
        let is_cut = |end: &u32| !text.is_char_boundary((end >> 1) as usize);
        if ends.iter().any(is_cut) {
            return Err(BytesError::Text);
        }
        Ok(Self { text, ends })
    }

    pub(super) fn n(&self) -> u32 {
        (self.ends.len() as u32).saturating_sub(1)
    }

    /// Returns a surface, and whether it is a word.
    #[inline]
    pub(super) fn get(&self, n: u32) -> (&str, bool) {
        let at = n as usize;
        match self.ends.get(at..at.saturating_add(2)) {
            Some([start, end]) => {
                let range = (start >> 1) as usize..(end >> 1) as usize;
                (self.text.get(range).unwrap_or_default(), end & 1 == 1)
            }
            _ => ("", false),
        }
    }
}

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

    /// Returns what codes with this first byte begin at, and how many bytes follow.
    fn first(self, first: u8) -> u32 {
        let (one, two) = self.n_codes();
        if first < self.two {
            first.into()
        } else if first < self.three {
            (one + 256 * u32::from(first - self.two)) | 1 << FOLLOWING_SHIFT
        } else {
            (two + 65536 * u32::from(first - self.three)) | 2 << FOLLOWING_SHIFT
        }
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

/// How many bytes follow the first of a code stands above its value.
const FOLLOWING_SHIFT: u32 = 30;

/// Marks a phrase among symbols: four bits of its length less one follow, and
/// where its first surface stands.
const PHRASE: u32 = 1 << 31;
const LENGTH_SHIFT: u32 = 27;

/// What a code stands for.
#[derive(Clone, Copy, Debug)]
pub enum Symbol<'a> {
    /// The end of a string.
    End,
    /// The surface of that number; there is one.
    Surface(u32),
    /// Surfaces, one after the other.
    Phrase(&'a [u32]),
}

/// What all codes stand for.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    /// By the first byte of a code: what to add to the bytes that follow, and
    /// above `FOLLOWING_SHIFT` how many those are.
    firsts: Vec<u32>,
    /// By code from 1 on: the number of a surface, or a phrase.
    codes: Vec<u32>,
    /// Surfaces of phrases.
    items: Vec<u32>,
}

impl Symbols {
    pub(super) fn read(
        reader: &mut Reader,
        widths: Widths,
        n_surfaces: u32,
    ) -> Result<Self, BytesError> {
        let n_phrases = reader.count(1)?;
        let n_codes = n_surfaces as usize + n_phrases;
        let kinds = reader.bytes(n_codes.div_ceil(8))?;
        let mut lengths = reader.bytes(n_phrases)?.iter();
        let mut next_surface = 0;
        let mut n_items: u32 = 0;
        let mut codes = Vec::with_capacity(n_codes);
        for at in 0..n_codes {
            if kinds[at / 8] >> (at % 8) & 1 == 0 {
                codes.push(next_surface);
                next_surface += 1;
                continue;
            }
            let length = u32::from(*lengths.next().ok_or(BytesError::Number)?);
            if length == 0 || length as usize > MAX_ITEMS || n_items >= 1 << LENGTH_SHIFT {
                return Err(BytesError::Number);
            }
            codes.push(PHRASE | (length - 1) << LENGTH_SHIFT | n_items);
            n_items += length;
        }
        if next_surface != n_surfaces || n_items as usize > reader.rest().len() {
            return Err(BytesError::Number);
        }
        let mut items = Vec::with_capacity(n_items as usize);
        for _ in 0..n_items {
            let item = reader.varint_u32()?;
            if item >= n_surfaces {
                return Err(BytesError::Number);
            }
            items.push(item);
        }
        Ok(Self {
            firsts: (0..=255).map(|first| widths.first(first)).collect(),
            codes,
            items,
        })
    }

    /// Reads codes until the bytes end; one that is cut is left out.
    pub(super) fn read_codes(&self, mut bytes: &[u8], mut code: impl FnMut(u32)) {
        while let Some((first, rest)) = bytes.split_first() {
            let (n_following, begin) = match self.firsts.get(usize::from(*first)) {
                Some(begin) if *first < 255 => {
                    let value = begin & ((1 << FOLLOWING_SHIFT) - 1);
                    ((begin >> FOLLOWING_SHIFT) as usize, value)
                }
                _ => (4, 0),
            };
            let Some((following, rest)) = rest.split_at_checked(n_following) else {
                return;
            };
            let following = following
                .iter()
                .fold(0, |sum: u32, byte| sum << 8 | u32::from(*byte));
            code(begin.wrapping_add(following));
            bytes = rest;
        }
    }

    /// How many codes there are, those that stand for nothing left out.
    pub(super) fn n(&self) -> u32 {
        self.codes.len() as u32 + 1
    }

    /// Returns what a code stands for; what stands for nothing is an end.
    #[inline]
    pub(super) fn get(&self, code: u32) -> Symbol<'_> {
        match self.codes.get(code.wrapping_sub(1) as usize) {
            None => Symbol::End,
            Some(symbol) if *symbol < PHRASE => Symbol::Surface(*symbol),
            Some(symbol) => {
                let start = (symbol & ((1 << LENGTH_SHIFT) - 1)) as usize;
                let length = (symbol >> LENGTH_SHIFT) as usize % MAX_ITEMS + 1;
                let items = self.items.get(start..start + length);
                Symbol::Phrase(items.unwrap_or_default())
            }
        }
    }
}

/// Writes surfaces (text, whether it is a word, code) and phrases (numbers of
/// surfaces, code), each with codes ascending; together they have all from 1 on.
pub(super) fn write(
    surfaces: &[(&str, bool, u32)],
    phrases: &[(Vec<u32>, u32)],
    writer: &mut Writer,
) {
    write_surfaces(surfaces, writer);
    writer.count(phrases.len());
    let mut kinds = vec![0; (surfaces.len() + phrases.len()).div_ceil(8)];
    for (_, code) in phrases {
        let at = *code as usize - 1;
        kinds[at / 8] |= 1 << (at % 8);
    }
    writer.bytes(&kinds);
    for (items, _) in phrases {
        writer.u8(items.len() as u8);
    }
    for item in phrases.iter().flat_map(|(items, _)| items) {
        writer.varint((*item).into());
    }
}

fn write_surfaces(surfaces: &[(&str, bool, u32)], writer: &mut Writer) {
    writer.count(surfaces.len());
    let gaps: Vec<usize> = (0..surfaces.len()).filter(|at| !surfaces[*at].1).collect();
    writer.count(gaps.len());
    let mut next = 0;
    for gap in gaps {
        writer.count(gap - next);
        next = gap + 1;
    }
    let mut before = "";
    let mut own = Vec::with_capacity(surfaces.len());
    for (text, ..) in surfaces {
        let same = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b);
        let shared = same.take(255).count();
        writer.u8(shared as u8);
        own.push(&text.as_bytes()[shared..]);
        before = text;
    }
    for own in &own {
        writer.count(own.len());
    }
    for own in own {
        writer.bytes(own);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn codes_of_any_width_come_back(
            two in 1..=254_u8, three in 1..=254_u8, code: u32, shift in 0..32_u32
        ) {
            let (two, three) = (two.min(three), two.max(three));
            let widths = Widths { two, three };
            let symbols = Symbols::read(&mut Reader::new(&[0]), widths, 0);
            let symbols = symbols.expect("no surfaces and no phrases");
            let mut writer = Writer::default();
            widths.write(code >> shift, &mut writer);
            writer.bytes(&[0]);
            let bytes = writer.into_bytes();
            let mut read = Vec::new();
            symbols.read_codes(&bytes, |code| read.push(code));
            prop_assert_eq!(read, [code >> shift, 0]);
        }
    }
}
