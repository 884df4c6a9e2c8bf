//! The table of surfaces: words as they are written, and what stands between.
//!
//! | field | form |
//! |---|---|
//! | surfaces | how many (varint) |
//! | gaps | how many of them are no words, and their numbers ascending, each less the one before |
//! | shared | by surface, a byte: how many bytes at its beginning are those of the one before |
//! | own | by surface, a varint: how many bytes follow those |
//! | text | the bytes that follow, UTF-8 |

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

/// Writes surfaces, each with whether it is a word, in their order.
pub(super) fn write(surfaces: &[(&str, bool)], writer: &mut Writer) {
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
    for (text, _) in surfaces {
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
