//! What would find something where nothing was found: the query with the least
//! taken away, and filters one by one.
//!
//! Every way out is evaluated as it would be if it were asked, so that what is
//! promised is what is found; the words of the query are at hand by then.

use super::bits::Bits;
use super::engine::Engine;
use super::evaluate::Evaluated;
use super::filter::{Filter, range};
use super::{Choices, Dropped, Instead, SearchOptions};
use crate::order;
use crate::query::{self, Query, is_quote};

/// Of so many parts of a query pairs are left out too; at most so many ways out are
/// offered by words.
const MAX_PAIRED: usize = 6;

/// Of so many parts of a query each is left out by turns.
const MAX_TRIED: usize = 16;

/// At most so many ways out are offered by filters.
const MAX_FILTERS: usize = 8;

/// Looks for ways out of one query by words.
struct Words<'a> {
    engine: &'a Engine,
    text: &'a str,
    query: Query,
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
            query: query::parse(text).query,
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
        let clauses = self.query.clauses.iter();
        let mut atoms = clauses
            .filter(|clause| !clause.is_negative)
            .flat_map(|clause| &clause.alternatives);
        if atoms.any(|atom| atom.is_quoted)
            && self.offer(self.without_quotes(), Dropped::Quotes)
        {
            return;
        }
        let n = self.query.clauses.len();
        if (2..=MAX_TRIED).contains(&n) {
            for at in 0..n {
                self.offer(self.without(&[at]), Dropped::Words);
            }
        }
        if self.ways.is_empty() && (3..=MAX_PAIRED).contains(&n) {
            for (a, b) in (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))) {
                self.offer(self.without(&[a, b]), Dropped::Words);
            }
        }
        if self.ways.is_empty() && n > 3 {
            self.put_together();
        }
    }

    /// Adds part after part, those that find most first, as long as any article
    /// may have them all.
    fn put_together(&mut self) {
        let plan = self.engine.plan(&self.query, &self.query);
        let n_docs = self.engine.n_docs();
        let sets: Vec<Bits> = plan
            .clauses
            .iter()
            .map(|clause| clause.docs(n_docs))
            .collect();
        let sizes = sets.iter().zip(0_u64..);
        let mut keys: Vec<u64> = sizes
            .map(|(set, at)| u64::from(!set.len()) << 32 | at)
            .collect();
        order::sort_keys(&mut keys);
        let mut docs = self.filter.fitting(&Bits::all(n_docs));
        let mut left_out = Vec::new();
        for at in keys.into_iter().map(|key| key as u32 as usize) {
            let clause = &plan.clauses[at];
            let mut fewer = docs.clone();
            if !clause.is_negative {
                fewer.keep(&sets[at]);
            } else if !clause.is_read() {
                fewer.take_out(&sets[at]);
            }
            if fewer.is_empty() {
                left_out.push(at);
            } else {
                docs = fewer;
            }
        }
        self.offer(self.without(&left_out), Dropped::Words);
    }

    /// Offers a query if it finds anything, and says whether it does.
    fn offer(&mut self, query: String, dropped: Dropped) -> bool {
        if self.ways.len() == MAX_PAIRED {
            return true;
        }
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
        let parts = self.query.clauses.iter().enumerate();
        let kept = parts.filter(|(at, _)| !left_out.contains(at));
        let kept = kept.filter_map(|(_, clause)| self.text.get(clause.byte_range.clone()));
        kept.collect::<Vec<_>>().join(" ")
    }

    fn without_quotes(&self) -> String {
        let clauses = self.query.clauses.iter();
        let parts = clauses.filter_map(|clause| {
            let part = self.text.get(clause.byte_range.clone())?;
            Some(if clause.is_negative {
                part.to_owned()
            } else {
                part.replace(is_quote, " ").trim().to_owned()
            })
        });
        parts.collect::<Vec<_>>().join(" ")
    }
}
