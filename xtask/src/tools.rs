//! The programs that a build needs beside cargo, in the user's cache folder.
//!
//! Each stands in `<cache>/biennien/tools/<name>-<version>/` and is put there
//! once: it is installed into a folder beside it and renamed when it is whole.
//! `BIENNIEN_TOOLS` names another folder. A program on the search path of
//! exactly the wanted version is used as it is. Nothing is written to the
//! project's own folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::step::{first_line, on_path, path_with, run, say};
use crate::workspace::{cargo, locked_version, root};

const TRUNK_VERSION: &str = "0.21.14";
const BINARYEN_VERSION: &str = "132.0.0";
const GECKODRIVER_VERSION: &str = "0.37.1";
const AXE_VERSION: &str = "4.14.1";
const LIGHTHOUSE_VERSION: &str = "12.8.2";
/// The last one for Windows 7 and 8, and the oldest that the page promises.
const OLD_CHROMIUM_VERSION: &str = "109.0.6";

/// The target of the page.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
const NO_RUSTUP: &str = "install Rust with rustup (https://rustup.rs), or the package of your \
    system that holds Rust's standard library for wasm32-unknown-unknown";
const NO_CARGO: &str = "install Rust with rustup (https://rustup.rs)";
const NO_NPM: &str =
    "install Node.js 20 or later with npm (https://nodejs.org), then run this again";

/// Where a tool comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Registry {
    Cargo,
    Npm,
}

/// A program, or a file, that is installed by name and version.
#[derive(Debug)]
struct Tool {
    /// The name of its package.
    package: &'static str,
    version: String,
    registry: Registry,
    /// The program that is wanted of it, or the file inside its npm package.
    wanted: &'static str,
    /// What `--version` says when it is the right one; nothing for a file.
    says: Option<String>,
    /// What it is for, and how long it takes to install as a rule.
    why: &'static str,
}

impl Tool {
    fn trunk() -> Self {
        Self {
            package: "trunk",
            version: TRUNK_VERSION.to_owned(),
            registry: Registry::Cargo,
            wanted: "trunk",
            says: Some(format!("trunk {TRUNK_VERSION}")),
            why: "builds the page; up to 10 minutes from source, seconds with cargo-binstall",
        }
    }

    fn wasm_bindgen(version: String) -> Self {
        Self {
            package: "wasm-bindgen-cli",
            says: Some(format!("wasm-bindgen {version}")),
            version,
            registry: Registry::Cargo,
            wanted: "wasm-bindgen",
            why: "joins Wasm and page, in the version of Cargo.lock; up to 4 minutes from source",
        }
    }

    fn wasm_opt() -> Self {
        Self {
            package: "binaryen",
            version: BINARYEN_VERSION.to_owned(),
            registry: Registry::Npm,
            wanted: "wasm-opt",
            says: Some("wasm-opt version 132 (version_132)".to_owned()),
            why: "makes the Wasm smaller; less than a minute",
        }
    }

    fn geckodriver() -> Self {
        Self {
            package: "geckodriver",
            version: GECKODRIVER_VERSION.to_owned(),
            registry: Registry::Cargo,
            wanted: "geckodriver",
            says: Some(format!("geckodriver {GECKODRIVER_VERSION}")),
            why: "drives Firefox in the tests; up to 5 minutes from source",
        }
    }

    fn axe() -> Self {
        Self {
            package: "axe-core",
            version: AXE_VERSION.to_owned(),
            registry: Registry::Npm,
            wanted: "axe.min.js",
            says: None,
            why: "checks accessibility in the tests; seconds",
        }
    }

    fn lighthouse() -> Self {
        Self {
            package: "lighthouse",
            version: LIGHTHOUSE_VERSION.to_owned(),
            registry: Registry::Npm,
            wanted: "lighthouse",
            says: Some(LIGHTHOUSE_VERSION.to_owned()),
            why: "looks at the site as search engines do, for a benchmark; less than a minute",
        }
    }

    fn old_chromium() -> Self {
        Self {
            package: "@sparticuz/chromium",
            version: OLD_CHROMIUM_VERSION.to_owned(),
            registry: Registry::Npm,
            wanted: "bin/chromium",
            says: None,
            why: "the oldest browser that the page promises; 55 MB, up to a minute",
        }
    }

    /// A search engine that is measured beside ours.
    fn peer(package: &'static str, version: &str, wanted: &'static str) -> Self {
        Self {
            package,
            version: version.to_owned(),
            registry: Registry::Npm,
            wanted,
            says: None,
            why: "a search engine to be measured beside ours; seconds",
        }
    }

    /// The folder of this version, in the folder of all tools.
    fn home(&self, tools: &Path) -> PathBuf {
        tools.join(self.folder_name())
    }

    fn folder_name(&self) -> String {
        let name = self.package.trim_start_matches('@').replace('/', "-");
        format!("{name}-{}", self.version)
    }

    /// What is wanted of the tool, inside its own folder.
    fn inside(&self, home: &Path) -> PathBuf {
        match (self.registry, &self.says) {
            (Registry::Cargo, _) => home.join("bin").join(format!(
                "{}{}",
                self.wanted,
                std::env::consts::EXE_SUFFIX
            )),
            (Registry::Npm, Some(_)) => {
                let ending = if cfg!(windows) { ".cmd" } else { "" };
                home.join("node_modules/.bin")
                    .join(format!("{}{ending}", self.wanted))
            }
            (Registry::Npm, None) => home
                .join("node_modules")
                .join(self.package)
                .join(self.wanted),
        }
    }

    /// Returns where the tool is, after installing it if it is nowhere.
    fn ensure(&self, tools: &Path) -> Result<PathBuf> {
        if let Some(says) = &self.says
            && let Some(found) = on_path(self.wanted)
            && first_line(&found, &["--version"]).is_some_and(|line| is_version(&line, says))
        {
            return Ok(found);
        }
        if self.registry == Registry::Npm && self.says.is_some() && on_path("node").is_none() {
            bail!(
                "Node.js is not there, and {} runs in it; {NO_NPM}",
                self.wanted
            );
        }
        let home = self.home(tools);
        let wanted = self.inside(&home);
        if !wanted.is_file() {
            say(&format!(
                "installing {} {}: {}",
                self.package, self.version, self.why
            ));
            self.install(tools, &home)?;
        }
        self.check_version(&wanted, &home)?;
        Ok(wanted)
    }

    fn check_version(&self, program: &Path, home: &Path) -> Result<()> {
        let Some(says) = &self.says else {
            return Ok(());
        };
        let line = first_line(program, &["--version"]).unwrap_or_default();
        if is_version(&line, says) {
            return Ok(());
        }
        let needs = match self.registry {
            Registry::Npm => "see whether Node.js is version 20 or later, or ",
            Registry::Cargo => "",
        };
        bail!(
            "{} says {line:?} where {says:?} was expected; {needs}delete {} and run this again",
            program.display(),
            home.display()
        )
    }

    fn install(&self, tools: &Path, home: &Path) -> Result<()> {
        let name = self.folder_name();
        let partial = tools.join(format!(".{name}.{}.partial", std::process::id()));
        fs::create_dir_all(&partial)
            .with_context(|| format!("cannot write to {}", tools.display()))?;
        let result = self
            .install_into(&partial)
            .and_then(|()| self.settle(&partial, home));
        // Whatever became of it, only a whole tool stays.
        if partial.exists() {
            fs::remove_dir_all(&partial)
                .with_context(|| format!("cannot remove {}", partial.display()))?;
        }
        result
    }

    fn install_into(&self, folder: &Path) -> Result<()> {
        match self.registry {
            Registry::Cargo => self.cargo_install(folder),
            Registry::Npm => self.npm_install(folder),
        }
        .with_context(|| {
            format!(
                "{} {} was not installed; it comes from the package registry, so see whether \
                 this computer is online, then run this again",
                self.package, self.version
            )
        })
    }

    /// Moves a whole installation to where it belongs.
    fn settle(&self, partial: &Path, home: &Path) -> Result<()> {
        let wanted = self.inside(partial);
        if !wanted.is_file() {
            bail!(
                "{} {} came without {}",
                self.package,
                self.version,
                self.wanted
            );
        }
        if self.inside(home).is_file() {
            // Somebody else was faster; theirs is as good.
            return Ok(());
        }
        if home.exists() {
            fs::remove_dir_all(home)
                .with_context(|| format!("cannot remove the broken {}", home.display()))?;
        }
        fs::rename(partial, home).with_context(|| format!("cannot make {}", home.display()))
    }

    fn cargo_install(&self, folder: &Path) -> Result<()> {
        let package = format!("{}@{}", self.package, self.version);
        if on_path("cargo-binstall").is_some() {
            let mut binstall = cargo();
            binstall.args(["binstall", "--no-confirm", "--locked"]);
            binstall.args(["--disable-strategies", "compile", "--root"]);
            binstall.arg(folder).arg(&package);
            if run(&mut binstall, NO_CARGO).is_ok() && self.inside(folder).is_file() {
                return Ok(());
            }
            say(&format!(
                "no prebuilt {package} here; building it from source"
            ));
        }
        let mut install = cargo();
        install
            .args(["install", "--locked", &package, "--root"])
            .arg(folder);
        // The tool is for this machine, whatever the project is built for.
        install
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTFLAGS");
        run(&mut install, NO_CARGO)
    }

    fn npm_install(&self, folder: &Path) -> Result<()> {
        let npm = on_path("npm").with_context(|| format!("npm is not there; {NO_NPM}"))?;
        let mut install = Command::new(npm);
        install.args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
        ]);
        install
            .args(["--loglevel", "error", "--prefix"])
            .arg(folder)
            .current_dir(folder);
        run(
            install.arg(format!("{}@{}", self.package, self.version)),
            NO_NPM,
        )?;
        unpack(&self.inside(folder))
    }
}

/// Unpacks a program that came as `<program>.br`, if it did.
fn unpack(program: &Path) -> Result<()> {
    let packed = program.with_extension("br");
    if program.is_file() || !packed.is_file() {
        return Ok(());
    }
    let mut input = brotli::Decompressor::new(fs::File::open(&packed)?, 1 << 16);
    let mut output = fs::File::create(program)?;
    std::io::copy(&mut input, &mut output)
        .with_context(|| format!("cannot unpack {}", packed.display()))?;
    // As it came it could be executed, and so it can be unpacked.
    output.set_permissions(fs::metadata(&packed)?.permissions())?;
    fs::remove_file(&packed).with_context(|| format!("cannot remove {}", packed.display()))
}

/// Whether what a program says begins with a name and version and nothing of
/// the version follows.
fn is_version(line: &str, says: &str) -> bool {
    line.strip_prefix(says)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Returns the folder of all tools.
pub(crate) fn tools_dir() -> Result<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(dir) = variable("BIENNIEN_TOOLS") {
        return std::path::absolute(dir).context("BIENNIEN_TOOLS names no folder");
    }
    let cache = if cfg!(windows) {
        variable("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| Path::new(&home).join("Library/Caches"))
    } else {
        // A relative XDG_CACHE_HOME is to be ignored (XDG base directories 0.8).
        let given = variable("XDG_CACHE_HOME").map(PathBuf::from);
        given
            .filter(|dir| dir.is_absolute())
            .or_else(|| variable("HOME").map(|home| Path::new(&home).join(".cache")))
    };
    let cache = cache.context(
        "this system names no cache folder; set BIENNIEN_TOOLS to a folder for tools",
    )?;
    Ok(cache.join("biennien").join("tools"))
}

/// Waits until nobody else on this machine installs or builds, and keeps others
/// waiting until the file is dropped: two builds at once spoil each other's page.
pub(crate) fn take_turn() -> Result<fs::File> {
    let tools = tools_dir()?;
    fs::create_dir_all(&tools)
        .with_context(|| format!("cannot write to {}", tools.display()))?;
    let file = fs::File::create(tools.join(".lock"))?;
    if let Err(fs::TryLockError::WouldBlock) = file.try_lock() {
        say("another build is at work; waiting for it");
        file.lock()?;
    }
    Ok(file)
}

/// Sets up what a build needs and returns the folders that go before PATH.
pub(crate) fn set_up_build() -> Result<Vec<PathBuf>> {
    let _turn = take_turn()?;
    ensure_wasm_target()?;
    let tools = tools_dir()?;
    let wanted = [
        Tool::trunk(),
        Tool::wasm_bindgen(locked_version("wasm-bindgen")?),
        Tool::wasm_opt(),
    ];
    let mut dirs = Vec::new();
    for tool in wanted {
        let program = tool.ensure(&tools)?;
        dirs.extend(program.parent().map(Path::to_owned));
    }
    Ok(dirs)
}

/// Returns geckodriver, after installing it if it is nowhere.
pub(crate) fn geckodriver() -> Result<PathBuf> {
    Tool::geckodriver().ensure(&tools_dir()?)
}

/// Returns axe-core's script, after installing it if it is nowhere.
pub(crate) fn axe() -> Result<PathBuf> {
    Tool::axe().ensure(&tools_dir()?)
}

/// Returns a file of a search engine's package, after installing it if it is nowhere.
pub(crate) fn peer(
    package: &'static str,
    version: &str,
    wanted: &'static str,
) -> Result<PathBuf> {
    Tool::peer(package, version, wanted).ensure(&tools_dir()?)
}

/// Returns Lighthouse, after installing it if it is nowhere.
pub(crate) fn lighthouse() -> Result<PathBuf> {
    Tool::lighthouse().ensure(&tools_dir()?)
}

/// Returns Chromium 109, after installing it if it is nowhere; nothing on
/// systems that it was not built for.
pub(crate) fn old_chromium() -> Result<Option<PathBuf>> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Ok(None);
    }
    Tool::old_chromium().ensure(&tools_dir()?).map(Some)
}

/// Adds the target of the page if Rust lacks it.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let mut ask = Command::new(rustc);
    ask.args(["--print", "target-libdir", "--target", WASM_TARGET])
        .current_dir(root());
    let output = ask
        .output()
        .with_context(|| format!("cannot start rustc; {NO_CARGO}"))?;
    let dir = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() && Path::new(&dir).is_dir() {
        return Ok(());
    }
    say(&format!(
        "adding Rust's target {WASM_TARGET}: the page is Wasm; less than a minute"
    ));
    let mut rustup = Command::new("rustup");
    rustup
        .args(["target", "add", WASM_TARGET])
        .current_dir(root());
    run(&mut rustup, NO_RUSTUP).context("the Wasm target is not installed")
}

/// Returns a command of a tool, with the folders of all tools before PATH.
pub(crate) fn command(program: &str, dirs: &[PathBuf]) -> Result<Command> {
    let found = dirs
        .iter()
        .map(|dir| dir.join(program))
        .find(|file| file.is_file());
    let mut command = Command::new(found.unwrap_or(program.into()));
    command.env("PATH", path_with(dirs)?).current_dir(root());
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_has_its_own_folder() {
        let tools = Path::new("tools");
        let bindgen = Tool::wasm_bindgen("0.2.129".to_owned());
        let home = bindgen.home(tools);
        assert_eq!(home, Path::new("tools/wasm-bindgen-cli-0.2.129"));
        let exe = std::env::consts::EXE_SUFFIX;
        assert_eq!(
            bindgen.inside(&home),
            home.join("bin").join(format!("wasm-bindgen{exe}"))
        );
        let axe = Tool::axe();
        let home = axe.home(tools);
        assert_eq!(
            axe.inside(&home),
            home.join("node_modules/axe-core/axe.min.js")
        );
        let chromium = Tool::old_chromium();
        let home = chromium.home(tools);
        assert_eq!(home, Path::new("tools/sparticuz-chromium-109.0.6"));
        assert_eq!(
            chromium.inside(&home),
            home.join("node_modules/@sparticuz/chromium/bin/chromium")
        );
    }

    #[test]
    fn program_that_came_packed_is_unpacked() {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("program");
        let mut packed = brotli::CompressorReader::new(&b"#!/bin/sh"[..], 4096, 5, 22);
        let mut file = fs::File::create(dir.path().join("program.br")).unwrap();
        std::io::copy(&mut packed, &mut file).unwrap();
        unpack(&program).unwrap();
        assert_eq!(fs::read_to_string(&program).unwrap(), "#!/bin/sh");
        assert!(!dir.path().join("program.br").exists());
        // Nothing is packed any more, and nothing is wanted.
        unpack(&program).unwrap();
    }

    #[test]
    fn only_exactly_the_wanted_version_is_taken() {
        assert!(is_version("trunk 0.21.14", "trunk 0.21.14"));
        assert!(is_version(
            "geckodriver 0.37.1 (abc 2026-01-01)",
            "geckodriver 0.37.1"
        ));
        assert!(!is_version("trunk 0.21.140", "trunk 0.21.14"));
        assert!(!is_version("trunk 0.21.14-beta.1", "trunk 0.21.14"));
        assert!(!is_version("", "trunk 0.21.14"));
    }

    #[test]
    fn broken_installation_is_replaced_and_a_whole_one_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let tool = Tool::axe();
        let home = tool.home(dir.path());
        let put = |folder: &Path, text: &str| {
            let file = tool.inside(folder);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        fs::create_dir_all(home.join("node_modules")).unwrap();
        let partial = dir.path().join("partial");
        put(&partial, "first");
        tool.settle(&partial, &home).unwrap();
        assert_eq!(fs::read_to_string(tool.inside(&home)).unwrap(), "first");
        put(&partial, "second");
        tool.settle(&partial, &home).unwrap();
        assert_eq!(fs::read_to_string(tool.inside(&home)).unwrap(), "first");
    }

    #[test]
    fn installation_without_the_program_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let partial = dir.path().join("partial");
        fs::create_dir_all(&partial).unwrap();
        let error = Tool::axe()
            .settle(&partial, &dir.path().join("home"))
            .unwrap_err();
        assert_eq!(error.to_string(), "axe-core 4.14.1 came without axe.min.js");
    }
}
