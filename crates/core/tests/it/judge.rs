//! The judge of finding: every line of `judge/queries.txt` asked of the articles
//! in `judge/archive.json`. What is wrong is told line by line, with what was
//! found instead, so that a change to the engine can be weighed as a whole.

use std::collections::BTreeMap;
use std::fmt::Write;

use biennien_core::archive::feed;
use biennien_core::article::Article;
use biennien_core::date::Day;
use biennien_core::search::{Engine, Facet, SearchOptions, SearchResults, Sort};
use biennien_core::text::tokens;
use biennien_core::timeline::Level;

const ARCHIVE: &str = include_str!("../judge/archive.json");
const QUERIES: &str = include_str!("../judge/queries.txt");

/// No fewer queries than these.
const MIN_QUERIES: usize = 200;

/// So much is told of what was found.
const MAX_GOT_CHARS: usize = 200;

/// A line of the file.
struct Case {
    kind: &'static str,
    line: usize,
    query: String,
    options: SearchOptions,
    expected: Vec<&'static str>,
}

pub(crate) fn articles() -> Vec<Article> {
    let feed = feed::read(ARCHIVE.as_bytes(), feed::ReadOptions::default());
    let feed = feed.expect("the archive is a feed");
    assert_eq!(feed.refused, []);
    feed.archive.articles
}

fn cases() -> Vec<Case> {
    let mut kind = "";
    let mut cases = Vec::new();
    for (line, text) in (1..).zip(QUERIES.lines()) {
        if let Some(name) = text.strip_prefix("# ") {
            kind = name;
        } else if !kind.is_empty() && !text.is_empty() {
            let columns: Vec<&str> = text.splitn(3, '|').collect();
            let [query, options, expected] = columns[..] else {
                panic!("line {line} has not three columns: {text}");
            };
            cases.push(Case {
                kind,
                line,
                query: unescape(query),
                options: read_options(options),
                expected: expected.split(';').map(str::trim).collect(),
            });
        }
    }
    cases
}

/// Reads `␣` and `\u{301}`.
fn unescape(text: &str) -> String {
    let mut parts = text.trim().split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an escape ends in }");
        let code = u32::from_str_radix(code, 16).expect("an escape is hexadecimal");
        out.extend(char::from_u32(code));
        out.push_str(rest);
    }
    out.replace('␣', " ")
}

fn read_options(text: &str) -> SearchOptions {
    let mut options = SearchOptions {
        limit: usize::MAX,
        ..SearchOptions::default()
    };
    let pairs = text
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    for (key, value) in pairs {
        match key {
            "from" => options.from = Some(value.to_owned()),
            "to" => options.to = Some(value.to_owned()),
            "sort" => options.sort = sort(value),
            "level" => options.level = Some(level(value)),
            facet => {
                let (choices, facet) = match facet.strip_prefix('-') {
                    Some(facet) => (&mut options.exclude, facet),
                    None => (&mut options.include, facet),
                };
                let facet = Facet::from_key(facet).expect("a facet");
                choices.entry(facet).or_default().push(value.to_owned());
            }
        }
    }
    options
}

fn sort(name: &str) -> Sort {
    match name {
        "newest" => Sort::Newest,
        "oldest" => Sort::Oldest,
        other => panic!("no order {other}"),
    }
}

fn level(name: &str) -> Level {
    serde_json::from_value(name.into()).expect("a level")
}

/// What was found for a case, made ready to be compared.
struct Answer {
    ids: Vec<String>,
    results: SearchResults,
    /// The same as plain data.
    json: serde_json::Value,
    /// Values by name, and how many have them.
    facets: BTreeMap<Facet, BTreeMap<String, u32>>,
}

impl Answer {
    fn new(engine: &Engine, case: &Case) -> Self {
        let results = engine.search(&case.query, &case.options);
        let named = |(facet, counts): (&Facet, &Vec<(u32, u32)>)| {
            let values = engine.catalogue().values(*facet);
            let counts = counts.iter();
            let counts = counts.map(|(value, n)| (values.text(*value).to_owned(), *n));
            (*facet, counts.collect())
        };
        Self {
            facets: results.facets.iter().map(named).collect(),
            ids: results.items.iter().map(|hit| hit.id.clone()).collect(),
            json: serde_json::to_value(&results).expect("plain data"),
            results,
        }
    }

    fn notes(&self) -> Vec<String> {
        let kinds = self
            .results
            .notes
            .iter()
            .map(|note| format!("{:?}", note.kind));
        kinds.filter(|kind| kind != "UncertainDates").collect()
    }

    /// Returns what is found instead where the expectation is not met.
    fn miss(&self, expected: &str) -> Option<String> {
        let (verb, rest) = expected.split_once(' ').unwrap_or((expected, ""));
        let words: Vec<&str> = rest.split(' ').filter(|word| !word.is_empty()).collect();
        let first = |n: usize| self.ids[..n.min(self.ids.len())].to_vec();
        let (want, got) = match verb {
            "=" => {
                let total = self.results.total.to_string();
                (
                    sorted(&words) + &words.len().to_string(),
                    sorted(&self.ids) + &total,
                )
            }
            ">" => (words.join(" "), first(words.len()).join(" ")),
            "top" => (sorted(&words), sorted(&first(words.len()))),
            "has" | "not" => {
                let is_found = |id: &&&str| self.ids.iter().any(|found| found == **id);
                let is_wrong = |id: &&&str| is_found(id) != (verb == "has");
                let wrong = words.iter().filter(is_wrong).count();
                (
                    "0".to_owned(),
                    match wrong {
                        0 => "0".to_owned(),
                        _ => self.ids.join(" "),
                    },
                )
            }
            "total" => (rest.to_owned(), self.results.total.to_string()),
            "notes" => (sorted(&words), sorted(&self.notes())),
            "corrected" => return self.miss_corrected(rest),
            "instead" => return self.miss_instead(rest),
            "facet" => return self.miss_facet(rest),
            "bins" => {
                let bins = self.results.spread.bins.iter();
                let level = self.results.spread.level;
                let bin = |(day, n): &(Day, u32)| format!("{}={n}", level.bin_key(*day));
                let bins: Vec<String> = bins.map(bin).collect();
                (rest.to_owned(), bins.join(", "))
            }
            "imprecise" => (rest.to_owned(), self.results.spread.imprecise.to_string()),
            "undated" => (rest.to_owned(), self.results.spread.undated.to_string()),
            "unranged" => {
                let spread = &self.results.unranged;
                let in_bins: u32 = spread.bins.iter().map(|(_, n)| n).sum();
                let n = in_bins + spread.imprecise + spread.undated;
                (rest.to_owned(), n.to_string())
            }
            "marked" => (rest.to_owned(), self.marked().join(" / ")),
            other => panic!("no expectation {other}"),
        };
        (want != got).then_some(got)
    }

    /// The marked words of the first one's title and passage.
    fn marked(&self) -> Vec<&str> {
        let hit = self.results.items.first();
        let title = hit
            .into_iter()
            .flat_map(|hit| hit.title_marks.iter().map(|mark| &hit.title[mark.clone()]));
        let snippet = hit
            .into_iter()
            .flat_map(|hit| hit.marks.iter().map(|mark| &hit.snippet[mark.clone()]));
        title.chain(snippet).collect()
    }

    fn miss_corrected(&self, word: &str) -> Option<String> {
        let said = self.json["notes"].to_string();
        let key = |word: &str| {
            tokens(word)
                .find_map(|token| token.word())
                .map(|word| word.key().to_owned())
        };
        let notes = self.json["notes"].as_array().into_iter().flatten();
        let words = notes.filter_map(|note| note["words"].as_array()).flatten();
        let mut words = words.filter_map(|word| word.as_str());
        (!words.any(|known| key(known) == key(word))).then_some(said)
    }

    fn miss_instead(&self, query: &str) -> Option<String> {
        let said = self.json["instead"].to_string();
        let offers = self.json["instead"].as_array().into_iter().flatten();
        let mut offers = offers.filter(|offer| offer["total"].as_u64() > Some(0));
        let is_meant = |offer: &serde_json::Value| {
            let offered = offer["query"].as_str().unwrap_or_default();
            query == "any" || offered.trim() == query
        };
        (!offers.any(is_meant)).then_some(said)
    }

    fn miss_facet(&self, rest: &str) -> Option<String> {
        let (facet, values) = rest.split_once(' ').expect("a facet and values");
        let facet = Facet::from_key(facet)?;
        let counts = self.facets.get(&facet)?;
        let fits = |pair: &str| {
            let (value, n) = pair.trim().split_once('=').expect("a value and a count");
            counts.get(value).copied().unwrap_or(0).to_string() == n
        };
        (!values.split(',').all(fits)).then_some(format!("{counts:?}"))
    }
}

fn sorted<T: AsRef<str>>(words: &[T]) -> String {
    let mut words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    words.sort_unstable();
    words.join(" ") + " "
}

#[test]
fn every_query_of_the_judge_finds_what_it_must() {
    let engine = crate::engine(&articles());
    let mut report = String::new();
    let mut kinds: Vec<(&str, u32, u32)> = Vec::new();
    let cases = cases();
    assert!(cases.len() >= MIN_QUERIES, "{} queries", cases.len());
    for case in &cases {
        let answer = Answer::new(&engine, case);
        let says_notes = |text: &&str| text.starts_with("notes ");
        let silent = (!case.expected.iter().any(says_notes)).then_some("notes ");
        let expected = case.expected.iter().copied().chain(silent);
        let misses: Vec<(&str, String)> = expected
            .filter_map(|text| Some((text, answer.miss(text)?)))
            .collect();
        if kinds.last().is_none_or(|(kind, ..)| *kind != case.kind) {
            kinds.push((case.kind, 0, 0));
        }
        if let Some((_, n_right, n)) = kinds.last_mut() {
            *n += 1;
            *n_right += u32::from(misses.is_empty());
        }
        for (text, mut got) in misses {
            if let Some((at, _)) = got.char_indices().nth(MAX_GOT_CHARS) {
                got.truncate(at);
            }
            let Case {
                kind, line, query, ..
            } = case;
            let _ = writeln!(
                report,
                "line {line}, {kind}: {query:?} {text}\n    got {got}"
            );
        }
    }
    for (kind, n_right, n) in kinds {
        let _ = writeln!(report, "{kind}: {n_right} of {n}");
    }
    println!("{report}");
    assert!(!report.contains("    got "), "\n{report}");
}
