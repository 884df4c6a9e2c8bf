//! gzip (RFC 1952): how a page carries its Wasm, and how format 1 carried the
//! articles.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::GzEncoder;

/// A gzip header without name, time or comment (section 2.3).
const HEAD_BYTES: usize = 10;

/// CRC-32 and length, behind what is compressed.
const FOOT_BYTES: usize = 8;

/// Compresses with gzip; no name and no time, so that the same bytes come out
/// the same.
#[must_use]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("a vector takes all bytes")
}

/// Undoes `gzip`; nothing if the bytes are no such thing or unpack to more than
/// `max` bytes.
///
/// The CRC-32 is not looked at: whoever calls has a checksum of its own.
pub(crate) fn gunzip(bytes: &[u8], max: u64) -> Option<Vec<u8>> {
    let body = bytes.get(HEAD_BYTES..bytes.len().checked_sub(FOOT_BYTES)?)?;
    let mut out = Vec::new();
    let mut decoder = DeflateDecoder::new(body).take(max + 1);
    decoder.read_to_end(&mut out).ok()?;
    (out.len() as u64 <= max).then_some(out)
}
