//! The query language: any text is a query. (to come)
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What was not understood, changed or forgiven in a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// UTF-8 bytes of the query that it speaks of.
    pub byte_range: Range<usize>,
    /// What happened.
    pub kind: NoteKind,
}

/// What happened to a part of a query. The words for it are the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoteKind {
    /// A quotation mark without a partner; the phrase runs to the end.
    OpenQuote,
    /// `OR` with nothing on one of its sides; searched as a word.
    LoneOr,
    /// `-` with nothing behind it, or only signs without letters; left out.
    NoWords,
    /// Nothing matched with the marks as typed, so they were forgiven.
    MarksForgiven,
    /// Only things to leave out; everything else was found.
    OnlyNegative,
    /// A date that could not be read, so that the range has no such end.
    BadDate,
}
