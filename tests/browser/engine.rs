//! The three engines: their drivers, and what each wants for a session.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::failure::{Failure, Outcome};

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium through chromedriver.
    Chromium,
    /// Firefox through geckodriver.
    Firefox,
    /// WebKitGTK's `MiniBrowser` through WebKitWebDriver.
    WebKit,
}

/// What a session has beyond the usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Without {
    /// Firefox runs no JavaScript.
    pub(crate) javascript: bool,
    /// Chromium has no WebAssembly.
    pub(crate) wasm: bool,
}

impl Engine {
    /// Every engine.
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name in settings and lines.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Returns the engine of a name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }

    /// The variable that names its driver, and the driver's usual name.
    pub(crate) fn driver(self) -> (&'static str, &'static str) {
        match self {
            Self::Chromium => ("BIENNIEN_CHROMEDRIVER", "chromedriver"),
            Self::Firefox => ("BIENNIEN_GECKODRIVER", "geckodriver"),
            Self::WebKit => ("BIENNIEN_WEBKITDRIVER", "WebKitWebDriver"),
        }
    }

    /// What to do where its driver is missing.
    pub(crate) fn how_to_install(self) -> &'static str {
        match self {
            Self::Chromium => {
                "install Chromium and its driver (Debian: chromium chromium-driver)"
            }
            Self::Firefox => {
                "install Firefox (Debian: firefox-esr) and `cargo install geckodriver`"
            }
            Self::WebKit => {
                "install WebKitGTK's driver and a display (Debian: webkit2gtk-driver xvfb)"
            }
        }
    }

    /// Returns the arguments with which its driver listens on a port.
    pub(crate) fn driver_arguments(self, port: u16, profiles: &Path) -> Vec<String> {
        let port_argument = format!("--port={port}");
        match self {
            Self::Chromium | Self::WebKit => vec![port_argument],
            Self::Firefox => vec![
                port_argument,
                // Its own BiDi port; else two Firefoxes would want 9222.
                "--websocket-port=0".to_owned(),
                format!("--profile-root={}", profiles.display()),
            ],
        }
    }

    /// Returns the capabilities of a new session; `profile` is an empty folder.
    pub(crate) fn capabilities(self, profile: &Path, without: Without) -> Outcome<Value> {
        Ok(match self {
            Self::Chromium => json!({
                "goog:chromeOptions": { "args": chromium_arguments(profile) },
                "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
                "unhandledPromptBehavior": "dismiss and notify",
            }),
            Self::Firefox => json!({
                "moz:firefoxOptions": {
                    "args": ["-headless", "--width=1280", "--height=900"],
                    "prefs": firefox_preferences(without),
                },
                "webSocketUrl": true,
                "unhandledPromptBehavior": "dismiss and notify",
            }),
            Self::WebKit => json!({
                "webkitgtk:browserOptions": {
                    "binary": mini_browser()?,
                    "args": ["--automation", "--geometry=1280x900"],
                },
            }),
        })
    }
}

fn chromium_arguments(profile: &Path) -> Vec<String> {
    let fixed = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
        "--lang=vi",
    ];
    let mut arguments: Vec<String> = fixed.map(str::to_owned).into();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments
}

fn firefox_preferences(without: Without) -> Value {
    json!({
        "javascript.enabled": !without.javascript,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "browser.shell.checkDefaultBrowser": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "app.update.disabledForTesting": true,
    })
}

/// Returns the path of `MiniBrowser`, which Debian keeps off `PATH`.
fn mini_browser() -> Outcome<PathBuf> {
    let libraries = std::fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten();
    let folders = libraries
        .map(|entry| entry.path())
        .chain(["/usr/lib", "/usr/libexec"].map(PathBuf::from));
    for folder in folders {
        for name in ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"] {
            let path = folder.join(name).join("MiniBrowser");
            if path.is_file() {
                return Ok(path);
            }
        }
    }
    Err(Failure::new(
        "no MiniBrowser in /usr/lib; install WebKitGTK's (Debian: libwebkit2gtk-4.1-0 ships it)",
    ))
}
