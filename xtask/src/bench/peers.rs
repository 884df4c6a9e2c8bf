//! The engines that are measured beside ours: from npm, in exactly these
//! versions, each set up in `benches/web/page` as its documentation has it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::node;
use crate::budget::gzip;
use crate::step::{run, say};
use crate::tools;

/// Ours, among the engines that run in the browser.
pub(crate) const OURS: &str = "biennien";

/// A search engine for pages.
pub(crate) struct Peer {
    /// Its npm package, which is also the name of its script in `benches/web/page`.
    pub(crate) name: &'static str,
    /// What tables call it.
    pub(crate) label: &'static str,
    pub(crate) version: &'static str,
    /// The file of the package that is loaded.
    file: &'static str,
    /// Whether the page loads just that file.
    is_one_script: bool,
    /// With more articles than so many its index cannot be built.
    pub(crate) most_articles: usize,
}

pub(crate) const ALL: [Peer; 3] = [
    Peer {
        name: "minisearch",
        label: "MiniSearch 7.2.0",
        version: "7.2.0",
        file: "dist/es/index.js",
        is_one_script: true,
        most_articles: usize::MAX,
    },
    Peer {
        name: "flexsearch",
        label: "FlexSearch 0.8.212",
        version: "0.8.212",
        file: "dist/flexsearch.bundle.module.min.mjs",
        is_one_script: true,
        most_articles: usize::MAX,
    },
    Peer {
        name: "pagefind",
        label: "Pagefind 1.6.0",
        version: "1.6.0",
        file: "lib/index.js",
        is_one_script: false,
        // It runs out of memory between this and 30,000.
        most_articles: 20_000,
    },
];

/// Bytes of an index, plain and as gzip.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    pub(crate) plain: usize,
    pub(crate) gzip: usize,
}

impl Size {
    pub(crate) fn of(bytes: &[u8]) -> Result<Self> {
        Ok(Self {
            plain: bytes.len(),
            gzip: gzip(bytes)?.len(),
        })
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            plain: self.plain + other.plain,
            gzip: self.gzip + other.gzip,
        }
    }
}

/// What an engine's files weigh.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weight {
    pub(crate) index: Size,
    /// With the texts, where the engine keeps them.
    pub(crate) with_texts: Option<Size>,
}

/// Installs the peers' scripts into the folder that is served.
pub(crate) fn install(peers: &[&Peer], www: &Path) -> Result<()> {
    for peer in peers {
        let file = tools::peer(peer.name, peer.version, peer.file)?;
        if peer.is_one_script {
            let folder = www.join(peer.name);
            fs::create_dir_all(&folder)?;
            fs::copy(file, folder.join("index.mjs"))?;
        }
    }
    Ok(())
}

/// Builds the indexes that are not there yet from `articles.jsonl`.
pub(crate) fn build(peers: &[&Peer], folder: &Path, language: &str) -> Result<()> {
    let data = folder.join("www/data");
    let missing = peers.iter().filter(|peer| !data.join(stamp(peer)).exists());
    for peer in missing {
        say(&format!(
            "building the index of {}: up to minutes",
            peer.label
        ));
        let mut command = node("build.mjs");
        command.arg(folder).arg(peer.name);
        command.env("BIENNIEN_LANGUAGE", language);
        command.env("BIENNIEN_PAGEFIND", package_file(peer)?);
        run(&mut command, "install Node.js 20 or later")?;
        fs::write(data.join(stamp(peer)), "")?;
    }
    Ok(())
}

fn package_file(peer: &Peer) -> Result<PathBuf> {
    tools::peer(peer.name, peer.version, peer.file)
}

/// The file that says that an index is whole.
fn stamp(peer: &Peer) -> String {
    format!("{}-{}", peer.name, peer.version)
}

/// Weighs what a peer loads.
pub(crate) fn weigh(peer: &Peer, data: &Path) -> Result<Weight> {
    let one = data.join(format!("{}.json", peer.name));
    if one.is_file() {
        return Ok(Weight {
            index: Size::of(&fs::read(one)?)?,
            with_texts: None,
        });
    }
    let mut weight = Weight::default();
    let mut texts = Size::default();
    let mut folders = vec![data.join(peer.name)];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("{} is gone", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let ending = path.extension().and_then(|ending| ending.to_str());
            let size = match ending {
                // Pagefind's own files are gzip as they are.
                Some("pf_index" | "pf_meta" | "pf_filter" | "pf_fragment") => {
                    let bytes = usize::try_from(fs::metadata(&path)?.len())?;
                    Size {
                        plain: bytes,
                        gzip: bytes,
                    }
                }
                Some("json") => Size::of(&fs::read(&path)?)?,
                _ => Size::default(),
            };
            if ending == Some("pf_fragment") {
                texts = texts.and(size);
            } else {
                weight.index = weight.index.and(size);
            }
        }
    }
    weight.with_texts = (texts.plain > 0).then(|| weight.index.and(texts));
    Ok(weight)
}
