//! What is found, kept in step with what is asked. Answers that come too late
//! are dropped.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use biennien_core::article::{Article, ArticleId};
use biennien_core::search::{Hit, SearchOptions, SearchResults};
use biennien_core::timeline::Level;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::opened::Opened;
use crate::platform::engine::Answer;
use crate::route::Asked;
use crate::shared::Shared;

/// How many results are asked for at a time: about three screens.
const CHUNK: u32 = 60;

/// What was found, as far as it has been looked at.
#[derive(Clone, PartialEq)]
pub struct Found {
    /// What was asked.
    pub asked: Asked,
    /// How wide the bins are.
    pub level: Level,
    /// Counts, facets, spreads and notes; its items are in `hits`.
    pub summary: Shared<SearchResults>,
    /// The results known so far, by their place from 0.
    pub hits: Rc<BTreeMap<u32, Shared<Hit>>>,
    /// The engine's own time.
    pub millis: f64,
}

impl Found {
    /// Returns the place of an article among all results.
    #[must_use]
    pub fn place(&self, opened: &Opened, id: &ArticleId) -> Option<u32> {
        let doc = opened.doc(id)?;
        let place = self.summary.order.iter().position(|it| *it == doc)?;
        u32::try_from(place).ok()
    }

    /// Returns the article at a place among all results.
    #[must_use]
    pub fn article<'a>(&self, opened: &'a Opened, place: u32) -> Option<&'a Article> {
        let doc = self.summary.order.get(place as usize)?;
        opened.archive.articles.get(*doc as usize)
    }

    /// How many there would be without a range.
    #[must_use]
    pub fn n_unranged(&self) -> u32 {
        let spread = &self.summary.unranged;
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
            let (asked, level) = (asked.clone(), *level);
            let (mine, ticket) = (ticket.get(), Rc::clone(&ticket));
            spawn_local(async move {
                let options = options(&asked, level);
                let is_wanted = move || ticket.get() == mine;
                let query = asked.query.clone();
                if let Some(answer) = opened.asked.search(&query, &options, &is_wanted).await {
                    dispatcher.dispatch(Arrived::First {
                        asked,
                        level,
                        answer,
                    });
                }
            });
        });
    }
    let on_need = {
        let (opened, ticket) = (opened.clone(), Rc::clone(&ticket));
        let dispatcher = found.dispatcher();
        let present = found.0.clone();
        // Found lists are compared where they are drawn; here a new one only
        // means a new callback.
        Callback::from(move |range: Range<u32>| {
            let Some(found) = &present else {
                return;
            };
            let last = found.summary.total.min(range.end);
            let Some(first) = (range.start..last).find(|at| !found.hits.contains_key(at))
            else {
                return;
            };
            let (asked, level) = (found.asked.clone(), found.level);
            let (opened, dispatcher) = (opened.clone(), dispatcher.clone());
            let (mine, ticket) = (ticket.get(), Rc::clone(&ticket));
            let offset = first / CHUNK * CHUNK;
            let order = &found.summary.order;
            let last = last.next_multiple_of(CHUNK).min(found.summary.total);
            let docs = order.get(offset as usize..last as usize);
            let docs = docs.unwrap_or_default().to_vec();
            spawn_local(async move {
                let is_wanted = move || ticket.get() == mine;
                let query = asked.query.clone();
                let options = options(&asked, level);
                if let Some(hits) = opened.asked.hits(&query, &options, &docs, &is_wanted).await {
                    dispatcher.dispatch(Arrived::More {
                        asked,
                        level,
                        offset,
                        hits,
                    });
                }
            });
        })
    };
    Search {
        found: found.0.clone(),
        on_need,
    }
}

fn options(asked: &Asked, level: Level) -> SearchOptions {
    SearchOptions {
        limit: CHUNK as usize,
        level: Some(level),
        ..asked.options()
    }
}

#[derive(Clone, Default, PartialEq)]
struct Kept(Option<Found>);

enum Arrived {
    First {
        asked: Asked,
        level: Level,
        answer: Answer,
    },
    More {
        asked: Asked,
        level: Level,
        offset: u32,
        hits: Vec<Hit>,
    },
}

impl Reducible for Kept {
    type Action = Arrived;

    fn reduce(self: Rc<Self>, arrived: Arrived) -> Rc<Self> {
        match arrived {
            Arrived::First {
                asked,
                level,
                mut answer,
            } => {
                let hits = std::mem::take(&mut answer.results.items);
                let before = self.0.as_ref().filter(|found| found.asked == asked);
                // Another level asks the same: what was scrolled to stays.
                let mut all = before
                    .map(|found| Rc::clone(&found.hits))
                    .unwrap_or_default();
                add(Rc::make_mut(&mut all), 0, hits);
                let millis = answer.millis;
                let summary = Shared::new(answer.results);
                Rc::new(Self(Some(Found {
                    asked,
                    level,
                    summary,
                    hits: all,
                    millis,
                })))
            }
            Arrived::More {
                asked,
                level,
                offset,
                hits,
            } => {
                let Some(found) = &self.0 else {
                    return self;
                };
                if found.asked != asked || found.level != level {
                    return self;
                }
                let mut found = found.clone();
                add(Rc::make_mut(&mut found.hits), offset, hits);
                Rc::new(Self(Some(found)))
            }
        }
    }
}

fn add(all: &mut BTreeMap<u32, Shared<Hit>>, offset: u32, hits: Vec<Hit>) {
    for (at, hit) in (offset..).zip(hits) {
        all.entry(at).or_insert_with(|| Shared::new(hit));
    }
}
