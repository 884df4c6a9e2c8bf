//! Opens an ARCHIVE: a packed page, a site folder or a JSON Feed.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use biennien_core::archive::packed::{self, Packed};
use biennien_core::archive::{Archive, feed};
use biennien_core::page::{self, Viewer};
use biennien_core::search::Engine;

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
    /// The archive as it was packed.
    pub packed: Option<Packed>,
    /// Length of the file, or of all files of the folder, in bytes.
    pub n_bytes: u64,
    /// The viewer that came along in a page.
    pub viewer: Option<Viewer>,
    /// What could not be read.
    pub report: Report,
}

/// Opens an archive with all its articles.
pub(crate) fn open(path: &Path) -> Result<Opened> {
    let opened = read(path).and_then(|found| {
        let Found { source, n_bytes } = found;
        let form = source.form();
        let viewer = match &source {
            Source::Page(html) => Viewer::from_page(html).ok(),
            _ => None,
        };
        let (archive, packed, report) = match source.into_packed()? {
            Content::Packed(packed) => {
                (packed::open(&packed)?, Some(packed), Report::default())
            }
            Content::Feed(archive, report) => (*archive, None, report),
        };
        Ok(Opened {
            archive,
            form,
            packed,
            n_bytes,
            viewer,
            report,
        })
    });
    opened.with_context(|| path.display().to_string())
}

/// Opens an archive to be searched. Where it was packed with an index that can
/// be used no text is unpacked for it; everything else is indexed here.
pub(crate) fn engine(path: &Path) -> Result<(Engine, Report)> {
    let engine = read(path).and_then(|found| match found.source.into_packed()? {
        Content::Packed(packed) => {
            let is_searchable = packed::read_head(&packed.catalogue)?.is_searchable();
            let engine = if is_searchable {
                packed::check(&packed)?;
                packed::engine(packed)?
            } else {
                Engine::build(&packed::open(&packed)?.articles)?
            };
            Ok((engine, Report::default()))
        }
        Content::Feed(archive, report) => Ok((Engine::build(&archive.articles)?, report)),
    });
    engine.with_context(|| path.display().to_string())
}

/// What lies at a path.
struct Found {
    source: Source,
    n_bytes: u64,
}

enum Source {
    /// The page as text.
    Page(String),
    Site(Packed),
    Feed(Box<Archive>, Report),
}

enum Content {
    Packed(Packed),
    Feed(Box<Archive>, Report),
}

impl Source {
    fn form(&self) -> Form {
        match self {
            Self::Page(_) => Form::Page,
            Self::Site(_) => Form::Site,
            Self::Feed(..) => Form::Feed,
        }
    }

    fn into_packed(self) -> Result<Content> {
        Ok(match self {
            Self::Page(html) => Content::Packed(page::read_packed(&html)?),
            Self::Site(packed) => Content::Packed(packed),
            Self::Feed(archive, report) => Content::Feed(archive, report),
        })
    }
}

fn read(path: &Path) -> Result<Found> {
    match site_folder::folder_of(path) {
        Some(folder) => read_site(folder),
        None => read_file(path),
    }
}

fn read_site(folder: &Path) -> Result<Found> {
    let sizes = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.metadata()?.len()));
    let n_bytes = sizes.sum::<std::io::Result<u64>>()?;
    let source = Source::Site(site_folder::read_packed(folder)?);
    Ok(Found { source, n_bytes })
}

fn read_file(path: &Path) -> Result<Found> {
    if path.is_dir() {
        bail!("this folder is no archive; make one of it with biennien pack");
    }
    let mut bytes = std::fs::read(path)?;
    let n_bytes = bytes.len() as u64;
    if bytes.starts_with(BOM) {
        bytes.drain(..BOM.len());
    }
    let source = if page::is_page(&bytes) {
        let html = String::from_utf8(bytes).context("the page is damaged; copy it again")?;
        Source::Page(html)
    } else if bytes.trim_ascii_start().starts_with(b"{") {
        read_feed(&bytes, &find::name_of(path))?
    } else {
        bail!("this is no packed page, site folder or JSON Feed; make one with biennien pack");
    };
    Ok(Found { source, n_bytes })
}

fn read_feed(bytes: &[u8], name: &str) -> Result<Source> {
    let feed = feed::read(bytes, feed::ReadOptions::default())?;
    let refused = feed.refused.into_iter().map(|refusal| Refusal {
        path: name.to_owned(),
        line: None,
        item: Some(refusal.item),
        name: refusal.name,
        reason: refusal.reason.to_string(),
    });
    let report = Report {
        refused: refused.collect(),
        ..Report::default()
    };
    Ok(Source::Feed(Box::new(feed.archive), report))
}

/// The byte order mark that Windows writes before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";
