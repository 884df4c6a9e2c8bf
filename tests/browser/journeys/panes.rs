//! Results and article side by side, in a window that is wide enough.

use serde_json::json;
use thirtyfour::Key;

use super::reading::wait_for_reader;
use crate::failure::{Failure, Outcome, check, same};
use crate::page::{Page, SEARCH_BOX};

/// Widths on either side of where the panes begin (1600 px), and the size that
/// the other journeys have.
const WIDE: u32 = 1700;
const NARROW: u32 = 1280;

/// The row that is marked, and whether it can be seen whole in its pane.
const MARKED: &str =
    "const row = document.querySelector('[data-scrolls] [data-results] [aria-current=true]');
     if (!row) return null;
     const box = row.getBoundingClientRect();
     const pane = row.closest('[data-scrolls]').getBoundingClientRect();
     return { id: row.querySelector('[data-id]').dataset.id,
       seen: box.top >= pane.top - 1 && box.bottom <= pane.bottom + 1 }";

/// Types while an article is open, alone or beside its results: what is found
/// takes its place, and nothing happens to the field. Typing is one step of Back.
pub(crate) async fn types_over(page: Page<'_>) -> Outcome {
    in_window(page, async {
        for width in [NARROW, WIDE] {
            resize(page, width, 1000).await?;
            page.open("#/a/lu-quet?q=cau").await?;
            wait_for_reader(page, "lu-quet").await?;
            page.click(SEARCH_BOX).await?;
            page.press(Key::End).await?;
            let mut typed = "cau".to_owned();
            for letter in " treo".chars() {
                page.press(letter.to_string()).await?;
                typed.push(letter);
                same("the field", page.query().await?, typed.clone())?;
            }
            same("data-total", page.results_of(&typed).await?, 4)?;
            let after = page
                .run(&format!(
                    "return [!document.querySelector('[data-reader]'),
                       !!document.querySelector('main [data-results]'),
                       document.activeElement === document.querySelector('{SEARCH_BOX}')]"
                ))
                .await?;
            same("list and focus", after, json!([true, true, true]))?;
            same("the field", page.query().await?, typed)?;
            page.until_hash_has("q=cau treo").await?;
            page.go(-1).await?;
            wait_for_reader(page, "lu-quet").await?;
        }
        Ok(())
    })
    .await
}

/// Opens articles beside their results by click and by key, narrows and widens
/// the window, comes back.
pub(crate) async fn reads_beside(page: Page<'_>) -> Outcome {
    in_window(page, async {
        resize(page, WIDE, 1000).await?;
        beside(page).await
    })
    .await
}

/// Gives the window back as large as it was.
async fn in_window(page: Page<'_>, way: impl Future<Output = Outcome>) -> Outcome {
    let before = page.session.driver.get_window_rect().await?;
    let size = (
        u32::try_from(before.width).unwrap_or(NARROW),
        u32::try_from(before.height).unwrap_or(900),
    );
    let outcome = way.await;
    resize(page, size.0, size.1).await?;
    outcome
}

async fn resize(page: Page<'_>, width: u32, height: u32) -> Outcome {
    let driver = &page.session.driver;
    driver.set_window_rect(0, 0, width, height).await?;
    Ok(())
}

async fn beside(page: Page<'_>) -> Outcome {
    page.open("").await?;
    page.results_of("").await?;
    if page
        .run("return innerWidth < 1600 || innerHeight < 560")
        .await?
        == json!(true)
    {
        // A screen that is too small shows no panes, and that is right.
        return Ok(());
    }
    let rows = page.rows().await?;
    let [first, second, ..] = rows.as_slice() else {
        return Err(Failure::new("too few rows to go from one to the next"));
    };
    page.click("[data-results] article[data-id] a[href]")
        .await?;
    wait_for_reader(page, first).await?;
    // Steps within a fifth of a second are one.
    page.until_hash_has(first).await?;
    is_marked(page, first).await?;
    same(
        "rows beside the article",
        page.rows().await?.first(),
        Some(first),
    )?;
    let parts = page
        .run(
            "const list = document.querySelector('[data-results]').closest('section');
             return { name: list.getAttribute('aria-label').length > 0,
               outside: !document.querySelector('main [data-results]'),
               focused: document.activeElement.closest('main') !== null,
               still: document.documentElement.scrollHeight <= innerHeight }",
        )
        .await?;
    let want = json!({ "name": true, "outside": true, "focused": true, "still": true });
    same("the parts", parts, want)?;
    page.press("j").await?;
    wait_for_reader(page, second).await?;
    is_marked(page, second).await?;
    keeps_article(page, second).await?;
    page.until_hash_has(second).await?;
    page.go(-1).await?;
    wait_for_reader(page, first).await?;
    is_marked(page, first).await?;
    page.press("u").await?;
    page.until(
        "the results alone",
        "return !document.querySelector('[data-reader]') && !!document.querySelector('main [data-results]')",
    )
    .await?;
    same("rows after u", page.rows().await?.first(), Some(first))
}

async fn is_marked(page: Page<'_>, id: &str) -> Outcome {
    let script = format!(
        "const marked = (() => {{ {MARKED} }})(); return marked && marked.id === {} && marked.seen",
        json!(id)
    );
    page.until(&format!("the row of {id} marked and in sight"), &script)
        .await?;
    Ok(())
}

/// A window that becomes narrow leaves the article alone, and brings the
/// results back when it is wide again.
async fn keeps_article(page: Page<'_>, id: &str) -> Outcome {
    page.run("document.querySelector('[data-reader]').kept = true")
        .await?;
    resize(page, NARROW, 1000).await?;
    page.until(
        "the article alone",
        "return !document.querySelector('[data-results]') && !!document.querySelector('[data-reader]')",
    )
    .await?;
    resize(page, WIDE, 1000).await?;
    is_marked(page, id).await?;
    let is_kept = page
        .run("return document.querySelector('[data-reader]').kept === true")
        .await?;
    check(is_kept == json!(true), || {
        "the article was drawn anew".to_owned()
    })
}
