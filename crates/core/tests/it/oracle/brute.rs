//! Finding as the rules say it, article by article and word by word: no index,
//! no cleverness. `text` says what a word is and what likens it, `query` what
//! was asked; everything else is told here a second time.

use std::cell::RefCell;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use biennien_core::article::Article;
use biennien_core::date::{Date, Day};
use biennien_core::query::{Atom, Clause, Field, Query};
use biennien_core::search::{Choices, Facet, SearchOptions};
use biennien_core::text::{Likeness, Word, tokens};
use biennien_core::texts::searchable;
use biennien_core::timeline::{Days, Level};

/// Articles to look through, newest first.
pub(crate) struct Brute<'a> {
    docs: Vec<Doc<'a>>,
    /// Every word of every text, by key.
    words: BTreeMap<String, Word>,
    /// By word as it is written down, and whether it may go on: the keys found.
    found: RefCell<BTreeMap<(String, bool), Keys>>,
}

type Keys = Rc<BTreeSet<String>>;

struct Doc<'a> {
    article: &'a Article,
    /// The title first.
    strings: Vec<Vec<Word>>,
}

/// What must be found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Newest first.
    pub(crate) ids: Vec<String>,
    pub(crate) facets: BTreeMap<Facet, Vec<(String, u32)>>,
    pub(crate) spread: Spread,
    pub(crate) unranged: Spread,
    /// How many match the words alone.
    pub(crate) n_unfiltered: u32,
    /// Whether the date of one of them may lie outside of a time asked for.
    pub(crate) is_uncertain: bool,
}

/// How articles spread over time.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Spread {
    pub(crate) bins: Vec<(String, u32)>,
    pub(crate) imprecise: u32,
    pub(crate) undated: u32,
}

impl<'a> Brute<'a> {
    pub(crate) fn new(articles: &'a [Article]) -> Self {
        let mut docs: Vec<Doc> = articles.iter().map(Doc::new).collect();
        docs.sort_by(|a, b| newest_first(a.article, b.article));
        let all = docs.iter().flat_map(|doc| doc.strings.iter().flatten());
        let words = all
            .map(|word| (word.key().to_owned(), word.clone()))
            .collect();
        Self {
            docs,
            words,
            found: RefCell::default(),
        }
    }

    /// Whether any article matches the words alone.
    pub(crate) fn finds_any(&self, query: &Query) -> bool {
        self.docs.iter().any(|doc| self.matches(doc, query))
    }

    /// Returns the query with typed marks forgiven where it finds something then:
    /// those of words that occur nowhere, or else all.
    pub(crate) fn forgiven(&self, query: &Query) -> Option<Query> {
        let with_fewer = |of_all: bool| {
            let mut bare = query.clone();
            let positive = bare.clauses.iter_mut().filter(|clause| !clause.is_negative);
            for atom in positive.flat_map(|clause| &mut clause.alternatives) {
                let typed = atom.clone();
                for (at, word) in atom.words.iter_mut().enumerate() {
                    if of_all || self.is_nowhere(&typed, at) {
                        *word = word.without_marks();
                    }
                }
            }
            bare
        };
        let mut found = [with_fewer(false), with_fewer(true)].into_iter();
        found.find(|bare| bare != query && self.finds_any(bare))
    }

    fn is_nowhere(&self, atom: &Atom, at: usize) -> bool {
        match atom.field {
            None | Some(Field::Title) => {
                let is_prefix = atom.is_prefix && at + 1 == atom.words.len();
                self.keys(&atom.words[at], is_prefix).is_empty()
            }
            _ => !self.docs.iter().any(|doc| self.has(doc, atom)),
        }
    }

    pub(crate) fn answer(&self, query: &Query, options: &SearchOptions) -> Answer {
        let range = range(options);
        let level = options.level.expect("the oracle is given a level");
        let mut answer = Answer::default();
        let mut counts: BTreeMap<Facet, BTreeMap<String, u32>> = BTreeMap::new();
        for doc in self.docs.iter().filter(|doc| self.matches(doc, query)) {
            answer.n_unfiltered += 1;
            let in_range = is_in(doc.article.date, range);
            let kept_out: Vec<Facet> = Facet::ALL
                .into_iter()
                .filter(|facet| !fits(doc.article, *facet, options))
                .collect();
            for facet in Facet::ALL {
                let only_own = kept_out.iter().all(|other| *other == facet);
                if in_range && only_own {
                    for value in values(doc.article, facet) {
                        *counts.entry(facet).or_default().entry(value).or_default() += 1;
                    }
                }
            }
            if kept_out.is_empty() {
                answer.unranged.add(doc.article.date, level);
            }
            if kept_out.is_empty() && in_range {
                answer.spread.add(doc.article.date, level);
                answer.ids.push(doc.article.id.0.clone());
                answer.is_uncertain |= doc.is_uncertain(query, range);
            }
        }
        for facet in Facet::ALL {
            let counted = counts.remove(&facet).unwrap_or_default();
            let mut counted: Vec<(String, u32)> = counted.into_iter().collect();
            counted.sort_by_key(|(value, n)| (Reverse(*n), value.clone()));
            answer.facets.insert(facet, counted);
        }
        answer
    }

    fn matches(&self, doc: &Doc, query: &Query) -> bool {
        let is_met = |clause: &Clause| {
            let mut atoms = clause.alternatives.iter();
            atoms.any(|atom| self.has(doc, atom)) != clause.is_negative
        };
        query.clauses.iter().all(is_met)
    }

    fn has(&self, doc: &Doc, atom: &Atom) -> bool {
        match atom.field {
            None => doc.strings.iter().any(|string| self.holds(string, atom)),
            Some(Field::Title) => self.holds(&doc.strings[0], atom),
            Some(Field::Date(Days { first, last })) => doc
                .article
                .date
                .is_some_and(|date| date.overlaps(first, last)),
            Some(field) => {
                let facet = facet(field);
                let mut values = values(doc.article, facet).into_iter();
                values.any(|value| match likens_value(&value, atom) {
                    None => false,
                    Some(Likeness::Marked) => !self.is_taken_at_its_word(facet, atom),
                    Some(_) => true,
                })
            }
        }
    }

    /// Whether it was typed with marks, and is a value of the facet just so.
    fn is_taken_at_its_word(&self, facet: Facet, atom: &Atom) -> bool {
        let values = self.docs.iter().flat_map(|doc| values(doc.article, facet));
        let mut likeness = values.map(|value| likens_value(&value, atom));
        atom.words.iter().any(Word::has_marks)
            && likeness.any(|likeness| likeness == Some(Likeness::Same))
    }

    /// Whether the words of an atom stand next to each other in a string.
    fn holds(&self, string: &[Word], atom: &Atom) -> bool {
        let last = atom.words.len() - 1;
        let keys = |(at, word)| self.keys(word, atom.is_prefix && at == last);
        let keys: Vec<Keys> = atom.words.iter().enumerate().map(keys).collect();
        string.windows(keys.len()).any(|part| {
            let mut pairs = part.iter().zip(&keys);
            pairs.all(|(word, keys)| keys.contains(word.key()))
        })
    }

    /// Returns what an article's score is at least, and less than one more: the
    /// exactness of the words, and four times the share of neighbours in the query
    /// that are neighbours in a text as typed, or whole where marks may be lacking, or by
    /// half in other forms, if it has not both so. Only for words without fields or
    /// alternatives.
    pub(crate) fn least_score(&self, id: &str, query: &Query) -> Option<f32> {
        let doc = self.docs.iter().find(|doc| doc.article.id.0 == id)?;
        let clauses = query.clauses.iter().filter(|clause| !clause.is_negative);
        let n_clauses = clauses.clone().count();
        let words = clauses.flat_map(|clause| &clause.alternatives);
        let mut words = words.flat_map(|atom| &atom.words);
        let is_marked =
            words.clone().any(Word::has_marks) || words.all(|word| self.is_hardly_marked(word));
        let mut exact = 0.0;
        let mut near = Vec::new();
        let mut before: Option<[Keys; 2]> = None;
        for clause in &query.clauses {
            let [atom] = &clause.alternatives[..] else {
                return None;
            };
            if atom.field.is_some() {
                return None;
            }
            if clause.is_negative {
                before = None;
                continue;
            }
            let last = atom.words.len() - 1;
            let of_words = atom.words.iter().map(|word| self.exactness(doc, word));
            let of_words: Vec<f32> = of_words.collect();
            exact += if is_marked {
                12.0 * of_words.iter().sum::<f32>()
            } else {
                2.0 / n_clauses as f32 * mean(&of_words)
            };
            let keys = |at: usize| {
                let word = &atom.words[at];
                let full: Keys = if is_marked {
                    Rc::new([word.key().to_owned()].into())
                } else {
                    self.keys(word, false)
                };
                [full, self.keys(word, atom.is_prefix && at == last)]
            };
            let first = keys(0);
            if let Some(before) = before {
                let is_full = doc.has_any(&before[0]) && doc.has_any(&first[0]);
                let forms = usize::from(!is_full);
                let stand = doc.has_neighbors(&before[forms], &first[forms]);
                near.push(f32::from(stand) / if is_full { 1.0 } else { 2.0 });
            }
            before = Some(keys(last));
        }
        Some(exact + 4.0 * mean(&near))
    }

    /// Whether of all articles that have a word whole at most one in sixteen has it
    /// with other marks alone.
    fn is_hardly_marked(&self, word: &Word) -> bool {
        let exactness = self.docs.iter().map(|doc| self.exactness(doc, word));
        let whole: Vec<f32> = exactness.filter(|exactness| *exactness > 0.0).collect();
        let n_as_typed = whole.iter().filter(|exactness| **exactness == 1.0).count();
        n_as_typed > 0 && n_as_typed * 16 >= whole.len() * 15
    }

    /// 1 where a word stands as typed, one half where it has marks that were not
    /// typed and are found, 0 where it only goes on.
    fn exactness(&self, doc: &Doc, typed: &Word) -> f32 {
        let keys = self.keys(typed, false);
        let words = doc.strings.iter().flatten();
        let found = words.filter(|word| keys.contains(word.key()));
        match found.filter_map(|word| typed.liken(word, false)).max() {
            Some(Likeness::Same) => 1.0,
            Some(_) => 0.5,
            None => 0.0,
        }
    }

    /// Which words of the texts one that was typed finds. Typed with marks and
    /// occurring exactly so anywhere, it is taken at its word.
    fn keys(&self, typed: &Word, is_prefix: bool) -> Keys {
        let written = serde_json::to_string(typed).expect("plain data");
        let mut known = self.found.borrow_mut();
        let keys = known.entry((written, is_prefix)).or_insert_with(|| {
            let likeness = |word: &Word| typed.liken(word, is_prefix);
            let is_taken_at_its_word = typed.has_marks()
                && self
                    .words
                    .values()
                    .any(|word| likeness(word) == Some(Likeness::Same));
            let is_found = |word: &&Word| match likeness(word) {
                None => false,
                Some(Likeness::Marked) => !is_taken_at_its_word,
                Some(_) => true,
            };
            let found = self.words.values().filter(is_found);
            Rc::new(found.map(|word| word.key().to_owned()).collect())
        });
        Rc::clone(keys)
    }
}

/// How well the words of an atom stand next to each other in a value of a facet:
/// as well as the worst of them, at the best place.
fn likens_value(value: &str, atom: &Atom) -> Option<Likeness> {
    let last = atom.words.len() - 1;
    let liken =
        |(at, word): (usize, &Word)| atom.words[at].liken(word, atom.is_prefix && at == last);
    let value = words(value);
    let places = value.windows(atom.words.len());
    let worst = |place: &[Word]| {
        let likeness: Option<Vec<Likeness>> = place.iter().enumerate().map(liken).collect();
        likeness?.into_iter().min()
    };
    places.filter_map(worst).max()
}

impl<'a> Doc<'a> {
    fn new(article: &'a Article) -> Self {
        Self {
            article,
            strings: searchable(article).map(|(_, text)| words(text)).collect(),
        }
    }

    fn has_any(&self, keys: &Keys) -> bool {
        let mut words = self.strings.iter().flatten();
        words.any(|word| keys.contains(word.key()))
    }

    fn has_neighbors(&self, left: &Keys, right: &Keys) -> bool {
        let pairs = self.strings.iter().flat_map(|string| string.windows(2));
        let mut pairs = pairs.map(|pair| (pair[0].key(), pair[1].key()));
        pairs.any(|(a, b)| left.contains(a) && right.contains(b))
    }

    /// Whether it may lie in a time asked for, and may not.
    fn is_uncertain(&self, query: &Query, range: (Day, Day)) -> bool {
        let positive = query.clauses.iter().filter(|clause| !clause.is_negative);
        let mut fields = positive
            .flat_map(|clause| &clause.alternatives)
            .map(|atom| atom.field);
        let Some(date) = self.article.date else {
            return false;
        };
        let may_lie = |first, last| {
            let is_inside = first <= date.first() && date.last() <= last;
            date.overlaps(first, last) && (date.is_in_doubt() || !is_inside)
        };
        let is_asked = range != (Day::MIN, Day::MAX);
        fields.any(|field| match field {
            Some(Field::Date(Days { first, last })) => may_lie(first, last),
            _ => false,
        }) || is_asked && may_lie(range.0, range.1)
    }
}

/// 0 of nothing.
fn mean(numbers: &[f32]) -> f32 {
    numbers.iter().sum::<f32>() / numbers.len().max(1) as f32
}

fn words(text: &str) -> Vec<Word> {
    tokens(text).filter_map(|token| token.word()).collect()
}

pub(crate) fn newest_first(a: &Article, b: &Article) -> Ordering {
    let days = |article: &Article| article.date.map(|date| (date.first(), date.last()));
    days(b).cmp(&days(a)).then_with(|| a.id.cmp(&b.id))
}

pub(crate) fn oldest_first(a: &Article, b: &Article) -> Ordering {
    let days = |article: &Article| {
        article.date.map_or((true, Day::MAX, Day::MAX), |date| {
            (false, date.first(), date.last())
        })
    };
    days(a).cmp(&days(b)).then_with(|| a.id.cmp(&b.id))
}

fn facet(field: Field) -> Facet {
    match field {
        Field::Author => Facet::Author,
        Field::Source => Facet::Source,
        Field::Section => Facet::Section,
        Field::Tag => Facet::Tag,
        Field::Place => Facet::Place,
        Field::Lang => Facet::Lang,
        Field::Title | Field::Date(_) => panic!("{field:?} is no facet"),
    }
}

/// The values of a facet, each once; an empty one where there is none.
fn values(article: &Article, facet: Facet) -> BTreeSet<String> {
    let one = |value: &Option<String>| value.iter().cloned().collect();
    let mut values: BTreeSet<String> = match facet {
        Facet::Source => article.sources.iter().cloned().collect(),
        Facet::Author => article.authors.iter().cloned().collect(),
        Facet::Tag => article.tags.iter().cloned().collect(),
        Facet::Section => one(&article.section),
        Facet::Place => one(&article.place),
        Facet::Lang => one(&article.language),
        Facet::Year => article.date.and_then(year).into_iter().collect(),
    };
    if values.is_empty() {
        values.insert(String::new());
    }
    values
}

/// The year that a date lies in, if it is one.
fn year(date: Date) -> Option<String> {
    let year = Level::Year.bin_key(date.first());
    (year == Level::Year.bin_key(date.last())).then_some(year)
}

fn fits(article: &Article, facet: Facet, options: &SearchOptions) -> bool {
    let values = values(article, facet);
    let chosen = |choices: &Choices| choices.get(&facet).cloned().unwrap_or_default();
    let has_one = |chosen: &[String]| chosen.iter().any(|value| values.contains(value));
    let include = chosen(&options.include);
    (include.is_empty() || has_one(&include)) && !has_one(&chosen(&options.exclude))
}

/// The range asked for; ends that were swapped are swapped back, and what is no
/// date is no end.
fn range(options: &SearchOptions) -> (Day, Day) {
    let read = |text: &Option<String>| text.as_ref()?.parse::<Date>().ok();
    let (mut from, mut to) = (read(&options.from), read(&options.to));
    if let (Some(first), Some(last)) = (from, to)
        && first.first() > last.last()
    {
        (from, to) = (to, from);
    }
    (
        from.map_or(Day::MIN, Date::first),
        to.map_or(Day::MAX, Date::last),
    )
}

fn is_in(date: Option<Date>, range: (Day, Day)) -> bool {
    match date {
        None => range == (Day::MIN, Day::MAX),
        Some(date) => date.first() <= range.1 && range.0 <= date.last(),
    }
}

impl Spread {
    /// How many articles it has.
    pub(crate) fn total(&self) -> u32 {
        let bins: u32 = self.bins.iter().map(|(_, n)| n).sum();
        bins + self.imprecise + self.undated
    }

    /// Articles come newest first; bins are oldest first.
    fn add(&mut self, date: Option<Date>, level: Level) {
        let Some(date) = date else {
            self.undated += 1;
            return;
        };
        let key = level.bin_key(date.first());
        if key != level.bin_key(date.last()) {
            self.imprecise += 1;
            return;
        }
        match self.bins.iter_mut().find(|(known, _)| *known == key) {
            Some((_, n)) => *n += 1,
            None => self.bins.insert(0, (key, 1)),
        }
    }
}
