//! The menu's item that saves the archive as one page, and says what came of it.

use yew::platform::spawn_local;
use yew::prelude::*;

use super::icon::{Icon, Shape};
use crate::opened::Opened;
use crate::platform::save::{self, Saved};
use crate::shared::Shared;
use crate::wording::Words;

/// What the item is given.
#[derive(Properties, PartialEq)]
pub struct SaveItemProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// The words.
    pub words: Words,
}

/// The item.
#[component]
pub fn SaveItem(props: &SaveItemProps) -> Html {
    let words = props.words;
    let outcome = use_state(|| None::<Result<Saved, String>>);
    let onclick = {
        let opened = props.opened.clone();
        let setter = outcome.setter();
        Callback::from(move |_: MouseEvent| {
            let (opened, setter) = (opened.clone(), setter.clone());
            spawn_local(async move {
                setter.set(Some(save::one_page(&opened.archive).await));
            });
        })
    };
    let said = outcome.as_ref().map(|outcome| match outcome {
        Ok(Saved { name, n_bytes }) => words.saved_as(name, *n_bytes),
        Err(detail) => words.not_saved(detail),
    });
    html! {
        <>
            <button class="menu__item" type="button" data-save="" {onclick}>
                <Icon shape={Shape::Save} />
                <span>{ words.save_page }</span>
            </button>
            <p class="menu__said" role="status">{ said }</p>
        </>
    }
}
