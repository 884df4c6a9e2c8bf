//! Our one page from `file://`, beside a bare page that only parses the same
//! articles as JSON; and what typing costs the main thread, with many articles
//! and with few.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::corpus;
use super::figures::{self, Goal, millis, percentile, table};
use super::generator::Generator;
use super::oracle::Oracle;
use super::queries::{self, Kind};
use super::{SEED, node, record, today};
use crate::arguments::BenchOptions;
use crate::step::{run, say};
use crate::workspace::{cargo, target_dir};
use crate::{browsers, build, tools};

const N_ARTICLES: usize = 10_000;
const N_FEW: usize = 100;
const N_RUNS: usize = 7;
/// How many texts are typed, of two or three words.
const N_TYPED: usize = 8;
const NO_CARGO: &str = "install Rust with rustup (https://rustup.rs)";

/// Measures and writes the table.
pub(crate) fn run_all(options: &BenchOptions) -> Result<()> {
    let chromium = browsers::chromium().context("Chromium is not there; install it first")?;
    let named = options.corpus.clone();
    let file = named.or_else(|| corpus::real("vi-baomoi-2017.jsonl.gz"));
    let lines = lines(file.as_deref(), options.limit.unwrap_or(N_ARTICLES))?;
    let folder = target_dir()?.join("bench-open");
    fs::create_dir_all(&folder)?;
    write_pages(&lines, &folder)?;
    plan(&lines, &folder)?;
    say("opening pages in Chromium, several times each");
    let mut command = node("open.mjs");
    command.arg(chromium).arg(&folder).arg(N_RUNS.to_string());
    run(&mut command, "install Node.js 20 or later")?;
    let opened: Value = serde_json::from_slice(&fs::read(folder.join("opened.json"))?)?;
    let name = corpus::name(file.as_deref());
    let heading = format!("Opening: {name}, {} articles", lines.len());
    let section = section(&opened, &folder)?;
    println!("\n## {heading}\n\n{section}");
    record(&heading, &section)
}

fn lines(file: Option<&Path>, limit: usize) -> Result<Vec<Value>> {
    let Some(file) = file else {
        let generator = Generator::new(SEED);
        return Ok((0..limit).map(|number| generator.article(number)).collect());
    };
    corpus::read(file, limit)
}

/// Writes our page, ours with few articles, and two bare ones.
fn write_pages(lines: &[Value], folder: &Path) -> Result<()> {
    let dirs = tools::set_up_build()?;
    build::release(&dirs)?;
    let mut cli = cargo();
    cli.args(["build", "--quiet", "--release", "--package", "biennien"]);
    run(&mut cli, NO_CARGO)?;
    let few = &lines[..lines.len().min(N_FEW)];
    for (name, lines) in [("page", lines), ("few", few)] {
        let (input, page) = (
            folder.join(format!("{name}.jsonl")),
            folder.join(format!("{name}.html")),
        );
        let mut out = BufWriter::new(File::create(&input)?);
        for line in lines {
            writeln!(out, "{line}")?;
        }
        out.into_inner()?;
        if page.exists() {
            fs::remove_file(&page)?;
        }
        let mut pack = std::process::Command::new(biennien()?);
        pack.arg("pack").arg(input).arg("-o").arg(page);
        run(&mut pack, "build it with cargo build --release -p biennien")?;
    }
    // Nothing in a script may end it.
    let json = Value::from(lines.to_vec())
        .to_string()
        .replace("</", "<\\/");
    let parsed = "window.parsed = performance.now();";
    let element = format!(
        "{HEAD}<script type=\"application/json\" id=\"data\">{json}</script>\n\
         <script>window.articles = JSON.parse(document.getElementById(\"data\").textContent);\n\
         {parsed}</script>\n"
    );
    fs::write(folder.join("element.html"), element)?;
    let literal = Value::from(json).to_string();
    let literal =
        format!("{HEAD}<script>window.articles = JSON.parse({literal});\n{parsed}</script>\n");
    Ok(fs::write(folder.join("literal.html"), literal)?)
}

const HEAD: &str = "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Bare</title>\n";

fn biennien() -> Result<std::path::PathBuf> {
    let program = format!("biennien{}", std::env::consts::EXE_SUFFIX);
    Ok(target_dir()?.join("release").join(program))
}

/// Draws what is searched for and typed.
fn plan(lines: &[Value], folder: &Path) -> Result<()> {
    let few: Vec<_> = lines
        .iter()
        .take(N_FEW)
        .filter_map(corpus::article)
        .collect();
    let drawn = queries::draw(&few, &Oracle::new(&few), N_TYPED, SEED);
    let near = drawn.into_iter().filter(|query| query.kind == Kind::Near);
    let typed: Vec<String> = near.map(|query| query.text).take(N_TYPED).collect();
    let plan = json!({ "query": typed.first(), "typed": typed });
    Ok(fs::write(folder.join("plan.json"), plan.to_string())?)
}

fn section(opened: &Value, folder: &Path) -> Result<String> {
    let median = |page: &str, key: &str| {
        let runs = opened["pages"][page].as_array().into_iter().flatten();
        let times: Vec<f64> = runs.filter_map(|run| run[key].as_f64()).collect();
        percentile(&times, 50.0)
    };
    let show = |time: Option<f64>| time.map_or_else(|| "–".to_owned(), millis);
    let pages = [
        ("page", "ours", "our page"),
        ("element", "element", "bare page, JSON in a data block"),
        ("literal", "literal", "bare page, JSON in a script's string"),
    ];
    let mut rows = Vec::new();
    for (file, key, what) in pages {
        let bytes = fs::metadata(folder.join(format!("{file}.html")))?.len();
        let mut row = vec![what.to_owned(), format!("{:.1}", bytes as f64 / 1e6)];
        row.extend(
            ["rows", "ready", "searchable", "prepared"].map(|time| show(median(key, time))),
        );
        let memory = median(key, "memory").map(|bytes| format!("{:.1}", bytes / 1e6));
        row.push(memory.unwrap_or_else(|| "–".to_owned()));
        rows.push(row);
    }
    let bare = [
        median("element", "searchable"),
        median("literal", "searchable"),
    ];
    let bare = bare.into_iter().flatten().min_by(f64::total_cmp);
    let tasks = |key: &str| tasks(&opened["tasks"][key]);
    let (many, few) = (tasks("many"), tasks("few"));
    let of = "the faster bare page";
    let goals = [
        Goal::ratio("searchable", median("ours", "searchable"), bare, 1.0, of),
        Goal::ratio("first rows", median("ours", "rows"), bare, 0.5, of),
        Goal::ratio(
            "p99 of tasks",
            many.p99,
            few.p99,
            1.0,
            "that with few articles",
        ),
    ];
    let task_row = |what: &str, tasks: &Tasks| {
        let long = tasks.n_long.to_string();
        vec![
            what.to_owned(),
            tasks.n.to_string(),
            show(tasks.p99),
            show(tasks.max),
            long,
        ]
    };
    Ok(format!(
        "{}: `cargo xtask bench open`; {}; each page {N_RUNS} times in turn from `file://`, a new \
         profile each time; medians in ms from navigation on. Searchable: `bienNien.ready` and one \
         search answered; parsed, for the bare pages. Prepared: every text read for phrases. \
         Memory: page and worker, after that and a collection.\n\n{}\n\
         Tasks of the main thread while {N_TYPED} texts are typed, three times, in ms:\n\n{}\n{}",
        today(),
        opened["chromium"].as_str().unwrap_or("Chromium"),
        table(
            &[
                "",
                "MB",
                "first rows painted",
                "ready",
                "searchable",
                "prepared",
                "memory, MB"
            ],
            &rows
        ),
        table(
            &["", "tasks", "p99", "longest", "over 50 ms"],
            &[
                task_row("many articles", &many),
                task_row("few articles", &few)
            ]
        ),
        figures::goals(&goals)
    ))
}

struct Tasks {
    n: usize,
    p99: Option<f64>,
    max: Option<f64>,
    n_long: usize,
}

/// Sums up runs: the median of their percentiles, the longest of all.
fn tasks(runs: &Value) -> Tasks {
    let runs: Vec<Vec<f64>> = runs
        .as_array()
        .into_iter()
        .flatten()
        .map(|run| {
            run.as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_f64)
                .collect()
        })
        .collect();
    let p99s: Vec<f64> = runs
        .iter()
        .filter_map(|run| percentile(run, 99.0))
        .collect();
    let all: Vec<f64> = runs.concat();
    Tasks {
        n: all.len(),
        p99: percentile(&p99s, 50.0),
        max: percentile(&all, 100.0),
        n_long: all.iter().filter(|task| **task > 50.0).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_of_several_runs_are_summed_up() {
        let runs = json!([[1.0, 2.0], [3.0, 60.0], [4.0, 5.0]]);
        let tasks = tasks(&runs);
        assert_eq!((tasks.n, tasks.n_long), (6, 1));
        assert_eq!((tasks.p99, tasks.max), (Some(5.0), Some(60.0)));
    }
}
