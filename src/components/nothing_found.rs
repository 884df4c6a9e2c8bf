//! What is said when nothing was found: what was asked, and what would find
//! something, with how much.

use biennien_core::search::{Dropped, Instead};
use yew::prelude::*;

use super::chips::{Filter, filters};
use crate::hooks::Found;
use crate::opened::Opened;
use crate::route::{Asked, Page};
use crate::shared::Shared;
use crate::state::Action;
use crate::wording::Words;

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
    if opened.n_articles() == 0 {
        return html! {
            <div class="message">
                <h2>{ words.empty_archive }</h2>
                <p>{ words.empty_archive_step }</p>
                <p><code>{ words.empty_archive_command }</code></p>
            </div>
        };
    }
    let [fewer_words, fewer_filters] = ways_out(&found.summary.instead, asked, *words);
    let n_unfiltered = found.summary.n_unfiltered;
    let (to_all, label) = if asked.is_filtered() && n_unfiltered > 0 {
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
                    { " " }{ words.unfiltered(n_unfiltered) }
                }
            </p>
            { list("meanings", words.fewer_words, &fewer_words, *words, dispatch) }
            { list("loosen", words.loosen, &fewer_filters, *words, dispatch) }
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

/// What finds something: other words, and filters one by one.
fn ways_out(all: &[Instead], asked: &Asked, words: Words) -> [Vec<WayOut>; 2] {
    let filters = filters(asked, words);
    let (mut fewer_words, mut fewer_filters) = (Vec::new(), Vec::new());
    for Instead {
        query,
        dropped,
        total,
    } in all
    {
        let way = |label, action| WayOut {
            label,
            n_found: *total,
            action,
        };
        let action = match dropped.clone() {
            Dropped::Quotes | Dropped::Words => {
                fewer_words.push(way(query.clone(), Action::SetQuery(query.clone())));
                continue;
            }
            // The first button of all does so.
            Dropped::Filters if *query == asked.query => continue,
            Dropped::Filters => {
                let label = words.in_all(query);
                fewer_filters.push(way(label, Action::SearchAll(query.clone())));
                continue;
            }
            Dropped::Range => Action::SetRange(None),
            Dropped::Choice {
                facet,
                value,
                is_excluded: false,
            } => Action::Include(facet, value, false),
            Dropped::Choice { facet, value, .. } => Action::Exclude(facet, value, false),
        };
        let filter = filters.iter().find(|filter| filter.undo == action);
        if let Some(Filter {
            name,
            value,
            is_negative,
            ..
        }) = filter
        {
            fewer_filters.push(way(words.drop_filter(name, value, *is_negative), action));
        }
    }
    [fewer_words, fewer_filters]
}
