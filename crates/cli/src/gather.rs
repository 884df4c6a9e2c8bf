//! Reads the inputs into one archive, with a report of how that went.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use biennien_core::archive::{Archive, feed, packed};
use biennien_ingest::{Input, Reading, Settings};
use sha2::{Digest as _, Sha256};

use crate::find::{self, FoundInput};
use crate::report::{Refusal, Report};
use crate::{output, site_folder, terminal};

/// What to read and how.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// What the readers are told.
    pub settings: Settings,
    /// What this run writes, so that it is not read in a folder.
    pub excluded: Vec<PathBuf>,
    /// Where the report goes as JSON.
    pub report: Option<PathBuf>,
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// The articles, and what the inputs say of themselves.
    pub archive: Archive,
    /// How it went.
    pub report: Report,
}

/// Reads the inputs; what cannot be read stands in the report.
pub(crate) fn gather(options: &Options) -> Gathered {
    let found = find::find(&options.paths, &options.excluded);
    let mut report = Report {
        inputs: found.inputs.len(),
        refused: found.refused,
        skipped: found.skipped,
        ..Report::default()
    };
    let bar = terminal::progress(found.inputs.len());
    let mut readings = Vec::new();
    for input in found.inputs {
        bar.set_message(terminal::printable(&input.path));
        match read(&input, &options.settings) {
            Ok(reading) => readings.push(reading),
            Err(refusal) => report.refused.push(refusal),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    // Two folders may hold the same relative path: then what is in the files
    // decides, never the order they were given in.
    readings.sort_by(|(a, a_hash), (b, b_hash)| (&a.path, a_hash).cmp(&(&b.path, b_hash)));
    let merged = biennien_ingest::merge(readings.into_iter().map(|(it, _)| it).collect());
    report
        .refused
        .extend(merged.refused.into_iter().map(Refusal::from));
    report.refused.sort();
    report.add_notes(&merged.notes);
    report.articles = merged.archive.articles.len();
    Gathered {
        archive: merged.archive,
        report,
    }
}

/// A reading, with a hash of what was read.
type Hashed = (Reading, [u8; 32]);

fn read(found: &FoundInput, settings: &Settings) -> Result<Hashed, Refusal> {
    let bytes = if found.place.is_dir() {
        let archive = site_folder::read_packed(&found.place)
            .and_then(|packed| Ok(packed::open(&packed)?))
            .map_err(|error| Refusal::whole(found.path.clone(), format!("{error:#}")))?;
        feed::write(&archive).into_bytes()
    } else {
        std::fs::read(&found.place)
            .map_err(|error| Refusal::unreadable(found.path.clone(), &error))?
    };
    let input = Input {
        path: &found.path,
        bytes: &bytes,
    };
    let reading = biennien_ingest::read(&input, settings).map_err(Refusal::from)?;
    Ok((reading, Sha256::digest(&bytes).into()))
}

/// Writes the report where it was asked for.
pub(crate) fn write_report(report: &Report, options: &Options) -> Result<()> {
    let Some(path) = &options.report else {
        return Ok(());
    };
    let json = report.to_json()?;
    output::write_file(path, [json.as_bytes()])
        .with_context(|| format!("cannot write the report {}", path.display()))
}
