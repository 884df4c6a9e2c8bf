//! The one search field. It belongs to whoever types: its text is read on every
//! change and never written while it has the focus, so that no input method is
//! disturbed and no keystroke lost.

use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::platform::document::Field;
use crate::platform::{document, keys};
use crate::wording::Words;

/// What the search field is given.
#[derive(Properties, PartialEq)]
pub struct SearchBoxProps {
    /// The query, as it is asked.
    pub query: AttrValue,
    /// Counts the times when the query was changed by something else than
    /// typing, so that the field has to be told.
    pub n_rewrites: u32,
    /// The words.
    pub words: Words,
    /// The field says this now.
    pub on_type: Callback<String>,
    /// The query was confirmed, or the field left.
    pub on_end: Callback<()>,
    /// The field was emptied by a button or key.
    pub on_clear: Callback<()>,
}

/// The search field.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let field = use_node_ref();
    use_told(&field, props);
    let words = props.words;
    let oninput = {
        let (field, on_type) = (field.clone(), props.on_type.clone());
        Callback::from(move |_: InputEvent| {
            if let Some(field) = field.cast::<Field>() {
                on_type.emit(field.value());
            }
        })
    };
    let clear = {
        let (field, on_clear) = (field.clone(), props.on_clear.clone());
        Callback::from(move |()| {
            if let Some(field) = field.cast::<Field>() {
                field.set_value("");
                // Losing the focus would be a nuisance, not an error.
                let _ = field.focus();
            }
            on_clear.emit(());
        })
    };
    let onkeydown = {
        let (field, clear) = (field.clone(), clear.clone());
        Callback::from(move |event: KeyboardEvent| {
            let is_clearing = event.key() == "Escape" && !keys::is_composing(&event);
            let field = field.cast::<Field>();
            if is_clearing && field.is_some_and(|field| !field.value().is_empty()) {
                event.prevent_default();
                clear.emit(());
            }
        })
    };
    let onsubmit = props
        .on_end
        .reform(|event: SubmitEvent| event.prevent_default());
    html! {
        <form class="query" role="search" {onsubmit}>
            { icon(Shape::Search) }
            <label class="vh" for="q">{ words.search_label }</label>
            <input
                ref={field}
                id="q"
                name="q"
                type="search"
                placeholder={words.search_placeholder}
                dir="auto"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                {oninput}
                {onkeydown}
                onblur={props.on_end.reform(|_| ())}
            />
            <div class="query__end">
                if !props.query.is_empty() {
                    <button
                        class="btn btn--icon"
                        type="button"
                        aria-label={words.clear_query}
                        title={words.clear_query}
                        onclick={clear.reform(|_| ())}
                    >
                        { icon(Shape::Close) }
                    </button>
                }
                <kbd aria-hidden="true">{ "/" }</kbd>
            </div>
        </form>
    }
}

/// Tells the field a query that did not come from it. Whoever went elsewhere by
/// Back while the field had the focus has left it.
#[hook]
fn use_told(field: &NodeRef, props: &SearchBoxProps) {
    let field = field.clone();
    let query = props.query.clone();
    use_effect_with(props.n_rewrites, move |_| {
        let Some(field) = field.cast::<Field>() else {
            return;
        };
        if field.value() == query.as_str() {
            return;
        }
        if document::has_focus(&field) {
            // A field that keeps the focus is still told: the query is known.
            let _ = field.blur();
        }
        field.set_value(&query);
    });
}
