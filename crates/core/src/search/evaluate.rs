//! From a query to results.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::bits::Bits;
use super::correct::MUCH;
use super::engine::Engine;
use super::filter::{Filter, range};
use super::plan::Plan;
use super::resolved::{Highlighter, Resolved};
use super::{Facet, SearchOptions, SearchResults, Sort, Spread};
use crate::date::Date;
use crate::query::{self, Note, NoteKind, Parsed, Query};
use crate::timeline::Days;

/// No more articles than these are next to nothing.
const FEW: u32 = 3;

/// What a query finds before any filter.
pub(super) struct Evaluated {
    text: String,
    pub(super) plan: Plan,
    pub(super) docs: Bits,
    notes: Vec<Note>,
    resolved: Resolved,
}

/// What is left after filters.
struct Kept {
    docs: Bits,
    /// The same without the range.
    unranged: Bits,
    n: u32,
}

impl Engine {
    /// Searches. The same query gives the same order everywhere.
    #[must_use]
    pub fn search(&self, query: &str, options: &SearchOptions) -> SearchResults {
        let found = self.evaluate(query);
        let mut notes = found.notes.clone();
        let filter = self.filter(options, range(options, &mut notes));
        let kept = keep(&found, &filter);
        self.note_uncertain(query, &found, filter.range, &kept.docs, &mut notes);
        let (spread, unranged) = self.spreads(options, &filter, &kept);
        let n_wanted = options.offset.saturating_add(options.limit);
        let n_wanted = if options.limit == 0 { 0 } else { n_wanted };
        let order = self.sorted(&found, &kept.docs, options.sort, n_wanted);
        let page = order.into_iter().skip(options.offset);
        let highlighter = Highlighter::new(&found.resolved);
        let item = |(doc, score)| {
            if options.has_snippets {
                self.hit(doc, score, &highlighter)
            } else {
                self.bare_hit(doc, score)
            }
        };
        SearchResults {
            total: kept.n,
            items: page.map(item).collect(),
            facets: if options.has_counts {
                self.facets(&found, &filter, &kept)
            } else {
                BTreeMap::new()
            },
            spread,
            unranged,
            n_unfiltered: found.docs.len(),
            notes,
            resolved: found.resolved.clone(),
            instead: if kept.n == 0 {
                self.instead(query, &found, options, &filter)
            } else {
                Vec::new()
            },
        }
    }

    /// Returns all articles found in the order asked for; `limit` and `offset`
    /// count for nothing.
    ///
    /// By relevance, whether words stand together is looked up in every article
    /// found. What texts `prepare` has not read by then are read for that, each
    /// once: of 10,000 articles at most some 500 ms in the page.
    #[must_use]
    pub fn order(&self, query: &str, options: &SearchOptions) -> Vec<u32> {
        let found = self.evaluate(query);
        let filter = self.filter(options, range(options, &mut Vec::new()));
        let kept = keep(&found, &filter);
        let order = self.sorted(&found, &kept.docs, options.sort, usize::MAX);
        order.into_iter().map(|(doc, _)| doc).collect()
    }

    fn sorted(
        &self,
        found: &Evaluated,
        docs: &Bits,
        sort: Sort,
        n_wanted: usize,
    ) -> Vec<(u32, f32)> {
        if n_wanted == 0 {
            return Vec::new();
        }
        match sort {
            Sort::Relevance if found.plan.has_words() => self.best(&found.plan, docs, n_wanted),
            Sort::Oldest => {
                let oldest = self.oldest_first(docs);
                oldest.take(n_wanted).map(|doc| (doc, 0.0)).collect()
            }
            // The order of the archive is newest first.
            _ => docs.iter().take(n_wanted).map(|doc| (doc, 0.0)).collect(),
        }
    }

    /// Returns how articles spread over time, and how they would without the range.
    fn spreads(
        &self,
        options: &SearchOptions,
        filter: &Filter,
        kept: &Kept,
    ) -> (Spread, Spread) {
        if !options.has_counts {
            return Default::default();
        }
        let level = options.level.unwrap_or(self.level);
        let spread = self.spread(level, &kept.docs, kept.n);
        let unranged = match filter.range {
            None => spread.clone(),
            Some(_) => self.spread(level, &kept.unranged, kept.unranged.len()),
        };
        (spread, unranged)
    }

    fn facets(
        &self,
        found: &Evaluated,
        filter: &Filter,
        kept: &Kept,
    ) -> BTreeMap<Facet, Vec<super::FacetCount>> {
        let count = |(at, facet)| {
            let counts = match filter.without(at, &found.docs) {
                Some(docs) => self.facet_counts(at, &docs, docs.len()),
                None => self.facet_counts(at, &kept.docs, kept.n),
            };
            (facet, counts)
        };
        Facet::ALL.into_iter().enumerate().map(count).collect()
    }

    /// Says so where articles found may not lie in the time asked for.
    fn note_uncertain(
        &self,
        query: &str,
        found: &Evaluated,
        range: Option<Days>,
        docs: &Bits,
        notes: &mut Vec<Note>,
    ) {
        let positive = found
            .plan
            .clauses
            .iter()
            .filter(|clause| !clause.is_negative);
        let times = positive.flat_map(|clause| &clause.alternatives);
        for days in times.filter_map(|atom| atom.days).chain(range) {
            let may_lie = |doc: u32| {
                self.dates[doc as usize].is_some_and(|its| {
                    let overlaps = its.first <= days.last && days.first <= its.last;
                    let is_in_doubt =
                        || self.catalogue.date(doc).is_some_and(Date::is_in_doubt);
                    overlaps && (!days.contains(its) || is_in_doubt())
                })
            };
            if docs.iter().any(may_lie) {
                notes.push(Note::new(0..query.len(), NoteKind::UncertainDates));
                return;
            }
        }
    }

    /// Finds what a query matches; the last query's is kept.
    pub(super) fn evaluate(&self, text: &str) -> Rc<Evaluated> {
        let last = self.last.borrow().clone();
        if let Some(last) = last.filter(|last| last.text == text) {
            return last;
        }
        let evaluated = Rc::new(self.evaluate_anew(text));
        *self.last.borrow_mut() = Some(Rc::clone(&evaluated));
        evaluated
    }

    /// Marks are forgiven, and then words corrected, only where nothing matches
    /// otherwise, and that is said. What next to nothing matches but for the marks
    /// is held to be misspelt where that finds much more.
    pub(super) fn evaluate_anew(&self, text: &str) -> Evaluated {
        let Parsed { query, notes } = query::parse(text);
        let asked = self.evaluate_query(text, &query, &query);
        if !asked.docs.is_empty() {
            return Evaluated { notes, ..asked };
        }
        let mut found = self.forgiven(text, &query);
        let n_forgiven = found.as_ref().map_or(0, |found| found.docs.len());
        if n_forgiven <= FEW
            && asked.plan.has_words()
            && let Some(corrected) = self.corrected(text, &query)
            && corrected.docs.len() > n_forgiven * MUCH
        {
            found = Some(corrected);
        }
        let mut found = found.unwrap_or(asked);
        found.notes.splice(0..0, notes);
        found
    }

    /// Finds what one reading of a query matches. `typed` is the same with the
    /// marks that were typed.
    pub(super) fn evaluate_query(&self, text: &str, query: &Query, typed: &Query) -> Evaluated {
        let mut plan = self.plan(query, typed);
        let docs = self.matches(&mut plan);
        let resolved = plan.resolved(query);
        Evaluated {
            text: text.to_owned(),
            plan,
            docs,
            notes: Vec::new(),
            resolved,
        }
    }
}

impl Evaluated {
    pub(super) fn add_notes(&mut self, notes: Vec<Note>) {
        self.notes.extend(notes);
    }
}

fn keep(found: &Evaluated, filter: &Filter) -> Kept {
    let unranged = filter.unranged(&found.docs);
    let mut docs = unranged.clone();
    filter.keep_range(&mut docs);
    Kept {
        n: docs.len(),
        docs,
        unranged,
    }
}

/// Returns the same query without marks on the words that must be there.
pub(super) fn without_marks(query: &Query) -> Query {
    let mut bare = query.clone();
    let positive = bare.clauses.iter_mut().filter(|clause| !clause.is_negative);
    for atom in positive.flat_map(|clause| &mut clause.alternatives) {
        for word in &mut atom.words {
            *word = word.without_marks();
        }
    }
    bare
}
