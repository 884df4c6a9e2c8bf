//! The blocks of texts: packed until they are asked for, then kept as they were read,
//! which takes little more memory and lets every later look at a text cost nothing.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::block::Block;
use super::symbols::Symbols;
use crate::bytes::{BytesError, Reader, checksum, inflate};

/// What the head says of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The article behind its last.
    end_doc: u32,
    /// How many bytes it has as it stands.
    n_bytes: usize,
    n_inflated: usize,
    checksum: u64,
}

/// A block in memory.
#[derive(Debug)]
enum Stored {
    /// As it stands in the archive, in memory of its own that is given back once it
    /// has been read.
    Packed(Box<[u8]>),
    Read(Rc<Block>),
}

/// All blocks.
#[derive(Debug)]
pub(super) struct Blocks {
    places: Vec<Place>,
    stored: RefCell<Vec<Stored>>,
}

/// Reads what the head says of the blocks.
pub(super) fn read_places(head: &mut Reader) -> Result<Vec<Place>, BytesError> {
    // Three numbers and a checksum each.
    let n_blocks = head.count(11)?;
    let mut places = Vec::with_capacity(n_blocks);
    let mut end_doc: u32 = 0;
    for _ in 0..n_blocks {
        let n_docs = head.varint_u32()?;
        end_doc = end_doc.checked_add(n_docs).ok_or(BytesError::Number)?;
        places.push(Place {
            end_doc,
            n_bytes: 0,
            n_inflated: 0,
            checksum: 0,
        });
    }
    for place in &mut places {
        place.n_bytes = head.varint_u32()? as usize;
    }
    for place in &mut places {
        place.n_inflated = head.varint_u32()? as usize;
    }
    for place in &mut places {
        place.checksum = head.u64()?;
    }
    Ok(places)
}

impl Blocks {
    /// Takes the blocks out of the bytes that they stand in, one after the other;
    /// returns how many bytes they have as well.
    pub(super) fn new(places: Vec<Place>, bytes: &[u8]) -> Result<(Self, usize), BytesError> {
        let mut reader = Reader::new(bytes);
        let mut stored = Vec::with_capacity(places.len());
        for place in &places {
            stored.push(Stored::Packed(reader.bytes(place.n_bytes)?.into()));
        }
        let n_bytes = bytes.len() - reader.rest().len();
        let stored = RefCell::new(stored);
        Ok((Self { places, stored }, n_bytes))
    }

    pub(super) fn n(&self) -> u32 {
        self.places.len() as u32
    }

    pub(super) fn n_docs(&self) -> u32 {
        self.places.last().map_or(0, |place| place.end_doc)
    }

    /// Returns the block that has an article; `n` if there is no such article.
    pub(super) fn of(&self, doc: u32) -> u32 {
        self.places.partition_point(|place| place.end_doc <= doc) as u32
    }

    pub(super) fn docs(&self, block: u32) -> Range<u32> {
        let end = |at: usize| self.places.get(at).map(|place| place.end_doc);
        let start = (block as usize).checked_sub(1).map_or(Some(0), end);
        let all = self.n_docs();
        start.unwrap_or(all)..end(block as usize).unwrap_or(all)
    }

    pub(super) fn get(
        &self,
        number: u32,
        symbols: &Rc<Symbols>,
    ) -> Result<Rc<Block>, BytesError> {
        let at = number as usize;
        let place = self.places.get(at).ok_or(BytesError::End)?;
        let mut stored = self.stored.borrow_mut();
        let stored = stored.get_mut(at).ok_or(BytesError::End)?;
        let packed = match stored {
            Stored::Read(block) => return Ok(Rc::clone(block)),
            Stored::Packed(packed) => packed,
        };
        if checksum(packed) != place.checksum {
            return Err(BytesError::Checksum);
        }
        let inflated = inflate(packed, place.n_inflated)?;
        let docs = self.docs(number);
        let block = Rc::new(Block::read(&inflated, docs, Rc::clone(symbols))?);
        *stored = Stored::Read(Rc::clone(&block));
        Ok(block)
    }
}
