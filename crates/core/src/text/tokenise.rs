//! Cuts a text into words.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::word::Word;

/// A word in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// UTF-8 bytes of the text.
    pub byte_range: Range<usize>,
    /// The letters as they stand there.
    pub raw: &'a str,
}

impl Token<'_> {
    /// Returns the word without what does not count, or nothing if there is
    /// nothing else (a stray combining mark).
    #[must_use]
    pub fn word(&self) -> Option<Word> {
        Word::new(self.raw)
    }
}

/// Returns the words of a text in order.
pub fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, letter)| letter.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        if !stands_alone(first) {
            while let Some((at, letter)) =
                rest.next_if(|(_, letter)| continues(*letter) && !stands_alone(*letter))
            {
                // What is passed over does not lengthen a word it ends.
                if !is_passed_over(letter) {
                    end = at + letter.len_utf8();
                }
            }
        }
        Some(Token {
            byte_range: start..end,
            raw: &text[start..end],
        })
    })
}

fn continues(letter: char) -> bool {
    letter.is_alphanumeric() || is_passed_over(letter) || is_combining_mark(letter)
}

/// Whether a character counts for nothing inside a word: soft hyphen,
/// zero-width space and joiners, word joiner, byte order mark.
pub(super) fn is_passed_over(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// Whether a character is a word of its own: kana and Chinese characters.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        assert_eq!(
            tokens(text).map(|token| token.raw).collect::<Vec<_>>(),
            want
        );
    }

    #[test]
    fn signs_part_words_and_hidden_characters_do_not() {
        check(
            "Sáng nay (8/7), Đảng uỷ: 5.000",
            &["Sáng", "nay", "8", "7", "Đảng", "uỷ", "5", "000"],
        );
        check("COVID-19, 1755-QĐ/TU", &["COVID", "19", "1755", "QĐ", "TU"]);
        check(
            "Đ\u{200b}ả\u{ad}ng\u{200b} xa\u{a0}gần",
            &["Đ\u{200b}ả\u{ad}ng", "xa", "gần"],
        );
        check("Da\u{309}ng", &["Da\u{309}ng"]);
        check("大越史記 ok", &["大", "越", "史", "記", "ok"]);
        check(" \u{301}… —", &[]);
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_apart(text in "\\PC*") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(token.byte_range.start >= end && !token.byte_range.is_empty());
                prop_assert_eq!(&text[token.byte_range.clone()], token.raw);
                end = token.byte_range.end;
            }
        }
    }
}
