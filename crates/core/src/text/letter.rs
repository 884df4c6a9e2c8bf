//! What kind of character one is, and what a letter is made of.

use super::compose;

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

/// Returns what a character does; quick for Latin letters and common signs.
#[inline]
pub(super) fn class(letter: char) -> Class {
    match letter {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '\0'..='\u{7f}' | '×' | '÷' | '\u{2010}'..='\u{2027}' => Class::Sign,
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Class::Letter,
        _ if is_hidden(letter) => Class::Hidden,
        _ if is_mark(letter) => Class::Mark,
        _ => class_of_other(letter),
    }
}

fn class_of_other(letter: char) -> Class {
    match letter {
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
        _ if is_mark_of_other(letter) => Class::Mark,
        _ => Class::Sign,
    }
}

/// Marks of scripts that have no accents and that Unicode does not count among the
/// letters: first and last of each run. Those of the basic plane.
#[rustfmt::skip]
static MARKS: [u16; 188] = [
    0x483, 0x489, 0x591, 0x5af, 0x5c8, 0x5c9, 0x658, 0x658, 0x6df, 0x6e0, 0x6ea, 0x6ec,
    0x740, 0x74a, 0x7eb, 0x7f3, 0x7fd, 0x7fd, 0x818, 0x819, 0x82d, 0x82d, 0x859, 0x85b,
    0x898, 0x89f, 0x8ca, 0x8d3, 0x8e0, 0x8e1, 0x8ea, 0x8ef, 0x93c, 0x93c, 0x94d, 0x94d,
    0x951, 0x954, 0x9bc, 0x9bc, 0x9cd, 0x9cd, 0x9fe, 0x9fe, 0xa3c, 0xa3c, 0xa4d, 0xa4d,
    0xabc, 0xabc, 0xacd, 0xacd, 0xafd, 0xaff, 0xb3c, 0xb3c, 0xb4d, 0xb4d, 0xb53, 0xb55,
    0xbcd, 0xbcd, 0xc3c, 0xc3c, 0xc4d, 0xc4d, 0xcbc, 0xcbc, 0xccd, 0xccd, 0xd3b, 0xd3c,
    0xd4d, 0xd4d, 0xdca, 0xdca, 0xe47, 0xe4c, 0xe4e, 0xe4e, 0xeba, 0xeba, 0xec8, 0xecc,
    0xece, 0xece, 0xf18, 0xf19, 0xf35, 0xf35, 0xf37, 0xf37, 0xf39, 0xf39, 0xf3e, 0xf3f,
    0xf84, 0xf84, 0xf86, 0xf87, 0xfc6, 0xfc6, 0x1037, 0x1037, 0x1039, 0x103a,
    0x135d, 0x135f, 0x1714, 0x1715, 0x1734, 0x1734, 0x17b4, 0x17b5, 0x17c9, 0x17d3,
    0x17dd, 0x17dd, 0x1939, 0x193b, 0x1a60, 0x1a60, 0x1a75, 0x1a7c, 0x1a7f, 0x1a7f,
    0x1b34, 0x1b34, 0x1b44, 0x1b44, 0x1b6b, 0x1b73, 0x1baa, 0x1bab, 0x1be6, 0x1be6,
    0x1bf2, 0x1bf3, 0x1c37, 0x1c37, 0x1cd0, 0x1cd2, 0x1cd4, 0x1ce8, 0x1ced, 0x1ced,
    0x1cf4, 0x1cf4, 0x1cf7, 0x1cf9, 0x2cef, 0x2cf1, 0x2d7f, 0x2d7f, 0x302a, 0x302f,
    0x3099, 0x309a, 0xa66f, 0xa672, 0xa67c, 0xa67d, 0xa6f0, 0xa6f1, 0xa806, 0xa806,
    0xa82c, 0xa82c, 0xa8c4, 0xa8c4, 0xa8e0, 0xa8f1, 0xa92b, 0xa92d, 0xa953, 0xa953,
    0xa9b3, 0xa9b3, 0xa9c0, 0xa9c0, 0xaabf, 0xaabf, 0xaac1, 0xaac1, 0xaaf6, 0xaaf6,
    0xabec, 0xabed,
];

fn is_mark_of_other(letter: char) -> bool {
    let code = u32::from(letter);
    let mut runs = MARKS.chunks_exact(2);
    runs.any(|run| u32::from(run[0]) <= code && code <= u32::from(run[1]))
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
    compose::decompose(letter, &mut |part| {
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
pub(crate) fn is_mark(part: char) -> bool {
    matches!(part, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
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
