//! The filters where there is no room beside the results: a button, and a sheet
//! over the page.

use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::platform::geometry;
use crate::wording::Words;

/// What the sheet is given.
#[derive(Properties, PartialEq)]
pub struct FilterSheetProps {
    /// How many filters are in use.
    pub n_active: usize,
    /// How many articles they leave, once that is known.
    pub n_found: Option<u32>,
    /// The words.
    pub words: Words,
    /// The filters.
    pub children: Children,
    /// Drops every filter.
    pub on_clear: Callback<()>,
}

/// The button, and behind it the sheet.
#[component]
pub fn FilterSheet(props: &FilterSheetProps) -> Html {
    let FilterSheetProps {
        n_active,
        n_found,
        words,
        children,
        on_clear,
    } = props;
    let is_open = use_state_eq(|| false);
    let dialog = use_node_ref();
    let button = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with(*is_open, move |is_open| {
            if *is_open {
                geometry::show_modal(&dialog);
            }
        });
    }
    let open = {
        let is_open = is_open.clone();
        move |_: MouseEvent| is_open.set(true)
    };
    let close = {
        let dialog = dialog.clone();
        move |_: MouseEvent| geometry::close(&dialog)
    };
    let onclose = {
        let (is_open, button) = (is_open.clone(), button.clone());
        move |_: Event| {
            is_open.set(false);
            geometry::focus(&button);
        }
    };
    // What is around the sheet belongs to the dialog; its content does not.
    let on_outside = {
        let dialog = dialog.clone();
        move |event: MouseEvent| {
            if geometry::is_itself(&event, &dialog) {
                geometry::close(&dialog);
            }
        }
    };
    html! {
        <>
            <button
                ref={button}
                class="btn filters-btn"
                type="button"
                aria-haspopup="dialog"
                onclick={open}
            >
                { icon(Shape::Filter) }
                { words.filters }
                if *n_active > 0 {
                    <b aria-hidden="true">{ *n_active }</b>
                    <span class="vh">{ words.filters_in_use(*n_active) }</span>
                }
            </button>
            <dialog
                ref={dialog}
                class="sheet"
                aria-label={words.filters}
                {onclose}
                onclick={on_outside}
            >
                if *is_open {
                    <div class="sheet__in">
                        <div class="sheet__head">
                            <h2>{ words.narrow }</h2>
                            <button
                                class="btn btn--icon"
                                type="button"
                                aria-label={words.close_filters}
                                title={words.close_filters}
                                onclick={close.clone()}
                            >
                                { icon(Shape::Close) }
                            </button>
                        </div>
                        { children.clone() }
                        <div class="sheet__foot">
                            if *n_active > 0 {
                                <button
                                    class="btn"
                                    type="button"
                                    onclick={on_clear.reform(|_| ())}
                                >
                                    { words.clear_all }
                                </button>
                            }
                            if let Some(n) = n_found {
                                <button
                                    class="btn btn--primary"
                                    type="button"
                                    onclick={close}
                                >
                                    { words.see(*n) }
                                </button>
                            }
                        </div>
                    </div>
                }
            </dialog>
        </>
    }
}
