//! Keys, and how queries are written.

use yew::prelude::*;

use crate::route::{Asked, Route};
use crate::state::Action;
use crate::wording::Words;

/// The page; `back` is the address of the results, `#` included.
pub fn help(
    has_letter_keys: bool,
    back: &str,
    words: Words,
    dispatch: &Callback<Action>,
) -> Html {
    let is_on = has_letter_keys;
    html! {
        <main key="help" class="message" id="main" tabindex="-1">
            <h1>{ words.help }</h1>
            <h2>{ words.syntax_heading }</h2>
            { list(words.queries, &|sample| search(sample, words)) }
            <h2>{ words.keys_heading }</h2>
            { list(words.keys, &key) }
            <p>{ words.keys_letter_note }</p>
            <p>
                <label>
                    <input
                        type="checkbox"
                        name="letter-keys"
                        checked={is_on}
                        onchange={dispatch.reform(move |_| Action::SetLetterKeys(!is_on))}
                    />
                    { format!(" {}", words.letter_keys) }
                </label>
            </p>
            <p class="message__actions">
                <a class="btn" href={back.to_owned()}>{ words.back_to_results }</a>
            </p>
        </main>
    }
}

fn list(
    rows: &'static [(&'static str, &'static str)],
    show: &dyn Fn(&'static str) -> Html,
) -> Html {
    let row = |(sample, effect): &(&'static str, &'static str)| {
        html! { <div key={*sample}><dt>{ *effect }</dt><dd>{ show(sample) }</dd></div> }
    };
    html! { <dl class="keys">{ for rows.iter().map(row) }</dl> }
}

fn key(sample: &'static str) -> Html {
    html! { <kbd>{ sample }</kbd> }
}

/// A link to what a query finds.
fn search(sample: &'static str, words: Words) -> Html {
    let route = Route {
        asked: Asked {
            query: sample.to_owned(),
            ..Asked::default()
        },
        ..Route::default()
    };
    html! {
        <a href={route.to_hash()}>
            <span class="vh">{ words.search_for }</span>
            { key(sample) }
        </a>
    }
}
