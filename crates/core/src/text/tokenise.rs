//! Cuts a text into words.

use std::ops::Range;
use std::str::Chars;

use super::letter::{Class, class};
use super::word::Word;

/// A word in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// UTF-8 bytes of the text.
    pub byte_range: Range<usize>,
    /// The letters as they stand there; alone they are the same token.
    pub raw: &'a str,
}

impl Token<'_> {
    /// Returns the word without what does not count.
    #[must_use]
    pub fn word(&self) -> Option<Word> {
        Word::new(self.raw)
    }
}

/// The words of a text; see [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    rest: Chars<'a>,
}

/// Returns the words of a text in order.
#[must_use]
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens {
        text,
        rest: text.chars(),
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let mut before = self.rest.as_str();
        let (first, mut last) = loop {
            let letter = self.rest.next()?;
            match class(letter) {
                class @ (Class::Letter | Class::Digit | Class::Alone) => {
                    break (letter, class);
                }
                _ => before = self.rest.as_str(),
            }
        };
        if matches!(first, '1'..='9')
            && let Some(rest) = behind_thousands(before)
        {
            self.rest = rest;
        }
        let start = self.text.len() - before.len();
        let is_alone = last == Class::Alone;
        let mut behind = self.rest.as_str();
        let mut ahead = self.rest.clone();
        while let Some(class) = ahead.next().map(class) {
            let continues = class.continues()
                && (!is_alone || matches!(class, Class::Mark | Class::Hidden));
            if !continues {
                break;
            }
            // What is hidden does not lengthen a word it ends.
            if class != Class::Hidden {
                behind = ahead.as_str();
            }
            if matches!(class, Class::Letter | Class::Digit) {
                last = class;
            }
        }
        self.rest = behind.chars();
        let byte_range = start..self.text.len() - behind.len();
        if last != Class::Digit
            && let Some(rest) = behind_possessive(behind)
        {
            self.rest = rest;
        }
        Some(Token {
            raw: &self.text[byte_range.clone()],
            byte_range,
        })
    }
}

/// Returns what stands behind `5.000` or `1,250,000` at the start of a text, if
/// it begins with a number that is parted so.
fn behind_thousands(text: &str) -> Option<Chars<'_>> {
    let mut rest = text.chars();
    if !(1..=3).contains(&skip_digits(&mut rest)) {
        return None;
    }
    let mut sign = None;
    loop {
        let mut ahead = rest.clone();
        let next = visible(&mut ahead).filter(|next| matches!(next, '.' | ','));
        if next.is_none() || sign.is_some() && sign != next || skip_digits(&mut ahead) != 3 {
            return sign.map(|_| rest);
        }
        sign = next;
        rest = ahead;
    }
}

/// Skips ASCII digits and says how many they were.
fn skip_digits(rest: &mut Chars<'_>) -> usize {
    let mut n_digits = 0;
    let mut ahead = rest.clone();
    while visible(&mut ahead).is_some_and(|next| next.is_ascii_digit()) {
        n_digits += 1;
        *rest = ahead.clone();
    }
    n_digits
}

/// Returns what stands behind the `'s` at the start of a text.
fn behind_possessive(text: &str) -> Option<Chars<'_>> {
    let mut rest = text.chars();
    let has_one = matches!(visible(&mut rest)?, '\'' | '’' | '＇')
        && matches!(visible(&mut rest)?, 's' | 'S');
    let goes_on = visible(&mut rest.clone()).is_some_and(|next| class(next).continues());
    (has_one && !goes_on).then_some(rest)
}

/// Returns the next character that counts.
fn visible(rest: &mut Chars<'_>) -> Option<char> {
    rest.find(|letter| class(*letter) != Class::Hidden)
}
