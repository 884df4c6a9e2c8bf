//! What of an article is searched.

use crate::article::{Article, Block, Text};

/// What a searched string is of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The headline.
    Title,
    /// The summary.
    Lead,
    /// What stands under a picture, or else says what it shows.
    Caption,
    /// Everything else.
    Body,
}

/// Returns the strings that are searched: the title, the lead (empty where there
/// is none), and those of the blocks in order. No phrase runs from one into the
/// next. A list has one string an item, a table one a cell, head row first.
pub fn searchable(article: &Article) -> impl Iterator<Item = (Kind, &str)> {
    let mut strings = vec![
        (Kind::Title, article.title.as_str()),
        (Kind::Lead, article.lead.as_deref().unwrap_or_default()),
    ];
    for block in &article.blocks {
        push(block, &mut strings);
    }
    strings.into_iter()
}

fn push<'a>(block: &'a Block, strings: &mut Vec<(Kind, &'a str)>) {
    let mut texts = |texts: &'a [Text]| {
        strings.extend(texts.iter().map(|text| (Kind::Body, text.text.as_str())));
    };
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => {
            strings.push((Kind::Body, &text.text));
        }
        Block::List { items, .. } => texts(items),
        Block::Quote { text, attribution } => {
            strings.push((Kind::Body, &text.text));
            strings.extend(attribution.iter().map(|name| (Kind::Body, name.as_str())));
        }
        Block::Figure { alt, caption, .. } => {
            let shown = if caption.text.is_empty() {
                alt
            } else {
                &caption.text
            };
            strings.push((Kind::Caption, shown));
        }
        Block::Table { header, rows } => {
            texts(header);
            for row in rows {
                texts(row);
            }
        }
        Block::Code { text } => strings.push((Kind::Body, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_an_article_is_searched_once() {
        let figure = |alt: &str, caption: &str| Block::Figure {
            src: None,
            alt: alt.to_owned(),
            caption: caption.into(),
        };
        let article = Article {
            title: "t".to_owned(),
            blocks: vec![
                Block::paragraph("p"),
                Block::Heading {
                    level: 2,
                    text: "h".into(),
                },
                Block::List {
                    is_ordered: true,
                    items: vec!["i".into(), "j".into()],
                },
                Block::Quote {
                    text: "q".into(),
                    attribution: Some("a".to_owned()),
                },
                figure("alt", ""),
                figure("alt", "c"),
                Block::Table {
                    header: vec!["th".into()],
                    rows: vec![vec!["td".into(), "".into()], vec![]],
                },
                Block::Code {
                    text: "x".to_owned(),
                },
            ],
            ..Article::default()
        };
        let told: Vec<String> = searchable(&article)
            .map(|(kind, text)| format!("{kind:?} {text}"))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        Title t
        Lead 
        Body p
        Body h
        Body i
        Body j
        Body q
        Body a
        Caption alt
        Caption c
        Body th
        Body td
        Body 
        Body x
        ");
    }
}
