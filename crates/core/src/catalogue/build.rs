//! Writes the columns.

use std::collections::{HashMap, HashSet};

use super::dates::DateWriter;
use super::strings::Values;
use super::{Facet, MAGIC, NO_VALUE, VERSION, slug};
use crate::article::{Article, Block, Span, SpanKind, Text};
use crate::bytes::{Writer, deflate_sized, seal};
use crate::order;

/// Columns are read once, by everybody: as small as they go.
const LEVEL: u8 = 9;

pub(super) fn columns(articles: &[Article]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.count(articles.len());
    let titles = articles.iter().map(|article| article.title.as_str());
    Values::write(titles, &mut writer);
    write_ids(articles, &mut writer);
    let mut dates = DateWriter::default();
    for article in articles {
        dates.date(article.date);
    }
    dates.finish(&mut writer);
    for facet in Facet::STORED {
        write_facet(articles, facet, &mut writer);
    }
    for article in articles {
        writer.varint(article.n_words().min(u32::MAX as usize - 1) as u64);
    }
    let mut pictures = vec![0; articles.len().div_ceil(8)];
    for (at, article) in articles.iter().enumerate() {
        pictures[at / 8] |= u8::from(article.first_picture().is_some()) << (at % 8);
    }
    writer.bytes(&pictures);
    let repeated = Repeated::of(articles);
    Values::write(repeated.strings.iter().copied(), &mut writer);
    seal(MAGIC, VERSION, &deflate_sized(writer.as_bytes(), LEVEL))
}

fn write_ids(articles: &[Article], writer: &mut Writer) {
    let ids = articles.iter().map(|article| article.id.0.as_str());
    // A sign that stands for itself somewhere can stand for nothing else.
    let is_free = ids.clone().all(|id| !id.contains(slug::SLUG));
    let short = |article: &Article| slug::without_slug(&article.id.0, &article.title);
    let short: Vec<Option<String>> = articles.iter().map(short).collect();
    let has_slugs = is_free && short.iter().any(Option::is_some);
    writer.u8(has_slugs.into());
    let id = |(id, short): (&'_ str, &'_ Option<String>)| {
        let short = short.clone().filter(|_| has_slugs);
        short.unwrap_or_else(|| id.to_owned())
    };
    let ids: Vec<String> = ids.zip(&short).map(id).collect();
    Values::write(ids.iter().map(String::as_str), writer);
}

fn write_facet(articles: &[Article], facet: Facet, writer: &mut Writer) {
    let lists: Vec<Vec<&str>> = articles
        .iter()
        .map(|article| facet_values(article, facet))
        .collect();
    let ranked = Ranked::of(lists.iter().flatten().copied());
    Values::write(ranked.strings.iter().copied(), writer);
    for list in &lists {
        writer.count(list.len());
    }
    for text in lists.iter().flatten() {
        writer.varint(ranked.number(text).into());
    }
}

/// Returns what an article says of a facet, as it says it.
pub(crate) fn facet_list(article: &Article, facet: Facet) -> Vec<&str> {
    match facet {
        Facet::Source => texts(&article.sources),
        Facet::Author => texts(&article.authors),
        Facet::Tag => texts(&article.tags),
        Facet::Section => article.section.as_deref().into_iter().collect(),
        Facet::Place => article.place.as_deref().into_iter().collect(),
        Facet::Lang => article.language.as_deref().into_iter().collect(),
        Facet::Year => Vec::new(),
    }
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// Returns the values under which an article counts: none twice, at least one.
pub(crate) fn facet_values(article: &Article, facet: Facet) -> Vec<&str> {
    let mut list = facet_list(article, facet);
    let mut seen = HashSet::new();
    list.retain(|value| seen.insert(*value));
    if list.is_empty() {
        list.push(NO_VALUE);
    }
    list
}

/// Strings by how often they occur, most frequent first, ties by text.
struct Ranked<'a> {
    strings: Vec<&'a str>,
    counts: Vec<u32>,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Ranked<'a> {
    fn of(strings: impl Iterator<Item = &'a str>) -> Self {
        let mut met: Vec<(&str, u32)> = Vec::new();
        let mut places = HashMap::new();
        for text in strings {
            let place = *places.entry(text).or_insert(met.len());
            if place == met.len() {
                met.push((text, 0));
            }
            met[place].1 += 1;
        }
        order::sort_by(&mut met, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        Self {
            strings: met.iter().map(|(text, _)| *text).collect(),
            counts: met.iter().map(|(_, count)| *count).collect(),
            numbers: (0..).zip(&met).map(|(at, (text, _))| (*text, at)).collect(),
        }
    }

    fn number(&self, text: &str) -> u32 {
        self.numbers.get(text).copied().unwrap_or_default()
    }
}

/// Strings of the articles' structure that occur more than once: paths, reasons
/// of guesses, addresses of links. Each is stored once, beside the columns.
pub(crate) struct Repeated<'a> {
    strings: Vec<&'a str>,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Repeated<'a> {
    /// Collects them. The same articles give the same numbers.
    pub(crate) fn of(articles: &'a [Article]) -> Self {
        let mut strings = Vec::new();
        for article in articles {
            push_strings(article, &mut strings);
        }
        let mut ranked = Ranked::of(strings.into_iter());
        let n = ranked.counts.partition_point(|count| *count > 1);
        ranked.strings.truncate(n);
        ranked.numbers.retain(|_, number| (*number as usize) < n);
        Self {
            strings: ranked.strings,
            numbers: ranked.numbers,
        }
    }

    /// Returns the number of a string, if it has one.
    pub(crate) fn number(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }
}

fn push_strings<'a>(article: &'a Article, strings: &mut Vec<&'a str>) {
    let provenance = &article.provenance;
    strings.extend(provenance.path.as_deref());
    strings.extend(provenance.reader.as_deref());
    for guess in &provenance.guesses {
        strings.extend([guess.field.as_str(), guess.reason.as_str()]);
    }
    for block in &article.blocks {
        match block {
            Block::Paragraph(text)
            | Block::Heading { text, .. }
            | Block::Quote { text, .. } => {
                push_links(text, strings);
            }
            Block::Figure { caption, .. } => push_links(caption, strings),
            Block::List { items, .. } => {
                items.iter().for_each(|text| push_links(text, strings));
            }
            Block::Table { header, rows } => {
                let cells = header.iter().chain(rows.iter().flatten());
                cells.for_each(|text| push_links(text, strings));
            }
            Block::Code { .. } => {}
        }
    }
}

fn push_links<'a>(text: &'a Text, strings: &mut Vec<&'a str>) {
    let link = |span: &'a Span| match &span.kind {
        SpanKind::Link(href) => Some(href.as_str()),
        _ => None,
    };
    strings.extend(text.spans.iter().filter_map(link));
}
