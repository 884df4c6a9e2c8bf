//! What a script is told: the engine's reply with notes in the words of the
//! interface. Pure; `platform::script_api` hands it over.

use biennien_core::catalogue::Catalogue;
use biennien_core::date::Date;
use biennien_core::query::Note;
use biennien_core::search::{Reply, SearchOptions};

use crate::platform::engine::Answer;
use crate::wording::Words;

/// Says what was found for a query.
#[must_use]
pub fn reply(query: &str, answer: Answer, catalogue: &Catalogue, words: Words) -> Reply {
    let message = |note: &Note, part: &str| words.note(note, part);
    Reply::new(query, answer.results, catalogue, answer.millis, message)
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

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::query::NoteKind;
    use biennien_core::search::SearchResults;

    #[test]
    fn a_note_says_in_words_what_it_speaks_of() {
        let query = "đảng OR";
        let byte_range = query.find("OR").expect("it is there")..query.len();
        let notes = vec![Note::new(byte_range, NoteKind::LoneOr)];
        let results = SearchResults {
            notes,
            ..SearchResults::default()
        };
        let answer = Answer {
            results,
            millis: 0.0,
        };
        let catalogue = Catalogue::open(&Catalogue::build(&[])).expect("a catalogue");
        let reply = reply(query, answer, &catalogue, Words::default());
        let json = reply.to_json();
        insta::assert_snapshot!(json, @r#"{"total":0,"items":[],"facets":{},"bins":[],"imprecise":0,"undated":0,"notes":[{"start":5,"end":7,"message":"“OR” đứng một mình nên được tìm như một từ."}],"millis":0.0}"#);
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
