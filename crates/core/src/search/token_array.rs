//! Articles as lists of 16-bit numbers, one a word, so that phrases and neighbours
//! are found by reading on.
//!
//! | number | is |
//! |---|---|
//! | 0 to 65,533 | a slot: a term of the index, in the index's order |
//! | 65,534 `ESCAPE` | one of the rare terms that have no slot of their own; which one stands in a list beside |
//! | 65,535 `BREAK` | the end of a string, so that no phrase runs across |
//!
//! An article is written so when it is asked for, out of the codes of its text: a table
//! says which slots each code stands for. Kept for all articles the lists would take
//! two bytes a word, more than the texts themselves do.

use std::ops::Range;

use super::scan::SlotSet;
use super::sketch::{Mark, Sketches};
use super::together::IS_GAP;
use crate::index::{ESCAPE, Index, TermId};
use crate::text::Word;
use crate::texts::{Numbers, Symbol, Texts};

/// Stands behind every string.
pub(super) const BREAK: u16 = 0xFFFF;

/// A surface or a code that has not been looked up yet.
const UNREAD: u32 = u32::MAX;

/// A surface that is no word of the index.
const NO_TERM: u32 = u32::MAX - 1;

/// So many slots are copied at once; most codes have fewer.
const STRIDE: usize = 4;

/// A code's slots: above so many bits where they begin, below how many they are.
const LEN_BITS: u32 = 5;

/// What codes stand for in slots.
pub(super) struct Slots {
    /// By code: its slots, see `LEN_BITS`, or `UNREAD`.
    codes: Vec<u32>,
    /// Slots of codes, with `STRIDE` behind the last.
    slots: Vec<u16>,
    /// By slot of `slots`, as long as articles are sketched: how sketches know the
    /// word.
    marks: Vec<Mark>,
    /// Places in `slots` that are `ESCAPE`, and their terms, ascending.
    rare: Vec<(u32, u32)>,
    /// By surface: its term, `UNREAD` or `NO_TERM`, and how sketches know it.
    surfaces: Vec<(u32, Mark)>,
    /// By slot, once all texts are read: where in `holders` the codes that have it end;
    /// they begin where those of the slot before end.
    holder_ends: Vec<u32>,
    holders: Vec<u32>,
    /// By code: `IS_GAP` or 0; with all 16-bit numbers, likewise.
    gaps: Vec<u8>,
}

/// Writes articles as slots.
pub(super) struct TokenArray {
    known: Slots,
    /// Of the articles that were read.
    pub(super) sketches: Sketches,
    /// By block: whether its articles are sketched.
    is_sketched: Vec<bool>,
    /// All blocks before this one are.
    n_read: u32,
    /// The slots of the article that was asked for last, and behind those others.
    slots: Vec<u16>,
    n_slots: usize,
    /// Its terms behind `ESCAPE`: place in `slots` and term, ascending.
    rare: Vec<(u32, u32)>,
}

/// An article as slots.
#[derive(Clone, Copy, Default)]
pub(super) struct DocTokens<'a> {
    pub(super) slots: &'a [u16],
    rare: &'a [(u32, u32)],
}

impl TokenArray {
    pub(super) fn new(texts: &Texts, index: &Index) -> Self {
        // Words of titles and leads are counted several times: a little too many.
        let n_words = index.average_len() * index.n_docs() as f32;
        let n_words = (n_words as usize).min(texts.n_bytes().saturating_mul(2));
        Self {
            // First, since it is large: it fits where the packed texts were read from.
            sketches: Sketches::new(texts.n_docs(), n_words),
            known: Slots::new(texts),
            is_sketched: vec![false; texts.n_blocks() as usize],
            n_read: 0,
            slots: Vec::new(),
            n_slots: 0,
            rare: Vec::new(),
        }
    }

    /// Reads one more block; says whether any is left.
    pub(super) fn read_next(&mut self, texts: &Texts, index: &Index) -> bool {
        if self.n_read < texts.n_blocks() {
            self.sketch(self.n_read, texts, index);
            self.n_read += 1;
        }
        let is_left = self.n_read < texts.n_blocks();
        if !is_left && self.known.gaps.is_empty() {
            self.known.finish();
            self.sketches.finish();
        }
        is_left
    }

    /// Returns an article, sketching its block if that has not been done. One that
    /// cannot be read has no words.
    pub(super) fn doc(&mut self, doc: u32, texts: &Texts, index: &Index) -> DocTokens<'_> {
        let number = texts.block_of(doc);
        self.sketch(number, texts, index);
        self.n_slots = 0;
        self.rare.clear();
        if let Ok(block) = texts.block(number) {
            self.write(block.numbers(doc), texts, index);
        }
        DocTokens {
            slots: self.slots.get(..self.n_slots).unwrap_or_default(),
            rare: &self.rare,
        }
    }

    /// Notes which words of the articles of a block follow each other.
    #[inline]
    fn sketch(&mut self, number: u32, texts: &Texts, index: &Index) {
        if let Some(is_sketched) = self.is_sketched.get_mut(number as usize)
            && !*is_sketched
        {
            *is_sketched = true;
            self.sketch_block(number, texts, index);
        }
    }

    fn sketch_block(&mut self, number: u32, texts: &Texts, index: &Index) {
        let Ok(block) = texts.block(number) else {
            return;
        };
        // With nothing for the end of a string.
        let mut words: Vec<Option<Mark>> = Vec::new();
        for doc in block.docs() {
            words.clear();
            for code in block.numbers(doc) {
                let range = self.known.of(code, texts, index);
                let slots = self.known.slots.get(range.clone()).unwrap_or_default();
                let marks = self.known.marks.get(range).unwrap_or_default();
                let both = slots.iter().zip(marks);
                words.extend(both.map(|(slot, mark)| (*slot != BREAK).then_some(*mark)));
            }
            self.sketches.begin(doc, words.len());
            for two in words.windows(2) {
                if let [Some(left), Some(right)] = two {
                    self.sketches.add(doc, *left, *right);
                }
            }
        }
    }

    /// Writes codes as slots.
    fn write(&mut self, codes: Numbers<'_>, texts: &Texts, index: &Index) {
        let mut end = 0;
        for code in codes {
            let range = self.known.of(code, texts, index);
            if !self.known.rare.is_empty() {
                self.rare.extend(self.known.rare_in(&range, end));
            }
            let from = self.known.slots.get(range.start..);
            let from = from.and_then(<[u16]>::first_chunk::<STRIDE>);
            let to = self.slots.get_mut(end..);
            let to = to.and_then(<[u16]>::first_chunk_mut::<STRIDE>);
            match (from, to) {
                // More than there are, so that their number is known: the next code's
                // take the place of those too many.
                (Some(from), Some(to)) if range.len() <= STRIDE => *to = *from,
                _ => self.write_many(range.clone(), end),
            }
            end += range.len();
        }
        self.n_slots = end;
    }

    /// Writes the slots of a code at `end`, making room for them.
    #[cold]
    fn write_many(&mut self, range: Range<usize>, end: usize) {
        let next = end + range.len();
        if self.slots.len() < next + STRIDE {
            self.slots.resize(2 * (next + STRIDE), 0);
        }
        if let Some(from) = self.known.slots.get(range)
            && let Some(to) = self.slots.get_mut(end..next)
        {
            to.copy_from_slice(from);
        }
    }
}

/// What codes have of words, once all texts have been read.
impl TokenArray {
    /// Returns by code whether it is a gap, for all 16-bit numbers at least; nothing
    /// before all texts have been read.
    pub(super) fn gaps(&self) -> &[u8] {
        &self.known.gaps
    }

    /// How often codes have one of the terms, at most.
    pub(super) fn n_holders(&self, set: &SlotSet) -> usize {
        let own = set
            .span()
            .map(|(first, last)| self.known.holders_of(first, last).len());
        let rare = set
            .has_escape()
            .then(|| self.known.holders_of(ESCAPE, ESCAPE).len());
        own.unwrap_or(0) + rare.unwrap_or(0)
    }

    /// Gives every code that has one of the terms, once or more often, and where its
    /// slots stand in those of all codes.
    pub(super) fn for_holders(&self, set: &SlotSet, mut f: impl FnMut(u32, Range<usize>)) {
        for slot in set.slots() {
            let holders = self.known.holders.get(self.known.holders_of(slot, slot));
            for code in holders.unwrap_or_default() {
                if let Some(place) = self.known.codes.get(*code as usize) {
                    f(*code, range(*place));
                }
            }
        }
    }

    /// Returns the slots of all codes as one text.
    pub(super) fn of_codes(&self) -> DocTokens<'_> {
        DocTokens {
            slots: &self.known.slots,
            rare: &self.known.rare,
        }
    }
}

impl Slots {
    fn new(texts: &Texts) -> Self {
        Self {
            codes: vec![UNREAD; texts.n_codes() as usize],
            slots: vec![0; STRIDE],
            marks: Vec::new(),
            rare: Vec::new(),
            surfaces: vec![(UNREAD, Mark::default()); texts.n_surfaces() as usize],
            holder_ends: Vec::new(),
            holders: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// Returns where in `slots` those of a code stand.
    #[inline]
    fn of(&mut self, code: u32, texts: &Texts, index: &Index) -> Range<usize> {
        // What stands for nothing ends a string, as 0 does.
        let known = self.codes.get(code as usize).or(self.codes.first());
        let place = match known {
            Some(place) if *place != UNREAD => *place,
            _ => self.learn(code, texts, index),
        };
        range(place)
    }

    #[cold]
    fn learn(&mut self, code: u32, texts: &Texts, index: &Index) -> u32 {
        let start = self.slots.len().saturating_sub(STRIDE);
        self.slots.truncate(start);
        match texts.symbol(code) {
            Symbol::End => self.push(BREAK, Mark::default()),
            Symbol::Surface(surface) => self.push_surface(surface, texts, index),
            Symbol::Phrase(surfaces) => {
                for surface in surfaces {
                    self.push_surface(*surface, texts, index);
                }
            }
        }
        let len = self.slots.len() - start;
        self.slots.extend([0; STRIDE]);
        let place = (start << LEN_BITS | len) as u32;
        let code = if (code as usize) < self.codes.len() {
            code as usize
        } else {
            0
        };
        if let Some(known) = self.codes.get_mut(code) {
            *known = place;
        }
        place
    }

    fn push(&mut self, slot: u16, mark: Mark) {
        self.slots.push(slot);
        self.marks.push(mark);
    }

    fn push_surface(&mut self, surface: u32, texts: &Texts, index: &Index) {
        let (term, mark) = self.surface(surface, texts, index);
        if term == NO_TERM {
            return;
        }
        let slot = index.slot(TermId(term));
        if slot == ESCAPE {
            self.rare.push((self.slots.len() as u32, term));
        }
        self.push(slot, mark);
    }

    #[inline]
    fn surface(&mut self, surface: u32, texts: &Texts, index: &Index) -> (u32, Mark) {
        let place = self.surfaces.get_mut(surface as usize);
        if let Some(known) = &place
            && known.0 != UNREAD
        {
            return **known;
        }
        let word = texts.is_word(surface).then(|| texts.surface(surface));
        let found = word.and_then(|word| look_up(word, index));
        let found = found.unwrap_or((NO_TERM, Mark::default()));
        if let Some(place) = place {
            *place = found;
        }
        found
    }

    /// Returns the rare terms of a code whose slots are written at `at`.
    fn rare_in(&self, range: &Range<usize>, at: usize) -> impl Iterator<Item = (u32, u32)> {
        let first = self
            .rare
            .partition_point(|rare| (rare.0 as usize) < range.start);
        let rare = self.rare.get(first..).unwrap_or_default();
        let (start, end) = (range.start, range.end);
        let rare = rare.iter().take_while(move |rare| (rare.0 as usize) < end);
        rare.map(move |(place, term)| ((*place as usize - start + at) as u32, *term))
    }

    /// Notes which codes have a slot, and gives back what only sketching needs.
    fn finish(&mut self) {
        self.marks = Vec::new();
        self.surfaces = Vec::new();
        self.slots.shrink_to_fit();
        let slots = self.slots.iter().filter(|slot| **slot != BREAK);
        let n = slots.max().map_or(0, |slot| usize::from(*slot) + 1);
        let mut ends = vec![0_u32; n + 1];
        let words = |place: u32| self.slots.get(range(place)).unwrap_or_default();
        let known = || self.codes.iter().filter(|place| **place != UNREAD);
        for slot in known().flat_map(|place| words(*place)) {
            if let Some(n) = ends.get_mut(usize::from(*slot) + 1) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut holders = vec![0; sum as usize];
        for (code, place) in (0..).zip(&self.codes) {
            if *place == UNREAD {
                continue;
            }
            for slot in words(*place) {
                // Where those of the slot begin, for as long as they are filled in.
                if let Some(next) = ends.get_mut(usize::from(*slot))
                    && let Some(holder) = holders.get_mut(*next as usize)
                {
                    *holder = code;
                    *next += 1;
                }
            }
        }
        (self.holder_ends, self.holders) = (ends, holders);
        let gap = |place: &u32| IS_GAP * u8::from(range(*place).is_empty());
        self.gaps = self.codes.iter().map(gap).collect();
        self.gaps.resize(self.gaps.len().max(1 << 16), 0);
    }

    /// Returns where the holders of a slot begin and end.
    fn holders_of(&self, first: u16, last: u16) -> Range<usize> {
        // Behind the last slot that a code has there are none.
        let last_known = self.holder_ends.len().saturating_sub(2);
        let end = |slot: usize| self.holder_ends.get(slot.min(last_known));
        let end = |slot: usize| end(slot).copied().unwrap_or(0) as usize;
        let start = usize::from(first).checked_sub(1).map_or(0, end);
        start..end(last.into()).max(start)
    }
}

fn range(place: u32) -> Range<usize> {
    let start = (place >> LEN_BITS) as usize;
    start..start + (place & ((1 << LEN_BITS) - 1)) as usize
}

fn look_up(surface: &str, index: &Index) -> Option<(u32, Mark)> {
    let word = Word::new(surface)?;
    let term = index.term(word.key())?;
    Some((term.0, Mark::new(&word.fold())))
}

impl DocTokens<'_> {
    /// Returns which rare term stands at a place of `slots`.
    pub(super) fn rare_at(&self, at: usize) -> Option<TermId> {
        let place = u32::try_from(at).ok()?;
        let found = self.rare.binary_search_by_key(&place, |rare| rare.0).ok()?;
        Some(TermId(self.rare[found].1))
    }

    /// Returns where the title ends.
    pub(super) fn title(&self) -> Range<usize> {
        let end = self.slots.iter().position(|slot| *slot == BREAK);
        0..end.unwrap_or(self.slots.len())
    }
}
