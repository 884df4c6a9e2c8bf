//! `biennien pack`: articles in, one page or a site folder out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use biennien_core::archive::{Archive, Made};
use biennien_core::page;
use biennien_core::texts::check_size;
use sha2::{Digest as _, Sha256};

use super::Outcome;
use crate::gather::{self, Gathered};
use crate::output::{self, Target};
use crate::report::{Report, SHORT};
use crate::terminal::{count, printable, say};
use crate::{find, site_folder, terminal, viewer};

/// What to pack, and as what.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The inputs.
    pub gather: gather::Options,
    /// Where it goes.
    pub target: Target,
    /// The archive's name; else its feed's own, else that of the inputs.
    pub title: Option<String>,
    /// Who keeps it; else as the feed says.
    pub owners: Vec<String>,
    /// What may be done with it; else as the feed says.
    pub rights: Option<String>,
    /// How to reach its owner; else as the feed says.
    pub contact: Option<String>,
    /// Its id; else the feed's own, else one made of title and owners.
    pub archive_id: Option<String>,
    /// When and by what it is made.
    pub made: Made,
    /// The folder of the viewer; else the one built in.
    pub viewer: Option<PathBuf>,
}

/// Packs.
pub(crate) fn run(options: &Options) -> Result<Outcome> {
    // First what is quickly found wrong, before everything has been read.
    refuse_own_input(options)?;
    let viewer = viewer::load(options.viewer.as_deref())?;
    let Gathered {
        mut archive,
        report,
    } = gather::gather(&options.gather);
    let table = report.to_table(SHORT);
    if !table.is_empty() {
        say(table.trim_end());
    }
    gather::write_report(&report, &options.gather)?;
    if archive.articles.is_empty() {
        bail!("nothing is written, since no article could be read");
    }
    check_size(&archive.articles)?;
    complete(&mut archive, options);
    let waiting = terminal::waiting("packing");
    let written = write(&viewer, &archive, &options.target);
    waiting.finish_and_clear();
    written?;
    say(&summary(&options.target, &report));
    Ok(Outcome::from_refused(report.refused.len()))
}

/// Refuses to write a site among its own articles. A site may be packed again
/// in its place.
fn refuse_own_input(options: &Options) -> Result<()> {
    let Target::Site(folder) = &options.target else {
        return Ok(());
    };
    let Ok(place) = folder.canonicalize() else {
        return Ok(());
    };
    let is_input = |path: &PathBuf| path.canonicalize().is_ok_and(|input| input == place);
    if options.gather.paths.iter().any(is_input) && !site_folder::is_site(folder) {
        bail!(
            "{} holds the articles; give another folder to write to",
            folder.display()
        );
    }
    Ok(())
}

/// Fills in what the archive says of itself: as asked for, else as the inputs
/// say, else as follows from them.
fn complete(archive: &mut Archive, options: &Options) {
    if let Some(title) = &options.title {
        archive.title.clone_from(title);
    } else if archive.title.trim().is_empty() {
        archive.title = title_of(&options.gather.paths);
    }
    if !options.owners.is_empty() {
        archive.owners.clone_from(&options.owners);
    }
    let language = options.gather.settings.language.clone();
    archive.language = language
        .or_else(|| archive.language.take())
        .or_else(|| main_language(archive));
    archive.rights = options.rights.clone().or_else(|| archive.rights.take());
    archive.contact = options.contact.clone().or_else(|| archive.contact.take());
    let id = options
        .archive_id
        .clone()
        .or_else(|| archive.archive_id.take());
    archive.archive_id = Some(id.unwrap_or_else(|| derived_id(archive)));
    archive.made = Some(options.made.clone());
    archive.sort_articles();
}

/// More names than this in a title are cut short.
const MAX_NAMES: usize = 3;

/// Returns the names of the inputs without their endings, in whatever order
/// they were given.
fn title_of(paths: &[PathBuf]) -> String {
    let mut names: Vec<String> = paths.iter().map(|path| stem(path)).collect();
    names.sort();
    names.dedup();
    let more = if names.len() > MAX_NAMES { ", …" } else { "" };
    names.truncate(MAX_NAMES);
    names.join(", ") + more
}

fn stem(path: &Path) -> String {
    let name = find::name_of(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() && !path.is_dir() => stem.to_owned(),
        _ => name,
    }
}

/// Returns the language of most articles; of several, the first by tag.
fn main_language(archive: &Archive) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for language in archive
        .articles
        .iter()
        .filter_map(|article| article.language.as_deref())
    {
        *counts.entry(language).or_default() += 1;
    }
    let most = counts.iter().rev().max_by_key(|(_, n)| **n);
    most.map(|(language, _)| (*language).to_owned())
}

/// Returns an id that stays the same as long as title and owners do.
fn derived_id(archive: &Archive) -> String {
    let mut hash = Sha256::new();
    for part in std::iter::once(&archive.title).chain(&archive.owners) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn write(viewer: &page::Viewer, archive: &Archive, target: &Target) -> Result<()> {
    let written = match target {
        Target::Page(file) => {
            let parts = page::one_page(viewer, archive);
            output::write_file(file, parts.iter().map(String::as_bytes)).map_err(Into::into)
        }
        Target::Site(folder) => output::write_site(folder, &page::site(viewer, archive)),
    };
    written.with_context(|| format!("cannot write {}", target.path().display()))
}

fn summary(target: &Target, report: &Report) -> String {
    let out = printable(&target.path().display().to_string());
    let mut line = format!("{out}: {}", count(report.articles, "article"));
    if !report.refused.is_empty() {
        line.push_str(&format!(", {} refused", report.refused.len()));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use biennien_core::article::Article;

    #[test]
    fn a_title_is_made_of_the_names_in_any_order() {
        let title =
            |paths: &[&str]| title_of(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(title(&["báo/tin.2019.jsonl"]), "tin.2019");
        assert_eq!(title(&["b.txt", "a.txt", "x/b.json"]), "a, b");
        assert_eq!(title(&["d.txt", "c.txt", "b.txt", "a.txt"]), "a, b, c, …");
        assert_eq!(title(&["/"]), "/");
    }

    #[test]
    fn the_language_is_that_of_most_articles() {
        let language = |tags: &[&str]| {
            let article = |tag: &&str| Article {
                language: (!tag.is_empty()).then(|| (*tag).to_owned()),
                ..Article::default()
            };
            let articles = tags.iter().map(article).collect();
            main_language(&Archive {
                articles,
                ..Archive::default()
            })
        };
        assert_eq!(language(&["en", "vi", "vi", ""]).as_deref(), Some("vi"));
        assert_eq!(language(&["vi", "en"]).as_deref(), Some("en"));
        assert_eq!(language(&["", ""]), None);
    }
}
