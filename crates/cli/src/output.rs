//! Writes files so that there is a whole one or none: beside their place, and
//! renamed when all is on the disk.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result, bail};
use biennien_core::page::SiteFile;

use crate::site_folder;

/// Where a packed archive goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// One page.
    Page(PathBuf),
    /// A site folder.
    Site(PathBuf),
}

impl Target {
    /// Tells a page from a folder.
    pub(crate) fn from_path(path: PathBuf) -> Result<Self> {
        let text = path.to_string_lossy();
        let ending = path
            .extension()
            .map(|it| it.to_string_lossy().to_ascii_lowercase());
        if path.is_dir() || text.ends_with(std::path::is_separator) {
            Ok(Self::Site(path))
        } else if matches!(ending.as_deref(), Some("html" | "htm")) {
            Ok(Self::Page(path))
        } else {
            bail!(
                "cannot tell what to write to {text}; give NAME.html for one page, {text}/ for a folder"
            )
        }
    }

    /// The file or folder.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Page(path) | Self::Site(path) => path,
        }
    }
}

/// Files that are not whole yet, for when the program is interrupted.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// What a shell expects of a program that was interrupted: 128 and SIGINT's 2.
const INTERRUPTED: i32 = 130;

/// Lets an interrupted program take its unfinished files away.
pub(crate) fn tidy_when_interrupted() -> Result<()> {
    let stop = || {
        for path in unfinished().iter() {
            let _ = fs::remove_file(path);
        }
        std::process::exit(INTERRUPTED);
    };
    ctrlc::set_handler(stop).context("cannot listen for interruptions")
}

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that is not whole yet; removed unless it is put in place.
struct Partial {
    path: PathBuf,
}

impl Partial {
    /// Writes it beside the place it is for, hidden from whoever lists or reads
    /// the folder.
    fn write<'a>(
        place: &Path,
        parts: impl IntoIterator<Item = &'a [u8]>,
    ) -> std::io::Result<Self> {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let path = place.with_file_name(format!(".{name}.{}.partial", std::process::id()));
        unfinished().push(path.clone());
        let partial = Self { path };
        let mut file = BufWriter::new(File::create(&partial.path)?);
        for part in parts {
            file.write_all(part)?;
        }
        let file = file
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(partial)
    }

    fn put(self, place: &Path) -> std::io::Result<()> {
        // Held, so that an interruption comes either before or after.
        let mut unfinished = unfinished();
        fs::rename(&self.path, place)?;
        unfinished.retain(|path| *path != self.path);
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        let mut unfinished = unfinished();
        if unfinished.contains(&self.path) {
            unfinished.retain(|path| *path != self.path);
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Writes a file in parts; one that was there stays until the new one is whole.
pub(crate) fn write_file<'a>(
    path: &Path,
    parts: impl IntoIterator<Item = &'a [u8]>,
) -> std::io::Result<()> {
    // A link stays a link, and what it leads to is replaced.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Partial::write(&place, parts)?.put(&place)
}

/// Writes a site folder. All files are whole on the disk before the first is
/// put in place, and `index.html`, which leads to the others, is the last. Files
/// of the site that was there are removed, anything else in the folder stays;
/// another site's front page is never written over.
pub(crate) fn write_site(folder: &Path, files: &[SiteFile]) -> Result<()> {
    fs::create_dir_all(folder)?;
    let index = folder.join(site_folder::INDEX);
    if index.exists() && !site_folder::is_site(folder) {
        bail!(
            "its {} is none of Biên Niên's; give another folder",
            site_folder::INDEX
        );
    }
    let old = old_files(folder);
    let mut partials = Vec::with_capacity(files.len());
    for file in files {
        let place = folder.join(&file.name);
        let partial = Partial::write(&place, [file.bytes.as_slice()])
            .with_context(|| file.name.clone())?;
        partials.push((partial, place));
    }
    for (partial, place) in partials {
        partial.put(&place)?;
    }
    for name in old {
        if !files.iter().any(|file| file.name == name) {
            fs::remove_file(folder.join(&name)).with_context(|| name.clone())?;
        }
    }
    Ok(())
}

/// Returns the files that the site in a folder leads to.
fn old_files(folder: &Path) -> Vec<String> {
    if !site_folder::is_site(folder) {
        return Vec::new();
    }
    let index = fs::read_to_string(folder.join(site_folder::INDEX)).unwrap_or_default();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    // Names stand in quotes there, as attributes or in escaped JSON.
    let is_named = |name: &String| {
        index.contains(&format!("\"{name}\"")) || index.contains(&format!("&quot;{name}&quot;"))
    };
    names.filter(is_named).collect()
}
