//! The engine: every article's words in memory.

use std::collections::BTreeMap;

use super::facets::{Facets, Filter, Fit};
use super::matching::Plan;
use super::snippet::Highlighter;
use super::{Hit, SearchOptions, SearchResults, Sort, Spread};
use crate::article::Article;
use crate::date::{Date, Day};
use crate::index::{DocId, Index};
use crate::order;
use crate::query::{self, Note, NoteKind, Query};
use crate::timeline::{Days, Level};

/// Without a level asked for, the archive's span is cut into at most so many bins.
const MAX_BINS: u32 = 600;

/// Searches a list of articles.
pub struct Engine {
    index: Index,
    docs: Vec<Doc>,
    facets: Facets,
    /// From the first to the last day of any date.
    span: Option<Days>,
}

/// What of an article is shown in results.
struct Doc {
    id: String,
    title: String,
    date: Option<Date>,
    paragraphs: Vec<String>,
}

/// The articles that match words, with what there is to say of the query.
struct Matches {
    plan: Plan,
    docs: Vec<(DocId, f32)>,
    notes: Vec<Note>,
}

impl Engine {
    /// Reads every article's words. `Hit::doc` counts in the order given.
    #[must_use]
    pub fn new(articles: &[Article]) -> Self {
        let spans = articles
            .iter()
            .filter_map(|article| article.date.map(Days::from));
        Self {
            index: Index::new(articles),
            docs: articles.iter().map(Doc::new).collect(),
            facets: Facets::new(articles),
            span: spans.reduce(|a, b| Days {
                first: a.first.min(b.first),
                last: a.last.max(b.last),
            }),
        }
    }

    /// Searches. The same query gives the same order everywhere.
    #[must_use]
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
        });
    }

    fn hit(&self, id: DocId, score: f32, highlighter: &Highlighter) -> Hit {
        let doc = &self.docs[id.0 as usize];
        let (snippet, marks) = highlighter.passage(&doc.paragraphs);
        Hit {
            id: doc.id.clone(),
            title: doc.title.clone(),
            date: doc.date.map(|date| date.to_string()),
            score,
            snippet,
            marks,
            title_marks: highlighter.marks(&doc.title),
            doc: id.0,
        }
    }
}

impl Doc {
    fn new(article: &Article) -> Self {
        let block = |block: &crate::article::Block| {
            let mut text = String::new();
            block.write_plain(&mut text);
            text
        };
        Self {
            id: article.id.0.clone(),
            title: article.title.clone(),
            date: article.date,
            paragraphs: article
                .lead
                .iter()
                .cloned()
                .chain(article.blocks.iter().map(block))
                .collect(),
        }
    }
}

/// Returns what results show of an article where nothing was asked.
pub(crate) fn beginning(article: &Article) -> String {
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
}

#[cfg(test)]
mod tests;
