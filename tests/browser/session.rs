//! One browser under its driver, used for many journeys: sessions are dear.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use thirtyfour::{Capabilities, WebDriver};

use crate::engine::{Engine, Without};
use crate::failure::{Failure, Outcome};
use crate::process::{Running, free_port};
use crate::watch::Watch;

/// WebKit's driver hangs on one new session in ten, so this one step has a
/// deadline of its own and is tried twice.
const CREATION_DEADLINE: Duration = Duration::from_secs(45);

/// No command takes longer; page loads are the slowest.
const COMMAND_DEADLINE: Duration = Duration::from_secs(90);

/// A browser. Its processes end with this value.
pub(crate) struct Session {
    /// Which one.
    pub(crate) engine: Engine,
    // Dropped first: a driver that is gone cannot keep the end of a session
    // waiting. The display goes after the browser on it.
    _driver_process: Running,
    /// Its driver's end.
    pub(crate) driver: WebDriver,
    /// What it says on its console and asks of the network.
    pub(crate) watch: Watch,
    _display: Option<Running>,
    _profiles: tempfile::TempDir,
}

impl Session {
    /// Starts a driver and a browser.
    ///
    /// # Errors
    ///
    /// When they do not start; a new session is tried twice.
    pub(crate) async fn start(
        engine: Engine,
        driver: &Path,
        without: Without,
    ) -> Outcome<Self> {
        match Self::try_start(engine, driver, without).await {
            Ok(session) => Ok(session),
            Err(first) => {
                println!(
                    "note {}: no session ({first}); trying once more",
                    engine.name()
                );
                Self::try_start(engine, driver, without).await
            }
        }
    }

    async fn try_start(engine: Engine, driver: &Path, without: Without) -> Outcome<Self> {
        let profiles = tempfile::Builder::new()
            .prefix("bien-nien-browser-")
            .tempdir()?;
        let profile = empty_folder(profiles.path(), "profile")?;
        let mut environment = Vec::new();
        let mut display = None;
        if engine == Engine::WebKit {
            let (running, name) = Running::display()?;
            environment.extend(webkit_environment(name, profiles.path()));
            display = Some(running);
        }
        let port = free_port()?;
        let arguments = engine.driver_arguments(port, profiles.path());
        let process = Running::driver(driver, &arguments, &environment, port)?;
        let capabilities = engine.capabilities(&profile, without)?;
        let Value::Object(capabilities) = capabilities else {
            unreachable!("json of an object")
        };
        let address = format!("http://127.0.0.1:{port}");
        let connecting = WebDriver::builder(address, Capabilities::from(capabilities))
            .request_timeout(COMMAND_DEADLINE)
            .connect();
        let driver = tokio::time::timeout(CREATION_DEADLINE, connecting)
            .await
            .map_err(|_| {
                Failure::new(format!("no new session of {} in time", engine.name()))
            })??;
        driver.set_script_timeout(Duration::from_secs(60)).await?;
        // Chromium opens on a page of its own, which asks for much.
        driver.goto("about:blank").await?;
        let watch = Watch::start(engine, &driver, without).await?;
        if !without.javascript {
            watch.take(&driver).await?;
        }
        Ok(Self {
            engine,
            _driver_process: process,
            driver,
            watch,
            _display: display,
            _profiles: profiles,
        })
    }

    /// Ends the browser in good order.
    pub(crate) async fn quit(self) {
        // Where this fails, the guards end the processes all the same.
        let ending = self.driver.clone().quit();
        let _ended = tokio::time::timeout(Duration::from_secs(10), ending).await;
    }
}

fn empty_folder(above: &Path, name: &str) -> Outcome<PathBuf> {
    let folder = above.join(name);
    std::fs::create_dir(&folder)?;
    Ok(folder)
}

/// WebKit's own home, so that nothing of another run is there, and as root no
/// sandbox, which would want rights that containers do not give.
fn webkit_environment(display: String, home: &Path) -> Vec<(String, String)> {
    let home = home.display().to_string();
    [
        ("DISPLAY", display),
        ("HOME", home.clone()),
        ("XDG_CACHE_HOME", home.clone()),
        ("XDG_DATA_HOME", home.clone()),
        ("XDG_CONFIG_HOME", home),
        ("GDK_BACKEND", "x11".to_owned()),
        ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1".to_owned()),
        ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
        ("NO_AT_BRIDGE", "1".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}
