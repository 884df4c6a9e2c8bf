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
/// how few words there are from the first to the last that is needed, and whether
/// it is more than a heading.
type Worth = (u32, usize, isize, bool);

impl Highlighter {
    /// Returns the best passage of some paragraphs and the hits in it, or the
    /// beginning where there is none. The first of equals is taken, and none is
    /// asked for behind one that cannot be bettered.
    pub(crate) fn passage(
        &self,
        paragraphs: &mut dyn Iterator<Item = String>,
    ) -> (String, Vec<Range<usize>>) {
        let no_better = self.no_better();
        let mut best = ((0, 0, isize::MIN, false), String::new(), 0);
        for text in paragraphs {
            if best.1.is_empty() && !text.trim().is_empty() {
                best.1.clone_from(&text);
            }
            let found = self.found(&text, false);
            let mut better = None;
            let ends = ends(&text);
            for at in 0..found.len() {
                let (n_different, n_near, few) = worth(&found[at..]);
                let worth = (n_different, n_near, few, ends);
                if worth > best.0 {
                    best.0 = worth;
                    better = Some(found[at].byte_range.start);
                }
            }
            if let Some(at) = better {
                (best.1, best.2) = (text, at);
            }
            if best.0 >= no_better && !best.1.is_empty() {
                break;
            }
        }
        let (_, text, at) = best;
        if text.is_empty() {
            return Default::default();
        }
        let snippet = cut(&text, at);
        let marks = self.marks(&snippet);
        (snippet, marks)
    }

    /// The worth of a passage with every word and phrase, one behind the other.
    fn no_better(&self) -> Worth {
        let (n_phrases, n_words) = self.counts();
        match n_words.checked_sub(1) {
            None => (0, 0, isize::MIN, false),
            Some(between) => (n_phrases, between as usize, -(n_words as isize), true),
        }
    }
}

/// Whether a text ends as sentences do. Headings do not, nor do cells of tables.
fn ends(text: &str) -> bool {
    let end = text.trim_end_matches(|letter| is_mark(letter) || is_hidden(letter));
    !end.trim_end().ends_with(char::is_alphanumeric)
}

/// Returns how good the passage is that begins with a hit, whatever it ends with.
fn worth(found: &[Mark]) -> (u32, usize, isize) {
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
    use super::super::resolved::{Resolved, ResolvedPhrase, ResolvedWord};
    use super::*;
    use crate::text::Word;

    fn highlighter(phrases: &[&str]) -> Highlighter {
        let word = |raw: &str| ResolvedWord {
            word: Word::new(raw).expect("a word"),
            is_prefix: false,
            is_exact: false,
        };
        let phrase = |text: &&str| ResolvedPhrase {
            words: text.split(' ').map(word).collect(),
            is_title: false,
        };
        Highlighter::new(&Resolved {
            phrases: phrases.iter().map(phrase).collect(),
        })
    }

    #[test]
    fn no_text_is_read_behind_the_best_there_can_be() {
        let texts = [
            "",
            "trước",
            "nhà máy giấy.",
            "giấy nhà.",
            "sau",
            "nhà máy giấy.",
        ];
        let n_read = |phrases: &[&str]| {
            let mut left = texts.iter().map(|text| (*text).to_owned());
            highlighter(phrases).passage(&mut left);
            texts.len() - left.len()
        };
        assert_eq!(n_read(&[]), 2);
        assert_eq!(n_read(&["máy"]), 3);
        assert_eq!(n_read(&["nhà", "máy", "giấy"]), 3);
        assert_eq!(n_read(&["nhà máy", "giấy"]), 3);
        assert_eq!(n_read(&["giấy", "nhà"]), 4);
        assert_eq!(n_read(&["nhà", "không"]), 6);
    }

    #[test]
    fn of_equals_a_paragraph_comes_before_a_heading() {
        let check = |query: &str, texts: &[&str], want: &str| {
            let mut texts = texts.iter().map(|text| (*text).to_owned());
            assert_eq!(highlighter(&[query]).passage(&mut texts).0, want);
        };
        let texts = [
            "Nhà máy giấy ra mã\u{301}y",
            "Nay có nhà máy giấy (mới).",
            "Máy.",
        ];
        check("máy", &texts, texts[1]);
        check("giấy ra", &texts, texts[0]);
        check("máy", &texts[..1], texts[0]);
    }

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
