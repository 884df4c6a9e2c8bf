//! What the page loads without an archive, and how much that may be.
//!
//! Counted on the site folder, as a host sends it: `index.html`, style, boot
//! script, glue and Wasm, each compressed by itself. The Wasm as a script, for
//! `file://`, is never sent.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The most that the page may load without its archive: 350 kB as brotli, about
/// four seconds on a slow phone (3G, 0.7 Mbit/s).
const BUDGET_BYTES: usize = 350_000;

/// Sizes of everything that the page loads without its archive, in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// File name, plain, gzip, brotli; sorted by name.
    files: Vec<(String, [usize; 3])>,
}

impl Sizes {
    fn total(&self) -> [usize; 3] {
        self.files.iter().fold([0; 3], |sum, (_, sizes)| {
            [sum[0] + sizes[0], sum[1] + sizes[1], sum[2] + sizes[2]]
        })
    }

    /// Returns a table of the sizes in kB.
    pub(crate) fn report(&self) -> String {
        let row = |name: &str, sizes: [usize; 3]| {
            let [plain, gzip, brotli] = sizes.map(|bytes| bytes as f64 / 1000.0);
            format!("{name:<28} {plain:>9.1} {gzip:>9.1} {brotli:>9.1}\n")
        };
        let mut text = format!(
            "{:<28} {:>9} {:>9} {:>9}\n",
            "kB", "plain", "gzip", "brotli"
        );
        for (name, sizes) in &self.files {
            text.push_str(&row(name, *sizes));
        }
        text.push_str(&row("all without the archive", self.total()));
        text.push_str(&format!("budget {} kB as brotli", BUDGET_BYTES / 1000));
        text
    }

    /// Fails when the page is too big.
    pub(crate) fn check(&self) -> Result<()> {
        let [_, _, brotli] = self.total();
        if brotli > BUDGET_BYTES {
            bail!(
                "the page loads {brotli} bytes as brotli without its archive, {} over its budget \
                 of {BUDGET_BYTES}; see which dependency or style came in last",
                brotli - BUDGET_BYTES
            );
        }
        Ok(())
    }
}

/// Measures a site folder.
pub(crate) fn measure(dist: &Path) -> Result<Sizes> {
    let mut sizes = Sizes::default();
    let folder =
        fs::read_dir(dist).with_context(|| format!("cannot read {}", dist.display()))?;
    for entry in folder {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_viewer_file(&name) {
            let mut bytes =
                fs::read(entry.path()).with_context(|| format!("cannot read {name}"))?;
            if name == "index.html" {
                take_out_headlines(&mut bytes);
            }
            sizes.files.push((
                name,
                [bytes.len(), gzip(&bytes)?.len(), brotli_len(&bytes)?],
            ));
        }
    }
    sizes.files.sort();
    if !sizes.files.iter().any(|(name, _)| name.ends_with(".wasm")) {
        bail!(
            "{} holds no built page; run `cargo xtask run --no-serve`",
            dist.display()
        );
    }
    Ok(sizes)
}

/// The headlines that `index.html` shows before the viewer runs are the archive's.
fn take_out_headlines(index: &mut Vec<u8>) {
    let find = |mark: &[u8]| index.windows(mark.len()).position(|window| window == mark);
    let first = find(b"<section class=\"period\">");
    let end = find(b"<div class=\"skeleton\"");
    if let (Some(first), Some(end)) = (first, end)
        && first < end
    {
        index.drain(first..end);
    }
}

/// Whether the page loads this file of the site folder over http, and it is no
/// part of the archive. Two are for `file://` and for saving alone.
fn is_viewer_file(name: &str) -> bool {
    let is_archive = ["catalogue-", "columns-", "index-", "texts-"]
        .iter()
        .any(|stem| name.starts_with(stem));
    let is_for_file_only = name.starts_with("viewer-wasm-") || name.starts_with("viewer-page-");
    let is_loaded = [".css", ".js", ".wasm"]
        .iter()
        .any(|ending| name.ends_with(ending));
    name == "index.html" || (is_loaded && !is_archive && !is_for_file_only)
}

/// Returns bytes as gzip; the same bytes give the same result.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotli_len(bytes: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    // Quality 11 and a window of 4 MB: what a host prepares once.
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 65_536, 11, 22);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(brotli: usize) -> Sizes {
        Sizes {
            files: vec![("viewer-0.wasm".to_owned(), [3 * brotli, 2 * brotli, brotli])],
        }
    }

    #[test]
    fn page_over_its_budget_fails_and_says_by_how_much() {
        sizes(BUDGET_BYTES).check().expect("within the budget");
        let error = sizes(BUDGET_BYTES + 7)
            .check()
            .expect_err("over the budget");
        assert!(error.to_string().contains(", 7 over its budget"), "{error}");
    }

    #[test]
    fn only_what_is_loaded_without_the_archive_counts() {
        let dir = tempfile::tempdir().unwrap();
        for name in [
            "index.html",
            "viewer-1.css",
            "boot-2.js",
            "viewer-3.js",
            "viewer-4.wasm",
            "viewer-wasm-5.js",
            "viewer-page-5.js",
            "catalogue-6.json",
            "catalogue-7.js",
            "columns-8.bin",
            "columns-8.js",
            "index-8.bin",
            "index-8.js",
            "texts-9.bin",
            "texts-9.js",
            "bien-nien.html",
        ] {
            fs::write(dir.path().join(name), "tin tức ".repeat(100)).unwrap();
        }
        let sizes = measure(dir.path()).unwrap();
        let names: Vec<&str> = sizes.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "boot-2.js",
                "index.html",
                "viewer-1.css",
                "viewer-3.js",
                "viewer-4.wasm"
            ]
        );
        let [plain, gzip, brotli] = sizes.total();
        assert!(plain > gzip && gzip > brotli && brotli > 0);
    }

    #[test]
    fn headlines_in_the_index_are_the_archives() {
        let mut index =
            b"<main><section class=\"period\">tin</section><div class=\"skeleton\"></div>"
                .to_vec();
        take_out_headlines(&mut index);
        assert_eq!(index, b"<main><div class=\"skeleton\"></div>");
    }

    #[test]
    fn folder_without_a_page_says_what_to_run() {
        let dir = tempfile::tempdir().unwrap();
        let error = measure(dir.path()).unwrap_err();
        assert!(
            error.to_string().contains("cargo xtask run --no-serve"),
            "{error}"
        );
    }
}
