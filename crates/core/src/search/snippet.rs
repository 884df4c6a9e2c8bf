//! Marks hits in texts, and finds the passage that shows best why an article
//! was found.

use std::ops::Range;

use super::matching::Marks;
use crate::order;
use crate::text::{Word, tokens};

/// A passage has at most about so many bytes: two to three lines of the page.
const MAX_BYTES: usize = 320;

/// So many bytes stand before the first hit of a passage, for its context.
const LEAD_BYTES: usize = 60;

/// Marks a query's hits in any text.
#[derive(Default)]
pub struct Highlighter {
    pub(super) marks: Marks,
}

/// A hit in a text.
struct Found {
    byte_range: Range<usize>,
    /// Which word or phrase of the query it is.
    bit: u64,
}

impl Highlighter {
    /// Returns the hits: UTF-8 bytes, sorted, apart. Hits with nothing but
    /// space between them are one.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        join(
            text,
            self.found(text).into_iter().map(|found| found.byte_range),
        )
    }

    fn found(&self, text: &str) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        if self.marks.is_empty() {
            return found;
        }
        let mut state = 0;
        let mut read: Vec<Range<usize>> = Vec::new();
        for token in tokens(text) {
            read.push(token.byte_range.clone());
            let key = token.word().map(Word::into_key);
            if let Some(end) = self.marks.step(&mut state, key.as_deref()) {
                let start = read[read.len().saturating_sub(end.n_words)].start;
                found.push(Found {
                    byte_range: start..token.byte_range.end,
                    bit: end.bit,
                });
            }
        }
        found
    }

    /// Returns the best passage of some paragraphs and the hits in it, or the
    /// beginning where there is none.
    pub(super) fn passage(&self, paragraphs: &[String]) -> (String, Vec<Range<usize>>) {
        let mut best: Option<(u32, &String, usize)> = None;
        for text in paragraphs {
            let found = self.found(text);
            for (at, first) in found.iter().enumerate() {
                let end = first.byte_range.start + MAX_BYTES - LEAD_BYTES;
                let within = found[at..]
                    .iter()
                    .take_while(|found| found.byte_range.end <= end);
                let n_kinds = within.fold(0, |bits, found| bits | found.bit).count_ones();
                if best.is_none_or(|(most, ..)| n_kinds > most) {
                    best = Some((n_kinds, text, first.byte_range.start));
                }
            }
        }
        let first = paragraphs.iter().find(|text| !text.trim().is_empty());
        let Some((text, at)) = best
            .map(|(_, text, at)| (text, at))
            .or(first.map(|text| (text, 0)))
        else {
            return Default::default();
        };
        let snippet = cut(text, at);
        let marks = self.marks(&snippet);
        (snippet, marks)
    }
}

/// Cuts whole words around a place out of a text, on one line.
fn cut(text: &str, at: usize) -> String {
    let floor = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0)
    };
    let mut start = floor(at.saturating_sub(LEAD_BYTES));
    if start > 0 {
        start = text[start..at]
            .find(char::is_whitespace)
            .map_or(at, |len| start + len);
    }
    let mut end = floor(start + MAX_BYTES);
    if end < text.len() {
        let min = floor(start + MAX_BYTES / 2);
        end = text[min..end]
            .rfind(char::is_whitespace)
            .map_or(end, |len| min + len);
    }
    let words: Vec<&str> = text[start..end].split_whitespace().collect();
    let sign = |is_cut: bool| if is_cut { "…" } else { "" };
    [sign(start > 0), &words.join(" "), sign(end < text.len())].concat()
}

/// Sorts ranges and joins those that overlap or have only space between them.
fn join(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = ranges.collect();
    order::sort_by_key(&mut ranges, |range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last)
                if range.start <= last.end || text[last.end..range.start].trim().is_empty() =>
            {
                last.end = last.end.max(range.end);
            }
            _ => joined.push(range),
        }
    }
    joined
}
