//! The readers of Biên Niên: bytes of any supported format in, articles and
//! notes out.
//!
//! `read` tells formats apart by what is in the bytes first and by the name
//! second, and never fails on a single bad item: such an item is refused with
//! its number and reason, and the rest is read. `merge` makes one archive of
//! what was read, the same one in whatever order the inputs came.
//!
//! Nothing here touches files, the clock or the network, so that the command
//! line and the page read alike. Finding files, and asking what to do with
//! those that were refused, is up to the caller.

mod dates;
mod decode;
mod html;
mod item;
mod json;
mod language;
mod merge;
mod report;
mod text;
mod timezone;

use biennien_core::archive::Archive;
use biennien_core::article::{Article, Guess};
use biennien_core::date::Day;
use biennien_core::page;

pub use merge::{Merged, merge};
pub use report::{Note, NoteKind, Reason, Refused};
pub use timezone::{Timezone, TimezoneError};

/// One input.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its path relative to what was given, with forward slashes; it goes into
    /// the provenance of every article and is never absolute.
    pub path: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What a reader is told beside the bytes.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// BCP 47 tag for articles that do not name their language themselves.
    pub language: Option<String>,
    /// Where unix stamps become days. Without it Asia/Ho_Chi_Minh for
    /// Vietnamese articles, else UTC.
    pub timezone: Option<Timezone>,
    /// The day after which a date is too late to be right; no check without.
    pub today: Option<Day>,
}

impl Settings {
    fn timezone_for(&self, language: Option<&str>) -> Timezone {
        let is_vietnamese = language.is_some_and(|tag| tag == "vi" || tag.starts_with("vi-"));
        let usual = if is_vietnamese {
            Timezone::VIETNAM
        } else {
            Timezone::UTC
        };
        self.timezone.unwrap_or(usual)
    }
}

/// What kind of input something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON Feed 1 or 1.1, an archive of our own among them.
    JsonFeed,
    /// A JSON array of articles, or a single one.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// A page that Biên Niên packed.
    Page,
    /// An article saved as plain text.
    Text,
}

impl Format {
    /// The name in provenance and reports: `json-feed`, `json`, `json-lines`,
    /// `page` or `text`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonFeed => "json-feed",
            Self::Json => "json",
            Self::JsonLines => "json-lines",
            Self::Page => "page",
            Self::Text => "text",
        }
    }
}

/// What was read from one input.
#[derive(Debug)]
pub struct Reading {
    /// The input's path.
    pub path: String,
    /// What it was.
    pub format: Format,
    /// The articles, in the order they stood in.
    pub articles: Vec<Article>,
    /// The items that could not be read.
    pub refused: Vec<Refused>,
    /// What was guessed, dropped or odd.
    pub notes: Vec<Note>,
    /// Where the input is a feed or page that names itself: that archive,
    /// without its articles.
    pub archive: Option<Archive>,
}

impl Reading {
    fn new(path: &str, format: Format) -> Self {
        Self {
            path: path.to_owned(),
            format,
            articles: Vec::new(),
            refused: Vec::new(),
            notes: Vec::new(),
            archive: None,
        }
    }
}

/// Reads one input.
///
/// ```
/// use biennien_ingest::{Input, Settings, read};
///
/// let bytes = "Cầu mới ở Hà Giang\n\nNgày 8/7/2019, cầu được thông xe.".as_bytes();
/// let reading = read(&Input { path: "cau.txt", bytes }, &Settings::default())?;
/// assert_eq!(reading.articles[0].title, "Cầu mới ở Hà Giang");
/// # Ok::<(), biennien_ingest::Refused>(())
/// ```
///
/// # Errors
///
/// When nothing of it can be read: it is empty, binary, in another encoding
/// than UTF-8 or UTF-16, broken JSON, a page that is cut or of a newer format.
pub fn read(input: &Input<'_>, settings: &Settings) -> Result<Reading, Refused> {
    let mut reading =
        read_any(input, settings).map_err(|reason| Refused::whole(input.path, reason))?;
    if let Some(today) = settings.today {
        flag_future_dates(&mut reading, today);
    }
    Ok(reading)
}

fn read_any(input: &Input<'_>, settings: &Settings) -> Result<Reading, Reason> {
    let text = match decode::decode(input.bytes) {
        // One letter that is cut or wrong does not spoil the other lines.
        Err(Reason::Encoding {
            encoding: "UTF-8", ..
        }) if json::is_named_lines(input.path) => {
            return Ok(json::read_broken_lines(input, settings));
        }
        text => text?,
    };
    if page::is_page(text.as_bytes()) {
        let mut reading = Reading::new(input.path, Format::Page);
        let archive =
            page::read_archive(&text).map_err(|error| Reason::Page(Box::new(error)))?;
        json::take_archive(&mut reading, archive, settings);
        return Ok(reading);
    }
    if is_json(input.path, &text) {
        return json::read(input, &text, settings);
    }
    if let Some(found) = markup(&text) {
        return Err(Reason::Unsupported { found });
    }
    let mut reading = Reading::new(input.path, Format::Text);
    let (article, notes) = text::read(input.path, &text, settings);
    reading.articles.push(article);
    reading.notes = notes;
    Ok(reading)
}

/// Whether a text begins as JSON does; one that only begins with a bracket,
/// such as *[Video] …*, is JSON if its name says so.
fn is_json(path: &str, text: &str) -> bool {
    let mut letters = text.trim_start().chars();
    let first = letters.next();
    let second = letters.find(|letter| !letter.is_whitespace());
    let name = path.to_ascii_lowercase();
    let is_named = [".json", ".jsonl", ".ndjson"]
        .iter()
        .any(|ending| name.ends_with(ending));
    match first {
        Some('{') => is_named || matches!(second, Some('"' | '}')),
        Some('[') => is_named || matches!(second, Some('{' | ']' | '"')),
        _ => is_named,
    }
}

/// The kind of markup that a text begins as, if there is no reader for it.
fn markup(text: &str) -> Option<&'static str> {
    let start: String = text.trim_start().chars().take(64).collect();
    let start = start.to_ascii_lowercase();
    let kinds = [
        ("<!doctype html", "HTML"),
        ("<html", "HTML"),
        ("<?xml", "XML"),
        ("<rss", "XML"),
        ("<feed", "XML"),
        ("{\\rtf", "RTF"),
    ];
    kinds
        .iter()
        .find(|(head, _)| start.starts_with(head))
        .map(|(_, name)| *name)
}

fn flag_future_dates(reading: &mut Reading, today: Day) {
    for article in &mut reading.articles {
        let Some(date) = article
            .date
            .map(|date| date.first())
            .filter(|date| *date > today)
        else {
            continue;
        };
        let reason =
            format!("{date} is after {today}, the day given as today; it may be wrong");
        article.provenance.guesses.push(Guess {
            field: "date".to_owned(),
            reason,
        });
        reading.notes.push(Note {
            path: reading.path.clone(),
            item: article.provenance.item,
            id: Some(article.id.0.clone()),
            kind: NoteKind::Future { date, today },
        });
    }
}

#[cfg(test)]
mod tests;
