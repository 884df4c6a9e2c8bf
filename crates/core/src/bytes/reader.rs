//! Reads numbers and texts.

use super::BytesError;

/// Bytes being read. What errs is not passed over.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Begins at the first byte.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Reads one byte.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn u8(&mut self) -> Result<u8, BytesError> {
        let (&first, rest) = self.rest.split_first().ok_or(BytesError::End)?;
        self.rest = rest;
        Ok(first)
    }

    /// Reads four bytes, least first.
    ///
    /// # Errors
    ///
    /// When there are fewer.
    pub fn u32(&mut self) -> Result<u32, BytesError> {
        let (first, rest) = self.rest.split_first_chunk().ok_or(BytesError::End)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*first))
    }

    /// Reads eight bytes, least first.
    ///
    /// # Errors
    ///
    /// When there are fewer.
    pub fn u64(&mut self) -> Result<u64, BytesError> {
        let (first, rest) = self.rest.split_first_chunk().ok_or(BytesError::End)?;
        self.rest = rest;
        Ok(u64::from_le_bytes(*first))
    }

    /// Reads a LEB128 number.
    ///
    /// # Errors
    ///
    /// When it is cut, or has more than 64 bits.
    pub fn varint(&mut self) -> Result<u64, BytesError> {
        let mut number = 0;
        let mut shift = 0;
        for (at, &byte) in self.rest.iter().enumerate() {
            let part = u64::from(byte & 0x7f);
            if shift > 63 || (part << shift) >> shift != part {
                return Err(BytesError::Number);
            }
            number |= part << shift;
            if byte < 0x80 {
                self.rest = &self.rest[at + 1..];
                return Ok(number);
            }
            shift += 7;
        }
        Err(BytesError::End)
    }

    /// Reads a LEB128 number of at most 32 bits.
    ///
    /// # Errors
    ///
    /// When it is cut, or has more bits.
    pub fn varint_u32(&mut self) -> Result<u32, BytesError> {
        u32::try_from(self.varint()?).map_err(|_| BytesError::Number)
    }

    /// Reads how many items follow that take so many bytes each or more, so that
    /// room for them can be made.
    ///
    /// # Errors
    ///
    /// When it is cut, or so many cannot follow.
    pub fn count(&mut self, min_bytes_each: usize) -> Result<usize, BytesError> {
        let mut ahead = self.clone();
        let count = usize::try_from(ahead.varint()?).map_err(|_| BytesError::Number)?;
        let n_bytes = count.checked_mul(min_bytes_each);
        if n_bytes.is_none_or(|n_bytes| n_bytes > ahead.rest.len()) {
            return Err(BytesError::End);
        }
        *self = ahead;
        Ok(count)
    }

    /// Reads so many bytes.
    ///
    /// # Errors
    ///
    /// When there are fewer.
    pub fn bytes(&mut self, n_bytes: usize) -> Result<&'a [u8], BytesError> {
        let (first, rest) = self.rest.split_at_checked(n_bytes).ok_or(BytesError::End)?;
        self.rest = rest;
        Ok(first)
    }

    /// Reads a text, its length before it.
    ///
    /// # Errors
    ///
    /// When it is cut or not UTF-8.
    pub fn str(&mut self) -> Result<&'a str, BytesError> {
        let mut ahead = self.clone();
        let n_bytes = ahead.count(1)?;
        let text = std::str::from_utf8(ahead.bytes(n_bytes)?).map_err(|_| BytesError::Text)?;
        *self = ahead;
        Ok(text)
    }

    /// Returns what is not read yet.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Whether all is read.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}
