//! `cargo xtask bench`: what is measured, beside its targets. Figures go into
//! `benches/RESULTS.md`; nothing here is a test, since machines differ.

mod chance;
mod corpus;
mod engine;
mod figures;
mod generator;
mod judge;
mod lighthouse;
mod open;
mod oracle;
mod peers;
mod queries;
mod report;
mod search;

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::arguments::BenchOptions;
use crate::step::run as run_program;
use crate::workspace::{cargo, root};

/// The benchmarks: name and what it shows.
const ALL: [(&str, &str); 3] = [
    (
        "lighthouse",
        "the site over http as Lighthouse sees it, phone and desktop",
    ),
    (
        "open",
        "the one page from file://, beside a page that only parses the articles",
    ),
    (
        "search",
        "our engine beside others, in the same browser with the same queries",
    ),
];

/// What is drawn by chance is drawn from this.
const SEED: u64 = 20_170_509;

const RESULTS: &str = "benches/RESULTS.md";

/// Runs a benchmark, or lists them.
pub(crate) fn run(options: &BenchOptions) -> Result<ExitCode> {
    match options.name.as_deref() {
        Some("lighthouse") => lighthouse::run_all()?,
        Some("open" | "search") if is_slow() => run_fast()?,
        Some("open") => open::run_all(options)?,
        Some("search") => search::run_all(options)?,
        other => {
            if let Some(name) = other {
                eprintln!("there is no benchmark named {name:?}");
            }
            println!("benchmarks:");
            for (name, shows) in ALL {
                println!("  {name}  {shows}");
            }
            return Ok(ExitCode::from(u8::from(other.is_some())));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes made-up articles to where the output goes.
pub(crate) fn write_corpus(n_articles: usize) -> Result<()> {
    corpus::write_generated(n_articles, &mut std::io::stdout().lock())
}

/// Whether this program was built to be built quickly: reading every word for
/// every query takes it minutes.
fn is_slow() -> bool {
    cfg!(debug_assertions)
}

/// Runs the same words in a release build.
fn run_fast() -> Result<()> {
    let mut again = cargo();
    again.args(["run", "--quiet", "--release", "--manifest-path"]);
    again.arg(root().join("xtask/Cargo.toml")).arg("--");
    // A corpus is named from where the command was given.
    again.args(std::env::args().skip(1));
    again.current_dir(std::env::current_dir()?);
    run_program(&mut again, "install Rust with rustup (https://rustup.rs)")
}

/// Today as the system has it, for a line that says when something was measured.
fn today() -> String {
    let seconds = std::time::UNIX_EPOCH
        .elapsed()
        .unwrap_or_default()
        .as_secs();
    let days = i32::try_from(seconds / 86_400).unwrap_or_default();
    biennien_core::date::Date::from_day(biennien_core::date::Day(days)).to_string()
}

/// Returns Node.js, told to run a script of `benches/web`.
fn node(script: &str) -> Command {
    let mut node = Command::new("node");
    node.arg("--max-old-space-size=16000");
    node.arg(root().join("benches/web").join(script));
    node
}

/// Puts a section into the file of results, in place of the one before.
fn record(heading: &str, section: &str) -> Result<()> {
    let path = root().join(RESULTS);
    let results =
        fs::read_to_string(&path).with_context(|| format!("cannot read {RESULTS}"))?;
    fs::write(&path, replace_section(&results, heading, section))
        .with_context(|| format!("cannot write {RESULTS}"))
}

fn replace_section(results: &str, heading: &str, section: &str) -> String {
    let title = format!("## {heading}\n");
    let section = format!("{title}\n{}\n", section.trim());
    let Some(start) = results.find(&title) else {
        return format!("{}\n\n{section}", results.trim_end());
    };
    let rest = &results[start + title.len()..];
    let after = rest.find("\n## ").map(|end| &rest[end..]);
    [&results[..start], &section, after.unwrap_or_default()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_takes_the_place_of_the_one_before() {
        let results = "# Results\n\n## A\n\nold\n\n## B\n\nstays\n";
        let first = replace_section(results, "A", "new");
        assert_eq!(first, "# Results\n\n## A\n\nnew\n\n## B\n\nstays\n");
        let last = replace_section(&first, "B", "changed");
        assert_eq!(last, "# Results\n\n## A\n\nnew\n\n## B\n\nchanged\n");
        let added = replace_section(&last, "C", "more");
        assert!(added.ends_with("changed\n\n## C\n\nmore\n"), "{added}");
    }
}
