//! What can be typed, and its one translation into options.

use std::path::PathBuf;

use anyhow::Result;
use biennien_core::archive::Made;
use biennien_core::date::{Date, Day};
use biennien_core::json::Extra;
use biennien_ingest::{Settings, Timezone};
use clap::{Args as ClapArgs, Parser, Subcommand};

use crate::command::{Outcome, check, export, inspect, pack, search};
use crate::gather;
use crate::output::{self, Target};

/// Turns a pile of articles into one page that anyone can open, search, read
/// and cite.
#[derive(Debug, Parser)]
#[command(name = "biennien", version)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Packs articles into one page, or into a folder for a web host.
    Pack(PackArgs),
    /// Says how articles are understood and which are refused; writes nothing.
    Check(CheckArgs),
    /// Says what an archive holds.
    Inspect(InspectArgs),
    /// Searches an archive.
    #[command(after_help = QUERIES)]
    Search(SearchArgs),
    /// Writes an archive's articles in an open format.
    Export(ExportArgs),
}

/// The query language, for `search --help`. The README has the same table.
const QUERIES: &str = "\
Queries:
  nam tre            both words, anywhere; together and in order they rank first
  Nậm Tre            the same, but only with these marks
  \"nậm tre\"          the words next to each other in this order
  -tre, -\"rao vặt\"   not these
  cầu OR đường       either; a b OR c is a and (b or c); HOẶC says the same
  công*              words that begin so; the last word is a beginning anyway
  title:cầu          in the title only; author: source: section: tag: place: lang:,
                     or tiêu-đề: tác-giả: nguồn: mục: thẻ: nơi: ngôn-ngữ:
  date:2019-07       dated within that time, or perhaps; ngày:
  after:2019 before:31/05/2020
                     from its beginning on, up to its end; sau: trước:

A query is never an error: what could not be understood is pointed at and
searched as plain words. The README says more.";

/// How inputs are read, alike for every command that reads them.
#[derive(Debug, ClapArgs)]
struct ReadArgs {
    /// Files and folders: JSON Feed, JSON, JSON Lines, plain text, packed pages.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Language of the archive, and of articles that name none, such as vi.
    #[arg(long, value_name = "TAG", value_parser = language_tag)]
    language: Option<String>,
    /// Where unix stamps become days: +07:00, UTC, Asia/Ho_Chi_Minh.
    #[arg(long, value_name = "ZONE")]
    timezone: Option<Timezone>,
    /// Today's date, 2026-07-31, for rules that need one; never the clock's.
    #[arg(long, value_name = "DATE", value_parser = whole_day)]
    today: Option<Day>,
    /// Writes what was refused, guessed and noted to a JSON file.
    #[arg(long, value_name = "FILE.json")]
    report: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
struct PackArgs {
    #[command(flatten)]
    read: ReadArgs,
    /// Where to: NAME.html for one page, NAME/ for a folder.
    #[arg(short, long, value_name = "OUT.html | OUT/")]
    output: PathBuf,
    /// The archive's name.
    #[arg(long)]
    title: Option<String>,
    /// Who keeps the archive; may be given several times.
    #[arg(long = "owner", value_name = "NAME")]
    owners: Vec<String>,
    /// What may be done with the archive.
    #[arg(long)]
    rights: Option<String>,
    /// How to reach its owner.
    #[arg(long)]
    contact: Option<String>,
    /// Names a reader's own notes; keep it when the archive is packed anew.
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// A folder that holds a built viewer, bien-nien.html.
    #[arg(long, value_name = "DIR")]
    viewer: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
struct CheckArgs {
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, ClapArgs)]
struct InspectArgs {
    /// A packed page, a site folder or a JSON Feed.
    archive: PathBuf,
}

#[derive(Debug, ClapArgs)]
struct SearchArgs {
    /// A packed page, a site folder or a JSON Feed.
    archive: PathBuf,
    /// What to look for, as typed into the page.
    #[arg(required_unless_present = "queries", allow_hyphen_values = true)]
    query: Option<String>,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
    /// Shows at most so many articles a query.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// A file with a query a line, or - for standard input; a line of JSON each.
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    queries: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
struct ExportArgs {
    /// A packed page, a site folder or a JSON Feed.
    archive: PathBuf,
    /// Where to, FILE.json; standard output if left out or -.
    #[arg(short, long, value_name = "FILE.json")]
    output: Option<PathBuf>,
}

impl Args {
    /// Does what was asked for.
    pub(crate) fn run(self) -> Result<Outcome> {
        output::tidy_when_interrupted()?;
        match self.command {
            Command::Pack(args) => pack::run(&args.resolve()?),
            Command::Check(CheckArgs { read }) => check::run(&read.resolve(None)),
            Command::Inspect(args) => inspect::run(&args.archive),
            Command::Search(args) => search::run(&args.resolve()),
            Command::Export(args) => export::run(&args.archive, args.output.as_deref()),
        }
    }
}

impl ReadArgs {
    fn resolve(self, output: Option<&Target>) -> gather::Options {
        let mut excluded: Vec<PathBuf> = self.report.clone().into_iter().collect();
        excluded.extend(output.map(|target| target.path().to_owned()));
        gather::Options {
            paths: self.paths,
            settings: Settings {
                language: self.language,
                timezone: self.timezone,
                today: self.today,
            },
            excluded,
            report: self.report,
        }
    }
}

impl PackArgs {
    fn resolve(self) -> Result<pack::Options> {
        let target = Target::from_path(self.output)?;
        let made = Made {
            date: self.read.today.map(Date::from_day),
            tool: concat!("biennien ", env!("CARGO_PKG_VERSION")).to_owned(),
            extra: Extra::default(),
        };
        let gather = self.read.resolve(Some(&target));
        Ok(pack::Options {
            gather,
            target,
            title: self.title,
            owners: self.owners,
            rights: self.rights,
            contact: self.contact,
            archive_id: self.id,
            made,
            viewer: self.viewer,
        })
    }
}

impl SearchArgs {
    fn resolve(self) -> search::Options {
        let asked = match (self.queries, self.query) {
            (Some(file), _) => search::Asked::File(file),
            (None, query) => search::Asked::Query(query.unwrap_or_default()),
        };
        search::Options {
            archive: self.archive,
            asked,
            is_json: self.json,
            limit: self.limit,
        }
    }
}

fn language_tag(text: &str) -> Result<String, String> {
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if text.split('-').all(is_part) && text.split('-').next().is_some_and(|it| it.len() > 1) {
        return Ok(text.to_owned());
    }
    Err("write it as vi, en or en-GB".to_owned())
}

fn whole_day(text: &str) -> Result<Day, String> {
    let date: Date = text.parse().map_err(|error| format!("{error}"))?;
    date.day()
        .ok_or_else(|| "write a whole day, as 2026-07-31".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn options_do_not_contradict_each_other() {
        Args::command().debug_assert();
    }

    #[test]
    fn languages_are_tags() {
        for tag in ["vi", "en-GB", "zh-Hant-TW"] {
            assert_eq!(language_tag(tag), Ok(tag.to_owned()));
        }
        for tag in ["", "v", "tiếng Việt", "en_GB", "vi-"] {
            assert!(language_tag(tag).is_err(), "{tag}");
        }
    }

    #[test]
    fn today_is_a_whole_day() {
        assert!(whole_day("2026-07-31").is_ok());
        assert!(whole_day("2026-07").is_err());
        assert!(whole_day("hôm nay").is_err());
    }
}
