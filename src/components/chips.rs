//! What narrows the results, each with a button that takes it away.

use biennien_core::page::lowercase;
use biennien_core::search::{Choices, Facet};
use yew::prelude::*;

use super::icon::{Shape, small_icon};
use crate::route::Asked;
use crate::state::Action;
use crate::wording::Words;

/// What narrows the results, as words and as the change that undoes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// Which kind of thing: `Khoảng`, `Nguồn`, `Trừ nguồn`.
    pub name: String,
    /// Which one.
    pub value: String,
    /// Whether it leaves something out.
    pub is_negative: bool,
    /// Takes it away.
    pub undo: Action,
}

/// Returns everything but the words that narrows the results.
#[must_use]
pub fn filters(asked: &Asked, words: Words) -> Vec<Filter> {
    let mut all = Vec::new();
    let range = match (asked.from, asked.to) {
        (Some(first), Some(last)) => {
            Some(words.days(biennien_core::timeline::Days { first, last }))
        }
        (Some(first), None) => Some(words.since(first)),
        (None, Some(last)) => Some(words.until(last)),
        (None, None) => None,
    };
    if let Some(value) = range {
        let name = words.range.to_owned();
        all.push(Filter {
            name,
            value,
            is_negative: false,
            undo: Action::SetRange(None),
        });
    }
    let mut add = |choices: &Choices, is_negative: bool, undo: fn(Facet, String) -> Action| {
        for (facet, values) in choices {
            for value in values {
                let facet_name = words.facet(*facet);
                all.push(Filter {
                    name: if is_negative {
                        format!("{} {}", words.without, lowercase(facet_name))
                    } else {
                        facet_name.to_owned()
                    },
                    value: words.facet_value(*facet, value),
                    is_negative,
                    undo: undo(*facet, value.clone()),
                });
            }
        }
    };
    add(&asked.include, false, |facet, value| {
        Action::Include(facet, value, false)
    });
    add(&asked.exclude, true, |facet, value| {
        Action::Exclude(facet, value, false)
    });
    all
}

/// The chips; nothing where nothing narrows the results.
pub fn chips(asked: &Asked, words: Words, dispatch: &Callback<Action>) -> Html {
    let filters = filters(asked, words);
    if filters.is_empty() {
        return html! { <span class="chips"></span> };
    }
    let chip = |filter: Filter| {
        let Filter {
            name,
            value,
            is_negative,
            undo,
        } = filter;
        let label = words.drop_filter(&name, &value, is_negative);
        let sign = if is_negative { ":" } else { "" };
        html! {
            <li class={classes!("chip", is_negative.then_some("chip--not"))} key={label.clone()}>
                <span><b>{ name }{ sign }</b>{ " " }<bdi>{ value }</bdi></span>
                <button
                    type="button"
                    aria-label={label}
                    onclick={dispatch.reform(move |_| undo.clone())}
                >
                    { small_icon(Shape::Close) }
                </button>
            </li>
        }
    };
    html! {
        <ul class="chips" aria-label={words.active_filters}>
            { for filters.into_iter().map(chip) }
            <li key="clear-all">
                <button
                    class="btn btn--quiet"
                    type="button"
                    onclick={dispatch.reform(|_| Action::ClearFilters)}
                >
                    { words.clear_all }
                </button>
            </li>
        </ul>
    }
}
