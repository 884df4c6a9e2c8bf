//! Marks that keep a query from finding anything.

use super::engine::Engine;
use super::evaluate::Evaluated;
use crate::query::{Atom, Field, Note, NoteKind, Query};

impl Engine {
    /// Finds what a query matches once typed marks are forgiven: those of the words
    /// that occur nowhere, and where that is not enough all of them. Nothing if
    /// that does not help.
    pub(super) fn forgiven(&self, text: &str, query: &Query) -> Option<Evaluated> {
        let mut last = query.clone();
        for of_all in [false, true] {
            let is_forgiven = |atom: &Atom, at| of_all || self.is_nowhere(atom, at);
            let (bare, notes) = forgive(text, query, &is_forgiven);
            if bare == last {
                continue;
            }
            let mut found = self.evaluate_query(text, &bare, query);
            if !found.docs.is_empty() {
                found.add_notes(notes);
                return Some(found);
            }
            last = bare;
        }
        None
    }

    /// Whether no article has a word of an atom as it was typed.
    pub(super) fn is_nowhere(&self, atom: &Atom, at: usize) -> bool {
        match atom.field {
            None | Some(Field::Title) => {
                let is_prefix = atom.is_prefix && at + 1 == atom.words.len();
                !self.is_known(&atom.words[at], is_prefix)
            }
            Some(field) => self.field_docs(field, atom).is_empty(),
        }
    }
}

/// Returns a query without marks on words that must be there, those of an atom that
/// are chosen, and what there is to say of them.
pub(super) fn forgive(
    text: &str,
    query: &Query,
    is_forgiven: &dyn Fn(&Atom, usize) -> bool,
) -> (Query, Vec<Note>) {
    let mut bare = query.clone();
    let mut notes: Vec<Note> = Vec::new();
    let positive = bare.clauses.iter_mut().filter(|clause| !clause.is_negative);
    for atom in positive.flat_map(|clause| &mut clause.alternatives) {
        let typed = atom.clone();
        for (at, word) in atom.words.iter_mut().enumerate() {
            if !word.has_marks() || !is_forgiven(&typed, at) {
                continue;
            }
            *word = word.without_marks();
            if typed.is_guess {
                continue;
            }
            // Neighbours are told of together.
            let place = typed.word_range(text, at);
            match notes.last_mut() {
                Some(last) if is_space(text, last.byte_range.end, place.start) => {
                    last.byte_range.end = last.byte_range.end.max(place.end);
                }
                _ => notes.push(Note::new(place, NoteKind::MarksForgiven)),
            }
        }
    }
    (bare, notes)
}

/// Whether there is nothing but space between two places of a text.
fn is_space(text: &str, from: usize, to: usize) -> bool {
    let between = text.get(from..to).unwrap_or_default();
    between.trim().is_empty()
}
