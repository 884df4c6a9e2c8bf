//! `biennien inspect`: what an archive says of itself and what is in it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use biennien_core::archive::Archive;
use biennien_core::archive::packed::{self, Part};
use biennien_core::article::Article;
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
    // Opening one of an earlier format has checked all of it.
    if let Some(packed) = &opened.packed
        && packed::read_head(&packed.catalogue)?.format == packed::FORMAT
    {
        packed::check(packed)?;
    }
    let mut out = std::io::stdout().lock();
    for (name, value) in facts(&opened)? {
        writeln!(out, "{name:10} {}", printable(&value))?;
    }
    write_counts(&mut out, "sources", &sources(&opened.archive))?;
    write_packed(&mut out, &opened)?;
    writeln!(out, "{:10} {} bytes", "size", grouped(opened.n_bytes))?;
    for (part, n_bytes) in parts(&opened) {
        writeln!(out, "{:>14}  {part}", grouped(n_bytes))?;
    }
    Ok(Outcome::from_refused(opened.report.refused.len()))
}

fn facts(opened: &Opened) -> Result<Vec<(&'static str, String)>> {
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
    let form = match opened.form {
        Form::Page => "one page",
        Form::Site => "site folder",
        Form::Feed => "JSON Feed",
    };
    let format = match &opened.packed {
        Some(packed) => {
            let head = packed::read_head(&packed.catalogue)?;
            format!("{form}, format {}", head.format)
        }
        None => form.to_owned(),
    };
    Ok(vec![
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
    ])
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

/// Writes how long the texts are, and each part of the packed archive, before
/// base64, also as a share of them.
fn write_packed(out: &mut impl std::io::Write, opened: &Opened) -> std::io::Result<()> {
    let Some(packed) = &opened.packed else {
        return Ok(());
    };
    let text = |article: &Article| article.title.len() + article.content_text().len();
    let n_text: usize = opened.archive.articles.iter().map(text).sum();
    let share = |n_bytes: usize| {
        // Tenths of a percent.
        let share = (n_bytes as u64 * 1000).div_ceil(n_text.max(1) as u64);
        format!("{}.{} %", share / 10, share % 10)
    };
    let parts = Part::ALL.map(|part| (part.name(), packed.part(part).len()));
    let all: usize = parts.iter().map(|(_, n_bytes)| n_bytes).sum();
    writeln!(out, "{:10} {} bytes", "text", grouped(n_text as u64))?;
    writeln!(
        out,
        "{:10} {} bytes, {} of the text",
        "packed",
        grouped(all as u64),
        share(all)
    )?;
    for (name, n_bytes) in parts.iter().filter(|(_, n_bytes)| *n_bytes > 0) {
        let n = grouped(*n_bytes as u64);
        writeln!(out, "{n:>14}  {name}, {}", share(*n_bytes))?;
    }
    Ok(())
}

/// Returns how long the parts of a page are as they stand in it, in bytes.
fn parts(opened: &Opened) -> Vec<(&'static str, u64)> {
    let (Some(viewer), Some(packed)) = (&opened.viewer, &opened.packed) else {
        return Vec::new();
    };
    let Viewer {
        style,
        boot,
        glue,
        wasm_gz,
    } = viewer;
    let base64 = |n_bytes: usize| n_bytes.div_ceil(3) as u64 * 4;
    let scripts = [style, boot, glue]
        .iter()
        .map(|part| part.len() as u64)
        .sum::<u64>();
    let articles = Part::ALL.map(|part| base64(packed.part(part).len()));
    vec![
        ("viewer", scripts + base64(wasm_gz.len())),
        ("catalogue", packed.catalogue.len() as u64),
        ("articles", articles.iter().sum()),
    ]
}
