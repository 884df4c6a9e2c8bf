//! Without a mouse: everything by keys, and the focus seen all the way.

use serde_json::json;
use thirtyfour::prelude::Key;

use super::reading::wait_for_reader;
use crate::failure::{Failure, Outcome, check, same};
use crate::page::{LOOK, MENU, Page};
use crate::pages::PACKED_ARTICLES;

/// More stops than any page has between two places.
const MAX_STOPS: usize = 120;

/// What has the focus, unless nothing has it or nobody would see it there.
const FOCUS: &str = r"
const e = document.activeElement;
if (!e || e === document.body || e === document.documentElement) return { lost: 'nothing has the focus' };
const name = e.outerHTML.slice(0, 140);
// Where reading goes on is no control, and needs no ring.
if (e.getAttribute('tabindex') === '-1' && !e.matches('a, button, input')) return { name };
const seen = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
  && !['transparent', 'rgba(0, 0, 0, 0)'].includes(style.outlineColor);
const field = e.closest('.query');
const isSeen = seen(getComputedStyle(e)) || seen(getComputedStyle(e, '::after'))
  || field && getComputedStyle(field).boxShadow !== 'none';
if (!isSeen) return { lost: 'no ring around ' + name };
const box = e.getBoundingClientRect();
const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
if (y < 0 || y > innerHeight || x < 0 || x > innerWidth) return { lost: 'out of the window: ' + name };
const hit = document.elementFromPoint(x, y);
if (!hit || !e.contains(hit) && !hit.contains(e)) return { lost: 'covered: ' + name };
return { name }";

/// Searches, filters, opens, reads, chooses, closes.
pub(crate) async fn all_by_keys(page: Page<'_>) -> Outcome {
    page.reduce_motion(true).await?;
    page.open("").await?;
    page.results_of("").await?;
    page.press(Key::Tab).await?;
    check_focus(page).await?;
    search(page).await?;
    filter(page).await?;
    read(page).await?;
    choose(page).await?;
    open_panels(page).await?;
    page.resize(390, 844).await?;
    use_sheet(page).await?;
    page.end_emulation().await
}

/// Fails where the focus is lost or cannot be seen.
async fn check_focus(page: Page<'_>) -> Outcome {
    let found = page.run(FOCUS).await?;
    match found["lost"].as_str() {
        Some(lost) => Err(Failure::new(lost)),
        None => Ok(()),
    }
}

/// Goes on with a key until what has the focus is what is looked for.
async fn go_to(page: Page<'_>, selector: &str) -> Outcome {
    let is_there = format!(
        "return !!document.activeElement && document.activeElement.matches({})",
        json!(selector)
    );
    for _ in 0..MAX_STOPS {
        page.press(Key::Tab).await?;
        check_focus(page).await?;
        if page.run(&is_there).await? == json!(true) {
            return Ok(());
        }
    }
    Err(Failure::new(format!("no Tab leads to {selector}")))
}

async fn search(page: Page<'_>) -> Outcome {
    page.press("/").await?;
    check_focus(page).await?;
    page.press("cau").await?;
    let total = page.results_of("cau").await?;
    check(total > 1, || format!("{total} articles have cau"))?;
    check_focus(page).await
}

/// Space on a value narrows, and the focus stays on it; again, and it is as it
/// was.
async fn filter(page: Page<'_>) -> Outcome {
    let total = page.results_of("cau").await?;
    go_to(page, ".facet .opt input").await?;
    for n_chips in [1, 0] {
        page.press(" ").await?;
        let script = format!("return document.querySelectorAll('.chip').length === {n_chips}");
        page.until(&format!("{n_chips} chips"), &script).await?;
        page.results_of("cau").await?;
        check_focus(page).await?;
        let is_value = "return document.activeElement.matches('.facet .opt input')";
        same(
            "whether a value has the focus",
            page.run(is_value).await?,
            json!(true),
        )?;
    }
    page.until_total(total).await?;
    drop_filter(page).await?;
    page.until_total(total).await
}

/// The button of a filter goes with it; the focus goes to what it leaves.
async fn drop_filter(page: Page<'_>) -> Outcome {
    page.press(" ").await?;
    page.until_there(".chip").await?;
    go_to(page, ".chip button").await?;
    page.press(Key::Enter).await?;
    let is_there =
        "return !document.querySelector('.chip') && document.activeElement.matches('.results')";
    page.until("the focus on the results", is_there).await?;
    Ok(())
}

async fn read(page: Page<'_>) -> Outcome {
    go_to(page, "[data-results] article[data-id] a[href]").await?;
    let id = page
        .run("return document.activeElement.closest('article').dataset.id")
        .await?;
    let id = id.as_str().unwrap_or_default().to_owned();
    page.press(Key::Enter).await?;
    wait_for_reader(page, &id).await?;
    check_focus(page).await?;
    page.until_there("main [data-reader] mark").await?;
    for key in ["n", "n", "p"] {
        page.press(key).await?;
        page.until_there("main [data-reader] mark[aria-current]")
            .await?;
        check_focus(page).await?;
    }
    // Who goes on to another article comes back to that.
    page.press("j").await?;
    let other = format!(
        "const id = document.querySelector('[data-reader]').dataset.reader; return id !== {} && id",
        json!(id)
    );
    let next = page.until("the next article", &other).await?;
    page.press("u").await?;
    page.results_of("cau").await?;
    let is_there = format!(
        "const row = document.activeElement.closest('article'); return !!row && row.dataset.id === {next}"
    );
    page.until("the focus on what was read", &is_there).await?;
    check_focus(page).await?;
    // From the field, Esc takes away what was asked.
    page.press("/").await?;
    page.press(Key::Escape).await?;
    page.until_total(PACKED_ARTICLES).await?;
    check_focus(page).await
}

/// Density and theme by letters, from wherever the focus is.
async fn choose(page: Page<'_>) -> Outcome {
    go_to(page, "[data-results] article[data-id] a[href]").await?;
    for (key, density) in [("2", "compact"), ("3", "cards"), ("1", "list")] {
        page.press(key).await?;
        let script = format!("return document.documentElement.dataset.density === '{density}'");
        page.until(density, &script).await?;
        check_focus(page).await?;
    }
    let theme = "return document.documentElement.dataset.theme || ''";
    let before = page.run(theme).await?;
    page.press("t").await?;
    check(page.run(theme).await? != before, || {
        format!("t leaves the theme {before}")
    })?;
    check_focus(page).await
}

/// Each panel opens with Enter, is gone through with Tab, and gives the focus
/// back when Esc closes it.
async fn open_panels(page: Page<'_>) -> Outcome {
    for opener in [LOOK, MENU] {
        page.press("/").await?;
        go_to(page, opener).await?;
        page.press(Key::Enter).await?;
        page.until_there(".pop__panel").await?;
        go_to(page, ".pop__panel button").await?;
        page.press(" ").await?;
        check_focus(page).await?;
        leave(page, ".pop__panel", opener).await?;
    }
    Ok(())
}

/// The filters of a narrow window, in their sheet.
async fn use_sheet(page: Page<'_>) -> Outcome {
    let opener = ".filters-btn";
    page.press("/").await?;
    go_to(page, opener).await?;
    page.press(Key::Enter).await?;
    page.until_there("dialog[open]").await?;
    go_to(page, "dialog .facet summary").await?;
    let is_open = "return !!document.querySelector('dialog .facet[open]')";
    if page.run(is_open).await? == json!(false) {
        page.press(Key::Enter).await?;
    }
    go_to(page, "dialog .opt input").await?;
    page.press(" ").await?;
    page.until_there(".chip").await?;
    check_focus(page).await?;
    leave(page, "dialog[open]", opener).await
}

async fn leave(page: Page<'_>, panel: &str, opener: &str) -> Outcome {
    page.press(Key::Escape).await?;
    let script = format!("return !document.querySelector({})", json!(panel));
    page.until(&format!("{panel} closed by Esc"), &script)
        .await?;
    check_focus(page).await?;
    let script = format!("return document.activeElement.matches({})", json!(opener));
    page.until(&format!("the focus on {opener} again"), &script)
        .await?;
    Ok(())
}
