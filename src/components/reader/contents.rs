//! The headings of a long article, with what each has of the hits, and which of
//! them one is under.

use biennien_core::article::Block;
use yew::prelude::*;

use crate::platform::{geometry, scroll};
use crate::route::{Page, Route};
use crate::wording::Words;

/// Fewer headings than these need no contents.
const MIN_HEADINGS: usize = 2;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of its block, from 1.
    pub number: usize,
    /// Whether it stands under another one here.
    pub is_inner: bool,
    /// What it says.
    pub title: String,
    /// How many hits there are from it to the next one.
    pub n_hits: usize,
}

/// Returns the two highest levels of headings, or nothing where there are too
/// few. `hits` says how many hits there were before each block, and at the end.
#[must_use]
pub fn entries(blocks: &[Block], hits: &[usize]) -> Vec<Entry> {
    let level_of = |block: &Block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    };
    let top = blocks.iter().filter_map(level_of).min().unwrap_or_default();
    let end = hits.last().copied().unwrap_or_default();
    let mut entries: Vec<Entry> = Vec::new();
    for (at, block) in blocks.iter().enumerate().rev() {
        let Block::Heading { level, text } = block else {
            continue;
        };
        if *level > top + 1 {
            continue;
        }
        let next = entries.last().and_then(|next| hits.get(next.number - 1));
        let before = hits.get(at).copied().unwrap_or_default();
        entries.push(Entry {
            number: at + 1,
            is_inner: *level > top,
            title: text.text.clone(),
            n_hits: next.copied().unwrap_or(end) - before,
        });
    }
    entries.reverse();
    if entries.len() < MIN_HEADINGS {
        entries.clear();
    }
    entries
}

/// What the contents are given.
#[derive(Properties, PartialEq)]
pub struct ContentsProps {
    /// The headings.
    pub entries: Vec<Entry>,
    /// What the page is showing.
    pub route: Route,
    /// The language of the article.
    pub language: Option<AttrValue>,
    /// Where the article is drawn.
    pub text: NodeRef,
    /// The words.
    pub words: Words,
}

/// Links to the headings.
#[component]
pub fn Contents(props: &ContentsProps) -> Html {
    let ContentsProps {
        entries,
        route,
        text,
        words,
        ..
    } = props;
    let passed = use_passed(text);
    let current = entries.iter().rposition(|entry| entry.number <= passed);
    let texts = words.reader();
    let has_hits = entries.iter().any(|entry| entry.n_hits > 0);
    let link = |(at, entry): (usize, &Entry)| {
        let number = entry.number.to_string();
        let mut route = route.clone();
        if let Page::Article { at, .. } = &mut route.page {
            *at = Some(number.clone());
        }
        let text = text.clone();
        // The address alone would do nothing the second time.
        let onclick = move |_: MouseEvent| {
            geometry::go_to(&text, &passage(&number));
        };
        html! {
            <li>
                <a
                    href={route.to_hash()}
                    class={classes!(entry.is_inner.then_some("toc__inner"))}
                    aria-current={(current == Some(at)).then_some("location")}
                    {onclick}
                >
                    <span dir="auto" lang={props.language.clone()}>{ &entry.title }</span>
                    if entry.n_hits > 0 {
                        <small>{ entry.n_hits }</small>
                    }
                </a>
            </li>
        }
    };
    html! {
        <nav class="toc" aria-label={texts.contents}>
            <h2>
                { texts.contents }
                if has_hits {
                    <small>{ texts.contents_hits }</small>
                }
            </h2>
            <ol>{ for entries.iter().enumerate().map(link) }</ol>
        </nav>
    }
}

/// Returns what finds a block by its number.
#[must_use]
pub fn passage(number: &str) -> String {
    // Only digits: the number may come from an address.
    let number: String = number.chars().filter(char::is_ascii_digit).collect();
    format!("[data-block=\"{number}\"]")
}

/// The number of the last heading that was scrolled past; 0 before the first.
#[hook]
fn use_passed(text: &NodeRef) -> usize {
    let passed = use_state_eq(|| 0);
    let (setter, text) = (passed.setter(), text.clone());
    use_effect_with((), move |()| {
        let look = move || {
            let passed = geometry::last_passed(&text, "[data-heading]", "data-block");
            setter.set(
                passed
                    .and_then(|number| number.parse().ok())
                    .unwrap_or_default(),
            );
        };
        look();
        let listeners = scroll::listen(look);
        move || drop(listeners)
    });
    *passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8, text: &str) -> Block {
        Block::Heading {
            level,
            text: text.into(),
        }
    }

    #[test]
    fn each_heading_has_the_hits_up_to_the_next() {
        let blocks = [
            Block::paragraph("a"),
            heading(3, "b"),
            Block::paragraph("c"),
            heading(4, "d"),
            heading(5, "too deep"),
            Block::paragraph("e"),
            heading(3, "f"),
        ];
        let entries = entries(&blocks, &[1, 2, 3, 5, 5, 6, 9, 9]);
        let seen: Vec<(usize, bool, usize)> = entries
            .iter()
            .map(|entry| (entry.number, entry.is_inner, entry.n_hits))
            .collect();
        assert_eq!(seen, [(2, false, 3), (4, true, 4), (7, false, 0)]);
    }

    #[test]
    fn one_heading_needs_no_contents() {
        assert!(entries(&[heading(2, "a")], &[0, 0]).is_empty());
        assert!(entries(&[], &[0]).is_empty());
    }
}
