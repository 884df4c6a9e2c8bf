//! Whose archive it is, how the page shows it, and the way to its other pages.

use yew::prelude::*;

use super::archive_facts::archive_facts;
use super::choice::{languages, themes};
use super::icon::{Shape, icon};
use super::popover::Popover;
use super::save_item::SaveItem;
use crate::opened::Opened;
use crate::route::{Page, Route};
use crate::shared::Shared;
use crate::state::{Action, Settings};
use crate::wording::Words;

/// The menu.
pub fn menu(
    opened: &Shared<Opened>,
    settings: Settings,
    route: &Route,
    dispatch: &Callback<Action>,
) -> Html {
    let words = Words::from(settings.language);
    let has_letter_keys = settings.has_letter_keys;
    let link = |page: Page, shape: Shape, text: &'static str, key: Option<&'static str>| {
        html! {
            <a class="menu__item" href={route.to_page(page).to_hash()}>
                { icon(shape) }
                <span>{ text }</span>
                { for key.map(|key| html! { <kbd aria-hidden="true">{ key }</kbd> }) }
            </a>
        }
    };
    html! {
        <Popover label={words.menu} shape={Shape::Menu}>
            <section aria-label={words.archive}>
                <h2>{ words.archive }</h2>
                <div class="menu__archive">
                    <b class="menu__title" lang={opened.head.language.clone()} dir="auto">
                        { opened.head.title.clone() }
                    </b>
                    { archive_facts(opened, words, false) }
                </div>
                <SaveItem {words} />
                { link(Page::About, Shape::Info, words.about, None) }
            </section>
            <section aria-label={words.look}>
                <h2>{ words.look }</h2>
                <div class="menu__row">
                    <span>{ words.theme_label }</span>
                    { themes(settings, dispatch) }
                </div>
                <div class="menu__row">
                    <span>{ words.language_short }</span>
                    { languages(settings, false, dispatch) }
                </div>
            </section>
            <section aria-label={words.keys_heading}>
                <label class="menu__row">
                    <span>{ words.letter_keys }</span>
                    <input
                        class="switch"
                        type="checkbox"
                        role="switch"
                        checked={has_letter_keys}
                        onchange={dispatch.reform(move |_| {
                            Action::SetLetterKeys(!has_letter_keys)
                        })}
                    />
                </label>
                { link(Page::Help, Shape::Keys, words.help, has_letter_keys.then_some("?")) }
            </section>
        </Popover>
    }
}
