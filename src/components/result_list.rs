//! The articles found, under headings of their period. Only rows near the
//! window exist; `rows` says which, `periods` where the headings stand.

mod place;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use biennien_core::date::Date;
use biennien_core::search::Sort;
use biennien_core::timeline::{Group, Period, groups};
use yew::platform::spawn_local;
use yew::prelude::*;

use self::place::{Goal, Seen, Shape, covered_top, guessed_line, look, settle};
use super::end_of_list::EndOfList;
use super::minimap::Minimap;
use super::partial::Partial;
use super::period_head::period_head;
use super::result_row::ResultRow;
use crate::css::px;
use crate::hooks::Found;
use crate::opened::Opened;
use crate::periods::Lines;
use crate::platform::document::Element;
use crate::platform::{clock, scroll};
use crate::route::{Page, Route};
use crate::shared::Shared;
use crate::state::{Action, Density};
use crate::wording::Words;

pub use self::place::Memory;

/// How tall a window is taken to be until it is measured, in pixels.
const FIRST_WINDOW: f64 = 1000.0;

/// With more lines than this not all are drawn, in any window.
const PART: u32 = 60;

/// On a busy machine the place was seen not to stay in WebKit; why is not known.
/// So few frames that nobody's own scrolling is undone.
const HELD_FRAMES: u32 = 3;

/// No margin is drawn around what was just found until then, in milliseconds:
/// typing goes on, mostly, before anybody scrolls.
const FRESH_MILLIS: i32 = 200;

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
    /// How much of every result is shown.
    #[prop_or_default]
    pub density: Density,
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
    let ResultListProps {
        opened,
        found,
        memory,
        density,
        words,
        ..
    } = props;
    let is_by_time = found.asked.is_by_time();
    // Only periods and the map want all of them.
    let order = found.order.clone().filter(|_| is_by_time);
    let dates = use_memo(order, |order| -> Vec<Option<Date>> {
        let docs = order.iter().flat_map(|order| order.iter());
        docs.map(|doc| opened.catalogue.date(*doc)).collect()
    });
    let n = found.summary.total;
    let all = use_memo((dates.clone(), is_by_time, n), |(dates, is_by_time, n)| {
        Rc::new(if *is_by_time {
            groups(dates)
        } else {
            vec![Group {
                period: None,
                first: 0,
                n: *n,
            }]
        })
    });
    let node = use_node_ref();
    let seen = use_state_eq(|| {
        let memory = memory.borrow();
        Seen {
            lines: memory.drawn(memory.position, FIRST_WINDOW),
            hidden: memory.heights.hidden(),
            columns: memory.shape.columns.max(1),
            width: memory.shape.width,
        }
    });
    let columns = match density {
        Density::Cards => seen.columns,
        _ => 1,
    };
    let lines = use_memo((Rc::clone(&all), columns), |(all, columns)| {
        Lines::new(Rc::clone(all), *columns)
    });
    let shape = Shape {
        n_lines: lines.n_lines(),
        columns,
        density: *density,
        width: seen.width,
    };
    memory.borrow_mut().meet(found, shape);
    use_goals(props);
    use_window(&node, props, &lines, &seen);
    let drawn = drawn_lines(&memory.borrow(), &seen, &lines);
    let on_go = {
        let (node, memory, lines) = (node.clone(), memory.clone(), Rc::clone(&lines));
        Callback::from(move |place| {
            let goal = Goal {
                is_at_top: true,
                ..Goal::new(place)
            };
            if let Some(list) = node.cast::<Element>() {
                let mut memory = memory.borrow_mut();
                memory.goal = Some(goal);
                settle(&list, &mut memory, &lines);
            }
        })
    };
    let on_current = use_callback(
        (memory.clone(), props.on_current.clone()),
        |place, (memory, on_current)| {
            // At once: a row that is opened takes the list away. A row that is
            // given the focus while the list looks around is known already.
            if let Ok(mut memory) = memory.try_borrow_mut() {
                memory.current = Some(place);
            }
            on_current.emit(place);
        },
    );
    let (before, after) = room(&memory.borrow(), &lines, &drawn);
    let class = classes!("list", format!("list--{}", density.key()));
    let is_at_end = drawn.end == lines.n_lines();
    html! {
        <div class="mapped">
            <div>
                if lines.n_lines() > PART {
                    <Partial words={*words} />
                }
                <div
                    ref={node}
                    {class}
                    data-results=""
                    data-query={found.asked.query.clone()}
                    data-total={found.summary.total.to_string()}
                >
                    if !is_by_time {
                        <h2 class="vh">{ words.sort(Sort::Relevance) }</h2>
                    }
                    { space(before) }
                    // By themselves, so that their keys hold: a section that moves
                    // would be made anew, and the focus be lost.
                    <div>{ for sections(props, &on_current, &lines, &dates, drawn) }</div>
                    { space(after) }
                </div>
                if is_at_end {
                    <EndOfList
                        opened={opened.clone()}
                        found={found.clone()}
                        words={*words}
                        dispatch={props.dispatch.clone()}
                    />
                }
            </div>
            if is_by_time {
                <Minimap
                    opened={opened.clone()}
                    {dates}
                    memory={memory.clone()}
                    words={*words}
                    {on_go}
                />
            }
        </div>
    }
}

/// Those lines of the window that there are. What was in sight of other results,
/// or of another layout, says nothing of these: until the list has looked, a
/// first window is drawn, around what was at the top where that is known.
fn drawn_lines(memory: &Memory, seen: &Seen, lines: &Lines) -> Range<u32> {
    let n_lines = lines.n_lines();
    match memory.goal {
        Some(goal) if !goal.has_scrolled && goal.is_at_top => {
            let top = memory.heights.top(lines.line(goal.place));
            memory.drawn(top, FIRST_WINDOW)
        }
        _ if memory.is_new || seen.lines.is_empty() => {
            memory.drawn(memory.position, FIRST_WINDOW)
        }
        _ => seen.lines.start.min(n_lines)..seen.lines.end.min(n_lines),
    }
}

/// How tall the room above and below the lines drawn is.
fn room(memory: &Memory, lines: &Lines, drawn: &Range<u32>) -> (f64, f64) {
    let heights = &memory.heights;
    let place = lines.place(drawn.start);
    // A group that is drawn from its middle on has a heading all the same.
    let heading = match lines.group(place) {
        Some(group) if group.first != place && group.period.is_some() => memory.heading,
        _ => 0.0,
    };
    (
        heights.top(drawn.start) - heading,
        heights.extent() - heights.top(drawn.end),
    )
}

/// Room for rows that are not drawn. The browser must not hold on to it when
/// rows come and go around it: it would scroll away with the room.
fn space(height: f64) -> Html {
    let style = format!("height:{};overflow-anchor:none", px(height.max(0.0)));
    html! { <div aria-hidden="true" {style}></div> }
}

/// Draws rows, those of a period under its heading.
fn sections(
    props: &ResultListProps,
    on_current: &Callback<u32>,
    lines: &Lines,
    dates: &[Option<Date>],
    drawn: Range<u32>,
) -> Vec<Html> {
    let places = lines.places(drawn);
    lines
        .groups(places.clone())
        .map(|group| {
            let first = places.start.max(group.first);
            let last = places.end.min(group.first + group.n);
            let rows = (first..last).map(|place| row(props, on_current, group, place, dates));
            let rows = html! { <ol class="rows">{ for rows }</ol> };
            let key = group.first.to_string();
            let Some(period) = group.period else {
                return html! { <section class="period" {key}>{ rows }</section> };
            };
            let id = format!("period-{}", group.first);
            let range = group.first as usize..(group.first + group.n) as usize;
            let dates = dates.get(range).unwrap_or_default();
            html! {
                <section class="period" aria-labelledby={id.clone()} {key}>
                    { period_head(period, id, dates, props.words) }
                    { rows }
                </section>
            }
        })
        .collect()
}

fn row(
    props: &ResultListProps,
    on_current: &Callback<u32>,
    group: &Group,
    place: u32,
    dates: &[Option<Date>],
) -> Html {
    let Some(hit) = props.found.hits.get(&place) else {
        return unread(place, props.density);
    };
    let date = |place: u32| dates.get(place as usize).copied().flatten();
    let is_same_day = group.period.is_some()
        && place > group.first
        && date(place).is_some()
        && date(place) == date(place - 1);
    let is_current = match &props.route.page {
        Page::Article { id, .. } => id.0 == hit.id,
        _ => props.wanted.is_some_and(|(wanted, _)| wanted == place),
    };
    html! {
        <ResultRow
            key={hit.id.clone()}
            opened={props.opened.clone()}
            hit={hit.clone()}
            route={props.route.clone()}
            {place}
            total={props.found.summary.total}
            heading={group.period.map(Period::level)}
            {is_same_day}
            {is_current}
            words={props.words}
            on_current={on_current.clone()}
            dispatch={props.dispatch.clone()}
        />
    }
}

/// A row that was not looked at yet.
fn unread(place: u32, density: Density) -> Html {
    html! {
        <li
            class="row"
            key={format!("unread {place}")}
            aria-hidden="true"
            style={format!("height:{}", px(guessed_line(density)))}
        >
        </li>
    }
}

/// Keeps the rows drawn near the window, and learns how tall they are.
#[hook]
fn use_window(
    node: &NodeRef,
    props: &ResultListProps,
    lines: &Rc<Lines>,
    seen: &UseStateHandle<Seen>,
) {
    // Before the list looks where it is, which is at the top until it goes back.
    let left_at = use_memo((), |()| {
        let memory = props.memory.borrow();
        (memory.position, memory.is_in_pane)
    });
    let is_first = use_mut_ref(|| true);
    // Before it looks for the first time, so that it looks in the right place.
    {
        let (node, memory) = (node.clone(), props.memory.clone());
        use_effect_with(props.found.asked.clone(), move |_| {
            let Some(list) = node.cast::<Element>() else {
                return;
            };
            if std::mem::take(&mut *is_first.borrow_mut()) {
                let (position, was_in_pane) = *left_at;
                // What was left in a pane is elsewhere in the window.
                if position > 0.0 && was_in_pane == scroll::is_in_pane(&list) {
                    // Who went on to another article comes back to that.
                    let goes_on = memory.borrow().goal.is_some_and(|goal| goal.has_focus);
                    scroll::hold(position, if goes_on { 0 } else { HELD_FRAMES });
                }
            } else {
                // Other results begin at their beginning.
                let covered = covered_top(&list, memory.borrow().heading);
                let above = scroll::sight(&list).top + covered;
                if above > covered {
                    scroll::hold(scroll::position() - above, HELD_FRAMES);
                }
            }
        });
    }
    let look = {
        let (node, setter) = (node.clone(), seen.setter());
        let (memory, on_need) = (props.memory.clone(), props.on_need.clone());
        let (lines, density) = (Rc::clone(lines), props.density);
        move || {
            let Some(list) = node.cast::<Element>() else {
                return;
            };
            let now = look(&list, &mut memory.borrow_mut(), &lines, density);
            on_need.emit(lines.places(now.lines.clone()));
            setter.set(now);
        }
    };
    {
        let look = look.clone();
        let drawn = (
            props.found.clone(),
            (**seen).clone(),
            Rc::clone(lines),
            props.density,
            (props.wanted, props.route.page.clone()),
        );
        use_effect_with(drawn, move |_| look());
    }
    // What looks later looks as the list is then.
    let latest = use_mut_ref(|| None::<Rc<dyn Fn()>>);
    *latest.borrow_mut() = Some(Rc::new(look.clone()));
    {
        let memory = props.memory.clone();
        use_effect_with(props.found.asked.clone(), move |asked| {
            let asked = asked.clone();
            spawn_local(async move {
                clock::wait(FRESH_MILLIS).await;
                {
                    let mut memory = memory.borrow_mut();
                    if memory.asked != asked || !memory.is_fresh {
                        return;
                    }
                    memory.is_fresh = false;
                }
                let look = latest.borrow().clone();
                if let Some(look) = look {
                    look();
                }
            });
        });
    }
    let heard = (props.found.clone(), Rc::clone(lines), props.density);
    use_effect_with(heard, move |_| {
        let listeners = scroll::listen(look);
        move || drop(listeners)
    });
}

/// Takes up what is to be brought into sight: the row that a key asked for,
/// with the focus, and the article that is read beside the list.
#[hook]
fn use_goals(props: &ResultListProps) {
    let memory = props.memory.clone();
    if let Some((place, _)) = props.wanted {
        memory.borrow_mut().current = Some(place);
    }
    {
        let memory = memory.clone();
        use_effect_with(props.wanted, move |wanted| {
            if let Some((place, _)) = wanted.filter(|(_, nth)| *nth > 0) {
                memory.borrow_mut().goal = Some(Goal {
                    has_focus: true,
                    ..Goal::new(place)
                });
            }
        });
    }
    let reading = match &props.route.page {
        Page::Article { id, .. } => {
            let doc = props.opened.doc(id);
            doc.and_then(|doc| props.found.place(doc))
        }
        _ => None,
    };
    use_effect_with(reading, move |reading| {
        if let Some(place) = *reading {
            memory.borrow_mut().goal = Some(Goal::new(place));
        }
    });
}

/// The row that keys spoke of when the list was last seen, if the results are
/// the same.
#[must_use]
pub fn remembered_row(memory: &RefCell<Memory>, found: Option<&Found>) -> Option<u32> {
    let memory = memory.borrow();
    let is_same = found.is_some_and(|found| found.asked == memory.asked);
    memory.current.filter(|_| is_same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Asked;
    use biennien_core::search::SearchResults;
    use biennien_core::timeline::Level;

    fn found(query: &str) -> Found {
        let mut found = Found {
            asked: Asked::default(),
            level: Level::Day,
            summary: Shared::new(SearchResults::default()),
            unranged: Rc::default(),
            hits: Rc::default(),
            order: None,
            millis: 0.0,
        };
        found.asked.query = query.to_owned();
        found
    }

    /// One list after another in the same window: how many lines each has, and
    /// which are drawn before the list has looked where it is.
    #[test]
    fn what_was_found_last_does_not_say_how_much_is_drawn_of_what_is_found_now() {
        let mut memory = Memory::default();
        let mut seen = Seen {
            lines: 0..0,
            hidden: 0.0,
            columns: 1,
            width: 600,
        };
        for (query, n, drawn) in [
            ("one", 1, 0..1),
            ("two", 2, 0..2),
            ("many", 500, 0..12),
            ("few", 3, 0..3),
        ] {
            let group = Group {
                period: None,
                first: 0,
                n,
            };
            let lines = Lines::new(Rc::new(vec![group]), 1);
            let shape = Shape {
                n_lines: n,
                width: 600,
                ..Shape::default()
            };
            memory.meet(&found(query), shape);
            assert_eq!(drawn_lines(&memory, &seen, &lines), drawn, "{query}");
            // It looks, further down than it can be.
            memory.is_new = false;
            seen.lines = memory.heights.window(50_000.0, 900.0);
            assert_eq!(drawn_lines(&memory, &seen, &lines), seen.lines, "{query}");
        }
    }
}
