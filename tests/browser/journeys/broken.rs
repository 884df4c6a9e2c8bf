//! Pages and browsers that cannot work: each says so, in words, in sight.

use serde_json::json;
use thirtyfour::prelude::By;

use super::Journey;
use crate::engine::Engine;
use crate::failure::{Outcome, check, same};
use crate::page::Page;

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
