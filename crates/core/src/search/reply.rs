//! Results in the form that scripts get, from the page and from the command
//! line: places counted in UTF-16 units, as JavaScript does.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::json::Writer;

use super::{Facet, Hit, Note, SearchResults};
use crate::catalogue::Catalogue;

/// The answer to a search.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// How many articles match.
    pub total: u32,
    /// Some of them.
    pub items: Vec<ReplyItem>,
    /// Values and how many of the articles have them.
    pub facets: BTreeMap<Facet, Vec<(String, u32)>>,
    /// How they spread over time: EDTF of bins that have any, oldest first.
    pub bins: Vec<(String, u32)>,
    /// How many have a date wider than a bin.
    pub imprecise: u32,
    /// How many have no date.
    pub undated: u32,
    /// What of the query was not understood or was changed.
    pub notes: Vec<ReplyNote>,
    /// The engine's own time; written to a thousandth.
    pub millis: f64,
}

/// An article found.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplyItem {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// EDTF, or nothing.
    pub date: Option<String>,
    /// Greater is better; written to a thousandth.
    pub score: f32,
    /// The passage that shows why it was found.
    pub snippet: String,
    /// Marked stretches of the snippet, in UTF-16 units.
    pub marks: Vec<(u32, u32)>,
}

/// A note on the query, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyNote {
    /// Where in the query the part begins that it speaks of, in UTF-16 units.
    pub start: u32,
    /// Where that part ends.
    pub end: u32,
    /// What happened, in the caller's words.
    pub message: String,
}

impl Reply {
    /// Says what was found for a query in the archive of a catalogue. `message`
    /// puts a note in words; it is given the part of the query that the note
    /// speaks of.
    pub fn new(
        query: &str,
        results: SearchResults,
        catalogue: &Catalogue,
        millis: f64,
        message: impl Fn(&Note, &str) -> String,
    ) -> Self {
        let notes = results.notes.iter().map(|note| {
            let part = query.get(note.byte_range.clone()).unwrap_or_default();
            let (start, end) = utf16_range(query, &note.byte_range);
            ReplyNote {
                start,
                end,
                message: message(note, part),
            }
        });
        let named = |(facet, counts): (Facet, Vec<(u32, u32)>)| {
            let values = catalogue.values(facet);
            let name = |(value, n)| (values.text(value).to_owned(), n);
            (facet, counts.into_iter().map(name).collect())
        };
        let spread = results.spread;
        let bin = |(day, n)| (spread.level.bin_key(day), n);
        Self {
            total: results.total,
            notes: notes.collect(),
            items: results.items.into_iter().map(ReplyItem::from).collect(),
            facets: results.facets.into_iter().map(named).collect(),
            bins: spread.bins.into_iter().map(bin).collect(),
            imprecise: spread.imprecise,
            undated: spread.undated,
            millis,
        }
    }

    /// Writes it as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = Writer::default();
        out.begin('{');
        out.name("total");
        out.whole(self.total.into());
        out.name("items");
        out.begin('[');
        self.items.iter().for_each(|item| item.write(&mut out));
        out.end(']');
        out.name("facets");
        out.begin('{');
        for (facet, counts) in &self.facets {
            out.name(facet.key());
            write_counts(&mut out, counts);
        }
        out.end('}');
        out.name("bins");
        write_counts(&mut out, &self.bins);
        out.name("imprecise");
        out.whole(self.imprecise.into());
        out.name("undated");
        out.whole(self.undated.into());
        out.name("notes");
        out.begin('[');
        for note in &self.notes {
            out.begin('{');
            out.name("start");
            out.whole(note.start.into());
            out.name("end");
            out.whole(note.end.into());
            out.field("message", Some(&note.message));
            out.end('}');
        }
        out.end(']');
        out.name("millis");
        out.thousandths(self.millis);
        out.end('}');
        out.finish()
    }
}

fn write_counts(out: &mut Writer, counts: &[(String, u32)]) {
    out.begin('[');
    for (value, n) in counts {
        out.begin('[');
        out.text(value);
        out.whole((*n).into());
        out.end(']');
    }
    out.end(']');
}

impl ReplyItem {
    fn write(&self, out: &mut Writer) {
        out.begin('{');
        out.field("id", Some(&self.id));
        out.field("title", Some(&self.title));
        out.name("date");
        match &self.date {
            Some(date) => out.text(date),
            None => out.literal("null"),
        }
        out.name("score");
        out.thousandths(self.score.into());
        out.field("snippet", Some(&self.snippet));
        out.name("marks");
        out.begin('[');
        for (start, end) in &self.marks {
            out.begin('[');
            out.whole((*start).into());
            out.whole((*end).into());
            out.end(']');
        }
        out.end(']');
        out.end('}');
    }
}

impl From<Hit> for ReplyItem {
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

/// Turns UTF-8 bytes of a text into UTF-16 units of it; what lies outside of
/// the text or inside a letter is moved to the letter's end.
fn utf16_range(text: &str, byte_range: &Range<usize>) -> (u32, u32) {
    let units = |end: usize| {
        let before = text.char_indices().take_while(|(at, _)| *at < end);
        let n_units: usize = before.map(|(_, letter)| letter.len_utf16()).sum();
        u32::try_from(n_units).unwrap_or(u32::MAX)
    };
    (units(byte_range.start), units(byte_range.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::date::Day;
    use crate::query::NoteKind;
    use crate::search::Spread;
    use crate::timeline::Level;

    #[test]
    fn places_are_counted_as_scripts_do() {
        let text = "𝄞 Đảng";
        assert_eq!(utf16_range(text, &(5..12)), (3, 7));
        assert_eq!(utf16_range(text, &(0..4)), (0, 2));
        assert_eq!(utf16_range(text, &(5..99)), (3, 7));
        assert_eq!(utf16_range(text, &(0..0)), (0, 0));
    }

    #[test]
    fn a_reply_has_the_shape_that_scripts_rely_on() {
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
                picture: None,
            }],
            facets: BTreeMap::from([(Facet::Source, vec![(0, 1)])]),
            spread: Spread {
                level: Level::Month,
                bins: vec![(Day(18_078), 1)],
                ..Spread::default()
            },
            unranged: Spread::default(),
            n_unfiltered: 1,
            notes: vec![Note::new(8..10, NoteKind::LoneOr)],
            ..SearchResults::default()
        };
        let words = |note: &Note, part: &str| format!("{:?} {part}", note.kind);
        let article = Article {
            sources: vec!["Báo".into()],
            ..Article::default()
        };
        let catalogue = Catalogue::open(&Catalogue::build(&[article])).expect("a catalogue");
        let reply = Reply::new("đảng OR", results, &catalogue, 0.123_456, words);
        insta::assert_snapshot!(reply.to_json(), @r#"{"total":1,"items":[{"id":"a","title":"Đảng uỷ","date":"2019-07-08?","score":1.5,"snippet":"của Đảng","marks":[[0,2],[4,8]]}],"facets":{"source":[["Báo",1]]},"bins":[["2019-07",1]],"imprecise":0,"undated":0,"notes":[{"start":5,"end":7,"message":"LoneOr OR"}],"millis":0.123}"#);
    }
}
