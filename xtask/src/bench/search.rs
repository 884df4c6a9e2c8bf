//! Our engine beside others: the same articles, the same queries, one Chromium;
//! and natively beside tantivy, in a package of its own (`benches/native`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::corpus::{self, Corpus};
use super::engine;
use super::judge::{Answer, Truth, judge};
use super::oracle::Oracle;
use super::peers::{self, OURS, Peer};
use super::queries::{self, Kind, Query};
use super::report::Report;
use super::{SEED, node, record};
use crate::arguments::BenchOptions;
use crate::browsers;
use crate::serve::Server;
use crate::step::{run, say};
use crate::workspace::{cargo, root, target_dir};

const PORT: u16 = 8120;
const N_ARTICLES: usize = 10_000;
const N_QUERIES: usize = 100;
/// Drawn apart from what is measured, and run before.
const N_WARM_UP: usize = 30;

/// One corpus to be measured.
struct Task {
    file: Option<PathBuf>,
    limit: usize,
    n_queries: usize,
}

/// Measures every corpus there is, or the one that was named.
pub(crate) fn run_all(options: &BenchOptions) -> Result<()> {
    let chromium = browsers::chromium().context("Chromium is not there; install it first")?;
    for task in tasks(options) {
        measure(&task, options, &chromium)?;
    }
    Ok(())
}

fn tasks(options: &BenchOptions) -> Vec<Task> {
    let n_queries = options.n_queries.unwrap_or(N_QUERIES);
    let task = |file, limit| Task {
        file,
        limit,
        n_queries,
    };
    if options.corpus.is_some() || options.limit.is_some() {
        let limit = options.limit.unwrap_or(N_ARTICLES);
        return vec![task(options.corpus.clone(), limit)];
    }
    let real = ["vi-baomoi-2017.jsonl.gz", "en-reuters21578.jsonl.gz"];
    let mut tasks: Vec<Task> = real
        .into_iter()
        .filter_map(corpus::real)
        .map(|file| task(Some(file), N_ARTICLES))
        .collect();
    if tasks.is_empty() {
        tasks.push(task(None, N_ARTICLES));
    }
    // So many take minutes a kind; fewer queries say as much.
    tasks.push(Task {
        n_queries: n_queries.div_ceil(5),
        ..task(None, 10 * N_ARTICLES)
    });
    tasks
}

fn measure(task: &Task, options: &BenchOptions, chromium: &Path) -> Result<()> {
    let corpus = Corpus::load(task.file.as_deref(), task.limit)?;
    let heading = format!("Search: {}, {} articles", corpus.name, corpus.n_articles());
    say(&heading);
    let folder = folder(&corpus)?;
    let is_wanted =
        |name: &str| options.engines.is_empty() || options.engines.iter().any(|it| it == name);
    let peers: Vec<&Peer> = peers::ALL
        .iter()
        .filter(|peer| is_wanted(peer.name) && corpus.n_articles() <= peer.most_articles)
        .collect();
    peers::install(&peers, &folder.join("www"))?;
    peers::build(&peers, &folder, corpus.language())?;

    say("drawing queries and reading every word for what they should find");
    let oracle = Oracle::new(&corpus.archive.articles);
    let queries = draw(&corpus, &oracle, task.n_queries, &folder)?;
    let truths: Vec<Truth> = queries
        .iter()
        .map(|query| Truth::of(query, &oracle))
        .collect();

    let mut names: Vec<&str> = peers.iter().map(|peer| peer.name).collect();
    let mut weights = BTreeMap::new();
    for peer in &peers {
        weights.insert(peer.name, peers::weigh(peer, &folder.join("www/data"))?);
    }
    if is_wanted(OURS) {
        names.insert(0, OURS);
        weights.insert(
            OURS,
            engine::pack(&corpus.archive, &folder.join("www/data").join(OURS))?,
        );
        engine::build(&folder.join("www").join(OURS))?;
    }
    let measured = in_browser(chromium, &folder, &names)?;
    let native = if is_wanted("tantivy") {
        natively(&folder)?
    } else {
        Value::Null
    };
    let mut qualities = BTreeMap::new();
    for name in &names {
        let answers = answers(&measured["engines"][name]["kinds"]);
        let (quality, misses) = judge(&truths, &answers, &oracle);
        fs::write(folder.join(format!("misses-{name}.tsv")), misses.join("\n"))?;
        qualities.insert(*name, quality);
    }
    let report = Report {
        corpus: &corpus,
        names: &names,
        weights: &weights,
        measured: &measured,
        native: &native,
        qualities: &qualities,
        n_queries: queries.len(),
    };
    let section = report.write(&command(options));
    println!("\n## {heading}\n\n{section}");
    println!("what fell short: {}", folder.join("misses-*.tsv").display());
    if options.engines.is_empty() {
        record(&heading, &section)?;
    }
    Ok(())
}

/// Returns a folder for this corpus with its pages; what was built for other
/// articles under the same name is gone.
fn folder(corpus: &Corpus) -> Result<PathBuf> {
    let name = format!("{}-{}", corpus.name, corpus.n_articles()).replace(' ', "-");
    let folder = target_dir()?.join("bench-search").join(name);
    let www = folder.join("www");
    fs::create_dir_all(&folder)?;
    let (plain, fresh) = (folder.join("articles.jsonl"), folder.join("fresh.jsonl"));
    corpus.write_plain(&fresh)?;
    let is_same = plain.is_file() && fs::read(&plain)? == fs::read(&fresh)?;
    if !is_same && www.is_dir() {
        fs::remove_dir_all(&www)?;
    }
    fs::rename(fresh, plain)?;
    fs::create_dir_all(www.join("data"))?;
    for page in fs::read_dir(root().join("benches/web/page"))? {
        let page = page?;
        fs::copy(page.path(), www.join(page.file_name()))?;
    }
    Ok(folder)
}

/// Draws the queries, and others to warm up with, and writes them for the runners.
fn draw(corpus: &Corpus, oracle: &Oracle, n_each: usize, folder: &Path) -> Result<Vec<Query>> {
    let articles = &corpus.archive.articles;
    let queries = queries::draw(articles, oracle, n_each, SEED);
    let warm_up = queries::draw(articles, oracle, N_WARM_UP, SEED + 1);
    for (name, queries) in [("queries.json", &queries), ("warm.json", &warm_up)] {
        fs::write(folder.join(name), queries::as_json(queries).to_string())?;
    }
    Ok(queries)
}

fn in_browser(chromium: &Path, folder: &Path, names: &[&str]) -> Result<Value> {
    let server = Server::bind(&folder.join("www"), "/", PORT)?.for_measuring();
    let address = server.address();
    std::thread::spawn(move || server.run());
    say(&format!("measuring in Chromium: {}", names.join(", ")));
    let mut command = node("search.mjs");
    command.arg(chromium).arg(address).arg(folder).args(names);
    run(&mut command, "install Node.js 20 or later")?;
    Ok(serde_json::from_slice(&fs::read(
        folder.join("measured.json"),
    )?)?)
}

/// Builds and runs the package that holds tantivy.
fn natively(folder: &Path) -> Result<Value> {
    say("measuring natively beside tantivy: it is built first, a few minutes once");
    let mut command = cargo();
    command.args(["run", "--quiet", "--release", "--manifest-path"]);
    command.arg(root().join("benches/native/Cargo.toml"));
    command
        .arg("--target-dir")
        .arg(target_dir()?.join("bench-native"));
    command.arg("--").arg(folder);
    run(&mut command, "install Rust with rustup (https://rustup.rs)")?;
    Ok(serde_json::from_slice(&fs::read(
        folder.join("native.json"),
    )?)?)
}

fn answers(kinds: &Value) -> BTreeMap<Kind, Vec<Answer>> {
    let measured = Kind::ALL.into_iter().filter_map(|kind| {
        let answers = kinds[kind.key()]["answers"].as_array()?;
        Some((kind, answers.iter().map(Answer::read).collect()))
    });
    measured.collect()
}

/// Returns the command that measured, without where a file lies on this machine.
fn command(options: &BenchOptions) -> String {
    let mut command = "cargo xtask bench search".to_owned();
    if let Some(file) = options.corpus.as_deref().and_then(Path::file_name) {
        command.push_str(&format!(" --corpus {}", file.to_string_lossy()));
    }
    for (option, number) in [("limit", options.limit), ("queries", options.n_queries)] {
        if let Some(number) = number {
            command.push_str(&format!(" --{option} {number}"));
        }
    }
    command
}
