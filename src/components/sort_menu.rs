//! The order of the results.

use biennien_core::search::Sort;
use yew::prelude::*;

use crate::platform::document::Choice;
use crate::route::{sort_from_key, sort_key};
use crate::wording::Words;

/// What the choice is given.
#[derive(Properties, PartialEq)]
pub struct SortMenuProps {
    /// The order in force: never `Relevance` where there is nothing to be
    /// relevant to.
    pub sort: Sort,
    /// Whether there are words to be relevant to.
    pub has_query: bool,
    /// The words.
    pub words: Words,
    /// Another order is chosen.
    pub on_sort: Callback<Sort>,
}

/// The order of the results.
#[component]
pub fn SortMenu(props: &SortMenuProps) -> Html {
    let SortMenuProps {
        sort,
        has_query,
        words,
        on_sort,
    } = props;
    // Once somebody chose, a browser no longer heeds the `selected` of options.
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(*sort, move |sort| {
            if let Some(choice) = node.cast::<Choice>() {
                choice.set_value(sort_key(*sort));
            }
        });
    }
    let onchange = on_sort.reform(|event: Event| {
        let select = event.target_dyn_into::<Choice>();
        select
            .and_then(|select| sort_from_key(&select.value()))
            .unwrap_or_default()
    });
    let all = [Sort::Relevance, Sort::Newest, Sort::Oldest];
    let offered = all
        .into_iter()
        .filter(|sort| *has_query || *sort != Sort::Relevance);
    let option = |offered: Sort| {
        html! {
            <option value={sort_key(offered)} selected={offered == *sort}>
                { words.sort(offered) }
            </option>
        }
    };
    html! {
        <div class="select">
            <label class="vh" for="sort">{ words.sort_label }</label>
            <select ref={node} id="sort" name="sort" {onchange}>{ for offered.map(option) }</select>
        </div>
    }
}
