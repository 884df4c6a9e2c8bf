//! Finds the files to read: what was given, and what lies in given folders.
//!
//! A file's path in reports and provenance is relative to what was given, with
//! forward slashes and composed letters (macOS decomposes them), so that the
//! same folder elsewhere reads the same. A file reached in two ways is found
//! once, under its shortest path. Hidden files and `node_modules` are left out
//! and listed. Sites that were packed here are one input, not a dozen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;
use walkdir::{DirEntry, WalkDir};

use crate::report::Refusal;
use crate::site_folder;

/// A folder of other people's programs, never of articles.
const NEVER_WALKED: &str = "node_modules";

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What to read, sorted by path and then by place.
    pub inputs: Vec<FoundInput>,
    /// Paths that were left out, sorted; folders end in `/`.
    pub skipped: Vec<String>,
    /// Paths that could not be looked at.
    pub refused: Vec<Refusal>,
}

/// A file, or a site folder, to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FoundInput {
    /// Its path relative to what was given.
    pub path: String,
    /// Where it is.
    pub place: PathBuf,
}

/// Finds the inputs in files and folders. What lies in a folder and is one of
/// `excluded`, or in it, is what this very run writes, and is passed over.
pub(crate) fn find(given: &[PathBuf], excluded: &[PathBuf]) -> Found {
    let excluded: Vec<PathBuf> = excluded
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .collect();
    let mut found = Found::default();
    let mut by_place: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut add = |place: &Path, path: String| {
        let place = place.canonicalize().unwrap_or_else(|_| place.to_owned());
        let known = by_place.entry(place).or_insert_with(|| path.clone());
        if (path.len(), &path) < (known.len(), known) {
            *known = path;
        }
    };
    for root in given {
        if let Some(folder) = site_folder::folder_of(root) {
            add(folder, name_of(folder));
        } else if root.is_dir() {
            walk(root, &excluded, &mut found, &mut add);
        } else if let Err(error) = root.metadata() {
            found
                .refused
                .push(Refusal::unreadable(name_of(root), &error));
        } else {
            add(root, name_of(root));
        }
    }
    found.inputs = by_place
        .into_iter()
        .map(|(place, path)| FoundInput { path, place })
        .collect();
    found.inputs.sort();
    found.skipped.sort();
    found.skipped.dedup();
    found
}

fn walk(
    root: &Path,
    excluded: &[PathBuf],
    found: &mut Found,
    add: &mut impl FnMut(&Path, String),
) {
    let mut entries = WalkDir::new(root)
        .min_depth(1)
        .follow_links(true)
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.refused.push(walk_error(root, &error));
                continue;
            }
        };
        let path = relative(root, entry.path());
        let is_folder = entry.file_type().is_dir();
        match sort(&entry, excluded) {
            Sort::Folder => continue,
            Sort::Input => add(entry.path(), path),
            Sort::LeftOut if is_folder => found.skipped.push(format!("{path}/")),
            Sort::LeftOut => found.skipped.push(path),
            Sort::OwnOutput => {}
        }
        if is_folder {
            entries.skip_current_dir();
        }
    }
}

/// What there is to do with something in a folder.
enum Sort {
    Folder,
    Input,
    LeftOut,
    OwnOutput,
}

fn sort(entry: &DirEntry, excluded: &[PathBuf]) -> Sort {
    let name = entry.file_name().to_string_lossy();
    let kind = entry.file_type();
    let is_excluded = || {
        entry
            .path()
            .canonicalize()
            .is_ok_and(|place| excluded.contains(&place))
    };
    if name.starts_with('.') || (kind.is_dir() && name == NEVER_WALKED) {
        Sort::LeftOut
    } else if !excluded.is_empty() && is_excluded() {
        Sort::OwnOutput
    } else if kind.is_dir() && !site_folder::is_site(entry.path()) {
        Sort::Folder
    } else if kind.is_dir() || kind.is_file() {
        Sort::Input
    } else {
        // A pipe or a device could be read for ever.
        Sort::LeftOut
    }
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Refusal {
    let path = error
        .path()
        .map_or_else(|| name_of(root), |path| relative(root, path));
    match error.io_error() {
        Some(io) if error.loop_ancestor().is_none() => Refusal::unreadable(path, io),
        _ => Refusal::whole(
            path,
            "it is a link to a folder that it lies in; remove the link",
        ),
    }
}

/// Returns the path below a folder, or the folder's name for itself.
fn relative(root: &Path, path: &Path) -> String {
    let Ok(below) = path.strip_prefix(root) else {
        return name_of(path);
    };
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    if parts.is_empty() {
        name_of(root)
    } else {
        parts.join("/").nfc().collect()
    }
}

/// Returns the last part of a path, also of `.` and `..`.
pub(crate) fn name_of(path: &Path) -> String {
    let name = match path.file_name() {
        Some(name) => Some(name.to_owned()),
        None => path
            .canonicalize()
            .ok()
            .and_then(|path| path.file_name().map(Into::into)),
    };
    name.map_or_else(
        || "/".to_owned(),
        |name| name.to_string_lossy().nfc().collect(),
    )
}
