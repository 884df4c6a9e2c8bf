//! The results on a timeline.

use std::cell::RefCell;
use std::rc::Rc;

use biennien_core::article::ArticleId;
use biennien_core::search::Sort;
use biennien_core::timeline::Level;
use yew::prelude::*;

use crate::components::chips::chips;
use crate::components::choice::densities;
use crate::components::facets::{FacetsProps, facets};
use crate::components::histogram::Histogram;
use crate::components::nothing_found::NothingFound;
use crate::components::result_list::{Memory, ResultList, remembered_row};
use crate::components::sort_menu::SortMenu;
use crate::hooks::{Found, Search, Shortcut, use_shortcuts};
use crate::opened::Opened;
use crate::platform::document;
use crate::route::Route;
use crate::shared::Shared;
use crate::state::{Action, Density, Settings};
use crate::wording::Words;

/// An article that is read.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// Its page.
    pub page: Html,
    /// Whether there is room for the results beside it.
    pub is_pane: bool,
}

/// What the page is given.
#[derive(Properties, PartialEq)]
pub struct TimelinePageProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// What is asked.
    pub route: Route,
    /// What was found.
    pub search: Search,
    /// How wide the histogram's bins are.
    pub level: Level,
    /// What of the list outlives it.
    pub memory: Shared<RefCell<Memory>>,
    /// Whether there is room for facets beside the results.
    pub is_wide: bool,
    /// The article that is read, beside the results where there is room.
    #[prop_or_default]
    pub reading: Option<Reading>,
    /// What the reader prefers.
    pub settings: Settings,
    /// The words.
    pub words: Words,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// The timeline, the article that is read, or both.
#[component]
pub fn TimelinePage(props: &TimelinePageProps) -> Html {
    let TimelinePageProps {
        search,
        reading,
        words,
        ..
    } = props;
    let has_list = reading.as_ref().is_none_or(|reading| reading.is_pane);
    let found = search.found.as_ref().filter(|_| has_list);
    if found.is_none() && reading.is_none() {
        // All at once: what comes later would push aside what is there.
        return html! {
            <main class="message" id="main" tabindex="-1" aria-busy="true">
                <p>{ words.searching }</p>
            </main>
        };
    }
    let class = match reading {
        None => "page",
        Some(reading) if reading.is_pane => "page page--panes",
        Some(_) => "page--reading",
    };
    // Keys keep the article as it is when the results come or go beside it.
    let mut panes: Vec<Html> = Vec::new();
    if let Some(found) = found {
        if props.is_wide {
            panes.push(html! { <key="facets">{ filters(props) }</> });
        }
        panes.push(results(props, found));
    }
    if let Some(reading) = reading {
        panes.push(reading.page.clone());
    }
    html! {
        <>
            { for found.map(|found| histogram(props, found)) }
            <div {class}>{ for panes }</div>
        </>
    }
}

fn filters(props: &TimelinePageProps) -> Html {
    facets(&FacetsProps {
        opened: props.opened.clone(),
        found: props.search.found.clone(),
        asked: props.route.asked.clone(),
        is_wide: props.is_wide,
        words: props.words,
        dispatch: props.dispatch.clone(),
    })
}

/// The results: the main part, or a region beside it.
fn results(props: &TimelinePageProps, found: &Found) -> Html {
    let TimelinePageProps { route, words, .. } = props;
    let busy = (found.asked != route.asked).to_string();
    let heading = words.results_for(route.asked.query.trim());
    if props.reading.is_some() {
        return html! {
            <section
                key="region"
                class="results pane pane--list"
                tabindex="-1"
                aria-label={heading.clone()}
                aria-busy={busy}
                data-scrolls=""
            >
                <h2 class="vh">{ heading }</h2>
                { list(props, found) }
            </section>
        };
    }
    html! {
        <main key="main" class="results" id="main" tabindex="-1" aria-busy={busy}>
            <h1 class="vh">{ heading }</h1>
            { list(props, found) }
        </main>
    }
}

fn list(props: &TimelinePageProps, found: &Found) -> Html {
    let TimelinePageProps {
        opened,
        route,
        search,
        words,
        dispatch,
        ..
    } = props;
    let asked = &route.asked;
    let has_query = !asked.query.trim().is_empty();
    let sort = match asked.sort {
        Sort::Relevance if !has_query => Sort::Newest,
        sort => sort,
    };
    html! {
        <>
            <div class="listbar">
                { chips(asked, *words, dispatch) }
                <div class="listtools">
                    if !props.is_wide {
                        { filters(props) }
                    }
                    <SortMenu
                        {sort}
                        {has_query}
                        words={*words}
                        on_sort={dispatch.reform(Action::SetSort)}
                    />
                    { densities(props.settings, dispatch) }
                </div>
            </div>
            { notes(found, *words) }
            <Results
                opened={opened.clone()}
                route={route.clone()}
                found={found.clone()}
                search={search.clone()}
                memory={props.memory.clone()}
                is_pane={props.reading.is_some()}
                density={props.settings.density}
                has_letter_keys={props.settings.has_letter_keys}
                words={*words}
                dispatch={dispatch.clone()}
            />
        </>
    }
}

/// The histogram, where there are dates to show.
fn histogram(props: &TimelinePageProps, found: &Found) -> Html {
    let TimelinePageProps {
        opened,
        route,
        level,
        words,
        dispatch,
        ..
    } = props;
    let Some(span) = opened.span else {
        return Html::default();
    };
    // Bins of two widths do not belong together: until the search is done the
    // histogram stays as it was.
    let level = if found.level == *level {
        *level
    } else {
        found.level
    };
    html! {
        <Histogram
            all={opened.spread(level)}
            matches={Rc::clone(&found.unranged)}
            {level}
            {span}
            view={route.view.unwrap_or(span)}
            range={route.asked.range(span)}
            in_range={found.summary.total}
            total={found.n_unranged()}
            is_share={route.is_share}
            words={*words}
            dispatch={dispatch.clone()}
        />
    }
}

fn notes(found: &Found, words: Words) -> Html {
    let query = &found.asked.query;
    let mut said: Vec<String> = Vec::new();
    for note in &found.summary.notes {
        let part = query.get(note.byte_range.clone()).unwrap_or_default();
        let sentence = words.note(note, part);
        // What holds for two parts of a query is said once.
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    if said.is_empty() {
        return Html::default();
    }
    let notes = said.into_iter().map(|note| html! { <li>{ note }</li> });
    html! { <ul class="notes" role="status">{ for notes }</ul> }
}

#[derive(Properties, PartialEq)]
struct ResultsProps {
    opened: Shared<Opened>,
    route: Route,
    found: Found,
    search: Search,
    memory: Shared<RefCell<Memory>>,
    is_pane: bool,
    has_letter_keys: bool,
    density: Density,
    words: Words,
    dispatch: Callback<Action>,
}

/// The list with its keys, or what is said where there is none.
#[component]
fn Results(props: &ResultsProps) -> Html {
    let ResultsProps {
        opened,
        route,
        found,
        search,
        memory,
        words,
        dispatch,
        ..
    } = props;
    // The row that keys speak of, and how many times a key asked for one; the
    // list moves the focus only when that number grows.
    let wanted = use_state_eq(|| remembered_row(memory, Some(found)).map(|row| (row, 0)));
    {
        let wanted = wanted.clone();
        let is_first = use_mut_ref(|| true);
        use_effect_with(found.asked.clone(), move |_| {
            if !std::mem::take(&mut *is_first.borrow_mut()) {
                wanted.set(None);
                // What was pressed may be gone: a filter, an offer.
                document::focus_if_lost(".results");
            }
        });
    }
    let on_shortcut = {
        let (wanted, found, dispatch) = (wanted.clone(), found.clone(), dispatch.clone());
        Callback::from(move |shortcut: Shortcut| {
            let total = found.summary.total;
            let (row, nth) = wanted.map_or((None, 0), |(row, nth)| (Some(row), nth));
            let last = total.saturating_sub(1);
            let next = match (shortcut, row) {
                (Shortcut::Next, Some(row)) => row.saturating_add(1).min(last),
                (Shortcut::Next, None) => 0,
                (Shortcut::Previous, row) => row.unwrap_or_default().saturating_sub(1),
                (Shortcut::Open, Some(row)) => {
                    if let Some(hit) = found.hits.get(&row) {
                        dispatch.emit(Action::Open(ArticleId(hit.id.clone())));
                    }
                    return;
                }
                _ => return,
            };
            if total > 0 {
                wanted.set(Some((next, nth + 1)));
            }
        })
    };
    // While an article is read its keys are the page's.
    let is_pane = props.is_pane;
    use_shortcuts(props.has_letter_keys && !is_pane, on_shortcut);
    let on_current = {
        let wanted = wanted.clone();
        Callback::from(move |row| {
            if wanted.is_none_or(|(present, _)| present != row) {
                wanted.set(Some((row, 0)));
            }
        })
    };
    if found.summary.total == 0 {
        return html! {
            <div data-results="" data-query={found.asked.query.clone()} data-total="0">
                <NothingFound
                    opened={opened.clone()}
                    found={found.clone()}
                    words={*words}
                    dispatch={dispatch.clone()}
                />
            </div>
        };
    }
    html! {
        <ResultList
            opened={opened.clone()}
            found={found.clone()}
            route={route.clone()}
            memory={memory.clone()}
            wanted={wanted.filter(|_| !is_pane)}
            density={props.density}
            words={*words}
            on_need={search.on_need.clone()}
            {on_current}
            dispatch={dispatch.clone()}
        />
    }
}
