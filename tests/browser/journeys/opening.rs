//! Opening the page, plainly and at an address.

use serde_json::json;

use crate::failure::{Outcome, check, same};
use crate::page::{Page, SEARCH_BOX};
use crate::pages::{Edition, PACKED_ARTICLES, PACKED_TITLE};

/// It opens on its archive: name, number, rows, promise.
pub(crate) async fn opens(page: Page<'_>) -> Outcome {
    page.open("").await?;
    let ready = page.ask("return await window.bienNien.ready").await?;
    let title = ready["title"].as_str().unwrap_or_default().to_owned();
    let n_articles = ready["articles"].as_u64().unwrap_or_default();
    check(!title.is_empty() && n_articles > 0, || {
        format!("bienNien.ready is {ready}")
    })?;
    if page.subject.edition == Edition::Packed {
        same("the archive's name", title.as_str(), PACKED_TITLE)?;
        same("the number of articles", n_articles, PACKED_ARTICLES)?;
    }
    let script = format!(
        "return document.title.includes({0}) && document.body.innerText.includes({0})",
        json!(title)
    );
    page.until("the archive's name on the page and in its title", &script)
        .await?;
    same("data-total", page.results_of("").await?, n_articles)?;
    check_rows(page, n_articles).await?;
    page.element(SEARCH_BOX).await?;
    let version = page.run("return window.bienNien.version").await?;
    check(version.is_string(), || {
        format!("bienNien.version is {version}")
    })?;
    check_not_wider(page).await
}

/// Rows are numbered in order, and the API has the same order.
async fn check_rows(page: Page<'_>, total: u64) -> Outcome {
    page.until(
        "a row",
        "return document.querySelector('[data-results] article[data-id]')",
    )
    .await?;
    let places = page
        .run(
            "return [...document.querySelectorAll('[data-results] article[data-id]')].map(row =>
               [Number(row.getAttribute('aria-posinset')), Number(row.getAttribute('aria-setsize'))])",
        )
        .await?;
    let places: Vec<(u64, u64)> = serde_json::from_value(places)?;
    let wanted: Vec<(u64, u64)> = (1..).zip(&places).map(|(at, _)| (at, total)).collect();
    same("aria-posinset and aria-setsize", &places, &wanted)?;
    let rows = page.rows().await?;
    let limit = rows.len();
    let script = format!(
        "const r = await bienNien.search('', {{ limit: {limit} }}); return r.items.map(i => i.id)"
    );
    let items: Vec<String> = serde_json::from_value(page.ask(&script).await?)?;
    same("the order of rows", &rows, &items)
}

/// Nothing makes the page scroll sideways.
async fn check_not_wider(page: Page<'_>) -> Outcome {
    let widths = page
        .run("const d = document.documentElement; return [d.scrollWidth, d.clientWidth]")
        .await?;
    let widths: [u64; 2] = serde_json::from_value(widths)?;
    check(widths[0] <= widths[1], || {
        format!("the page is wider than its window: {widths:?}")
    })
}

/// An address opens what it says; typing is one step of Back; what is unknown
/// is said to be.
pub(crate) async fn follows_address(page: Page<'_>) -> Outcome {
    page.open("#/?q=c%E1%BA%A7u%20treo&from=2018&to=2018-12&unheard=of")
        .await?;
    same("data-total", page.results_of("cầu treo").await?, 3)?;
    same("the field", page.query().await?.as_str(), "cầu treo")?;
    page.open("#/a/cau-treo-tam?q=cau%20treo").await?;
    page.element("main [data-reader='cau-treo-tam'] mark")
        .await?;
    page.open("#/a/khong-co-bai-nay").await?;
    page.until(
        "a sentence on the unknown article",
        "return !document.querySelector('[data-reader]') && /không có bài|no such article|not in this archive/i.test(document.querySelector('main').innerText)",
    )
    .await?;
    typing_is_one_step(page).await
}

async fn typing_is_one_step(page: Page<'_>) -> Outcome {
    page.open("#/about").await?;
    page.session
        .driver
        .goto(page.subject.address.clone() + "#/")
        .await?;
    page.results_of("").await?;
    page.type_query("cau treo").await?;
    page.results_of("cau treo").await?;
    page.until_hash_has("q=cau treo").await?;
    page.go(-1).await?;
    same("data-total", page.results_of("").await?, PACKED_ARTICLES)?;
    page.until(
        "an empty field",
        "return document.querySelector('input[type=search][name=q]').value === ''",
    )
    .await?;
    page.go(1).await?;
    page.results_of("cau treo").await?;
    page.go(-1).await?;
    page.results_of("").await?;
    page.go(-1).await?;
    page.until(
        "the page before",
        "return location.hash.startsWith('#/about')",
    )
    .await?;
    Ok(())
}
