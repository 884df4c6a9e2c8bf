//! One JSON object to one article, by the field names that crawlers, papers'
//! own exports and schema.org use.
//!
//! Names match in any case and with or without `_` and `-`. Of several names
//! for the same thing the first of the list counts, the others are kept. What
//! is known but odd, or says more than the article can hold, is kept as it
//! stood in `extra_biennien` under `fields`; what is unknown, in `extra`.

use biennien_core::archive::feed;
use biennien_core::article::{Article, ArticleId, Block, Guess, Provenance, is_safe_link};
use biennien_core::json::Extra;
use serde_json::{Map, Value};

use crate::dates::{self, Stamp};
use crate::decode::compose;
use crate::{NoteKind, Reason, Settings, html, language};

mod value;

use value::{find_html, kind_name, name_of, names_of, one_line};

const TITLE: &[&str] = &["title", "headline"];
const DATE: &[&str] = &[
    "date",
    "datepublished",
    "publishedat",
    "datepublish",
    "pubdate",
    "publishdate",
    "publisheddate",
    "published",
    "publicationdate",
    "publication",
    "timecreatepostorigin",
    "createdat",
    "time",
    "timestamp",
];
const TEXT: &[&str] = &[
    "text",
    "body",
    "articlebody",
    "content",
    "maintext",
    "contenttext",
    "contenthtml",
    "fulltext",
];
const AUTHOR: &[&str] = &["author", "authors", "byline", "creator"];
const SOURCE: &[&str] = &[
    "source",
    "sources",
    "publisher",
    "site",
    "sitename",
    "newspaper",
];
const SECTION: &[&str] = &["section", "category", "categories", "articlesection"];
const TAGS: &[&str] = &["tags", "keywords"];
const LANGUAGE: &[&str] = &["lang", "language", "inlanguage"];
const LINK: &[&str] = &["url", "link"];
const LEAD: &[&str] = &["summary", "description", "lead", "sapo"];
const ID: &[&str] = &["id", "guid", "_id"];
const PLACE: &[&str] = &["place", "location", "contentlocation"];

/// Letters of a text that stand for a missing title.
const MAX_TITLE: usize = 90;

/// Where an object comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    /// The input's path.
    pub(crate) path: &'a str,
    /// The reader's name.
    pub(crate) reader: &'static str,
    /// Its number, counted from 1.
    pub(crate) item: u32,
}

/// Reads an object; the notes are about this article.
pub(crate) fn read(
    object: Map<String, Value>,
    origin: Origin<'_>,
    settings: &Settings,
) -> Result<(Article, Vec<NoteKind>), Reason> {
    if object.get("_biennien").is_some_and(Value::is_object) {
        let options = feed::ReadOptions {
            html: Some(html::blocks),
        };
        let article = feed::read_item(&Value::Object(object), options);
        let article = article.map_err(|error| Reason::Item(Box::new(error)))?;
        return Ok((article, Vec::new()));
    }
    let mut reader = Reader {
        object,
        notes: Vec::new(),
        article: Article::default(),
    };
    reader.article.provenance = Provenance {
        path: Some(origin.path.to_owned()),
        reader: Some(origin.reader.to_owned()),
        item: Some(origin.item),
        ..Provenance::default()
    };
    reader.read_texts();
    if reader.article.title.is_empty() && !reader.has_text() {
        return Err(Reason::NoContent);
    }
    reader.read_names();
    reader.read_language(settings);
    reader.read_date(settings);
    let id = reader.take_text(ID);
    reader.keep_rest();
    let Reader {
        mut article, notes, ..
    } = reader;
    if article.title.is_empty() {
        title_from_text(&mut article);
    }
    let source = article.sources.first().map_or("", String::as_str);
    article.id = id.map(ArticleId).unwrap_or_else(|| {
        ArticleId::derive(article.url.as_deref(), &article.title, article.date, source)
    });
    Ok((article, notes))
}

struct Reader {
    object: Map<String, Value>,
    article: Article,
    notes: Vec<NoteKind>,
}

impl Reader {
    /// Takes out the first field of several names that is there and not empty.
    fn take(&mut self, names: &[&str]) -> Option<(String, Value)> {
        names.iter().find_map(|name| {
            let plain = |key: &str| {
                let key: String = key
                    .chars()
                    .filter(|letter| !"_-: ".contains(*letter))
                    .collect();
                key.to_lowercase()
            };
            let wanted = name.trim_start_matches('_');
            let key = self
                .object
                .iter()
                .find(|(key, value)| plain(key) == wanted && !is_empty(value));
            let key = key.map(|(key, _)| key.clone())?;
            self.object.remove(&key).map(|value| (key, value))
        })
    }

    /// Takes a text, or a number as text, or the name in an object.
    fn take_text(&mut self, names: &[&str]) -> Option<String> {
        let (key, value) = self.take(names)?;
        let text = name_of(&value)
            .map(|text| one_line(&text))
            .filter(|text| !text.is_empty());
        if text.is_none() || says_more(&value) {
            self.keep(key, value, text.is_none());
        }
        text
    }

    /// Takes names: a list, one text with lines or semicolons, or objects.
    fn take_names(&mut self, names: &[&str], separators: &[char]) -> Vec<String> {
        let Some((key, value)) = self.take(names) else {
            return Vec::new();
        };
        let found = names_of(&value, separators);
        if found.is_empty() || says_more(&value) {
            self.keep(key, value, found.is_empty());
        }
        found
    }

    fn keep(&mut self, field: String, value: Value, is_odd: bool) {
        if is_odd {
            let found = kind_name(&value);
            self.notes.push(NoteKind::OddField {
                field: field.clone(),
                found,
            });
        }
        let ours = &mut self.article.extra_biennien;
        let kept = ours.value("fields").map(Extra::from_json);
        let mut kept = kept.and_then(Result::ok).unwrap_or_default();
        kept.insert(&field, value);
        ours.insert("fields", Value::Object(kept.to_map()));
    }

    fn read_texts(&mut self) {
        self.article.title = self
            .take_text(TITLE)
            .map(|title| plain_text(&title))
            .unwrap_or_default();
        if let Some((key, value)) = self.take(TEXT) {
            match text_blocks(&value) {
                Some(blocks) => self.article.blocks = blocks,
                None => self.keep(key, value, true),
            }
        }
        let lead = self.take_text(LEAD).map(|lead| plain_text(&lead));
        // A lead that the text begins with would be read twice.
        self.article.lead = lead.filter(|lead| {
            let text: String = self.article.content_text();
            !lead.is_empty() && !one_line(&text).starts_with(lead.trim_end_matches(['.', '…']))
        });
    }

    fn has_text(&self) -> bool {
        !self.article.blocks.is_empty() || self.article.lead.is_some()
    }

    fn read_names(&mut self) {
        let authors = self.take_names(AUTHOR, &['\n', ';']);
        self.article.authors = authors
            .iter()
            .map(|name| without_by(name).to_owned())
            .collect();
        self.article.sources = self.take_names(SOURCE, &['\n']);
        let mut sections = self.take_names(SECTION, &['\n']).into_iter();
        self.article.section = sections.next();
        self.article.tags = self.take_names(TAGS, &[',', ';', '\n']);
        for tag in &mut self.article.tags {
            *tag = tag.trim_start_matches('#').to_owned();
        }
        self.article.tags.extend(sections);
        self.article.tags.retain(|tag| !tag.is_empty());
        self.article.place = self.take_text(PLACE);
        if let Some((key, value)) = self.take(LINK) {
            match value
                .as_str()
                .map(str::trim)
                .filter(|address| is_safe_link(address))
            {
                Some(address) => self.article.url = Some(address.to_owned()),
                None => self.keep(key, value, true),
            }
        }
    }

    fn read_language(&mut self, settings: &Settings) {
        let own = self.take_text(LANGUAGE).map(|name| language_tag(&name));
        self.article.language = own.or_else(|| settings.language.clone());
        if self.article.language.is_none() {
            let text = format!("{} {}", self.article.title, self.article.content_text());
            let text = format!(
                "{text} {}",
                self.article.lead.as_deref().unwrap_or_default()
            );
            if let Some((language, reason)) = language::guess(&text) {
                self.article.language = Some(language.to_owned());
                let guess = Guess {
                    field: "language".to_owned(),
                    reason: reason.to_owned(),
                };
                self.article.provenance.guesses.push(guess);
            }
        }
    }

    fn read_date(&mut self, settings: &Settings) {
        let Some((key, value)) = self.take(DATE) else {
            return;
        };
        let timezone = settings.timezone_for(self.article.language.as_deref());
        let value = value::unwrap_extended(value);
        let (stamp, text) = match &value {
            Value::Number(number) => {
                // Some exports write stamps with a fraction.
                let whole = number
                    .as_i64()
                    .or_else(|| number.as_f64().map(|stamp| stamp as i64));
                (
                    whole.and_then(|whole| dates::from_number(whole, timezone)),
                    number.to_string(),
                )
            }
            Value::String(text) => {
                let text = compose(text);
                (dates::read(&text, timezone), one_line(&text))
            }
            _ => {
                self.keep(key, value, true);
                return;
            }
        };
        let loses_time = stamp.as_ref().is_some_and(Stamp::loses_time);
        if loses_time || stamp.is_none() {
            let kept = Value::String(text.clone());
            self.article.extra_biennien.insert("date_text", kept);
        }
        match stamp {
            Some(Stamp {
                date, published, ..
            }) => {
                self.article.date = Some(date);
                self.article.date_published = published;
            }
            None => self.notes.push(NoteKind::Undated { text }),
        }
    }

    /// Keeps what was not taken: under its own name, unless a feed would take
    /// it for something else.
    fn keep_rest(&mut self) {
        let mut extra = self.article.extra.to_map();
        for (key, value) in std::mem::take(&mut self.object) {
            if is_empty(&value) && is_known(&key) {
                continue;
            }
            if is_feed_field(&key) {
                self.keep(key, value, false);
            } else {
                extra.insert(key, value);
            }
        }
        self.article.extra = extra.into();
    }
}

fn is_known(key: &str) -> bool {
    let lists = [
        TITLE, DATE, TEXT, AUTHOR, SOURCE, SECTION, TAGS, LANGUAGE, LINK, LEAD, ID, PLACE,
    ];
    lists.iter().any(|names| names.contains(&key)) || is_feed_field(key)
}

/// Fields of a JSON Feed item that an article holds itself.
fn is_feed_field(key: &str) -> bool {
    matches!(
        key,
        "id" | "url"
            | "title"
            | "content_html"
            | "content_text"
            | "summary"
            | "date_published"
            | "authors"
            | "author"
            | "tags"
            | "language"
            | "_biennien"
    )
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_empty),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// Whether a value holds more than the names that are taken from it.
fn says_more(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.len() > 1,
        Value::Array(list) => list.iter().any(says_more),
        _ => false,
    }
}

/// Returns the text of a field that may hold entities or tags.
fn plain_text(text: &str) -> String {
    if html::is_html(text) || value::has_entity(text) {
        html::plain(text)
    } else {
        text.to_owned()
    }
}

fn text_blocks(value: &Value) -> Option<Vec<Block>> {
    match value {
        Value::String(text) => Some(blocks_of(text)),
        Value::Array(list) => {
            let texts: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            Some(texts?.into_iter().flat_map(blocks_of).collect())
        }
        Value::Object(_) => find_html(value).map(blocks_of),
        _ => None,
    }
}

fn blocks_of(text: &str) -> Vec<Block> {
    if html::is_html(text) {
        return html::mixed_blocks(text);
    }
    let text = if value::has_entity(text) {
        value::decode_entities(text)
    } else {
        text.to_owned()
    };
    feed::paragraphs(&compose(&text))
}

fn title_from_text(article: &mut Article) {
    let text = article.blocks.first().map_or(String::new(), |block| {
        let mut text = String::new();
        block.write_plain(&mut text);
        text
    });
    let text = if text.is_empty() {
        article.lead.clone().unwrap_or_default()
    } else {
        text
    };
    article.title = value::beginning(&text, MAX_TITLE);
    article.provenance.guesses.push(Guess {
        field: "title".to_owned(),
        reason: "there was no title; it is the beginning of the text".to_owned(),
    });
}

fn without_by(name: &str) -> &str {
    match name.split_at_checked(3) {
        Some((by, rest)) if by.eq_ignore_ascii_case("by ") => rest.trim(),
        _ => name,
    }
}

/// `Vietnamese` and `vi_VN` as BCP 47 has them.
fn language_tag(name: &str) -> String {
    match name.to_lowercase().as_str() {
        "vietnamese" | "tiếng việt" | "việt" | "vie" | "vn" => "vi".to_owned(),
        "english" | "eng" => "en".to_owned(),
        _ => name.replace('_', "-"),
    }
}

#[cfg(test)]
mod tests;
