//! The browsers of the end-to-end suite: which are there, and getting the rest.
//!
//! On Debian and its kin, as root, what is missing is installed; elsewhere the
//! exact command is named. WebKit is WebKitGTK's, so it runs on Linux only.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::step::{first_line, on_path, run, say};
use crate::tools;

/// One of the three engines.
struct Engine {
    name: &'static str,
    /// Names of the browser on the search path; nothing where the driver
    /// brings it along.
    programs: &'static [&'static str],
    /// Where the browser stands on systems that put programs elsewhere.
    places: &'static [&'static str],
    driver: &'static str,
    /// The variable that names the driver to the suite.
    variable: &'static str,
    /// A variable of hosted runners that names the driver's folder.
    folder_variable: &'static str,
    debian: &'static [&'static str],
    mac: &'static str,
    windows: &'static str,
}

const ENGINES: [Engine; 3] = [
    Engine {
        name: "chromium",
        programs: &["chromium", "chromium-browser", "google-chrome", "chrome"],
        places: &[
            "/Applications/Google Chrome.app",
            "/Applications/Chromium.app",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
        ],
        driver: "chromedriver",
        variable: "BIENNIEN_CHROMEDRIVER",
        folder_variable: "CHROMEWEBDRIVER",
        debian: &["chromium", "chromium-driver"],
        mac: "brew install --cask google-chrome chromedriver",
        windows: "winget install Google.Chrome Chromium.ChromeDriver",
    },
    Engine {
        name: "firefox",
        programs: &["firefox", "firefox-esr"],
        places: &[
            "/Applications/Firefox.app",
            "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
        ],
        driver: "geckodriver",
        variable: "BIENNIEN_GECKODRIVER",
        folder_variable: "GECKOWEBDRIVER",
        debian: &["firefox-esr"],
        mac: "brew install --cask firefox",
        windows: "winget install Mozilla.Firefox",
    },
    Engine {
        name: "webkit",
        programs: &["Xvfb"],
        places: &[],
        driver: "WebKitWebDriver",
        variable: "BIENNIEN_WEBKITDRIVER",
        folder_variable: "",
        debian: &["webkit2gtk-driver", "xvfb", "xauth"],
        mac: "none: the suite drives WebKitGTK, which is for Linux",
        windows: "none: the suite drives WebKitGTK, which is for Linux",
    },
];

/// Letters of Vietnamese in a browser that came without fonts.
const DEBIAN_FONTS: &str = "fonts-noto-core";
const APT_INSTALL: [&str; 3] = ["install", "-y", "--no-install-recommends"];

/// The variable that names Chromium 109 to the suite; it needs no driver.
const OLD_CHROMIUM: &str = "BIENNIEN_CHROMIUM_109";
/// What it does not bring along; Debian's Chromium wants the same.
const OLD_CHROMIUM_NEEDS: [&str; 2] = ["libnss3", "libexpat1"];

/// What there is to test in.
pub(crate) struct Browsers {
    /// Names of the engines that are there.
    pub(crate) names: Vec<&'static str>,
    /// Variables that name their drivers, and Chromium 109.
    pub(crate) drivers: Vec<(&'static str, PathBuf)>,
    /// Engines that are not there, each with the command that gets it.
    pub(crate) missing: Vec<String>,
    /// Engines that were never built for this system, each with why.
    pub(crate) unbuilt: Vec<String>,
}

/// Finds the browsers and their drivers, and installs what it may.
pub(crate) fn set_up() -> Result<Browsers> {
    let lacks_any = ENGINES.iter().any(|engine| !engine.has_packages());
    if lacks_any && may_install() {
        install();
    }
    let mut browsers = Browsers {
        names: vec![],
        drivers: vec![],
        missing: vec![],
        unbuilt: vec![],
    };
    for engine in &ENGINES {
        match engine.find_driver()? {
            Some(driver) => {
                browsers.names.push(engine.name);
                browsers.drivers.push((engine.variable, driver));
            }
            None => browsers
                .missing
                .push(format!("{}: {}", engine.name, engine.advice())),
        }
    }
    match tools::old_chromium()? {
        Some(program) if can_start(&program) => {
            browsers.drivers.push((OLD_CHROMIUM, program));
        }
        Some(_) => browsers.missing.push(format!(
            "chromium 109: {}",
            debian_advice(&OLD_CHROMIUM_NEEDS)
        )),
        None => browsers
            .unbuilt
            .push("chromium 109: there is a build for Linux on x86-64 alone".to_owned()),
    }
    Ok(browsers)
}

/// It says no version, but ends well where its libraries are found.
fn can_start(old_chromium: &Path) -> bool {
    first_line(old_chromium, &["--no-sandbox", "--version"]).is_some()
}

/// Returns Chromium, or a browser made from it.
pub(crate) fn chromium() -> Option<PathBuf> {
    let engine = &ENGINES[0];
    let places = engine.places.iter().map(PathBuf::from);
    let mut found = engine
        .programs
        .iter()
        .filter_map(|program| on_path(program));
    found
        .next()
        .or_else(|| places.into_iter().find(|place| place.is_file()))
}

impl Engine {
    fn has_browser(&self) -> bool {
        self.programs
            .iter()
            .any(|program| on_path(program).is_some())
            || self.places.iter().any(|place| Path::new(place).exists())
    }

    /// Whether everything that comes from the system is there.
    fn has_packages(&self) -> bool {
        let is_driver_ours = self.driver == "geckodriver";
        self.has_browser() && (is_driver_ours || self.present_driver().is_some())
    }

    fn present_driver(&self) -> Option<PathBuf> {
        let exe = format!("{}{}", self.driver, std::env::consts::EXE_SUFFIX);
        let given = std::env::var_os(self.variable).map(PathBuf::from);
        let hosted =
            std::env::var_os(self.folder_variable).map(|dir| Path::new(&dir).join(exe));
        given
            .or_else(|| hosted.filter(|file| file.is_file()))
            .or_else(|| on_path(self.driver))
    }

    /// Returns the driver where browser and driver are there. Firefox's driver
    /// is no package of most systems and comes from the tools.
    fn find_driver(&self) -> Result<Option<PathBuf>> {
        if !self.has_browser() {
            return Ok(None);
        }
        match self.present_driver() {
            None if self.driver == "geckodriver" => tools::geckodriver().map(Some),
            found => Ok(found),
        }
    }

    fn advice(&self) -> String {
        if cfg!(windows) {
            self.windows.to_owned()
        } else if cfg!(target_os = "macos") {
            self.mac.to_owned()
        } else {
            debian_advice(&[self.debian, &[DEBIAN_FONTS]].concat())
        }
    }
}

fn debian_advice(packages: &[&str]) -> String {
    [&["sudo", "apt-get"], &APT_INSTALL[..], packages]
        .concat()
        .join(" ")
}

fn may_install() -> bool {
    let is_root = first_line("id", &["-u"]).is_some_and(|id| id == "0");
    is_root && on_path("apt-get").is_some()
}

/// Installs what is missing, each engine by itself: where one has no package,
/// the others still come. What failed is found missing afterwards.
fn install() {
    let apt = |words: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        if let Err(error) = run(&mut command, "it is part of Debian") {
            eprintln!("{error:#}");
        }
    };
    say("installing browsers for the tests: a few minutes");
    apt(&["update"]);
    for engine in ENGINES.iter().filter(|engine| !engine.has_packages()) {
        apt(&[&APT_INSTALL, engine.debian].concat());
    }
    apt(&[&APT_INSTALL[..], &[DEBIAN_FONTS]].concat());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn advice_is_a_whole_command() {
        assert_eq!(
            ENGINES[0].advice(),
            "sudo apt-get install -y --no-install-recommends chromium chromium-driver \
             fonts-noto-core"
        );
    }
}
