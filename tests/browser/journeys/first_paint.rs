//! What is on screen before the viewer runs. Only Chromium times an element.

use serde_json::json;

use crate::failure::{Failure, Outcome, check};
use crate::page::Page;

/// As slow as an old phone.
const SLOWER: u32 = 6;

/// The first headline was painted before the Wasm was started: what came first
/// is asserted, not how long it took.
pub(crate) async fn comes_before_wasm(page: Page<'_>) -> Outcome {
    throttle(page, SLOWER).await?;
    let times = times(page).await;
    throttle(page, 1).await?;
    let [headline, wasm, ready] = times?;
    check(0.0 < headline && headline < wasm && wasm < ready, || {
        format!("headline {headline} ms, Wasm {wasm} ms, ready {ready} ms")
    })
}

async fn times(page: Page<'_>) -> Outcome<[f64; 3]> {
    page.open("").await?;
    let script = "const headline = await new Promise(done => new PerformanceObserver(list =>
           done(list.getEntries()[0].renderTime)).observe({ type: 'element', buffered: true }));
         const wasm = performance.getEntriesByName('bien-nien-wasm')[0].startTime;
         return [headline, wasm, performance.now()]";
    let times = page.ask(script).await?;
    serde_json::from_value(times.clone())
        .map_err(|error| Failure::new(format!("{error} in {times}")))
}

async fn throttle(page: Page<'_>, rate: u32) -> Outcome {
    let cdp = page.session.driver.cdp();
    cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": rate }))
        .await?;
    Ok(())
}
