//! Through every screen in Chromium 109, the oldest that the page promises.

use std::path::Path;

use biennien_viewer::wording::{Language, Words};
use serde_json::{Value, json};

use crate::devtools::Tab;
use crate::failure::{Outcome, check};
use crate::page::{LOOK, MENU, SEARCH_BOX};
use crate::pages::{PACKED_ARTICLES, file_address};

/// Opens, searches, filters, reads, looks at every other page, changes how it
/// looks, saves it, and opens what was saved.
pub(crate) async fn every_screen(tab: &mut Tab, address: &str, downloads: &Path) -> Outcome {
    open(tab, address).await?;
    until_total(tab, PACKED_ARTICLES).await?;
    search(tab).await?;
    read(tab).await?;
    filter(tab).await?;
    other_pages(tab).await?;
    looks(tab).await?;
    let saved = save(tab, downloads).await?;
    tab.resize(390, 844).await?;
    sheet(tab).await?;
    other_pages(tab).await?;
    tab.resize(1700, 950).await?;
    read_beside(tab).await?;
    open(tab, &saved).await?;
    until_total(tab, PACKED_ARTICLES).await
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
    until_all(tab).await
}

/// Waits for all articles, and for the address to follow, which it does at most
/// five times a second.
async fn until_all(tab: &mut Tab) -> Outcome {
    until_total(tab, PACKED_ARTICLES).await?;
    let is_plain = "return ['', '#/'].includes(location.hash)";
    tab.until("an address without a query", is_plain).await?;
    Ok(())
}

async fn other_pages(tab: &mut Tab) -> Outcome {
    for hash in ["#/help", "#/about", "#/a/khong-co"] {
        tab.run(&format!("location.hash = '{hash}'")).await?;
        tab.until_there("main h1").await?;
        tab.run("history.back()").await?;
        until_all(tab).await?;
    }
    Ok(())
}

/// Languages in the head, theme and density in the panel, which Esc closes.
async fn looks(tab: &mut Tab) -> Outcome {
    for language in ["en", "vi"] {
        tab.click(&format!(".tools [lang={language}]")).await?;
        until_root(tab, "lang", language).await?;
    }
    tab.click(LOOK).await?;
    for theme in ["dark", "sepia", "light"] {
        tab.click(&format!(".swatches [data-theme={theme}]"))
            .await?;
        until_root(tab, "data-theme", theme).await?;
    }
    close(tab, ".pop__panel").await?;
    for (key, density) in [("2", "compact"), ("3", "cards"), ("1", "list")] {
        tab.press(key).await?;
        until_root(tab, "data-density", density).await?;
        tab.until_there("[data-results] article[data-id]").await?;
    }
    Ok(())
}

async fn until_root(tab: &mut Tab, name: &str, value: &str) -> Outcome {
    tab.until_there(&format!(":root[{name}={value}]")).await
}

async fn close(tab: &mut Tab, panel: &str) -> Outcome {
    tab.until_there(panel).await?;
    tab.press("Escape").await?;
    let script = format!("return !document.querySelector({})", json!(panel));
    tab.until(&format!("{panel} closed by Esc"), &script)
        .await?;
    Ok(())
}

/// Saves the archive from the menu; returns the address of what was saved.
async fn save(tab: &mut Tab, downloads: &Path) -> Outcome<String> {
    tab.click(MENU).await?;
    let script = format!(
        "const item = [...document.querySelectorAll('.pop__panel button')]
           .find(e => e.textContent === {});
         if (item) item.click();
         return !!item",
        json!(Words::from(Language::Vi).save_page)
    );
    tab.until("the item that saves", &script).await?;
    let (saved, _) = super::saving::saved_in(downloads).await?;
    close(tab, ".pop__panel").await?;
    Ok(file_address(&saved))
}

/// The filters of a phone, in their sheet.
async fn sheet(tab: &mut Tab) -> Outcome {
    tab.click(".filters-btn").await?;
    tab.until_there("dialog[open] .facet").await?;
    tab.run("document.querySelector('dialog .facet').open = true")
        .await?;
    tab.click("dialog .facet .opt input").await?;
    tab.until_there(".chip").await?;
    close(tab, "dialog[open]").await?;
    tab.click(".chip button").await?;
    until_all(tab).await
}

/// An article where there is room for list and reader.
async fn read_beside(tab: &mut Tab) -> Outcome {
    tab.until_there(".page .facets .opt").await?;
    tab.click("[data-results] article[data-id] a[href]").await?;
    tab.until_there("main [data-reader]").await?;
    tab.press("u").await?;
    until_total(tab, PACKED_ARTICLES).await
}

async fn leave_field(tab: &mut Tab) -> Outcome<Value> {
    tab.run("if (document.activeElement) document.activeElement.blur()")
        .await
}
