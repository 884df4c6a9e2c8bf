//! Archives of any content: every field, every block, letters of any kind.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::archive::{Archive, Made};
use crate::article::{Article, ArticleId, Block, Guess, Provenance, Span, SpanKind, Text};
use crate::date::Date;
use crate::json::Extra;

/// Words with marks, composed and not, odd spaces, signs, other writings.
const PIECES: [&str; 24] = [
    "Đảng",
    "xây dựng",
    "Hoà",
    "hòa",
    "e\u{302}\u{301}",
    " ",
    "  ",
    "\u{a0}",
    "\n",
    "\t",
    "\u{ad}",
    "\u{200b}",
    "TP.HCM",
    "5.000",
    "31/05/2020",
    "e-mail",
    "neighbour’s",
    "東京",
    "🚢",
    "</script>",
    "\0",
    "\u{301}",
    "ợợợợợợợợợợợợợợợợợợợợợợ",
    "-\"*:",
];

/// Dates of every precision and doubt; the first is none.
const DATES: [&str; 11] = [
    "",
    "2019-07-08",
    "2019-07-08?",
    "2019-07",
    "1998~",
    "195X",
    "19XX",
    "1931/1936~",
    "-0043",
    "0938-11?",
    "9999-12-31",
];

/// Addresses that may be linked to; others are never kept.
const LINKS: [&str; 3] = [
    "https://ben-go.example/?q=Đảng&b=%20#1",
    "MAILTO:a@ben-go.example",
    "http://x",
];

fn letters() -> impl Strategy<Value = String> {
    let pieces = vec(select(&PIECES[..]), 0..8).prop_map(|pieces| pieces.concat());
    let words = vec(select(&PIECES[..5]), 0..40).prop_map(|words| words.join(" "));
    prop_oneof![pieces, words, ".{0,12}"]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(letters(), 0..3)
}

fn date() -> impl Strategy<Value = Option<Date>> {
    select(&DATES[..]).prop_map(|date| date.parse().ok())
}

/// Halves, which any reader of numbers reads exactly.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i16>().prop_map(|n| json!(f64::from(n) / 2.0)),
        letters().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((letters(), inner), 0..3)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn fields() -> impl Strategy<Value = Extra> {
    vec(("_[a-z]{1,3}", value()), 0..3).prop_map(|fields| fields.into_iter().collect())
}

fn text() -> impl Strategy<Value = Text> {
    let kind = prop_oneof![
        Just(SpanKind::Emphasis),
        Just(SpanKind::Strong),
        select(&LINKS[..]).prop_map(|link| SpanKind::Link(link.to_owned())),
    ];
    (
        letters(),
        vec(
            (
                any::<prop::sample::Index>(),
                any::<prop::sample::Index>(),
                kind,
            ),
            0..3,
        ),
    )
        .prop_map(|(text, marks)| {
            let ends: Vec<usize> = text
                .char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .collect();
            let mut spans: Vec<Span> = Vec::new();
            for (one, other, kind) in marks {
                let (one, other) = (*one.get(&ends), *other.get(&ends));
                let byte_range = one.min(other)..one.max(other);
                let crosses = spans
                    .iter()
                    .any(|span| span.byte_range.end > byte_range.start);
                if !byte_range.is_empty() && !crosses {
                    spans.push(Span { byte_range, kind });
                }
            }
            Text { text, spans }
        })
}

fn block() -> impl Strategy<Value = Block> {
    let list = || vec(text(), 0..3);
    let src = prop_oneof![
        Just("data:image/png;base64,iVBORw0KGgo=".to_owned()),
        Just("data:image/svg+xml,<svg/>".to_owned()),
        Just("https://ben-go.example/anh.jpg".to_owned()),
        vec(any::<u8>(), 0..40).prop_map(|bytes| {
            use base64::prelude::{BASE64_STANDARD, Engine as _};
            format!("data:image/webp;base64,{}", BASE64_STANDARD.encode(bytes))
        }),
    ];
    prop_oneof![
        4 => text().prop_map(Block::Paragraph),
        1 => (2..=6_u8, text()).prop_map(|(level, text)| Block::Heading { level, text }),
        1 => (any::<bool>(), list()).prop_map(|(is_ordered, items)| Block::List { is_ordered, items }),
        1 => (text(), option::of(letters()))
            .prop_map(|(text, attribution)| Block::Quote { text, attribution }),
        1 => (option::of(src), letters(), text())
            .prop_map(|(src, alt, caption)| Block::Figure { src, alt, caption }),
        1 => (list(), vec(list(), 0..3)).prop_map(|(header, rows)| Block::Table { header, rows }),
        1 => letters().prop_map(|text| Block::Code { text }),
    ]
}

fn provenance() -> impl Strategy<Value = Provenance> {
    let guess = (letters(), letters()).prop_map(|(field, reason)| Guess { field, reason });
    (
        option::of(letters()),
        option::of(letters()),
        option::of(any::<u32>()),
        vec(guess, 0..3),
        fields(),
    )
        .prop_map(|(path, reader, item, guesses, extra)| Provenance {
            path,
            reader,
            item,
            guesses,
            extra,
        })
}

fn article() -> impl Strategy<Value = Article> {
    let names = (
        letters(),
        letters(),
        option::of(letters()),
        option::of(letters()),
    );
    let facets = (
        option::of(select(&["vi", "en-GB", ""][..])),
        texts(),
        texts(),
        texts(),
        option::of(letters()),
        option::of(letters()),
    );
    let dates = (
        date(),
        date(),
        date(),
        option::of(select(&["2019-07-08T09:30:00+07:00", "gestern", ""][..])),
    );
    (
        names,
        facets,
        dates,
        vec(block(), 0..4),
        provenance(),
        fields(),
        fields(),
    )
        .prop_map(
            |(names, facets, dates, blocks, provenance, extra, extra_biennien)| {
                let (id, title, url, lead) = names;
                let (language, authors, sources, tags, section, place) = facets;
                let (date, page_date, event_date, date_published) = dates;
                Article {
                    id: ArticleId(id),
                    title,
                    url,
                    lead,
                    language: language.map(str::to_owned),
                    authors,
                    sources,
                    section,
                    place,
                    tags,
                    date,
                    page_date,
                    event_date,
                    date_published: date_published.map(str::to_owned),
                    blocks,
                    provenance,
                    extra,
                    extra_biennien,
                }
            },
        )
}

/// An archive of up to a few articles, no two of one id.
pub(super) fn archive() -> impl Strategy<Value = Archive> {
    let made = (date(), letters(), fields());
    let made = made.prop_map(|(date, tool, extra)| Made { date, tool, extra });
    let says = (
        letters(),
        option::of(letters()),
        option::of(letters()),
        texts(),
        option::of(letters()),
    );
    let more = (
        option::of(letters()),
        option::of(letters()),
        option::of(letters()),
        option::of(made),
    );
    (says, more, vec(article(), 0..6), fields(), fields()).prop_map(
        |(says, more, mut articles, extra, extra_biennien)| {
            let (title, description, home_page_url, owners, language) = says;
            let (archive_id, rights, contact, made) = more;
            for (at, article) in articles.iter_mut().enumerate() {
                article.id.0.push_str(&at.to_string());
            }
            Archive {
                title,
                description,
                home_page_url,
                owners,
                language,
                archive_id,
                rights,
                contact,
                made,
                articles,
                extra,
                extra_biennien,
            }
        },
    )
}
