//! Through every screen in Chromium 109, the oldest that the page promises.

use serde_json::{Value, json};

use crate::devtools::Tab;
use crate::failure::{Outcome, check};
use crate::page::SEARCH_BOX;
use crate::pages::PACKED_ARTICLES;

/// Opens, searches, filters, reads, looks at every other page.
pub(crate) async fn every_screen(tab: &mut Tab, address: &str) -> Outcome {
    open(tab, address).await?;
    until_total(tab, PACKED_ARTICLES).await?;
    search(tab).await?;
    read(tab).await?;
    filter(tab).await?;
    other_pages(tab).await?;
    tab.resize(390, 844).await?;
    other_pages(tab).await
}

async fn open(tab: &mut Tab, address: &str) -> Outcome {
    tab.open(address).await?;
    let is_ready = "return document.documentElement.dataset.archive === 'ready'";
    tab.until("data-archive=ready", is_ready).await?;
    let version = tab
        .run("return navigator.userAgent.match(/Chrome\\/(\\d+)/)[1]")
        .await?;
    check(version == json!("109"), || {
        format!("this is Chromium {version}")
    })
}

async fn until_total(tab: &mut Tab, total: u64) -> Outcome {
    let script = format!(
        "const found = document.querySelector('[data-results]');
         return found && found.dataset.total === '{total}'"
    );
    tab.until(&format!("{total} results"), &script).await?;
    Ok(())
}

async fn search(tab: &mut Tab) -> Outcome {
    tab.click(SEARCH_BOX).await?;
    tab.type_text("cau treo").await?;
    until_total(tab, 4).await?;
    tab.until_there("[data-results] article mark").await
}

/// Opens the first result, goes through its hits, and comes back.
async fn read(tab: &mut Tab) -> Outcome {
    tab.click("[data-results] article[data-id] a[href]").await?;
    tab.until_there("main [data-reader] mark").await?;
    leave_field(tab).await?;
    for key in ["n", "n", "p"] {
        tab.press(key).await?;
    }
    tab.until_there("main [data-reader] mark[aria-current]")
        .await?;
    tab.until(
        "the article's address",
        "return location.hash.startsWith('#/a/')",
    )
    .await?;
    tab.run("history.back()").await?;
    until_total(tab, 4).await
}

/// A value of a facet, and Esc for what was asked.
async fn filter(tab: &mut Tab) -> Outcome {
    tab.click(".facet .opt input").await?;
    tab.until_there(".chip").await?;
    let total = "const total = document.querySelector('[data-results]').dataset.total;
        return total !== '' && Number(total) > 0 && Number(total) < 4 && { total }";
    tab.until("fewer results", total).await?;
    tab.click(".chip button").await?;
    until_total(tab, 4).await?;
    tab.click(SEARCH_BOX).await?;
    tab.press("Escape").await?;
    until_total(tab, PACKED_ARTICLES).await
}

async fn other_pages(tab: &mut Tab) -> Outcome {
    for hash in ["#/help", "#/about", "#/a/khong-co"] {
        tab.run(&format!("location.hash = '{hash}'")).await?;
        tab.until_there("main h1").await?;
        tab.run("history.back()").await?;
        until_total(tab, PACKED_ARTICLES).await?;
    }
    Ok(())
}

async fn leave_field(tab: &mut Tab) -> Outcome<Value> {
    tab.run("if (document.activeElement) document.activeElement.blur()")
        .await
}
