//! At every letter on the way to a word of an article the article stays found.

use biennien_core::article::{Article, ArticleId, Block};
use biennien_core::search::SearchOptions;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// As newspapers write.
const TOKENS: [&str; 34] = [
    "5.000",
    "1.250.000",
    "5,000đ",
    "3.1415",
    "1.234.5678",
    "31/05/2020",
    "8-7-2019",
    "08h30",
    "0912345678",
    "007",
    "0,05%",
    "192.168.10.205",
    "COVID-19",
    "1755-QĐ/TU",
    "TP.HCM",
    "R&D",
    "an.nguyen@bao-kha.vn",
    "Vietnam's",
    "O'Sullivan",
    "đường",
    "Đảng",
    "thuyền",
    "kỹ",
    "Kyoto",
    "quý",
    "synod",
    "élève",
    "大越史記",
    "giai-đoạn-2",
    "m²",
    "ﬁn",
    "wor\u{ad}ld",
    "x\u{200b}5.000",
    "(2.500)",
];

fn token() -> BoxedStrategy<String> {
    prop_oneof![
        select(&TOKENS[..]).prop_map(str::to_owned),
        "[0-9]{1,4}([.,/-][0-9]{1,4}){0,3}",
        "[a-zđăâêôơưáàạẹểũ]{1,3}([.@/&'_-][0-9a-zđ]{1,3}){0,2}",
        "[0-9]{1,3}([.,][0-9]{3}){1,2}[0-9a-z%]?",
    ]
    .boxed()
}

fn article(at: usize, tokens: &[String]) -> Article {
    Article {
        id: ArticleId(format!("{at}")),
        blocks: vec![Block::paragraph(tokens.join(" "))],
        ..Article::default()
    }
}

/// Checks that every article is found, marked and as typed at each letter of its
/// words, behind nothing or behind its first word.
fn check(texts: &[Vec<String>], is_behind: bool) -> Result<(), TestCaseError> {
    let articles = texts.iter().enumerate();
    let articles: Vec<Article> = articles.map(|(at, tokens)| article(at, tokens)).collect();
    let engine = crate::engine(&articles);
    let options = SearchOptions {
        limit: articles.len(),
        ..SearchOptions::default()
    };
    for (at, tokens) in texts.iter().enumerate() {
        for token in tokens {
            let begins = |place: &(usize, char)| !place.1.is_alphanumeric();
            for (end, letter) in token.char_indices().skip_while(begins) {
                let typed = &token[..end + letter.len_utf8()];
                let first = tokens.first().filter(|_| is_behind);
                let query = first.map_or(typed.to_owned(), |first| format!("{first} {typed}"));
                let results = engine.search(&query, &options);
                let id = at.to_string();
                let hit = results.items.iter().find(|hit| hit.id == id);
                let is_marked = hit.is_some_and(|hit| !hit.marks.is_empty());
                prop_assert!(is_marked, "{query:?} does not find {tokens:?}");
                prop_assert_eq!(results.notes, [], "{}", query);
            }
        }
    }
    Ok(())
}

#[test]
fn an_article_is_found_at_every_letter_of_what_newspapers_write() {
    let texts = TOKENS.map(|token| vec![token.to_owned()]);
    check(&texts, false).expect("alone");
    let text = TOKENS.map(str::to_owned).to_vec();
    check(&[text], true).expect("together");
}

#[test]
fn a_number_being_typed_finds_no_more_than_it_may_become() {
    let finds = |query: &str| -> Vec<String> {
        let texts = [
            "5.000", "5.0", "50", "51", "5", "3.1415", "0912", "912", "50.000",
        ];
        let articles: Vec<Article> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| article(at, &[(*text).to_owned()]))
            .collect();
        let results = crate::engine(&articles).search(query, &SearchOptions::default());
        let mut found: Vec<usize> = results
            .items
            .iter()
            .filter_map(|hit| hit.id.parse().ok())
            .collect();
        found.sort_unstable();
        found.into_iter().map(|at| texts[at].to_owned()).collect()
    };
    assert_eq!(finds("5."), ["5.000", "5.0", "5"]);
    assert_eq!(finds("5.0"), ["5.000", "5.0"]);
    assert_eq!(finds("5.0 "), ["5.0"]);
    assert_eq!(finds("5.000"), ["5.000", "50.000"]);
    assert_eq!(finds("3.141"), ["3.1415"]);
    assert_eq!(finds("09"), ["0912"]);
}

proptest! {
    #[test]
    fn an_article_is_found_at_every_letter_of_its_words(
        texts in vec(vec(token(), 1..5), 1..6), is_behind in any::<bool>(),
    ) {
        check(&texts, is_behind)?;
    }
}
