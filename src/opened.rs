//! An archive that was opened: its articles, the engine over them, and what
//! holds for all of them whatever is asked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::rc::Rc;

use biennien_core::archive::Archive;
use biennien_core::article::{Article, ArticleId};
use biennien_core::search::{
    Engine, Facet, FacetCount, Highlighter, Hit, SearchOptions, SearchResults, Spread,
};
use biennien_core::timeline::{Days, Level};

/// An archive with its engine.
pub struct Opened {
    /// The archive. `Hit::doc` counts its articles.
    pub archive: Archive,
    /// Searches it.
    pub engine: Engine,
    /// From the first day of any article to the last; nothing if all are undated.
    pub span: Option<Days>,
    /// Per facet the values of all articles.
    pub facets: BTreeMap<Facet, Vec<FacetCount>>,
    places: HashMap<String, u32>,
    spreads: RefCell<BTreeMap<Level, Rc<Spread>>>,
    /// What marks the hits of the query that was asked last.
    highlighter: RefCell<(String, Highlighter)>,
}

impl Opened {
    /// Reads every article's words.
    #[must_use]
    pub fn new(archive: Archive) -> Self {
        let engine = Engine::new(&archive.articles);
        let spans = archive
            .articles
            .iter()
            .filter_map(|article| article.date.map(Days::from));
        let span = spans.reduce(|a, b| Days {
            first: a.first.min(b.first),
            last: a.last.max(b.last),
        });
        let places = (0..).zip(&archive.articles);
        let places = places
            .map(|(at, article)| (article.id.0.clone(), at))
            .collect();
        let facets = everything(&engine, None).facets;
        Self {
            archive,
            engine,
            span,
            facets,
            places,
            spreads: RefCell::default(),
            highlighter: RefCell::default(),
        }
    }

    /// How many articles there are.
    #[must_use]
    pub fn n_articles(&self) -> u32 {
        u32::try_from(self.archive.articles.len()).unwrap_or(u32::MAX)
    }

    /// Returns the article of an id.
    #[must_use]
    pub fn article(&self, id: &ArticleId) -> Option<&Article> {
        self.archive.articles.get(self.doc(id)? as usize)
    }

    /// Returns the number of an article, as results count them.
    #[must_use]
    pub fn doc(&self, id: &ArticleId) -> Option<u32> {
        self.places.get(&id.0).copied()
    }

    /// Returns articles as results of a query, without searching.
    #[must_use]
    pub fn hits(&self, query: &str, docs: &[u32]) -> Vec<Hit> {
        let mut last = self.highlighter.borrow_mut();
        if last.0 != query {
            *last = (query.to_owned(), self.engine.highlighter(query));
        }
        self.engine.hits(docs, &last.1)
    }

    /// Returns how all articles spread over bins of a width; counted once.
    #[must_use]
    pub fn spread(&self, level: Level) -> Rc<Spread> {
        if let Some(known) = self.spreads.borrow().get(&level) {
            return Rc::clone(known);
        }
        let spread = Rc::new(everything(&self.engine, Some(level)).spread);
        self.spreads.borrow_mut().insert(level, Rc::clone(&spread));
        spread
    }

    /// Returns how many of all articles have a value of a facet.
    #[must_use]
    pub fn count(&self, facet: Facet, value: &str) -> u32 {
        let values = self.facets.get(&facet).into_iter().flatten();
        values
            .filter(|(other, _)| other == value)
            .map(|(_, n)| *n)
            .next()
            .unwrap_or_default()
    }
}

fn everything(engine: &Engine, level: Option<Level>) -> SearchResults {
    engine.search(
        "",
        &SearchOptions {
            limit: 0,
            level,
            ..SearchOptions::default()
        },
    )
}
