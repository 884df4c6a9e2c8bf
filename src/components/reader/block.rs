//! A block of an article's text as elements.

use biennien_core::article::{Block, Text, is_data_image, is_safe_link};
use yew::prelude::*;

use super::hits::{Marker, link};
use crate::wording::Words;

/// Levels of headings as elements: the highest in the article under its title,
/// none left out on the way down.
#[derive(Debug)]
pub struct Levels {
    top: u8,
    last: u8,
}

impl Levels {
    /// Looks for the highest.
    #[must_use]
    pub fn of(blocks: &[Block]) -> Self {
        let level_of = |block: &Block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        };
        Self {
            top: blocks.iter().filter_map(level_of).min().unwrap_or_default(),
            last: 1,
        }
    }

    fn next(&mut self, level: u8) -> u8 {
        let level = level.saturating_sub(self.top).saturating_add(2);
        self.last = level.min(self.last + 1).min(6);
        self.last
    }
}

/// Returns a block. `number` counts from 1 and is what addresses call it by.
pub fn block(
    block: &Block,
    number: usize,
    marker: &Marker<'_>,
    levels: &mut Levels,
    words: Words,
) -> Html {
    let name = number.to_string();
    match block {
        Block::Paragraph(text) => {
            html! { <p dir="auto" data-block={name}>{ marker.text(text) }</p> }
        }
        Block::Heading { level, text } => {
            let tag = format!("h{}", levels.next(*level));
            html! {
                <@{tag} dir="auto" tabindex="-1" data-heading="" data-block={name}>
                    { marker.text(text) }
                </@>
            }
        }
        Block::List { is_ordered, items } => {
            let tag = if *is_ordered { "ol" } else { "ul" };
            let item = |text: &Text| html! { <li dir="auto">{ marker.text(text) }</li> };
            html! { <@{tag} data-block={name}>{ for items.iter().map(item) }</@> }
        }
        Block::Quote { text, attribution } => html! {
            <blockquote data-block={name}>
                <p dir="auto">{ marker.text(text) }</p>
                if let Some(who) = attribution {
                    <footer dir="auto">{ marker.plain(who) }</footer>
                }
            </blockquote>
        },
        Block::Figure { src, alt, caption } => {
            let picture = picture(src.as_deref(), alt, words);
            html! {
                <figure class="plate" data-block={name}>
                    { picture }
                    if !caption.text.is_empty() {
                        <figcaption dir="auto">{ marker.text(caption) }</figcaption>
                    }
                </figure>
            }
        }
        Block::Table { header, rows } => table(name, header, rows, marker, words),
        Block::Code { text } => html! {
            <pre
                tabindex="0"
                role="group"
                aria-label={words.reader().code}
                dir="ltr"
                data-block={name}
            >
                <code>{ marker.plain(text) }</code>
            </pre>
        },
    }
}

/// A picture that is in the archive is shown; one elsewhere is only linked to,
/// since looking at an article must not send anything anywhere.
fn picture(src: Option<&str>, alt: &str, words: Words) -> Html {
    let texts = words.reader();
    let what = || (!alt.is_empty()).then(|| html! { <>{ alt.to_owned() }{ " " }</> });
    match src {
        Some(src) if is_data_image(src) => html! {
            <img src={src.to_owned()} alt={alt.to_owned()} decoding="async" />
        },
        Some(src) if is_safe_link(src) => html! {
            <p class="plate__absent" dir="auto">
                { for what() }
                { link(src, html! { { texts.picture_elsewhere } }) }
            </p>
        },
        _ => html! {
            <p class="plate__absent" dir="auto">
                { for what() }
                <span lang={words.language.tag()}>{ texts.picture_absent }</span>
            </p>
        },
    }
}

fn table(
    name: String,
    header: &[Text],
    rows: &[Vec<Text>],
    marker: &Marker<'_>,
    words: Words,
) -> Html {
    let head = |text: &Text| html! { <th scope="col" dir="auto">{ marker.text(text) }</th> };
    let cell = |text: &Text| html! { <td dir="auto">{ marker.text(text) }</td> };
    let has_header = !header.is_empty();
    let header: Html = header.iter().map(head).collect();
    let row = |row: &Vec<Text>| html! { <tr>{ for row.iter().map(cell) }</tr> };
    html! {
        <div
            class="wide"
            tabindex="0"
            role="group"
            aria-label={words.reader().table}
            data-block={name}
        >
            <table>
                if has_header {
                    <thead><tr>{ header }</tr></thead>
                }
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
