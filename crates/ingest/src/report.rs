//! What a reader has to say beside the articles: refusals and notes.
//!
//! Both are facts with fields; `Display` makes the sentence.

use biennien_core::archive::feed::{FeedError, ItemError};
use biennien_core::archive::packed::ArchiveError;
use biennien_core::date::Day;

/// Something that was not read.
#[derive(Debug)]
pub struct Refused {
    /// The input's path.
    pub path: String,
    /// The item in the input, counted from 1; nothing if the whole is refused.
    pub item: Option<u32>,
    /// The line in the input, counted from 1.
    pub line: Option<u32>,
    /// The item's id or title, where it has one.
    pub name: Option<String>,
    /// Why.
    pub reason: Reason,
}

impl Refused {
    /// Returns the refusal of a whole input.
    #[must_use]
    pub fn whole(path: &str, reason: Reason) -> Self {
        Self {
            path: path.to_owned(),
            item: None,
            line: None,
            name: None,
            reason,
        }
    }
}

impl std::fmt::Display for Refused {
    /// Writes `path, line 3 (name): reason`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)?;
        match (self.line, self.item) {
            (Some(line), _) => write!(f, ", line {line}")?,
            (None, Some(item)) => write!(f, ", item {item}")?,
            (None, None) => {}
        }
        if let Some(name) = &self.name {
            write!(f, " ({name})")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.reason)
    }
}

/// Why something was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// There is nothing in it, or nothing but space.
    #[error("it is empty; leave it out or save it again")]
    Empty,
    /// It holds bytes that no text has.
    #[error(
        "it is no text: byte {offset} is {byte:#04x}; give the text, not the document or picture"
    )]
    Binary {
        /// Where, in bytes from 0.
        offset: usize,
        /// What stands there.
        byte: u8,
    },
    /// It is in an encoding that is not read.
    #[error("it is not {encoding}: byte {offset} does not fit; save it again as UTF-8")]
    Encoding {
        /// What it was taken for.
        encoding: &'static str,
        /// Where it stops fitting, in bytes from 0.
        offset: usize,
    },
    /// It is broken JSON.
    #[error(
        "this is broken JSON, line {line} column {column}: {}; mend it there",
        without_place(.source)
    )]
    Json {
        /// The line of the input, counted from 1.
        line: usize,
        /// The column in that line, in bytes from 1.
        column: usize,
        /// What the parser met.
        source: serde_json::Error,
    },
    /// JSON nested deeper than the parser goes.
    #[error("the JSON at line {line} column {column} is nested more than 127 deep; flatten it")]
    TooDeep {
        /// The line of the input, counted from 1.
        line: usize,
        /// The column in that line, in bytes from 1.
        column: usize,
    },
    /// An item is a number, a text or a list.
    #[error("an article must be an object, this is {found}; leave it out")]
    NotAnObject {
        /// `a number`, `a text` and so on.
        found: &'static str,
    },
    /// An item has neither title nor text.
    #[error(
        "it has neither title nor text; give it one of the fields title, headline, text, body or content"
    )]
    NoContent,
    /// A JSON Feed that cannot be read.
    #[error(transparent)]
    Feed(Box<FeedError>),
    /// An item of a JSON Feed that cannot be read.
    #[error(transparent)]
    Item(Box<ItemError>),
    /// A packed page that cannot be read.
    #[error(transparent)]
    Page(Box<ArchiveError>),
    /// Markup that is read by no reader yet.
    #[error(
        "this looks like {found}, which is not read here; save the article as plain text or JSON"
    )]
    Unsupported {
        /// `HTML`, `XML` and so on.
        found: &'static str,
    },
}

/// What the parser says, without the line that it counts from its own start.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Something that a keeper should know about what was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The input's path.
    pub path: String,
    /// The item in the input, counted from 1.
    pub item: Option<u32>,
    /// The id of the article it is about.
    pub id: Option<String>,
    /// What.
    pub kind: NoteKind,
}

impl std::fmt::Display for Note {
    /// Writes `path, item 3: note`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)?;
        if let Some(item) = self.item {
            write!(f, ", item {item}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// What a note says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum NoteKind {
    /// Something was guessed; it stands in the article's provenance too.
    #[error("{field} was guessed: {reason}")]
    Guessed {
        /// The field.
        field: String,
        /// Why it is so.
        reason: String,
    },
    /// A date could not be read; the article stays undated.
    #[error(
        "the date {text:?} cannot be read, so the article is undated; write it as 2019-07-08"
    )]
    Undated {
        /// The date as it stood there.
        text: String,
    },
    /// A text names a day without a year, and nothing says which.
    #[error(
        "the text says {text} without a year and the page is undated, so the article is undated; add a line \"Date: 2019-07-08\" on top"
    )]
    NoYear {
        /// Day and month.
        text: String,
    },
    /// A date lies after the day that was given as today.
    #[error("the date {date} is after {today}; check it")]
    Future {
        /// The first day it may mean.
        date: Day,
        /// The day given as today.
        today: Day,
    },
    /// A field could not be kept in its place.
    #[error("the field {field} is {found}, not what is meant by it; it is kept as it stood")]
    OddField {
        /// The field.
        field: String,
        /// What it is.
        found: &'static str,
    },
    /// The same article came more than once; one is kept.
    #[error("the same article is in {first} too; it is kept once")]
    Repeated {
        /// The input that it is kept from.
        first: String,
    },
    /// Another article has the same id.
    #[error("another article in {first} has the id {id:?} too; this one is now {now:?}")]
    SameId {
        /// The input that keeps the id.
        first: String,
        /// The id.
        id: String,
        /// The new id of this article.
        now: String,
    },
    /// Several inputs name themselves, differently.
    #[error("the inputs name themselves {titles:?}; give the archive a title")]
    SeveralTitles {
        /// Their titles.
        titles: Vec<String>,
    },
}
