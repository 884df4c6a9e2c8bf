//! Small archives and queries made by chance, of few words, so that much is
//! found and much likens each other.

use biennien_core::article::{Article, ArticleId, Block, Text};
use biennien_core::search::{Choices, Facet, SearchOptions, Sort};
use biennien_core::timeline::Level;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// What texts are made of.
const WORDS: [&str; 46] = [
    "đảng",
    "đang",
    "Đăng",
    "dang",
    "dáng",
    "Ðảng",
    "đa\u{309}ng",
    "xây",
    "xay",
    "dựng",
    "dung",
    "cầu",
    "cau",
    "câu",
    "kỹ",
    "kĩ",
    "ky",
    "Kyoto",
    "hoà",
    "hòa",
    "hoa",
    "hoá",
    "5",
    "05",
    "5.000",
    "5,000",
    "31/05/2020",
    "covid-19",
    "TP.HCM",
    "翹",
    "大越",
    "nậm",
    "tre",
    "trẻ",
    "trê",
    "wor\u{ad}ld",
    "world",
    "world's",
    "a",
    "ab",
    "abc",
    "an@x.vn",
    "\u{93e}",
    "…",
    "đường",
    "dươ",
];

/// What else is typed.
const TYPED: [&str; 27] = [
    "đ", "d", "đuong", "duong", "x", "nam", "năm", "c", "k", "t", "tr", "dan", "50", "xâyy",
    "đàng", "wrld", "covdi", "zzzz", "Đảng", "5000", "越", "hoả", "0", "5.", "5.0", "5.00",
    "31/0",
];

const SPACES: [&str; 8] = [" ", " ", " ", "  ", "-", ", ", "\u{a0}", " \u{200b}"];

const DATES: [&str; 14] = [
    "2019-07-08",
    "2019-07-09",
    "2019-07-31",
    "2019-07",
    "2019-08-01",
    "2019",
    "2019-12-31?",
    "2020~",
    "201X",
    "19XX",
    "1954/1975",
    "1999-12-31/2000-01-01",
    "0938",
    "-0043",
];

const VALUES: [&str; 7] = [
    "Báo Sông Kha",
    "Báo Núi",
    "kha",
    "Đảng",
    "dang",
    "vi",
    "en-GB",
];

const FIELDS: [&str; 9] = [
    "tiêu-đề",
    "title",
    "tac-gia",
    "nguồn",
    "mục",
    "thẻ",
    "place",
    "ngôn-ngữ",
    "foo",
];

const TIMES: [&str; 9] = [
    "2019",
    "7/2019",
    "2019-07",
    "08/07/2019",
    "2019-07-31",
    "1960",
    "201X",
    "32/13/2019",
    "tết",
];

const LEVELS: [Level; 7] = Level::ALL;

fn text(words: impl Into<proptest::collection::SizeRange>) -> BoxedStrategy<String> {
    let part = (select(&WORDS[..]), select(&SPACES[..]));
    vec(part, words)
        .prop_map(|parts| {
            parts
                .iter()
                .flat_map(|(word, space)| [*word, *space])
                .collect()
        })
        .boxed()
}

fn block() -> BoxedStrategy<Block> {
    let paragraph = || text(0..8).prop_map(Block::paragraph);
    let texts = || vec(text(0..3).prop_map(Text::plain), 0..3);
    let list = |items| Block::List {
        is_ordered: true,
        items,
    };
    let figure = |(alt, caption): (String, String)| Block::Figure {
        src: None,
        alt,
        caption: caption.into(),
    };
    let table = |(header, rows)| Block::Table { header, rows };
    let quote = |(text, attribution): (String, Option<String>)| Block::Quote {
        text: text.into(),
        attribution,
    };
    prop_oneof![
        8 => paragraph(),
        2 => texts().prop_map(list),
        2 => (text(0..3), text(0..3)).prop_map(figure),
        2 => (texts(), vec(texts(), 0..2)).prop_map(table),
        2 => (text(0..3), option::of(text(0..2))).prop_map(quote),
        2 => text(0..3).prop_map(|text| Block::Code { text }),
        // Fills a block of the packed texts, and more.
        1 => (text(1..6), 1..600_usize).prop_map(|(text, n)| Block::paragraph(text.repeat(n))),
    ]
    .boxed()
}

fn value() -> BoxedStrategy<String> {
    select(&VALUES[..]).prop_map(str::to_owned).boxed()
}

/// An article whose id is still to be given.
fn article() -> BoxedStrategy<Article> {
    let facets = (
        vec(value(), 0..3),
        vec(value(), 0..3),
        vec(value(), 0..3),
        option::of(value()),
        option::of(value()),
        option::of(value()),
    );
    let texts = (text(0..5), option::of(text(0..5)), vec(block(), 0..4));
    let date = option::weighted(0.9, select(&DATES[..]));
    (texts, facets, date)
        .prop_map(|((title, lead, blocks), facets, date)| {
            let (sources, authors, tags, section, place, language) = facets;
            Article {
                title,
                lead,
                blocks,
                sources,
                authors,
                tags,
                section,
                place,
                language,
                date: date.map(|date| date.parse().expect("a date")),
                ..Article::default()
            }
        })
        .boxed()
}

/// Articles in no order.
pub(crate) fn articles() -> BoxedStrategy<Vec<Article>> {
    vec(article(), 0..14)
        .prop_map(|mut articles| {
            for (at, article) in articles.iter_mut().enumerate() {
                // Neither ascending nor descending.
                article.id = ArticleId(format!("{}", (at * 5 + 3) % 17));
            }
            articles
        })
        .boxed()
}

fn typed_words(words: impl Into<proptest::collection::SizeRange>) -> BoxedStrategy<String> {
    let word = prop_oneof![3 => select(&WORDS[..]), 2 => select(&TYPED[..])];
    vec(word, words).prop_map(|words| words.join(" ")).boxed()
}

fn piece() -> BoxedStrategy<String> {
    let word = || typed_words(1);
    let field = (select(&FIELDS[..]), prop_oneof![word(), value()]);
    let time = (
        select(&["ngày", "trước", "after", "date"][..]),
        select(&TIMES[..]),
    );
    prop_oneof![
        12 => word(),
        4 => typed_words(1..4).prop_map(|words| format!("\"{words}\"")),
        2 => word().prop_map(|word| format!("{word}*")),
        2 => word().prop_map(|word| format!("-{word}")),
        1 => typed_words(1..3).prop_map(|words| format!("-\"{words}\"")),
        3 => select(&["OR", "HOẶC"][..]).prop_map(str::to_owned),
        2 => field.prop_map(|(name, value)| format!("{name}:{value}")),
        1 => (select(&FIELDS[..]), value()).prop_map(|(name, value)| format!("{name}:\"{value}\"")),
        1 => (select(&FIELDS[..]), value()).prop_map(|(name, value)| format!("-{name}:\"{value}\"")),
        2 => time.prop_map(|(name, time)| format!("{name}:{time}")),
        1 => typed_words(1..3).prop_map(|words| format!("\"{words}")),
    ]
    .boxed()
}

pub(crate) fn query() -> BoxedStrategy<String> {
    (vec(piece(), 0..4), select(&["", " "][..]))
        .prop_map(|(pieces, end)| pieces.join(" ") + end)
        .boxed()
}

fn choices() -> BoxedStrategy<Choices> {
    let chosen =
        prop_oneof![5 => value(), 1 => Just(String::new()), 1 => Just("2019".to_owned())];
    let some = btree_map(select(&Facet::ALL[..]), vec(chosen, 0..3), 0..3);
    prop_oneof![3 => Just(Choices::new()), 2 => some].boxed()
}

/// Options that ask for everything.
pub(crate) fn options() -> BoxedStrategy<SearchOptions> {
    let sort = select(&[Sort::Relevance, Sort::Relevance, Sort::Newest, Sort::Oldest][..]);
    let end = || option::weighted(0.25, prop_oneof![6 => select(&DATES[..]), 1 => Just("tết")]);
    (
        choices(),
        choices(),
        end(),
        end(),
        sort,
        select(&LEVELS[..]),
    )
        .prop_map(|(include, exclude, from, to, sort, level)| SearchOptions {
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
            include,
            exclude,
            sort,
            level: Some(level),
            limit: usize::MAX,
            ..SearchOptions::default()
        })
        .boxed()
}
