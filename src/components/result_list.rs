//! The articles found, under headings of their period. Only rows near the
//! window exist; `rows` says which.

use std::cell::RefCell;
use std::ops::Range;

use biennien_core::date::{Date, Precision};
use biennien_core::search::{Hit, Sort};
use biennien_core::timeline::{Days, Level};
use yew::prelude::*;

use super::result_row::{Origin, ResultRow};
use crate::hooks::Found;
use crate::opened::Opened;
use crate::platform::document::Element;
use crate::platform::{document, scroll};
use crate::route::{Asked, Page, Route};
use crate::rows::Heights;
use crate::shared::Shared;
use crate::state::Action;
use crate::wording::Words;

/// A row with a title of two lines and a passage of three, in pixels.
const GUESSED_ROW: f64 = 190.0;

/// How tall a window is taken to be until it is measured, in pixels.
const FIRST_WINDOW: f64 = 1000.0;

/// What stands fixed over the list (head and period), and a little air.
const COVERED_TOP: f64 = 150.0;

/// The same in a pane, which has only the period's heading.
const COVERED_IN_PANE: f64 = 72.0;

/// On a busy machine the place was seen not to stay in WebKit; why is not known.
/// So few frames that nobody's own scrolling is undone.
const HELD_FRAMES: u32 = 3;

/// What of a list of results outlives it, so that who comes back finds it as
/// it was left.
#[derive(Debug)]
pub struct Memory {
    asked: Asked,
    heights: Heights,
    position: f64,
    is_in_pane: bool,
    current: Option<u32>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            asked: Asked::default(),
            heights: Heights::new(0, GUESSED_ROW),
            position: 0.0,
            is_in_pane: false,
            current: None,
        }
    }
}

impl Memory {
    /// Notes where the list is scrolled to, in pixels from the top of what it
    /// scrolls in.
    pub fn leave_at(&mut self, position: f64) {
        self.position = position;
    }

    /// Forgets what belongs to other results.
    fn meet(&mut self, found: &Found) {
        let total = found.summary.total;
        if self.asked != found.asked || self.heights.n_rows() != total {
            *self = Self {
                asked: found.asked.clone(),
                heights: Heights::new(total, GUESSED_ROW),
                ..Self::default()
            };
        }
    }
}

/// What the list is given.
#[derive(Properties, PartialEq)]
pub struct ResultListProps {
    /// The archive.
    pub opened: Shared<Opened>,
    /// What was found.
    pub found: Found,
    /// What the page is showing; rows lead to articles from there. An article
    /// that is read beside the list is marked in it and kept in sight.
    pub route: Route,
    /// What outlives the list.
    pub memory: Shared<RefCell<Memory>>,
    /// The row that a key asked for, and how many times one did.
    pub wanted: Option<(u32, u32)>,
    /// The words.
    pub words: Words,
    /// Has more results looked at.
    pub on_need: Callback<Range<u32>>,
    /// A row became the one that keys speak of.
    pub on_current: Callback<u32>,
    /// Where changes go.
    pub dispatch: Callback<Action>,
}

/// The list.
#[component]
pub fn ResultList(props: &ResultListProps) -> Html {
    let ResultListProps { found, memory, .. } = props;
    memory.borrow_mut().meet(found);
    let node = use_node_ref();
    let window = use_state_eq(|| {
        let memory = memory.borrow();
        memory.heights.window(memory.position, FIRST_WINDOW)
    });
    use_window(&node, props, &window);
    use_wanted(&node, props);
    use_reading(&node, props);
    let total = found.summary.total;
    let drawn = window.start.min(total)..window.end.min(total);
    let (before, after) = {
        let heights = &memory.borrow().heights;
        (
            heights.top(drawn.start),
            heights.extent() - heights.top(drawn.end),
        )
    };
    html! {
        <div
            ref={node}
            data-results=""
            data-query={found.asked.query.clone()}
            data-total={total.to_string()}
        >
            if !found.asked.is_by_time() {
                <h2 class="vh">{ props.words.sort(Sort::Relevance) }</h2>
            }
            { space(before) }
            { for periods(props, drawn) }
            { space(after) }
        </div>
    }
}

/// Room for rows that are not drawn. The browser must not hold on to it when
/// rows come and go around it: it would scroll away with the room.
fn space(height: f64) -> Html {
    let style = format!("height:{:.0}px;overflow-anchor:none", height.max(0.0));
    html! { <div aria-hidden="true" {style}></div> }
}

/// Draws rows, each run of one period under its heading.
fn periods(props: &ResultListProps, drawn: Range<u32>) -> Vec<Html> {
    let ResultListProps { found, words, .. } = props;
    let is_by_time = found.asked.is_by_time();
    let mut sections: Vec<(Option<Period>, Vec<Html>)> = Vec::new();
    let mut above: Option<Option<Date>> = None;
    for place in drawn {
        let Some(hit) = found.hits.get(&place) else {
            let rows = sections.last_mut().map(|(_, rows)| rows);
            match rows {
                Some(rows) => rows.push(unread(place)),
                None => sections.push((None, vec![unread(place)])),
            }
            above = None;
            continue;
        };
        let date = hit
            .date
            .as_deref()
            .and_then(|date| date.parse::<Date>().ok());
        let period = is_by_time.then(|| Period::of(date));
        if sections.last().is_none_or(|(last, _)| *last != period) {
            sections.push((period, Vec::new()));
        }
        let day = date.and_then(Date::day);
        let is_same_day = is_by_time
            && day.is_some()
            && above.is_some_and(|above| above.and_then(Date::day) == day);
        above = Some(date);
        if let Some((_, rows)) = sections.last_mut() {
            rows.push(row(props, place, hit, is_same_day));
        }
    }
    let mut keys: Vec<Option<Period>> = Vec::new();
    let draw = |(period, rows): (Option<Period>, Vec<Html>)| {
        // The same period twice is rare, but its sections need two keys.
        let nth = keys.iter().filter(|other| **other == period).count();
        keys.push(period);
        section(found, period, nth, rows, *words)
    };
    sections.into_iter().map(draw).collect()
}

fn section(
    found: &Found,
    period: Option<Period>,
    nth: usize,
    rows: Vec<Html>,
    words: Words,
) -> Html {
    let key = format!("{period:?}-{nth}");
    let rows = html! { <ol class="rows">{ for rows }</ol> };
    let Some(period) = period else {
        return html! { <section class="period" {key}>{ rows }</section> };
    };
    let id = format!("period-{}-{nth}", period.id());
    html! {
        <section class="period" aria-labelledby={id.clone()} {key}>
            <header class="period__head">
                <h2 {id}>{ period.name(words) }</h2>
                if let Some(n) = period.count(found) {
                    <p>{ words.articles(n) }</p>
                }
            </header>
            { rows }
        </section>
    }
}

fn row(props: &ResultListProps, place: u32, hit: &Shared<Hit>, is_same_day: bool) -> Html {
    let ResultListProps {
        opened,
        found,
        route,
        wanted,
        words,
        on_current,
        dispatch,
        ..
    } = props;
    let article = opened.archive.articles.get(hit.doc as usize);
    let origin = article.map(|article| Origin {
        sources: article.sources.clone(),
        authors: article.authors.clone(),
        section: article.section.clone(),
        language: article.language.clone(),
    });
    let id = biennien_core::article::ArticleId(hit.id.clone());
    let href = route.to_article(&id).to_hash();
    let open = dispatch.reform(move |()| Action::Open(id.clone()));
    let on_open = Callback::from(move |event: MouseEvent| {
        let is_elsewhere =
            event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if !is_elsewhere {
            event.prevent_default();
            open.emit(());
        }
    });
    html! {
        <ResultRow
            key={hit.id.clone()}
            hit={hit.clone()}
            origin={origin.unwrap_or_default()}
            {place}
            total={found.summary.total}
            {href}
            is_under_heading={found.asked.is_by_time()}
            {is_same_day}
            is_current={match &route.page {
                Page::Article { id, .. } => id.0 == hit.id,
                _ => wanted.is_some_and(|(wanted, _)| wanted == place),
            }}
            words={*words}
            {on_open}
            on_focus={on_current.reform(move |()| place)}
        />
    }
}

/// A row that was not looked at yet.
fn unread(place: u32) -> Html {
    html! {
        <li
            class="row"
            key={format!("unread {place}")}
            aria-hidden="true"
            style={format!("height:{GUESSED_ROW:.0}px")}
        >
        </li>
    }
}

/// A stretch of time with a heading of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Period {
    /// A month of a year.
    Month(Days),
    /// Known to no more than this.
    Wide(Days),
    /// Without a date.
    Undated,
}

impl Period {
    fn of(date: Option<Date>) -> Self {
        let Some(date) = date else {
            return Self::Undated;
        };
        let is_in_month = date.end().is_none()
            && matches!(date.start.precision(), Precision::Day | Precision::Month);
        if is_in_month {
            Self::Month(Level::Month.bin(date.first()))
        } else {
            Self::Wide(date.into())
        }
    }

    fn name(self, words: Words) -> String {
        match self {
            Self::Month(days) => words.month(days.first),
            Self::Wide(days) => words.days(days),
            Self::Undated => words.undated.to_owned(),
        }
    }

    fn id(self) -> String {
        match self {
            Self::Month(days) => Level::Month.bin_key(days.first),
            Self::Wide(days) => format!("{}_{}", days.first, days.last),
            Self::Undated => "undated".to_owned(),
        }
    }

    /// How many of the matches it has, where the bins say.
    fn count(self, found: &Found) -> Option<u32> {
        let spread = &found.summary.spread;
        match (self, found.level) {
            (Self::Undated, _) => Some(spread.undated),
            (Self::Month(days), Level::Day | Level::Month) => {
                let key = Level::Month.bin_key(days.first);
                let of_month = |bin: &&(String, u32)| {
                    bin.0 == key
                        || bin
                            .0
                            .strip_prefix(&key)
                            .is_some_and(|day| day.starts_with('-'))
                };
                Some(spread.bins.iter().filter(of_month).map(|(_, n)| n).sum())
            }
            _ => None,
        }
    }
}

/// Keeps the rows drawn near the window, and learns how tall they are.
#[hook]
fn use_window(node: &NodeRef, props: &ResultListProps, window: &UseStateHandle<Range<u32>>) {
    // Before the list looks where it is, which is at the top until it goes back.
    let left_at = use_memo((), |()| {
        let memory = props.memory.borrow();
        (memory.position, memory.is_in_pane)
    });
    let is_first = use_mut_ref(|| true);
    // Before it looks for the first time, so that it looks in the right place.
    {
        let node = node.clone();
        use_effect_with(props.found.asked.clone(), move |_| {
            let Some(list) = node.cast::<Element>() else {
                return;
            };
            if std::mem::take(&mut *is_first.borrow_mut()) {
                let (position, was_in_pane) = *left_at;
                // What was left in a pane is elsewhere in the window.
                if position > 0.0 && was_in_pane == scroll::is_in_pane(&list) {
                    scroll::hold(position, HELD_FRAMES);
                }
            } else {
                // Other results begin at their beginning.
                let covered = covered_top(&list);
                let above = scroll::sight(&list).top + covered;
                if above > covered {
                    scroll::by(-above);
                }
            }
        });
    }
    let look = {
        let (node, window) = (node.clone(), window.setter());
        let (memory, on_need) = (props.memory.clone(), props.on_need.clone());
        move || {
            let Some(list) = node.cast::<Element>() else {
                return;
            };
            let mut memory = memory.borrow_mut();
            measure(&list, &mut memory.heights);
            memory.position = scroll::position();
            memory.is_in_pane = scroll::is_in_pane(&list);
            let sight = scroll::sight(&list);
            let near = memory.heights.window(sight.top, sight.height);
            on_need.emit(near.clone());
            window.set(near);
        }
    };
    {
        let look = look.clone();
        let drawn = (props.found.clone(), (**window).clone());
        use_effect_with(drawn, move |_| look());
    }
    use_effect_with(props.found.clone(), move |_| {
        let listeners = scroll::listen(look);
        move || drop(listeners)
    });
}

/// A row is as tall as it is drawn, the first of a period with its heading.
fn measure(list: &Element, heights: &mut Heights) {
    let drawn = scroll::all_within(list, "[data-row]");
    for (at, row) in drawn.iter().enumerate() {
        let Some(place) = row
            .get_attribute("data-row")
            .and_then(|row| row.parse().ok())
        else {
            continue;
        };
        let heading = row
            .parent_element()
            .filter(|rows| rows.first_element_child().as_ref() == Some(row))
            .and_then(|rows| rows.previous_element_sibling());
        if at == 0 && place > 0 && heading.is_some() {
            // The heading over the first row drawn may belong to one further up.
            continue;
        }
        let heading = heading.map(|heading| scroll::height(&heading));
        heights.measure(place, scroll::height(row) + heading.unwrap_or_default());
    }
}

/// Brings the row that a key asked for into sight and gives it the focus.
#[hook]
fn use_wanted(node: &NodeRef, props: &ResultListProps) {
    let waiting = use_mut_ref(|| None);
    {
        let waiting = waiting.clone();
        use_effect_with(props.wanted, move |wanted| {
            let asks_anew = wanted.filter(|(_, nth)| *nth > 0);
            *waiting.borrow_mut() = asks_anew.map(|(place, _)| (place, false));
        });
    }
    let node = node.clone();
    let memory = props.memory.clone();
    if let Some((place, _)) = props.wanted {
        memory.borrow_mut().current = Some(place);
    }
    use_effect(move || {
        let asked = *waiting.borrow();
        let (Some((place, has_scrolled)), Some(list)) = (asked, node.cast::<Element>()) else {
            return;
        };
        if let Some(row) = row_of(&list, place) {
            let selector = format!("[data-results] [data-row=\"{place}\"] a");
            document::focus(&selector);
            *waiting.borrow_mut() = None;
            scroll::into_sight(&row, covered_top(&list));
        } else if !has_scrolled {
            *waiting.borrow_mut() = Some((place, true));
            bring(&list, &memory, place);
        }
    });
}

/// Keeps the article that is read beside the list in sight.
#[hook]
fn use_reading(node: &NodeRef, props: &ResultListProps) {
    let place = match &props.route.page {
        Page::Article { id, .. } => props.found.place(&id.0),
        _ => None,
    };
    let (node, memory) = (node.clone(), props.memory.clone());
    use_effect_with(place, move |place| {
        let (Some(place), Some(list)) = (*place, node.cast::<Element>()) else {
            return;
        };
        match row_of(&list, place) {
            Some(row) => scroll::into_sight(&row, covered_top(&list)),
            None => bring(&list, &memory, place),
        }
    });
}

fn row_of(list: &Element, place: u32) -> Option<Element> {
    let selector = format!("[data-row=\"{place}\"]");
    list.query_selector(&selector).ok().flatten()
}

/// Scrolls to where a row that is not drawn will be.
fn bring(list: &Element, memory: &RefCell<Memory>, place: u32) {
    let top = memory.borrow().heights.top(place);
    scroll::by(top - scroll::sight(list).top - covered_top(list));
}

fn covered_top(list: &Element) -> f64 {
    if scroll::is_in_pane(list) {
        COVERED_IN_PANE
    } else {
        COVERED_TOP
    }
}

/// The row that keys spoke of when the list was last seen, if the results are
/// the same.
#[must_use]
pub fn remembered_row(memory: &RefCell<Memory>, found: Option<&Found>) -> Option<u32> {
    let memory = memory.borrow();
    let is_same = found.is_some_and(|found| found.asked == memory.asked);
    memory.current.filter(|_| is_same)
}
