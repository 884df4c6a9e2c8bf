//! Where everything is that the suite needs: from the environment, with
//! defaults for a tree that `cargo xtask run --no-serve` has built.
//!
//! | variable | names | else |
//! |---|---|---|
//! | `BIENNIEN_DIST` | the built `dist/` | `dist/` in the tree |
//! | `BIENNIEN_BIN` | the command line | in the target folder, then on `PATH` |
//! | `BIENNIEN_CHROMEDRIVER`, `BIENNIEN_GECKODRIVER`, `BIENNIEN_WEBKITDRIVER` | drivers | on `PATH` |
//! | `BIENNIEN_AXE` | `axe.min.js` | `node_modules/axe-core/` in the tree |
//! | `BIENNIEN_ENGINES` | which of `chromium,firefox,webkit` | all three |
//! | `BIENNIEN_PICTURES` | where to take pictures to, instead of testing | no pictures |
//! | `BIENNIEN_CHROMIUM_109` | that browser | its journey is skipped |
//! | `BIENNIEN_CORPORA` | a folder with real corpora | that journey is skipped |
//!
//! Words on the command line choose journeys by a part of their names.

use std::env;
use std::path::{Path, PathBuf};

use crate::engine::Engine;

/// What the suite runs, and with what.
pub(crate) struct Settings {
    /// The built site, with `bien-nien.html` in it.
    pub(crate) dist: PathBuf,
    /// The command line.
    pub(crate) biennien: PathBuf,
    /// axe-core, to be run in pages.
    pub(crate) axe: PathBuf,
    /// Engines and their drivers.
    pub(crate) engines: Vec<(Engine, PathBuf)>,
    /// The oldest browser that the page promises, where it is there.
    pub(crate) chromium_109: Option<PathBuf>,
    /// Real corpora, where there are any.
    pub(crate) corpora: Option<PathBuf>,
    /// Where pictures of the page go, if that is what is wanted.
    pub(crate) pictures: Option<PathBuf>,
    /// Where screenshots of failures go.
    pub(crate) failures: PathBuf,
    /// Journeys to run: those whose line has one of these words in it.
    pub(crate) words: Vec<String>,
}

impl Settings {
    /// Reads the environment.
    ///
    /// # Errors
    ///
    /// A sentence for everything that is missing, one a line.
    pub(crate) fn from_env() -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let target = target_folder(root);
        let mut missing = Vec::new();
        let mut need = |found: Result<PathBuf, String>| {
            found.unwrap_or_else(|message| {
                missing.push(message);
                PathBuf::new()
            })
        };
        let dist = need(existing(
            "BIENNIEN_DIST",
            vec![root.join("dist")],
            "build the page with `cargo xtask run --no-serve`",
        ));
        let mut commands: Vec<PathBuf> = ["release", "debug"]
            .map(|profile| target.join(profile).join(exe("biennien")))
            .into();
        commands.extend(on_path("biennien"));
        let biennien = need(existing(
            "BIENNIEN_BIN",
            commands,
            "build it with `cargo build --release --package biennien`",
        ));
        let axe = need(existing(
            "BIENNIEN_AXE",
            vec![root.join("node_modules/axe-core/axe.min.js")],
            "install the npm package axe-core and name its axe.min.js",
        ));
        let mut engines = Vec::new();
        for engine in chosen_engines()? {
            let (variable, driver) = engine.driver();
            let found = existing(variable, on_path(driver), engine.how_to_install());
            engines.push((engine, need(found)));
        }
        if !missing.is_empty() {
            return Err(missing.join("\n"));
        }
        let has_chromium = engines
            .iter()
            .any(|(engine, _)| *engine == Engine::Chromium);
        Ok(Self {
            dist,
            biennien,
            axe,
            engines,
            chromium_109: has_chromium
                .then(|| env::var_os("BIENNIEN_CHROMIUM_109").map(PathBuf::from))
                .flatten(),
            corpora: env::var_os("BIENNIEN_CORPORA").map(PathBuf::from),
            pictures: env::var_os("BIENNIEN_PICTURES").map(PathBuf::from),
            failures: target.join("browser-failures"),
            words: env::args()
                .skip(1)
                .filter(|word| !word.starts_with('-'))
                .collect(),
        })
    }
}

/// The target folder that this very executable lies in, or else the usual one.
fn target_folder(root: &Path) -> PathBuf {
    let exe = env::current_exe().unwrap_or_default();
    let above = exe
        .ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").exists());
    above.map_or_else(|| root.join("target"), Path::to_path_buf)
}

fn chosen_engines() -> Result<Vec<Engine>, String> {
    let Ok(list) = env::var("BIENNIEN_ENGINES") else {
        return Ok(Engine::ALL.to_vec());
    };
    let names = list
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names
        .map(|name| {
            Engine::from_name(name).ok_or_else(|| {
                format!("BIENNIEN_ENGINES: no engine is named {name}; there are chromium, firefox, webkit")
            })
        })
        .collect()
}

/// Returns what the variable names, or else the first candidate that exists.
fn existing(variable: &str, candidates: Vec<PathBuf>, how: &str) -> Result<PathBuf, String> {
    if let Some(path) = env::var_os(variable).map(PathBuf::from) {
        return if path.exists() {
            Ok(path)
        } else {
            Err(format!(
                "{variable} names {}, which is not there",
                path.display()
            ))
        };
    }
    let found = candidates.into_iter().find(|path| path.exists());
    found.ok_or_else(|| format!("{variable} is not set and nothing was found; {how}"))
}

fn on_path(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .map(|folder| folder.join(exe(name)))
        .collect()
}

fn exe(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}
