//! What is found, kept in step with what is asked. Answers that come too late
//! are dropped.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use biennien_core::search::{Hit, SearchOptions, SearchResults, Sort, Spread};
use biennien_core::timeline::Level;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::opened::Opened;
use crate::platform::clock;
use crate::platform::engine::Answer;
use crate::route::Asked;
use crate::shared::Shared;

/// How many results are asked for with every keystroke: about a screen.
const FIRST: u32 = 20;

/// How many more are asked for at a time.
const CHUNK: u32 = 60;

/// So many results before and after those that are looked at stay known: each
/// has its passage and its picture, and a list may be long.
const KEPT_AROUND: u32 = 180;

/// After so long without another keystroke the place of every result is asked
/// for, in milliseconds.
const STILL_MILLIS: i32 = 150;

/// What was found, as far as it has been looked at.
#[derive(Clone, PartialEq)]
pub struct Found {
    /// What was asked.
    pub asked: Asked,
    /// How wide the bins are.
    pub level: Level,
    /// Counts, facets and notes; its items are in `hits`, and a spread beside it.
    pub summary: Shared<SearchResults>,
    /// How the matches spread over time if no range were chosen.
    pub unranged: Rc<Spread>,
    /// The results known, by their place from 0: the first ones at first, then
    /// those near what is looked at.
    pub hits: Rc<BTreeMap<u32, Shared<Hit>>>,
    /// The number of every result, in order; a little later than the rest where
    /// the best come first.
    pub order: Option<Shared<Vec<u32>>>,
    /// The engine's own time.
    pub millis: f64,
}

impl Found {
    /// Returns the place of an article among all results, where that is known.
    #[must_use]
    pub fn place(&self, doc: u32) -> Option<u32> {
        let mut order = self.order.as_ref()?.iter();
        u32::try_from(order.position(|it| *it == doc)?).ok()
    }

    /// Returns the number of the article at a place among all results.
    #[must_use]
    pub fn doc(&self, place: u32) -> Option<u32> {
        self.order.as_ref()?.get(place as usize).copied()
    }

    /// How many there would be without a range.
    #[must_use]
    pub fn n_unranged(&self) -> u32 {
        let spread = &self.unranged;
        let dated: u32 = spread.bins.iter().map(|(_, n)| n).sum();
        dated + spread.imprecise + spread.undated
    }
}

/// A search and its results.
#[derive(Clone, PartialEq)]
pub struct Search {
    /// What was found last; for something asked before while a search runs.
    pub found: Option<Found>,
    /// Has more results looked at: those at these places.
    pub on_need: Callback<Range<u32>>,
}

/// Keeps results in step with what is asked.
#[hook]
pub fn use_search(opened: &Shared<Opened>, asked: &Asked, level: Level) -> Search {
    let found = use_reducer(Kept::default);
    // Counts what was asked, so that only the last of it is answered.
    let ticket = use_memo((), |()| Rc::new(Cell::new(0_u32)));
    {
        let (opened, ticket) = (opened.clone(), Rc::clone(&ticket));
        let dispatcher = found.dispatcher();
        use_effect_with((asked.clone(), level), move |(asked, level)| {
            ticket.set(ticket.get().wrapping_add(1));
            let mine = Mine::new(&ticket);
            let (asked, level) = (asked.clone(), *level);
            spawn_local(async move {
                // Nothing comes of what nobody wants any more.
                let _ = run(&opened, asked, level, &mine, &dispatcher).await;
            });
        });
    }
    // Who scrolls on wants no more what was passed.
    let need = use_memo((), |()| Rc::new(Cell::new(0_u32)));
    let on_need = {
        let (opened, ticket) = (opened.clone(), Rc::clone(&ticket));
        let need = Rc::clone(&need);
        let dispatcher = found.dispatcher();
        let present = found.0.clone();
        // Found lists are compared where they are drawn; here a new one only
        // means a new callback.
        Callback::from(move |range: Range<u32>| {
            let Some((offset, docs)) =
                present.as_ref().and_then(|found| lacking(found, &range))
            else {
                return;
            };
            let Some(Found { asked, level, .. }) = present.clone() else {
                return;
            };
            let (opened, dispatcher) = (opened.clone(), dispatcher.clone());
            need.set(need.get().wrapping_add(1));
            let (mine, last) = (Mine::new(&ticket), Mine::new(&need));
            spawn_local(async move {
                let engine = &opened.engine;
                let is_wanted = || mine.is_wanted() && last.is_wanted();
                let hits = engine.hits(&asked.query, &docs, &is_wanted).await;
                if let Some(hits) = hits {
                    let what = What::Hits(offset, hits, range);
                    dispatcher.dispatch(Arrived { asked, level, what });
                }
            });
        })
    };
    Search {
        found: found.0.clone(),
        on_need,
    }
}

/// One of the things asked for, and the last one.
struct Mine {
    ticket: Rc<Cell<u32>>,
    mine: u32,
}

impl Mine {
    fn new(ticket: &Rc<Cell<u32>>) -> Self {
        Self {
            ticket: Rc::clone(ticket),
            mine: ticket.get(),
        }
    }

    fn is_wanted(&self) -> bool {
        self.ticket.get() == self.mine
    }
}

/// Asks for the first results, and then for the place of every one; before
/// anything is shown where they stand under their periods.
async fn run(
    opened: &Opened,
    asked: Asked,
    level: Level,
    mine: &Mine,
    dispatcher: &UseReducerDispatcher<Kept>,
) -> Option<()> {
    let arrived = |what| Arrived {
        asked: asked.clone(),
        level,
        what,
    };
    let options = options(&asked, level);
    let is_wanted = || mine.is_wanted();
    let engine = &opened.engine;
    let answer = engine.search(&asked.query, &options, &is_wanted).await?;
    let answer = Box::new(answer);
    let is_all = answer.results.total == opened.n_articles();
    let is_by_time = asked.is_by_time();
    if is_by_time && is_all && asked.sort != Sort::Oldest {
        // All there is, in the order in which it is counted.
        let order = (0..opened.n_articles()).collect();
        dispatcher.dispatch(arrived(What::First(answer, Some(order))));
        return Some(());
    }
    let order = async || engine.order(&asked.query, &options, &is_wanted).await;
    if is_by_time {
        let order = order().await?;
        dispatcher.dispatch(arrived(What::First(answer, Some(order))));
        return Some(());
    }
    dispatcher.dispatch(arrived(What::First(answer, None)));
    clock::wait(STILL_MILLIS).await;
    dispatcher.dispatch(arrived(What::Order(order().await?)));
    Some(())
}

/// Returns what is to be looked at so that all of a range is known: the first
/// place, and the articles from there on.
fn lacking(found: &Found, range: &Range<u32>) -> Option<(u32, Vec<u32>)> {
    let total = found.summary.total;
    let mut wanted = range.start..total.min(range.end);
    let first = wanted.find(|at| !found.hits.contains_key(at))?;
    let offset = first / CHUNK * CHUNK;
    let last = wanted.end.next_multiple_of(CHUNK).min(total);
    let docs = found.order.as_ref()?.get(offset as usize..last as usize)?;
    Some((offset, docs.to_vec()))
}

fn options(asked: &Asked, level: Level) -> SearchOptions {
    SearchOptions {
        limit: FIRST as usize,
        level: Some(level),
        ..asked.options()
    }
}

#[derive(Clone, Default, PartialEq)]
struct Kept(Option<Found>);

struct Arrived {
    asked: Asked,
    level: Level,
    what: What,
}

enum What {
    First(Box<Answer>, Option<Vec<u32>>),
    Order(Vec<u32>),
    /// From a place on, for whoever looks at these places.
    Hits(u32, Vec<Hit>, Range<u32>),
}

impl Reducible for Kept {
    type Action = Arrived;

    fn reduce(self: Rc<Self>, arrived: Arrived) -> Rc<Self> {
        let Arrived { asked, level, what } = arrived;
        // Another level asks the same: what was scrolled to stays.
        let same = self.0.as_ref().filter(|found| found.asked == asked);
        let found = match (what, same) {
            (What::First(mut answer, order), same) => {
                let hits = std::mem::take(&mut answer.results.items);
                let mut all = same.map(|found| Rc::clone(&found.hits)).unwrap_or_default();
                add(Rc::make_mut(&mut all), 0, hits);
                let known = || same.and_then(|found| found.order.clone());
                Found {
                    asked,
                    level,
                    unranged: Rc::new(std::mem::take(&mut answer.results.unranged)),
                    summary: Shared::new(answer.results),
                    hits: all,
                    order: order.map(Shared::new).or_else(known),
                    millis: answer.millis,
                }
            }
            (What::Order(order), Some(found)) => Found {
                order: Some(Shared::new(order)),
                ..found.clone()
            },
            (What::Hits(offset, hits, range), Some(found)) if found.level == level => {
                let mut found = found.clone();
                let all = Rc::make_mut(&mut found.hits);
                add(all, offset, hits);
                let first = range.start.saturating_sub(KEPT_AROUND);
                let kept = first..range.end.saturating_add(KEPT_AROUND);
                all.retain(|place, _| kept.contains(place));
                found
            }
            _ => return self,
        };
        Rc::new(Self(Some(found)))
    }
}

fn add(all: &mut BTreeMap<u32, Shared<Hit>>, offset: u32, hits: Vec<Hit>) {
    for (at, hit) in (offset..).zip(hits) {
        all.entry(at).or_insert_with(|| Shared::new(hit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_scrolled_past_is_let_go() {
        let asked = Asked::default();
        let found = Found {
            asked: asked.clone(),
            level: Level::Day,
            summary: Shared::new(SearchResults {
                total: 100_000,
                ..SearchResults::default()
            }),
            unranged: Rc::default(),
            hits: Rc::default(),
            order: Some(Shared::new((0..100_000).collect())),
            millis: 0.0,
        };
        let mut kept = Rc::new(Kept(Some(found)));
        for first in (0..30_000).step_by(90) {
            // More than are kept around it: nothing in sight may go.
            let range = first..first + 400;
            while let Some((offset, docs)) =
                kept.0.as_ref().and_then(|found| lacking(found, &range))
            {
                let hit = |doc: u32| Hit {
                    doc,
                    ..Hit::default()
                };
                let hits = docs.into_iter().map(hit).collect();
                kept = kept.reduce(Arrived {
                    asked: asked.clone(),
                    level: Level::Day,
                    what: What::Hits(offset, hits, range.clone()),
                });
            }
            let hits = kept.0.as_ref().map(|found| found.hits.len());
            assert!(hits <= Some(400 + 2 * KEPT_AROUND as usize), "{hits:?}");
        }
    }
}
