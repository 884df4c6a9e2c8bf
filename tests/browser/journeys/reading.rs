//! From the results to an article and back, by mouse and by keyboard.

use serde_json::json;
use thirtyfour::prelude::Key;

use crate::failure::{Failure, Outcome, check, same};
use crate::page::Page;
use crate::pages::Edition;

/// Opens articles by click and by key, goes through the hits, comes back to
/// the same place.
pub(crate) async fn reads(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    let query = query_with_hits(page).await?;
    page.set_query(&query).await?;
    let total = page.results_of(&query).await?;
    let rows = page.rows().await?;
    let first = rows
        .first()
        .ok_or_else(|| Failure::new("no row to click on"))?;
    page.click("[data-results] article[data-id] a[href]")
        .await?;
    wait_for_reader(page, first).await?;
    check_article(page, first).await?;
    go_through_hits(page).await?;
    page.leave_field().await?;
    page.press("u").await?;
    same("data-total after u", page.results_of(&query).await?, total)?;
    same("rows after u", page.rows().await?, rows.clone())?;
    opens_by_key(page, &query, &rows).await?;
    keeps_place(page).await
}

/// Returns a query whose first result has hits in its text.
async fn query_with_hits(page: Page<'_>) -> Outcome<String> {
    if page.subject.edition == Edition::Packed {
        return Ok("cau treo".to_owned());
    }
    let script = "const first = (await bienNien.search('', { limit: 1 })).items[0];
        const item = await bienNien.article(first.id);
        return (item.content_text || item.title).match(/\\p{L}{2,}/gu).slice(0, 2).join(' ')";
    let words = page.ask(script).await?;
    Ok(words.as_str().unwrap_or_default().to_lowercase())
}

pub(super) async fn wait_for_reader(page: Page<'_>, id: &str) -> Outcome {
    let script = format!(
        "const r = document.querySelector('main [data-reader]'); return r && r.dataset.reader === {}",
        json!(id)
    );
    page.until(&format!("the reader with {id}"), &script)
        .await?;
    // The address follows the page within a fifth of a second; whoever goes
    // Back before that goes further back.
    page.until(
        "the article's address",
        "return location.hash.startsWith('#/a/')",
    )
    .await?;
    Ok(())
}

/// Title, text and date are those of the archive.
async fn check_article(page: Page<'_>, id: &str) -> Outcome {
    let script = format!(
        "const item = await bienNien.article({});
         const shown = document.querySelector('main [data-reader]').innerText.normalize('NFC').replace(/\\s+/g, ' ');
         const parts = [item.title, ...item.content_text.split('\\n')].map(t => t.normalize('NFC').replace(/\\s+/g, ' ').trim());
         const date = item._biennien && item._biennien.date;
         return {{ missing: parts.filter(t => !shown.includes(t)),
           dated: !date || !!document.querySelector('main [data-reader] time') || shown.includes(date.slice(0, 4)),
           title: document.title.includes(item.title) }}",
        json!(id)
    );
    let found = page.ask(&script).await?;
    same(
        "what the reader shows",
        found,
        json!({ "missing": [], "dated": true, "title": true }),
    )
}

/// `n` and `p` go through the hits, round and round.
async fn go_through_hits(page: Page<'_>) -> Outcome {
    page.leave_field().await?;
    page.until(
        "marked hits",
        "return document.querySelector('main [data-reader] mark')",
    )
    .await?;
    let hits = page
        .run("return Number(document.querySelector('[data-hits]').dataset.hits)")
        .await?
        .as_u64()
        .unwrap_or_default();
    check(hits > 0, || "data-hits counts none".to_owned())?;
    page.press("n").await?;
    let current = "const all = [...document.querySelectorAll('main [data-reader] mark')];
        const now = all.filter(m => m.hasAttribute('aria-current') && m.getAttribute('aria-current') !== 'false');
        return now.length > 0 && { at: all.indexOf(now[0]), top: now[0].getBoundingClientRect().top }";
    let first = page.until("a hit with aria-current", current).await?;
    page.press("n").await?;
    if hits > 1 {
        let script = format!(
            "const all = [...document.querySelectorAll('main [data-reader] mark')];
             const now = all.findIndex(m => m.hasAttribute('aria-current') && m.getAttribute('aria-current') !== 'false');
             return now >= 0 && now !== {}",
            first["at"]
        );
        page.until("the next hit", &script).await?;
        page.press("p").await?;
        let script = format!("{current}.at === {}", first["at"]);
        page.until("the hit before", &script).await?;
    }
    let in_sight = "const now = document.querySelector('main [data-reader] mark[aria-current]');
        const box = now.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight";
    page.until("the hit in sight", in_sight).await?;
    Ok(())
}

/// `j` chooses a row, Enter opens it, Back returns.
async fn opens_by_key(page: Page<'_>, query: &str, rows: &[String]) -> Outcome {
    page.open(&format!("#/?q={query}").replace(' ', "%20"))
        .await?;
    page.results_of(query).await?;
    page.until(
        "a row",
        "return document.querySelector('[data-results] article[data-id]')",
    )
    .await?;
    page.leave_field().await?;
    page.press("j").await?;
    let chosen = "const row = document.activeElement && document.activeElement.closest('article[data-id]'); return row && row.dataset.id";
    let id = page.until("a row with the focus", chosen).await?;
    let id = id.as_str().unwrap_or_default().to_owned();
    check(rows.contains(&id), || {
        format!("{id} has the focus, which is no result")
    })?;
    page.press(Key::Enter).await?;
    wait_for_reader(page, &id).await?;
    page.go(-1).await?;
    page.until(
        "the results",
        "return !document.querySelector('main [data-reader]')",
    )
    .await?;
    page.results_of(query).await?;
    same("rows after Back", page.rows().await?, rows.to_vec())
}

/// Back returns to where the list was scrolled.
async fn keeps_place(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    page.until(
        "a row",
        "return document.querySelector('[data-results] article[data-id]')",
    )
    .await?;
    page.run("document.documentElement.style.scrollBehavior = 'auto'; scrollTo(0, 700)")
        .await?;
    let scrolled = page
        .run("return Math.round(scrollY)")
        .await?
        .as_f64()
        .unwrap_or_default();
    if scrolled < 200.0 {
        return Ok(());
    }
    // A row in the middle of the window, so that no click has to scroll.
    let id = page
        .until(
            "a row in the window",
            "const row = [...document.querySelectorAll('[data-results] article[data-id]')].find(row => {
               const box = row.querySelector('a[href]').getBoundingClientRect();
               return box.top > innerHeight * .35 && box.bottom < innerHeight * .8 });
             return row && row.dataset.id",
        )
        .await?;
    let id = id.as_str().unwrap_or_default().to_owned();
    let before = page
        .run("return Math.round(scrollY)")
        .await?
        .as_f64()
        .unwrap_or_default();
    let element = page.row_link(&id).await?;
    element.click().await?;
    wait_for_reader(page, &id).await?;
    page.go(-1).await?;
    page.until(
        "the results",
        "return !document.querySelector('main [data-reader]')",
    )
    .await?;
    page.results_of("").await?;
    let script = format!("return Math.abs(scrollY - {before}) < 120");
    page.until(&format!("the list at {before} px again"), &script)
        .await?;
    Ok(())
}
