//! What a query should find, by reading every word of every article.
//!
//! Only the definition of a word is the engine's own (`text`); there is no
//! index and no shortcut. A word typed with marks that occurs exactly so is
//! taken at its word; else a mark left out matches anything. The last word may
//! go on, unless it is quoted.

use std::collections::HashMap;

use biennien_core::article::Article;
use biennien_core::text::{Likeness, Word, tokens};

use super::corpus::strings;

/// Stands between two strings of an article.
const BREAK: u32 = u32::MAX;

/// How a word of the text answers to a typed one.
#[derive(Clone, Copy, Default)]
struct Answer {
    is_same: bool,
    is_found: bool,
}

/// Every article as the numbers of its words.
pub(crate) struct Oracle {
    vocabulary: Vec<Word>,
    articles: Vec<Vec<u32>>,
    /// Every word without marks, sorted.
    folds: Vec<String>,
}

/// A query of plain words, or one phrase in quotes.
pub(crate) struct Wanted {
    /// For each typed word, how each word of the vocabulary answers.
    answers: Vec<Vec<Answer>>,
    is_phrase: bool,
}

impl Oracle {
    pub(crate) fn new(articles: &[Article]) -> Self {
        let mut by_raw = HashMap::new();
        let mut by_key = HashMap::new();
        let mut vocabulary: Vec<Word> = Vec::new();
        let mut number = |raw: &str| {
            if let Some(known) = by_raw.get(raw) {
                return *known;
            }
            let number = Word::new(raw).map(|word| {
                *by_key.entry(word.key().to_owned()).or_insert_with(|| {
                    vocabulary.push(word);
                    u32::try_from(vocabulary.len() - 1).unwrap_or(BREAK)
                })
            });
            by_raw.insert(raw.to_owned(), number);
            number
        };
        let read = |article: &Article| {
            let mut words = Vec::new();
            for text in strings(article) {
                words.extend(tokens(text).filter_map(|token| number(token.raw)));
                words.push(BREAK);
            }
            words
        };
        let articles = articles.iter().map(read).collect();
        let mut folds: Vec<String> = vocabulary.iter().flat_map(folds).collect();
        folds.sort();
        folds.dedup();
        Self {
            vocabulary,
            articles,
            folds,
        }
    }

    /// Whether any word of the corpus is this, or begins so, whatever its marks.
    pub(crate) fn is_known(&self, word: &Word) -> bool {
        folds(word).iter().any(|fold| {
            let at = self.folds.partition_point(|known| known < fold);
            self.folds
                .get(at)
                .is_some_and(|known| known.starts_with(fold))
        })
    }

    /// Reads a query of plain words or one phrase.
    pub(crate) fn want(&self, query: &str) -> Wanted {
        let is_phrase = query.starts_with('"');
        let words: Vec<Word> = tokens(query).filter_map(|token| token.word()).collect();
        let goes_on = !is_phrase && !query.ends_with(' ');
        let last = words.len().saturating_sub(1);
        let answers = words.iter().enumerate();
        Wanted {
            answers: answers
                .map(|(at, word)| self.answers(word, goes_on && at == last))
                .collect(),
            is_phrase,
        }
    }

    fn answers(&self, typed: &Word, is_prefix: bool) -> Vec<Answer> {
        let likenesses: Vec<Option<Likeness>> = self
            .vocabulary
            .iter()
            .map(|word| typed.liken(word, is_prefix))
            .collect();
        let is_at_its_word = typed.has_marks() && likenesses.contains(&Some(Likeness::Same));
        let answer = |likeness: &Option<Likeness>| Answer {
            is_same: *likeness == Some(Likeness::Same),
            is_found: likeness.is_some()
                && !(is_at_its_word && *likeness == Some(Likeness::Marked)),
        };
        likenesses.iter().map(answer).collect()
    }

    /// Returns how many articles a query finds.
    pub(crate) fn total(&self, wanted: &Wanted) -> usize {
        let all = 0..self.articles.len();
        all.filter(|doc| self.is_found(wanted, *doc)).count()
    }

    /// Whether a query finds an article.
    pub(crate) fn is_found(&self, wanted: &Wanted, doc: usize) -> bool {
        if wanted.is_phrase {
            self.is_together(wanted, doc, |answer| answer.is_found)
        } else {
            self.has_all(wanted, doc, |answer| answer.is_found)
        }
    }

    /// Whether an article holds every word with just the marks that were typed.
    pub(crate) fn holds_as_typed(&self, wanted: &Wanted, doc: usize) -> bool {
        self.has_all(wanted, doc, |answer| answer.is_same)
    }

    /// Whether an article holds the words as typed, next to each other, in order.
    pub(crate) fn holds_together(&self, wanted: &Wanted, doc: usize) -> bool {
        self.is_together(wanted, doc, |answer| answer.is_same)
    }

    fn has_all(&self, wanted: &Wanted, doc: usize, counts: fn(Answer) -> bool) -> bool {
        let Some(words) = self.articles.get(doc) else {
            return false;
        };
        !wanted.answers.is_empty()
            && wanted.answers.iter().all(|answers| {
                let mut words = words.iter();
                words.any(|word| answers.get(*word as usize).copied().is_some_and(counts))
            })
    }

    fn is_together(&self, wanted: &Wanted, doc: usize, counts: fn(Answer) -> bool) -> bool {
        let Some(words) = self.articles.get(doc) else {
            return false;
        };
        let n_words = wanted.answers.len().max(1);
        words.windows(n_words).any(|window| {
            let mut pairs = window.iter().zip(&wanted.answers);
            pairs
                .all(|(word, answers)| answers.get(*word as usize).copied().is_some_and(counts))
        })
    }

    pub(crate) fn n_articles(&self) -> usize {
        self.articles.len()
    }
}

/// Returns what longer words begin with, without marks.
fn folds(word: &Word) -> Vec<String> {
    let keys = word.beginnings().into_iter();
    keys.map(|key| Word::from_key(&key).fold()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::article::Block;

    fn oracle() -> Oracle {
        let article = |title: &str, body: &str| Article {
            title: title.to_owned(),
            blocks: vec![Block::paragraph(body)],
            ..Article::default()
        };
        Oracle::new(&[
            article("Đảng bộ", "xây dựng đảng."),
            article("Dựng xây", "Đang làm đường"),
            article("Xây", "dựng"),
        ])
    }

    #[track_caller]
    fn check(query: &str, found: &[usize]) {
        let oracle = oracle();
        let wanted = oracle.want(query);
        let docs = (0..3).filter(|doc| oracle.is_found(&wanted, *doc));
        assert_eq!(docs.collect::<Vec<_>>(), found, "{query}");
    }

    #[test]
    fn marks_that_were_typed_must_match() {
        check("xây dựng", &[0, 1, 2]);
        check("dang", &[0, 1]);
        check("đảng", &[0]);
        check("đương", &[1]);
        check("đưởng", &[]);
        check("duong", &[1]);
    }

    #[test]
    fn the_last_word_goes_on_until_a_space_or_in_quotes() {
        check("dựng đ", &[0, 1]);
        check("dựng đ ", &[]);
        check("\"xây d\"", &[]);
    }

    #[test]
    fn phrases_do_not_go_on_in_the_next_string() {
        check("\"xây dựng\"", &[0]);
        check("\"dựng xây\"", &[1]);
    }

    #[test]
    fn words_that_begin_no_other_are_unknown() {
        let oracle = oracle();
        let is_known = |raw| oracle.is_known(&Word::new(raw).unwrap());
        assert!(is_known("duo") && is_known("Đường") && !is_known("duogn"));
    }
}
