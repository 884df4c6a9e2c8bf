//! The head of every page: the archive's own name, the search field, the tools.

use yew::prelude::*;

use super::choice::languages;
use super::look::look;
use super::menu::menu;
use super::search_box::SearchBox;
use crate::opened::Opened;
use crate::route::Route;
use crate::shared::Shared;
use crate::state::{Action, Settings, State};
use crate::wording::Words;

/// A name of so many letters stands on one line, and large.
const SHORT_NAME: usize = 14;

/// What the head is given.
#[derive(Properties, PartialEq)]
pub struct MastheadProps {
    /// The archive.
    pub opened: Shared<Opened>,
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
    pub fn new(opened: Shared<Opened>, state: &State, dispatch: Callback<Action>) -> Self {
        Self {
            opened,
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
        opened,
        route,
        n_rewrites,
        settings,
        dispatch,
    } = props;
    let words = Words::from(settings.language);
    let title = &opened.head.title;
    let is_short = title.chars().count() <= SHORT_NAME;
    html! {
        <header class="masthead">
            <a class="wordmark" href={Route::default().to_hash()} title={title.clone()}>
                { mark(opened) }
                <span
                    class={classes!("wordmark__name", is_short.then_some("wordmark__name--short"))}
                    lang={opened.head.language.clone()}
                    dir="auto"
                >
                    { title.clone() }
                </span>
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
                { languages(*settings, true, dispatch) }
                { look(*settings, dispatch) }
                { menu(opened, *settings, route, dispatch) }
            </div>
        </header>
    }
}

/// The archive's own mark, where its feed brings one along; else the seal.
fn mark(opened: &Opened) -> Html {
    let extra = &opened.head.extra;
    let images = ["icon", "favicon"].into_iter();
    let mut images = images.filter_map(|name| extra.text(name));
    match images.find(|address| address.starts_with("data:image/")) {
        Some(address) => html! { <img class="seal" src={address} alt="" /> },
        None => seal(),
    }
}

/// The seal of whoever made the page: a roof over the bars of a timeline.
fn seal() -> Html {
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
