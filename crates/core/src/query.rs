//! The query language. Any text is a query; what could not be understood comes
//! back as notes and is searched as plain words. Knows no index.
//!
//! | written | finds |
//! |---|---|
//! | `nậm tre` | both words, anywhere |
//! | `"nậm tre"` | the words next to each other in this order; `“ ”`, `„ “`, `« »` too |
//! | `-tre`, `-"rao vặt"`, `-nguồn:vne` | not these |
//! | `cầu OR đường`, `cầu HOẶC đường` | either; binds closer than a space |
//! | `công*` | words that begin so |
//! | `tiêu-đề:cầu`, `title:"cầu đường"` | in this field only |
//! | `ngày:7/2019`, `trước:2019`, `sau:31/05/2020` | of this time, up to it, from it on |
//!
//! Fields: `tiêu-đề`/`title`, `tác-giả`/`author`, `nguồn`/`source`,
//! `mục`/`section`, `thẻ`/`tag`, `nơi`/`place`, `ngôn-ngữ`/`lang`,
//! `ngày`/`date`, `trước`/`before`, `sau`/`after`; with or without marks, with a
//! hyphen, a space or neither, in any case. A space may stand behind the colon.
//! Any other word with a colon is words.
//!
//! Times: `2019`, `2019-07`, `7/2019`, `31/05/2020`, `2020-05-31` (with `-`, `/`
//! or `.`), and EDTF as `date` reads it (`201X`, `1954/1975`). The whole period
//! that is named counts, also for `trước` and `sau`. While the last one is being
//! typed, as much of it counts as can be read; so does what stands before a last
//! `OR`.
//!
//! A word with signs inside (`COVID-19`) is a phrase. The last word is a
//! beginning as long as nothing follows it, not even a space. A number that may
//! still become one with thousands, or cease to be one, is read both ways: `5.0`
//! finds *5.0* and *5.000*, `3.141` finds *3.141* and *3.1415*.

mod field;
mod parse;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::{Word, tokens};
use crate::timeline::Days;

pub(crate) use parse::is_quote;
pub use parse::parse;

/// The most words that are looked for: one bit each while a text is scanned. A
/// time counts as one.
pub const MAX_WORDS: usize = 64;

/// A query and what there is to say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    /// The query.
    pub query: Query,
    /// Sorted by range.
    pub notes: Vec<Note>,
}

/// A query: every positive clause must match, no negative one may.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// In the order typed.
    pub clauses: Vec<Clause>,
}

/// Alternatives, of which one must match, or none if the clause is negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Whether articles that match are left out.
    pub is_negative: bool,
    /// At least one.
    pub alternatives: Vec<Atom>,
    /// UTF-8 bytes of the query, from the first alternative to the last.
    pub byte_range: Range<usize>,
}

/// A word, words next to each other, or a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Atom {
    /// Where to look; in all of the text if it does not say.
    pub field: Option<Field>,
    /// At least one, but none in `Field::Date`.
    pub words: Vec<Word>,
    /// Whether the last word may go on.
    pub is_prefix: bool,
    /// UTF-8 bytes of the query, with sign, field and quotation marks.
    pub byte_range: Range<usize>,
    /// Whether it was written between quotation marks.
    pub is_quoted: bool,
    /// Whether it is another reading of what the alternative before it was read
    /// from, and a worse one.
    pub is_guess: bool,
}

impl Atom {
    /// Returns where in the query's text one of its words stands: UTF-8 bytes. Of
    /// one that is not there as it was read, where the atom stands.
    #[must_use]
    pub fn word_range(&self, text: &str, at: usize) -> Range<usize> {
        let part = text.get(self.byte_range.clone()).unwrap_or_default();
        let mut read: Vec<(Word, Range<usize>)> = Vec::new();
        for token in tokens(part) {
            read.extend(token.word().map(|word| (word, token.byte_range)));
        }
        // A field's name stands before them.
        let places = read.windows(self.words.len().max(1));
        let mut places = places.rev().filter(|place| {
            let words = place.iter().map(|(word, _)| word);
            words.eq(&self.words)
        });
        let place = places.next().and_then(|place| place.get(at));
        place.map_or(self.byte_range.clone(), |(_, place)| {
            let Range { start, .. } = self.byte_range;
            start + place.start..start + place.end
        })
    }
}

/// A part of an article that can be asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// `Article::title`.
    Title,
    /// `Article::authors`.
    Author,
    /// `Article::sources`.
    Source,
    /// `Article::section`.
    Section,
    /// `Article::tags`.
    Tag,
    /// `Article::place`.
    Place,
    /// `Article::language`.
    Lang,
    /// `Article::date`, which must have a day in common with this time.
    Date(Days),
}

/// What was not understood, changed or forgiven in a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// UTF-8 bytes of the query that it speaks of.
    pub byte_range: Range<usize>,
    /// What happened.
    pub kind: NoteKind,
    /// The words searched instead, best first, where there are any.
    pub words: Vec<String>,
}

impl Note {
    /// Returns a note without words.
    #[must_use]
    pub fn new(byte_range: Range<usize>, kind: NoteKind) -> Self {
        Self {
            byte_range,
            kind,
            words: Vec::new(),
        }
    }
}

/// What happened to a part of a query. The words for it are the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoteKind {
    /// A quotation mark without a partner; the phrase runs to the end.
    OpenQuote,
    /// `OR` with nothing on one of its sides, but not the last of the query;
    /// searched as a word.
    LoneOr,
    /// Only signs, no letters or digits; left out.
    NoWords,
    /// A field with nothing behind it; left out.
    EmptyField,
    /// At the end of the query a time that is only half typed, or `OR` with nothing
    /// behind it yet; what is incomplete was left out.
    Unfinished,
    /// A date that could not be read: in a query searched as plain words, in the
    /// range left out.
    BadDate,
    /// More words than are looked for; the rest was left out.
    TooLong,
    /// Only things to leave out; everything else was found.
    OnlyNegative,
    /// Nothing matched with the marks as typed, so they were forgiven.
    MarksForgiven,
    /// Nothing matched the word as typed; `Note::words` were searched instead.
    Corrected,
    /// Among what was found are articles whose date is in doubt or wider than the
    /// time asked for.
    UncertainDates,
}

#[cfg(test)]
mod tests;
