//! Values of facets, filters on them, and their counts.

use std::collections::{BTreeMap, HashMap};

use super::{Choices, Facet, FacetCount, NO_VALUE};
use crate::article::Article;
use crate::index::DocId;
use crate::order;

/// The values of one facet over all articles.
#[derive(Default)]
struct Column {
    /// In the order they were met.
    values: Vec<String>,
    /// By article: its values, at least one.
    docs: Vec<Vec<u32>>,
}

/// The values of all facets.
pub(super) struct Facets {
    columns: Vec<Column>,
}

/// Chosen values as numbers.
pub(super) struct Filter {
    include: Vec<Option<Vec<u32>>>,
    exclude: Vec<Vec<u32>>,
}

/// How many facets keep an article out.
pub(super) enum Fit {
    /// None does.
    Fits,
    /// Only this one: it still counts among that facet's own values.
    Only(usize),
    /// Several do.
    Out,
}

impl Facets {
    pub(super) fn new(articles: &[Article]) -> Self {
        let column = |facet: Facet| {
            let mut column = Column::default();
            let mut ids = HashMap::new();
            for article in articles {
                let mut doc: Vec<u32> = values(article, facet)
                    .into_iter()
                    .map(|value| {
                        *ids.entry(value.to_owned()).or_insert_with(|| {
                            column.values.push(value.to_owned());
                            u32::try_from(column.values.len() - 1).unwrap_or(u32::MAX)
                        })
                    })
                    .collect();
                order::sort_by_key(&mut doc, |id| *id);
                doc.dedup();
                column.docs.push(doc);
            }
            column
        };
        Self {
            columns: Facet::ALL.map(column).into(),
        }
    }

    pub(super) fn filter(&self, include: &Choices, exclude: &Choices) -> Filter {
        let ids = |choices: &Choices, at: usize| {
            let chosen = choices
                .get(&Facet::ALL[at])
                .filter(|values| !values.is_empty())?;
            let id = |value: &String| {
                let place = self.columns[at]
                    .values
                    .iter()
                    .position(|known| known == value)?;
                u32::try_from(place).ok()
            };
            Some(chosen.iter().filter_map(id).collect::<Vec<_>>())
        };
        let facets = 0..Facet::ALL.len();
        Filter {
            include: facets.clone().map(|at| ids(include, at)).collect(),
            exclude: facets
                .map(|at| ids(exclude, at).unwrap_or_default())
                .collect(),
        }
    }

    pub(super) fn fit(&self, filter: &Filter, doc: DocId) -> Fit {
        let mut fit = Fit::Fits;
        for (at, column) in self.columns.iter().enumerate() {
            let has = |chosen: &Vec<u32>| {
                column.docs[doc.0 as usize]
                    .iter()
                    .any(|id| chosen.contains(id))
            };
            let is_in =
                filter.include[at].as_ref().is_none_or(has) && !has(&filter.exclude[at]);
            fit = match (is_in, fit) {
                (true, fit) => fit,
                (false, Fit::Fits) => Fit::Only(at),
                (false, _) => return Fit::Out,
            };
        }
        fit
    }

    pub(super) fn counts(&self) -> Counts<'_> {
        let zeros = |column: &Column| vec![0; column.values.len()];
        Counts {
            facets: self,
            counts: self.columns.iter().map(zeros).collect(),
        }
    }
}

fn values(article: &Article, facet: Facet) -> Vec<&str> {
    let list: Vec<&str> = match facet {
        Facet::Source => article.sources.iter().map(String::as_str).collect(),
        Facet::Author => article.authors.iter().map(String::as_str).collect(),
        Facet::Tag => article.tags.iter().map(String::as_str).collect(),
        Facet::Section => article.section.as_deref().into_iter().collect(),
        Facet::Place => article.place.as_deref().into_iter().collect(),
        Facet::Lang => article.language.as_deref().into_iter().collect(),
    };
    if list.is_empty() {
        vec![NO_VALUE]
    } else {
        list
    }
}

/// Counts of every value.
pub(super) struct Counts<'a> {
    facets: &'a Facets,
    counts: Vec<Vec<u32>>,
}

impl Counts<'_> {
    pub(super) fn add(&mut self, doc: DocId, fit: &Fit) {
        for (at, column) in self.facets.columns.iter().enumerate() {
            let counts_here = match fit {
                Fit::Fits => true,
                Fit::Only(only) => *only == at,
                Fit::Out => false,
            };
            if counts_here {
                for id in &column.docs[doc.0 as usize] {
                    self.counts[at][*id as usize] += 1;
                }
            }
        }
    }

    /// Returns the values counted, most frequent first, ties by value.
    pub(super) fn finish(self) -> BTreeMap<Facet, Vec<FacetCount>> {
        let facet = |(at, facet): (usize, Facet)| {
            let values = self.facets.columns[at].values.iter().cloned();
            let mut counts: Vec<FacetCount> = values
                .zip(self.counts[at].iter().copied())
                .filter(|(_, n)| *n > 0)
                .collect();
            order::sort_by(&mut counts, |a, b| {
                b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))
            });
            (facet, counts)
        };
        Facet::ALL.into_iter().enumerate().map(facet).collect()
    }
}
