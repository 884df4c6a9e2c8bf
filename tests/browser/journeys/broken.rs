//! Pages and browsers that cannot work: each says so, in words, in sight.

use serde_json::json;
use thirtyfour::prelude::By;

use super::Journey;
use crate::engine::Engine;
use crate::failure::{Outcome, check, same};
use crate::page::Page;

/// Lets the engine trap; lets something trap where nothing could hear it.
const IN_ENGINE: &str = "window.__traps = true; ASK";
const ANYWHERE: &str = "ASK; __trapAlone()";
const ASK: &str = "window.__asked = bienNien.search('cau').catch(error => error.message)";

/// What the viewer cannot say any more is said for it, in sight wherever
/// somebody reads, and to scripts that wait.
pub(crate) async fn traps(page: Page<'_>) -> Outcome {
    says_trap(page, IN_ENGINE).await?;
    if page.engine() == Engine::WebKit {
        // It tells a page from a file of no error.
        return Ok(());
    }
    says_trap(page, ANYWHERE).await
}

async fn says_trap(page: Page<'_>, trap: &str) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    page.run("scrollTo(0, 1500)").await?;
    page.run(&trap.replace("ASK", ASK)).await?;
    page.until(
        "what happened, in sight",
        "const box = document.querySelector('#message[role=alert]')?.getBoundingClientRect();
         return box && box.top < innerHeight && box.bottom > 0",
    )
    .await?;
    for script in [
        "return __asked",
        "return bienNien.search('cau').catch(error => error.message)",
    ] {
        let said = page.ask(script).await?;
        let text = said.as_str().unwrap_or_default();
        check(text.starts_with("start: "), || {
            format!("a script is told {said}")
        })?;
    }
    Ok(())
}

/// A sentence says what is wrong and what to do.
pub(crate) async fn says_so(page: Page<'_>, journey: Journey) -> Outcome {
    if journey == Journey::NoScript {
        return without_script(page).await;
    }
    page.open_unready("").await?;
    page.until(
        "data-archive=failed",
        "return document.documentElement.dataset.archive === 'failed'",
    )
    .await?;
    let text = page.run("return document.body.innerText").await?;
    check_sentence(text.as_str().unwrap_or_default(), journey)?;
    for promise in ["ready", "prepared"] {
        let script =
            format!("return bienNien.{promise}.then(() => 'resolved', () => 'refused')");
        let found = page.ask(&script).await?;
        same(promise, found, json!("refused"))?;
    }
    // Where the archive was opened far enough for scripts to ask it.
    let script = "const { search } = bienNien;
         return search ? search('a').then(() => 'found', error => error.message) : 'damaged: '";
    if journey == Journey::DamagedPart {
        let said = page.ask(script).await?;
        let text = said.as_str().unwrap_or_default();
        check(text.starts_with("damaged: "), || {
            format!("a script is told {said}")
        })?;
    }
    Ok(())
}

async fn without_script(page: Page<'_>) -> Outcome {
    let driver = &page.session.driver;
    let disable = json!({ "value": true });
    if page.engine() == Engine::Chromium {
        driver
            .cdp()
            .send_raw("Emulation.setScriptExecutionDisabled", disable)
            .await?;
    }
    let opened = async {
        driver.goto(page.subject.address.as_str()).await?;
        let body = driver.find(By::Tag("body")).await?;
        check_sentence(&body.text().await?, Journey::NoScript)
    }
    .await;
    if page.engine() == Engine::Chromium {
        let enable = json!({ "value": false });
        driver
            .cdp()
            .send_raw("Emulation.setScriptExecutionDisabled", enable)
            .await?;
    }
    opened
}

fn check_sentence(text: &str, journey: Journey) -> Outcome {
    let wanted: [&str; 2] = match journey {
        Journey::Cut => ["cut", "again"],
        Journey::DamagedPart => ["damaged", "Download or copy it again"],
        Journey::Newer => ["newer version", "999"],
        Journey::NoWasm => ["WebAssembly", "another browser"],
        _ => ["JavaScript", "Switch JavaScript on"],
    };
    for words in wanted {
        check(text.contains(words), || {
            format!("nothing in sight says {words:?}: {text:?}")
        })?;
    }
    // Vietnamese comes beside it.
    check(text.contains("Hãy"), || {
        format!("nothing in Vietnamese in sight: {text:?}")
    })
}
