//! The pages under test: the built ones, and those that the command line packs
//! from `tests/fixtures/browser`, all in one folder that is also served.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use biennien_core::archive::Archive;
use biennien_core::page::{Viewer, one_page, read_archive};

use crate::failure::{Failure, Outcome, check};
use crate::payloads;
use crate::server::Server;
use crate::settings::Settings;

/// The name given to the archive packed from the fixture.
pub(crate) const PACKED_TITLE: &str = "Kho thử Bản Mây <b>1</b>";

/// How many articles the fixture has.
pub(crate) const PACKED_ARTICLES: u64 = 30;

/// How a page is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// By double click.
    File,
    /// From a server, under a sub-path.
    Http,
}

impl Scheme {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::File, Self::Http];

    /// Its name in lines.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Http => "http",
        }
    }
}

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edition {
    /// The built one page with the bundled archive.
    OnePage,
    /// The built site folder with the bundled archive.
    Site,
    /// A page packed by the command line from the fixture.
    Packed,
    /// That page cut in half.
    Cut,
    /// That page, its archive of a format of the future.
    Newer,
    /// That page where workers are refused.
    NoWorker,
    /// That page where the worker dies of its second question.
    DeadWorker,
    /// That page where the worker never opens what it is sent.
    MuteWorker,
    /// That page with nothing but the page's own engine, and a way to trap.
    Trap,
    /// That page with a text that has changed.
    Damaged,
    /// That page with an index that has changed.
    DamagedIndex,
    /// That page with columns that have changed.
    DamagedColumns,
    /// That page with a head that is no JSON.
    DamagedHead,
    /// A page packed from articles that try everything to run something.
    Hostile,
    /// A page whose archive has no articles.
    Empty,
    /// A page packed from 2,000 real articles.
    Large,
}

impl Edition {
    /// Its name in lines, and that of its file.
    pub(crate) fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::OnePage => ("one page", "bien-nien.html"),
            Self::Site => ("site", "index.html"),
            Self::Packed => ("packed", "packed.html"),
            Self::Cut => ("cut", "cut.html"),
            Self::Newer => ("newer", "newer.html"),
            Self::NoWorker => ("no worker", "no-worker.html"),
            Self::DeadWorker => ("dead worker", "dead-worker.html"),
            Self::MuteWorker => ("mute worker", "mute-worker.html"),
            Self::Trap => ("trap", "trap.html"),
            Self::Damaged => ("damaged", "damaged.html"),
            Self::DamagedIndex => ("no index", "damaged-index.html"),
            Self::DamagedColumns => ("no columns", "damaged-columns.html"),
            Self::DamagedHead => ("no head", "damaged-head.html"),
            Self::Hostile => ("hostile", "hostile.html"),
            Self::Empty => ("empty", "empty.html"),
            Self::Large => ("2,000 articles", "large.html"),
        }
    }
}

/// A page to open.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// What it is.
    pub(crate) edition: Edition,
    /// How it is opened.
    pub(crate) scheme: Scheme,
    /// Its address, without `#`.
    pub(crate) address: String,
    /// What the addresses of its own files begin with; the one page's own is
    /// all that it has.
    pub(crate) own: String,
}

/// The folder with all pages.
pub(crate) struct Pages {
    folder: PathBuf,
    _guard: tempfile::TempDir,
}

impl Pages {
    /// Copies and packs everything.
    ///
    /// # Errors
    ///
    /// When a page is missing or the command line refuses.
    pub(crate) fn make(settings: &Settings) -> Outcome<Self> {
        let guard = tempfile::Builder::new()
            .prefix("bien-nien-pages-")
            .tempdir()?;
        // As people name folders; a page must not mind.
        let folder = guard.path().join("Kho bài #1");
        copy_folder(&settings.dist, &folder)?;
        for edition in [Edition::OnePage, Edition::Site] {
            let path = folder.join(edition.name().1);
            check(path.is_file(), || {
                format!("{} lacks {}", settings.dist.display(), edition.name().1)
            })?;
        }
        let pages = Self {
            folder,
            _guard: guard,
        };
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        pages.pack(
            settings,
            &root.join("tests/fixtures/browser/articles"),
            Edition::Packed,
        )?;
        pages.break_packed()?;
        let input = pages.folder.join("hostile.json");
        fs::write(&input, payloads::every_attack().to_string())?;
        pages.pack(settings, &input, Edition::Hostile)?;
        fs::remove_file(input)?;
        pages.empty_packed()?;
        if let Some(corpora) = &settings.corpora {
            let lines = first_lines(&corpora.join("vi-baomoi-2017.jsonl.gz"), 2000)?;
            let input = pages.folder.join("vi-baomoi-2017.jsonl");
            fs::write(&input, lines)?;
            pages.pack(settings, &input, Edition::Large)?;
            fs::remove_file(input)?;
        }
        Ok(pages)
    }

    /// The folder to serve.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns a page as it is opened one way.
    pub(crate) fn subject(&self, edition: Edition, scheme: Scheme, server: &Server) -> Subject {
        let (_, file) = edition.name();
        let folder = match scheme {
            Scheme::File => format!("{}/", file_address(&self.folder)),
            Scheme::Http => server.address(""),
        };
        let (address, own) = match (edition, scheme) {
            // As on a web host: by the folder's name alone.
            (Edition::Site, Scheme::Http) => (folder.clone(), folder),
            (Edition::Site, Scheme::File) => (format!("{folder}{file}"), folder),
            _ => (format!("{folder}{file}"), format!("{folder}{file}")),
        };
        Subject {
            edition,
            scheme,
            address,
            own,
        }
    }

    fn pack(&self, settings: &Settings, input: &Path, edition: Edition) -> Outcome {
        let output = self.folder.join(edition.name().1);
        let run = Command::new(&settings.biennien)
            .arg("pack")
            .arg(input)
            .arg("-o")
            .arg(&output)
            .args(["--title", PACKED_TITLE, "--today", "2026-01-01"])
            .arg("--viewer")
            .arg(&settings.dist)
            .output()
            .map_err(|error| {
                Failure::new(format!("{}: {error}", settings.biennien.display()))
            })?;
        check(run.status.success() && output.is_file(), || {
            let said = String::from_utf8_lossy(&run.stderr);
            format!(
                "`biennien pack` of {} ended with {}: {said}",
                input.display(),
                run.status
            )
        })
    }

    /// Makes a page that was cut, one from the future and some that are damaged.
    fn break_packed(&self) -> Outcome {
        let whole = fs::read_to_string(self.folder.join(Edition::Packed.name().1))?;
        let half = whole
            .char_indices()
            .map(|(at, _)| at)
            .find(|at| *at >= whole.len() / 2);
        fs::write(
            self.folder.join(Edition::Cut.name().1),
            &whole[..half.unwrap_or(0)],
        )?;
        let newer = whole.replacen("\"format\":2,", "\"format\":999,", 1);
        check(newer != whole, || {
            "the packed page has no \"format\":2 to change".to_owned()
        })?;
        fs::write(self.folder.join(Edition::Newer.name().1), newer)?;
        for (edition, part) in [
            (Edition::Damaged, "texts"),
            (Edition::DamagedIndex, "index"),
            (Edition::DamagedColumns, "columns"),
        ] {
            let page = damaged(&whole, part)?;
            fs::write(self.folder.join(edition.name().1), page)?;
        }
        let head = whole.replacen("\"format\":2,", "\"format\":2 ", 1);
        fs::write(self.folder.join(Edition::DamagedHead.name().1), head)?;
        self.change_workers(&whole)
    }

    /// Makes pages that have to do without a worker, at once or a little later.
    fn change_workers(&self, packed: &str) -> Outcome {
        let archive = read_archive(packed)?;
        for (edition, before) in [
            (Edition::NoWorker, REFUSE_WORKERS),
            (Edition::DeadWorker, KILL_WORKERS),
            (Edition::MuteWorker, MUTE_WORKERS),
            (Edition::Trap, TRAP),
        ] {
            let mut viewer = Viewer::from_page(packed)?;
            // It is waited for as long as a slow machine may need.
            viewer.boot = viewer.boot.replace(OPEN_MILLIS, "OPEN_MILLIS = 200;");
            viewer.boot.insert_str(0, before);
            let page = one_page(&viewer, &archive).concat();
            fs::write(self.folder.join(edition.name().1), page)?;
        }
        Ok(())
    }
}

const REFUSE_WORKERS: &str = "window.Worker = function () { throw new Error('refused'); };\n";

/// Has no worker, and can trap: whenever it is told to, and where the engine asks
/// what time it is.
const TRAP: &str = "
window.Worker = undefined;
window.__trap = function () {
  var code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(code))).exports.f();
};
window.__trapAlone = function () {
  setTimeout(window.__trap);
};
(function () {
  var now = performance.now;
  performance.now = function () {
    if (window.__traps) {
      window.__trap();
    }
    return now.call(performance);
  };
})();
";

const OPEN_MILLIS: &str = "OPEN_MILLIS = 5000;";

/// It says hello, and is never told the archive.
const MUTE_WORKERS: &str = "Worker.prototype.postMessage = function () {};\n";

/// It is told the archive and asked once before it dies.
const KILL_WORKERS: &str = r"
(function () {
  var Whole = window.Worker;
  window.Worker = function (address) {
    var worker = new Whole(address), told = 0;
    var post = worker.postMessage;
    worker.postMessage = function (message, moved) {
      told += 1;
      if (told > 2) {
        worker.onerror(new Event('error'));
      } else {
        post.call(worker, message, moved);
      }
    };
    return worker;
  };
})();
";

/// Changes the last byte of a part of a page.
fn damaged(page: &str, part: &str) -> Outcome<String> {
    let open = format!("data-bn=\"{part}\">");
    let start = page.rfind(&open).map(|at| at + open.len());
    let start = start.ok_or_else(|| Failure::new(format!("the packed page has no {part}")))?;
    let end = page[start..].find('<').map_or(page.len(), |at| start + at);
    let mut bytes = BASE64_STANDARD.decode(&page[start..end])?;
    if let Some(byte) = bytes.last_mut() {
        *byte ^= 0x55;
    }
    let bytes = BASE64_STANDARD.encode(bytes);
    Ok([&page[..start], &bytes, &page[end..]].concat())
}

impl Pages {
    /// Writes the page that no command writes: one of an archive of nothing.
    fn empty_packed(&self) -> Outcome {
        let packed = fs::read_to_string(self.folder.join(Edition::Packed.name().1))?;
        let archive = Archive {
            title: "Kho chưa có bài".to_owned(),
            ..Archive::default()
        };
        let page = one_page(&Viewer::from_page(&packed)?, &archive).concat();
        Ok(fs::write(self.folder.join(Edition::Empty.name().1), page)?)
    }
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Returns the first lines of a gzipped text.
fn first_lines(path: &Path, n_lines: usize) -> Outcome<String> {
    use io::{BufRead, BufReader};
    let file = fs::File::open(path)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    let mut lines = String::new();
    for line in BufReader::new(flate2::read::MultiGzDecoder::new(file))
        .lines()
        .take(n_lines)
    {
        lines.push_str(&line?);
        lines.push('\n');
    }
    Ok(lines)
}

/// Returns the `file:` address of a path.
pub(crate) fn file_address(path: &Path) -> String {
    let mut encoded = "file://".to_owned();
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _infallible = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
