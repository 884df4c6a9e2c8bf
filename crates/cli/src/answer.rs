//! Search results as scripts get them, from the page and from here: positions
//! in UTF-16 units, notes in words, and the engine's own time.

use std::collections::BTreeMap;
use std::ops::Range;

use biennien_core::query::NoteKind;
use biennien_core::search::{FacetCount, Hit, SearchResults};
use serde::Serialize;

/// What a search returns to a script.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    total: u32,
    items: Vec<Item>,
    facets: BTreeMap<&'static str, Vec<FacetCount>>,
    bins: Vec<(String, u32)>,
    imprecise: u32,
    undated: u32,
    notes: Vec<AnswerNote>,
    millis: f64,
}

#[derive(Debug, Serialize)]
struct Item {
    id: String,
    title: String,
    date: Option<String>,
    score: f32,
    snippet: String,
    /// UTF-16 units of the snippet.
    marks: Vec<[usize; 2]>,
}

#[derive(Debug, Serialize)]
struct AnswerNote {
    /// UTF-16 units of the query.
    start: usize,
    end: usize,
    message: &'static str,
}

impl Answer {
    /// Turns the engine's results into what scripts get. `millis` is the
    /// engine's own time, written in thousandths.
    pub(crate) fn new(query: &str, results: SearchResults, millis: f64) -> Self {
        let notes = results.notes.iter().map(|note| {
            let [start, end] = utf16_range(query, &note.byte_range);
            AnswerNote {
                start,
                end,
                message: message(note.kind),
            }
        });
        Self {
            total: results.total,
            notes: notes.collect(),
            items: results.items.into_iter().map(Item::from).collect(),
            facets: results
                .facets
                .into_iter()
                .map(|(facet, counts)| (facet.key(), counts))
                .collect(),
            bins: results.spread.bins,
            imprecise: results.spread.imprecise,
            undated: results.spread.undated,
            millis: (millis * 1000.0).round() / 1000.0,
        }
    }
}

impl From<Hit> for Item {
    fn from(hit: Hit) -> Self {
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
        Self {
            id,
            title,
            date,
            score,
            snippet,
            marks,
        }
    }
}

/// Returns the UTF-16 units of a stretch of UTF-8 bytes; what lies outside of
/// the text or inside a letter is moved to the letter's end.
fn utf16_range(text: &str, byte_range: &Range<usize>) -> [usize; 2] {
    let units = |end: usize| {
        let before = text.char_indices().take_while(|(at, _)| *at < end);
        before.map(|(_, letter)| letter.len_utf16()).sum()
    };
    [units(byte_range.start), units(byte_range.end)]
}

/// Returns what a note says, in one sentence.
pub(crate) fn message(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::OpenQuote => "the quotation mark has no partner; the phrase runs to the end",
        NoteKind::LoneOr => "OR has nothing on one of its sides; it is searched as a word",
        NoteKind::NoWords => "there is no word in this; it is left out",
        NoteKind::MarksForgiven => "nothing has these marks; words with other marks are shown",
        NoteKind::OnlyNegative => "there are only words to leave out; everything else is shown",
        NoteKind::BadDate => {
            "this date cannot be read; write it as 2019, 2019-07 or 2019-07-08"
        }
        _ => "this part of the query was changed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::query::Note;
    use biennien_core::search::{Facet, Spread};

    #[test]
    fn positions_are_counted_in_utf16_units() {
        let text = "𝄞 Đảng";
        assert_eq!(utf16_range(text, &(5..12)), [3, 7]);
        assert_eq!(utf16_range(text, &(0..4)), [0, 2]);
        assert_eq!(utf16_range(text, &(5..99)), [3, 7]);
    }

    #[test]
    fn an_answer_has_the_shape_that_scripts_rely_on() {
        let results = SearchResults {
            total: 1,
            items: vec![Hit {
                id: "a".into(),
                title: "Đảng uỷ".into(),
                date: Some("2019-07-08?".into()),
                score: 1.5,
                snippet: "của Đảng".into(),
                marks: vec![0..4, 6..13],
                title_marks: Vec::new(),
                doc: 0,
            }],
            facets: BTreeMap::from([(Facet::Source, vec![("Báo".into(), 1)])]),
            spread: Spread {
                bins: vec![("2019-07".into(), 1)],
                imprecise: 0,
                undated: 0,
            },
            unranged: Spread::default(),
            notes: vec![Note {
                byte_range: 0..1,
                kind: NoteKind::OpenQuote,
            }],
        };
        let answer = Answer::new("\"đảng", results, 0.123_456);
        let mut answer = serde_json::to_value(&answer).unwrap();
        answer.sort_all_objects();
        let lines = answer
            .as_object()
            .unwrap()
            .iter()
            .map(|(key, value)| format!("{key}: {value}"));
        insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
        bins: [["2019-07",1]]
        facets: {"source":[["Báo",1]]}
        imprecise: 0
        items: [{"date":"2019-07-08?","id":"a","marks":[[0,2],[4,8]],"score":1.5,"snippet":"của Đảng","title":"Đảng uỷ"}]
        millis: 0.123
        notes: [{"end":1,"message":"the quotation mark has no partner; the phrase runs to the end","start":0}]
        total: 1
        undated: 0
        "#);
    }
}
