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
    let said = use_state_eq(String::new);
    let setter = said.setter();
    let onclick = move |_: MouseEvent| {
        let setter = setter.clone();
        spawn_local(async move {
            setter.set(match boot::save().await {
                Ok(Saved { name, n_bytes }) => words.saved_as(&name, n_bytes),
                Err(detail) => words.not_saved(&detail),
            });
        });
    };
    html! {
        <>
            <button class="menu__item" type="button" data-save="" {onclick}>
                { icon(Shape::Save) }
                <span>{ words.save_page }</span>
            </button>
            <p class="menu__said" role="status">{ (*said).clone() }</p>
        </>
    }
}
