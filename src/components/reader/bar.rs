//! The bar over an article: back, from hit to hit, what can be done with it.

use yew::prelude::*;

use crate::components::icon::{Shape, icon};
use crate::components::look::look;
use crate::platform::document;
use crate::state::{Action, Settings};
use crate::wording::Words;

/// What the bar is given.
#[derive(Properties, PartialEq)]
pub struct ReadBarProps {
    /// The address of the results, `#` included.
    pub back: AttrValue,
    /// What the article was found by and where among the results it is.
    pub origin: String,
    /// Whether the results stand beside it.
    pub is_pane: bool,
    /// What the reader prefers.
    pub settings: Settings,
    /// What goes from hit to hit.
    pub children: Html,
    /// Goes back to the results.
    pub on_back: Callback<()>,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// The bar.
#[component]
pub fn ReadBar(props: &ReadBarProps) -> Html {
    let words = Words::from(props.settings.language);
    let texts = words.reader();
    // How many times the link was copied, and whether it was the last time.
    let copied = use_state(|| (0_u32, false));
    let on_copy = {
        let copied = copied.clone();
        move |_: MouseEvent| copied.set((copied.0 + 1, document::copy_address()))
    };
    let (n_copied, is_copied) = *copied;
    let said = if is_copied {
        texts.copied
    } else {
        texts.not_copied
    };
    html! {
        <div class="readbar" role="group" aria-label={texts.bar}>
            { back(props, words) }
            { props.children.clone() }
            <div class="readtools" role="group" aria-label={texts.tools}>
                <span role="status">
                    if n_copied > 0 {
                        <span key={n_copied.to_string()} class="readtools__said">{ said }</span>
                    }
                </span>
                { look(props.settings, &props.dispatch) }
                { tool(texts.copy_link, Shape::Link, "", on_copy.into()) }
                { tool(texts.print, Shape::Print, "desk", Callback::from(|_| document::print())) }
            </div>
        </div>
    }
}

fn tool(
    label: &'static str,
    shape: Shape,
    class: &'static str,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button
            type="button"
            class={classes!("btn", "btn--icon", class)}
            aria-label={label}
            title={label}
            {onclick}
        >
            { icon(shape) }
        </button>
    }
}

fn back(props: &ReadBarProps, words: Words) -> Html {
    let on_back = props.on_back.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        let is_plain =
            event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key();
        if is_plain {
            event.prevent_default();
            on_back.emit(());
        }
    });
    let texts = words.reader();
    let (shape, label) = if props.is_pane {
        (Shape::Close, texts.close)
    } else {
        (Shape::Back, texts.back)
    };
    html! {
        <a class="back" href={props.back.clone()} {onclick}>
            { icon(shape) }
            <b>{ label }</b>
            <small>{ &props.origin }</small>
        </a>
    }
}
