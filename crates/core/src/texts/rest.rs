//! What of an article is neither in its strings nor in the columns.
//!
//! | field | form |
//! |---|---|
//! | pictures | how many the article has, and their numbers in order |
//! | fields | bits, see `has` |
//! | | what the bits say is there, in their order |
//! | blocks | how many |
//! | | runs of blocks of one kind: 16 times (how many - 1) + kind, see `kind`, and what each has |
//!
//! | kind | has |
//! |---|---|
//! | paragraph with spans | spans |
//! | heading | level, a byte; spans |
//! | list | how many items; spans of each |
//! | quote | spans |
//! | figure | a byte: 1 its picture is the article's next, 2 an address; + 4 with a caption. The address as a reference; with a caption `alt` as a string, and spans |
//! | table | how many cells the head row has; how many rows, and cells of each; spans of each cell |
//!
//! Spans are how many; start, length in bytes, and 0 emphasis, 1 strong, 2 link
//! and its address as a reference. A reference is 1 + the number of a repeated
//! string of the columns, or 0 and a string. All numbers are varints.

mod write;

use super::{MAX_ARTICLE_BYTES, TextsError, stamp};
use crate::article::{
    Article, ArticleId, Block, Guess, Provenance, Span, SpanKind, Text, is_data_image,
    is_safe_link, nests,
};
use crate::bytes::{BytesError, Reader};
use crate::catalogue::{Catalogue, Facet, NO_VALUE, dates, slug};
use crate::json::Extra;
pub(super) use write::write;

/// What an article has beside strings and columns, in this order.
mod has {
    /// A lead, which may be empty.
    pub(super) const LEAD: u64 = 1;
    /// An address that is its id.
    pub(super) const ID_AS_URL: u64 = 1 << 1;
    /// Another address: a string.
    pub(super) const URL: u64 = 1 << 2;
    /// Another address, in which U+0001 stands for the slug of the title (see
    /// `catalogue::slug`): a string.
    pub(super) const SLUGGED_URL: u64 = 1 << 3;
    /// Page date and event date, see `catalogue::dates`.
    pub(super) const DATES: u64 = 1 << 4;
    /// A stamp on the article's day, see `stamp`: two numbers.
    pub(super) const STAMP: u64 = 1 << 5;
    /// Another stamp: a string.
    pub(super) const OTHER_STAMP: u64 = 1 << 6;
    /// The input's path: a reference.
    pub(super) const PATH: u64 = 1 << 7;
    /// The reader's name: a reference.
    pub(super) const READER: u64 = 1 << 8;
    /// The item's number.
    pub(super) const ITEM: u64 = 1 << 9;
    /// Guesses: how many, and two references each.
    pub(super) const GUESSES: u64 = 1 << 10;
    /// Unknown fields of the provenance: JSON, a string.
    pub(super) const PROVENANCE_EXTRA: u64 = 1 << 11;
    /// Unknown fields of the item: JSON, a string.
    pub(super) const EXTRA: u64 = 1 << 12;
    /// Unknown fields of its `_biennien`: JSON, a string.
    pub(super) const EXTRA_BIENNIEN: u64 = 1 << 13;
    /// Facets as lists of strings where the columns do not say them exactly:
    /// from this bit on, one bit each, in the order of `Facet::ALL`.
    pub(super) const FACETS: u64 = 1 << 14;
    /// From this bit on nothing is known.
    pub(super) const END: u64 = FACETS << crate::catalogue::Facet::STORED.len();
}

/// Kinds of blocks.
mod kind {
    pub(super) const PARAGRAPH: u64 = 0;
    pub(super) const PARAGRAPH_WITH_SPANS: u64 = 1;
    pub(super) const HEADING: u64 = 2;
    pub(super) const LIST: u64 = 3;
    pub(super) const ORDERED_LIST: u64 = 4;
    pub(super) const QUOTE: u64 = 5;
    pub(super) const QUOTE_OF_SOMEBODY: u64 = 6;
    pub(super) const FIGURE: u64 = 7;
    pub(super) const TABLE: u64 = 8;
    pub(super) const CODE: u64 = 9;
}

/// The lower bits of a figure's byte say where its picture is.
const SRC: u8 = 3;
const SRC_IS_PICTURE: u8 = 1;
const SRC_IS_ADDRESS: u8 = 2;
const HAS_CAPTION: u8 = 4;

/// Returns the numbers of an article's own pictures in order, the first being
/// `Article::first_picture`; as far as they can be read.
#[must_use]
pub fn pictures(rest: &[u8]) -> Vec<u32> {
    let mut reader = Reader::new(rest);
    let n = reader.count(1).unwrap_or(0);
    (0..n).map_while(|_| reader.varint_u32().ok()).collect()
}

/// Puts an article together again: what the columns say of it, its strings and
/// its rest out of its block, and the addresses of its own pictures in order (a
/// figure whose picture is not among them has none).
///
/// # Errors
///
/// When strings and rest do not belong together or are damaged.
pub fn article(
    catalogue: &Catalogue,
    doc: u32,
    strings: Vec<String>,
    rest: &[u8],
    pictures: Vec<String>,
) -> Result<Article, TextsError> {
    let mut reading = Reading {
        catalogue,
        reader: Reader::new(rest),
        strings: strings.into_iter(),
        pictures: pictures.into_iter(),
        n_left: MAX_ARTICLE_BYTES,
    };
    reading.article(doc).map_err(|error| TextsError::Article {
        doc: doc.saturating_add(1),
        error,
    })
}

/// An article being read.
struct Reading<'a> {
    catalogue: &'a Catalogue,
    reader: Reader<'a>,
    strings: std::vec::IntoIter<String>,
    pictures: std::vec::IntoIter<String>,
    /// How many bytes what is referred to may still take.
    n_left: usize,
}

impl Reading<'_> {
    fn article(&mut self, doc: u32) -> Result<Article, BytesError> {
        for _ in 0..self.reader.count(1)? {
            self.reader.varint_u32()?;
        }
        let fields = self.reader.varint()?;
        if fields >= has::END {
            return Err(BytesError::Number);
        }
        let has = |bit: u64| fields & bit != 0;
        let id = self.catalogue.id(doc);
        let date = self.catalogue.date(doc);
        let mut article = Article {
            id: ArticleId(id.to_owned()),
            date,
            title: self.string()?,
            ..Article::default()
        };
        let lead = self.string()?;
        article.lead = has(has::LEAD).then_some(lead);
        if has(has::ID_AS_URL) {
            article.url = Some(id.to_owned());
        }
        if has(has::URL) {
            article.url = Some(self.reader.str()?.to_owned());
        }
        if has(has::SLUGGED_URL) {
            article.url = Some(slug::with_slug(self.reader.str()?, &article.title));
        }
        if has(has::DATES) {
            let dates = dates::read(&mut self.reader, 2)?;
            (article.page_date, article.event_date) = (dates[0], dates[1]);
        }
        if has(has::STAMP) {
            let (seconds, offset) = (self.reader.varint_u32()?, self.reader.varint_u32()?);
            let day = date.ok_or(BytesError::Number)?.first();
            article.date_published = Some(stamp::unpack(day, seconds, offset));
        }
        if has(has::OTHER_STAMP) {
            article.date_published = Some(self.reader.str()?.to_owned());
        }
        article.provenance = self.provenance(fields)?;
        if has(has::EXTRA) {
            article.extra = self.json()?;
        }
        if has(has::EXTRA_BIENNIEN) {
            article.extra_biennien = self.json()?;
        }
        self.facets(&mut article, doc, fields / has::FACETS)?;
        article.blocks = self.blocks()?;
        if self.strings.next().is_some() {
            return Err(BytesError::Number);
        }
        Ok(article)
    }

    fn string(&mut self) -> Result<String, BytesError> {
        self.strings.next().ok_or(BytesError::End)
    }

    fn reference(&mut self) -> Result<String, BytesError> {
        match self.reader.varint_u32()?.checked_sub(1) {
            None => Ok(self.reader.str()?.to_owned()),
            Some(number) => self.copy(self.catalogue.repeated().text(number)),
        }
    }

    /// Copies what the columns say once and any number of bytes refer to.
    fn copy(&mut self, text: &str) -> Result<String, BytesError> {
        let n_left = self.n_left.checked_sub(text.len());
        self.n_left = n_left.ok_or(BytesError::Number)?;
        Ok(text.to_owned())
    }

    fn json(&mut self) -> Result<Extra, BytesError> {
        Extra::from_json(self.reader.str()?).map_err(|_| BytesError::Text)
    }

    fn provenance(&mut self, fields: u64) -> Result<Provenance, BytesError> {
        let mut provenance = Provenance::default();
        if fields & has::PATH != 0 {
            provenance.path = Some(self.reference()?);
        }
        if fields & has::READER != 0 {
            provenance.reader = Some(self.reference()?);
        }
        if fields & has::ITEM != 0 {
            provenance.item = Some(self.reader.varint_u32()?);
        }
        if fields & has::GUESSES != 0 {
            for _ in 0..self.reader.count(2)? {
                let (field, reason) = (self.reference()?, self.reference()?);
                provenance.guesses.push(Guess { field, reason });
            }
        }
        if fields & has::PROVENANCE_EXTRA != 0 {
            provenance.extra = self.json()?;
        }
        Ok(provenance)
    }

    /// Takes what the columns say; `lists` has a bit for each facet that is
    /// spelled out here.
    fn facets(
        &mut self,
        article: &mut Article,
        doc: u32,
        lists: u64,
    ) -> Result<(), BytesError> {
        for facet in Facet::STORED {
            let mut list: Vec<String> = Vec::new();
            if lists >> facet as u32 & 1 == 1 {
                for _ in 0..self.reader.count(1)? {
                    list.push(self.reader.str()?.to_owned());
                }
            } else {
                let values = self.catalogue.values(facet);
                for value in self.catalogue.doc_values(facet, doc) {
                    list.push(self.copy(values.text(*value))?);
                }
                if list.len() == 1 && list[0] == NO_VALUE {
                    list.clear();
                }
            }
            match facet {
                Facet::Source => article.sources = list,
                Facet::Author => article.authors = list,
                Facet::Tag => article.tags = list,
                Facet::Section => article.section = list.pop(),
                Facet::Place => article.place = list.pop(),
                Facet::Lang => article.language = list.pop(),
                Facet::Year => {}
            }
        }
        Ok(())
    }

    fn blocks(&mut self) -> Result<Vec<Block>, BytesError> {
        let n_blocks = self.reader.varint()? as usize;
        let mut blocks = Vec::new();
        while blocks.len() < n_blocks {
            let run = self.reader.varint()?;
            for _ in 0..=run >> 4 {
                blocks.push(self.block(run & 0xf)?);
            }
        }
        Ok(blocks)
    }

    fn block(&mut self, kind: u64) -> Result<Block, BytesError> {
        Ok(match kind {
            kind::PARAGRAPH => Block::Paragraph(Text::plain(self.string()?)),
            kind::PARAGRAPH_WITH_SPANS => Block::Paragraph(self.text()?),
            kind::HEADING => Block::Heading {
                level: self.reader.u8()?.clamp(2, 6),
                text: self.text()?,
            },
            kind::LIST | kind::ORDERED_LIST => {
                let n_items = self.reader.varint()?;
                Block::List {
                    is_ordered: kind == kind::ORDERED_LIST,
                    items: self.texts(n_items)?,
                }
            }
            kind::QUOTE => Block::Quote {
                text: self.text()?,
                attribution: None,
            },
            kind::QUOTE_OF_SOMEBODY => Block::Quote {
                text: self.text()?,
                attribution: Some(self.string()?),
            },
            kind::FIGURE => self.figure()?,
            kind::TABLE => self.table()?,
            kind::CODE => Block::Code {
                text: self.string()?,
            },
            _ => return Err(BytesError::Number),
        })
    }

    fn figure(&mut self) -> Result<Block, BytesError> {
        let form = self.reader.u8()?;
        let src = match form & SRC {
            SRC_IS_PICTURE => self.pictures.next().filter(|src| is_data_image(src)),
            SRC_IS_ADDRESS => Some(self.reference()?).filter(|src| is_safe_link(src)),
            _ => None,
        };
        let (alt, caption) = if form & HAS_CAPTION != 0 {
            (self.reader.str()?.to_owned(), self.text()?)
        } else {
            (self.string()?, Text::default())
        };
        Ok(Block::Figure { src, alt, caption })
    }

    fn table(&mut self) -> Result<Block, BytesError> {
        let n_header = self.reader.varint()?;
        let n_rows = self.reader.count(1)?;
        let mut n_cells = Vec::with_capacity(n_rows);
        for _ in 0..n_rows {
            n_cells.push(self.reader.varint()?);
        }
        let header = self.texts(n_header)?;
        let rows = n_cells.into_iter().map(|n_cells| self.texts(n_cells));
        Ok(Block::Table {
            header,
            rows: rows.collect::<Result<_, _>>()?,
        })
    }

    fn texts(&mut self, n: u64) -> Result<Vec<Text>, BytesError> {
        (0..n).map(|_| self.text()).collect()
    }

    fn text(&mut self) -> Result<Text, BytesError> {
        let text = self.string()?;
        let mut spans: Vec<Span> = Vec::new();
        // Where the spans end that the next one may stand in, innermost last.
        let mut open: Vec<usize> = Vec::new();
        for _ in 0..self.reader.count(3)? {
            let start = self.reader.varint_u32()? as usize;
            let end = start.saturating_add(self.reader.varint_u32()? as usize);
            let kind = match self.reader.u8()? {
                0 => SpanKind::Emphasis,
                1 => SpanKind::Strong,
                2 => SpanKind::Link(self.reference()?),
                _ => return Err(BytesError::Number),
            };
            let byte_range = start..end;
            let is_inside = start < end && text.get(byte_range.clone()).is_some();
            if is_inside && is_safe(&kind) && nests(&byte_range, &spans, &mut open) {
                spans.push(Span { byte_range, kind });
                open.push(end);
            }
        }
        Ok(Text { text, spans })
    }
}

fn is_safe(kind: &SpanKind) -> bool {
    !matches!(kind, SpanKind::Link(href) if !is_safe_link(href))
}
