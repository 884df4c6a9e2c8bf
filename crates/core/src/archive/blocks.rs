//! Blocks as JSON.
//!
//! ```json
//! { "type": "paragraph", "text": "Xem tại đây.", "spans": [
//!   { "start": 4, "end": 11, "kind": "link", "href": "https://example.org/" } ] }
//! ```
//!
//! | type | fields |
//! |---|---|
//! | `paragraph` | a text |
//! | `heading` | a text, `level` 2 to 6 |
//! | `list` | `ordered`, `items`: texts |
//! | `quote` | a text, `attribution` |
//! | `figure` | `src`, `alt`, `caption`: a text |
//! | `table` | `header`: texts, `rows`: lists of texts |
//! | `code` | `text` |
//!
//! A text is a string, or an object with `text` and `spans`. Spans count UTF-16
//! code units, as JavaScript does; `kind` is `emphasis`, `strong` or `link`.

use std::ops::Range;

use serde_json::Value;

use super::feed::ItemError;
use super::fields::{Fields, wrong_type};
use crate::article::{Block, Span, SpanKind, Text, is_data_image, is_safe_link, nests};
use crate::json::Writer;
use crate::order;

/// Reads blocks; what had to be left out is told in `dropped`.
pub(super) fn read(
    list: Vec<Value>,
    dropped: &mut Vec<String>,
) -> Result<Vec<Block>, ItemError> {
    let block = |(at, value)| {
        let place = format!("blocks[{}]", at + 1);
        read_block(Fields::from_value(value, &place)?, dropped)
    };
    list.into_iter().enumerate().map(block).collect()
}

fn read_block(mut fields: Fields, dropped: &mut Vec<String>) -> Result<Block, ItemError> {
    let kind = fields.text("type")?.unwrap_or_default();
    let block = match kind.as_str() {
        "paragraph" => Block::Paragraph(own_text(&mut fields, dropped)?),
        "heading" => Block::Heading {
            level: fields.parse::<u8>("level")?.unwrap_or(2).clamp(2, 6),
            text: own_text(&mut fields, dropped)?,
        },
        "list" => Block::List {
            is_ordered: fields.flag("ordered")?,
            items: texts(&mut fields, "items", dropped)?,
        },
        "quote" => Block::Quote {
            text: own_text(&mut fields, dropped)?,
            attribution: fields.text("attribution")?,
        },
        "figure" => figure(&mut fields, dropped)?,
        "table" => table(&mut fields, dropped)?,
        "code" => Block::Code {
            text: plain(&mut fields, "text")?,
        },
        _ => {
            return Err(ItemError::BlockType {
                block: fields.path("type"),
                found: kind,
            });
        }
    };
    let place = fields.path("");
    for key in fields.into_rest().keys() {
        dropped.push(format!("{place}{key} is not known here and was left out"));
    }
    Ok(block)
}

fn figure(fields: &mut Fields, dropped: &mut Vec<String>) -> Result<Block, ItemError> {
    let path = fields.path("src");
    let src = fields.text("src")?.filter(|src| {
        let is_kept = is_data_image(src) || is_safe_link(src);
        if !is_kept {
            dropped.push(format!(
                "{path} is neither a data: image nor an http address"
            ));
        }
        is_kept
    });
    let caption = match fields.take("caption") {
        Some(value) => text(value, &fields.path("caption"), dropped)?,
        None => Text::default(),
    };
    Ok(Block::Figure {
        src,
        alt: plain(fields, "alt")?,
        caption,
    })
}

fn table(fields: &mut Fields, dropped: &mut Vec<String>) -> Result<Block, ItemError> {
    let header = texts(fields, "header", dropped)?;
    let mut rows = Vec::new();
    for (at, row) in fields.list("rows")?.into_iter().enumerate() {
        let place = fields.path(&format!("rows[{}]", at + 1));
        let Value::Array(cells) = row else {
            return Err(wrong_type(&place, "a list", &row));
        };
        let cells = cells.into_iter().map(|cell| text(cell, &place, dropped));
        rows.push(cells.collect::<Result<_, _>>()?);
    }
    Ok(Block::Table { header, rows })
}

fn texts(
    fields: &mut Fields,
    key: &str,
    dropped: &mut Vec<String>,
) -> Result<Vec<Text>, ItemError> {
    let place = fields.path(key);
    fields
        .list(key)?
        .into_iter()
        .map(|value| text(value, &place, dropped))
        .collect()
}

/// Reads the text that the block itself is.
fn own_text(fields: &mut Fields, dropped: &mut Vec<String>) -> Result<Text, ItemError> {
    let mut text = Text::plain(plain(fields, "text")?);
    text.spans = spans(fields, &text.text, dropped)?;
    Ok(text)
}

/// Reads a string, or an object with `text` and `spans`.
fn text(value: Value, place: &str, dropped: &mut Vec<String>) -> Result<Text, ItemError> {
    match value {
        Value::String(text) => Ok(Text::plain(text)),
        Value::Object(map) => own_text(&mut Fields::new(map, format!("{place}.")), dropped),
        other => Err(wrong_type(place, "a text", &other)),
    }
}

fn plain(fields: &mut Fields, key: &str) -> Result<String, ItemError> {
    match fields.take(key) {
        None => Ok(String::new()),
        Some(Value::String(text)) => Ok(text),
        Some(other) => Err(wrong_type(&fields.path(key), "a text", &other)),
    }
}

fn spans(
    fields: &mut Fields,
    text: &str,
    dropped: &mut Vec<String>,
) -> Result<Vec<Span>, ItemError> {
    let place = fields.path("spans");
    let mut found = Vec::new();
    for value in fields.list("spans")? {
        let mut span = Fields::from_value(value, &place)?;
        let start = span.parse::<usize>("start")?.unwrap_or(0);
        let end = span.parse::<usize>("end")?.unwrap_or(0);
        let kind = match span.text("kind")?.as_deref() {
            Some("emphasis") => Some(SpanKind::Emphasis),
            Some("strong") => Some(SpanKind::Strong),
            Some("link") => span
                .text("href")?
                .filter(|href| is_safe_link(href))
                .map(SpanKind::Link),
            _ => None,
        };
        found.push((start..end, kind));
    }
    let ends = found.iter().flat_map(|(utf16, _)| [utf16.start, utf16.end]);
    let places = places(text, ends, Place::utf16);
    let mut spans = Vec::new();
    for (utf16, kind) in found {
        match (kind, byte_range(&places, &utf16)) {
            (Some(kind), Some(byte_range)) => spans.push(Span { byte_range, kind }),
            _ => dropped.push(format!(
                "{place}: {} to {} fits no text or address",
                utf16.start, utf16.end
            )),
        }
    }
    order::sort_by_key(&mut spans, |span| {
        (
            span.byte_range.start,
            std::cmp::Reverse(span.byte_range.end),
        )
    });
    drop_crossing(&mut spans, &place, dropped);
    Ok(spans)
}

/// Leaves out spans that begin inside another one and end outside of it.
fn drop_crossing(spans: &mut Vec<Span>, place: &str, dropped: &mut Vec<String>) {
    let mut open: Vec<usize> = Vec::new();
    for span in std::mem::take(spans) {
        if nests(&span.byte_range, spans, &mut open) {
            open.push(span.byte_range.end);
            spans.push(span);
        } else {
            dropped.push(format!("{place}: a span crosses another one"));
        }
    }
}

/// A place between two letters of a text.
#[derive(Clone, Copy, Default)]
struct Place {
    bytes: usize,
    utf16: usize,
}

impl Place {
    fn bytes(&self) -> usize {
        self.bytes
    }

    fn utf16(&self) -> usize {
        self.utf16
    }
}

/// Returns the wanted places of a text, ascending, but for those inside a letter
/// or behind the end; `count` says what they are counted in. The text is walked
/// once, however many they are.
fn places(
    text: &str,
    wanted: impl Iterator<Item = usize>,
    count: fn(&Place) -> usize,
) -> Vec<Place> {
    let mut wanted: Vec<u64> = wanted.map(|at| at as u64).collect();
    order::sort_keys(&mut wanted);
    let mut wanted = wanted.into_iter().peekable();
    let mut letters = text.chars();
    let mut place = Place::default();
    let mut found = Vec::new();
    while wanted.peek().is_some() {
        let here = count(&place) as u64;
        while wanted.next_if(|at| *at < here).is_some() {}
        if wanted.next_if_eq(&here).is_some() {
            found.push(place);
        }
        let Some(letter) = letters.next() else {
            break;
        };
        place.bytes += letter.len_utf8();
        place.utf16 += letter.len_utf16();
    }
    found
}

fn find(places: &[Place], wanted: usize, count: fn(&Place) -> usize) -> Option<Place> {
    let at = places.partition_point(|place| count(place) < wanted);
    let place = places.get(at).copied();
    place.filter(|place| count(place) == wanted)
}

/// Turns UTF-16 units into bytes; nothing if the range is empty, ends outside
/// of the text or inside a letter.
fn byte_range(places: &[Place], utf16: &Range<usize>) -> Option<Range<usize>> {
    let bytes = |wanted| Some(find(places, wanted, Place::utf16)?.bytes);
    let range = bytes(utf16.start)?..bytes(utf16.end)?;
    (!range.is_empty()).then_some(range)
}

/// Writes blocks.
pub(super) fn write(out: &mut Writer, blocks: &[Block]) {
    out.begin('[');
    for block in blocks {
        out.begin('{');
        write_block(out, block);
        out.end('}');
    }
    out.end(']');
}

fn write_block(out: &mut Writer, block: &Block) {
    match block {
        Block::Paragraph(text) => write_own_text(out, "paragraph", text),
        Block::Heading { level, text } => {
            write_own_text(out, "heading", text);
            out.name("level");
            out.whole((*level).into());
        }
        Block::List { is_ordered, items } => {
            out.field("type", Some("list"));
            out.name("ordered");
            out.flag(*is_ordered);
            out.name("items");
            write_texts(out, items);
        }
        Block::Quote { text, attribution } => {
            write_own_text(out, "quote", text);
            out.field("attribution", attribution.as_deref());
        }
        Block::Figure { src, alt, caption } => {
            out.field("type", Some("figure"));
            out.field("src", src.as_deref());
            out.field("alt", Some(alt));
            out.name("caption");
            write_text(out, caption);
        }
        Block::Table { header, rows } => {
            out.field("type", Some("table"));
            out.name("header");
            write_texts(out, header);
            out.name("rows");
            out.begin('[');
            rows.iter().for_each(|row| write_texts(out, row));
            out.end(']');
        }
        Block::Code { text } => {
            out.field("type", Some("code"));
            out.field("text", Some(text));
        }
    }
}

fn write_texts(out: &mut Writer, texts: &[Text]) {
    out.begin('[');
    texts.iter().for_each(|text| write_text(out, text));
    out.end(']');
}

/// Writes a string, or an object with `text` and `spans`.
fn write_text(out: &mut Writer, text: &Text) {
    if text.spans.is_empty() {
        return out.text(&text.text);
    }
    out.begin('{');
    write_parts(out, text);
    out.end('}');
}

/// Writes the text that a block itself is.
fn write_own_text(out: &mut Writer, kind: &str, text: &Text) {
    out.field("type", Some(kind));
    write_parts(out, text);
}

fn write_parts(out: &mut Writer, text: &Text) {
    out.field("text", Some(&text.text));
    if text.spans.is_empty() {
        return;
    }
    let ranges = text.spans.iter().map(|span| &span.byte_range);
    let ends = ranges.flat_map(|range| [range.start, range.end]);
    let places = places(&text.text, ends, Place::bytes);
    out.name("spans");
    out.begin('[');
    for span in &text.spans {
        let (kind, href) = match &span.kind {
            SpanKind::Emphasis => ("emphasis", None),
            SpanKind::Strong => ("strong", None),
            SpanKind::Link(href) => ("link", Some(href.as_str())),
        };
        out.begin('{');
        for (name, at) in [
            ("start", span.byte_range.start),
            ("end", span.byte_range.end),
        ] {
            let place = find(&places, at, Place::bytes).unwrap_or_default();
            out.name(name);
            out.whole(place.utf16 as u64);
        }
        out.field("kind", Some(kind));
        out.field("href", href);
        out.end('}');
    }
    out.end(']');
}
