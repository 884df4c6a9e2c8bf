//! The engine: every article's words in memory. (to come)
use super::{SearchOptions, SearchResults};
use crate::article::Article;
use std::ops::Range;

/// Searches a list of articles.
pub struct Engine;

impl Engine {
    /// Reads every article's words. `Hit::doc` counts in the order given.
    #[must_use]
    pub fn new(articles: &[Article]) -> Self {
        let _ = articles;
        Self
    }

    /// Searches.
    #[must_use]
    pub fn search(&self, query: &str, options: &SearchOptions) -> SearchResults {
        let _ = (query, options);
        SearchResults::default()
    }

    /// Returns what marks a query's hits in any text.
    #[must_use]
    pub fn highlighter(&self, query: &str) -> Highlighter {
        let _ = query;
        Highlighter
    }
}

/// Marks a query's hits in any text.
pub struct Highlighter;

impl Highlighter {
    /// Returns the hits: UTF-8 bytes, sorted, apart.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let _ = text;
        vec![]
    }
}
