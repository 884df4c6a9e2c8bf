//! A query made ready for one archive, and the articles that match it.
//!
//! Each word is looked up on its own; sets of articles are then put together as
//! the query says. Only what cannot be told from those sets (phrases, words of
//! the title) is read, in the articles that everything else leaves.

use std::rc::Rc;

use super::bits::Bits;
use super::correct::LESS_TRUST;
use super::engine::Engine;
use super::found::Found;
use super::resolved::{Resolved, ResolvedPhrase, ResolvedWord};
use super::scan::{SlotSet, has_phrase, rarest_two};
use super::sketch::Following;
use super::together::Together;
use super::token_array::TokenArray;
use crate::index::TITLE_WEIGHT;
use crate::query::{Atom, Clause, Field, Query};
use crate::text::Word;
use crate::timeline::Days;

/// A query made ready.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) clauses: Vec<PlannedClause>,
    /// Whether the words that must be there lack no marks: some were typed, or hardly
    /// any of them ever has some. Those in fields of the catalogue are no matter of
    /// order.
    pub(super) is_marked: bool,
}

/// Alternatives, of which one must match, or none if it is negative.
pub(super) struct PlannedClause {
    pub(super) is_negative: bool,
    pub(super) alternatives: Vec<PlannedAtom>,
}

/// A word, words that stand together, or a set of articles.
pub(super) struct PlannedAtom {
    /// None in a field of the catalogue.
    pub(super) words: Vec<Rc<Found>>,
    /// Before it was read: the articles that may match; then those that do, of
    /// those that were left to read.
    pub(super) docs: Bits,
    is_title: bool,
    /// The time asked for.
    pub(super) days: Option<Days>,
    /// How much its exactness counts, 0 to 1: less for what was guessed.
    pub(super) trust: f32,
}

impl PlannedAtom {
    /// Whether texts have to be read to know where it matches.
    fn is_read(&self) -> bool {
        self.is_title || self.words.len() > 1
    }
}

impl PlannedClause {
    /// Whether it is words that must be there.
    pub(super) fn is_scored(&self) -> bool {
        !self.is_negative && self.alternatives.iter().any(|atom| !atom.words.is_empty())
    }

    /// Whether texts have to be read to know where it matches.
    pub(super) fn is_read(&self) -> bool {
        self.alternatives.iter().any(PlannedAtom::is_read)
    }

    pub(super) fn docs(&self, n_docs: u32) -> Bits {
        let mut docs = Bits::none(n_docs);
        for atom in &self.alternatives {
            docs.add(&atom.docs);
        }
        docs
    }
}

impl Plan {
    /// Whether there are words to look for.
    pub(super) fn has_words(&self) -> bool {
        self.clauses.iter().any(PlannedClause::is_scored)
    }

    fn is_hardly_marked(&self) -> bool {
        let clauses = self.clauses.iter().filter(|clause| clause.is_scored());
        let atoms = clauses.flat_map(|clause| &clause.alternatives);
        let mut words = atoms.flat_map(|atom| &atom.words);
        words.all(|found| found.is_hardly_marked())
    }

    /// Returns what marks hits.
    pub(super) fn resolved(&self, query: &Query) -> Resolved {
        let mut phrases = Vec::new();
        for (planned, clause) in self.clauses.iter().zip(&query.clauses) {
            if planned.is_negative {
                continue;
            }
            for (planned, atom) in planned.alternatives.iter().zip(&clause.alternatives) {
                if planned.words.is_empty() {
                    continue;
                }
                let last = planned.words.len() - 1;
                let words = planned.words.iter().zip(&atom.words).enumerate();
                let words = words.map(|(at, (found, word))| ResolvedWord {
                    word: word.clone(),
                    is_prefix: atom.is_prefix && at == last,
                    is_exact: found.is_exact,
                });
                phrases.push(ResolvedPhrase {
                    words: words.collect(),
                    is_title: planned.is_title,
                });
            }
        }
        Resolved { phrases }
    }
}

impl Engine {
    /// Makes a query ready. `typed` is the same query with the marks that were
    /// typed.
    pub(super) fn plan(&self, query: &Query, typed: &Query) -> Plan {
        let clauses = query.clauses.iter().zip(&typed.clauses);
        let typed = typed.clauses.iter().filter(|clause| !clause.is_negative);
        let mut words = typed
            .flat_map(|clause| &clause.alternatives)
            .filter(|atom| matches!(atom.field, None | Some(Field::Title)))
            .flat_map(|atom| &atom.words);
        let mut plan = Plan {
            is_marked: words.any(Word::has_marks),
            clauses: clauses
                .map(|(clause, typed)| self.plan_clause(clause, typed))
                .collect(),
        };
        plan.is_marked = plan.is_marked || plan.is_hardly_marked();
        plan
    }

    fn plan_clause(&self, clause: &Clause, typed: &Clause) -> PlannedClause {
        let mut alternatives = Vec::new();
        for (atom, typed) in clause.alternatives.iter().zip(&typed.alternatives) {
            let mut planned = self.plan_atom(atom, typed);
            if atom.is_guess {
                planned.trust = LESS_TRUST;
            }
            alternatives.push(planned);
        }
        PlannedClause {
            is_negative: clause.is_negative,
            alternatives,
        }
    }

    fn plan_atom(&self, atom: &Atom, typed: &Atom) -> PlannedAtom {
        let is_title = match atom.field {
            None => false,
            Some(Field::Title) => true,
            Some(field) => {
                return PlannedAtom {
                    words: Vec::new(),
                    docs: self.field_docs(field, atom),
                    is_title: false,
                    trust: 1.0,
                    days: match field {
                        Field::Date(days) => Some(days),
                        _ => None,
                    },
                };
            }
        };
        let last = atom.words.len().saturating_sub(1);
        let words = atom.words.iter().zip(&typed.words).enumerate();
        let words: Vec<Rc<Found>> = words
            .map(|(at, (word, typed))| self.found(word, typed, atom.is_prefix && at == last))
            .collect();
        let mut docs = Bits::all(self.n_docs());
        for found in &words {
            docs.keep(&found.docs);
        }
        if is_title && !atom.is_prefix {
            self.keep_heavy(&mut docs, &words);
        }
        PlannedAtom {
            words,
            docs,
            is_title,
            days: None,
            trust: 1.0,
        }
    }

    /// Keeps the articles where words are frequent enough to stand in the title.
    fn keep_heavy(&self, docs: &mut Bits, words: &[Rc<Found>]) {
        for found in words {
            let mut heavy = Bits::none(self.n_docs());
            for (doc, tf) in docs.iter().zip(found.whole.tfs(docs)) {
                if u32::from(tf) >= TITLE_WEIGHT {
                    heavy.insert(doc);
                }
            }
            *docs = heavy;
        }
    }

    /// Returns the articles that match. What is read is read only in those that
    /// everything else leaves, so that `PlannedAtom::docs` holds for them alone.
    pub(super) fn matches(&self, plan: &mut Plan) -> Bits {
        let mut docs = Bits::all(self.n_docs());
        for clause in &plan.clauses {
            if !clause.is_negative {
                docs.keep(&clause.docs(self.n_docs()));
            } else if !clause.is_read() {
                docs.take_out(&clause.docs(self.n_docs()));
            }
        }
        for clause in plan.clauses.iter_mut().filter(|clause| clause.is_read()) {
            for atom in clause.alternatives.iter_mut().filter(|atom| atom.is_read()) {
                atom.docs.keep(&docs);
                self.read(atom);
            }
            if clause.is_negative {
                docs.take_out(&clause.docs(self.n_docs()));
            } else {
                docs.keep(&clause.docs(self.n_docs()));
            }
        }
        docs
    }

    /// Keeps the articles where the words of an atom stand as they should.
    fn read(&self, atom: &mut PlannedAtom) {
        if atom.docs.is_empty() {
            return;
        }
        let words: Vec<&SlotSet> = atom
            .words
            .iter()
            .map(|found| found.slots(&self.index))
            .collect();
        let tokens: &mut TokenArray = &mut self.tokens.borrow_mut();
        let mut kept = Bits::none(self.n_docs());
        // By word, of titles: the articles that have it there as it was typed.
        let n_in_title = if atom.is_title { words.len() } else { 0 };
        let mut as_typed = vec![Bits::none(self.n_docs()); n_in_title];
        let neighbours = atom.words.windows(2);
        let following: Vec<Following> =
            neighbours.filter_map(|two| two[0].then(&two[1])).collect();
        let docs: Vec<u32> = atom.docs.iter().collect();
        let mut is_out = vec![false; docs.len()];
        for two in following {
            for (is_out, doc) in is_out.iter_mut().zip(&docs) {
                *is_out |= !tokens.sketches.may_have(*doc, two);
            }
        }
        let mut together =
            rarest_two(&words).map(|(_, [left, right])| Together::new(left, right));
        for (doc, is_out) in docs.into_iter().zip(is_out) {
            if is_out {
                continue;
            }
            if !together
                .as_mut()
                .is_none_or(|two| two.is_in(doc, tokens, &self.texts, &self.index))
            {
                continue;
            }
            if words.len() == 2 && !atom.is_title {
                kept.insert(doc);
                continue;
            }
            let text = tokens.doc(doc, &self.texts, &self.index);
            let places = if atom.is_title {
                text.title()
            } else {
                0..text.slots.len()
            };
            if has_phrase(&words, &text, places.clone()) {
                kept.insert(doc);
                for (found, docs) in atom.words.iter().zip(&mut as_typed) {
                    let word = found.whole_slots(&self.index, true);
                    if has_phrase(&[word], &text, places.clone()) {
                        docs.insert(doc);
                    }
                }
            }
        }
        for (found, docs) in atom.words.iter_mut().zip(as_typed) {
            *found = Rc::new(found.typed_in(docs));
        }
        atom.docs = kept;
    }
}
