//! Words that occur nowhere, and what was meant by them.
//!
//! Where a query finds nothing, a word of it that no article has becomes, in this
//! order: the same with its marks forgiven, unless that is next to nowhere either;
//! one word with its neighbour, from which it was torn; the words of the archive that
//! are one letter off, or two if it is long, and among them two that were run together
//! and stand together somewhere (*tphcm*), the more frequent first.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::engine::Engine;
use super::evaluate::{Evaluated, without_marks};
use super::forgive::forgive;
use crate::index::TermId;
use crate::query::{Atom, Clause, Field, Note, NoteKind, Query};
use crate::text::Word;

/// So many words at most are looked for in place of one.
const MAX_ALTERNATIVES: usize = 4;

/// Words of fewer letters are like too many others.
const MIN_LETTERS: usize = 3;

/// Words of more letters are not cut in two: nobody runs that many together.
const MAX_LETTERS: usize = 30;

/// Other letters than typed are meant before other marks where they find more than
/// so many times as much.
pub(super) const MUCH: u32 = 32;

/// What is meant by so many words is kept: whoever types on asks again with every
/// letter.
const MAX_KEPT: usize = 64;

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
    pub(super) fn corrected(&self, text: &str, typed: &Query) -> Option<Evaluated> {
        let mut query = typed.clone();
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
            self.note_forgiven(text, typed, &mut notes);
        }
        if found.docs.is_empty() {
            return None;
        }
        found.add_notes(notes);
        Some(found)
    }

    /// Says which words had their marks forgiven that there is nothing to say of yet.
    fn note_forgiven(&self, text: &str, typed: &Query, notes: &mut Vec<Note>) {
        let stands = |atom: &Atom, at| {
            !matches!(atom.field, None | Some(Field::Title)) || !self.is_nowhere(atom, at)
        };
        let (_, mut forgiven) = forgive(text, typed, &stands);
        let is_said = |place: &Range<usize>| {
            let mut said = notes.iter().map(|note| &note.byte_range);
            said.any(|said| said.start < place.end && place.start < said.end)
        };
        forgiven.retain(|note| !is_said(&note.byte_range));
        notes.append(&mut forgiven);
    }

    /// Whether any article has a word.
    pub(super) fn is_known(&self, word: &Word, is_prefix: bool) -> bool {
        !self.index.runs(word, is_prefix).is_empty()
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
        let n_bare = self.n_docs_of(&bare, is_prefix);
        let n_letters = bare.key().chars().count();
        let (mut meant, n_most) = if (MIN_LETTERS..=MAX_LETTERS).contains(&n_letters) {
            self.near(word, is_prefix)
        } else {
            (Vec::new(), 0)
        };
        if n_bare > 0 {
            if n_most / MUCH < n_bare {
                meant.clear();
            }
            // It finds them all.
            meant.retain(|meant| meant.words[0].fold() != bare.key());
            meant.truncate(MAX_ALTERNATIVES - 1);
            meant.push(Meant {
                words: vec![bare],
                is_prefix,
                is_corrected: false,
            });
        }
        meant
    }

    /// Returns in about how many articles a word is: in none if it occurs nowhere.
    fn n_docs_of(&self, word: &Word, is_prefix: bool) -> u32 {
        let terms = self.index.runs(word, is_prefix).into_iter().flatten();
        let dfs = terms.map(|term| self.index.df(TermId(term)));
        dfs.fold(0, u32::saturating_add)
    }

    /// Returns the words that are nearest, the likeliest first, and in about how
    /// many articles the first is.
    fn near(&self, word: &Word, is_prefix: bool) -> (Vec<Meant>, u32) {
        let mut meant: Vec<Meant> = Vec::new();
        let mut n_docs = Vec::new();
        for near in self.index.similar(word, is_prefix, MAX_ALTERNATIVES) {
            let mut found = Word::from_key(self.index.key(near.term));
            if !word.has_marks() {
                // All that is written so but for marks.
                found = found.without_marks();
            }
            meant.push(Meant::new(vec![found]));
            n_docs.push(near.n_docs);
        }
        let is_full = meant.len() == MAX_ALTERNATIVES;
        let at_least = n_docs.last().filter(|_| is_full).map_or(1, |n| n + 1);
        let mut two = self.run_together(word, false, at_least);
        let goes_on = is_prefix && two.is_none() && meant.is_empty();
        if goes_on {
            two = self.run_together(word, true, 1);
        }
        if let Some((words, n)) = two {
            let at = n_docs.iter().take_while(|other| **other >= n).count();
            let two = Meant {
                is_prefix: goes_on,
                ..Meant::new(words.into())
            };
            meant.insert(at, two);
            meant.truncate(MAX_ALTERNATIVES);
            n_docs.insert(at, n);
        }
        (meant, n_docs.first().copied().unwrap_or_default())
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
