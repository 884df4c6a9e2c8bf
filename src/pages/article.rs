//! The reader: one article, its hits, and the way back to the results.
//!
//! The parts are in `components::reader`. Nothing here searches; the highlighter
//! that comes with the article marks any text.

use std::rc::Rc;

use biennien_core::article::{Article, Guess, is_safe_link};
use biennien_core::search::{Facet, Highlighter};
use yew::prelude::*;

use crate::components::reader::bar::ReadBar;
use crate::components::reader::block::{Levels, block};
use crate::components::reader::contents::{Contents, Entry, entries, passage};
use crate::components::reader::dates;
use crate::components::reader::hit_bar::{HitBarProps, hit_bar};
use crate::components::reader::hits::{Go, Marker, Position, link};
use crate::components::reader::month::Month;
use crate::components::reader::turn::{Neighbor, related, turn};
use crate::hooks::{Shortcut, Story};
use crate::platform::keys;
use crate::platform::{geometry, scroll};
use crate::route::{Page, Route, add_choice};
use crate::shared::Shared;
use crate::state::{Action, Settings};
use crate::wording::Words;

/// What the reader is given.
#[derive(Properties, PartialEq)]
pub struct ArticlePageProps {
    /// The article.
    pub article: Rc<Article>,
    /// How far its text is.
    #[prop_or_default]
    pub story: Story,
    /// How long it takes to read, in minutes.
    pub n_minutes: usize,
    /// Marks the query's hits in any text.
    pub highlighter: Shared<Highlighter>,
    /// The results it came from, and a passage to go to.
    pub route: Route,
    /// The name of the archive, for paper.
    pub archive_title: AttrValue,
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
    /// Articles on the same subjects.
    #[prop_or_default]
    pub related: Vec<Neighbor>,
    /// The month of its day, where that is known.
    #[prop_or_default]
    pub month: Option<Month>,
    /// Whether the results stand beside it.
    #[prop_or_default]
    pub is_pane: bool,
    /// What the reader prefers.
    pub settings: Settings,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// The reader.
#[component]
pub fn ArticlePage(props: &ArticlePageProps) -> Html {
    let ArticlePageProps {
        article,
        highlighter,
        route,
        settings,
        dispatch,
        ..
    } = props;
    let words = Words::from(settings.language);
    let position = use_reducer_eq(Position::default);
    let (title, text) = (use_node_ref(), use_node_ref());
    let marker = Marker::new(highlighter, position.0);
    let (head, prose, entries) = story(props, &marker, &title);
    let n_hits = marker.n_hits();

    use_arrival(props, &title, &text);
    use_same_place(props.is_pane, &text);
    use_hit_keys(settings.has_letter_keys, n_hits, position.dispatcher());
    let query = route.asked.query.trim();
    use_effect_with((article.id.clone(), query.to_owned()), {
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
    let hits = hit_bar(&HitBarProps {
        words,
        n_hits,
        current: position.0,
        has_query: !query.is_empty(),
        on_previous: step(Go::Previous(n_hits)),
        on_next: step(Go::Next(n_hits)),
    });
    let contents = contents(props, entries, &text);
    let fold = fold(contents.as_ref(), words);
    let side = side(props, contents);
    let has_side = side.is_some();
    let is_loading = props.story == Story::Loading;
    html! {
        <main
            class={classes!("reading", props.is_pane.then_some("pane"))}
            id="main"
            tabindex="-1"
            aria-busy={is_loading.then_some("true")}
            data-scrolls={props.is_pane.then_some("")}
            ref={text}
        >
            <ReadBar
                back={route.to_page(Page::Timeline).to_hash()}
                origin={origin(props, words)}
                is_pane={props.is_pane}
                settings={*settings}
                on_back={dispatch.reform(|()| Action::Show(Page::Timeline))}
                dispatch={dispatch.clone()}
            >
                { hits }
            </ReadBar>
            <div class="reader-wrap">
                <article
                    class={classes!("reader", has_side.then_some("reader--side"))}
                    data-reader={article.id.0.clone()}
                    lang={article.language.clone()}
                >
                    { dates::dates(article, words) }
                    <div class="reader__main" dir={direction(article.language.as_deref())}>
                        { head }
                        { fold }
                        <div class="prose">{ prose }{ damage(&props.story, words) }</div>
                        if !is_loading {
                            { foot(props, words) }
                        }
                    </div>
                    { side.unwrap_or_default() }
                </article>
            </div>
        </main>
    }
}

/// The edge that a text begins at, where its language is written from the right.
fn direction(language: Option<&str>) -> Option<&'static str> {
    let primary = language?.split(['-', '_']).next()?;
    let is_rtl = matches!(
        primary,
        "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi"
    );
    is_rtl.then_some("rtl")
}

/// Moves focus and sight to where an article begins, whenever another is opened,
/// or to the passage that is asked for.
#[hook]
fn use_arrival(props: &ArticlePageProps, title: &NodeRef, text: &NodeRef) {
    let at = match &props.route.page {
        Page::Article { at, .. } => at.clone(),
        _ => None,
    };
    let (title, text) = (title.clone(), text.clone());
    let was_focused = use_mut_ref(|| None);
    let is_loading = props.story == Story::Loading;
    let arrival = (props.article.id.clone(), at, is_loading);
    use_effect_with(arrival, move |(id, at, is_loading)| {
        let is_there = |at: &String| geometry::go_to(&text, &passage(at));
        let is_new = was_focused.replace(Some((id.clone(), at.clone())))
            != Some((id.clone(), at.clone()));
        // A passage is there as soon as the text is.
        let has_gone = !is_loading && at.as_ref().is_some_and(is_there);
        if is_new && !has_gone {
            geometry::focus(&title);
            scroll::to(0.0);
        }
    });
}

/// Keeps what is read in sight when the results come or go beside it, since
/// something else scrolls then.
#[hook]
fn use_same_place(is_pane: bool, text: &NodeRef) {
    let last = use_mut_ref(|| (is_pane, None));
    {
        let mut last = last.borrow_mut();
        if last.0 != is_pane {
            // The page is still as it was.
            *last = (
                is_pane,
                geometry::last_passed(text, "[data-block]", "data-block"),
            );
        }
    }
    let text = text.clone();
    use_effect_with(is_pane, move |_| {
        if let Some(number) = last.borrow_mut().1.take() {
            geometry::reveal(&text, &passage(&number));
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

/// What it was found by, and where among the results it is.
fn origin(props: &ArticlePageProps, words: Words) -> String {
    let query = props.route.asked.query.trim();
    let place = props.total.map(|total| match props.position {
        Some(at) => words.place_in_results(at, total),
        None => words.articles(total),
    });
    let parts = [Some(query.to_owned()).filter(|it| !it.is_empty()), place];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

/// The head of the article, its text, and its headings. Hits are counted in the
/// order of this text.
fn story(
    props: &ArticlePageProps,
    marker: &Marker<'_>,
    title: &NodeRef,
) -> (Html, Html, Vec<Entry>) {
    let article = &props.article;
    let words = Words::from(props.settings.language);
    let head = html! {
        <>
            { kicker(article, words) }
            <h1 dir="auto" tabindex="-1" ref={title.clone()}>{ marker.title(&article.title) }</h1>
            if let Some(lead) = &article.lead {
                <p class="lead" dir="auto">{ marker.plain(lead) }</p>
            }
            { byline(article, props.n_minutes, words) }
        </>
    };
    let mut levels = Levels::of(&article.blocks);
    let mut hits = Vec::with_capacity(article.blocks.len() + 1);
    let mut prose = Vec::with_capacity(article.blocks.len());
    for (at, it) in article.blocks.iter().enumerate() {
        hits.push(marker.n_hits());
        prose.push(block(it, at + 1, marker, &mut levels, words));
    }
    hits.push(marker.n_hits());
    let entries = entries(&article.blocks, &hits);
    (head, prose.into_iter().collect(), entries)
}

/// What is said where the text is damaged.
fn damage(story: &Story, words: Words) -> Html {
    let Story::Damaged(detail) = story else {
        return Html::default();
    };
    let texts = words.reader();
    html! {
        <div class="message" role="alert" lang={words.language.tag()}>
            <h2>{ texts.damaged }</h2>
            <p>{ texts.damaged_step }</p>
            <details>
                <summary>{ texts.damaged_details }</summary>
                <code lang="en">{ detail }</code>
            </details>
        </div>
    }
}

/// The contents, or nothing for an article that needs none.
fn contents(props: &ArticlePageProps, entries: Vec<Entry>, text: &NodeRef) -> Option<Html> {
    (!entries.is_empty()).then(|| {
        html! {
            <Contents
                {entries}
                route={props.route.clone()}
                language={props.article.language.clone()}
                text={text.clone()}
                words={Words::from(props.settings.language)}
            />
        }
    })
}

/// The contents above the text, where there is no room beside it.
fn fold(contents: Option<&Html>, words: Words) -> Html {
    contents.map_or_else(Html::default, |contents| {
        html! {
            <details class="toc-fold" lang={words.language.tag()}>
                <summary>{ words.reader().contents }</summary>
                { contents.clone() }
            </details>
        }
    })
}

/// What stands beside the text where there is room, else under it.
fn side(props: &ArticlePageProps, contents: Option<Html>) -> Option<Html> {
    let words = Words::from(props.settings.language);
    let has_related = !props.related.is_empty();
    (contents.is_some() || has_related).then(|| {
        html! {
            <div class="side" lang={words.language.tag()}>
                { contents.unwrap_or_default() }
                if has_related {
                    { related(&props.related, words) }
                }
            </div>
        }
    })
}

/// What comes after the text: tags, how it was read, where it stood, what is
/// next.
fn foot(props: &ArticlePageProps, words: Words) -> Html {
    html! {
        <>
            { tags(props, words) }
            { guessed(&props.article, words) }
            <p class="print-only source-url" lang={words.language.tag()}>
                { printed_source(props, words) }
            </p>
            { turn(props.month.as_ref(), props.previous.as_ref(), props.next.as_ref(), words) }
        </>
    }
}

/// The tags, each leading to the articles that have it.
fn tags(props: &ArticlePageProps, words: Words) -> Html {
    let tags = &props.article.tags;
    if tags.is_empty() {
        return Html::default();
    }
    let tag = |tag: &String| {
        let mut route = Route::default();
        add_choice(&mut route.asked.include, Facet::Tag, tag.clone());
        html! { <li><a href={route.to_hash()} dir="auto">{ tag }</a></li> }
    };
    html! {
        <ul class="tags" aria-label={words.reader().tags}>{ for tags.iter().map(tag) }</ul>
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
fn byline(article: &Article, n_minutes: usize, words: Words) -> Html {
    let original = article.url.as_deref().filter(|url| is_safe_link(url));
    html! {
        <p class="byline">
            { for article.authors.iter().map(|name| html! { <b dir="auto">{ name }</b> }) }
            <span lang={words.language.tag()}>{ words.minutes_to_read(n_minutes) }</span>
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
        html! { <div><dt>{ name }</dt><dd>{ dates::reason(guess, words) }</dd></div> }
    };
    html! {
        <details class="guesses" lang={words.language.tag()}>
            <summary>{ words.reader().guesses }</summary>
            <dl>{ for guesses.iter().map(entry) }</dl>
        </details>
    }
}

/// On paper: where it is from, and when.
fn printed_source(props: &ArticlePageProps, words: Words) -> String {
    let article = &props.article;
    let date = article.date.map(|date| words.date(date));
    let parts = article
        .sources
        .iter()
        .cloned()
        .chain(date)
        .chain(article.url.clone());
    let source = parts.collect::<Vec<_>>().join(", ");
    let archive = format!("{} {}", words.reader().printed_from, props.archive_title);
    [source, archive].join(" · ")
}
