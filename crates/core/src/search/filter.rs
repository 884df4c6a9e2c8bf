//! Filters: the range of time, and the values of facets that were chosen.

use super::bits::Bits;
use super::engine::Engine;
use super::{Choices, Facet, SearchOptions};
use crate::date::{Date, Day};
use crate::query::{Note, NoteKind};
use crate::timeline::Days;

/// What was chosen, as sets of articles.
#[derive(Default)]
pub(super) struct Filter {
    pub(super) range: Option<Days>,
    /// The articles in the range.
    in_range: Option<Bits>,
    /// Per facet with chosen values: its place in `Facet::ALL` and what fits.
    facets: Vec<(usize, Bits)>,
}

impl Filter {
    /// Whether anything was chosen.
    pub(super) fn is_any(&self) -> bool {
        self.range.is_some() || !self.facets.is_empty()
    }

    /// Keeps what fits the chosen values of every facet but one.
    fn keep_facets(&self, docs: &mut Bits, but: Option<usize>) {
        for (facet, fits) in &self.facets {
            if Some(*facet) != but {
                docs.keep(fits);
            }
        }
    }

    /// Returns what of a set fits every facet.
    pub(super) fn unranged(&self, docs: &Bits) -> Bits {
        let mut kept = docs.clone();
        self.keep_facets(&mut kept, None);
        kept
    }

    /// Keeps what lies in the range.
    pub(super) fn keep_range(&self, docs: &mut Bits) {
        if let Some(in_range) = &self.in_range {
            docs.keep(in_range);
        }
    }

    /// Returns what of a set fits every facet and the range.
    pub(super) fn fitting(&self, docs: &Bits) -> Bits {
        let mut kept = self.unranged(docs);
        self.keep_range(&mut kept);
        kept
    }

    /// Returns what of a set fits everything but one facet's chosen values, if it
    /// has any.
    pub(super) fn without(&self, facet: usize, docs: &Bits) -> Option<Bits> {
        self.facets.iter().find(|(chosen, _)| *chosen == facet)?;
        let mut kept = docs.clone();
        self.keep_range(&mut kept);
        self.keep_facets(&mut kept, Some(facet));
        Some(kept)
    }
}

impl Engine {
    pub(super) fn filter(&self, options: &SearchOptions, range: Option<Days>) -> Filter {
        let mut facets = Vec::new();
        for (at, facet) in Facet::ALL.into_iter().enumerate() {
            let include = chosen(&options.include, facet);
            let exclude = chosen(&options.exclude, facet);
            if include.is_empty() && exclude.is_empty() {
                continue;
            }
            let mut fits = if include.is_empty() {
                Bits::all(self.n_docs())
            } else {
                self.with_values(facet, &|name| include.iter().any(|value| value == name))
            };
            if !exclude.is_empty() {
                let is_out = |name: &str| exclude.iter().any(|value| value == name);
                fits.take_out(&self.with_values(facet, &is_out));
            }
            facets.push((at, fits));
        }
        Filter {
            range,
            in_range: range.map(|days| self.overlapping(days)),
            facets,
        }
    }

    /// Returns the articles that have a value for which something holds.
    pub(super) fn with_values(&self, facet: Facet, holds: &dyn Fn(&str) -> bool) -> Bits {
        let values = self.catalogue.values(facet);
        let is_wanted: Vec<bool> = (0..values.n()).map(|at| holds(values.text(at))).collect();
        self.with_wanted(facet, &is_wanted)
    }

    /// Returns the articles that have one of the values marked.
    pub(super) fn with_wanted(&self, facet: Facet, is_wanted: &[bool]) -> Bits {
        let mut docs = Bits::none(self.n_docs());
        if is_wanted.contains(&true) {
            for doc in 0..self.n_docs() {
                let mut values = self.catalogue.doc_values(facet, doc).iter();
                if values.any(|value| is_wanted.get(*value as usize) == Some(&true)) {
                    docs.insert(doc);
                }
            }
        }
        docs
    }

    /// Returns the articles whose date may lie in a time.
    pub(super) fn overlapping(&self, days: Days) -> Bits {
        let mut docs = Bits::none(self.n_docs());
        for (doc, date) in (0..).zip(&self.dates) {
            let overlaps = |date: &Days| date.first <= days.last && days.first <= date.last;
            if date.as_ref().is_some_and(overlaps) {
                docs.insert(doc);
            }
        }
        docs
    }
}

fn chosen(choices: &Choices, facet: Facet) -> &[String] {
    choices.get(&facet).map(Vec::as_slice).unwrap_or_default()
}

/// Reads the range asked for. Ends that were swapped are swapped back.
pub(super) fn range(options: &SearchOptions, notes: &mut Vec<Note>) -> Option<Days> {
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
