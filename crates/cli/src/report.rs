//! What there is to say about the inputs: refused, guessed, noted, left out.
//!
//! As a table for people and as JSON for `--report`; the JSON always says all.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use biennien_ingest::{Note, NoteKind, Refused};
use serde::Serialize;

use crate::terminal::{count, grouped, printable};

/// The table on standard error shows at most so many lines a heading, so that
/// what is said last stays on the screen's scroll-back.
pub(crate) const SHORT: usize = 50;

/// What there is to say about the inputs.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    /// How many articles there are.
    pub articles: usize,
    /// How many files were looked at.
    pub inputs: usize,
    /// What was not read, sorted by path and place.
    pub refused: Vec<Refusal>,
    /// How many guesses were made, by field.
    pub guessed: BTreeMap<String, usize>,
    /// What else was noted, each guess among it, sorted by path and place.
    pub notes: Vec<Noted>,
    /// What was left out of folders; folders end in `/`.
    pub skipped: Vec<String>,
}

/// Something that was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Refusal {
    /// The input's path relative to what was given.
    pub path: String,
    /// The line in it, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The item in it, counted from 1; neither if the whole is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// The item's title or id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Why.
    pub reason: String,
}

/// Something noted about an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Noted {
    /// The input's path relative to what was given.
    pub path: String,
    /// The item in it, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// The id of the article it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What.
    pub message: String,
    /// Whether it is a guess, which the table only counts.
    #[serde(skip)]
    is_guess: bool,
}

impl Refusal {
    /// Returns the refusal of a whole input.
    pub(crate) fn whole(path: String, reason: impl Into<String>) -> Self {
        Self {
            path,
            line: None,
            item: None,
            name: None,
            reason: reason.into(),
        }
    }

    /// Returns the refusal of an input that the system does not let us read.
    pub(crate) fn unreadable(path: String, error: &std::io::Error) -> Self {
        Self::whole(path, format!("it cannot be read: {error}"))
    }

    fn place(&self) -> String {
        match (self.line, self.item) {
            (Some(line), _) => format!("line {line}"),
            (None, Some(item)) => format!("item {item}"),
            (None, None) => String::new(),
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        let Refused {
            path,
            item,
            line,
            name,
            reason,
        } = refused;
        Self {
            path,
            line,
            item,
            name,
            reason: reason.to_string(),
        }
    }
}

impl From<&Note> for Noted {
    fn from(note: &Note) -> Self {
        Self {
            path: note.path.clone(),
            item: note.item,
            id: note.id.clone(),
            message: note.kind.to_string(),
            is_guess: matches!(note.kind, NoteKind::Guessed { .. }),
        }
    }
}

impl Report {
    /// Adds notes, and counts the guesses among them.
    pub(crate) fn add_notes(&mut self, notes: &[Note]) {
        for note in notes {
            if let NoteKind::Guessed { field, .. } = &note.kind {
                *self.guessed.entry(field.clone()).or_default() += 1;
            }
        }
        self.notes.extend(notes.iter().map(Noted::from));
    }

    /// Returns the report as JSON, ending in a line feed.
    pub(crate) fn to_json(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// Returns the report as a table with at most so many lines a heading;
    /// empty if there is nothing to say.
    pub(crate) fn to_table(&self, max_lines: usize) -> String {
        let refused = self.refused.iter().map(|refusal| {
            let name = refusal
                .name
                .as_ref()
                .map(|name| format!(" ({name})"))
                .unwrap_or_default();
            [
                refusal.path.clone(),
                refusal.place(),
                format!("{}{name}", refusal.reason),
            ]
        });
        let guessed = self
            .guessed
            .iter()
            .map(|(field, n)| [field.clone(), String::new(), count(*n, "article")]);
        let noted = self.notes.iter().filter(|note| !note.is_guess).map(|note| {
            let place = note
                .item
                .map(|item| format!("item {item}"))
                .unwrap_or_default();
            [note.path.clone(), place, note.message.clone()]
        });
        let skipped = self
            .skipped
            .iter()
            .map(|path| [path.clone(), String::new(), String::new()]);
        let mut table = String::new();
        write_rows(
            &mut table,
            "refused",
            &refused.collect::<Vec<_>>(),
            max_lines,
        );
        write_rows(
            &mut table,
            "guessed",
            &guessed.collect::<Vec<_>>(),
            max_lines,
        );
        write_rows(&mut table, "noted", &noted.collect::<Vec<_>>(), max_lines);
        write_rows(
            &mut table,
            "left out, hidden or not for reading",
            &skipped.collect::<Vec<_>>(),
            max_lines,
        );
        table
    }
}

/// Paths longer than this push their own line aside, not every other one.
const MAX_COLUMN_CHARS: usize = 40;

fn write_rows(table: &mut String, heading: &str, rows: &[[String; 3]], max_lines: usize) {
    if rows.is_empty() {
        return;
    }
    let shown = &rows[..rows.len().min(max_lines)];
    let width = |column: usize| {
        let widths = shown.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or(0).min(MAX_COLUMN_CHARS)
    };
    let (first, second) = (width(0), width(1));
    let _ = writeln!(table, "{heading}:");
    for [path, place, text] in shown {
        let mut line = format!("  {:first$}", printable(path));
        if second > 0 {
            let _ = write!(line, "  {place:second$}");
        }
        let _ = write!(line, "  {}", printable(text));
        let _ = writeln!(table, "{}", line.trim_end());
    }
    if rows.len() > shown.len() {
        let more = grouped((rows.len() - shown.len()) as u64);
        let _ = writeln!(
            table,
            "  and {more} more; --report FILE.json lists them all"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_where_what_and_why() {
        let line = Refusal {
            line: Some(3),
            name: Some("Tin".into()),
            ..Refusal::whole("a.jsonl".into(), "no")
        };
        let report = Report {
            refused: vec![line, Refusal::whole("thư mục/b.txt".into(), "it is empty")],
            guessed: BTreeMap::from([("date".into(), 2), ("language".into(), 1)]),
            skipped: vec![".git/".into()],
            ..Report::default()
        };
        insta::assert_snapshot!(report.to_table(SHORT), @"
        refused:
          a.jsonl        line 3  no (Tin)
          thư mục/b.txt          it is empty
        guessed:
          date      2 articles
          language  1 article
        left out, hidden or not for reading:
          .git/
        ");
        assert_eq!(Report::default().to_table(SHORT), "");
        assert!(
            report
                .to_table(1)
                .contains("  and 1 more; --report FILE.json lists them all\n")
        );
    }
}
