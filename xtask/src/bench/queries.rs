//! Queries drawn from the articles themselves; a seed decides which.

use biennien_core::article::Article;
use biennien_core::text::{Word, tokens};
use serde_json::{Value, json};

use super::chance::Chance;
use super::corpus::strings;
use super::oracle::Oracle;

/// How often is tried to find a query of a kind before there are too few.
const N_TRIES: usize = 400;

/// What a query is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// One to three words of an article, with their marks.
    Marked,
    /// The same without any mark.
    Bare,
    /// Two or three neighbours.
    Near,
    /// The same in quotes.
    Phrase,
    /// Every beginning of two neighbours, letter by letter.
    Typing,
    /// A word with one wrong letter, which occurs nowhere.
    Typo,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [
        Self::Marked,
        Self::Bare,
        Self::Near,
        Self::Phrase,
        Self::Typing,
        Self::Typo,
    ];

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Marked => "marked",
            Self::Bare => "bare",
            Self::Near => "near",
            Self::Phrase => "phrase",
            Self::Typing => "typing",
            Self::Typo => "typo",
        }
    }
}

/// A query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    /// The word that was meant, for a typo.
    pub(crate) intended: Option<String>,
}

/// Draws so many queries of each kind, and of each number of words in it.
pub(crate) fn draw(
    articles: &[Article],
    oracle: &Oracle,
    n_each: usize,
    seed: u64,
) -> Vec<Query> {
    let mut drawing = Drawing {
        articles,
        oracle,
        chance: Chance::new(seed),
        has_marks: true,
    };
    drawing.has_marks = drawing.find_marks();
    let mut queries = Vec::new();
    for number in 0..n_each {
        for n_words in 1..=3 {
            queries.extend(drawing.words(n_words));
        }
        for n_words in 2..=3 {
            queries.extend(drawing.neighbours(n_words));
        }
        queries.extend(drawing.phrase(2 + number % 2));
        queries.extend(drawing.typing());
        queries.extend(drawing.typo());
    }
    queries.sort_by_key(|query| query.kind);
    queries
}

/// Returns the queries as the runners read them: a list for each kind.
pub(crate) fn as_json(queries: &[Query]) -> Value {
    let lists = Kind::ALL.iter().map(|kind| {
        let texts = queries.iter().filter(|query| query.kind == *kind);
        let texts: Vec<&str> = texts.map(|query| query.text.as_str()).collect();
        (kind.key().to_owned(), json!(texts))
    });
    Value::Object(lists.collect())
}

struct Drawing<'a> {
    articles: &'a [Article],
    oracle: &'a Oracle,
    chance: Chance,
    /// Whether the language writes marks.
    has_marks: bool,
}

impl Drawing<'_> {
    fn find_marks(&mut self) -> bool {
        let words: Vec<String> = (0..100).filter_map(|_| self.run(1)?.pop()).collect();
        words.iter().filter(|word| is_marked(word)).count() * 10 > words.len()
    }

    /// Returns one of the article's strings, longer ones more often.
    fn string(&mut self) -> Option<&str> {
        let article = self.chance.pick(self.articles)?;
        let n_bytes = strings(article).map(str::len).sum::<usize>();
        let mut at = self.chance.below(n_bytes.max(1));
        strings(article).find(|text| {
            let is_here = at < text.len();
            at = at.saturating_sub(text.len());
            is_here
        })
    }

    /// Returns neighbours, with nothing but a space between them.
    fn run(&mut self, n_words: usize) -> Option<Vec<String>> {
        for _ in 0..N_TRIES {
            let drawn = self.chance.next();
            let Some(text) = self.string() else {
                continue;
            };
            let all: Vec<_> = tokens(text).collect();
            if all.len() < n_words {
                continue;
            }
            let start = Chance::new(drawn).below(all.len() + 1 - n_words);
            let run = &all[start..start + n_words];
            let is_run = run
                .windows(2)
                .all(|pair| &text[pair[0].byte_range.end..pair[1].byte_range.start] == " ");
            if is_run && run.iter().all(|token| is_plain(token.raw)) {
                return Some(run.iter().map(|token| token.raw.to_lowercase()).collect());
            }
        }
        None
    }

    /// Draws until a word has marks, where the language writes any.
    fn marked_run(&mut self, n_words: usize) -> Option<Vec<String>> {
        let has_marks = self.has_marks;
        (0..N_TRIES).find_map(|_| {
            let run = self.run(n_words)?;
            (!has_marks || run.iter().any(|word| is_marked(word))).then_some(run)
        })
    }

    /// Returns words from anywhere in one article: with marks, and without.
    fn words(&mut self, n_words: usize) -> Vec<Query> {
        let Some(mut words) = self.marked_run(1) else {
            return Vec::new();
        };
        if n_words > 1 {
            let holds = |word: &String, article: &Article| {
                strings(article).any(|text| tokens(text).any(|token| token.raw == word))
            };
            let n_articles = self.articles.len();
            let from = self.chance.below(n_articles);
            let mut articles =
                (0..n_articles).map(|at| &self.articles[(from + at) % n_articles]);
            let Some(article) = articles.find(|article| holds(&words[0], article)) else {
                return Vec::new();
            };
            let all = strings(article).flat_map(tokens).map(|token| token.raw);
            let all: Vec<&str> = all.filter(|raw| is_plain(raw)).collect();
            while words.len() < n_words {
                words.extend(self.chance.pick(&all).map(|raw| raw.to_lowercase()));
            }
        }
        let text = words.join(" ");
        let bare = without_marks(&text);
        vec![query(Kind::Marked, text), query(Kind::Bare, bare)]
    }

    fn neighbours(&mut self, n_words: usize) -> Option<Query> {
        let words = self.marked_run(n_words)?;
        Some(query(Kind::Near, words.join(" ")))
    }

    fn phrase(&mut self, n_words: usize) -> Option<Query> {
        let words = self.marked_run(n_words)?;
        Some(query(Kind::Phrase, format!("\"{}\"", words.join(" "))))
    }

    fn typing(&mut self) -> Vec<Query> {
        let text = self.marked_run(2).unwrap_or_default().join(" ");
        let ends = text.char_indices().skip(1).map(|(end, _)| end);
        let ends = ends.chain([text.len()]);
        ends.map(|end| query(Kind::Typing, text[..end].to_owned()))
            .collect()
    }

    /// Returns a word with one letter wrong such that nothing begins so.
    fn typo(&mut self) -> Option<Query> {
        for _ in 0..N_TRIES {
            let intended = self.marked_run(1)?.pop()?;
            let typed = if self.chance.percent(50) {
                intended.clone()
            } else {
                without_marks(&intended)
            };
            let letters: Vec<char> = typed.chars().collect();
            if letters.len() < 4 {
                continue;
            }
            let wrong = self.misspell(letters);
            let is_unknown = Word::new(&wrong).is_some_and(|word| !self.oracle.is_known(&word));
            if is_unknown && is_plain(&wrong) {
                return Some(Query {
                    kind: Kind::Typo,
                    text: wrong,
                    intended: Some(intended),
                });
            }
        }
        None
    }

    /// Adds, leaves out, changes or swaps a letter.
    fn misspell(&mut self, mut letters: Vec<char>) -> String {
        let letter = char::from(b'a' + u8::try_from(self.chance.below(26)).unwrap_or_default());
        let at = self.chance.below(letters.len());
        match self.chance.below(4) {
            0 => letters.insert(at, letter),
            1 => {
                letters.remove(at);
            }
            2 => letters[at] = letter,
            _ => {
                let at = at.min(letters.len() - 2);
                letters.swap(at, at + 1);
            }
        }
        letters.into_iter().collect()
    }
}

fn query(kind: Kind, text: String) -> Query {
    Query {
        kind,
        text,
        intended: None,
    }
}

/// Whether a word is of composed letters alone.
fn is_plain(raw: &str) -> bool {
    raw.chars().all(char::is_alphabetic)
}

fn is_marked(raw: &str) -> bool {
    Word::new(raw).is_some_and(|word| word.has_marks())
}

/// Takes the marks off every letter and leaves the letters, *y* too.
fn without_marks(text: &str) -> String {
    let bare = |letter: char| {
        let word = Word::new(letter.encode_utf8(&mut [0; 4]));
        word.map_or_else(|| letter.to_string(), |word| word.fold())
    };
    text.chars().map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::corpus::Corpus;

    fn drawn() -> (Corpus, Vec<Query>) {
        let corpus = Corpus::load(None, 40).unwrap();
        let oracle = Oracle::new(&corpus.archive.articles);
        let queries = draw(&corpus.archive.articles, &oracle, 8, 1);
        (corpus, queries)
    }

    #[test]
    fn the_same_corpus_gives_the_same_queries() {
        assert_eq!(drawn().1, drawn().1);
    }

    #[test]
    fn there_are_enough_of_every_kind_and_they_are_what_they_say() {
        let (corpus, queries) = drawn();
        let oracle = Oracle::new(&corpus.archive.articles);
        let count = |kind| queries.iter().filter(|query| query.kind == kind).count();
        for (kind, n) in [(Kind::Marked, 24), (Kind::Bare, 24), (Kind::Near, 16)] {
            assert_eq!(count(kind), n, "{kind:?}");
        }
        assert_eq!([count(Kind::Phrase), count(Kind::Typo)], [8, 8]);
        for query in &queries {
            let n_found = oracle.total(&oracle.want(&query.text));
            assert_eq!(n_found == 0, query.kind == Kind::Typo, "{query:?}");
            assert!(query.kind != Kind::Bare || !is_marked(&query.text));
        }
    }

    #[test]
    fn marks_are_taken_off_and_letters_stay() {
        assert_eq!(without_marks("kỹ thuật đảng"), "ky thuat dang");
    }
}
