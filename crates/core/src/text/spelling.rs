//! How a word is written where no text says it: its marks put on its letters.
//!
//! The tone stands where Vietnamese newspapers put it: on the vowel with a shape
//! mark, else on the last vowel before a consonant, else on the first of two and
//! the second of three (*hòa*, *thúy*, *ngoài*).

use std::ops::Range;

use super::compose::with_mark;
use super::key::{Letter, split};
use super::letter::{STROKE, is_tone, takes_marks};
use super::word::Word;

impl Word {
    /// Returns the word as it is commonly written, in small composed letters.
    #[must_use]
    pub fn spelling(&self) -> String {
        let (letters, tone) = split(self.key());
        let mut letters: Vec<Letter> = letters.collect();
        let fold = self.fold();
        let has_y = matches!(
            (fold.as_str(), tone),
            ("qui" | "ki", _)
                | ("li", Some('\u{301}'))
                | ("mi", Some('\u{303}'))
                | ("ti", Some('\u{309}'))
        );
        if let Some(last) = letters.last_mut().filter(|_| has_y) {
            last.base = 'y';
        }
        // Of several tones each stands on its letter already.
        let has_tones = letters
            .iter()
            .any(|letter| letter.shape.is_some_and(is_tone));
        let place = tone_place(&letters);
        let mut text = String::new();
        for (at, letter) in letters.iter().enumerate() {
            let tone = tone.filter(|_| at == place && !has_tones);
            compose(letter, tone, &mut text);
        }
        text
    }
}

/// Returns which letter has the tone.
fn tone_place(letters: &[Letter]) -> usize {
    let Range { start, end } = vowels(letters);
    if start == end {
        let takes_it = |letter: &Letter| takes_marks(letter.base);
        return letters.iter().rposition(takes_it).unwrap_or(0);
    }
    let shaped = (start..end).rfind(|at| letters[*at].shape.is_some());
    shaped.unwrap_or(match end - start {
        _ if end < letters.len() => end - 1,
        n => start + usize::from(n > 2),
    })
}

/// Returns the last vowels that stand together, without the u of qu and the i of
/// gi.
fn vowels(letters: &[Letter]) -> Range<usize> {
    let is_vowel = |letter: &Letter| matches!(letter.base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let end = letters.iter().rposition(is_vowel).map_or(0, |at| at + 1);
    let before = letters[..end].iter().rposition(|letter| !is_vowel(letter));
    let start = before.map_or(0, |at| at + 1);
    let onset = before.map(|at| (letters[at].base, letters[start].base));
    let belongs = end > start + 1 && matches!(onset, Some(('q', 'u') | ('g', 'i')));
    start + usize::from(belongs)..end
}

/// Writes a letter with its marks.
fn compose(Letter { base, shape }: &Letter, tone: Option<char>, text: &mut String) {
    if *shape == Some(STROKE) && *base == 'd' {
        text.push('đ');
        return text.extend(tone);
    }
    // Unicode puts the dot below before a circumflex, other tones behind it.
    let marks = [[*shape, tone], [tone, *shape]].map(|marks| marks.into_iter().flatten());
    for mut marks in marks {
        if let Some(whole) = marks.try_fold(*base, with_mark) {
            return text.push(whole);
        }
    }
    text.push(*base);
    text.extend(*shape);
    text.extend(tone);
}
