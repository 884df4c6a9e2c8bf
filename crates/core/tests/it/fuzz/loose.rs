//! Parts of an archive taken apart and put together again, with everything that
//! is checked made right, so that changes reach what is deflated.

use biennien_core::bytes::{Reader, SEAL_BYTES, Writer, checksum, deflate, inflate};

/// More than anything here inflates to.
const MAX_BYTES: usize = 1 << 24;

/// Puts a body behind the magic and version of a part, and its checksum.
pub(super) fn sealed_like(part: &[u8], body: &[u8]) -> Vec<u8> {
    let mut sealed = part[..SEAL_BYTES - 8].to_vec();
    sealed.extend(checksum(body).to_le_bytes());
    sealed.extend(body);
    sealed
}

/// Columns whose one deflated body a function has changed.
pub(super) fn columns(part: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut reader = Reader::new(&part[SEAL_BYTES..]);
    varint(&mut reader);
    let inflated = inflate(reader.rest(), MAX_BYTES).expect("it is deflated");
    let changed = change(&inflated);
    let mut body = Writer::default();
    body.varint(changed.len() as u64);
    body.bytes(&deflate(&changed, 1));
    sealed_like(part, &body.into_bytes())
}

/// An index whose deflated dictionary a function has changed.
pub(super) fn index(part: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut reader = Reader::new(&part[SEAL_BYTES..]);
    let mut body = Writer::default();
    body.varint(varint(&mut reader));
    let n_terms = varint(&mut reader);
    assert!(n_terms <= 4096, "the dictionary is one block");
    body.varint(n_terms);
    let n_bytes = varint(&mut reader) as usize;
    let stored = reader.bytes(n_bytes).expect("a section");
    let inflated = inflate(stored, MAX_BYTES).expect("it is deflated");
    let stored = deflate(&change(&inflated), 1);
    body.varint(stored.len() as u64);
    body.bytes(&stored);
    body.bytes(reader.rest());
    sealed_like(part, &body.into_bytes())
}

/// The texts of a packed archive, inflated.
#[derive(Clone)]
pub(super) struct LooseTexts {
    n_docs: Vec<u64>,
    pub(super) blocks: Vec<Vec<u8>>,
    /// What of the head follows the table of blocks.
    pub(super) head: Vec<u8>,
    pictures: Vec<u8>,
}

/// Magic, version and checksum.
const BEGIN: &[u8] = b"BNtx\x01";

impl LooseTexts {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let mut reader = Reader::new(&bytes[BEGIN.len() + 8..]);
        let n_bytes = reader.u32().expect("a length") as usize;
        let mut packed = Reader::new(reader.bytes(n_bytes).expect("a head"));
        varint(&mut packed);
        let head = inflate(packed.rest(), MAX_BYTES).expect("it is deflated");
        let mut head = Reader::new(&head);
        let n_blocks = varint(&mut head);
        let mut numbers = || (0..n_blocks).map(|_| varint(&mut head)).collect::<Vec<_>>();
        let (n_docs, stored, _) = (numbers(), numbers(), numbers());
        head.bytes(8 * n_blocks as usize).expect("checksums");
        let block = |stored: &u64| {
            let block = reader.bytes(*stored as usize).expect("a block");
            inflate(block, MAX_BYTES).expect("it is deflated")
        };
        Self {
            blocks: stored.iter().map(block).collect(),
            n_docs,
            head: head.rest().to_vec(),
            pictures: reader.rest().to_vec(),
        }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let blocks: Vec<Vec<u8>> = self.blocks.iter().map(|block| deflate(block, 1)).collect();
        let mut head = Writer::default();
        head.varint(blocks.len() as u64);
        self.n_docs.iter().for_each(|n| head.varint(*n));
        blocks
            .iter()
            .for_each(|block| head.varint(block.len() as u64));
        self.blocks
            .iter()
            .for_each(|block| head.varint(block.len() as u64));
        blocks.iter().for_each(|block| head.u64(checksum(block)));
        head.bytes(&self.head);
        let inflated = head.into_bytes();
        let mut head = Writer::default();
        head.varint(inflated.len() as u64);
        head.bytes(&deflate(&inflated, 1));
        let head = head.into_bytes();
        let mut out = Writer::default();
        out.bytes(BEGIN);
        out.u64(checksum(&head));
        out.u32(u32::try_from(head.len()).expect("a short head"));
        out.bytes(&head);
        blocks.iter().for_each(|block| out.bytes(block));
        out.bytes(&self.pictures);
        out.into_bytes()
    }
}

fn varint(reader: &mut Reader) -> u64 {
    reader.varint().expect("a number")
}
