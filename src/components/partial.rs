//! What is said of a list that shows a part: the browser's own search finds no
//! more than that.

use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::platform::{document, keys};
use crate::wording::Words;

/// What it is given.
#[derive(Properties, PartialEq)]
pub(super) struct PartialProps {
    /// The words.
    pub words: Words,
}

/// Said to those who listen; shown to those who search with the browser.
#[component]
pub(super) fn Partial(props: &PartialProps) -> Html {
    let words = props.words;
    let is_shown = use_state_eq(|| false);
    {
        let setter = is_shown.setter();
        use_effect_with((), move |()| {
            let listener = keys::listen_for_find(move || setter.set(true));
            move || drop(listener)
        });
    }
    let hide = {
        let is_shown = is_shown.clone();
        move |_: MouseEvent| is_shown.set(false)
    };
    let search = {
        let hide = hide.clone();
        move |event: MouseEvent| {
            hide(event);
            document::focus_field("input[name=q]");
        }
    };
    if !*is_shown {
        return html! { <p class="vh">{ words.shows_part }</p> };
    }
    html! {
        <div class="partial" role="status">
            <p>{ words.shows_part }</p>
            <button class="btn" type="button" onclick={search}>{ words.search_all }</button>
            <button
                class="btn btn--icon"
                type="button"
                aria-label={words.hide}
                title={words.hide}
                onclick={hide}
            >
                { icon(Shape::Close) }
            </button>
        </div>
    }
}
