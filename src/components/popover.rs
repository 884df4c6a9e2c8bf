//! A button, and a panel over the page that it opens: closed by Esc, by a click
//! elsewhere, by a link in it, and by the focus going elsewhere, so that never
//! two are open.

use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::platform::{geometry, keys};

/// What the button and its panel are given.
#[derive(Properties, PartialEq)]
pub struct PopoverProps {
    /// What both are called.
    pub label: AttrValue,
    /// What stands on the button.
    pub shape: Shape,
    /// What stands in the panel.
    pub children: Children,
}

/// The button, and while it is open the panel.
#[component]
pub fn Popover(props: &PopoverProps) -> Html {
    let PopoverProps {
        label,
        shape,
        children,
    } = props;
    let is_open = use_state_eq(|| false);
    let whole = use_node_ref();
    let button = use_node_ref();
    let close = {
        let (is_open, button) = (is_open.clone(), button.clone());
        move || {
            geometry::focus(&button);
            is_open.set(false);
        }
    };
    let onclick = {
        let (is_open, button) = (is_open.clone(), button.clone());
        // Safari gives a button that is clicked on no focus.
        move |_: MouseEvent| {
            geometry::focus(&button);
            is_open.set(!*is_open);
        }
    };
    let onkeydown = {
        let (is_open, close) = (is_open.clone(), close.clone());
        move |event: KeyboardEvent| {
            if *is_open && event.key() == "Escape" && !keys::is_composing(&event) {
                event.prevent_default();
                close();
            }
        }
    };
    let onfocusout = {
        let (is_open, whole) = (is_open.clone(), whole.clone());
        move |event: FocusEvent| {
            if geometry::is_leaving(&event, &whole) {
                is_open.set(false);
            }
        }
    };
    let on_panel = {
        let is_open = is_open.clone();
        move |event: MouseEvent| {
            if geometry::is_in(&event, "a") {
                is_open.set(false);
            }
        }
    };
    html! {
        <div class="pop" ref={whole} {onkeydown} {onfocusout}>
            <button
                ref={button}
                class="btn btn--icon"
                type="button"
                aria-label={label.clone()}
                title={label.clone()}
                aria-expanded={is_open.to_string()}
                {onclick}
            >
                { icon(*shape) }
            </button>
            if *is_open {
                <div class="pop__shade" onclick={move |_| close()} />
                <div
                    class="pop__panel"
                    role="group"
                    tabindex="-1"
                    aria-label={label.clone()}
                    onclick={on_panel}
                >
                    { children.clone() }
                </div>
            }
        </div>
    }
}
