//! The engine: a packed archive's columns, index and texts, and what was made of
//! them to answer quickly.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::Hit;
use serde::{Deserialize, Serialize};

use super::bits::Bits;
use super::correct::Corrections;
use super::counts::Totals;
use super::evaluate::Evaluated;
use super::fields::FieldWords;
use super::found::Found;
use super::lists::Lists;
use super::rank::{B, K1};
use super::resolved::{Highlighter, Resolved};
use super::token_array::TokenArray;
use crate::article::{Article, newest_first};
use crate::catalogue::Catalogue;
use crate::index::Index;
use crate::order;
use crate::texts::{self, Block, Texts, TextsError, TooLarge};
use crate::timeline::{Days, Level};

/// Without a level asked for, the archive's span is cut into at most so many bins.
const MAX_BINS: u32 = 600;

/// Searches an archive.
pub struct Engine {
    pub(super) catalogue: Rc<Catalogue>,
    pub(super) index: Index,
    pub(super) texts: Texts,
    /// By article: the days that its date may mean.
    pub(super) dates: Vec<Option<Days>>,
    /// By article: what BM25 divides by beside the frequency.
    pub(super) norms: Vec<f32>,
    /// How wide bins are where nobody says.
    pub(super) level: Level,
    pub(super) totals: Totals,
    pub(super) field_words: FieldWords,
    pub(super) tokens: RefCell<TokenArray>,
    /// What words found, the last asked for first.
    pub(super) kept: RefCell<Vec<Rc<Found>>>,
    pub(super) lists: Lists,
    pub(super) corrections: Corrections,
    /// What the last query found.
    pub(super) last: RefCell<Option<Rc<Evaluated>>>,
    /// All articles, the oldest first.
    oldest: OnceCell<Vec<u32>>,
}

/// What of an article is not in the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// Its strings, those of `texts::searchable` in their order.
    pub strings: Vec<String>,
    /// What is in neither strings nor columns.
    pub rest: Vec<u8>,
    /// Its own pictures, as `data:` addresses; nothing for one that is damaged.
    pub pictures: Vec<String>,
}

impl Unpacked {
    /// Puts the article together.
    ///
    /// # Errors
    ///
    /// When it is another article's, or damaged.
    pub fn article(self, catalogue: &Catalogue, doc: u32) -> Result<Article, TextsError> {
        let Self {
            strings,
            rest,
            pictures,
        } = self;
        texts::article(catalogue, doc, strings, &rest, pictures)
    }
}

impl Engine {
    /// Puts an engine together from the parts of one archive.
    #[must_use]
    pub fn new(catalogue: Rc<Catalogue>, index: Index, texts: Texts) -> Self {
        let tokens = TokenArray::new(&texts, &index);
        let n_docs = catalogue.n_docs();
        let dates = (0..n_docs).map(|doc| catalogue.date(doc).map(Days::from));
        let average = index.average_len().max(1.0);
        let norm = |doc| K1 * (1.0 - B + B * index.len(doc) as f32 / average);
        let span = catalogue.span();
        Self {
            dates: dates.collect(),
            norms: (0..n_docs).map(norm).collect(),
            level: span.map_or(Level::Day, |span| Level::for_span(span, MAX_BINS).named()),
            totals: Totals::default(),
            field_words: FieldWords::default(),
            tokens: RefCell::new(tokens),
            kept: RefCell::default(),
            lists: Lists::default(),
            corrections: Corrections::default(),
            last: RefCell::default(),
            oldest: OnceCell::new(),
            catalogue,
            index,
            texts,
        }
    }

    /// Makes an engine of articles in memory. `Hit::doc` counts them in canonical
    /// order: newest first, undated last, ties by id.
    ///
    /// # Errors
    ///
    /// When there is too much of them.
    pub fn build(articles: &[Article]) -> Result<Self, TooLarge> {
        texts::check_size(articles)?;
        let places = order::places(articles.len(), &|a, b| {
            newest_first(&articles[a], &articles[b])
        });
        let is_sorted = places.iter().enumerate().all(|(at, place)| at == *place);
        let articles: Cow<'_, [Article]> = if is_sorted {
            Cow::Borrowed(articles)
        } else {
            places.iter().map(|at| articles[*at].clone()).collect()
        };
        let columns = Catalogue::build(&articles);
        let catalogue = Catalogue::open(&columns).map_err(|_| TooLarge::All)?;
        let index = Index::open(Index::build(&articles)).map_err(|_| TooLarge::All)?;
        let texts = Texts::open(Texts::build(&articles, 0)).map_err(|_| TooLarge::All)?;
        Ok(Self::new(Rc::new(catalogue), index, texts))
    }

    /// The columns it was made with.
    #[must_use]
    pub fn catalogue(&self) -> &Rc<Catalogue> {
        &self.catalogue
    }

    /// How many articles it has.
    #[must_use]
    pub fn n_docs(&self) -> u32 {
        self.catalogue.n_docs()
    }

    /// Reads one more block of the texts, so that phrases are found at once later;
    /// says whether any is left. Searching reads what it lacks by itself.
    pub fn prepare(&self) -> bool {
        let is_left = self.tokens.borrow_mut().read_next(&self.texts, &self.index);
        is_left || self.lists.prepare(&self.index, &self.norms)
    }

    /// Returns an article.
    ///
    /// # Errors
    ///
    /// When its text cannot be read, or there is no such article.
    pub fn article(&self, doc: u32) -> Result<Article, TextsError> {
        self.unpacked(doc)?.article(&self.catalogue, doc)
    }

    /// Returns what of an article is not in the columns, to be sent to whoever has
    /// those.
    ///
    /// # Errors
    ///
    /// When its text cannot be read, or there is no such article.
    pub fn unpacked(&self, doc: u32) -> Result<Unpacked, TextsError> {
        let block = self.block(doc)?;
        let rest = block.rest(doc);
        Ok(Unpacked {
            strings: block.strings(doc, &self.texts),
            rest: rest.to_vec(),
            pictures: self.texts.pictures_left(rest),
        })
    }

    /// Returns articles as results, without searching. Their scores are 0, and
    /// what is no article is left out.
    #[must_use]
    pub fn hits(&self, docs: &[u32], resolved: &Resolved) -> Vec<Hit> {
        let highlighter = Highlighter::new(resolved);
        let known = docs.iter().filter(|doc| **doc < self.n_docs());
        known.map(|doc| self.hit(*doc, 0.0, &highlighter)).collect()
    }

    pub(super) fn hit(&self, doc: u32, score: f32, highlighter: &Highlighter) -> Hit {
        let mut hit = self.bare_hit(doc, score);
        hit.title_marks = highlighter.title_marks(&hit.title);
        if let Ok(block) = self.block(doc) {
            let is_wanted = |surface| highlighter.may_mark(self.texts.surface(surface));
            let mut passages = block.passages(doc, &self.texts, &is_wanted);
            (hit.snippet, hit.marks) = highlighter.passage(&mut passages);
            if self.catalogue.has_picture(doc) {
                let pictures = texts::pictures(block.rest(doc));
                let picture = pictures.first().map(|number| self.texts.picture(*number));
                hit.picture = picture.and_then(Result::ok);
            }
        }
        hit
    }

    /// Returns an article as a result without what stands in its text.
    pub(super) fn bare_hit(&self, doc: u32, score: f32) -> Hit {
        Hit {
            id: self.catalogue.id(doc).to_owned(),
            title: self.catalogue.title(doc).to_owned(),
            date: self.catalogue.date(doc).map(|date| date.to_string()),
            score,
            snippet: String::new(),
            marks: Vec::new(),
            title_marks: Vec::new(),
            doc,
            picture: None,
        }
    }

    fn block(&self, doc: u32) -> Result<Rc<Block>, TextsError> {
        self.texts.block(self.texts.block_of(doc))
    }

    /// Returns a set with the oldest first, undated last, ties by id.
    pub(super) fn oldest_first(&self, docs: &Bits) -> impl Iterator<Item = u32> {
        let order = self.oldest.get_or_init(|| {
            let days = |doc: usize| self.dates[doc].map(|days| (days.first, days.last));
            let places = order::places(self.dates.len(), &|a, b| match (days(a), days(b)) {
                (Some(a_days), Some(b_days)) => a_days.cmp(&b_days),
                (a_days, b_days) => a_days.is_none().cmp(&b_days.is_none()),
            });
            places.into_iter().map(|doc| doc as u32).collect()
        });
        order.iter().copied().filter(|doc| docs.contains(*doc))
    }
}

/// Returns what results show of an article where nothing was asked.
pub(crate) fn beginning(article: &Article) -> String {
    let strings = texts::searchable(article).skip(1);
    let mut paragraphs = strings.map(|(_, text)| text.to_owned());
    Highlighter::default().passage(&mut paragraphs).0
}

#[cfg(test)]
mod tests;
