//! How good answers are, measured against reading everything.

use std::collections::BTreeMap;

use biennien_core::text::Word;
use serde_json::Value;

use super::oracle::{Oracle, Wanted};
use super::queries::{Kind, Query};

/// How many of the results are looked at.
const TOP: usize = 10;

/// What an engine answered to a query.
pub(crate) struct Answer {
    /// The best, by their place in the archive.
    ids: Vec<usize>,
    total: Option<usize>,
    corrections: Vec<String>,
}

impl Answer {
    /// Reads an answer as a runner writes it.
    pub(crate) fn read(value: &Value) -> Self {
        let number =
            |value: &Value| Some(usize::try_from(value.as_u64()?).unwrap_or(usize::MAX));
        let list = |key: &str| value[key].as_array().into_iter().flatten();
        Self {
            ids: list("ids").filter_map(number).take(TOP).collect(),
            total: number(&value["total"]),
            corrections: list("corrections")
                .filter_map(|word| word.as_str().map(str::to_owned))
                .collect(),
        }
    }
}

/// A query and what is true of it.
pub(crate) struct Truth<'a> {
    query: &'a Query,
    wanted: Wanted,
    /// How many articles it finds.
    total: usize,
    /// Whether ten articles hold the words as typed; and next to each other.
    has_ten_as_typed: bool,
    has_ten_together: bool,
}

impl<'a> Truth<'a> {
    pub(crate) fn of(query: &'a Query, oracle: &Oracle) -> Self {
        let wanted = oracle.want(&query.text);
        let has_ten = |holds: fn(&Oracle, &Wanted, usize) -> bool| {
            let all = 0..oracle.n_articles();
            let mut ten = all.filter(|doc| holds(oracle, &wanted, *doc));
            ten.nth(TOP - 1).is_some()
        };
        Self {
            query,
            total: oracle.total(&wanted),
            has_ten_as_typed: query.kind == Kind::Marked && has_ten(Oracle::holds_as_typed),
            has_ten_together: query.kind == Kind::Near && has_ten(Oracle::holds_together),
            wanted,
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        self.query.kind
    }
}

/// Shares of what was right; nothing where nothing was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Quality {
    /// Of the top ten for words with marks, those that hold them as typed.
    pub(crate) as_typed: Option<f64>,
    /// Of the ten, or as many as there are, that hold a quoted phrase, those found.
    pub(crate) phrase: Option<f64>,
    /// The same for words without marks.
    pub(crate) bare: Option<f64>,
    /// Of the top ten for neighbours, those that hold them together.
    pub(crate) together: Option<f64>,
    /// Exact totals for everything that finds something.
    pub(crate) totals: Option<f64>,
    /// Typos with the intended word among the corrections, marks and all.
    pub(crate) corrected: Option<f64>,
    /// The same whatever the marks.
    pub(crate) corrected_bare: Option<f64>,
}

/// What is judged.
#[derive(Clone, Copy)]
enum Aspect {
    AsTyped,
    Phrase,
    Bare,
    Together,
    Totals,
    Corrected,
    CorrectedBare,
}

/// Sums of shares and how many they are, and which fell short.
#[derive(Default)]
struct Tally {
    sums: [(f64, usize); 7],
    misses: Vec<String>,
}

impl Tally {
    fn add(&mut self, aspect: Aspect, share: f64, truth: &Truth<'_>) {
        let (sum, n) = &mut self.sums[aspect as usize];
        *sum += share;
        *n += 1;
        if share < 1.0 {
            let (kind, text) = (truth.kind().key(), &truth.query.text);
            let intended = truth.query.intended.as_deref().unwrap_or_default();
            self.misses
                .push(format!("{share:.2}\t{kind}\t{text}\t{intended}"));
        }
    }

    fn mean(&self, aspect: Aspect) -> Option<f64> {
        let (sum, n) = self.sums[aspect as usize];
        (n > 0).then(|| sum / n as f64)
    }
}

/// Judges an engine's answers, which are in the order of the queries. Returns
/// too what fell short, a line each: share, kind, query, what was intended.
pub(crate) fn judge(
    truths: &[Truth<'_>],
    answers: &BTreeMap<Kind, Vec<Answer>>,
    oracle: &Oracle,
) -> (Quality, Vec<String>) {
    let mut tally = Tally::default();
    for (kind, answers) in answers {
        let truths = truths.iter().filter(|truth| truth.kind() == *kind);
        for (truth, answer) in truths.zip(answers) {
            judge_one(truth, answer, oracle, &mut tally);
        }
    }
    let quality = Quality {
        as_typed: tally.mean(Aspect::AsTyped),
        phrase: tally.mean(Aspect::Phrase),
        bare: tally.mean(Aspect::Bare),
        together: tally.mean(Aspect::Together),
        totals: tally.mean(Aspect::Totals),
        corrected: tally.mean(Aspect::Corrected),
        corrected_bare: tally.mean(Aspect::CorrectedBare),
    };
    (quality, tally.misses)
}

fn judge_one(truth: &Truth<'_>, answer: &Answer, oracle: &Oracle, tally: &mut Tally) {
    let share = |holds: fn(&Oracle, &Wanted, usize) -> bool, of: usize| {
        let ids = answer.ids.iter();
        let n_right = ids.filter(|id| holds(oracle, &truth.wanted, **id)).count();
        n_right as f64 / of as f64
    };
    let n_best = truth.total.min(TOP);
    match truth.kind() {
        Kind::Marked if truth.has_ten_as_typed => {
            tally.add(Aspect::AsTyped, share(Oracle::holds_as_typed, TOP), truth);
        }
        Kind::Near if truth.has_ten_together => {
            tally.add(Aspect::Together, share(Oracle::holds_together, TOP), truth);
        }
        Kind::Phrase if n_best > 0 => {
            tally.add(Aspect::Phrase, share(Oracle::is_found, n_best), truth);
        }
        Kind::Bare if n_best > 0 => {
            tally.add(Aspect::Bare, share(Oracle::is_found, n_best), truth);
        }
        Kind::Typo => {
            let is_right = is_corrected(truth.query, answer, false);
            tally.add(Aspect::Corrected, is_right, truth);
            let is_right = is_corrected(truth.query, answer, true);
            tally.add(Aspect::CorrectedBare, is_right, truth);
        }
        _ => {}
    }
    if let Some(total) = answer.total.filter(|_| truth.total > 0) {
        let is_exact = f64::from(u8::from(total == truth.total));
        tally.add(Aspect::Totals, is_exact, truth);
    }
}

/// Marks count where any were typed.
fn is_corrected(query: &Query, answer: &Answer, is_bare: bool) -> f64 {
    let Some(intended) = query.intended.as_deref().and_then(Word::new) else {
        return 0.0;
    };
    let has_marks = Word::new(&query.text).is_some_and(|word| word.has_marks());
    let is_right = |correction: &String| {
        Word::new(correction).is_some_and(|word| {
            word.key() == intended.key()
                || (is_bare || !has_marks) && word.fold() == intended.fold()
        })
    };
    f64::from(u8::from(answer.corrections.iter().any(is_right)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::article::Article;
    use serde_json::json;

    fn articles() -> Vec<Article> {
        let mut titles = vec!["đang dang"; 10];
        titles.extend(["đảng"; 10]);
        let article = |title: &str| Article {
            title: title.to_owned(),
            ..Article::default()
        };
        titles.into_iter().map(article).collect()
    }

    fn query(kind: Kind, text: &str) -> Query {
        Query {
            kind,
            text: text.to_owned(),
            intended: (kind == Kind::Typo).then(|| "đảng".to_owned()),
        }
    }

    #[test]
    fn right_results_are_counted_and_wrong_ones_are_not() {
        let oracle = Oracle::new(&articles());
        let queries = [
            query(Kind::Marked, "đảng"),
            query(Kind::Bare, "dang"),
            query(Kind::Near, "đang dang"),
            query(Kind::Phrase, "\"đang dang\""),
            query(Kind::Typo, "ddảng"),
        ];
        let truths: Vec<Truth> = queries
            .iter()
            .map(|query| Truth::of(query, &oracle))
            .collect();
        let first: Vec<usize> = (5..15).collect();
        let answers = queries.iter().map(|query| {
            let answer = json!({ "ids": first, "total": 20, "corrections": ["dang"] });
            (query.kind, vec![Answer::read(&answer)])
        });
        let (quality, misses) = judge(&truths, &answers.collect(), &oracle);
        let expected = Quality {
            as_typed: Some(0.5),
            phrase: Some(0.5),
            bare: Some(1.0),
            together: Some(0.5),
            totals: Some(0.25),
            corrected: Some(0.0),
            corrected_bare: Some(1.0),
        };
        assert_eq!(quality, expected);
        assert_eq!(misses[0], "0.50\tmarked\tđảng\t");
    }
}
