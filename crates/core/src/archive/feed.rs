//! The open form of an archive: JSON Feed 1.1 (jsonfeed.org/version/1.1) with a
//! `_biennien` object in the feed and in each item.
//!
//! | `_biennien` of the feed | |
//! |---|---|
//! | `archive_id`, `rights`, `contact` | texts |
//! | `made` | `date` (EDTF, given by the caller), `tool`, what else it had |
//!
//! | `_biennien` of an item | |
//! |---|---|
//! | `blocks` | the text, see `blocks` |
//! | `date`, `page_date`, `event_date` | EDTF |
//! | `section`, `place` | texts |
//! | `sources` | list of texts |
//! | `provenance` | `path`, `reader`, `item`, `guesses` |
//!
//! What is not known here is kept and written again. `content_text` is derived
//! from the blocks. Where a day was published without a time, `date_published`
//! says midnight at `-00:00`, which is RFC 3339's offset for "not known" (4.3).

use serde_json::{Map, Value, json};

use super::fields::{Fields, wrong_type};
use super::item::are_kept;
pub use super::item::item;
use super::{Archive, Made, blocks};
use crate::article::{Article, ArticleId, Block, Guess, Provenance};
use crate::date::Date;
use crate::json::Extra;

/// The value of a feed's `version`.
pub const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// The time of a day that was given without one.
pub(super) const NO_TIME: &str = "T00:00:00-00:00";

/// A title made from a text is cut at so many letters.
const MAX_TITLE_CHARS: usize = 90;

/// How to read a feed.
#[derive(Clone, Copy, Default)]
pub struct ReadOptions {
    /// Turns an item's `content_html` into blocks where it has no
    /// `_biennien.blocks`. Without it such an item is read by its
    /// `content_text`, or refused.
    pub html: Option<fn(&str) -> Vec<Block>>,
}

/// A feed as read.
#[derive(Debug)]
pub struct Feed {
    /// The archive with every item that could be read, in the feed's order.
    pub archive: Archive,
    /// The items that could not, by number.
    pub refused: Vec<Refusal>,
}

/// An item of a feed that was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The item's place in `items`, counted from 1.
    pub item: u32,
    /// Its title or id, where it has one.
    pub name: Option<String>,
    /// Why.
    pub reason: ItemError,
}

/// Why an item is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ItemError {
    /// A field is of another type.
    #[error("{field} must be {expected}, but is {found}")]
    Type {
        /// Where in the item.
        field: String,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A field cannot be read.
    #[error("{field}: {message}")]
    Field {
        /// Where in the item.
        field: String,
        /// What is wrong with it.
        message: String,
    },
    /// A block is of no known type.
    #[error(
        "{block} is {found:?}; write paragraph, heading, list, quote, figure, table or code"
    )]
    BlockType {
        /// Where in the item.
        block: String,
        /// The type it gives.
        found: String,
    },
    /// It has neither title nor text.
    #[error("it has neither title nor text; give it one of them")]
    Empty,
    /// Its only text is HTML, and there is no reader for it here.
    #[error("its text is HTML, which is not read here; pack it with biennien pack")]
    Html,
    /// Another item has the same id.
    #[error("item {first} has the same id {id:?}; give each item its own")]
    DuplicateId {
        /// The id.
        id: String,
        /// The item that has it, counted from 1.
        first: u32,
    },
}

/// Why a feed cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FeedError {
    /// It is not JSON.
    #[error("this is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It is JSON of another kind.
    #[error("this JSON is no feed; it must be an object with a list of items")]
    NotAFeed,
    /// The feed's own fields cannot be read.
    #[error(transparent)]
    Head(ItemError),
}

/// Reads a feed.
///
/// # Errors
///
/// When it is no JSON Feed at all. Items that cannot be read are refused one by
/// one; of two with the same id the first is taken.
pub fn read(json: &[u8], options: ReadOptions) -> Result<Feed, FeedError> {
    let Value::Object(mut map) = serde_json::from_slice(json)? else {
        return Err(FeedError::NotAFeed);
    };
    let Some(Value::Array(items)) = map.remove("items") else {
        return Err(FeedError::NotAFeed);
    };
    let mut archive = read_head(map).map_err(FeedError::Head)?;
    let mut refused = Vec::new();
    let mut seen = std::collections::HashMap::new();
    for (item, value) in (1..).zip(items) {
        let name = item_name(&value);
        let article = read_item_value(value, options).and_then(|article| {
            let id = article.id.0.clone();
            match seen.insert(id.clone(), item) {
                None => Ok(article),
                Some(first) => {
                    seen.insert(id.clone(), first);
                    Err(ItemError::DuplicateId { id, first })
                }
            }
        });
        match article {
            Ok(article) => archive.articles.push(article),
            Err(reason) => refused.push(Refusal { item, name, reason }),
        }
    }
    Ok(Feed { archive, refused })
}

fn item_name(value: &Value) -> Option<String> {
    let name = value.get("title").or_else(|| value.get("id"))?;
    name.as_str()
        .map(|name| name.chars().take(MAX_TITLE_CHARS).collect())
}

fn read_head(map: Map<String, Value>) -> Result<Archive, ItemError> {
    let mut head = Fields::new(map, "");
    let (owners, authors) = read_authors(&mut head)?;
    head.take("version");
    let mut ours = head
        .object("_biennien")?
        .unwrap_or_else(|| Fields::new(Map::new(), "_biennien."));
    Ok(Archive {
        title: head.text("title")?.unwrap_or_default(),
        description: head.text("description")?,
        home_page_url: head.text("home_page_url")?,
        owners,
        language: head.text("language")?,
        archive_id: ours.text("archive_id")?,
        rights: ours.text("rights")?,
        contact: ours.text("contact")?,
        made: ours.parse::<Made>("made")?,
        articles: Vec::new(),
        extra: head.into_rest().into_iter().chain(authors).collect(),
        extra_biennien: ours.into_rest().into(),
    })
}

/// Names, and the list itself as a field to keep where it says more than names.
type Authors = (Vec<String>, Option<(String, Value)>);

/// Reads `authors` and version 1.0's `author`.
fn read_authors(fields: &mut Fields) -> Result<Authors, ItemError> {
    let path = fields.path("authors");
    let mut list = fields.list("authors")?;
    if let Some(author) = fields.take("author").filter(|_| list.is_empty()) {
        list.push(author);
    }
    let mut names = Vec::new();
    for author in &list {
        match author {
            Value::String(name) => names.push(name.clone()),
            Value::Object(author) => names.extend(
                author
                    .get("name")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            ),
            other => return Err(wrong_type(&path, "a list of objects with a name", other)),
        }
    }
    names.retain(|name| !name.trim().is_empty());
    let says_more = list.iter().any(|author| {
        author
            .as_object()
            .is_some_and(|map| map.keys().any(|key| key != "name"))
    });
    Ok((
        names,
        says_more.then(|| ("authors".to_owned(), Value::Array(list))),
    ))
}

/// Reads one JSON Feed item.
///
/// # Errors
///
/// When it is no article.
pub fn read_item(item: &Value, options: ReadOptions) -> Result<Article, ItemError> {
    read_item_value(item.clone(), options)
}

fn read_item_value(item: Value, options: ReadOptions) -> Result<Article, ItemError> {
    let Value::Object(map) = item else {
        return Err(wrong_type("the item", "an object", &item));
    };
    let mut fields = Fields::new(map, "");
    let mut ours = fields
        .object("_biennien")?
        .unwrap_or_else(|| Fields::new(Map::new(), "_biennien."));
    let mut provenance = ours.parse::<Provenance>("provenance")?.unwrap_or_default();
    let blocks = read_text(&mut fields, &mut ours, options, &mut provenance)?;
    let title = fields.text("title")?.map(|title| one_line(&title));
    if title.is_none() && blocks.is_empty() {
        return Err(ItemError::Empty);
    }
    let title = title.unwrap_or_else(|| title_of(&blocks, &mut provenance));
    let url = fields.text("url")?;
    let (date, date_published) = read_dates(&mut fields, &mut ours)?;
    let sources = ours.texts("sources")?;
    let id = fields.id("id")?.map(ArticleId);
    let (authors, more_of_authors) = read_authors(&mut fields)?;
    let source = sources.first().map_or("", String::as_str);
    Ok(Article {
        id: id.unwrap_or_else(|| ArticleId::derive(url.as_deref(), &title, date, source)),
        lead: fields.text("summary")?,
        language: fields.text("language")?,
        tags: fields.texts("tags")?,
        section: ours.text("section")?,
        place: ours.text("place")?,
        page_date: ours.parse("page_date")?,
        event_date: ours.parse("event_date")?,
        title,
        url,
        authors,
        sources,
        date,
        date_published,
        blocks,
        provenance,
        extra: fields
            .into_rest()
            .into_iter()
            .chain(more_of_authors)
            .collect(),
        extra_biennien: ours.into_rest().into(),
    })
}

fn read_text(
    fields: &mut Fields,
    ours: &mut Fields,
    options: ReadOptions,
    provenance: &mut Provenance,
) -> Result<Vec<Block>, ItemError> {
    let html = fields.text("content_html")?;
    let text = fields.text("content_text")?;
    let mut dropped = Vec::new();
    let blocks = blocks::read(ours.list("blocks")?, &mut dropped)?;
    let lost = dropped.into_iter().map(|reason| Guess {
        field: "blocks".to_owned(),
        reason,
    });
    provenance.guesses.extend(lost);
    if !blocks.is_empty() {
        return Ok(blocks);
    }
    match (html, options.html, text) {
        (Some(html), Some(to_blocks), _) => Ok(to_blocks(&html)),
        (Some(_), None, None) => Err(ItemError::Html),
        (_, _, text) => Ok(paragraphs(&text.unwrap_or_default())),
    }
}

/// Cuts a text into paragraphs at empty lines.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end).chain([""]) {
        if !line.trim().is_empty() {
            lines.push(line);
        } else if !lines.is_empty() {
            blocks.push(Block::paragraph(lines.join("\n").trim()));
            lines.clear();
        }
    }
    blocks
}

fn read_dates(
    fields: &mut Fields,
    ours: &mut Fields,
) -> Result<(Option<Date>, Option<String>), ItemError> {
    let published = fields.text("date_published")?;
    let date: Option<Date> = ours.parse("date")?;
    let day = published.as_deref().and_then(|stamp| stamp.get(..10));
    let day = day.and_then(|day| day.parse::<Date>().ok());
    if date.is_none() && published.is_some() && day.is_none() {
        let message = "no date as 2019-07-08T09:30:00+07:00".to_owned();
        return Err(ItemError::Field {
            field: "date_published".to_owned(),
            message,
        });
    }
    Ok((
        date.or(day),
        published.filter(|stamp| !stamp.ends_with(NO_TIME)),
    ))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes a title from the beginning of a text that came without one.
fn title_of(blocks: &[Block], provenance: &mut Provenance) -> String {
    let mut text = String::new();
    for block in blocks.iter().take(1) {
        block.write_plain(&mut text);
    }
    let text = one_line(&text);
    let mut title: String = text.chars().take(MAX_TITLE_CHARS).collect();
    if title.len() < text.len() {
        let whole_words = title.rfind(' ').unwrap_or(title.len());
        title.truncate(whole_words);
        title.push('…');
    }
    let reason = "there was no title; it is the beginning of the text".to_owned();
    provenance.guesses.push(Guess {
        field: "title".to_owned(),
        reason,
    });
    title
}

/// Writes an archive as a JSON Feed, pretty-printed, ending in a line feed.
#[must_use]
pub fn write(archive: &Archive) -> String {
    let mut json = serde_json::to_string_pretty(&value(archive)).unwrap_or_default();
    json.push('\n');
    json
}

fn value(archive: &Archive) -> Value {
    let mut feed = archive.extra.to_map();
    let mut ours = archive.extra_biennien.to_map();
    put(&mut feed, "version", Some(VERSION));
    put(&mut feed, "title", Some(archive.title.as_str()));
    put(&mut feed, "description", archive.description.as_deref());
    put(&mut feed, "home_page_url", archive.home_page_url.as_deref());
    put(&mut feed, "language", archive.language.as_deref());
    if !are_kept(&archive.extra, &archive.owners) {
        let owners = archive.owners.iter();
        let owners: Value = owners.map(|name| json!({ "name": name })).collect();
        put(&mut feed, "authors", Some(owners));
    }
    put(&mut ours, "archive_id", archive.archive_id.as_deref());
    put(&mut ours, "rights", archive.rights.as_deref());
    put(&mut ours, "contact", archive.contact.as_deref());
    put(
        &mut ours,
        "made",
        archive.made.as_ref().map(|made| json!(made)),
    );
    feed.insert("_biennien".to_owned(), Value::Object(ours));
    feed.insert(
        "items".to_owned(),
        archive.articles.iter().map(item_value).collect(),
    );
    sorted(feed)
}

/// Sorts the fields at every depth. Another program's dependencies may switch
/// on a map that keeps the order of insertion, and the bytes must not depend on
/// what else was built.
fn sorted(map: Map<String, Value>) -> Value {
    let mut value = Value::Object(map);
    value.sort_all_objects();
    value
}

fn put<T: Into<Value>>(map: &mut Map<String, Value>, key: &str, value: Option<T>) {
    if let Some(value) = value {
        map.insert(key.to_owned(), value.into());
    }
}

/// Returns an item as a value.
fn item_value(article: &Article) -> Value {
    serde_json::from_str(&item(article)).unwrap_or_else(|_| {
        // Kept fields that `serde_json` cannot hold: a number beyond its range.
        let mut article = article.clone();
        article.extra = Extra::default();
        article.extra_biennien = Extra::default();
        article.provenance.extra = Extra::default();
        serde_json::from_str(&item(&article)).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests;
