//! The words of all articles: a sorted dictionary, postings, and every text as
//! a list of term numbers.
//!
//! Terms are sorted by fold and then key, so that all forms of a word without
//! marks stand side by side, and so do all words that begin alike.

mod build;
mod dictionary;
mod find;
pub mod packed;
mod postings;
mod prefixes;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::article::Article;
use crate::order;
use crate::text::{Likeness, Word, tokens};

/// A term's place in the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// An article's place in the list that was indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub u32);

/// Stands between two blocks in a text, so that no phrase runs across.
pub const BREAK: TermId = TermId(u32::MAX);

#[derive(Debug)]
struct Term {
    fold: String,
    key: String,
    /// Ascending, no duplicates.
    docs: Vec<DocId>,
}

/// A text as terms.
#[derive(Debug, Default)]
pub struct DocTerms {
    /// Title, lead and blocks in order, each followed by `BREAK`.
    pub terms: Vec<TermId>,
    /// So many of them, with their `BREAK`, are the title.
    pub n_title: usize,
}

/// The words of all articles.
#[derive(Debug, Default)]
pub struct Index {
    terms: Vec<Term>,
    docs: Vec<DocTerms>,
}

impl Index {
    /// Indexes articles in the order given.
    #[must_use]
    pub fn new(articles: &[Article]) -> Self {
        let mut builder = Builder::default();
        let mut docs: Vec<DocTerms> = articles
            .iter()
            .map(|article| builder.read_article(article))
            .collect();
        let folds: Vec<String> = builder
            .keys
            .iter()
            .map(|key| Word::from_key(key).fold())
            .collect();
        let word = |at: usize| (&folds[at], &builder.keys[at]);
        let order = order::places(folds.len(), &|a, b| word(a).cmp(&word(b)));
        let mut places = vec![0; order.len()];
        for (place, &at) in (0..).zip(&order) {
            places[at] = place;
        }
        let term = |&at: &usize| Term {
            fold: folds[at].clone(),
            key: builder.keys[at].clone(),
            docs: Vec::new(),
        };
        let mut terms: Vec<Term> = order.iter().map(term).collect();
        for (doc, text) in (0..).map(DocId).zip(&mut docs) {
            for term in text.terms.iter_mut().filter(|term| **term != BREAK) {
                term.0 = places[term.0 as usize];
                let postings = &mut terms[term.0 as usize].docs;
                if postings.last() != Some(&doc) {
                    postings.push(doc);
                }
            }
        }
        Self { terms, docs }
    }

    /// How many articles it has.
    #[must_use]
    pub fn n_docs(&self) -> usize {
        self.docs.len()
    }

    /// How many terms it has.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.terms.len()
    }

    /// Returns an article's text as terms.
    #[must_use]
    pub fn doc(&self, doc: DocId) -> &DocTerms {
        &self.docs[doc.0 as usize]
    }

    /// Returns the articles that have a term, ascending.
    #[must_use]
    pub fn postings(&self, term: TermId) -> &[DocId] {
        &self.terms[term.0 as usize].docs
    }

    /// Returns a term's key.
    #[must_use]
    pub fn key(&self, term: TermId) -> &str {
        &self.terms[term.0 as usize].key
    }

    /// Returns the terms that a typed word finds, ascending by term.
    ///
    /// A word typed with marks that occurs exactly so is taken at its word:
    /// *đang* does not find *đảng* then. Otherwise marks that were left out
    /// match anything. Words that go on are found either way.
    #[must_use]
    pub fn expand(&self, typed: &Word, is_prefix: bool) -> Vec<(TermId, Likeness)> {
        let mut found: Vec<(TermId, Likeness)> = typed
            .prefixes()
            .iter()
            .flat_map(|prefix| self.range(prefix, is_prefix))
            .filter_map(|(id, term)| {
                Some((id, typed.liken(&Word::from_key(&term.key), is_prefix)?))
            })
            .collect();
        order::sort_by_key(&mut found, |found| *found);
        found.dedup();
        if typed.has_marks()
            && found
                .iter()
                .any(|(_, likeness)| *likeness == Likeness::Same)
        {
            found.retain(|(_, likeness)| *likeness != Likeness::Marked);
        }
        found
    }

    /// Returns the terms whose fold is this, or begins so.
    fn range(&self, fold: &str, is_prefix: bool) -> impl Iterator<Item = (TermId, &Term)> {
        let start = self.terms.partition_point(|term| term.fold.as_str() < fold);
        let fits = move |term: &Term, fold: &str| {
            if is_prefix {
                term.fold.starts_with(fold)
            } else {
                term.fold == fold
            }
        };
        let len = self.terms[start..]
            .iter()
            .take_while(|term| fits(term, fold))
            .count();
        (start..start + len).map(|at| {
            (
                TermId(u32::try_from(at).unwrap_or(u32::MAX)),
                &self.terms[at],
            )
        })
    }
}

/// Gives numbers to terms as they come.
#[derive(Default)]
struct Builder {
    keys: Vec<String>,
    ids: HashMap<String, TermId>,
    /// Words as they stand in the text, so that each is read once.
    raw: HashMap<String, Option<TermId>>,
}

impl Builder {
    fn read_article(&mut self, article: &Article) -> DocTerms {
        let mut doc = DocTerms::default();
        self.read_text(&article.title, &mut doc.terms);
        doc.n_title = doc.terms.len();
        if let Some(lead) = &article.lead {
            self.read_text(lead, &mut doc.terms);
        }
        let mut plain = String::new();
        for block in &article.blocks {
            plain.clear();
            block.write_plain(&mut plain);
            self.read_text(&plain, &mut doc.terms);
        }
        doc
    }

    fn read_text(&mut self, text: &str, terms: &mut Vec<TermId>) {
        for token in tokens(text) {
            let known = self.raw.get(token.raw).copied();
            terms.extend(known.unwrap_or_else(|| self.add(token.raw)));
        }
        terms.push(BREAK);
    }

    fn add(&mut self, raw: &str) -> Option<TermId> {
        let id = Word::new(raw).map(|word| {
            let next = TermId(u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
            *self.ids.entry(word.into_key()).or_insert_with_key(|key| {
                self.keys.push(key.clone());
                next
            })
        });
        self.raw.insert(raw.to_owned(), id);
        id
    }
}
