//! Every text as a list of 16-bit numbers, one a word, so that phrases and
//! neighbours are found by reading on in memory.
//!
//! | number | is |
//! |---|---|
//! | 0 to 65,533 | a slot: a term of the index, in the index's order |
//! | 65,534 `ESCAPE` | one of the rare terms that have no slot of their own; which one stands in a list beside |
//! | 65,535 `BREAK` | the end of a string, so that no phrase runs across |
//!
//! It is filled block by block of the texts, when a block is first wanted or when
//! there is time, and takes two bytes a word.

use std::ops::Range;

use super::sketch::{Mark, Sketches};
use crate::index::{ESCAPE, Index, TermId};
use crate::text::Word;
use crate::texts::{Code, Texts};

/// Stands behind every string.
pub(super) const BREAK: u16 = 0xFFFF;

/// A surface that has not been looked up yet.
const UNREAD: u32 = u32::MAX;

/// A surface that is no word of the index.
const NO_TERM: u32 = u32::MAX - 1;

/// The texts as slots.
#[derive(Default)]
pub(super) struct TokenArray {
    blocks: Vec<Option<TokenBlock>>,
    /// By surface: its term, `UNREAD` or `NO_TERM`, and how sketches know it.
    surfaces: Vec<(u32, Mark)>,
    /// Of the articles that were read.
    pub(super) sketches: Sketches,
    /// All blocks before this one have been read.
    n_read: u32,
}

/// The articles of one block of the texts.
#[derive(Default)]
struct TokenBlock {
    first_doc: u32,
    /// By article of the block: where it begins in `slots`; one more for the end.
    starts: Vec<u32>,
    slots: Vec<u16>,
    /// The terms behind `ESCAPE`: place in `slots` and term, ascending.
    rare: Vec<(u32, u32)>,
}

/// An article as slots.
#[derive(Clone, Copy, Default)]
pub(super) struct DocTokens<'a> {
    pub(super) slots: &'a [u16],
    /// Of the whole block.
    rare: &'a [(u32, u32)],
    /// Where `slots` begin in the block.
    start: u32,
}

impl TokenArray {
    pub(super) fn new(texts: &Texts, index: &Index) -> Self {
        // Words of titles and leads are counted several times: a little too many.
        let n_words = index.average_len() * index.n_docs() as f32;
        let n_words = (n_words as usize).min(texts.n_bytes().saturating_mul(2));
        let mut blocks = Vec::new();
        blocks.resize_with(texts.n_blocks() as usize, || None);
        Self {
            blocks,
            surfaces: vec![(UNREAD, Mark::default()); texts.n_surfaces() as usize],
            sketches: Sketches::new(texts.n_docs(), n_words),
            n_read: 0,
        }
    }

    /// Reads one more block; says whether any is left.
    pub(super) fn read_next(&mut self, texts: &Texts, index: &Index) -> bool {
        if self.n_read < texts.n_blocks() {
            self.read(self.n_read, texts, index);
            self.n_read += 1;
        }
        let is_left = self.n_read < texts.n_blocks();
        if !is_left {
            // Only for reading on.
            self.surfaces = Vec::new();
        }
        is_left
    }

    /// Returns an article, reading its block if that has not been done. A block
    /// that cannot be read has no words.
    pub(super) fn doc(&mut self, doc: u32, texts: &Texts, index: &Index) -> DocTokens<'_> {
        let block = texts.block_of(doc);
        self.read(block, texts, index);
        let block = self.blocks.get(block as usize).and_then(Option::as_ref);
        block.and_then(|block| block.doc(doc)).unwrap_or_default()
    }

    #[inline]
    fn read(&mut self, block: u32, texts: &Texts, index: &Index) {
        if matches!(self.blocks.get(block as usize), Some(None)) {
            self.fill(block, texts, index);
        }
    }

    fn fill(&mut self, number: u32, texts: &Texts, index: &Index) {
        let docs = texts.docs_of(number);
        let mut filled = TokenBlock {
            first_doc: docs.start,
            starts: vec![0],
            ..TokenBlock::default()
        };
        if let Ok(block) = texts.block(number) {
            let mut marks = Vec::new();
            for doc in docs {
                marks.clear();
                block.codes(doc).for_each(|code| {
                    let Code::Surface(surface) = code else {
                        filled.slots.push(BREAK);
                        marks.push(None);
                        return;
                    };
                    let (term, mark) = self.surface(surface, texts, index);
                    if term != NO_TERM {
                        filled.push(term, index);
                        marks.push(Some(mark));
                    }
                });
                filled.starts.push(filled.len());
                self.sketch(doc, &marks);
            }
        }
        filled.slots.shrink_to_fit();
        if let Some(place) = self.blocks.get_mut(number as usize) {
            *place = Some(filled);
        }
    }

    /// Notes which words follow each other; nothing stands for the end of a string.
    fn sketch(&mut self, doc: u32, marks: &[Option<Mark>]) {
        self.sketches.begin(doc, marks.len());
        for two in marks.windows(2) {
            if let [Some(left), Some(right)] = two {
                self.sketches.add(doc, *left, *right);
            }
        }
    }

    #[inline]
    fn surface(&mut self, surface: u32, texts: &Texts, index: &Index) -> (u32, Mark) {
        let Some(place) = self.surfaces.get_mut(surface as usize) else {
            return (NO_TERM, Mark::default());
        };
        if place.0 == UNREAD {
            let word = texts.is_word(surface).then(|| texts.surface(surface));
            *place = word
                .and_then(|word| look_up(word, index))
                .unwrap_or((NO_TERM, Mark::default()));
        }
        *place
    }
}

fn look_up(surface: &str, index: &Index) -> Option<(u32, Mark)> {
    let word = Word::new(surface)?;
    let term = index.term(word.key())?;
    Some((term.0, Mark::new(&word.fold())))
}

impl TokenBlock {
    #[inline]
    fn push(&mut self, term: u32, index: &Index) {
        let slot = index.slot(TermId(term));
        if slot == ESCAPE {
            self.rare.push((self.len(), term));
        }
        self.slots.push(slot);
    }

    fn len(&self) -> u32 {
        u32::try_from(self.slots.len()).unwrap_or(u32::MAX)
    }

    fn doc(&self, doc: u32) -> Option<DocTokens<'_>> {
        let at = doc.checked_sub(self.first_doc)? as usize;
        let (start, end) = (*self.starts.get(at)?, *self.starts.get(at + 1)?);
        Some(DocTokens {
            slots: self.slots.get(start as usize..end as usize)?,
            rare: &self.rare,
            start,
        })
    }
}

impl DocTokens<'_> {
    /// Returns which rare term stands at a place of `slots`.
    pub(super) fn rare_at(&self, at: usize) -> Option<TermId> {
        let place = u32::try_from(at).ok()?.checked_add(self.start)?;
        let found = self.rare.binary_search_by_key(&place, |rare| rare.0).ok()?;
        Some(TermId(self.rare[found].1))
    }

    /// Returns where the title ends.
    pub(super) fn title(&self) -> Range<usize> {
        let end = self.slots.iter().position(|slot| *slot == BREAK);
        0..end.unwrap_or(self.slots.len())
    }
}
