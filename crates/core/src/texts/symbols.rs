//! What codes stand for: surfaces, which are words as they are written and what
//! stands between them, and phrases of surfaces.
//!
//! | field | form |
//! |---|---|
//! | surfaces | how many (varint) |
//! | gaps | how many of them are no words, and their numbers ascending, each less the one before |
//! | shared | by surface, a byte: how many bytes at its beginning are those of the one before |
//! | own | by surface, a varint: how many bytes follow those |
//! | text | the bytes that follow, UTF-8 |
//! | phrases | how many |
//! | kinds | one bit a code from 1 on, from the lowest of the first byte: whether it is a phrase. Surfaces and phrases have the other codes in their order |
//! | lengths | by phrase, a byte: how many surfaces it has, 2 to 16 |
//! | items | the numbers of those |
//!
//! Numbers are varints where nothing else is said.

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

/// Marks a phrase among symbols: four bits of its length less one follow, and
/// where its first surface stands.
const PHRASE: u32 = 1 << 31;
const LENGTH_SHIFT: u32 = 27;

/// What a code stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Symbol<'a> {
    End,
    Surface(u32),
    Phrase(&'a [u32]),
}

/// What all codes stand for.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    /// By code from 1 on: the number of a surface, or a phrase.
    codes: Vec<u32>,
    /// Surfaces of phrases.
    items: Vec<u32>,
}

impl Symbols {
    pub(super) fn read(reader: &mut Reader, n_surfaces: u32) -> Result<Self, BytesError> {
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
        Ok(Self { codes, items })
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
