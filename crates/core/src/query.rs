//! The query language. Any text is a query; what could not be understood comes
//! back as notes and is searched as plain words. Knows no index.
//!
//! | written | finds |
//! |---|---|
//! | `nậm tre` | both words, anywhere |
//! | `"nậm tre"` | the words next to each other in this order |
//! | `-tre`, `-"rao vặt"` | not these |
//! | `cầu OR đường`, `cầu HOẶC đường` | either; binds closer than a space |
//! | `công*` | words that begin so |
//!
//! A word with signs inside (`COVID-19`) is a phrase. The last word is a
//! beginning as long as nothing follows it, not even a space.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::order;
use crate::text::{Word, tokens};

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
    /// Only signs, no letters or digits; left out.
    NoWords,
    /// Nothing matched with the marks as typed, so they were forgiven.
    MarksForgiven,
    /// Only things to leave out; everything else was found.
    OnlyNegative,
    /// More words than are looked for; the rest was left out.
    TooLong,
    /// A date that could not be read, so that the range has no such end.
    BadDate,
}

/// The most words that are looked for: one bit each while a text is scanned.
pub const MAX_WORDS: usize = 64;

/// A query: every positive clause must match, no negative one may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// In the order typed.
    pub clauses: Vec<Clause>,
}

/// Alternatives, of which one must match, or none if the clause is negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Whether articles that match are left out.
    pub is_negative: bool,
    /// At least one.
    pub alternatives: Vec<Atom>,
}

/// A word, or words next to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// At least one.
    pub words: Vec<Word>,
    /// Whether the last word may go on.
    pub is_prefix: bool,
}

/// A query and what there is to say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The query.
    pub query: Query,
    /// Sorted by range.
    pub notes: Vec<Note>,
}

/// A piece of a query as it was written.
struct Piece<'a> {
    byte_range: Range<usize>,
    is_negative: bool,
    content: Content<'a>,
}

enum Content<'a> {
    Or(&'a str),
    Quoted(&'a str),
    Plain(&'a str),
}

/// Reads a query.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let mut parser = Parser {
        text,
        parsed: Parsed::default(),
        n_words: 0,
    };
    let pieces = pieces(text, &mut parser.parsed.notes);
    let mut joins_next = false;
    for (at, piece) in pieces.iter().enumerate() {
        let is_joint = matches!(piece.content, Content::Or(_))
            && !joins_next
            && can_be_joined(at.checked_sub(1).and_then(|at| pieces.get(at)))
            && can_be_joined(pieces.get(at + 1));
        if !is_joint {
            parser.push(piece, joins_next);
        }
        joins_next = is_joint;
    }
    let mut parsed = parser.parsed;
    let clauses = &parsed.query.clauses;
    if !clauses.is_empty() && clauses.iter().all(|clause| clause.is_negative) {
        parsed.notes.push(Note {
            byte_range: 0..text.len(),
            kind: NoteKind::OnlyNegative,
        });
    }
    order::sort_by_key(&mut parsed.notes, |note| {
        (note.byte_range.start, note.byte_range.end)
    });
    parsed
}

struct Parser<'a> {
    text: &'a str,
    parsed: Parsed,
    n_words: usize,
}

impl Parser<'_> {
    /// Adds a piece: as an alternative to the last clause, or as one of its own.
    fn push(&mut self, piece: &Piece<'_>, joins: bool) {
        let Piece {
            byte_range,
            is_negative,
            ..
        } = piece;
        let Some(atom) = self.atom(piece) else {
            return self.note(byte_range, NoteKind::NoWords);
        };
        if self.n_words + atom.words.len() > MAX_WORDS {
            return self.note(byte_range, NoteKind::TooLong);
        }
        self.n_words += atom.words.len();
        match self.parsed.query.clauses.last_mut() {
            Some(clause) if joins => clause.alternatives.push(atom),
            _ => self.parsed.query.clauses.push(Clause {
                is_negative: *is_negative,
                alternatives: vec![atom],
            }),
        }
    }

    fn atom(&mut self, piece: &Piece<'_>) -> Option<Atom> {
        let is_last = piece.byte_range.end == self.text.len();
        match piece.content {
            Content::Quoted(inner) => Atom::new(inner, false),
            Content::Plain(word) => match word.strip_suffix('*') {
                Some(word) => Atom::new(word, true),
                None => Atom::new(word, is_last && !piece.is_negative),
            },
            Content::Or(word) => {
                self.note(&piece.byte_range, NoteKind::LoneOr);
                Atom::new(word, is_last)
            }
        }
    }

    fn note(&mut self, byte_range: &Range<usize>, kind: NoteKind) {
        self.parsed.notes.push(Note {
            byte_range: byte_range.clone(),
            kind,
        });
    }
}

/// Whether `OR` may stand beside a piece: it has words and is not left out.
fn can_be_joined(piece: Option<&Piece<'_>>) -> bool {
    piece.is_some_and(|piece| {
        !piece.is_negative
            && match piece.content {
                Content::Or(_) => false,
                Content::Quoted(text) | Content::Plain(text) => tokens(text).next().is_some(),
            }
    })
}

impl Atom {
    fn new(text: &str, is_prefix: bool) -> Option<Self> {
        let words: Vec<Word> = tokens(text).filter_map(|token| token.word()).collect();
        // A sign behind the last word ends it.
        let ends_in_word = tokens(text)
            .last()
            .is_some_and(|last| last.byte_range.end == text.len());
        (!words.is_empty()).then_some(Self {
            words,
            is_prefix: is_prefix && ends_in_word,
        })
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Cuts a query at spaces and quotation marks.
fn pieces<'a>(text: &'a str, notes: &mut Vec<Note>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        }
        let start = at;
        let behind_dash = &text[at + usize::from(letter == '-')..];
        let is_negative = letter == '-'
            && behind_dash
                .chars()
                .next()
                .is_some_and(|next| is_quote(next) || next.is_alphanumeric());
        let body = at + usize::from(is_negative);
        let opening = text[body..]
            .chars()
            .next()
            .filter(|letter| is_quote(*letter));
        let content = if let Some(quote) = opening {
            let inner = body + quote.len_utf8();
            let close = text[inner..]
                .char_indices()
                .find(|(_, letter)| is_quote(*letter));
            let end = close.map_or(text.len(), |(len, _)| inner + len);
            at = end + close.map_or(0, |(_, letter)| letter.len_utf8());
            if close.is_none() {
                notes.push(Note {
                    byte_range: body..text.len(),
                    kind: NoteKind::OpenQuote,
                });
            }
            Content::Quoted(&text[inner..end])
        } else {
            let stop = |letter: char| letter.is_whitespace() || is_quote(letter);
            at = body + text[body..].find(stop).unwrap_or(text.len() - body);
            match &text[body..at] {
                or @ ("OR" | "HOẶC" | "HOA\u{323}\u{306}C" | "HOĂ\u{323}C" | "HOẠ\u{306}C") => {
                    Content::Or(or)
                }
                plain => Content::Plain(plain),
            }
        };
        pieces.push(Piece {
            byte_range: start..at,
            is_negative,
            content,
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show(text: &str) -> String {
        let Parsed { query, notes } = parse(text);
        let atom = |atom: &Atom| {
            let words: Vec<String> = atom.words.iter().map(Word::fold).collect();
            let star = if atom.is_prefix { "*" } else { "" };
            format!("[{}]{star}", words.join(" "))
        };
        let clause = |clause: &Clause| {
            let sign = if clause.is_negative { "-" } else { "" };
            sign.to_owned()
                + &clause
                    .alternatives
                    .iter()
                    .map(atom)
                    .collect::<Vec<_>>()
                    .join("|")
        };
        let clauses: Vec<String> = query.clauses.iter().map(clause).collect();
        let note =
            |note: &Note| format!(" {:?} {:?}", note.kind, &text[note.byte_range.clone()]);
        clauses.join(" ") + &notes.iter().map(note).collect::<String>()
    }

    #[test]
    fn queries_are_read_as_the_table_says() {
        insta::assert_snapshot!([
            "", "xây dựng đảng", "xây dựng đảng ", "\"trong sạch\" vững", "-tre -\"rao vặt\" nậm",
            "a b OR c", "cầu HOẶC đường HOẶC sông ", "công* ty ", "COVID-19 ", "“một hai” ",
        ].map(show).join("\n"), @r"

        [xay] [dung] [dang]*
        [xay] [dung] [dang]
        [trong sach] [vung]*
        -[tre] -[rao vat] [nam]*
        [a] [b]|[c]*
        [cau]|[duong]|[song]
        [cong]* [ti]
        [covid 19]
        [mot hai]
        ");
    }

    #[test]
    fn what_is_not_understood_is_pointed_at() {
        insta::assert_snapshot!([
            "\"nậm tre", "OR a", "a OR ", "a OR OR b ", "-", "… nậm ", "-tre", "a OR -b ", "\"\" x ",
        ].map(show).join("\n"), @r#"
        [nam tre] OpenQuote "\"nậm tre"
        [or] [a]* LoneOr "OR"
        [a] [or] LoneOr "OR"
        [a] [or] [or] [b] LoneOr "OR" LoneOr "OR"
         NoWords "-"
        [nam] NoWords "…"
        -[tre] OnlyNegative "-tre"
        [a] [or] -[b] LoneOr "OR"
        [x] NoWords "\"\""
        "#);
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(text in "([a-cđ\"“-]|OR| |\\*|\\PC){0,20}") {
            for note in parse(&text).notes {
                prop_assert!(text.get(note.byte_range).is_some());
            }
        }
    }
}
