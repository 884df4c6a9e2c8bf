//! An archive that was opened: what it says of itself and of every article, the
//! engine that knows the rest, and what holds for all articles whatever is asked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use biennien_core::archive::packed::Head;
use biennien_core::article::{Article, ArticleId};
use biennien_core::catalogue::{Catalogue, Facet};
use biennien_core::search::{FacetCount, Spread};
use biennien_core::timeline::{Days, Level};

use crate::platform::engine::Engine;

/// So many articles that were read are kept: one, those beside it, and where one
/// came from.
const MAX_KEPT: usize = 6;

/// An archive and what is known of all its articles.
pub struct Opened {
    /// What it says of itself.
    pub head: Head,
    /// What lists show of its articles. `Hit::doc` counts them.
    pub catalogue: Rc<Catalogue>,
    /// Searches it and reads its texts.
    pub engine: Engine,
    /// From the first day of any article to the last; nothing if all are undated.
    pub span: Option<Days>,
    /// Per facet the values of all articles, most frequent first, years latest
    /// first.
    pub facets: BTreeMap<Facet, Vec<FacetCount>>,
    spreads: RefCell<BTreeMap<Level, Rc<Spread>>>,
    /// Articles that were read, the last one at the end.
    kept: RefCell<Vec<(u32, Rc<Article>)>>,
}

impl Opened {
    /// Counts what there is.
    #[must_use]
    pub fn new(head: Head, catalogue: Rc<Catalogue>) -> Self {
        let facets = Facet::ALL.map(|facet| (facet, counts(&catalogue, facet)));
        Self {
            head,
            engine: Engine::new(Rc::clone(&catalogue)),
            span: catalogue.span(),
            facets: facets.into(),
            catalogue,
            spreads: RefCell::default(),
            kept: RefCell::default(),
        }
    }

    /// How many articles there are.
    #[must_use]
    pub fn n_articles(&self) -> u32 {
        self.catalogue.n_docs()
    }

    /// Returns the number of an article, as results count them.
    #[must_use]
    pub fn doc(&self, id: &ArticleId) -> Option<u32> {
        self.catalogue.doc(&id.0)
    }

    /// Returns what an article says of a facet, in its own order; nothing where
    /// it says nothing.
    pub fn values(&self, facet: Facet, doc: u32) -> impl Iterator<Item = &str> + Clone {
        let values = self.catalogue.values(facet);
        let of = self.catalogue.doc_values(facet, doc).iter();
        of.map(|value| values.text(*value))
            .filter(|text| !text.is_empty())
    }

    /// Returns the language of an article's text.
    #[must_use]
    pub fn language(&self, doc: u32) -> Option<&str> {
        self.values(Facet::Lang, doc).next()
    }

    /// Returns all that is known of an article without its text.
    #[must_use]
    pub fn outline(&self, doc: u32) -> Article {
        let all = |facet| self.values(facet, doc).map(str::to_owned).collect();
        let first = |facet| self.values(facet, doc).next().map(str::to_owned);
        Article {
            id: ArticleId(self.catalogue.id(doc).to_owned()),
            title: self.catalogue.title(doc).to_owned(),
            date: self.catalogue.date(doc),
            language: first(Facet::Lang),
            authors: all(Facet::Author),
            sources: all(Facet::Source),
            section: first(Facet::Section),
            place: first(Facet::Place),
            tags: all(Facet::Tag),
            ..Article::default()
        }
    }

    /// Returns an article that was read before and is still there.
    #[must_use]
    pub fn kept(&self, doc: u32) -> Option<Rc<Article>> {
        let kept = self.kept.borrow();
        let found = kept.iter().find(|(other, _)| *other == doc);
        found.map(|(_, article)| Rc::clone(article))
    }

    /// Reads an article.
    ///
    /// # Errors
    ///
    /// When its text is damaged; the text says what is.
    pub async fn read(&self, doc: u32) -> Result<Rc<Article>, String> {
        if let Some(article) = self.kept(doc) {
            return Ok(article);
        }
        let article = Rc::new(self.engine.article(doc).await?);
        let mut kept = self.kept.borrow_mut();
        kept.push((doc, Rc::clone(&article)));
        if kept.len() > MAX_KEPT {
            kept.remove(0);
        }
        Ok(article)
    }

    /// Returns how all articles spread over bins of a width; counted once.
    #[must_use]
    pub fn spread(&self, level: Level) -> Rc<Spread> {
        if let Some(known) = self.spreads.borrow().get(&level) {
            return Rc::clone(known);
        }
        let spread = Rc::new(spread(&self.catalogue, level));
        self.spreads.borrow_mut().insert(level, Rc::clone(&spread));
        spread
    }
}

/// Counts the values of a facet. Those of the catalogue are in order but for the
/// years.
fn counts(catalogue: &Catalogue, facet: Facet) -> Vec<FacetCount> {
    let values = catalogue.values(facet);
    let mut counts = vec![0; values.n() as usize];
    for doc in 0..catalogue.n_docs() {
        for value in catalogue.doc_values(facet, doc) {
            counts[*value as usize] += 1;
        }
    }
    let mut counts: Vec<FacetCount> = (0..).zip(counts).collect();
    if facet == Facet::Year {
        counts.reverse();
    }
    counts
}

/// Counts articles by bins. They are newest first, and bins oldest first.
fn spread(catalogue: &Catalogue, level: Level) -> Spread {
    let mut spread = Spread {
        level,
        ..Spread::default()
    };
    let mut bins: Vec<(Days, u32)> = Vec::new();
    for doc in (0..catalogue.n_docs()).rev() {
        let Some(date) = catalogue.date(doc) else {
            spread.undated += 1;
            continue;
        };
        let days = Days::from(date);
        match bins.last_mut() {
            Some((bin, n)) if bin.contains(days) => *n += 1,
            _ => {
                let bin = level.bin(days.first);
                if bin.contains(days) {
                    bins.push((bin, 1));
                } else {
                    spread.imprecise += 1;
                }
            }
        }
    }
    spread.bins = bins.into_iter().map(|(bin, n)| (bin.first, n)).collect();
    spread
}
