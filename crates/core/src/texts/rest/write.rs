//! Writes what of an article is neither in its strings nor in the columns.

use super::{HAS_CAPTION, SRC_IS_ADDRESS, SRC_IS_PICTURE, has, kind};
use crate::article::{Article, Block, Provenance, SpanKind, Text, is_data_image};
use crate::bytes::Writer;
use crate::catalogue::{Facet, NO_VALUE, Repeated, dates, facet_list, facet_values, slug};
use crate::texts::pictures::{PictureWriter, addresses};
use crate::texts::stamp;

/// Writes an article's rest.
pub(in crate::texts) fn write<'a>(
    article: &'a Article,
    repeated: &Repeated,
    pictures: &mut PictureWriter<'a>,
    level: u8,
) -> Vec<u8> {
    let mut writer = Writer::default();
    let addresses = addresses(article);
    let numbers: Vec<u32> = addresses.map(|src| pictures.number(src, level)).collect();
    writer.count(numbers.len());
    for number in numbers {
        writer.varint(number.into());
    }
    let mut writing = Writing { writer, repeated };
    writing.fields(article);
    writing.blocks(&article.blocks);
    writing.writer.into_bytes()
}

/// A rest being written.
struct Writing<'a> {
    writer: Writer,
    repeated: &'a Repeated<'a>,
}

impl Writing<'_> {
    fn reference(&mut self, text: &str) {
        match self.repeated.number(text) {
            Some(number) => self.writer.varint(u64::from(number) + 1),
            None => {
                self.writer.u8(0);
                self.writer.str(text);
            }
        }
    }

    fn fields(&mut self, article: &Article) {
        let id_as_url = article.url.as_ref() == Some(&article.id.0);
        let url = article.url.as_ref().filter(|_| !id_as_url);
        let slugged = url.and_then(|url| slug::without_slug(url, &article.title));
        let url = url.filter(|_| slugged.is_none());
        let dates = [article.page_date, article.event_date];
        let published = article.date_published.as_deref();
        let day = article.date.map(|date| date.first());
        let stamp = day.and_then(|day| stamp::pack(day, published?));
        let other_stamp = published.filter(|_| stamp.is_none());
        let fields = bit(article.lead.is_some(), has::LEAD)
            | bit(id_as_url, has::ID_AS_URL)
            | bit(url.is_some(), has::URL)
            | bit(slugged.is_some(), has::SLUGGED_URL)
            | bit(dates != [None, None], has::DATES)
            | bit(stamp.is_some(), has::STAMP)
            | bit(other_stamp.is_some(), has::OTHER_STAMP)
            | bits_of_rare(article);
        self.writer.varint(fields);
        for url in [url, slugged.as_ref()].into_iter().flatten() {
            self.writer.str(url);
        }
        if dates != [None, None] {
            let mut writer = dates::DateWriter::default();
            dates.into_iter().for_each(|date| writer.date(date));
            writer.finish(&mut self.writer);
        }
        if let Some((seconds, offset)) = stamp {
            self.writer.varint(seconds.into());
            self.writer.varint(offset.into());
        }
        if let Some(stamp) = other_stamp {
            self.writer.str(stamp);
        }
        self.provenance(&article.provenance);
        for extra in [&article.extra, &article.extra_biennien] {
            if !extra.is_empty() {
                self.writer.str(extra.json());
            }
        }
        for facet in Facet::STORED {
            if !is_exact(article, facet) {
                let list = facet_list(article, facet);
                self.writer.count(list.len());
                list.into_iter().for_each(|text| self.writer.str(text));
            }
        }
    }

    fn provenance(&mut self, provenance: &Provenance) {
        let names = [&provenance.path, &provenance.reader];
        for name in names.into_iter().flatten() {
            self.reference(name);
        }
        if let Some(item) = provenance.item {
            self.writer.varint(item.into());
        }
        if !provenance.guesses.is_empty() {
            self.writer.count(provenance.guesses.len());
            for guess in &provenance.guesses {
                self.reference(&guess.field);
                self.reference(&guess.reason);
            }
        }
        if !provenance.extra.is_empty() {
            self.writer.str(provenance.extra.json());
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        self.writer.count(blocks.len());
        for run in blocks.chunk_by(|a, b| kind_of(a) == kind_of(b)) {
            self.writer
                .varint((run.len() as u64 - 1) << 4 | kind_of(&run[0]));
            run.iter().for_each(|block| self.block(block));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) if text.spans.is_empty() => {}
            Block::Paragraph(text) | Block::Quote { text, .. } => self.spans(text),
            Block::Heading { level, text } => {
                self.writer.u8(*level);
                self.spans(text);
            }
            Block::List { items, .. } => {
                self.writer.count(items.len());
                items.iter().for_each(|text| self.spans(text));
            }
            Block::Figure { src, alt, caption } => {
                let form = match src {
                    None => 0,
                    Some(src) if is_data_image(src) => SRC_IS_PICTURE,
                    Some(_) => SRC_IS_ADDRESS,
                };
                let has_caption = !caption.text.is_empty();
                self.writer
                    .u8(form + if has_caption { HAS_CAPTION } else { 0 });
                if let Some(src) = src.as_ref().filter(|_| form == SRC_IS_ADDRESS) {
                    self.reference(src);
                }
                if has_caption {
                    self.writer.str(alt);
                    self.spans(caption);
                }
            }
            Block::Table { header, rows } => {
                self.writer.count(header.len());
                self.writer.count(rows.len());
                rows.iter().for_each(|row| self.writer.count(row.len()));
                let cells = header.iter().chain(rows.iter().flatten());
                cells.for_each(|text| self.spans(text));
            }
            Block::Code { .. } => {}
        }
    }

    fn spans(&mut self, text: &Text) {
        self.writer.count(text.spans.len());
        for span in &text.spans {
            self.writer.count(span.byte_range.start);
            self.writer.count(span.byte_range.len());
            match &span.kind {
                SpanKind::Emphasis => self.writer.u8(0),
                SpanKind::Strong => self.writer.u8(1),
                SpanKind::Link(href) => {
                    self.writer.u8(2);
                    self.reference(href);
                }
            }
        }
    }
}

fn bit(is: bool, bit: u64) -> u64 {
    if is { bit } else { 0 }
}

/// Returns the bits of provenance, unknown fields and facets.
fn bits_of_rare(article: &Article) -> u64 {
    let Provenance {
        path,
        reader,
        item,
        guesses,
        extra,
    } = &article.provenance;
    let bits = bit(path.is_some(), has::PATH)
        | bit(reader.is_some(), has::READER)
        | bit(item.is_some(), has::ITEM)
        | bit(!guesses.is_empty(), has::GUESSES)
        | bit(!extra.is_empty(), has::PROVENANCE_EXTRA)
        | bit(!article.extra.is_empty(), has::EXTRA)
        | bit(!article.extra_biennien.is_empty(), has::EXTRA_BIENNIEN);
    let facets = Facet::STORED.into_iter();
    facets.fold(bits, |bits, facet| {
        bits | bit(!is_exact(article, facet), has::FACETS << facet as u32)
    })
}

/// Whether the columns give back exactly what an article says of a facet.
fn is_exact(article: &Article, facet: Facet) -> bool {
    let list = facet_list(article, facet);
    list.is_empty() || (list != [NO_VALUE] && list == facet_values(article, facet))
}

fn kind_of(block: &Block) -> u64 {
    match block {
        Block::Paragraph(text) if text.spans.is_empty() => kind::PARAGRAPH,
        Block::Paragraph(_) => kind::PARAGRAPH_WITH_SPANS,
        Block::Heading { .. } => kind::HEADING,
        Block::List {
            is_ordered: false, ..
        } => kind::LIST,
        Block::List { .. } => kind::ORDERED_LIST,
        Block::Quote {
            attribution: None, ..
        } => kind::QUOTE,
        Block::Quote { .. } => kind::QUOTE_OF_SOMEBODY,
        Block::Figure { .. } => kind::FIGURE,
        Block::Table { .. } => kind::TABLE,
        Block::Code { .. } => kind::CODE,
    }
}
