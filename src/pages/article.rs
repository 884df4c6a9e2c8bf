//! The reader: one article, its hits, and the way back to the results.
//!
//! The parts are in `components::reader`. Nothing here searches; the highlighter
//! that comes with the article marks any text.

use std::rc::Rc;

use biennien_core::article::{Article, Guess, is_safe_link};
use biennien_core::search::{Facet, Highlighter};
use yew::prelude::*;

use crate::components::reader::block::block;
use crate::components::reader::dates::{self, Dates};
use crate::components::reader::hit_bar::HitBar;
use crate::components::reader::hits::{Go, Marker, Position, link};
use crate::components::reader::turn::Turn;
use crate::platform::keys::{self, Shortcut};
use crate::platform::{geometry, scroll};
use crate::shared::Shared;
use crate::wording::Words;

/// An article before or after this one in the results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbor {
    /// Its address, `#` included.
    pub href: AttrValue,
    /// Its headline.
    pub title: AttrValue,
}

/// What the reader is given.
#[derive(Properties, PartialEq)]
pub struct ArticlePageProps {
    /// The article.
    pub article: Rc<Article>,
    /// Marks the query's hits in any text.
    pub highlighter: Shared<Highlighter>,
    /// The query that it was found by; empty if none.
    pub query: AttrValue,
    /// A passage to go to.
    #[prop_or_default]
    pub at: Option<AttrValue>,
    /// The address of the results it came from, `#` included.
    pub back: AttrValue,
    /// How many results there are, where that is known.
    #[prop_or_default]
    pub total: Option<u32>,
    /// The article's place among them, counted from 1.
    #[prop_or_default]
    pub position: Option<u32>,
    /// The result before.
    #[prop_or_default]
    pub previous: Option<Neighbor>,
    /// The result after.
    #[prop_or_default]
    pub next: Option<Neighbor>,
    /// Whether single letters are keys.
    pub has_letter_keys: bool,
    /// The words.
    pub words: Words,
    /// Goes back to the results.
    pub on_back: Callback<()>,
}

/// The reader.
#[component]
pub fn ArticlePage(props: &ArticlePageProps) -> Html {
    let ArticlePageProps {
        article,
        highlighter,
        words,
        ..
    } = props;
    let position = use_reducer_eq(Position::default);
    let (title, text) = (use_node_ref(), use_node_ref());
    let marker = Marker::new(highlighter, position.0);
    let story = story(props, &marker, &title);
    let n_hits = marker.n_hits();

    use_arrival(props, &title, &text);
    use_hit_keys(props.has_letter_keys, n_hits, position.dispatcher());
    use_effect_with((article.id.clone(), props.query.clone()), {
        let position = position.dispatcher();
        move |_| position.dispatch(Go::Nowhere)
    });
    use_effect_with(position.0, {
        let text = text.clone();
        move |hit| {
            if hit.is_some() {
                geometry::reveal(&text, "mark[aria-current]");
            }
        }
    });
    let step = |go: Go| {
        let position = position.dispatcher();
        Callback::from(move |_: MouseEvent| position.dispatch(go))
    };
    html! {
        <>
            <nav class="readbar" aria-label={words.reader().bar}>
                { back(props) }
                <HitBar
                    words={*words}
                    {n_hits}
                    current={position.0}
                    has_query={!props.query.trim().is_empty()}
                    on_previous={step(Go::Previous(n_hits))}
                    on_next={step(Go::Next(n_hits))}
                />
                <p class="readbar__end">{ place(props) }</p>
            </nav>
            <main class="reader-wrap" id="main" tabindex="-1" ref={text}>
                <article class="reader" data-reader={article.id.0.clone()} lang={article.language.clone()}>
                    <Dates article={article.clone()} words={*words} />
                    { story }
                </article>
            </main>
        </>
    }
}

/// Moves focus and sight to where an article begins, whenever another is opened.
#[hook]
fn use_arrival(props: &ArticlePageProps, title: &NodeRef, text: &NodeRef) {
    let at = props.at.as_ref().and_then(|at| at.parse::<usize>().ok());
    let (title, text) = (title.clone(), text.clone());
    use_effect_with((props.article.id.clone(), at), move |(_, at)| {
        geometry::focus(&title);
        match at {
            Some(at) => geometry::reveal(&text, &format!("[data-block=\"{at}\"]")),
            None => scroll::to(0.0),
        }
    });
}

/// Goes from hit to hit by key.
#[hook]
fn use_hit_keys(
    has_letter_keys: bool,
    n_hits: usize,
    position: UseReducerDispatcher<Position>,
) {
    use_effect_with(
        (has_letter_keys, n_hits),
        move |(has_letter_keys, n_hits)| {
            let n_hits = *n_hits;
            let listener = keys::listen(*has_letter_keys, move |shortcut| match shortcut {
                Shortcut::NextHit => position.dispatch(Go::Next(n_hits)),
                Shortcut::PreviousHit => position.dispatch(Go::Previous(n_hits)),
                _ => {}
            });
            move || drop(listener)
        },
    );
}

fn back(props: &ArticlePageProps) -> Html {
    let on_back = props.on_back.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        let is_plain =
            event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key();
        if is_plain {
            event.prevent_default();
            on_back.emit(());
        }
    });
    let total = props.total.map(|total| props.words.articles(total));
    let parts = [
        Some(props.query.trim().to_owned()).filter(|it| !it.is_empty()),
        total,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    html! {
        <a class="back" href={props.back.clone()} {onclick}>
            <svg class="icon icon--flip" viewBox="0 0 20 20" aria-hidden="true">
                <path d="M16.5 10h-13m0 0L8 5.5M3.5 10 8 14.5" />
            </svg>
            <b>{ props.words.reader().back }</b>
            <small>{ parts.join(", ") }</small>
        </a>
    }
}

fn place(props: &ArticlePageProps) -> Option<String> {
    props
        .position
        .zip(props.total)
        .map(|(at, n)| props.words.place_in_results(at, n))
}

/// Everything beside the dates. Hits are counted in the order of this text.
fn story(props: &ArticlePageProps, marker: &Marker<'_>, title: &NodeRef) -> Html {
    let ArticlePageProps { article, words, .. } = props;
    let kicker = kicker(article, *words);
    html! {
        <div class="reader__main">
            { kicker }
            <h1 dir="auto" tabindex="-1" ref={title.clone()}>{ marker.plain(&article.title) }</h1>
            if let Some(lead) = &article.lead {
                <p class="lead" dir="auto">{ marker.plain(lead) }</p>
            }
            { byline(article, *words) }
            <div class="prose">
                { for article.blocks.iter().enumerate().map(|(at, it)| block(it, at + 1, marker, *words)) }
            </div>
            { guessed(article, *words) }
            <p class="print-only source-url">{ printed_source(article, *words) }</p>
            <Turn previous={props.previous.clone()} next={props.next.clone()} words={*words} />
        </div>
    }
}

/// Source, section and place above the title.
fn kicker(article: &Article, words: Words) -> Html {
    let sources = article
        .sources
        .iter()
        .map(|name| html! { <b dir="auto">{ name }</b> });
    let rest = article.section.iter().chain(&article.place);
    let rest = rest.map(|name| html! { <span dir="auto">{ name }</span> });
    let parts: Vec<Html> = sources.chain(rest).collect();
    if parts.is_empty() {
        let nothing = words.no_value(Facet::Source);
        return html! { <p class="kicker" lang={words.language.tag()}>{ nothing }</p> };
    }
    html! { <p class="kicker">{ parts }</p> }
}

/// Who wrote it, how long it is, where it was published.
fn byline(article: &Article, words: Words) -> Html {
    let n_words = article.content_text().split_whitespace().count();
    let original = article.url.as_deref().filter(|url| is_safe_link(url));
    html! {
        <p class="byline">
            { for article.authors.iter().map(|name| html! { <b dir="auto">{ name }</b> }) }
            <span lang={words.language.tag()}>{ words.minutes_to_read(n_words) }</span>
            if let Some(url) = original {
                <span lang={words.language.tag()}>
                    { link(url, html! { { words.reader().original } }) }
                </span>
            }
        </p>
    }
}

/// What was inferred beside the dates.
fn guessed(article: &Article, words: Words) -> Html {
    let guesses: Vec<&Guess> = dates::guesses(article, false).collect();
    if guesses.is_empty() {
        return Html::default();
    }
    let entry = |guess: &&Guess| {
        let name = words
            .guessed_field(&guess.field)
            .unwrap_or(&guess.field)
            .to_owned();
        html! { <div><dt>{ name }</dt><dd lang="en">{ &guess.reason }</dd></div> }
    };
    html! {
        <details class="guesses" lang={words.language.tag()}>
            <summary>{ words.reader().guesses }</summary>
            <dl>{ for guesses.iter().map(entry) }</dl>
        </details>
    }
}

/// On paper: where it is from, and when.
fn printed_source(article: &Article, words: Words) -> String {
    let date = article.date.map(|date| words.date(date));
    let parts = article
        .sources
        .iter()
        .cloned()
        .chain(date)
        .chain(article.url.clone());
    parts.collect::<Vec<_>>().join(", ")
}
