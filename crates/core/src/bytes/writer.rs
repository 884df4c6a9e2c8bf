//! Writes numbers and texts.

/// Bytes being written.
#[derive(Clone, Debug, Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// Writes one byte.
    pub fn u8(&mut self, number: u8) {
        self.0.push(number);
    }

    /// Writes four bytes, least first.
    pub fn u32(&mut self, number: u32) {
        self.bytes(&number.to_le_bytes());
    }

    /// Writes eight bytes, least first.
    pub fn u64(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    /// Writes a number as LEB128, in 1 to 10 bytes.
    pub fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.u8((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.u8(number as u8);
    }

    /// Writes a count or a length as `varint` does.
    pub fn count(&mut self, count: usize) {
        self.varint(count as u64);
    }

    /// Writes bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Writes a text, its length in bytes before it.
    pub fn str(&mut self, text: &str) {
        self.count(text.len());
        self.bytes(text.as_bytes());
    }

    /// Returns how many bytes are written.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns what is written so far.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns what was written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
