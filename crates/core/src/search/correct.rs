//! Words that occur nowhere, and what was meant by them.
//!
//! Where a query finds nothing, a word of it that no article has becomes, in this
//! order: the same with its marks forgiven; two words that were run together and
//! stand together somewhere (*tphcm*); one word with its neighbour, from which it
//! was torn; the words of the archive that are one letter off, or two if it is
//! long.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::engine::Engine;
use super::evaluate::{Evaluated, without_marks};
use super::scan::has_phrase;
use crate::index::Near;
use crate::query::{Atom, Clause, Field, Note, NoteKind, Query};
use crate::text::Word;

/// So many words at most are looked for in place of one.
const MAX_ALTERNATIVES: usize = 6;

/// Words of fewer letters are like too many others.
const MIN_LETTERS: usize = 3;

/// Words of more letters are not cut in two: nobody runs that many together.
const MAX_LETTERS: usize = 30;

/// What is meant by so many words is kept: whoever types on asks again with every
/// letter.
const MAX_KEPT: usize = 64;

/// So many articles are read to see whether two words stand together.
const MAX_READ: usize = 400;

/// How much the exactness of guesses counts.
pub(super) const LESS_TRUST: f32 = 0.5;

/// Words that occur nowhere, each whether it may go on and what was meant by it;
/// the last asked for first.
#[derive(Default)]
pub(super) struct Corrections(RefCell<Vec<Correction>>);

/// A word, whether it may go on, and what was meant by it, the likeliest first.
type Correction = (Word, bool, Rc<[Meant]>);

/// What may have been meant by a word: a word, or two that stand together.
struct Meant {
    words: Vec<Word>,
    /// Whether the last one may go on.
    is_prefix: bool,
    /// Whether more than marks is other than typed.
    is_corrected: bool,
}

impl Meant {
    fn new(words: Vec<Word>) -> Self {
        Self {
            words,
            is_prefix: false,
            is_corrected: true,
        }
    }

    fn spelling(&self) -> String {
        let words = self.words.iter().map(Word::spelling);
        words.collect::<Vec<_>>().join(" ")
    }
}

impl Engine {
    /// Finds what a query matches once words that occur nowhere are corrected;
    /// nothing if there are none, or if that does not help.
    pub(super) fn corrected(&self, text: &str, query: &Query) -> Option<Evaluated> {
        let mut query = query.clone();
        let mut notes = self.join(&mut query);
        for clause in query
            .clauses
            .iter_mut()
            .filter(|clause| !clause.is_negative)
        {
            self.correct_clause(text, clause, &mut notes);
        }
        if notes.is_empty() {
            return None;
        }
        let mut found = self.evaluate_query(text, &query, &query);
        let bare = without_marks(&query);
        if found.docs.is_empty() && bare != query {
            found = self.evaluate_query(text, &bare, &query);
        }
        if found.docs.is_empty() {
            return None;
        }
        found.add_notes(notes);
        Some(found)
    }

    /// Whether any article has a word.
    pub(super) fn is_known(&self, word: &Word, is_prefix: bool) -> bool {
        !self.index.whole_terms(word).is_empty()
            || is_prefix && !self.index.longer_terms(word).is_empty()
    }

    fn correct_clause(&self, text: &str, clause: &mut Clause, notes: &mut Vec<Note>) {
        let mut alternatives = Vec::new();
        for atom in &clause.alternatives {
            if atom.is_guess || !matches!(atom.field, None | Some(Field::Title)) {
                alternatives.push(atom.clone());
                continue;
            }
            alternatives.extend(self.correct_atom(text, atom, notes));
        }
        clause.alternatives = alternatives;
    }

    /// Returns an atom with the words it may have meant, the likeliest first.
    fn correct_atom(&self, text: &str, atom: &Atom, notes: &mut Vec<Note>) -> Vec<Atom> {
        let mut atoms = vec![atom.clone()];
        let last = atom.words.len().saturating_sub(1);
        // From the last to the first, so that places hold where one becomes two.
        for (at, word) in atom.words.iter().enumerate().rev() {
            let is_prefix = atom.is_prefix && at == last;
            if self.is_known(word, is_prefix) {
                continue;
            }
            let meant = self.meant(word, is_prefix);
            let Some(first) = meant.first() else { continue };
            let place = atom.word_range(text, at);
            notes.push(if first.is_corrected {
                note(place, meant.iter().map(Meant::spelling))
            } else {
                Note::new(place, NoteKind::MarksForgiven)
            });
            atoms = meant
                .iter()
                .zip(std::iter::repeat(&atoms[0]))
                .enumerate()
                .map(|(nth, (meant, atom))| {
                    let mut atom = atom.clone();
                    atom.is_guess = nth > 0;
                    atom.words.splice(at..=at, meant.words.iter().cloned());
                    atom.is_prefix &= !is_prefix || meant.is_prefix;
                    atom
                })
                .collect();
        }
        atoms
    }
}

impl Engine {
    /// Returns what may have been meant by a word that occurs nowhere, the
    /// likeliest first.
    fn meant(&self, word: &Word, is_prefix: bool) -> Rc<[Meant]> {
        let known = |(other, goes_on, _): &Correction| *goes_on == is_prefix && other == word;
        let at = self.corrections.0.borrow().iter().position(known);
        let correction = match at {
            Some(at) => self.corrections.0.borrow_mut().remove(at),
            None => {
                let meant = self.look_for_meant(word, is_prefix);
                (word.clone(), is_prefix, meant.into())
            }
        };
        let meant = Rc::clone(&correction.2);
        let kept = &mut self.corrections.0.borrow_mut();
        kept.truncate(MAX_KEPT - 1);
        kept.insert(0, correction);
        meant
    }

    fn look_for_meant(&self, word: &Word, is_prefix: bool) -> Vec<Meant> {
        let bare = word.without_marks();
        if self.is_known(&bare, is_prefix) {
            return vec![Meant {
                words: vec![bare],
                is_prefix,
                is_corrected: false,
            }];
        }
        let n_letters = bare.key().chars().count();
        if !(MIN_LETTERS..=MAX_LETTERS).contains(&n_letters) {
            return Vec::new();
        }
        let mut meant: Vec<Meant> = self.split(word, is_prefix).into_iter().collect();
        for Near { term, .. } in self.index.similar(word, is_prefix, MAX_ALTERNATIVES) {
            if meant.len() == MAX_ALTERNATIVES {
                break;
            }
            let mut found = Word::from_key(self.index.key(term));
            if !word.has_marks() {
                // All that is written so but for marks.
                found = found.without_marks();
            }
            if meant.iter().all(|known| known.words != [found.clone()]) {
                meant.push(Meant::new(vec![found]));
            }
        }
        meant
    }

    /// Cuts a word in two that stand together somewhere.
    fn split(&self, word: &Word, is_prefix: bool) -> Option<Meant> {
        let (body, tone) = word.key().split_once('\u{1}').unwrap_or((word.key(), ""));
        let is_mark = |letter: char| matches!(letter, '\u{300}'..='\u{36f}');
        let letters = body.char_indices().filter(|(_, letter)| !is_mark(*letter));
        let places: Vec<usize> = letters.map(|(at, _)| at).collect();
        let n = places.len();
        // The tone may be either one's, and some marks may be a slip.
        for with_marks in [true, false] {
            for at in places.get(2..n.saturating_sub(1)).unwrap_or_default() {
                let (left, right) = body.split_at(*at);
                let tones = [["", tone], [tone, ""]];
                let tones = &tones[..if tone.is_empty() || !with_marks { 1 } else { 2 }];
                for [left_tone, right_tone] in tones {
                    let left = Word::new(&[left, left_tone].concat())?;
                    let right = Word::new(&[right, right_tone].concat())?;
                    let two = if with_marks {
                        [left, right]
                    } else {
                        [left.without_marks(), right.without_marks()]
                    };
                    if self.stand_together(&two, is_prefix) {
                        return Some(Meant {
                            is_prefix,
                            ..Meant::new(two.into())
                        });
                    }
                }
            }
        }
        None
    }

    /// Whether two words stand together in one of the first articles that have both.
    fn stand_together(&self, [left, right]: &[Word; 2], is_prefix: bool) -> bool {
        if !self.is_known(left, false) || !self.is_known(right, is_prefix) {
            return false;
        }
        let left = self.found(left, left, false);
        let right = self.found(right, right, is_prefix);
        let mut both = left.docs.clone();
        both.keep(&right.docs);
        let words = [left.slots(&self.index), right.slots(&self.index)];
        let tokens = &mut self.tokens.borrow_mut();
        both.iter().take(MAX_READ).any(|doc| {
            let text = tokens.doc(doc, &self.texts, &self.index);
            has_phrase(&words, &text, 0..text.slots.len())
        })
    }

    /// Joins neighbours of which one occurs nowhere where the two as one word do.
    fn join(&self, query: &mut Query) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut at = 0;
        while at + 1 < query.clauses.len() {
            if let Some(joined) = self.joined(&query.clauses[at], &query.clauses[at + 1]) {
                let spelling = joined.alternatives[0].words[0].spelling();
                notes.push(note(joined.byte_range.clone(), std::iter::once(spelling)));
                query.clauses.splice(at..=at + 1, [joined]);
            }
            at += 1;
        }
        notes
    }

    fn joined(&self, left: &Clause, right: &Clause) -> Option<Clause> {
        let (a, a_atom) = single(left)?;
        let (b, b_atom) = single(right)?;
        let is_prefix = b_atom.is_prefix;
        if self.is_known(a, false) && self.is_known(b, is_prefix) {
            return None;
        }
        let word = Word::new(&[a.spelling(), b.spelling()].concat())?;
        let byte_range = left.byte_range.start..right.byte_range.end;
        self.is_known(&word, is_prefix).then(|| Clause {
            is_negative: false,
            alternatives: vec![Atom {
                words: vec![word],
                byte_range: a_atom.byte_range.start..b_atom.byte_range.end,
                ..b_atom.clone()
            }],
            byte_range,
        })
    }
}

/// Returns the word of a clause that is nothing but a word.
fn single(clause: &Clause) -> Option<(&Word, &Atom)> {
    let [atom] = &clause.alternatives[..] else {
        return None;
    };
    let [word] = &atom.words[..] else {
        return None;
    };
    let is_plain = !clause.is_negative && !atom.is_quoted && atom.field.is_none();
    is_plain.then_some((word, atom))
}

fn note(byte_range: Range<usize>, words: impl Iterator<Item = String>) -> Note {
    Note {
        byte_range,
        kind: NoteKind::Corrected,
        words: words.collect(),
    }
}
