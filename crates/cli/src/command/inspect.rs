//! `biennien inspect`: what an archive says of itself and what is in it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use biennien_core::archive::{Archive, packed};
use biennien_core::page::Viewer;

use super::Outcome;
use crate::open::{self, Form, Opened};
use crate::report::SHORT;
use crate::terminal::{count, grouped, printable, say};

/// Writes what there is to know about an archive to standard output.
pub(crate) fn run(path: &Path) -> Result<Outcome> {
    let opened = open::open(path)?;
    let table = opened.report.to_table(SHORT);
    if !table.is_empty() {
        say(table.trim_end());
    }
    let mut out = std::io::stdout().lock();
    for (name, value) in facts(&opened) {
        writeln!(out, "{name:10} {}", printable(&value))?;
    }
    write_counts(&mut out, "sources", &sources(&opened.archive))?;
    writeln!(out, "{:10} {} bytes", "size", grouped(opened.n_bytes))?;
    for (part, n_bytes) in parts(&opened) {
        writeln!(out, "{:>14}  {part}", grouped(n_bytes))?;
    }
    Ok(Outcome::from_refused(opened.report.refused.len()))
}

fn facts(opened: &Opened) -> Vec<(&'static str, String)> {
    let archive = &opened.archive;
    let given =
        |value: &Option<String>| value.clone().unwrap_or_else(|| "not given".to_owned());
    let owners = (!archive.owners.is_empty()).then(|| archive.owners.join(", "));
    let made = archive.made.as_ref().map(|made| match &made.date {
        Some(date) => format!("{date}, {}", made.tool),
        None => made.tool.clone(),
    });
    let span = archive.span().map(|days| match (days.first, days.last) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first} to {last}"),
    });
    let undated = archive
        .articles
        .iter()
        .filter(|article| article.date.is_none())
        .count();
    let format = match opened.form {
        Form::Page => format!("one page, format {}", packed::FORMAT),
        Form::Site => format!("site folder, format {}", packed::FORMAT),
        Form::Feed => "JSON Feed".to_owned(),
    };
    vec![
        ("title", archive.title.clone()),
        ("owner", given(&owners)),
        ("rights", given(&archive.rights)),
        ("contact", given(&archive.contact)),
        ("language", given(&archive.language)),
        ("id", given(&archive.archive_id)),
        ("format", format),
        ("made", given(&made)),
        ("articles", grouped(archive.articles.len() as u64)),
        ("span", span.unwrap_or_else(|| "no dates".to_owned())),
        ("undated", grouped(undated as u64)),
    ]
}

/// Returns how many articles each source has, most first, ties by name.
fn sources(archive: &Archive) -> Vec<(&str, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for article in &archive.articles {
        if article.sources.is_empty() {
            *counts.entry("(no source)").or_default() += 1;
        }
        for source in &article.sources {
            *counts.entry(source).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
}

/// A list of sources on the screen has at most so many.
const MAX_SOURCES: usize = 30;

fn write_counts(
    out: &mut impl std::io::Write,
    name: &str,
    counts: &[(&str, u64)],
) -> std::io::Result<()> {
    writeln!(out, "{name:10} {}", grouped(counts.len() as u64))?;
    for (value, n) in counts.iter().take(MAX_SOURCES) {
        writeln!(out, "{:>14}  {}", grouped(*n), printable(value))?;
    }
    if counts.len() > MAX_SOURCES {
        writeln!(
            out,
            "{:14}  and {}",
            "",
            count(counts.len() - MAX_SOURCES, "other")
        )?;
    }
    Ok(())
}

/// Returns how long the parts of a page are as they stand in it, in bytes.
fn parts(opened: &Opened) -> Vec<(&'static str, u64)> {
    let Some(Viewer {
        style,
        boot,
        glue,
        wasm_gz,
    }) = &opened.viewer
    else {
        return Vec::new();
    };
    let base64 = |n_bytes: usize| n_bytes.div_ceil(3) as u64 * 4;
    // The same archive packs to the same bytes.
    let packed = packed::pack(&opened.archive);
    let scripts = [style, boot, glue]
        .iter()
        .map(|part| part.len() as u64)
        .sum::<u64>();
    vec![
        ("viewer", scripts + base64(wasm_gz.len())),
        ("catalogue", packed.catalogue.len() as u64),
        ("articles", base64(packed.texts.len())),
    ]
}
