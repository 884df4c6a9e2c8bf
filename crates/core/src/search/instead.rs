//! What would find something where nothing was found: the query with the least
//! taken away, and filters one by one.
//!
//! Every way out is evaluated as it would be if it were asked, so that what is
//! promised is what is found; the words of the query are at hand by then.

use super::engine::Engine;
use super::evaluate::Evaluated;
use super::filter::{Filter, range};
use super::{Choices, Dropped, Instead, SearchOptions};
use crate::query::{self, Clause};

/// So many parts of a query are left out by turns, in pairs too.
const MAX_TRIED: usize = 6;

/// So many parts of a query are put together again one by one.
const MAX_PARTS: usize = 16;

/// At most so many ways out are offered by filters.
const MAX_FILTERS: usize = 8;

/// Looks for ways out of one query by words.
struct Words<'a> {
    engine: &'a Engine,
    text: &'a str,
    clauses: Vec<Clause>,
    filter: &'a Filter,
    ways: Vec<Instead>,
}

impl Engine {
    /// Returns ways out, best first.
    pub(super) fn instead(
        &self,
        text: &str,
        found: &Evaluated,
        options: &SearchOptions,
        filter: &Filter,
    ) -> Vec<Instead> {
        let mut words = Words {
            engine: self,
            text,
            clauses: query::parse(text).query.clauses,
            filter,
            ways: Vec::new(),
        };
        words.look();
        let mut ways = words.ways;
        if !found.docs.is_empty() {
            self.fewer_filters(text, found, options, &mut ways);
        }
        ways
    }

    fn fewer_filters(
        &self,
        text: &str,
        found: &Evaluated,
        options: &SearchOptions,
        ways: &mut Vec<Instead>,
    ) {
        let mut offer = |options: &SearchOptions, dropped: Dropped| {
            let filter = self.filter(options, range(options, &mut Vec::new()));
            let total = filter.fitting(&found.docs).len();
            if total > 0 {
                ways.push(Instead {
                    query: text.to_owned(),
                    dropped,
                    total,
                });
            }
        };
        if options.from.is_some() || options.to.is_some() {
            let mut fewer = options.clone();
            (fewer.from, fewer.to) = (None, None);
            offer(&fewer, Dropped::Range);
        }
        let chosen = |choices: &Choices, is_excluded: bool| -> Vec<Dropped> {
            let mut all = Vec::new();
            for (facet, values) in choices {
                all.extend(values.iter().map(|value| Dropped::Choice {
                    facet: *facet,
                    value: value.clone(),
                    is_excluded,
                }));
            }
            all
        };
        let mut all = chosen(&options.include, false);
        all.extend(chosen(&options.exclude, true));
        for dropped in all.into_iter().take(MAX_FILTERS) {
            offer(&without_choice(options, &dropped), dropped);
        }
    }
}

fn without_choice(options: &SearchOptions, dropped: &Dropped) -> SearchOptions {
    let mut fewer = options.clone();
    if let Dropped::Choice {
        facet,
        value,
        is_excluded,
    } = dropped
    {
        let choices = if *is_excluded {
            &mut fewer.exclude
        } else {
            &mut fewer.include
        };
        if let Some(values) = choices.get_mut(facet) {
            values.retain(|other| other != value);
        }
    }
    fewer
}

impl Words<'_> {
    /// Takes away quotation marks, then one part by turns, then two, and where
    /// that is not enough all that keeps the rest from finding anything.
    fn look(&mut self) {
        let mut atoms = self.clauses.iter().flat_map(|clause| &clause.alternatives);
        if atoms.any(|atom| atom.is_quoted)
            && self.offer(self.without_quotes(), Dropped::Quotes)
        {
            return;
        }
        let n = self.clauses.len().min(MAX_TRIED);
        if self.clauses.len() < 2 {
            return;
        }
        for at in 0..n {
            self.offer(self.without(&[at]), Dropped::Words);
        }
        if self.ways.is_empty() && self.clauses.len() > 2 {
            for (a, b) in (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))) {
                self.offer(self.without(&[a, b]), Dropped::Words);
            }
        }
        if self.ways.is_empty() && self.clauses.len() > 3 {
            self.put_together();
        }
    }

    /// Adds part after part as long as anything is found.
    fn put_together(&mut self) {
        let n = self.clauses.len();
        let mut left_out: Vec<usize> = (0..n).collect();
        for at in 0..n.min(MAX_PARTS) {
            let tried: Vec<usize> = left_out.iter().copied().filter(|out| *out != at).collect();
            if self.count(&self.without(&tried)) > 0 {
                left_out = tried;
            }
        }
        self.offer(self.without(&left_out), Dropped::Words);
    }

    /// Offers a query if it finds anything, and says whether it does.
    fn offer(&mut self, query: String, dropped: Dropped) -> bool {
        let total = self.count(&query);
        if total > 0 && self.ways.iter().all(|way| way.query != query) {
            self.ways.push(Instead {
                query,
                dropped,
                total,
            });
        }
        total > 0
    }

    fn count(&self, query: &str) -> u32 {
        if query.is_empty() {
            return 0;
        }
        let found = self.engine.evaluate_anew(query);
        self.filter.fitting(&found.docs).len()
    }

    /// Returns the query without some of its parts.
    fn without(&self, left_out: &[usize]) -> String {
        let parts = self.clauses.iter().enumerate();
        let kept = parts.filter(|(at, _)| !left_out.contains(at));
        let kept = kept.filter_map(|(_, clause)| self.text.get(clause.byte_range.clone()));
        kept.collect::<Vec<_>>().join(" ")
    }

    fn without_quotes(&self) -> String {
        let is_quote = |letter: char| matches!(letter, '"' | '“' | '”' | '„' | '«' | '»');
        self.text.replace(is_quote, " ").trim().to_owned()
    }
}
