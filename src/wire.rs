//! Answers as bytes, from the engine in its worker to the page. Both are one
//! program, so nothing here has a version. What the page's own catalogue says of
//! an article is not sent.
//!
//! Numbers are varints and texts `bytes::Writer::str`; lists say first how many
//! there are.
//!
//! | answer | form |
//! |---|---|
//! | results | total, items, facets (place in `Facet::ALL`, values: number and count), two spreads (width in `Level::ALL`; bins: day (4 bytes) and count; imprecise; undated), how many whatever the filters, notes (range, kind, words), phrases (in titles only, words: as written, beginning, exact), ways out (query, total, kind, and of a choice facet, value, excluded) |
//! | items | article, score (bits), snippet, marks, marks of the title, picture |
//! | story | texts, rest (how many bytes, bytes), pictures |

use std::collections::BTreeMap;
use std::ops::Range;

use biennien_core::bytes::{BytesError, Reader, Writer};
use biennien_core::catalogue::{Catalogue, Facet};
use biennien_core::date::Day;
use biennien_core::query::{Note, NoteKind};
use biennien_core::search::{
    Dropped, FacetCount, Hit, Instead, Resolved, ResolvedPhrase, ResolvedWord, SearchResults,
    Spread, Unpacked,
};
use biennien_core::text::Word;
use biennien_core::timeline::Level;

type Read<T> = Result<T, BytesError>;

const KINDS: [NoteKind; 11] = [
    NoteKind::OpenQuote,
    NoteKind::LoneOr,
    NoteKind::NoWords,
    NoteKind::EmptyField,
    NoteKind::BadDate,
    NoteKind::TooLong,
    NoteKind::OnlyNegative,
    NoteKind::MarksForgiven,
    NoteKind::Corrected,
    NoteKind::UncertainDates,
    NoteKind::Unfinished,
];

/// Writes what was found.
#[must_use]
pub fn write_results(results: &SearchResults) -> Vec<u8> {
    let mut out = Writer::default();
    out.varint(results.total.into());
    hits(&mut out, &results.items);
    out.count(results.facets.len());
    for (facet, values) in &results.facets {
        out.varint(*facet as u64);
        counts(&mut out, values);
    }
    for spread in [&results.spread, &results.unranged] {
        out.varint(spread.level as u64);
        out.count(spread.bins.len());
        for (day, n) in &spread.bins {
            out.u32(day.0 as u32);
            out.varint((*n).into());
        }
        out.varint(spread.imprecise.into());
        out.varint(spread.undated.into());
    }
    out.varint(results.n_unfiltered.into());
    notes(&mut out, &results.notes);
    out.count(results.resolved.phrases.len());
    for phrase in &results.resolved.phrases {
        out.u8(phrase.is_title.into());
        out.count(phrase.words.len());
        for word in &phrase.words {
            out.str(&word.word.written());
            out.u8(word.is_prefix.into());
            out.u8(word.is_exact.into());
        }
    }
    ways_out(&mut out, &results.instead);
    out.into_bytes()
}

/// Writes results without a search.
#[must_use]
pub fn write_hits(items: &[Hit]) -> Vec<u8> {
    let mut out = Writer::default();
    hits(&mut out, items);
    out.into_bytes()
}

/// Writes what an article's text is made from.
#[must_use]
pub fn write_story(story: &Unpacked) -> Vec<u8> {
    let mut out = Writer::default();
    texts(&mut out, &story.strings);
    out.count(story.rest.len());
    out.bytes(&story.rest);
    texts(&mut out, &story.pictures);
    out.into_bytes()
}

fn hits(out: &mut Writer, hits: &[Hit]) {
    out.count(hits.len());
    for hit in hits {
        out.varint(hit.doc.into());
        out.u32(hit.score.to_bits());
        out.str(&hit.snippet);
        ranges(out, &hit.marks);
        ranges(out, &hit.title_marks);
        out.str(hit.picture.as_deref().unwrap_or_default());
    }
}

fn notes(out: &mut Writer, notes: &[Note]) {
    out.count(notes.len());
    for note in notes {
        range(out, &note.byte_range);
        let kind = KINDS.iter().position(|kind| *kind == note.kind);
        out.count(kind.unwrap_or(KINDS.len()));
        texts(out, &note.words);
    }
}

fn ways_out(out: &mut Writer, ways: &[Instead]) {
    out.count(ways.len());
    for way in ways {
        out.str(&way.query);
        out.varint(way.total.into());
        match &way.dropped {
            Dropped::Quotes => out.u8(0),
            Dropped::Words => out.u8(1),
            Dropped::Range => out.u8(2),
            Dropped::Choice {
                facet,
                value,
                is_excluded,
            } => {
                out.u8(3);
                out.varint(*facet as u64);
                out.str(value);
                out.u8((*is_excluded).into());
            }
            Dropped::Filters => out.u8(4),
        }
    }
}

fn counts(out: &mut Writer, counts: &[FacetCount]) {
    out.count(counts.len());
    for (value, n) in counts {
        out.varint((*value).into());
        out.varint((*n).into());
    }
}

fn texts(out: &mut Writer, texts: &[String]) {
    out.count(texts.len());
    texts.iter().for_each(|text| out.str(text));
}

fn ranges(out: &mut Writer, ranges: &[Range<usize>]) {
    out.count(ranges.len());
    ranges.iter().for_each(|it| range(out, it));
}

fn range(out: &mut Writer, range: &Range<usize>) {
    out.count(range.start);
    out.count(range.end);
}

/// Reads what was found.
///
/// # Errors
///
/// When it is not what was written.
pub fn read_results(bytes: &[u8], catalogue: &Catalogue) -> Read<SearchResults> {
    let bytes = &mut Reader::new(bytes);
    Ok(SearchResults {
        total: bytes.varint_u32()?,
        items: read_hits(bytes, catalogue)?,
        facets: read_facets(bytes)?,
        spread: read_spread(bytes)?,
        unranged: read_spread(bytes)?,
        n_unfiltered: bytes.varint_u32()?,
        notes: read_notes(bytes)?,
        resolved: read_resolved(bytes)?,
        instead: read_ways_out(bytes)?,
    })
}

/// Reads results without a search.
///
/// # Errors
///
/// When they are not what was written.
pub fn read_hits(bytes: &mut Reader<'_>, catalogue: &Catalogue) -> Read<Vec<Hit>> {
    let n = bytes.count(9)?;
    let mut hits = Vec::with_capacity(n);
    for _ in 0..n {
        let doc = bytes.varint_u32()?;
        hits.push(Hit {
            id: catalogue.id(doc).to_owned(),
            title: catalogue.title(doc).to_owned(),
            date: catalogue.date(doc).map(|date| date.to_string()),
            score: f32::from_bits(bytes.u32()?),
            snippet: read_text(bytes)?,
            marks: read_ranges(bytes)?,
            title_marks: read_ranges(bytes)?,
            doc,
            picture: Some(read_text(bytes)?).filter(|address| !address.is_empty()),
        });
    }
    Ok(hits)
}

/// Reads what an article's text is made from.
///
/// # Errors
///
/// When it is not what was written.
pub fn read_story(bytes: &[u8]) -> Read<Unpacked> {
    let bytes = &mut Reader::new(bytes);
    let strings = read_texts(bytes)?;
    let n_bytes = bytes.count(1)?;
    Ok(Unpacked {
        strings,
        rest: bytes.bytes(n_bytes)?.to_vec(),
        pictures: read_texts(bytes)?,
    })
}

fn read_facets(bytes: &mut Reader<'_>) -> Read<BTreeMap<Facet, Vec<FacetCount>>> {
    let mut facets = BTreeMap::new();
    for _ in 0..bytes.count(2)? {
        let facet = read_facet(bytes)?;
        facets.insert(facet, read_counts(bytes)?);
    }
    Ok(facets)
}

fn read_facet(bytes: &mut Reader<'_>) -> Read<Facet> {
    let facet = Facet::ALL.get(bytes.varint_u32()? as usize);
    facet.copied().ok_or(BytesError::Number)
}

fn read_spread(bytes: &mut Reader<'_>) -> Read<Spread> {
    let level = Level::ALL.get(bytes.varint_u32()? as usize);
    let level = *level.ok_or(BytesError::Number)?;
    let n = bytes.count(5)?;
    let mut bins = Vec::with_capacity(n);
    for _ in 0..n {
        bins.push((Day(bytes.u32()? as i32), bytes.varint_u32()?));
    }
    Ok(Spread {
        level,
        bins,
        imprecise: bytes.varint_u32()?,
        undated: bytes.varint_u32()?,
    })
}

fn read_notes(bytes: &mut Reader<'_>) -> Read<Vec<Note>> {
    let mut notes = Vec::new();
    for _ in 0..bytes.count(4)? {
        let byte_range = read_range(bytes)?;
        let kind = KINDS.get(bytes.varint_u32()? as usize).copied();
        let words = read_texts(bytes)?;
        if let Some(kind) = kind {
            let mut note = Note::new(byte_range, kind);
            note.words = words;
            notes.push(note);
        }
    }
    Ok(notes)
}

fn read_resolved(bytes: &mut Reader<'_>) -> Read<Resolved> {
    let mut phrases = Vec::new();
    for _ in 0..bytes.count(2)? {
        let is_title = read_flag(bytes)?;
        let mut words = Vec::new();
        for _ in 0..bytes.count(3)? {
            words.push(ResolvedWord {
                word: Word::from_written(bytes.str()?.to_owned()),
                is_prefix: read_flag(bytes)?,
                is_exact: read_flag(bytes)?,
            });
        }
        phrases.push(ResolvedPhrase { words, is_title });
    }
    Ok(Resolved { phrases })
}

fn read_ways_out(bytes: &mut Reader<'_>) -> Read<Vec<Instead>> {
    let mut ways = Vec::new();
    for _ in 0..bytes.count(3)? {
        ways.push(Instead {
            query: read_text(bytes)?,
            total: bytes.varint_u32()?,
            dropped: match bytes.u8()? {
                0 => Dropped::Quotes,
                1 => Dropped::Words,
                2 => Dropped::Range,
                4 => Dropped::Filters,
                _ => Dropped::Choice {
                    facet: read_facet(bytes)?,
                    value: read_text(bytes)?,
                    is_excluded: read_flag(bytes)?,
                },
            },
        });
    }
    Ok(ways)
}

fn read_counts(bytes: &mut Reader<'_>) -> Read<Vec<FacetCount>> {
    let n = bytes.count(2)?;
    let mut counts = Vec::with_capacity(n);
    for _ in 0..n {
        counts.push((bytes.varint_u32()?, bytes.varint_u32()?));
    }
    Ok(counts)
}

fn read_texts(bytes: &mut Reader<'_>) -> Read<Vec<String>> {
    let n = bytes.count(1)?;
    (0..n).map(|_| read_text(bytes)).collect()
}

fn read_text(bytes: &mut Reader<'_>) -> Read<String> {
    Ok(bytes.str()?.to_owned())
}

fn read_ranges(bytes: &mut Reader<'_>) -> Read<Vec<Range<usize>>> {
    let n = bytes.count(2)?;
    (0..n).map(|_| read_range(bytes)).collect()
}

fn read_range(bytes: &mut Reader<'_>) -> Read<Range<usize>> {
    Ok(bytes.varint_u32()? as usize..bytes.varint_u32()? as usize)
}

fn read_flag(bytes: &mut Reader<'_>) -> Read<bool> {
    Ok(bytes.u8()? != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::article::{Article, ArticleId, Block};
    use biennien_core::search::{Engine, SearchOptions};
    use proptest::prelude::*;

    fn engine() -> Engine {
        let article = |id: &str, date: &str, text: &str| Article {
            id: ArticleId(id.into()),
            title: format!("Cầu {id}"),
            date: date.parse().ok(),
            sources: vec!["Báo Hà Vân".into()],
            blocks: vec![
                Block::paragraph(text),
                Block::Figure {
                    src: Some("data:image/gif;base64,R0lGODlhAQABAAAAACw=".into()),
                    alt: String::new(),
                    caption: "Ảnh".into(),
                },
            ],
            ..Article::default()
        };
        Engine::build(&[
            article("a", "2019-07", "Cầu bắc qua sông Nậm Tre."),
            article("b", "2018~", "Người về chợ."),
            article("c", "", "Giấy tờ cũ."),
        ])
        .expect("not too large")
    }

    #[test]
    fn answers_arrive_as_they_were_sent() {
        let engine = engine();
        let mut options = SearchOptions::default();
        let queries = [
            "",
            "cau",
            "tiêu-đề:cầu sông",
            "\"nậm tre",
            "sôngg",
            "ngày:2019 OR",
            "chợ zzz",
            "ky",
            "-chợ",
        ];
        for from in [None, Some("2050".to_owned())] {
            options.from = from;
            for query in queries {
                let sent = engine.search(query, &options);
                let bytes = write_results(&sent);
                let came = read_results(&bytes, engine.catalogue()).expect(query);
                assert_eq!(came, sent, "{query}");
            }
            options
                .exclude
                .insert(Facet::Source, vec!["Báo Hà Vân".to_owned()]);
        }
        for doc in 0..engine.n_docs() {
            let sent = engine.unpacked(doc).expect("an article");
            assert_eq!(read_story(&write_story(&sent)), Ok(sent));
        }
    }

    #[test]
    fn every_kind_of_note_has_a_number() {
        let json = |kind: &NoteKind| serde_json::to_string(kind).expect("a name");
        let mut names: Vec<String> = KINDS.iter().map(json).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KINDS.len());
    }

    #[test]
    fn any_bytes_read_or_err() {
        let engine = engine();
        proptest!(|(bytes: Vec<u8>)| {
            let _ = read_results(&bytes, engine.catalogue());
            let _ = read_story(&bytes);
        });
    }
}
