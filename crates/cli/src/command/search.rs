//! `biennien search`: the page's search, for people and for scripts.

use std::io::{BufRead, BufReader, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use biennien_core::query::Note;
use biennien_core::search::{Engine, Hit, Reply, SearchOptions, SearchResults};

use super::Outcome;
use crate::notes;
use crate::open;
use crate::report::SHORT;
use crate::terminal::{count, printable, say};

/// What to search, and for what.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The archive.
    pub archive: PathBuf,
    /// One query or many.
    pub asked: Asked,
    /// Whether one query is answered in JSON too.
    pub is_json: bool,
    /// At most so many articles a query.
    pub limit: usize,
}

/// Where queries come from.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// One, as typed.
    Query(String),
    /// A file with one a line; `-` is standard input.
    File(PathBuf),
}

/// Searches and writes what was found to standard output.
pub(crate) fn run(options: &Options) -> Result<Outcome> {
    let (engine, report) = open::engine(&options.archive)?;
    let table = report.to_table(SHORT);
    if !table.is_empty() {
        say(table.trim_end());
    }
    let asked = SearchOptions {
        limit: options.limit,
        ..SearchOptions::default()
    };
    match &options.asked {
        Asked::Query(query) if options.is_json => {
            write_json(&mut std::io::stdout().lock(), &engine, query, &asked)?;
        }
        Asked::Query(query) => show(query, &engine.search(query, &asked))?,
        Asked::File(file) => answer_all(file, &engine, &asked)?,
    }
    Ok(Outcome::from_refused(report.refused.len()))
}

fn answer_all(file: &Path, engine: &Engine, asked: &SearchOptions) -> Result<()> {
    let name = || format!("cannot read the queries in {}", file.display());
    let queries: Box<dyn BufRead> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(
            std::fs::File::open(file).with_context(name)?,
        ))
    };
    let mut out = std::io::stdout().lock();
    for query in queries.lines() {
        write_json(&mut out, engine, &query.with_context(name)?, asked)?;
    }
    Ok(())
}

/// Writes an answer as one line of JSON.
fn write_json(
    out: &mut impl Write,
    engine: &Engine,
    query: &str,
    asked: &SearchOptions,
) -> Result<()> {
    let start = Instant::now();
    let results = engine.search(query, asked);
    let millis = start.elapsed().as_secs_f64() * 1000.0;
    let message = |note: &Note, _: &str| notes::message(note);
    let reply = Reply::new(query, results, engine.catalogue(), millis, message);
    Ok(writeln!(out, "{}", reply.to_json())?)
}

fn show(query: &str, results: &SearchResults) -> Result<()> {
    let mut out = anstream::stdout().lock();
    for hit in &results.items {
        write_hit(&mut out, hit)?;
    }
    out.flush()?;
    for note in &results.notes {
        let part = query.get(note.byte_range.clone()).unwrap_or_default();
        say(&format!("{}: {}", printable(part), notes::message(note)));
    }
    let total = results.total as usize;
    let shown = results.items.len();
    let first = if shown < total {
        format!(", the first {shown} shown")
    } else {
        String::new()
    };
    say(&format!("{}{first}", count(total, "article")));
    for instead in &results.instead {
        let found = count(instead.total as usize, "article");
        // A space at the end counts.
        say(&format!("'{}' finds {found}", printable(&instead.query)));
    }
    Ok(())
}

/// The widest date that is common, `2019-07-08?`.
const DATE_CHARS: usize = 11;

fn write_hit(out: &mut impl Write, hit: &Hit) -> Result<()> {
    let date = hit.date.as_deref().unwrap_or("undated");
    writeln!(
        out,
        "{date:DATE_CHARS$}  {}",
        marked(&hit.title, &hit.title_marks)
    )?;
    if !hit.snippet.is_empty() {
        writeln!(
            out,
            "{:DATE_CHARS$}  {}",
            "",
            marked(&hit.snippet, &hit.marks)
        )?;
    }
    Ok(())
}

/// Returns a text on one line with the marked stretches in bold; where nobody
/// sees bold the stream takes it out again.
fn marked(text: &str, marks: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for mark in marks {
        let (Some(before), Some(hit)) = (text.get(done..mark.start), text.get(mark.clone()))
        else {
            continue;
        };
        out.push_str(&printable(before));
        out.push_str(&format!("\u{1b}[1m{}\u{1b}[0m", printable(hit)));
        done = mark.end;
    }
    out.push_str(&printable(text.get(done..).unwrap_or_default()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_out() {
        let text = "của Đảng\nta";
        assert_eq!(
            marked(text, &[0..1, 6..13]),
            "\u{1b}[1mc\u{1b}[0mủa \u{1b}[1mĐảng\u{1b}[0m ta"
        );
        assert_eq!(marked(text, &[]), "của Đảng ta");
        // Marks that do not fit the text are left out, never a panic.
        assert_eq!(marked(text, &[2..3, 90..99]), "của Đảng ta");
    }
}
