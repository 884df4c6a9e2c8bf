use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::dictionary::{Record, encode_block};
use super::{Index, IndexError, MAGIC, PADDING, TITLE_WEIGHT, TermId, VERSION};
use crate::article::{Article, Block};
use crate::bytes::{BytesError, SEAL_BYTES, Writer, checksum, seal};
use crate::text::{Likeness, Word, tokens};
use crate::texts::{Kind, searchable};

fn article(title: &str, body: &str) -> Article {
    Article {
        title: title.to_owned(),
        blocks: vec![Block::paragraph(body)],
        ..Article::default()
    }
}

fn open(articles: &[Article]) -> Index {
    Index::open(build(articles)).expect("what was built opens")
}

/// As `Index::build`, but with lists of beginnings however few articles there are.
fn build(articles: &[Article]) -> Vec<u8> {
    super::build::build(articles, 0)
}

/// Texts of few words, so that they meet, with marks of every kind.
fn articles() -> impl Strategy<Value = Vec<Article>> {
    let word = prop_oneof![
        6 => "[dđ][aăâáảạắ](n|ng)?",
        3 => "[kK][iíìyýỳỹ](nh|oto)?",
        2 => "[a-cê]{1,5}",
        1 => "[0-9]{1,4}",
        1 => "[山田क\u{300}]{1,2}",
    ];
    let text = proptest::collection::vec(word, 0..12).prop_map(|words| words.join(" "));
    let one = (text.clone(), text).prop_map(|(title, body)| article(&title, &body));
    proptest::collection::vec(one, 0..12)
}

/// By key: articles and weighted frequencies.
fn naive(articles: &[Article]) -> BTreeMap<String, BTreeMap<u32, u32>> {
    let mut found: BTreeMap<String, BTreeMap<u32, u32>> = BTreeMap::new();
    for (doc, article) in (0..).zip(articles) {
        for (kind, text) in searchable(article) {
            let weight = if kind == Kind::Title { TITLE_WEIGHT } else { 1 };
            for word in tokens(text).filter_map(|token| token.word()) {
                *found
                    .entry(word.into_key())
                    .or_default()
                    .entry(doc)
                    .or_default() += weight;
            }
        }
    }
    found
}

fn members(set: &[u64]) -> BTreeSet<u32> {
    let has = |doc: &u32| set[*doc as usize / 64] >> (doc % 64) & 1 == 1;
    (0..set.len() as u32 * 64).filter(has).collect()
}

fn postings(index: &Index, term: TermId) -> BTreeMap<u32, u32> {
    let mut found = BTreeMap::new();
    index.for_each_posting(term, |doc, tf| {
        found.insert(doc, tf);
    });
    found
}

fn check_finds(index: &Index, typed: &Word) {
    let terms = || (0..index.n_terms()).map(TermId);
    let liken = |term| typed.liken_key(index.key(term), true);
    let mut whole: Vec<(TermId, Likeness)> = terms()
        .filter_map(|term| Some((term, liken(term)?)))
        .filter(|(_, likeness)| *likeness != Likeness::Longer)
        .collect();
    if typed.has_marks()
        && whole
            .iter()
            .any(|(_, likeness)| *likeness == Likeness::Same)
    {
        whole.retain(|(_, likeness)| *likeness == Likeness::Same);
    }
    assert_eq!(index.whole_terms(typed), whole, "{typed:?}");
    let longer: BTreeSet<u32> = terms()
        .filter(|term| liken(*term) == Some(Likeness::Longer))
        .map(|term| term.0)
        .collect();
    let runs = index.longer_terms(typed);
    assert_eq!(
        runs.into_iter().flatten().collect::<BTreeSet<_>>(),
        longer,
        "{typed:?}"
    );
    let mut set = vec![0; index.n_docs().div_ceil(64) as usize];
    index.add_longer_docs(typed, &mut set);
    let docs: BTreeSet<u32> = longer
        .iter()
        .flat_map(|term| postings(index, TermId(*term)).into_keys())
        .collect();
    assert_eq!(members(&set), docs, "{typed:?}");
}

proptest! {
    #[test]
    fn an_index_has_what_the_texts_have(articles in articles()) {
        let index = open(&articles);
        let naive = naive(&articles);
        prop_assert_eq!(index.n_docs() as usize, articles.len());
        prop_assert_eq!(index.n_terms() as usize, naive.len());
        let mut lens = vec![0; articles.len()];
        for (key, docs) in &naive {
            let term = index.term(key).expect("every word is a term");
            prop_assert_eq!(index.key(term), key);
            prop_assert_eq!(index.df(term) as usize, docs.len());
            prop_assert_eq!(&postings(&index, term), docs);
            let mut set = vec![0; articles.len().div_ceil(64)];
            index.add_docs(term, &mut set);
            prop_assert_eq!(members(&set), docs.keys().copied().collect::<BTreeSet<_>>());
            docs.iter().for_each(|(doc, tf)| lens[*doc as usize] += tf);
        }
        for (doc, len) in (0..).zip(lens) {
            prop_assert_eq!(index.len(doc), len);
        }
        prop_assert_eq!(build(&articles), build(&articles));
    }

    #[test]
    fn typed_words_find_what_a_walk_over_all_terms_finds(
        articles in articles(),
        typed in "[dđk][aăáyiỹí]?(n|ng)?",
    ) {
        let index = open(&articles);
        if let Some(word) = Word::new(&typed) {
            check_finds(&index, &word);
        }
        for key in naive(&articles).into_keys() {
            check_finds(&index, &Word::from_key(&key));
        }
    }

    #[test]
    fn any_bytes_open_or_err(bytes: Vec<u8>) {
        prop_assert!(Index::open(bytes.clone()).is_err());
        let mut sealed = build(&[])[..SEAL_BYTES].to_vec();
        sealed.extend(bytes);
        reseal(&mut sealed);
        let _ = Index::open(sealed);
    }

    #[test]
    fn a_changed_index_opens_or_errs_and_is_read_without_harm(
        articles in articles(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = build(&articles);
        let mut cut = whole[..cut.index(whole.len())].to_vec();
        prop_assert!(Index::open(cut.clone()).is_err());
        reseal(&mut cut);
        let _ = Index::open(cut);
        let mut changed = whole;
        for (at, byte) in changes {
            let at = SEAL_BYTES + at.index(changed.len() - SEAL_BYTES);
            changed[at] = byte;
        }
        reseal(&mut changed);
        if let Ok(index) = Index::open(changed) {
            read_all(&index);
        }
    }
}

fn reseal(sealed: &mut [u8]) {
    if let Some((head, body)) = sealed.split_at_mut_checked(SEAL_BYTES) {
        head[5..].copy_from_slice(&checksum(body).to_le_bytes());
    }
}

fn read_all(index: &Index) {
    let mut set = vec![0; index.n_docs().div_ceil(64) as usize];
    for term in (0..index.n_terms()).map(TermId) {
        assert!(
            postings(index, term)
                .into_keys()
                .all(|doc| doc < index.n_docs())
        );
        index.add_docs(term, &mut set);
        let _ = index.term(index.key(term));
        let _ = index.slot(term);
    }
    for typed in ["d", "đ", "đa", "k", "ky", "ký", "abc", "kinn"] {
        let word = Word::new(typed).expect("a word");
        let _ = index.whole_terms(&word);
        let _ = index.longer_terms(&word);
        index.add_longer_docs(&word, &mut set);
        let _ = index.similar(&word, true, 5);
    }
}

#[test]
fn what_is_no_index_is_told_from_a_changed_one() {
    let whole = build(&[article("Đất", "trời")]);
    let error = |bytes: &[u8]| Index::open(bytes.to_vec()).map(|_| ()).expect_err("broken");
    assert_eq!(error(b"what?"), IndexError::Bytes(BytesError::Magic));
    let newer = BytesError::Version { found: 9, known: 1 };
    let mut changed = whole.clone();
    changed[4] = 9;
    assert_eq!(error(&changed), IndexError::Bytes(newer));
    changed = whole.clone();
    changed[SEAL_BYTES] ^= 1;
    assert_eq!(error(&changed), IndexError::Bytes(BytesError::Checksum));
    assert_eq!(error(&whole[..20]), IndexError::Bytes(BytesError::Checksum));
}

#[test]
fn the_beginnings_that_cost_most_are_stored() {
    let body = "đảng đang đăng dang dáng dạng đảm đàm";
    let articles: Vec<Article> = (0..9).map(|_| article("", body)).collect();
    let index = open(&articles);
    let has = |typed: &str| {
        let word = Word::new(typed).expect(typed);
        index.prefix_list(word.key()).is_some()
    };
    for typed in ["d", "đ", "da", "đa", "dan", "đan"] {
        assert!(has(typed), "{typed}");
    }
    for typed in ["dá", "đảng", "dang", "e", "đam"] {
        assert!(!has(typed), "{typed}");
    }
}

#[test]
fn of_few_articles_no_beginning_is_worth_its_bytes() {
    let body = "đảng đang đăng dang dáng dạng đảm đàm";
    let articles: Vec<Article> = (0..90).map(|_| article("", body)).collect();
    let index = Index::open(Index::build(&articles)).expect("opens");
    assert!(index.prefix_list("d").is_none());
    let more: Vec<Article> = (0..600).map(|_| article("", body)).collect();
    let index = Index::open(Index::build(&more)).expect("opens");
    assert!(index.prefix_list("d").is_some());
}

#[test]
fn a_huge_word_is_a_word() {
    let huge = "x".repeat(100_000);
    let index = open(&[article(&huge, "")]);
    assert_eq!(index.term(&huge), Some(TermId(0)));
}

#[test]
fn endless_words_that_begin_alike_make_no_endless_index() {
    let endless = "x".repeat(3000);
    let body = ["a", "b", "c", "d"]
        .map(|end| endless.clone() + end)
        .join(" ");
    let packed = build(&[article("", &body)]);
    assert!(packed.len() < 10 * body.len(), "{} bytes", packed.len());
    let index = Index::open(packed).expect("opens");
    for typed in [&endless[..2], &endless[..40], &endless] {
        check_finds(&index, &Word::new(typed).expect("a word"));
    }
}

/// An index of nine articles, one term and one beginning, whose lists are a byte
/// each and say of how many articles they are.
fn short_lists(n_of_term: u32, n_of_beginning: u8) -> Vec<u8> {
    let record = Record {
        form: 0,
        df: n_of_term,
        len: 1,
    };
    let block = encode_block(&["ab"], &[record]);
    let table = [1, 0, n_of_beginning, 1, 1, 1, b'a', 0];
    let mut body = Writer::default();
    body.count(9);
    body.count(1);
    body.count(block.len());
    body.bytes(&block);
    body.bytes(&[0; 9]);
    body.count(table.len());
    body.bytes(&table);
    body.count(1);
    body.count(1);
    body.bytes(&[0; 2 + PADDING]);
    seal(MAGIC, VERSION, body.as_bytes())
}

#[test]
fn a_list_too_short_for_its_articles_is_refused() {
    let error = |bytes| Index::open(bytes).map(|_| ()).err();
    assert_eq!(error(short_lists(8, 8)), None);
    assert_eq!(error(short_lists(9, 8)), Some(IndexError::Parts));
    assert_eq!(error(short_lists(8, 9)), Some(IndexError::Parts));
}

#[test]
fn rare_terms_share_a_slot_where_there_are_very_many() {
    use super::ESCAPE;
    let words: Vec<String> = (0..70_000).map(|n| format!("x{n}")).collect();
    let twice = words[..100].join(" ");
    let index = open(&[article("", &words.join(" ")), article("", &twice)]);
    let slots: Vec<u16> = (0..index.n_terms())
        .map(|term| index.slot(TermId(term)))
        .collect();
    let own: Vec<u16> = slots
        .iter()
        .copied()
        .filter(|slot| *slot != ESCAPE)
        .collect();
    assert_eq!(own, (0..100).collect::<Vec<_>>());
    assert_eq!(open(&[article("", &twice)]).slot(TermId(99)), 99);
}

#[test]
fn a_misspelt_word_finds_what_is_nearest_and_then_most_frequent() {
    let index = open(&[
        article("", "trường trương trưởng chính phủ"),
        article("", "trường chính"),
    ]);
    let similar = |typed: &str| {
        let word = Word::new(typed).expect(typed);
        let found = index.similar(&word, false, 3);
        found
            .iter()
            .map(|near| index.key(near.term).to_owned())
            .collect::<Vec<_>>()
    };
    let key = |raw: &str| Word::new(raw).expect(raw).into_key();
    assert_eq!(
        similar("trườmg"),
        [key("trường"), key("trương"), key("trưởng")]
    );
    assert_eq!(similar("chímh"), [key("chính")]);
    assert_eq!(similar("xyz"), [""; 0]);
}

#[test]
fn beginnings_whose_lists_are_the_same_bytes_keep_their_own_articles() {
    let articles = [
        article("", "ba da"),
        article("", "ba bac bad bae dan dang danh dao dat"),
    ];
    let index = open(&articles);
    for typed in ["b", "ba", "d", "da"] {
        check_finds(&index, &Word::new(typed).expect(typed));
    }
}
