//! What would find something where nothing was found: the query with the least
//! taken away, and filters one by one or, where none of them is enough, all; where
//! that is not enough either, both.
//!
//! Every way out is evaluated as it would be if it were asked, so that what is
//! promised is what is found; the words of the query are at hand by then.

use std::ops::Range;

use super::bits::Bits;
use super::engine::Engine;
use super::evaluate::Evaluated;
use super::filter::{Filter, range};
use super::{Choices, Dropped, Instead, SearchOptions};
use crate::order;
use crate::query::{self, Atom, Field, Query, is_quote};

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
    parts: Vec<Part>,
    /// Whether the last word may go on, or the last time.
    goes_on: bool,
    filter: &'a Filter,
    ways: Vec<Instead>,
}

/// A clause of a query, or one of the words that signs join.
struct Part {
    /// UTF-8 bytes of the query.
    byte_range: Range<usize>,
    /// Whether a sign joins it to the part before.
    is_joined: bool,
    /// Whether quotation marks make a phrase of it.
    is_quoted: bool,
}

impl Part {
    /// Whether it would find more were its words apart.
    fn is_held_together(&self) -> bool {
        self.is_quoted || self.is_joined
    }

    /// Returns the parts of a query in order.
    fn all(text: &str, query: &Query) -> Vec<Self> {
        let mut parts = Vec::new();
        for clause in &query.clauses {
            let atoms = || clause.alternatives.iter().filter(|atom| !atom.is_guess);
            let start = parts.len();
            if let (Some(atom), 1, false) =
                (atoms().next(), atoms().count(), clause.is_negative)
                && atom.field.is_none()
                && !atom.is_quoted
            {
                parts.extend((0..atom.words.len()).map(|at| Self {
                    byte_range: atom.word_range(text, at),
                    is_joined: at > 0,
                    is_quoted: false,
                }));
            } else {
                parts.push(Self {
                    byte_range: clause.byte_range.clone(),
                    is_joined: false,
                    is_quoted: !clause.is_negative && atoms().any(|atom| atom.is_quoted),
                });
            }
            // With the signs around them.
            if let [first, ..] = &mut parts[start..] {
                first.byte_range.start = clause.byte_range.start;
            }
            if let [.., last] = &mut parts[start..] {
                last.byte_range.end = clause.byte_range.end;
            }
        }
        parts
    }
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
        let mut ways = self.fewer_words(text, filter);
        if !found.docs.is_empty() {
            self.fewer_filters(text, found, options, &mut ways);
        } else if ways.is_empty() && filter.is_any() {
            ways = self.fewer_words(text, &Filter::default());
            for way in &mut ways {
                way.dropped = Dropped::Filters;
            }
        }
        ways
    }

    fn fewer_words(&self, text: &str, filter: &Filter) -> Vec<Instead> {
        let mut words = Words::new(self, text, filter);
        words.look();
        let apart = words.apart(false);
        if words.ways.is_empty() && words.parts.iter().any(Part::is_held_together) {
            words = Words::new(self, &apart, filter);
            words.look();
        }
        words.ways
    }

    fn fewer_filters(
        &self,
        text: &str,
        found: &Evaluated,
        options: &SearchOptions,
        ways: &mut Vec<Instead>,
    ) {
        let mut n_ways = 0;
        let mut offer = |options: &SearchOptions, dropped: Dropped| {
            let filter = self.filter(options, range(options, &mut Vec::new()));
            let total = filter.fitting(&found.docs).len();
            if total > 0 {
                n_ways += 1;
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
        if n_ways == 0 {
            ways.push(Instead {
                query: text.to_owned(),
                dropped: Dropped::Filters,
                total: found.docs.len(),
            });
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

impl<'a> Words<'a> {
    fn new(engine: &'a Engine, text: &'a str, filter: &'a Filter) -> Self {
        let query = query::parse(text).query;
        let goes_on = query.clauses.last().is_some_and(|clause| {
            let mut atoms = clause.alternatives.iter();
            let goes_on =
                |atom: &Atom| atom.is_prefix || matches!(atom.field, Some(Field::Date(_)));
            clause.byte_range.end == text.len() && atoms.any(goes_on)
        });
        Self {
            engine,
            text,
            parts: Part::all(text, &query),
            goes_on,
            filter,
            ways: Vec::new(),
        }
    }

    /// Takes away what holds words together, then one part by turns, then two, and
    /// where that is not enough all that keeps the rest from finding anything.
    /// Where nothing helps while words are held together, `fewer_words` asks again
    /// with all of them apart.
    fn look(&mut self) {
        if self.parts.iter().any(Part::is_held_together)
            && self.offer(self.apart(false), Dropped::Quotes)
        {
            return;
        }
        let n = self.parts.len();
        if (2..=MAX_TRIED).contains(&n) {
            for at in (0..n).rev() {
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
        let query = query::parse(&self.apart(true)).query;
        if query.clauses.len() != self.parts.len() {
            return;
        }
        let plan = self.engine.plan(&query, &query);
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
        let mut text = String::new();
        let mut last = None;
        for (at, part) in self.parts.iter().enumerate() {
            if left_out.contains(&at) {
                continue;
            }
            let start = match last {
                Some((before, end)) if part.is_joined && before + 1 == at => end,
                Some(_) => {
                    text.push(' ');
                    part.byte_range.start
                }
                None => part.byte_range.start,
            };
            let end = part.byte_range.end;
            text.push_str(self.text.get(start..end).unwrap_or_default());
            last = Some((at, end));
        }
        self.finished(text, last.is_some_and(|(at, _)| at + 1 == self.parts.len()))
    }

    /// Returns the query with its words apart; phrases in quotation marks only if
    /// those are not kept.
    fn apart(&self, keeps_quotes: bool) -> String {
        let parts = self.parts.iter().filter_map(|part| {
            let text = self.text.get(part.byte_range.clone())?;
            Some(if part.is_quoted && !keeps_quotes {
                text.replace(is_quote, " ").trim().to_owned()
            } else {
                text.to_owned()
            })
        });
        let text = parts.collect::<Vec<_>>().join(" ");
        self.finished(text, true)
    }

    /// Ends a query so that its last word goes on only if that is the last one of
    /// all and does.
    fn finished(&self, mut text: String, has_last: bool) -> String {
        let goes_on = has_last && self.goes_on;
        if !text.is_empty() && !goes_on {
            text.push(' ');
        }
        text
    }
}
