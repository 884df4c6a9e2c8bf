//! What a script is told: search results in the form that the README promises,
//! with places counted in UTF-16 units as scripts do. Pure;
//! `platform::script_api` hands it over.

use std::collections::BTreeMap;
use std::ops::Range;

use biennien_core::date::Date;
use biennien_core::search::{Facet, FacetCount, Hit, SearchOptions, SearchResults};
use serde::Serialize;

use crate::wording::Words;

/// The answer to `bienNien.search`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reply {
    /// How many articles match.
    pub total: u32,
    /// Some of them.
    pub items: Vec<Item>,
    /// Values and how many of the articles have them.
    pub facets: BTreeMap<Facet, Vec<FacetCount>>,
    /// How they spread over time.
    pub bins: Vec<(String, u32)>,
    /// How many have a date wider than a bin.
    pub imprecise: u32,
    /// How many have no date.
    pub undated: u32,
    /// What of the query was not understood or was changed.
    pub notes: Vec<NoteInWords>,
    /// The engine's own time.
    pub millis: f64,
}

/// An article found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// EDTF, or nothing.
    pub date: Option<String>,
    /// Greater is better.
    pub score: f32,
    /// The passage that shows why it was found.
    pub snippet: String,
    /// Marked stretches of the snippet, in UTF-16 units.
    pub marks: Vec<(u32, u32)>,
}

/// A note on the query, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteInWords {
    /// Where in the query the part begins that it speaks of, in UTF-16 units.
    pub start: u32,
    /// Where that part ends.
    pub end: u32,
    /// What happened, in the language of the interface.
    pub message: String,
}

impl Reply {
    /// Says what was found for a query.
    #[must_use]
    pub fn new(query: &str, results: SearchResults, millis: f64, words: Words) -> Self {
        let notes = results.notes.iter().map(|note| {
            let part = query.get(note.byte_range.clone()).unwrap_or_default();
            let (start, end) = utf16_range(query, &note.byte_range);
            NoteInWords {
                start,
                end,
                message: words.note(note.kind, part),
            }
        });
        Self {
            total: results.total,
            notes: notes.collect(),
            items: results.items.into_iter().map(item).collect(),
            facets: results.facets,
            bins: results.spread.bins,
            imprecise: results.spread.imprecise,
            undated: results.spread.undated,
            millis,
        }
    }
}

fn item(hit: Hit) -> Item {
    let marks = hit
        .marks
        .iter()
        .map(|mark| utf16_range(&hit.snippet, mark))
        .collect();
    let Hit {
        id,
        title,
        date,
        score,
        snippet,
        ..
    } = hit;
    Item {
        id,
        title,
        date,
        score,
        snippet,
        marks,
    }
}

/// Returns why options that have the right form mean nothing, if so.
///
/// # Errors
///
/// When one end of the range is no date.
pub fn check(options: &SearchOptions) -> Result<(), String> {
    for (name, value) in [("from", &options.from), ("to", &options.to)] {
        if let Some(value) = value {
            value
                .parse::<Date>()
                .map_err(|error| format!("{name}: {error}"))?;
        }
    }
    Ok(())
}

/// Turns UTF-8 bytes of a text into UTF-16 units of it.
fn utf16_range(text: &str, bytes: &Range<usize>) -> (u32, u32) {
    let units = |end: usize| {
        let before = text.char_indices().take_while(|(at, _)| *at < end);
        let n_units: usize = before.map(|(_, letter)| letter.len_utf16()).sum();
        u32::try_from(n_units).unwrap_or(u32::MAX)
    };
    (units(bytes.start), units(bytes.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::query::{Note, NoteKind};

    #[test]
    fn places_are_counted_as_scripts_do() {
        let text = "ấ 😀 đảng";
        let at = text.find("đảng").expect("it is there");
        assert_eq!(utf16_range(text, &(at..text.len())), (5, 9));
        assert_eq!(utf16_range(text, &(0..0)), (0, 0));
        assert_eq!(utf16_range(text, &(0..999)), (0, 9));
    }

    #[test]
    fn a_note_says_in_words_what_it_speaks_of() {
        let query = "đảng OR";
        let byte_range = query.find("OR").expect("it is there")..query.len();
        let notes = vec![Note {
            byte_range,
            kind: NoteKind::LoneOr,
        }];
        let results = SearchResults {
            notes,
            ..SearchResults::default()
        };
        let reply = Reply::new(query, results, 0.0, Words::default());
        let json = serde_json::to_string(&reply).expect("it is plain data");
        insta::assert_snapshot!(json, @r#"{"total":0,"items":[],"facets":{},"bins":[],"imprecise":0,"undated":0,"notes":[{"start":5,"end":7,"message":"“OR” đứng một mình nên được tìm như một từ"}],"millis":0.0}"#);
    }

    #[test]
    fn an_end_that_is_no_date_is_refused() {
        let options = SearchOptions {
            to: Some("soon".into()),
            ..SearchOptions::default()
        };
        let error = check(&options).expect_err("it is no date");
        assert!(error.starts_with("to: \"soon\" is no date"), "{error}");
    }
}
