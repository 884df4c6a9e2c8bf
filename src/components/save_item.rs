//! The menu's item that saves the archive as one page, and says what came of it.

use yew::platform::spawn_local;
use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::platform::boot::{self, Saved};
use crate::wording::Words;

/// What the item is given.
#[derive(Properties, PartialEq)]
pub struct SaveItemProps {
    /// The words.
    pub words: Words,
}

/// The item.
#[component]
pub fn SaveItem(props: &SaveItemProps) -> Html {
    let words = props.words;
    let saved = use_state(|| None);
    let setter = saved.setter();
    let onclick = move |_: MouseEvent| {
        let setter = setter.clone();
        spawn_local(async move {
            setter.set(Some(boot::save().await));
        });
    };
    let said = saved.as_ref().map(|saved| match saved {
        Ok(Saved { name, n_bytes }) => words.saved_as(name, *n_bytes),
        Err(detail) => words.not_saved(detail),
    });
    html! {
        <>
            <button class="menu__item" type="button" data-save="" {onclick}>
                { icon(Shape::Save) }
                <span>{ words.save_page }</span>
            </button>
            <p class="menu__said" role="status">{ said }</p>
        </>
    }
}
