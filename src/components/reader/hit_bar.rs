//! From hit to hit.

use yew::prelude::*;

use crate::wording::Words;

/// What the bar is given.
pub struct HitBarProps {
    /// The words.
    pub words: Words,
    /// How many hits there are.
    pub n_hits: usize,
    /// The one that is looked at, counted from 0.
    pub current: Option<usize>,
    /// Whether anything was looked for.
    pub has_query: bool,
    /// The hit before is asked for.
    pub on_previous: Callback<MouseEvent>,
    /// The next hit is asked for.
    pub on_next: Callback<MouseEvent>,
}

/// Two buttons and the count between them. Where nothing was looked for only
/// the count is there, for scripts.
pub fn hit_bar(props: &HitBarProps) -> Html {
    let HitBarProps {
        words,
        n_hits,
        current,
        has_query,
        ..
    } = *props;
    let texts = words.reader();
    let count = n_hits.to_string();
    if !has_query {
        return html! { <span hidden=true data-hits={count.clone()}>{ count.clone() }</span> };
    }
    let button = |label: &'static str, shape: &'static str, onclick: &Callback<MouseEvent>| {
        html! {
            <button
                type="button"
                class="btn btn--icon"
                aria-label={label}
                title={label}
                disabled={n_hits == 0}
                onclick={onclick.clone()}
            >
                <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={shape} /></svg>
            </button>
        }
    };
    html! {
        <div class="hitnav" role="group" aria-label={texts.hits}>
            { button(texts.previous_hit, "m5.5 12.5 4.5-4.5 4.5 4.5", &props.on_previous) }
            <output aria-live="polite">
                if let Some(at) = current {
                    { texts.hit }
                    { " " }
                    <b>{ at + 1 }</b>
                    { " / " }
                }
                <span data-hits={count.clone()}>{ count.clone() }</span>
                if current.is_none() {
                    { " " }
                    { words.hits_noun(n_hits) }
                }
            </output>
            { button(texts.next_hit, "m5.5 8 4.5 4.5L14.5 8", &props.on_next) }
        </div>
    }
}
