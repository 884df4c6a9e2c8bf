//! Many strings in one.

use crate::bytes::{BytesError, Reader, Writer};

/// Strings with a number each, from 0.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// One after the other.
    text: String,
    /// Where each ends, in bytes.
    ends: Vec<u32>,
}

impl Values {
    /// How many there are.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.ends.len() as u32
    }

    /// Returns the string of a number; empty where there is none.
    #[must_use]
    pub fn text(&self, value: u32) -> &str {
        let at = value as usize;
        let start = match at.checked_sub(1) {
            None => 0,
            Some(before) => self.ends.get(before).copied().unwrap_or(u32::MAX),
        };
        let end = self.ends.get(at).copied().unwrap_or(0);
        self.text
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// Returns the number of a string, looking through all of them.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        (0..self.n()).find(|value| self.text(*value) == text)
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    pub(crate) fn read(reader: &mut Reader) -> Result<Self, BytesError> {
        let n = reader.count(1)?;
        let mut ends = Vec::with_capacity(n);
        let mut end: u32 = 0;
        for _ in 0..n {
            end = end
                .checked_add(reader.varint_u32()?)
                .ok_or(BytesError::Number)?;
            ends.push(end);
        }
        let text = reader.bytes(end as usize)?.to_vec();
        let text = String::from_utf8(text).map_err(|_| BytesError::Text)?;
        let is_cut = |end: &u32| !text.is_char_boundary(*end as usize);
        if ends.iter().any(is_cut) {
            return Err(BytesError::Text);
        }
        Ok(Self { text, ends })
    }

    pub(crate) fn write<'a>(
        strings: impl ExactSizeIterator<Item = &'a str> + Clone,
        writer: &mut Writer,
    ) {
        writer.count(strings.len());
        for text in strings.clone() {
            writer.count(text.len());
        }
        for text in strings {
            writer.bytes(text.as_bytes());
        }
    }
}
