//! Words asked for in fields of the catalogue: authors, sources, sections and
//! so on. They are held against the values, of which there are few.

use std::cell::OnceCell;

use super::Facet;
use super::bits::Bits;
use super::engine::Engine;
use crate::query::{Atom, Field};
use crate::text::{Likeness, Word, tokens};

/// Per facet the words of each value, read when first asked for.
#[derive(Default)]
pub(super) struct FieldWords([OnceCell<Vec<Vec<Word>>>; Facet::ALL.len()]);

impl Engine {
    /// Returns the articles that have what is asked for in a field of the
    /// catalogue.
    pub(super) fn field_docs(&self, field: Field, atom: &Atom) -> Bits {
        let facet = match field {
            Field::Date(days) => return self.overlapping(days),
            Field::Author => Facet::Author,
            Field::Source => Facet::Source,
            Field::Section => Facet::Section,
            Field::Tag => Facet::Tag,
            Field::Place => Facet::Place,
            Field::Lang => Facet::Lang,
            Field::Title => return Bits::none(self.n_docs()),
        };
        let words = self.field_words.0[facet as usize].get_or_init(|| {
            let values = self.catalogue.values(facet);
            let words = |text| tokens(text).filter_map(|token| token.word()).collect();
            (0..values.n()).map(|at| words(values.text(at))).collect()
        });
        let likeness: Vec<Option<Likeness>> =
            words.iter().map(|words| liken(atom, words)).collect();
        // As in texts: what was typed with marks and occurs so is taken at its word.
        let is_exact =
            atom.words.iter().any(Word::has_marks) && likeness.contains(&Some(Likeness::Same));
        let is_wanted: Vec<bool> = likeness
            .into_iter()
            .map(|likeness| match likeness {
                None => false,
                Some(Likeness::Marked) => !is_exact,
                Some(_) => true,
            })
            .collect();
        self.with_wanted(facet, &is_wanted)
    }
}

/// Returns how well an atom's words stand together in a value, at its best place.
fn liken(atom: &Atom, words: &[Word]) -> Option<Likeness> {
    let last = atom.words.len().checked_sub(1)?;
    let at_place = |place: &[Word]| {
        let pairs = atom.words.iter().zip(place).enumerate();
        let mut worst = Likeness::Same;
        for (at, (typed, word)) in pairs {
            worst = worst.min(typed.liken(word, atom.is_prefix && at == last)?);
        }
        Some(worst)
    };
    words.windows(atom.words.len()).filter_map(at_place).max()
}
