//! What the columns keep.

use super::*;
use crate::article::{Article, ArticleId, Block};
use crate::bytes::{deflate_sized, seal};
use proptest::prelude::*;

fn article(id: &str, date: &str) -> Article {
    Article {
        id: ArticleId(id.to_owned()),
        title: format!("Tít {id}"),
        date: date.parse().ok(),
        ..Article::default()
    }
}

fn open(articles: &[Article]) -> Catalogue {
    Catalogue::open(&Catalogue::build(articles)).expect("opens")
}

#[test]
fn columns_say_what_the_articles_say() {
    let mut first = article("b", "2019-07-08?");
    first.tags = vec!["z".to_owned(), "a".to_owned(), "z".to_owned()];
    first.language = Some("vi".to_owned());
    first.blocks = vec![
        Block::paragraph("một ".repeat(700)),
        Block::Figure {
            src: Some("data:image/png;base64,AA==".to_owned()),
            alt: String::new(),
            caption: "".into(),
        },
    ];
    let mut second = article("a", "1954/1975");
    second.tags = vec!["a".to_owned()];
    let catalogue = open(&[first.clone(), second, article("c", "")]);
    assert_eq!(catalogue.n_docs(), 3);
    assert_eq!(catalogue.title(0), "Tít b");
    assert_eq!(catalogue.doc("a"), Some(1));
    assert_eq!(catalogue.doc("d"), None);
    assert_eq!(catalogue.date(0), first.date);
    let tags = |doc| -> Vec<&str> {
        let values = catalogue.values(Facet::Tag);
        let numbers = catalogue.doc_values(Facet::Tag, doc).iter();
        numbers.map(|value| values.text(*value)).collect()
    };
    assert_eq!(
        [tags(0), tags(1), tags(2)],
        [vec!["z", "a"], vec!["a"], vec![""]]
    );
    assert_eq!(catalogue.values(Facet::Tag).text(0), "a");
    let years = catalogue.values(Facet::Year);
    assert_eq!([years.text(0), years.text(1)], ["", "2019"]);
    assert_eq!(catalogue.doc_values(Facet::Year, 0), [1]);
    assert_eq!(catalogue.doc_values(Facet::Year, 1), [0]);
    assert_eq!(catalogue.n_words(0), 700);
    assert_eq!(catalogue.minutes_to_read(0), first.minutes_to_read());
    assert!(catalogue.has_picture(0) && !catalogue.has_picture(1));
    let span = catalogue.span().expect("dated");
    assert_eq!(span.first.to_string(), "1954-01-01");
    assert_eq!(span.last.to_string(), "2019-07-08");
}

#[test]
fn there_is_nothing_to_say_of_an_article_that_is_not_there() {
    let catalogue = open(&[]);
    assert_eq!((catalogue.n_docs(), catalogue.span()), (0, None));
    for doc in [0, 1, u32::MAX] {
        assert_eq!((catalogue.id(doc), catalogue.title(doc)), ("", ""));
        assert_eq!(catalogue.date(doc), None);
        assert!(catalogue.doc_values(Facet::Year, doc).is_empty());
        assert!(!catalogue.has_picture(doc));
        assert_eq!(
            (catalogue.n_words(doc), catalogue.minutes_to_read(doc)),
            (0, 1)
        );
    }
}

/// Seals any content, so that only what is inside can be wrong.
fn sealed(inflated: &[u8]) -> Vec<u8> {
    seal(MAGIC, VERSION, &deflate_sized(inflated, 1))
}

fn look(catalogue: &Catalogue) {
    for doc in 0..catalogue.n_docs().min(40) {
        let _ = (catalogue.id(doc), catalogue.title(doc), catalogue.date(doc));
        let _ = (
            catalogue.doc(catalogue.id(doc)),
            catalogue.minutes_to_read(doc),
        );
        for facet in Facet::ALL {
            let values = catalogue.values(facet);
            let numbers = catalogue.doc_values(facet, doc);
            let different: std::collections::BTreeSet<_> = numbers.iter().collect();
            assert!(!numbers.is_empty() && different.len() == numbers.len());
            for value in catalogue.doc_values(facet, doc) {
                assert!(*value < values.n());
                let _ = values.text(*value);
            }
        }
    }
    let _ = catalogue.span();
}

#[test]
fn a_value_that_an_article_has_twice_is_refused() {
    let mut tagged = article("a", "");
    tagged.tags = vec!["x".to_owned(), "y".to_owned()];
    let whole = Catalogue::build(&[tagged]);
    let body = unseal(&whole, MAGIC, VERSION).expect("whole");
    let inflated = inflate_sized(body).expect("whole");
    for at in 0..inflated.len() {
        for byte in 0..3 {
            let mut changed = inflated.clone();
            changed[at] = byte;
            if let Ok(catalogue) = Catalogue::open(&sealed(&changed)) {
                look(&catalogue);
            }
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_open_or_err(bytes: Vec<u8>, at: prop::sample::Index, byte: u8) {
        let _ = Catalogue::open(&bytes);
        if let Ok(catalogue) = Catalogue::open(&sealed(&bytes)) {
            look(&catalogue);
        }
        let articles = [article("a", "2019~"), article("b", "1954/1975"), article("c", "")];
        let whole = Catalogue::build(&articles);
        let mut broken = whole.clone();
        let at_whole = at.index(broken.len());
        broken[at_whole] ^= byte;
        prop_assert!(Catalogue::open(&broken).is_err() || byte == 0);
        let body = unseal(&whole, MAGIC, VERSION).expect("whole");
        let mut inflated = inflate_sized(body).expect("whole");
        let at_inflated = at.index(inflated.len());
        inflated[at_inflated] = byte;
        if let Ok(catalogue) = Catalogue::open(&sealed(&inflated)) {
            look(&catalogue);
        }
    }
}
