//! The engine: a packed archive's columns, index and texts, and what was made of
//! them to answer quickly.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::bits::Bits;
use super::counts::Totals;
use super::evaluate::Evaluated;
use super::fields::FieldWords;
use super::found::Found;
use super::rank::{B, K1};
use super::resolved::{Highlighter, Resolved};
use super::token_array::TokenArray;
use super::Hit;
use crate::article::Article;
use crate::catalogue::Catalogue;
use crate::index::Index;
use crate::order;
use crate::texts::{self, Block, Texts, TextsError};
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
    /// What the last query found.
    pub(super) last: RefCell<Option<Rc<Evaluated>>>,
    /// All articles, the oldest first.
    oldest: OnceCell<Vec<u32>>,
    /// The block of the texts that was read last.
    block: RefCell<Option<(u32, Rc<Block>)>>,
}

impl Engine {
    /// Puts an engine together from the parts of one archive.
    #[must_use]
    pub fn new(catalogue: Rc<Catalogue>, index: Index, texts: Texts) -> Self {
        let n_docs = catalogue.n_docs();
        let dates = (0..n_docs).map(|doc| catalogue.date(doc).map(Days::from));
        let average = index.average_len().max(1.0);
        let norm = |doc| K1 * (1.0 - B + B * index.len(doc) as f32 / average);
        let span = catalogue.span();
        Self {
            dates: dates.collect(),
            norms: (0..n_docs).map(norm).collect(),
            level: span.map_or(Level::Day, |span| Level::for_span(span, MAX_BINS)),
            totals: Totals::default(),
            field_words: FieldWords::default(),
            tokens: RefCell::new(TokenArray::new(&texts)),
            kept: RefCell::default(),
            last: RefCell::default(),
            oldest: OnceCell::new(),
            block: RefCell::default(),
            catalogue,
            index,
            texts,
        }
    }

    /// Makes an engine of articles in memory. `Hit::doc` counts them in canonical
    /// order: newest first, undated last, ties by id.
    #[must_use]
<<<<<<< HEAD
    pub fn search(&self, query: &str, options: &SearchOptions) -> SearchResults {
        let Matches {
            plan,
            docs,
            mut notes,
        } = self.matches(query);
        let range = range(options, &mut notes);
        let filter = self.facets.filter(&options.include, &options.exclude);
        let level = options
            .level
            .or(self.span.map(|span| Level::for_span(span, MAX_BINS)));
        let level = level.unwrap_or(Level::Day);
        let mut found = self.count(docs, range, &filter, level);
        self.sort(&mut found.docs, options.sort, plan.has_words());
        let highlighter = Highlighter {
            marks: plan.marks(&self.index),
        };
        let page = found.docs.iter().skip(options.offset).take(options.limit);
        SearchResults {
            total: u32::try_from(found.docs.len()).unwrap_or(u32::MAX),
            items: page
                .map(|(doc, score)| self.hit(*doc, *score, &highlighter))
                .collect(),
            order: found.docs.iter().map(|(doc, _)| doc.0).collect(),
            facets: found.facets,
            spread: found.spread.finish(),
            unranged: found.unranged.finish(),
            notes,
        }
    }

    /// Returns articles as results, without searching; `highlighter` is the
    /// query's. Their scores are 0, and what is no article is left out.
    #[must_use]
    pub fn hits(&self, docs: &[u32], highlighter: &Highlighter) -> Vec<Hit> {
        let is_known = |doc: &&u32| (**doc as usize) < self.docs.len();
        docs.iter()
            .filter(is_known)
            .map(|doc| self.hit(DocId(*doc), 0.0, highlighter))
            .collect()
    }

    /// Returns what marks a query's hits in any text of the archive.
    #[must_use]
    pub fn highlighter(&self, query: &str) -> Highlighter {
        Highlighter {
            marks: self.matches(query).plan.marks(&self.index),
        }
    }

    /// Matches words; typed marks are forgiven only where nothing matches.
    fn matches(&self, text: &str) -> Matches {
        let query::Parsed { query, mut notes } = query::parse(text);
        let plan = Plan::new(&self.index, &query);
        let docs = plan.matches(&self.index);
        if docs.is_empty() && plan.has_words() {
            let bare = without_marks(&query);
            let plan = Plan::new(&self.index, &bare);
            let docs = plan.matches(&self.index);
            if bare != query && !docs.is_empty() {
                notes.push(Note::new(0..text.len(), NoteKind::MarksForgiven));
                return Matches { plan, docs, notes };
            }
        }
        Matches { plan, docs, notes }
    }

    fn count(
        &self,
        docs: Vec<(DocId, f32)>,
        range: Option<Days>,
        filter: &Filter,
        level: Level,
    ) -> Found {
        let mut counts = self.facets.counts();
        let mut spread = SpreadCount::new(level);
        let mut unranged = SpreadCount::new(level);
        let mut kept = Vec::new();
        for (doc, score) in docs {
            let date = self.docs[doc.0 as usize].date;
            let is_in_range = range.is_none_or(|days| {
                date.is_some_and(|date| date.overlaps(days.first, days.last))
            });
            let fit = self.facets.fit(filter, doc);
            if is_in_range {
                counts.add(doc, &fit);
            }
            if matches!(fit, Fit::Fits) {
                unranged.add(date);
                if is_in_range {
                    spread.add(date);
                    kept.push((doc, score));
                }
            }
        }
        Found {
            docs: kept,
            facets: counts.finish(),
            spread,
            unranged,
        }
    }

    fn sort(&self, docs: &mut Vec<(DocId, f32)>, sort: Sort, has_words: bool) {
        let doc = |doc: &DocId| &self.docs[doc.0 as usize];
        let days = |id: &DocId| doc(id).date.map(|date| (date.first(), date.last()));
        let oldest = |id: &DocId| days(id).unwrap_or((Day::MAX, Day::MAX));
        order::sort_by(docs, |(a, a_score), (b, b_score)| {
            let order = match sort {
                Sort::Relevance if has_words => {
                    b_score.total_cmp(a_score).then(days(b).cmp(&days(a)))
                }
                Sort::Relevance | Sort::Newest => days(b).cmp(&days(a)),
                Sort::Oldest => oldest(a).cmp(&oldest(b)),
            };
            order.then_with(|| doc(a).id.cmp(&doc(b).id))
=======
    pub fn build(articles: &[Article]) -> Self {
        let places = order::places(articles.len(), &|a, b| {
            articles[a].newest_first(&articles[b])
>>>>>>> 6b9ac4c (Search the packed index)
        });
        let is_sorted = places.iter().enumerate().all(|(at, place)| at == *place);
        let articles: Cow<'_, [Article]> = if is_sorted {
            Cow::Borrowed(articles)
        } else {
            places.iter().map(|at| articles[*at].clone()).collect()
        };
        let catalogue = Catalogue::open(&Catalogue::build(&articles)).unwrap_or_default();
        let index = Index::open(Index::build(&articles)).unwrap_or_default();
        let texts = Texts::open(Texts::build(&articles, 0)).unwrap_or_default();
        Self::new(Rc::new(catalogue), index, texts)
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
        self.tokens.borrow_mut().read_next(&self.texts, &self.index)
    }

    /// Returns an article.
    ///
    /// # Errors
    ///
    /// If its text cannot be read.
    pub fn article(&self, doc: u32) -> Result<Article, TextsError> {
        texts::article(&self.catalogue, &self.texts, doc)
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
        if let Some(block) = self.block(doc) {
            let mut paragraphs = block.strings(doc, &self.texts);
            if !paragraphs.is_empty() {
                paragraphs.remove(0);
            }
            (hit.snippet, hit.marks) = highlighter.passage(&paragraphs);
            hit.picture = block
                .first_picture(doc)
                .and_then(|number| self.texts.picture(number).ok());
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

    fn block(&self, doc: u32) -> Option<Rc<Block>> {
        let number = self.texts.block_of(doc);
        let mut last = self.block.borrow_mut();
        if let Some((known, block)) = &*last
            && *known == number
        {
            return Some(Rc::clone(block));
        }
        let block = Rc::new(self.texts.block(number).ok()?);
        *last = Some((number, Rc::clone(&block)));
        Some(block)
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
<<<<<<< HEAD
    Highlighter::default()
        .passage(&Doc::new(article).paragraphs)
        .0
}

/// The articles left after filters, and all that was counted with them.
struct Found {
    docs: Vec<(DocId, f32)>,
    facets: BTreeMap<super::Facet, Vec<super::FacetCount>>,
    spread: SpreadCount,
    unranged: SpreadCount,
}

struct SpreadCount {
    level: Level,
    /// By the first day of the bin.
    bins: BTreeMap<Day, u32>,
    imprecise: u32,
    undated: u32,
}

impl SpreadCount {
    fn new(level: Level) -> Self {
        Self {
            level,
            bins: BTreeMap::new(),
            imprecise: 0,
            undated: 0,
        }
    }

    fn add(&mut self, date: Option<Date>) {
        let Some(date) = date else {
            self.undated += 1;
            return;
        };
        let bin = self.level.bin(date.first());
        if bin.contains(date.into()) {
            *self.bins.entry(bin.first).or_default() += 1;
        } else {
            self.imprecise += 1;
        }
    }

    fn finish(self) -> Spread {
        let Self {
            level,
            bins,
            imprecise,
            undated,
        } = self;
        let bins = bins
            .into_iter()
            .map(|(day, n)| (level.bin_key(day), n))
            .collect();
        Spread {
            bins,
            imprecise,
            undated,
        }
    }
}

/// Reads the range asked for. Ends that were swapped are swapped back.
fn range(options: &SearchOptions, notes: &mut Vec<Note>) -> Option<Days> {
    let mut read = |text: &Option<String>| {
        let text = text.as_deref().filter(|text| !text.is_empty())?;
        let date = text.parse::<Date>();
        if date.is_err() {
            notes.push(Note::new(0..0, NoteKind::BadDate));
        }
        date.ok()
    };
    let (from, to) = (read(&options.from), read(&options.to));
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) if from.first() > to.last() => (Some(to), Some(from)),
        other => other,
    };
    (from.is_some() || to.is_some()).then(|| Days {
        first: from.map_or(Day::MIN, Date::first),
        last: to.map_or(Day::MAX, Date::last),
    })
}

fn without_marks(query: &Query) -> Query {
    let mut bare = query.clone();
    let positive = bare.clauses.iter_mut().filter(|clause| !clause.is_negative);
    for atom in positive.flat_map(|clause| &mut clause.alternatives) {
        for word in &mut atom.words {
            *word = word.without_marks();
        }
    }
    bare
=======
    let strings = texts::searchable(article).skip(1);
    let paragraphs: Vec<String> = strings.map(|(_, text)| text.into_owned()).collect();
    Highlighter::default().passage(&paragraphs).0
>>>>>>> 6b9ac4c (Search the packed index)
}

#[cfg(test)]
mod tests;
