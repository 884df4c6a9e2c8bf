//! Counts of facet values and of bins over a set of articles.
//!
//! Of more than half of the articles the others are counted and taken from what
//! all have.

use std::cell::OnceCell;

use super::bits::Bits;
use super::engine::Engine;
use super::{Facet, FacetCount, Spread};
use crate::date::Day;
use crate::order;
use crate::timeline::{Days, Level};

/// What is known of a facet's values over all articles.
struct FacetTotals {
    /// The values, sorted by what they say.
    sorted: Vec<u32>,
    /// By value: its place in `sorted`.
    ranks: Vec<u32>,
    /// By value: how many articles have it.
    totals: Vec<u32>,
}

/// The bins of one width that hold articles.
struct LevelBins {
    /// Their first days, oldest first.
    days: Vec<Day>,
    /// By article: its place in `days`, the place behind the last for an
    /// imprecise date, and the one behind that for none.
    places: Vec<u32>,
    totals: Vec<u32>,
}

/// What is counted once for the whole archive, when it is first wanted.
#[derive(Default)]
pub(super) struct Totals {
    facets: [OnceCell<FacetTotals>; Facet::ALL.len()],
    levels: [OnceCell<LevelBins>; Level::ALL.len()],
}

impl Engine {
    /// Returns the values of a facet in a set of so many articles, most frequent
    /// first, ties by value.
    pub(super) fn facet_counts(&self, facet: usize, docs: &Bits, n: u32) -> Vec<FacetCount> {
        let known = self.totals.facets[facet].get_or_init(|| self.facet_totals(facet));
        if let [value] = known.sorted[..] {
            return (n > 0).then_some((value, n)).into_iter().collect();
        }
        let counts = self.count(docs, n, &known.totals, &|docs, counts| {
            self.catalogue
                .count_values(Facet::ALL[facet], docs.iter(), counts);
        });
        let mut keys: Vec<u64> = Vec::new();
        for (n, rank) in counts.iter().zip(&known.ranks) {
            if *n > 0 {
                keys.push(u64::from(!*n) << 32 | u64::from(*rank));
            }
        }
        order::sort_keys(&mut keys);
        let value = |key: u64| {
            let value = known.sorted.get(key as u32 as usize)?;
            Some((*value, !((key >> 32) as u32)))
        };
        keys.into_iter().filter_map(value).collect()
    }

    fn facet_totals(&self, facet: usize) -> FacetTotals {
        let values = self.catalogue.values(Facet::ALL[facet]);
        let n_values = values.n();
        let order = order::places(n_values as usize, &|a, b| {
            values.text(a as u32).cmp(values.text(b as u32))
        });
        let mut ranks = vec![0; order.len()];
        for (rank, value) in (0..).zip(&order) {
            ranks[*value] = rank;
        }
        let mut totals = vec![0; order.len()];
        self.catalogue
            .count_values(Facet::ALL[facet], 0..self.n_docs(), &mut totals);
        FacetTotals {
            sorted: order.iter().map(|value| *value as u32).collect(),
            ranks,
            totals,
        }
    }

    /// Returns how a set of so many articles spreads over bins.
    pub(super) fn spread(&self, level: Level, docs: &Bits, n: u32) -> Spread {
        let bins = &self.totals.levels[level as usize];
        let bins = bins.get_or_init(|| self.level_bins(level));
        let mut counts = self.count(docs, n, &bins.totals, &|docs, counts| {
            for doc in docs.iter() {
                let place = bins.places.get(doc as usize);
                if let Some(count) = place.and_then(|at| counts.get_mut(*at as usize)) {
                    *count += 1;
                }
            }
        });
        let undated = counts.pop().unwrap_or_default();
        let imprecise = counts.pop().unwrap_or_default();
        let bins = bins.days.iter().zip(counts).filter(|(_, n)| *n > 0);
        Spread {
            level,
            bins: bins.map(|(day, n)| (*day, n)).collect(),
            imprecise,
            undated,
        }
    }

    fn level_bins(&self, level: Level) -> LevelBins {
        const IMPRECISE: u32 = u32::MAX - 1;
        // Newest first, so that articles of one bin follow each other, all but
        // those of wider dates.
        let mut bins: Vec<Days> = Vec::new();
        let mut places: Vec<u32> = Vec::with_capacity(self.dates.len());
        for days in &self.dates {
            let Some(days) = days else {
                places.push(u32::MAX);
                continue;
            };
            let is_new = bins.last().is_none_or(|bin| days.first < bin.first);
            if is_new {
                bins.push(level.bin(days.first));
            }
            let bin = bins.last().filter(|bin| bin.contains(*days));
            let place = u32::try_from(bins.len() - 1).unwrap_or(IMPRECISE);
            places.push(bin.map_or(IMPRECISE, |_| place));
        }
        let n_bins = bins.len() as u32;
        for place in &mut places {
            *place = match *place {
                u32::MAX => n_bins + 1,
                IMPRECISE => n_bins,
                place => n_bins - 1 - place,
            };
        }
        let mut totals = vec![0; bins.len() + 2];
        for place in &places {
            totals[*place as usize] += 1;
        }
        LevelBins {
            days: bins.iter().rev().map(|bin| bin.first).collect(),
            places,
            totals,
        }
    }

    fn count(
        &self,
        docs: &Bits,
        n: u32,
        totals: &[u32],
        add: &dyn Fn(&Bits, &mut [u32]),
    ) -> Vec<u32> {
        let n_docs = self.n_docs();
        let mut counts = vec![0; totals.len()];
        if n <= n_docs / 2 {
            add(docs, &mut counts);
            return counts;
        }
        if n < n_docs {
            let mut others = Bits::all(n_docs);
            others.take_out(docs);
            add(&others, &mut counts);
        }
        for (count, total) in counts.iter_mut().zip(totals) {
            *count = total - *count;
        }
        counts
    }
}
