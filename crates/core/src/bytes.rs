//! Bytes in and out: numbers, texts and bits of the binary forms, what seals
//! them, and deflate.
//!
//! Numbers are little-endian or LEB128: seven bits a byte, least first, the
//! high bit set on all but the last. Every read is checked: any bytes read or
//! err.
//!
//! A sealed part is
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 4 | magic: what it is |
//! | 4 | 1 | version |
//! | 5 | 8 | XXH64 of all that follows, seed 0 |
//! | 13 | | body |

mod bits;
mod reader;
mod writer;

use twox_hash::XxHash64;

pub use bits::{BitWriter, Ones, bits_at};
pub use reader::Reader;
pub use writer::Writer;

/// Why bytes cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BytesError {
    /// They end too early.
    #[error("it is cut")]
    End,
    /// A number is greater than it can be.
    #[error("a number in it is too great")]
    Number,
    /// A text is not UTF-8.
    #[error("a text in it is not UTF-8")]
    Text,
    /// It is something else.
    #[error("it is something else")]
    Magic,
    /// It was written by a newer version.
    #[error("it is version {found}, read here is {known}")]
    Version {
        /// The version found.
        found: u8,
        /// The version read here.
        known: u8,
    },
    /// They have changed.
    #[error("its checksum is wrong")]
    Checksum,
    /// What is deflated cannot be inflated, or is larger than allowed.
    #[error("it cannot be inflated")]
    Deflate,
}

impl BytesError {
    /// Returns what whoever has the bytes can do about it.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Version { found, known } if found > known => "open it with a newer viewer",
            Self::Version { .. } => "pack it again",
            _ => "copy or download it again",
        }
    }
}

/// Bytes before the body of a sealed part.
pub const SEAL_BYTES: usize = 13;

/// Returns the XXH64 of bytes, seed 0.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    XxHash64::oneshot(0, bytes)
}

/// Puts magic, version and checksum before a body.
#[must_use]
pub fn seal(magic: [u8; 4], version: u8, body: &[u8]) -> Vec<u8> {
    let mut sealed = Writer::default();
    sealed.bytes(&magic);
    sealed.u8(version);
    sealed.u64(checksum(body));
    sealed.bytes(body);
    sealed.into_bytes()
}

/// Returns the body of a sealed part.
///
/// # Errors
///
/// When it is something else, of another version, or has changed.
pub fn unseal(sealed: &[u8], magic: [u8; 4], version: u8) -> Result<&[u8], BytesError> {
    let mut reader = Reader::new(sealed);
    if reader.bytes(magic.len())? != magic {
        return Err(BytesError::Magic);
    }
    let found = reader.u8()?;
    if found != version {
        return Err(BytesError::Version {
            found,
            known: version,
        });
    }
    let sum = reader.u64()?;
    let body = reader.rest();
    if checksum(body) != sum {
        return Err(BytesError::Checksum);
    }
    Ok(body)
}

/// Compresses (RFC 1951, raw), level 0 to 10. The same bytes come out the same.
#[must_use]
pub fn deflate(bytes: &[u8], level: u8) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, level)
}

/// Undoes `deflate`. Takes no more memory than about the larger of twice what
/// comes out and twice what goes in, and never more than `max_bytes`.
///
/// # Errors
///
/// When the bytes are not deflated, or inflate to more than `max_bytes`.
pub fn inflate(bytes: &[u8], max_bytes: usize) -> Result<Vec<u8>, BytesError> {
    miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, max_bytes)
        .map_err(|_| BytesError::Deflate)
}

/// What is deflated inflates to at most so many times its bytes (RFC 1951: 258
/// bytes by two bits).
pub const MAX_INFLATION: usize = 1032;

/// Returns how many bytes there are (varint), and behind that `deflate` of them.
#[must_use]
pub fn deflate_sized(bytes: &[u8], level: u8) -> Vec<u8> {
    let mut sized = Writer::default();
    sized.count(bytes.len());
    sized.bytes(&deflate(bytes, level));
    sized.into_bytes()
}

/// Undoes `deflate_sized`; takes memory as `inflate` does.
///
/// # Errors
///
/// When the bytes are no such thing, or inflate to more than they say.
pub fn inflate_sized(sized: &[u8]) -> Result<Vec<u8>, BytesError> {
    let mut reader = Reader::new(sized);
    let n_bytes = usize::try_from(reader.varint()?).unwrap_or(usize::MAX);
    let most = reader.rest().len().saturating_mul(MAX_INFLATION);
    if n_bytes > most {
        return Err(BytesError::Deflate);
    }
    inflate(reader.rest(), n_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn checksum_is_xxh64() {
        // From the specification's test vectors.
        assert_eq!(checksum(b""), 0xef46_db37_51d8_e999);
        assert_eq!(checksum(b"abc"), 0x44bc_2cf5_ad77_0999);
    }

    #[test]
    fn a_sealed_part_that_changed_is_told_from_a_foreign_one() {
        let sealed = seal(*b"BNxx", 3, b"body");
        assert_eq!(unseal(&sealed, *b"BNxx", 3), Ok(b"body".as_slice()));
        assert_eq!(unseal(&sealed, *b"BNxy", 3), Err(BytesError::Magic));
        assert_eq!(
            unseal(&sealed, *b"BNxx", 2),
            Err(BytesError::Version { found: 3, known: 2 })
        );
        assert_eq!(unseal(&sealed[..9], *b"BNxx", 3), Err(BytesError::End));
        assert_eq!(
            unseal(&sealed[..15], *b"BNxx", 3),
            Err(BytesError::Checksum)
        );
    }

    proptest! {
        #[test]
        fn what_was_deflated_inflates_the_same(bytes: Vec<u8>, level in 0_u8..=10) {
            let packed = deflate(&bytes, level);
            prop_assert_eq!(inflate(&packed, bytes.len().max(1)), Ok(bytes.clone()));
            if bytes.len() > 1 {
                prop_assert_eq!(inflate(&packed, bytes.len() - 1), Err(BytesError::Deflate));
            }
        }

        #[test]
        fn what_was_deflated_with_its_length_inflates_the_same(
            byte: u8, n in 0..9_000_usize, level in 0_u8..=10
        ) {
            let bytes = vec![byte; n];
            let sized = deflate_sized(&bytes, level);
            prop_assert_eq!(inflate_sized(&sized), Ok(bytes));
            let mut longer = Writer::default();
            longer.varint(u64::MAX);
            longer.bytes(&sized);
            prop_assert_eq!(inflate_sized(longer.as_bytes()), Err(BytesError::Deflate));
        }

        #[test]
        fn any_bytes_inflate_or_err(bytes: Vec<u8>) {
            let _ = inflate(&bytes, 1 << 16);
            let _ = inflate_sized(&bytes);
        }

        #[test]
        fn what_was_written_reads_the_same(
            small: u8, word: u32, long: u64, number: u64, text: String, rest: Vec<u8>
        ) {
            let mut writer = Writer::default();
            writer.u8(small);
            writer.u32(word);
            writer.u64(long);
            writer.varint(number);
            writer.str(&text);
            writer.bytes(&rest);
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.u8(), Ok(small));
            prop_assert_eq!(reader.u32(), Ok(word));
            prop_assert_eq!(reader.u64(), Ok(long));
            prop_assert_eq!(reader.varint(), Ok(number));
            prop_assert_eq!(reader.str(), Ok(text.as_str()));
            prop_assert_eq!(reader.bytes(rest.len()), Ok(rest.as_slice()));
            prop_assert_eq!(reader.u8(), Err(BytesError::End));
        }

        #[test]
        fn any_bytes_read_or_err(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while reader.varint().is_ok() || reader.str().is_ok() {}
            let mut reader = Reader::new(&bytes);
            while reader.count(1).is_ok_and(|n| reader.bytes(n).is_ok()) && !reader.is_at_end() {}
        }
    }
}
