//! The tables of `bench search`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::corpus::Corpus;
use super::figures::{self, Goal, Spread, millis, table};
use super::judge::Quality;
use super::peers::{self, OURS, Size, Weight};
use super::queries::Kind;
use super::today;

const MINISEARCH: &str = "minisearch";
const TOTALS: &str = "exact totals";
const FLEXSEARCH: &str = "flexsearch";

/// Plain queries: all but phrases, beginnings and typos.
const PLAIN: [Kind; 3] = [Kind::Marked, Kind::Bare, Kind::Near];

/// Everything that was measured of a corpus.
pub(crate) struct Report<'a> {
    pub(crate) corpus: &'a Corpus,
    /// The engines in the browser, ours first.
    pub(crate) names: &'a [&'a str],
    pub(crate) weights: &'a BTreeMap<&'a str, Weight>,
    /// What `benches/web/search.mjs` wrote.
    pub(crate) measured: &'a Value,
    /// What `benches/native` wrote.
    pub(crate) native: &'a Value,
    pub(crate) qualities: &'a BTreeMap<&'a str, Quality>,
    pub(crate) n_queries: usize,
}

impl Report<'_> {
    /// Writes the section of the results.
    pub(crate) fn write(&self, command: &str) -> String {
        let head = format!(
            "{}: `{command}`; {}; {} articles, {:.1} MB of text, {} queries. Times in ms: half of \
             them, nineteen of twenty, all are no longer. Ready: from bytes in memory, code \
             loaded; the median of five tabs. Memory: after all queries and a collection. Sizes in percent of the text, plain and \
             as gzip.\n\n",
            today(),
            self.measured["chromium"].as_str().unwrap_or("Chromium"),
            self.corpus.n_articles(),
            self.corpus.n_bytes as f64 / 1e6,
            self.n_queries,
        );
        let browser = table(&self.titles(), &self.rows());
        let native = if self.native.is_null() {
            String::new()
        } else {
            let titles = ["natively, one thread", "Biên Niên", &self.tantivy()];
            format!("\n{}", table(&titles, &self.native_rows()))
        };
        format!("{head}{browser}{native}\n{}", figures::goals(&self.goals()))
    }

    fn titles(&self) -> Vec<&str> {
        let mut titles = vec!["in the browser"];
        for name in self.names {
            let peer = peers::ALL.iter().find(|peer| peer.name == *name);
            titles.push(peer.map_or("Biên Niên", |peer| peer.label));
        }
        titles
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut row = |what: &str, cell: &dyn Fn(&str) -> Option<String>| {
            let cells = self
                .names
                .iter()
                .map(|name| cell(name).unwrap_or("–".to_owned()));
            rows.push(std::iter::once(what.to_owned()).chain(cells).collect());
        };
        row("index", &|name| {
            Some(self.size(self.weights.get(name)?.index))
        });
        row("index and texts", &|name| {
            Some(self.size(self.weights.get(name)?.with_texts?))
        });
        row("ready", &|name| Some(millis(self.number(name, "ready")?)));
        row("all texts read for phrases", &|name| {
            Some(millis(self.number(name, "prepare")?))
        });
        row("memory, MB: objects + buffers + Wasm", &|name| {
            self.memory(name)
        });
        for (what, kinds) in spread_rows() {
            row(what, &|name| {
                Some(self.spread(name, kinds, "millis")?.show())
            });
        }
        row("query with titles, passages, facets, bins", &|name| {
            Some(self.spread(name, &PLAIN, "withSnippets")?.show())
        });
        row("keystroke with titles, passages, facets, bins", &|name| {
            Some(self.spread(name, &[Kind::Typing], "withSnippets")?.show())
        });
        for (what, share) in quality_rows() {
            row(what, &|name| {
                // Others do not let the last word go on where ours does.
                if what == TOTALS && name != OURS {
                    return None;
                }
                let share = share(self.qualities.get(name)?)?;
                Some(format!("{share:.3}"))
            });
        }
        rows
    }

    fn size(&self, size: Size) -> String {
        let percent = |bytes| self.percent(bytes);
        format!("{:.1} / {:.1} %", percent(size.plain), percent(size.gzip))
    }

    fn percent(&self, bytes: usize) -> f64 {
        bytes as f64 * 100.0 / self.corpus.n_bytes.max(1) as f64
    }

    fn number(&self, name: &str, key: &str) -> Option<f64> {
        self.measured["engines"][name][key].as_f64()
    }

    /// Bytes after everything was searched.
    fn memory_bytes(&self, name: &str) -> Option<f64> {
        self.measured["engines"][name]["memory"]["total"].as_f64()
    }

    fn memory(&self, name: &str) -> Option<String> {
        let memory = &self.measured["engines"][name]["memory"];
        let part = |key: &str| Some(memory[key].as_f64()? / 1e6);
        let [heap, buffers, wasm] = [part("heap")?, part("buffers")?, part("wasm")?];
        let all = part("total")?;
        Some(format!("{all:.1} = {heap:.1} + {buffers:.1} + {wasm:.1}"))
    }

    fn spread(&self, name: &str, kinds: &[Kind], times: &str) -> Option<Spread> {
        spread(&self.measured["engines"][name]["kinds"], kinds, times)
    }

    fn native_spread(&self, name: &str, kinds: &[Kind]) -> Option<Spread> {
        spread(&self.native[name]["kinds"], kinds, "millis")
    }

    fn tantivy(&self) -> String {
        let version = self.native["tantivy"]["version"].as_str().unwrap_or("?");
        format!("tantivy {version}, positions, folded")
    }

    fn native_rows(&self) -> Vec<Vec<String>> {
        let engines = [OURS, "tantivy"];
        let bytes = engines.map(|name| {
            let bytes = self.native[name]["bytes"].as_u64().unwrap_or_default();
            format!(
                "{:.1} %",
                self.percent(usize::try_from(bytes).unwrap_or(usize::MAX))
            )
        });
        let ready = engines.map(|name| {
            let ready = self.native[name]["ready"].as_f64();
            ready.map_or("–".to_owned(), millis)
        });
        let row = |what: &str, [ours, theirs]: [String; 2]| vec![what.to_owned(), ours, theirs];
        let mut rows = vec![
            row("index (ours with the texts)", bytes),
            row("ready", ready),
        ];
        for (what, kinds) in spread_rows() {
            let cells = engines.map(|name| {
                let spread = self.native_spread(name, kinds);
                spread.map_or("–".to_owned(), |spread| spread.show())
            });
            rows.push(row(what, cells));
        }
        rows
    }

    fn goals(&self) -> Vec<Goal> {
        let is_vietnamese = self.corpus.is_vietnamese();
        let mut goals = self.quality_goals(is_vietnamese);
        // The targets are for Vietnamese; elsewhere twice as much is enough.
        let slack = if is_vietnamese { 1.0 } else { 2.0 };
        goals.extend(self.speed_goals(slack));
        if let Some(weight) = self.weights.get(OURS) {
            let percent = self.percent(weight.index.plain);
            goals.push(Goal::at_most_percent("index", percent, 9.0 * slack));
            let all = weight.with_texts.unwrap_or(weight.index);
            let percent = self.percent(all.plain);
            goals.push(Goal::at_most_percent(
                "index and texts",
                percent,
                33.0 * slack,
            ));
        }
        goals
    }

    fn quality_goals(&self, is_vietnamese: bool) -> Vec<Goal> {
        let Some(ours) = self.qualities.get(OURS) else {
            return Vec::new();
        };
        let peers = || self.qualities.iter().filter(|(name, _)| **name != OURS);
        let goals = quality_rows()
            .into_iter()
            .zip([1.0, 1.0, 1.0, 1.0, 0.97, 0.9]);
        let goals = goals.map(|((what, share), least)| {
            let best = peers().filter_map(|(_, quality)| share(quality));
            let best = best.fold(0.0, f64::max);
            let is_absolute = is_vietnamese || what == TOTALS;
            let least = if is_absolute { least } else { best };
            Goal::at_least(what, share(ours), least)
        });
        goals.collect()
    }

    fn speed_goals(&self, slack: f64) -> Vec<Goal> {
        let p95 = |name: &str, kinds: &[Kind]| Some(self.spread(name, kinds, "millis")?.p95);
        let ratio = |what: &str, kinds: &[Kind], of: &str, title: &str, most: f64| {
            Goal::ratio(what, p95(OURS, kinds), p95(of, kinds), most * slack, title)
        };
        let typing = &[Kind::Typing];
        let max = |name| Some(self.spread(name, typing, "millis")?.max);
        let ready = |name| self.number(name, "ready");
        let memory = |name| self.memory_bytes(name);
        let native = |name, kinds: &[Kind]| Some(self.native_spread(name, kinds)?.p95);
        let beside = |what: &str, kinds: &[Kind], most: f64| {
            let [ours, theirs] = [native(OURS, kinds), native("tantivy", kinds)];
            Goal::ratio(what, ours, theirs, most * slack, "tantivy")
        };
        vec![
            ratio("query p95", &PLAIN, MINISEARCH, "MiniSearch", 1.0 / 30.0),
            ratio("query p95", &PLAIN, FLEXSEARCH, "FlexSearch", 1.0),
            ratio("keystroke p95", typing, MINISEARCH, "MiniSearch", 0.01),
            Goal::ratio(
                "keystroke max",
                max(OURS),
                max(MINISEARCH),
                0.1 * slack,
                "MiniSearch",
            ),
            ratio(
                "typo p95",
                &[Kind::Typo],
                MINISEARCH,
                "MiniSearch",
                1.0 / 15.0,
            ),
            Goal::ratio(
                "ready",
                ready(OURS),
                ready(MINISEARCH),
                0.25 * slack,
                "MiniSearch",
            ),
            Goal::ratio(
                "memory",
                memory(OURS),
                memory(FLEXSEARCH),
                slack,
                "FlexSearch",
            ),
            beside("natively, words p95", &PLAIN, 1.0),
            beside("natively, phrases p95", &[Kind::Phrase], 2.0),
        ]
    }
}

fn spread_rows() -> [(&'static str, &'static [Kind]); 7] {
    [
        ("query, all of the next three", &PLAIN),
        ("words with marks", &[Kind::Marked]),
        ("words without", &[Kind::Bare]),
        ("neighbours", &[Kind::Near]),
        ("phrase", &[Kind::Phrase]),
        ("keystroke", &[Kind::Typing]),
        ("typo", &[Kind::Typo]),
    ]
}

type Share = fn(&Quality) -> Option<f64>;

/// In the order of their targets.
fn quality_rows() -> [(&'static str, Share); 7] {
    [
        ("top ten hold the words as typed with marks", |quality| {
            quality.as_typed
        }),
        ("quoted phrase", |quality| quality.phrase),
        ("words without marks", |quality| quality.bare),
        (TOTALS, |quality| quality.totals),
        ("top ten hold neighbours together", |quality| {
            quality.together
        }),
        ("intended word among corrections", |quality| {
            quality.corrected
        }),
        ("the same whatever its marks", |quality| {
            quality.corrected_bare
        }),
    ]
}

fn spread(kinds: &Value, wanted: &[Kind], times: &str) -> Option<Spread> {
    let lists = wanted
        .iter()
        .filter_map(|kind| kinds[kind.key()][times].as_array());
    let times: Vec<f64> = lists.flatten().filter_map(Value::as_f64).collect();
    Spread::of(&times)
}
