//! Keys, and how queries are written.

use yew::prelude::*;

use crate::state::Action;
use crate::wording::Words;

/// What the page is given.
#[derive(Properties, PartialEq)]
pub struct HelpPageProps {
    /// Whether single letters are keys.
    pub has_letter_keys: bool,
    /// The address of the results, `#` included.
    pub back: AttrValue,
    /// The words.
    pub words: Words,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// The page.
#[component]
pub fn HelpPage(props: &HelpPageProps) -> Html {
    let HelpPageProps {
        has_letter_keys,
        back,
        words,
        dispatch,
    } = props;
    let is_on = *has_letter_keys;
    html! {
        <main class="message" id="main" tabindex="-1">
            <h1>{ words.help }</h1>
            <h2>{ words.syntax_heading }</h2>
            { list(words.queries) }
            <h2>{ words.keys_heading }</h2>
            { list(words.keys) }
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
                <a class="btn" href={back.clone()}>{ words.back_to_results }</a>
            </p>
        </main>
    }
}

fn list(rows: &'static [(&'static str, &'static str)]) -> Html {
    let row = |(sample, effect): &(&'static str, &'static str)| {
        html! { <div key={*sample}><dt>{ *effect }</dt><dd><kbd>{ *sample }</kbd></dd></div> }
    };
    html! { <dl class="keys">{ for rows.iter().map(row) }</dl> }
}
