//! What kind of character one is, and what a letter is made of.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The stroke of đ, as a mark of d. Unicode does not decompose it.
pub(super) const STROKE: char = '\u{335}';

/// What a character does in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Parts words.
    Sign,
    /// Of a word, and no letter.
    Digit,
    /// Of a word.
    Letter,
    /// A word of its own.
    Alone,
    /// Belongs to the character before it.
    Mark,
    /// Counts for nothing.
    Hidden,
}

impl Class {
    /// Whether a word goes on with it.
    pub(super) fn continues(self) -> bool {
        matches!(self, Self::Digit | Self::Letter | Self::Mark | Self::Hidden)
    }
}

/// Returns what a character does; quick for Latin letters.
#[inline]
pub(super) fn class(letter: char) -> Class {
    match letter {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '\0'..='\u{7f}' | '×' | '÷' => Class::Sign,
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Class::Letter,
        _ if is_hidden(letter) => Class::Hidden,
        '\u{300}'..='\u{36f}' => Class::Mark,
        _ => class_of_other(letter),
    }
}

fn class_of_other(letter: char) -> Class {
    match letter {
        _ if is_combining_mark(letter) => Class::Mark,
        // Kana and Chinese characters.
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}'
            if letter.is_alphanumeric() =>
        {
            Class::Alone
        }
        _ if letter.is_alphabetic() => Class::Letter,
        _ if letter.is_numeric() => Class::Digit,
        _ => Class::Sign,
    }
}

/// Whether a character counts for nothing wherever it stands: soft hyphen,
/// joiners, zero-width and direction signs, variation selectors.
pub(crate) fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Hands out a small letter's base and its marks.
pub(super) fn decompose(letter: char, emit: &mut dyn FnMut(char)) {
    decompose_canonical(letter, |part| {
        let (first, second) = parts(part);
        emit(first);
        second.into_iter().for_each(&mut *emit);
    });
}

/// Returns what a letter stands for where Unicode holds it to be whole.
fn parts(letter: char) -> (char, Option<char>) {
    let (first, second) = match letter {
        'đ' | 'ð' | 'ɖ' => ('d', STROKE),
        'ø' => ('o', STROKE),
        'ł' => ('l', STROKE),
        'ß' => ('s', 's'),
        'æ' => ('a', 'e'),
        'œ' => ('o', 'e'),
        'ﬁ' => ('f', 'i'),
        'ﬂ' => ('f', 'l'),
        _ => {
            let form = match letter {
                'ſ' => 's',
                'ı' => 'i',
                'ς' => 'σ',
                'µ' => 'μ',
                '¹' => '1',
                '²' => '2',
                '³' => '3',
                // Full width: the same distance for all of them.
                '\u{ff01}'..='\u{ff5e}' => {
                    char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter)
                }
                _ => letter,
            };
            return (form, None);
        }
    };
    (first, Some(second))
}

/// Whether marks on a letter are accents: Latin, Greek and Cyrillic.
pub(super) fn takes_marks(base: char) -> bool {
    base < '\u{590}' && base.is_alphabetic()
}

/// Whether a character is an accent on the letter before it; on characters
/// that take none it counts for nothing.
pub(super) fn is_mark(part: char) -> bool {
    matches!(part, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a mark is one of the five tones of Vietnamese: grave, acute, tilde,
/// hook above, dot below.
pub(super) fn is_tone(part: char) -> bool {
    matches!(
        part,
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
    )
}
