//! The articles before and after in the results.

use yew::prelude::*;

use crate::pages::article::Neighbor;
use crate::wording::Words;

/// What the turn is given.
#[derive(Properties, PartialEq)]
pub struct TurnProps {
    /// The result before.
    pub previous: Option<Neighbor>,
    /// The result after.
    pub next: Option<Neighbor>,
    /// The words.
    pub words: Words,
}

/// Links to both, or nothing where there is neither.
#[component]
pub fn Turn(props: &TurnProps) -> Html {
    let TurnProps {
        previous,
        next,
        words,
    } = props;
    let texts = words.reader();
    if previous.is_none() && next.is_none() {
        return Html::default();
    }
    let link = |neighbor: &Option<Neighbor>, rel: &'static str, label: &'static str| {
        let inner = neighbor.as_ref().map(|neighbor| {
            html! {
                <a href={neighbor.href.clone()} {rel}>
                    <small>{ label }</small>
                    <span dir="auto">{ neighbor.title.clone() }</span>
                </a>
            }
        });
        html! { <li>{ inner }</li> }
    };
    html! {
        <nav class="turn" aria-label={texts.turn} lang={words.language.tag()}>
            <ol>
                { link(previous, "prev", texts.previous) }
                { link(next, "next", texts.next) }
            </ol>
        </nav>
    }
}
