//! Opens an ARCHIVE: a packed page, a site folder or a JSON Feed.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use biennien_core::archive::{Archive, feed};
use biennien_core::page;

use crate::report::{Refusal, Report};
use crate::{find, site_folder};

/// What an archive came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A packed page.
    Page,
    /// A site folder.
    Site,
    /// A JSON Feed.
    Feed,
}

/// An archive as opened.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The archive, with every article that could be read.
    pub archive: Archive,
    /// What it came in.
    pub form: Form,
    /// Length of the file, or of all files of the folder, in bytes.
    pub n_bytes: u64,
    /// The viewer that came along in a page.
    pub viewer: Option<page::Viewer>,
    /// What could not be read.
    pub report: Report,
}

/// Opens an archive.
pub(crate) fn open(path: &Path) -> Result<Opened> {
    let opened = match site_folder::folder_of(path) {
        Some(folder) => open_site(folder),
        None => open_file(path),
    };
    opened.with_context(|| path.display().to_string())
}

fn open_site(folder: &Path) -> Result<Opened> {
    let sizes = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.metadata()?.len()));
    let n_bytes = sizes.sum::<std::io::Result<u64>>()?;
    Ok(Opened {
        archive: site_folder::read_archive(folder)?,
        form: Form::Site,
        n_bytes,
        viewer: None,
        report: Report::default(),
    })
}

fn open_file(path: &Path) -> Result<Opened> {
    if path.is_dir() {
        bail!("this folder is no archive; make one of it with biennien pack");
    }
    let mut bytes = std::fs::read(path)?;
    let n_bytes = bytes.len() as u64;
    if bytes.starts_with(BOM) {
        bytes.drain(..BOM.len());
    }
    if page::is_page(&bytes) {
        let html = String::from_utf8(bytes).context("the page is damaged; copy it again")?;
        return Ok(Opened {
            archive: page::read_archive(&html)?,
            form: Form::Page,
            n_bytes,
            viewer: page::Viewer::from_page(&html).ok(),
            report: Report::default(),
        });
    }
    if !bytes.trim_ascii_start().starts_with(b"{") {
        bail!("this is no packed page, site folder or JSON Feed; make one with biennien pack");
    }
    let feed = feed::read(&bytes, feed::ReadOptions::default())?;
    let name = find::name_of(path);
    let refused = feed.refused.into_iter().map(|refusal| Refusal {
        path: name.clone(),
        line: None,
        item: Some(refusal.item),
        name: refusal.name,
        reason: refusal.reason.to_string(),
    });
    Ok(Opened {
        archive: feed.archive,
        form: Form::Feed,
        n_bytes,
        viewer: None,
        report: Report {
            refused: refused.collect(),
            ..Report::default()
        },
    })
}

/// The byte order mark that Windows writes before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";
