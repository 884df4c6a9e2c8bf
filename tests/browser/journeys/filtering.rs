//! Narrowing the results: the range on the histogram, values of facets, chips.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::Key;

use crate::failure::{Outcome, check, same};
use crate::page::Page;
use crate::pages::PACKED_ARTICLES;

/// The handles of the histogram.
const HANDLES: &str = ".band [role=slider]";

/// The stretch of the histogram that is dragged over.
const PLOT: &str = ".chart__plot";

/// How long a move of the mouse takes: browsers draw in between.
const STEP: Option<Duration> = Some(Duration::from_millis(50));

/// By key, by mouse, by value; the address carries it all.
pub(crate) async fn filters(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    range_by_key(page).await?;
    range_by_mouse(page).await?;
    values(page).await?;
    survives_reload(page).await
}

/// The number of results in a range and with values, by the script's word.
async fn total_by_script(page: Page<'_>, options: Value) -> Outcome<u64> {
    let script = format!("return (await bienNien.search('', {options})).total");
    Ok(page.ask(&script).await?.as_u64().unwrap_or(u64::MAX))
}

/// Waits until the address has a range, and returns it.
async fn range(page: Page<'_>) -> Outcome<Value> {
    let script = "const asked = new URLSearchParams(location.hash.split('?')[1]);
        return (asked.has('from') || asked.has('to')) && { from: asked.get('from'), to: asked.get('to') }";
    page.until("a range in the address", script).await
}

async fn range_by_key(page: Page<'_>) -> Outcome {
    page.element(HANDLES).await?;
    let focus = format!("document.querySelectorAll('{HANDLES}')[arguments[0]].focus()");
    let value = "return document.activeElement.getAttribute('aria-valuenow')";
    page.run_with(&focus, json!(0)).await?;
    let start = page.run(value).await?;
    page.press(Key::Right).await?;
    let script = format!(
        "const now = document.activeElement.getAttribute('aria-valuenow'); return now !== null && now !== {start}"
    );
    page.until("the first handle to move", &script).await?;
    page.press_with_shift(Key::Right).await?;
    page.run_with(&focus, json!(1)).await?;
    page.press(Key::Left).await?;
    let narrowed = "const total = document.querySelector('[data-results]').dataset.total; return total !== '' && Number(total) < 30";
    page.until("fewer results", narrowed).await?;
    follows_script(page).await?;
    page.press(Key::End).await?;
    page.run_with(&focus, json!(0)).await?;
    page.press(Key::Home).await?;
    page.run("return null").await?;
    // Esc takes the range away where there are no words.
    page.press(Key::Escape).await?;
    page.until_total(PACKED_ARTICLES).await
}

/// Waits until the results shown are those of the range in the address, which
/// follows at its own pace.
async fn follows_script(page: Page<'_>) -> Outcome {
    range(page).await?;
    let script = "const frame = () => new Promise(requestAnimationFrame);
        const start = performance.now();
        let total, shown;
        do {
          await frame();
          const asked = new URLSearchParams(location.hash.split('?')[1]);
          const options = { limit: 1 };
          for (const end of ['from', 'to']) if (asked.has(end)) options[end] = asked.get(end);
          total = String((await bienNien.search('', options)).total);
          shown = document.querySelector('[data-results]').dataset.total;
        } while (total !== shown && performance.now() - start < 20000);
        return [total, shown, location.hash]";
    let found = page.ask(script).await?;
    check(found[0] == found[1], || {
        format!("results do not follow the range: {found}")
    })
}

async fn range_by_mouse(page: Page<'_>) -> Outcome {
    page.run("scrollTo(0, 0)").await?;
    let script = format!(
        "const box = document.querySelector('{PLOT}').getBoundingClientRect();
         return [box.left + box.width * .3, box.left + box.width * .6, box.top + box.height / 2].map(Math.round)"
    );
    page.element(PLOT).await?;
    let [from, to, y]: [i64; 3] = serde_json::from_value(page.run(&script).await?)?;
    let chain = page.session.driver.action_chain_with_delay(STEP, STEP);
    let chain = chain.move_to(from, y).click_and_hold();
    chain
        .move_to((from + to) / 2, y)
        .move_to(to, y)
        .release()
        .perform()
        .await?;
    let narrowed =
        "const total = Number(document.querySelector('[data-results]').dataset.total);
        return total > 0 && total < 30";
    page.until("fewer results", narrowed).await?;
    follows_script(page).await?;
    let chosen = range(page).await?;
    check(chosen["from"].as_str() <= chosen["to"].as_str(), || {
        format!("the range is {chosen}")
    })?;
    // The range is a chip, and its button takes it away.
    page.click(".chip button").await?;
    page.until_total(PACKED_ARTICLES).await
}

/// Clicks on the box of a facet's value.
async fn choose(page: Page<'_>, value: &str) -> Outcome {
    let script = format!(
        "const found = [...document.querySelectorAll('.facet .opt')].find(o => o.innerText.includes({}));
         if (!found) return null;
         const box = found.querySelector('input[type=checkbox]');
         document.querySelectorAll('[data-e2e]').forEach(e => e.removeAttribute('data-e2e'));
         box.setAttribute('data-e2e', ''); return true",
        json!(value)
    );
    page.until(&format!("the value {value}"), &script).await?;
    page.click("[data-e2e]").await
}

async fn values(page: Page<'_>) -> Outcome {
    choose(page, "Tuần báo Cửa Sông").await?;
    let wanted = json!({ "include": { "source": ["Tuần báo Cửa Sông"] }, "limit": 1 });
    let total = total_by_script(page, wanted).await?;
    same("articles of one source", total, 10)?;
    page.until_total(total).await?;
    page.until_hash_has("source=Tuần báo Cửa Sông").await?;
    choose(page, "Bản tin Đồi Chè").await?;
    page.until_total(13).await?;
    // The counts of the other facets follow.
    page.until(
        "a section of these sources alone",
        "return !!document.querySelector('.chip') && [...document.querySelectorAll('.facet .opt')].some(o => o.innerText.includes('Biển'))",
    )
    .await?;
    same("chips", n_chips(page).await?, 2)?;
    page.click(".chip button").await?;
    page.until(
        "one chip",
        "return document.querySelectorAll('.chip').length === 1",
    )
    .await?;
    page.click(".chips .btn").await?;
    page.until_total(PACKED_ARTICLES).await?;
    same("chips", n_chips(page).await?, 0)
}

async fn n_chips(page: Page<'_>) -> Outcome<u64> {
    let script = "return document.querySelectorAll('.chip').length";
    Ok(page.run(script).await?.as_u64().unwrap_or_default())
}

/// What was chosen is in the address, and there again after a reload.
async fn survives_reload(page: Page<'_>) -> Outcome {
    let hash = "#/?q=cau&from=2018-05&to=2019-07&source=B%C3%A1o%20B%E1%BA%A3n%20M%C3%A2y&-section=Kinh%20t%E1%BA%BF&sort=oldest";
    page.open(hash).await?;
    let before = page.results_of("cau").await?;
    let rows = page.rows().await?;
    check(before > 0 && before < 10, || {
        format!("{before} articles at {hash}")
    })?;
    page.reload().await?;
    same(
        "data-total after a reload",
        page.results_of("cau").await?,
        before,
    )?;
    same("rows after a reload", page.rows().await?, rows)?;
    same(
        "the field after a reload",
        page.query().await?.as_str(),
        "cau",
    )?;
    let hash = page.hash().await?;
    for part in [
        "q=cau",
        "from=2018-05",
        "to=2019-07",
        "-section=Kinh",
        "sort=oldest",
    ] {
        check(hash.contains(part), || format!("{hash} lost {part}"))?;
    }
    Ok(())
}
