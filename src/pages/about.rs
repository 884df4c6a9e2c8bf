//! The archive: who keeps it, what may be done with it, and what made the page.

use yew::prelude::*;

use crate::components::archive_facts::archive_facts;
use crate::opened::Opened;
use crate::wording::Words;

/// The page; `back` is the address of the results, `#` included.
pub fn about(opened: &Opened, back: &str, words: Words) -> Html {
    let archive = &opened.head;
    html! {
        <main key="about" class="message" id="main" tabindex="-1">
            <h1 lang={archive.language.clone()}>{ archive.title.clone() }</h1>
            if let Some(description) = &archive.description {
                <p lang={archive.language.clone()}>{ description.clone() }</p>
            }
            { archive_facts(opened, words, true) }
            <p>{ words.nothing_leaves }</p>
            <p class="message__actions">
                <a class="btn" href={back.to_owned()}>{ words.back_to_results }</a>
            </p>
        </main>
    }
}
