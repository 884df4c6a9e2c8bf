//! What is said when nothing was found: what was asked, and what would find
//! something, with how much.

use biennien_core::search::SearchOptions;
use yew::prelude::*;

use super::chips::{Filter, filters};
use crate::hooks::Found;
use crate::opened::Opened;
use crate::route::{Asked, Page, Route};
use crate::shared::Shared;
use crate::state::{Action, State, reduce};
use crate::wording::Words;

/// So many ways out are counted; every one of them is a search.
const MAX_TRIED: usize = 8;

/// What it is given.
#[derive(Properties, PartialEq)]
pub struct NothingFoundProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// What was not found.
    pub found: Found,
    /// The words.
    pub words: Words,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// Something else to ask, and how many articles that finds.
#[derive(Clone, PartialEq)]
struct WayOut {
    label: String,
    n_found: u32,
    action: Action,
}

/// Nothing was found.
#[component]
pub fn NothingFound(props: &NothingFoundProps) -> Html {
    let NothingFoundProps {
        opened,
        found,
        words,
        dispatch,
    } = props;
    let asked = &found.asked;
    let looked = {
        let opened = opened.clone();
        use_memo((asked.clone(), *words), move |(asked, words)| {
            (
                count(&opened, &asked.without_filters()),
                fewer_words(&opened, asked),
                fewer_filters(&opened, asked, *words),
            )
        })
    };
    if opened.n_articles() == 0 {
        return html! {
            <div class="message">
                <h2>{ words.empty_archive }</h2>
                <p>{ words.empty_archive_step }</p>
                <p><code>{ words.empty_archive_command }</code></p>
            </div>
        };
    }
    let (n_unfiltered, fewer_words, fewer_filters) = &*looked;
    let (to_all, label) = if asked.is_filtered() && *n_unfiltered > 0 {
        (Action::ClearFilters, words.clear_filters)
    } else {
        (Action::ClearAll, words.to_all)
    };
    html! {
        <div class="message">
            <h2>{ words.nothing_matches(asked) }</h2>
            <p>
                { words.archive_has(opened.n_articles()) }
                if asked.is_filtered() && !asked.query.trim().is_empty() {
                    { " " }{ words.unfiltered(*n_unfiltered) }
                }
            </p>
            { list("meanings", words.fewer_words, fewer_words, *words, dispatch) }
            { list("loosen", words.loosen, fewer_filters, *words, dispatch) }
            <div class="message__actions">
                <button
                    class="btn btn--primary"
                    type="button"
                    onclick={dispatch.reform(move |_| to_all.clone())}
                >
                    { label }
                </button>
                <button
                    class="btn"
                    type="button"
                    onclick={dispatch.reform(|_| Action::Show(Page::Help))}
                >
                    { words.see_syntax }
                </button>
            </div>
        </div>
    }
}

fn list(
    class: &'static str,
    heading: &'static str,
    ways: &[WayOut],
    words: Words,
    dispatch: &Callback<Action>,
) -> Html {
    if ways.is_empty() {
        return Html::default();
    }
    let item = |way: &WayOut| {
        let action = way.action.clone();
        html! {
            <li key={way.label.clone()}>
                <button type="button" onclick={dispatch.reform(move |_| action.clone())}>
                    <span>{ way.label.clone() }</span>
                    <small>{ words.articles(way.n_found) }</small>
                </button>
            </li>
        }
    };
    html! {
        <>
            <h3>{ heading }</h3>
            <ul {class}>{ for ways.iter().map(item) }</ul>
        </>
    }
}

fn count(opened: &Opened, asked: &Asked) -> u32 {
    let options = SearchOptions {
        limit: 0,
        ..asked.options()
    };
    opened.engine.search(&asked.query, &options).total
}

/// The query without its quotation marks, or with one word less.
fn fewer_words(opened: &Opened, asked: &Asked) -> Vec<WayOut> {
    let query = asked.query.trim();
    let parts: Vec<&str> = query.split_whitespace().collect();
    let queries: Vec<String> = if query.contains(['"', '“', '”']) {
        vec![query.replace(['"', '“', '”'], " ").trim().to_owned()]
    } else if (2..=MAX_TRIED).contains(&parts.len()) {
        let without = |nth: usize| {
            let kept = parts.iter().enumerate().filter(|(at, _)| *at != nth);
            kept.map(|(_, part)| *part).collect::<Vec<_>>().join(" ")
        };
        (0..parts.len()).map(without).collect()
    } else {
        Vec::new()
    };
    let mut ways: Vec<WayOut> = Vec::new();
    for query in queries {
        let asked = Asked {
            query: query.clone(),
            ..asked.clone()
        };
        let n_found = count(opened, &asked);
        if n_found > 0 && ways.iter().all(|way| way.label != query) {
            let action = Action::SetQuery(query.clone());
            ways.push(WayOut {
                label: query,
                n_found,
                action,
            });
        }
    }
    ways
}

/// What is asked with one filter less, where that helps.
fn fewer_filters(opened: &Opened, asked: &Asked, words: Words) -> Vec<WayOut> {
    let state = State {
        route: Route {
            asked: asked.clone(),
            ..Route::default()
        },
        ..State::default()
    };
    let way = |filter: Filter| {
        let n_found = count(opened, &reduce(&state, filter.undo.clone()).route.asked);
        (n_found > 0).then(|| WayOut {
            label: words.drop_filter(&filter.name, &filter.value, filter.is_negative),
            n_found,
            action: filter.undo,
        })
    };
    let filters = filters(asked, words);
    filters
        .into_iter()
        .take(MAX_TRIED)
        .filter_map(way)
        .collect()
}
