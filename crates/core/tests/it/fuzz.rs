//! Anything as a query, and anything as an archive: no panic, no hang, and no
//! total that is not the number of what is found.
//!
//! A few hundred cases of each run with every test; CONTRIBUTING.md says how to
//! run a million.

mod loose;

use std::sync::LazyLock;

use biennien_core::archive::packed::{self, Packed};
use biennien_core::archive::{Archive, feed};
use biennien_core::article::Article;
use biennien_core::bytes::{SEAL_BYTES, checksum};
use biennien_core::search::{Choices, Engine, Facet, SearchOptions, Sort};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::json;

use loose::LooseTexts;

use crate::oracle::brute::Brute;
use crate::oracle::{check, corpus};

static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(crate::judge::articles);

/// An article that has everything an article can have.
const FULL: &str = r#"{
    "id": "https://kho.example/1", "url": "https://kho.example/1", "title": "Lũ quét bản Lìm",
    "summary": "Rạng sáng", "language": "vi", "authors": [{ "name": "Lò Mai", "url": "https://mai.example" }],
    "tags": ["lũ", "cầu"], "date_published": "2019-08-03T09:30:00+07:00", "mood": { "a": [1, null] },
    "_biennien": {
        "date": "2019-08-03", "page_date": "2020", "event_date": "1954/1975?", "section": "Thời sự",
        "place": "Bản Lìm", "sources": ["Báo Sông Kha", "Báo Núi"], "weight": 2.5,
        "provenance": { "path": "a/b.txt", "reader": "text", "item": 3,
            "guesses": [{ "field": "date", "reason": "it stood there" }], "more": true },
        "blocks": [
            { "type": "heading", "level": 3, "text": "Nậm Tre" },
            { "type": "paragraph", "text": "Xem tại đây.", "spans": [
                { "start": 4, "end": 11, "kind": "link", "href": "https://example.org/" },
                { "start": 4, "end": 7, "kind": "strong" }] },
            { "type": "figure", "src": "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "alt": "một điểm",
                "caption": "Cầu treo" },
            { "type": "list", "ordered": true, "items": ["một", "hai"] },
            { "type": "quote", "text": "Nhớ lũ.", "attribution": "Ông Tre" },
            { "type": "table", "header": ["Tên", "Số"], "rows": [["cầu", "17"], ["đường"]] },
            { "type": "code", "text": "a  b\n c" }] } }"#;

/// A small archive: changes reach all of it soon.
static PACKED: LazyLock<Packed> = LazyLock::new(|| {
    let full = serde_json::from_str(FULL).expect("it is JSON");
    let full = feed::read_item(&full, feed::ReadOptions::default()).expect("it is an item");
    let few = ARTICLES.iter().step_by(6).cloned();
    packed::pack(&Archive {
        title: "Kho".to_owned(),
        articles: few.chain([full]).collect(),
        ..Archive::default()
    })
});

thread_local! {
    static ENGINE: Engine = crate::engine(&ARTICLES);
    static BRUTE: Brute<'static> = Brute::new(&ARTICLES);
}

/// What queries may be made of beside words: signs that mean something, names
/// of fields, and characters that are there but not seen.
const PARTS: [&str; 44] = [
    "\"",
    "“",
    "«",
    "-",
    "−",
    "*",
    ":",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{ad}",
    "\u{feff}",
    "\u{301}",
    "\u{323}",
    "\u{31b}",
    "\u{93e}",
    "OR ",
    " OR ",
    "HOẶC",
    "-\"",
    "title:",
    "tiêu đề:",
    "nguồn:",
    "ngày:",
    "trước:2019",
    "sau:",
    "date:2019-07/",
    "201X",
    "năm:",
    "lang:en",
    "lũ",
    "cầu",
    "Kha",
    "nậm tre",
    "đ",
    "y",
    "ky",
    "5.000",
    "31/05/2020",
    "it's",
    "翹",
    "𝄞",
    "İ",
    "ﬁ",
];

fn any_text() -> BoxedStrategy<String> {
    let bytes = vec(any::<u8>(), 0..12);
    let lossy = bytes.prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let words: Vec<&'static str> = ARTICLES
        .iter()
        .flat_map(|article| article.title.split_whitespace())
        .collect();
    prop_oneof![
        6 => select(&PARTS[..]).prop_map(str::to_owned),
        4 => select(words).prop_map(str::to_owned),
        2 => lossy,
        2 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ]
    .boxed()
}

fn any_query() -> BoxedStrategy<String> {
    let joined = |join: &'static str| {
        vec(any_text(), 0..9)
            .prop_map(move |parts| parts.join(join))
            .boxed()
    };
    let long = (any_text(), 0..200_usize).prop_map(|(part, n)| part.repeat(n));
    prop_oneof![6 => joined(""), 4 => joined(" "), 1 => long].boxed()
}

/// A change to some bytes. Places are shares of their length.
#[derive(Clone, Debug)]
enum Change {
    Flip(Index, u8),
    Set(Index, u8),
    Cut(Index),
    Remove(Index, usize),
    Insert(Index, Vec<u8>),
    Copy(Index, Index, usize),
}

fn change() -> BoxedStrategy<Change> {
    // What LEB128, lengths and counts have trouble with.
    let extreme = select(vec![
        vec![0xff; 4],
        vec![0xff, 0xff, 0xff, 0xff, 0x0f],
        vec![0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        vec![0x80; 12],
        vec![0; 16],
    ]);
    let bytes = prop_oneof![vec(any::<u8>(), 1..9), extreme];
    let place = any::<Index>;
    prop_oneof![
        4 => (place(), 0..8_u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        4 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        1 => place().prop_map(Change::Cut),
        2 => (place(), 1..40_usize).prop_map(|(at, n)| Change::Remove(at, n)),
        2 => (place(), bytes).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        1 => (place(), place(), 1..40_usize).prop_map(|(from, to, n)| Change::Copy(from, to, n)),
    ]
    .boxed()
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        let len = bytes.len();
        match change {
            Change::Flip(at, bit) => bytes[at.index(len)] ^= 1 << bit,
            Change::Set(at, byte) => bytes[at.index(len)] = *byte,
            Change::Cut(at) => bytes.truncate(at.index(len)),
            Change::Remove(at, n) => {
                let at = at.index(len);
                bytes.drain(at..len.min(at + n));
            }
            Change::Insert(at, new) => {
                let at = at.index(len);
                bytes.splice(at..at, new.iter().copied());
            }
            Change::Copy(from, to, n) => {
                let (from, to) = (from.index(len), to.index(len));
                let part = bytes[from..len.min(from + n)].to_vec();
                bytes.splice(to..to, part);
            }
        }
    }
    bytes
}

/// Changes a part behind its seal, and seals it again.
fn resealed(part: &[u8], changes: &[Change]) -> Vec<u8> {
    loose::sealed_like(part, &changed(&part[SEAL_BYTES..], changes))
}

/// Makes the catalogue say what is true of the parts.
fn with_facts(mut packed: Packed, n_articles: Option<u32>) -> Packed {
    let mut head: serde_json::Value =
        serde_json::from_str(&packed.catalogue).expect("the catalogue is JSON");
    let facts = |part: &[u8]| {
        let sum = format!("{:016x}", checksum(part));
        json!({ "bytes": part.len(), "checksum": sum })
    };
    head["parts"] = json!({
        "columns": facts(&packed.columns),
        "index": facts(&packed.index),
        "texts": facts(&packed.texts),
    });
    if let Some(n) = n_articles {
        head["articles"] = json!(n);
    }
    packed.catalogue = head.to_string();
    packed
}

/// What is asked of archives.
const ASKED: [&str; 11] = [
    "",
    "d",
    "đường",
    "lũ -bản",
    "\"nậm tre\"",
    "cầu OR đường",
    "tiêu-đề:lũ quét",
    "nguồn:kha",
    "trườngg ",
    "bản lìm k",
    "title:\"bản lìm\" ngày:2019",
];

/// Does with an archive all that can be done, but asks only some of the
/// questions; says whether it can be searched.
fn exercise(packed: Packed, asked: Index) -> Result<bool, TestCaseError> {
    let _ = packed::check(&packed);
    let _ = packed::open(&packed);
    let Ok(engine) = packed::engine(packed) else {
        return Ok(false);
    };
    let first = asked.index(ASKED.len());
    ask(&engine, ASKED[first])?;
    for doc in 0..engine.n_docs() {
        let _ = engine.article(doc);
    }
    for _ in 0..=engine.n_docs() {
        engine.prepare();
    }
    ask(&engine, ASKED[(first + 4) % ASKED.len()])?;
    Ok(true)
}

/// Whatever the archive says, what is counted is what is found.
fn ask(engine: &Engine, query: &str) -> Result<(), TestCaseError> {
    let source = Choices::from([(Facet::Source, vec!["Báo Sông Kha".to_owned()])]);
    let options = [
        SearchOptions::default(),
        SearchOptions {
            sort: Sort::Oldest,
            from: Some("2018".to_owned()),
            include: source,
            ..SearchOptions::default()
        },
    ];
    for options in &options {
        let results = engine.search(query, options);
        let order = engine.order(query, options);
        let n_found = u32::try_from(order.len()).expect("few articles");
        prop_assert_eq!(results.total, n_found);
        prop_assert_eq!(results.items.len(), order.len().min(options.limit));
        let spread = &results.spread;
        let bins: u32 = spread.bins.iter().map(|(_, n)| n).sum();
        prop_assert_eq!(bins + spread.imprecise + spread.undated, results.total);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_a_query_and_its_total_is_right(text in any_query(), options in corpus::options()) {
        ENGINE.with(|engine| BRUTE.with(|brute| check(engine, brute, &ARTICLES, &text, &options)))?;
    }

    #[test]
    fn any_bytes_are_an_archive_or_none(
        catalogue in "\\PC{0,40}", columns: Vec<u8>, index: Vec<u8>, texts: Vec<u8>,
        asked: Index,
    ) {
        let random = Packed { catalogue, columns, index, texts };
        prop_assert!(!exercise(random.clone(), asked)?);
        let catalogue = PACKED.catalogue.clone();
        exercise(with_facts(Packed { catalogue, ..random }, None), asked)?;
    }

    #[test]
    fn a_catalogue_that_changed_opens_or_not(changes in vec(change(), 1..4), asked: Index) {
        let bytes = changed(PACKED.catalogue.as_bytes(), &changes);
        let catalogue = String::from_utf8_lossy(&bytes).into_owned();
        exercise(Packed { catalogue, ..PACKED.clone() }, asked)?;
    }

    #[test]
    fn parts_that_changed_open_or_not(
        part in 0..3_usize, changes in vec(change(), 1..4), is_sealed: bool, n in 0..70_u32,
        asked: Index,
    ) {
        let mut packed = PACKED.clone();
        let bytes = match part {
            0 => &mut packed.columns,
            1 => &mut packed.index,
            _ => &mut packed.texts,
        };
        *bytes = if is_sealed { resealed(bytes, &changes) } else { changed(bytes, &changes) };
        exercise(with_facts(packed, (n < 20).then_some(n)), asked)?;
    }

    #[test]
    fn what_changed_before_it_was_deflated_opens_or_not(
        is_index: bool, changes in vec(change(), 1..4), asked: Index,
    ) {
        let mut packed = PACKED.clone();
        let change = |bytes: &[u8]| changed(bytes, &changes);
        if is_index {
            packed.index = loose::index(&packed.index, change);
        } else {
            packed.columns = loose::columns(&packed.columns, change);
        }
        exercise(with_facts(packed, None), asked)?;
    }

    #[test]
    fn parts_taken_apart_are_the_same_put_together(asked: Index) {
        let Packed { columns, index, .. } = &*PACKED;
        let same = |bytes: &[u8]| bytes.to_vec();
        let packed = Packed {
            columns: loose::columns(columns, same),
            index: loose::index(index, same),
            texts: LooseTexts::new(&PACKED.texts).bytes(),
            ..PACKED.clone()
        };
        prop_assert!(exercise(with_facts(packed, None), asked)?);
    }

    #[test]
    fn texts_that_changed_before_they_were_deflated_open_or_not(
        block in option::of(any::<Index>()), changes in vec(change(), 1..4), asked: Index,
    ) {
        let mut packed = PACKED.clone();
        let mut texts = LooseTexts::new(&packed.texts);
        let part = match block {
            None => &mut texts.head,
            Some(at) => {
                let at = at.index(texts.blocks.len());
                &mut texts.blocks[at]
            }
        };
        *part = changed(part, &changes);
        packed.texts = texts.bytes();
        exercise(with_facts(packed, None), asked)?;
    }

    #[test]
    fn any_bytes_are_a_feed_or_none(changes in vec(change(), 1..6)) {
        let bytes = changed(include_bytes!("../judge/archive.json"), &changes);
        let _ = feed::read(&bytes, feed::ReadOptions::default());
    }
}
