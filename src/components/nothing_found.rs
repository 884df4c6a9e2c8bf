//! What is said when nothing was found: what was asked, and what can be taken
//! away.

use yew::prelude::*;

use super::chips::{Filter, filters};
use crate::hooks::Found;
use crate::route::Page;
use crate::state::Action;
use crate::wording::Words;

/// What it is given.
#[derive(Properties, PartialEq)]
pub struct NothingFoundProps {
    /// What was not found.
    pub found: Found,
    /// How many articles there are at all.
    pub n_articles: u32,
    /// The words.
    pub words: Words,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// Nothing was found.
#[component]
pub fn NothingFound(props: &NothingFoundProps) -> Html {
    let NothingFoundProps {
        found,
        n_articles,
        words,
        dispatch,
    } = props;
    if *n_articles == 0 {
        return html! { <div class="message"><h2>{ words.empty_archive }</h2></div> };
    }
    let filters = filters(&found.asked, *words);
    let n_unranged = found.n_unranged();
    let loosen = |filter: Filter| {
        let Filter {
            name, value, undo, ..
        } = filter;
        let gives = (undo == Action::SetRange(None)).then(|| words.articles(n_unranged));
        html! {
            <li key={format!("{name} {value}")}>
                <button type="button" onclick={dispatch.reform(move |_| undo.clone())}>
                    <span>{ words.drop_filter(&name, &value) }</span>
                    if let Some(gives) = gives {
                        <small>{ gives }</small>
                    }
                </button>
            </li>
        }
    };
    html! {
        <div class="message">
            <h2>{ words.nothing_matches(found.asked.query.trim(), !filters.is_empty()) }</h2>
            <p>{ words.archive_has(*n_articles) }</p>
            if !filters.is_empty() {
                <h3>{ words.loosen }</h3>
                <ul>{ for filters.into_iter().map(loosen) }</ul>
            }
            <div class="message__actions">
                <button
                    class="btn btn--primary"
                    type="button"
                    onclick={dispatch.reform(|_| Action::ClearAll)}
                >
                    { words.to_all }
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
