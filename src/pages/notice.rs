//! A page that only says something: an article that is not there, a page that
//! is not there yet.

use yew::prelude::*;

use crate::wording::Words;

/// The page; `back` is the address of the results, `#` included.
pub fn notice(heading: &'static str, text: &'static str, back: &str, words: Words) -> Html {
    html! {
        <main key={heading} class="message" id="main" tabindex="-1">
            <h1>{ heading }</h1>
            <p>{ text }</p>
            <p class="message__actions">
                <a class="btn btn--primary" href={back.to_owned()}>{ words.back_to_results }</a>
            </p>
        </main>
    }
}
