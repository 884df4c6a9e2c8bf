//! What the page looks like, and the way to its other pages.

use yew::prelude::*;

use super::icon::{Icon, Shape};
use crate::route::{Page, Route};
use crate::state::{Action, Settings, Theme};
use crate::wording::Words;

/// What the menu is given.
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// What the reader prefers.
    pub settings: Settings,
    /// What the page is showing.
    pub route: Route,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// The menu.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let MenuProps {
        settings,
        route,
        dispatch,
    } = props;
    let words = Words::from(settings.language);
    let has_letter_keys = settings.has_letter_keys;
    let link = |page: Page, shape: Shape, text: &'static str| {
        html! {
            <a class="menu__item" href={route.to_page(page).to_hash()}>
                <Icon {shape} />
                <span>{ text }</span>
            </a>
        }
    };
    html! {
        <details class="menu">
            <summary class="btn btn--icon" aria-label={words.menu} title={words.menu}>
                <Icon shape={Shape::Menu} />
            </summary>
            <div class="menu__panel">
                <section aria-label={words.look}>
                    <div class="menu__row">
                        <span>{ words.theme_label }</span>
                        { themes(*settings, words, dispatch) }
                    </div>
                    <label class="menu__row">
                        <span>{ words.letter_keys }</span>
                        <input
                            type="checkbox"
                            checked={has_letter_keys}
                            onchange={dispatch.reform(move |_| {
                                Action::SetLetterKeys(!has_letter_keys)
                            })}
                        />
                    </label>
                </section>
                <section aria-label={words.menu}>
                    { link(Page::About, Shape::Info, words.about) }
                    { link(Page::Help, Shape::Keys, words.help) }
                </section>
            </div>
        </details>
    }
}

fn themes(settings: Settings, words: Words, dispatch: &Callback<Action>) -> Html {
    let button = |theme: Theme| {
        html! {
            <button
                type="button"
                aria-pressed={(theme == settings.theme).to_string()}
                onclick={dispatch.reform(move |_| Action::SetTheme(theme))}
            >
                { words.theme(theme) }
            </button>
        }
    };
    html! {
        <div class="seg" role="group" aria-label={words.theme_label}>
            { for Theme::ALL.map(button) }
        </div>
    }
}
