//! What the texts give back.

use super::*;
use crate::article::{
    ArticleId, Block as ArticleBlock, Guess, Provenance, Span, SpanKind, Text,
};
use crate::bytes::{Writer, checksum, deflate, deflate_sized, inflate};
use crate::json::Extra;
use proptest::prelude::*;

fn open(articles: &[Article], level: u8) -> (Catalogue, Texts) {
    let catalogue = Catalogue::open(&Catalogue::build(articles)).expect("opens");
    (
        catalogue,
        Texts::open(Texts::build(articles, level)).expect("opens"),
    )
}

#[track_caller]
fn check(articles: &[Article]) {
    for level in [0, 9] {
        let (catalogue, texts) = open(articles, level);
        assert_eq!(texts.n_docs() as usize, articles.len());
        for (doc, want) in (0..).zip(articles) {
            let number = texts.block_of(doc);
            assert!(texts.docs_of(number).contains(&doc));
            let block = texts.block(number).expect("whole");
            let strings: Vec<&str> = searchable(want).map(|(_, text)| text).collect();
            assert_eq!(block.strings(doc, &texts), strings);
            check_passages(&block, doc, &texts, &strings[1..]);
            let ends = block.codes(doc).filter(|code| *code == Code::End);
            assert_eq!(ends.count(), strings.len());
            assert_eq!(
                &texts.article(&catalogue, &block, doc).expect("whole"),
                want
            );
            let first = pictures(block.rest(doc))
                .first()
                .map(|number| texts.picture(*number).expect("whole"));
            assert_eq!(first.as_deref(), want.first_picture());
        }
    }
}

#[track_caller]
fn check_passages(block: &Block, doc: u32, texts: &Texts, strings: &[&str]) {
    let passages = |is_wanted: bool| -> Vec<String> {
        block.passages(doc, texts, &|_| is_wanted).collect()
    };
    let mut wanted = strings.to_vec();
    wanted.retain(|text| !text.is_empty());
    assert_eq!(passages(true), wanted);
    let is_blank = |text: &&&str| text.trim().is_empty();
    let n_blank = wanted.iter().take_while(is_blank).count();
    wanted.truncate(n_blank + 1);
    assert_eq!(passages(false), wanted);
}

fn title(title: &str) -> Article {
    Article {
        title: title.to_owned(),
        ..Article::default()
    }
}

#[test]
fn nothing_gives_nothing() {
    check(&[]);
    check(&[Article::default()]);
    let (_, texts) = open(&[], 9);
    assert_eq!(
        (texts.n_docs(), texts.n_blocks(), texts.block_of(0)),
        (0, 0, 0)
    );
    assert!(texts.block(0).is_err() && texts.picture(0).is_err());
    assert_eq!(texts.surface(7), "");
}

#[test]
fn texts_of_any_form_come_back() {
    check(&[
        title("Đảng ủy  Lạng Sơn, ngày 8/7: COVID-19. 5.000!"),
        title("Da\u{309}ng ho\u{300}a \u{301}x \u{200b}a\u{200b} b\u{ad}c"),
        title("大越史記 全書 ok"),
        title(" \t\r\n\u{0}\u{1}\u{a0} "),
        title(&format!("a {} b", "á".repeat(70_000))),
        title("a b  c   d "),
    ]);
}

#[test]
fn a_long_archive_has_blocks_of_whole_articles() {
    let long: Vec<Article> = (0..400)
        .map(|at| title(&format!("{} số {at}", "Một đoạn văn dài. ".repeat(at % 90))))
        .collect();
    check(&long);
    let (_, texts) = open(&long, 9);
    assert!(texts.n_blocks() > 10);
    let all: Vec<u32> = (0..texts.n_blocks())
        .flat_map(|block| texts.docs_of(block))
        .collect();
    assert_eq!(all, (0..400).collect::<Vec<_>>());
    assert_eq!(texts.block_of(400), texts.n_blocks());
}

#[test]
fn more_words_than_short_codes_come_back() {
    let words: Vec<String> = (0..70_000).map(|at: u32| format!("w{at}x")).collect();
    check(&[title(&words.join(" ")), title(&words[..300].join(", "))]);
}

#[test]
fn the_same_picture_is_stored_once() {
    let picture = format!("data:image/png;base64,{}", "ABCD".repeat(2000));
    let with = |src: &str| Article {
        blocks: vec![ArticleBlock::Figure {
            src: Some(src.to_owned()),
            alt: "a".to_owned(),
            caption: "c".into(),
        }],
        ..Article::default()
    };
    let articles = [
        with(&picture),
        with(&picture),
        with("data:image/svg+xml,<svg/>"),
    ];
    check(&articles);
    let (_, texts) = open(&articles, 0);
    let block = texts.block(0).expect("whole");
    let numbers: Vec<_> = (0..3).map(|doc| pictures(block.rest(doc))).collect();
    assert_eq!(numbers, [[0], [0], [1]]);
}

#[test]
fn addresses_that_repeat_the_title_come_back() {
    let with = |id: &str, url: &str| Article {
        id: ArticleId(id.to_owned()),
        url: Some(url.to_owned()),
        ..title("Một tỷ USD")
    };
    let url = "https://example.org/mot-ty-usd-7.html";
    check(&[
        with(url, url),
        with("1", url),
        with("2", "https://example.org/"),
    ]);
    check(&[with("\u{1}", url), with("mot-ty-usd", "mot-ty-usd\u{1}")]);
}

#[test]
fn spans_that_cross_or_run_scripts_are_left_out() {
    let span = |byte_range, kind| Span { byte_range, kind };
    let with = |spans: Vec<Span>| Article {
        blocks: vec![ArticleBlock::Paragraph(Text {
            text: "một hai ba".to_owned(),
            spans,
        })],
        ..Article::default()
    };
    let kept = vec![
        span(0..5, SpanKind::Strong),
        span(0..5, SpanKind::Emphasis),
        span(6..12, SpanKind::Strong),
    ];
    let mut all = kept.clone();
    all.insert(2, span(4..9, SpanKind::Emphasis));
    all.insert(3, span(2..4, SpanKind::Emphasis));
    all.push(span(7..9, SpanKind::Link("javascript:alert(1)".to_owned())));
    all.push(span(7..99, SpanKind::Strong));
    all.push(span(2..3, SpanKind::Strong));
    let (catalogue, texts) = open(&[with(all)], 9);
    let block = texts.block(0).expect("whole");
    let article = texts.article(&catalogue, &block, 0).expect("whole");
    assert_eq!(article, with(kept));
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-cà-ãđ]{1,3}( [a-cà-ãđ]{1,3}){0,9}",
        "(\\PC|[\\x00-\\x1f]|[ ,.]|[aàa\u{300}]){0,20}",
    ]
}

fn any_option() -> impl Strategy<Value = Option<String>> {
    prop::option::of(any_text())
}

fn any_link() -> impl Strategy<Value = String> {
    prop_oneof!["https://example\\.org/[a-b]", "mailto:[a-z@<\"]{0,9}"]
}

fn any_spans(text: String) -> impl Strategy<Value = Text> {
    let kind = prop_oneof![
        Just(SpanKind::Emphasis),
        Just(SpanKind::Strong),
        any_link().prop_map(SpanKind::Link),
    ];
    let at = any::<(prop::sample::Index, prop::sample::Index)>();
    prop::collection::vec((kind, at), 0..4).prop_map(move |spans| {
        let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        places.push(text.len());
        let span = |(kind, (a, b)): (SpanKind, (prop::sample::Index, prop::sample::Index))| {
            let (a, b) = (*a.get(&places), *b.get(&places));
            let byte_range = a.min(b)..a.max(b);
            Span { byte_range, kind }
        };
        let mut spans: Vec<Span> = spans.into_iter().map(span).collect();
        spans.sort_by_key(|span| (span.byte_range.start, usize::MAX - span.byte_range.end));
        let mut kept: Vec<Span> = Vec::new();
        for span in spans {
            let Range { start, end } = span.byte_range;
            let crosses = |other: &Span| {
                (other.byte_range.start..other.byte_range.end).contains(&start)
                    && end > other.byte_range.end
            };
            if start < end && !kept.iter().any(crosses) {
                kept.push(span);
            }
        }
        Text {
            text: text.clone(),
            spans: kept,
        }
    })
}

fn any_rich() -> impl Strategy<Value = Text> {
    any_text().prop_flat_map(any_spans)
}

fn any_src() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        any_link().prop_map(Some),
        "data:image/png;base64,([A-Z]{4}){0,4}(A{4}){0,99}[AB=]{0,3}".prop_map(Some),
        "DATA:image/\\PC{0,9}(;base64,[A-Za-z0-9+/=]{0,9})?".prop_map(Some),
    ]
}

fn any_block() -> impl Strategy<Value = ArticleBlock> {
    let texts = || prop::collection::vec(any_rich(), 0..3);
    prop_oneof![
        any_rich().prop_map(ArticleBlock::Paragraph),
        any_text().prop_map(ArticleBlock::paragraph),
        (2..7_u8, any_rich()).prop_map(|(level, text)| ArticleBlock::Heading { level, text }),
        (any::<bool>(), texts())
            .prop_map(|(is_ordered, items)| ArticleBlock::List { is_ordered, items }),
        (any_rich(), any_option())
            .prop_map(|(text, attribution)| ArticleBlock::Quote { text, attribution }),
        (any_src(), any_text(), any_rich())
            .prop_map(|(src, alt, caption)| ArticleBlock::Figure { src, alt, caption }),
        (texts(), prop::collection::vec(texts(), 0..3))
            .prop_map(|(header, rows)| ArticleBlock::Table { header, rows }),
        any_text().prop_map(|text| ArticleBlock::Code { text }),
    ]
}

fn any_extra() -> impl Strategy<Value = Extra> {
    let value =
        any_text().prop_map(|text| serde_json::json!({ "z": [text, 1, null], "a": 0.5 }));
    prop::collection::hash_map("[a-c_]{0,2}", value, 0..3).prop_map(Extra::from_iter)
}

fn any_provenance() -> impl Strategy<Value = Provenance> {
    let guess = ("[a-b]", any_text()).prop_map(|(field, reason)| Guess { field, reason });
    let guesses = prop::collection::vec(guess, 0..3);
    (
        any_option(),
        any_option(),
        any::<Option<u32>>(),
        guesses,
        any_extra(),
    )
        .prop_map(|(path, reader, item, guesses, extra)| Provenance {
            path,
            reader,
            item,
            guesses,
            extra,
        })
}

fn any_date() -> impl Strategy<Value = Option<crate::date::Date>> {
    let text = "(20(19|2X|XX)|19[0-9]{2}(-0[1-9](-[12][0-9])?)?)[?~%]?(/2[1-9]XX)?";
    prop::option::of(text).prop_map(|text| text?.parse().ok())
}

fn any_article() -> impl Strategy<Value = Article> {
    let list = || prop::collection::vec(prop_oneof!["", "[ab]", "\\PC{0,9}"], 0..4);
    let stamp = "(19[0-9]{2}-0[1-9]-[12][0-9]T[0-9:]{8}([+-][0-9:]{5}|Z))|\\PC{0,25}";
    let heads = (
        any_text(),
        any_option(),
        any_option(),
        any_option(),
        any_option(),
        any_option(),
    );
    let lists = (list(), list(), list());
    let dates = (
        any_date(),
        any_date(),
        any_date(),
        prop::option::of(stamp),
        any::<bool>(),
    );
    let body = (
        prop::collection::vec(any_block(), 0..6),
        any_provenance(),
        any_extra(),
        any_extra(),
    );
    ("[ab]{0,3}", heads, lists, dates, body).prop_map(
        |(id, heads, (authors, sources, tags), dates, body)| Article {
            id: ArticleId(id.clone()),
            title: heads.0,
            url: if dates.4 { Some(id) } else { heads.1 },
            lead: heads.2,
            language: heads.3,
            section: heads.4,
            place: heads.5,
            authors,
            sources,
            tags,
            date: dates.0,
            page_date: dates.1,
            event_date: dates.2,
            date_published: dates.3,
            blocks: body.0,
            provenance: body.1,
            extra: body.2,
            extra_biennien: body.3,
        },
    )
}

/// Reads all that can be read.
fn look(catalogue: &Catalogue, texts: &Texts) {
    for number in 0..texts.n_blocks().min(20) {
        let Ok(block) = texts.block(number) else {
            continue;
        };
        for doc in block.docs().take(20) {
            for code in block.codes(doc) {
                if let Code::Surface(n) = code {
                    assert!(n < texts.n_surfaces());
                }
            }
            let _ = texts.article(catalogue, &block, doc);
        }
    }
    for n in 0..texts.n_surfaces().min(99) {
        let _ = (texts.surface(n), texts.is_word(n));
    }
    for number in 0..9 {
        let _ = texts.picture(number);
    }
}

/// Seals any head over any blocks, so that only what is inside can be wrong.
fn sealed(head: &[u8], blocks: &[u8]) -> Vec<u8> {
    let inner = deflate_sized(head, 1);
    let mut out = Writer::default();
    out.bytes(&MAGIC);
    out.u8(VERSION);
    out.u64(checksum(&inner));
    out.u32(inner.len() as u32);
    out.bytes(&inner);
    out.bytes(blocks);
    out.into_bytes()
}

/// Takes apart what `sealed` puts together.
fn unsealed(bytes: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut reader = Reader::new(&bytes[13..]);
    let n_head = reader.u32().expect("whole") as usize;
    let head = inflate_sized(reader.bytes(n_head).expect("whole")).expect("whole");
    (head, reader.rest().to_vec())
}

/// A head of one block that says whatever is inside.
fn one_block(articles: &[Article], inside: &[u8]) -> Vec<u8> {
    let (head, _) = unsealed(&Texts::build(articles, 9));
    let mut reader = Reader::new(&head);
    assert_eq!(reader.varint(), Ok(1));
    for _ in 0..3 {
        reader.varint().expect("whole");
    }
    reader.u64().expect("whole");
    let stored = deflate(inside, 1);
    let mut head = Writer::default();
    head.count(1);
    head.count(articles.len());
    head.count(stored.len());
    head.count(inside.len());
    head.u64(checksum(&stored));
    head.bytes(reader.rest());
    sealed(&head.into_bytes(), &[stored, vec![0; 100_000]].concat())
}

fn said_twice(word: &str) -> [Article; 2] {
    let article = |id: &str| {
        let mut article = Article {
            id: ArticleId(id.to_owned()),
            title: word.to_owned(),
            ..Article::default()
        };
        article.provenance.path = Some(word.to_owned());
        article
    };
    [article("a"), article("b")]
}

#[test]
fn codes_of_a_huge_word_fill_no_memory() {
    let articles = said_twice(&"x".repeat(1000));
    // Lengths of codes and rests, then codes: the word 30 times, three strings.
    let codes = [[1; 30].as_slice(), &[0, 1, 0, 0]].concat();
    let inside = [[codes.len() as u8, 0, 0, 0].as_slice(), &codes].concat();
    let texts = Texts::open(one_block(&articles, &inside)).expect("opens");
    let block = texts.block(0).expect("reads");
    let lengths = |max_bytes| -> Vec<usize> {
        let strings = block.strings_of(0, &texts, max_bytes).into_iter();
        strings.map(|text| text.len()).collect()
    };
    assert_eq!(lengths(1 << 20), [30 * 1001 - 1, 1000, 0]);
    assert_eq!(lengths(30 * 1001), [30 * 1001 - 1]);
    assert_eq!(lengths(20_000), [0; 0]);
}

#[test]
fn what_an_article_has_of_an_unknown_kind_is_refused() {
    let articles = [title("a")];
    let catalogue = Catalogue::open(&Catalogue::build(&articles)).expect("opens");
    let read = |fields: u64| {
        let mut rest = Writer::default();
        rest.u8(0);
        rest.varint(fields);
        rest.u8(0);
        let strings = vec!["a".to_owned(), String::new()];
        article(&catalogue, 0, strings, rest.as_bytes(), Vec::new())
    };
    assert_eq!(read(0).as_ref(), Ok(&articles[0]));
    for bit in 20..64 {
        assert!(read(1 << bit).is_err(), "{bit}");
    }
}

#[test]
fn references_to_a_huge_string_fill_no_memory() {
    let articles = said_twice(&"x".repeat(1 << 20));
    let catalogue = Catalogue::open(&Catalogue::build(&articles)).expect("opens");
    // No pictures, guesses only, 300 of a mebibyte each.
    let mut rest = Writer::default();
    rest.u8(0);
    rest.varint(1 << 10);
    rest.count(300);
    rest.bytes(&[1; 600]);
    rest.u8(0);
    let strings = vec![String::new(); 2];
    let article = article(&catalogue, 0, strings, rest.as_bytes(), Vec::new());
    let error = article.expect_err("too much").to_string();
    assert!(error.contains("too great"), "{error}");
}

#[test]
fn no_string_of_an_article_is_lost_silently() {
    let articles = [title("Tít")];
    let (catalogue, texts) = open(&articles, 9);
    let block = texts.block(0).expect("whole");
    let of = |strings: &[&str]| {
        let strings = strings.iter().map(|text| (*text).to_owned()).collect();
        article(&catalogue, 0, strings, block.rest(0), Vec::new()).ok()
    };
    assert_eq!(of(&["Tít", ""]).as_ref(), articles.first());
    assert_eq!(of(&["Tít"]), None);
    assert_eq!(of(&["Tít", "", "một đoạn"]), None);
}

#[test]
fn a_block_of_no_articles_at_the_end_of_all_is_read_without_harm() {
    let mut head = Writer::default();
    head.count(2);
    for number in [u32::MAX, 0, 0, 0, 0, 0] {
        head.varint(number.into());
    }
    head.bytes(&[0; 16]);
    head.bytes(&[1, 1, 0, 0, 0, 0]);
    let texts = Texts::open(sealed(head.as_bytes(), &[])).expect("opens");
    assert!(texts.block(1).is_err() && texts.block(9).is_err());
}

#[test]
fn articles_of_little_text_and_much_else_share_no_endless_block() {
    let mut article = title("Tít");
    article.extra.insert("_x", "y".repeat(20_000).into());
    let (_, texts) = open(&vec![article; 10], 9);
    assert_eq!(texts.n_blocks(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_article_comes_back(articles in prop::collection::vec(any_article(), 1..5)) {
        check(&articles);
        prop_assert_eq!(Texts::build(&articles, 9), Texts::build(&articles.clone(), 9));
    }

    #[test]
    fn any_bytes_open_or_err(
        bytes: Vec<u8>, more: Vec<u8>, at: prop::sample::Index, byte: u8,
        articles in prop::collection::vec(any_article(), 1..4)
    ) {
        let (catalogue, _) = open(&articles, 9);
        let _ = Texts::open(bytes.clone());
        if let Ok(texts) = Texts::open(sealed(&bytes, &more)) {
            look(&catalogue, &texts);
        }
        let whole = Texts::build(&articles, 9);
        let mut broken = whole.clone();
        broken[at.index(whole.len())] ^= byte;
        if let Ok(texts) = Texts::open(broken) {
            look(&catalogue, &texts);
        }
        let (mut head, blocks) = unsealed(&whole);
        let at_head = at.index(head.len());
        head[at_head] = byte;
        if let Ok(texts) = Texts::open(sealed(&head, &blocks)) {
            look(&catalogue, &texts);
        }
        // The first block; what follows it is not looked at.
        let mut inside = inflate(&blocks, 1 << 24).expect("whole");
        let at_inside = at.index(inside.len());
        inside[at_inside] = byte;
        let texts = Texts::open(one_block(&articles, &inside)).expect("its head is whole");
        look(&catalogue, &texts);
        let cut = Texts::open(whole[..at.index(whole.len())].to_vec());
        prop_assert!(cut.is_err());
    }
}
