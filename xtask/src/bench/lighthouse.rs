//! The built site as Lighthouse sees it: list and article, phone and desktop.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::record;
use crate::browsers;
use crate::build;
use crate::serve::Server;
use crate::step::{run, say};
use crate::tools;
use crate::workspace::dist;

/// Machines are noisy: of so many runs the one with the median performance counts.
const N_RUNS: usize = 3;

const PORT: u16 = 8099;

/// What is asked for of every page.
const TARGETS: &str =
    "Targets: accessibility, best practices and SEO 100, performance at least 95.";

const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

const METRICS: [&str; 5] = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "speed-index",
    "total-blocking-time",
    "cumulative-layout-shift",
];

/// Builds the site, serves it and has it looked at.
pub(crate) fn run_all() -> Result<()> {
    let dirs = tools::set_up_build()?;
    build::release(&dirs)?;
    let program = tools::lighthouse()?;
    let chromium = browsers::chromium().context("Chromium is not there; install it first")?;
    let server = Server::bind(&dist(), "/", PORT)?;
    let site = server.address();
    std::thread::spawn(move || server.run());
    let article = first_article()?;
    let pages = [
        ("list", site.clone()),
        ("article", format!("{site}#/a/{article}")),
    ];
    let folder = tempdir()?;
    let mut rows = Vec::new();
    for (page, address) in &pages {
        for form in ["mobile", "desktop"] {
            say(&format!("{page}, {form}: {address}"));
            let mut reports = Vec::new();
            for _ in 0..N_RUNS {
                let file = folder.join("report.json");
                look(&program, &chromium, address, form, &file)?;
                reports.push(serde_json::from_slice::<Value>(&fs::read(&file)?)?);
            }
            rows.push(row(page, form, median(reports)?));
        }
    }
    fs::remove_dir_all(&folder)?;
    let section = section(&rows);
    println!("\n{section}");
    record("Lighthouse", &section)
}

fn look(program: &Path, chromium: &Path, address: &str, form: &str, file: &Path) -> Result<()> {
    let mut lighthouse = Command::new(program);
    lighthouse
        .arg(address)
        .args([
            "--quiet",
            "--output=json",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ])
        .arg(format!("--output-path={}", file.display()))
        .env("CHROME_PATH", chromium);
    if form == "desktop" {
        lighthouse.arg("--preset=desktop");
    }
    run(&mut lighthouse, "install Node.js 20 or later")
}

fn median(mut reports: Vec<Value>) -> Result<Value> {
    let score = |report: &Value| report["categories"]["performance"]["score"].as_f64();
    if reports.iter().any(|report| score(report).is_none()) {
        bail!("Lighthouse could not measure the page; look at it in the browser");
    }
    reports.sort_by(|a, b| {
        score(a)
            .partial_cmp(&score(b))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    Ok(reports.swap_remove(reports.len() / 2))
}

/// Returns a row of the table.
fn row(page: &str, form: &str, report: Value) -> String {
    let scores = CATEGORIES.map(|category| {
        let score = report["categories"][category]["score"].as_f64();
        format!("{:.0}", score.unwrap_or_default() * 100.0)
    });
    let metrics = METRICS.map(|metric| {
        let shown = report["audits"][metric]["displayValue"].as_str();
        shown.unwrap_or("?").replace('\u{a0}', " ")
    });
    let failed = failed_audits(&report);
    format!(
        "| {page}, {form} | {} | {} | {} |",
        scores.join(" | "),
        metrics.join(" | "),
        if failed.is_empty() {
            "none".to_owned()
        } else {
            failed.join(", ")
        },
    )
}

/// Names what counts and is not perfect, performance aside.
fn failed_audits(report: &Value) -> Vec<String> {
    let mut failed = Vec::new();
    for category in &CATEGORIES[1..] {
        let audits = report["categories"][*category]["auditRefs"].as_array();
        for audit in audits.into_iter().flatten() {
            let id = audit["id"].as_str().unwrap_or_default();
            let score = report["audits"][id]["score"].as_f64();
            let counts = audit["weight"].as_f64().is_some_and(|weight| weight > 0.0);
            if counts && score.is_some_and(|score| score < 1.0) {
                failed.push(id.to_owned());
            }
        }
    }
    failed
}

fn section(rows: &[String]) -> String {
    format!(
        "The site with its bundled archive over http, gzip, in Chromium; Lighthouse's own \
         throttling; the median of {N_RUNS} runs.\n{TARGETS}\n\n\
         | page | performance | accessibility | best practices | SEO | first paint | largest paint \
         | speed index | blocking | layout shift | failed |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n{}\n",
        rows.join("\n")
    )
}

/// Returns the id of an article of the bundled archive, as an address has it.
fn first_article() -> Result<String> {
    let json = fs::read(crate::workspace::root().join("static/archive.json"))?;
    let feed: Value = serde_json::from_slice(&json)?;
    let id = feed["items"][0]["id"].as_str();
    id.map(str::to_owned)
        .context("the bundled archive has no article")
}

fn tempdir() -> Result<std::path::PathBuf> {
    let folder = std::env::temp_dir().join(format!("bien-nien-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
