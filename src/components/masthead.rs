//! The head of every page: the archive's own name, the search field, the tools.

use yew::prelude::*;

use super::icon::{Icon, Shape};
use super::menu::Menu;
use super::search_box::SearchBox;
use crate::route::{Page, Route};
use crate::state::{Action, Settings, State};
use crate::wording::{Language, Words};

/// What the head is given.
#[derive(Properties, PartialEq)]
pub struct MastheadProps {
    /// The archive's name.
    pub title: AttrValue,
    /// The language of that name.
    pub language: Option<AttrValue>,
    /// What the page is showing.
    pub route: Route,
    /// Counts what the search field has to be told.
    pub n_rewrites: u32,
    /// What the reader prefers.
    pub settings: Settings,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

impl MastheadProps {
    /// Says what the head shows of a state.
    #[must_use]
    pub fn new(
        title: &str,
        language: Option<&str>,
        state: &State,
        dispatch: Callback<Action>,
    ) -> Self {
        Self {
            title: title.to_owned().into(),
            language: language.map(|tag| tag.to_owned().into()),
            route: state.route.clone(),
            n_rewrites: state.n_rewrites,
            settings: state.settings,
            dispatch,
        }
    }
}

/// The head of every page.
#[component]
pub fn Masthead(props: &MastheadProps) -> Html {
    let MastheadProps {
        title,
        language,
        route,
        n_rewrites,
        settings,
        dispatch,
    } = props;
    let words = Words::from(settings.language);
    let home = Route::default().to_hash();
    html! {
        <header class="masthead">
            <a class="wordmark" href={home} title={title.clone()}>
                <Seal />
                <span class="wordmark__name" lang={language.clone()}>{ title.clone() }</span>
            </a>
            <SearchBox
                query={route.asked.query.clone()}
                n_rewrites={*n_rewrites}
                {words}
                on_type={dispatch.reform(Action::TypeQuery)}
                on_end={dispatch.reform(|()| Action::EndTyping)}
                on_clear={dispatch.reform(|()| Action::SetQuery(String::new()))}
            />
            <div class="tools">
                { language_switch(words, dispatch) }
                <a
                    class="btn btn--icon"
                    href={route.to_page(Page::Help).to_hash()}
                    aria-label={words.help}
                    title={words.help}
                >
                    <Icon shape={Shape::Keys} />
                </a>
                <Menu settings={*settings} route={route.clone()} dispatch={dispatch.clone()} />
            </div>
        </header>
    }
}

fn language_switch(words: Words, dispatch: &Callback<Action>) -> Html {
    let button = |language: Language| {
        let (short, name) = match language {
            Language::Vi => ("VI", "Tiếng Việt"),
            Language::En => ("EN", "English"),
        };
        let is_pressed = language == words.language;
        html! {
            <button
                type="button"
                lang={language.tag()}
                title={name}
                aria-label={format!("{short}, {name}")}
                aria-pressed={is_pressed.to_string()}
                onclick={dispatch.reform(move |_| Action::SetLanguage(language))}
            >
                { short }
            </button>
        }
    };
    html! {
        <div class="seg" role="group" aria-label={words.language_label}>
            { for Language::ALL.map(button) }
        </div>
    }
}

/// The seal of whoever made the page: a roof over the bars of a timeline.
#[component]
fn Seal() -> Html {
    html! {
        <svg class="seal" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="3.5" fill="currentColor" />
            <g fill="none" stroke="var(--on-accent)">
                <path d="m10 10.5 6-5 6 5" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" />
                <path d="M8 27v-5m5.330 5V15m5.340 12v-8m5.330 8v-3" stroke-width="2.6" />
            </g>
        </svg>
    }
}
