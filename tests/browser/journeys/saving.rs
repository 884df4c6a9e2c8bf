//! Saving the archive from the page: the file is the one that the command line
//! writes, byte for byte, whichever edition it was saved from.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::failure::{Failure, Outcome, check, same};
use crate::page::{DEADLINE, Page};
use crate::pages::{Edition, Scheme};

/// Keeps what is handed to the browser's downloads. Only Chromium is told where
/// to put a file, so that in the others none is left behind.
const HOOK: &str = r"
const make = URL.createObjectURL.bind(URL);
URL.createObjectURL = blob => { window.__blob = blob; return make(blob); };
HTMLAnchorElement.prototype.click = function () { window.__name = this.download; };
";

/// It is saved from the menu.
pub(crate) async fn saves(page: Page<'_>) -> Outcome {
    page.open("").await?;
    let name = saves_as_packed(page).await?;
    let is_packed = page.subject.edition == Edition::Packed;
    check(!is_packed || name == "kho-thu-ban-may-b-1-b.html", || {
        format!("the file is called {name}")
    })?;
    let said = page
        .until(
            "its name and size in the menu",
            "return document.querySelector('.menu__said').innerText",
        )
        .await?;
    let said = said.as_str().unwrap_or_default();
    check(said.contains(&name) && said.contains("kB"), || {
        said.to_owned()
    })
}

/// Saves the page and compares; returns the file's name.
pub(super) async fn saves_as_packed(page: Page<'_>) -> Outcome<String> {
    let (name, text) = if page.engine() == Engine::Chromium {
        download(page).await?
    } else {
        catch(page).await?
    };
    let wanted = original(page).await?;
    check(text == wanted, || {
        let at = text.bytes().zip(wanted.bytes()).position(|(a, b)| a != b);
        let (have, want) = (text.len(), wanted.len());
        format!("{have} bytes were saved instead of {want}; they differ from {at:?}")
    })?;
    Ok(name)
}

async fn press(page: Page<'_>) -> Outcome {
    page.click(".masthead .tools .pop:last-child > button")
        .await?;
    page.click("[data-save]").await
}

/// Saves where Chromium is told to.
async fn download(page: Page<'_>) -> Outcome<(String, String)> {
    let folder = tempfile::tempdir()?;
    let allow = json!({ "behavior": "allow", "downloadPath": folder.path() });
    let cdp = page.session.driver.cdp();
    cdp.send_raw("Browser.setDownloadBehavior", allow).await?;
    press(page).await?;
    let (path, text) = saved_in(folder.path()).await?;
    let name = path.file_name().unwrap_or_default();
    Ok((name.to_string_lossy().into_owned(), text))
}

/// Waits for a page to be saved whole in a folder: a browser may put an empty
/// file there first. Returns where it is, and the page.
pub(super) async fn saved_in(folder: &Path) -> Outcome<(PathBuf, String)> {
    let start = Instant::now();
    loop {
        let mut paths = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
        if let Some(path) = paths.find(|path| path.extension().is_some_and(|it| it == "html")) {
            let text = fs::read_to_string(&path)?;
            if text.ends_with("</html>\n") {
                return Ok((path, text));
            }
        }
        if start.elapsed() > DEADLINE {
            return Err(Failure::new("no whole page was saved"));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Takes what would be saved from the page's own hands.
async fn catch(page: Page<'_>) -> Outcome<(String, String)> {
    page.run(HOOK).await?;
    press(page).await?;
    page.until("a file", "return window.__name").await?;
    let saved = page
        .ask("return [window.__name, await window.__blob.text()]")
        .await?;
    Ok(serde_json::from_value(saved)?)
}

/// Returns the one page as it was built or packed.
async fn original(page: Page<'_>) -> Outcome<String> {
    let name = match page.subject.edition {
        Edition::Site => Edition::OnePage.name().1,
        edition => edition.name().1,
    };
    if page.subject.scheme == Scheme::Http {
        let script = format!("return await (await fetch('{name}')).text()");
        let text = page.ask(&script).await?;
        same("the original", text.is_string(), true)?;
        return Ok(text.as_str().unwrap_or_default().to_owned());
    }
    let address = page.run("return decodeURI(location.pathname)").await?;
    let Value::String(path) = address else {
        return Err(Failure::new("the page has no path"));
    };
    let path = path.replace("%23", "#");
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Ok(fs::read_to_string(format!("{folder}/{name}"))?)
}
