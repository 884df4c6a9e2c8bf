//! The page as a whole: opens the archive, holds the state, shows the page that
//! the route names.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use biennien_core::article::ArticleId;
use biennien_core::date::Date;
use biennien_core::search::Highlighter;
use biennien_core::timeline::Level;
use yew::prelude::*;

use crate::components::colophon::colophon;
use crate::components::folio::{FolioProps, folio};
use crate::components::masthead::Masthead;
use crate::components::reader::month::Month;
use crate::components::reader::turn::Neighbor;
use crate::components::result_list::Memory;
use crate::css::between;
use crate::hooks::{Found, Load, Search, Shortcut};
use crate::hooks::{use_address, use_archive, use_article, use_search, use_shortcuts};
use crate::opened::Opened;
use crate::pages;
use crate::pages::article::ArticlePage;
use crate::pages::timeline::{Reading, TimelinePage};
use crate::platform::{address, boot, document, script_api, scroll, settings};
use crate::related::related;
use crate::route::{Page, Route};
use crate::shared::Shared;
use crate::state::{Action, Settings, State, reduce};
use crate::wording::Words;

/// A bar of the histogram is at least so many pixels wide.
const MIN_BAR_PX: f64 = 4.0;

/// An article stands beside its results in a window of this width (100em) and
/// height at least, in pixels.
const PANES_PX: f64 = 1600.0;
const PANES_HEIGHT_PX: f64 = 560.0;

/// Facets stand beside the results from this width on, in pixels (64em).
const WIDE_PX: f64 = 1024.0;

/// So many articles on the same subjects are shown beside one.
const N_RELATED: usize = 4;

/// Mounts the page.
pub fn mount() {
    boot::report_panics();
    if let Some(root) = document::root() {
        yew::Renderer::<App>::with_root(root).render();
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = reduce(&self, action);
        if next == *self { self } else { Rc::new(next) }
    }
}

/// Opens the archive, then shows it. Until then, and where it fails, the boot
/// script's message stands in the page.
#[component]
pub fn App() -> Html {
    match use_archive() {
        Load::Ready(opened) => html! { <Viewer {opened} /> },
        Load::Loading | Load::Failed => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct ViewerProps {
    opened: Shared<Opened>,
}

#[component]
fn Viewer(props: &ViewerProps) -> Html {
    let opened = &props.opened;
    let state = use_reducer_eq(|| State {
        route: Route::parse(&address::read()),
        // The field is empty until told.
        n_rewrites: 1,
        settings: settings::load(opened.head.language.as_deref()),
        ..State::default()
    });
    let memory = use_memo((), |()| {
        Shared::new(RefCell::new(Memory::beginning_at(address::kept())))
    });
    use_kept_place(&memory);
    // Beside an article the list is narrower, and scrolls by itself.
    let pane_memory = use_memo((), |()| Shared::new(RefCell::new(Memory::default())));
    let dispatch = {
        let dispatcher = state.dispatcher();
        let memory = memory.clone();
        use_callback((), move |action, ()| {
            remember_place(&memory);
            dispatcher.dispatch(action);
        })
    };
    let (width, has_room) = use_room();
    let level = bin_level(opened, &state.route, width);
    let search = use_search(opened, &state.route.asked, level);
    use_address(&state, dispatch.clone());
    use_settings(state.settings);
    use_scripts(opened, state.settings, &dispatch);
    use_page_turn(&state.route.page);
    use_title(opened, &state);
    use_keys(opened, &state, &search, &dispatch);
    if let Page::Article { id, .. } = &state.route.page
        && let Some(found) = &search.found
        && let Some(place) = opened.doc(id).and_then(|doc| found.place(doc))
    {
        memory.borrow_mut().read(found, place);
    }
    let words = Words::from(state.settings.language);
    let is_searching = search
        .found
        .as_ref()
        .is_none_or(|found| found.asked != state.route.asked);
    let page = PageView {
        opened,
        state: &state,
        search: &search,
        level,
        is_wide: width >= WIDE_PX,
        has_room,
        memory: &memory,
        pane_memory: &pane_memory,
        dispatch: &dispatch,
    };
    let is_paned = match &state.route.page {
        Page::Article { id, .. } => has_room && opened.doc(id).is_some(),
        _ => false,
    };
    html! {
        <div class={classes!("app", is_paned.then_some("app--panes"))}>
            <a class="skip" href="#main" onclick={Callback::from(skip)}>
                { words.skip }
            </a>
            <Masthead
                opened={opened.clone()}
                route={state.route.clone()}
                n_rewrites={state.n_rewrites}
                settings={state.settings}
                dispatch={dispatch.clone()}
            />
            { folio(&FolioProps {
                opened: opened.clone(),
                found: search.found.clone(),
                is_searching,
                words,
            }) }
            { page.view() }
            { colophon(opened, &state.route, words) }
        </div>
    }
}

/// How wide the window is, whatever becomes of it, and whether it has room for
/// an article beside its results.
#[hook]
fn use_room() -> (f64, bool) {
    let look = || {
        let width = scroll::viewport_width();
        (
            width,
            width >= PANES_PX && scroll::viewport_height() >= PANES_HEIGHT_PX,
        )
    };
    let room = use_state_eq(look);
    let setter = room.setter();
    use_effect_with((), move |()| {
        let listeners = scroll::listen(move || setter.set(look()));
        move || drop(listeners)
    });
    *room
}

/// Goes to the main part without touching the address, which belongs to the state.
fn skip(event: MouseEvent) {
    event.prevent_default();
    document::focus("#main");
}

/// The finest bins that give bars wide enough.
fn bin_level(opened: &Opened, route: &Route, width: f64) -> Level {
    let shown = route.view.or(opened.span);
    // Between 60 and 400 whatever the window says, so the cast cannot lose anything.
    let n_bars = between(60.0, width / MIN_BAR_PX, 400.0) as u32;
    shown.map_or(Level::Day, |days| Level::for_span(days, n_bars))
}

/// What the pages are made from.
struct PageView<'a> {
    opened: &'a Shared<Opened>,
    state: &'a State,
    search: &'a Search,
    level: Level,
    is_wide: bool,
    has_room: bool,
    memory: &'a Shared<RefCell<Memory>>,
    pane_memory: &'a Shared<RefCell<Memory>>,
    dispatch: &'a Callback<Action>,
}

impl PageView<'_> {
    fn view(&self) -> Html {
        let Self {
            opened,
            state,
            dispatch,
            ..
        } = self;
        let words = Words::from(state.settings.language);
        let back = state.route.to_page(Page::Timeline).to_hash();
        let notice = |heading: &'static str, text: &'static str| {
            pages::notice::notice(heading, text, &back, words)
        };
        match &state.route.page {
            Page::Timeline => self.timeline(words, None),
            Page::Article { id, .. } => match opened.doc(id) {
                Some(doc) => self.timeline(words, Some(self.reading(id, doc))),
                None => notice(words.unknown_article, words.unknown_article_step),
            },
            Page::About => pages::about::about(opened, &back, words),
            Page::Help => {
                pages::help::help(state.settings.has_letter_keys, &back, words, dispatch)
            }
            Page::Saved => notice(words.saved, words.not_yet),
            Page::Import => notice(words.import, words.not_yet),
        }
    }

    fn timeline(&self, words: Words, reading: Option<Reading>) -> Html {
        let memory = if reading.is_some() {
            self.pane_memory
        } else {
            self.memory
        };
        html! {
            <TimelinePage
                opened={self.opened.clone()}
                route={self.state.route.clone()}
                search={self.search.clone()}
                level={self.level}
                memory={memory.clone()}
                is_wide={self.is_wide}
                {reading}
                settings={self.state.settings}
                {words}
                dispatch={self.dispatch.clone()}
            />
        }
    }

    fn reading(&self, id: &ArticleId, doc: u32) -> Reading {
        let page = html! {
            <Reader
                key={format!("article {}", id.0)}
                opened={self.opened.clone()}
                {doc}
                route={self.state.route.clone()}
                search={self.search.clone()}
                is_pane={self.has_room}
                settings={self.state.settings}
                dispatch={self.dispatch.clone()}
            />
        };
        Reading {
            page,
            is_pane: self.has_room,
        }
    }
}

#[derive(Properties, PartialEq)]
struct ReaderProps {
    opened: Shared<Opened>,
    doc: u32,
    route: Route,
    search: Search,
    is_pane: bool,
    settings: Settings,
    dispatch: Callback<Action>,
}

/// An article with its neighbors among the results.
#[component]
fn Reader(props: &ReaderProps) -> Html {
    let ReaderProps {
        opened,
        doc,
        route,
        search,
        settings,
        dispatch,
        ..
    } = props;
    let doc = *doc;
    let found = search.found.as_ref();
    let place = found.and_then(|found| found.place(doc));
    let at = |place: Option<u32>| found?.doc(place?);
    let previous = at(place.and_then(|place| place.checked_sub(1)));
    let next = at(place.map(|place| place + 1));
    let (article, story) = use_article(opened, doc, [next, previous]);
    // What was found for another query marks nothing in this one; while somebody
    // types, marks stay until there are others.
    let marked_by = use_mut_ref(|| None);
    if let Some(found) = found.filter(|found| found.asked.query == route.asked.query) {
        *marked_by.borrow_mut() = Some(found.summary.clone());
    }
    let summary = marked_by.borrow().clone();
    let highlighter = use_memo(summary, |summary| {
        let resolved = summary.as_ref().map(|summary| &summary.resolved);
        Shared::new(resolved.map(Highlighter::new).unwrap_or_default())
    });
    let beside = use_memo(doc, |doc| {
        let catalogue = &opened.catalogue;
        let dates = (0..catalogue.n_docs()).filter_map(|doc| catalogue.date(doc));
        let day = catalogue.date(*doc).and_then(Date::day);
        let month = day.map(|day| Month::of(day, &mut { dates }));
        (month, related(catalogue, *doc, N_RELATED))
    });
    let (month, related) = &*beside;
    let neighbor = |doc: u32| Neighbor::new(opened, doc, route);
    html! {
        <ArticlePage
            {article}
            {story}
            n_minutes={opened.catalogue.minutes_to_read(doc)}
            highlighter={(*highlighter).clone()}
            route={route.clone()}
            archive_title={opened.head.title.clone()}
            total={found.map(|found| found.summary.total)}
            position={place.map(|place| place + 1)}
            previous={previous.map(neighbor)}
            next={next.map(neighbor)}
            related={related.iter().map(|doc| neighbor(*doc)).collect::<Vec<_>>()}
            month={month.clone()}
            is_pane={props.is_pane}
            settings={*settings}
            dispatch={dispatch.clone()}
        />
    }
}

/// Marks language and theme on the document and keeps what was changed.
#[hook]
fn use_settings(present: Settings) {
    let before = use_mut_ref(|| present);
    use_effect_with(present, move |present| {
        document::mark_settings(*present);
        settings::save(before.replace(*present), *present);
    });
}

/// Notes where the results are scrolled to before anything can take them away.
/// The list notes it too when it is scrolled, but a frame later, and it may not
/// be there any more by then.
fn remember_place(memory: &RefCell<Memory>) {
    if document::has("[data-results]")
        && !document::has("[data-reader]")
        && let Ok(mut memory) = memory.try_borrow_mut()
    {
        memory.leave_at(scroll::position());
    }
}

/// Keeps the first row in sight for when the page is loaded anew.
#[hook]
fn use_kept_place(memory: &Shared<RefCell<Memory>>) {
    let memory = memory.clone();
    use_effect_with((), move |()| {
        let listener = address::keep_on_leaving(move || {
            let is_shown = document::has("[data-results]") && !document::has("[data-reader]");
            let memory = memory.try_borrow().ok()?;
            memory.top_place().filter(|_| is_shown)
        });
        move || drop(listener)
    });
}

/// Offers the archive to scripts.
#[hook]
fn use_scripts(opened: &Shared<Opened>, settings: Settings, dispatch: &Callback<Action>) {
    let words = use_memo((), |()| Rc::new(Cell::new(Words::default())));
    words.set(Words::from(settings.language));
    let (opened, dispatch) = (opened.clone(), dispatch.clone());
    use_effect_with((), move |()| {
        script_api::offer(&opened, &words, move |id| dispatch.emit(Action::Open(id)));
    });
}

/// Begins every page at its beginning, except for results come back to, and
/// moves the focus there, except from the search field. An article does so
/// itself: it may begin at a passage.
#[hook]
fn use_page_turn(page: &Page) {
    let is_first = use_mut_ref(|| true);
    use_effect_with(page.clone(), move |page| {
        if std::mem::take(&mut *is_first.borrow_mut()) {
            return;
        }
        if document::has("[data-reader]") {
            return;
        }
        if *page != Page::Timeline {
            scroll::to(0.0);
        }
        if document::is_focus_within("form.query") {
            return;
        }
        // Who comes back stands on the row that was read.
        let row = "[data-results] .row[aria-current] .row__title a";
        if *page != Page::Timeline || !document::focus(row) {
            document::focus("#main");
        }
    });
}

/// The title of the window: what is shown, then whose it is.
#[hook]
fn use_title(opened: &Shared<Opened>, state: &State) {
    let words = Words::from(state.settings.language);
    let query = state.route.asked.query.trim();
    let shown = match &state.route.page {
        Page::Timeline => query.to_owned(),
        Page::Article { id, .. } => match opened.doc(id) {
            Some(doc) => opened.catalogue.title(doc).to_owned(),
            None => words.unknown_article.to_owned(),
        },
        Page::About => words.about.to_owned(),
        Page::Help => words.help.to_owned(),
        Page::Saved => words.saved.to_owned(),
        Page::Import => words.import.to_owned(),
    };
    let parts = [shown.as_str(), opened.head.title.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let title = if parts.is_empty() {
        words.product.to_owned()
    } else {
        parts.join(" · ")
    };
    use_effect_with(title, |title| document::set_title(title));
}

/// The keys that mean the same on every page.
#[hook]
fn use_keys(
    opened: &Shared<Opened>,
    state: &State,
    search: &Search,
    dispatch: &Callback<Action>,
) {
    let (opened, state, found) = (opened.clone(), state.clone(), search.found.clone());
    let theme = state.settings.theme;
    let has_letter_keys = state.settings.has_letter_keys;
    let dispatch = dispatch.clone();
    let on_shortcut = Callback::from(move |shortcut: Shortcut| match shortcut {
        Shortcut::Search => document::focus_field("input[name=q]"),
        Shortcut::Theme => {
            dispatch.emit(Action::SetTheme(theme.next(document::is_system_dark())));
        }
        Shortcut::Density(density) => dispatch.emit(Action::SetDensity(density)),
        Shortcut::Help => dispatch.emit(Action::Show(Page::Help)),
        Shortcut::Up => dispatch.emit(Action::Show(Page::Timeline)),
        Shortcut::Escape => {
            if !document::close_dialog() {
                dispatch.emit(Action::Escape);
            }
        }
        Shortcut::Next | Shortcut::Previous => {
            let Page::Article { id, .. } = &state.route.page else {
                return;
            };
            let id = found
                .as_ref()
                .and_then(|found| neighbor(&opened, found, id, shortcut));
            if let Some(id) = id {
                dispatch.emit(Action::Open(id));
            }
        }
        Shortcut::Open | Shortcut::NextHit | Shortcut::PreviousHit => {}
    });
    use_shortcuts(has_letter_keys, on_shortcut);
}

/// The article before or after another one.
fn neighbor(
    opened: &Opened,
    found: &Found,
    id: &ArticleId,
    shortcut: Shortcut,
) -> Option<ArticleId> {
    let place = found.place(opened.doc(id)?)?;
    let place = match shortcut {
        Shortcut::Next => place.checked_add(1)?,
        _ => place.checked_sub(1)?,
    };
    let id = opened.catalogue.id(found.doc(place)?);
    Some(ArticleId(id.to_owned()))
}
