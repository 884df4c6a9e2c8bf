use super::*;
use crate::{Input, Settings, read};

fn merge_all(inputs: &[(&str, &str)]) -> Merged {
    let read_one = |(path, text): &(&str, &str)| {
        read(
            &Input {
                path,
                bytes: text.as_bytes(),
            },
            &Settings::default(),
        )
        .unwrap()
    };
    merge(inputs.iter().map(read_one).collect())
}

fn render(merged: &Merged) -> String {
    let articles = merged.archive.articles.iter();
    let articles = articles.map(|article| format!("{} {}", article.id, article.title));
    let notes = merged.notes.iter().map(|note| format!("note {note}"));
    let title = Some(merged.archive.title.clone()).filter(|title| !title.is_empty());
    title
        .into_iter()
        .chain(articles)
        .chain(notes)
        .collect::<Vec<_>>()
        .join("\n")
}

const A: (&str, &str) = ("a.json", r#"{"id":"1","title":"Lũ","date":"2020"}"#);
const B: (&str, &str) = ("b.json", r#"{"id":"1","title":"Hạn","date":"2021"}"#);
const C: (&str, &str) = ("c.json", r#"{"id":"1","title":"Lũ","date":"2020"}"#);
const D: (&str, &str) = ("d.json", r#"{"id":"1","title":"Hạn","date":"2021"}"#);

#[test]
fn the_same_article_is_kept_once_and_another_under_an_id_of_its_own() {
    insta::assert_snapshot!(render(&merge_all(&[A, B, C, D])), @r##"
    1~c2d09cca Hạn
    1 Lũ
    note b.json, item 1: another article in a.json has the id "1" too; this one is now "1~c2d09cca"
    note c.json, item 1: the same article is in a.json too; it is kept once
    note d.json, item 1: the same article is in b.json too; it is kept once
    "##);
}

#[test]
fn the_order_of_the_inputs_makes_no_difference() {
    let want = render(&merge_all(&[A, B, C, D]));
    for inputs in [[D, C, B, A], [B, A, D, C], [C, D, A, B]] {
        assert_eq!(render(&merge_all(&inputs)), want);
    }
}

#[test]
fn one_archive_keeps_its_name_and_two_do_not_fight() {
    let feed = |title: &str| {
        format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","title":"{title}","items":[{{"id":"{title}","content_text":"x"}}]}}"#
        )
    };
    let (first, second) = (feed("Một"), feed("Hai"));
    assert_eq!(merge_all(&[("f.json", &first), A]).archive.title, "Một");
    let merged = merge_all(&[("f.json", &first), ("g.json", &second)]);
    assert_eq!(merged.archive.title, "");
    assert!(
        merged
            .notes
            .iter()
            .any(|note| note.to_string().contains("give the archive a title"))
    );
}

#[test]
fn an_archive_read_again_gives_no_article_a_language() {
    let feed = |made: &str| {
        format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","title":"Kho","language":"vi",{made}"items":[{{"id":"1","content_text":"x"}}]}}"#
        )
    };
    let language = |made: &str| {
        let text = feed(made);
        let merged = merge_all(&[("a.json", &text)]);
        merged.archive.articles[0].language.clone()
    };
    assert_eq!(
        language(r#""_biennien":{"made":{"tool":"biennien 0"}},"#),
        None
    );
    assert_eq!(language("").as_deref(), Some("vi"));
}
