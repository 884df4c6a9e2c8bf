//! `biennien export`: an archive's articles in an open format.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use biennien_core::archive::feed;

use super::Outcome;
use crate::report::SHORT;
use crate::terminal::{count, say};
use crate::{open, output};

/// Writes the archive as a JSON Feed to a file, or to standard output.
pub(crate) fn run(path: &Path, target: Option<&Path>) -> Result<Outcome> {
    let target = target.filter(|target| target.as_os_str() != "-");
    if let Some(target) = target {
        check_ending(target)?;
    }
    let opened = open::open(path)?;
    let table = opened.report.to_table(SHORT);
    if !table.is_empty() {
        say(table.trim_end());
    }
    let json = feed::write(&opened.archive);
    match target {
        Some(target) => {
            output::write_file(target, [json.as_bytes()])
                .with_context(|| format!("cannot write {}", target.display()))?;
            let articles = count(opened.archive.articles.len(), "article");
            say(&format!("{}: {articles}", target.display()));
        }
        None => std::io::stdout().lock().write_all(json.as_bytes())?,
    }
    Ok(Outcome::from_refused(opened.report.refused.len()))
}

fn check_ending(target: &Path) -> Result<()> {
    let ending = target
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("json") => Ok(()),
        Some(ending) => {
            bail!("cannot export to .{ending}; what can be written is .json, a JSON Feed")
        }
        None => bail!(
            "{} has no ending; give FILE.json, a JSON Feed",
            target.display()
        ),
    }
}
