//! Pictures that came with articles, each stored once.
//!
//! | field of the table | form |
//! |---|---|
//! | head | string: the address up to and with `;base64,`; empty if the whole address is stored |
//! | bytes | as stored (varint) |
//! | inflated | as they are (varint); 0 if they are not deflated |
//! | checksum | XXH64 of the stored bytes (8 bytes) |
//!
//! The stored bytes follow the blocks of texts, in the order of the table. What
//! is base64 is stored decoded where encoding gives the same address again.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::article::{Article, Block, is_data_image};
use crate::bytes::{BytesError, Reader, Writer, checksum, deflate, inflate};

/// Stands between the head of an address and what is base64.
const BASE64: &str = ";base64,";

/// Pictures do not get smaller than this by deflating, or only pretend to.
const WORTH_DEFLATING: f32 = 0.9;

/// Where a picture is.
#[derive(Debug)]
pub(super) struct Picture {
    head: String,
    n_inflated: usize,
    checksum: u64,
    /// Where its bytes end, counted from the first picture's first.
    pub(super) end: usize,
}

impl Picture {
    pub(super) fn read(reader: &mut Reader, start: usize) -> Result<Self, BytesError> {
        let head = reader.str()?.to_owned();
        let n_bytes = reader.varint_u32()? as usize;
        let n_inflated = reader.varint_u32()? as usize;
        Ok(Self {
            head,
            n_inflated,
            checksum: reader.u64()?,
            end: start.checked_add(n_bytes).ok_or(BytesError::Number)?,
        })
    }

    /// Returns the address of a picture stored as these bytes.
    pub(super) fn address(&self, bytes: &[u8]) -> Result<String, BytesError> {
        if checksum(bytes) != self.checksum {
            return Err(BytesError::Checksum);
        }
        let inflated = match self.n_inflated {
            0 => bytes.to_vec(),
            max_bytes => inflate(bytes, max_bytes)?,
        };
        if self.head.is_empty() {
            return String::from_utf8(inflated).map_err(|_| BytesError::Text);
        }
        let mut address = self.head.clone();
        STANDARD.encode_string(&inflated, &mut address);
        Ok(address)
    }
}

/// Returns the addresses of an article's own pictures in order.
pub(super) fn addresses(article: &Article) -> impl Iterator<Item = &str> {
    article.blocks.iter().filter_map(|block| match block {
        Block::Figure { src: Some(src), .. } if is_data_image(src) => Some(src.as_str()),
        _ => None,
    })
}

/// The pictures of all articles, being written.
#[derive(Default)]
pub(super) struct PictureWriter<'a> {
    numbers: HashMap<&'a str, u32>,
    table: Writer,
    stored: Writer,
}

impl<'a> PictureWriter<'a> {
    /// Returns the number of a picture, which is stored when it is first met.
    pub(super) fn number(&mut self, address: &'a str, level: u8) -> u32 {
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(address).or_insert(next);
        if number == next {
            self.store(address, level);
        }
        number
    }

    fn store(&mut self, address: &str, level: u8) {
        let (head, bytes) = split(address).unwrap_or(("", address.as_bytes().to_vec()));
        let deflated = deflate(&bytes, level);
        let is_smaller = (deflated.len() as f32) < bytes.len() as f32 * WORTH_DEFLATING;
        let (stored, n_inflated) = if is_smaller {
            (&deflated, bytes.len())
        } else {
            (&bytes, 0)
        };
        self.table.str(head);
        self.table.count(stored.len());
        self.table.count(n_inflated);
        self.table.u64(checksum(stored));
        self.stored.bytes(stored);
    }

    /// Writes the table, and returns the stored bytes.
    pub(super) fn finish(self, writer: &mut Writer) -> Vec<u8> {
        writer.count(self.numbers.len());
        writer.bytes(&self.table.into_bytes());
        self.stored.into_bytes()
    }
}

/// Takes an address apart, if the same one can be put together again.
fn split(address: &str) -> Option<(&str, Vec<u8>)> {
    let (head, _) = address.split_at_checked(address.find(BASE64)? + BASE64.len())?;
    let code = &address[head.len()..];
    let bytes = STANDARD.decode(code).ok()?;
    (STANDARD.encode(&bytes) == code).then_some((head, bytes))
}
