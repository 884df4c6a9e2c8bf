//! A page that only says something: an article that is not there, a page that
//! is not there yet.

use yew::prelude::*;

use crate::wording::Words;

/// What the page is given.
#[derive(Properties, PartialEq)]
pub struct NoticePageProps {
    /// What is the matter.
    pub heading: AttrValue,
    /// What to do.
    pub text: AttrValue,
    /// The address of the results, `#` included.
    pub back: AttrValue,
    /// The words.
    pub words: Words,
}

/// The page.
#[component]
pub fn NoticePage(props: &NoticePageProps) -> Html {
    let NoticePageProps {
        heading,
        text,
        back,
        words,
    } = props;
    html! {
        <main class="message" id="main" tabindex="-1">
            <h1>{ heading.clone() }</h1>
            <p>{ text.clone() }</p>
            <p class="message__actions">
                <a class="btn btn--primary" href={back.clone()}>{ words.back_to_results }</a>
            </p>
        </main>
    }
}
