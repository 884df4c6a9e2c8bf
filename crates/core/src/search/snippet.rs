//! The passage that shows best why an article was found.

use std::ops::Range;

use super::resolved::{Highlighter, Mark};
use crate::text::{is_hidden, is_mark};

/// A passage has at most about so many bytes: two to three lines of the page.
const MAX_BYTES: usize = 320;

/// So many bytes stand before the first hit of a passage, for its context.
const LEAD_BYTES: usize = 60;

/// How good a passage is, the best greatest: how many different words of the
/// query it has, how many of its hits follow each other without a word between,
/// and how few words there are from the first to the last that is needed.
type Worth = (u32, usize, isize);

impl Highlighter {
    /// Returns the best passage of some paragraphs and the hits in it, or the
    /// beginning where there is none. The first of equals is taken.
    pub(crate) fn passage(&self, paragraphs: &[String]) -> (String, Vec<Range<usize>>) {
        let mut best: Option<(Worth, &str, usize)> = None;
        for text in paragraphs {
            let found = self.found(text, false);
            for at in 0..found.len() {
                let worth = worth(&found[at..]);
                if best.is_none_or(|(most, ..)| worth > most) {
                    best = Some((worth, text, found[at].byte_range.start));
                }
            }
        }
        let first = paragraphs.iter().find(|text| !text.trim().is_empty());
        let best = best.map(|(_, text, at)| (text, at));
        let Some((text, at)) = best.or(first.map(|text| (text.as_str(), 0))) else {
            return Default::default();
        };
        let snippet = cut(text, at);
        let marks = self.marks(&snippet);
        (snippet, marks)
    }
}

/// Returns how good the passage is that begins with a hit.
fn worth(found: &[Mark]) -> Worth {
    let Some(first) = found.first() else {
        return (0, 0, 0);
    };
    let end = first.byte_range.start + MAX_BYTES - LEAD_BYTES;
    let (mut bits, mut n_near, mut n_words) = (0, 0, 0);
    let mut near_bits = 0;
    let mut last = first.places.start;
    for mark in found.iter().take_while(|mark| mark.byte_range.end <= end) {
        let is_new = bits & mark.bit == 0;
        if is_new {
            bits |= mark.bit;
            n_words = mark.places.end - first.places.start;
        }
        // A phrase is as many words that follow each other.
        let follows = mark.places.start == last && mark.places.start > first.places.start;
        if near_bits & mark.bit == 0 && (follows || mark.places.len() > 1) {
            near_bits |= mark.bit;
            n_near += usize::from(follows) + mark.places.len() - 1;
        }
        last = mark.places.end;
    }
    let n_words = isize::try_from(n_words).unwrap_or(isize::MAX);
    (bits.count_ones(), n_near, -n_words)
}

/// Cuts whole words around a place out of a text, on one line; at least whole
/// letters where no space is near.
fn cut(text: &str, at: usize) -> String {
    let goes_on = |letter: char| is_mark(letter) || is_hidden(letter);
    let floor = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|at| {
                let behind = text.get(*at..);
                behind.is_some_and(|behind| !behind.starts_with(goes_on))
            })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_keeps_its_marks_where_no_space_is_near() {
        for n_before in 0..4 {
            let text = "x".repeat(n_before) + &"a\u{302}\u{301}".repeat(300);
            let snippet = cut(&text, 0);
            let end = snippet.trim_end_matches('…');
            assert!(end.ends_with("a\u{302}\u{301}"), "{n_before}");
        }
    }
}
